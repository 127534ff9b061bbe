"""Book: an open data file with its steps, its undo and its notices; the one way to change anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.book import opening
from app.book.opening import Opened
from app.book.reader import Reader
from app.domain.errors import FileProblem, NotSaved, Refused
from app.i18n import N_
from app.points import reached
from app.replacing import sync_folder
from app.store import copying, datafile, form_drafts, guards, history, keys, mappings
from app.store.connection import Database
from app.store.history import Step
from app.store.holding import Holder
from app.store.keys import Secret
from app.store.table import Writer


@dataclass(frozen=True, slots=True)
class Change:
    """The notice of a step: its label and, per table, the ids it touched."""

    label: str
    values: dict[str, Any]
    touched: dict[str, frozenset[int]]
    step_id: int


__all__ = ["Book", "Change", "Listener", "Secret"]

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

    def __init__(self, opened: Opened) -> None:
        """Use ``Book.create`` or ``Book.open``."""
        self._opened = opened
        self._db = opened.db
        self._newest = history.newest(opened.db)
        self._writer: Writer | None = None
        self._listeners: list[Listener] = []
        self.gate: Callable[[], AbstractContextManager[None]] = nullcontext
        self.read = Reader(opened.db)

    @classmethod
    def create(
        cls,
        path: Path,
        name: str,
        kind: str = "",
        password: str = "",
        year: int | None = None,
        fill: Callable[[Book], None] | None = None,
    ) -> Book:
        """Make a new data file for the union ``name``; ``kind`` is a code of the list union_kind.

        It takes its place when it is whole, with what ``fill`` puts into it.

        Raises:
            FileProblem: the file exists or cannot be written.
        """

        def begin(opened: Opened) -> None:
            book = cls(opened)
            with book.step(N_("Start the book of {name}"), name=name) as writer:
                writer.insert("union_info", {"name": name, "kind": kind, "current_year": year})
            if fill is not None:
                fill(book)
            book.keep_for_good()  # without it there would be no union to show

        return cls(opening.make(path, password, begin))

    @classmethod
    def open(cls, path: Path, password: Secret = "", *, read_only: bool = False, patience: float = 0.0) -> Book:
        """Open an existing data file; to write to it, only where no other window has it open.

        Raises:
            Held: another window has it open, still after ``patience`` seconds.
            CannotWrite: the file or its folder is read-only.
            FileProblem: see ``datafile.open_file``.
        """
        opened = opening.open_book(path, password, read_only=read_only, patience=patience)
        try:
            with datafile.troubles(path):
                return cls(opened)
        except BaseException:  # a page that is torn: the file must be free for saving what can be saved
            opened.close()
            raise

    @property
    def path(self) -> Path:
        """The data file."""
        return self._opened.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._opened.read_only

    @property
    def secret(self) -> Secret:
        """What opens the file once more, for a job or a backup; "" where it has no password."""
        return self._db.key or ""

    @property
    def left_by(self) -> Holder | None:
        """Who had the file open when the program or the power went, if it was not closed properly."""
        return self._opened.left_by

    def close(self) -> None:
        """Close the file; the book is of no use afterwards."""
        self._opened.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A read-only connection of its own, for a job on another thread."""
        db = datafile.open_file(self._opened.source, self.secret, read_only=True)
        try:
            yield Reader(db)
        finally:
            db.close()

    @contextmanager
    def step(self, label: str, /, **values: Any) -> Iterator[Writer]:
        """One undoable step. A step opened inside another joins it. A step that changes nothing leaves no trace.

        Raises:
            NotSaved: the file is gone, in use, on a full disk …; nothing was changed.
            Refused: the book was opened read-only, or the step changes what is closed or sealed.
        """
        if self._writer is not None:
            yield self._writer
            return
        with suppress(_NothingChanged):
            with self._writing(self._has_newer):
                step_id = history.open_step(self._db, label, values)
                self._writer = Writer(self._db, step_id)
                try:
                    yield self._writer
                finally:
                    writer, self._writer = self._writer, None
                if not writer.touched:
                    raise _NothingChanged
                guards.refuse_locked(self._db, step_id, writer.touched)
                reached("step.written")
            reached("step.done")
            self._newest = max(self._newest, step_id)
            self._tell(Change(label, values, _frozen(writer.touched), step_id))

    def note(self, label: str, /, **values: Any) -> None:
        """Write into the history what was done without changing a record; there is nothing to undo.

        Raises:
            NotSaved: see ``step``.
            Refused: the book was opened read-only.
        """
        with self._writing(self._has_newer):
            noted = history.note(self._db, label, values)
        self._newest = max(self._newest, noted)

    def keep_for_good(self) -> None:
        """Put the steps so far out of undo's reach: what a file starts with is not taken back by a stray Ctrl+Z."""
        with self._writing():
            history.keep_for_good(self._db)

    def remember_sheet(self, headers: str, mapping: str) -> None:
        """Keep how a foreign sheet was read, for the next file with the same headers; no step, nothing to undo."""
        with self._writing():
            mappings.keep(self._db, headers, mapping)

    def drafts(self) -> list[dict[str, Any]]:
        """What was being typed and not saved when the program ended, the latest first; see ``typing_drafts``."""
        return form_drafts.every(self._db)

    def keep_draft(self, record: str, row_id: int | None, typed: str, draft_id: int | None = None) -> int | None:
        """Keep what is being typed, in the place of an earlier draft; no step, nothing to undo.

        Returns:
            The draft's id; None where nothing can be kept: the book is open for reading only, or a step is under way.

        Raises:
            NotSaved: see ``step``.
        """
        if self.read_only or self._writer is not None:
            return None
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        with self._writing(lambda: form_drafts.holds(self._db, record, row_id, typed, at)):
            return form_drafts.keep(self._db, draft_id, record, row_id, typed, at)

    def drop_draft(self, draft_id: int) -> None:
        """Forget a draft; within a step it goes if, and only if, what was typed is saved.

        Raises:
            NotSaved: see ``step``.
        """
        if self._writer is not None:
            form_drafts.drop(self._db, draft_id)
        elif not self.read_only:
            with self._writing(lambda: draft_id not in {one["id"] for one in self.drafts()}):
                form_drafts.drop(self._db, draft_id)

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

    def move_to(self, path: Path) -> None:
        """Go on working in a copy at ``path``; the file so far stays as it is, as far as it is still there.

        Raises:
            FileProblem: the copy cannot be made; the book is then open as before.
        """
        with self.gate():
            self._use(opening.moved(self._opened, path))

    def change_password(self, password: str) -> None:
        """Give the file another password, or with "" none.

        Raises:
            Refused: the book was opened read-only.
            FileProblem: there is no room for it, or the disk failed; the former password holds then.
        """
        self._refuse_if_read_only()
        with self.gate():
            self._opened.standing.refuse_other()
            key = keys.fresh(password) if password else None
            part = copying.prepared(self._db, self.path, key)
            try:
                self._use(opening.swapped(self._opened, part, key))
            except FileProblem:
                self._use(opening.again(self._opened))
                raise

    @contextmanager
    def _writing(self, landed: Callable[[], bool] = bool) -> Iterator[None]:
        """One transaction on the file that was opened, and on no other.

        Raises:
            NotSaved: with the sentence of what was in the way.
            Refused: the book was opened read-only.
        """
        self._refuse_if_read_only()
        try:
            with self.gate(), datafile.troubles(self.path):
                self._opened.standing.refuse_other()
                with datafile.transaction(self._db):
                    self._opened.standing.refuse_older(history.newest(self._db), self._newest)
                    yield
        except NotSaved:
            raise
        except FileProblem as error:
            # What a disk that failed has kept of this is unknown: nothing held in memory may be believed.
            with suppress(FileProblem):
                self._use(opening.again(self._opened))
                # SQLite fails last of all where the journal's end could not be written down, though all is saved then.
                if landed():
                    with datafile.troubles(self.path):
                        sync_folder(self._opened.source.parent)
                    return
            raise NotSaved(error.msgid, **error.values) from error

    def _has_newer(self) -> bool:
        return history.newest(self._db) > self._newest

    def _use(self, opened: Opened) -> None:
        self._opened = opened
        self._db = opened.db
        self.read.use(opened.db)

    def _move(self, step: Step | None, way: Callable[[Database, Step], dict[str, set[int]]], nothing: str) -> Change:
        self._refuse_if_read_only()
        if step is None:
            raise Refused(nothing)
        with self._writing(lambda: history.state_of(self._db, step.id) != step.state):
            tables = history.tables_of(self._db, step)
            guards.refuse_locked(self._db, step.id, tables)
            touched = way(self._db, step)
            guards.refuse_locked(self._db, step.id, tables)
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
