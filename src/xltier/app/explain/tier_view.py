"""What a rating came to, in a few lines for a person: scheme, columns, tiers, who is not rated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xltier.app.explain.tier_summary import summary_of
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.app.wording.tier_words import code_said
from xltier.core.fixed import percent
from xltier.messages import phrase

_MOST: Final = 10


def view(sheet: TieredSheet, language: str) -> Iterator[str]:
    """Yield the lines."""
    summary = summary_of(sheet)
    reading = sheet.reading
    yield phrase(
        "view-head",
        language,
        scheme=f"{sheet.scheme.id}@{sheet.scheme.version}",
        name=sheet.scheme.name,
        table=table_name(sheet),
        rows=f"{len(reading.rows):,}",
        as_of=sheet.as_of.isoformat(),
    )
    columns = reading.columns
    pairs = [f"{columns[at].name.strip()} → {key}" for key, at in sheet.columns.measures.items()]
    yield phrase("view-columns", language, pairs="   ".join(pairs))
    tiers = sheet.plan.ladder.tiers
    counts = [
        f"{code_said(tiers, count.tier.code, language)} {count.customers:,} ({percent(count.share)})"
        for count in summary.tiers
    ]
    if summary.unrated:
        counts.append(phrase("view-unrated-count", language, count=f"{len(summary.unrated):,}"))
    if summary.blank:
        counts.append(phrase("view-blank", language, count=f"{summary.blank:,}"))
    yield phrase("view-tiers", language, counts="   ".join(counts))
    if summary.compared:
        same = summary.compared - summary.ups - summary.downs
        yield phrase("view-moves", language, up=summary.ups, down=summary.downs, same=same)
    for row in summary.unrated[:_MOST]:
        yield f"  {row.key}  {row.rating.error}  {row_reason(sheet, row, language)}"
    if len(summary.unrated) > _MOST:
        yield "  " + phrase("view-more", language, count=len(summary.unrated) - _MOST)


def table_name(sheet: TieredSheet) -> str:
    """Return where the table is: ``客户清单!A4:J67``, or the file where there are no sheets."""
    reading = sheet.reading if sheet.reading.origin is None else sheet.reading.origin.source
    rows = [*reading.header_rows[:1], *reading.rows[-1:]]
    if not rows:
        return reading.sheet or reading.file
    letters = [column.letter for column in sorted(reading.columns, key=lambda column: column.number)]
    area = f"{letters[0]}{rows[0]}:{letters[-1]}{rows[-1]}"
    return f"{reading.sheet}!{area}" if reading.sheet else f"{reading.file} {area}"
