"""Years of unions that nobody wrote the program for: odd quantities stand, and nothing that no record says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.book import importing, yearend
from app.book.book import Book
from app.documents.compose import SummaryPaper, summary_paper
from app.documents.summary_styles import choose_style, style_names
from app.documents.write import plain_text
from tests.documents.more_unions import UNIONS, YEAR, given, write_workbook
from tests.documents.papers_read import numbers_without_figure, runs


@pytest.fixture(params=UNIONS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(name: str, tmp_path: Path) -> Iterator[Book]:
    write_workbook(name, tmp_path / "year.xlsx")
    with Book.create(tmp_path / "year.union", "某工会") as made:
        importing.carry_out(made, importing.plan(made, tmp_path / "year.xlsx"))
        yield made


def written(book: Book, style: str = "") -> SummaryPaper:
    facts = yearend.facts(book.read, YEAR)
    return summary_paper(facts, choose_style(style, facts.kind, facts.union), date(YEAR, 12, 20))


def test_everything_that_was_given_stands(book: Book, name: str) -> None:
    for style in style_names():
        text = plain_text(written(book, style).document)
        assert [said for said in given(name) if said not in text] == []


def test_no_number_is_without_a_record(book: Book) -> None:
    clerk = "\n".join(
        str(value) for table in ("entry", "activity", "problem", "plan", "overview", "union_info")
        for row in book.read.every(table) for value in row.values()
    )  # fmt: skip
    for run in runs(written(book)):
        assert numbers_without_figure(run, clerk) == []


def test_the_sick_and_the_dead_are_not_named(book: Book) -> None:
    paper = written(book)
    told = plain_text(paper.document) + "".join(figure.definition for figure in paper.figures)
    assert "罗知远" not in told
    assert "卢景行" not in told


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("hospital", "全年帮扶慰问11户、2945人次；慰问金7.6万元、助学金1.5万元、物品折价29.12万元。"),
        ("hospital", "开展中秋慰问，面向全体会员1286人，送上月饼，物品折价15.432万元。"),
        ("hospital", "春节前，开展送温暖（走访特困职工），慰问6户6人，慰问金1.2万元。"),
        ("bank", "慰问住院员工1人、2人次，慰问金2000元。"),
        ("bank", "全年组织员工文体活动4场，参加385人以上、401人次。"),
        ("bureau", "全年帮扶慰问2户、86人次；慰问金6000元、物品折价3040元。"),
    ],
)
def test_sums_and_sentences(book: Book, name: str, sentence: str) -> None:
    assert sentence in plain_text(written(book).document)
