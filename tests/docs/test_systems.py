"""``docs/systems.md`` lists every system, metric and process, and each of its commands runs on a bundled example."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from tests.support.shared import ROOT
from xltier.app.orders.card import card
from xltier.app.orders.lifetime_value import summaries
from xltier.app.orders.order_features import Basis
from xltier.app.orders.order_list import needed_orders
from xltier.app.service.complaints import Channel, Complaint, overdue, penalties
from xltier.app.service.crm import chosen_columns, crm_of, import_rows
from xltier.app.sheet.stored_cuts import cuts_text
from xltier.cli import main
from xltier.core.compile import compile_plan
from xltier.files.read import open_table
from xltier.report.book_names import book_names
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.reading import Reading

PAGE: Final = ROOT / "docs" / "systems.md"
ROW: Final = re.compile(r"^\| ([CMP]\d+) \|.*\| (.+) \|$", re.MULTILINE)
ROWS: Final = ROW.findall(PAGE.read_text(encoding="utf-8"))
RUNS: Final = [(number, run) for number, cell in ROWS for run in re.findall(r"`([^`]+)`", cell)]
COMMANDS: Final = [pytest.param(run, id=f"{number} {run}") for number, run in RUNS if run.startswith("xltier ")]
FUNCTIONS: Final = sorted({run for _, run in RUNS if not run.startswith("xltier ")})
DAY: Final = dt.date(2026, 10, 31)
NOON: Final = dt.datetime(2026, 10, 30, 12)
JSON: Final = {"tier", "allocate", "metrics", "evaluate", "alerts", "diff", "pivot", "check", "card", "complaints"}


def example(name: str) -> Reading:
    return open_table(ROOT / "examples" / name)


def exported() -> Reading:
    return example("figures.csv")


def run_card() -> object:
    orders = needed_orders(example("orders.csv"))
    return card("K1002", Basis(DAY), orders=orders.orders()).spending["amount"]


def run_summaries() -> object:
    return summaries(needed_orders(example("orders.csv")).orders(), DAY)


EXAMPLES: Final[Mapping[str, Callable[[], object]]] = {
    "xltier.app.orders.card.card": run_card,
    "xltier.app.service.complaints.Channel": lambda: list(Channel),
    "xltier.app.service.complaints.overdue": lambda: overdue(
        [Complaint("1", "K1001", "A", NOON)], NOON + dt.timedelta(days=1)
    ),
    "xltier.app.service.complaints.penalties": lambda: penalties(
        [Complaint("1", "K1001", "A", NOON, is_valid=True)], DAY.replace(day=1), DAY
    ),
    "xltier.app.service.crm.chosen_columns": lambda: (
        chosen_columns(crm_of("fxiaoke"), exported(), load_scheme("value-share")) or "none"
    ),
    "xltier.app.service.crm.import_rows": lambda: import_rows(crm_of("fxiaoke"), _with_ids(), {2: "A"}),
    "xltier.app.orders.lifetime_value.summaries": run_summaries,
    "xltier.app.sheet.stored_cuts.cuts_text": lambda: cuts_text(compile_plan(load_scheme("standard")), "2026-10"),
    "xltier.report.book_names.book_names": lambda: book_names("销售/客户[2026]", "zh").data,
}


def _with_ids() -> Reading:
    reading = exported()
    first, *others = reading.columns
    return replace(reading, columns=(replace(first, name="_id", header=("_id",)), *others))


def test_every_row_of_the_list_is_there_once() -> None:
    numbers = [number for number, _ in ROWS]

    assert numbers == [
        *(f"C{at}" for at in range(1, 26)),
        *(f"M{at}" for at in range(1, 10)),
        *(f"P{at}" for at in range(1, 13)),
    ]


def test_every_row_can_be_run() -> None:
    assert [number for number, cell in ROWS if "`" not in cell] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)[1:]
    asks_json = ["--json"] if words[0] in JSON else []  # writes no workbook beside the example
    with pytest.raises(SystemExit) as ended:
        main([*words, *asks_json, "--lang", "en"])
    said = capsys.readouterr()

    assert ended.value.code in {0, 1}, said.err  # 1: there is something to look at
    assert said.out.strip()
    written = [Path(name) for flag, name in pairwise(words) if flag in {"-o", "--penalties"}]
    assert [name for name in written if not name.stat().st_size] == []


def test_the_comparisons_of_the_page_show_customers_who_move_leave_and_return(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    runs = {run.split()[1]: run for _, run in RUNS if run.startswith(("xltier diff examples", "xltier metrics rea"))}
    found = {}
    for name, run in runs.items():
        with pytest.raises(SystemExit):
            main([*shlex.split(run)[1:], "--json", "--lang", "en"])
        found[name] = json.loads(capsys.readouterr().out)

    assert min(len(found["diff"][key]) for key in ("moves", "new", "withdrawn", "pilot")) > 0
    assert 0 < found["metrics"]["value"] < 1


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_of_the_page_runs_on_an_example(name: str) -> None:
    home, _, last = name.rpartition(".")

    assert callable(getattr(import_module(home), last))
    assert EXAMPLES[name]()


def test_every_shipped_scheme_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    elsewhere = {"standard", "dealer-monthly", "churn-warning"}

    assert [name for name in shipped() if f"--scheme {name}" not in text and name not in elsewhere] == []
