"""Linux's shared libraries in a folder: what they are linked with, what nobody needs, how they find each other."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.packaging.host import need, run

_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)]")
_GLIBC = re.compile(r"\bGLIBC_2\.(\d+)")
# Loaded by name at run time, so nobody is linked with them.
_PLUGINS = ("/plugins/", "/dist-packages/", "/lib-dynload/", "/bin/")
TOOLS = {"readelf": "binutils", "strip": "binutils", "patchelf": "patchelf"}


@dataclass(frozen=True)
class Shelf:
    """All programs and libraries below ``folder``."""

    folder: Path

    @cached_property
    def files(self) -> list[Path]:
        """Each of them once, links left aside."""
        need(TOOLS)
        return [path for path in sorted(self.folder.rglob("*")) if path.is_file() and _is_elf(path)]

    @cached_property
    def links(self) -> dict[Path, tuple[str, ...]]:
        """What each is linked with, by the names that the loader asks for."""
        return {path: tuple(_NEEDED.findall(run("readelf", "-d", path))) for path in self.files}

    @property
    def missing(self) -> set[str]:
        """Names that are asked for and not here: the system must have them."""
        here = {path.name for path in self.files}
        return {name for names in self.links.values() for name in names if name not in here}

    @property
    def idle(self) -> list[Path]:
        """Libraries that no program, module or plugin here leads to."""
        by_name = {path.name: path for path in self.files}
        reached: set[Path] = set()
        waiting = [path for path in self.files if self._is_entry(path)]
        while waiting:
            path = waiting.pop()
            if path not in reached:
                reached.add(path)
                waiting += [by_name[name] for name in self.links[path] if name in by_name]
        return [path for path in self.files if path not in reached]

    def _is_entry(self, path: Path) -> bool:
        place = f"/{path.relative_to(self.folder).as_posix()}"
        is_kept_apart = ".libs/" in place or "/Qt/lib/" in place or path.name.startswith(("libpyside6", "libshiboken6"))
        return any(part in place for part in _PLUGINS) and ("/plugins/" in place or not is_kept_apart)

    @property
    def newest_glibc(self) -> int:
        """N, where 2.N is the oldest GNU C library on which all of this loads."""
        wanted = (found for path in self.files for found in _GLIBC.findall(run("readelf", "-V", path)))
        return max((int(minor) for minor in wanted), default=0)


def _is_elf(path: Path) -> bool:
    if path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def drop_idle(folder: Path) -> int:
    """Take out the libraries that nobody leads to; the bytes taken out."""
    gone = 0
    for path in Shelf(folder).idle:
        gone += path.stat().st_size
        path.unlink()
    return gone


def strip(folder: Path) -> None:
    """Take out the names that only a debugger wants."""
    for path in Shelf(folder).files:
        mode = path.stat().st_mode
        path.chmod(mode | 0o200)
        run("strip", "--strip-unneeded", path)
        path.chmod(mode)


def find_in(library: Path, folder: Path) -> None:
    """Have ``library`` look for what it is linked with in ``folder`` before the system's."""
    place = os.path.relpath(folder, library.parent)
    run("patchelf", "--set-rpath", "$ORIGIN" if place == "." else f"$ORIGIN/{place}", library)
