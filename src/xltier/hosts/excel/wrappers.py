"""Module ``XLTIER`` of the add-in: one Visual Basic function for each of the catalogue.

It is what xlwings' own generator writes for our functions, save two things that a test names: the answer passes
through ``WithErrors``, which makes true error values of it, and a call that fails gives an error value and no
sentence, because a text in place of a number goes into sums unseen.
"""

from __future__ import annotations

from typing import Final

from xltier.app.functions.catalogue import CATALOGUE
from xltier.hosts.excel.signature import HOME_IN_VBA, Signature, signature

NAME: Final = "XLTIER"
"""The module's name, so that ``XLTIER.TIER`` means the same function as in LibreOffice."""

ANSWERS: Final = "xltier.hosts.excel.functions"
"""The Python module that answers."""


def wrappers() -> str:
    """Return the module's text; ASCII, lines end with a line feed."""
    return _HEAD + "\n".join(_wrapper(signature(function)) for function in CATALOGUE.values())


_HEAD: Final = '#Const App = "Microsoft Excel"\n'


def _wrapper(declared: Signature) -> str:
    shown = ", ".join(("Optional " if one.is_optional else "") + one.name for one in declared.parameters)
    given = [one.name for one in declared.parameters] + ([HOME_IN_VBA] if declared.needs_home else [])
    call = f'Server.CallUDF("{ANSWERS}", "{declared.name}", Array({", ".join(given)})'
    return (
        f"Function {declared.name}({shown})\n"
        '    #If App = "Microsoft Excel" Then\n'
        "        If TypeOf Application.Caller Is Range Then On Error GoTo failed\n"
        f"        {declared.name} = WithErrors({call}, ActiveWorkbook, Application.Caller))\n"
        "        Exit Function\n"
        "    #Else\n"
        f"        {declared.name} = WithErrors({call}))\n"
        "        Exit Function\n"
        "    #End If\n"
        "failed:\n"
        f'    {declared.name} = Unanswered("{declared.name}")\n'
        "End Function\n"
    )
