"""Goes through the checks of a package one after the other, with a line of what each found."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable


def run_all(checks: Iterable[Callable[[], str]]) -> int:
    """Try every check, each named ``check_…``; 1 when one failed, after which the rest is not tried."""
    for check in checks:
        name = check.__name__.removeprefix("check_").replace("_", " ")
        began = time.monotonic()
        try:
            said = check()
        except Exception as error:
            print(f"FAILED  {name}: {type(error).__name__} {error}", flush=True)
            return 1
        print(f"ok {time.monotonic() - began:4.0f} s  {name}: {said}", flush=True)
    return 0
