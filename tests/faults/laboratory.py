"""A place to bring faults about in: folders laid out for a deed, how it goes undisturbed, and what it left judged."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from app.book import editing
from app.book.book import Book
from tests.faults import oracle, recording, workload
from tests.faults.nursery import Nursery, Order, Outcome
from tests.faults.recording import Recording


@dataclass(frozen=True)
class Reference:
    """How a deed goes where nothing disturbs it: the looks before it and after each step, and the places it passes."""

    looks: list[dict[str, str]]
    places: list[str]


class Laboratory:
    """A nursery, a folder in memory to play in, and what is known of each deed."""

    def __init__(self, folder: Path | None = None) -> None:
        workload.remember_keys()
        self._own = None if folder else tempfile.mkdtemp(prefix="faults-", dir=oracle.in_memory())
        self.folder = folder or Path(str(self._own))
        self.nursery = Nursery()
        self._numbers = itertools.count()
        self._eyes: dict[str, oracle.Eye] = {}
        self._seeds: dict[str, dict[str, bytes]] = {}
        self._references: dict[str, Reference] = {}
        self._recordings: dict[str, Recording] = {}
        self._alive: dict[bytes, list[str]] = {}

    def __enter__(self) -> Laboratory:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None,
                 _trace: TracebackType | None) -> None:  # fmt: skip
        self.nursery.__exit__(None, None, None)
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)

    def eye(self, act: str) -> oracle.Eye:
        """The eye that knows the passwords of a deed's files."""
        return self._eyes.setdefault(act, oracle.Eye(workload.passwords_of(act)))

    def look(self, act: str, folder: Path) -> dict[str, str]:
        """What a folder holds now."""
        return self.eye(act).look(oracle.image_of(folder))

    def new_folder(self) -> Path:
        """The name of a folder that nothing was done in."""
        return self.folder / f"{next(self._numbers)}"

    def laid_out(self, act: str, folder: Path | None = None) -> Path:
        """A folder with what lies there before a deed, the same to the byte every time."""
        if act not in self._seeds:
            first = self.new_folder()
            self.nursery.prepare(act, first)
            self._seeds[act] = oracle.image_of(first)
        folder = folder or self.new_folder()
        folder.mkdir(parents=True, exist_ok=True)
        oracle.lay_out(self._seeds[act], folder)
        return folder

    def reference(self, act: str) -> Reference:
        """The deed undisturbed."""
        if act not in self._references:
            folder = self.laid_out(act)
            before = self.look(act, folder)
            outcome = self.nursery.order(Order(act, str(folder), looks=True))
            assert (outcome.status, outcome.refused) == (0, []), f"{act}: {outcome.said}"
            self._references[act] = Reference([before, *outcome.looks], outcome.places)
            shutil.rmtree(folder)
        return self._references[act]

    def recording(self, act: str) -> Recording:
        """The deed written down."""
        if act not in self._recordings:
            self._recordings[act] = recording.record(self.nursery, act, self.new_folder())
        return self._recordings[act]

    def tried(self, act: str, **conditions: Any) -> tuple[Path, Outcome]:
        """The deed done under conditions, and the folder it left."""
        folder = self.laid_out(act)
        return folder, self.nursery.order(Order(act, str(folder), **conditions))

    def faults(self, act: str, done: int, now: Mapping[str, str]) -> list[str]:
        """What is wrong with a look, after so many steps of a deed were said to be done."""
        looks = self.reference(act).looks
        return oracle.faults_between(looks[done], looks[min(done + 1, len(looks) - 1)], now)

    def goes_on(self, act: str, image: Mapping[str, bytes]) -> list[str]:
        """Why the program could not go on with the data file of an image; empty where it could, or none is there."""
        content, journal = image.get(workload.BOOK), image.get(workload.BOOK + "-journal", b"")
        if content is None:
            return []
        key = hashlib.sha256(b"%d %s%s" % (len(journal), journal, content)).digest()
        if key not in self._alive:
            self._alive[key] = self._going_on(act, image)
        return self._alive[key]

    def _going_on(self, act: str, image: Mapping[str, bytes]) -> list[str]:
        folder = self.new_folder()
        folder.mkdir()
        oracle.lay_out({name: data for name, data in image.items() if name.startswith(workload.BOOK)}, folder)
        refusals = []
        for password in workload.passwords_of(act):
            try:
                with Book.open(folder / workload.BOOK, password) as book:
                    editing.save(book, "member", None, {"name": "后来的人"})
                    refusals = book.read.check()
                break
            except Exception as error:  # a sentence is as wrong here as a fault of the program
                refusals.append(f"it does not go on: {error!r} {error}")
        shutil.rmtree(folder)
        return refusals
