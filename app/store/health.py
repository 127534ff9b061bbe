"""What state a data file is in, found out without changing it, and the sentence for each state."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.domain.errors import Damaged, FileProblem, WrongPassword
from app.i18n import N_
from app.store import datafile, migrations
from app.store.datafile import Interrupted
from app.store.file_looks import Looks, foreign_kind, looks
from app.store.keys import Key, Secret
from app.store.salvage_copy import JOURNAL, forget, key_of, working_copy
from app.store.salvage_shapes import tables
from app.store.salvage_source import connect

_MOST = 200  # findings; a torn file has thousands, and they say no more
_ASK_EVERY = 20_000  # steps of SQLite's machine


class State(Enum):
    """The states a file can be in."""

    SOUND = "sound"
    INDEX = "index"  # the records are all right; what they are found by is not
    RULES = "rules"  # readable, but holding what it must not: references to nowhere, impossible values
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    LOCKED = "locked"  # the password does not open it, or there is none and it needs one
    EMPTY = "empty"
    NEWER = "newer"
    FOREIGN = "foreign"
    TAMPERED = "tampered"  # ours, with code in it that is none of ours


SENTENCES = {
    State.SOUND: N_("{path} is sound."),
    State.INDEX: N_("All records in {path} are there, but what they are found by is damaged. Have it made anew."),
    State.RULES: N_("{path} holds entries that do not go together. Have them put right in a new file."),
    State.DAMAGED: N_("A part of {path} is damaged. Go back to a backup, or save what can be saved into a new file."),
    State.UNREADABLE: N_("{path} can no longer be opened. Go back to a backup, or save what can be saved."),
    State.LOCKED: N_("The password does not open {path}. Check capitals and the input method, then try again."),
    State.EMPTY: N_("{path} is empty: what was in it is gone. Go back to a backup; do not begin anew in its place."),
    State.NEWER: N_("{path} was written by a newer version of this program. Install the newer version to open it."),
    State.FOREIGN: N_("{path} is not a data file of this program. Choose a file that ends in .union."),
    State.TAMPERED: datafile.TAMPERED,
}
_IS = N_("{path} is not a data file of this program: it is {what}. Choose a file that ends in .union.")


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a file; ``tables`` are those known to be hurt, ``findings`` SQLite's own words for the log."""

    path: Path
    state: State
    tables: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    what: str = ""

    @property
    def sound(self) -> bool:
        """Whether there is nothing to be done about it."""
        return self.state is State.SOUND

    @property
    def can_be_salvaged(self) -> bool:
        """Whether saving into a new file may bring anything."""
        return self.state in (State.INDEX, State.RULES, State.DAMAGED, State.UNREADABLE, State.TAMPERED)

    @property
    def problem(self) -> FileProblem:
        """The state as a sentence for the clerk."""
        if self.what:
            return FileProblem(_IS, path=str(self.path), what=self.what)
        kind = Damaged if self.can_be_salvaged or self.state is State.EMPTY else FileProblem
        kind = WrongPassword if self.state is State.LOCKED else kind
        return kind(SENTENCES[self.state], path=str(self.path))


def look(path: Path, secret: Secret = "", *, whole: bool = True, cancelled: Callable[[], bool] | None = None) -> Health:
    """Look a file over; not ``whole`` leaves out what takes long: indices against their tables, references.

    The file is opened for reading only and may be in use. A journal left by a crash is played into a copy.

    Raises:
        FileProblem: it is not there, or the disk does not answer.
        Interrupted: ``cancelled`` said so.
    """
    with datafile.troubles(path):
        kind = looks(path)
        if kind is Looks.EMPTY:
            return Health(path, State.EMPTY)
        if kind is Looks.FOREIGN:
            return Health(path, State.FOREIGN, what=foreign_kind(path))
        if kind is Looks.TORN:
            return Health(path, State.UNREADABLE)
        try:
            key = key_of(path, secret)
        except WrongPassword:
            return Health(path, State.LOCKED)
        except Damaged:
            return Health(path, State.UNREADABLE)
        with _still(path, key) as place, _asked(connect(place, key, read_only=True), cancelled) as conn:
            return _looked(path, conn, key, whole)


def sound_enough(conn: Any, *, whole: bool = False) -> tuple[str, ...]:
    """What SQLite finds wrong over an open connection; cheap enough for every opening unless ``whole``."""
    check = "integrity_check" if whole else "quick_check"
    try:
        found = [str(row[0]) for row in conn.execute(f"PRAGMA {check}({_MOST})")]
        lines = [line for text in found for line in text.splitlines() if line not in ("ok", "*** in database main ***")]
        if whole and not lines:
            lines = [f"foreign key: {row[0]} {row[1]} → {row[2]}" for row in conn.execute("PRAGMA foreign_key_check")]
    except dbapi2.DatabaseError as error:
        if "malformed" not in str(error):
            raise
        return (str(error),)
    return tuple(lines[:_MOST])


@contextmanager
def _still(path: Path, key: Key | None) -> Iterator[Path]:
    """The file itself, or where a crash left a journal a copy with that played into it."""
    journal = path.with_name(path.name + JOURNAL)
    if not (journal.is_file() and journal.stat().st_size):
        yield path
        return
    copy = path.with_name(f".{path.name}.check.part")
    try:
        working_copy(path, copy, key)
        yield copy
    finally:
        forget(copy)


@contextmanager
def _asked(conn: Any, cancelled: Callable[[], bool] | None) -> Iterator[Any]:
    conn.set_progress_handler(cancelled, _ASK_EVERY)
    try:
        yield conn
    except dbapi2.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise Interrupted from error
    finally:
        conn.close()


def _looked(path: Path, conn: Any, key: Key | None, whole: bool) -> Health:
    try:
        ours = conn.execute("PRAGMA application_id").fetchone()[0] == datafile.APPLICATION_ID
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        roots = dict(conn.execute("SELECT rootpage, type || ' ' || tbl_name FROM sqlite_master WHERE rootpage > 0"))
        if not ours:
            return Health(path, State.FOREIGN)
        if version > migrations.LATEST:
            return Health(path, State.NEWER)
        if odd := datafile.foreign_parts(conn):
            return Health(path, State.TAMPERED, findings=odd)
        torn = [str(row[0]) for row in conn.execute("PRAGMA cipher_integrity_check")] if key and whole else []
        if torn:  # after the first page that is not genuine SQLCipher answers nothing more
            return Health(path, State.DAMAGED, findings=tuple(torn[:_MOST]))
    except (dbapi2.Error, UnicodeDecodeError) as error:  # the second: the name that SQLite complains of is torn too
        _pass_on(error)
        return Health(path, State.UNREADABLE, findings=(str(error),))
    try:
        found = sound_enough(conn, whole=whole)
    except dbapi2.Error as error:  # the check itself met a page that it could not read
        _pass_on(error)
        return Health(path, State.DAMAGED, tuple(_torn_tables(conn, version)), (str(error),))
    lacking = tables(version).keys() - {name.partition(" ")[2] for name in roots.values()} if version else set()
    if lacking:
        return Health(path, State.DAMAGED, tuple(sorted(lacking)), found)
    return Health(path, _state(found, roots), _hurt(found, roots), found) if found else Health(path, State.SOUND)


def _pass_on(error: Exception) -> None:
    """What is no damage is none of ours: the clerk stopped it, another has it, the disk does not answer."""
    if any(word in str(error).lower() for word in ("interrupted", "locked", "busy", "disk i/o")):
        raise error


def _torn_tables(conn: Any, version: int) -> Iterator[str]:
    for name in tables(version):
        try:
            conn.execute(f"SELECT COUNT(*) FROM {name} NOT INDEXED").fetchone()
        except dbapi2.Error as error:
            _pass_on(error)
            yield name


# SQLite's own words, and where in them the tree, the index or the table stands.
_TREE = re.compile(r"^Tree (\d+) ")
_OF_INDEX = re.compile(r"(?:index|in index) (\S+)$")
_OF_RULES = re.compile(r"^(?:foreign key: (\S+) |\S+ value in ([^.\s]+)\.|CHECK constraint failed in (\S+))")
_LOOSE = re.compile(r"^(?:Freelist:|Page \d+: never used|Main freelist:)")


def _state(found: tuple[str, ...], roots: dict[int, str]) -> State:
    kinds = {_kind(line, roots) for line in found}
    if State.DAMAGED in kinds:
        return State.DAMAGED
    return State.RULES if State.RULES in kinds else State.INDEX


def _kind(line: str, roots: dict[int, str]) -> State:
    if _OF_RULES.match(line):
        return State.RULES
    if tree := _TREE.match(line):
        return State.INDEX if roots.get(int(tree[1]), "").startswith("index") else State.DAMAGED
    return State.INDEX if _OF_INDEX.search(line) or _LOOSE.match(line) else State.DAMAGED


def _hurt(found: tuple[str, ...], roots: dict[int, str]) -> tuple[str, ...]:
    named = set()
    for line in found:
        if (tree := _TREE.match(line)) and int(tree[1]) in roots:
            named.add(roots[int(tree[1])].partition(" ")[2])
        if rules := _OF_RULES.match(line):
            named.update(name for name in rules.groups() if name)
    return tuple(sorted(named))
