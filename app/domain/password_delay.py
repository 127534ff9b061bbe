"""How long one waits after a wrong password: 1, 2, 4 … 60 seconds, whatever the clock does in between."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 60.0  # seconds: whoever has only mistyped is never sent away
_DOUBLINGS = 16  # more do not change the result


def wait_after(failures: int) -> float:
    """Seconds from the latest of so many wrong passwords to the next try."""
    return min(LONGEST, 2.0 ** min(failures - 1, _DOUBLINGS)) if failures > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Tries:
    """The wrong passwords since the last right one: how many, and when the latest was (seconds since 1970)."""

    failures: int = 0
    last: float = 0.0

    def failed(self, now: float) -> Tries:
        """One more was wrong."""
        return Tries(self.failures + 1, now)

    def wait(self, now: float) -> float:
        """Seconds still to wait at ``now``.

        A clock that was turned back makes the wait whole again, and never longer than it was.
        """
        whole = wait_after(self.failures)
        return min(whole, max(0.0, self.last + whole - now))
