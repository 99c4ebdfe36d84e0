"""The pictures of Refresh in the READMEs, made again from the bundled customer lists: before, and after a real run.

    python docs/make_pictures.py

LibreOffice prints both workbooks, and pdftoppm cuts the top of the first page out. Look at them before committing.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.office import SYSTEM_PATH, Office  # noqa: E402  # the path comes first

PICTURES: Final = ROOT / "docs" / "pictures"
_POINTS_PER_INCH: Final = 72


class Cut(NamedTuple):
    """A part of a printed page.

    Args:
        dots_per_inch: Resolution, chosen so that letters are as large before as after.
        left: Points from the left edge of the page.
        top: Points from its top.
        width: Points.
        height: Points.
    """

    dots_per_inch: int
    left: float
    top: float
    width: float
    height: float

    def options(self) -> list[str]:
        """Return the options of pdftoppm that cut this part out."""
        dots = [round(part * self.dots_per_inch / _POINTS_PER_INCH) for part in self[1:]]
        sides = [text for side, dot in zip(("-x", "-y", "-W", "-H"), dots, strict=True) for text in (side, str(dot))]
        return ["-r", str(self.dots_per_inch), *sides]


# A page is as wide as its columns: the four of ours make everything on it smaller. Each ends below the 15th customer.
BEFORE: Final = Cut(127, 44, 48, 750, 196.5)
AFTER: Final = {"en": Cut(200, 44, 48, 750, 127), "zh": Cut(196, 44, 48, 750, 129.5)}


def main() -> None:
    """Refresh each list and picture it before and after."""
    with tempfile.TemporaryDirectory() as name, Office() as office:
        for language, suffix in (("en", ""), ("zh", "_zh")):
            book = Path(shutil.copy(ROOT / "examples" / f"customers_{language}.xlsx", name))
            picture(office, book, BEFORE, PICTURES / f"refresh_before{suffix}.png")
            command = [sys.executable, "-m", "xltier.cli", "refresh", str(book), "--in-place", "--yes"]
            command += ["--period", "2026-10", "--as-of", "2026-10-31", "--lang", language]
            environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
            subprocess.run(command, check=True, env=environment)  # noqa: S603  # our own command
            picture(office, book, AFTER[language], PICTURES / f"refresh_after{suffix}.png")


def picture(office: Office, book: Path, cut: Cut, target: Path) -> None:
    """Write the top of a workbook's first printed page as a PNG."""
    pdf = office.convert(book, "pdf")
    pdftoppm = shutil.which("pdftoppm", path=SYSTEM_PATH) or "pdftoppm"
    command = [pdftoppm, "-singlefile", "-f", "1", *cut.options(), str(pdf)]
    made = subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # a file that LibreOffice made
    target.write_bytes(png(made.stdout))


def png(pixmap: bytes) -> bytes:
    """Return a binary PPM as a PNG with a palette, a third as large as one without.

    Colours are rounded to the next multiple of 8 in red, green and blue, which leaves fewer than 256 of them.
    """
    _, size, _, pixels = pixmap.split(b"\n", 3)
    width, height = map(int, size.split())
    rounded = pixels.translate(bytes(min(255, (shade + 4) // 8 * 8) for shade in range(256)))
    colours = list(zip(rounded[0::3], rounded[1::3], rounded[2::3], strict=True))
    palette = {colour: place for place, colour in enumerate(sorted(set(colours)))}
    places = bytes(palette[colour] for colour in colours)
    lines = b"".join(b"\0" + places[start : start + width] for start in range(0, len(places), width))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(shade for colour in palette for shade in colour)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
