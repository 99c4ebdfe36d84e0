"""The live macros: refresh, undo, explain and the rest, in a workbook that a spreadsheet program has open."""
