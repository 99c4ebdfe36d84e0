"""The publications that metrics and quoted figures come from, as a reader knows them."""

from __future__ import annotations

from typing import Final

from xltier.core.words import Words

KEY_CUSTOMERS: Final = Words("重点客户维护课件", "Courseware on key-customer maintenance")
SERVICE: Final = Words("差异化服务课件", "Courseware on differentiated service")
B2B_RULES: Final = Words("B2B客户分级制度汇编", "Collection of B2B grading rules")


def part_of(publication: Words, zh: str, en: str) -> Words:
    """Return where in a publication something stands.

    Example:
        >>> part_of(SERVICE, "第 2 页", "p. 2").said("en")
        'Courseware on differentiated service, p. 2'
    """
    return Words(f"{publication.zh}，{zh}", f"{publication.en}, {en}")
