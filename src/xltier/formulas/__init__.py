"""A compiled plan as spreadsheet formulas: portable cells, and the bodies of LAMBDA names.

Both are written from the same steps. A step is one small formula with a name, a label and the
engine's value; a layout gives each step a cell, or a variable of LET. Formulas read the cells of the
rules sheet wherever a rule stands in one, so that an edited threshold rates at once.
"""
