"""基础指标: what was reported, as values to be typed over; points, base, score and tier as formulas on the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.fixed import to_decimal
from xltier.core.months import YEAR
from xltier.core.scheme import GrowthBasis
from xltier.core.scheme.measure import Measure, ValueType, Window
from xltier.core.values import Entry, ExcelError
from xltier.core.words import Words
from xltier.formulas.evaluate import Held
from xltier.formulas.work import SKIPPED, Step
from xltier.messages import phrase
from xltier.report.month.data.working import BEFORE, ID, LAST, OVERRIDE, PENDING, Working, override_of
from xltier.report.month.grid import Cell, Column, Grid, Look, decimals_format
from xltier.report.month.live_value import Live
from xltier.report.month.places import row_id
from xltier.report.month.wording import KEY, period_of
from xltier.report.month.write_grid import HEADER_ROW
from xltier.report.theme import DOWN, PANEL, SUB, UP, Theme
from xltier.tables.address import letters

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WHO: Final = Words("经销商", "Dealer")
_VALUES, _POINTS = Words("指标", "Measures"), Words("得分（公式，0 至满分）", "Points (formulas, 0 to full marks)")
_WEIGHTED, _RAW = Words("加权得分（公式）", "Weighted points (formulas)"), Words("其他报送数据", "Other figures")
_PAST, _WORK = Words("上月与人工", "Last month, by hand"), Words("计算过程（公式）", "Working (formulas)")
_MISSING: Final = "#FBE9E7"


@dataclass(frozen=True, slots=True)
class MeasuresPlan:
    """How the sheet is laid out.

    Args:
        columns: Left to right.
        names: What stands in each column: a raw value ``in_KEY`` or ``x_...``, a step, or ``d_KEY``, a step in words.
        printed: How many columns are printed.
    """

    columns: tuple[Column, ...]
    names: tuple[str, ...]
    printed: int

    def at(self) -> dict[str, int]:
        """Return the column of each name."""
        return {name: at for at, name in enumerate(self.names) if name}


def measures_plan(result: MonthResult, working: Working) -> MeasuresPlan:
    """Return the columns: measures and points first, then what they follow from, then the hidden working."""
    parts = [*_key(), *_shown(result, working), *_points(result, working)]
    printed = len(parts)
    shown = {name.partition("_")[2] for name, _ in parts if name.startswith(("in_", "d_"))}
    named = {measure.key: measure for measure in result.scheme.measures}
    parts += [(f"in_{key}", _raw(named[key], _RAW)) for key in working.inputs if key not in shown]
    parts += _past(working)
    done = {name for name, _ in parts}
    parts += [(name, _hidden(working.labels[name])) for name in working.names if name not in done]
    return MeasuresPlan(tuple(column for _, column in parts), tuple(name for name, _ in parts), printed)


def _key() -> Iterable[tuple[str, Column]]:
    keys = ("dealer", "name", "division", "line")
    yield from (("", replace(column, key=key)) for column, key in zip(KEY, keys, strict=True))


def _shown(result: MonthResult, working: Working) -> Iterable[tuple[str, Column]]:
    """Yield the measures that are scored or read by rules: raw where reported, else the formula in words."""
    for measure in result.scheme.measures:
        if measure.expression is not None and f"v_{measure.key}" in working.names:
            look = Column(
                measure.name, 8, Look.NUMBER, value_format(measure), _VALUES, f"value:{measure.key}", fill=PANEL
            )
            yield f"d_{measure.key}", look
        elif measure.is_scored and measure.key in working.inputs:
            yield f"in_{measure.key}", _raw(measure, _VALUES)


def _raw(measure: Measure, group: Words) -> Column:
    is_text = measure.type is ValueType.TEXT
    look = Look.TEXT if is_text else Look.NUMBER
    width = 12 if is_text else 10.5
    return Column(measure.name, width, look, value_format(measure), group, f"value:{measure.key}", is_open=True)


def _points(result: MonthResult, working: Working) -> Iterable[tuple[str, Column]]:
    word = phrase("value-not-applicable", working.language)
    digits = f'0.##;-0.##;0;"{word}"'
    scored = [measure for measure in result.scheme.measures if f"p_{measure.key}" in working.names]
    for group, start, key in ((_POINTS, "p_", "points"), (_WEIGHTED, "w_", "weighted")):
        for measure in scored:
            name = f"{start}{measure.key}"
            if name in working.names:
                full = measure.full if start == "p_" else measure.weight
                yield (
                    name,
                    Column(_of(measure, full), 7, Look.NUMBER, digits, group, f"{key}:{measure.key}", fill=PANEL),
                )
    if "base" in working.names:
        base = Column(Words("基础分", "Base"), 8, Look.BAR, "0.00", _WEIGHTED, "base", fill=PANEL)
        yield "base", base


def _of(measure: Measure, full: object) -> Words:
    name = measure.name
    return Words(f"{name.zh}\n/{full:g}", f"{name.en}\n/{full:g}") if full else name


def _past(working: Working) -> Iterable[tuple[str, Column]]:
    yield LAST, Column(Words("上月等级", "Tier last\nmonth"), 8, Look.CENTRE, group=_PAST, is_open=True)
    if working.keeps:
        yield BEFORE, Column(Words("保级前等级", "Tier kept\nso far"), 8, Look.CENTRE, group=_PAST, is_open=True)
    if working.counts_months:
        yield PENDING, Column(Words("连续月数", "Months\npending"), 8, Look.CENTRE, group=_PAST, is_open=True)
    if working.is_overridden:
        yield OVERRIDE, Column(Words("人工调整", "By hand"), 8, Look.CENTRE, group=_PAST, is_open=True)
    yield ID, Column(Words("键", "Key"), 12, Look.FAINT, group=_WORK, key="id", is_hidden=True)


def _hidden(step: Step) -> Column:
    digits = "General" if step.decimals is None else "0.######"
    label = Words(f"{step.label.zh}（计算）", f"{step.label.en} (computed)")
    return Column(label, 10, Look.NUMBER, digits, _WORK, f"step:{step.name}", is_hidden=True)


def value_format(measure: Measure) -> str:
    """Return the number format of a measure's values."""
    if measure.unit == "%":
        return decimals_format(max(measure.decimals - 2, 0)) + "%"
    return decimals_format(measure.decimals)


def measures_grid(result: MonthResult, working: Working, plan: MeasuresPlan, language: str) -> Grid:
    """Return the sheet; the formulas' places must be known to ``working`` by now."""
    first = HEADER_ROW + 2
    at = plan.at()
    rows = [_row(row, working, plan, (number, at), language) for number, row in enumerate(result.rows, first)]
    return Grid(
        title=phrase("month-measures-title", language, period=period_of(result)),
        subtitle=phrase("month-measures-subtitle", language),
        columns=plan.columns,
        rows=rows,
        frozen=len(KEY),
        printed=plan.printed,
        breaks=division_breaks(result.rows),
    )


def division_breaks(rows: Sequence[MonthRow]) -> list[int]:
    """Return the places at which another division begins."""
    return [at for at in range(1, len(rows)) if rows[at].key.division != rows[at - 1].key.division]


def _row(
    row: MonthRow, working: Working, plan: MeasuresPlan, place: tuple[int, Mapping[str, int]], language: str
) -> tuple[Cell, ...]:
    number, at = place
    raw = _raw_values(row, working, language)
    live = working.cells(row, raw)(number)
    key: Sequence[Cell] = (row.key.dealer, row.name, row.key.division, row.key.line)
    cells: list[Cell] = list(key)
    for name in plan.names[len(key) :]:
        if name in raw:
            cells.append(_typed(raw[name]))
        elif name.startswith("d_"):
            cells.append(_in_words(name[2:], live, (number, at), language))
        else:
            cells.append(live.get(name))
    return tuple(cells)


def _in_words(key: str, live: Mapping[str, Live], place: tuple[int, Mapping[str, int]], language: str) -> Cell:
    """Return a derived measure as it is shown: a number, or a word where it has none."""
    step = live.get(f"v_{key}")
    if step is None:
        return None
    number, at = place
    cell = f"${letters(at[f'v_{key}'] + 1)}{number}"
    skipped, blank = phrase("value-not-applicable", language), phrase("month-word-blank", language)
    value = {SKIPPED: skipped, "": blank}.get(step.value, step.value) if isinstance(step.value, str) else step.value
    return Live(f'IF({cell}="{SKIPPED}","{skipped}",IF({cell}="","{blank}",{cell}))', value)


def _typed(value: Held) -> Cell:
    return value if not isinstance(value, bool) else int(value)


def _raw_values(row: MonthRow, working: Working, language: str) -> dict[str, Held]:
    slots = {key: slot for slot, key in enumerate(row.plan.keys)}
    found: dict[str, Held] = {
        f"in_{key}": _raw_cell(row.entries[slots[key]], row.plan.measures[slots[key]], language)
        for key in working.inputs
    }
    standing = row.about.standing
    found[ID] = row_id(row.key)
    found[LAST] = None if row.before is None else row.before.tier
    if working.keeps:
        found[BEFORE] = None if standing is None else standing.tier
    if working.counts_months:
        found[PENDING] = None if standing is None else standing.pending
    if working.is_overridden:
        found[OVERRIDE] = override_of(row)
    return found


def _raw_cell(entry: Entry, measure: Measure, language: str) -> Held:
    """Return what stands in a raw cell: the number, or the word for why there is none."""
    match entry:
        case ExcelError.VALUE if measure.type is not ValueType.TEXT:
            return phrase("month-word-unread", language)
        case ExcelError() | str():
            return entry
        case None:
            return phrase("month-word-blank", language)
        case int():
            number = to_decimal(entry, measure.decimals)
            return int(number) if number % 1 == 0 else float(number)
    return phrase("value-not-applicable", language)


def write_shared(page: Worksheet, theme: Theme, working: Working, first: int) -> None:
    """Write what all rows share above them, in hidden columns: what it is, and the formula on the rules."""
    look = theme.format(font_size=8, font_color=SUB)
    for column, (label, formula, value) in enumerate(working.shared, first):
        page.write_string(0, column, label, look)
        page.write_formula(1, column, f"={formula}", look, "" if value is None else value)
    page.set_column(first, first + max(len(working.shared), 1) - 1, 8, None, {"hidden": True})


def mark_measures(page: Worksheet, theme: Theme, result: MonthResult, plan: MeasuresPlan) -> None:
    """Mark full marks, what was not reported, and in red ink what was restated before it came here."""
    named = {measure.key: measure for measure in result.scheme.measures}
    first, last = HEADER_ROW + 1, HEADER_ROW + max(len(result.rows), 1)
    full = theme.bare(font_color=UP, bold=True)
    blank = {"type": "cell", "criteria": "==", "value": f'"{phrase("month-word-blank", theme.language)}"'}
    missing = blank | {"format": theme.bare(bg_color=_MISSING, font_color=DOWN)}
    for at, name in enumerate(plan.names):
        kind, _, key = name.partition("_")
        measure = named.get(key)
        if kind == "p" and measure is not None and measure.full:
            rule = {"type": "cell", "criteria": ">=", "value": float(measure.full), "format": full}
            page.conditional_format(first, at, last, at, rule)
        elif kind in {"in", "d"}:
            page.conditional_format(first, at, last, at, missing)
        if kind == "in" and measure is not None and measure.window in {Window.GROWTH, Window.GROWTH_BASE}:
            _redden(page, theme, result, measure, at)


def _redden(page: Worksheet, theme: Theme, result: MonthResult, measure: Measure, column: int) -> None:
    """Write amounts in red that stand so in no table: moved with a line, or of a month that the festival chose."""
    look = theme.body(align="right", num_format=value_format(measure), font_color=DOWN, locked=False)
    by_festival = result.scheme.growth_basis is not GrowthBasis.MONTH and result.period % YEAR <= 1
    for at, row in enumerate(result.rows, HEADER_ROW + 1):
        entry = row.entries[row.plan.slot(measure.key)]
        if isinstance(entry, int) and (row.moved or by_festival):
            page.write_number(at, column, float(to_decimal(entry, measure.decimals)), look)
