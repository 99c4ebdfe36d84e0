"""What a write changed in a workbook, in lines for the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltier.messages import LANGUAGES, phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltier.files.patch.edits import PatchReport


def changes_said(report: PatchReport, language: str) -> list[str]:
    """Return lines that name the columns, the sheets and the print areas that changed.

    Args:
        report: What the patch did, or would do.
        language: ``en`` or ``zh``.
    """
    areas = ", ".join(f"{column.sheet}!{column.area}" for column in report.columns)
    lines = [phrase("refresh-columns", language, areas=areas)]
    if report.sheets:
        lines.append(phrase("refresh-sheets", language, sheets=", ".join(report.sheets.values())))
    kept = _named_otherwise(report.sheets, language)
    if kept:
        lines.append(phrase("refresh-sheets-kept", language, sheets=", ".join(kept)))
    lines += (phrase("refresh-print-area", language, area=area) for area in report.print_areas)
    return lines


def _named_otherwise(sheets: Mapping[str, str], language: str) -> list[str]:
    """Return the sheets that an earlier run named in another language: links of the user's hold those names."""
    return [
        name
        for key, name in sheets.items()
        if name != phrase(f"sheet-{key}", language) and name in [phrase(f"sheet-{key}", one) for one in LANGUAGES]
    ]
