"""Ended at any moment, the program leaves each file as it was before the step or as it is after, and can go on."""

from random import Random

import pytest

from tests.faults import campaigns, workload
from tests.faults.campaigns import Count
from tests.faults.laboratory import Laboratory

FAULTS = {
    "create": "P14", "save": "P1", "undo": "P5", "import": "P4", "export": "P6", "papers": "P6",
    "backup": "P8", "thin": "P9", "restore": "P10", "migrate": "P12", "set": "P13", "change": "P13", "remove": "P13",
    "attach": "P15", "salvage": "P16", "move": "P16", "to": "P8", "read": "P12", "show": "P15",
}  # fmt: skip
ACTS = [pytest.param(act, marks=pytest.mark.fault(FAULTS.get(act.split()[0].split("-")[0].strip(","), "P1")), id=act)
        for act in workload.ACTS]  # fmt: skip


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
