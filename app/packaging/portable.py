"""The portable package: the same program in a zip, which keeps everything that is the clerk's beside itself."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

from app.packaging.pins import DATA
from app.packaging.windows_launcher import NAME
from app.packaging.windows_setup import PARTS
from app.paths import PORTABLE
from app.version import __version__

_README = "先读我.txt"
_FOLDER, _FILE = 0o40755 << 16 | 0x10, 0o100644 << 16  # rights for Linux above, the mark of a folder for Windows below


def zipped(stage: Path, out: Path, epoch: int) -> Path:
    """Pack the staged folder into a zip that is ready to be carried about.

    Args:
        stage: the finished folder.
        out: the folder that the zip is put into.
        epoch: the time that every entry gets, in seconds since 1970.

    Returns:
        The zip's path.
    """
    top = f"{NAME}-{__version__}-便携版"
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{top}.zip"
    added = {f"{PARTS}/{PORTABLE}": _text("portable.txt"), _README: _text("readme.txt")}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for folder in (f"{top}/", f"{top}/数据/"):
            packed.writestr(_entry(folder, epoch, _FOLDER), b"")
        for name, content in sorted({**_contents(stage), **added}.items()):
            entry = _entry(f"{top}/{name}", epoch, _FILE)
            packed.writestr(entry, content.read_bytes() if isinstance(content, Path) else content)
    return target


def _contents(stage: Path) -> dict[str, Path | bytes]:
    return {path.relative_to(stage).as_posix(): path for path in stage.rglob("*") if path.is_file()}


def _text(name: str) -> bytes:
    """A text as every Notepad reads it."""
    text = (DATA / "windows" / name).read_text(encoding="utf-8").replace("@VERSION@", __version__)
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _entry(name: str, epoch: int, attributes: int) -> zipfile.ZipInfo:
    """An entry with nothing of this machine in it; names that are not ASCII are marked as UTF-8 by themselves."""
    entry = zipfile.ZipInfo(name, time.gmtime(epoch)[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every machine that builds
    entry.external_attr = attributes
    return entry
