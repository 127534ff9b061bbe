"""What is taken from the package indexes, by pip and nothing else, each file held against its pinned digest."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from app import paths
from app.packaging.host import run
from app.packaging.pins import Pin

LOCK = paths.ROOT / "requirements.lock"
# Those of the lock file that only their source is to be had of; plain Python, so it is the same for every platform.
SOURCE_ONLY = ("lunar-python",)
# Wanted by others for what the program never does: installing plugins, sniffing encodings that are known.
LEFT_OUT = ("pip", "tzdata", "colorama")
_TAGS = {
    "win_amd64": ["win_amd64"],
    "linux_x86_64": [f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 26, 17)]
    + ["manylinux2014_x86_64", "manylinux1_x86_64"],
}
_PYTHON = "3.11"
_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==(?:.*\\\n)(?:    --hash=.*\n)+", re.MULTILINE)


def entries(lock: str) -> dict[str, str]:
    """The entries of a lock file, each by the name of its package, as they stand."""
    return {found[1]: found[0] for found in _ENTRY.finditer(lock)}


def wheels(platform: str, cache: Path) -> list[Path]:
    """The wheels that the program needs on a platform, and what comes as source only.

    Args:
        platform: ``win_amd64`` or ``linux_x86_64``.
        cache: a folder that keeps what was fetched.
    """
    locked = entries(LOCK.read_text(encoding="utf-8"))
    folder = cache / platform
    plain = [text for name, text in locked.items() if name not in (*SOURCE_ONLY, *LEFT_OUT)]
    tags = [word for tag in _TAGS[platform] for word in ("--platform", tag)]
    abis = [word for abi in ("cp311", "abi3", "none") for word in ("--abi", abi)]
    _download(folder, plain, "--only-binary=:all:", *tags, *abis, "--python-version", _PYTHON, "--implementation", "cp")
    source = cache / "source"
    _download(source, [locked[name] for name in SOURCE_ONLY], "--no-binary=:all:", "--no-build-isolation")
    return _named(folder, plain) + _named(source, [locked[name] for name in SOURCE_ONLY])


def sdist(part: Pin, cache: Path) -> Path:
    """A source archive by its pin."""
    text = f"{part.name}=={part.version} --hash=sha256:{part.sha256}\n"
    _download(cache / "source", [text], "--no-binary=:all:", "--no-build-isolation")
    return _named(cache / "source", [text])[0]


def _download(folder: Path, texts: list[str], *words: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "wanted.txt"
    listed.write_text("".join(texts), encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps")
    run(*pip, "--require-hashes", *words, "--dest", folder, "-r", listed)
    listed.unlink()


def _named(folder: Path, texts: list[str]) -> list[Path]:
    """The files of these entries, and no older ones that lie in the cache beside them."""
    found = []
    for text in texts:
        name, version = re.match(r"([A-Za-z0-9._-]+)==([^\s\\;]+)", text).groups()  # type: ignore[union-attr]
        # What follows ends the version: 1.0.1 also begins with 1.0.
        is_it = re.compile(re.escape(f"{_plain(name)}-{version}") + r"(-|\.tar\.|\.zip$)").match
        found.append(next(path for path in sorted(folder.iterdir()) if is_it(_plain_file(path))))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def _plain_file(path: Path) -> str:
    """``Foo_Bar-1.0`` of a wheel or source archive as ``foo_bar-1.0``."""
    parts = re.match(r"(.+?)-(\d.*)", path.name)
    return f"{_plain(parts[1])}-{parts[2]}" if parts else path.name
