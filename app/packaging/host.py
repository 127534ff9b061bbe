"""The machine that builds: its commands, and the tools that it must have."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

_TOLD = 30  # lines of a command that failed


class Failed(Exception):
    """A step of the build could not be done; the text says which and why."""


def run(
    *words: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, seconds: float = 3600
) -> str:
    """Run a command and give what it wrote, both streams together.

    Args:
        words: the command.
        cwd: the folder it runs in.
        env: what is added to the environment.
        seconds: after which it is given up.

    Raises:
        Failed: it ended with another status than 0, or not in time.
    """
    try:
        done = subprocess.run(
            [str(word) for word in words], cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{words[0]} did not end within {seconds:.0f} s") from error
    told = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        tail = "\n".join(told.splitlines()[-_TOLD:])
        raise Failed(f"{' '.join(map(str, words))[:300]} ended with {done.returncode}:\n{tail}")
    return told


def need(tools: Mapping[str, str]) -> None:
    """Make sure that commands are there; ``tools`` gives the Debian package of each.

    Raises:
        Failed: one is missing and cannot be installed from here.
    """
    packages = sorted({package for tool, package in tools.items() if shutil.which(tool) is None})
    if not packages:
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise Failed("Please install, as an administrator: " + " ".join(packages))
    print("Installing", *packages, flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "-qq", "update", env=quiet)
    run("apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages, env=quiet)
