"""The report of a fault: where in the code and on what kind of computer, and nothing of anybody's records."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import PySide6
from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from app import log
from app.book import versions
from app.version import __version__

_MOST = 5  # faults that are told


@dataclass(slots=True)
class Fault:
    """One fault, told without its values, and how often it came."""

    lines: tuple[str, ...]
    at: datetime
    times: int = 1


def fault_of(error: BaseException) -> Fault:
    """What may be told of an error."""
    return Fault(tuple(log.told(error)), datetime.now().astimezone())


def report(faults: Sequence[Fault], done: Sequence[str]) -> str:
    """The report as text, the first fault first; ``done`` names what was done last.

    It is written in English, because it is for whoever mends the program.
    """
    lines = [f"Union Steward {__version__}: report of a fault", ""]
    lines += [f"{name}: {value}" for name, value in _surroundings()]
    for fault in faults[:_MOST]:
        times = f", {fault.times} times" if fault.times > 1 else ""
        lines += ["", f"{fault.at:%Y-%m-%d %H:%M:%S}{times}", *(f"  {line}" for line in fault.lines)]
    if len(faults) > _MOST:
        lines += ["", f"and {len(faults) - _MOST} more"]
    if done:
        lines += ["", "done last:", *(f"  {name}" for name in done)]
    return "\n".join(lines) + "\n"


def _surroundings() -> list[tuple[str, object]]:
    sqlite, schema = versions.of_store()
    python = ".".join(map(str, sys.version_info[:3]))
    return [
        ("time", f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}"),
        ("system", f"{QSysInfo.prettyProductName()} ({QSysInfo.kernelVersion()}, {QSysInfo.currentCpuArchitecture()})"),
        ("python", python),
        ("qt", f"{qVersion()} (PySide6 {PySide6.__version__})"),
        ("sqlite", f"{sqlite}, schema {schema}"),
        ("screen", _screen()),
    ]


def _screen() -> str:
    screen = QGuiApplication.primaryScreen()
    if screen is None:
        return "none"
    size = screen.size()
    return f"{size.width()} x {size.height()}, {round(screen.devicePixelRatio() * 100)} %"
