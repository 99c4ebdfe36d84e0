"""The page behind "Help on this function": an HTML file a language, made from the catalogue, needing no network.

Excel opens whatever lies in its start-up folder, so there the pages stand in a folder beside it; elsewhere they stand
beside the add-in. ``HelpPage`` of the add-in looks for them in the same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

import xltier
from xltier.app.functions.catalogue import CATALOGUE, Function
from xltier.messages import LANGUAGES, phrase

FOLDER: Final = "xltier"
"""The folder of the pages, beside the start-up folder."""

_ERRORS: Final = {"#N/A": "manual-na", "#VALUE!": "manual-value", "#NUM!": "manual-num", "#DIV/0!": "manual-div"}
_LOCALES: Final = {"en": "en", "zh": "zh-CN"}
_STYLE: Final = """
:root { color-scheme: light dark; --ink: #0f1b26; --soft: #5b6770; --line: #d9dde1; --accent: #1f6aa5; --ground: #fff;
  --cell: #f4f6f8 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaee; --soft: #9aa5ae; --line: #333d46; --accent: #7db8e6;
  --ground: #14191e; --cell: #1d242b } }
* { box-sizing: border-box }
body { margin: 0; color: var(--ink); background: var(--ground);
  font: 15px/1.55 "Segoe UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif }
.page { display: grid; grid-template-columns: 190px minmax(0, 760px); gap: 40px; max-width: 1040px; margin: 0 auto;
  padding: 28px 24px 80px }
nav { position: sticky; top: 20px; align-self: start; max-height: calc(100vh - 40px); overflow: auto; font-size: 13px }
nav a { display: block; padding: 2px 0; text-decoration: none }
a { color: var(--accent) }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px }
h2 { font-size: 18px; margin: 40px 0 6px; padding-top: 12px; border-top: 1px solid var(--line) }
section:target h2 { color: var(--accent) }
p { margin: 6px 0 10px }
.soft { color: var(--soft) }
code { font: 13px/1.5 Consolas, Menlo, "DejaVu Sans Mono", monospace; background: var(--cell); padding: 1px 5px;
  border-radius: 3px; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; font-size: 14px }
th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line) }
th { color: var(--soft); font-weight: 600 }
td:first-child { width: 130px }
@media (max-width: 720px) { .page { display: block } nav { position: static; max-height: none; columns: 2;
  margin-bottom: 24px } }
@media print { nav { display: none } .page { display: block } section { break-inside: avoid } }
"""


def pages() -> dict[str, bytes]:
    """Return each page by its file name."""
    return {name(language): page(language).encode() for language in LANGUAGES}


def name(language: str) -> str:
    """Return the file name of a page."""
    return f"functions.{language}.html"


def page(language: str) -> str:
    """Return the page in a language."""
    other = next(one for one in LANGUAGES if one != language)
    links = "".join(f'<a href="#{one}">{one}</a>' for one in CATALOGUE)
    title = phrase("manual-title", language)
    return (
        f'<!DOCTYPE html>\n<html lang="{_LOCALES[language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<div class="page">\n<nav>{links}</nav>\n<main>\n'
        f'<h1>{escape(title)}</h1>\n<p class="soft">xltier {xltier.__version__} · '
        f'<a href="{name(other)}" hreflang="{_LOCALES[other]}">{escape(phrase("manual-other", language))}</a></p>\n'
        f"<p>{escape(phrase('manual-intro', language))}</p>\n{_errors(language)}"
        f"{''.join(_function(one, language) for one in CATALOGUE.values())}</main>\n</div>\n</body>\n</html>\n"
    )


def _errors(language: str) -> str:
    rows = ((f"<code>{escape(error)}</code>", escape(phrase(key, language))) for error, key in _ERRORS.items())
    return _table(phrase("manual-error", language), phrase("manual-meaning", language), rows)


def _function(function: Function, language: str) -> str:
    shown = ", ".join(f"[{one.name}]" if one.is_optional else one.name for one in function.parameters)
    optional = f' <span class="soft">({escape(phrase("manual-optional", language))})</span>'
    rows = (
        (f"<code>{one.name}</code>", escape(one.help.said(language)) + (optional if one.is_optional else ""))
        for one in function.parameters
    )
    return (
        f'<section id="{function.name}">\n<h2>{function.name}</h2>\n<p>{escape(function.help.said(language))}</p>\n'
        f"<p><code>{function.name}({escape(shown)})</code></p>\n"
        f'<p><span class="soft">{escape(phrase("manual-example", language))}</span> '
        f"<code>{escape(function.example)}</code></p>\n"
        f"{_table(phrase('manual-argument', language), phrase('manual-meaning', language), rows)}</section>\n"
    )


def _table(first: str, second: str, rows: Iterator[tuple[str, str]]) -> str:
    body = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>\n" for one, other in rows)
    return f"<table>\n<tr><th>{escape(first)}</th><th>{escape(second)}</th></tr>\n{body}</table>\n"
