"""``xltier schemes``: list, show and export the shipped rule books, and begin one of your own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.misuse import Misuse
from xltier.cli.output import place, place_copy, write_whole
from xltier.cli.program import Program, group_options
from xltier.cli.session import Session, session_of
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.cli.starter import STARTER, starter_text
from xltier.errors import Problem
from xltier.messages import phrase

_HERE: Final = "xltier.cli.commands.schemes"


class Schemes(Program):
    """The group of the commands about schemes."""

    modules = dict.fromkeys(("list", "show", "export", "new", "diff"), _HERE)
    wording: dict[str, str] = {}  # noqa: RUF012 - read only

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of the commands."""
        del ctx
        return _BUILDERS[cmd_name](self.language) if cmd_name in _BUILDERS else None


def build(language: str) -> Schemes:
    """Return the group."""
    return Schemes("schemes", language, **group_options("schemes", language))


def _list(language: str) -> SpokenCommand:
    params: list[click.Parameter] = [option("json", language, "--json", "as_json", is_flag=True)]
    return spoken("list", language, callback=list_schemes, params=params)


def _show(language: str) -> SpokenCommand:
    return spoken("show", language, callback=show_scheme, params=[click.Argument(["name"], metavar="NAME|FILE.toml")])


def _export(language: str) -> SpokenCommand:
    params: list[click.Parameter] = [
        click.Argument(["name"], metavar="NAME|FILE"),
        option("output_stdout", language, "-o", "--output", metavar="OUT", type=click.Path(path_type=Path)),
        option("rules_to", language, "--to", metavar="FILE.xlsx", type=click.Path(path_type=Path)),
        option("refresh_in_place", language, "--in-place", is_flag=True),
        option("force", language, "--force", is_flag=True),
    ]
    return spoken("export", language, callback=export_scheme, params=params)


def _new(language: str) -> SpokenCommand:
    params: list[click.Parameter] = [
        click.Argument(["name"], metavar="NAME", default=STARTER),
        option("output_own", language, "-o", "--output", metavar="OUT.toml", type=click.Path(path_type=Path)),
        option("force", language, "--force", is_flag=True),
    ]
    return spoken("new", language, callback=new_scheme, params=params)


def _diff(language: str) -> SpokenCommand:
    from xltier.cli.commands.diff import build as build_diff

    return build_diff(language, of_schemes=True)


_BUILDERS: Final = {"list": _list, "show": _show, "export": _export, "new": _new, "diff": _diff}


def list_schemes(context: click.Context, as_json: bool) -> int:  # noqa: FBT001 - click hands options by name
    """List the shipped schemes."""
    from xltier.core.fingerprint import fingerprint
    from xltier.schemes.library import load_scheme, shipped

    session = session_of(context)
    schemes = [load_scheme(name) for name in shipped()]
    if as_json:
        rows = [
            {
                "id": scheme.id,
                "version": scheme.version,
                "hash": fingerprint(scheme),
                "kind": scheme.kind.value,
                "name": scheme.name.said(session.language),
                "measures": [measure.key for measure in scheme.measures if measure.expression is None],
                "tiers": [tier.code for tier in scheme.tiers if tier.line is None],
            }
            for scheme in schemes
        ]
        console.out(json.dumps({"ok": True, "schemes": rows}, ensure_ascii=False))
        return FINE
    for scheme in schemes:
        console.out(f"{scheme.id}@{scheme.version}  {scheme.name.said(session.language)}")
        console.out(f"    {scheme.summary.said(session.language)}")
    return FINE


def show_scheme(context: click.Context, name: str) -> int:
    """Show the rules of a scheme for a reader."""
    from xltier.app.wording.scheme_view import scheme_view
    from xltier.cli.rated import named_scheme

    language = session_of(context).language
    for line in scheme_view(named_scheme(name, {}), language):
        console.out(line)
    return FINE


def export_scheme(
    context: click.Context,
    name: str,
    output: Path | None,
    to: Path | None,
    in_place: bool,  # noqa: FBT001 - as above
    force: bool,  # noqa: FBT001 - as above
) -> int:
    """Write a scheme as TOML to stdout or a file, or as a rules sheet into a new or the user's own workbook."""
    session = session_of(context)
    if in_place and output is not None:
        raise Misuse(Problem("usage-both", values={"one": "--in-place", "other": "-o"}))
    if to is not None:
        if not in_place and to.exists():
            output = place_copy(to, output, force=force)
        return _to_workbook(name, to, output or to, session, force=force)
    if output is not None and output.suffix.casefold() == ".xlsx":
        return _new_workbook(name, output, session, force=force)
    _deliver(_toml(name), output, session, force=force)
    return FINE


def _toml(name: str) -> str:
    """Return a scheme's TOML: a shipped one as it is kept, with its comments."""
    from xltier.cli.rated import is_scheme_file, named_scheme
    from xltier.schemes.library import shipped_text
    from xltier.schemes.write_toml import scheme_toml

    if is_scheme_file(name):
        return scheme_toml(named_scheme(name, {}))
    return shipped_text(name.partition("@")[0])


def _to_workbook(name: str, source: Path, target: Path, session: Session, *, force: bool) -> int:
    """Add the rules sheet to a workbook or a copy of it; a file that is not there is made.

    Other rules that it holds are kept, unless by ``force``.
    """
    from xltier.cli.rated import named_scheme
    from xltier.cli.rules_file import PATCHED, add_rules, keep_rules

    if source.suffix.casefold() not in PATCHED:
        raise Misuse(Problem("output-suffix", values={"file": source.name}))
    if not source.exists():
        return _new_workbook(name, target, session, force=False)
    scheme = named_scheme(name, {})
    if not force:
        keep_rules(source, scheme)
    written = add_rules(source, target, scheme, session.language)
    console.say(phrase("rules-added", session.language, sheet=written.report.sheets["rules"], file=target))
    if written.backup is not None:
        console.say(phrase("refresh-backup", session.language, file=written.backup.name))
    return FINE


def _new_workbook(name: str, output: Path, session: Session, *, force: bool) -> int:
    from xltier.cli.rated import named_scheme
    from xltier.report.rulebook.book import write_rules_file

    scheme = named_scheme(name, {})
    target = place(Path(), output, ".xlsx", force=force)
    write_whole(target, lambda stream: write_rules_file(stream, scheme, language=session.language))
    console.say(phrase("cli-written", session.language, file=target))
    return FINE


def new_scheme(context: click.Context, name: str, output: Path | None, force: bool) -> int:  # noqa: FBT001 - as above
    """Write a scheme to begin with: complete, commented, and right as it stands."""
    if not all(part.isascii() and part.isalnum() for part in name.split("-")):
        raise Misuse(Problem("scheme-name", values={"name": name}))
    text = starter_text(name.casefold())
    target = Path(f"{name.casefold()}.toml") if output is None else output
    _deliver(text, target, session_of(context), force=force)
    return FINE


def _deliver(text: str, output: Path | None, session: Session, *, force: bool) -> None:
    if output is None:
        console.out(text.rstrip("\n"))
        return
    target = place(Path(), output, ".toml", force=force)
    write_whole(target, lambda stream: stream.write(text.encode()))
    console.say(phrase("cli-written", session.language, file=target))
