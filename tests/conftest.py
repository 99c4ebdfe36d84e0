"""What every suite shares: how much of a law runs, what may be skipped and why, one warm LibreOffice."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.support import office as libreoffice
from tests.support import shared as shared_data

# Other Pythons import them: the system's beside LibreOffice, a Windows one.
collect_ignore_glob = ["support/*_worker.py", "support/wine_client.py"]
FULL = os.environ.get("XLTIER_FULL") == "1"

# Two slow cores decide how long an example takes, so no deadline; a slice must fail the same way each time.
settings.register_profile("slice", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "full", max_examples=2000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("full" if FULL else "slice")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked long unless XLTIER_FULL=1, and skip what needs the shared data when it is absent."""
    if not FULL:
        long = [item for item in items if item.get_closest_marker("long")]
        if long:
            config.hook.pytest_deselected(items=long)
            items[:] = [item for item in items if not item.get_closest_marker("long")]
    reason = shared_data.absence()
    if reason:
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def office() -> Iterator[libreoffice.Office]:
    """Return the session's LibreOffice. Skips where it is not installed; on CI that is a failure."""
    reason = libreoffice.absence()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with libreoffice.Office() as running:
        yield running
