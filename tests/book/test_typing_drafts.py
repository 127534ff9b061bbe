"""Drafts of typing: outside the history, whole or not at all, and gone with the save that made them superfluous."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book import editing, typing_drafts
from app.book.book import Book
from app.book.typing_drafts import TypedDraft, as_text, from_text
from app.domain.errors import FileProblem, Invalid
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.store import datafile

NAMES = [field.name for field in BY_TABLE["member"].fields]
VALUES = st.one_of(st.none(), st.text(max_size=40), st.integers(-(2**62), 2**62))


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "书.union", "小青镇总工会", "乡镇街道", year=2026) as book:
        editing.save(book, "member", None, {"name": "陈一新", "state": "正常"})
        yield book


def _member(book: Book) -> int:
    return book.read.ids(Listing("member"))[0]


@pytest.mark.fault("P3")
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1), st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_what_is_kept_comes_back_letter_by_letter(fields: dict, fixed: dict) -> None:
    draft = TypedDraft("member", 7, fields, fixed, 3)
    assert from_text("member", 7, as_text(draft), 3) == draft


@given(st.one_of(st.text(), st.sampled_from(
    ['{"fields": 3}', '{"fields": {"name": [1]}}', "[]", "3", '{"fields": {"gone": "x"}}', '{"fields": {"name": true}}']
)))  # fmt: skip
def test_what_cannot_be_read_is_no_draft(text: str) -> None:
    assert from_text("member", None, text) is None or '"fields"' in text
    assert from_text("no_such_table", None, '{"fields": {"name": "x"}}') is None


@pytest.mark.fault("P3")
def test_a_draft_is_no_step_and_nothing_to_undo(book: Book) -> None:
    before = book.next_undo()
    told: list[object] = []
    book.subscribe(told.append)
    first = typing_drafts.keep(book, TypedDraft("member", None, {"name": "李"}))
    again = typing_drafts.keep(book, TypedDraft("member", None, {"name": "李四"}, id=first))
    assert again == first
    assert book.next_undo() == before
    assert not told
    (draft,) = typing_drafts.waiting(book)
    assert draft.fields == {"name": "李四"}
    book.drop_draft(first)
    assert not book.drafts()


@pytest.mark.fault("P3")
def test_a_save_takes_its_draft_along_or_leaves_it(book: Book) -> None:
    kept = typing_drafts.keep(book, TypedDraft("member", None, {"name": "李四", "birth": "不详的一天"}))
    with pytest.raises(Invalid):
        editing.save(book, "member", None, {"name": "李四", "birth": "不详的一天"}, kept)
    assert [row["id"] for row in book.drafts()] == [kept]
    editing.save(book, "member", None, {"name": "李四"}, kept)
    assert not book.drafts()


def test_within_a_step_nothing_is_kept_and_a_step_given_up_gives_up_no_draft(book: Book) -> None:
    kept = typing_drafts.keep(book, TypedDraft("member", None, {"name": "李四"}))
    with pytest.raises(RuntimeError), book.step("Fill") as writer:
        writer.update("member", _member(book), {"name": "王五"})
        assert typing_drafts.keep(book, TypedDraft("member", None, {"name": "赵六"})) is None
        book.drop_draft(kept)
        raise RuntimeError
    assert [row["id"] for row in book.drafts()] == [kept]


def test_a_record_that_is_gone_is_new_again(book: Book) -> None:
    member = _member(book)
    typing_drafts.keep(book, TypedDraft("member", member, {"mobile": "13800000000"}))
    editing.delete(book, "member", [member])
    (draft,) = typing_drafts.waiting(book)
    assert draft.row_id is None


def test_a_book_open_for_reading_keeps_and_drops_nothing(book: Book) -> None:
    kept = typing_drafts.keep(book, TypedDraft("member", None, {"name": "李四"}))
    with Book.open(book.path, read_only=True) as other:
        assert typing_drafts.keep(other, TypedDraft("member", None, {"name": "王五"})) is None
        other.drop_draft(kept or 0)
        assert len(other.drafts()) == 1


@pytest.mark.fault("P3", "K6")
def test_in_a_file_with_a_password_no_draft_can_be_read_from_outside(tmp_path: Path) -> None:
    path = tmp_path / "密.union"
    with Book.create(path, "小青镇总工会", "乡镇街道", "密码 2026", year=2026) as book:
        typing_drafts.keep(book, TypedDraft("member", None, {"name": "欧阳未存", "mobile": "13912345678"}))
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert "欧阳未存".encode() not in file.read_bytes()
            assert b"13912345678" not in file.read_bytes()


def test_a_draft_that_is_there_though_the_disk_failed_last_of_all_is_kept_once(tmp_path: Path, monkeypatch) -> None:
    real, left = datafile.transaction, [FileProblem("The disk did not answer")]

    @contextmanager
    def late(db):
        with real(db):
            yield
        if left:
            raise left.pop()

    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        monkeypatch.setattr(datafile, "transaction", late)
        kept = book.keep_draft("member", None, '{"fields": {"name": "褚三"}}')
        assert [one["id"] for one in book.drafts()] == [kept]
        left.append(FileProblem("The disk did not answer"))
        book.drop_draft(kept or 0)
        assert book.drafts() == []
