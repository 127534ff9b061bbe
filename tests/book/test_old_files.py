"""A data file of every schema that was ever released is kept here, and must still open and say the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.book import editing
from app.book.book import Book
from app.store import migrations
from tests.book.bookequal import snapshot

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = sorted(DATA.glob("schema-*.union"))


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
        editing.save(book, "entry", None, {"kind": "结婚", "target": "张三"})
        book.undo()
        book.undo()
