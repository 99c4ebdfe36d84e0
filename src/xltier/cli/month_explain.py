"""``xltier explain`` for a month: every line of a dealer, with the cells behind each number."""

from __future__ import annotations

import json

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.month_request import MonthRequest, rated_month
from xltier.cli.session import Session
from xltier.errors import DataError, Problem


def explain_month(wanted: MonthRequest, code: str, line: str | None, session: Session, *, as_json: bool = False) -> int:
    """Print the explanation of a dealer's ratings, all of them or one line's; return the exit code.

    Raises:
        DataError: Nobody of this code, name or line is rated in the month.
        XltierError: As :func:`xltier.cli.month_request.rated_month`.
    """
    from xltier.app.explain.tier_answer import finding
    from xltier.app.month.explain import explain_dealer, rows_of
    from xltier.app.month.explanation import explanation_lines
    from xltier.app.wording.near import near_names

    session.as_json = as_json
    rated = rated_month(wanted, session)
    found = explain_dealer(rated.inputs, rated.result, code, line=line)
    if not found:
        rated_lines = tuple(row.key.line for row in rows_of(rated.result, code))
        reference = "month-line-unknown" if rated_lines else "month-dealer-unknown"
        known = dict.fromkeys(text for row in rated.result.rows for text in (row.key.dealer, row.name))
        values = {"dealer": code, "line": line, "period": wanted.period, "lines": rated_lines}
        values["near"] = near_names(code, known)
        raise DataError(Problem(reference, wanted.place, values=values))
    unread = [problem for problem in rated.problems if problem.is_error]
    told = [list(explanation_lines(one, rated.inputs, rated.result.period, session.language)) for one in found]
    if as_json:
        dealers = [
            {
                "key": one.row.key.dealer,
                "division": one.row.key.division,
                "line": one.row.key.line,
                "month": wanted.period,
                "tier": one.row.rating.tier,
                "lines": lines,
            }
            for one, lines in zip(found, told, strict=True)
        ]
        said = [finding(problem, session.language) for problem in unread]
        console.out(json.dumps({"ok": not unread, "dealers": dealers, "findings": said}, ensure_ascii=False))
    else:
        console.report(unread, session)
        for lines in told:
            for text in lines:
                console.out(text)
    return FINDINGS if all(one.row.rating.tier is None for one in found) else FINE
