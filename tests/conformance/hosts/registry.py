"""The hosts that the conformance suite asks. A new host is one class and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from tests.conformance.hosts.calc import Calc
from tests.conformance.hosts.core import Core
from tests.conformance.hosts.formulas import Formulas
from tests.conformance.hosts.frames import Frames
from tests.conformance.hosts.host import Host
from tests.conformance.hosts.lambda_pack import Lambdas
from tests.conformance.hosts.xlwings_host import XlwingsHost

HOSTS: Final[Mapping[str, Callable[[], Host]]] = {
    "core": Core,
    "frames, polars": partial(Frames, "polars"),
    "frames, pandas": partial(Frames, "pandas Int64"),
    "formulas, IronCalc": partial(Formulas, "IronCalc"),
    "formulas, LibreOffice": partial(Formulas, "LibreOffice"),
    "lambda": Lambdas,
    "calc": Calc,
    "xlwings": XlwingsHost,
}
