"""Ended at any moment, the program leaves each file as it was before the step or as it is after, and can go on."""

from random import Random

import pytest

from tests.faults import campaigns, workload
from tests.faults.campaigns import Count
from tests.faults.laboratory import Laboratory

pytestmark = pytest.mark.fault("P1", "P4", "P5", "P6", "P8", "P9", "P10", "P12", "P13", "P14", "P15", "P16")
ACTS = list(workload.ACTS)


@pytest.mark.parametrize("act", ACTS)
def test_ended_at_a_named_place(lab: Laboratory, act: str, long: bool):
    count = campaigns.kill_at_places(lab, act, Count(act), most=1000 if long else 1)
    assert count.problems == []


@pytest.mark.parametrize("act", ACTS)
def test_ended_at_any_time(lab: Laboratory, act: str, long: bool):
    """How far each gets is left to chance; what must hold does not depend on it."""
    times = 1 if "password" in act else 3
    count = campaigns.kill_at_random(lab, act, Count(act), times * (25 if long else 1), Random())
    assert count.problems == []


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("act", ACTS)
def test_ended_between_two_system_calls(lab: Laboratory, act: str, long: bool):
    count = campaigns.replay(lab, lab.recording(act), Count(act), every=long, usable="password" not in act,
                             most=0 if long else 30)  # fmt: skip
    assert count.tried
    assert count.problems == []
