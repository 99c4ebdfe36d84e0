"""规则页: put the rules of a scheme into the workbook, where they can be read and changed."""

from __future__ import annotations

from xltier.app.functions.in_workbook import NAME
from xltier.app.live.desk import Desk
from xltier.app.live.form import Field, Form
from xltier.app.live.live_rules import LiveRules
from xltier.app.live.past import past_of
from xltier.app.live.stopped import Stopped
from xltier.app.sheet.chosen_scheme import means
from xltier.app.sheet.our_names import free_sheet_name, our_names, reference, sheet_name
from xltier.errors import BookError, Location, Problem
from xltier.messages import phrase
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.sheet import Area

_KEY = "rules"


def rules_sheet(desk: Desk) -> tuple[str, ...]:
    """Bring the workbook's rules sheet to the front, or add that of a scheme; return what to say of it.

    Raises:
        BookError: The workbook's structure is protected.
        Stopped: The user has given up.
    """
    book, language = desk.book, desk.language
    there = LiveRules(book).sheets()
    if there:
        book.show(there[0], "B2")
        return (phrase("live-rules-there", language, sheet=there[0]),)
    if book.is_structure_protected:
        values = {"sheet": phrase("sheet-rules", language)}
        raise BookError(Problem("structure-locked", Location(file=book.file), values=values))
    names = shipped()
    schemes = [load_scheme(name) for name in names]
    used = [text for text in (_used(desk) or "",) if text in names]
    form = Form(
        title=phrase("live-title", language),
        lines=(phrase("live-rules-which", language),),
        fields=(
            Field(
                phrase("live-scheme", language),
                tuple(f"{scheme.id}  {scheme.name.said(language)}" for scheme in schemes),
                names.index(used[0]) if used else 0,
            ),
        ),
        yes=phrase("live-go-on", language),
        no=phrase("live-cancel", language),
    )
    answer = book.ask(form)
    if answer is None:
        raise Stopped
    scheme = schemes[answer[0]]
    tabs = [tab.name for tab in book.sheets()]
    ours = our_names(book.names()).get(sheet_name(_KEY))
    name = free_sheet_name(ours, tabs, phrase("sheet-rules", language))
    content = desk.pages.of_rules(scheme, name=name, language=language)
    with book.at_once():
        book.put_sheet(name, content)
        book.set_name(sheet_name(_KEY), reference(name, Area(1, 1, 1, 1)))
        if not means(LiveRules(book).chosen(), scheme):
            book.forget_name(NAME)  # the rules that were added rate from now on
    book.show(name, "B2")
    return (phrase("live-rules-added", language, sheet=name, scheme=f"{scheme.id}@{scheme.version}"),)


def _used(desk: Desk) -> str | None:
    """Return the scheme that the workbook's tables were rated by, as far as it remembers one."""
    past = past_of(desk.book, [])
    remembered = [one.value for name, one in past.names.items() if name.endswith("_scheme") and one.value]
    return remembered[0] if remembered else None
