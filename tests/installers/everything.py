"""Builds all packages and tries them: ``python -m tests.installers.everything [--dist DIR] [--twice]``."""

from __future__ import annotations

import argparse
import filecmp
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app import paths
from app.version import __version__
from tests.installers import linux, windows

HERE = paths.ROOT / "out" / "installers"
STAGES = ("windows", "union-steward")  # the folders that the packages are made of
PACKAGES = (
    f"工会小管家-{__version__}-安装.exe", f"工会小管家-{__version__}-便携版.zip",
    f"union-steward_{__version__}_amd64.deb", f"工会小管家-{__version__}.run",
)  # fmt: skip


def main(words: list[str] | None = None) -> int:
    """Try everything; 1 when something failed."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--dist", type=Path, help="packages that are there already, with the work folder beside them")
    told.add_argument(
        "--twice", action="store_true", help="build a second time and hold the packages against the first"
    )
    asked = told.parse_args(words)
    dist = asked.dist.resolve() if asked.dist else HERE / "dist"
    work = dist.parent / "work"
    if not asked.dist and _build(dist, work):
        return 1
    if asked.twice and not _is_the_same_again(dist, work):
        return 1
    setup, portable, deb, run_file = (str(dist / name) for name in PACKAGES)
    trials = [
        windows.main(["--stage", str(work / "windows"), "--setup", setup, "--portable", portable]),
        linux.main(["--deb", deb, "--run", run_file]),
    ]
    return 1 if any(trials) else 0


def _build(dist: Path, work: Path) -> int:
    words = ("--target", "all", "--out", str(dist), "--work", str(work))
    return subprocess.run([sys.executable, "build_installer.py", *words], cwd=paths.ROOT, check=False).returncode


def _is_the_same_again(dist: Path, work: Path) -> bool:
    again, work_again = dist.with_name("dist-again"), work.with_name("work-again")
    if _build(again, work_again):
        return False
    folders = [name for stage in STAGES for name in _differing(work / stage, work_again / stage)]
    packages = [name for name in PACKAGES if not filecmp.cmp(dist / name, again / name, shallow=False)]
    print("Two builds are", "alike." if not folders + packages else f"not alike: {packages} {folders[:20]}", flush=True)
    return not folders + packages


def _differing(one: Path, other: Path) -> Iterator[str]:
    """The files that are not in both folders, or not with the same bytes."""
    names = {path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*")}
    for name in sorted(names):
        here, there = one / name, other / name
        if here.is_dir() and there.is_dir():
            continue
        if not (here.is_file() and there.is_file() and filecmp.cmp(here, there, shallow=False)):
            yield name


if __name__ == "__main__":
    raise SystemExit(main())
