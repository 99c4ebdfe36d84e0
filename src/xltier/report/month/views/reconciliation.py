"""核对: does everything add up, by which rules, how far it is settled, and who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xltier.app.month.intake.log_rows import STATE_WORDS
from xltier.core.fingerprint import fingerprint
from xltier.core.fixed import rounded
from xltier.core.months import first_day, last_day, month_text
from xltier.messages import phrase
from xltier.report.month.live_value import Live, compare, sentence, shown, text, when
from xltier.report.month.views.canvas import Canvas
from xltier.report.month.views.checks import Check, checks
from xltier.report.month.views.divisions import DivisionsPlace
from xltier.report.month.views.groups import HEADER
from xltier.report.month.views.migration import MigrationPlace
from xltier.report.month.views.service import ServicePlace
from xltier.report.month.views.view import View
from xltier.report.page import Paper, set_up
from xltier.report.theme import DOWN, LINE, SUB, UP

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_COLUMNS: Final = 40
_SPANS: Final = ((1, 15), (16, 20), (21, 25), (26, 28), (29, 40))
_ROW: Final = 22.0
_TOP: Final = 3
_GOOD, _BAD = "✓", "✗"
_AMBER: Final = {"bg_color": "#FFF3C4", "font_color": "#7A4F00", "bold": True}


def write_reconciliation(
    page: Worksheet,
    view: View,
    *,
    migration: MigrationPlace,
    divisions: DivisionsPlace,
    service: ServicePlace,
    errors: int,
) -> None:
    """Write the sheet.

    Args:
        page: Where to.
        view: The month.
        migration: The sheet 等级迁移.
        divisions: The sheet 事业部渠道.
        service: The sheet 服务策略.
        errors: How many errors the sheet of problems lists.
    """
    language = view.language
    canvas = Canvas(page, view.theme, columns=_COLUMNS, width=2.6)
    set_up(page, view.theme, paper=Paper(landscape=False, pages=(1, 1)), footer=view.footer)
    heads = ("check", "here", "there", "result", "note")
    canvas.rows(2, [8, 22])
    for head, span in zip(heads, _SPANS, strict=True):
        canvas.put(_TOP, span, phrase(f"view-check-{head}", language), **HEADER)
    found = checks(view, migration, divisions, service, errors)
    marks = [_write(canvas, view, check, row) for row, check in enumerate(found, _TOP + 1)]
    last = _TOP + len(found)
    mark = _SPANS[3][0]
    for word, look in (
        (_BAD, {"bg_color": DOWN, "font_color": "#FFFFFF", "bold": True}),
        (phrase("view-check-note-mark", language), _AMBER),
    ):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": view.theme.bare(**look)}
        page.conditional_format(_TOP + 1, mark, last, mark + 2, rule)
    area = canvas.area(_TOP + 1, last, mark)
    bad = Live(f'COUNTIF({area},"{_BAD}")', sum(one.value == _BAD for one in marks))
    title = when(
        compare(bad, "=", 0),
        text(phrase("view-check-title-good", language, count=len(found))),
        sentence("view-check-title-bad", language, bad=shown(bad), count=text(str(len(found)))),
    )
    canvas.title(0, title, phrase("view-check-subtitle", language))
    row = _write_about(canvas, view, last + 2)
    row = _write_signatures(canvas, view, row + 1)
    page.print_area(0, 0, row, _COLUMNS)


def _write(canvas: Canvas, view: View, check: Check, row: int) -> Live:
    canvas.rows(row, [_ROW])
    centre: dict[str, Any] = {"align": "center", "num_format": check.number}
    canvas.body(row, _SPANS[0], check.name, indent=1, shrink=True)
    here = canvas.body(row, _SPANS[1], check.here, **centre)
    there = canvas.body(row, _SPANS[2], check.there, **centre)
    wrong = text(phrase("view-check-note-mark", view.language) if check.is_note else _BAD)
    gap = Live(f"ROUND({here.formula}-{there.formula},4)", rounded(here.number - there.number, 4))
    mark = when(compare(gap, "=", 0), text(_GOOD), wrong)
    look = {"align": "center", "bold": True, "font_size": 11, "font_color": UP}
    cell = canvas.body(row, _SPANS[3], mark, **look)
    canvas.body(row, _SPANS[4], check.note, font_size=8.5, font_color=SUB, shrink=True, indent=1)
    return cell


def _write_about(canvas: Canvas, view: View, row: int) -> int:
    """Write scheme, fingerprint, period and state; return the first free row."""
    result, language = view.result, view.language
    canvas.rows(row, [22])
    canvas.section(row, (1, _COLUMNS), phrase("view-about", language))
    start = result.scheme.month_start_day
    first, last = first_day(result.period, start), last_day(result.period, start)
    former = {past.fingerprint for past in result.history if past.month == result.period - 1 and past.fingerprint}
    mark = fingerprint(result.scheme)
    same = "view-mark-none" if not former else "view-mark-same" if former == {mark} else "view-mark-changed"
    facts = (
        ("scheme", f"{result.scheme.name.said(language)}　{result.scheme.id}@{result.scheme.version}"),
        ("mark", phrase(same, language, mark=mark, former=sorted(former))),
        (
            "period",
            phrase(
                "view-period",
                language,
                month=month_text(result.period),
                first=first.isoformat(),
                last=last.isoformat(),
                former=month_text(result.period - 1),
            ),
        ),
        (
            "settled",
            phrase("view-state", language, state=STATE_WORDS[result.state].said(language), revision=result.revision),
        ),
        (
            "changes",
            phrase("view-changes", language, count=len(result.changes))
            if result.changes
            else phrase("view-changes-none", language),
        ),
        ("live", phrase("view-live", language)),
    )
    for at, (key, said) in enumerate(facts, row + 1):
        canvas.rows(at, [19])
        canvas.put(at, (1, 7), phrase(f"view-about-{key}", language), bold=True, font_color=SUB, indent=1)
        canvas.put(at, (8, _COLUMNS), said, shrink=True)
    return row + 1 + len(facts)


def _write_signatures(canvas: Canvas, view: View, row: int) -> int:
    language = view.language
    canvas.rows(row, [22, 30, 30, 30])
    canvas.section(row, (1, _COLUMNS), phrase("view-signatures", language))
    line = {"bottom": 1, "bottom_color": LINE, "valign": "bottom"}
    for at, key in enumerate(("made", "checked", "approved"), row + 1):
        canvas.put(at, (1, 18), phrase(f"view-sign-{key}", language), indent=1, **line)
        canvas.put(at, (21, _COLUMNS), phrase("view-sign-date", language), **line)
    return row + 3
