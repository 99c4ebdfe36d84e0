"""Who has a workbook open: the lock file that spreadsheet programs keep beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_NAME_AT: Final = 55  # Excel repeats the user's name here in UTF-16, after its length


def open_by(path: Path | str) -> str | None:
    """Return the user who has the file open, "" when the lock file does not say, or None when it is free."""
    workbook = Path(path)
    excel = workbook.with_name("~$" + workbook.name)
    calc = workbook.with_name(f".~lock.{workbook.name}#")
    try:
        if excel.is_file():
            return _excel_user(excel.read_bytes()[:400])
        if calc.is_file():
            parts = calc.read_text(encoding="utf-8", errors="replace").split(",")
            return parts[0].strip() or parts[1].strip() if len(parts) > 1 else ""
    except OSError:  # a lock that we may not look at is a lock
        return ""
    return None


def _excel_user(content: bytes) -> str:
    """Return the name in an owner file: a byte of length and the name in the system's code page, then in UTF-16."""
    if len(content) > _NAME_AT + 2:
        length = int.from_bytes(content[_NAME_AT : _NAME_AT + 2], "little")
        name = content[_NAME_AT + 2 : _NAME_AT + 2 + 2 * length].decode("utf-16-le", errors="replace")
        if length and name.isprintable():
            return name.strip("\0 ")
    length = content[0] if content else 0
    return content[1 : 1 + length].decode("gb18030", errors="replace").strip("\0 ")
