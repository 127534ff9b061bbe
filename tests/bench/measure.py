"""One measurement beside its floor: as a printed line, and as data for whoever keeps the numbers."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # not on Windows, where no peak is told
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Measure:
    """What one thing took, in seconds, and its floor: the least any program would need for the same.

    ``more`` holds further numbers worth keeping, such as the peak of memory in MB.
    """

    name: str
    ours: float
    floor: float
    more: Mapping[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """How many times the floor ours is."""
        return self.ours / self.floor if self.floor else float("inf")

    def line(self) -> str:
        """The measurement as one line."""
        more = "".join(f"  {name} {value:.6g}" for name, value in self.more.items())
        return f"{self.name}: {self.ours:.3f} s, floor {self.floor:.3f} s, ratio {self.ratio:.2f}{more}"

    def as_dict(self) -> dict[str, Any]:
        """The measurement as data, its ratio with it."""
        return {**asdict(self), "ratio": round(self.ratio, 3)}


def median_low_of(several: Sequence[Measure]) -> Measure:
    """The measurement in the middle by its ratio."""
    return sorted(several, key=_ratio)[(len(several) - 1) // 2]


def _ratio(one: Measure) -> float:
    return one.ratio


def timed(work: Callable[[], object]) -> float:
    """The seconds one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_mb() -> float:
    """The most memory that this process has had, or a child of it that has ended, in MB; 0 where nobody knows."""
    if resource is None:
        return 0.0
    unit = 2**20 if sys.platform == "darwin" else 2**10  # macOS counts bytes, Linux kilobytes
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / unit


def options(description: str | None) -> argparse.ArgumentParser:
    """The words every benchmark understands."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, help="also write the measurements there")
    return parser


def tell(measures: Sequence[Measure], path: Path | None = None) -> list[dict[str, Any]]:
    """Print each measurement and return them as data; with ``path`` they are written there too."""
    told = [one.as_dict() for one in measures]
    for one in measures:
        print(one.line())
    if path is not None:
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return told
