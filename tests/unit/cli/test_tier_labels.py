"""``xltier tier`` by labels that people fill in: blank ones, and words that the scheme does not know."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

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


@pytest.mark.parametrize(
    ("scheme", "text", "tier", "cell"),
    [
        ("decision-type", "客户编码,决策类型\na,C类\nb,D\nc,B型\n", "未知", "B2"),
        ("need-motive", "客户编码,需求动机\na,xx\nb,情感\n", "未知", "B2"),
        ("need-priority", "客户编码,打折订单占比,需求类型\na,60%,省钱\nb,0%,质量\n", "价格敏感型·推断", "C2"),
        (
            "ei-eiv",
            "客户编码,消费金额,月金额变异系数,活跃月数,游离原因\na,900,0.9,12,竞品更便宜\nb,100,0.1,12,\n",
            "EII",
            "E2",
        ),
    ],
)
def test_a_label_that_the_scheme_does_not_know_is_said_with_its_cell_and_the_known_words(
    xltier: Call, tmp_path: Path, scheme: str, text: str, tier: str, cell: str
) -> None:
    found = _answer(xltier, tmp_path / "labels.csv", text, scheme)
    first, value = found["rows"][0], text.splitlines()[1].split(",")
    said = [one for one in found["findings"] if one["code"] == "text-unknown-blank"]

    assert first["tier"] == tier
    assert said[0]["cell"] == cell
    assert said[0]["severity"] == "warning"
    assert any(f'"{word.casefold()}"' in said[0]["message"] for word in value)
    assert "Use one of: " in said[0]["hint"]
