"""The columns that a run took for its measures, kept as a text in the workbook, so that the next run asks nobody."""

from __future__ import annotations

import json

from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.scheme import Scheme
from xltier.tables.match import named
from xltier.tables.reading import Reading


def remembered_columns(sheet: TieredSheet) -> str:
    """Return the columns of a rated sheet's measures as a text, by header, or by letter where the header is no name."""
    columns = sheet.reading.columns
    said = {
        key: columns[at].name if named(columns, columns[at].name) == at else columns[at].letter
        for key, at in sheet.columns.measures.items()
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def recalled_columns(text: str, reading: Reading, scheme: Scheme | None = None) -> dict[str, str]:
    """Return the choice that such a text holds, without the columns that are gone since, which are found anew.

    Args:
        text: What :func:`remembered_columns` gave, perhaps edited by somebody; a text that holds no choice is none.
        reading: The sheet as it is now.
        scheme: Leaves out what is no measure of it.
    """
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    keys = None if scheme is None else {measure.key for measure in scheme.measures}
    return {
        key: said
        for key, said in found.items()
        if isinstance(said, str) and (keys is None or key in keys) and named(reading.columns, said) is not None
    }
