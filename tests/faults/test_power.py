"""The power goes at any moment: what the disk was told to keep is there, and nothing is half there."""

from random import Random

import pytest

from tests.faults import campaigns
from tests.faults.campaigns import Count
from tests.faults.laboratory import Laboratory
from tests.faults.test_kills import ACTS


@pytest.mark.fault("P2", "P11")
@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("stern", [False, True], ids=["usual disk", "stern disk"])
@pytest.mark.parametrize("act", ACTS)
def test_the_power_goes(lab: Laboratory, act: str, stern: bool, long: bool):
    count = campaigns.replay(lab, lab.recording(act), Count(act), cuts=20 if long else 1, stern=stern, usable=False,
                             every=long, most=0 if long else 24, random=Random())  # fmt: skip
    assert count.problems == []
