"""How the edges of bands and bins close: the words that a document may use."""

from __future__ import annotations

from typing import Final

R_EDGES: Final = "rfm-r"
"""Quantiles cut as the R package rfm cuts them; the scores then depend on the unit."""

EDGES: Final = ("strict", "half-open", R_EDGES)
