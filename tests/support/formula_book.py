"""A workbook whose rows are customers and whose columns are a plan's formulas, to be recalculated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from xltier.core.circumstances import Circumstances
from xltier.core.fixed import to_decimal
from xltier.core.plan import Plan
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.formulas.basis import SOUND, basis_steps, guarded
from xltier.formulas.cells import Columns, columns, quoted
from xltier.formulas.expected import Shown, expected
from xltier.formulas.render import countif, render
from xltier.formulas.rules_cells import NO_CELLS
from xltier.formulas.steps import steps
from xltier.formulas.syntax import Name
from xltier.formulas.work import SKIPPED, Sources
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.theme import Theme

RAW = "客户"
WORK = "计算"
RULES = "规则"
CHECK = "检查"


class Row(NamedTuple):
    """One customer."""

    entries: tuple[Entry, ...]
    about: Circumstances = Circumstances()


class FormulaBook(NamedTuple):
    """What was written, and what each formula cell must show: cell to value."""

    path: Path
    columns: Columns
    wanted: dict[str, Shown]


def write_formula_book(
    path: Path, plan: Plan, rows: Sequence[Row], *, rules_sheet: bool = False, language: str = "zh"
) -> FormulaBook:
    """Return the workbook of a plan's formulas over customers; the engine's values are cached in it.

    Args:
        path: Where to.
        plan: What rates.
        rows: Customers.
        rules_sheet: Whether the formulas read a rules sheet of the workbook; else the rules are written out in them.
        language: Of the sheet and the reasons.
    """
    book = xlsxwriter.Workbook(str(path))
    raw_sheet, work_sheet = book.add_worksheet(RAW), book.add_worksheet(WORK)
    rules = NO_CELLS
    shared: dict[str, str] = {}
    if rules_sheet:
        rules = write_rulebook(book.add_worksheet(RULES), Theme(book, language), plan.scheme, name=RULES)
        basis = basis_steps(plan, rules)
        shared = {step.name: f"{quoted(CHECK)}!$A${at}" for at, step in enumerate(basis, 1)}
        check_sheet = book.add_worksheet(CHECK)
        for at, step in enumerate(basis):
            check_sheet.write_formula(at, 0, f"={render(step.formula, shared.__getitem__, countif)}", None, 1)
        rules = guarded(rules, Name(SOUND))
    names = _raw_names(plan, rows)
    letters = {name: f"{quoted(RAW)}!${xl_col_to_name(at)}" for at, name in enumerate(names)}
    made = steps(plan, _sources(plan, rows, names), rules, language=language)
    laid = columns(made, [xl_col_to_name(at) for at in range(len(made))], letters, shared)
    raw_sheet.write_row(0, 0, names)
    work_sheet.write_row(0, 0, [step.name for step in made])
    for number, row in enumerate(rows, 1):
        _write_raw(raw_sheet, number, names, plan, row)
    wanted = wanted_cells(plan, rows, laid, language=language)
    for number in range(2, len(rows) + 2):
        for at, step in enumerate(made):
            cached = wanted.get(f"{laid.letters[step.name]}{number}", "")
            work_sheet.write_formula(number - 1, at, f"={laid.formula(step.name, number)}", None, cached)
    book.close()
    return FormulaBook(path, laid, wanted)


def _raw_names(plan: Plan, rows: Sequence[Row]) -> list[str]:
    """Return the columns of the customer sheet: measures that anybody has, logged items, circumstances."""
    given = {
        key for row in rows for key, entry in zip(plan.keys, row.entries, strict=True) if entry is not NOT_APPLICABLE
    }
    items = [f"log_{item.item.code}" for item in plan.items]
    return [*(f"in_{key}" for key in sorted(given)), *items, "x_adjust", "x_red", "x_cap", "x_before"]


def _sources(plan: Plan, rows: Sequence[Row], names: Sequence[str]) -> Sources:
    keys = [key for key in plan.keys if f"in_{key}" in names]
    skips = {key for row in rows for key, entry in zip(plan.keys, row.entries, strict=True) if entry is NOT_APPLICABLE}
    return Sources(
        {key: Name(f"in_{key}") for key in keys},
        logged={item.item.code: Name(f"log_{item.item.code}") for item in plan.items},
        adjust=Name("x_adjust"),
        cap=Name("x_cap"),
        red_lines=Name("x_red") if plan.red_lines else None,
        before=Name("x_before"),
        skips=frozenset(skips & set(keys)),
    )


def _write_raw(sheet: Any, number: int, names: Sequence[str], plan: Plan, row: Row) -> None:  # noqa: ANN401 - as below
    for slot, (key, entry) in enumerate(zip(plan.keys, row.entries, strict=True)):
        if f"in_{key}" in names:
            write_entry(sheet, (number, names.index(f"in_{key}")), entry, plan.measures[slot].decimals)
    about = row.about
    said: dict[str, object] = {
        f"log_{item.item.code}": _logged(plan, item.item.code, about) or None for item in plan.items
    }
    said |= {
        "x_adjust": about.points / 10**plan.points_decimals if about.points else None,
        "x_cap": about.cap,
        "x_red": ";".join(about.red_lines) or None,
        "x_before": None if about.standing is None else about.standing.tier,
    }
    for name, value in said.items():
        if value is not None:
            sheet.write(number, names.index(name), value)


def wanted_cells(plan: Plan, rows: Sequence[Row], laid: Columns, *, language: str = "zh") -> dict[str, Shown]:
    """Return what the formulas must show for customers by a plan, which may be another than they were written from."""
    found: dict[str, Shown] = {}
    for number, row in enumerate(rows, 2):
        values = expected(plan, row.entries, row.about, language=language)
        found |= {f"{letter}{number}": values[name] for name, letter in laid.letters.items() if name in values}
    return found


def _logged(plan: Plan, code: str, about: Circumstances) -> float:
    """Return the points that the log gives to an item, each occurrence as its item takes it."""
    item = next(item for item in plan.items if item.item.code == code)
    total: int = 0
    for event in about.events:
        if event.item == code and (event.points is not None or item.lowest == item.highest):
            given = item.lowest if event.points is None else event.points
            kept = item.kept(given)
            total += item.left(kept, event.age) * event.times
    return total / int(10**plan.points_decimals)


def write_entry(sheet: Any, at: tuple[int, int], entry: Entry, decimals: int) -> None:  # noqa: ANN401 - the library has no types
    """Write an entry into a cell as a customer sheet has it; row and column count from 0."""
    match entry:
        case ExcelError():
            sheet.write_formula(*at, f"=IF(1=1,{entry.value},0)", None, entry.value)
        case str():
            sheet.write_string(*at, entry)
        case int():
            sheet.write_number(*at, float(to_decimal(entry, decimals)))
        case None:
            pass
        case _:
            sheet.write_string(*at, SKIPPED)


def differences(found: dict[str, object], wanted: dict[str, Shown], laid: Columns) -> list[str]:
    """Return each cell that shows something else than it must: step, cell, wanted, got."""
    name_at = {letter: name for name, letter in laid.letters.items()}
    said = []
    for cell, want in wanted.items():
        got = found.get(cell, "")
        want_ = want.value if isinstance(want, ExcelError) else want
        same = _is_near(got, want_)
        if not same:
            said.append(f"{name_at[cell.rstrip('0123456789')]} {cell}: wanted {want_!r}, got {got!r}")
    return said


def _is_near(got: object, want: object) -> bool:
    if isinstance(got, (int, float)) and isinstance(want, (int, float)) and not isinstance(got, bool):
        return abs(got - want) <= 1e-9 * max(1, abs(want))
    return got == want
