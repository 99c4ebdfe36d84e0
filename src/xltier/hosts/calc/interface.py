"""The add-in's UNO interface, one method a function of the catalogue: its IDL, and the type library made of it.

``XLTIER.rdb`` is committed beside this file, because ``unoidl-write`` comes with the office's SDK only
(Debian: libreoffice-dev). After a change of the catalogue::

    python -m xltier.hosts.calc.interface
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

from xltier.app.functions.catalogue import CATALOGUE, Function
from xltier.hosts.calc.coercion import needs_document

HERE: Final = Path(__file__).parent
TYPES: Final = HERE / "XLTIER.rdb"
IDL: Final = HERE / "XLTIER.idl"

_CELLS: Final = "sequence< sequence< any > >"
_SDK: Final = "/usr/lib/libreoffice/sdk/bin"
_PROGRAM: Final = Path("/usr/lib/libreoffice/program")


def idl() -> str:
    """Return the interface as UNO IDL.

    ``caller`` is the document: Calc fills it in and shows no such argument. ``any`` is what may be left out.
    Names lose their underscores, which IDL forbids in lower case; the Function Wizard shows those of the catalogue.
    """
    methods = "\n".join(_method(function) for function in CATALOGUE.values())
    return f"// Made from the catalogue by xltier.hosts.calc.interface; do not edit.\n{_OPEN}{methods}\n{_CLOSE}"


_OPEN: Final = "module org { module xltier { module calc {\ninterface XFunctions\n{\n"
_CLOSE: Final = "};\n}; }; };\n"


def _method(function: Function) -> str:
    arguments = ["[in] ::com::sun::star::beans::XPropertySet caller"] if needs_document(function) else []
    arguments += [f"[in] any {parameter.name.replace('_', '')}" for parameter in function.parameters]
    return f"    {_CELLS} {function.name}( {', '.join(arguments)} );"


def writer() -> str | None:
    """Return the path of ``unoidl-write``, or None where the SDK is not installed."""
    return shutil.which("unoidl-write") or shutil.which("unoidl-write", path=_SDK)


def write_types(source: Path, target: Path) -> None:
    """Write the type library of an IDL file.

    Raises:
        FileNotFoundError: The SDK of the office is not installed.
        subprocess.CalledProcessError: The IDL is wrong.
    """
    program = writer()
    if program is None:
        raise FileNotFoundError("unoidl-write (Debian: libreoffice-dev)")
    libraries = [str(_PROGRAM / "types.rdb"), str(_PROGRAM / "types" / "offapi.rdb")]
    subprocess.run([program, *libraries, str(source), str(target)], check=True, timeout=60)  # noqa: S603  fixed words
    target.chmod(0o644)  # unoidl-write leaves a file that its owner cannot write


if __name__ == "__main__":
    IDL.write_text(idl(), encoding="utf-8")
    TYPES.unlink(missing_ok=True)
    write_types(IDL, TYPES)
