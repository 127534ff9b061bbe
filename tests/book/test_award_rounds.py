"""A year's award rounds: their steps, a new one proposed from the year before, outcomes, honours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.book import award_rounds, editing
from app.book.award_rounds import State
from app.book.book import Book
from app.domain.errors import Invalid

_DAY = date(2026, 12, 8)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "b.union", "小青镇总工会", "乡镇街道", year=2026) as book:
        yield book


def a_round(book: Book, **values: str) -> int:
    return editing.save(book, "award_round", None, {"title": "2026年度评优", "year": "2026", **values})


def an_award(book: Book, **values: str | int) -> int:
    return editing.save(book, "award", None, {"name": "优秀工会积极分子", "target": "个人", "year": "2026", **values})


def steps(book: Book, day: date = _DAY) -> dict[str, award_rounds.Step]:
    (found,) = award_rounds.rounds(book.read, 2026, day)
    return {step.name: step for step in found.steps}


def said(step: award_rounds.Step) -> str:
    return step.msgid.format(**dict(step.values))


def test_a_year_without_awards_has_no_round(book: Book) -> None:
    assert award_rounds.rounds(book.read, 2026, _DAY) == ()


def test_a_new_round_begins_with_its_awards(book: Book) -> None:
    a_round(book)
    found = steps(book)
    assert [step.state for step in found.values()] == [State.TODO] * 7
    assert award_rounds.rounds(book.read, 2026, _DAY)[0].next == found["awards"]


def test_each_step_says_how_far_it_is(book: Book) -> None:
    round_id = a_round(book, doc_no="青工发〔2026〕18号")
    award = an_award(book, round_id=round_id, quota="3")
    assert said(steps(book)["awards"]) == "1 awards, 3 places"
    assert steps(book)["notice"].state is State.DONE
    unit = editing.save(book, "unit", None, {"name": "纺织厂工会"})
    with book.step("Quota") as writer:
        quota = writer.insert("award_quota", {"award_id": award, "unit_id": unit, "allotted": 2})
    assert said(steps(book)["quotas"]) == "1 do not add up"
    with book.step("Quota") as writer:
        writer.update("award_quota", quota, {"adjusted": 1})
    assert steps(book)["quotas"].state is State.DONE
    nominee = editing.save(book, "nominee", None, {"award_id": award, "name": "陈一新"})
    assert said(steps(book)["nominees"]) == "1 proposed"
    assert said(steps(book)["tally"]) == "0 of 1 counted"
    award_rounds.set_outcome(book, [nominee], award_rounds.CHOSEN)
    assert steps(book)["tally"].state is State.DONE, "what is decided without a vote needs none"
    assert said(steps(book)["honours"]) == "1 chosen to enter"


def test_awards_for_units_need_no_shares(book: Book) -> None:
    an_award(book, round_id=a_round(book), name="先进基层工会", target="集体")
    assert steps(book)["quotas"].state is State.DONE


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 1), "from 12/7"),
        (date(2026, 12, 7), "until 12/14"),
        (date(2026, 12, 14), "until 12/14"),
        (date(2026, 12, 15), "over: note objections"),
    ],
)
def test_publicity_counts_working_days_from_the_next_day(book: Book, day: date, words: str) -> None:
    a_round(book, publicity_from="2026-12-07", publicity_days="5")
    assert said(steps(book, day)["publicity"]) == words


def test_publicity_without_a_known_end_says_when_it_began(book: Book) -> None:
    a_round(book, publicity_from="2026-12-07")
    assert said(steps(book)["publicity"]) == "since 12/7"


def test_publicity_is_over_when_the_objections_are_noted(book: Book) -> None:
    a_round(book, publicity_from="2026-12-07", objections="无异议")
    assert steps(book)["publicity"].state is State.DONE


def test_what_publicity_lacks_is_a_field_of_the_round(book: Book) -> None:
    round_id = a_round(book)
    assert award_rounds.publicity_blank(book.read, round_id, _DAY) == "publicity_from"
    editing.save(book, "award_round", round_id, {"publicity_from": "2026-12-07", "publicity_days": "5"})
    assert award_rounds.publicity_blank(book.read, round_id, date(2026, 12, 14)) == ""
    assert award_rounds.publicity_blank(book.read, round_id, date(2026, 12, 15)) == "objections"
    editing.save(book, "award_round", round_id, {"objections": "无异议"})
    assert award_rounds.publicity_blank(book.read, round_id, date(2026, 12, 15)) == ""


def test_awards_without_a_round_belong_to_the_only_one(book: Book) -> None:
    award = an_award(book)
    (loose,) = award_rounds.rounds(book.read, 2026, _DAY)
    assert (loose.round_id, loose.award_ids) == (None, (award,))
    round_id = a_round(book)
    (found,) = award_rounds.rounds(book.read, 2026, _DAY)
    assert (found.round_id, found.award_ids) == (round_id, (award,))
    a_round(book, title="五一评选")
    assert {one.round_id: one.award_ids for one in award_rounds.rounds(book.read, 2026, _DAY)}[None] == (award,)


def test_a_round_is_proposed_with_the_awards_of_the_year_before(book: Book) -> None:
    an_award(book, year="2024", name="旧奖项")
    an_award(book, year="2025", quota="12", conditions="会员", decided="12月3日", recommend_by="11月25日")
    found = award_rounds.propose(book.read, 2026)
    assert (found.title, found.from_year) == ("小青镇总工会2026年度评优评先", 2025)
    assert [dict(one) for one in found.awards] == [
        {"name": "优秀工会积极分子", "target": "个人", "quota": 12, "conditions": "会员"}
    ]


def test_a_union_without_any_awards_is_offered_the_usual_ones(book: Book) -> None:
    found = award_rounds.propose(book.read, 2026)
    assert [one["name"] for one in found.awards] == ["优秀工会积极分子", "优秀工会工作者", "先进工会小组"]


def test_awards_of_the_year_are_adopted_and_not_proposed_again(book: Book) -> None:
    an_award(book, year="2025")
    an_award(book)
    found = award_rounds.propose(book.read, 2026)
    assert (found.adopted, found.awards) == (("优秀工会积极分子",), ())


def test_starting_a_round_is_one_step(book: Book) -> None:
    loose = an_award(book, name="先进工会小组", target="集体")
    round_id = award_rounds.start(book, 2026, "2026年度评优", [{"name": "优秀工会积极分子", "quota": 3}])
    awards = {row["name"]: row for row in book.read.every("award")}
    assert {name: row["round_id"] for name, row in awards.items()} == {
        "先进工会小组": round_id, "优秀工会积极分子": round_id,
    }  # fmt: skip
    assert awards["优秀工会积极分子"]["year"] == 2026
    book.undo()
    assert book.read.every("award_round") == []
    assert [(row["id"], row["round_id"]) for row in book.read.every("award")] == [(loose, None)]


def test_a_round_needs_a_title(book: Book) -> None:
    with pytest.raises(Invalid):
        award_rounds.start(book, 2026, "", [])
    assert book.read.every("award_round") == []


def test_the_chosen_are_entered_into_the_honours_once(book: Book) -> None:
    member = editing.save(book, "member", None, {"name": "陈一新"})
    award = an_award(book, round_id=a_round(book, doc_no="青工发〔2026〕18号"), decided="12月3日")
    for name, member_id in (("陈一新", member), ("陈二妮", None)):
        editing.save(book, "nominee", None, {"award_id": award, "name": name, "member_id": member_id, "post": "教师"})
    first = book.read.every("nominee")[0]["id"]
    award_rounds.set_outcome(book, [first], award_rounds.CHOSEN)
    assert award_rounds.honour(book, [award]) == 1
    (row,) = book.read.every("honour")
    assert (row["title"], row["recipient"], row["member_id"], row["year"]) == (
        "优秀工会积极分子", "陈一新", member, 2026,
    )  # fmt: skip
    assert (row["grantor"], row["doc_no"], row["happened_from"]) == ("小青镇总工会", "青工发〔2026〕18号", "2026-12-03")
    assert award_rounds.honour(book, [award]) == 0
    book.undo()
    assert book.read.every("honour") == []
