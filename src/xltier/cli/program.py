"""The group of commands: their names and summaries without importing any of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import click

from xltier import __version__
from xltier.cli import console
from xltier.cli.failures import USAGE
from xltier.cli.misuse import no_such_command
from xltier.cli.spoken import SpokenCommand, common_options
from xltier.messages import phrase

# Command -> the module whose ``build(language)`` returns it; its line in the help is the phrase ``cmd-NAME``.
COMMANDS: Final = {
    "demo": "xltier.cli.commands.demo",
    "tier": "xltier.cli.commands.tier",
    "refresh": "xltier.cli.commands.refresh",
    "restore": "xltier.cli.commands.restore",
    "rate": "xltier.cli.commands.rate",
    "new": "xltier.cli.commands.new",
    "check": "xltier.cli.commands.check",
    "explain": "xltier.cli.commands.explain",
    "read": "xltier.cli.commands.read",
    "schemes": "xltier.cli.commands.schemes",
    "embed": "xltier.cli.commands.embed",
    "addin": "xltier.cli.commands.addin",
    "alerts": "xltier.cli.commands.alerts",
    "allocate": "xltier.cli.commands.allocate",
    "card": "xltier.cli.commands.card",
    "complaints": "xltier.cli.commands.complaints",
    "crm": "xltier.cli.commands.crm",
    "diff": "xltier.cli.commands.diff",
    "doctor": "xltier.cli.commands.doctor",
    "evaluate": "xltier.cli.commands.evaluate",
    "metrics": "xltier.cli.commands.metrics",
    "pivot": "xltier.cli.commands.pivot",
}


class Program(SpokenCommand, click.Group):
    """A group that imports a command's module only when the command is asked for."""

    modules: dict[str, str] = COMMANDS
    wording: dict[str, str] = {"new": "blank_inputs"}  # noqa: RUF012 - read only; `schemes` has a `new` of its own

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order of the help."""
        del ctx
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, its module imported now."""
        del ctx
        if cmd_name not in self.modules:
            return None
        command: click.Command = import_module(self.modules[cmd_name]).build(self.language)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name.

        Raises:
            Misuse: There is none of this name; the nearest are named.
        """
        if args and not args[0].startswith("-") and args[0] not in self.modules:
            raise no_such_command(args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        with formatter.section(phrase("help-commands", self.language)):
            formatter.write_dl(
                [(name, phrase(f"cmd-{self.wording.get(name, name)}", self.language)) for name in self.modules]
            )
        super().format_options(ctx, formatter)


def program(language: str) -> Program:
    """Return the whole command line in a language."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_version,
        help=phrase("opt-version", language),
    )
    params = [version, *common_options(language)]
    return Program("xltier", language, **group_options("xltier", language) | {"params": params})


def group_options(name: str, language: str) -> dict[str, Any]:
    """Return what every group of commands is made with; its words are ``cli-NAME`` and ``cli-NAME-examples``."""
    return {
        "params": common_options(language),
        "help": phrase(f"cli-{name}", language),
        "epilog": phrase(f"cli-{name}-examples", language),
        "subcommand_metavar": phrase("help-command-mark", language),
        "invoke_without_command": True,
        "callback": click.pass_context(help_or_command),
    }


def help_or_command(context: click.Context) -> int | None:
    """Show the help where no command is named."""
    if context.invoked_subcommand is not None:
        return None
    console.out(context.get_help())
    return USAGE


def _version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's call
    if value and not context.resilient_parsing:
        click.echo(f"xltier {__version__}")
        context.exit()
