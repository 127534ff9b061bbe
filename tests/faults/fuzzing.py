"""Thousands of hostile cases in a row: ``python -m tests.faults.fuzzing --cases 10000 --seed 1``.

Every case follows from the seed and its number alone. Cases are tried in processes of their own, so that one that
crashes, hangs or takes too much memory ends only its process, and is told.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from random import Random

from tests.faults import hostile_archives as archives
from tests.faults import hostile_forms as forms
from tests.faults import hostile_pictures as pictures
from tests.faults import hostile_texts as texts
from tests.faults import hostile_workbooks as workbooks
from tests.faults.hostile_case import Case, Maker

try:
    import resource
except ImportError:  # not on Windows, where memory is not measured
    resource = None  # type: ignore[assignment]

MOST_SECONDS = 5.0  # of one case, counted in the processor's time, so that a busy machine breaks nothing
MOST_MEMORY = 1024  # MB of the trying process and the reading one together
_HANG = 90  # seconds on the clock after which a case is given up
_ROUND = 250  # cases that one process tries
_TOLD_EVERY = 1000
_START = "start"
_SERVE = "import sys; from tests.faults.fuzzing import serve; serve(*map(int, sys.argv[1:]))"

# How often each is made among a thousand; the heavy ones only where there is time.
_USUAL: tuple[tuple[int, Maker], ...] = (
    (200, workbooks.content), (90, workbooks.changed_bytes), (110, workbooks.changed_parts), (120, workbooks.xml),
    (50, workbooks.other_formats), (50, workbooks.old_records), (90, archives.archive), (40, texts.listed),
    (30, texts.changed), (20, texts.mixed), (30, texts.quoted), (20, texts.headed), (50, texts.pasted),
    (5, texts.half_a_sign), (60, pictures.small), (10, pictures.no_picture), (50, forms.form), (20, forms.style),
    (20, forms.settings), (15, forms.book),
)  # fmt: skip
_HEAVY: tuple[tuple[int, Maker], ...] = (
    (2, archives.bomb), (2, archives.texts_bomb), (1, archives.understated), (1, workbooks.blank_rows),
    (2, workbooks.huge_cell), (3, pictures.bomb),
)  # fmt: skip


def case_of(seed: int, number: int, *, heavy: bool) -> Case:
    """The case with this number: always the same one."""
    random = Random(f"{seed}/{number}")
    makers = _USUAL + _HEAVY if heavy else _USUAL
    make = random.choices([maker for _, maker in makers], [weight for weight, _ in makers])[0]
    return make(random)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: ``result`` is taken, nothing, refused, slow, large, lost, crash or hang."""

    number: int
    label: str
    result: str
    seconds: float = 0.0
    memory: int = 0
    detail: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether the promise was broken."""
        return self.result in ("slow", "large", "lost", "crash", "hang")


@dataclass
class Figures:
    """The figures of a run."""

    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def bad(self) -> list[Outcome]:
        """The cases that broke the promise."""
        return [one for one in self.outcomes if one.is_bad]

    def told(self) -> str:
        """The figures as lines of text."""
        results = Counter(one.result for one in self.outcomes)
        kinds = Counter((one.label.split(":")[0].split(",")[0], one.result) for one in self.outcomes)
        slowest = max(self.outcomes, key=lambda one: one.seconds)
        largest = max(self.outcomes, key=lambda one: one.memory)
        lines = [f"{len(self.outcomes)} cases: " + ", ".join(f"{n} {what}" for what, n in results.most_common())]
        lines += [f"  {kind:<16} {what:<8} {n}" for (kind, what), n in sorted(kinds.items())]
        lines.append(f"slowest: case {slowest.number} ({slowest.label}) {slowest.seconds:.2f} s of processor time")
        lines.append(f"largest: case {largest.number} ({largest.label}) {largest.memory} MB")
        lines.append(f"losses: {len(self.bad)}")
        lines += [f"  case {one.number} ({one.label}) {one.result}: {one.detail}" for one in self.bad]
        return "\n".join(lines)


# ---------------------------------------------------------------------------------------------- trying


def try_cases(seed: int, numbers: range, say: Callable[[Outcome], None], *, heavy: bool, every: int = 5) -> None:
    """Try cases in this process, one after the other."""
    from tests.faults.hostile_trial import Trials

    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        trials = Trials(Path(folder), export_every=every)
        for number in numbers:
            case = case_of(seed, number, heavy=heavy)
            say(Outcome(number, case.label, "begun"))
            outcome = _tried(trials.run, number, case)
            say(outcome)
            if outcome.result == "large":  # what a process has once taken is counted for ever
                break
            if outcome.result in ("lost", "crash"):  # the next ones begin with a sound book
                trials.close()
                place = Path(folder) / str(number)
                place.mkdir()
                trials = Trials(place, export_every=every)
        trials.close()


def _tried(run: Callable[[Case], str], number: int, case: Case) -> Outcome:
    begin, detail = _processor(), ""
    try:
        result = run(case)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        result = "lost" if type(error).__name__ == "Lost" else "crash"
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {str(error)[:300]} ({Path(where.filename).name}:{where.lineno})"
    seconds, memory = _processor() - begin, _memory()
    if not detail and seconds > MOST_SECONDS:
        result, detail = "slow", f"{seconds:.1f} s"
    if not detail and memory > MOST_MEMORY:
        result, detail = "large", f"{memory} MB"
    return Outcome(number, case.label, result, seconds, memory, detail)


def _processor() -> float:
    """Seconds of processor time of this process and of those it has waited for."""
    return sum(os.times()[:4])


def _memory() -> int:
    """The most memory in MB that this process and one it started ever had."""
    if resource is None:
        return 0
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(one).ru_maxrss for one in who) // 1024


# ------------------------------------------------------------------------------------------- processes


class _Watch:
    """Ends a process that says nothing for too long."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._timer = threading.Timer(_HANG, self._end)
        self.ended_it = False
        self._timer.start()

    def _end(self) -> None:
        self.ended_it = True
        self._process.kill()

    def heard(self) -> None:
        """It said something: wait anew."""
        self.stop()
        self._timer = threading.Timer(_HANG, self._end)
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.cancel()


def _round(seed: int, numbers: range, *, heavy: bool, every: int) -> Iterator[Outcome]:
    """The outcomes of some cases, tried in a process that is begun anew after a case that ended it."""
    while numbers:
        words = [str(numbers.start), str(numbers.stop), str(seed), str(int(heavy)), str(every)]
        with subprocess.Popen([sys.executable, "-W", "ignore", "-c", _SERVE, *words], stdout=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, text=True, encoding="utf-8") as process:  # fmt: skip
            assert process.stdout is not None
            watch, begun = _Watch(process), Outcome(numbers.start, _START, "begun")
            for line in process.stdout:
                watch.heard()
                begun = Outcome(**json.loads(line))
                if begun.result != "begun":
                    yield begun
            watch.stop()
        if begun.result != "begun":
            numbers = range(begun.number + 1, numbers.stop)
            continue
        if begun.label == _START:
            raise RuntimeError("the process that tries cases does not start")
        detail = f"no answer for {_HANG} s" if watch.ended_it else f"the process ended with {process.returncode}"
        yield Outcome(begun.number, begun.label, "hang" if watch.ended_it else "crash", detail=detail)
        numbers = range(begun.number + 1, numbers.stop)


def serve(first: int, last: int, seed: int, heavy: int, every: int) -> None:
    """What such a process does: try cases and say each as a line of JSON."""

    def say(outcome: Outcome) -> None:
        sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
        sys.stdout.flush()

    try_cases(seed, range(first, last), say, heavy=bool(heavy), every=every)


def fuzz(cases: int, seed: int, *, heavy: bool, workers: int = 2, every: int = 5,
         tell: Callable[[Outcome], None] | None = None) -> Figures:  # fmt: skip
    """Try so many cases in processes of their own and give the figures."""

    def go(numbers: range) -> list[Outcome]:
        found = []
        for outcome in _round(seed, numbers, heavy=heavy, every=every):
            found.append(outcome)
            if tell is not None:
                tell(outcome)
        return found

    size = min(_ROUND, -(-cases // workers))
    rounds = [range(start, min(start + size, cases)) for start in range(0, cases, size)]
    with ThreadPoolExecutor(workers) as pool:
        return Figures([outcome for found in pool.map(go, rounds) for outcome in found])


def main(words: list[str] | None = None) -> int:
    """Fuzz as the words say, print the figures, and give 1 where the promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--light", action="store_true", help="without the bombs")
    said = parser.parse_args(words)
    begin, done = time.monotonic(), count(1)

    def tell(outcome: Outcome) -> None:
        if (number := next(done)) % _TOLD_EVERY == 0:
            print(f"{number} cases, {time.monotonic() - begin:.0f} s", flush=True)
        if outcome.is_bad:
            print(f"case {outcome.number} ({outcome.label}) {outcome.result}: {outcome.detail}", flush=True)

    figures = fuzz(said.cases, said.seed, heavy=not said.light, workers=said.workers, tell=tell)
    print(figures.told())
    print(f"{time.monotonic() - begin:.0f} s")
    return 1 if figures.bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
