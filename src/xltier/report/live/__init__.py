"""Our sheets for an open workbook: written by the same code as in files, and recorded instead of saved."""
