"""A workbook with Visual Basic in it, made without Excel by pyopenvba."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xltier.hosts.excel.borrowed import package_folder

WORKBOOK: Final = "ThisWorkbook"
"""The module that hears of the workbook's events; every project has it."""

PROJECT_WRITER: Final = "pyopenvba"
"""The package that writes Visual Basic into a workbook."""

_SOURCES: Final = Path(__file__).parent / "vba"


@dataclass(frozen=True, slots=True)
class Module:
    """A module of Visual Basic.

    Args:
        name: Its name in the project.
        source: Its text; ASCII, lines end with a line feed.
        is_class: Whether it is a class.
    """

    name: str
    source: str
    is_class: bool = False


def written(name: str) -> Module:
    """Return a module that is written by hand, from the folder ``vba``."""
    suffix = ".cls" if name == WORKBOOK else ".bas"
    return Module(name, (_SOURCES / f"{name}{suffix}").read_text(encoding="ascii"))


def with_modules(book: bytes, modules: tuple[Module, ...]) -> bytes:
    """Return a workbook (.xlsx) with a Visual Basic project of these modules; its other parts stay as they are.

    Raises:
        AddinError: pyopenvba is not installed.
    """
    package_folder(PROJECT_WRITER)
    from pyopenvba import ExcelFile, VBAModuleKind

    with tempfile.TemporaryDirectory(prefix="xltier-") as folder:
        path = Path(folder) / "book.xlsm"
        path.write_bytes(book)
        with ExcelFile(path) as file:
            project = file.add_vba_project()
            for module in modules:
                source = module.source.replace("\n", "\r\n")
                if module.name == WORKBOOK:
                    file.set_module(WORKBOOK, source)
                else:
                    kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                    project.add_module(module.name, source, kind=kind)
            file.save()
        return path.read_bytes()
