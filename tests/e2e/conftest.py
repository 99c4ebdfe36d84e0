"""What the tests of the command line share."""

from __future__ import annotations

import pytest

from tests.support.command_line import Command


@pytest.fixture
def xltier(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)
