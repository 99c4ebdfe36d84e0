"""The macros by name, and how each ends: its line at the window's foot, or one plain window with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from xltier.app.live.check import check
from xltier.app.live.desk import Desk
from xltier.app.live.explain import explain
from xltier.app.live.freeze import freeze
from xltier.app.live.monthly import monthly
from xltier.app.live.refresh import refresh, refresh_all
from xltier.app.live.rules_sheet import rules_sheet
from xltier.app.live.stopped import Stopped
from xltier.app.live.undo import undo
from xltier.errors import XltierError
from xltier.messages import phrase, window_text

Macro = Callable[[Desk], tuple[str, ...]]

MACROS: Final[Mapping[str, Macro]] = MappingProxyType({
    "refresh": refresh,
    "refresh_pick": partial(refresh, is_picked=True),
    "refresh_all": refresh_all,
    "undo": undo,
    "monthly": monthly,
    "explain": explain,
    "freeze": freeze,
    "rules_sheet": rules_sheet,
    "check": check,
})  # fmt: skip
"""Each returns what it has to say; the first line is the one at the window's foot."""

_MOST = 12


def run_macro(name: str, desk: Desk) -> tuple[str, ...]:
    """Run a macro to its end and return what it said, whatever happens to the data.

    Args:
        name: One of :data:`MACROS`.
        desk: Workbook and user.
    """
    book, language = desk.book, desk.language
    try:
        lines = MACROS[name](desk)
    except Stopped:
        lines = (phrase("live-stopped", language),)
    except XltierError as error:
        lines = tuple(window_text(problem, language) for problem in error.problems[:_MOST])
        book.status("")
        book.say(phrase("live-title", language), "\n\n".join(lines))
        return lines
    book.status(lines[0])
    if len(lines) > 1 and name in {"refresh", "refresh_pick", "monthly"}:
        book.say(phrase("live-title", language), "\n".join(lines))
    return lines
