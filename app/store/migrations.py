"""The hand-written steps that bring a data file from any earlier schema to today's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "schema"
_FILES = sorted(_FOLDER.glob("[0-9][0-9][0-9].sql"))

LATEST = len(_FILES)


def apply(conn: Any, version: int) -> None:
    """Run every script after ``version`` inside the open transaction and set the file's schema number."""
    for script in _FILES[version:]:
        for statement in _statements(script.read_text(encoding="utf-8")):
            conn.execute(statement)
    conn.execute(f"PRAGMA user_version = {LATEST}")


def _statements(script: str) -> list[str]:
    """The statements of a script; executescript() is not used because it would commit first."""
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("--")]
    return [part for part in "\n".join(lines).split(";") if part.strip()]
