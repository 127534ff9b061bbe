"""Making and opening the data file: whose it is, how old it is, and that nothing is half-made."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from app.domain.errors import Damaged, FileProblem
from app.store import datafile, migrations


def test_a_new_file_carries_our_mark_and_schema_and_is_alone_at_rest(tmp_path: Path):
    path = tmp_path / "会 #1%.union"
    datafile.create(path).close()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA application_id").fetchone()[0] == datafile.APPLICATION_ID
        assert plain.execute("PRAGMA user_version").fetchone()[0] == migrations.LATEST


def test_creating_over_a_file_is_refused(tmp_path: Path):
    path = tmp_path / "a.union"
    path.write_text("the clerk's own")
    with pytest.raises(FileProblem, match="already a file"):
        datafile.create(path)
    assert path.read_text() == "the clerk's own"


def test_a_creation_that_fails_leaves_no_file(tmp_path: Path, monkeypatch):
    def fail(*_args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(migrations, "apply", fail)
    with pytest.raises(FileProblem, match="disk is full"):
        datafile.create(tmp_path / "a.union")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"x" * 5000], ids=["empty", "zip", "noise"])
def test_a_file_that_is_not_ours_is_refused_and_untouched(tmp_path: Path, content: bytes):
    path = tmp_path / "a.union"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match="not a data file|cannot be read"):
        datafile.open_file(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path):
    path = tmp_path / "a.union"
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE t(x)")
    with pytest.raises(FileProblem, match="not a data file"):
        datafile.open_file(path)


def test_a_schema_format_that_nobody_writes_is_told_as_damage(tmp_path: Path):
    path = tmp_path / "a.union"
    datafile.create(path).close()
    with path.open("r+b") as file:
        file.seek(47)  # of the header, the low byte of the format, which is 1 to 4
        file.write(b"\x84")
    with pytest.raises(Damaged, match="damaged"):
        datafile.open_file(path)


@pytest.mark.parametrize("version", range(migrations.LATEST))
def test_a_file_whose_number_is_not_its_schemas_is_told_as_damage_and_untouched(tmp_path: Path, version: int):
    path = tmp_path / "a.union"
    with contextlib.closing(datafile.create(path).conn) as conn:
        conn.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(Damaged, match="damaged"):
        datafile.open_file(path)
    assert path.read_bytes() == before


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path):
    with pytest.raises(FileProblem, match="no data file"):
        datafile.open_file(tmp_path / "gone.union")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault("S6")
def test_a_newer_file_is_refused(tmp_path: Path):
    path = tmp_path / "a.union"
    db = datafile.create(path)
    db.conn.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    db.close()
    with pytest.raises(FileProblem, match="newer version"):
        datafile.open_file(path)


def _with_next_schema(monkeypatch, tmp_path: Path, sql: str) -> None:
    script = tmp_path / "999.sql"
    script.write_text(sql, encoding="utf-8")
    monkeypatch.setattr(migrations, "_FILES", [*migrations._FILES, script])
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST + 1)


def test_an_older_file_may_be_kept_before_it_is_brought_up_to_date(tmp_path: Path, monkeypatch):
    path = tmp_path / "a.union"
    datafile.create(path).close()
    old = migrations.LATEST
    _with_next_schema(monkeypatch, tmp_path, "ALTER TABLE unit ADD COLUMN motto TEXT NOT NULL DEFAULT '';")
    kept = []

    def keep(which: Path, _key: object) -> None:
        with sqlite3.connect(which) as plain:
            kept.append(plain.execute("PRAGMA user_version").fetchone()[0])

    db = datafile.open_file(path, keep=keep)
    assert "motto" in [row["name"] for row in db.conn.execute("PRAGMA table_info(unit)")]
    db.close()
    assert kept == [old]


def test_a_migration_that_fails_leaves_the_old_schema(tmp_path: Path, monkeypatch):
    path = tmp_path / "a.union"
    datafile.create(path).close()
    old = migrations.LATEST
    _with_next_schema(monkeypatch, tmp_path, "ALTER TABLE unit ADD COLUMN motto TEXT; SELECT nonsense FROM nowhere;")
    with pytest.raises(datafile.DbError):
        datafile.open_file(path)
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA user_version").fetchone()[0] == old
        assert "motto" not in [row[1] for row in plain.execute("PRAGMA table_info(unit)")]


def test_with_a_password_nothing_can_be_read_without_it(tmp_path: Path, capfd):
    path = tmp_path / "a.union"
    db = datafile.create(path, "青石's")
    db.conn.execute("INSERT INTO unit(name) VALUES ('青石中学工会')")
    db.close()
    assert "青石中学".encode() not in path.read_bytes()
    for wrong in ("", "青石"):
        with pytest.raises(FileProblem, match="password"):
            datafile.open_file(path, wrong)
    again = datafile.open_file(path, "青石's")
    assert again.conn.execute("SELECT name FROM unit").fetchone()[0] == "青石中学工会"
    again.close()
    assert capfd.readouterr().err == ""


def test_every_commit_is_durable_before_it_is_acknowledged(tmp_path: Path):
    db = datafile.create(tmp_path / "a.union")
    assert db.conn.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert db.conn.execute("PRAGMA synchronous").fetchone()[0] == 3
    db.close()


def test_a_file_in_use_is_said_to_be_in_use(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(datafile, "_BUSY_MS", 10)
    path = tmp_path / "a.union"
    holder = datafile.create(path)
    holder.conn.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileProblem, match="in use"):
        datafile.open_file(path)
    holder.close()


def test_identifiers_of_two_files_do_not_meet(tmp_path: Path):
    starts = []
    for name in "ab":
        db = datafile.create(tmp_path / f"{name}.union")
        row_id = db.conn.execute("INSERT INTO unit(name) VALUES ('x')").lastrowid
        assert datafile.serial(row_id) == 1
        assert row_id < 2**53
        starts.append(row_id)
        db.close()
    assert starts[0] != starts[1]
