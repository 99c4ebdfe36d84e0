"""XML as bytes: safe parsing of small parts, and scanning of large ones without a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

STRICT_MAIN: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"

# A start tag whose attribute values may hold any character, ``>`` included.
ATTRIBUTES: Final = rb"""((?:[^<>"']|"[^"]*"|'[^']*')*?)"""
_TAG: Final = re.compile(rb"<(/?)(?:([\w.\-]+):)?([\w.\-]+)" + ATTRIBUTES + rb"(/?)>")
_OPAQUE: Final = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<!(?:-|\[[A-Z]*)?\Z|<\Z", re.DOTALL
)


class DocumentTypeError(ValueError):
    """A part that declares a document type, through which entities could be smuggled in."""


def parse(data: bytes) -> etree._Element:
    """Return the root of a small part, with entities unresolved and the network out of reach.

    Raises:
        etree.XMLSyntaxError: The part is not XML.
        DocumentTypeError: It declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_blank_text=False
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise DocumentTypeError
    return root


def serialise(root: etree._Element) -> bytes:
    """Return a part's bytes with an XML declaration in the encoding that it was read in."""
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding=encoding, standalone=True)


def new_element(root: etree._Element, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """Return a new element in the namespace, and with the prefixes, of the part that ``root`` is the root of."""
    namespace = etree.QName(root).namespace
    tag = f"{{{namespace}}}{name}" if namespace else name
    return etree.Element(tag, dict(attributes or {}), nsmap=dict(root.nsmap.items()))


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; comments and the like have the empty name."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def masked(data: bytes) -> bytes:
    """Return ``data`` at the same length with comments, CDATA and instructions blotted out.

    Searches for tags run on the masked bytes, slices are taken from the real ones. An opaque run that is
    cut off by the end of ``data`` is blotted to the end, so that nothing in it is taken for a tag.
    """
    # One byte is found many times faster than two, and most sheets hold neither mark.
    if (b"!" not in data or b"<!" not in data) and (b"?" not in data or b"<?" not in data):
        return data
    return _OPAQUE.sub(lambda found: b" " * len(found[0]), data)


_SPANS: Final = re.compile(rb"(\d+):(\d+)\Z")


@dataclass(frozen=True, slots=True)
class Child:
    """One element directly below the root, by its place in the bytes.

    Args:
        name: Local name.
        start: Offset of its start tag.
        inner: Offset behind its start tag.
        end: Offset behind its end tag.
    """

    name: str
    start: int
    inner: int
    end: int


def children(scan: bytes) -> Iterator[Child]:
    """Yield the elements at the top level of ``scan`` in order, stopping at a tag that closes their parent."""
    position = 0
    while True:
        opened = _TAG.search(scan, position)
        if opened is None or opened[1]:
            return
        end = opened.end()
        if not opened[5]:
            end = _end_of(scan, end)
        yield Child(opened[3].decode(), opened.start(), opened.end(), end)
        position = end


def _end_of(scan: bytes, position: int) -> int:
    depth = 1
    for tag in _TAG.finditer(scan, position):
        if tag[1]:
            depth -= 1
        elif not tag[5]:
            depth += 1
        if not depth:
            return tag.end()
    return len(scan)


def attribute(attributes: bytes, name: bytes) -> bytes | None:
    """Return the raw value of an unprefixed attribute in the inside of a start tag, or None."""
    found = re.search(rb"""(?:^|\s)""" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", attributes)
    if found is None:
        return None
    return found[1] if found[1] is not None else found[2]


def with_attribute(attributes: bytes, name: bytes, value: bytes) -> bytes:
    """Return the inside of a start tag with an attribute set, in its place or at the end."""
    changed, count = re.subn(
        rb"""((?:^|\s)""" + name + rb"""\s*=\s*)(?:"[^"]*"|'[^']*')""",
        lambda found: bytes(found[1]) + b'"' + value + b'"',
        attributes,
        count=1,
    )
    return changed if count else attributes.rstrip() + b" " + name + b'="' + value + b'"'


def with_spans(attributes: bytes, first: int, last: int) -> bytes:
    """Return a row's attributes with ``spans``, if it has one, reaching from column ``first`` to ``last`` at least."""
    found = _SPANS.match(attribute(attributes, b"spans") or b"")
    if found is None or (int(found[1]) <= first and int(found[2]) >= last):
        return attributes
    return with_attribute(attributes, b"spans", b"%d:%d" % (min(int(found[1]), first), max(int(found[2]), last)))
