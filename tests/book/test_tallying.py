"""Votes counted: what does not agree, who passes, and one step that keeps all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book import editing, tallying
from app.book.book import Book
from app.book.tallying import Candidate, Draft, Passing
from app.domain.errors import Invalid

_COUNTS = {"due": 46, "present": 44, "issued": 44, "returned": 43, "valid": 42, "invalid": 1}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "b.union", "小青镇总工会", "乡镇街道", year=2026) as book:
        award = editing.save(book, "award", None, {"name": "优秀工会积极分子", "quota": "1", "year": "2026"})
        for name in ("欧阳喆", "丁一", "王小满"):
            editing.save(book, "nominee", None, {"award_id": award, "name": name})
        yield book


def blank(book: Book) -> Draft:
    return tallying.load(book.read, book.read.every("award")[0]["id"])


def counted(book: Book, *yes: int) -> Draft:
    draft = replace(blank(book), counts=dict(_COUNTS), held="12月3日")
    named = [replace(one, yes=votes) for one, votes in zip(draft.candidates, yes, strict=True)]
    draft = replace(draft, candidates=tuple(named))
    return replace(draft, candidates=tuple(tallying.filled_up(draft, one) for one in draft.candidates))


def fields(draft: Draft) -> set[str]:
    return {problem.field for problem in tallying.problems(draft)}


def test_candidates_stand_by_the_strokes_of_their_names(book: Book) -> None:
    assert [one.name for one in blank(book).candidates] == ["丁一", "王小满", "欧阳喆"]


def test_what_is_blank_is_held_against_nothing(book: Book) -> None:
    draft = blank(book)
    assert tallying.problems(draft) == ()
    assert tallying.problems(replace(draft, counts={"present": 44})) == ()
    assert fields(replace(draft, counts={"due": 40, "present": 44})) == {"present"}
    assert fields(replace(draft, counts={"due": 46, "returned": 47})) == {"returned"}
    assert fields(replace(draft, counts={**_COUNTS, "invalid": 2})) == {"valid"}


def test_a_row_says_how_many_ballots_are_left(book: Book) -> None:
    draft = replace(blank(book), counts=dict(_COUNTS))
    assert tallying.row_left(draft, Candidate("丁一", 1)) is None
    assert tallying.row_left(draft, Candidate("丁一", 1, yes=40)) == 2
    assert tallying.row_left(draft, Candidate("丁一", 1, yes=40, no=1, abstained=1)) == 0
    assert tallying.row_left(draft, Candidate("丁一", 1, yes=40, no=3)) == -1
    assert tallying.row_left(draft, Candidate("别人", written_in=True, yes=3)) is None
    assert tallying.row_left(draft, Candidate("别人", written_in=True, yes=43)) == -1


@given(st.integers(0, 42), st.none() | st.integers(0, 50), st.none() | st.integers(0, 50))
def test_filling_up_never_changes_what_was_counted(yes: int, no: int | None, abstained: int | None) -> None:
    draft = Draft(1, "奖", 1, counts=_COUNTS)
    one = Candidate("丁一", 1, yes=yes, no=no, abstained=abstained)
    filled = tallying.filled_up(draft, one)
    assert (filled.yes, filled.abstained) == (yes, abstained)
    assert (filled.no or 0) >= (no or 0)
    if one.given <= 42:
        assert filled.given == 42


@given(st.integers(0, 42), st.none() | st.integers(0, 50), st.integers(0, 60), st.integers(0, 60))
def test_filling_up_again_forgets_what_was_filled_before(yes: int, no: int | None, before: int, after: int) -> None:
    one = Candidate("丁一", 1, yes=yes, no=no)
    drafts = [Draft(1, "奖", 1, counts={**_COUNTS, "valid": valid}) for valid in (before, after)]
    twice = tallying.filled_up(drafts[1], tallying.filled_up(drafts[0], one))
    once = tallying.filled_up(drafts[1], one)
    assert (twice.no or 0, twice.filled) == (once.no or 0, once.filled)


def test_why_the_rest_cannot_be_counted(book: Book) -> None:
    draft = blank(book)
    assert tallying.why_not_filled_up(draft)
    assert tallying.why_not_filled_up(replace(draft, counts={**_COUNTS, "returned": 45}))
    assert tallying.why_not_filled_up(replace(draft, counts=dict(_COUNTS))) == ""


def test_an_award_of_another_round_has_a_meeting_of_its_own(book: Book) -> None:
    with book.step("Rounds") as writer:
        rounds = [writer.insert("award_round", {"title": title, "year": 2026}) for title in ("甲", "乙")]
        writer.update("award", book.read.every("award")[0]["id"], {"round_id": rounds[0]})
        same, other = (writer.insert("award", {"name": "奖", "year": 2026, "round_id": one}) for one in rounds)
    tallying.keep(book, replace(counted(book, 24, 10, 9), people={"caller": "赵六"}), outcome=False)
    found = tallying.load(book.read, same)
    assert (found.counts, found.held, found.people["caller"]) == ({"due": 46, "present": 44}, "12月3日", "赵六")
    assert found.like == "优秀工会积极分子"
    assert (found.tally_id, found.candidates) == (None, ())
    alone = tallying.load(book.read, other)
    assert (alone.counts, alone.held, alone.like) == ({}, "", "")


@pytest.mark.parametrize(
    ("passing", "yes", "chosen"),
    [
        (Passing.HALF_OF_DUE, (23, 10, 9), []),  # 23 of 46 is half, not more
        (Passing.HALF_OF_DUE, (24, 10, 9), ["丁一"]),
        (Passing.HALF_OF_PRESENT, (23, 10, 9), ["丁一"]),
        (Passing.FIRST, (3, 10, 9), ["王小满"]),
        (Passing.FIRST, (10, 10, 9), []),  # level across the one place
    ],
)
def test_who_passes_follows_the_rule(
    book: Book, passing: Passing, yes: tuple[int, int, int], chosen: list[str]
) -> None:
    found = tallying.result(replace(counted(book, *yes), passing=passing))
    assert found is not None
    assert [row.votes.name for row in found.rows if row.chosen] == chosen


def test_there_is_no_result_before_everything_agrees(book: Book) -> None:
    draft = counted(book, 24, 10, 9)
    assert tallying.result(replace(draft, counts={**_COUNTS, "returned": 45})) is None
    assert tallying.result(replace(draft, counts={k: v for k, v in _COUNTS.items() if k != "invalid"})) is None
    off = (replace(draft.candidates[0], no=1), *draft.candidates[1:])
    assert tallying.result(replace(draft, candidates=off)) is None
    with pytest.raises(Invalid):
        tallying.keep(book, replace(draft, candidates=off), outcome=True)
    assert book.read.every("tally") == []


def test_votes_and_outcome_are_written_in_one_step(book: Book) -> None:
    draft = replace(counted(book, 24, 10, 9), people={"chief_scrutineer": "赵六"})
    tally_id = tallying.keep(book, draft, outcome=True)
    row = book.read.row("tally", tally_id)
    assert (row["due"], row["invalid"], row["held_from"], row["chief_scrutineer"]) == (46, 1, "2026-12-03", "赵六")
    found = {one["name"]: (one["votes"], one["outcome"], one["due"]) for one in book.read.every("nominee")}
    assert found == {"丁一": (24, "入选", 46), "王小满": (10, "未入选", 46), "欧阳喆": (9, "未入选", 46)}
    again = blank(book)
    assert (again.tally_id, again.counts, again.held) == (tally_id, _COUNTS, "12月3日")
    assert [one.yes for one in again.candidates] == [24, 10, 9]
    assert tallying.keep(book, again, outcome=True) == tally_id, "nothing is written twice"
    assert len(book.read.every("tally_line")) == 3
    book.undo()
    assert book.read.every("tally") == []
    assert {one["outcome"] for one in book.read.every("nominee")} == {""}


def test_a_tally_can_be_kept_half_done_and_changes_no_outcome(book: Book) -> None:
    draft = replace(blank(book), counts={"due": 46})
    tallying.keep(book, draft, outcome=False)
    assert blank(book).counts == {"due": 46}
    assert {one["outcome"] for one in book.read.every("nominee")} == {""}


def test_a_name_written_in_that_passes_becomes_a_nominee(book: Book) -> None:
    member = editing.save(book, "member", None, {"name": "高䶮"})
    draft = counted(book, 2, 3, 4)
    other = Candidate("高䶮", written_in=True, yes=30)
    draft = replace(draft, candidates=(*draft.candidates, other, Candidate("无名", written_in=True, yes=1)))
    tallying.keep(book, draft, outcome=True)
    found = {one["name"]: one for one in book.read.every("nominee")}
    assert (found["高䶮"]["outcome"], found["高䶮"]["votes"], found["高䶮"]["member_id"]) == ("入选", 30, member)
    assert "无名" not in found
    assert [one.name for one in blank(book).candidates if one.written_in] == ["无名"]


def test_namesakes_have_a_row_each(book: Book) -> None:
    award = book.read.every("award")[0]["id"]
    unit = editing.save(book, "unit", None, {"name": "小学工会"})
    editing.save(book, "nominee", None, {"award_id": award, "name": "丁一", "unit_id": unit})
    names = [one.name for one in blank(book).candidates]
    assert len(set(names)) == 4
    assert "丁一（小学工会）" in names


def test_a_line_taken_away_is_deleted(book: Book) -> None:
    draft = counted(book, 24, 10, 9)
    other = Candidate("无名", written_in=True, yes=1)
    tallying.keep(book, replace(draft, candidates=(*draft.candidates, other)), outcome=False)
    again = blank(book)
    kept = tuple(one for one in again.candidates if not one.written_in)
    tallying.keep(book, replace(again, candidates=kept), outcome=False)
    assert {row["name"] for row in book.read.every("tally_line")} == {"丁一", "王小满", "欧阳喆"}
