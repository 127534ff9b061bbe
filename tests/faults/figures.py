"""Everything that is counted, in one table: ``python -m tests.faults.figures [--long]``; status 1 on any loss."""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from random import Random

from sqlcipher3 import dbapi2

from tests.faults import campaigns, fuzzing, oracle, recording, workload
from tests.faults.campaigns import Count
from tests.faults.laboratory import Laboratory

_FUZZING = {False: "300", True: "10000"}  # hostile cases
_SUITES = ("test_damage", "test_long_use", "test_crash_starts")  # which count for themselves

Campaign = Callable[[Laboratory, str, Count], Count]


def campaigns_of(*, long: bool) -> Iterator[tuple[str, Campaign]]:
    """What is run on every deed, by its name in the table."""
    random = Random()
    most, calls = (1_000_000, 40) if long else (8, 8)  # a call that fails costs a process of its own

    def cuts(stern: bool) -> Campaign:
        def run(lab: Laboratory, act: str, count: Count) -> Count:
            return campaigns.replay(lab, lab.recording(act), count, every=long, cuts=6 if long else 2, stern=stern,
                                    usable=False, random=random)  # fmt: skip

        return run

    def errors(error: str) -> Campaign:
        def run(lab: Laboratory, act: str, count: Count) -> Count:
            points = campaigns.sample(campaigns.calls_of(lab, act), calls, random)
            return campaigns.fail_calls(lab, act, count, error, points)

        return run

    yield "kill at a named place", lambda lab, act, count: campaigns.kill_at_places(lab, act, count, most=most)
    yield "kill at a random moment", lambda lab, act, count: campaigns.kill_at_random(
        lab, act, count, 50 if long else 3, random)  # fmt: skip
    if not recording.why_not():
        yield "kill between system calls", lambda lab, act, count: campaigns.replay(
            lab, lab.recording(act), count, every=long)  # fmt: skip
        yield "power cut, usual disk", cuts(False)
        yield "power cut, stern disk", cuts(True)
        yield "EIO at a write or sync", errors("EIO")
        yield "ENOSPC at a write or sync", errors("ENOSPC")


def run(acts: Sequence[str], *, long: bool) -> list[Count]:
    """Run all campaigns on these deeds."""
    with Laboratory() as lab:
        counts = []
        for name, campaign in campaigns_of(long=long):
            counts.append(Count(name))
            for act in acts:
                campaign(lab, act, counts[-1])
            told = f"{name}: {counts[-1].tried} in {counts[-1].seconds:.0f} s, {len(counts[-1].problems)} bad"
            print(told, file=sys.stderr, flush=True)
    return counts


def table(counts: Sequence[Count]) -> str:
    """The counts as a table for docs/reliability.md."""
    lines = ["| what | how many | lost or half done | corrupt | seconds |", "|---|---:|---:|---:|---:|"]
    for count in counts:
        corrupt = sum("BROKEN" in problem for problem in count.problems)
        lines.append(
            f"| {count.what} | {count.tried:,} | {len(count.problems) - corrupt} | {corrupt} | {count.seconds:.0f} |"
        )
    return "\n".join(lines)


def machine() -> str:
    """The day, the machine and the versions, in a line."""
    told = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", told.read_text(encoding="utf-8")) if told.exists() else None
    cpu = found[1] if found else platform.processor() or platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {dbapi2.sqlite_version}, sqlcipher3 {version('sqlcipher3')}; "
        f"tried in {oracle.in_memory() or 'a folder on disk'}"
    )


def main() -> int:
    """Print the table and what was lost, and say by the status whether anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="every point instead of some")
    parser.add_argument("acts", nargs="*", default=list(workload.ACTS), help="only these deeds")
    args = parser.parse_args()
    counts = run(args.acts, long=args.long)
    print(machine(), table(counts), sep="\n\n")
    for count in counts:
        for problem in count.problems:
            print(f"{count.what}: {problem}", file=sys.stderr)
    others = [_suite(name, long=args.long) for name in _SUITES]
    others.append(fuzzing.main(["--cases", _FUZZING[args.long]]))
    return 1 if any(count.problems for count in counts) or any(others) else 0


def _suite(name: str, *, long: bool) -> int:
    """Run the tests of a file in the long form or the short; they print what they tried and how it went."""
    words = [sys.executable, "-m", "pytest", "-q", f"tests/faults/{name}.py"]
    done = subprocess.run(words, env={**os.environ, "UNION_FAULTS": "long" if long else ""}, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
