"""The plan of a summary: every record in one place, in time, and sums of like things only."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.summary import summarise
from app.domain.summary_count import Measure, Source, sums
from app.domain.summary_facts import Item, YearFacts, in_time_order
from app.domain.summary_group import untimed
from app.domain.summary_style import Gather, LedgerWords, Style, StyleSection

STYLE = Style(
    "s",
    "s",
    "{union}",
    (),
    "",
    "基本情况",
    "主要工作",
    (StyleSection("帮扶慰问", ("帮扶", "慰问")), StyleSection("文体", ("文体活动",))),
    "其他工作",
    "问题",
    "打算",
    "",
    (LedgerWords(("金秋助学",), "帮扶", "资助", "助学金"), LedgerWords(("互助保障",), "帮扶", apart=True)),
    "慰问",
    gather=Gather(frozenset({"节日", "生日"}), ("全体",)),
)


def entry(number: int, kind: str = "结婚", *measures: Measure, **texts: str) -> Item:
    return Item(Source("entry", number), kind=kind, measures=measures, texts=tuple(texts.items()))


def cash(fen: int, given: str = "") -> Measure:
    return Measure("entry", "cash", fen, given)


def planned(*items: Item) -> list[tuple[str, list[int]]]:
    plan = summarise(YearFacts("工会", "", 2026, (date(2026, 1, 1), date(2026, 12, 31)), work=items), STYLE)
    return [
        (s.heading, [i.source.id for p in s.parts for i in (*p.listed, *(i for g in p.groups for i in g.items))])
        for s in plan.sections
    ]


def test_aid_goes_by_its_kind_and_other_work_by_its_area() -> None:
    dance = Item(Source("activity", 3), area="文体活动")
    odd = Item(Source("activity", 4), area="骑手之家")
    assert planned(dance, entry(1), entry(2, "金秋助学"), odd) == [
        ("帮扶慰问", [2, 1]),
        ("文体", [3]),
        ("其他工作", [4]),
    ]


def test_few_are_listed_and_many_are_grouped() -> None:
    for number, groups in ((2, 0), (3, 1)):
        plan = summarise(
            YearFacts("工会", "", 2026, (date.min, date.max), work=tuple(entry(n) for n in range(number))), STYLE
        )
        assert len(plan.sections[0].parts[0].groups) == groups


def test_a_record_with_something_to_tell_stays_out_of_the_group() -> None:
    items = (*(entry(n) for n in range(4)), entry(9, "结婚", campaign="集体婚礼"), entry(8, "结婚", cash(5, "近5万元")))
    part = summarise(YearFacts("工会", "", 2026, (date.min, date.max), work=items), STYLE).sections[0].parts[0]
    assert {item.source.id for item in part.listed} == {8, 9}


def test_undated_work_stays_behind_what_was_entered_before_it() -> None:
    def at(number: int, day: date | None, last: date | None = None) -> Item:
        return Item(Source("activity", number), first=day, last=last or day)

    found = in_time_order(
        [at(1, date(2026, 5, 1)), at(2, None), at(3, date(2026, 3, 1)), at(4, date(2026, 1, 1), date(2026, 12, 31))]
    )
    assert [item.source.id for item in found] == [3, 4, 1, 2]


@pytest.mark.parametrize(
    ("given_texts", "qualifier"),
    [
        ((), ""),
        (("30余名",), "余"),
        (("近10万元", "不足3万元"), "近"),
        (("30余名", "近20名"), "约"),
        (("约3人",), "约"),
        (("0.56万元",), ""),
        (("100人以上", "30多人"), "余"),
    ],
)
def test_a_sum_is_no_more_exact_than_its_parts(given_texts: tuple[str, ...], qualifier: str) -> None:
    items = [entry(0, "x", cash(100)), *(entry(n, "x", cash(100, text)) for n, text in enumerate(given_texts, 1))]
    assert sums(items)[0].qualifier == qualifier


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["units", "households", "persons", "person_times", "cash", "goods_value"]),
            st.integers(0, 10**9),
        ),
        max_size=30,
    )
)
def test_sums_are_of_one_field_each_and_name_their_records(parts: list[tuple[str, int]]) -> None:
    items = [entry(n, "x", Measure("entry", field, number)) for n, (field, number) in enumerate(parts)]
    found = {total.kind.field: total for total in sums(items)}
    assert set(found) == {field for field, _ in parts}
    for field, total in found.items():
        assert total.number == sum(number for name, number in parts if name == field)
        assert [source.id for source in total.sources] == [n for n, (name, _) in enumerate(parts) if name == field]


def test_one_group_alone_needs_no_total() -> None:
    items = tuple(entry(n, "结婚", cash(100)) for n in range(5))
    facts = YearFacts("工会", "", 2026, (date.min, date.max), work=items)
    assert summarise(facts, STYLE).sections[0].totals == ()
    more = YearFacts("工会", "", 2026, (date.min, date.max), work=(*items, entry(9, "生育", cash(5))))
    assert summarise(more, STYLE).sections[0].totals[0].number == 505


def test_money_of_another_name_is_another_sum() -> None:
    items = (entry(1, "结婚", cash(100)), entry(2, "生育", cash(100)), entry(3, "金秋助学", cash(7)))
    facts = YearFacts("工会", "", 2026, (date.min, date.max), work=items)
    totals = summarise(facts, STYLE).sections[0].totals
    assert [(total.lead, total.number) for total in totals] == [("慰问金", 200), ("助学金", 7)]


def birthday(number: int, month: str, persons: int = 2, **texts: str) -> Item:
    return entry(number, "生日", Measure("entry", "persons", persons), reason=f"{month}员工生日", **texts)


def groups(*items: Item) -> list[tuple[str, list[int]]]:
    facts = YearFacts("工会", "", 2026, (date.min, date.max), work=items)
    plan = summarise(facts, STYLE)
    return [(g.name, [i.source.id for i in g.items]) for s in plan.sections for p in s.parts for g in p.groups]


def test_rows_that_differ_in_the_month_only_share_a_sentence() -> None:
    rows = [birthday(n, f"{n}月") for n in (1, 2, 3)]
    assert groups(*rows) == [("员工生日", [1, 2, 3])]
    assert groups(*rows, birthday(4, "4月", 1)) == [("员工生日", [1, 2, 3, 4])]  # in April there was but one
    assert groups(*rows[:2]) == []
    assert groups(*rows, birthday(5, "5月", remark="补办")) == [("员工生日", [1, 2, 3])]


def test_a_few_visits_to_different_people_are_told_one_by_one() -> None:
    assert groups(*(birthday(n, "", target=f"{n}车间") for n in range(5))) == []
    assert len(groups(*(birthday(n, "", target=f"{n}车间") for n in range(6)))) == 1
    assert len(groups(*(birthday(n, "", target=f"{n}月过生日的人") for n in range(1, 4)))) == 1


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("1月员工生日", "员工生日"),
        ("十二月份生日会", "生日会"),
        ("第一季度安全检查", "安全检查"),
        ("2026年上半年慰问", "慰问"),
        ("三月三歌会", "三月三歌会"),
        ("第3小组例会", "第3小组例会"),
    ],
)
def test_a_title_without_its_month(text: str, bare: str) -> None:
    assert untimed(text) == bare


def act(number: int, area: str = "文体活动", kind: str = "体育比赛", **texts: str) -> Item:
    words = tuple(({"title": f"比赛{number}"} | texts).items())
    return Item(Source("activity", number), area, kind, first=date(2026, number, 1), texts=words)


def parts(*items: Item) -> list[tuple[str, str, list[int]]]:
    plan = summarise(YearFacts("工会", "", 2026, (date.min, date.max), work=items), STYLE)
    return [
        (one.kind, one.how, [item.source.id for item in one.items])
        for section in plan.sections
        for part in section.parts
        for one in part.series
    ]


@pytest.mark.parametrize(("number", "how"), [(1, "told"), (2, "told"), (3, "series"), (8, "series"), (9, "table")])
def test_few_are_told_several_counted_and_many_in_a_table(number: int, how: str) -> None:
    # With something of its own to tell, none is gathered into a group.
    assert [one[1] for one in parts(*(act(n, content=f"内容{n}") for n in range(1, number + 1)))] == [how]


def test_what_is_counted_already_or_leans_on_its_neighbour_is_not_counted() -> None:
    for words in ({"title": "其中五星2家"}, {"content": "一是宣传，二是检查"}, {"title": "目标是建队伍"}):
        assert {one[1] for one in parts(act(1), act(2), act(3, **words))} == {"told"}


def test_visits_of_a_kind_stand_together() -> None:
    visits = [entry(n, "送清凉", Measure("entry", "persons", 9), reason=f"慰问{n}", remark="冒雨") for n in range(3)]
    single = entry(9, "送温暖", Measure("entry", "persons", 9), reason="走访")
    assert parts(*visits, single) == [("", "told", [9]), ("送清凉", "series", [0, 1, 2])]


def test_events_are_counted_only_where_each_is_one() -> None:
    def events(*items: Item) -> int:
        plan = summarise(YearFacts("工会", "", 2026, (date.min, date.max), work=items), STYLE)
        return len(plan.sections[0].parts[0].events)

    assert events(act(1), act(2), act(3)) == 3
    assert events(act(1), act(2)) == 0
    assert events(act(1), act(2), act(3, kind="", title="提倡每天锻炼一小时")) == 0


def test_insurance_is_no_help_given() -> None:
    items = (entry(1, "结婚", cash(100)), entry(2, "生育", cash(100)), entry(3, "互助保障", cash(9)))
    (section,) = summarise(YearFacts("工会", "", 2026, (date.min, date.max), work=items), STYLE).sections
    assert [total.number for total in section.totals] == [200]


def test_help_for_migrant_workers_is_counted_among_it() -> None:
    def helped(number: int, who: str, times: int) -> Item:
        return entry(number, "送温暖", Measure("entry", "person_times", times), target_kind=who, remark=str(number))

    items = (helped(1, "农民工", 4), helped(2, "劳模", 5), helped(3, "农民工", 1))
    (section,) = summarise(YearFacts("工会", "", 2026, (date.min, date.max), work=items), STYLE).sections
    ((who, total),) = section.among
    assert (who, total.number, [source.id for source in total.sources]) == ("农民工", 5, [1, 3])
