"""The door of the patch: a workbook goes in, the same workbook with our columns and sheets comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from xltier.app.sheet.our_names import NAME_PREFIX, column_name, constant, our_names, reference
from xltier.files.patch.columns import TablePlan
from xltier.files.patch.edits import Changes, PatchReport, TableEdit, WrittenColumn
from xltier.files.patch.encoding import UnknownEncodingError, through_utf8
from xltier.files.patch.fill import Filler
from xltier.files.patch.fills import FilledTable
from xltier.files.patch.graft import graft_sheet
from xltier.files.patch.markup import parse
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.place import placed
from xltier.files.patch.problems import cannot_patch
from xltier.files.patch.ranges import extend_local_names
from xltier.files.patch.sheet import SheetSplice
from xltier.files.patch.staging import Staging
from xltier.files.patch.styles import MINIMAL, MOST_FORMATS, StyleBook, StylesFullError
from xltier.files.patch.table import extended, tables_of, the_table
from xltier.files.patch.unlink import unlink
from xltier.files.patch.workbook import SheetEntry, WorkbookPart
from xltier.files.refusals import damaged
from xltier.tables.sheet import Area

_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_CHUNK: Final = 1 << 20


def patch_workbook(
    path: Path,
    out: BinaryIO,
    changes: Changes,
    *,
    clock: dt.datetime,
    level: int | None = None,
    chunk_size: int = _CHUNK,
) -> PatchReport:
    """Write ``path`` with our columns and sheets to ``out``, and everything else as it is.

    The same inputs and clock give the same bytes. Nothing is written to ``path``:
    :func:`xltier.files.patch.commit.write_workbook` puts a file in its place safely.

    Args:
        path: An xlsx, xlsm, xltx or xltm workbook.
        out: A file open for writing and seeking.
        changes: What shall change.
        clock: Date of new zip members.
        level: Deflate level of changed parts; None takes 6, and 1 for parts beyond 64 MiB.
        chunk_size: Bytes a sheet is read in at a time; the result does not depend on it.

    Raises:
        Refusal: The package is hostile or damaged.
        BookError: Something stands in the way, with its place.
    """
    with SourcePackage.open(path) as package:
        patch = _Patch(package, clock, level, chunk_size)
        with patch.staging:
            try:
                patch.make(changes)
            except StylesFullError as err:
                raise cannot_patch("formats-exhausted", package.file, most=MOST_FORMATS) from err
            patch.staging.write(out)
            return patch.report()


class _Patch:
    """One patch on its way: what is read, what is planned, and what is staged."""

    def __init__(self, package: SourcePackage, clock: dt.datetime, level: int | None, chunk_size: int) -> None:
        self.package = package
        self.workbook = WorkbookPart(package)
        self.staging = Staging(package, clock, self.workbook.part, level)
        self.sheets: dict[str, str] = {}
        self.filled: tuple[FilledTable, ...] = ()
        self.names: tuple[str, ...] = ()
        self._print_areas: dict[str, str] = {}
        self._chunk_size = chunk_size
        self._styles_part = self.workbook.related("styles")
        self.styles = self._read_styles()
        self._plans: list[tuple[TableEdit, TablePlan]] = []

    def _read_styles(self) -> StyleBook:
        if self._styles_part is None or self._styles_part not in self.package:
            return StyleBook(parse(MINIMAL % self.workbook.namespace.encode()), b"")
        return StyleBook(self.package.tree(self._styles_part), self.package.read(self._styles_part))

    def make(self, changes: Changes) -> None:
        """Stage every part that changes."""
        self.check_allowed(changes)
        if changes.links is not None:
            unlink(self.package, self.workbook, self.staging, changes.links)
        self.write_columns(changes.edits)
        self.fill(changes)
        for graft in changes.grafts:
            self.sheets[graft.key] = graft_sheet(graft, self.package, self.workbook, self.styles, self.staging)
        for name, text in changes.constants.items():
            self.workbook.set_name(f"{NAME_PREFIX}{name}", constant(text))
        for formula in changes.formulas:
            self.workbook.set_name(formula.name, formula.text, is_hidden=formula.is_hidden)
        self.workbook.remove_names(changes.forgotten)
        self.finish()

    def check_allowed(self, changes: Changes) -> None:
        """Refuse a signed package and a locked structure before any work."""
        signed = any(relation.kind == "origin" for relation in self.package.relations(""))
        if signed and not changes.may_break_signature:
            raise cannot_patch("package-signed", self.package.file)
        names = our_names(self.workbook.names())
        fresh = [graft.name for graft in changes.grafts if f"{NAME_PREFIX}sheet_{graft.key}" not in names]
        if fresh and self.workbook.is_locked:
            raise cannot_patch("structure-locked", self.package.file, sheet=fresh[0])

    def write_columns(self, edits: Sequence[TableEdit]) -> None:
        """Plan every table's columns, then splice each sheet once for each of its tables."""
        names = our_names(self.workbook.names())
        by_sheet: dict[str, list[TablePlan]] = {}
        entries: dict[str, SheetEntry] = {}
        for edit in edits:
            sheet = self.workbook.sheet(edit.table.sheet)
            tables = tables_of(self.package, sheet.part)
            table = the_table(self.package, edit.table, tables)
            others = [other for other in tables if other is not table]
            plan = placed(self.package.file, sheet.name, edit, names, table=table, others=others)
            self._plans.append((edit, plan))
            by_sheet.setdefault(sheet.part, []).append(plan)
            entries[sheet.part] = sheet
            if table is not None:
                headers = [(column.number, column.edit.header) for column in plan.columns]
                for part, data in extended(self.package, table, sheet.name, headers).items():
                    self.staging.put(part, data)
            print_area = extend_local_names(self.workbook, sheet, plan)
            if print_area is not None:
                self._print_areas[sheet.name] = print_area
            for column in plan.columns:
                where = Area(plan.area[0].top, column.number, max([plan.area[0].top, *plan.rows[-1:]]), column.number)
                self.workbook.set_name(column_name(edit.table.key, column.edit.key), reference(sheet.name, where))
        for part, plans in by_sheet.items():
            self._splice(entries[part], plans)

    def fill(self, changes: Changes) -> None:
        """Fill the user's own cells and tables."""
        if not changes.cells and not changes.fills:
            return
        filler = Filler(self.package, self.workbook, self.styles, self.staging)
        self.filled = filler.fill(changes.cells, changes.fills)
        self.names = filler.names
        if filler.has_new_formulas:
            self._drop_calculation_chain()

    def _splice(self, sheet: SheetEntry, plans: Sequence[TablePlan]) -> None:
        passes = [SheetSplice(plan, self.styles) for plan in plans]

        def spliced(chunks: Iterable[bytes]) -> Iterator[bytes]:
            stream: Iterable[bytes] = chunks
            for one in passes:
                stream = one(stream)
            yield from stream

        source = self.package.chunks(sheet.part, self._chunk_size)
        size = self.package.member(sheet.part).file_size
        try:
            self.staging.stream(sheet.part, through_utf8(source, spliced), size)
        except (UnknownEncodingError, UnicodeError) as err:
            raise damaged(self.package.file, sheet.part) from err
        if any(one.replaced_formula for one in passes):
            self._drop_calculation_chain()

    def _drop_calculation_chain(self) -> None:
        """Leave out the list of formulas, which would name a cell that holds none now; Excel makes it anew."""
        part = self.workbook.related("calcChain")
        if part is not None:
            self.workbook.unrelate(part)
            self.staging.remove(part)

    def finish(self) -> None:
        """Stage the parts that know of the others."""
        if self.styles.is_changed:
            part = self._styles_part or f"{self.workbook.part.rpartition('/')[0]}/styles.xml".lstrip("/")
            if self._styles_part is None:
                self.workbook.relate(part, "styles")
                self.workbook.declare(part, _STYLES_TYPE)
            self.staging.put(part, self.styles.to_bytes())
        for part in self.staging.gone():
            self.workbook.undeclare(part)
        for part, data in self.workbook.changed_parts().items():
            self.staging.put(part, data)

    def report(self) -> PatchReport:
        """Return what was changed; the staging has been written."""
        columns = tuple(
            WrittenColumn(plan.sheet, edit.table.key, column.edit.key, str(area), column.is_ours)
            for edit, plan in self._plans
            for column, area in zip(plan.columns, plan.area, strict=True)
        )
        return PatchReport(
            columns=columns,
            sheets=dict(self.sheets),
            changed_parts=tuple(self.staging.changed),
            added_parts=tuple(self.staging.added),
            removed_parts=tuple(self.staging.removed),
            print_areas=tuple(self._print_areas.values()),
            filled=self.filled,
            names=self.names,
        )
