"""Workbooks as their parts, rewritten by hand into what other programs write."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SHEET: Final = "xl/worksheets/sheet1.xml"
SHEET_RELATIONS: Final = "xl/worksheets/_rels/sheet1.xml.rels"
WORKBOOK: Final = "xl/workbook.xml"
WORKBOOK_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
TYPES: Final = "[Content_Types].xml"
DATE: Final = (2024, 3, 5, 14, 30, 2)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Parts = dict[str, bytes]


def unpacked(package: bytes) -> Parts:
    """Return the parts of a package in order."""
    with ZipFile(BytesIO(package)) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(
    parts: Mapping[str, bytes],
    *,
    rename: Callable[[str], str] = str,
    method: int = ZIP_DEFLATED,
    comment: bytes = b"",
) -> bytes:
    """Return parts as a package, with member names as ``rename`` makes them."""
    out = BytesIO()
    with ZipFile(out, "w", method) as target:
        for name, data in parts.items():
            info = ZipInfo("x", DATE)
            # The names under test are ones that ZipInfo would put right.
            info.filename = rename(name)
            info.compress_type = method
            target.writestr(info, data)
        target.comment = comment
    return out.getvalue()


def streamed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package as a program writes it that cannot go back: sizes in descriptors behind the data."""
    out = BytesIO()
    directory = b""
    for name, data in parts.items():
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        body = packer.compress(data) + packer.flush()
        sizes = struct.pack("<3L", zlib.crc32(data), len(body), len(data))
        start = out.tell()
        head = struct.pack("<5H", 20, 8, 8, 0x73C0, 0x5865)
        out.write(b"PK\3\4" + head + bytes(12) + struct.pack("<2H", len(name), 0) + name.encode() + body)
        out.write(b"PK\7\x08" + sizes)
        directory += (
            b"PK\1\2\x14\x00" + head + sizes + struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, start) + name.encode()
        )
    start = out.tell()
    count = len(parts)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), start, 0)
    return out.getvalue() + directory + end


def related(parts: Parts, owner: str, kind: str, target: str, data: bytes, content_type: str = "") -> Parts:
    """Return parts with one more that ``owner`` relates to."""
    folder, _, name = owner.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    relations = parts.get(listed, empty)
    kind = kind if kind.startswith("http") else f"{_OFFICE}/{kind}"
    identity = f"rIdX{relations.count(b'<Relationship ') + 1}"
    entry = f'<Relationship Id="{identity}" Type="{kind}" Target="/{target}"/>'.encode()
    changed = {**parts, listed: relations.replace(b"</Relationships>", entry + b"</Relationships>"), target: data}
    if content_type:
        override = f'<Override PartName="/{target}" ContentType="{content_type}"/></Types>'.encode()
        changed[TYPES] = changed[TYPES].replace(b"</Types>", override)
    return changed


def replaced(parts: Parts, part: str, *changes: tuple[bytes, bytes]) -> Parts:
    """Return parts with texts of one part replaced; each must be there."""
    data = parts[part]
    for old, new in changes:
        if old not in data:
            raise LookupError(old)
        data = data.replace(old, new)
    return {**parts, part: data}
