"""The data annex: one page, every number traced, each unit summed by itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.documents.annex import data_annex
from app.documents.blocks import AnnexHead, Document, Grid, words
from app.documents.narrative_marks import Number
from app.documents.pdf import render_pdf
from app.documents.write import plain_text
from app.domain.summary_count import Measure, Source
from app.domain.summary_facts import Count, Item, YearFacts
from tests.documents.papers import bare, pdf_pages


def entry(number: int, kind: str, **measures: int | tuple[int, str]) -> Item:
    return _item("entry", number, measures, kind=kind)


def activity(number: int, area: str, **measures: int | tuple[int, str]) -> Item:
    return _item("activity", number, measures, area=area)


def _item(table: str, number: int, measures: dict, **more: object) -> Item:
    found = []
    for name, value in measures.items():
        plain, given = value if isinstance(value, tuple) else (value, "")
        found.append(Measure(table, name, plain, given, "助学金" if name == "cash" and number == 3 else ""))
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
PEOPLE = (Count("会员", 302, "人", "全部会员", (Source("member", 5),)),)


def table(facts: YearFacts) -> tuple[list[list[str]], list[Number]]:
    traced: list[Number] = []

    def keep(number: Number) -> str:
        traced.append(number)
        return f"f{len(traced)}"

    grid = next(block for block in data_annex(facts, keep) if isinstance(block, Grid))
    spans = [span for row in grid.rows for cell in row.cells for span in cell.run if span.figure]
    assert [span.figure for span in spans] == [f"f{at}" for at in range(1, len(traced) + 1)]
    assert [span.text for span in spans] == [number.text for number in traced]
    return [[words(cell.run) for cell in row.cells] for row in grid.rows], traced


def test_each_unit_is_summed_by_itself_and_led_back_to_its_rows() -> None:
    rows, traced = table(year(WORK, PEOPLE))
    assert ["节日", "2", "—", "50余", "40", "1,000.00", "50.50"] in rows
    assert ["金秋助学", "1", "3", "—", "—", "200.00", "—"] in rows
    assert ["合计", "3", "3", "50余", "40", "1,200.00", "50.50"] in rows
    assert ["文体活动", "1", "12", "—", "300.00"] in rows
    by_text = {number.text: number for number in traced}
    assert by_text["1,200.00"].value == Decimal(1200)
    assert [source.id for source in by_text["1,200.00"].sources] == [1, 3]
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
    assert data_annex(year(())) == ()


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
    document = Document("", data_annex(year(work, people), label="附件1"))
    pages = pdf_pages(render_pdf(document))
    assert len(pages) == 1
    assert bare(plain_text(document)) in bare(pages[0]).replace("—1—", "")
    rows, _ = table(year(work, people))
    whole = next(row for row in rows if row[0] == "合计")
    assert whole[1] == str(kinds + 3)


def test_it_begins_as_an_annex_does() -> None:
    head = data_annex(year(WORK), label="附件1")[0]
    assert isinstance(head, AnnexHead)
    assert (head.label, words(head.run)) == ("附件1", "青石镇总工会2026年度工作数据")
