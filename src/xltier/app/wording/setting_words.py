"""The settings of a whole scheme in words: what its document states, and what stands where it is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from xltier.app.wording.rule_words import plain
from xltier.core.scheme import Kind, Scheme
from xltier.core.write_document import write_document
from xltier.messages import phrase
from xltier.tables.rules.blocks.meta import META
from xltier.tables.rules.layout import shown_value
from xltier.tables.rules.shape import Holds

_ABOUT: Final = frozenset({"id", "version", "valid_from", "name", "summary", "source", "kind"})
_FIELDS: Final = {field.name: field for field in META.fields}
_SILENT: Final[Mapping[str, object]] = {
    "score_min": Decimal(0),
    "min_coverage": Decimal("0.6"),
    "not_reported": "zero",
    "combine": "weighted",
    "buffer": Decimal(0),
    "min_months": 1,
}
"""What a scorecard takes where its document is silent: shown, since a tier can depend on it."""
_SHARES: Final = frozenset({"min_coverage", "buffer_share"})


def setting_rows(scheme: Scheme, language: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, name, nothing and value of each setting.

    Args:
        scheme: The scheme.
        language: The reader's.
    """
    stated = {key: value for key, value in write_document(scheme).items() if not isinstance(value, list)}
    silent = _SILENT if scheme.kind is Kind.SCORECARD else {}
    for key, field in _FIELDS.items():
        value = stated.get(key, silent.get(key))
        if key not in _ABOUT and key.partition(".")[0] not in _ABOUT and value is not None:
            is_chosen = field.holds in {Holds.CHOICE, Holds.COMBINE}
            shown = str(shown_value(field, value, language)) if is_chosen else _shown(key, value, language)
            yield key, field.label.said(language), "", shown
    for group, cap in scheme.group_caps.items():
        yield "group_caps", group, "", plain(cap)


def _shown(key: str, value: object, language: str) -> str:
    match value:
        case bool():
            return phrase("value-yes" if value else "value-no", language)
        case Decimal() if key in _SHARES:
            return f"{plain(value * 100)}%"
        case Decimal():
            return plain(value)
    return str(value)
