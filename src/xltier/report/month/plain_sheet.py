"""A worksheet whose formulas are written as they are."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):  # type: ignore[misc]  # because the library has no types
    """A sheet of formulas that every program knows.

    XlsxWriter looks through each formula thirty times for functions that need a prefix, texts in quotes included.
    Ours use none of them (design: UX 2.4), a month has hundreds of thousands, and a text such as ``"MAP("`` must
    stay what it is.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002
        del expand_future_functions
        return formula.removeprefix("=")
