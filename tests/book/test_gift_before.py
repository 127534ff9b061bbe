"""What a gift starts from, and which of this month's birthdays still wait: as the book has it, and nothing undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.book import editing, gift_before, gift_limits, gifts, waiting
from app.book.book import Book
from app.book.gifts import Gift
from app.domain.errors import Invalid
from app.domain.records import BY_TABLE
from app.domain.standards import LimitKind
from app.resources import code_list

CAKE = Gift("生日", "会员生日慰问", "2026年3月", cash=0, goods="蛋糕券", goods_value=20000, source="会费")
DAY = date(2026, 3, 8)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "a.union", "小青镇总工会", year=2026) as book:
        for name, birth in (("陈一新", "1990-03-11"), ("高䶮", "1992-03-29"), ("欧阳喆", "1993-12-01")):
            editing.save(book, "member", None, {"name": name, "birth": birth, "state": "正常"})
        yield book


def ids(book: Book, *names: str) -> list[int]:
    return [row["id"] for row in book.read.every("member") if row["name"] in names]


def give(book: Book, who: list[int], gift: Gift) -> tuple[int, ...]:
    return gifts.give(book, gifts.plan_gift(book.read, who, gift))


def test_the_latest_gift_of_a_kind_is_what_the_next_starts_from(book: Book) -> None:
    assert gift_before.latest(book.read, "生日") is None
    give(book, ids(book, "陈一新", "高䶮"), CAKE)
    found = gift_before.latest(book.read, "生日")
    assert found is not None
    assert (found.goods, found.goods_value, found.cash, found.source, found.together) == (
        "蛋糕券", 20000, 0, "会费", True,
    )  # fmt: skip
    give(book, ids(book, "欧阳喆"), replace(CAKE, when="2026年12月", goods_value=30000, together=False))
    assert gift_before.latest(book.read, "生日") == replace(found, goods_value=30000, together=False)
    book.undo()
    assert gift_before.latest(book.read, "生日") == found
    book.undo()
    assert gift_before.latest(book.read, "生日") is None
    assert gift_before.latest(book.read, "节日") is None


@pytest.mark.parametrize(
    ("typed", "cash"),
    [
        ({"persons": "4", "cash": "800"}, 20000),
        ({"persons": "3", "cash": "1000"}, 0),  # no one got a third of it
        ({"persons": "4", "cash": "近1000元"}, 0),
        ({"target": "全体会员", "cash": "800"}, 0),  # nobody knows how many that were
        ({"person_times": "1", "cash": "500"}, 50000),
    ],
)
def test_what_each_got_is_taken_only_where_it_is_certain(book: Book, typed: dict[str, str], cash: int) -> None:
    editing.save(book, "entry", None, {"kind": "节日", "target": "若干人", "goods": "月饼", **typed})
    found = gift_before.latest(book.read, "节日")
    assert found is not None
    assert (found.goods, found.cash) == ("月饼", cash)


def test_lists_with_different_amounts_have_no_amount_each(book: Book) -> None:
    entry = editing.save(
        book, "entry", None, {"kind": "节日", "target": "两人", "persons": "2", "cash": "800", "goods": "米"}
    )
    for name, cash in (("甲", "300"), ("乙", "500")):
        editing.save(book, "entry_line", None, {"entry_id": str(entry), "name": name, "cash": cash})
    found = gift_before.latest(book.read, "节日")
    assert found is not None
    assert found.cash == 0


def test_a_gift_of_nothing_is_not_written(book: Book) -> None:
    with pytest.raises(Invalid) as caught:
        give(book, ids(book, "陈一新"), replace(CAKE, goods="", goods_value=0))
    assert caught.value.problems[0].field == "cash"
    assert give(book, ids(book, "陈一新"), replace(CAKE, goods_value=0)), "goods alone may be written"


def test_birthdays_wait_until_everybody_has_had_hers(book: Book) -> None:
    assert waiting.birthdays_given(book.read, DAY) == (2, 0)
    give(book, ids(book, "陈一新"), CAKE)
    assert waiting.birthdays_given(book.read, DAY) == (2, 1)
    give(book, ids(book, "高䶮"), CAKE)
    assert waiting.birthdays_given(book.read, DAY) == (2, 2)
    assert waiting.birthdays_given(book.read, date(2026, 2, 8), 1) == (2, 2)
    assert waiting.birthdays_given(book.read, date(2027, 3, 1)) == (2, 0), "another year, another birthday"


def test_januarys_birthdays_are_looked_up_in_the_year_they_belong_to(book: Book) -> None:
    editing.save(book, "member", None, {"name": "李元旦", "birth": "1988-01-01", "state": "正常"})
    give(book, ids(book, "李元旦"), replace(CAKE, when="2026年1月"))
    assert waiting.birthdays_given(book.read, date(2026, 12, 24), 1) == (1, 0)
    give(book, ids(book, "李元旦"), replace(CAKE, when="2027年1月"))
    assert waiting.birthdays_given(book.read, date(2026, 12, 24), 1) == (1, 1)


def test_somebody_on_the_roster_twice_does_not_wait_for_ever(book: Book) -> None:
    editing.save(book, "member", None, {"name": "陈一新", "birth": "1990-03-11", "state": "正常"})
    give(book, ids(book, "陈一新")[:1] + ids(book, "高䶮"), CAKE)
    assert waiting.birthdays_given(book.read, DAY) == (3, 3)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("每人每次", LimitKind.PER_TIME), ("按次", LimitKind.PER_TIME), ("per_time", LimitKind.PER_TIME),
        ("", LimitKind.PER_TIME), ("全年累计", LimitKind.PERSON_YEAR), ("每节", LimitKind.PER_FESTIVAL),
        ("每人每年次数", LimitKind.TIMES_YEAR),
    ],
)  # fmt: skip
def test_old_words_for_the_way_of_counting_are_still_read(book: Book, word: str, kind: LimitKind) -> None:
    with book.step("old") as writer:
        writer.insert("standard", {"kind": "节日", "basis": word, "limit_amount": 50000})
    (limit,) = gift_limits.limits_for(book.read, "节日", DAY)
    assert limit.kind is kind


def test_the_way_of_counting_is_chosen_from_a_list(book: Book) -> None:
    field = BY_TABLE["standard"].field("basis")
    assert code_list(field.codes).values() == (
        "每人每次", "每人每节", "每人每年", "每人每年次数", "占经费收入比例",
    )  # fmt: skip
    assert {item.code for item in code_list(field.codes).items} <= {str(kind) for kind in LimitKind}
