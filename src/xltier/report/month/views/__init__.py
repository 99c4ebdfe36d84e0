"""The sheets that people read: each one live formulas over the sheets of data, with the engine's values cached."""
