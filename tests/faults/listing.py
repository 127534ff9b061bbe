"""Which test brings which fault about: read from the marks in the tests into the table of docs/reliability.md.

``python -m tests.faults.listing`` writes the third column anew; a cell that gives a reason stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reliability.md"
_MARK = re.compile(r"mark\.fault\(([^)]*)\)")
_ID = re.compile(r'"([A-Z]\d+)"')
_ROW = re.compile(r"^\| ([A-Z]\d+) \| (.*?) \|(.*)\|$", re.MULTILINE)
REASON = "not here: "


def marked() -> dict[str, list[str]]:
    """The files whose tests carry a fault's mark, by the fault."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for mark in _MARK.findall(path.read_text(encoding="utf-8")):
            for fault in _ID.findall(mark):
                found[fault].add(path.relative_to(ROOT / "tests").with_suffix("").as_posix())
    return {fault: sorted(files) for fault, files in found.items()}


def written(text: str) -> str:
    """The page with its third column as the marks say it."""
    files = marked()

    def row(found: re.Match[str]) -> str:
        fault, told, where = found[1], found[2], found[3].strip()
        if fault in files:
            where = ", ".join(files[fault])
        elif not where.startswith(REASON):
            where = ""
        return f"| {fault} | {told} | {where} |"

    return _ROW.sub(row, text)


def rows(text: str) -> dict[str, str]:
    """Where each fault of the page is brought about, or why it is not."""
    return {found[1]: found[3].strip() for found in _ROW.finditer(text)}


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
