"""What holds for every host: the Python, how fast it answers, how formulas are typed, a font for Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xltier.app.doctor.finding import Finding, doubtful, fine, unchecked, wrong

_WIDE: Final = 64
_SLOW_MICROSECONDS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine is like.

    Args:
        system: As ``sys.platform`` says it.
        python: Version of the Python that answers.
        bits: Its word length.
        program: Its path.
        microseconds: How long one call of TIER takes in it.
        separators: What stands between arguments, and the decimal mark; None where the system does not say.
        fonts: Names of the fonts that have Chinese; None where the system does not say.
    """

    system: str
    python: str
    bits: int
    program: str
    microseconds: int
    separators: tuple[str, str] | None = None
    fonts: tuple[str, ...] | None = None


def machine_findings(machine: Machine) -> Iterator[Finding]:
    """Yield a finding for each thing that holds for every host."""
    yield _python(machine)
    yield _call(machine)
    yield _separators(machine)
    yield _fonts(machine)


def _python(machine: Machine) -> Finding:
    values = {"version": machine.python, "bits": machine.bits, "program": machine.program}
    if "windowsapps" in machine.program.casefold():
        return wrong("python", "doctor-python-store", **values)
    if machine.bits < _WIDE:
        return doubtful("python", "doctor-python-narrow", **values)
    return fine("python", "doctor-python", **values)


def _call(machine: Machine) -> Finding:
    judge = doubtful if machine.microseconds > _SLOW_MICROSECONDS else fine
    reference = "doctor-call-slow" if machine.microseconds > _SLOW_MICROSECONDS else "doctor-call"
    return judge("call", reference, microseconds=machine.microseconds)


def _separators(machine: Machine) -> Finding:
    if machine.separators is None:
        return unchecked("separator", "doctor-not-said", system=machine.system)
    between, decimal = machine.separators
    if between == decimal:
        return doubtful("separator", "doctor-separator-clash", between=between)
    return fine("separator", "doctor-separator", between=between, decimal=decimal)


def _fonts(machine: Machine) -> Finding:
    if machine.fonts is None:
        return unchecked("font", "doctor-not-said", system=machine.system)
    if not machine.fonts:
        return doubtful("font", "doctor-font-missing")
    return fine("font", "doctor-font", font=machine.fonts[0])
