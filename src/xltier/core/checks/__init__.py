"""What is wrong with a scheme, all at once, each Problem with its place in the document."""

from __future__ import annotations

from itertools import chain

from xltier.core.checks.bounds import check_bounds
from xltier.core.checks.classes import check_classes
from xltier.core.checks.examples import check_examples
from xltier.core.checks.expressions import check_expressions
from xltier.core.checks.lines import check_lines
from xltier.core.checks.measures import check_measures
from xltier.core.checks.meta import check_meta
from xltier.core.checks.tiers import check_tiers
from xltier.core.scheme import Scheme
from xltier.errors import Problem

__all__ = ["check"]


def check(scheme: Scheme) -> tuple[Problem, ...]:
    """Return every Problem of a scheme, in the order of its document.

    Bounds are judged last, and only where nothing else is wrong: they need a plan.
    """
    found = tuple(
        chain(
            check_meta(scheme),
            check_measures(scheme),
            check_tiers(scheme),
            check_classes(scheme),
            check_expressions(scheme),
            check_lines(scheme),
            check_examples(scheme),
        )
    )
    if any(problem.is_error for problem in found):
        return found
    return (*found, *check_bounds(scheme))
