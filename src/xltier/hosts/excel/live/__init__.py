"""The workbook that Excel for Windows has open, as the live macros want it: xlwings, and Excel's own COM."""
