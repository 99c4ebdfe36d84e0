"""The catalogue: every worksheet function once, with its arguments and its help in both languages.

Hosts are generated from this and answer by :func:`call`; nothing else knows how many arguments TIER has.
Help texts fit Excel's 255 characters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xltier.app.functions import codes, measures_of_service, rfm, spread, tier, why
from xltier.app.functions.cells import Argument, Block, Cell, CellFault, block
from xltier.app.functions.rated import Question
from xltier.app.functions.scheme_of import Surroundings
from xltier.core.words import Words

HELP: Final = 255
"""Most characters that Excel shows of a function's or an argument's help."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument: its name as Excel shows it, its help, and whether it may be left out."""

    name: str
    help: Words
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A worksheet function.

    Args:
        name: As typed in Excel, ``TIER``.
        help: What it returns.
        parameters: In order; the optional ones last.
        example: A formula that a reader can try.
        answer: From the arguments, all of them, absent ones None, to the cells.
    """

    name: str
    help: Words
    parameters: tuple[Parameter, ...]
    example: str
    answer: Callable[[Sequence[Argument], Surroundings], Block | Cell]


def call(name: str, arguments: Sequence[Argument], around: Surroundings) -> Block:
    """Return what a function gives for its arguments: a block of cells, errors as error values.

    Raises:
        KeyError: No such function; a host only offers those of the catalogue.
    """
    function = CATALOGUE[name]
    missing = len(function.parameters) - len(arguments)
    try:
        return block(function.answer((*arguments, *(None,) * missing), around))
    except CellFault as fault:
        return ((fault.error,),)


_ASKED: Final = (
    Parameter(
        "values",
        Words(
            "得分；或一行、多行指标值（一行一个客户）",
            "A final score, or one row or several rows of measures, a customer a row",
        ),
    ),
    Parameter(
        "scheme",
        Words(
            "方案名，如 dealer-monthly；或规则页区域；省略为工作簿所选",
            "Scheme, such as dealer-monthly, or a range of rules; omitted: the workbook's choice",
        ),
        is_optional=True,
    ),
    Parameter(
        "headers",
        Words(
            "指标名所在的一行；省略则按方案顺序", "The row with the names of the measures; omitted: the scheme's order"
        ),
        is_optional=True,
    ),
)
_ADJUSTED: Final = (
    *_ASKED,
    Parameter(
        "adjust",
        Words(
            "加减分，可为区域（求和）；也可写项目，如 乱价*2;建议:3",
            "Points to add or take, a range is summed; or items, such as price-violation*2;suggestion:3",
        ),
        is_optional=True,
    ),
    Parameter(
        "cap", Words("封顶等级（如 C）或红线编码", "Best tier allowed, such as C, or red-line codes"), is_optional=True
    ),
)
_SCHEME: Final = _ASKED[1]
_LANGUAGE: Final = Parameter("lang", Words("zh 或 en", "zh or en"), is_optional=True)
_CODE: Final = Parameter("tier", Words("等级，可为区域", "Tier codes"))


def _question(arguments: Sequence[Argument]) -> Question:
    return Question(*arguments[: len(_ADJUSTED)])


def _points_question(arguments: Sequence[Argument]) -> Question:
    return Question(*arguments[: len(_ASKED)])


_FUNCTIONS: Final = (
    Function(
        "TIER",
        Words("返回客户等级；多行数据向下溢出。", "Returns the tier of a customer; several rows spill down."),
        (*_ADJUSTED, Parameter("if_blank", Words("整行为空时返回", "Returned for a blank row"), is_optional=True)),
        "=TIER(86)",
        lambda given, around: tier.tier(_question(given), around, if_blank=given[5]),
    ),
    Function(
        "TIER_SCORE",
        Words("返回得分，按方案的小数位。", "Returns the score, at the scheme's decimals."),
        _ADJUSTED,
        '=TIER_SCORE(D2:I2,"dealer-monthly")',
        lambda given, around: tier.score(_question(given), around),
    ),
    Function(
        "TIER_POINTS",
        Words("返回各指标得分、计分或可提分。", "Returns the points of each measure: earned, weighted or lost."),
        (*_ASKED, Parameter("what", Words("points、weighted 或 lost", "points, weighted or lost"), is_optional=True)),
        '=TIER_POINTS(D2:I2,"dealer-monthly",,"lost")',
        lambda given, around: tier.points(_points_question(given), around, what=given[3]),
    ),
    Function(
        "TIER_WHY",
        Words("用一句话说明等级的原因；从不返回错误值。", "Says in words why this tier; never returns an error."),
        (
            *_ADJUSTED,
            Parameter("detail", Words("0 简、1 常、2 全", "0 short, 1 normal, 2 full"), is_optional=True),
            _LANGUAGE,
        ),
        '=TIER_WHY(D2:I2,"dealer-monthly")',
        lambda given, around: why.why(_question(given), around, detail=given[5], language=given[6]),
    ),
    Function(
        "TIER_GAP",
        Words("返回距上一级的分数；最高级为 0。", "Returns the points missing for the next tier; 0 at the top."),
        _ADJUSTED,
        "=TIER_GAP(86)",
        lambda given, around: tier.gap(_question(given), around),
    ),
    Function(
        "TIER_MOVE",
        Words("返回升降级数：升为正，降为负。", "Returns by how many tiers a code rose (+) or fell (-)."),
        (
            Parameter("now", Words("本期等级", "Tier now")),
            Parameter("before", Words("上期等级", "Tier before")),
            _SCHEME,
        ),
        '=TIER_MOVE("A","B")',
        lambda given, around: codes.move(given[0], given[1], given[2], around),
    ),
    Function(
        "TIER_RANK",
        Words("返回等级名次，1 为最高。", "Returns the rank of a tier; 1 is the best."),
        (_CODE, _SCHEME),
        '=TIER_RANK("B")',
        lambda given, around: codes.rank(given[0], given[1], around),
    ),
    Function(
        "TIER_LABEL",
        Words("返回等级名称。", "Returns the name of a tier."),
        (_CODE, _SCHEME, _LANGUAGE),
        '=TIER_LABEL("A")',
        lambda given, around: codes.label(given[0], given[1], given[2], around),
    ),
    Function(
        "TIER_COLOR",
        Words("返回等级颜色，如 #1F6AA5。", "Returns the colour of a tier, such as #1F6AA5."),
        (_CODE, _SCHEME, Parameter("part", Words("fill 或 text", "fill or text"), is_optional=True)),
        '=TIER_COLOR("A")',
        lambda given, around: codes.colour(given[0], given[1], given[2], around),
    ),
    Function(
        "TIER_STRATEGY",
        Words("返回等级的服务策略。", "Returns what a tier means for service."),
        (
            _CODE,
            Parameter(
                "field",
                Words("text、visit、credit、rebate、share 或 all", "text, visit, credit, rebate, share or all"),
                is_optional=True,
            ),
            _SCHEME,
            _LANGUAGE,
        ),
        '=TIER_STRATEGY("A","visit","dealer-monthly")',
        lambda given, around: codes.strategy(given[0], given[1], given[2], given[3], around),
    ),
    Function(
        "TIER_TABLE",
        Words("返回方案的规则表。", "Returns a part of the scheme's rules."),
        (
            _SCHEME,
            Parameter(
                "part",
                Words("tiers、measures、bands、items 或 redlines", "tiers, measures, bands, items or redlines"),
                is_optional=True,
            ),
        ),
        '=TIER_TABLE("dealer-monthly","items")',
        lambda given, around: codes.table(given[0], given[1], around),
    ),
    Function(
        "TIER_CHECK",
        Words("返回 OK，或方案的第一个问题。", "Returns OK, or the scheme's first problem."),
        (_SCHEME,),
        '=TIER_CHECK("dealer-monthly")',
        lambda given, around: codes.check_scheme(given[0], around),
    ),
    Function(
        "TIER_BAND",
        Words("按分界点返回档名，无需方案。", "Returns the label of the band a value falls in; needs no scheme."),
        (
            Parameter("value", Words("数值，可为区域", "Values")),
            Parameter("thresholds", Words("分界点", "Edges, rising; falling where low is good")),
            Parameter("labels", Words("各档名称，与分界点同数", "Labels, as many as edges")),
            Parameter("direction", Words("high 或 low", "high or low"), is_optional=True),
        ),
        '=TIER_BAND(B2,{0,60,80},{"C","B","A"})',
        lambda given, _: spread.band(given[0], given[1], given[2], given[3]),
    ),
    Function(
        "TIER_QUOTA",
        Words("按比例强制分布。", "Returns a forced distribution of scores."),
        (
            Parameter("scores", Words("得分区域", "Scores")),
            Parameter("shares", Words("各级比例，合计 1", "Share of each tier, together 1")),
            Parameter("labels", Words("各级名称", "Labels, best first"), is_optional=True),
            Parameter("ties", Words("up、down 或 none", "up, down or none"), is_optional=True),
        ),
        "=TIER_QUOTA(N2:N201,{0.1,0.3,0.4,0.2})",
        lambda given, _: spread.quota(given[0], given[1], given[2], given[3]),
    ),
    Function(
        "TIER_PARETO",
        Words("按累计占比分 A/B/C。", "Returns A, B or C by cumulative share."),
        (
            Parameter("values", Words("金额区域", "Amounts")),
            Parameter(
                "cuts", Words("累计占比，默认 0.8、0.95", "Cumulative shares; default 0.8 and 0.95"), is_optional=True
            ),
            Parameter("labels", Words("各级名称", "Labels, best first"), is_optional=True),
        ),
        "=TIER_PARETO(C2:C200)",
        lambda given, _: spread.pareto(given[0], given[1], given[2]),
    ),
    Function(
        "TIER_QUADRANT",
        Words("返回两项指标的象限。", "Returns the quadrant of two measures."),
        (
            Parameter("x", Words("第一项", "First measure")),
            Parameter("y", Words("第二项", "Second measure")),
            Parameter("x_cut", Words("分界，默认中位数", "Cut; default the median"), is_optional=True),
            Parameter("y_cut", Words("分界，默认中位数", "Cut; default the median"), is_optional=True),
            Parameter(
                "labels",
                Words("四个名称：高高、高低、低高、低低", "Four labels: high/high, high/low, low/high, low/low"),
                is_optional=True,
            ),
        ),
        "=TIER_QUADRANT(B2:B50,C2:C50)",
        lambda given, _: spread.quadrant(given[0], given[1], given[2], given[3], given[4]),
    ),
    Function(
        "TIER_RFM",
        Words("返回 RFM 代码、总分或客群。", "Returns the RFM code, score or segment."),
        (
            Parameter("last_date", Words("最近购买日期", "Last order dates")),
            Parameter("frequency", Words("购买次数", "Numbers of orders")),
            Parameter("monetary", Words("金额", "Amounts")),
            Parameter("as_of", Words("截至日期", "As-of date")),
            Parameter("bins", Words("三行分界点，各四个", "Three rows of four rising edges"), is_optional=True),
            Parameter("what", Words("code、score 或 segment", "code, score or segment"), is_optional=True),
        ),
        "=TIER_RFM(B2:B99,C2:C99,D2:D99,DATE(2026,12,31))",
        lambda given, _: rfm.rfm(given[0], given[1], given[2], given[3], given[4], given[5]),
    ),
    Function(
        "TIER_STARS",
        Words("返回星级 ★★★★☆。", "Returns a score as stars."),
        (
            Parameter("score", Words("得分", "Scores")),
            Parameter("max", Words("满分，默认 100", "Highest score; default 100"), is_optional=True),
            Parameter("stars", Words("星数，默认 5", "Number of stars; default 5"), is_optional=True),
            Parameter("half", Words("是否用半星", "Whether to use half stars"), is_optional=True),
        ),
        "=TIER_STARS(83)",
        lambda given, _: spread.stars(given[0], given[1], given[2], given[3]),
    ),
    Function(
        "NPS",
        Words("净推荐值，−100 至 100。", "Net promoter score, -100 to 100."),
        (
            Parameter("scores", Words("评分", "Answers")),
            Parameter("scale", Words("10 或 5", "10 or 5"), is_optional=True),
        ),
        "=NPS(B2:B200)",
        lambda given, _: measures_of_service.nps(given[0], given[1]),
    ),
    Function(
        "CSAT",
        Words("满意率：达到指定分数的比例。", "Share of satisfied answers."),
        (
            Parameter("scores", Words("评分", "Answers")),
            Parameter("top", Words("满意的最低分，默认 4", "Lowest satisfied answer; default 4"), is_optional=True),
            Parameter("max", Words("最高分，默认 5", "Highest answer; default 5"), is_optional=True),
        ),
        "=CSAT(B2:B200)",
        lambda given, _: measures_of_service.csat(given[0], given[1], given[2]),
    ),
    Function(
        "CRR",
        Words("客户保留率 =（期末 − 新增）÷ 期初。", "Retention rate: (end - new) / start."),
        (
            Parameter("start", Words("期初客户数", "Customers at the start")),
            Parameter("end", Words("期末客户数", "Customers at the end")),
            Parameter("new", Words("新增客户数", "New customers")),
        ),
        "=CRR(200,210,30)",
        lambda given, _: measures_of_service.crr(given[0], given[1], given[2]),
    ),
    Function(
        "CAC",
        Words("获客成本 = 费用 ÷ 新客户数。", "Cost of winning a customer."),
        (
            Parameter("cost", Words("费用", "Cost")),
            Parameter("new_customers", Words("新客户数", "New customers")),
        ),
        "=CAC(10000,50)",
        lambda given, _: measures_of_service.cac(given[0], given[1]),
    ),
    Function(
        "CLV",
        Words("客户终身价值 = m·r ÷ (1+d−r)，或有限期之和。", "Lifetime value: m*r/(1+d-r), or the sum over periods."),
        (
            Parameter("margin", Words("每期毛利", "Margin of a period")),
            Parameter("retention", Words("保留率", "Retention")),
            Parameter("discount", Words("折现率，默认 0", "Discount rate; default 0"), is_optional=True),
            Parameter(
                "periods",
                Words("期数，至多一万；省略为无限期", "Periods, 10,000 at most; omitted: without end"),
                is_optional=True,
            ),
        ),
        "=CLV(100,0.8,0.1)",
        lambda given, _: measures_of_service.clv(given[0], given[1], given[2], given[3]),
    ),
    Function(
        "ROI",
        Words("投入产出 =（收益 − 成本）÷ 成本。", "Return: (gain - cost) / cost."),
        (
            Parameter("gain", Words("收益", "Gain")),
            Parameter("cost", Words("成本", "Cost")),
        ),
        "=ROI(150,100)",
        lambda given, _: measures_of_service.roi(given[0], given[1]),
    ),
)
CATALOGUE: Final[Mapping[str, Function]] = {function.name: function for function in _FUNCTIONS}
"""Every function by its name, in the order of the manual."""
