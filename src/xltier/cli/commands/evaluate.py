"""``xltier evaluate BEFORE AFTER``: what grading brought, by the tier of before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.session import session_of
from xltier.cli.sheet_options import order_options, request, scheme_options, table_options
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.core.fixed import grouped, percent
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.compare.effect import TierEffect
    from xltier.core.metrics import Figure
    from xltier.core.scheme.tier import Tier


def build(language: str) -> SpokenCommand:
    """Return the command."""
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["before"], metavar="BEFORE", type=path),
        click.Argument(["after"], metavar="AFTER", type=path),
        *scheme_options(language),
        *order_options(language),
        *table_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("evaluate", language, callback=run, params=params)


def run(context: click.Context, before: Path, after: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Rate both sheets and compare; return the exit code."""
    from xltier.app.compare.effect import effect_by_tier
    from xltier.app.compare.effect_sheet import customers_of
    from xltier.app.compare.lost_zeros import lost_zeros
    from xltier.app.explain.tier_answer import finding
    from xltier.cli.rated import rated

    session = session_of(context)
    session.as_json = options["as_json"]
    wanted = request(before, options)
    old = rated(wanted, session)
    new = rated(replace(wanted, file=after, scheme=wanted.scheme or old.scheme.id), session)
    before_by_code, after_by_code = customers_of(old), customers_of(new)
    effects = effect_by_tier(before_by_code, after_by_code, [tier.code for tier in old.plan.ladder.tiers])
    problems = (*lost_zeros(before_by_code, after_by_code), *old.problems, *new.problems)
    if options["as_json"]:
        findings = [finding(problem, session.language) for problem in problems]
        answer = {"ok": True, "tiers": [_row(one) for one in effects], "findings": findings}
        console.out(json.dumps(answer, ensure_ascii=False))
        return FINE
    console.brief(problems, session)
    for line in _table(effects, old.plan.ladder.tiers, session.language):
        console.out(line)
    return FINE


def _row(effect: TierEffect) -> dict[str, object]:
    return {
        "tier": effect.tier,
        "customers": effect.customers,
        "kept": effect.kept,
        "retention": _float(effect.retention),
        "churn": _float(effect.churn),
        "figures": {
            key: {"before": _float(one.before), "after": _float(one.after), "change": _float(one.change)}
            for key, one in effect.figures.items()
        },
    }


def _float(figure: Figure) -> float | None:
    return None if isinstance(figure, str) else float(figure)


def _table(effects: tuple[TierEffect, ...], tiers: Sequence[Tier], language: str) -> list[str]:
    from xltier.app.compare.effect import EFFECTS
    from xltier.app.wording.text_table import aligned
    from xltier.app.wording.tier_words import code_said

    known = [one for one in EFFECTS if any(_float(effect.figures[one.key].before) is not None for effect in effects)]
    head = [phrase(f"effect-{key}", language) for key in ("tier", "customers", "kept", "retention")]
    rows = [[*head, *(one.name.said(language) for one in known)]]
    for effect in effects:
        retention = _float(effect.retention)
        rows.append(
            [
                code_said(tiers, effect.tier, language) if effect.tier else phrase("effect-unrated", language),
                str(effect.customers),
                str(effect.kept),
                "–" if retention is None else percent(retention, 1),
                *(_change(effect.figures[one.key].before, effect.figures[one.key].after) for one in known),
            ]
        )
    return list(aligned(rows, right=frozenset(range(1, len(rows[0]))), indent=""))


def _change(before: Figure, after: Figure) -> str:
    old, new = _float(before), _float(after)
    if old is None or new is None:
        return "–"
    return f"{grouped(old, 2)} → {grouped(new, 2)}"
