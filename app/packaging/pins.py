"""What the packages are made of: each part by name, version and SHA-256, as resources/packaging/pins.toml says."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app import paths
from app.packaging.host import Failed

DATA = paths.RESOURCES / "packaging"


@dataclass(frozen=True, slots=True)
class Pin:
    """One part, and what its file must hash to."""

    name: str
    version: str
    sha256: str
    why: str = ""


@cache
def read(name: str) -> dict[str, Any]:
    """One of the build's tables: ``pins`` or ``trim``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def pin(name: str) -> Pin:
    """The part that stands under ``name``."""
    return Pin(**read("pins")[name])


def pins(name: str) -> list[Pin]:
    """The parts of the list ``name``."""
    return [Pin(**one) for one in read("pins")[name]]


def sha256(path: Path) -> str:
    """The digest of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(path: Path, wanted: str) -> Path:
    """Give the file back if it is the very one.

    Raises:
        Failed: it is another one.
    """
    if (found := sha256(path)) != wanted:
        raise Failed(f"{path.name} is not the file that was pinned: {found} instead of {wanted}")
    return path
