"""A folder as a kill, or a power cut, may leave it at any moment of a recorded deed.

A kill leaves all that was written so far. A power cut leaves of each file what was synced last, and of each later
write nothing, all, or rubbish, a sector at a time. Names come and go in their order and may lag behind: how far is
what two kinds of disk differ in. A *usual* one writes all names down whenever anything is synced, as ext4 and NTFS
do; a *stern* one only what the folder's or the file's own sync asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from random import Random

from tests.faults.recording import Effect, put, resize

_SECTOR = 4096
_DROPPED, _RUBBISH = 0.45, 0.10  # chances of a sector that was not synced; the rest is kept


@dataclass
class _File:
    """A file's bytes at its last sync, and what was done to it since: where and what, or a new size."""

    synced: bytes
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def whole(self) -> bytes:
        content = bytearray(self.synced)
        for at, data in self.since:
            resize(content, at) if data is None else put(content, at, data)
        return bytes(content)

    def after_a_cut(self, random: Random) -> bytes:
        content = bytearray(self.synced)
        for at, data in self.since:
            if data is None:
                if random.random() < 0.5:
                    resize(content, at)
                continue
            for start in range(0, len(data), _SECTOR):
                chance, part = random.random(), data[start : start + _SECTOR]
                if chance >= _DROPPED:
                    put(content, at + start, random.randbytes(len(part)) if chance > 1 - _RUBBISH else part)
        return bytes(content)


@dataclass
class _Naming:
    """One change of names: ``file`` takes the name ``new`` and leaves ``old``; ``lasting`` once it is on the disk."""

    old: str
    new: str
    file: _File
    lasting: bool = False


class Disk:
    """A folder that effects are played into, which can say how it would be found after a fault."""

    def __init__(self, seed: Mapping[str, bytes], *, stern: bool = False) -> None:
        self._stern = stern
        self._before = {name: _File(content) for name, content in seed.items()}
        self._now = dict(self._before)
        self._namings: list[_Naming] = []

    def play(self, effect: Effect) -> None:
        """Take one effect in."""
        path = effect.path
        match effect.kind:
            case "create":
                self._name("", path, _File(b""))
            case "write":
                self._now[path].since.append((effect.at, effect.data))
            case "cut":
                self._now[path].since.append((effect.at, None))
            case "rename":
                self._name(path, effect.to, self._now[path])
            case "unlink":
                self._name(path, "", self._now[path])
            case "sync":
                file = self._now[path]
                file.synced, file.since = file.whole(), []
                self._settle(lambda naming: naming.file is file and bool(naming.new))
            case "sync folder":
                self._settle(lambda naming: _folder(naming.new or naming.old) == path)

    def killed(self) -> dict[str, bytes]:
        """The files as a kill leaves them now."""
        return {name: file.whole() for name, file in self._now.items()}

    def cut_off(self, random: Random) -> dict[str, bytes]:
        """The files as a power cut may leave them now."""
        late = [naming for naming in self._namings if not naming.lasting]
        lost = set(map(id, late[random.randint(0, len(late)) :]))
        names = dict(self._before)
        for naming in self._namings:
            if id(naming) not in lost:
                names.pop(naming.old, None)
                if naming.new:
                    names[naming.new] = naming.file
        return {name: file.after_a_cut(random) for name, file in names.items()}

    def _name(self, old: str, new: str, file: _File) -> None:
        self._now.pop(old, None)
        if new:
            self._now[new] = file
        self._namings.append(_Naming(old, new, file))

    def _settle(self, asked_for) -> None:
        for naming in self._namings:
            naming.lasting = naming.lasting or not self._stern or asked_for(naming)


def moments(effects: Sequence[Effect]) -> list[int]:
    """How many effects were done at the moments that matter most: about each sync, change of name and word said."""
    telling = [at for at, effect in enumerate(effects) if effect.kind not in ("write", "cut")]
    return sorted({moment for at in telling for moment in (at, at + 1)})


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)
