"""``xltier addin``: build the add-in's file, install it into LibreOffice, look for it, remove it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from xltier import __version__
from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.misuse import Misuse
from xltier.cli.output import place, write_whole
from xltier.cli.program import Program, help_or_command
from xltier.cli.session import session_of
from xltier.cli.spoken import SpokenCommand, common_options, option, spoken
from xltier.errors import Problem
from xltier.messages import phrase

_HERE: Final = "xltier.cli.commands.addin"


class Addin(Program):
    """The group of the commands about the add-in."""

    modules = dict.fromkeys(("build", "install", "status", "remove"), _HERE)
    wording: dict[str, str] = {name: f"addin_{name}" for name in modules}  # noqa: RUF012 - read only

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of the commands."""
        del ctx
        return _command(cmd_name, self.language) if cmd_name in self.modules else None


def build(language: str) -> Addin:
    """Return the group."""
    return Addin(
        "addin",
        language,
        params=common_options(language),
        help=phrase("cli-addin", language),
        epilog=phrase("cli-addin-examples", language),
        subcommand_metavar=phrase("help-command-mark", language),
        invoke_without_command=True,
        callback=click.pass_context(help_or_command),
    )


def _command(name: str, language: str) -> SpokenCommand:
    match name:
        case "build":
            folder = click.Path(path_type=Path)
            params: list[click.Parameter] = [
                option("addin_folder", language, "-o", "--output", "folder", metavar="DIR", type=folder),
                option("force", language, "--force", is_flag=True),
            ]
            return spoken(name, language, callback=build_files, params=params, wording="addin_build")
        case "install":
            params = [option("addin_calc", language, "--calc", is_flag=True)]
            return spoken(name, language, callback=install, params=params, wording="addin_install")
        case "status":
            return spoken(name, language, callback=status, params=[], wording="addin_status")
    return spoken(name, language, callback=remove, params=[], wording="addin_remove")


def build_files(context: click.Context, folder: Path | None, force: bool) -> int:  # noqa: FBT001 - click's call
    """Write the add-in's file."""
    from xltier.hosts.calc.extension import NAME, extension

    target = place(Path(), (folder or Path()) / NAME, ".oxt", force=force)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, lambda stream: stream.write(extension()))
    console.say(phrase("cli-written", session_of(context).language, file=target))
    return FINE


def install(context: click.Context, calc: bool) -> int:  # noqa: FBT001 - click's call
    """Install the add-in for the user who asks."""
    from xltier.hosts.calc.installation import find_office

    if not calc:
        raise Misuse(Problem("usage-missing", values={"name": "--calc"}))
    version = find_office().install()
    console.out(phrase("addin-installed", session_of(context).language, version=version))
    return FINE


def status(context: click.Context) -> int:
    """Say whether the add-in is installed; exit code 1 where it is not, or is another version."""
    from xltier.hosts.calc.installation import find_office

    language = session_of(context).language
    version = find_office().status()
    if not version:
        console.out(phrase("addin-absent", language))
        return FINDINGS
    console.out(phrase("addin-there", language, version=version))
    if version != __version__:
        console.say(phrase("addin-older", language, version=__version__))
        return FINDINGS
    return FINE


def remove(context: click.Context) -> int:
    """Remove the add-in."""
    from xltier.hosts.calc.installation import find_office

    language = session_of(context).language
    version = find_office().remove()
    console.out(phrase("addin-removed", language, version=version) if version else phrase("addin-absent", language))
    return FINE
