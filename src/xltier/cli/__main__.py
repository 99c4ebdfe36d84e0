"""``python -m xltier.cli`` is ``xltier``."""

from xltier.cli import main

main()
