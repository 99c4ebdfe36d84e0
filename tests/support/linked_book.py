"""A workbook as Excel saves it when cells call functions of an add-in: through a link to the add-in's file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import xlsxwriter

from tests.support.patch_parts import WORKBOOK, WORKBOOK_RELATIONS, packed, unpacked

ELSEWHERE: Final = "file:///D:\\别人\\XLSTART\\xltier.xlam"
"""Where the add-in of the colleague lies who saved the workbook."""

_LINK: Final = "xl/externalLinks/externalLink{}.xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PATHS: Final = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def linked_book(path: Path, targets: tuple[str, ...] = (ELSEWHERE,)) -> Path:
    """Return a workbook with calls through links 1, 2 ... to files; ``xlStartup`` alone means any start-up folder.

    客户!C2:C4 call TIER through link 1, C5 calls it bare and shows ``#NAME?``, D2 is no formula of ours; a Table's
    column and a defined name go through link 1 too.
    """
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("客户")
        sheet.add_table("A1:C4", {"columns": [{"header": "编号"}, {"header": "得分"}, {"header": "等级"}]})
        for row in range(2, 6):
            sheet.write_row(row - 1, 0, [f"K{row}", 86])
        for row in (2, 3, 4):
            sheet.write_formula(row - 1, 2, f'=[1]!TIER(B{row},"standard")&""', None, "B")
        sheet.write_formula("C5", "=TIER(B5)", None, "#NAME?")
        sheet.write_formula("D2", '="[1]!TIER(B2)"&SUM(B2:B5)', None, "x")
        sheet.write_number("E7", 7)
        other = book.add_worksheet("其他")
        other.write_formula("A1", "=[2]明细!B1+SUM(客户!B2:B5)", None, 1)
        book.define_name("最好", "=[1]!TIER(91)")
    parts = unpacked(path.read_bytes())
    references = "".join(f'<externalReference r:id="rIdL{number}"/>' for number in range(1, len(targets) + 1))
    parts[WORKBOOK] = parts[WORKBOOK].replace(
        b"</sheets>", f"</sheets><externalReferences>{references}</externalReferences>".encode()
    )
    table = parts["xl/tables/table1.xml"]
    column = b"<calculatedColumnFormula>[1]!TIER(Table1[[#This Row],[x&lt;y]])</calculatedColumnFormula>"
    head, _, tail = table.rpartition(
        b"/>\n</tableColumns>" if b"/>\n</tableColumns>" in table else b"/></tableColumns>"
    )
    parts["xl/tables/table1.xml"] = head + b">" + column + b"</tableColumn></tableColumns>" + tail
    for number, target in enumerate(targets, start=1):
        part = _LINK.format(number)
        kind = f"{_PATHS}/xlStartup" if target == "xlStartup" else f"{_OFFICE}/externalLinkPath"
        target = "xltier.xlam" if target == "xlStartup" else target  # noqa: PLW2901 - the file of that kind
        relation = f'<Relationship Id="rIdL{number}" Type="{_OFFICE}/externalLink" Target="/{part}"/>'
        parts[WORKBOOK_RELATIONS] = parts[WORKBOOK_RELATIONS].replace(
            b"</Relationships>", f"{relation}</Relationships>".encode()
        )
        parts[part] = (
            f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1">'
            '<definedNames><definedName name="TIER"/></definedNames></externalBook></externalLink>'
        ).encode()
        parts[f"xl/externalLinks/_rels/externalLink{number}.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>'
        ).encode()
    path.write_bytes(packed(parts))
    return path
