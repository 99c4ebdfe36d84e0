"""Workbooks that we lay out, one module a sheet."""
