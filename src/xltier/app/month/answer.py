"""A rated month as plain data, for ``--json`` and other programs. The keys and codes never change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xltier.app.explain.tier_answer import finding, number
from xltier.app.month.keys import Key
from xltier.app.month.reason import month_reason
from xltier.app.month.result import MonthResult, MonthRow, RaisedAlert
from xltier.core.closing import Change
from xltier.core.fingerprint import fingerprint
from xltier.core.months import month_text
from xltier.errors import Problem


def row_answers(result: MonthResult, language: str) -> Iterator[dict[str, object]]:
    """Yield the answer of each dealer, division and line."""
    month = month_text(result.period)
    return (_row(row, month, language) for row in result.rows)


def month_answer(result: MonthResult, language: str, *, problems: Sequence[Problem] = ()) -> dict[str, object]:
    """Return the answer: scheme, month, one row a dealer, division and line, what follows; texts in ``language``.

    Args:
        result: The rated month.
        language: ``"zh"`` or ``"en"``.
        problems: Found before the rating, such as a file that cannot be read.
    """
    found = (*problems, *result.problems)
    month = month_text(result.period)
    tiers = Counter(row.rating.tier for row in result.rows)
    changes = [row.change for row in result.rows if row.change]
    return {
        "ok": not result.is_blocked and not tiers[None] and not any(problem.is_error for problem in found),
        "scheme": {"id": result.scheme.id, "version": result.scheme.version, "hash": fingerprint(result.scheme)},
        "month": month,
        "state": result.state.value,
        "revision": result.revision,
        "blocked": result.is_blocked,
        "rows": list(row_answers(result, language)),
        "summary": {
            "rows": len(result.rows),
            "rated": len(result.rows) - tiers[None],
            "unrated": tiers[None],
            "tiers": {code: tiers[code] for code in result.matrix.tiers},
            "up": sum(change > 0 for change in changes),
            "down": sum(change < 0 for change in changes),
            "new": sum(row.before is None for row in result.rows),
            "withdrawn": len(result.withdrawn),
            "red_lines": sum(bool(row.rating.red_lines) for row in result.rows),
        },
        "alerts": [_alert(raised, language) for raised in result.alerts],
        "missing": [
            _key(missing.key) | {"kind": missing.source, "measures": list(missing.measures)}
            for missing in result.missing
        ],
        "changes": [_change(change) for change in result.changes],
        "findings": [finding(problem, language) | {"file": problem.at.file} for problem in found],
    }


def _key(key: Key) -> dict[str, object]:
    return {"key": key.dealer, "division": key.division, "line": key.line}


def _row(row: MonthRow, month: str, language: str) -> dict[str, object]:
    rating, plan = row.rating, row.plan
    before = row.before
    return _key(row.key) | {
        "month": month,
        "name": row.name,
        "tier": rating.tier,
        "score": number(rating.score, plan.score_decimals),
        "error": None if rating.error is None else rating.error.value,
        "base": number(rating.base, plan.points_decimals),
        "bonus": number(rating.bonus, plan.points_decimals),
        "penalty": number(rating.penalty, plan.points_decimals),
        "red_lines": list(rating.red_lines),
        "tier_before_red_line": None if rating.held is None else plan.ladder.tiers[rating.held].code,
        "score_before_red_line": number(rating.score_before, plan.score_decimals),
        "tier_last_month": None if before is None else before.tier,
        "change": row.change,
        "driver": None if row.driver is None else row.driver.value,
        "why": month_reason(row, language),
        "findings": [finding(problem, language) for problem in rating.problems],
    }


def _alert(raised: RaisedAlert, language: str) -> dict[str, object]:
    return _key(raised.row.key) | {
        "code": raised.alert.code,
        "level": raised.level,
        "action": raised.alert.action.said(language),
        "owner": raised.owner,
        "due": raised.due,
    }


def _change(change: Change[Key]) -> dict[str, object]:
    (before, before_score), (after, after_score) = change.before or (None, ""), change.after or (None, "")
    scores = {"score_before": before_score or None, "score_after": after_score or None}
    return _key(change.key) | {"before": before, "after": after} | scores
