"""The data annex: one page, every number traced, each unit summed by itself, its sums those of the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book import demo, yearend
from app.book.book import Book
from app.documents.annex import data_annex
from app.documents.blocks import AnnexHead, Document, Grid, words
from app.documents.compose import summary_paper
from app.documents.narrative_marks import Number, qualified
from app.documents.pdf import render_pdf
from app.documents.summary_styles import choose_style, style_names
from app.documents.write import plain_text
from app.domain.summary import aid_kinds, summarise
from app.domain.summary_count import Measure, Source
from app.domain.summary_facts import Count, Item, YearFacts
from app.domain.summary_style import Style, StyleSection
from app.formats import money_text
from app.resources import code_list
from tests.documents.papers import bare, pdf_pages

STYLE = choose_style("township")
KINDS = code_list("aid_kind").values()


def entry(number: int, kind: str, **measures: int | tuple[int, str]) -> Item:
    return _item("entry", number, measures, kind=kind)


def activity(number: int, area: str, **measures: int | tuple[int, str]) -> Item:
    return _item("activity", number, measures, area=area)


def _item(table: str, number: int, measures: dict, **more: object) -> Item:
    found = []
    for name, value in measures.items():
        plain, given = value if isinstance(value, tuple) else (value, "")
        found.append(Measure(table, name, plain, given))
    return Item(Source(table, number), measures=tuple(found), **more)  # type: ignore[arg-type]


def year(work: tuple[Item, ...], people: tuple[Count, ...] = ()) -> YearFacts:
    return YearFacts("青石镇总工会", "乡镇街道", 2026, (date(2026, 1, 1), date(2026, 12, 31)), people=people, work=work)


WORK = (
    entry(1, "节日", persons=30, person_times=40, cash=100_000),
    entry(2, "节日", persons=(20, "20余人"), goods_value=5_050),
    entry(3, "金秋助学", households=3, cash=20_000),
    activity(7, "文体活动", persons=12, cost=30_000),
    Item(Source("honour", 8), texts=(("level", "市级"),)),
    Item(Source("honour", 9), texts=(("level", "国家级"),)),
    Item(Source("fund", 4), texts=(("direction", "收入"),), measures=(Measure("fund", "amount", 12_345_600),)),
)
PEOPLE = (
    Count("会员", 302, "人", "全部会员", (Source("member", 5),)),
    Count("其中女会员", 151, "人", "女会员", (Source("member", 6),), part=True),
)


def table(facts: YearFacts, style: Style = STYLE) -> tuple[list[list[str]], list[Number]]:
    traced: list[Number] = []

    def keep(number: Number) -> str:
        traced.append(number)
        return f"f{len(traced)}"

    grid = next(block for block in data_annex(facts, style, keep) if isinstance(block, Grid))
    spans = [span for row in grid.rows for cell in row.cells for span in cell.run if span.figure]
    assert [span.figure for span in spans] == [f"f{at}" for at in range(1, len(traced) + 1)]
    assert [span.text for span in spans] == [number.text for number in traced]
    return [[words(cell.run) for cell in row.cells] for row in grid.rows], traced


def test_each_unit_is_summed_by_itself_and_led_back_to_its_rows() -> None:
    rows, traced = table(year(WORK, PEOPLE))
    assert ["节日", "2", "—", "50余", "40", "慰问金", "1,000.00", "50.50"] in rows
    assert ["金秋助学", "1", "3", "—", "—", "助学金", "200.00", "—"] in rows
    assert ["帮扶慰问合计", "3", "3", "50余", "40", "慰问金", "1,000.00", "50.50"] in rows
    assert ["助学金", "200.00"] in rows
    assert ["文体活动", "1", "12", "—", "300.00"] in rows
    by_text = {number.text: number for number in traced}
    assert by_text["1,000.00"].value == Decimal(1000)
    assert [source.id for source in by_text["1,000.00"].sources] == [1]
    assert ["组织会员", "会员", "302人", "其中：女会员", "151人"] in rows
    assert by_text["302人"].sources == (Source("member", 5),)
    assert by_text["123,456.00"].unit == "元"
    assert all(number.sources and number.definition for number in traced)


def test_a_number_nobody_gave_is_not_there() -> None:
    rows, traced = table(year(WORK))
    digits = [cell for row in rows for cell in row if any(char.isdigit() for char in cell)]
    assert len(digits) == len(traced)


def test_honours_stand_by_rank() -> None:
    rows, _ = table(year(WORK))
    assert next(row for row in rows if "国家级" in row)[-4:] == ["国家级", "1项", "市级", "1项"]


def test_an_empty_year_has_no_annex() -> None:
    assert data_annex(year(()), STYLE) == ()


@pytest.mark.parametrize("kinds", [1, 7, 8, 30])
def test_however_much_there_is_it_stays_on_one_page(kinds: int) -> None:
    work = (
        *(entry(at, f"这一种慰问{at}", persons=(2471, "2471余人"), cash=123_456_789, goods_value=987_654_321)
          for at in range(kinds)),
        *(activity(100 + at, f"这一类活动领域{at}", persons=99_999, person_times=88_888, cost=123_456_789)
          for at in range(kinds)),
        *(Item(Source("honour", 300 + at), texts=(("level", f"级别{at}"),)) for at in range(7)),
        *WORK,
    )  # fmt: skip
    people = tuple(Count(f"各类会员组织{at}", 1000 + at, "人", "数", (Source("member", at),)) for at in range(20))
    document = Document("", data_annex(year(work, people), STYLE, label="附件1"))
    pages = pdf_pages(render_pdf(document))
    assert len(pages) == 1
    assert bare(plain_text(document)) in bare(pages[0]).replace("—1—", "")
    rows, _ = table(year(work, people))
    whole = next(row for row in rows if row[0] == "帮扶慰问合计")
    assert whole[1] == str(kinds + 3)


def test_sums_are_called_and_counted_as_the_text_has_them() -> None:
    """Insurance, check-ups and collections are no help given: neither their money nor their heads are added to it."""
    work = (
        *WORK,
        entry(21, "互助保障", person_times=100, cash=4_000_000),
        entry(22, "体检", persons=50, cash=2_000_000),
        entry(23, "募捐", person_times=80, cash=500_000),
        entry(24, "补贴", person_times=9, cash=90_000),
    )
    rows, _ = table(year(work))
    at = next(at for at, row in enumerate(rows) if row[0] == "帮扶慰问合计")
    assert rows[at][1:] == ["4", "3", "50余", "49", "慰问金", "1,000.00", "50.50"]
    assert sorted(rows[at + 1 : at + 3]) == [["助学金", "200.00"], ["补贴", "900.00"]]
    assert rows[at + 3] == ["保障等", "互助保障", "1", "—", "—", "100", "互助保障金", "40,000.00", "—"]
    assert [row[0] for row in rows[at + 4 : at + 6]] == ["体检", "募捐"]
    text = plain_text(summary_paper(year(work), STYLE, date(2026, 12, 20)).document)
    assert "帮扶慰问3户、50余人、49人次；慰问金1000元、助学金200元、补贴900元、物品折价50.50元" in text


@pytest.mark.parametrize("style", list(style_names()))
def test_every_sum_of_the_annex_is_that_of_the_text(style: str, tmp_path: Path) -> None:
    with Book.create(tmp_path / "demo.union", demo.NAME, demo.KIND) as book:
        demo.fill(book)
        facts = yearend.facts(book.read, 2026)
    chosen = choose_style(style)
    said = [total for section in summarise(facts, chosen).sections for total in section.totals]
    rows, _ = table(facts, chosen)
    at = next(at for at, row in enumerate(rows) if row[0] == "帮扶慰问合计")
    whole, more = rows[at], [row for row in rows[at + 1 :] if len(row) == 2]
    told = {"households": whole[2], "persons": whole[3], "person_times": whole[4], "goods_value": whole[-1]}
    told |= {whole[5]: whole[6], **dict(more)}
    expected = {
        total.lead if total.kind.field == "cash" else total.kind.field: total
        for total in said
        if total.kind.field != "units"
    }
    assert told.keys() == expected.keys()
    for name, total in expected.items():
        plain = money_text(total.number) if total.kind.money else str(total.number)
        assert told[name] == qualified(plain, "", total.qualifier)


def test_help_that_two_sections_tell_has_a_sum_for_each() -> None:
    """A clerk's style may tell 帮扶 and 慰问 apart; then the text has two sums of 慰问金, and so has the annex."""
    aid, other = StyleSection("帮扶", ("帮扶",), key="help"), StyleSection("慰问", ("慰问", "保障"), key="visits")
    style = replace(STYLE, sections=(aid, other))
    work = (
        *(entry(at, "困难帮扶", cash=1000) for at in (1, 2)), *(entry(at, "突发灾害", cash=200) for at in (3, 4)),
        *(entry(at, "节日", cash=30_000) for at in (5, 6)), *(entry(at, "生育", cash=4000) for at in (7, 8)),
    )  # fmt: skip
    sums = {section.key: section.totals[0].number for section in summarise(year(work), style).sections}
    rows, _ = table(year(work), style)
    assert [row[6] for row in rows if row[0] == "小计"] == [money_text(sums["help"]), money_text(sums["visits"])]
    assert not any(row[0] == "帮扶慰问合计" for row in rows)


def test_the_kinds_with_the_most_money_keep_their_names() -> None:
    work = (
        *(entry(at, f"类{at}", cash=at * 100) for at in range(1, 41)),
        *(activity(100 + at, f"领域{at}", cost=at * 100) for at in range(1, 31)),
    )
    rows, _ = table(year(work))
    names = [row[0] if len(row) == 8 else row[1] for row in rows if len(row) in (8, 9)]
    kinds = [name for name in names if name.startswith("类") and name != "类别"]
    assert kinds == [f"类{40 - at}" for at in range(len(kinds))]
    assert len(kinds) >= 5
    areas = [cell for row in rows for cell in row if cell.startswith("领域")]
    assert areas[1:4] == ["领域30", "领域29", "领域28"]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 10**7), st.integers(0, 500)), max_size=60))
def test_no_money_and_no_person_is_lost_or_counted_twice(entries: list[tuple[str, int, int]]) -> None:
    work = tuple(entry(at, kind, cash=cash, person_times=heads) for at, (kind, cash, heads) in enumerate(entries, 1))
    found = aid_kinds(year(work), STYLE)
    assert sorted(i.source.id for one in found for i in one.entries) == list(range(1, len(work) + 1))
    given_ = [(cash, heads) for kind, cash, heads in entries if not STYLE.words_of(kind).apart]
    text = plain_text(Document("", data_annex(year(work), STYLE)))
    if len({kind for kind, _, _ in entries if not STYLE.words_of(kind).apart}) > 1:
        assert f"帮扶慰问合计\t{len(given_)}\t—\t—\t{sum(heads for _, heads in given_)}\t" in text


def test_it_begins_as_an_annex_does() -> None:
    head = data_annex(year(WORK), STYLE, label="附件1")[0]
    assert isinstance(head, AnnexHead)
    assert (head.label, words(head.run)) == ("附件1", "青石镇总工会2026年度工作数据")
