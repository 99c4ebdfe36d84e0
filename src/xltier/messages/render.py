"""From a Problem to a sentence: what is wrong, where, and what to do there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Final

from xltier.core.words import Words
from xltier.errors import Location, Problem
from xltier.messages.places import place

LANGUAGES: Final = ("en", "zh")

_SEVERITY: Final = {
    "en": {"error": "error", "warning": "warning", "note": "note"},
    "zh": {"error": "错误", "warning": "提醒", "note": "说明"},
}
_HINT: Final = {"en": "hint", "zh": "建议"}
_ON_SHEET: Final = "sheet_"
"""``sheet_what`` and ``sheet_hint`` stand in for ``what`` and ``hint`` where a rule is wrong in a cell."""
_IN_PROGRAM: Final = "live_"
"""``live_hint`` stands in for ``hint`` in a window of a spreadsheet program, where nobody can give an option."""
_LONGEST: Final = 200
"""A value of a message is cut after this many characters: a whole file may stand where a number belongs."""
_AT: Final = {"en": "{severity} in {where}: {what}", "zh": "{severity}（{where}）：{what}"}
_NOWHERE: Final = {"en": "{severity}: {what}", "zh": "{severity}：{what}"}
_ADVICE: Final = {"en": "{hint}", "zh": "建议：{hint}"}
_NOT_TEXT: Final = {None: "—", True: "true", False: "false"}
_MOST: Final = 12
"""A list of a message ends after this many items."""


@dataclass(frozen=True, slots=True)
class Message:
    """A Problem in words.

    Args:
        head: Severity and reference, ``error[band-gap]``.
        where: Place as an Excel reference, or as document path with its meaning; may be empty.
        what: The fact, with the offending value.
        hint: What the reader can do about it there; may be empty.
        hint_label: The word before the hint, in the reader's language.
    """

    head: str
    where: str
    what: str
    hint: str
    hint_label: str

    def __str__(self) -> str:
        """Return the message in up to three lines, the first one naming the place."""
        lines = [f"{self.head} {self.where}".rstrip(), f"  {self.what}"]
        if self.hint:
            lines.append(f"  {self.hint_label}: {self.hint}")
        return "\n".join(lines)


def render(problem: Problem, language: str, *, in_program: bool = False) -> Message:
    """Return the words of a Problem in ``language`` (``"en"`` or ``"zh"``).

    Args:
        problem: What is wrong.
        language: The reader's.
        in_program: Whether a window of a spreadsheet program says it, and no command.

    Raises:
        KeyError: The reference has no words: a defect of ours that the suite's catalogue test catches.
    """
    words = _catalogue(language)[problem.reference]
    if problem.at.sheet is not None:  # the reader has headers and cells before them, and no TOML
        words = _instead(words, _ON_SHEET)
    if in_program:
        words = _instead(words, _IN_PROGRAM)
    values = {name: _shown(value, language) for name, value in problem.values.items()}
    return Message(
        head=f"{_SEVERITY[language][problem.severity]}[{problem.reference}]",
        where=_where(problem.at, language),
        what=_filled(words["what"], values),
        hint=_filled(words.get("hint", ""), values),
        hint_label=_HINT[language],
    )


def window_text(problem: Problem, language: str) -> str:
    """Return a Problem as a window of a spreadsheet program says it: in a sentence, and below it what to do."""
    words = render(problem, language, in_program=True)
    severity = _SEVERITY[language][problem.severity].capitalize()
    said = (_AT if words.where else _NOWHERE)[language].format(severity=severity, where=words.where, what=words.what)
    return "\n".join((said, *((_ADVICE[language].format(hint=words.hint),) if words.hint else ())))


def _instead(words: Mapping[str, str], beginning: str) -> dict[str, str]:
    """Return the texts of a Problem, those whose name begins so in place of those without."""
    return {
        **words,
        **{name.removeprefix(beginning): text for name, text in words.items() if name.startswith(beginning)},
    }


def phrase(key: str, language: str, /, **values: object) -> str:
    """Return a phrase that is no Problem (a heading, a reason, a progress line) in ``language``."""
    shown = {name: _shown(value, language) for name, value in values.items()}
    return _filled(_phrases(language)[key], shown)


def references() -> frozenset[str]:
    """Return every Problem reference that has words."""
    return frozenset(name for name in _catalogue("en") if name != "phrases")


class _Counted(Formatter):
    """Fills placeholders; ``{count:row/rows}`` is the word that goes with one, or with any other number."""

    def format_field(self, value: object, spec: str) -> str:
        one, slash, many = spec.partition("/")
        if not slash:
            return str(super().format_field(value, spec))
        return one if str(value) == "1" else many


_COUNTED: Final = _Counted()


def _filled(text: str, values: Mapping[str, object]) -> str:
    return _COUNTED.vformat(text, (), values) if ":" in text else text.format_map(values)


def _where(at: Location, language: str) -> str:
    """Return the place; a path of a document is followed by what it means."""
    if at.path is None:
        return _clean(str(at))
    meaning = place(at.path, language)
    if meaning == at.path:
        return _clean(str(at))
    return _clean(f"{at}（{meaning}）" if language == "zh" else f"{at} ({meaning})")


def _shown(value: object, language: str) -> object:
    """Return a placeholder's value as shown: bilingual names choose a side, lists are joined, None is a dash."""
    match value:
        case Words():
            return _clean(value.said(language))
        case Mapping():
            return _shown(value.get(language) or next(iter(value.values()), ""), language)
        case list() | tuple() | frozenset() | set():
            shown = [str(_shown(item, language)) for item in value]
            kept = (*shown[:_MOST], *("…" for _ in shown[_MOST : _MOST + 1]))
            return ("、" if language == "zh" else ", ").join(kept) or _NOT_TEXT[None]
        case str():
            return _clean(value)
        case None | True | False:
            return _NOT_TEXT[value]
    return value


def _clean(text: str) -> str:
    """Return text fit for one line of a terminal or cell: nothing unprintable in it, and not endless."""
    one_line = "".join(letter if letter.isprintable() else " " for letter in text[: _LONGEST + 1])
    return one_line if len(one_line) <= _LONGEST else f"{one_line[:_LONGEST]}…"


@cache
def _phrases(language: str) -> dict[str, str]:
    """Return the phrases alone: a command's help needs no more, and should not wait for every Problem's words."""
    text = _text(language)
    end = text.find("\n[", text.index("[phrases]") + 1)
    found: dict[str, str] = tomllib.loads(text[: end if end >= 0 else None])["phrases"]
    return found


@cache
def _catalogue(language: str) -> dict[str, Any]:
    return tomllib.loads(_text(language))


def _text(language: str) -> str:
    return files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
