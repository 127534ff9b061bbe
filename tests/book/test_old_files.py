"""A data file of every schema that was ever released is kept here, and must still open and say the same.

``python -m tests.book.test_old_files`` makes the file of the latest schema, once, before that schema is released.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.book import backups, drafts, editing, filters
from app.book.book import Book
from app.domain.listing import Condition, aged
from app.domain.records import BY_TABLE
from app.domain.summary_choices import Held, OwnWords
from app.store import migrations
from tests.book import rich_book
from tests.book.bookequal import snapshot

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = sorted(DATA.glob("schema-*.union"))
MEMBER = BY_TABLE["member"]
WORDS = ("今年慰问", Held("人数之和，共#条", 0, "302人"), "。")
FILTER = (Condition("state", "on_roster"), aged("birth", 50, None), Condition("", "without", "aided_this_year"))


def as_json(book: Book) -> str:
    """The book's snapshot as it is kept beside the file."""
    return json.dumps(snapshot(book), ensure_ascii=False, indent=1, default=repr)


def holds(now: Any, then: Any) -> bool:
    """Whether all that was said then is said now; a newer schema may say more."""
    if isinstance(then, dict):
        return all(key in now and holds(now[key], value) for key, value in then.items())
    if isinstance(then, list):
        return len(now) == len(then) and all(holds(a, b) for a, b in zip(now, then, strict=True))
    return bool(now == then)


def test_there_is_a_file_for_every_schema():
    assert [path.stem for path in FILES] == [f"schema-{number:03d}" for number in range(1, migrations.LATEST + 1)]


@pytest.mark.parametrize("kept", FILES, ids=lambda path: path.stem)
def test_an_old_file_opens_says_the_same_and_can_be_worked_on(kept: Path, tmp_path: Path):
    path = tmp_path / kept.name
    shutil.copy(kept, path)
    with Book.open(path) as book:
        assert book.read.check() == []
        now = json.loads(as_json(book))
        assert holds(now, json.loads(kept.with_suffix(".json").read_text(encoding="utf-8")))
        editing.save(book, "entry", None, {"kind": "结婚", "target": "张三", "year": "2025"})
        book.undo()
        book.undo()


@pytest.mark.parametrize("kept", FILES[1:], ids=lambda path: path.stem)
def test_the_filters_kept_in_an_old_file_ask_for_the_same(kept: Path, tmp_path: Path):
    path = tmp_path / kept.name
    shutil.copy(kept, path)
    with Book.open(path) as book:
        (found,) = filters.saved(book.read, MEMBER)
        assert (found.name, found.conditions, found.unknown) == ("五十岁以上还没看过的", FILTER, ())


def test_a_file_brought_up_to_date_has_what_a_new_one_has(tmp_path: Path):
    """The same tables and indexes, and identifiers that start where those of its other records did."""
    path = tmp_path / "old.union"
    shutil.copy(FILES[0], path)
    with Book.create(tmp_path / "new.union", "甲") as new, Book.open(path) as old:
        assert schema(old) == schema(new)
        starts = {row[1] >> 31 for row in old.read._db.conn.execute("SELECT name, seq FROM sqlite_sequence")}
        names = [row[0] for row in old.read._db.conn.execute("SELECT name FROM sqlite_sequence")]
        assert len(starts) == 1
        assert len(names) == len(set(names))


@pytest.mark.parametrize("kept", FILES, ids=lambda path: path.stem)
def test_an_old_backup_can_be_gone_back_to(kept: Path, tmp_path: Path):
    target = tmp_path / "a.union"
    backups.restore(kept, target)
    assert target.read_bytes() == kept.read_bytes()
    assert backups.backup(target).is_file()


@pytest.mark.parametrize("kept", FILES[2:], ids=lambda path: path.stem)
def test_a_summary_on_its_way_is_taken_up_again(kept: Path, tmp_path: Path):
    path = tmp_path / kept.name
    shutil.copy(kept, path)
    with Book.open(path) as book:
        draft = drafts.draft(book.read, 2026)
        assert (draft.style, draft.choices.left_out) == ("school", {"sport"})
        assert draft.choices.words["opening:0"] == OwnWords(WORDS, "原来的话。")


def schema(book: Book) -> dict[str, str]:
    """The statements that made everything in a file, by name."""
    found = book.read._db.conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {row[0]: row[1] for row in found}


def keep() -> None:
    """Make the file of the latest schema, and what it says beside it."""
    path = DATA / f"schema-{migrations.LATEST:03d}.union"
    path.unlink(missing_ok=True)
    with Book.create(path, "青石镇总工会", "乡镇街道", year=2026) as book:
        rich_book.fill(book)
        filters.save(book, MEMBER, "五十岁以上还没看过的", FILTER, order=("joined", True))
        drafts.choose(book, drafts.draft(book.read, 2026), style="school", left_out={"sport"})
        drafts.write_words(book, drafts.draft(book.read, 2026), "opening:0", WORDS, "原来的话。")
        path.with_suffix(".json").write_text(as_json(book) + "\n", encoding="utf-8")


if __name__ == "__main__":
    keep()
