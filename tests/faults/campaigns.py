"""The faults counted: each campaign brings one kind of fault about, many times, and says what was lost."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults import images, oracle, workload
from tests.faults.laboratory import Laboratory
from tests.faults.nursery import Order, Outcome
from tests.faults.recording import Effect, Recording

WRITING = ("write", "pwrite64", "ftruncate", "fsync", "fdatasync")
"""The calls into which errors are injected."""


@dataclass
class Count:
    """How often something was tried, and what was found wrong, each time in a line."""

    what: str
    tried: int = 0
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def judge(self, where: object, found: Iterable[str]) -> None:
        """One more trial."""
        self.tried += 1
        self.problems += [f"{where}: {one}" for one in found]

    @contextmanager
    def timed(self) -> Iterator[Count]:
        """Count the seconds of the body."""
        start = time.monotonic()
        yield self
        self.seconds += time.monotonic() - start


# ---------------------------------------------------------------------------------- kills and cuts, from recordings


def replay(lab: Laboratory, recorded: Recording, count: Count, *, every: bool = False, cuts: int = 0,
           random: Random | None = None, stern: bool = False, usable: bool = True, most: int = 0) -> Count:  # fmt: skip
    """Judge a recorded deed as it is left at its telling moments, at ``most`` of them, or at every one.

    With ``cuts`` so many power cuts at each moment, else a kill. ``usable`` asks too whether one can work on.
    """
    random = random or Random(1)
    act = recorded.act
    with count.timed():
        looks, moments = _looks(lab, recorded), images.moments(recorded.effects)
        moments = random.sample(moments, most) if 0 < most < len(moments) else moments
        disk, done = images.Disk(recorded.seed, stern=stern), 0
        for at in range(len(recorded.effects) + 1):
            if every or at in moments:
                left = [disk.cut_off(random) for _ in range(cuts)] if cuts else [disk.killed()]
                for image in left:
                    found = oracle.faults_between(looks[done], looks[min(done + 1, len(looks) - 1)],
                                                  lab.eye(act).look(image))  # fmt: skip
                    count.judge(f"{act} at {at}{_about(recorded.effects, at)}",
                                found + (lab.goes_on(act, image) if usable else []))  # fmt: skip
            if at < len(recorded.effects):
                disk.play(recorded.effects[at])
                done += _is_done(recorded.effects[at])
    return count


def _looks(lab: Laboratory, recorded: Recording) -> list[dict[str, str]]:
    disk = images.Disk(recorded.seed)
    looks = [lab.eye(recorded.act).look(disk.killed())]
    for effect in recorded.effects:
        disk.play(effect)
        if _is_done(effect):
            looks.append(lab.eye(recorded.act).look(disk.killed()))
    return looks


def _is_done(effect: Effect) -> bool:
    return effect.kind == "said" and effect.to.startswith("done ")


def _about(effects: Sequence[Effect], at: int) -> str:
    if at == len(effects):
        return ", at its end"
    return f", before {effects[at].kind} {effects[at].path}{effects[at].to}"


# ------------------------------------------------------------------------------------------------- kills, for real


def kill_at_places(lab: Laboratory, act: str, count: Count, *, most: int = 2) -> Count:
    """End a deed at each named place it passes, at most so many times at each, and do it again."""
    with count.timed():
        for place, times in Counter(lab.reference(act).places).items():
            for nth in sorted({*range(1, min(times, most) + 1), times}):
                folder, outcome = lab.tried(act, kill_at=(place, nth))
                found = [] if outcome.status < 0 else [f"it was not ended there: {outcome.said}"]
                count.judge(f"{act} ended at {place} ({nth})", found + _after_a_kill(lab, act, folder, outcome))
                shutil.rmtree(folder)
    return count


def kill_at_random(lab: Laboratory, act: str, count: Count, times: int, random: Random) -> Count:
    """End a deed after any fraction of the time that it takes, and do it again."""
    with count.timed():
        folder, undisturbed = lab.tried(act)
        shutil.rmtree(folder)
        for _ in range(times):
            seconds = random.uniform(0, undisturbed.seconds)
            folder, outcome = lab.tried(act, kill_after=seconds)
            where = f"{act} ended after {seconds * 1000:.1f} ms"
            count.judge(where, _after_a_kill(lab, act, folder, outcome))
            shutil.rmtree(folder)
    return count


def _after_a_kill(lab: Laboratory, act: str, folder: Path, outcome: Outcome) -> list[str]:
    image = oracle.image_of(folder)
    now = lab.eye(act).look(image)
    found = outcome.failed + lab.faults(act, len(outcome.done), now)
    found += lab.goes_on(act, image)
    if act not in workload.ONCE or now == lab.reference(act).looks[0]:
        found += _done_again(lab, act, folder)
    return found


def _done_again(lab: Laboratory, act: str, folder: Path) -> list[str]:
    """What is wrong once the deed was done again, in full, where it was broken off: rubbish of the first time, say."""
    again = lab.nursery.order(Order(act, str(folder)))
    found = [] if again.status == 0 else [f"it cannot be done again: {again.said}"]
    return found + [f"{name} was left lying" for name in rubbish(folder)]


def rubbish(folder: Path) -> list[str]:
    """Files that were given up half written."""
    there = oracle.image_of(folder)
    return sorted(name for name in there if ".part" in name or name.removesuffix("-journal") not in there)


# ---------------------------------------------------------------------------------------------------- disk errors


def calls_of(lab: Laboratory, act: str, calls: Sequence[str] = WRITING) -> Counter[str]:
    """How often a deed makes each of these system calls."""
    log = lab.new_folder().with_suffix(".strace")
    folder, outcome = lab.tried(act, trace=("-e", f"trace={','.join(calls)}", "-o", str(log)))
    assert outcome.status == 0, outcome.said
    shutil.rmtree(folder)
    found = Counter(re.findall(r"^(\w+)\(", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE))
    log.unlink()
    return found


def fail_calls(lab: Laboratory, act: str, count: Count, error: str, points: Iterable[tuple[str, int]]) -> Count:
    """Have the disk answer with an error once, at each of these calls (its name, and which time it is made)."""
    with count.timed():
        for call, nth in points:
            words = ("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={nth}", "-o", "/dev/null")
            folder, outcome = lab.tried(act, trace=words, looks=True)
            found = after_refusals(lab, act, outcome) + [f"{name} was left lying" for name in rubbish(folder)]
            found += [] if outcome.status == 0 else [f"it did not go on: {outcome.said}"]
            count.judge(f"{act}: {error} at {call} {nth}", found)
            shutil.rmtree(folder)
    return count


def after_refusals(lab: Laboratory, act: str, outcome: Outcome) -> list[str]:
    """What is wrong with a deed that met trouble: a step is done and there, or refused and the book unchanged.

    A file that is put in another's place may be there whole though its folder could not be synced, and so may a
    migration. A backup that was told as left under its former password stays as it was.
    """
    looks, done = lab.reference(act).looks, 0
    left = {oracle.shown(what) for kind, what in outcome.said if kind == "left"}
    former = {name: looks[0].get(name, looks[0].get(workload.BOOK, "")) for name in left}
    looks = [{**look, **{name: former[name] for name in left & {*look}}} for look in looks]
    found = list(outcome.failed)
    told = [(kind, what) for kind, what in outcome.said if kind in ("done", "refused")]
    for (kind, what), look in zip(told, outcome.looks, strict=True):
        done += kind == "done"
        before, after = looks[done], looks[min(done + (kind == "refused"), len(looks) - 1)]
        if act not in workload.WHOLE_FILES | workload.MIGRATIONS and workload.BOOK in before:
            after = {**after, workload.BOOK: before[workload.BOOK]}
        found += [f"after {kind} “{what}”: {one}" for one in oracle.faults_after_trouble(before, after, look)]
    return found


def sample(calls: Counter[str], most: int, random: Random) -> list[tuple[str, int]]:
    """Some of the calls, the first and last of each kind among them."""
    every = [(call, nth) for call, times in sorted(calls.items()) for nth in range(1, times + 1)]
    ends = {(call, nth) for call, times in calls.items() for nth in (1, times)}
    others = [point for point in every if point not in ends]
    return sorted(ends | set(random.sample(others, min(len(others), max(most - len(ends), 0)))))
