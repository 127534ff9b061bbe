"""The life of the .run: installed, worked with, installed over itself, refused while it runs, removed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

from tests.installers.linux_desktop import NAME, Desktop
from tests.installers.linux_root import Root, User, digests

_STILL_OPEN = 3  # the exit status of setup.sh and uninstall.sh
_STRAY = "app/gone.pyc"
_BROUGHT = {"desktop/uninstall.sh"}  # what the setup puts beside the program
# In one shell, since nobody sees the processes of another's: $0 is held open while $1 runs.
_OPEN = """
mkfifo up
"$0" -I -c "import time; print(1, flush=True); time.sleep(600)" > up &
read -r ready < up
rm up
sh "$1"
status=$?
kill $!
exit $status
"""


class _Papers(Protocol):
    def papers(self, command: str, user: User) -> str: ...


class RunFile:
    """One installation by the .run."""

    def __init__(self, root: Root, user: User, package: Path, home: str, share: str) -> None:
        """``home`` is where the program has to come to, ``share`` where the desktop looks."""
        self._root = root
        self._user = user
        self._home = home
        self._share = share
        self._package = f"/srv/{NAME}.run"
        shutil.copyfile(package, self._outside(self._package))

    def check(self, trial: _Papers, built: Path) -> str:
        """Go through all of it; ``built`` is the folder that it must equal."""
        self._install()
        self._hold_against(built)
        program = f"{self._home}/{NAME}"
        said = trial.papers(program, self._user)
        self._outside(f"{self._home}/{_STRAY}").write_bytes(b"")
        self._refuse_while_open()
        self._install()
        self._hold_against(built)
        data = f"{self._user.home}/书.union"
        self._say(program, "demo", data)
        Desktop(self._root, self._user, self._share).check(data, program=program)
        self._say("sh", f"{self._home}/desktop/uninstall.sh")
        self._hold_empty()
        assert self._outside(data).exists(), "the data went with the program"
        return said

    def _install(self) -> None:
        assert "装好了" in self._say("sh", self._package)

    def _hold_against(self, built: Path) -> None:
        found, wanted = digests(self._outside(self._home)), digests(built)
        assert found.keys() - wanted.keys() == _BROUGHT, found.keys() ^ wanted.keys()
        assert found.items() >= wanted.items()

    def _refuse_while_open(self) -> None:
        """Files that a running program may still want to load are not taken away from under it."""
        for script in (self._package, f"{self._home}/desktop/uninstall.sh"):
            status, told = self._user.run("sh", "-c", _OPEN, f"{self._home}/python/bin/python3.11", script)
            assert status == _STILL_OPEN, (status, told)
            assert "正开着" in told, told
        assert self._outside(f"{self._home}/{_STRAY}").exists()

    def _hold_empty(self) -> None:
        assert not self._outside(self._home).exists()
        share = self._outside(self._share)
        left = [str(path) for path in share.rglob(f"*{NAME}*")]
        left += [str(path) for path in share.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()]
        assert not left, left

    def _say(self, *words: str) -> str:
        status, told = self._user.run(*words)
        assert status == 0, (words, status, told)
        return told

    def _outside(self, place: str) -> Path:
        return self._root.folder / place.lstrip("/")
