"""A template as somebody fills it in: the examples' contents typed again below them, as customers of one's own."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from xltier.report.templates.input_sheet import FIRST

EXAMPLE_WORDS = {"EX": "K", "示例：": "", "示例·": "", "示例-": "", "示例": "", "Example · ": "", "Example": "My"}


def fill(source: Path, target: Path, *, keeps_examples: bool = True) -> Path:
    """Write a copy of a template with two rows of one's own on every sheet; return the copy.

    Args:
        source: The template.
        target: Where to.
        keeps_examples: Whether the example rows stay above; else they are typed over.
    """
    book = openpyxl.load_workbook(source)
    for sheet in book.worksheets:
        for place in (1, 2):
            row = FIRST + place
            for column, cell in enumerate(sheet[row], 1):
                value = cell.value
                if isinstance(value, str):
                    for word, own in EXAMPLE_WORDS.items():
                        value = value.replace(word, own)
                sheet.cell(row + 2 if keeps_examples else row, column).value = value
    book.save(target)
    return target
