"""The line at the foot of Calc's window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

_SECONDS: Final = 10.0
"""How long the last line of a macro stays."""


class StatusLine:
    """A line that says how far a macro is, and for ten seconds what it came to."""

    def __init__(self, document: Any, *, is_shown: Callable[[], bool]) -> None:  # noqa: ANN401  a UNO object
        self._document = document
        self._is_shown = is_shown
        self._indicator: Any = None

    def show(self, text: str, done: int, total: int) -> None:
        """Show a line; an empty one takes it away. Nothing is shown where there is no window."""
        if not self._is_shown():
            return
        if self._indicator is None:
            self._indicator = self._document.CurrentController.Frame.createStatusIndicator()
            self._indicator.start(text, max(total, 1))
        if not text:
            self._indicator.end()
            self._indicator = None
            return
        self._indicator.setText(text)
        self._indicator.setValue(done)
        if not total:
            threading.Timer(_SECONDS, self._indicator.end).start()
            self._indicator = None
