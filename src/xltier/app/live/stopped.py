"""The user has stopped a macro, or has answered that nothing shall be done."""

from __future__ import annotations


class Stopped(Exception):
    """Leaves a macro; the workbook is as it was."""
