"""公式→值: put what our functions show in place of their formulas, so that the workbook needs no add-in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xltier.app.functions.catalogue import CATALOGUE
from xltier.app.functions.in_workbook import NAME
from xltier.app.live.backup import UNDO_SHEET
from xltier.app.live.book import Formula, LiveBook
from xltier.app.live.desk import Desk
from xltier.app.live.form import Field, Form
from xltier.app.live.stopped import Stopped
from xltier.app.sheet.our_names import NAME_PREFIX, our_names, sheet_name
from xltier.errors import BookError, Location, Problem
from xltier.messages import phrase

QUALIFIER: Final = "XLTIER."
"""What the full name of a function of ours begins with."""

_CALLS: Final = re.compile(
    rf"(?<![\w.])(?:{re.escape(QUALIFIER)}[A-Z_]+|(?:{'|'.join(CATALOGUE)})(?=\())", re.IGNORECASE
)
_TEXT: Final = re.compile(r'"(?:[^"]|"")*"')
_CALCULATION: Final = sheet_name("formulas")


def freeze(desk: Desk) -> tuple[str, ...]:
    """Put values in place of our formulas, and take away what else is ours and hidden; return what to say of it.

    Raises:
        BookError: A sheet with such formulas is protected.
        Stopped: The user has given up.
    """
    book, language = desk.book, desk.language
    calculation = _calculation(book)
    found = [(tab.name, formula) for tab in book.sheets() for formula in _ours(book, tab.name, calculation)]
    traces = tuple(name for name in book.names() if name == NAME or name.startswith((NAME_PREFIX, QUALIFIER)))
    if not found and not traces:
        return (phrase("live-nothing-to-freeze", language),)
    for sheet in dict.fromkeys(name for name, _ in found):
        if book.read(sheet).is_protected:
            place = Location(file=book.file, sheet=sheet)
            raise BookError(Problem("live-sheet-protected", place, values={"sheet": sheet}))
    choices = (phrase("live-traces-remove", language), phrase("live-traces-keep", language))
    form = Form(
        title=phrase("live-title", language),
        lines=(phrase("live-freeze", language, formulas=len(found)),),
        fields=(Field(phrase("live-traces", language, names=len(traces)), choices),),
        yes=phrase("live-go-on", language),
        no=phrase("live-cancel", language),
    )
    answer = book.ask(form)
    if answer is None:
        raise Stopped
    with book.at_once():
        for sheet, formula in found:
            book.to_values(sheet, formula.area)
        if answer[0] == 0:
            _remove(book, traces, calculation)
    return (phrase("live-frozen", language, formulas=len(found), names=len(traces) if answer[0] == 0 else 0),)


def calls_ours(text: str, calculation: str | None = None) -> bool:
    """Return whether a formula calls a function of ours, or reads our calculation sheet; quoted texts do not count.

    Example:
        >>> calls_ours("=IF(A1>0,TIER(B1),0)"), calls_ours('=A1&"TIER(B1)"'), calls_ours("=FRONTIER(A1)")
        (True, False, False)
        >>> calls_ours("='评级计算'!$L5", "评级计算"), calls_ours("=评级计算表!L5", "评级计算")
        (True, False)
    """
    plain = _TEXT.sub('""', text)
    if _CALLS.search(plain) is not None or calculation is None:
        return _CALLS.search(plain) is not None
    reads_it = re.escape(calculation.replace("'", "''")) + "'?[!.]"
    return re.search(reads_it, plain) is not None


def _calculation(book: LiveBook) -> str | None:
    """Return the name of the sheet on which formulas of ours compute, if there is one."""
    named = our_names(book.names()).get(_CALCULATION)
    return None if named is None else named.sheet


def _ours(book: LiveBook, sheet: str, calculation: str | None) -> Iterator[Formula]:
    if sheet not in {calculation, UNDO_SHEET}:
        yield from (formula for formula in book.formulas(sheet) if calls_ours(formula.text, calculation))


def _remove(book: LiveBook, names: tuple[str, ...], calculation: str | None) -> None:
    """Take away our names, and the sheets behind them that hold no result of the user's."""
    for name in names:
        book.forget_name(name)
    if not book.is_structure_protected:
        for tab in book.sheets():
            if tab.name in {UNDO_SHEET, calculation}:
                book.remove_sheet(tab.name)
