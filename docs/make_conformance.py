"""The page of the conformance matrix, made again from the cases and the gaps that the hosts state.

    python docs/make_conformance.py

The suite runs every case on every host; a gap is a strict expected failure there. So the page can't say more than
what holds: a test compares it with what is made now.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.conformance.call_case import call_cases  # noqa: E402  # the path comes first
from tests.conformance.case import cases  # noqa: E402  # the path comes first
from tests.conformance.hosts.calls import CALLERS  # noqa: E402  # the path comes first
from tests.conformance.hosts.host import Gap  # noqa: E402  # the path comes first
from tests.conformance.hosts.registry import HOSTS  # noqa: E402  # the path comes first

PAGE: Final = ROOT / "docs" / "conformance.md"
_SAID: Final = {
    "core": "Python",
    "frames, polars": "polars",
    "frames, pandas": "pandas",
    "formulas, IronCalc": "cell formulas (IronCalc)",
    "formulas, LibreOffice": "cell formulas (LibreOffice)",
    "lambda": "LAMBDA (IronCalc)",
    "calc": "Calc add-in",
    "xlwings": "Excel add-in",
}
_HEAD: Final = """# The same answer everywhere

Every case below is derived by hand from its scheme's source (`tests/conformance`), never copied from our own output,
and the suite asks every host for every one of them. A figure is the number of cases that a host answers as the case
says; `12 + 1` are twelve answered and one gap. There is no disagreement: a host either gives the answer or states
below why it does not, and a gap that closes fails the suite until it is taken out here. **Excel add-in** is the layer
that Excel calls through xlwings, with the raw values of COM; Excel itself is tried by hand
([excel-checklist.md](excel-checklist.md)).

"""


def page() -> str:
    """Return the page."""
    ratings, calls = _rating_gaps(), _call_gaps()
    topics, functions = Counter(case.topic for case in cases()), Counter(case.function for case in call_cases())
    return "".join(
        (
            _HEAD,
            f"## Ratings: {len(cases())} customers by {len({case.scheme.id for case in cases()})} schemes\n\n",
            _table("topic", topics, {name: Counter(_topic(at) for at in gaps) for name, gaps in ratings.items()}),
            f"\n## Worksheet functions: {len(call_cases())} calls\n\n",
            _table("function", functions, {name: Counter(_topic(at) for at in gaps) for name, gaps in calls.items()}),
            "\n## Gaps\n",
            *_reasons(ratings, calls),
        )
    )


def _rating_gaps() -> dict[str, dict[str, Gap]]:
    found: dict[str, dict[str, Gap]] = {}
    for name, made in HOSTS.items():
        stated = made().gaps
        gaps = {case.id: stated.get(case.id) or stated.get(case.topic) for case in cases()}
        found[name] = {at: gap for at, gap in gaps.items() if gap is not None}
    return found


def _call_gaps() -> dict[str, dict[str, Gap]]:
    found: dict[str, dict[str, Gap]] = {}
    for name, made in CALLERS.items():
        host = made()
        gaps = {case.id: host.gap(case) for case in call_cases()}
        found[name] = {at: gap for at, gap in gaps.items() if gap is not None}
    return found


def _topic(at: str) -> str:
    return at.partition(": ")[0]


def _table(title: str, rows: Mapping[str, int], gaps: Mapping[str, Mapping[str, int]]) -> str:
    lines = [f"| {title} | {' | '.join(_SAID[name] for name in gaps)} |", f"| --- {'| --: ' * len(gaps)}|"]
    for row, count in rows.items():
        lines.append(f"| {row} | {' | '.join(_figure(count, host.get(row, 0)) for host in gaps.values())} |")
    totals = (_figure(sum(rows.values()), sum(host.values())) for host in gaps.values())
    lines.append(f"| **all** | {' | '.join(f'**{total}**' for total in totals)} |")
    return "\n".join(lines) + "\n"


def _figure(count: int, gaps: int) -> str:
    return f"{count - gaps} + {gaps}" if gaps else str(count)


def _reasons(*kinds: Mapping[str, Mapping[str, Gap]]) -> Iterator[str]:
    by_reason: dict[tuple[str, str], dict[str, list[str]]] = {}
    for hosts in kinds:
        for host, gaps in hosts.items():
            for at, gap in gaps.items():
                by_reason.setdefault((str(gap.kind), gap.reason), {}).setdefault(at, []).append(_SAID[host])
    for (kind, reason), listed in by_reason.items():
        yield f"\n**{kind}** {reason}:\n\n"
        yield from (f"- {at} ({_hosts(hosts)})\n" for at, hosts in listed.items())


def _hosts(names: Sequence[str]) -> str:
    return ", ".join(names)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
