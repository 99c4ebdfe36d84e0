"""The files of a rated month: which there will be, and writing them: workbook, parts, PDFs, cards, company's own."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xltier.app.month.parts import Part, SplitBy, part_name
from xltier.cli.collector import collected
from xltier.cli.file_names import safe_names
from xltier.cli.output import place, write_whole
from xltier.cli.progress import Steps
from xltier.errors import Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.cli.month_request import RatedMonth

WITH_MACROS: Final = ".xlsm"
BOOK: Final = "workbook"
PDF: Final = "pdf"
CARDS: Final = "cards"
FILLED: Final = "template"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to write besides the one workbook.

    Args:
        split: What to write parts by; None writes the whole only.
        cards: Whether to write a PDF of cards.
        pdf: Whether to write each workbook as a PDF too.
        template: The company's own workbook, to be filled; None for none.
        protect: Whether the workbooks lock their formulas.
        soffice: LibreOffice's program, where a PDF is wanted.
    """

    split: SplitBy | None = None
    cards: bool = False
    pdf: bool = False
    template: Path | None = None
    protect: bool = False
    soffice: str = ""

    @property
    def any(self) -> bool:
        """Return whether there is more to write than the one workbook."""
        return self.split is not None or self.cards or self.pdf or self.template is not None


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write.

    Args:
        path: Where.
        kind: ``workbook``, ``pdf``, ``cards`` or ``template``.
        part: What it holds.
        name: The part's name as it is said; empty for the whole.
        source: The workbook that a PDF is made of, or that is filled.
    """

    path: Path
    kind: str
    part: Part
    name: str
    source: Path | None = None

    def as_json(self) -> dict[str, object]:
        """Return the file as other programs are told of it."""
        result, _ = self.part
        return {"file": str(self.path), "kind": self.kind, "part": result.part, "rows": len(result.rows)}


def planned(rated: RatedMonth, parts: Sequence[Part], book: Path, wishes: Wishes, language: str) -> tuple[Output, ...]:
    """Return the files in the order in which they are written: the whole first, then part by part.

    Args:
        rated: The month.
        parts: What it is divided into; none where it is not.
        book: Where the workbook goes; the other files stand beside it, named after it.
        wishes: What is wanted.
        language: Of the words in file names.
    """
    names = [part_name(part, language) for part, _ in parts]
    scopes = [("", book.stem, (rated.result, rated.inputs))]
    scopes += [
        (name, f"{book.stem}_{safe}", part) for name, safe, part in zip(names, safe_names(names), parts, strict=True)
    ]
    found = []
    for name, stem, part in scopes:
        path = book.with_name(f"{stem}{book.suffix}")
        found.append(Output(path, BOOK, part, name))
        if wishes.pdf:
            found.append(Output(book.with_name(f"{stem}.pdf"), PDF, part, name, path))
        if wishes.cards and (name or not parts):  # of the parts together every card would be there twice
            file = phrase("dealer-cards-file", language)
            found.append(Output(book.with_name(f"{stem}_{file}.pdf"), CARDS, part, name))
        if wishes.template is not None:
            own = wishes.template
            found.append(Output(book.with_name(f"{stem}_{own.stem}{own.suffix}"), FILLED, part, name, own))
    return tuple(found)


def checked(outputs: Sequence[Output], inputs: Sequence[Path], *, force: bool) -> None:
    """Refuse before anything is written where a file is there already, or would go over an input.

    Raises:
        BookError: As :func:`xltier.cli.output.place`.
    """
    for output in outputs:
        for source in inputs:
            place(source, output.path, output.path.suffix, force=True)
        place(inputs[0], output.path, output.path.suffix, force=force)


def foreseen(outputs: Sequence[Output], rated: RatedMonth, language: str, steps: Steps) -> tuple[Problem, ...]:
    """Return what is to be said of the files where none is written; what would be refused is refused here.

    Raises:
        BookError: The company's workbook cannot be filled.
    """
    found: list[Problem] = []
    for number, output in enumerate(outputs):
        steps.done(number, len(outputs))
        if output.kind == FILLED:
            from xltier.cli.company_file import foresee_company

            result, inputs = output.part
            part = replace(rated, result=result, inputs=inputs)
            template = output.source or output.path
            found += [one for one in foresee_company(template, output.path, part, language) if one not in found]
    return tuple(found)


def write_outputs(
    outputs: Sequence[Output], rated: RatedMonth, wishes: Wishes, language: str, steps: Steps
) -> tuple[Problem, ...]:
    """Write the files, and return what is to be said of them; those before one that fails stay.

    Raises:
        OfficeError: LibreOffice made no PDF.
        BookError: A file cannot be written, or the company's workbook cannot be filled.
    """
    found: list[Problem] = []
    for number, output in enumerate(outputs):
        steps.done(number, len(outputs))
        if number:
            collected()
        result, inputs = output.part
        match output.kind:
            case "workbook":
                write_book(replace(rated, result=result, inputs=inputs), output.path, language, protect=wishes.protect)
            case "pdf":
                from xltier.files.office import write_pdf

                write_pdf(output.source or output.path, output.path, soffice=wishes.soffice)
            case "cards":
                _write_cards(output, wishes, language)
            case "template":
                from xltier.cli.company_file import fill_company

                template = output.source or output.path
                part = replace(rated, result=result, inputs=inputs)
                found += [one for one in fill_company(template, output.path, part, language) if one not in found]
    steps.done(len(outputs), len(outputs))
    return tuple(found)


def write_book(rated: RatedMonth, path: Path, language: str, *, protect: bool = False) -> None:
    """Write a rated month, or a part of it, as a workbook; one with macros where the name says so.

    Raises:
        BookError: It cannot be written there.
        AddinError: What makes macros is not installed.
    """
    from xltier.report.month.book import write_month_book

    book = BytesIO()
    write_month_book(book, rated.result, rated.inputs, language=language, problems=rated.problems, is_protected=protect)
    content = book.getvalue()
    if path.suffix.lower() == WITH_MACROS:
        from xltier.hosts.excel.month_macros import with_buttons

        content = with_buttons(content, language=language)
    write_whole(path, lambda stream: stream.write(content))


def _write_cards(output: Output, wishes: Wishes, language: str) -> None:
    from xltier.files.office import write_pdf
    from xltier.report.month.cards.cards_book import write_cards

    result, inputs = output.part
    with tempfile.TemporaryDirectory(prefix="xltier-") as folder:
        book = Path(folder) / "cards.xlsx"
        with book.open("wb") as stream:
            write_cards(stream, result, inputs, language=language)
        write_pdf(book, output.path, soffice=wishes.soffice)
