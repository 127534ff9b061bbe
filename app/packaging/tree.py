"""The folder that becomes a package: the program's own files, the wheels unpacked, what nobody needs taken out."""

from __future__ import annotations

import os
import py_compile
import shutil
import stat
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from importlib.util import cache_from_source
from pathlib import Path, PurePosixPath

from app import paths
from app.packaging.host import Failed
from app.packaging.pins import read

# The room that builds, and its data, are no part of what is built.
_OURS = ("app", "resources", "forms")
_NOT_OURS = ("app/packaging/*", "resources/packaging/*", "*/__pycache__/*", "*.pyc", "*.po", "*.pot")
_MANUAL = ("docs/manual", "resources/help")
PYTHON = (3, 11)  # of the packages
# Where a wheel's data folders go that are not site-packages: nothing of them is needed.
_SCHEMES = (".data/scripts", ".data/data", ".data/headers")

SQLITE3 = '''"""Stands in for Python's own sqlite3: the program has SQLCipher's and needs no second library."""

from sqlcipher3.dbapi2 import *
'''


def program(into: Path) -> None:
    """Copy what the program is made of: ``app``, ``resources`` with the manual as its help, and ``forms``."""
    for name in _OURS:
        _copy(paths.ROOT / name, into / name)
    source, target = _MANUAL
    if (paths.ROOT / source).is_dir():
        _copy(paths.ROOT / source, into / target)


def _copy(source: Path, into: Path) -> None:
    for path in _files(source):
        name = path.relative_to(paths.ROOT).as_posix()
        if not any(fnmatch(name, pattern) for pattern in _NOT_OURS):
            target = into / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def unpack(archives: Iterable[Path], site: Path) -> None:
    """Lay wheels open in ``site``, and the packages of plain source archives."""
    for archive in archives:
        if archive.suffix == ".whl":
            _unpack_wheel(archive, site)
        else:
            _unpack_source(archive, site)


def _unpack_wheel(wheel: Path, site: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        for info in packed.infolist():
            name = info.filename
            if info.is_dir() or any(part in name for part in _SCHEMES):
                continue
            target = _inside(site, name.partition(".data/purelib/")[2] or name.partition(".data/platlib/")[2] or name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(packed.read(info))


def _unpack_source(archive: Path, site: Path) -> None:
    """Take the package of a source archive, the folder with its name, and its metadata as ``dist-info``."""
    with tarfile.open(archive) as packed:
        members = [one for one in packed.getmembers() if one.isfile()]
        head = PurePosixPath(members[0].name).parts[0]
        package = head.rpartition("-")[0].replace("-", "_")
        notes = f"{package}-{head.rpartition('-')[2]}.dist-info"
        for one in members:
            inside = PurePosixPath(*PurePosixPath(one.name).parts[1:])
            if inside.parts[:1] == (package,):
                name = inside.as_posix()
            elif inside.as_posix() == "PKG-INFO":
                name = f"{notes}/METADATA"
            elif inside.name.startswith("LICENSE"):
                name = f"{notes}/{inside.name}"
            else:
                continue
            target = _inside(site, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            file = packed.extractfile(one)
            target.write_bytes(file.read() if file else b"")


def _inside(folder: Path, name: str) -> Path:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise Failed(f"{name} would lie outside of the folder")
    return target


def trim(folder: Path, platform: str) -> dict[str, int]:
    """Take out what resources/packaging/trim.toml names for ``platform``; the bytes taken out, by reason."""
    gone: dict[str, int] = {}
    for rule in read("trim")["rule"]:
        if platform not in rule.get("on", [platform]):
            continue
        inside = folder / rule.get("of", ".")
        for path in list(_files(inside)) if inside.is_dir() else []:
            if _goes(path.relative_to(inside).as_posix(), rule):
                gone[rule["why"]] = gone.get(rule["why"], 0) + path.lstat().st_size
                path.unlink()
    _drop_empty(folder)
    return gone


def _goes(name: str, rule: dict[str, list[str]]) -> bool:
    if any(fnmatch(name, pattern) for pattern in rule.get("drop", ())):
        return True
    return "keep" in rule and not any(fnmatch(name, pattern) for pattern in rule["keep"])


def _drop_empty(folder: Path) -> None:
    for root, _, _ in os.walk(folder, topdown=False):
        if not any(Path(root).iterdir()):
            Path(root).rmdir()


def drop_notes(site: Path) -> None:
    """Take out the metadata of the packages, once the NOTICE has been made from it."""
    for folder in site.glob("*.dist-info"):
        shutil.rmtree(folder)


def compile_all(folder: Path, kept: Iterable[str]) -> None:
    """Put byte code in its source's place: smaller, and Python finds it as well.

    Args:
        folder: what is compiled, whole. The byte code names each source by its place in here, for the log.
        kept: places in ``folder`` of sources that stay, because they are run as files or cannot be read otherwise.

    Raises:
        Failed: this is another Python than the one that comes along.
    """
    if sys.version_info[:2] != PYTHON:
        raise Failed(f"The byte code is made by Python 3.11, not by {sys.version.split()[0]}")
    staying = {folder / name for name in kept}
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    for source in sorted(folder.rglob("*.py")):
        code = Path(cache_from_source(str(source))) if source in staying else source.with_suffix(".pyc")
        told = "/" + source.relative_to(folder).as_posix()
        py_compile.compile(str(source), str(code), told, doraise=True, invalidation_mode=mode)
        if source not in staying:
            source.unlink()


def settle(folder: Path, epoch: int) -> None:
    """Give everything one time and plain rights, so that two builds are alike; programs stay programs."""
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
    os.utime(folder, (epoch, epoch))


def size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.lstat().st_size for path in _files(folder))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file())
