"""From files and options to a rated month; ``rate`` and ``explain`` ask alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltier.cli.misuse import Misuse
from xltier.cli.progress import progress
from xltier.cli.rated import named_scheme
from xltier.cli.session import Session
from xltier.cli.sheet_options import pairs, today
from xltier.errors import DataError, Location, Problem

if TYPE_CHECKING:
    from xltier.app.month.intake.inputs import MonthInputs
    from xltier.app.month.result import MonthResult
    from xltier.core.closing import State
    from xltier.core.months import Month

DEFAULT_SCHEME = "dealer-monthly"


@dataclass(frozen=True, slots=True)
class MonthRequest:
    """What a command asks for.

    Args:
        files: Files and folders.
        period: Such as ``2026-10``.
        scheme: Name or TOML file.
        settings: Fields of the scheme that are set otherwise.
        state: How far this run settles the month.
        reason: Why a month that was rated before is rated again.
    """

    files: tuple[Path, ...]
    period: str
    scheme: str | None
    settings: dict[str, str]
    state: State
    reason: str = ""

    @property
    def place(self) -> Location:
        """Return where a Problem of the files together is."""
        return Location(file=", ".join(str(path) for path in self.files))


def settings_of(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the scheme's fields that a command's options set."""
    start = options["month_start_day"]
    return pairs("--set", options["settings"]) | ({} if start is None else {"month_start_day": str(start)})


@dataclass(frozen=True, slots=True)
class RatedMonth:
    """A rated month, what it was rated from, and what was found before the rating."""

    result: MonthResult
    inputs: MonthInputs
    problems: tuple[Problem, ...]


def rated_month(wanted: MonthRequest, session: Session) -> RatedMonth:
    """Return the month, rated.

    Raises:
        Misuse: The period is no month.
        DataError: No sheet holds figures of a month, or none of this one.
        XltierError: A file, the scheme or the data does not allow it.
    """
    from xltier.app.month.intake.records import read_inputs
    from xltier.app.month.rate_month import rate_month
    from xltier.core.months import as_month
    from xltier.files.every_table import every_file, every_table

    period = as_month(wanted.period)
    if period is None:
        raise Misuse(Problem("usage-period", values={"text": wanted.period}))
    scheme = named_scheme(wanted.scheme or DEFAULT_SCHEME, wanted.settings)
    with progress(session) as steps:
        steps.stage("read")
        files = every_file(wanted.files)
        readings, notes = every_table(files.given, today=today(), own=files.own)
        inputs = read_inputs(readings, scheme)
        if not inputs.facts:
            raise DataError((Problem("month-without-figures", wanted.place), *notes, *inputs.problems))
        _require_figures(inputs, period, wanted)
        steps.stage("rate")
        result = rate_month(
            inputs, scheme, period, state=wanted.state, reason=wanted.reason, today=today(), progress=steps.done
        )
    return RatedMonth(result, inputs, notes)


def _require_figures(inputs: MonthInputs, period: Month, wanted: MonthRequest) -> None:
    """Refuse a month of which the files hold nothing: every dealer would stand in it without a tier."""
    from xltier.core.months import month_text

    months = {month for facts in inputs.facts for month in facts.months}
    if period not in months:
        values = {"period": month_text(period), "first": month_text(min(months)), "last": month_text(max(months))}
        raise DataError(Problem("month-not-in-files", wanted.place, values=values))
