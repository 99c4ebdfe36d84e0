"""What a file is, by its content: a name proves nothing."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Final

from xltier.files.delimited import decode
from xltier.files.refusals import refuse, unreadable


class Format(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    ENCRYPTED = "encrypted"
    TEXT = "csv"
    HTML = "html"
    XML2003 = "xml2003"


_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SMALLEST: Final = 1536
# Beginning-of-file records of BIFF 2, 3, 4 and of a BIFF 5 or 8 stream without its container.
_BIFF: Final = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_STRANGERS: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
    (b"PAR1", "Parquet"),
)
_LOCK_SIZES: Final = frozenset({54, 55, 162, 165, 171})
_HTML: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML2003: Final = re.compile(r"urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)
_MHTML: Final = re.compile(r"\s*MIME-Version:", re.IGNORECASE)
_HEAD: Final = 8192


def identify(path: Path | str) -> Format:
    """Return the format of a file that holds a table.

    Raises:
        Refusal: It is empty, a lock file, or something else than a table.
        BookError: It is not there, a folder, or closed to us.
    """
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(_HEAD)
            size = stream.seek(0, 2)
    except OSError as error:
        raise unreadable(path, error) from error
    if size == 0:
        raise refuse("empty_file", path)
    if Path(path).name.startswith("~$") and size in _LOCK_SIZES:
        raise refuse("excel_lock_file", path)
    if head.startswith(_ZIP):
        return _of_zip(path)
    if head.startswith(_OLE):
        return _of_ole(path, size)
    if head[:2] in _BIFF and len(head) > 6 and head[3] == 0:  # noqa: PLR2004  # the record's length fits one byte
        return Format.XLS
    for mark, name in _STRANGERS:
        if head.startswith(mark):
            raise refuse("not_a_workbook", path, found=name)
    return _of_text(path, head)


def _of_zip(path: Path | str) -> Format:
    """Return which package a zip is; its parts are checked by whoever reads it."""
    from xltier.files.package import Package

    with Package(path) as package:
        names = package.names()
        if "content.xml" in names and "mimetype" in names:
            if b"spreadsheet" not in package.read("mimetype")[:200]:
                raise refuse("not_a_workbook", path, found="OpenDocument")
            return Format.ODS
        if any(name.endswith("workbook.bin") for name in names):
            return Format.XLSB
        if any(name.endswith("workbook.xml") for name in names) or "[content_types].xml" in names:
            for part, found in (("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint")):
                if part in names:
                    raise refuse("not_a_workbook", path, found=found)
            return Format.XLSX
        if "content.xml" in names:
            return Format.ODS
        if any(name.endswith(".iwa") for name in names):
            raise refuse("not_a_workbook", path, found="Numbers")
    raise refuse("not_a_workbook", path, found="zip")


def _of_ole(path: Path | str, size: int) -> Format:
    """Return whether a compound file is an old workbook or an encrypted new one."""
    if size < _OLE_SMALLEST - 512:
        raise refuse("damaged_file", path, part="OLE")
    content = Path(path).read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Format.ENCRYPTED
    if "WordDocument".encode("utf-16-le") in content:
        raise refuse("not_a_workbook", path, found="Word")
    return Format.XLS


def _of_text(path: Path | str, head: bytes) -> Format:
    """Return which kind of text a file is."""
    text, _, _ = decode(head)
    if _XML2003.search(text):
        return Format.XML2003
    if _HTML.match(text.lstrip("\ufeff")):
        return Format.HTML
    if text.lstrip("\ufeff").lstrip().startswith("<?xml"):
        raise refuse("not_a_workbook", path, found="XML")
    if _MHTML.match(text):
        raise refuse("html_not_excel", path)
    strange = sum(c < " " and c not in "\t\r\n\x0b\x0c" for c in text) + text.count("\ufffd")
    if strange * 50 > len(text):
        raise refuse("not_a_workbook", path, found="binary")
    return Format.TEXT
