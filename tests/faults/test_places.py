"""Every place that the program names is passed by some deed of the workload, so that it is ended there too."""

import re
from pathlib import Path

from tests.faults import workload
from tests.faults.laboratory import Laboratory

APP = Path(__file__).resolve().parents[2] / "app"


def test_every_named_place_is_passed(lab: Laboratory):
    named = {
        name for path in APP.rglob("*.py") for name in re.findall(r'reached\("([^"]+)"\)', path.read_text("utf-8"))
    }
    passed = {place for act in workload.ACTS for place in lab.reference(act).places}
    assert named - passed == set()
