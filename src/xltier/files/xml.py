"""XML of untrusted packages as events: no document type, no entity of its own, no tree in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final
from xml.parsers import expat

from xltier.files.refusals import damaged, refuse

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class _DoctypeError(Exception):
    """A document type declaration was met."""


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def parse(
    pieces: Iterable[bytes],
    *,
    path: Path | str,
    part: str,
    start: Start,
    end: End | None = None,
    text: Text | None = None,
) -> None:
    """Send the events of a part to handlers; names keep their prefixes.

    Raises:
        Refusal: ``dtd_not_allowed`` for a document type, ``damaged_file`` for XML that is not well formed.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003  # expat's second argument has no name
        parser.Parse(b"", True)  # noqa: FBT003  # as above
    except _DoctypeError as error:
        raise refuse("dtd_not_allowed", path, part=part) from error
    except (expat.ExpatError, ValueError, LookupError) as error:  # an unknown encoding is a ValueError or LookupError
        raise damaged(path, part) from error
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:  # a part that was left half read keeps its file open
            close()


def _doctype(*_: object) -> None:
    raise _DoctypeError


class Elements:
    """Collects the attributes of named elements of a small part."""

    def __init__(self, *names: str) -> None:
        self.found: dict[str, list[dict[str, str]]] = {name: [] for name in names}

    def __call__(self, name: str, attributes: Mapping[str, str]) -> None:
        """Keep the element when its name is wanted; attribute names lose their prefixes."""
        kept = self.found.get(local(name))
        if kept is not None:
            kept.append({local(key): value for key, value in attributes.items()})


TRUE: Final = frozenset({"1", "true", "on"})


def is_true(text: str | None) -> bool:
    """Return whether an XML boolean is true."""
    return text is not None and text.strip().casefold() in TRUE
