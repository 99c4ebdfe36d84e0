"""``xltier tier`` by labels that people fill in: blank ones, and words that the scheme does not know."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]


def _answer(xltier: Call, path: Path, text: str, scheme: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    path.write_text(text, encoding="utf-8")
    return json.loads(xltier("tier", path, "--scheme", scheme, "--json").out)


def test_a_customer_with_a_blank_label_is_of_the_unknown_class(xltier: Call, tmp_path: Path) -> None:
    found = _answer(xltier, tmp_path / "labels.csv", "客户编码,决策类型\na,A型\nb,\nc,B型\n", "decision-type")

    assert {row["key"]: row["tier"] for row in found["rows"]} == {"a": "A型", "b": "未知", "c": "B型"}
    assert found["findings"] == []
