"""What a folder holds, told apart by what it means, and whether that may be after a fault.

A *look* says of every file in a folder what it holds: of a data file all its rows, of a workbook or paper its
parts. A step leads from one look to the next; whatever happens within it, every file must look as it did before the
step or as it does after, and nothing that is there both before and after may be missing in between.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.domain.errors import FileProblem
from app.store import datafile
from app.store.keys import Secret

Look = Mapping[str, str]
"""Of each file, by its place in the folder, what it holds."""
Image = Mapping[str, bytes]
"""The bytes of each file of a folder."""

SUFFIX = ".union"
_SERIALS = (1 << 31) - 1
_CLOCKED = {"at", "who", "written_at"}  # columns that say when and by whom, which differ from run to run
_NUMBERED = re.compile(r"-\d+\.union$")  # the second copy of the same moment, and so on
_STAMP = re.compile(r"\d{8}-\d{6}")


def image_of(folder: Path) -> dict[str, bytes]:
    """The bytes of all files in a folder and below."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def lay_out(image: Image, folder: Path) -> None:
    """Make ``folder`` hold these files."""
    for name, content in image.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


class Eye:
    """Looks at folders; what it has seen once it knows again by its bytes.

    ``passwords`` are those that a data file may have; which one opens it is part of what is seen.
    """

    def __init__(self, passwords: Sequence[str] = ("",)) -> None:
        self._passwords = passwords
        self._known: dict[bytes, str] = {}

    def look(self, image: Image) -> dict[str, str]:
        """What each file of a folder holds; files that pass for nothing (temporary, journals, locks) are left out."""
        found: dict[str, str] = {}
        for name in sorted(image):
            if not passing(name):
                place = shown(name)
                while place in found:
                    place += "'"
                found[place] = self._seen(name, image)
        return found

    def _seen(self, name: str, image: Image) -> str:
        journal = image.get(name + "-journal", b"")
        key = hashlib.sha256(b"%d %s%s%s" % (len(journal), journal, image[name], Path(name).suffix.encode())).digest()
        if key not in self._known:
            self._known[key] = self._read(name, image[name], journal)
        return self._known[key]

    def _read(self, name: str, content: bytes, journal: bytes) -> str:
        suffix = Path(name).suffix
        try:
            if suffix in (SUFFIX, ".bak"):
                return self._data_file(content, journal)
            if suffix in (".xlsx", ".docx"):
                return _parts(content)
            if suffix == ".pdf":
                return _pdf(content)
            if suffix == ".txt":  # a list that says when it was made
                content = re.sub(rb"\d+", b"#", content)
        except (dbapi2.Error, FileProblem, zipfile.BadZipFile, AssertionError) as error:
            return f"BROKEN: {error}"
        return hashlib.sha256(content).hexdigest()[:16]

    def _data_file(self, content: bytes, journal: bytes) -> str:
        with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
            path = Path(folder, "a.union")
            refusals: list[Exception] = []
            for password in self._passwords:
                path.write_bytes(content)  # anew each time: a wrong key must not have touched it
                path.with_name("a.union-journal").unlink(missing_ok=True)
                if journal:
                    path.with_name("a.union-journal").write_bytes(journal)
                try:
                    return f"{password} {rows_of(path, password)}"
                except (dbapi2.DatabaseError, FileProblem) as error:
                    refusals.append(error)
            raise refusals[0]


def shown(name: str) -> str:
    """A file's place without the moment in its name, which differs from run to run."""
    return _STAMP.sub("时刻", name)


def passing(name: str) -> bool:
    """Whether a file of this name is never taken for the clerk's: half written, a journal, a lock."""
    return name.endswith((".part", ".part-journal", "-journal", ".lock"))


def rows_of(path: Path, secret: Secret = "") -> str:
    """A digest of all that stands in a sound data file, but for clocks and where its identifiers start."""
    db = datafile._unlocked(path, secret, read_only=False)
    try:
        conn = db.conn
        conn.row_factory = None
        tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        digest = hashlib.sha256(repr(conn.execute("PRAGMA user_version").fetchone()).encode())
        assert tables, "no tables: an empty file"
        for pragma in ("integrity_check", "foreign_key_check"):
            found = conn.execute(f"PRAGMA {pragma}").fetchall()
            assert found in ([], [("ok",)]), f"{pragma}: {found}"
        _assert_history(conn)
        for (table,) in tables:
            digest.update(table.encode())
            for row in _plain_rows(conn, table):
                digest.update(repr(row).encode())
        return digest.hexdigest()[:16]
    finally:
        db.close()


def _plain_rows(conn: Any, table: str) -> Iterable[tuple[Any, ...]]:
    cursor = conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    clocked = [column[0] in _CLOCKED for column in cursor.description]
    for row in cursor:
        yield tuple(_plain(value) for value, hidden in zip(row, clocked, strict=True) if not hidden)


def _plain(value: Any) -> Any:
    return value & _SERIALS if isinstance(value, int) and value > _SERIALS else value


def _assert_history(conn: Any) -> None:
    """Every step is there with its changes: records said to be added are there, records said to be deleted gone."""
    sql = (
        "SELECT c.record, c.row_id, c.action FROM change c JOIN step s ON s.id = c.step_id "
        "WHERE s.state IN ('done', 'kept') ORDER BY c.id"
    )
    last = {(record, row_id): action for record, row_id, action in conn.execute(sql)}
    for (record, row_id), action in last.items():
        there = conn.execute(f"SELECT 1 FROM {record} WHERE id = ?", (row_id,)).fetchone()
        assert bool(there) == (action != "delete"), f"{record} {row_id}: {action}"
    orphans = conn.execute("SELECT count(*) FROM change WHERE step_id NOT IN (SELECT id FROM step)").fetchone()
    assert orphans == (0,), "changes without their step"


def _parts(content: bytes) -> str:
    """A digest of the parts of a workbook or paper, but for the moment it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        digest = hashlib.sha256()
        for name in sorted(archive.namelist()):
            if not name.startswith("docProps/"):
                digest.update(name.encode() + archive.read(name))
    return digest.hexdigest()[:16]


def _pdf(content: bytes) -> str:
    """A digest of a paper's bytes, but for the moment it was made and the name drawn for it."""
    assert content.startswith(b"%PDF-"), "no PDF"
    assert content.rstrip().endswith(b"%%EOF"), "a PDF without its end"
    plain = re.sub(rb"/(CreationDate|ModDate) \([^)]*\)|/ID\s*\[[^]]*\]", b"", content)
    return hashlib.sha256(plain).hexdigest()[:16]


def faults_between(before: Look, after: Look, now: Look) -> list[str]:
    """What is wrong with a folder that was left somewhere within a step."""
    found = []
    for name in sorted({*before, *after, *now}):
        seen, allowed = now.get(name, "absent"), {before.get(name, "absent"), after.get(name, "absent")}
        if name not in before and name in after:  # a new file may first be one more copy of what there was
            allowed |= set(before.values())
        if seen not in allowed:
            found.append(f"{name} is {seen}, not {' or '.join(sorted(allowed))}")
    lost = set(before.values()) & set(after.values()) - set(now.values())
    return found + [f"{one} is nowhere any more" for one in sorted(lost)]


def faults_after_trouble(before: Look, after: Look, now: Look) -> list[str]:
    """The same where a step was broken off by an error: one more whole copy of what there was is no harm.

    Nor is it that a later copy has the next number then, if what is to be there is there.
    """
    known = {*before.values(), *after.values()}
    more = {name for name in now if name not in before and name not in after and now[name] in known}
    if more and set(after.values()) <= set(now.values()):
        more |= {name for name in now if _NUMBERED.search(name) and now[name] in known}
        after = {name: seen for name, seen in after.items() if name not in more}
        before = {name: seen for name, seen in before.items() if name not in more}
    return faults_between(before, after, {name: seen for name, seen in now.items() if name not in more})


def in_memory() -> str | None:
    """A folder in memory, where there is one: what is tried there need not last."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
