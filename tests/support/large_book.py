"""A customer list of any length, built in seconds: one XlsxWriter workbook whose rows are made as text."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

SHEET_NAME: Final = "客户"
PART: Final = "xl/worksheets/sheet1.xml"
_BLOCK: Final = 10_000
_HEADERS: Final = ("编号", "客户", "销售额", "回款率", "订单数", "均价", "天数", "得分")


def write_large_book(path: Path, rows: int) -> None:
    """Write a sheet of ``rows`` customers in 8 columns, the same ones each time."""
    frame = BytesIO()
    with xlsxwriter.Workbook(frame, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET_NAME)
        sheet.write_row(0, 0, _HEADERS, book.add_format({"bold": True}))
        sheet.write_row(1, 0, ["K1", "客户一", *[1] * 6])
        sheet.autofilter(0, 0, rows, 7)
        sheet.freeze_panes(1, 0)
    chance = random.Random(2026)
    with ZipFile(frame) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            if info.filename != PART:
                target.writestr(info, source.read(info))
                continue
            text = source.read(info).decode().replace("A1:H2", f"A1:H{rows + 1}")
            start, end = text.index('<row r="2"'), text.index("</sheetData>")
            with target.open(info.filename, "w") as part:
                part.write(text[:start].encode())
                for first in range(2, rows + 2, _BLOCK):
                    last = min(first + _BLOCK, rows + 2)
                    part.write("".join(_row(number, chance) for number in range(first, last)).encode())
                part.write(text[end:].encode())


def _row(number: int, chance: random.Random) -> str:
    values = (
        chance.randrange(10**6),
        round(chance.random(), 4),
        number % 97,
        chance.randrange(10**5) / 100,
        number % 31,
        chance.randrange(100),
    )
    cells = "".join(
        f'<c r="{letter}{number}"><v>{value}</v></c>' for letter, value in zip("CDEFGH", values, strict=True)
    )
    texts = f'<c r="A{number}" t="s"><v>8</v></c><c r="B{number}" t="s"><v>9</v></c>'
    return f'<row r="{number}" spans="1:8">{texts}{cells}</row>'
