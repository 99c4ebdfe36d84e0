"""Every pain of the list has its test."""

from __future__ import annotations

import re
from pathlib import Path


def test_all_thirty_pains_have_a_test_of_their_number() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py"))]
    numbers = {int(number) for text in texts for number in re.findall(r"^def test_(\d\d)_", text, re.MULTILINE)}

    assert numbers == set(range(1, 31))
