"""What each metric is called, its formula and where it comes from: no figure is shown without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xltier.core.publications import B2B_RULES, KEY_CUSTOMERS, SERVICE, part_of
from xltier.core.words import Words


@dataclass(frozen=True, slots=True)
class MetricWords:
    """A metric in words.

    Args:
        key: ASCII name.
        name: As a sheet shows it.
        formula: In words that a credit manager can check.
        source: The publication, and where in it.
        is_ratio: Shown as a percent.
    """

    key: str
    name: Words
    formula: Words
    source: Words
    is_ratio: bool = False


METRICS: Final = {
    metric.key: metric
    for metric in (
        MetricWords(
            "nps",
            Words("净推荐值 NPS", "Net promoter score"),
            Words("9–10 分占比 − 0–6 分占比，×100", "(share of 9-10 less share of 0-6) x 100"),
            SERVICE,
        ),
        MetricWords(
            "csat",
            Words("满意度 CSAT", "Customer satisfaction"),
            Words("4–5 分的有效答卷 ÷ 全部有效答卷", "answers of 4-5 / all valid answers"),
            SERVICE,
            is_ratio=True,
        ),
        MetricWords(
            "crr",
            Words("客户保持率 CRR", "Retention rate"),
            Words(
                "（期末 − 新增）÷ 期初；有名单时按名单逐个核对", "(end - new) / start; by name where there are lists"
            ),
            SERVICE,
            is_ratio=True,
        ),
        MetricWords(
            "cac",
            Words("获客成本 CAC", "Acquisition cost"),
            Words("获客支出 ÷ 新客户数", "spend / new customers"),
            SERVICE,
        ),
        MetricWords(
            "clv-simple",
            Words("客户终身价值（简式）", "Lifetime value, simple"),
            Words("客单价 × 年订单数 × 年数 × 毛利率", "order value x orders a year x years x margin"),
            SERVICE,
        ),
        MetricWords(
            "clv",
            Words("客户终身价值（折现）", "Lifetime value, discounted"),
            Words("Σ 每期毛利 × 保持率^t ÷ (1+折现率)^t", "sum of margin x retention^t / (1 + discount)^t"),
            SERVICE,
        ),
        MetricWords(
            "churn",
            Words("流失率", "Churn rate"),
            Words("期初有、期末无的客户 ÷ 期初客户；目标低于 15%", "gone at the end / there at the start; below 15 %"),
            part_of(KEY_CUSTOMERS, "第 2 页", "p. 2"),
            is_ratio=True,
        ),
        MetricWords(
            "roi",
            Words("维护投入产出 ROI", "Return on maintenance"),
            Words(
                "（复购率提升×客户数×单次毛利 + 流失率下降×客户数×终身价值 − 成本）÷ 成本",
                "(more repurchase x customers x order margin + less churn x customers x value - cost) / cost",
            ),
            part_of(KEY_CUSTOMERS, "第 4 页；成本一步资料缺失", "p. 4; the cost step is lost in the source"),
            is_ratio=True,
        ),
        MetricWords(
            "repurchase",
            Words("复购率", "Repurchase rate"),
            Words(
                "买过两次及以上的客户 ÷ 买过的客户；同日算一次",
                "customers with 2 or more orders / buyers; a day is once",
            ),
            KEY_CUSTOMERS,
            is_ratio=True,
        ),
        MetricWords(
            "reactivation",
            Words("唤醒率", "Reactivation rate"),
            Words("沉睡客户中再次购买者 ÷ 沉睡客户", "sleepers who bought again / sleepers"),
            part_of(KEY_CUSTOMERS, "第 8 页", "p. 8"),
            is_ratio=True,
        ),
        MetricWords(
            "top-share",
            Words("头部客户占比", "Share of the top customers"),
            Words("金额最高的 20% 客户的金额 ÷ 总金额（正数）", "amount of the top 20 % of customers / positive total"),
            part_of(B2B_RULES, "第六章", "chapter 6"),
            is_ratio=True,
        ),
    )
}
