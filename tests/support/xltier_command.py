"""The command of this checkout as a program, for a host that starts it in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from xltier.cli import main  # the path comes first

if __name__ == "__main__":
    main()
