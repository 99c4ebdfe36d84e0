"""The rules sheet: a rule book as blocks of cells that a sales manager edits, read back as the same document."""
