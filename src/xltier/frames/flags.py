"""Truths as columns that are never null, folded where they are known before any row is seen.

Three-valued logic over columns is kept as two such flags, since backends disagree on null truths.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TypeAlias

import narwhals as nw

Flag: TypeAlias = "nw.Expr | bool"


def both(*flags: Flag) -> Flag:
    """Return whether all flags are true; True where there are none."""
    if any(flag is False for flag in flags):
        return False
    open_ = [flag for flag in flags if isinstance(flag, nw.Expr)]
    return reduce(and_, open_) if open_ else True


def either(*flags: Flag) -> Flag:
    """Return whether at least one flag is true; False where there are none."""
    if any(flag is True for flag in flags):
        return True
    open_ = [flag for flag in flags if isinstance(flag, nw.Expr)]
    return reduce(or_, open_) if open_ else False


def negated(flag: Flag) -> Flag:
    """Return whether a flag is false."""
    return ~flag if isinstance(flag, nw.Expr) else not flag


def column(flag: Flag) -> nw.Expr:
    """Return a flag as an expression, a constant one as a literal."""
    return flag if isinstance(flag, nw.Expr) else nw.lit(flag, dtype=nw.Boolean)
