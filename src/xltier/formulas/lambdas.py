"""The LAMBDA pack: worksheet functions as defined names that read the rules sheet of their own workbook.

No install and no macro: Excel 365 computes them, also on the web and on Macs. Every name has a fixed
number of arguments, because IronCalc, which proves them, knows no omitted ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xltier.core.plan import Plan
from xltier.core.words import Words
from xltier.formulas.basis import SOUND, basis_steps, guarded
from xltier.formulas.lambda_codes import PLAIN, PREFIX, of_tiers
from xltier.formulas.render import render, search
from xltier.formulas.rules_cells import RulesCells
from xltier.formulas.steps import steps
from xltier.formulas.syntax import Name, Node
from xltier.formulas.work import Sources, Step

LONGEST: Final = 8192
"""Characters that a defined name may hold."""
_PART: Final = 5200
"""Characters of steps in one name, leaving room for what it fetches from the one before."""
_MOST_VARIABLES: Final = 100
_ROW, _ADDED, _CAP = "row", "added", "top"
_NEW: Final = ("LAMBDA", "LET", "BYROW", "HSTACK", "MAP")


@dataclass(frozen=True, slots=True)
class Pack:
    """Defined names.

    Args:
        shown: Functions that people type, by name.
        inner: Parts of them, to be hidden.
        left_out: Functions of the catalogue that no formula can be, with the reason.
    """

    shown: Mapping[str, str]
    inner: Mapping[str, str]
    left_out: Mapping[str, Words]


NO_POPULATION: Final = Words("需要全体客户", "needs all customers at once")
NO_READING: Final = Words("需要读取方案全文", "needs to read the scheme itself")
NO_DATES: Final = Words("需要日期与排名计算", "needs dates and ranks")
LEFT_OUT: Final[Mapping[str, Words]] = {
    "TIER_TABLE": NO_READING,
    "TIER_CHECK": NO_READING,
    "TIER_QUOTA": NO_POPULATION,
    "TIER_PARETO": NO_POPULATION,
    "TIER_RFM": NO_DATES,
    "TIER_QUADRANT": NO_POPULATION,
}


def pack(plan: Plan, rules: RulesCells, *, language: str) -> Pack:
    """Return the names of a plan's functions.

    Args:
        plan: A compiled plan that needs no population; else only what a tier's code is asked for is written.
        rules: Where its rules stand.
        language: Of reasons, names and strategies.
    """
    shown = {**of_tiers(plan, rules, language), **PLAIN}
    inner: dict[str, str] = {}
    left_out: dict[str, Words] = dict(LEFT_OUT)
    if plan.wanted:
        left_out |= dict.fromkeys(("TIER", "TIER_SCORE", "TIER_GAP", "TIER_WHY", "TIER_POINTS"), NO_POPULATION)
    else:
        rated = _Rated.of(plan, rules, language)
        inner |= rated.names
        shown |= rated.functions()
        left_out |= {name: NO_SCORE for name in _ASKED if f"{PREFIX}{name}" not in shown}
    both = shown | inner
    return Pack({name: stored(both[name]) for name in shown}, {name: stored(both[name]) for name in inner}, left_out)


_ASKED: Final = ("TIER_SCORE", "TIER_GAP", "TIER_POINTS")
NO_SCORE: Final = Words("该方案没有得分", "the scheme has no score")


def stored(text: str) -> str:
    """Return a formula as a file holds it: new functions and parameters carry their prefixes.

    Example:
        >>> stored("LAMBDA(row,LET(x_a,INDEX(row,1,1),x_a))")
        '_xlfn.LAMBDA(_xlpm.row,_xlfn.LET(_xlpm.x_a,INDEX(_xlpm.row,1,1),_xlpm.x_a))'
    """
    pieces = text.split('"')
    return '"'.join(piece if at % 2 else _prefixed(piece) for at, piece in enumerate(pieces))


def _prefixed(text: str) -> str:
    out: list[str] = []
    word = ""
    for letter in f"{text}\0":
        if letter.isalnum() or letter in "_.":
            word += letter
            continue
        if word in _NEW and letter == "(":
            word = f"_xlfn.{word}"
        elif word in _PARAMETERS or word.startswith("x_"):
            word = f"_xlpm.{word}"
        out += [word, letter]
        word = ""
    return "".join(out).removesuffix("\0")


_PARAMETERS: Final = frozenset(
    {_ROW, _ADDED, _CAP, "values", "what", "which", "field", "now", "before", "part", "scores", "from_top"}
    | {"value", "thresholds", "labels", "start", "end_", "new_", "cost", "customers", "gain", "margin", "kept", "rate"}
    | {"past", "score", "most", "stars", "one"}
)


@dataclass(frozen=True, slots=True)
class _Rated:
    """The steps of a plan cut into names, each handing its results to the next as one row."""

    plan: Plan
    names: Mapping[str, str]
    at: Mapping[str, int]
    last: str

    @classmethod
    def of(cls, plan: Plan, rules: RulesCells, language: str) -> _Rated:
        """Cut a plan's steps into parts that fit into names."""
        values: dict[str, Node] = {key: Name(f"in_{key}") for key in plan.keys}
        sources = Sources(values, adjust=Name(_ADDED) if plan.score is not None else None, cap=Name(_CAP))
        basis = basis_steps(plan, rules)
        shared = {step.name: f"{PREFIX}_{step.name}(0)" for step in basis}
        made = steps(plan, sources, guarded(rules, Name(SOUND)) if basis else rules, language=language)
        place = _placer(plan, shared)
        texts = {step.name: render(step.formula, place, search) for step in made}
        names = {f"{PREFIX}_{step.name}": f"LAMBDA(which,{render(step.formula, place, search)})" for step in basis}
        at: dict[str, int] = {}
        before = ""
        for number, part in enumerate(_parts(made, texts), 1):
            name = f"{PREFIX}_{number}"
            names[name] = _part(part, texts, at, before)
            at = at | {step.name: len(at) + place for place, step in enumerate(part, 1)}
            before = name
        return cls(plan, names, at, before)

    def functions(self) -> dict[str, str]:
        """Return the functions that rate."""
        found = {f"{PREFIX}TIER": self._each("tier"), f"{PREFIX}TIER_WITH": self._with("tier")}
        for name, step in (("TIER_SCORE", "score"), ("TIER_GAP", "gap"), ("TIER_WHY", "why")):
            if step in self.at:
                found[PREFIX + name] = self._each(step)
                found[f"{PREFIX}{name}_WITH"] = self._with(step)
        points = self._points()
        return found | ({} if points is None else {f"{PREFIX}TIER_POINTS": points})

    def _each(self, step: str) -> str:
        """Return a function over one row or several; a wrong number of columns is #VALUE!."""
        answer = f'INDEX({self.last}({_ROW},0,""),1,{self.at[step]})'
        body = f"BYROW(values,LAMBDA({_ROW},{answer}))"
        return f"LAMBDA(values,IF(COLUMNS(values)={self.plan.inputs},{body},#VALUE!))"

    def _with(self, step: str) -> str:
        """Return a function over one row, with points added and a cap."""
        answer = f"INDEX({self.last}({_ROW},{_ADDED},{_CAP}),1,{self.at[step]})"
        return f"LAMBDA({_ROW},{_ADDED},{_CAP},IF(COLUMNS({_ROW})={self.plan.inputs},{answer},#VALUE!))"

    def _points(self) -> str | None:
        if self.plan.score is None:
            return None
        keys = [scored.measure.key for scored in self.plan.score.scored if f"p_{scored.measure.key}" in self.at]
        if not keys:
            return None
        rows = {
            kind: ",".join(
                f"INDEX(x_all,1,{self.at[name]})" if (name := f"{kind}_{key}") in self.at else '""' for key in keys
            )
            for kind in ("p", "l")
        }
        chosen = f'IF(what="lost",HSTACK({rows["l"]}),IF(what="points",HSTACK({rows["p"]}),#VALUE!))'
        return f'LAMBDA({_ROW},what,LET(x_all,{self.last}({_ROW},0,""),{chosen}))'


def _placer(plan: Plan, shared: Mapping[str, str]) -> _Place:
    return _Place({f"in_{key}": f"INDEX({_ROW},1,{at})" for at, key in enumerate(plan.keys, 1)} | dict(shared))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name stands inside a part: a raw value in the row, a name of the workbook, an argument, or a variable."""

    raw: Mapping[str, str]

    def __call__(self, name: str) -> str:
        if name in self.raw:
            return self.raw[name]
        return name if name in {_ADDED, _CAP} else f"x_{name}"


def _parts(made: Sequence[Step], texts: Mapping[str, str]) -> list[list[Step]]:
    parts: list[list[Step]] = [[]]
    size = 0
    for step in made:
        size += len(texts[step.name]) + len(step.name) + 4
        if parts[-1] and (size > _PART or len(parts[-1]) >= _MOST_VARIABLES // 2):
            parts.append([])
            size = len(texts[step.name])
        parts[-1].append(step)
    return parts


def _part(part: Sequence[Step], texts: Mapping[str, str], at: Mapping[str, int], before: str) -> str:
    """Return one name: earlier results fetched, its own computed, all handed on in one row."""
    bound = [f"x_{step.name},{texts[step.name]}" for step in part]
    own = ",".join(f"x_{step.name}" for step in part)
    result = f"HSTACK({own})" if len(part) > 1 or before else own
    if before:
        read = [name for name in at if any(f"x_{name}" in _words(texts[step.name]) for step in part)]
        fetched = [f"x_{name},INDEX(x_all,1,{at[name]})" for name in read]
        bound = [f"x_all,{before}({_ROW},{_ADDED},{_CAP})", *fetched, *bound]
        result = f"HSTACK(x_all,{own})"
    return f"LAMBDA({_ROW},{_ADDED},{_CAP},LET({','.join(bound)},{result}))"


def _words(text: str) -> frozenset[str]:
    found = set()
    word = ""
    for letter in f"{text} ":
        if letter.isalnum() or letter in "_.":
            word += letter
        else:
            found.add(word)
            word = ""
    return frozenset(found)
