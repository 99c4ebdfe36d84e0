"""The summary of a rated sheet: one page, with what suits the kind of scheme."""
