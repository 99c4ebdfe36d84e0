"""The single cells that a company's workbook may name, and what each gets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from xltier.app.month.headline import headline
from xltier.app.month.intake.log_rows import STATE_WORDS
from xltier.app.month.parts import part_name
from xltier.app.month.result import MonthResult
from xltier.core.fingerprint import fingerprint
from xltier.core.fixed import divide
from xltier.core.words import Words
from xltier.files.own_files import COMPANY_PREFIX
from xltier.report.month.data.ratings_grid import number
from xltier.report.month.wording import period_of, scheme_of

PREFIX: Final = COMPANY_PREFIX
_UNFIT: Final = re.compile(r"\W")
_COUNT: Final = "#,##0"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a named cell gets.

    Args:
        name: The defined name.
        about: What it is, in both languages.
        value: This month's.
        number_format: For a cell without a number format of its own.
    """

    name: str
    about: Words
    value: str | float | None
    number_format: str = "General"


def figures(result: MonthResult, language: str, *, problems: int) -> tuple[Figure, ...]:
    """Return every figure that a cell may be named for.

    Args:
        result: The rated month, or a part of it.
        language: Of texts.
        problems: How many the workbook's sheet of problems lists.
    """
    rows = result.rows
    rated = [row for row in rows if row.rating.tier is not None]
    changes = [row.change for row in rows if row.change]
    high = sum(raised.alert.level == "high" for raised in result.alerts)
    decimals = result.scheme.score_decimals or 0
    now = _mean([row.rating.score for row in rated])
    last = _mean([row.before.score for row in rated if row.before is not None])
    texts = (
        ("headline", Words("本月一句话", "The month in one sentence"), headline(result, language)),
        ("period", Words("业务月份，如 2026-10", "The business month, such as 2026-10"), period_of(result)),
        ("scheme", Words("方案、版本与指纹", "Scheme, version and fingerprint"), scheme_of(result)),
        ("scheme_name", Words("方案名称", "Name of the scheme"), result.scheme.name.said(language)),
        ("fingerprint", Words("规则指纹", "Fingerprint of the rules"), fingerprint(result.scheme)),
        ("state", Words("初评、申诉或定版", "Draft, appeal or final"), STATE_WORDS[result.state].said(language)),
        ("part", Words("分册名称（--split-by）", "Name of the part (--split-by)"), part_name(result, language) or None),
    )
    counts = (
        ("revision", Words("修订号", "Revision"), result.revision),
        ("dealers", Words("经销商家数", "Dealers"), len({row.key.dealer for row in rows})),
        ("keys", Words("户数：经销商 × 事业部 × 线别", "Keys: dealer x division x line"), len(rows)),
        ("rated", Words("已评户数", "Rated keys"), len(rated)),
        ("unrated", Words("未评户数", "Unrated keys"), len(rows) - len(rated)),
        ("up", Words("升级户数", "Keys that rose"), sum(change > 0 for change in changes)),
        ("down", Words("降级户数", "Keys that fell"), sum(change < 0 for change in changes)),
        ("new", Words("新评户数", "Keys that are new"), sum(row.before is None for row in rows)),
        ("withdrawn", Words("退出户数", "Keys that went"), len(result.withdrawn)),
        ("red", Words("触红线户数", "Keys with a red line"), sum(bool(row.rating.red_lines) for row in rows)),
        ("alerts", Words("预警条数", "Alerts"), len(result.alerts)),
        ("alerts_high", Words("高级别预警条数", "Alerts of high level"), high),
        ("missing", Words("未报项数", "Figures not reported"), len(result.missing)),
        ("problems", Words("数据问题条数", "Problems of the data"), problems),
    )
    means = (
        ("mean", Words("平均分", "Mean score"), number(now, decimals)),
        (
            "mean_last",
            Words("上月平均分（同一批户）", "Mean score of the same keys last month"),
            number(last, decimals),
        ),
    )
    return (
        *(Figure(PREFIX + name, about, value) for name, about, value in texts),
        *(Figure(PREFIX + name, about, value, _COUNT) for name, about, value in counts),
        *(Figure(PREFIX + name, about, value, "0.00") for name, about, value in means),
        *_tiers(result),
    )


def _tiers(result: MonthResult) -> Iterator[Figure]:
    """Yield for each tier how many keys have it, their share of the rated ones, and how many had it last month."""
    rated = sum(row.rating.tier is not None for row in result.rows)
    for code in result.matrix.tiers:
        mark = _UNFIT.sub("_", code)
        count = sum(row.rating.tier == code for row in result.rows)
        zh, en = f"{code} 级", f"of tier {code}"
        yield Figure(f"{PREFIX}count_{mark}", Words(f"{zh}户数", f"Keys {en}"), count, _COUNT)
        share = count / rated if rated else None
        yield Figure(f"{PREFIX}share_{mark}", Words(f"{zh}占比", f"Share {en}"), share, "0.0%")
        former = result.matrix.of_row(code)
        yield Figure(f"{PREFIX}last_{mark}", Words(f"上月 {zh}户数", f"Keys {en} last month"), former, _COUNT)


def _mean(scores: Sequence[int | None]) -> int | None:
    known = [Fraction(score) for score in scores if score is not None]
    if not known:
        return None
    mean = sum(known, Fraction(0)) / len(known)
    return divide(mean.numerator, mean.denominator)
