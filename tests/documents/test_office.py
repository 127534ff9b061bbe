"""The Word file on LibreOffice's page beside our own PDF: as many pages, lines and characters, nothing left alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from app.book import demo, yearend
from app.book.book import Book
from app.documents.annex import data_annex
from app.documents.blocks import Document, Heading, Paragraph, SignOff, Table, Title, run
from app.documents.compose import summary_paper
from app.documents.docx import render_docx
from app.documents.layout import GOVERNMENT
from app.documents.pdf import render_pdf
from app.documents.photos import photo_pages
from app.documents.summary_styles import choose_style
from app.documents.write import plain_text
from tests.documents.office import office, printed
from tests.documents.papers import bare, everything, pdf_chars, pdf_pages
from tests.documents.test_photos import HEAD, photo
from tests.documents.year_cases import UNIONS, YEAR, make_book

pytestmark = [pytest.mark.skipif(office() is None, reason="LibreOffice is not installed"), pytest.mark.xdist_group("o")]

GRID = Document("", (Paragraph(run("国" * (22 * 28 + 1)), indent=False),))
PROSE = "一年来全镇工会组织坚持服务大局突出主责主业团结动员广大职工建功立业维护职工合法权益"
STORY = Document("", (Title(run("工作总结")), *(Paragraph(run(f"{PROSE * 3}。")) for _ in range(12))))
LONG_TITLE = "青山镇总工会关于报送2026年度工会工作总结和2027年工作打算的报告"
ENDINGS = range(17, 24)
_APART = 8  # points between the middles of two lines at least; fonts of one line lie closer


def _ending(lines: int) -> Document:
    body = Paragraph(run("国" * 28 * (lines - 8)), indent=False)
    last = Paragraph(run("镇" * 28 * 8), indent=False)
    return Document("", (body, last, SignOff("青山镇总工会", "2026年1月5日")))


def _headed(lines: int) -> Document:
    body = Paragraph(run("国" * 28 * lines), indent=False)
    return Document(
        "", (body, Heading(1, run("一、标题")), Paragraph(run("正文" * 300)), SignOff("镇工会", "2026年1月5日"))
    )


def _years(folder: Path) -> dict[str, Document]:
    found = {}
    for case in UNIONS:
        with make_book(folder / f"{case}.union", case) as book:
            found[f"year{case}"] = _summary(book)
    with Book.create(folder / "demo.union", demo.NAME, demo.KIND) as book:
        demo.fill(book)
        found["demo"] = _summary(book)
        facts = yearend.facts(book.read, YEAR)
        found["data"] = Document("", data_annex(facts, choose_style("", facts.kind, facts.union), label="附件1"))
    return found


def _summary(book: Book) -> Document:
    facts = yearend.facts(book.read, YEAR)
    return summary_paper(facts, choose_style("", facts.kind, facts.union), date(2026, 12, 20)).document


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    return {
        "grid": GRID,
        "story": STORY,
        "title": Document("", (Title(run(LONG_TITLE)), Paragraph(run(PROSE)))),
        "all": everything(),
        "photos": Document("", (Paragraph(run("正文")), *photo_pages([photo(300, 400)] * 6, 4, HEAD))),
        **{f"end{lines}": _ending(lines) for lines in ENDINGS},
        **{f"head{lines}": _headed(lines) for lines in (20, 21, 22)},
        **_years(tmp_path_factory.mktemp("years")),
    }


@pytest.fixture(scope="module")
def theirs(papers: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return printed({name: render_docx(paper) for name, paper in papers.items()}, tmp_path_factory.mktemp("office"))


def _lines(data: bytes, page: int = 0) -> list[str]:
    """The lines of a page from the top, without its number."""
    chars = sorted(((bottom + top) / 2, left, char) for char, (left, bottom, _, top) in pdf_chars(data, page))
    rows: list[list[tuple[float, str]]] = []
    before = 0.0
    for middle, left, char in chars:
        if not rows or middle - before > _APART:
            rows.append([])
        rows[-1].append((left, char))
        before = middle
    return ["".join(char for _, char in sorted(row)) for row in reversed(rows[1:])]


def _full(data: bytes) -> list[int]:
    """How many lines each page but the first and the last holds."""
    return [len(_lines(data, page)) for page in range(1, len(pdf_pages(data)) - 1)]


def test_a_full_page_has_22_lines_of_28_characters_in_both(theirs: Mapping[str, bytes]) -> None:
    for data in (render_pdf(GRID), theirs["grid"]):
        assert [len(line) for line in _lines(data)] == [28] * 22
        assert len(pdf_pages(data)) == 2


def test_lines_break_alike(papers: dict[str, Document], theirs: Mapping[str, bytes]) -> None:
    for name in ("story", "title"):
        ours = render_pdf(papers[name])
        for page in range(len(pdf_pages(ours))):
            assert _lines(ours, page) == _lines(theirs[name], page)


def test_there_are_as_many_pages(papers: dict[str, Document], theirs: Mapping[str, bytes]) -> None:
    counts = {name: (len(pdf_pages(render_pdf(paper))), len(pdf_pages(theirs[name]))) for name, paper in papers.items()}
    assert {name: pair for name, pair in counts.items() if abs(pair[0] - pair[1]) > 1} == {}
    assert counts["photos"][0] == counts["photos"][1]
    assert counts["data"] == (1, 1)


@pytest.mark.parametrize("case", [*(f"year{case}" for case in UNIONS), "demo"])
def test_a_years_pages_are_full(case: str, papers: dict[str, Document], theirs: Mapping[str, bytes]) -> None:
    ours = render_pdf(papers[case])
    # A heading may be carried over to its text: then a page ends one line, or two, early. Tables have lower lines.
    if not any(isinstance(block, Table) for block in papers[case].blocks):
        assert all(20 <= count <= 22 for data in (ours, theirs[case]) for count in _full(data))
    texts = [bare("".join(re.sub(r"— *\d+ *—", "", page) for page in pdf_pages(data))) for data in (ours, theirs[case])]
    said = _said(papers[case])
    assert [line for line in said if line not in texts[0]] == []
    # LibreOffice can lose marks that hang into the margin, and writes a page's pieces in an order of its own.
    assert Counter("".join(said)) <= Counter(texts[1])


def test_no_mark_hangs_into_the_margin(theirs: Mapping[str, bytes]) -> None:
    edge = GOVERNMENT.width_pt - GOVERNMENT.right_tw / 20
    for page in range(len(pdf_pages(theirs["demo"]))):
        assert [char for char, box in pdf_chars(theirs["demo"], page) if box[2] > edge + 1] == []


def _said(paper: Document) -> list[str]:
    """Every line of the paper, and every cell of its tables, without white space."""
    return [bare(cell) for line in plain_text(paper).splitlines() for cell in line.split("\t")]


@pytest.mark.parametrize("lines", ENDINGS)
def test_a_signature_never_stands_alone(lines: int, theirs: Mapping[str, bytes]) -> None:
    last = bare(pdf_pages(theirs[f"end{lines}"])[-1])
    assert "镇" in last.split("青山镇")[0]


@pytest.mark.parametrize("lines", [20, 21, 22])
def test_a_heading_is_not_left_at_the_foot(lines: int, theirs: Mapping[str, bytes]) -> None:
    pages = [bare(page) for page in pdf_pages(theirs[f"head{lines}"])]
    page = next(page for page in pages if "一、标题" in page)
    assert "正文" in page.split("一、标题")[1]
    assert all(bare(page.strip("—123456789 \r\n")) for page in pages)
