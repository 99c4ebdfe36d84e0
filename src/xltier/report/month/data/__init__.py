"""The data sheets of the monthly workbook: live formulas on what was reported and on the rules, and plain lists."""
