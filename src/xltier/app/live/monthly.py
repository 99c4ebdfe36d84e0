"""生成月报: the monthly workbook of this workbook's input sheets, written beside it by the installed command."""

from __future__ import annotations

from xltier.app.live.desk import Desk
from xltier.app.live.form import Field, Form
from xltier.app.live.preview import periods
from xltier.app.live.stopped import Stopped
from xltier.errors import BookError, Location, Problem
from xltier.messages import phrase

_FINDINGS = 1
"""Exit code of a run that wrote the workbook and has something to say of it."""


def monthly(desk: Desk) -> tuple[str, ...]:
    """Write the monthly workbook and open it; return what to say of it.

    Raises:
        BookError: The workbook was never saved, the command is not installed, or it could not write.
        Stopped: The user has given up.
    """
    book, language = desk.book, desk.language
    months = periods(desk.today)
    form = Form(
        title=phrase("live-title", language),
        lines=(phrase("live-monthly", language, file=book.file),),
        fields=(Field(phrase("live-period", language), months),),
        yes=phrase("live-go-on", language),
        no=phrase("live-cancel", language),
    )
    answer = book.ask(form)
    if answer is None:
        raise Stopped
    period = months[answer[0]]
    stem = book.file.rpartition(".")[0] or book.file
    target = book.beside(f"{stem}_{period}.xlsx")
    if not target:
        raise BookError(Problem("live-never-saved", Location(file=book.file)))
    book.status(phrase("live-monthly-runs", language, period=period))
    copy = book.save_copy(".xlsx")
    ran = desk.command.run("rate", copy, "--period", period, "-o", target, "--force", "--lang", language)
    if ran is None:
        raise BookError(Problem("live-command-missing", Location(file=book.file)))
    said = tuple(line for line in ran.said.splitlines() if line.strip())
    if ran.code > _FINDINGS:
        values = {"code": ran.code, "said": "\n".join(said[-8:])}
        raise BookError(Problem("live-command-failed", Location(file=book.file), values=values))
    book.open(target)
    return (phrase("live-monthly-written", language, file=target), *said)
