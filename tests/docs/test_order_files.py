"""The bundled order list and the sheets around it are what their script makes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from examples import make_orders
from tests.support.shared import ROOT

if TYPE_CHECKING:
    import pytest

FILES = (
    *("orders.csv", "figures.csv", "figures_before.csv", "sleepers.csv", "survey.csv", "complaints.csv"),
    *("crm_export.csv", "capacity.csv"),
)


def test_making_the_files_again_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_orders, "HERE", tmp_path)
    make_orders.main()

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    assert [name for name in FILES if (tmp_path / name).read_bytes() != (ROOT / "examples" / name).read_bytes()] == []
