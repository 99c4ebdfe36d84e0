"""加减分: every log row for every key it means, its item looked up, its approval a gate; then what rules gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xltier.app.month.intake.complaint_events import is_complaint
from xltier.app.month.intake.fields import APPROVED, PENDING
from xltier.app.month.intake.inputs import Event, MonthInputs
from xltier.app.month.result import MonthResult, MonthRow
from xltier.app.month.rule_measures import item_source
from xltier.core.adjustments import Adjustment
from xltier.core.fixed import rounded
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.data.log_cells import as_logged, live_id, looked_up, of_row, row_id_of
from xltier.report.month.data.log_entries import Entry, Fired, made_of
from xltier.report.month.data.ratings_grid import number
from xltier.report.month.data.rule_tables import RuleTable
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.live_value import Live, Scalar
from xltier.report.month.wording import KEY, period_of
from xltier.report.month.write_grid import HEADER_ROW
from xltier.report.theme import PANEL
from xltier.tables.address import letters
from xltier.tables.rules.choices import ITEM_TYPE, NO

SPARE: Final = 15
"""Blank rows to log in."""
_SIGNED: Final = "+0.####;-0.####;0"
COLUMNS: Final = (
    Column(Words("日期", "Date"), 10.5, Look.DAY, key="date", is_open=True),
    *(
        Column(c.header, c.width, c.look, key=key, is_open=True)
        for c, key in zip(KEY, ("dealer", "dealer_name", "division", "line"), strict=True)
    ),
    Column(Words("项目编码", "Item code"), 15, Look.CENTRE, key="item", is_open=True),
    Column(Words("项目", "Item"), 24, key="name", fill=PANEL),
    Column(Words("类型", "Type"), 7, Look.CENTRE, key="kind", fill=PANEL),
    Column(Words("每次分值", "Points\neach"), 8, Look.NUMBER, "0.####", key="each", is_open=True),
    Column(Words("次数", "Times"), 6, Look.CENTRE, key="times", is_open=True),
    Column(Words("应计", "Points"), 7, Look.NUMBER, "0.####", key="points", fill=PANEL),
    Column(Words("状态", "Status"), 9, Look.CENTRE, key="status", is_open=True),
    Column(Words("计入\n（封顶前）", "Counted\n(before caps)"), 9, Look.CHANGE, _SIGNED, key="counts", fill=PANEL),
    Column(Words("单项\n封顶", "Item's\ncap"), 6.5, Look.COUNT, "0.####", key="cap", fill=PANEL),
    Column(Words("凭证", "Evidence"), 24, key="evidence", is_open=True),
    Column(Words("批准人", "Approver"), 9, Look.CENTRE, key="approver", is_open=True),
    Column(Words("说明", "Note"), 18, Look.SMALL, key="note", is_open=True),
    Column(Words("出处", "Where"), 44, Look.SMALL, key="where"),
    Column(Words("键", "Key"), 10, Look.FAINT, key="id", is_hidden=True),
    Column(Words("项目行", "Row of the item"), 8, Look.CENTRE, key="at", is_hidden=True),
    Column(Words("最少", "Least"), 8, Look.CENTRE, key="least", is_hidden=True),
    Column(Words("最多", "Most"), 8, Look.CENTRE, key="most", is_hidden=True),
    Column(Words("计分键", "Counted key"), 10, Look.FAINT, key="key", is_hidden=True),
)
_AT: Final = {column.key: at for at, column in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Items:
    """What the sheet reads.

    Args:
        rules: The items of the rules sheet.
        decimals: Of points.
        language: Of words.
    """

    rules: RuleTable
    decimals: int
    language: str


def adjustments_sheet(
    result: MonthResult,
    inputs: MonthInputs,
    events: Sequence[Entry[Event]],
    fired: Sequence[Fired[Adjustment]],
    items: Items | None,
    language: str,
) -> Grid:
    """Return the sheet: what the log says, what rules fired, and blank rows to add to; no items, no rows."""
    rows: list[tuple[Cell, ...]] = []
    if items is not None:
        made: list[dict[str, Cell]] = [_logged(result, inputs, entry, items) for entry in events]
        made += [_ruled(result, one, items) for one in fired]
        made += [{} for _ in range(SPARE)]
        rows = [_completed(cells, at + HEADER_ROW + 2, items) for at, cells in enumerate(made)]
    return Grid(
        title=phrase("month-adjustments-title", language, period=period_of(result)),
        subtitle=phrase("month-adjustments-live-subtitle", language),
        columns=COLUMNS,
        rows=rows,
        frozen=5,
        empty=phrase("month-nothing-logged", language),
        spare=SPARE if rows else 0,
    )


def _logged(result: MonthResult, inputs: MonthInputs, entry: Entry[Event], items: Items) -> dict[str, Cell]:
    event, language = entry.logged, items.language
    row = None if entry.at is None else result.rows[entry.at]
    status = (APPROVED if event.is_approved else PENDING).said(language)
    who = as_logged(event, language) if row is None else of_row(row)
    return who | {
        "date": event.date,
        "item": event.item,
        "each": None if event.points is None else number(event.points, items.decimals),
        "times": event.times,
        "status": status,
        "evidence": event.evidence,
        "approver": event.approver,
        "note": _joined((_notes(row, event, items), _from(event, inputs, language)), language),
        "where": str(inputs.location(event.origin)),
    }


def _from(event: Event, inputs: MonthInputs, language: str) -> str | None:
    """Return that an event comes from the complaint log, where it does."""
    return phrase("month-from-complaints", language) if is_complaint(event, inputs) else None


def _joined(notes: tuple[str | None, ...], language: str) -> str | None:
    return ("；" if language == "zh" else "; ").join(note for note in notes if note) or None


def _notes(row: MonthRow | None, event: Event, items: Items) -> str | None:
    if not event.is_approved:
        return phrase("month-not-approved", items.language)
    if row is None:
        return None
    made = next((one for one in made_of(row) if one.item.item.code == event.item), None)
    if made is None:
        return None
    if made.item.item.is_bonus and not row.rating.bonus and row.rating.red_lines:
        return phrase("month-voided", items.language)
    return phrase("month-capped", items.language) if made.counted < made.points else None


def _ruled(result: MonthResult, fired: Fired[Adjustment], items: Items) -> dict[str, Cell]:
    """Return what a rule gave: its points stand beside the log and are not counted with it."""
    row, made = result.rows[fired.at], fired.what
    logged = sum(event.times for event in row.about.events if event.item == made.item.item.code)
    return of_row(row) | {
        "item": made.item.item.code,
        "each": number(made.item.lowest, items.decimals),
        "times": made.times - logged,
        "status": phrase("month-ruled", items.language),
        "where": item_source(made.item, row.plan, row.values, items.language, by_rule=made.by_rule),
    }


def _completed(cells: Mapping[str, Cell], row: int, items: Items) -> tuple[Cell, ...]:
    """Return a row with its formulas; a blank row has them too."""
    at = {key: f"${letters(column + 1)}{row}" for key, column in _AT.items()}
    rules, language = items.rules, items.language
    code = cells.get("item")
    place = rules.place(str(code)) if code is not None else 0
    least, most = _limits(rules, place)
    found: dict[str, Cell] = {
        "id": live_id(cells, at),
        "at": Live(f"IFERROR(MATCH({at['item']},{rules.column('code')},0),0)", place),
        "name": looked_up(rules, f"name.{language}", at["at"], place),
        "kind": looked_up(rules, "type", at["at"], place),
        "cap": _cap(rules, at["at"], place),
        "least": _number(rules, "points_min", at, (place, least)),
        "most": Live(f"IF({at['at']}=0,0,MAX({at['least']},N(INDEX({rules.column('points_max')},{at['at']}))))", most),
    }
    found |= _points(cells, at, (place, least, most), items)
    return tuple(found.get(column.key, cells.get(column.key)) for column in COLUMNS)


def _points(
    cells: Mapping[str, Cell], at: Mapping[str, str], item: tuple[int, float, float], items: Items
) -> dict[str, Cell]:
    place, least, most = item
    decimals, language = items.decimals, items.language
    each, times = cells.get("each"), cells.get("times")
    is_whole, whole_ = _whole(items.rules, at, item)
    given = rounded(each, 0 if is_whole else decimals) if isinstance(each, (int, float)) else least
    is_decided = isinstance(each, (int, float)) or least == most
    kept = min(max(given, least), most) * (times if isinstance(times, (int, float)) else 1)
    points: Scalar = "" if place == 0 else rounded(kept, decimals) if is_decided else 0
    logged = f"ROUND(ROUND({at['each']},{decimals}),IF({whole_},0,{decimals}))"
    given_ = f"IF(ISNUMBER({at['each']}),{logged},{at['least']})"
    times_ = f"IF(ISNUMBER({at['times']}),{at['times']},1)"
    clipped = f"ROUND(MIN(MAX({given_},{at['least']}),{at['most']})*{times_},{decimals})"
    undecided = f"AND(NOT(ISNUMBER({at['each']})),{at['least']}<>{at['most']})"
    approved, ruled = APPROVED.said(language), phrase("month-ruled", language)
    status = cells.get("status")
    counts = status in {approved, ruled} and place > 0
    is_bonus = place > 0 and items.rules.shown("type")[place - 1] == _bonus(items)
    signed = float(points) if not isinstance(points, str) else 0.0
    key = f"{row_id_of(cells)}|{cells.get('item')}" if status == approved and place else ""
    return {
        "points": Live(f'IF({at["at"]}=0,"",IF({undecided},0,{clipped}))', points),
        "counts": Live(
            f'IF({at["at"]}=0,"",IF(OR({at["status"]}="{approved}",{at["status"]}="{ruled}"),'
            f'IF({at["kind"]}="{_bonus(items)}",{at["points"]},0-{at["points"]}),0))',
            "" if place == 0 else (signed if is_bonus else 0 - signed) if counts else 0,
        ),
        "key": Live(f'IF(AND({at["at"]}>0,{at["status"]}="{approved}"),{at["id"]}&"|"&{at["item"]},"")', key),
    }


def _limits(rules: RuleTable, place: int) -> tuple[float, float]:
    if place == 0:
        return 0, 0
    least, most = (rules.shown(name)[place - 1] for name in ("points_min", "points_max"))
    low = float(least) if isinstance(least, (int, float)) else 0.0
    return low, max(low, float(most)) if isinstance(most, (int, float)) else low


def _whole(rules: RuleTable, at: Mapping[str, str], item: tuple[int, float, float]) -> tuple[bool, str]:
    """Return whether an item takes whole points only, and the condition: both ends of its range are whole then."""
    place, least, most = item
    ends = f"{at['least']}=INT({at['least']}),{at['most']}=INT({at['most']})"
    is_whole = least == int(least) and most == int(most)
    column = rules.column("whole")
    if column is None:
        return is_whole, f"AND({ends})"
    no = NO.said(rules.language)
    said = rules.shown("whole")[place - 1] if place else ""
    return is_whole and said != no, f'AND({ends},INDEX({column},MAX(1,{at["at"]}))<>"{no}")'


def _cap(rules: RuleTable, at: str, place: int) -> Live | None:
    """Return the item's cap; blank where it has none."""
    column = rules.column("cap")
    if column is None:
        return None
    cap = rules.shown("cap")[place - 1] if place else ""
    found = f"INDEX({column},{at})"
    return Live(f'IF({at}=0,"",IF(ISNUMBER({found}),{found},""))', cap if isinstance(cap, (int, float)) else "")


def _number(rules: RuleTable, name: str, at: Mapping[str, str], found: tuple[int, float]) -> Live:
    return Live(f"IF({at['at']}=0,0,N(INDEX({rules.column(name)},{at['at']})))", found[1])


def _bonus(items: Items) -> str:
    return ITEM_TYPE["bonus"].said(items.language)
