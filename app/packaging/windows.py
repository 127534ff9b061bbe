"""The Windows packages: a finished folder, and from it the setup and the portable zip."""

from __future__ import annotations

import shutil
from pathlib import Path

from app import paths
from app.packaging import fetch, notice, tree, windows_launcher, windows_python
from app.packaging.pins import read
from app.packaging.windows_setup import PARTS, setup

__all__ = ["setup", "stage"]

PLATFORM = "win_amd64"


def stage(work: Path, cache: Path, epoch: int) -> Path:
    """Make the folder that the packages are made of.

    Args:
        work: a folder for what is made on the way.
        cache: a folder that keeps what was fetched.
        epoch: the time that every file gets, in seconds since 1970.

    Returns:
        The folder: the program to start on its top, everything else in the folder of the parts.
    """
    folder = work / "windows"
    shutil.rmtree(folder, ignore_errors=True)
    parts = folder / PARTS
    site = windows_python.site(parts)
    windows_python.lay(parts, cache)
    tree.unpack(fetch.wheels(PLATFORM, cache), site)
    tree.trim(site, PLATFORM)
    tree.program(parts)
    shutil.copyfile(paths.ROOT / "LICENSE", parts / "LICENSE.txt")
    notice.write(parts, PLATFORM, site).rename(parts / "NOTICE.txt")
    (site / "sqlite3.py").write_text(tree.SQLITE3, encoding="utf-8")
    tree.drop_notes(site)
    tree.compile_all(parts, read("trim")["sources"]["keep"])
    windows_launcher.build(folder, parts, work / "launcher")
    tree.settle(folder, epoch)
    return folder
