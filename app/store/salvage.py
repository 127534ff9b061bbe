"""Saving what can be saved of a damaged data file into a new one; the damaged file is never written to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import Cancelled, CannotWrite, FileProblem
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.points import reached
from app.replacing import move, sync, sync_folder
from app.store import datafile, holding, queries
from app.store import salvage_gaps as gaps
from app.store.connection import Database
from app.store.datafile import Interrupted
from app.store.file_looks import Looks, looks
from app.store.health import SENTENCES, State
from app.store.keys import Key, Secret
from app.store.salvage_copy import forget, key_of, working_copy
from app.store.salvage_leaves import leaf_rows
from app.store.salvage_shapes import Table, tables
from app.store.salvage_source import Source, connect
from app.store.salvage_target import Target
from app.store.salvage_told import BrokenFile, Count, Missing, Salvage

_LISTED = 2000  # records of a table named one by one
_TRIED = 20_000  # records of a table looked for in the change log
LARGEST_ID = 1 << 53
SURVEYED = ("member", "entry")

Report = Callable[[int, int], None]
Asked = Callable[[], bool]


def recover(
    source: Path, target: Path, secret: Secret = "", report: Report | None = None, cancelled: Asked | None = None
) -> Salvage:
    """Write everything that can still be read of ``source`` into a new data file ``target`` with the same password.

    Identifiers are kept. ``source`` may be a damaged file of this program of any schema; it stays as it is.

    Raises:
        FileProblem: there is nothing of ours in it, it is open elsewhere, the password does not open it, or
            ``target`` is there already or cannot be written; nothing is left behind then.
        Cancelled: the clerk stopped it; nothing is left behind.
    """
    if target.exists():
        raise FileProblem(N_("There is already a file {path}. Choose another name."), path=str(target))
    _refuse_foreign(source)
    asked = cancelled or _never
    copy, part = (target.with_name(f".{target.name}.{what}.part") for what in ("copy", "new"))
    try:
        with datafile.troubles(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with held(source):
                key = key_of(source, secret)
                working_copy(source, copy, key)
            forget(part)
            with Source(copy, key, asked) as old:
                told = _Saving(old, copy, key, part, report or _mute, asked).save(source, target)
            _verify(part, key)
            _into_place(part, target)
    except Interrupted as error:
        raise Cancelled(N_("Stopped: nothing was written, and {path} is as it was."), path=str(source)) from error
    finally:
        forget(copy)
        forget(part)
    return told


def _refuse_foreign(source: Path) -> None:
    if not source.is_file():
        raise FileProblem(
            N_("There is no data file {path}. Check the name, or look for it on the USB stick."), path=str(source)
        )
    with datafile.troubles(source):
        kind = looks(source)
    if kind is Looks.EMPTY:
        raise FileProblem(SENTENCES[State.EMPTY], path=str(source))
    if kind is Looks.FOREIGN:
        raise FileProblem(SENTENCES[State.FOREIGN], path=str(source))


def survey(source: Path, secret: Secret = "", cancelled: Asked | None = None) -> dict[str, int]:
    """How many members and entries ``recover`` would save, without writing them anywhere.

    Raises:
        FileProblem: there is nothing of ours in it, or the password does not open it.
        Cancelled: the clerk stopped it.
    """
    _refuse_foreign(source)
    asked = cancelled or _never
    copy = source.with_name(f".{source.name}.look.part")
    try:
        with datafile.troubles(source):
            key = key_of(source, secret)
            working_copy(source, copy, key)
            with Source(copy, key, asked) as old:
                return _surveyed(old, copy, key, asked)
    except Interrupted as error:
        raise Cancelled(N_("Stopped: nothing was written, and {path} is as it was."), path=str(source)) from error
    finally:
        forget(copy)


def _surveyed(old: Source, copy: Path, key: Key | None, asked: Asked) -> dict[str, int]:
    shapes = tables(old.version)
    found = {name: {row_id for row_id, _ in old.rows(shapes[name])} for name in SURVEYED}
    if old.hurt and key is None:
        for name, row_id, _ in leaf_rows(copy, shapes, set(old.hurt), asked):
            if name in found:
                found[name].add(row_id)
    return {name: len(ids) for name, ids in found.items()}


class _Saving:
    """One recovery under way."""

    def __init__(self, old: Source, copy: Path, key: Key | None, part: Path, report: Report, asked: Asked) -> None:
        self._version = old.version
        self._shapes = tables(self._version)
        self._old, self._copy, self._key, self._part = old, copy, key, part
        self._report, self._asked = report, asked
        self._missing: list[Missing] = []
        self._counts: list[Count] = []

    def save(self, source: Path, target: Path) -> Salvage:
        """Fill the new file and say what is in it."""
        new = Target(self._part, self._key, self._version)
        try:
            self._read_tables(new)
            strange = self._read_leaves(new)
            self._refuse_nothing(new, source)
            reached("salvage.read")
            self._count(new)
            self._keep_a_union(new, source.stem)
            reached("salvage.brought_back")
            files = tuple(BrokenFile(*row) for row in gaps.broken_files(new))
            new.settle(self._old.sequences)
            whole = not (self._missing or strange or any(one.lost or one.unclear for one in self._counts))
            if not whole:
                new.forget_undo()
            reached("salvage.settled")
        finally:
            new.close()
        self._missing += [Missing(table, row_id, "mended", "", columns) for table, row_id, columns in new.mended]
        self._missing += [Missing(table, row_id, "unlinked", "", (column,)) for table, row_id, column in new.unlinked]
        return Salvage(target, tuple(self._counts), tuple(self._missing), files, strange)

    def _read_tables(self, new: Target) -> None:
        # What names rows by words comes last: by then the digests of all attachments are known.
        ordered = sorted(self._shapes.values(), key=_words_last)
        for number, table in enumerate(ordered):
            self._report(number, len(ordered))
            if table.numbered:
                for row_id, values in self._old.rows(table):
                    if 0 < row_id < LARGEST_ID:
                        new.put(table, row_id, values)
            else:
                for values in self._old.words(table, _digests(new) if table.name == "content" else frozenset()):
                    new.put_words(table, values)
            self._stop_if_asked()

    def _stop_if_asked(self) -> None:
        if self._asked():
            raise Interrupted

    def _read_leaves(self, new: Target) -> int:
        """Where SQLite could not read a table through, take its rows from the leaves; says how many are nobody's."""
        if not self._old.hurt or self._key is not None:
            return 0
        strange = 0
        for name, row_id, values in leaf_rows(self._copy, self._shapes, set(self._old.hurt), self._asked):
            if not name:
                strange += 1
            elif not self._shapes[name].numbered:
                new.put_words(self._shapes[name], values)
            elif row_id < LARGEST_ID:
                new.put(self._shapes[name], row_id, values)
        self._stop_if_asked()
        return strange

    def _refuse_nothing(self, new: Target, source: Path) -> None:
        if not any(new.count(name) for name in self._shapes):
            raise FileProblem(
                N_("Nothing in {path} can be read any more. Go back to a backup; keep the file all the same."),
                path=str(source),
            )

    def _count(self, new: Target) -> None:
        for name, table in self._shapes.items():
            partly = lost = 0
            if name in BY_TABLE:
                partly, lost = self._missing_of(new, table)
            hurt = "change" in self._old.hurt and table.counted
            unclear = gaps.unclear(new, name, self._old.sequences.get(name, 0)) if hurt else 0
            self._counts.append(Count(name, new.count(name), partly, lost, unclear))

    def _missing_of(self, new: Target, table: Table) -> tuple[int, int]:
        """Bring back what is known of a table's lost records; says how many were, and how many were not."""
        wanted = gaps.missing(new, table.name)
        indexed = self._old.indexed(table) if table.name in self._old.hurt else {}
        there = {row_id for (row_id,) in new.ask(f"SELECT id FROM {table.name}")} if indexed else set()
        wanted = sorted({*wanted, *(row_id for row_id in indexed if row_id not in there and 0 < row_id < LARGEST_ID)})
        back = 0
        for number, row_id in enumerate(wanted):
            known, done = gaps.bring_back(new, table, row_id, indexed) if number < _TRIED else ({}, False)
            back += done
            if number < _LISTED:
                how, columns = ("partly", tuple(known)) if done else ("lost", ())
                self._missing.append(Missing(table.name, row_id, how, gaps.caption(table.name, known), columns))
        return back, len(wanted) - back

    def _keep_a_union(self, new: Target, stem: str) -> None:
        """A book without its union's own record cannot be shown; its name stands in the first step."""
        if not new.count("union_info"):
            table = self._shapes["union_info"]
            name = gaps.union_name(new) or stem
            gone = next((one.row_id for one in self._missing if one.table == table.name), self._old.base + 1)
            new.put(table, gone, (None, name, *(column.blank for column in table.columns[2:])))


def _words_last(table: Table) -> bool:
    return not table.numbered


def _digests(new: Target) -> set[str]:
    found = new.ask("SELECT digest FROM attachment UNION SELECT digest FROM paper")
    return {digest for (digest,) in found if digest}


def _verify(part: Path, key: Key | None) -> None:
    """The new file must be sound in every way a file of ours can be."""
    conn = connect(part, key)
    try:
        wrong = queries.integrity(Database(conn))
    finally:
        conn.close()
    if wrong:
        raise FileProblem(
            N_("{path} is damaged and was not used. Take an earlier backup, or another disk."), path=str(part)
        )
    datafile.open_file(part, key or "", read_only=True).close()
    reached("salvage.verified")


def _into_place(part: Path, target: Path) -> None:
    sync(part)
    reached("salvage.synced")
    move(part, target)
    reached("salvage.renamed")
    try:
        sync_folder(target.parent)
    except OSError:
        target.unlink(missing_ok=True)  # it has its name, but nobody was told so
        raise


@contextmanager
def held(source: Path) -> Iterator[None]:
    """Nobody writes to the file in the body; where its folder cannot be written nobody does anyway."""
    try:
        lock = holding.hold(source)
    except CannotWrite:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _never() -> bool:
    return False


def _mute(_done: int, _total: int) -> None:
    pass


__all__ = ["BrokenFile", "Count", "Missing", "Salvage", "recover", "survey"]
