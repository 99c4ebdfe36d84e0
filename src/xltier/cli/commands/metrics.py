"""``xltier metrics``: NPS, CSAT, retention, cost and value, each with its formula and source."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.misuse import Misuse, OneOf
from xltier.cli.session import Session, session_of
from xltier.cli.sheet_options import day, pairs, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.core.fixed import percent
from xltier.errors import Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.service.metric_answer import MetricAnswer
    from xltier.tables.reading import Reading

LIFETIME = "lifetime"
NAMES = (
    *("nps", "csat", "crr", "churn", "reactivation", "repurchase", "top-share"),
    *("cac", "clv-simple", "clv", "roi", LIFETIME),
)


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Argument(["metric"], metavar="METRIC", type=OneOf(NAMES)),
        click.Argument(["files"], metavar="[FILE...]", nargs=-1, type=click.Path(path_type=Path)),
        option("metric_column", language, "--column", metavar="HEADER|LETTER"),
        option("metric_with", language, "--with", "given", metavar="NAME=VALUE", multiple=True),
        option("metric_since", language, "--since", metavar="YYYY-MM-DD"),
        option("metric_sheet", language, "--sheet", metavar="NAME"),
        option("as_of", language, "--as-of", metavar="YYYY-MM-DD"),
        option("clv_model", language, "--model", type=OneOf(("bg-nbd", "pareto-nbd")), default="bg-nbd"),
        option("weeks", language, "--weeks", metavar="N", type=click.IntRange(min=1), default=52),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("metrics", language, callback=run, params=params)


def run(context: click.Context, metric: str, files: tuple[Path, ...], **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Compute one metric; return the exit code."""
    from xltier.app.service import metric_answer as metrics

    session = session_of(context)
    session.as_json = options["as_json"]
    needed = 2 if metric in metrics.OF_LISTS else 0 if metric in metrics.OF_FIGURES else 1
    if len(files) != needed:
        raise Misuse(Problem("metric-files", values={"metric": metric, "needed": needed, "given": len(files)}))
    if metric == LIFETIME:
        return _lifetime(files[0], session, options)
    lines: list[str] = []
    sheet = options["sheet"]
    if metric in metrics.OF_FIGURES:
        answer = metrics.of_figures(metric, pairs("--with", options["given"]))
    elif metric in metrics.OF_LISTS:
        answer = metrics.of_lists(metric, _read(files[0], sheet), _read(files[1]), since=day(options["since"]))
    elif metric in metrics.OF_ANSWERS:
        answer = metrics.of_answers(metric, _read(files[0], sheet), options["column"])
    elif metric in metrics.OF_ORDERS:
        orders, notes = _orders(files[0], options)
        answer = replace(metrics.of_orders(orders), notes=notes)
    else:
        answer, amounts = metrics.of_amounts(
            _read(files[0], sheet), options["column"], as_of=day(options["as_of"]) or today()
        )
        lines = _claims(amounts, session.language)
    _say(answer, session, lines)
    console.report(answer.doubts, session)
    console.brief(() if session.as_json else answer.notes, session)
    return FINDINGS if isinstance(answer.figure, str) else FINE


def _read(file: Path, sheet: str | None = None) -> Reading:
    from xltier.files.read import open_table
    from xltier.tables.choice import TableChoice

    return open_table(file, TableChoice(sheet=sheet), today=today())


def _orders(file: Path, options: dict[str, Any]) -> tuple[list[int], tuple[Problem, ...]]:
    from xltier.app.orders.order_features import Basis, order_features
    from xltier.app.orders.order_list import needed_orders, order_notes

    orders = needed_orders(_read(file, options["sheet"]))
    basis = Basis(day(options["as_of"]) or today())
    return [own["orders"] or 0 for own in order_features(orders.orders(), basis).values()], order_notes(orders, basis)


def _claims(amounts: list[Any], language: str) -> list[str]:
    from xltier.app.explain.concentration import concentration

    found = concentration(amounts)
    head = phrase("metric-concentration", language, customers=found.customers, reach=found.reach_80)
    claims = [
        phrase(
            "metric-claim",
            language,
            claim=one.claim.what,
            source=one.claim.source,
            own="–" if isinstance(one.own, str) else percent(float(one.own), 2),
        )
        for one in found.claims
    ]
    return [head, *claims]


def _say(answer: MetricAnswer, session: Session, lines: list[str]) -> None:
    language, words = session.language, answer.words
    if session.as_json:
        from xltier.app.explain.tier_answer import finding

        value = None if isinstance(answer.figure, str) else float(answer.figure)
        found = {
            "ok": value is not None,
            "metric": words.key,
            "value": value,
            "error": str(answer.figure) if value is None else None,
            "formula": words.formula.said(language),
            "source": words.source.said(language),
            "column": answer.basis or None,
            "meets_target": answer.meets,
            "findings": [finding(problem, language) for problem in (*answer.doubts, *answer.notes)],
        }
        console.out(json.dumps(found, ensure_ascii=False))
        return
    console.out(f"{words.name.said(language)}  {answer.shown(language)}")
    if answer.meets is not None:
        console.out("  " + phrase("metric-target-met" if answer.meets else "metric-target-missed", language))
    console.out("  " + phrase("metric-formula", language, formula=words.formula, source=words.source))
    for line in lines:
        console.out("  " + line)


def _lifetime(file: Path, session: Session, options: dict[str, Any]) -> int:
    from xltier.app.orders.lifetime_value import lifetime_values, summaries
    from xltier.app.orders.order_list import needed_orders

    orders = needed_orders(_read(file, options["sheet"]))
    customers = summaries(orders.orders(), day(options["as_of"]) or today())
    found = lifetime_values(customers, options["weeks"], buying_model=options["model"])
    if session.as_json:
        rows = [
            {"key": key, "purchases": purchases, "spend": found.spend[key], "value": purchases * found.spend[key]}
            for key, purchases in found.purchases.items()
        ]
        fits = [{"model": fit.model, "library": fit.library, "parameters": dict(fit.parameters)} for fit in found.fits]
        console.out(json.dumps({"ok": True, "weeks": options["weeks"], "fits": fits, "rows": rows}, ensure_ascii=False))
        return FINE
    for fit in found.fits:
        parameters = ", ".join(f"{name} {value:.4f}" for name, value in fit.parameters.items())
        console.out(f"{fit.model} ({fit.library}): {parameters}")
    for key, purchases in sorted(found.purchases.items(), key=lambda pair: -pair[1] * found.spend[pair[0]]):
        console.out(f"{key}\t{purchases:.4f}\t{found.spend[key]:.2f}\t{purchases * found.spend[key]:.2f}")
    return FINE
