"""How a function of the catalogue is declared to Excel: the same argument names in Visual Basic and in Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xltier.app.functions.catalogue import Function

HOME: Final = "home"
"""Argument that no user sees: the workbook of the cell that asks. Its rules decide, not those of the one in front."""

HOME_IN_VBA: Final = "Home()"

RESERVED: Final = frozenset(
    # Statements, marks, operators, names, special forms, types and literals that [MS-VBAL] 3.3.5.2 reserves.
    """
    call case close const declare defbool defbyte defcur defdate defdbl defint deflng deflnglng deflngptr defobj defsng
    defstr defvar dim do else elseif end endif enum erase event exit for friend function get global gosub goto if
    implements input let lock loop lset next on open option print private public put raiseevent redim resume return
    rset seek select set static stop sub type unlock wend while with write rem any as byref byval each in new shared
    until withevents optional paramarray preserve spc tab then to addressof and eqv imp is like mod not or typeof xor
    abs cbool cbyte ccur cdate cdbl cdec cint clng clnglng clngptr csng cstr cvar cverr date debug doevents fix int len
    lenb me pset scale sgn string array circle inputb lbound ubound boolean byte currency double integer long longlong
    longptr single variant true false nothing empty null attribute lineinput decimal cdecl defdec
    """.split()  # noqa: SIM905 - two hundred words in quotes of their own would be a page
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument as it is declared.

    Args:
        name: Legal in Visual Basic and in Python.
        is_optional: Whether it may be left out.
    """

    name: str
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """A worksheet function as it is declared.

    Args:
        name: As typed in a cell.
        parameters: In order, without :data:`HOME`.
        needs_home: Whether it may mean a scheme of its workbook, so that it must be told which one that is.
    """

    name: str
    parameters: tuple[Parameter, ...]
    needs_home: bool


def signature(function: Function) -> Signature:
    """Return how a function is declared."""
    parameters = tuple(Parameter(legal(one.name), one.is_optional) for one in function.parameters)
    return Signature(function.name, parameters, any(one.name == "scheme" for one in function.parameters))


def legal(name: str) -> str:
    """Return a name that Visual Basic takes: a reserved word gets an underscore behind it.

    Example:
        >>> legal("values"), legal("end")
        ('values', 'end_')
    """
    return f"{name}_" if name in RESERVED else name
