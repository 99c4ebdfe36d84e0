"""``xltier.oxt``: the add-in as one file that LibreOffice installs, the same bytes from the same sources."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final

import xltier
from xltier.hosts.calc.interface import TYPES
from xltier.hosts.calc.menu import menu
from xltier.hosts.calc.registration import registration
from xltier.hosts.calc.travellers import ROOT, travellers

NAME: Final = "xltier.oxt"
IDENTIFIER: Final = "org.xltier.calc"

_INSIDE: Final = Path(__file__).parent / "inside"
_COMPONENTS: Final = {"xltier_component.py": _INSIDE / "component.py", "xltier_job.py": _INSIDE / "job.py"}
"""By their names in the file: the functions, and the macros behind menu and toolbar."""

_STAMP: Final = (1980, 1, 1, 0, 0, 0)
_MANIFEST: Final = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
 <manifest:file-entry manifest:full-path="XLTIER.rdb"
  manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
 <manifest:file-entry manifest:full-path="xltier_component.py"
  manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>
 <manifest:file-entry manifest:full-path="xltier_job.py"
  manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>
 <manifest:file-entry manifest:full-path="CalcAddIns.xcu"
  manifest:media-type="application/vnd.sun.star.configuration-data"/>
 <manifest:file-entry manifest:full-path="Addons.xcu"
  manifest:media-type="application/vnd.sun.star.configuration-data"/>
</manifest:manifest>
"""
_DESCRIPTION: Final = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006">
 <identifier value="{identifier}"/>
 <version value="{version}"/>
 <display-name>
  <name lang="en">xltier: customer tiers in a cell</name>
  <name lang="zh-CN">xltier：单元格里的客户评级</name>
 </display-name>
 <dependencies>
  <LibreOffice-minimal-version xmlns="http://libreoffice.org/extensions/description/2011" value="7.4"
   name="LibreOffice 7.4"/>
 </dependencies>
</description>
"""


def extension() -> bytes:
    """Return the add-in as the bytes of an .oxt file."""
    parts: dict[str, bytes] = {
        "META-INF/manifest.xml": _MANIFEST.encode(),
        "description.xml": _DESCRIPTION.format(identifier=IDENTIFIER, version=xltier.__version__).encode(),
        "CalcAddIns.xcu": registration().encode(),
        "Addons.xcu": menu().encode(),
        "XLTIER.rdb": TYPES.read_bytes(),
    }
    parts |= {name: path.read_bytes() for name, path in _COMPONENTS.items()}
    for path in travellers(*_COMPONENTS.values()):
        parts[f"pythonpath/{ROOT.name}/{path.relative_to(ROOT).as_posix()}"] = path.read_bytes()
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
