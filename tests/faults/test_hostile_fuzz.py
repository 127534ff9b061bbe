"""A few hundred hostile cases each time the tests run; ``python -m tests.faults.fuzzing`` tries thousands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import FileProblem
from tests.faults import fuzzing
from tests.faults import hostile_packing as packing
from tests.faults.fuzzing import Outcome, case_of, fuzz
from tests.faults.hostile_case import FILE, Case
from tests.faults.hostile_trial import NOTHING, REFUSED, TAKEN, Lost, Trials

_CASES = 240
_SEED = 20261123
_HONEST = Case(FILE, "honest", "名册.xlsx", packing.xlsx([["姓名", "性别"], ["赵九妹", "女"], ["钱十一", "男"]]))


@pytest.mark.slow
@pytest.mark.fault("F1", "F2", "F3", "F6", "F7", "F8", "F9", "F11", "F12", "F13", "F14", "F18", "F20", "T4", "R7")
def test_no_hostile_case_crashes_hangs_or_leaves_half_a_book() -> None:
    cases = 10_000 if os.environ.get("UNION_FAULTS") == "long" else _CASES
    words = ["--cases", str(cases), "--seed", str(_SEED), *(() if cases > _CASES else ("--light",))]
    # A process of its own: what other tests have left in this one's memory is none of the cases' doing.
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.fuzzing", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert all(word in done.stdout for word in (TAKEN, NOTHING, REFUSED))


def test_a_case_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [case_of(3, n, heavy=False) for n in range(200)]
    monkeypatch.setattr("time.time", lambda: 1.0e9)  # whatever the day
    assert [case_of(3, n, heavy=False) for n in range(200)] == made


# ------------------------------------------------------------------------------- whether it would be seen


@pytest.fixture
def trials(tmp_path: Path):
    found = Trials(tmp_path, export_every=1)
    yield found
    found.close()


def test_an_honest_list_is_taken_and_what_is_none_refused(trials: Trials) -> None:
    assert trials.run(_HONEST) == TAKEN
    assert trials.run(Case(FILE, "", "a.xlsx", b"PK\x03\x04")) == REFUSED
    assert trials.run(Case(FILE, "", "a.xlsx", packing.xlsx([["甲", "乙"]]))) == NOTHING


def test_rows_that_stay_are_seen(trials: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials._book, "undo", lambda: None)
    with pytest.raises(Lost, match="not as it was"):
        trials.run(_HONEST)


def test_a_row_that_is_not_written_is_seen(trials: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.store.table import Writer

    real = Writer.insert_many
    monkeypatch.setattr(Writer, "insert_many", lambda self, table, rows, *more: real(self, table, rows[:1], *more))
    with pytest.raises((Lost, ValueError)):
        trials.run(_HONEST)


def test_hidden_characters_that_are_kept_are_seen(trials: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.reading.clean", str.strip)
    with pytest.raises(Lost, match="hidden"):
        trials.run(Case(FILE, "", "a.xlsx", packing.xlsx([["姓名", "备注"], ["赵九妹", "一\u202e二"]])))


def test_another_error_than_a_sentence_is_a_crash() -> None:
    def broken(_case: Case) -> str:
        raise KeyError("x")

    def refuses(_case: Case) -> str:
        raise FileProblem("x")  # what Trials turns into "refused" must not pass as it is

    for run in (broken, refuses):
        assert fuzzing._tried(run, 1, _HONEST).result == "crash"


def test_a_process_that_ends_is_told_and_the_rest_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fuzzing, "_SERVE", "import os, sys; from tests.faults.test_hostile_fuzz import dies; dies(*sys.argv[1:3])"
    )
    figures = fuzz(6, 1, heavy=False, workers=1)
    assert [(one.number, one.result) for one in figures.bad] == [(3, "crash")]
    assert len(figures.outcomes) == 6


def dies(first: str, last: str) -> None:
    """What the process above does: end itself in the middle of the case with the number 3."""
    import json
    import signal
    from dataclasses import asdict

    for number in range(int(first), int(last)):
        for result in ("begun", "taken"):
            print(json.dumps(asdict(Outcome(number, "x", result))), flush=True)
            if number == 3:
                os.kill(os.getpid(), signal.SIGKILL)
