"""The summary on its way: choices and own words kept step by step, each to be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.book import drafts, editing
from app.book.book import Book
from app.domain.period import FIRST_HALF, STATISTICAL, TERM, YEAR
from app.domain.summary_choices import Held

BODY = ("看望了", Held("人数之和，共#条", 0, "3人"), "。")


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "某镇总工会", "乡镇街道", year=2026) as book:
        yield book


def test_nothing_is_written_before_something_is_chosen(book: Book) -> None:
    draft = drafts.draft(book.read, 2026)
    assert (draft.id, draft.period.key, draft.period.name) == (None, YEAR, "2026年度")
    assert book.read.every("summary_draft") == []


def test_choices_are_kept_and_undone_one_by_one(book: Book) -> None:
    drafts.choose(book, drafts.draft(book.read, 2026), style="school", sealed=True)
    drafts.choose(book, drafts.draft(book.read, 2026), left_out={"sport", "activity:3"}, order=["b", "a"])
    drafts.choose(book, drafts.draft(book.read, 2026), annexes={"photos", "data"}, photos=[5, 3])
    drafts.choose(book, drafts.draft(book.read, 2026), signed_on=date(2026, 12, 20), signer="某工会", title="题")
    kept = drafts.draft(book.read, 2026)
    assert (kept.style, kept.sealed, kept.signer, kept.signed_on) == ("school", True, "某工会", "2026-12-20")
    assert (kept.choices.left_out, kept.choices.order) == ({"sport", "activity:3"}, ("b", "a"))
    assert (kept.annexes, kept.photos, kept.choices.title) == ({"data", "photos"}, (5, 3), "题")
    for _ in range(3):
        book.undo()
    kept = drafts.draft(book.read, 2026)
    assert (kept.style, kept.choices.left_out, kept.photos) == ("school", frozenset(), ())
    book.undo()
    assert drafts.draft(book.read, 2026).id is None


def test_each_period_has_a_draft_of_its_own(book: Book) -> None:
    drafts.choose(book, drafts.draft(book.read, 2026, FIRST_HALF), style="half_year")
    drafts.choose(book, drafts.draft(book.read, 2026, YEAR), style="township")
    assert drafts.draft(book.read, 2026, FIRST_HALF).style == "half_year"
    assert drafts.draft(book.read, 2026, YEAR).style == "township"
    assert drafts.draft(book.read, 2025, YEAR).style == ""


def test_own_words_are_kept_changed_and_given_back(book: Book) -> None:
    drafts.write_words(book, drafts.draft(book.read, 2026), "totals:aid", BODY, "慰问3人。")
    drafts.write_words(book, drafts.draft(book.read, 2026), "totals:aid", (*BODY, "好"), "慰问3人。")
    place = drafts.add_words(book, drafts.draft(book.read, 2026), "aid", "加一段。")
    assert drafts.add_words(book, drafts.draft(book.read, 2026), "aid", "又一段。") != place
    words = drafts.draft(book.read, 2026).choices.words
    assert words["totals:aid"].body == (*BODY, "好")
    assert words["totals:aid"].told == "慰问3人。"
    assert len(book.read.every("summary_text")) == 3
    drafts.drop_words(book, drafts.draft(book.read, 2026), "totals:aid")
    assert "totals:aid" not in drafts.draft(book.read, 2026).choices.words
    book.undo()
    assert "totals:aid" in drafts.draft(book.read, 2026).choices.words


def test_the_periods_of_a_year(book: Book) -> None:
    assert TERM not in [one.key for one in drafts.periods_of(book.read, 2026)]
    union = book.read.union()["id"]
    editing.save(book, "union_info", union, {"term_from": "2022-05", "term_to": "2027-04"})
    found = {one.key: one for one in drafts.periods_of(book.read, 2026)}
    assert (found[TERM].first, found[TERM].last) == (date(2022, 5, 1), date(2027, 4, 30))
    assert (found[STATISTICAL].first, found[STATISTICAL].last) == (date(2025, 10, 1), date(2026, 9, 30))
    assert found[FIRST_HALF].name == "2026年上半年"
    assert found[YEAR].by_year
