"""The program of the READMEs runs, and prints what its rules say."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.support.shared import ROOT


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_program_of_a_readme_runs(page: str) -> None:
    (program,) = re.findall(
        r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
    # A million and five years are A and A: (4x40 + 4x20) / 60 = 4. A cent less and three years: 3 and 3. From there
    # sales alone reach 3.5, (4x40 + 3x20) / 60 = 3.67; years alone do not, (3x40 + 4x20) / 60 = 3.33.
    assert run.stdout.split() == ["tier", "score", "0", "A", "4.0", "1", "B", "3.0", "B", "['sales']"]
