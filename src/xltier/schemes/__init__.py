"""The shipped rule books, one TOML document each, and the way any document becomes a Scheme."""

from xltier.schemes.library import load_scheme, read_toml, shipped, shipped_text

__all__ = ["load_scheme", "read_toml", "shipped", "shipped_text"]
