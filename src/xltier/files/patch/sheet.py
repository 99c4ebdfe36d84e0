"""A worksheet part as a stream: head, rows and tail, with our columns spliced in."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from typing import Final

from xltier.files.patch.columns import CellWriter, TablePlan
from xltier.files.patch.markup import masked
from xltier.files.patch.problems import cannot_patch
from xltier.files.patch.rows import RowSplicer
from xltier.files.patch.sheet_head import read_head
from xltier.files.patch.sheet_tail import read_tail, rule_sets
from xltier.files.patch.styles import StyleBook

_SHEET_DATA: Final = re.compile(rb"<(?:[\w.\-]+:)?sheetData\s*(/?)>")
_LONGEST_TAG: Final = 128


class SheetSplice:
    """One pass over one sheet for one table; afterwards it knows whether a formula was replaced."""

    def __init__(self, plan: TablePlan, styles: StyleBook) -> None:
        """Prepare a pass."""
        self._plan = plan
        self._styles = styles
        self.replaced_formula = False
        self._other_marks: tuple[bytes, ...] = ()

    def __call__(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the sheet with our columns in; ``chunks`` may be cut anywhere.

        Raises:
            BookError: Something stands in the way, or the part is no worksheet; with its place.
        """
        source = iter(chunks)
        buffer, tag = self._until_rows(source)
        head = read_head(buffer[: tag.start()])
        if head is None:
            raise self._damaged()
        mark = head.prefix.encode()
        self._other_marks = head.other_marks
        writer = CellWriter(self._plan, self._styles, head.prefix)
        rows = RowSplicer(self._plan, writer, head.prefix, head.column_style)
        yield head.edited(self._plan)
        if tag[1]:
            new = rows.finish()
            yield b"<%ssheetData>%s" % (mark, new)
            rest = b"</%ssheetData>" % mark + buffer[tag.end() :]
        else:
            yield buffer[tag.start() : tag.end()]
            rest = yield from self._through_rows(buffer[tag.end() :], source, rows, mark)
            yield rows.finish()
        self.replaced_formula = rows.replaced_formula
        tail = read_tail(rest + b"".join(source), head.prefix)
        tail.check_merges(self._plan)
        rules = rule_sets(self._plan, self._styles.rule_format)
        yield tail.edited(self._plan, rules, self._styles.rule_look)

    def _until_rows(self, source: Iterator[bytes]) -> tuple[bytes, re.Match[bytes]]:
        buffer = b""
        for chunk in source:
            searched = max(0, len(buffer) - _LONGEST_TAG)
            buffer += chunk
            if b"sheetData" in buffer[searched:]:
                found = _SHEET_DATA.search(masked(buffer))
                if found is not None:
                    return buffer, found
        found = _SHEET_DATA.search(masked(buffer))
        if found is None:
            raise self._damaged()
        return buffer, found

    def _through_rows(
        self, buffer: bytes, source: Iterator[bytes], rows: RowSplicer, mark: bytes
    ) -> Generator[bytes, None, bytes]:
        """Yield the spliced rows; the value of the generator is what was read from ``</sheetData>`` on."""
        end_tag, row_tag = b"</%ssheetData" % mark, b"<%srow" % mark
        while True:
            scan = masked(buffer)
            end = scan.find(end_tag)
            # Everything before the last start tag of a row is whole rows, wherever the chunk was cut.
            cut = end if end >= 0 else scan.rfind(row_tag)
            if cut > 0:
                whole = buffer[:cut]
                if any(other in whole for other in self._other_marks):
                    raise self._damaged()
                yield rows.feed(whole, whole if scan is buffer else scan[:cut])
                buffer = buffer[cut:]
            if end >= 0:
                return buffer
            chunk = next(source, None)
            if chunk is None:
                raise self._damaged()
            buffer += chunk

    def _damaged(self) -> Exception:
        return cannot_patch("sheet-damaged", self._plan.file, sheet=self._plan.sheet)
