"""Text files with separated values: the encoding, the separator, and the records as a RawBook."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from itertools import islice, zip_longest
from pathlib import Path
from typing import Final

from xltier.files.refusals import MOST_CELLS, too_many_cells
from xltier.tables.numbers import Decimals, decimals_of, parse_number
from xltier.tables.sheet import Cell, RawBook, RawSheet, Visibility

_SEPARATORS: Final = ",;\t|"
_RARE_SEPARATORS: Final = "，；^~\x1f"  # tried when the usual ones part nothing
_SEP_LINE: Final = re.compile(r"\s*sep=(.)\s*\r?\n?", re.IGNORECASE)
_PROBED: Final = 200
_FORMULA: Final = re.compile(r'="(.*)"', re.DOTALL)
_MOST_LINES: Final = 1000  # of one record
_LONGEST_FIELD: Final = 32_767  # what a cell can hold; a longer field is a quote that was never closed
_OTHERS: Final = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "big5", "shift_jis", "euc_jp", "euc_kr", "gb18030")
_ENOUGH: Final = 12  # pairs of bytes; half of Chinese ones would be beyond Hangul
_LAST_HANGUL: Final = 0xC8
_FEW: Final = 16  # bytes that statistics need
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_delimited(path: Path | str, content: bytes) -> RawBook:
    """Return the one table of a text file. Row numbers count records; a ``sep=`` line is a row but no data.

    Raises:
        Refusal: More cells than the limit.
    """
    text, encoding, notes = decode(content)
    if "\r" in text:  # Windows and old Mac line ends
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator, skipped = _separator(text)
    records, notes = _records(text, separator, notes)
    if '="' in text:
        records = [[_without_formula(field) for field in record] for record in records]
    if skipped:
        records[0] = []
    width = max(map(len, records), default=0)
    if width * len(records) > MOST_CELLS:
        raise too_many_cells(path, width * len(records))
    filled = [i for i, record in enumerate(records) if any(record)]
    if len(filled) != len(records):
        records = [records[i] for i in filled]
    contiguous = bool(filled) and filled[-1] - filled[0] + 1 == len(filled)
    rows = range(filled[0] + 1, filled[-1] + 2) if contiguous else [i + 1 for i in filled]
    columns: list[list[Cell]] = []
    numbers: list[int] = []
    for number, values in enumerate(zip_longest(*records), start=1):
        cells: list[Cell] = [value if value and not value.isspace() else None for value in values]
        if any(value is not None for value in cells):
            columns.append(cells)
            numbers.append(number)
    sheet = RawSheet(
        name="",
        rows=rows,
        columns=tuple(numbers),
        cells=columns,
        is_text=True,
        decimal_comma=True if separator == ";" and not _shows_point(columns) else None,
        widths={} if min(map(len, records), default=0) == width else dict(zip(rows, map(len, records), strict=True)),
    )
    return RawBook(Path(path).name, "csv", (sheet,), (Visibility.VISIBLE,), encoding=encoding, notes=tuple(notes))


def _without_formula(field: str) -> str:
    """Return the text that ``="00123"`` makes Excel show; programs write codes so to keep their zeros."""
    found = _FORMULA.fullmatch(field)
    return found[1].replace('""', '"') if found else field


def decode(content: bytes) -> tuple[str, str, list[str]]:
    """Return the text, its encoding, and notes on what was guessed: BOM, UTF-8, UTF-16, GB18030, then the likeliest."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding, []
    head = content[:4096]
    zeros = head.count(0)
    if zeros * 4 > len(head) > 1:
        encoding = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return content.decode(encoding, errors="replace"), encoding, []
    try:
        return content.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if _is_chinese(content):
        if _is_korean(content):
            return content.decode("euc_kr"), "euc_kr", ["encoding_guessed:euc_kr"]
        return content.decode("gb18030", errors="replace"), "gb18030", []
    encoding = _likeliest(content)
    return content.decode(encoding, errors="replace"), encoding, ["encoding_guessed" + ":" + encoding]


def _is_chinese(content: bytes) -> bool:
    """Return whether nearly all non-ASCII bytes are pairs of the common characters of GB 2312, and decode."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    common = others = at = 0
    sample = content[: 2**18]
    while at < len(sample) - 1:
        lead = sample[at]
        if lead < 0x80:  # noqa: PLR2004  # ASCII
            at += 1
            continue
        trail = sample[at + 1]
        if (0xB0 <= lead <= 0xF7 or 0xA1 <= lead <= 0xA3) and trail >= 0xA1:  # noqa: PLR2004  # its rows
            common += 1
        else:
            others += 1
        at += 2
    return common > 0 and common >= 9 * others


def _is_korean(content: bytes) -> bool:
    """Return whether all pairs are syllables of Hangul, which fill the first 25 rows of the characters of GB 2312.

    Chinese text of some length uses the other rows too: half of its characters stand there.
    """
    leads = [pair[0] for pair in re.findall(rb"[\xa1-\xfe][\xa1-\xfe]", content[: 2**18]) if pair[0] > 0xA3]  # noqa: PLR2004  # signs
    return len(leads) >= _ENOUGH and max(leads) <= _LAST_HANGUL and _decodes(content, "euc_kr")


def _likeliest(content: bytes) -> str:
    """Return the encoding that statistics favour among the rest, else Windows' western one."""
    from charset_normalizer import from_bytes

    sample = content[: 2**16]
    if sum(byte > 0x7F for byte in sample) < _FEW and _decodes(sample, "cp1252"):  # noqa: PLR2004  # not ASCII
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(_OTHERS)).best()
    return "cp1252" if best is None else str(best.encoding)


def _decodes(content: bytes, encoding: str) -> bool:
    """Return whether every byte has a meaning in an encoding."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _separator(text: str) -> tuple[str, bool]:
    """Return the separator, and whether a first line says it."""
    said = _SEP_LINE.match(text)
    if said:
        return said[1], True
    head = text[: 2**16]
    best, best_score = _best(head, _SEPARATORS)
    if best_score == 0 and not _is_spaced(head):
        best, best_score = _best(head, _RARE_SEPARATORS)
    if best_score == 0 and _is_spaced(head):
        return " ", False
    return best, False


def _best(head: str, separators: str) -> tuple[str, float]:
    """Return the separator that parts the first lines most evenly, and how well it does; 0 when none does."""
    best, best_score = ",", 0.0
    for separator in separators:
        if separator not in head:
            continue
        widths = [len(r) for r in islice(csv.reader(StringIO(head), delimiter=separator), _PROBED) if r]
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        if width == 1 and len(set(widths)) > 1:
            width, count = max((w, c) for w, c in Counter(widths).items() if w > 1)
        score = (count / len(widths)) * (width > 1) * (1 + 0.01 * width)
        if score > best_score:
            best, best_score = separator, score
    return best, best_score


def _is_spaced(head: str) -> bool:
    """Return whether columns of numbers stand apart by spaces, as old programs print them."""
    lines = [line.split() for line in head.splitlines()[:_PROBED] if line.strip()]
    width = len(lines[0]) if lines else 0
    if width < 3 or any(len(line) != width for line in lines[:-1]):  # noqa: PLR2004  # names have two words
        return False
    numeric = [all(parse_number(line[at]) is not None for line in lines[1:-1]) for at in range(width)]
    return len(lines) > 2 and sum(numeric) * 2 > width  # noqa: PLR2004  # a header, a row, a cut one


def _records(text: str, separator: str, notes: list[str]) -> tuple[list[list[str]], list[str]]:
    """Return the records; a quote that is never closed is taken as a character, and said."""
    if separator == " ":
        return [line.split() for line in text.splitlines()], notes
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    records = list(csv.reader(StringIO(text), delimiter=separator))
    if len(records) < text.count("\n") and not _are_closed(text, separator):
        return _line_by_line(text, separator), [*notes, "unclosed_quote"]
    return records, notes


def _are_closed(text: str, separator: str) -> bool:
    """Return whether every quote that spans lines is closed where a field ends."""
    lines = list(StringIO(text))
    reader = csv.reader(lines, delimiter=separator)
    start = 0
    for _ in reader:
        if reader.line_num > start + 1 and not _is_whole(lines[start : reader.line_num], separator):
            return False
        start = reader.line_num
    return True


def _is_whole(lines: Sequence[str], separator: str) -> bool:
    """Return whether some lines are one record whose quotes are all closed."""
    try:
        record = next(csv.reader(lines, delimiter=separator, strict=True), [])
    except csv.Error:  # the file ends inside a quote, or text goes on behind one
        return False
    return max(map(len, record), default=0) <= _LONGEST_FIELD


def _line_by_line(text: str, separator: str) -> list[list[str]]:
    """Return the records where a line whose quote is never closed ends with the line, the quote a character."""
    lines = list(StringIO(text))
    records: list[list[str]] = []
    start = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, start + _MOST_LINES), delimiter=separator)
        record = next(reader)
        end = start + reader.line_num
        if end > start + 1 and not _is_whole(lines[start:end], separator):
            record = next(csv.reader([lines[start]], delimiter=separator, quoting=csv.QUOTE_NONE))
            end = start + 1
        records.append(record)
        start = end
    return records


def _shows_point(columns: list[list[Cell]]) -> bool:
    """Return whether some cell of a semicolon file shows a point as its decimal mark beyond doubt."""
    said = [
        decimals_of(value for value in cells[:_PROBED] if isinstance(value, str) and any(c.isdigit() for c in value))
        for cells in columns
    ]
    return Decimals.POINT in said or Decimals.BOTH in said
