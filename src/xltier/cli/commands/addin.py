"""``xltier addin``: build the add-ins' files, install one into Excel or LibreOffice, renew or remove it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from xltier import __version__
from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.output import place, write_whole
from xltier.cli.program import Program, group_options
from xltier.cli.session import session_of
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.hosts.calc.installation import Office
    from xltier.hosts.excel.installation import Excel

_HERE: Final = "xltier.cli.commands.addin"


class Addin(Program):
    """The group of the commands about the add-in."""

    modules = dict.fromkeys(("build", "install", "status", "update", "remove"), _HERE)
    wording: dict[str, str] = {name: f"addin_{name}" for name in modules}  # noqa: RUF012 - read only

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of the commands."""
        del ctx
        return _command(cmd_name, self.language) if cmd_name in self.modules else None


def build(language: str) -> Addin:
    """Return the group."""
    return Addin("addin", language, **group_options("addin", language))


def _command(name: str, language: str) -> SpokenCommand:
    params: list[click.Parameter] = [option("addin_calc", language, "--calc", is_flag=True)]
    if name == "build":
        folder = click.Path(path_type=Path)
        params += [
            option("addin_folder", language, "-o", "--output", "folder", metavar="DIR", type=folder),
            option("force", language, "--force", is_flag=True),
        ]
    callbacks: dict[str, Callable[..., int | None]] = {
        "build": build_files,
        "install": install,
        "status": status,
        "update": update,
        "remove": remove,
    }
    return spoken(name, language, callback=callbacks[name], params=params, wording=f"addin_{name}")


def build_files(context: click.Context, calc: bool, folder: Path | None, force: bool) -> int:  # noqa: FBT001 - click's call
    """Write the add-ins' files; that of LibreOffice first, because it needs no further package."""
    from xltier.hosts.calc import extension
    from xltier.hosts.excel import manual, xlam

    made: dict[str, Callable[[], bytes]] = {extension.NAME: extension.extension}
    if not calc:
        made[xlam.NAME] = xlam.addin
        made |= {name: lambda page=page: page for name, page in manual.pages().items()}  # type: ignore[misc]  # because mypy cannot infer a default's type
    targets = {name: place(Path(), (folder or Path()) / name, Path(name).suffix, force=force) for name in made}
    for name, target in targets.items():
        content = made[name]()
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, lambda stream, content=content: stream.write(content))  # type: ignore[misc]  # because mypy cannot infer a default's type
        console.say(phrase("cli-written", session_of(context).language, file=target))
    return FINE


def install(context: click.Context, calc: bool) -> int:  # noqa: FBT001 - click's call
    """Install the add-in for the user who asks."""
    language = session_of(context).language
    if calc:
        from xltier.hosts.calc.installation import find_office

        console.out(phrase("addin-installed", language, version=find_office().install()))
        return FINE
    from xltier.hosts.excel.installation import find_excel

    excel = find_excel()
    found = excel.install()
    values = {"version": found.version, "file": excel.file, "python": excel.python}
    console.out(phrase("addin-excel-installed", language, **values))
    return FINE


def status(context: click.Context, calc: bool) -> int:  # noqa: FBT001 - click's call
    """Say where the add-in is installed; exit code 1 where it is nowhere, or does not fit this program."""
    language = session_of(context).language
    excel, office = _programs(is_calc_alone=calc)
    codes = [] if excel is None else [_status_of_excel(excel, language)]
    if office is not None:
        codes.append(_status_of_office(office, language))
    return max(codes)


def _status_of_excel(excel: Excel, language: str) -> int:
    from xltier.hosts.excel.borrowed import borrowed

    found = excel.status()
    if found is None:
        console.out(phrase("addin-excel-absent", language))
        return FINDINGS
    console.out(phrase("addin-excel-there", language, version=found.version or "?"))
    if found.version != __version__:
        console.say(phrase("addin-older", language, version=__version__))
        return FINDINGS
    now = borrowed().version
    if found.xlwings != now:
        console.say(phrase("addin-excel-other-xlwings", language, built=found.xlwings, found=now))
        return FINDINGS
    return FINE


def _status_of_office(office: Office, language: str) -> int:
    version = office.status()
    if not version:
        console.out(phrase("addin-absent", language))
        return FINDINGS
    console.out(phrase("addin-there", language, version=version))
    if version != __version__:
        console.say(phrase("addin-older", language, version=__version__))
        return FINDINGS
    return FINE


def update(context: click.Context, calc: bool) -> int:  # noqa: FBT001 - click's call
    """Renew the add-in wherever it is installed; exit code 1 where it is nowhere."""
    language = session_of(context).language
    excel, office = _programs(is_calc_alone=calc)
    is_done = False
    if excel is not None and excel.status() is not None:
        values = {"version": excel.install().version, "file": excel.file, "python": excel.python}
        console.out(phrase("addin-excel-installed", language, **values))
        is_done = True
    if office is not None and office.status():
        console.out(phrase("addin-installed", language, version=office.install()))
        is_done = True
    if not is_done:
        console.out(phrase("addin-absent" if excel is None else "addin-excel-absent", language))
    return FINE if is_done else FINDINGS


def remove(context: click.Context, calc: bool) -> int:  # noqa: FBT001 - click's call
    """Remove the add-in."""
    language = session_of(context).language
    excel, office = _programs(is_calc_alone=calc)
    if excel is not None:
        was = excel.remove()
        line = "addin-excel-absent" if was is None else "addin-excel-removed"
        console.out(phrase(line, language, version="" if was is None else was.version))
    if office is not None:
        version = office.remove()
        console.out(phrase("addin-removed", language, version=version) if version else phrase("addin-absent", language))
    return FINE


def _programs(*, is_calc_alone: bool) -> tuple[Excel | None, Office | None]:
    """Return the programs of this machine that may have the add-in; at least one.

    Raises:
        OfficeError: There is no Excel to speak of, and LibreOffice is not there either.
    """
    from xltier.files.office import OfficeError
    from xltier.hosts.calc.installation import find_office
    from xltier.hosts.excel.borrowed import AddinError
    from xltier.hosts.excel.installation import find_excel

    excel: Excel | None = None
    if not is_calc_alone:
        with suppress(AddinError):  # a system without Excel
            excel = find_excel()
    if excel is None:
        return None, find_office()
    with suppress(OfficeError):  # an Excel user without LibreOffice
        return excel, find_office()
    return excel, None
