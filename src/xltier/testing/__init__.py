"""Test tools for whoever writes into somebody's workbook: two packages in, every unintended difference out.

Example:
    >>> from pathlib import Path
    >>> from xltier.testing import Intent, unintended_differences
    >>> unintended_differences(Path("before.xlsx"), Path("after.xlsx"), Intent())  # doctest: +SKIP
    ()
"""

from xltier.testing.oracle import Difference, Intent, unintended_differences

__all__ = ["Difference", "Intent", "unintended_differences"]
