"""Which rows below a header are customers, and why the others are not.

Only rows that might be something else are looked at one by one: those with a label of a total, with an empty key,
with few cells, after an empty row, or like the header. All others are data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from xltier.tables import totals
from xltier.tables.address import a1
from xltier.tables.body import Body
from xltier.tables.header import Heading, header_text
from xltier.tables.locate import Located
from xltier.tables.notes import FACT, is_hint, is_note, is_signature, numbers_columns
from xltier.tables.numbers import parse_number
from xltier.tables.reading import Notice, Rejection
from xltier.tables.roles import role_of
from xltier.tables.sheet import Cell, FaultKind, RawSheet
from xltier.tables.sums import Sums
from xltier.tables.text import fold, join_texts, narrow, trim
from xltier.tables.unlabelled import (
    are_surely_heads,
    edges,
    is_coded,
    is_keyless_sum,
    is_sum_of_others,
    outline_heads,
    parts_below,
)

_LISTED_BLANKS: Final = 1000
_HINTS_BELOW: Final = 3  # rows below a header that may say how to fill it in


@dataclass(slots=True)
class Classified:
    """The rows of a table.

    Args:
        data: Positions in ``sheet.rows`` of the data rows.
        rejected: The other rows, with reasons.
        warnings: What the rows say about the table.
        guesses: What was taken one way and may be another.
        end: Position after the table's last row; a second table begins there, if anything does.
    """

    data: list[int]
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    guesses: list[Notice] = field(default_factory=list)
    end: int = 0


def classify(
    sheet: RawSheet, located: Located, headings: Sequence[Heading], filled: Sequence[Sequence[Cell]]
) -> Classified:
    """Return the data rows of a table and the reasons of the rest.

    Args:
        sheet: The sheet.
        located: The table on it.
        headings: Its columns.
        filled: Their cells, one sequence a heading as long as ``sheet.rows``, merged areas filled.
    """
    table = Body(sheet, located, headings, filled)
    first, last = located.first, located.last
    result = Classified([])
    reasons: dict[int, str] = {}
    sums = _sums(table)
    whole: set[int] = set()  # totals of everything above them
    end = last
    for i in sorted(_suspects(table, first, last)):
        reason = _reason(table, i, sums, result)
        if reason == "second_table":
            end = i
            break
        if reason == "total":
            if sums.is_of_all(i - first):
                whole.add(i)
            sums.total(i - first)
        elif reason is not None:
            sums.skip(i - first)
        if reason is not None:
            reasons[i] = reason
    result.data = [i for i in range(first, end) if i not in reasons] if reasons else list(range(first, end))
    result.end = end
    _totals_of_parts(table, reasons, result, whole, sums)
    _name_totals(table, reasons, result.data, whole, sums, end)
    _second_table(table, end, last, result)
    _notes_before(table, reasons, result.data, end)
    blanks = _blank_rows(sheet, result.data)
    result.rejected = sorted(
        [*result.rejected, *blanks, *(Rejection(sheet.rows[i], why, _shown(table, i)) for i, why in reasons.items())]
    )
    return result


def _suspects(table: Body, first: int, last: int) -> set[int]:
    """Return the rows that might be no data, found by whole columns."""
    suspects: set[int] = set()
    rows = table.sheet.rows
    if not isinstance(rows, range):
        suspects.update(i for i in range(max(first, 1), last) if rows[i] != rows[i - 1] + 1)
    for at in table.words:
        cells = table.cells[at]
        joined = join_texts(cells[first:last])
        hints = totals.hints_in(joined)
        if hints:
            suspects.update(i for i in range(first, last) if isinstance(v := cells[i], str) and totals.may_be(v, hints))
        if table.header[at]:
            sought = table.headings[at].texts[-1] if table.headings[at].texts else ""
            if sought and sought in joined:
                suspects |= _like_header(cells, table.header[at], first, last)
    if table.keys:
        suspects |= _all_empty(table, table.keys, first, last)
    for at in table.numeric:  # words where the column has numbers: a header, a note
        cells = table.cells[at]
        if set(map(type, cells[first:last])) - {int, float, type(None)}:
            suspects.update(i for i in range(first, last) if isinstance(v := cells[i], str) and parse_number(v) is None)
    if table.numeric:
        suspects |= _all_empty(table, table.numeric, first, last)
    suspects.update(range(max(first, last - 3), last))
    suspects.update(range(first, min(last, first + _HINTS_BELOW)))
    suspects |= edges(table, first, last)
    return suspects


def _like_header(cells: Sequence[Cell], header: str, first: int, last: int) -> set[int]:
    """Return the rows of a column whose text is that of its header, but for case, width and spaces."""
    same = {value for value in set(cells[first:last]) if isinstance(value, str) and fold(value) == header}
    return {i for i in range(first, last) if cells[i] in same} if same else set()


def _all_empty(table: Body, columns: Sequence[int], first: int, last: int) -> set[int]:
    """Return the rows in which all of some columns are empty."""
    cells = table.cells[columns[0]]
    if None not in cells:
        return set()
    empty = {i for i in range(first, last) if cells[i] is None}
    for at in columns[1:]:
        cells = table.cells[at]
        empty = {i for i in empty if cells[i] is None}
    return empty


def _reason(table: Body, i: int, sums: Sums, result: Classified) -> str | None:  # noqa: PLR0911  # one a reason
    """Return why a row is no data, or None."""
    sheet = table.sheet
    excel_table = table.located.table
    if excel_table is not None and sheet.rows[i] > excel_table.area.bottom - excel_table.totals_rows:
        return "total"
    after_gap = i > table.located.first and sheet.rows[i] != sheet.rows[i - 1] + 1
    row = table.row(i)
    filled = [at for at, value in enumerate(row) if value is not None or table.is_faulty(at, i)]
    if not filled:
        return "note_row" if any(cells[i] is not None for cells in sheet.cells) else "blank_row"
    if _repeats_header(table, row, filled):
        return "repeated_header"
    if _explains(table, i) or is_signature(table, i):
        return "note_row"
    if _is_total(table, i, filled, sums):
        return "total"
    if _begins_table(table, i, filled, after_gap=after_gap):
        return "second_table"
    has_number = any(table.number(at, i) is not None or table.is_faulty(at, i) for at in table.numeric)
    no_key = all(row[at] is None for at in table.keys)
    if has_number and (is_keyless_sum(table, i, sums) or is_sum_of_others(table, i, sums)):
        cell = a1(sheet.rows[i], table.headings[filled[0]].number)
        result.warnings.append(Notice("unlabelled_total_row", str(sheet.rows[i]), (cell,)))
        return "total"
    if no_key and has_number:
        return "missing_key" if table.keys else None
    if not has_number and is_note(table, i, filled, no_key=no_key, after_gap=after_gap):
        return "note_row"
    return None


def _explains(table: Body, i: int) -> bool:
    """Return whether a row near the header tells how to fill in the columns, or numbers them."""
    if i >= table.located.first + _HINTS_BELOW:
        return False
    row = table.row(i)
    return is_hint(row) or (i + 1 < table.located.last and numbers_columns(row, table.row(i + 1)))


def _repeats_header(table: Body, row: Sequence[Cell], filled: Sequence[int]) -> bool:
    """Return whether a row says what one of the header rows says."""
    said = {at: fold(header_text(row[at])) for at in filled}
    for level in range(max(len(table.headings[at].texts) for at in filled)):
        headers = {at: fold("".join(table.headings[at].texts[level : level + 1])) for at in filled}
        same = sum(bool(text) and said[at] == text for at, text in headers.items())
        if same >= max(2, 0.8 * len(filled)):  # one equal cell proves nothing: a list may hold the word of its header
            return True
    return False


def _is_total(table: Body, i: int, filled: Sequence[int], sums: Sums) -> bool:
    """Return whether a row is labelled as a total and is no customer of that name."""
    row = table.row(i)
    labels = {at: label for at in filled if isinstance(v := row[at], str) and (label := totals.label_of(v))}
    if not labels:
        return False
    label = min(labels.values(), key=list(totals.Label).index)
    if label is totals.Label.COMPARISON and not sums.has_totals:
        return False
    others = [at for at in table.keys if at not in labels and row[at] is not None]
    can_add = any(table.number(at, i) is not None for at in table.additive)
    adds = can_add and sums.adds_up(i - table.located.first)
    if others or (label is totals.Label.WEAK and any(at not in labels and row[at] is not None for at in table.words)):
        # It has a key of its own beside the label, as customers do.
        is_sum = label is totals.Label.STRICT and sums.others(i - table.located.first) > 1
        return adds and label is not totals.Label.WEAK and (is_sum or not is_coded(table, others, row))
    if label is totals.Label.WEAK:
        return adds or (not can_add and any(table.is_faulty(at, i) for at in table.additive))
    return True


def _sums(table: Body) -> Sums:
    """Return the sums of a table, nothing told yet."""
    first, last = table.located.first, table.located.last

    def parsed(text: str) -> float | None:
        found = parse_number(text)
        return found.value if found else None

    return Sums(lambda: [table.cells[at][first:last] for at in table.additive], parsed)


def _begins_table(table: Body, i: int, filled: Sequence[int], *, after_gap: bool) -> bool:
    """Return whether a row is the header of another table below this one."""
    sheet = table.sheet
    row = table.row(i)
    if len(filled) < 2 or i + 1 >= table.located.last:  # noqa: PLR2004  # a table has two columns
        return False
    if any(not isinstance(row[at], str) or parse_number(str(row[at])) is not None for at in filled):
        return False
    texts = [trim(str(row[at])) for at in filled]
    if any(FACT.match(narrow(text)) for text in texts):
        return False
    against = [at for at in filled if at in table.numeric]
    known = sum(role_of(text) is not None for text in texts)
    below = table.row(i + 1)
    has_numbers_below = any(_says_number(below[at]) for at in filled)
    is_known = known * 2 >= len(texts)
    if after_gap and sheet.rows[i + 1] == sheet.rows[i] + 1:
        return known > 0 and (has_numbers_below or is_known) and (bool(against) or is_known)
    return bool(against) and known * 2 > len(texts) and has_numbers_below


def _says_number(value: Cell) -> bool:
    """Return whether a cell is a number or a text that says one."""
    return isinstance(value, int | float) or (isinstance(value, str) and parse_number(value) is not None)


def _totals_of_parts(table: Body, reasons: dict[int, str], result: Classified, whole: set[int], sums: Sums) -> None:
    """Set rows apart that name a part and add it up: the heads of an outline, the parts below the grand total."""
    heads = outline_heads(table, result.data) or sorted(outline_heads(table, result.data[::-1]))  # above or below
    if heads and not are_surely_heads(table, heads):
        rows = ", ".join(str(table.sheet.rows[i]) for i in heads[:5])
        result.guesses.append(Notice("may_be_outline", rows))
        heads = []
    parts = heads or parts_below(table, result.data, whole, sums)
    for i in parts:
        reasons[i] = "subtotal_row"
        cell = a1(table.sheet.rows[i], table.headings[0].number)
        result.warnings.append(Notice("unlabelled_total_row", str(table.sheet.rows[i]), (cell,)))
    if parts:
        gone = set(parts)
        result.data = [i for i in result.data if i not in gone]


def _name_totals(
    table: Body, reasons: dict[int, str], data: Sequence[int], whole: set[int], sums: Sums, end: int
) -> None:
    """Say of each total whether it adds up a part, everything, or is something else such as an average."""
    found = sorted(i for i, why in reasons.items() if why == "total")
    if found:
        sums.until(end - table.located.first)
    labels = {i: _label_kind(table.row(i)) for i in found}
    outer = max((i for i in found if labels[i] != "total_row"), default=None)
    for i in found:
        said = labels[i]
        if said is None:
            is_outer = i == outer and (not data or i > data[-1])
            adds_all = sums.is_of_everything(i - table.located.first)
            said = "grand_total_row" if adds_all or (is_outer and i in whole) else "subtotal_row"
        reasons[i] = said


def _label_kind(row: Sequence[Cell]) -> str | None:
    """Return which total the label of a row says it is."""
    said = (totals.kind_of(v) for v in row if isinstance(v, str) and totals.label_of(v))
    return next((kind for kind in said if kind), None)


def _second_table(table: Body, end: int, last: int, result: Classified) -> None:
    """Set the rows of a table below apart, and say where it begins."""
    if end >= last:
        return
    sheet = table.sheet
    at = next(at for at, value in enumerate(table.row(end)) if value is not None)
    result.warnings.append(
        Notice(
            "second_table_at",
            a1(sheet.rows[end], table.headings[at].number),
            (a1(sheet.rows[end], table.headings[at].number),),
        )
    )
    result.rejected.extend(Rejection(sheet.rows[i], "second_table", _shown(table, i)) for i in range(end, last))


def _notes_before(table: Body, reasons: dict[int, str], data: list[int], end: int) -> None:
    """Turn a title that stands between the data and a second table into a note."""
    if end >= table.located.last or not data or data[-1] != end - 1:
        return
    i = data[-1]
    filled = [value for value in table.row(i) if value is not None]
    gap = i > 0 and table.sheet.rows[i] != table.sheet.rows[i - 1] + 1
    if len(filled) == 1 and isinstance(filled[0], str) and gap:
        reasons[i] = "note_row"
        data.pop()


def _blank_rows(sheet: RawSheet, data: Sequence[int]) -> list[Rejection]:
    """Return the empty rows between the first and the last data row, at most a thousand of them."""
    blanks: list[Rejection] = []
    if not data or isinstance(sheet.rows, range):
        return blanks
    for i in range(data[0] + 1, data[-1] + 1):
        for row in range(sheet.rows[i - 1] + 1, sheet.rows[i]):
            blanks.append(Rejection(row, "blank_row"))
            if len(blanks) == _LISTED_BLANKS:
                return blanks
    return blanks


def _shown(table: Body, i: int) -> str:
    """Return the first cells of a row as text, for the message about it."""
    faults = table.sheet.faults
    parts: list[str] = []
    for at, value in enumerate(table.row(i)):
        fault = faults.get((table.sheet.rows[i], table.headings[at].number))
        if value is not None:
            parts.append(header_text(value))
        elif fault is not None and fault.kind is FaultKind.ERROR_VALUE:
            parts.append(fault.text)
    return " | ".join(parts[:4])[:80]
