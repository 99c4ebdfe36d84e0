"""The page of what a company's own workbook may ask for, made again from the fields and figures, in both languages.

python docs/make_company_page.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from xltier.app.month.result import MonthResult  # noqa: E402  # the path comes first
from xltier.core.closing import State  # noqa: E402  # the path comes first
from xltier.core.migration import Matrix  # noqa: E402  # the path comes first
from xltier.report.month.company.changes import Dataset, datasets  # noqa: E402  # the path comes first
from xltier.report.month.company.figures import PREFIX, figures  # noqa: E402  # the path comes first
from xltier.schemes.library import load_scheme  # noqa: E402  # the path comes first

DOCS: Final = ROOT / "docs"
_OCTOBER: Final = 2026 * 12 + 9
_HEAD: Final = {
    "en": """# Your company's own workbook, filled

[中文](company-template.zh.md)

Your monthly report has its design already: logo, charts, pivot tables, colours. Tell it once which cells and tables are
ours, and `rate` fills them every month; everything else in the file stays byte for byte.

```
xltier rate 2026-11/ --period 2026-11 --template company.xlsx -o ratings_2026-11.xlsx
```

The result is a copy beside the workbook, `ratings_2026-11_company.xlsx`; `company.xlsx` itself is not touched. Next
month give either of them: a filled workbook can be filled again, and filling it twice is filling it once. With
`--split-by` there is one for each part. Do not put the result among the inputs of a month.

Try it with [company_report.xlsx](../examples/company_report.xlsx), an invented company's report:

```
xltier rate examples/dealer_month/departments --period 2026-10 --template examples/company_report.xlsx -o october.xlsx
```

## How to mark what is ours

- **A single figure**: select the cell, type a name of the list below into the name box, such as `xltier_headline`.
  The cell keeps its looks. Merged cells count as one.
- **A list**: insert an Excel Table (Ctrl+T) and call it `xltier_ratings`, `xltier_measures`, `xltier_alerts` or
  `xltier_migration` (Table Design, Table Name). Its headers say which columns you want, in any order, in Chinese or
  English; case, spaces, line breaks and what stands in brackets do not matter.
- Give the table at least two rows that show its looks: they are repeated below, stripes and all. Charts, formats,
  drop-downs, names, print areas and sums that span these rows follow the table as it grows or shrinks.

## What happens to the rest of a table

| in the table | what becomes of it |
| --- | --- |
| a column with a formula in its first row | the formula goes on in every row |
| a column of yours, typed by hand | goes with its dealer, division and line (and alert); what is left over is told |
| a row of totals | stands behind the last row |
| a filter that hides rows | is taken off, and told |
| something below the table that it would run over | nothing is written; the cell is named |
| merged cells in its rows, or no header row | nothing is written; the cells are named |

Pivot tables of the table are refreshed, and formulas computed, when the workbook is opened in Excel. Values that
formulas had stored of the month before are taken out, so that no program shows old ones. A protected sheet is filled
and stays protected. A name or table that begins with `xltier_` and is not in these lists is told, with the nearest.

""",
    "zh": """# 填好公司自己的工作簿

[English](company-template.md)

贵公司的月报早有自己的设计：徽标、图表、透视表、配色。只要告诉它一次哪些单元格和表格归我们填，`rate` 每月就把它们填好；
文件里的其余内容逐字节不变。

```
xltier rate 2026-11/ --period 2026-11 --template 公司月报.xlsx -o 评级月报_2026-11.xlsx
```

结果是工作簿旁的一份副本 `评级月报_2026-11_公司月报.xlsx`，`公司月报.xlsx` 本身不动。下个月给哪一份都行：
填过的可以再填，填两次等于填一次。与 `--split-by` 同用时每份各填一本。请不要把填好的文件放进下月的输入里。

可以先用虚构公司的 [company_report.xlsx](../examples/company_report.xlsx) 试试：

```
xltier rate examples/dealer_month/departments --period 2026-10 --template examples/company_report.xlsx -o 十月.xlsx
```

## 怎样标出归我们填的地方

- **单个数字或文字**：选中单元格，在名称框里输入下表中的名称，如 `xltier_headline`。单元格的格式不变；合并单元格算一个。
- **清单**：插入 Excel 表格（Ctrl+T），在“表设计”里把表名称改成 `xltier_ratings`、`xltier_measures`、`xltier_alerts` 或
  `xltier_migration`。要哪些列由表头决定，次序随意，中英文都可以；大小写、空格、换行和括号里的内容不影响识别。
- 表格里至少留两行样子：下面的行照它们的格式重复，隔行底色也照样。跨这些行的图表、条件格式、下拉、名称、打印区域和求和
  随表格伸缩。

## 表格里的其他内容怎样处理

| 表格里的 | 怎样处理 |
| --- | --- |
| 第一行有公式的列 | 公式延续到每一行 |
| 手工填写的自有列 | 随其经销商、事业部、线别（预警表还有预警）移动；没有归处的会说明 |
| 汇总行 | 移到最后一行之后 |
| 正在隐藏行的筛选 | 取消，并说明 |
| 表格下方会被盖住的内容 | 什么也不写，指出单元格 |
| 行内有合并单元格，或没有标题行 | 什么也不写，指出单元格 |

用 Excel 打开时，基于表格的透视表自动刷新，公式自动计算。公式里存着的上月结果会先去掉，任何程序都不会显示旧数。
受保护的工作表照填，保护不变。以 `xltier_` 开头而不在清单里的名称或表格会列出，并给出最接近的。

""",
}
_TITLES: Final = {
    "en": (
        "## Names of single cells\n\nFor the tiers of `dealer-monthly`; other schemes have their own codes.\n\n",
        "## Columns of `{table}`\n\n",
        "| name | what the cell gets |\n| --- | --- |\n",
        "| header | also known as |\n| --- | --- |\n",
    ),
    "zh": (
        "## 单个单元格的名称\n\n等级以 `dealer-monthly` 为例，其他方案用自己的等级代码。\n\n",
        "## `{table}` 的列\n\n",
        "| 名称 | 填什么 |\n| --- | --- |\n",
        "| 表头 | 也可写作 |\n| --- | --- |\n",
    ),
}
_LIKE: Final = {"en": "The same as of `{table}`.\n\n", "zh": "与 `{table}` 相同。\n\n"}


def pages() -> dict[str, str]:
    """Return each page by its file name."""
    return {f"company-template{'.zh' if language == 'zh' else ''}.md": page(language) for language in ("en", "zh")}


def page(language: str) -> str:
    """Return the page in a language."""
    result = nobody()
    names, columns, head, header = _TITLES[language]
    rows = "".join(f"| `{one.name}` | {one.about.said(language)} |\n" for one in figures(result, language, problems=0))
    return (
        _HEAD[language] + names + head + rows + "".join(_tables(result, columns, header, language)).rstrip("\n") + "\n"
    )


def _tables(result: MonthResult, title: str, header: str, language: str) -> Iterator[str]:
    known: dict[tuple[str, ...], str] = {}
    for one in datasets(result):
        table = f"{PREFIX}{one.key}"
        yield "\n" + title.format(table=table)
        same = known.setdefault(tuple(field.key for field in one.fields), table)
        yield header + "".join(_rows(one, language)) if same == table else _LIKE[language].format(table=same)


def _rows(dataset: Dataset, language: str) -> Iterator[str]:
    for field in dataset.fields:
        further = [one for one in field.aliases if one != field.key]
        others: Any = [field.name.zh if language == "en" else field.name.en, f"`{field.key}`", *further]
        yield f"| {field.name.said(language)} | {'、'.join(others) if language == 'zh' else ', '.join(others)} |\n"


def nobody() -> MonthResult:
    """Return a month without anybody, by the rules of ``dealer-monthly``."""
    scheme = load_scheme("dealer-monthly")
    return MonthResult(
        period=_OCTOBER,
        scheme=scheme,
        rows=(),
        matrix=Matrix(tuple(tier.code for tier in scheme.tiers), {}),
        alerts=(),
        missing=(),
        history=(),
        ledger=(),
        state=State.DRAFT,
        revision=0,
        changes=(),
        is_blocked=False,
        withdrawn={},
        names={},
        problems=(),
    )


if __name__ == "__main__":
    for file, text in pages().items():
        (DOCS / file).write_text(text, encoding="utf-8")
