"""The month in two sentences with figures: how it stands, and why it moved."""

from __future__ import annotations

from typing import Final, cast

from xltier.core.migration import Driver
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.live_value import BLANK, Live, add, compare, joined, less, ratio, sentence, shown, text, when
from xltier.report.month.views.divisions import DivisionsPlace
from xltier.report.month.views.groups import EVERYBODY
from xltier.report.month.views.migration import MigrationPlace
from xltier.report.month.views.service import percent
from xltier.report.month.views.table import equal, filled
from xltier.report.month.views.trend import mean_decimals
from xltier.report.month.views.view import View
from xltier.report.month.wording import DRIVERS
from xltier.report.month.write_grid import HIGH

_NAMED: Final = 3
"""How many figures that are absent are named."""


def headlines(view: View, migration: MigrationPlace, divisions: DivisionsPlace) -> tuple[Live, Live]:
    """Return the sentence that a manager reads first, and the one that says why."""
    return _standing(view, migration), _why(view, migration, divisions)


def _standing(view: View, migration: MigrationPlace) -> Live:
    language = view.language
    rated = migration.trend.rated[-1]
    parts = {"tiers": text(view.top_name), "share": percent(migration.trend.shares[-1])}
    key = "view-headline-share"
    if view.money is not None:
        amounts = [view.amount(equal("tier", code)) for code in view.codes[: view.top]]
        parts |= {
            "measure": text(view.money.name.said(language)),
            "money": percent(ratio(add(*amounts), view.amount(*EVERYBODY))),
        }
        key = "view-headline-money"
    first = sentence(key, language, **parts)
    said = [first]
    if view.has_last:
        said.append(sentence("view-headline-moves", language, up=shown(migration.up), down=shown(migration.down)))
    else:
        said.append(sentence("view-headline-first", language, rated=shown(rated)))
    if view.has_red:
        said.append(sentence("view-headline-red", language, red=shown(view.ratings.count(filled("red")))))
    return joined(*said, phrase("view-stop", language))


def _absent(view: View) -> list[Live]:
    """Return the figures that no department sent: whoever reads the tiers must know what they leave out."""
    names = [
        name.said(view.language)
        for problem in view.result.problems
        if problem.reference == "month-column-absent"
        for name in cast("tuple[Words, ...]", problem.values["measures"])
    ]
    if not names:
        return []
    listed = ("、" if view.language == "zh" else ", ").join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])
    return [text(phrase("view-why-absent", view.language, count=len(names), measures=listed))]


def _why(view: View, migration: MigrationPlace, divisions: DivisionsPlace) -> Live:
    language = view.language
    said: list[Live | str] = []
    if view.has_last:
        comma = "、" if language == "zh" else ", "
        causes: list[Live] = []
        for driver, words in DRIVERS.items():
            count = migration.drivers[driver][1]
            if driver is Driver.DATA:
                continue
            name = text(f"{words.said(language)} ")
            mark = text(comma) if causes else BLANK
            before = add(*(migration.drivers[one][1] for one in list(DRIVERS)[: len(causes)])) if causes else None
            lead = BLANK if before is None else when(compare(before, ">", 0), mark, BLANK)
            causes.append(when(compare(count, ">", 0), joined(lead, name, shown(count)), BLANK))
        fell = sentence("view-why-fell", language, down=shown(migration.down), causes=joined(*causes))
        said.append(when(compare(migration.down, "=", 0), text(phrase("view-why-none", language)), fell))
    if len(divisions.lines) > 1 and view.has_score:
        decimals = mean_decimals(view)
        behind = less(divisions.total.mean, divisions.lowest, decimals)
        weakest = sentence(
            "view-why-weakest",
            language,
            weakest=divisions.weakest,
            mean=shown(divisions.lowest, decimals),
            behind=shown(behind, decimals),
        )
        said.append(weakest)
    high = view.alerts.count(equal("level", HIGH.said(language))) if view.alerts.size else None
    if high is not None:
        said.append(sentence("view-why-alerts", language, high=shown(high)))
    said += _absent(view)
    semicolon = "；" if language == "zh" else "; "
    pieces: list[Live | str] = []
    for at, part in enumerate(said):
        pieces += [part] if at == 0 else [semicolon, part]
    return joined(*pieces, phrase("view-stop", language)) if pieces else BLANK
