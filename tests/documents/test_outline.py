"""An outline the clerk may change: keys that stay, numbers made anew, nothing led that is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.book import yearend
from app.book.book import Book
from app.documents.blocks import Heading, Table, words
from app.documents.compose import paper_of, summary_paper
from app.documents.narrative_marks import Number
from app.documents.outline import Chapter, Outline, Passage, outline
from app.documents.summary_styles import choose_style
from app.documents.write import plain_text
from app.domain.summary_count import Measure, Source
from app.domain.summary_facts import Count, Item, YearFacts
from tests.documents.test_compose import items
from tests.documents.year_cases import YEAR, make_ledger

PERIOD = (date(2026, 1, 1), date(2026, 12, 31))
ON = date(2026, 12, 20)
STYLE = choose_style("township")


def activity(number: int, title: str, area: str = "文体活动", persons: int = 0, **texts: str) -> Item:
    measures = (Measure("activity", "persons", persons),) if persons else ()
    day = date(2026, 1, number)
    words_ = (("title", title), *texts.items())
    return Item(Source("activity", number), area, "", f"1月{number}日", day, day, words_, measures)


def visit(number: int, kind: str, persons: int, cash: int, **texts: str) -> Item:
    measures = (Measure("entry", "person_times", persons), Measure("entry", "cash", cash))
    return Item(Source("entry", number), "", kind, "", None, None, tuple(texts.items()), measures)


def facts(*work: Item, **more: object) -> YearFacts:
    return YearFacts("柳桥镇总工会", "township", 2026, PERIOD, work=work, **more)  # type: ignore[arg-type]


def text(told: Outline) -> str:
    return plain_text(paper_of(told, ON).document)


def without(told: Outline, *keys: str) -> Outline:
    chapters = tuple(
        replace(c, paragraphs=tuple(tuple(p for p in part if p.key not in keys) for part in c.paragraphs))
        for c in told.chapters
    )
    return replace(told, chapters=chapters)


@pytest.fixture
def ledger(tmp_path: Path) -> YearFacts:
    with make_ledger(tmp_path / "year.union") as made:
        return yearend.facts(made.read, YEAR)


def test_a_summary_is_its_outline_composed(ledger: YearFacts) -> None:
    assert summary_paper(ledger, STYLE, ON) == paper_of(outline(ledger, STYLE), ON)


def test_no_two_passages_have_one_key(ledger: YearFacts) -> None:
    keys = [passage.key for passage in outline(ledger, STYLE).passages()]
    assert len(keys) == len(set(keys))
    assert "totals:aid" in keys
    assert any(key.startswith("problem:") for key in keys)


@given(st.integers(2, 40), st.integers(2, 40))
def test_keys_do_not_change_with_the_numbers(one: int, other: int) -> None:
    def keys(persons: int) -> list[str]:
        work = (
            visit(1, "结婚", persons, 100),
            visit(2, "困难帮扶", 3, persons),
            activity(3, "趣味赛", persons=persons),
        )
        return [passage.key for passage in outline(facts(*work), STYLE).passages()]

    assert keys(one) == keys(other)


@settings(max_examples=40, deadline=None)
@given(st.lists(items(), max_size=14, unique_by=attrgetter("source")))
def test_any_records_have_keys_of_their_own_and_a_place(work: list[Item]) -> None:
    told = outline(facts(*work), STYLE)
    keys = [passage.key for passage in told.passages()]
    assert len(keys) == len(set(keys))
    paper = paper_of(told, ON)
    assert {p.key for p in told.passages() if p.pieces} == {key for _, key in paper.passages}


def test_every_passage_is_found_in_its_block(ledger: YearFacts) -> None:
    told = outline(ledger, STYLE)
    paper = paper_of(told, ON)
    assert {key for _, key in paper.passages} == {p.key for p in told.passages() if p.pieces}
    for block, key in paper.passages:
        passage = told.passage(key)
        assert passage is not None
        said = "".join(piece.text if isinstance(piece, Number) else piece for piece in passage.pieces)
        assert said in words(paper.document.blocks[block].run)  # type: ignore[union-attr]


def test_what_is_left_out_is_counted_no_more() -> None:
    told = outline(facts(*(activity(n, f"{name}赛", persons=9) for n, name in enumerate("甲乙丙丁", 1))), STYLE)
    assert "一是1月1日，举办甲赛" in text(told)
    fewer = text(without(told, "activity:1"))
    assert "一是1月2日，举办乙赛，参加9人。二是" not in fewer  # the wording goes with the record, not with its number
    assert "一是1月2日，举办乙赛" in fewer
    assert "三是1月4日" in fewer
    alone = text(without(told, "activity:1", "activity:2", "activity:3"))
    assert "一是" not in alone


def test_a_lead_goes_with_what_it_leads() -> None:
    works = [activity(n, title, area) for area, titles in (("组织建设", "甲乙丙"), ("会员发展", "丁戊己"))
             for n, title in enumerate((f"做好{t}项工作" for t in titles), 1 if area == "组织建设" else 4)]  # fmt: skip
    told = outline(facts(*works), STYLE)
    assert "组织建设方面，一是" in text(told)
    left = text(without(told, "activity:1", "activity:2", "activity:3"))
    assert "组织建设方面" not in left
    assert "会员发展和服务方面，一是" in left


def test_headings_are_numbered_anew_when_the_clerk_reorders() -> None:
    told = outline(facts(activity(1, "舞会"), activity(2, "查隐患", "安全生产")), STYLE)
    keys = [chapter.key for chapter in told.chapters]
    assert keys == ["opening", "work", "culture", "safety"]
    turned = replace(told, chapters=tuple(told.chapters[at] for at in (0, 1, 3, 2)))
    heads = [words(b.run) for b in paper_of(turned, ON).document.blocks if isinstance(b, Heading)]
    assert heads == ["一、主要工作及成效", "（一）抓好安全生产和劳动保护", "（二）丰富职工文体生活"]


def test_a_heading_without_anything_under_it_is_not_printed() -> None:
    told = outline(facts(activity(1, "舞会")), STYLE)
    empty = without(told, "activity:1")
    assert "主要工作" not in text(empty)
    assert "文体" not in text(empty)


def test_a_passage_may_say_what_the_clerk_writes() -> None:
    told = outline(facts(activity(1, "舞会", persons=7)), STYLE)
    own = Passage("activity:1", ("元旦办了一场舞会。",))
    chapters = tuple(
        replace(c, paragraphs=tuple(tuple(own if p.key == own.key else p for p in part) for part in c.paragraphs))
        for c in told.chapters
    )
    paper = paper_of(replace(told, chapters=chapters), ON)
    assert "元旦办了一场舞会。" in plain_text(paper.document)
    assert paper.figures == ()


def test_problems_are_counted_where_there_are_several() -> None:
    def problem(number: int) -> Item:
        return Item(Source("problem", number), texts=(("content", f"问题之{number}"),))

    one = outline(facts(problems=(problem(1),)), STYLE)
    two = outline(facts(problems=(problem(1), problem(2))), STYLE)
    assert "一是" not in text(one)
    assert "一是问题之1。\n二是问题之2。" in text(two)


# ------------------------------------------------------------------------------------------------- what is said


def test_the_sums_stand_before_the_items_and_what_is_apart_is_not_in_them() -> None:
    work = (
        visit(1, "困难帮扶", 3, 30000, reason="慰问困难职工家庭"),
        visit(2, "送温暖", 5, 50000, reason="走访一线值守职工"),
        visit(3, "互助保障", 90, 990000, reason="办理互助保障参保"),
    )
    told = text(outline(facts(*work), STYLE))
    assert "全年帮扶慰问8人次；慰问金800元。\n" in told


def test_help_is_set_beside_the_year_before() -> None:
    before = facts(visit(8, "结婚", 2, 20000), visit(9, "生育", 1, 10000))
    now = facts(visit(1, "结婚", 3, 30000), visit(2, "生育", 4, 40000), earlier=replace(before, year=2025))
    paper = summary_paper(now, STYLE, ON)
    said = plain_text(paper.document)
    assert "全年帮扶慰问7人次（比上年增加4人次）；慰问金700元（比上年增加400元）。" in said
    change = next(figure for figure in paper.figures if figure.text == "400元")
    assert {row.id for row in change.rows} == {1, 2, 8, 9}
    assert "2025年" in change.definition


def test_members_are_set_beside_the_year_before() -> None:
    def members(number: int) -> Count:
        return Count("会员", number, "人", "会员名册中的人数", tuple(Source("member", n) for n in range(number)))

    now = facts(people=(members(5), Count("其中女会员", 2, "人", "…", (Source("member", 1),))))
    grown = replace(now, earlier=facts(people=(members(3),)))
    assert "现有会员5人（比上年净增2人），其中女会员2人。" in text(outline(grown, STYLE))
    same = replace(now, earlier=facts(people=(members(5),)))
    assert "现有会员5人，其中女会员2人。" in text(outline(same, STYLE))  # nobody has a day of joining
    joined = Count("本年新入会", 1, "人", "…", (Source("member", 1),))
    same = replace(same, people=(*same.people, joined))
    assert "现有会员5人（与上年持平），其中女会员2人，本年新入会1人。" in text(outline(same, STYLE))
    assert "现有会员5人，其中女会员2人。" in text(outline(now, STYLE))


def test_many_visits_of_a_kind_stand_in_a_table() -> None:
    work = tuple(visit(n, "送清凉", n + 1, 100 * n, reason=f"慰问第{n}工地工人", remark="冒雨") for n in range(1, 11))
    paper = summary_paper(facts(*work), STYLE, ON)
    (table,) = [block for block in paper.document.blocks if isinstance(block, Table)]
    assert [column.title for column in table.columns] == ["序号", "慰问事项", "规模", "慰问金、物品"]
    assert len(table.rows) == 10
    said = plain_text(paper.document)
    assert "《送清凉情况表》" in said
    assert all(f"慰问第{n}工地工人" in said for n in range(1, 11))


def test_a_schools_activities_stand_in_a_table() -> None:
    work = [activity(n, f"{name}比赛", persons=n, result="圆满结束") for n, name in enumerate("甲乙丙丁", 1)]
    school = plain_text(summary_paper(facts(*work), choose_style("school"), ON).document)
    assert "全年组织教职工文体活动4场，参加10人。" in school
    assert "1\t1月1日\t甲比赛\t圆满结束\t1人" in school


def test_units_with_numbers_stand_in_a_table() -> None:
    units = tuple(
        Item(Source("unit", n), texts=(("name", f"第{n}分工会"),), measures=(Measure("unit", "members", n),))
        for n in range(1, 6)
    )
    said = plain_text(summary_paper(facts(unit_items=units), STYLE, ON).document)
    assert "具体情况见《所属单位职工和会员情况表》。" in said
    assert "3\t第3分工会\t3人" in said


def test_gifts_to_everyone_are_one_sentence() -> None:
    def gift(number: int, reason: str, goods: str, **more: str) -> Item:
        measures = (Measure("entry", "persons", 30), Measure("entry", "goods_value", 300000))
        day = date(2026, number, 1)
        texts = (("reason", reason), ("target", "全体会员"), ("goods", goods), *more.items())
        return Item(Source("entry", number), "", "节日", f"{number}月", day, day, texts, measures)

    days = (gift(2, "春节慰问", "米面"), gift(6, "端午慰问", "粽子"), gift(9, "中秋慰问", "月饼"))
    told = text(outline(facts(*days, gift(1, "元旦慰问", "挂历")), STYLE))
    sums = "惠及120人，物品折价1.2万元。"
    assert f"全年逢元旦（挂历）、春节（米面）、端午（粽子）、中秋（月饼）普遍慰问会员，{sums}" in told
    assert told.count("慰问") == 2  # the heading and the one sentence
    one = text(outline(facts(gift(2, "春节慰问", "米面"), gift(9, "中秋慰问", "月饼", remark="补发2人")), STYLE))
    assert "（补发2人）" in one


def test_an_award_tells_who_was_chosen_and_not_its_notice() -> None:
    def award(*counts: Count) -> str:
        texts = (
            ("name", "优秀工会积极分子"),
            ("target", "个人"),
            ("conditions", "会龄满一年"),
            ("names", "甲某、乙某"),
        )
        item = Item(
            Source("award", 1), "考核评选", "", "", None, None, texts, (Measure("award", "quota", 3),), (), counts
        )
        return text(outline(facts(item), STYLE))

    proposed = Count("proposed", 4, "名", "推荐对象数", (Source("nominee", 1),))
    chosen = Count("chosen", 2, "名", "评上的人数", (Source("nominee", 1),))
    assert "开展“优秀工会积极分子”评选，名额3名，推荐4名，评出2名：甲某、乙某。" in award(proposed, chosen)
    assert "会龄" not in award(proposed, chosen)
    assert "评选条件：会龄满一年" in award()


def test_plans_follow_the_sections_and_go_on_from_the_work() -> None:
    def plan(number: int, content: str, area: str) -> Item:
        return Item(Source("plan", number), area, texts=(("content", content),))

    plans = (plan(1, "办好夜校", "教育培训"), plan(2, "完善一户一策", "帮扶"), plan(3, "添置器材", ""))
    told = text(outline(facts(activity(1, "培训班", "教育培训"), plans=plans), STYLE))
    assert "一是困难帮扶方面，完善一户一策。\n二是教育培训方面，办好夜校。\n三是添置器材。" in told


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("", "柳桥镇总工会2026年度工作总结"),
        ("2026年上半年", "柳桥镇总工会2026年上半年工作总结"),
        ("2022年至2026年", "柳桥镇总工会2022年至2026年工作总结"),
    ],
)
def test_the_title_names_the_period(name: str, first: str) -> None:
    assert text(outline(facts(period_name=name), STYLE)).splitlines()[0] == first


def test_a_spoken_report_greets_and_thanks() -> None:
    told = text(outline(facts(activity(1, "舞会")), choose_style("duty")))
    assert told.splitlines()[0] == "柳桥镇总工会2026年度述职报告"
    assert "各位领导、各位代表：\n我代表柳桥镇总工会" in told
    assert "谢谢大家！\n" in told


def test_an_empty_outline_is_a_paper() -> None:
    bare = Outline("总结", "某工会", (Chapter("work", 1, "主要工作"),))
    assert text(bare).split() == ["总结", "某工会", "2026年12月20日"]


def test_a_book_compares_with_the_year_before(tmp_path: Path) -> None:
    with Book.create(tmp_path / "a.union", "柳桥镇总工会", "township") as book:
        with book.step("add") as writer:
            for year in (2025, 2026):
                writer.insert("entry", {"year": year, "kind": "结婚", "person_times": year - 2023, "cash": 10000})
                writer.insert("entry", {"year": year, "kind": "生育", "person_times": 1, "cash": 10000})
        told = text(outline(yearend.facts(book.read, 2026), STYLE))
    assert "全年帮扶慰问4人次（比上年增加1人次）；慰问金200元。" in told
