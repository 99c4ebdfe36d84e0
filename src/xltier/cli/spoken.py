"""Commands whose help is in the reader's language, headings and all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from xltier.cli.help_page import HelpPage
from xltier.cli.misuse import Misuse, OneOf
from xltier.cli.session import Session, session_of
from xltier.errors import Problem
from xltier.messages import phrase

_WIDTH: Final = 100


class SpokenContext(click.Context):
    """A context whose help is a page of ours."""

    formatter_class = HelpPage


class SpokenCommand(click.Command):
    """A command with its headings in one language. Examples stand in the epilog, line by line."""

    context_class = SpokenContext
    allow_extra_args = True  # they are refused by us, in the reader's language

    def __init__(self, name: str, language: str, **settings: Any) -> None:  # noqa: ANN401 - click's own settings
        """Take what :class:`click.Command` takes, and the language."""
        self.language = language
        settings.setdefault("options_metavar", phrase("help-options-mark", language))
        settings.setdefault("context_settings", {"max_content_width": _WIDTH, "help_option_names": ["-h", "--help"]})
        super().__init__(name, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left of the arguments: nothing, but for a group.

        Raises:
            Misuse: There are more arguments than the command takes.
        """
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group):
            raise Misuse(Problem("usage-extra", values={"extra": tuple(rest), "command": ctx.command_path}))
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=phrase("help-usage", self.language))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        required = phrase("help-required", self.language)
        records = [
            (record[0], record[1].replace("[required]", required))
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
        ]
        with formatter.section(phrase("help-options", self.language)):
            formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are, one a line."""
        del ctx
        if self.epilog:
            with formatter.section(phrase("help-examples", self.language)):
                for line in self.epilog.split("\n"):
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its own help said in the language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = phrase("help-help", self.language)
        return option


def spoken(
    name: str,
    language: str,
    *,
    callback: Callable[..., int | None],
    params: list[click.Parameter],
    wording: str | None = None,
) -> SpokenCommand:
    """Return a command whose texts are the phrases ``cli-NAME`` and ``cli-NAME-examples``; NAME may be ``wording``."""
    return SpokenCommand(
        name,
        language,
        callback=click.pass_context(callback),
        params=[*params, *common_options(language)],
        help=phrase(f"cli-{wording or name}", language),
        epilog=phrase(f"cli-{wording or name}-examples", language),
    )


def option(key: str, language: str, *names: str, **settings: Any) -> click.Option:  # noqa: ANN401 - click's own settings
    """Return an option whose help is the phrase ``opt-KEY``."""
    return click.Option(list(names), help=phrase(f"opt-{key}", language), **settings)


def common_options(language: str) -> list[click.Parameter]:
    """Return the options that every command has; they set the session."""

    def store(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def put(context: click.Context, _parameter: click.Parameter, value: object) -> None:
            if value:
                setattr(session_of(context), field, value)

        return put

    def keep(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        if value is not None:
            session: Session = session_of(context)
            session.language, session.chosen = value, True

    path = click.Path(dir_okay=False, path_type=Path)
    return [
        option("lang", language, "--lang", type=OneOf(["zh", "en"]), expose_value=False, callback=keep),
        option("quiet", language, "-q", "--quiet", is_flag=True, expose_value=False, callback=store("quiet")),
        option("verbose", language, "-v", "--verbose", is_flag=True, expose_value=False, callback=store("verbose")),
        option("no_color", language, "--no-color", is_flag=True, expose_value=False, callback=store("is_plain")),
        option("log", language, "--log", metavar="FILE", type=path, expose_value=False, callback=store("log")),
    ]
