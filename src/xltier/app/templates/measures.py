"""The column of a scheme's measure: its unit, its range, what may be chosen, and values that the scheme can rate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from xltier.app.month.intake.fields import Shape
from xltier.app.sheet.columns import inputs, needed
from xltier.app.templates.template import Example, Limits, TemplateColumn
from xltier.app.wording.shown_value import unit_word
from xltier.core.fixed import percent
from xltier.core.scheme import Scheme
from xltier.core.scheme.case import Case
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.words import Words

_DAYS: Final = (dt.date(2021, 3, 12), dt.date(2025, 8, 2))
_YES_NO: Final = (Words("是", "yes"), Words("否", "no"))
_MONEY: Final = "元"
_DEFAULTS: Final = (12, 4)
_MOST_DECIMALS: Final = 2


def measure_columns(scheme: Scheme) -> tuple[TemplateColumn, ...]:
    """Return a column for each measure that a sheet gives, in the scheme's order."""
    required = {measure.key for measure in needed(scheme)}
    first, second = _cases(scheme)
    return tuple(
        TemplateColumn(
            measure.key,
            _name(measure),
            _hint(measure),
            _shape(measure),
            measure.key in required,
            (_example(measure, first, 0), _example(measure, second, 1)),
            _choices(measure),
            _limits(measure),
            min(measure.decimals, _MOST_DECIMALS),
        )
        for measure in inputs(scheme)
    )


def measure_column(measure: Measure, examples: tuple[Example, Example]) -> TemplateColumn:
    """Return the column of a measure in a table that has a row a month."""
    return TemplateColumn(
        measure.key,
        _name(measure),
        _hint(measure),
        _shape(measure),
        examples=examples,
        choices=_choices(measure),
        limits=_limits(measure),
        decimals=min(measure.decimals, _MOST_DECIMALS),
    )


def example_number(measure: Measure) -> tuple[Example, Example]:
    """Return two cells of a measure that no case of its scheme gives."""
    return _example(measure, None, 0), _example(measure, None, 1)


def _name(measure: Measure) -> Words:
    """Return the header: of a time since a day, the name that asks for the day, for a number of days grows old."""
    if (days := _day_names(measure)) is not None:
        return days
    if measure.unit == _MONEY:  # so that whoever types 万元 sees that the header has to say so
        return Words(f"{measure.name.zh}（{_MONEY}）", f"{measure.name.en} ({unit_word(_MONEY, 'en')})")
    return measure.name


def _day_names(measure: Measure) -> Words | None:
    """Return the names of a measure under which a day is read, if it has them in both languages."""
    if not measure.since:
        return None
    zh = next((name for name in measure.aliases if name.endswith(("日期", "日"))), None)
    en = next((name for name in measure.aliases if name.endswith((" date", " since"))), None)
    return None if zh is None or en is None else Words(zh, en[:1].upper() + en[1:])


def _shape(measure: Measure) -> Shape:
    if _day_names(measure) is not None:
        return Shape.DAY
    if measure.type is ValueType.TEXT:
        return Shape.TEXT
    if measure.type is ValueType.FLAG:
        return Shape.FLAG
    return Shape.SHARE if measure.unit == "%" else Shape.NUMBER


def _hint(measure: Measure) -> Words:
    """Return what to write: the unit and the range, or the words that the scheme knows."""
    if _day_names(measure) is not None:
        return Words("年-月-日", "year-month-day")
    if measure.type is ValueType.FLAG:
        return Words("是、否", "yes, no")
    if measure.type is ValueType.TEXT:
        zh, en = ("、".join(_texts(measure, "zh")), ", ".join(_texts(measure, "en")))
        return Words(zh or "文字", en or "text")
    unit = measure.unit or "数字"
    english = unit_word(measure.unit, "en") or "a number"
    low, high = measure.minimum, measure.maximum
    if measure.unit == "%":
        unit, english = (
            ("如 95%", "such as 95%") if high is None else (f"不超过 {percent(high)}", f"at most {percent(high)}")
        )
    elif low is not None and high is not None:
        unit, english = f"{unit}，{low:f}–{high:f}", f"{english}, {low:f}–{high:f}"
    return Words(unit, english)


def _choices(measure: Measure) -> tuple[Words, ...]:
    if measure.type is ValueType.FLAG:
        return _YES_NO
    if measure.type is not ValueType.TEXT or measure.by_keyword:
        return ()
    zh, en = _texts(measure, "zh"), _texts(measure, "en")
    if len(zh) == len(en):
        return tuple(Words(one, other) for one, other in zip(zh, en, strict=True))
    return ()


def _texts(measure: Measure, language: str) -> list[str]:
    """Return the words of a language that the scheme knows, else all."""
    known = list(measure.mapping)
    own = [text for text in known if text.isascii() == (language == "en")]
    return own or known


def _limits(measure: Measure) -> Limits:
    low, high = (None if bound is None else float(bound) for bound in (measure.minimum, measure.maximum))
    return Limits(low, high)


def _cases(scheme: Scheme) -> tuple[Case | None, Case | None]:
    """Return two of the scheme's own examples that it rates, in different tiers where it has such."""
    rated = [case for case in scheme.cases if case.error is None and case.tier is not None]
    whole = [case for case in rated if all(case.inputs.get(m.key) not in {None, ""} for m in inputs(scheme))]
    first = next(iter(whole or rated), None)
    others = [case for case in (whole or rated) if first is not None and case.tier != first.tier]
    return first, next(iter(others), first)


def _example(measure: Measure, case: Case | None, place: int) -> Example:
    if _day_names(measure) is not None:
        return _DAYS[place]
    if measure.type is ValueType.FLAG:
        return _YES_NO[place]
    if measure.type is ValueType.TEXT:
        return _text_example(measure, case, place)
    said = _number(case.inputs, measure.key) if case is not None else None
    return said if said is not None else _from_rules(measure, place)


def _text_example(measure: Measure, case: Case | None, place: int) -> Example:
    """Return the word with the most points, and one about half-way down; of words without points that of the case."""
    said = None if case is None else case.inputs.get(measure.key)
    if not measure.mapping:
        return said if isinstance(said, str) and said else None

    def word(language: str) -> str:
        texts = _texts(measure, language)
        return texts[len(texts) // 2 * place] if texts else ""

    return Words(word("zh"), word("en"))


def _number(values: Mapping[str, object], key: str) -> float | None:
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    return float(value)


def _from_rules(measure: Measure, place: int) -> float:
    """Return a number that the rules name: an edge, a parameter, a limit."""
    edges: Sequence[Decimal] = [band.start for band in measure.bands if band.start is not None] or measure.parameters
    ordered = sorted(edges, reverse=True)
    if ordered:
        return float(ordered[min(place, len(ordered) - 1)])
    low, high = _limits(measure).least, _limits(measure).most
    value = float(_DEFAULTS[place])
    return min(max(value, value if low is None else low), value if high is None else high)
