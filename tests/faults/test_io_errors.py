"""The disk answers with an error once: the step is done all the same, or refused, nothing changed, and then done."""

from random import Random

import pytest

from tests.faults import campaigns
from tests.faults.campaigns import Count
from tests.faults.laboratory import Laboratory
from tests.faults.test_kills import ACTS


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize(
    "error",
    [pytest.param("EIO", marks=pytest.mark.fault("D11")), pytest.param("ENOSPC", marks=pytest.mark.fault("D1"))],
)
@pytest.mark.parametrize("act", ACTS)
def test_one_call_fails(lab: Laboratory, act: str, error: str, long: bool):
    calls = campaigns.calls_of(lab, act)
    points = campaigns.sample(calls, 100_000 if long else 2, Random(1))
    count = campaigns.fail_calls(lab, act, Count(act), error, points)
    assert count.tried
    assert count.problems == []
