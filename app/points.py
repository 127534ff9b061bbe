"""Named places within long acts, so that a test may end the program at each of them and see what is left.

Python's own audit events carry the names: nothing listens in the clerk's program, and a place costs a microsecond.
"""

from __future__ import annotations

import sys

EVENT = "union-steward.reached"


def reached(name: str) -> None:
    """Say that the place ``name`` is reached (``backup.copied``); a test's audit hook may end the program here."""
    sys.audit(EVENT, name)
