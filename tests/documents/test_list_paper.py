"""A list on paper: the page its columns need, its header on every page, nothing lost, nothing torn."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from app.documents.arrange import measure_grid
from app.documents.blocks import Grid, words
from app.documents.docx import render_docx
from app.documents.fitting import settle
from app.documents.list_paper import list_paper
from app.documents.pdf import paginate, render_pdf
from app.documents.pdf_fonts import width
from app.documents.write import plain_text
from app.domain.fields import Kind
from app.domain.list_table import ListColumn, ListTable
from tests.documents.papers import bare, pdf_pages

PT_PER_MM = 72 / 25.4
COLUMNS = (
    ListColumn("序号"),
    ListColumn("姓名", Kind.TEXT),
    ListColumn("性别", Kind.CHOICE),
    ListColumn("身份证号", Kind.ID_NUMBER),
    ListColumn("慰问金(元)", Kind.MONEY),
)
SIGNED = (*COLUMNS, ListColumn("签字", blank=True))


def roster(count: int, columns=COLUMNS, **more) -> ListTable:
    row = ("", "欧阳喆", "女", "110101********0012", "1,000.00", "")
    rows = tuple((str(at), *row[1 : len(columns)]) for at in range(1, count + 1))
    return ListTable("青山镇总工会会员花名册", columns, rows, above=("单位：青山镇总工会", "制表人："), **more)


def grid_of(document) -> Grid:
    [grid] = [block for block in document.blocks if isinstance(block, Grid)]
    return grid


def laid(document):
    grid, size = settle(grid_of(document), document.page, document.page.text_height_pt, width)
    return measure_grid(grid, document.page, size, width)


def test_every_row_is_printed_once_under_a_header_on_every_page() -> None:
    document = list_paper(roster(120))
    pages = pdf_pages(render_pdf(document))
    assert len(pages) > 2
    assert all("身份证号" in page for page in pages)
    assert [bare(page).count("欧阳喆") for page in pages] == [len(rows) for rows in _rows_by_page(document)]
    assert bare("".join(pages)).count("欧阳喆") == 120
    assert "第1页共" in bare(pages[0])


def _rows_by_page(document) -> list[list[object]]:
    found = []
    for strips in paginate(document):
        bands = [strip.draw.__self__ for strip, _ in strips if hasattr(strip.draw, "__self__")]
        found.append([b for b in bands if hasattr(b, "cells") and not b.cells[0].cell.label])
    return found


def test_rows_to_be_signed_in_are_high_enough_and_the_others_low() -> None:
    signed, plain = laid(list_paper(roster(3, SIGNED))), laid(list_paper(roster(3)))
    assert min(signed.heights[1:]) >= 9 * PT_PER_MM
    assert max(plain.heights[1:]) < 9 * PT_PER_MM


def test_a_signature_has_room_and_numbers_stay_on_one_line() -> None:
    document = list_paper(roster(3, SIGNED))
    measured = laid(document)
    assert measured.edges[-1] - measured.edges[-2] >= 20 * PT_PER_MM
    assert all(len(text.lines) <= 1 for text in measured.texts)


def test_many_columns_are_laid_crosswise_and_few_upright() -> None:
    many = (*COLUMNS, *(ListColumn(f"单位{n}", Kind.TEXT) for n in range(12)))
    rows = ((*roster(1).rows[0], *("青石镇纺织厂工会",) * 12),)
    assert list_paper(ListTable("表", many, rows)).page.landscape
    assert not list_paper(roster(3)).page.landscape
    assert list_paper(roster(3, orientation="landscape")).page.landscape
    assert not list_paper(ListTable("表", many, rows, orientation="portrait")).page.landscape


def test_every_text_fits_its_cell_however_many_columns() -> None:
    many = (*COLUMNS, *(ListColumn(f"情况说明{n}", Kind.LONG) for n in range(14)))
    rows = ((*roster(1).rows[0], *("因病住院，工会到医院看望并送去慰问品",) * 14),)
    document = list_paper(ListTable("表", many, rows))
    measured = laid(document)
    for placed, text in zip(measured.placed, measured.texts, strict=True):
        room = measured.width(placed) - 6 + 0.01
        assert all(width(line, text.face, text.size_pt) <= room for line in text.lines)
        assert text.size_pt >= 6.5


def test_sums_and_signers_stand_below() -> None:
    table = roster(2, sums=("", "合计", "", "", "2,000.00"), below=("主席：", "经办人："))
    document = list_paper(table)
    rows = grid_of(document).rows
    assert [words(cell.run) for cell in rows[-1].cells] == list(table.sums)
    assert rows[-1].keep  # never alone on a page
    text = bare("".join(pdf_pages(render_pdf(document))))
    assert text.index("2,000.00") < text.index("经办人")


@pytest.mark.parametrize(
    "table",
    [
        roster(40, SIGNED),
        roster(
            2,
            sums=("", "合计", "", "", "1.00"),
        ),
    ],
)
def test_pdf_and_word_hold_the_same_words(table: ListTable) -> None:
    document = list_paper(table)
    said = bare(plain_text(document))
    word = docx.Document(BytesIO(render_docx(document)))
    cells = [t.text or "" for tc in word.tables[0]._tbl.iter(qn("w:tc")) for t in tc.iter(qn("w:t"))]
    around = [p.text for p in word.paragraphs]
    assert bare("".join((around[0], around[1], *cells, *around[2:]))) == said
    pages = [bare(page) for page in pdf_pages(render_pdf(document))]
    assert all(piece in "".join(pages) for piece in ("青山镇总工会会员花名册", "欧阳喆", "110101********0012"))


def test_in_word_the_header_comes_again_rows_stay_whole_and_pages_are_numbered() -> None:
    word = docx.Document(BytesIO(render_docx(list_paper(roster(60)))))
    rows = list(word.tables[0]._tbl.iter(qn("w:tr")))
    assert rows[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)
    assert "PAGE" in word.sections[0].footer.paragraphs[0]._p.xml


def test_a_row_taller_than_a_page_flows_on_and_loses_nothing() -> None:
    table = ListTable("表", (ListColumn("情况", Kind.LONG),), (("国" * 6000,),))
    assert bare("".join(pdf_pages(render_pdf(list_paper(table))))).count("国") == 6000


def test_an_empty_list_still_makes_a_paper() -> None:
    empty = replace(roster(0), above=())
    assert len(pdf_pages(render_pdf(list_paper(empty)))) == 1
    assert docx.Document(BytesIO(render_docx(list_paper(empty)))).tables
