"""The half that speaks UNO, run by the system's Python: installs the add-in, keeps LibreOffice, answers requests.

Usage: calc_office_worker.py PROFILE ADD_IN PIPE. One JSON request a line, one JSON answer a line.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment, XProgressHandler
from com.sun.star.uno import Exception as UnoError

_START_SECONDS = 120
_FORMULA_COLUMN = 99  # CV
_ASKED = "asked"
_ERRORS = {32767: "#N/A", 519: "#VALUE!", 503: "#NUM!", 532: "#DIV/0!", 525: "#NAME?"}
_TEXT = 2  # com.sun.star.sheet.FormulaResult


class Approver(unohelper.Base, XCommandEnvironment, XInteractionHandler, XProgressHandler):  # type: ignore[misc]  # because UNO makes its classes at run time
    """Says yes to the questions of an installation."""

    def getInteractionHandler(self) -> Approver:  # noqa: N802  UNO's name
        return self

    def getProgressHandler(self) -> Approver:  # noqa: N802  UNO's name
        return self

    def handle(self, request: Any) -> None:  # noqa: ANN401  a UNO object
        for answer in request.getContinuations():
            approval = answer.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove"))
            if approval:
                approval.select()
                return

    def push(self, status: object) -> None:
        del status

    def update(self, status: object) -> None:
        del status

    def pop(self) -> None:
        pass


class Calc:
    """The running program and its one document."""

    def __init__(self, profile: str, pipe: str) -> None:
        self.process = subprocess.Popen(
            [
                *("soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo"),
                *("--nodefault", "--nofirststartwizard", f"--accept=pipe,name={pipe};urp;"),
            ],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.context = _connect(pipe)
        self.desktop = self.context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)
        self.document: Any = None

    def install(self, add_in: str) -> None:
        manager = self.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
        manager.addExtension(add_in, (), "user", None, Approver())

    def open(self, url: str = "private:factory/scalc") -> None:
        if self.document is not None:
            self.document.close(True)  # noqa: FBT003  UNO takes it by position
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))  # noqa: FBT003  UNO takes it by position

    def blocks(self, asked: list[list[Any]]) -> list[list[list[object]]]:
        sheets = self.document.Sheets
        answers = []
        for formula, cells, size in asked:
            sheets.insertNewByName(_ASKED, sheets.Count)
            try:
                answers.append(_answer(sheets.getByName(_ASKED), formula, cells, size))
            finally:
                sheets.removeByName(_ASKED)
        return answers

    def fill(self, cells: list[list[Any]], sheet: str = "") -> None:
        sheets = self.document.Sheets
        if sheet and not sheets.hasByName(sheet):
            sheets.insertNewByName(sheet, sheets.Count)
        _fill(sheets.getByName(sheet) if sheet else sheets.getByIndex(0), cells)

    def put(self, cell: str, formula: str, sheet: int = 0) -> None:
        self.document.Sheets.getByIndex(sheet).getCellRangeByName(cell).Formula = formula

    def formula(self, cell: str, sheet: int = 0) -> str:
        return str(self.document.Sheets.getByIndex(sheet).getCellRangeByName(cell).Formula)

    def paint(self, cell: str, colour: int, sheet: int = 0) -> None:
        self.document.Sheets.getByIndex(sheet).getCellRangeByName(cell).CellBackColor = colour

    def put_down(self, area: str, formulas: list[str]) -> None:
        self.document.Sheets.getByIndex(0).getCellRangeByName(area).setFormulaArray(tuple((f,) for f in formulas))

    def put_array(self, area: str, formula: str) -> None:
        cells = self.document.Sheets.getByIndex(0).getCellRangeByName(area)
        cells.clearContents(31)
        cells.setArrayFormula(formula)

    def read(self, area: str, sheet: int = 0) -> list[Any]:
        cells = self.document.Sheets.getByIndex(sheet).getCellRangeByName(area)
        size = cells.RangeAddress
        across, down = size.EndColumn - size.StartColumn + 1, size.EndRow - size.StartRow + 1
        return [[_shown(cells.getCellByPosition(c, r)) for c in range(across)] for r in range(down)]

    def name(self, name: str, content: str) -> None:
        names = self.document.NamedRanges
        if names.hasByName(name):
            names.removeByName(name)
        origin = uno.createUnoStruct("com.sun.star.table.CellAddress")
        names.addNewByName(name, content, origin, 0)

    def recalculate(self) -> list[Any]:
        """Return the wall and processor seconds of a hard recalculation."""
        started, used = time.perf_counter(), _processor_seconds(self.process.pid)
        self.document.calculateAll()
        return [time.perf_counter() - started, _processor_seconds(self.process.pid) - used]

    def described(self, function: str) -> list[Any]:
        """Return what the Function Wizard says of a function: its name, help and arguments."""
        every = self.context.ServiceManager.createInstance("com.sun.star.sheet.FunctionDescriptions")
        for at in range(every.Count):
            facts = {fact.Name: fact.Value for fact in every.getByIndex(at)}
            if facts["Name"] == function:
                arguments = [[one.Name, one.Description, one.IsOptional] for one in facts["Arguments"]]
                return [facts["Name"], facts["Description"], arguments]
        return []

    def dispatch(self, url: str) -> None:
        """Do what a menu entry with this URL does."""
        helper = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", self.context
        )
        helper.executeDispatch(self.document.CurrentController.Frame, url, "", 0, ())

    def macro(self, name: str) -> list[str]:
        """Run a macro and return what it said."""
        job = self.context.ServiceManager.createInstanceWithContext("org.xltier.calc.Job", self.context)
        return list(job.execute((NamedValue("macro", name),)))

    def select(self, area: str, sheet: str) -> None:
        controller = self.document.CurrentController
        controller.setActiveSheet(self.document.Sheets.getByName(sheet))
        controller.select(self.document.Sheets.getByName(sheet).getCellRangeByName(area))

    def protect(self, sheet: str) -> None:
        self.document.Sheets.getByName(sheet).protect("")

    def look(self, cell: str, sheet: int = 0) -> list[str]:
        """Return fill and ink of a cell as its conditional formats make them."""
        target = self.document.Sheets.getByIndex(sheet).getCellRangeByName(cell)
        entries = target.ConditionalFormat
        styles = self.document.StyleFamilies.getByName("CellStyles")
        for at in range(entries.Count):
            entry = entries.getByIndex(at)
            if entry.Formula1.strip('"') == target.String:
                style = styles.getByName(entry.StyleName)
                return [f"#{colour:06X}" for colour in (style.CellBackColor, style.CharColor)]
        return []

    def sheets(self) -> list[list[Any]]:
        """Return name and visibility of each sheet, the area it uses, and its number of conditional formats."""
        every = [self.document.Sheets.getByIndex(at) for at in range(self.document.Sheets.Count)]
        return [[one.Name, one.IsVisible, _used(one), one.ConditionalFormats.getLength()] for one in every]

    def names(self) -> dict[str, str]:
        """Return the document's names with their content."""
        named = self.document.NamedRanges
        return {name: named.getByName(name).Content for name in named.ElementNames}

    def whole(self, sheet: str) -> list[Any]:
        """Return values, of 15 digits as sheets show them, and formulas of every cell of a sheet, from A1 on."""
        target = self.document.Sheets.getByName(sheet)
        cells = target.getCellRangeByName(_used(target))
        values = [
            [float(f"{value:.15g}") if isinstance(value, float) else value for value in row]
            for row in cells.getDataArray()
        ]
        return [values, cells.getFormulaArray()]

    def save(self, url: str, filter: str) -> None:  # noqa: A002  the request's word
        self.document.storeToURL(url, (PropertyValue("FilterName", 0, filter, 0),))

    def end(self) -> None:
        try:
            if self.document is not None:
                self.document.close(True)  # noqa: FBT003  UNO takes it by position
            self.desktop.terminate()
        finally:
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


def main(profile: str, add_in: str, pipe: str) -> None:
    """Install in one run of the office, then answer in the next until the input ends."""
    first = Calc(profile, f"{pipe}i")
    first.install(add_in)
    first.end()
    calc = Calc(profile, pipe)
    calc.open()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"answer": getattr(calc, request.pop("act"))(**request)}
        except (UnoError, ValueError, AttributeError, TypeError) as error:
            answer = {"failed": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)  # noqa: T201  the answer
    calc.end()


def _connect(pipe: str) -> Any:  # noqa: ANN401  a UNO object
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    give_up = time.monotonic() + _START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)


def _answer(sheet: Any, formula: str, cells: list[list[Any]], size: list[int] | None) -> list[list[object]]:  # noqa: ANN401  a UNO object
    """Return what a formula shows: in one cell, or as an array formula of a size."""
    _fill(sheet, cells)
    rows, columns = size or (1, 1)
    target = sheet.getCellRangeByPosition(_FORMULA_COLUMN, 0, _FORMULA_COLUMN + columns - 1, rows - 1)
    if size:
        target.setArrayFormula(formula)
    else:
        target.getCellByPosition(0, 0).Formula = formula
    return [[_shown(target.getCellByPosition(column, row)) for column in range(columns)] for row in range(rows)]


def _fill(sheet: Any, cells: list[list[Any]]) -> None:  # noqa: ANN401  a UNO object
    """Put cells from A1 on: None leaves a cell blank, a text with ``=`` is a formula."""
    wide = max(map(len, cells), default=0)
    if not wide:
        return
    formulas = {
        (row, column): value
        for row, line in enumerate(cells)
        for column, value in enumerate(line)
        if isinstance(value, str) and value.startswith("=")
    }
    rows = (tuple("" if cell is None or str(cell).startswith("=") else cell for cell in line) for line in cells)
    area = sheet.getCellRangeByPosition(0, 0, wide - 1, len(cells) - 1)
    area.setDataArray(tuple(row + ("",) * (wide - len(row)) for row in rows))
    for (row, column), formula in formulas.items():
        sheet.getCellByPosition(column, row).Formula = formula


def _shown(cell: Any) -> object:  # noqa: ANN401  a UNO object
    """Return what a cell shows; an unknown error as its text."""
    error = cell.getError()
    if error:
        return _ERRORS.get(error, cell.String)
    if cell.Type.value == "EMPTY":
        return None
    kind = cell.FormulaResultType2 if cell.Type.value == "FORMULA" else _TEXT * (cell.Type.value == "TEXT")
    return cell.String if kind == _TEXT else cell.Value


def _used(sheet: Any) -> str:  # noqa: ANN401  a UNO object
    """Return the address from A1 to the last cell in use."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003  UNO takes it by position
    last = cursor.RangeAddress
    used = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    return str(used.AbsoluteName).rpartition(".")[2] if last.EndRow or last.EndColumn else "A1"


def _processor_seconds(leader: int) -> float:
    """Return the processor time of the processes of the office's session so far."""
    ticks = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            if int(fields[3]) == leader:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(*sys.argv[1:])
