"""Bytes on disk: which format, whether it is safe, what is in it, and how a workbook is written back."""
