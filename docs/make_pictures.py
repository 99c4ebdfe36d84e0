"""The pictures of the READMEs and pages, made again from the bundled examples: Refresh, and the monthly workbook.

    python docs/make_pictures.py

LibreOffice prints the workbooks, and pdftoppm cuts pages or parts of them out. Look at them before committing.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.office import SYSTEM_PATH, Office  # noqa: E402  # the path comes first

PICTURES: Final = ROOT / "docs" / "pictures"
_POINTS_PER_INCH: Final = 72
_COLOURS: Final = 256
_REGION: Final = 32


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


# What each sheet of the monthly workbook begins with on paper.
SHEETS: Final = {
    "overview": ("经销商月度评级报告", "Dealer monthly rating"),
    "card": ("经销商单户档案", "Dealer card"),
    "ratings": ("评级明细", "Ratings"),
    "migration": ("等级迁移：", "Migration:"),
    "alerts": ("预警：", "Alerts:"),
    "divisions": ("事业部与线别", "Divisions and lines"),
    "service": ("服务策略：", "Service:"),
    "rules": ("评级规则", "Rating rules"),
    "check": ("核对与签发：", "Reconciliation:"),
}
_PAGE_DOTS: Final = 84


def main() -> None:
    """Make the pictures that are named, or all of them."""
    wanted = sys.argv[1:] or ["refresh", "month"]
    if "refresh" in wanted:
        refresh_pictures()
    if "month" in wanted:
        month_pictures()


def month_pictures() -> None:
    """Rate the bundled month in both languages and picture the first page of each sheet."""
    # A Chinese locale: the font that stands in for Microsoft YaHei is then about as wide.
    with tempfile.TemporaryDirectory() as name, Office(locale="zh_CN.UTF-8") as office:
        for at, language in enumerate(("zh", "en")):
            book = Path(name) / f"{language}.xlsx"
            source = ROOT / "examples" / "dealer_month" / "2026-10.xlsx"
            command = [sys.executable, "-m", "xltier", "rate", str(source), "--period", "2026-10", "-q"]
            environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
            subprocess.run([*command, "--lang", language, "-o", str(book)], check=True, env=environment)  # noqa: S603  # our own program
            pdf = office.convert(book, "pdf")
            pages = _text(pdf).split("\f")
            for key, titles in SHEETS.items():
                page = next(number for number, text in enumerate(pages, 1) if text.lstrip().startswith(titles[at]))
                suffix = "_zh" if language == "zh" else ""
                options = ["-r", str(_PAGE_DOTS), "-f", str(page), "-l", str(page)]
                write_picture(pdf, options, PICTURES / f"month_{key}{suffix}.png")


def _text(pdf: Path) -> str:
    pdftotext = shutil.which("pdftotext", path=SYSTEM_PATH) or "pdftotext"
    made = subprocess.run([pdftotext, str(pdf), "-"], check=True, capture_output=True)  # noqa: S603  # LibreOffice's file
    return made.stdout.decode("utf-8")


def refresh_pictures() -> None:
    """Refresh each list and picture it before and after."""
    with tempfile.TemporaryDirectory() as name, Office() as office:
        for language, suffix in (("en", ""), ("zh", "_zh")):
            book = Path(shutil.copy(ROOT / "examples" / f"customers_{language}.xlsx", name))
            picture(office, book, BEFORE, PICTURES / f"refresh_before{suffix}.png")
            command = [sys.executable, "-m", "xltier", "refresh", str(book), "--in-place", "--yes"]
            command += ["--period", "2026-10", "--as-of", "2026-10-31", "--lang", language]
            environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
            subprocess.run(command, check=True, env=environment)  # noqa: S603  # our own command
            picture(office, book, AFTER[language], PICTURES / f"refresh_after{suffix}.png")


def picture(office: Office, book: Path, cut: Cut, target: Path) -> None:
    """Write the top of a workbook's first printed page as a PNG."""
    write_picture(office.convert(book, "pdf"), ["-f", "1", *cut.options()], target)


def write_picture(pdf: Path, options: list[str], target: Path) -> None:
    """Write what pdftoppm's options cut out of a PDF as a PNG."""
    pdftoppm = shutil.which("pdftoppm", path=SYSTEM_PATH) or "pdftoppm"
    command = [pdftoppm, "-singlefile", *options, str(pdf)]
    made = subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # a file that LibreOffice made
    target.write_bytes(png(made.stdout))


def png(pixmap: bytes) -> bytes:
    """Return a binary PPM as a PNG with a palette, a third as large as one without.

    Some colours stay as they are, see below; each of the others, at the edges of letters, becomes the nearest one.
    """
    _, size, _, pixels = pixmap.split(b"\n", 3)
    width, height = map(int, size.split())
    colours = list(zip(pixels[0::3], pixels[1::3], pixels[2::3], strict=True))
    known = Counter(colours)
    kept = _kept(known)
    palette = {colour: place for place, colour in enumerate(kept)}
    for colour in known.keys() - palette.keys():
        palette[colour] = palette[min(kept, key=lambda near: _apart(near, colour))]
    places = bytes(palette[colour] for colour in colours)
    lines = b"".join(b"\0" + places[start : start + width] for start in range(0, len(places), width))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(shade for colour in kept for shade in colour)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _kept(known: Counter[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the colours to keep: the most frequent ones, and of each further region of colours its most frequent."""
    often = [colour for colour, _ in known.most_common(_COLOURS // 2)]
    regions: dict[tuple[int, ...], tuple[int, int, int]] = {}
    for colour, _ in known.most_common():
        regions.setdefault(tuple(shade // _REGION for shade in colour), colour)
    return list(dict.fromkeys([*often, *regions.values()]))[:_COLOURS]


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
