"""Every deed in folders whose names other programs stumble over."""

import shutil
from pathlib import Path

import pytest

from tests.faults import workload
from tests.faults.laboratory import Laboratory
from tests.faults.nursery import Order

NAMES = {
    "Chinese and spaces": "工会 材料（2026 年）",
    "signs of an address": "a#b%20c?mode=ro&x=1%",
    "quotes": 'it\'s "quoted"; DROP TABLE member; --',
    "emoji and a rare character": "😀👨‍👩‍👧 䶮𠮷",
    "a dot at the end": "folder.",
    "long": "/".join(["a-rather-long-name-of-a-folder"] * 10),
}


@pytest.mark.fault("D17")
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_deeds_in_such_a_folder(lab: Laboratory, name: str, long: bool):
    some = ("create", "save", "export", "papers", "backup", "restore", "move", "remove the password")
    for act in workload.ACTS if long else some:
        folder = lab.laid_out(act, lab.new_folder() / name)
        outcome = lab.nursery.order(Order(act, str(folder), looks=True))
        assert (outcome.status, outcome.refused, outcome.failed) == (0, [], []), act
        assert outcome.looks == lab.reference(act).looks[1:], act
        shutil.rmtree(folder)


@pytest.mark.fault("D17")
@pytest.mark.parametrize(
    ("act", "parts"),
    [("create", 3), ("save", 3), ("backup", 3), ("restore", 3), ("create", 30), ("save", 30), ("backup", 30)],
)
def test_a_name_that_is_too_long_is_a_sentence(lab: Laboratory, act: str, parts: int):
    """Longer than SQLite takes (512 bytes), or any system: refused, nothing is made, and the sentence says why."""
    folder = lab.new_folder() / Path(*["长" * 80] * parts)
    if parts == 3:
        lab.laid_out(act, folder)
    outcome = lab.nursery.order(Order(act, str(folder), patient=False))
    assert (outcome.done, outcome.failed, len(outcome.refused)) == ([], [], 1)
    if parts == 3:
        assert "long" in outcome.refused[0]
