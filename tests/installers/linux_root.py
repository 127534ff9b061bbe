"""A bare Debian 11 in a folder to install into: an administrator with a network, and users who have none."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.packaging.host import run

SUITE = "bullseye"  # its C library is 2.31, which UOS 20 and Kylin V10 are at least near to
TOOLS = {"debootstrap": "debootstrap", "strace": "strace", "unshare": "util-linux", "xz": "xz-utils"}
_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C", "TZ": "UTC"}
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# Everything ends with the first of these commands, whoever was started meanwhile; nothing stays mounted.
_ALONE = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child")
_STEPS = """
mount -t proc proc "$1/proc"
if [ -d /tmp/.X11-unix ]; then mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix"; fi
exec strace -f --seccomp-bpf -qq -e trace=socket,connect -o "$2" \
    chroot --userspec="$3" "$1" /usr/bin/env -i -C "$4" "${@:5}"
"""
_SOCKET = re.compile(r"\bsocket\((\w+)")


def base(cache: Path) -> Path:
    """A Debian of nothing but what every Debian has; made when it is not there yet. Needs root's rights."""
    folder = cache / f"{SUITE}-bare"
    if not folder.is_dir():
        making = folder.with_suffix(".new")
        shutil.rmtree(making, ignore_errors=True)
        making.parent.mkdir(parents=True, exist_ok=True)
        print(f"Making a Debian {SUITE} to install into", flush=True)
        run("debootstrap", "--variant=minbase", SUITE, making, seconds=900)
        making.rename(folder)
    return folder


class Root:
    """One copy of that Debian, for one trial."""

    def __init__(self, folder: Path, cache: Path) -> None:
        """``folder`` is made anew, with the traces of what was run beside the copy."""
        shutil.rmtree(folder, ignore_errors=True)
        self.folder = folder / "debian"
        self._traces = folder / "traces"
        self._traces.mkdir(parents=True)
        run("cp", "-a", "--reflink=auto", base(cache), self.folder)
        shutil.copyfile("/etc/resolv.conf", self.folder / "etc" / "resolv.conf")
        (self.folder / "tmp" / ".X11-unix").mkdir(exist_ok=True)
        self.admin("apt-get", "-qq", "update")

    def admin(self, *words: str, seconds: float = 900) -> str:
        """Run a command as the administrator, with a network.

        Raises:
            Failed: it ended with another status than 0, or not in time.
        """
        return run("chroot", self.folder, *words, env={**_QUIET, "PATH": _PATH}, seconds=seconds)

    def user(self, name: str) -> User:
        """A new ordinary user, who has no network."""
        home = f"/srv/{name}"
        self.admin("useradd", "--create-home", "--home-dir", home, "--shell", "/bin/sh", name)
        return User(self, home, self.admin("id", "-u", name).strip())

    def root_user(self) -> User:
        """The administrator, without a network."""
        return User(self, "/var/lib/root", "0")

    @property
    def packages(self) -> dict[str, int]:
        """What is installed, with the size of each in kB."""
        told = self.admin("dpkg-query", "-W", "-f", "${Package} ${Installed-Size} ${db:Status-Status}\\n")
        rows = (line.split() for line in told.splitlines())
        return {name: int(size) for name, size, state in rows if state == "installed"}

    @property
    def sockets(self) -> dict[str, int]:
        """The kinds of sockets that the users' programs asked for, with how often."""
        found: dict[str, int] = {}
        for trace in self._traces.iterdir():
            for kind in _SOCKET.findall(trace.read_text(encoding="utf-8", errors="replace")):
                found[kind] = found.get(kind, 0) + 1
        return found

    def words(self, user: User, words: tuple[str, ...], env: Mapping[str, str]) -> list[str]:
        """The whole command that runs ``words`` as a user."""
        number = sum(1 for _ in self._traces.iterdir())
        trace = self._traces / f"{number:03}"
        trace.touch()
        place = {"HOME": user.home, "PATH": _PATH, "LANG": "C.UTF-8", "TZ": "UTC", **env}
        set_up = [f"{name}={value}" for name, value in place.items()]
        who = f"{user.number}:{user.number}"
        return [*_ALONE, "bash", "-ec", _STEPS, "-", str(self.folder), str(trace), who, user.home, *set_up, *words]


class User:
    """Somebody who works in a root, cut off from every network."""

    def __init__(self, root: Root, home: str, number: str) -> None:
        """``home`` is the place inside of the root."""
        self._root = root
        self.home = home
        self.number = number

    @property
    def folder(self) -> Path:
        """Where the home lies outside of the root."""
        return self._root.folder / self.home.lstrip("/")

    def run(self, *words: str, env: Mapping[str, str] | None = None, seconds: float = 300) -> tuple[int, str]:
        """Run a program to its end; its exit status and what it wrote.

        Raises:
            subprocess.TimeoutExpired: it did not end in time.
        """
        with self.start(*words, env=env) as running:
            try:
                told, _ = running.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                running.kill()
                raise
        return running.returncode, told.decode("utf-8", "replace")

    def start(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a program; to kill it kills all that it started."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            self._root.words(self, words, env or {}),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def files(self) -> Iterator[Path]:
        """All files of the home."""
        return (path for path in sorted(self.folder.rglob("*")) if path.is_file() and not path.is_symlink())


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file in a folder, and where every link leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[path.relative_to(folder).as_posix()] = f"to {path.readlink()}"
        elif path.is_file():
            found[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
