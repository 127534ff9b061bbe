"""What a check has found: a sentence for the clerk, how grave it is, and the paper it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: an English msgid with ``{name}`` places, their values, and the paper's number (文号)."""

    severity: Severity
    msgid: str
    values: tuple[tuple[str, object], ...] = ()
    paper: str = ""

    @classmethod
    def of(cls, severity: Severity, msgid: str, paper: str = "", /, **values: object) -> Finding:
        """Build a finding; ``values`` fill the places of ``msgid`` (one of them may be called ``paper``)."""
        return cls(severity, msgid, tuple(values.items()), paper)

    def __str__(self) -> str:
        return self.msgid.format(**dict(self.values)) if self.values else self.msgid
