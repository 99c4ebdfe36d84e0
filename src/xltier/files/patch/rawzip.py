"""Writing a zip package whose untouched members are copied as compressed bytes.

``zipfile`` can only add members by inflating and deflating them again, which changes bytes that nobody
named; so the records are written here, as APPNOTE.TXT 4.3 lays them out, zip64 included.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipInfo

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s4B4H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR: Final = struct.Struct("<4sLQL")
_ZIP64: Final = 0xFFFFFFFF
_MANY: Final = 0xFFFF
_ZIP64_EXTRA: Final = 1
_UTF8: Final = 0x800
_STREAMED: Final = 0x8
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Staged:
    """A member with new content, already deflated.

    Args:
        info: Name, date and attributes; its sizes are those of the content it replaces.
        data: The deflated bytes, read from their start.
        crc: CRC-32 of the content.
        size: Length of the content in bytes.
        packed_size: Length of ``data`` in bytes.
    """

    info: ZipInfo
    data: IO[bytes]
    crc: int
    size: int
    packed_size: int


def stage(info: ZipInfo, chunks: Iterable[bytes], target: IO[bytes], level: int) -> Staged:
    """Return the member ``info`` with the content ``chunks``, deflated into ``target``."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    crc = size = 0
    start = target.tell()
    for chunk in chunks:
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
        target.write(packer.compress(chunk))
    target.write(packer.flush())
    packed = target.tell() - start
    target.seek(start)
    return Staged(info, target, crc, size, packed)


def raw_span(source: BinaryIO, info: ZipInfo) -> tuple[int, bytes]:
    """Return where the compressed bytes of a member start, and the extra field of its local header."""
    source.seek(info.header_offset)
    header = source.read(_LOCAL.size)
    name_length, extra_length = _LOCAL.unpack(header)[-2:]
    source.seek(name_length, 1)
    extra = source.read(extra_length)
    return info.header_offset + _LOCAL.size + name_length + extra_length, extra


def write_package(out: BinaryIO, source: BinaryIO, members: Sequence[ZipInfo | Staged], comment: bytes) -> None:
    """Write ``members`` in order: a bare ZipInfo is copied raw from ``source``, a Staged one is new."""
    directory: list[bytes] = []
    for member in members:
        offset = out.tell()
        if isinstance(member, Staged):
            info, crc, size, packed, method = member.info, member.crc, member.size, member.packed_size, ZIP_DEFLATED
            data, start, extra = member.data, member.data.tell(), b""
        else:
            info, crc, size, packed, method = (
                member,
                member.CRC,
                member.file_size,
                member.compress_size,
                member.compress_type,
            )
            data = source
            start, extra = raw_span(source, member)
        out.write(_local_header(info, extra, crc, size, packed, method))
        data.seek(start)
        _copy(data, out, packed)
        directory.append(_central_header(info, crc, size, packed, method, offset))
    start = out.tell()
    out.writelines(directory)
    out.write(_end_records(len(directory), start, out.tell() - start, comment))


def _local_header(info: ZipInfo, extra: bytes, crc: int, size: int, packed: int, method: int) -> bytes:
    name, flags = _name_and_flags(info)
    extra = _without_zip64(extra)
    version = info.extract_version
    if size >= _ZIP64 or packed >= _ZIP64:
        extra = struct.pack("<2H2Q", _ZIP64_EXTRA, 16, size, packed) + extra
        version, size, packed = max(version, 45), _ZIP64, _ZIP64
    day, clock = _dos_time(info)
    fixed = _LOCAL.pack(b"PK\3\4", version, flags, method, clock, day, crc, packed, size, len(name), len(extra))
    return fixed + name + extra


def _central_header(info: ZipInfo, crc: int, size: int, packed: int, method: int, offset: int) -> bytes:
    name, flags = _name_and_flags(info)
    large = [number for number in (size, packed, offset) if number >= _ZIP64]
    extra = _without_zip64(info.extra)
    if large:
        extra = struct.pack(f"<2H{len(large)}Q", _ZIP64_EXTRA, 8 * len(large), *large) + extra
    version = max(info.extract_version, 45) if large else info.extract_version
    day, clock = _dos_time(info)
    return (
        _CENTRAL.pack(
            b"PK\1\2",
            info.create_version,
            info.create_system,
            version & 0xFF,
            info.reserved,
            flags,
            method,
            clock,
            day,
            crc,
            min(packed, _ZIP64),
            min(size, _ZIP64),
            len(name),
            len(extra),
            len(info.comment),
            0,
            info.internal_attr,
            info.external_attr,
            min(offset, _ZIP64),
        )
        + name
        + extra
        + info.comment
    )


def _end_records(count: int, start: int, length: int, comment: bytes) -> bytes:
    records = b""
    if count >= _MANY or start >= _ZIP64 or length >= _ZIP64:
        records = _END64.pack(b"PK\6\6", _END64.size - 12, 45, 45, 0, 0, count, count, length, start)
        records += _LOCATOR.pack(b"PK\6\7", 0, start + length, 1)
    few = min(count, _MANY)
    return (
        records + _END.pack(b"PK\5\6", 0, 0, few, few, min(length, _ZIP64), min(start, _ZIP64), len(comment)) + comment
    )


def _name_and_flags(info: ZipInfo) -> tuple[bytes, int]:
    # Sizes stand in the headers here, so a record that was streamed (bit 3) needs no descriptor any more.
    flags = info.flag_bits & ~_STREAMED
    if flags & _UTF8:
        return info.orig_filename.encode("utf-8"), flags
    try:
        return info.orig_filename.encode("cp437"), flags
    except UnicodeEncodeError:
        return info.orig_filename.encode("utf-8"), flags | _UTF8


def _dos_time(info: ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def _without_zip64(extra: bytes) -> bytes:
    kept = b""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        if kind != _ZIP64_EXTRA:
            kept += extra[position : position + 4 + length]
        position += 4 + length
    return kept + extra[position:]


def _copy(source: IO[bytes], out: BinaryIO, length: int) -> None:
    while length > 0:
        block = source.read(min(length, _BLOCK))
        if not block:
            raise EOFError
        out.write(block)
        length -= len(block)
