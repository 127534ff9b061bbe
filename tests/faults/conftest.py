"""One laboratory for all the faults, and how thoroughly they are tried: ``UNION_FAULTS=long`` tries all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.faults import recording
from tests.faults.laboratory import Laboratory


@pytest.fixture(scope="session")
def lab() -> Iterator[Laboratory]:
    """A nursery with everything loaded, and a folder in memory."""
    with Laboratory() as laboratory:
        yield laboratory


@pytest.fixture(scope="session")
def long() -> bool:
    """Whether to try every point instead of some."""
    return os.environ.get("UNION_FAULTS") == "long"


@pytest.fixture
def traced() -> None:
    """Skips where system calls cannot be watched."""
    if recording.why_not():
        pytest.skip(recording.why_not())
