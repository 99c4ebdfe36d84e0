"""The add-in as a file: the kind of workbook, the ribbon, and bytes that depend on nothing but the sources."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from xltier.hosts.excel.ribbon import NEWER

XLAM: Final = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
XLSM: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "_rels/.rels"
_END: Final = "</Relationships>"
_RIBBON: Final = "http://schemas.microsoft.com/office/{}/relationships/ui/extensibility"
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def packed(book: bytes, kind: str, ribbon: Mapping[str, str]) -> bytes:
    """Return a workbook with macros as the kind of file that it is to be, with its ribbon.

    Args:
        book: As XlsxWriter and pyopenvba leave it.
        kind: :data:`XLAM` or :data:`XLSM`.
        ribbon: Text of each of its files, by part name.
    """
    with zipfile.ZipFile(BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[_TYPES] = _once(parts[_TYPES].decode(), _XLSX, kind).encode()
    relations = "".join(_relation(number, part) for number, part in enumerate(ribbon, start=1))
    parts[_RELATIONS] = _once(parts[_RELATIONS].decode(), _END, relations + _END).encode()
    parts |= {part: text.encode() for part, text in ribbon.items()}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _relation(number: int, part: str) -> str:
    year = "2007" if part == NEWER else "2006"
    return f'<Relationship Id="xltier{number}" Type="{_RIBBON.format(year)}" Target="{part}"/>'


def _once(text: str, old: str, new: str) -> str:
    """Return a text with its one occurrence of another replaced.

    Raises:
        ValueError: It is not there exactly once: the library that wrote the part has changed.
    """
    before, found, after = text.partition(old)
    if not found or old in after:
        raise ValueError(old)
    return before + new + after
