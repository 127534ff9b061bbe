"""A deed written down as the system saw it: every change to the files of one folder, in order, with what was said.

strace is the witness. What it writes is read into effects, and the effects, laid over the folder as it was before,
must make the folder as it is afterwards; so a system call that is not understood does not go unnoticed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.faults.nursery import Nursery, Order
from tests.faults.oracle import image_of

_CALLS = (
    "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,sync,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,lseek,close,sendfile,"
    "copy_file_range,clone,clone3,fork,vfork,sendto"
)
WORDS = ("-f", "-y", "-xx", "-s", "99999999", "-e", f"trace={_CALLS}")

_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)(?:<.*>)?(?: .*)?$")
_BEGUN = re.compile(r"(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
_ENDED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)$")
_HANDLE = re.compile(r"(-?\d+)<([^>]*)>(\(deleted\))?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_RESULT = re.compile(r"<([^>]*)>")


@cache
def why_not() -> str:
    """Why nothing can be recorded here; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"strace may not trace here: {done.stderr.strip()}"


@dataclass(frozen=True, slots=True)
class Effect:
    """One change: ``create``, ``write``, ``cut``, ``sync``, ``sync folder``, ``rename``, ``unlink``; or ``said``.

    ``path`` is the file's place in the folder ('.' the folder itself); ``at`` where ``data`` goes, or the new size;
    ``to`` the new name, or the words said.
    """

    kind: str
    path: str = ""
    at: int = 0
    data: bytes = b""
    to: str = ""


@dataclass(frozen=True)
class Recording:
    """A folder before a deed, and every effect of it."""

    act: str
    seed: Mapping[str, bytes]
    effects: tuple[Effect, ...]


def record(nursery: Nursery, act: str, folder: Path) -> Recording:
    """Have an act done in ``folder``, which is made, and write down what it did there."""
    nursery.prepare(act, folder)
    seed = image_of(folder)
    log = folder.with_name(folder.name + ".strace")
    outcome = nursery.order(Order(act, str(folder), trace=(*WORDS, "-o", str(log))))
    assert outcome.status == 0, outcome.said
    reader = _Reader(folder, seed)
    effects = tuple(effect for line in _whole_lines(log) for effect in reader.read(line))
    log.unlink()
    now = image_of(folder)
    wrong = sorted(name for name in {*now, *reader.files} if now.get(name) != reader.files.get(name))
    assert not wrong, f"the recording of {act} does not end as the folder did: {wrong}"
    return Recording(act, seed, effects)


def _whole_lines(log: Path) -> Iterator[str]:
    """The lines, with calls that were cut in two by another thread put together where they ended."""
    begun: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            text = line.rstrip("\n")
            if first := _BEGUN.match(text):
                begun[first[1]] = f"{first[1]} {first[2]}({first[3]}"
            elif (rest := _ENDED.match(text)) and rest[1] in begun:
                yield begun.pop(rest[1]) + rest[3]
            else:
                yield text


class _Reader:
    """Turns lines into effects, with the folder's files as they are after each."""

    def __init__(self, folder: Path, seed: Mapping[str, bytes]) -> None:
        self._folder = os.fsencode(folder)
        self.files = {name: bytearray(content) for name, content in seed.items()}
        self._at: dict[int, int] = {}
        self._ours: set[str] = set()

    def read(self, line: str) -> Iterator[Effect]:
        """The effects of one line."""
        found = _LINE.match(line)
        if not found or int(found[4]) < 0:
            return
        if not self._ours:
            self._ours.add(found[1])
        if found[1] not in self._ours:
            return
        call, words, result = found[2], found[3], int(found[4])
        if call in ("clone", "clone3", "fork", "vfork"):
            if "CLONE_THREAD" in words:  # another process reads for us, and has handles of its own
                self._ours.add(str(result))
            return
        for effect in getattr(self, f"_{call}", self._unknown)(words, result):
            self._apply(effect)
            yield effect

    def _place(self, path: bytes) -> str | None:
        """The place of a path in the folder; None where it lies elsewhere."""
        if path == self._folder:
            return "."
        return os.fsdecode(path[len(self._folder) + 1 :]) if path.startswith(self._folder + b"/") else None

    def _handles(self, words: str) -> list[tuple[int, str | None]]:
        """The handles in a call, each with the place of its file now; None where that lies elsewhere or is gone."""
        return [
            (int(number), None if gone else self._place(_bytes(path))) for number, path, gone in _HANDLE.findall(words)
        ]

    def _paths(self, words: str) -> list[str | None]:
        return [self._place(_bytes(text)) for text in _TEXT.findall(words)]

    def _unknown(self, words: str, _result: int) -> Iterator[Effect]:
        places = [*self._paths(words), *(place for _, place in self._handles(words))]
        assert not any(places), f"a system call that is not understood: {words[:200]}"
        yield from ()

    def _openat(self, words: str, result: int) -> Iterator[Effect]:
        (place,) = self._paths(words)
        self._at[result] = 0
        if place is None:
            return
        if "O_CREAT" in words and place not in self.files:
            yield Effect("create", place)
        elif "O_TRUNC" in words:
            yield Effect("cut", place)
        if "O_APPEND" in words:
            self._at[result] = len(self.files[place])

    _open = _openat

    def _lseek(self, words: str, result: int) -> Iterator[Effect]:
        self._at[int(words.split("<", maxsplit=1)[0])] = result
        yield from ()

    def _close(self, words: str, _result: int) -> Iterator[Effect]:
        self._at.pop(int(words.split("<", maxsplit=1)[0]), None)
        yield from ()

    def _write(self, words: str, result: int) -> Iterator[Effect]:
        ((handle, place),) = self._handles(words)
        if place is not None:
            at = self._at[handle]
            yield Effect("write", place, at, _bytes(_TEXT.search(words)[1])[:result])
            self._at[handle] = at + result

    def _pwrite64(self, words: str, result: int) -> Iterator[Effect]:
        ((_, place),) = self._handles(words)
        if place is not None:
            at = int(words.rsplit(", ", 1)[1])
            yield Effect("write", place, at, _bytes(_TEXT.search(words)[1])[:result])

    def _sendfile(self, words: str, result: int) -> Iterator[Effect]:
        (handle, place), (_, source) = self._handles(words)
        if place is not None and result:
            assert source is not None, "copied from outside the folder"
            start = int(re.search(r"\[(\d+)\]", words)[1])
            at = self._at[handle]
            yield Effect("write", place, at, bytes(self.files[source][start : start + result]))
            self._at[handle] = at + result

    def _ftruncate(self, words: str, _result: int) -> Iterator[Effect]:
        ((_, place),) = self._handles(words)
        if place is not None:
            yield Effect("cut", place, int(words.rsplit(", ", 1)[1]))

    def _fsync(self, words: str, _result: int) -> Iterator[Effect]:
        ((_, place),) = self._handles(words)
        if place is not None:
            yield Effect("sync" if place in self.files else "sync folder", place)

    _fdatasync = _fsync

    def _rename(self, words: str, _result: int) -> Iterator[Effect]:
        old, new = self._paths(words)
        if old is not None and new is not None and old in self.files:
            yield Effect("rename", old, to=new)

    _renameat = _renameat2 = _rename

    def _unlink(self, words: str, _result: int) -> Iterator[Effect]:
        (place,) = self._paths(words)
        if place is not None and place in self.files:
            yield Effect("unlink", place)

    _unlinkat = _unlink

    def _mkdir(self, _words: str, _result: int) -> Iterator[Effect]:
        yield from ()  # a folder is there with its files

    _mkdirat = _rmdir = _mkdir

    def _sendto(self, words: str, _result: int) -> Iterator[Effect]:
        said = _bytes(_TEXT.search(words)[1]).decode("utf-8", "replace")
        yield Effect("said", to=said)

    def _apply(self, effect: Effect) -> None:
        files, path = self.files, effect.path
        match effect.kind:
            case "create":
                files[path] = bytearray()
            case "write":
                put(files[path], effect.at, effect.data)
            case "cut":
                resize(files[path], effect.at)
            case "rename":
                files[effect.to] = files.pop(path)
            case "unlink":
                del files[path]


def put(content: bytearray, at: int, data: bytes) -> None:
    """Write into a file's bytes; a gap before is zeros."""
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


def resize(content: bytearray, size: int) -> None:
    """Cut a file's bytes, or fill them up with zeros."""
    del content[size:]
    content.extend(bytes(size - len(content)))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
