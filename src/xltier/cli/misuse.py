"""A command line that cannot be followed: what is wrong with it, in the reader's language. Exit code 2."""

from __future__ import annotations

from difflib import get_close_matches

import click

from xltier.errors import Problem, XltierError


class Misuse(XltierError):
    """An option or argument that makes no sense; carries its Problem."""


def usage_problem(error: click.UsageError) -> Problem:  # noqa: PLR0911 - one return a kind of misuse
    """Return what click found wrong as a Problem of ours."""
    match error:
        case click.NoSuchOption():
            return Problem(
                "usage-option", values={"option": error.option_name, "near": error.possibilities or ("--help",)}
            )
        case click.MissingParameter():
            return Problem("usage-missing", values={"name": _name(error.param)})
        case click.BadOptionUsage():
            return Problem("usage-no-value", values={"option": error.option_name})
        case click.BadParameter():
            kind = None if error.param is None else error.param.type
            if isinstance(kind, click.Choice):
                values = {"name": _name(error.param), "choices": tuple(kind.choices)}
                return Problem("usage-choice", values=values)
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
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return Misuse(Problem("usage-command", values={"name": name, "near": near or known}))


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    return parameter.opts[0] if isinstance(parameter, click.Option) else (parameter.human_readable_name or "")
