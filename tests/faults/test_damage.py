"""Damaged and hostile data files: recognised, never written to, and saved without loss beyond the damage.

``UNION_FAULTS=long`` goes through thousands of damaged files instead of some hundred.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.book import editing
from app.book.book import Book
from app.domain.errors import AppError
from app.store import health, salvage
from app.store.health import State
from app.store.keys import Key, keys_of
from app.store.salvage_pages import PAGE
from tests.book import rich_book
from tests.faults import damage
from tests.faults.damage import Damaged, Original

LONG = os.environ.get("UNION_FAULTS") == "long"
PASSWORD = "青石2026"
PARTS = 4  # so that several processes share the work


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Original:
    path = tmp_path_factory.mktemp("rich") / "青石.union"
    with Book.create(path, "青石镇总工会", year=2026) as book:
        rich_book.fill(book)
    return damage.original(path)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory) -> tuple[Original, Key]:
    path = tmp_path_factory.mktemp("rich") / "青石.union"
    with Book.create(path, "青石镇总工会", password=PASSWORD, year=2026) as book:
        rich_book.fill(book)
    key = keys_of(path, PASSWORD)[0]
    assert key is not None
    return damage.original(path, PASSWORD), key


def chosen(of: Original, part: int) -> Iterator[Damaged]:
    seeds, flips = (range(10), 250) if LONG else (range(1), 72)
    every = [one for seed in seeds for one in damage.variants(of, seed, flips)]
    assert len(every) > 200
    yield from every[part::PARTS]


def test_a_complaint_that_is_no_text_is_damage_too(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.union"
    Book.create(path, "青石镇总工会", year=2026).close()
    real = health.connect

    class Torn:
        """SQLite names what is malformed, and the name is torn as well."""

        def __init__(self, *words, **named) -> None:
            self._conn = real(*words, **named)

        def execute(self, sql: str):
            return b"\xa8".decode() if "sqlite_master" in sql else self._conn.execute(sql)

        def __getattr__(self, name: str):
            return getattr(self._conn, name)

    monkeypatch.setattr(health, "connect", Torn)
    assert health.look(path).state is State.UNREADABLE


def wrong_with(of: Original, one: Damaged, path: Path, out: Path, secret: Key | str) -> list[str]:
    """What a salvage did that it must not do."""
    path.write_bytes(one.data)
    out.unlink(missing_ok=True)
    before = hashlib.sha256(one.data).digest()
    found = health.look(path, secret)
    try:
        told = salvage.recover(path, out, secret)
    except AppError:
        wrong = [] if secret else [f"{one.name}: nothing was saved"]
        return wrong + ([f"{one.name}: left behind"] if len(list(path.parent.iterdir())) != 1 else [])
    wrong = list(_judged(of, one, damage.read(out, secret), told))
    if hashlib.sha256(path.read_bytes()).digest() != before:
        wrong.append(f"{one.name}: the damaged file was changed")
    if found.sound and not told.whole and not one.silent:
        wrong.append(f"{one.name}: called sound")
    return wrong


def _judged(of: Original, one: Damaged, got: damage.Rows, told: salvage.Salvage) -> Iterator[str]:
    lost = {(name, key) for name, rows in of.rows.items() for key in rows if key not in got[name]}
    invented = {(name, key) for name, rows in got.items() for key in rows if key not in of.rows.get(name, {})}
    blamed = of.on_page.get(one.page, set())
    if one.page and of.on_page:
        # A page that is none of a tree holds the rest of rows that were too long for theirs.
        beyond = lost - blamed if one.page in of.trees else set()
        if beyond:
            yield f"{one.name}: lost beyond the page {sorted(beyond)[:3]}"
    if len(invented) > (1 if one.silent else 0):
        yield f"{one.name}: invented {sorted(invented)[:3]}"
    emptied = {(m.table, m.row_id) for m in told.missing}
    changed = [
        (name, key)
        for name, rows in got.items()
        for key, row in rows.items()
        if name != "step" and key in of.rows[name] and (name, key) not in emptied and row != of.rows[name][key]
    ]
    if len(changed) > (len(blamed) + 1 if one.silent else 0):
        yield f"{one.name}: changed {changed[:3]}"
    untold = [key for name, key in lost if name == "member" and key not in {m.row_id for m in told.missing}]
    if untold and not told.of("member").unclear and "change" not in {name for name, _ in lost}:
        yield f"{one.name}: lost and not told {untold[:3]}"


@pytest.mark.fault("S1", "S2", "S4")
@pytest.mark.parametrize("part", range(PARTS))
def test_of_a_damaged_file_only_the_damage_is_lost(tmp_path, plain, part):
    (tmp_path / "a").mkdir()
    wrong = [text for one in chosen(plain, part)
             for text in wrong_with(plain, one, tmp_path / "a" / "青石.union", tmp_path / "新.union", "")]  # fmt: skip
    assert not wrong, "\n".join(wrong)


@pytest.mark.fault("S1", "S2", "S4", "K1")
def test_of_a_damaged_file_with_a_password_too(tmp_path, sealed):
    of, key = sealed
    (tmp_path / "a").mkdir()
    every = list(damage.variants(of, 1, 8, every=1 if LONG else 20))
    wrong = [text for one in every
             for text in wrong_with(of, one, tmp_path / "a" / "青石.union", tmp_path / "新.union", key)]  # fmt: skip
    assert not wrong, "\n".join(wrong)


@pytest.mark.fault("S4")
@pytest.mark.parametrize("password", ["", PASSWORD])
def test_an_empty_file_is_no_new_file(tmp_path, password):
    path = tmp_path / "青石.union"
    path.write_bytes(b"")
    assert health.look(path, password).state is State.EMPTY
    with pytest.raises(AppError):
        salvage.recover(path, tmp_path / "新.union", password)
    with pytest.raises(AppError):
        Book.open(path, password).close()
    assert path.read_bytes() == b""


@pytest.mark.fault("S5")
@pytest.mark.parametrize("what", ["zip", "pdf", "text", "noise", "database"])
def test_foreign_files_under_our_suffix(tmp_path, what):
    path = tmp_path / "花名册.union"
    if what == "zip":
        damage.workbook(path)
    elif what == "database":
        conn = dbapi2.connect(str(path))
        conn.execute("CREATE TABLE member(id INTEGER PRIMARY KEY, name TEXT)")
        conn.close()
    else:
        path.write_bytes({"pdf": b"%PDF-1.7\n" * 900, "text": "姓名,性别\n张三,男\n".encode() * 900,
                          "noise": os.urandom(3 * PAGE)}[what])  # fmt: skip
    before = path.read_bytes()
    for password in ("", "abc"):
        found = health.look(path, password)
        assert found.state is (State.LOCKED if what == "noise" else State.FOREIGN)
        assert str(path) in str(found.problem)
        with pytest.raises(AppError):
            salvage.recover(path, tmp_path / "新.union", password)
        with pytest.raises(AppError):
            Book.open(path, password).close()
    assert path.read_bytes() == before
    assert not (tmp_path / "新.union").exists()


@pytest.mark.fault("S8")
def test_a_journal_left_by_a_crash_is_played_into_the_copy_only(tmp_path, plain):
    path = _crashed(tmp_path, plain)
    before = (path.read_bytes(), path.with_name(path.name + "-journal").read_bytes())
    assert health.look(path).sound
    told = salvage.recover(path, tmp_path / "新.union")
    assert told.whole
    assert damage.read(tmp_path / "新.union") == plain.rows
    assert (path.read_bytes(), path.with_name(path.name + "-journal").read_bytes()) == before


@pytest.mark.fault("S8")
def test_opening_plays_it_silently(tmp_path, plain):
    path = _crashed(tmp_path, plain)
    with Book.open(path) as book:
        assert len(book.read.every("member")) == len(plain.rows["member"])
    assert damage.read(path) == plain.rows


@pytest.mark.fault("S9")
def test_a_copy_without_its_journal_is_known_for_what_it_is(tmp_path, plain):
    path = _crashed(tmp_path, plain)
    path.with_name(path.name + "-journal").unlink()
    found = health.look(path)
    told = salvage.recover(path, tmp_path / "新.union")
    got = damage.read(tmp_path / "新.union")
    # What had been half written is in it; where that does not agree it is called damaged, and nothing is invented.
    assert not found.sound or got["member"].keys() <= plain.rows["member"].keys()
    assert health.look(told.path).sound


@pytest.mark.fault("S10")
def test_the_journal_of_another_file_does_no_harm(tmp_path, plain):
    other = _crashed(tmp_path, plain)
    path = tmp_path / "别的.union"
    with Book.create(path, "别的工会", year=2026) as book:
        for number in range(300):
            editing.save(book, "member", None, {"name": f"会员{number}"})
    of = damage.original(path)
    shutil.copyfile(other.with_name(other.name + "-journal"), path.with_name(path.name + "-journal"))
    assert salvage.recover(path, tmp_path / "新.union").of("member").saved == 300
    assert damage.read(tmp_path / "新.union")["member"] == of.rows["member"]


def _crashed(folder: Path, of: Original) -> Path:
    """A file that a kill left in the middle of a transaction, with its journal."""
    path = folder / "断电.union"
    path.write_bytes(of.data)
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA cache_size = 5")
    conn.execute("BEGIN")
    conn.execute("UPDATE activity SET remark = hex(randomblob(300))")
    conn.execute("DELETE FROM member")
    conn.execute("UPDATE entry SET remark = hex(randomblob(300))")
    left = folder / "left"
    left.mkdir(exist_ok=True)
    for name in (path.name, path.name + "-journal"):
        shutil.copyfile(folder / name, left / name)
    conn.execute("ROLLBACK")
    conn.close()
    assert (left / (path.name + "-journal")).stat().st_size
    return left / path.name


HOSTILE = {
    "trigger": "CREATE TRIGGER x AFTER INSERT ON step BEGIN UPDATE member SET bank = 'thief'; END",
    "view": "CREATE VIEW v AS SELECT writefile('x', 'y') FROM member",
    "view in place": "ALTER TABLE plan RENAME TO p2; CREATE VIEW plan AS SELECT 1 AS id, randomblob(1000000000) AS x",
    "virtual table": "CREATE VIRTUAL TABLE f USING fts5(a)",
    "computed column": "ALTER TABLE plan ADD COLUMN huge TEXT AS (printf('%d', year))",
}


@pytest.mark.fault("S14")
@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_with_instructions_of_its_own_is_known_and_disarmed(tmp_path, plain, what):
    path = tmp_path / "青石.union"
    path.write_bytes(plain.data)
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.executescript(HOSTILE[what])
    conn.close()
    found = health.look(path)
    assert found.state is State.TAMPERED
    assert found.can_be_salvaged
    salvage.recover(path, tmp_path / "新.union")
    assert health.look(tmp_path / "新.union").sound
    got = damage.read(tmp_path / "新.union")
    assert got["member"] == plain.rows["member"]
    with Book.open(tmp_path / "新.union") as book:
        editing.save(book, "member", None, {"name": "新会员"})
        assert not any(row["bank"] == "thief" for row in book.read.every("member"))


@pytest.mark.fault("S14")
def test_wrong_types_and_a_broken_schema_are_met_with_a_sentence(tmp_path, plain):
    path = tmp_path / "青石.union"
    path.write_bytes(plain.data)
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute("UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'member'")
    conn.close()
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("UPDATE member SET remark = x'00ff', birth_from = 12.5, unit_id = 'nowhere' WHERE id % 2")
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE problem(((' WHERE name = 'problem'")
    conn.close()
    assert not health.look(path).sound
    with pytest.raises(AppError):
        Book.open(path).close()
    told = salvage.recover(path, tmp_path / "新.union")
    got = damage.read(tmp_path / "新.union")
    assert got["member"].keys() == plain.rows["member"].keys()
    assert got["problem"] == plain.rows["problem"]
    assert {one.how for one in told.missing} == {"mended"}


@pytest.mark.fault("S14")
def test_a_text_that_claims_a_gigabyte_is_not_read(tmp_path, plain):
    """A chain of overflow pages that goes round makes a gigabyte of four thousand bytes."""
    path = tmp_path / "青石.union"
    path.write_bytes(plain.data)
    conn = dbapi2.connect(str(path), isolation_level=None)
    row_id = min(plain.rows["member"])
    conn.execute("UPDATE member SET remark = ? WHERE id = ?", ("长" * 9000, row_id))
    conn.close()
    data = bytearray(path.read_bytes())
    for number in range(1, len(data) // PAGE + 1):
        page = data[(number - 1) * PAGE : number * PAGE]
        if "长".encode() * 1000 in bytes(page):
            data[(number - 1) * PAGE : (number - 1) * PAGE + 4] = number.to_bytes(4, "big")
    path.write_bytes(data)
    assert not health.look(path).sound
    told = salvage.recover(path, tmp_path / "新.union")
    got = damage.read(tmp_path / "新.union")
    assert got["member"].keys() - {row_id} == plain.rows["member"].keys() - {row_id}
    assert not told.whole


@pytest.mark.fault("D10")
def test_a_disk_that_does_not_answer_is_no_damage(tmp_path, plain, monkeypatch):
    path = tmp_path / "青石.union"
    path.write_bytes(plain.data)

    def refuse(*_args: object, **_named: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AppError, match="did not answer"):
        health.look(path)
    with pytest.raises(AppError, match="did not answer"):
        salvage.recover(path, tmp_path / "新.union")
