"""The program's folder for Linux: CPython, the packages, the program, and a script that starts it from anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

from app import paths
from app.packaging import bullseye, elf, fetch, icu, notice, python_linux, tree
from app.packaging.host import Failed
from app.packaging.pins import DATA, read

PLATFORM = "linux_x86_64"
PARTS = DATA / "linux"
OLDEST_GLIBC = 28  # 2.28: UOS 20 and Kylin V10 have it
_STDLIB = Path("python") / "lib" / "python3.11"
# What every desktop has, and must have in its own version: drivers, the display's own libraries, the C library.
_SYSTEMS = (
    "ld-linux-", "libc.so", "libdl.so", "libm.so", "libpthread.so", "librt.so", "libutil.so", "libcrypt.so",
    "libgcc_s.so", "libstdc++.so", "libz.so", "libzstd.so", "libGL.so", "libEGL.so", "libX11.so", "libX11-xcb.so",
    "libxcb.so", "libfontconfig.so", "libfreetype.so", "libglib-2.0.so", "libgthread-2.0.so", "libdbus-1.so",
    "libwayland-", "libcups.so",
)  # fmt: skip
# Only a plugin wants them, which stays away where they are missing.
_OPTIONAL = ("libgtk-3.so", "libgdk", "libgio", "libgobject", "libatk", "libcairo", "libpango")


def stage(work: Path, cache: Path, epoch: int) -> Path:
    """Make the folder in ``work`` and give it.

    Raises:
        Failed: a part is not the pinned one, or something asks for a library or a C library that is not promised.
    """
    folder = work / "union-steward"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(python_linux.built(cache), folder / "python", symlinks=True)
    tree.trim(folder / "python", "python")
    site = folder / _STDLIB / "dist-packages"  # what Debian's CPython calls it
    tree.unpack(fetch.wheels(PLATFORM, cache), site)
    tree.trim(site, PLATFORM)
    qt = site / "PySide6" / "Qt" / "lib"
    bullseye.libraries(cache, qt)
    for data in qt.glob("libicudata.so.*"):
        icu.cut(data, cache)
    _link(folder, qt)
    tree.program(folder)
    shutil.copyfile(PARTS / "union-steward.sh", folder / "union-steward")
    (folder / "union-steward").chmod(0o755)
    (site / "sqlite3.py").write_text(tree.SQLITE3, encoding="utf-8")
    (site / "union-steward.pth").write_text("../../../..\n", encoding="utf-8")
    notice.write(folder, PLATFORM, site, qt)
    tree.drop_notes(site)
    tree.compile_all(folder, read("trim")["sources"]["keep"])
    tree.settle(folder, epoch)
    _hold(folder)
    return folder


def _link(folder: Path, libraries: Path) -> None:
    """Take out what nobody is linked with, and let the modules find the libraries that came along."""
    elf.drop_idle(folder)
    elf.strip(folder)
    came = {path.name for path in libraries.iterdir()}
    shelf = elf.Shelf(folder)
    for path in shelf.files:
        place = path.relative_to(folder).as_posix()
        is_ours = path.parent == libraries and not path.name.startswith(("libQt6", "libicu"))
        if is_ours or ("/lib-dynload/" in place and came & set(shelf.links[path])):
            elf.find_in(path, libraries)


def _hold(folder: Path) -> None:
    shelf = elf.Shelf(folder)
    strange = sorted(name for name in shelf.missing if not name.startswith((*_SYSTEMS, *_OPTIONAL)))
    if strange:
        raise Failed(f"These libraries are asked for and neither brought along nor promised: {', '.join(strange)}")
    if shelf.newest_glibc > OLDEST_GLIBC:
        raise Failed(f"Something in {folder.name} asks for glibc 2.{shelf.newest_glibc}")


def icons(into: Path) -> None:
    """Lay the icon out as desktops look for it: ``hicolor/SIZE/apps/union-steward``."""
    shape = into / "hicolor" / "scalable" / "apps"
    shape.mkdir(parents=True)
    shutil.copyfile(paths.RESOURCES / "icons" / "app.svg", shape / "union-steward.svg")
    with Image.open(paths.RESOURCES / "icons" / "app.ico") as drawn:  # the largest of its pictures
        for wide in (48, 128, 256):
            place = into / "hicolor" / f"{wide}x{wide}" / "apps"
            place.mkdir(parents=True)
            picture = drawn.convert("RGBA").resize((wide, wide), Image.Resampling.LANCZOS)
            picture.save(place / "union-steward.png", optimize=True)
