"""What is told of a salvage: how much was saved, and which records and files were not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Count:
    """What became of one table: rows saved, among them some only in part; rows lost; numbers nobody can explain."""

    table: str
    saved: int
    partly: int = 0
    lost: int = 0
    unclear: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """One record that is not as it was.

    ``how`` is lost; partly (only ``columns`` were found, in the log or an index); mended (``columns`` were
    unreadable and are blank or show �); unlinked (the records that ``columns`` named are gone).
    """

    table: str
    row_id: int
    how: str
    caption: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """An attachment or paper whose bytes are gone; its name is still there."""

    table: str
    row_id: int
    owner_table: str
    owner_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved into ``path``, and what was not; ``strange`` counts rows that no table could be found for."""

    path: Path
    counts: tuple[Count, ...]
    missing: tuple[Missing, ...]
    files: tuple[BrokenFile, ...]
    strange: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is missing as far as can be told."""
        lost = any(one.lost or one.unclear or one.partly for one in self.counts)
        return not (lost or self.missing or self.files or self.strange)

    def of(self, table: str) -> Count:
        """What became of one table."""
        return next((one for one in self.counts if one.table == table), Count(table, 0))
