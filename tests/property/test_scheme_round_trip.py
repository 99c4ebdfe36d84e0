"""A scheme written as a document, as TOML or as a rules sheet reads back as the same scheme."""

from __future__ import annotations

import pytest

from tests.support.random_schemes import SEEDS, random_scheme
from xltier.core.document import read_document
from xltier.core.scheme import Scheme
from xltier.core.write_document import write_document
from xltier.schemes.library import load_scheme, read_toml, shipped
from xltier.schemes.write_toml import scheme_toml

SCHEMES = [*shipped(), *range(SEEDS)]


def scheme_of(which: str | int) -> Scheme:
    return load_scheme(which) if isinstance(which, str) else random_scheme(which)


@pytest.mark.parametrize("which", SCHEMES)
def test_a_document_reads_back_as_the_scheme_it_was_written_from(which: str | int) -> None:
    scheme = scheme_of(which)
    assert read_document(write_document(scheme)) == (scheme, ())


@pytest.mark.parametrize("which", SCHEMES)
def test_toml_reads_back_as_the_scheme_it_was_written_from(which: str | int) -> None:
    scheme = scheme_of(which)
    assert read_toml(scheme_toml(scheme), "scheme") == scheme
