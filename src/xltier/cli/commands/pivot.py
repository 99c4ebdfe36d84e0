"""``xltier pivot FILE --by COLUMN``: tiers by region, trade, or any other column."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.session import session_of
from xltier.cli.sheet_options import file_argument, request, scheme_options, table_options
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.messages import phrase

if TYPE_CHECKING:
    import click


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        option("pivot_by", language, "--by", metavar="HEADER|LETTER", required=True),
        *scheme_options(language),
        *table_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("pivot", language, callback=run, params=params)


def run(context: click.Context, file: Path, by: str, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Count the tiers of a sheet by a column; return the exit code."""
    from xltier.app.explain.pivot import pivot
    from xltier.app.wording.text_table import aligned
    from xltier.app.wording.tier_words import code_said
    from xltier.cli.rated import rated

    session = session_of(context)
    session.as_json = options["as_json"]
    sheet = rated(request(file, options), session)
    found = pivot(sheet, by)
    if options["as_json"]:
        rows = [
            {"group": group, "tier": tier, "customers": found.counts.get((group, tier), 0)}
            for group in found.groups
            for tier in found.tiers
        ]
        console.out(json.dumps({"ok": True, "by": found.column, "rows": rows}, ensure_ascii=False))
        return FINE
    unrated = phrase("effect-unrated", session.language)
    tiers = sheet.plan.ladder.tiers
    codes = [code_said(tiers, tier, session.language) if tier else unrated for tier in found.tiers]
    table = [[found.column, *codes, "Σ"]]
    table += [
        [group or "–", *(str(found.counts.get((group, tier), 0)) for tier in found.tiers), str(found.of_group(group))]
        for group in found.groups
    ]
    for line in aligned(table, right=frozenset(range(1, len(table[0]))), indent=""):
        console.out(line)
    return FINE
