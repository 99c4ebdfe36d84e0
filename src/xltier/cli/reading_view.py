"""A Reading for a person: columns, what was changed where and from what, rows left out, doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from xltier.cli.reading_json import plain
from xltier.errors import Severity
from xltier.messages import phrase, render
from xltier.tables.reading import Conversion, Reading, Value

_SHOWN: Final = 3  # conversions of one kind in one column
_PROBLEMS: Final = 40


def show(reading: Reading, language: str, *, is_plain: bool) -> None:
    """Print a reading on standard output: tables drawn on a terminal, tab-separated lines elsewhere."""
    from rich.console import Console
    from rich.table import Table

    console = Console(no_color=is_plain, highlight=False, markup=False, soft_wrap=True)
    console.print(_headline(reading, language))
    for title, heads, lines in _sections(reading, language):
        rows = list(lines)
        if not rows:
            continue
        console.print()
        if console.is_terminal and not is_plain:
            table = Table(*heads, title=title, title_justify="left")
            for row in rows:
                table.add_row(*row)
            console.print(table, soft_wrap=False)
        else:
            console.print("\n".join([title, *("\t".join(map(_one_line, row)) for row in (heads, *rows))]))
    for line in _doubts(reading, language):
        console.print(line)


def _doubts(reading: Reading, language: str) -> Iterator[str]:
    """Yield the warnings, failures and guesses in words."""
    problems = [problem for problem in reading.problems() if problem.severity is not Severity.NOTE]
    for problem in problems[:_PROBLEMS]:
        yield f"\n{render(problem, language)}"
    if len(problems) > _PROBLEMS:
        yield phrase("read_more", language, count=len(problems) - _PROBLEMS)
    for guess in reading.guessed():
        if guess.severity is Severity.NOTE:  # the others are among the problems
            message = render(guess, language)
            yield f"{message.what} {message.hint}"


def _one_line(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", " ")


def _headline(reading: Reading, language: str) -> str:
    """Return one line: file, format, sheet, header rows, how many rows and columns."""
    rows = reading.header_rows
    header = (str(rows[0]) if len(rows) == 1 else f"{rows[0]}-{rows[-1]}") if rows else phrase("none", language)
    return phrase(
        "read_headline",
        language,
        file=reading.file,
        format=reading.format + (f" ({reading.encoding})" if reading.encoding else ""),
        sheet=reading.sheet or phrase("none", language),
        header=header,
        rows=len(reading.rows),
        columns=len(reading.columns),
    )


def _sections(reading: Reading, language: str) -> Iterator[tuple[str, list[str], Iterator[list[str]]]]:
    """Yield title, column heads and lines of each table."""

    def words(*keys: str) -> list[str]:
        return [phrase("read_" + key, language) for key in keys]

    yield words("columns")[0], words("letter", "name", "kind", "unit", "example"), _columns(reading, language)
    yield words("conversions")[0], words("why", "where", "from", "to"), _conversions(reading, language)
    yield words("rejected")[0], words("row", "reason", "text"), _rejected(reading, language)


def _columns(reading: Reading, language: str) -> Iterator[list[str]]:
    for at, column in enumerate(reading.columns):
        example = next((value for value in islice(reading.values[at], 1000) if value is not None), None)
        unit = column.unit or ("%" if column.kind == "ratio" else "")
        if column.said_unit and column.said_unit != unit:
            unit = f"{column.said_unit} → {unit}" if unit else column.said_unit
        yield [column.letter, column.name, phrase(f"kind_{column.kind}", language), unit, _text(example)]


def _conversions(reading: Reading, language: str) -> Iterator[list[str]]:
    """Yield the first conversions of each kind and column, and how many more there are."""
    groups: dict[tuple[str, int], list[Conversion]] = {}
    for one in reading.conversions:
        groups.setdefault((one.why, one.column), []).append(one)
    for (why, _), found in groups.items():
        for one in found[:_SHOWN]:
            where = reading.address(one.row, one.column)
            if one.last_row is not None and one.last_row != one.row:
                where = f"{where}:{reading.address(one.last_row, one.column)}"
            yield [phrase("why_" + why, language), where, _text(one.before), _text(one.after)]
        if len(found) > _SHOWN:
            yield ["", phrase("read_more", language, count=len(found) - _SHOWN), "", ""]


def _rejected(reading: Reading, language: str) -> Iterator[list[str]]:
    """Yield the rows left out; neighbours of one reason share a line."""
    run: list[int] = []
    reason = text = ""
    for one in (*reading.rejected, None):
        if one is not None and run and one.reason == reason and one.row == run[-1] + 1 and reason == "blank_row":
            run.append(one.row)
            continue
        if run:
            yield [_span(run), phrase("reason_" + reason, language), text]
        if one is not None:
            run, reason, text = [one.row], one.reason, one.text


def _span(rows: Sequence[int]) -> str:
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]}-{rows[-1]}"


def _text(value: Value) -> str:
    shown = plain(value)
    return "" if shown is None else str(shown)
