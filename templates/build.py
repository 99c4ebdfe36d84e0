"""Build every template of this folder, in Chinese and English: the same code gives the same bytes.

Usage: python -m templates.build [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from xltier.cli.commands.new import TEMPLATES, write_template
from xltier.cli.output import write_whole
from xltier.messages import LANGUAGES

FILLED_RULES: Final = ("standard", "dealer-monthly", "rfm")
"""The schemes whose rules sheets are here beside the one to begin with."""


def names() -> dict[str, tuple[str, str | None]]:
    """Return the template and the scheme of each file, by the name that comes before its language."""
    blank: dict[str, tuple[str, str | None]] = {template: (template, None) for template in TEMPLATES}
    return blank | {f"rules_{scheme}": ("rules", scheme) for scheme in FILLED_RULES}


def build(folder: Path) -> list[Path]:
    """Write the templates into a folder; return the files."""
    made = []
    for name, (template, scheme) in names().items():
        for language in LANGUAGES:
            path = folder / f"{name}_{language}.xlsx"
            write_whole(path, lambda stream: write_template(stream, template, scheme, language=language))  # noqa: B023 - written at once
            made.append(path)
    return made


def main() -> None:
    """Build the templates in the folder given, or in this one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for path in build(folder):
        print(path)


if __name__ == "__main__":
    main()
