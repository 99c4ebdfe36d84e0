"""The command line: one module a command, loaded when it is called, so that ``xltier --help`` stays fast."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

# Command name -> module that holds it as `command`; help texts come from the modules when a command is asked for.
COMMANDS: Final = {"read": "xltier.cli.read"}
SUMMARIES: Final = {"read": "Show what is understood of a sheet / 看懂了什么"}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, its module imported now."""
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(cls=LazyGroup)
@click.version_option(package_name="xltier")
def main() -> None:
    """Tier the customers in the workbook you already have. 客户评级。"""
