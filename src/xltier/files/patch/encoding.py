"""Sheets that are not UTF-8, seen as UTF-8 while they are spliced and written back in their own encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

_DECLARED: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")
_KNOWN: Final = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1", "cp1252", "gb2312", "gbk", "gb18030"}
)
_PLAIN: Final = frozenset({"utf-8", "ascii"})
PROLOGUE: Final = 256
"""Bytes that hold the XML declaration of any sane part."""


class UnknownEncodingError(ValueError):
    """A part in an encoding that no spreadsheet program writes."""


def encoding_of(prologue: bytes) -> str:
    """Return the codec of a part from its first bytes: byte order mark, then declaration, then UTF-8.

    Raises:
        UnknownEncodingError: It declares anything that is not on a short list.
    """
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if prologue.startswith(mark):
            return name
    for start, name in ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be")):
        if prologue.startswith(start):
            return name
    declared = _DECLARED.search(prologue)
    if declared is None:
        return "utf-8"
    try:
        name = codecs.lookup(declared[1].decode()).name
    except LookupError:
        name = ""
    if name not in _KNOWN:
        raise UnknownEncodingError(declared[1].decode())
    return name


def through_utf8(chunks: Iterable[bytes], splice: Callable[[Iterable[bytes]], Iterator[bytes]]) -> Iterator[bytes]:
    """Yield what ``splice`` makes of ``chunks``, which it sees as UTF-8 whatever they are.

    Raises:
        UnknownEncodingError: As :func:`encoding_of`.
        UnicodeError: The bytes are not what they say they are.
    """
    prologue, source = _opened(chunks)
    codec = encoding_of(prologue)
    if codec in _PLAIN:
        yield from splice(_then(prologue, source))
        return
    decoder = codecs.getincrementaldecoder(codec)()
    encoder = codecs.getincrementalencoder(codec)("xmlcharrefreplace")
    back = codecs.getincrementaldecoder("utf-8")()
    seen = (decoder.decode(chunk).encode() for chunk in _then(prologue, source))
    for piece in splice(seen):
        yield encoder.encode(back.decode(piece))
    yield encoder.encode(back.decode(b"", final=True), final=True)
    decoder.decode(b"", final=True)


def as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a part's bytes as UTF-8, whatever it is in.

    Raises:
        UnknownEncodingError: As :func:`encoding_of`.
        UnicodeError: The bytes are not what they say they are.
    """
    prologue, source = _opened(chunks)
    codec = encoding_of(prologue)
    if codec in _PLAIN:
        yield from _then(prologue, source)
        return
    decoder = codecs.getincrementaldecoder(codec)()
    for chunk in _then(prologue, source):
        yield decoder.decode(chunk).encode()
    decoder.decode(b"", final=True)


def _opened(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Return the first bytes of a part, enough to hold its XML declaration, and the chunks that follow."""
    source = iter(chunks)
    prologue = b""
    for chunk in source:
        prologue += chunk
        if len(prologue) >= PROLOGUE:
            break
    return prologue, source


def _then(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
