"""An old Debian in a folder, whose C library is old enough that what is built in it runs on today's office PCs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from app.packaging.host import need, run
from app.packaging.pins import Pin, check, pins

SUITE, SOURCES = "bullseye", "bookworm"
_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
_BUILD_TOOLS = (
    "gcc", "libc6-dev", "make", "dpkg-dev", "pkg-config", "xz-utils", "zlib1g-dev", "libffi-dev", "libssl-dev",
    "libbz2-dev", "liblzma-dev",
)  # fmt: skip


def root(cache: Path) -> Path:
    """The folder with that Debian, made when it is not there yet. Needs root's rights."""
    folder = cache / SUITE
    if (folder / "ready").exists():
        return folder
    need({"debootstrap": "debootstrap"})
    shutil.rmtree(folder, ignore_errors=True)
    print(f"Making a Debian {SUITE} to build in", flush=True)
    run("debootstrap", "--variant=minbase", SUITE, folder)
    lists = folder / "etc" / "apt" / "sources.list"
    lines = lists.read_text(encoding="utf-8").splitlines()
    lists.write_text("\n".join([*lines, *_source_lines(lines)]) + "\n", encoding="utf-8")
    inside(folder, "apt-get", "-qq", "update")
    inside(folder, "apt-get", "-qq", "install", "-y", "--no-install-recommends", *_BUILD_TOOLS)
    (folder / "ready").touch()
    return folder


def _source_lines(lines: list[str]) -> list[str]:
    """Where the sources of the newer release are to be had: where this one came from."""
    found = (re.match(rf"deb (\S+) {SUITE} main", line) for line in lines)
    return [f"deb-src {match[1]} {SOURCES} main" for match in found if match]


def inside(folder: Path, *words: str, seconds: float = 3600) -> str:
    """Run a command as if ``folder`` were the whole system."""
    return run("chroot", folder, *words, env=_QUIET, seconds=seconds)


def libraries(cache: Path, into: Path) -> None:
    """Put the libraries that the packages bring along into ``into``, each out of its pinned package."""
    folder = root(cache)
    into.mkdir(parents=True, exist_ok=True)
    for part in pins("deb"):
        laid = folder / "parts" / part.name
        if not laid.is_dir():
            _lay_open(folder, part, laid)
        for name in part.why.split():
            [library] = [path for path in laid.rglob(name) if path.is_file()]
            shutil.copyfile(library.resolve(), into / name)
        copyright_ = laid / "usr" / "share" / "doc" / part.name / "copyright"
        shutil.copyfile(copyright_, into / f"{part.name}.copyright")


def _lay_open(folder: Path, part: Pin, laid: Path) -> None:
    debs = folder / "debs"
    debs.mkdir(exist_ok=True)
    inside(folder, "sh", "-c", f"cd /debs && apt-get -qq download {part.name}={part.version}")
    [deb] = debs.glob(f"{part.name}_*.deb")
    check(deb, part.sha256)
    laid.mkdir(parents=True)
    run("dpkg-deb", "-x", deb, laid)
