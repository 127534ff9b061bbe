"""The data of ICU, which Qt for Linux carries for every language on earth: cut down to those of the program."""

from __future__ import annotations

import shutil
from fnmatch import fnmatch
from pathlib import Path

from app.packaging import bullseye
from app.packaging.host import need, run
from app.packaging.pins import read

# One symbol at the start of the data is all that ICU's code asks of its data library.
_SOURCE = """.section .rodata
.balign 16
.globl icudt{version}_dat
.type icudt{version}_dat, @object
icudt{version}_dat: .incbin "/icu/icudt{version}l.dat"
.size icudt{version}_dat, . - icudt{version}_dat
.section .note.GNU-stack,"",@progbits
"""


def cut(library: Path, cache: Path) -> int:
    """Write ``libicudata.so.N`` anew with what ``[icu]`` of trim.toml keeps; the bytes taken out."""
    need({"icupkg": "icu-devtools", "objcopy": "binutils"})
    version = library.name.rpartition(".")[2]
    root = bullseye.root(cache)
    work = root / "icu"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    whole, kept = work / "whole" / f"icudt{version}l.dat", work / f"icudt{version}l.dat"
    whole.parent.mkdir()
    run("objcopy", "-O", "binary", "--only-section=.rodata", library, whole)
    unwanted = work / "unwanted.txt"
    names = run("icupkg", "-l", whole).split()
    unwanted.write_text("\n".join(name for name in names if not _stays(name)) + "\n", encoding="utf-8")
    run("icupkg", "-r", unwanted, whole, kept)
    (work / "data.s").write_text(_SOURCE.format(version=version), encoding="utf-8")
    bullseye.inside(
        root, "gcc", "-shared", "-nostdlib", "-Wl,--build-id=none", f"-Wl,-soname,{library.name}",
        "-o", f"/icu/{library.name}", "/icu/data.s",
    )  # fmt: skip
    before = library.stat().st_size
    shutil.copyfile(work / library.name, library)
    return before - library.stat().st_size


def _stays(name: str) -> bool:
    rules = read("trim")["icu"]
    return any(fnmatch(name, pattern) for pattern in rules["keep"])
