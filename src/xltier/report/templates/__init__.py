"""Blank input workbooks."""
