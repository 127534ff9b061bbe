"""Make what a union installs: ``python3 build_installer.py [--target windows|portable|deb|run|all] [--out dist]``.

* ``windows``   setup.exe for Windows 10 (1809) and later, 64 bit
* ``portable``  the same program in a zip that runs from a USB stick
* ``deb``       for Debian, UOS, Kylin, Ubuntu on x86-64
* ``run``       the same for whoever is no administrator
* ``all``       all four, and the manual as one PDF

Needs Python 3.11 and a package index; on Debian the tools that are missing are installed when root runs it. ``deb`` and
``run`` are made on Linux only, by root, in an old Debian that is laid out below the cache. What goes in is pinned
(requirements.lock, resources/packaging/pins.toml). Two builds of one commit are equal byte for byte.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dev

ROOT = Path(__file__).resolve().parent
TARGETS = ("windows", "portable", "deb", "run")
MANUAL = "工会小管家-使用手册.pdf"
_NO_COMMIT = 1767225600  # 2026-01-01: the time of all files where neither git nor SOURCE_DATE_EPOCH says one


def main(words: list[str]) -> int:
    """Build what the words ask for; 1 when it cannot be."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0], epilog="See the head of this file.")
    told.add_argument("--target", choices=(*TARGETS, "all"), default="all")
    told.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder for the packages")
    told.add_argument("--cache", type=Path, default=ROOT / "build" / "cache", help="keeps what was fetched")
    told.add_argument("--work", type=Path, default=ROOT / "build" / "work", help="for what is made on the way")
    asked = told.parse_args(words)
    if Path(sys.prefix).resolve() != dev.VENV.resolve():
        dev.set_up()
        return subprocess.run([str(dev.PYTHON), str(Path(__file__)), *words], cwd=ROOT, check=False).returncode
    from app.packaging.host import Failed

    targets = TARGETS if asked.target == "all" else (asked.target,)
    out, cache, work = (path.resolve() for path in (asked.out, asked.cache, asked.work))
    try:
        build(targets, out, cache, work, with_manual=asked.target == "all")
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


def build(targets: tuple[str, ...], out: Path, cache: Path, work: Path, *, with_manual: bool) -> None:
    """Make the packages, hold them against their limits, and print what went in and what came out."""
    from app.packaging import fetch, report

    for folder in (out, cache, work):
        folder.mkdir(parents=True, exist_ok=True)
    made = [report.Made(*_timed(call)) for call in _calls(targets, out, cache, work, with_manual)]
    windows, linux = bool({"windows", "portable"} & {*targets}), bool({"deb", "run"} & {*targets})
    platforms = ["win_amd64"] * windows + ["linux_x86_64"] * linux
    files = sorted({path for platform in platforms for path in fetch.wheels(platform, cache)})
    print("Taken:", report.taken(files, linux=linux, windows=windows), "", report.table(made), sep="\n")
    report.write_sums(out, made)
    report.hold_limits(made)


def _calls(
    targets: tuple[str, ...], out: Path, cache: Path, work: Path, with_manual: bool
) -> Iterator[Callable[[], Path]]:
    """The steps in their order; a folder that two packages are made of is staged once, before the first."""
    epoch = when()
    if {"windows", "portable"} & {*targets}:
        from app.packaging import portable, windows

        staged = _staged("Windows", lambda: windows.stage(work, cache, epoch))
        if "windows" in targets:
            yield lambda: windows.setup(staged, out, epoch)
        if "portable" in targets:
            yield lambda: portable.zipped(staged, out, epoch)
    if {"deb", "run"} & {*targets}:
        from app.packaging import deb, linux, run_file

        laid = _staged("Linux", lambda: linux.stage(work, cache, epoch))
        if "deb" in targets:
            yield lambda: deb.packed(laid, out, epoch)
        if "run" in targets:
            yield lambda: run_file.packed(laid, out, epoch)
    if with_manual:
        yield lambda: _manual(out)


def _staged(name: str, call: Callable[[], Path]) -> Path:
    folder, seconds = _timed(call)
    print(f"The folder for {name} is laid out ({seconds:.0f} s)", flush=True)
    return folder


def _manual(out: Path) -> Path:
    from app import paths
    from app.documents.manual import write_manual

    write_manual(paths.HELP, out / MANUAL)
    return out / MANUAL


def _timed(call: Callable[[], Path]) -> tuple[Path, float]:
    start = time.monotonic()
    return call(), time.monotonic() - start


def when() -> int:
    """The time that every file of a package gets: the commit's, in seconds since 1970."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else _NO_COMMIT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
