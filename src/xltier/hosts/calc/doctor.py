"""Whether LibreOffice is here, and the add-in in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from xltier import __version__
from xltier.app.doctor.finding import Finding, Mark, doubtful, fine, wrong
from xltier.errors import Problem, Severity
from xltier.files.office import OfficeError
from xltier.hosts.calc.installation import Office

_CHECK = "office"


def office_findings(find: Callable[[], Office]) -> Iterator[Finding]:
    """Yield a finding for LibreOffice and one for the add-in in it.

    Args:
        find: Returns the LibreOffice of this machine, or raises an OfficeError.
    """
    try:
        office = find()
        version = office.status()
    except OfficeError as error:
        for one in error.problems:  # who works with Excel, or with files alone, needs no LibreOffice
            mark = Mark.UNCHECKED if one.reference == "office-missing" else Mark.DOUBTFUL
            yield Finding(_CHECK, mark, Problem(one.reference, one.at, Severity.WARNING, one.values))
        return
    if not version:
        yield doubtful(_CHECK, "doctor-office-absent", program=office.soffice)
    elif version != __version__:
        yield wrong(_CHECK, "doctor-office-stale", found=version, version=__version__)
    else:
        yield fine(_CHECK, "doctor-office", version=version, program=office.soffice)


def mend_office(find: Callable[[], Office], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Renew a stale add-in; return the phrases that say what was done.

    Raises:
        OfficeError: The office refused.
    """
    if all(one.problem.reference != "doctor-office-stale" for one in findings):
        return ()
    find().install()
    return ("doctor-did-office",)
