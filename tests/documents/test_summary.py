"""The summary says every fact of the year once, and no number that does not lead back to a record."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.book import importing, yearend
from app.book.book import Book
from app.documents.blocks import Heading, Paragraph, Table, cell_run, words
from app.documents.compose import SummaryPaper, chinese, summary_paper
from app.documents.summary_styles import choose_style, style_names
from app.documents.write import plain_text
from app.domain.quantity import parse
from tests.book import facts_workbook
from tests.documents.papers_read import numbers_without_figure, runs
from tests.documents.year_cases import UNIONS, YEAR, facts_of, make_book, make_ledger

ON = date(2026, 12, 20)
WORK = ("entry", "activity", "honour", "agreement", "proposal", "fund", "award", "problem", "plan")


def written(book: Book, style: str = "", year: int = YEAR) -> SummaryPaper:
    facts = yearend.facts(book.read, year)
    return summary_paper(facts, choose_style(style, facts.kind, facts.union), ON)


@pytest.fixture(params=[*UNIONS, "ledger"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "year.union"
    made = make_ledger(path) if request.param == "ledger" else make_book(path, request.param)
    yield made
    made.close()


def clerks_words(book: Book) -> str:
    tables = (*WORK, "overview", "unit", "union_info")
    return "\n".join(str(v) for table in tables for row in book.read.every(table) for v in row.values())


def test_every_figure_stands_as_it_was_given(book: Book) -> None:
    raws = [row["raw"] for row in book.read.every("figure")]
    assert unsaid(written(book), raws) == []


def unsaid(paper: SummaryPaper, raws: list[str]) -> list[str]:
    """The figures that stand neither as given nor as the same number of the same thing in the clerk's own words."""
    text = plain_text(paper.document)
    told = {(figure.value, figure.unit) for figure in paper.figures if "的数据“" in figure.definition}
    found = [(raw, parse(raw)) for raw in raws if raw not in text]
    return [raw for raw, amount in found if not {(amount.number, unit) for unit in (amount.unit, "人次")} & told]


@pytest.mark.parametrize("case", UNIONS)
def test_every_fact_of_a_union_is_told(tmp_path: Path, case: int) -> None:
    with make_book(tmp_path / "year.union", case) as made:
        paper = written(made)
    text = plain_text(paper.document)
    for fact in facts_of(case):
        assert fact["what"].rstrip("。；") in text
        assert (fact["result"] or "") in text
        assert unsaid(paper, [value["raw"] for value in fact["values"]]) == []


@pytest.mark.parametrize("case", facts_workbook.CASES)
def test_every_fact_of_an_imported_workbook_is_told(tmp_path: Path, case: int) -> None:
    facts_workbook.write_year_workbook(case, tmp_path / "year.xlsx")
    with Book.create(tmp_path / "year.union", "某工会") as made:
        importing.carry_out(made, importing.plan(made, tmp_path / "year.xlsx"))
        paper = written(made, year=facts_workbook.YEAR)
    text = plain_text(paper.document)
    for fact in facts_of(case):
        assert fact["what"].rstrip("。；") in text
        assert (fact["result"] or "") in text
        assert unsaid(paper, [value["raw"] for value in fact["values"]]) == []


def test_the_trace_is_the_figures_of_the_text_in_their_order(book: Book) -> None:
    paper = written(book)
    marked = [(span.figure, span.text) for run in runs(paper) for span in run if span.figure]
    assert marked == [(figure.id, figure.text) for figure in paper.figures]
    assert [f.id for f in paper.figures] == [f"f{n}" for n in range(1, len(paper.figures) + 1)]
    assert all(figure.rows and figure.definition for figure in paper.figures)


def test_every_traced_record_is_in_the_book(book: Book) -> None:
    wanted: dict[str, set[int]] = {}
    for figure in written(book).figures:
        for row in figure.rows:
            wanted.setdefault(row.table, set()).add(row.id)
    for table, ids in wanted.items():
        assert set(book.read.rows(table, sorted(ids))) == ids


def test_every_figure_stands_under_the_heading_it_names(book: Book) -> None:
    paper = written(book)
    by_id, heading = {figure.id: figure for figure in paper.figures}, "引言"
    for block in paper.document.blocks:
        if isinstance(block, Heading):
            heading = words(block.run)
        if isinstance(block, Paragraph):
            assert {by_id[span.figure].section for span in block.run if span.figure} <= {heading}
        if isinstance(block, Table):
            spans = [span for row in block.rows for cell in row for span in cell_run(cell)]
            assert {by_id[span.figure].section for span in spans if span.figure} <= {heading}


def test_no_number_is_without_a_record(book: Book) -> None:
    clerk = clerks_words(book)
    for style in style_names():
        for run in runs(written(book, style)):
            assert numbers_without_figure(run, clerk) == [], words(run)


def test_every_record_of_the_year_is_traced_or_told(book: Book) -> None:
    paper = written(book)
    text, traced = plain_text(paper.document), {(row.table, row.id) for f in paper.figures for row in f.rows}
    for table in WORK:
        for row in book.read.every(table):
            name = row.get("title") or row.get("content") or row.get("name") or row.get("reason") or ""
            assert (table, row["id"]) in traced or (name and name.rstrip("。；") in text), (table, row)


def test_no_punctuation_is_doubled_and_every_paragraph_ends(book: Book) -> None:
    for block in written(book).document.blocks:
        if isinstance(block, Paragraph):
            text = words(block.run)
            assert not re.search(r"[。；，、][。；，、]|（）|““|””", text), text
            assert text.endswith(("。", "：", "！")), text


def test_empty_areas_leave_no_trace(book: Book) -> None:
    blocks = written(book).document.blocks
    for block, following in itertools.pairwise(blocks):
        if isinstance(block, Heading):
            below = isinstance(following, Heading) and following.level == block.level + 1
            assert below or isinstance(following, Paragraph | Table)


def test_headings_are_numbered_without_gaps(book: Book) -> None:
    tops = [words(b.run) for b in written(book).document.blocks if isinstance(b, Heading) and b.level == 1]
    assert [top.split("、")[0] for top in tops] == [chinese(n) for n in range(1, len(tops) + 1)]


def test_a_number_is_not_said_twice(tmp_path: Path) -> None:
    with make_book(tmp_path / "year.union", 11) as made:
        text = plain_text(written(made).document)
    assert text.count("30余名") == text.count("3442人次") == text.count("8000余只") == 1
    assert "叉车班79人参加。" in text


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Book]:
    with make_ledger(tmp_path / "year.union") as made:
        yield made


def test_a_large_ledger_is_counted_and_not_listed(ledger: Book) -> None:
    paper = written(ledger)
    text = plain_text(paper.document)
    assert "生病住院慰问20人次，慰问金2万元" in text
    assert "会员7" not in text
    total = next(f for f in paper.figures if f.text == "77600.50元")
    assert len(total.rows) == 62
    assert "“慰问金”之和，共62条" in total.definition


def test_units_of_counting_never_meet(ledger: Book) -> None:
    text = plain_text(written(ledger).document)
    assert "6户、350余人、409人次、单位9家" in text


def test_money_is_exact(ledger: Book) -> None:
    text = plain_text(written(ledger).document)
    assert "1.6129万元" in text
    assert "12000.50元" in text
    assert "慰问金0.56万元" in text  # as given, though below ten thousand yuan


def test_the_overview_opens_the_summary(ledger: Book) -> None:
    lines = plain_text(written(ledger).document).splitlines()
    opening = next(line for line in lines if "围绕" in line)
    assert opening.startswith(
        "2026年，柳桥镇总工会围绕“强基础、暖人心”开展工作。镇域企业多、农民工多。会员总数3200余人。"
    )


def test_members_and_units_are_counted(ledger: Book) -> None:
    text = plain_text(written(ledger).document)
    assert "现有会员30人，其中女会员10人、农民工会员6人。" in text
    assert "下设各级工会组织2家，其中企业工会1家、村级工会1家，本年新建1家。" in text


def test_a_long_row_of_events_is_one_sentence(ledger: Book) -> None:
    text = plain_text(written(ledger).document)
    assert "开展培训讲座10次，参加245人：安全讲座之甲（1月）" in text


def test_an_area_that_no_style_knows_is_told(ledger: Book) -> None:
    for style in style_names():
        assert "走访骑手站点3处。" in plain_text(written(ledger, style).document)


def test_every_style_tells_the_same_records(ledger: Book) -> None:
    for style in style_names():
        paper = written(ledger, style)
        traced = {(row.table, row.id) for figure in paper.figures for row in figure.rows}
        assert {("entry", row["id"]) for row in ledger.read.every("entry")} <= traced


def test_two_papers_of_one_book_are_the_same(ledger: Book) -> None:
    assert written(ledger) == written(ledger)


def test_the_trace_is_plain_json(ledger: Book) -> None:
    figures = written(ledger).trace_json()["figures"]
    assert list(figures[0]) == ["id", "text", "value", "unit", "definition", "rows", "section"]
    assert {"text": "1.6129万元", "value": 1.6129, "unit": "万元"}.items() <= next(
        f for f in figures if f["text"] == "1.6129万元"
    ).items()
    assert all(isinstance(f["value"], int | float | str | None) for f in figures)


def test_an_empty_year_is_a_paper_too(tmp_path: Path) -> None:
    with Book.create(tmp_path / "empty.union", "东塘村工会") as made:
        paper = written(made)
    assert plain_text(paper.document).split() == [
        "东塘村工会2026年度工作总结",
        "现将2026年度工作情况总结如下：",
        "东塘村工会",
        "2026年12月20日",
    ]
    assert paper.figures == ()
