"""A company's own designed workbook filled with the month: which cells and columns it may ask for, and with what."""
