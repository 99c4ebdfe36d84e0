"""How a macro asks its user: a window where there is one to see, and what is suggested where there is none."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from tests.support.excel_engine import opened
from tests.support.shared import ROOT
from xltier.app.live.form import Field, Form
from xltier.hosts.excel.live import book as live
from xltier.hosts.excel.live.book import ExcelBook

CUSTOMERS = ROOT / "examples" / "customers_en.xlsx"
PERIOD = Field("Period", ("2026-09", "2026-10"), suggested=1)
FORM = Form("Refresh", ("61 rows", "A2 B27"), "Write", "Cancel", (PERIOD,))
PLAIN = Form("Refresh", ("Take back the last run?",), "Yes", "No")


class Widget:
    """Any widget of tkinter: it keeps what it is made with and is pressed by the test."""

    made: list[Widget] = []  # noqa: RUF012 - what one window is made of
    press = ""

    def __init__(self, *parents: Widget, **options: Any) -> None:  # noqa: ANN401 - texts, values and callbacks
        self.options = options
        self.place = 0
        self.made.append(self)
        del parents

    def grid(self, **_: object) -> None:
        """Place it."""

    def title(self, text: str) -> None:
        self.options["text"] = text

    def attributes(self, *_: object) -> None:
        """Stay on top."""

    def bind(self, key: str, act: object) -> None:
        self.options[key] = act

    def current(self, place: int | None = None) -> int:
        self.place = self.place if place is None else place
        return self.place

    def focus_force(self) -> None:
        """Come to the front."""

    def destroy(self) -> None:
        """Close."""

    def mainloop(self) -> None:
        for widget in [one for one in self.made if one.options.get("text") == self.press]:
            widget.options["command"]()


@pytest.fixture
def tkinter(monkeypatch: pytest.MonkeyPatch) -> type[Widget]:
    """Put a tkinter without a screen in the place of the real one."""
    module: Any = ModuleType("tkinter")
    themed: Any = ModuleType("tkinter.ttk")
    module.Tk, module.ttk = Widget, themed
    themed.Frame = themed.Label = themed.Button = themed.Combobox = Widget
    monkeypatch.setitem(sys.modules, "tkinter", module)
    monkeypatch.setitem(sys.modules, "tkinter.ttk", themed)
    monkeypatch.delitem(sys.modules, "xltier.hosts.excel.live.window", raising=False)
    monkeypatch.setattr(live, "find_spec", lambda _: module)
    Widget.made.clear()
    return Widget


def visible() -> Any:  # noqa: ANN401 - an xlwings.Book
    """Return a workbook of an Excel that somebody looks at."""
    book: Any = opened(CUSTOMERS)
    book.app.api.Visible = True
    return book


@pytest.mark.parametrize(("press", "answer"), [("Write", (1,)), ("Cancel", None)])
def test_a_form_is_one_window_with_its_lines_and_choices(
    tkinter: type[Widget], press: str, answer: tuple[int, ...] | None
) -> None:
    tkinter.press = press

    assert ExcelBook(visible()).ask(FORM) == answer
    texts = [one.options["text"] for one in tkinter.made if "text" in one.options]
    assert texts == ["Refresh", "61 rows\nA2 B27", "Period", "Cancel", "Write"]
    assert [one.options["values"] for one in tkinter.made if "values" in one.options] == [("2026-09", "2026-10")]


def test_without_tkinter_the_suggested_choice_is_there_to_agree_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "find_spec", lambda _: None)
    book = visible()

    assert ExcelBook(book).ask(FORM) == (1,)
    assert book.impl.app.alerts == ["61 rows\nA2 B27\nPeriod: 2026-10"]


def test_a_question_without_choices_is_a_message_with_two_buttons() -> None:
    book = visible()

    assert ExcelBook(book).ask(PLAIN) == ()
    assert book.impl.app.alerts == ["Take back the last run?"]


def test_where_nobody_looks_the_suggested_is_taken_unless_a_person_must_decide() -> None:
    book = ExcelBook(opened(CUSTOMERS))
    personal = Form("Refresh", (), "Write", "Cancel", (PERIOD,), needs_person=True)

    assert (book.ask(FORM), book.ask(personal)) == ((1,), None)
    book.say("xltier", "nobody reads this")
