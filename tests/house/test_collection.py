"""A run of the whole tree, as ``nox`` has it, begins: nothing below ``tests`` stops pytest before the first test."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.shared import ROOT


def test_what_tests_share_can_be_collected_with_them() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider", "tests/support"]
    found = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")

    # A folder without a single doctest has nothing to collect, and that is no fault.
    assert found.returncode in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}, found.stdout
