"""Every variant of every hard kind reads as it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.contract import differences, read_as_json
from tests.support.variant_maker import Variant
from tests.support.variants import variants
from xltier.tables.choice import TableChoice


@pytest.mark.parametrize("variant", tuple(variants()), ids=str)
def test_a_variant_reads_as_it_was_typed(variant: Variant, tmp_path: Path) -> None:
    path = variant.make(tmp_path)
    got = read_as_json(path, TableChoice(password=variant.password))
    assert differences(variant.want, got) == []
