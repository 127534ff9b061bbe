"""Conditions over random small books: a filter never adds rows, and not, and, or are those of sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.book import editing
from app.book.book import Book
from app.domain import seniority, when
from app.domain.fields import Field, Kind
from app.domain.filters import RELATIONS, is_sound, ops_of
from app.domain.listing import (
    Condition,
    Listing,
    aged,
    all_of,
    among,
    any_of,
    between,
    none_of,
    one_of,
)
from app.domain.records import BY_TABLE

MEMBER = BY_TABLE["member"]
TODAY = "2026-06-15"
BIRTHS = ["", "1976-06-15", "1976-06-16", "1976-06", "1976", "2000-02-29", "1990-12-31", "1966-01-01"]
STATES = ["", "正常", "保留会籍", "已转出", "去世"]
WORDS = ["", "张", "张三", "=1+1", "%", "a_b"]
people = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["张三", "李四", "欧阳喆", "曾小红"]),
            "gender": st.sampled_from(["", "男", "女"]),
            "birth": st.sampled_from(BIRTHS),
            "joined": st.sampled_from(["", "2026-01-10", "2025", "2019年5月"]),
            "state": st.sampled_from(STATES),
            "is_migrant": st.sampled_from(["", "是", "否"]),
            "wage": st.sampled_from(["", "0", "3000", "近4000元"]),
            "post": st.sampled_from(WORDS),
            "retire_age": st.sampled_from(["", "55", "60"]),
            "unit": st.integers(0, 3),
            "aid": st.integers(0, 3),
        }
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One book for all examples: each empties it of people again by undo."""
    path = tmp_path_factory.mktemp("filters") / "a.union"
    with Book.create(path, "小青镇总工会", year=2026) as book:
        top = editing.save(book, "unit", None, {"name": "镇"})
        editing.save(book, "unit", None, {"name": "村", "parent_id": top})
        editing.save(book, "unit", None, {"name": "厂"})
        yield book


def fill(book: Book, found: list[dict]) -> None:
    units = [None, *sorted(row["id"] for row in book.read.every("unit"))]
    for one in found:
        typed = {name: text for name, text in one.items() if name not in ("unit", "aid")}
        row_id = editing.save(book, "member", None, typed | {"unit_id": units[one["unit"]]})
        if one["aid"] == 1:
            editing.save(book, "entry", None, {"kind": "节日", "year": "2026", "member_id": row_id})
        elif one["aid"] == 2:
            editing.save(book, "entry", None, {"kind": "节日", "year": "2025", "member_id": row_id})
        elif one["aid"] == 3:
            entry = editing.save(book, "entry", None, {"kind": "节日", "year": "2026", "target": "大家"})
            editing.save(book, "entry_line", None, {"entry_id": entry, "name": one["name"], "member_id": row_id})


def value_for(field: Field, op: str) -> st.SearchStrategy[Condition]:
    """Conditions with this op on this field, with values that hit and values that miss."""
    name = field.name
    if op in ("blank", "filled", "this_year", "this_month", "on_roster", "off_roster"):
        return st.just(Condition(name, op))
    if op in ("in", "out"):
        words = st.lists(st.sampled_from(["女", "男", "正常", "去世", "甲"]), min_size=1, max_size=3)
        return words.map(lambda found: one_of(name, found, negated=op == "out"))
    if op == "month":
        return st.integers(1, 12).map(lambda month: Condition(name, op, month))
    ends: st.SearchStrategy
    if op == "age":
        ends = st.tuples(st.none() | st.integers(0, 60), st.none() | st.integers(0, 60))
    elif field.kind in (Kind.DATE, Kind.WHEN):
        days = st.sampled_from(["1976-06-15", "2026-01-01", "2019-05-31"])
        ends = st.tuples(st.none() | days, st.none() | days)
    else:
        numbers = st.sampled_from([0, 55, 60, 300000, 400000])
        ends = st.tuples(st.none() | numbers, st.none() | numbers)
    if op in ("age", "between"):
        return ends.filter(any_end).map(lambda pair: between(name, *pair, op=op))
    if field.kind in (Kind.DATE, Kind.WHEN):
        return st.sampled_from(["1976-06-15", "2026-01-01"]).map(lambda day: Condition(name, op, day))
    if field.kind in (Kind.MONEY, Kind.INTEGER, Kind.BOOL):
        numbers = [0, 1] if field.kind is Kind.BOOL else [0, 1, 55, 300000]
        return st.sampled_from(numbers).map(lambda number: Condition(name, op, number))
    return st.sampled_from(WORDS[1:]).map(lambda word: Condition(name, op, word))


def any_end(pair: tuple) -> bool:
    return pair != (None, None)


ASKED = ("name", "gender", "birth", "joined", "state", "is_migrant", "wage", "post", "retire_age")
simple = st.one_of(
    *[value_for(MEMBER.field(name), op) for name in ASKED for op in ops_of(MEMBER.field(name))],
    *[
        st.just(Condition("", op, relation.name))
        for relation in RELATIONS
        if relation.table == "member"
        for op in ("with", "without")
    ],
    st.sampled_from([Condition("unit_id", "blank"), Condition("unit_id", "filled")]),
)


def grouped(group: Callable[..., Condition], parts: list[Condition]) -> Condition:
    return group(*parts)


def groups(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.builds(grouped, st.sampled_from([all_of, any_of, none_of]), st.lists(inner, min_size=1, max_size=3))


conditions = st.recursive(simple, groups, max_leaves=5)


def found(book: Book, *asked: Condition) -> set[int]:
    return set(book.read.ids(Listing("member", conditions=asked, day=TODAY)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people, conditions, conditions)
def test_filters_are_sets_and_never_add_rows(book, rows, one, two):
    with undone(book):
        fill(book, rows)
        every, first, second = found(book), found(book, one), found(book, two)
        assert is_sound(MEMBER, one)
        assert first <= every
        assert found(book, one, two) == first & second <= first
        assert found(book, all_of(one, two)) == first & second
        assert found(book, any_of(one, two)) == first | second
        assert found(book, none_of(one)) == every - first
        assert found(book, none_of(one, two)) == every - first - second
        assert book.read.ids(Listing("member", conditions=(one,), day=TODAY)) == [
            row_id for row_id in book.read.ids(Listing("member")) if row_id in first
        ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people)
def test_each_negative_is_the_rest(book, rows):
    with undone(book):
        fill(book, rows)
        unit = next(row["id"] for row in book.read.every("unit") if row["name"] == "镇")
        for yes, no in (
            (Condition("post", "has", "张"), Condition("post", "lacks", "张")),
            (Condition("gender", "is", "女"), Condition("gender", "not", "女")),
            (one_of("gender", ["女"]), one_of("gender", ["女"], negated=True)),
            (Condition("unit_id", "under", unit), Condition("unit_id", "outside", unit)),
            (Condition("state", "on_roster"), Condition("state", "off_roster")),
            (Condition("birth", "blank"), Condition("birth", "filled")),
            (Condition("wage", "is", 0), Condition("wage", "not", 0)),
            (Condition("is_migrant", "is", 1), Condition("is_migrant", "not", 1)),
            (Condition("", "with", "aided_this_year"), Condition("", "without", "aided_this_year")),
        ):
            assert found(book, yes) ^ found(book, no) == found(book)
            assert not found(book, yes) & found(book, no)


@pytest.mark.parametrize("day", ["2026-06-15", "2026-02-28", "2028-02-29", "2028-02-28", "2027-03-01", "2026-12-31"])
def test_ages_are_those_of_the_rules(book, day):
    """Counted in SQL as ``seniority.age`` counts them, also where only the month or the year is known."""
    with undone(book):
        texts = [*BIRTHS[1:], "1972-02-29", "1976-02-28", "1976-03-01", "1976-02"]
        ids = {text: editing.save(book, "member", None, {"name": "甲", "birth": text}) for text in texts}
        ages = {text: seniority.age(when.parse_partial(text), date.fromisoformat(day)) for text in texts}
        for low in (0, 26, 49, 50, 51, 54, 60):
            asked = Listing("member", conditions=(aged("birth", low, None),), day=day)
            assert set(book.read.ids(asked)) == {ids[text] for text in texts if (ages[text] or 0) >= low}, low
            asked = Listing("member", conditions=(aged("birth", None, low),), day=day)
            assert set(book.read.ids(asked)) == {ids[text] for text in texts if (ages[text] or 0) <= low}, low


def test_this_year_is_the_year_on_show_with_the_days_set_for_it(book):
    with undone(book):
        editing.save(
            book, "report_year", None, {"year": "2025", "period_from": "2024-10-01", "period_to": "2025-09-30"}
        )
        early, late, old = (
            editing.save(book, "member", None, {"name": "甲", "joined": text})
            for text in ("2024-11-05", "2025-11-05", "2019")
        )
        asked = (Condition("joined", "this_year"),)
        assert book.read.ids(Listing("member", 2025, conditions=asked)) == [early]
        assert book.read.ids(Listing("member", 2026, conditions=asked)) == []
        assert book.read.ids(Listing("member", 2019, conditions=asked)) == [old]
        assert late not in book.read.ids(Listing("member", conditions=asked))  # the book's own year is 2026
        editing.save(book, "entry", None, {"kind": "节日", "year": "2025", "member_id": late})
        helped = (Condition("", "with", "aided_this_year"),)
        assert book.read.ids(Listing("member", 2025, conditions=helped)) == [late]
        assert book.read.ids(Listing("member", 2026, conditions=helped)) == []


def test_relations_look_at_what_they_say(book):
    with undone(book):
        there, away, nobody = (editing.save(book, "member", None, {"name": name}) for name in "甲乙丙")
        activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "运动会", "year": "2026"})
        for row_id, attended in ((there, ""), (away, "否")):
            editing.save(book, "participant", None, {"activity_id": activity, "name": "x", "member_id": row_id,
                                                     "attended": attended})  # fmt: skip
        assert found(book, Condition("", "with", "took_part_this_year")) == {there}
        assert found(book, Condition("", "without", "took_part")) == {away, nobody}
        file = editing.save(book, "hardship_file", None, {"name": "丙", "member_id": nobody})
        assert found(book, Condition("", "with", "hardship_open")) == {nobody}
        editing.save(book, "hardship_file", file, {"closed": "2026-03-01"})
        assert found(book, Condition("", "with", "hardship_open")) == set()
        listed = Listing("activity", conditions=(Condition("", "with", "participants"),))
        assert book.read.ids(listed) == [activity]
        assert book.read.ids(Listing("activity", conditions=(Condition("", "without", "attached"),))) == [activity]


def test_every_relation_can_be_asked(book):
    for relation in RELATIONS:
        for op in ("with", "without"):
            book.read.ids(Listing(relation.table, conditions=(Condition("", op, relation.name),)))


def test_every_offered_comparison_can_be_asked_of_every_field(book):
    """No op of any field of any type is SQL that does not run."""
    for record in BY_TABLE.values():
        for field in record.fields:
            for op in ops_of(field):
                book.read.ids(Listing(record.table, conditions=(sample(field, op),)))
    assert book.read.ids(Listing("member", conditions=(any_of(),))) == []


def sample(field: Field, op: str) -> Condition:
    """One sound condition for a field and an op."""
    if op in ("blank", "filled", "this_year", "this_month", "on_roster", "off_roster"):
        return Condition(field.name, op)
    if op in ("in", "out"):
        return one_of(field.name, ["甲", "乙"], negated=op == "out")
    if op == "age":
        return aged(field.name, 18, 60)
    day, number = "2026-03-08", 5
    if field.kind is Kind.BOOL:
        return Condition(field.name, op, 1)
    one: str | int = day if field.kind in (Kind.DATE, Kind.WHEN) else "5" if field.is_text else number
    if op == "between":
        return between(field.name, one, one)
    return Condition(field.name, op, number if op == "month" else one)


def test_decimals_are_compared_as_numbers(book):
    with undone(book):
        activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "比武"})
        ids = {
            score: editing.save(
                book, "participant", None, {"activity_id": activity, "name": score or "无", "score": score}
            )
            for score in ("9.5", "10", "92.50", "")
        }

        def asked(op: str, value: str) -> set[int]:
            return set(book.read.ids(Listing("participant", conditions=(Condition("score", op, value),))))

        assert asked("from", "9.6") == {ids["10"], ids["92.50"]}
        assert asked("to", "10") == {ids["9.5"], ids["10"]}
        assert asked("is", "92.5") == {ids["92.50"]}
        assert asked("not", "92.5") == {ids["9.5"], ids["10"], ids[""]}


# ------------------------------------------------------------------------------------------- the search box


NAMES = ["张三", "张三丰", "曾小红", "单雄信", "单于夜", "欧阳喆", "吕布", "仇英", "解缙", "艾青", "㛃䶮", "Anna"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("zs", {"张三", "张三丰"}),
        ("zhangsan", {"张三", "张三丰"}),
        ("zhang san", {"张三", "张三丰"}),
        ("Zhang Sanfeng", {"张三丰"}),
        ("zhangs", {"张三", "张三丰"}),
        ("zengxiaohong", {"曾小红"}),
        ("cengxiaohong", set()),
        ("shanxiongxin", {"单雄信"}),
        ("chanyu", {"单于夜"}),
        ("ouyangzhe", {"欧阳喆"}),
        ("oyz", {"欧阳喆"}),
        ("lvbu", {"吕布"}),
        ("lübu", {"吕布"}),
        ("qiuying", {"仇英"}),
        ("xie jin", {"解缙"}),
        ("ai'qing", {"艾青"}),
        ("anna", {"Anna"}),
        ("小红", {"曾小红"}),
        ("san", set()),
        ("hangsan", set()),
        ("zhang%", set()),
        ("_", set()),
    ],
)
def test_people_are_found_by_pinyin(book, typed, names):
    with undone(book):
        ids = {editing.save(book, "member", None, {"name": name}): name for name in NAMES}
        assert {ids[row_id] for row_id in book.read.ids(Listing("member", text=typed))} == names


def test_people_are_found_by_the_tail_of_a_number(book):
    with undone(book):
        one = editing.save(book, "member", None, {"name": "甲", "id_no": "99010119900307004X", "mobile": "13800001234"})
        two = editing.save(book, "member", None, {"name": "乙", "id_no": "990101197603070108"})

        def by(text: str) -> set[int]:
            return set(book.read.ids(Listing("member", text=text)))

        assert by("04X") == by("004x") == {one}
        assert by("0108") == {two}
        assert by("99010") == set()  # five digits of the beginning are nobody's tail
        assert by("19760307") == {two}  # a day of birth, in the middle
        assert by("99010119900307004x") == {one}
        assert by("1234") == {one}  # a telephone number
        assert by("1X") == set()


def test_a_hundred_thousand_people_are_searched_by_index(book):
    """The plan, not the clock: initials alone are looked up in their index."""
    with undone(book):
        db = book.read._db
        sql = "EXPLAIN QUERY PLAN SELECT id FROM member t WHERE t.initials >= 'zs' AND t.initials < 'zs\x7f'"
        assert "member_by_initials" in str([tuple(row) for row in db.conn.execute(sql)])
        for clause, index in (
            ("t.year = 2026", "entry_by_year"),
            ("1", "entry_by_happened"),
        ):
            order = "t.happened_from DESC, t.happened_to DESC, t.id DESC"
            sql = f"EXPLAIN QUERY PLAN SELECT t.id FROM entry t WHERE {clause} ORDER BY {order}"
            plan = str([tuple(row) for row in db.conn.execute(sql)])
            assert index in plan
            assert "TEMP B-TREE" not in plan


def test_chosen_records_stay_chosen(book):
    with undone(book):
        ids = [editing.save(book, "member", None, {"name": name}) for name in "甲乙丙"]
        assert found(book, among(ids[:2])) == set(ids[:2])
        assert found(book, none_of(among(ids[:2]))) == {ids[2]}


class undone:  # noqa: N801 - reads as a word
    """Takes back whatever was done in the body."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __enter__(self) -> None:
        before = self._book.next_undo()
        self._before = before.id if before else 0

    def __exit__(self, *_exc: object) -> None:
        while (step := self._book.next_undo()) and step.id > self._before:
            self._book.undo()


@pytest.mark.parametrize(("typed", "found"), [
    ("ydh", 1), ("yundonghui", 1), ("yun dong", 1), ("zgydh", 1), ("zhigong", 2), ("运动会", 1), ("dh", 2), ("xyz", 0),
])  # fmt: skip
def test_a_title_is_found_by_pinyin_from_within(book, typed: str, found: int) -> None:
    with undone(book):
        ids = {
            editing.save(book, "activity", None, {"title": title, "year": "2026"})
            for title in ("第九届职工运动会", "职工代表大会")
        }
        assert len(ids & set(book.read.ids(Listing("activity", text=typed)))) == found
