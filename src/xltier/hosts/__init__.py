"""Hosts: each answers a running spreadsheet program by the catalogue of worksheet functions."""
