"""A command line that cannot be followed: what is wrong with it, in the reader's language. Exit code 2."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import click

from xltier.errors import Problem, XltierError

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # click 8.1 has no parameter there

_LIKE: Final = 0.5


class Misuse(XltierError):
    """An option or argument that makes no sense; carries its Problem."""


class OneOf(_Choice):
    """One of some words, in capitals or not; another one is answered with the nearest."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words, in the order of the help."""
        super().__init__(tuple(words), case_sensitive=False)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that is meant.

        Raises:
            Misuse: It is none of them.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            words = tuple(self.choices)
            near = get_close_matches(value.casefold(), words, n=3, cutoff=_LIKE) or words
            values = {"name": _name(param), "given": value, "choices": words, "near": near}
            reference = "usage-word" if isinstance(param, click.Argument) else "usage-choice"
            raise Misuse(Problem(reference, values=values)) from error


def usage_problem(error: click.UsageError) -> Problem:  # noqa: PLR0911 - one return a kind of misuse
    """Return what click found wrong as a Problem of ours."""
    match error:
        case click.NoSuchOption():
            return Problem(
                "usage-option", values={"option": error.option_name, "near": error.possibilities or ("--help",)}
            )
        case click.MissingParameter():
            if isinstance(error.param, click.Argument) and isinstance(error.param.type, OneOf):
                return Problem("usage-word-missing", values={"choices": tuple(error.param.type.choices)})
            return Problem("usage-missing", values={"name": _name(error.param)})
        case click.BadOptionUsage():
            return Problem("usage-no-value", values={"option": error.option_name})
        case click.BadParameter():
            kind = None if error.param is None else error.param.type
            if isinstance(kind, click.IntRange) and kind.max is not None:
                return Problem(
                    "usage-number-between", values={"name": _name(error.param), "least": kind.min, "most": kind.max}
                )
            if isinstance(kind, click.IntRange):
                return Problem("usage-whole-number", values={"name": _name(error.param), "least": kind.min})
            return Problem("usage-value", values={"name": _name(error.param), "why": error.message})
    return Problem("usage-other", values={"text": error.format_message()})


def no_such_command(name: str, known: list[str]) -> Misuse:
    """Return the error of a command that does not exist, with the nearest ones."""
    near = get_close_matches(name, known, n=3, cutoff=_LIKE)
    return Misuse(Problem("usage-command", values={"name": name, "near": near or known}))


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    return parameter.opts[0] if isinstance(parameter, click.Option) else (parameter.human_readable_name or "")
