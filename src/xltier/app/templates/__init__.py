"""Blank inputs to fill in: which sheets and columns they have, made from what the readers look for."""
