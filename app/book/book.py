"""Book: an open data file with its steps, its undo and its notices; the one way to change anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.book.reader import Reader
from app.domain.errors import Refused
from app.i18n import N_
from app.store import datafile, history, mappings
from app.store.connection import Database
from app.store.history import Step
from app.store.table import Writer


@dataclass(frozen=True, slots=True)
class Change:
    """The notice of a step: its label and, per table, the ids it touched."""

    label: str
    values: dict[str, Any]
    touched: dict[str, frozenset[int]]
    step_id: int


Listener = Callable[[Change], None]


class _NothingChanged(Exception):
    """Rolls an idle step back, so that it neither touches the file nor closes the way to redo."""


class Book:
    """An open data file.

    Reading goes through ``read``; writing only inside ``with book.step(label) as writer``, which is one
    transaction, one undo and one notice. Subscribers are called after the transaction is durable. Whoever reads
    the file through a connection of its own may set ``gate``: every transaction passes through it, so that the
    reading stops for as long as the writing takes.
    """

    def __init__(self, db: Database, path: Path, password: str = "", *, read_only: bool = False) -> None:
        """Use ``Book.create`` or ``Book.open``."""
        self.path = path
        self.read_only = read_only
        self._db = db
        self._password = password
        self._writer: Writer | None = None
        self._listeners: list[Listener] = []
        self.gate: Callable[[], AbstractContextManager[None]] = nullcontext
        self.read = Reader(db)

    @classmethod
    def create(cls, path: Path, name: str, kind: str = "", password: str = "", year: int | None = None) -> Book:
        """Make a new data file for the union ``name``; ``kind`` is a code of the list union_kind.

        Raises:
            FileProblem: the file exists or cannot be written.
        """
        book = cls(datafile.create(path, password), path, password)
        with book.step(N_("Start the book of {name}"), name=name) as writer:
            writer.insert("union_info", {"name": name, "kind": kind, "current_year": year})
        book.keep_for_good()  # without it there would be no union to show
        return book

    @classmethod
    def open(cls, path: Path, password: str = "", *, read_only: bool = False) -> Book:
        """Open an existing data file.

        Raises:
            FileProblem: see ``datafile.open_file``.
        """
        return cls(datafile.open_file(path, password, read_only=read_only), path, password, read_only=read_only)

    def close(self) -> None:
        """Close the file; the book is of no use afterwards."""
        self._db.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A read-only connection of its own, for a job on another thread."""
        db = datafile.open_file(self.path, self._password, read_only=True)
        try:
            yield Reader(db)
        finally:
            db.close()

    @contextmanager
    def step(self, label: str, /, **values: Any) -> Iterator[Writer]:
        """One undoable step. A step opened inside another joins it. A step that changes nothing leaves no trace.

        Raises:
            FileProblem: the file is in use, read-only, on a full disk …; nothing was changed.
            Refused: the book was opened read-only.
        """
        if self._writer is not None:
            yield self._writer
            return
        self._refuse_if_read_only()
        with suppress(_NothingChanged):
            with self.gate(), datafile.troubles(self.path), datafile.transaction(self._db):
                step_id = history.open_step(self._db, label, values)
                self._writer = Writer(self._db, step_id)
                try:
                    yield self._writer
                finally:
                    writer, self._writer = self._writer, None
                if not writer.touched:
                    raise _NothingChanged
            self._tell(Change(label, values, _frozen(writer.touched), step_id))

    def keep_for_good(self) -> None:
        """Put the steps so far out of undo's reach: what a file starts with is not taken back by a stray Ctrl+Z."""
        with self.gate(), datafile.troubles(self.path), datafile.transaction(self._db):
            history.keep_for_good(self._db)

    def remember_sheet(self, headers: str, mapping: str) -> None:
        """Keep how a foreign sheet was read, for the next file with the same headers; no step, nothing to undo."""
        self._refuse_if_read_only()
        with self.gate(), datafile.troubles(self.path), datafile.transaction(self._db):
            mappings.keep(self._db, headers, mapping)

    def undo(self) -> Change:
        """Take the latest step back.

        Raises:
            Refused: there is nothing to undo.
        """
        return self._move(self.next_undo(), history.undo, N_("There is nothing to undo."))

    def redo(self) -> Change:
        """Do the step undone last again.

        Raises:
            Refused: there is nothing to redo.
        """
        return self._move(self.next_redo(), history.redo, N_("There is nothing to redo."))

    def next_undo(self) -> Step | None:
        """The step that ``undo`` would take back, for its label in the menu."""
        return history.next_undo(self._db)

    def next_redo(self) -> Step | None:
        """The step that ``redo`` would do again."""
        return history.next_redo(self._db)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every step, undo and redo; returns the way to stop it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _move(self, step: Step | None, way: Callable[[Database, Step], dict[str, set[int]]], nothing: str) -> Change:
        self._refuse_if_read_only()
        if step is None:
            raise Refused(nothing)
        with self.gate(), datafile.troubles(self.path), datafile.transaction(self._db):
            touched = way(self._db, step)
        change = Change(step.label, step.values, _frozen(touched), step.id)
        self._tell(change)
        return change

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise Refused(
                N_("{path} is open for reading only. Save a copy elsewhere to work on it."), path=str(self.path)
            )

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)


def _frozen(touched: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {table: frozenset(ids) for table, ids in touched.items()}
