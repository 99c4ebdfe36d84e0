"""``xltier schemes show``: every value that a tier can depend on is visible, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from xltier.app.wording.rule_words import plain
from xltier.app.wording.scheme_view import scheme_view
from xltier.core.scheme import Scheme
from xltier.core.write_document import write_document
from xltier.schemes.library import load_scheme, shipped

LANGUAGES = ("zh", "en")
# Not a rule: who reads it sees it as name, version or head line, or only a spreadsheet asks for it.
ABOUT = {"id", "version", "valid_from", "name", "summary", "source", "kind"}


def shown(scheme: Scheme, language: str) -> str:
    return "\n".join(scheme_view(scheme, language))


def block(text: str, title: str) -> list[list[str]]:
    """Return the lines of a section as cells."""
    lines = text.split("\n")
    start = lines.index(title) + 1
    end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
    return [re.split(r" {2,}", line.strip()) for line in lines[start:end]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", shipped())
def test_every_number_of_a_shipped_scheme_is_shown(name: str, language: str) -> None:
    scheme = load_scheme(name)
    text = shown(scheme, language).replace(",", "")
    missing = [f"{path} = {plain(number)}" for path, number in numbers(scheme) if not is_in(number, text)]

    assert missing == []


def is_in(number: Decimal, text: str) -> bool:
    return any(plain(number * times) in text for times in (1, 100))


def numbers(scheme: Scheme) -> Iterator[tuple[str, Decimal]]:
    """Yield every number of the document that rates: cases and decimals of cells are no rules."""
    for key, value in write_document(scheme).items():
        if key not in ABOUT | {"cases"}:
            yield from _numbers(key, value)


def _numbers(path: str, value: object) -> Iterator[tuple[str, Decimal]]:
    match value:
        case dict():
            for key, inner in value.items():
                if key not in {"decimals", "aliases"}:
                    yield from _numbers(f"{path}.{key}", inner)
        case list():
            for at, inner in enumerate(value):
                yield from _numbers(f"{path}[{at}]", inner)
        case bool():
            return
        case Decimal() | int():
            yield path, Decimal(value)


def test_a_cut_at_the_mean_is_said_on_its_side() -> None:
    assert block(shown(load_scheme("rfm-8"), "zh"), "矩阵的各边")[0][-1] == "距上次购买天数: 高: ≤ 均值；低: > 均值"
    median = load_scheme("rfm-8", settings={"spread": "median"})
    assert block(shown(median, "en"), "Sides of the grid")[1][-1] == "Orders: 高: ≥ the median; 低: < the median"


def test_a_fitted_cut_that_rules_name_is_explained() -> None:
    assert block(shown(load_scheme("ei-eiv"), "en"), "Cuts that the population gives") == [
        ["amount_mean", "Amount", "the mean of all customers"]
    ]
    assert block(shown(load_scheme("contribution"), "zh"), "按全体客户算出的分界")[0][-1] == "从大到小累计到 80% 时的值"


def test_settings_that_a_document_leaves_out_are_shown_with_what_they_are() -> None:
    assert block(shown(load_scheme("criteria"), "zh"), "设置")[:6] == [
        ["score_decimals", "总分小数位", "2"],
        ["score_full", "满分折算", "5"],
        ["score_min", "最低分", "0"],
        ["min_coverage", "最低覆盖率", "60%"],
        ["not_reported", "未报指标", "计零分"],
        ["combine", "合成方式", "加权"],
    ]


def test_a_strategy_is_shown_with_its_visits_and_its_share_of_resources() -> None:
    assert block(shown(load_scheme("ei-eiv"), "en"), "Tiers")[0][-1].endswith("Visits: weekly.")
    assert block(shown(load_scheme("strategy-matrix"), "zh"), "等级")[0][-1].endswith("资源占比：30%。")
