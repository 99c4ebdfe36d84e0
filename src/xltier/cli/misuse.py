"""A command line that cannot be followed: what is wrong with it, in the reader's language. Exit code 2."""

from __future__ import annotations

from difflib import get_close_matches

import click

from xltier.errors import Problem, XltierError


class Misuse(XltierError):
    """An option or argument that makes no sense; carries its Problem."""


def usage_problem(error: click.UsageError) -> Problem:
    """Return what click found wrong as a Problem of ours."""
    match error:
        case click.NoSuchOption():
            return Problem("usage-option", values={"option": error.option_name, "near": error.possibilities or ("--help",)})
        case click.MissingParameter():
            return Problem("usage-missing", values={"name": _name(error.param)})
        case click.BadOptionUsage():
            return Problem("usage-no-value", values={"option": error.option_name})
        case click.BadParameter() if isinstance(error.param and error.param.type, click.Choice):
            choices = tuple(error.param.type.choices) if error.param is not None else ()
            return Problem("usage-choice", values={"name": _name(error.param), "choices": choices})
        case click.BadParameter():
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
