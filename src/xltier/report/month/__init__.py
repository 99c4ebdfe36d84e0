"""The monthly workbook: what each sheet says, apart from how it looks."""
