"""The wrong passwords tried on a file, remembered across starts so that the wait is not undone by one."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from app.domain.password_delay import Tries
from app.settings import Settings

_NAME = "password_tries"
_MOST = 20  # files that are remembered


class KeptTries:
    """The wrong passwords tried on one file; the settings know it by a hash of its path only."""

    def __init__(self, settings: Settings, path: Path, clock: Callable[[], float] = time.time) -> None:
        """``clock`` gives seconds since 1970."""
        self._settings = settings
        self._name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:20]
        self._clock = clock

    @property
    def wait(self) -> float:
        """Seconds until the next try."""
        return self._tries().wait(self._clock())

    def failed(self) -> None:
        """A password was wrong."""
        tries = self._tries().failed(self._clock())
        self._keep([tries.failures, tries.last])

    def succeeded(self) -> None:
        """A password was right: all is forgotten."""
        if self._tries().failures:
            self._keep(None)

    def _tries(self) -> Tries:
        match self._all().get(self._name):
            case [int(failures), int() | float() as last] if failures > 0:
                return Tries(failures, float(last))
        return Tries()

    def _all(self) -> dict[str, object]:
        found = self._settings.get(_NAME)
        return dict(found) if isinstance(found, dict) else {}

    def _keep(self, value: list[float] | None) -> None:
        kept = self._all()
        kept.pop(self._name, None)
        if value is not None:
            kept[self._name] = value
        self._settings.put(_NAME, dict(list(kept.items())[-_MOST:]))
        self._settings.save()
