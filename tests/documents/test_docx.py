"""The Word file: its words are the blocks' words, its styles and measures those of an official document."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given
from hypothesis import strategies as st

from app.documents.blocks import FORM_PORTRAIT, Document, Grid, GridRow, PageBreak, Paragraph, run
from app.documents.docx import render_docx
from app.documents.layout import CELL_PAD_Y_PT
from app.documents.pdf import render_pdf
from app.documents.write import plain_text
from tests.documents.papers import bare, everything, form, pdf_pages, quota, value, wide_list


def _read(document: Document) -> WordDocument:
    return docx.Document(BytesIO(render_docx(document)))


def _words(word: WordDocument) -> str:
    found: list[str] = []
    for item in word.iter_inner_content():
        if isinstance(item, WordParagraph):
            found.append(item.text)
        elif isinstance(item, WordTable):
            found.extend(p.text for tc in item._tbl.iter(qn("w:tc")) for p in _paragraphs(tc))
    return "\n".join(found)


def _paragraphs(cell: object) -> list[WordParagraph]:
    return [WordParagraph(p, None) for p in cell.iter(qn("w:p"))]  # type: ignore[attr-defined,arg-type]


@pytest.mark.parametrize("document", [everything(), form(), wide_list(4)], ids=["all", "form", "list"])
def test_its_words_are_the_blocks_words(document: Document) -> None:
    assert bare(_words(_read(document))) == bare(plain_text(document))


def test_page_grid_and_type() -> None:
    word = _read(everything())
    properties = word.element.body.sectPr
    margins = properties.find(qn("w:pgMar"))
    assert [margins.get(qn(f"w:{side}")) for side in ("top", "left", "bottom", "right")] == [
        "2098", "1588", "1984", "1474",
    ]  # fmt: skip
    grid = properties.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    normal = word.styles["Normal"].element
    fonts = normal.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia")} == {"仿宋_GB2312"}
    assert not [name for name in fonts.attrib if "Theme" in str(name)]
    assert normal.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert normal.pPr.find(qn("w:spacing")).get(qn("w:line")) == "579"
    assert 28 * (16 - 0.25) <= 442.2 < 28 * 16


def test_styles_have_outline_levels() -> None:
    word = _read(everything())
    for level in (1, 2, 3, 4):
        outline = word.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)
    named = [p.style.name for p in word.paragraphs if p.style]
    assert named[0] == "Title"
    assert {"Heading 1", "Heading 2", "Heading 3", "Heading 4", "Body Text"} <= set(named)


def test_figures_are_runs_of_their_own() -> None:
    found = [r.text for p in _read(everything()).paragraphs for r in p.runs if r.style and r.style.name == "数字"]
    assert found == ["1,234人"]


def test_table_header_repeats_and_rows_stay_whole() -> None:
    table = _read(Document("", (quota(60),))).tables[0]._tbl
    rows = list(table.iter(qn("w:tr")))
    assert len(rows) == 61
    assert rows[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert rows[1].find(qn("w:trPr")).find(qn("w:tblHeader")) is None
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)


def test_form_cells_are_merged_and_as_wide_as_their_columns() -> None:
    table = _read(form()).tables[0]._tbl
    columns = [int(c.get(qn("w:w"))) for c in table.tblGrid.iter(qn("w:gridCol"))]
    assert len(columns) == 12
    assert sum(columns) == 9638  # 170 mm
    for row in table.iter(qn("w:tr")):
        at = 0
        for cell in row.iter(qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            span = properties.find(qn("w:gridSpan"))
            count = int(span.get(qn("w:val"))) if span is not None else 1
            assert int(properties.find(qn("w:tcW")).get(qn("w:w"))) == sum(columns[at : at + count])
            at += count
        assert at == 12
    assert len(list(table.iter(qn("w:vMerge")))) == 4


def test_page_numbers_stand_outside() -> None:
    section = _read(everything()).sections[0]
    odd, even = section.footer.paragraphs[0]._p, section.even_page_footer.paragraphs[0]._p
    assert odd.pPr.find(qn("w:jc")).get(qn("w:val")) == "right"
    assert even.pPr.find(qn("w:jc")).get(qn("w:val")) == "left"
    assert _read(everything()).settings.odd_and_even_pages_header_footer
    assert not _read(form()).sections[0].footer.paragraphs[0].text


def test_page_break_is_a_property_not_an_empty_line() -> None:
    word = _read(Document("", (Paragraph(run("一")), PageBreak(), Paragraph(run("二")))))
    assert [p.text for p in word.paragraphs] == ["一", "二"]
    assert word.paragraphs[1].paragraph_format.page_break_before


def test_bytes_are_steady_and_odd_characters_harmless() -> None:
    document = Document("甲", (Paragraph(run("a<b&c\x0b\x00\ud800\ufffe𠮷田")),))
    data = render_docx(document)
    assert data == render_docx(document)
    assert docx.Document(BytesIO(data)).paragraphs[0].text == "a<b&c〓〓𠮷田"
    with zipfile.ZipFile(BytesIO(data)) as held:
        assert not [name for name in held.namelist() if "thumbnail" in name or "customXml" in name]
        assert {entry.date_time for entry in held.infolist()} == {(2026, 1, 1, 0, 0, 0)}


def _page_numbers(document: Document) -> str:
    return "".join(p._p.xml for p in _read(document).sections[0].footer.paragraphs if "PAGE" in p._p.xml)


@pytest.mark.parametrize(
    "document", [form(), wide_list(4), form("热心工会工作，" * 500), wide_list(40)],
    ids=["form", "list", "long form", "long list"],
)  # fmt: skip
def test_a_form_has_page_numbers_where_the_pdf_has_them(document: Document) -> None:
    assert bool(_page_numbers(document)) == ("共" in "".join(re.findall(r"第\d+页 共", _pdf_text(document))))


def test_bound_papers_have_page_numbers_each_as_it_needs_them() -> None:
    word = _read(Document("", (), bound=(wide_list(4), wide_list(40), wide_list(4))))
    found = ["PAGE" in section.footer._element.xml for section in word.sections]
    assert found == [False, True, False]


def _pdf_text(document: Document) -> str:
    return "".join(pdf_pages(render_pdf(document)))


def _table(*rows: GridRow) -> object:
    return _read(Document("", (Grid((1, 1), rows),), FORM_PORTRAIT)).tables[0]._tbl


def _kept(table: object) -> list[bool]:
    """Which rows of a table stay with the next: all their paragraphs must say so, or Word does not heed it."""
    found = []
    for row in table.iter(qn("w:tr")):  # type: ignore[attr-defined]
        said = {p.pPr is not None and p.pPr.find(qn("w:keepNext")) is not None for p in row.iter(qn("w:p"))}
        assert len(said) == 1
        found.append(said.pop())
    return found


def test_a_kept_row_and_those_under_one_cell_stay_with_the_rows_before() -> None:
    two = GridRow((value("甲"), value("乙", foot="签字")))
    total = GridRow((value("合计"), value("盖章", row_span=2)), keep=True)
    signed = GridRow((value("审核"),))
    assert _kept(_table(two, two, two, total, signed)) == [False, True, True, True, False]
    assert _kept(_table(two, two, two, two)) == [False] * 4


def test_what_stands_at_the_foot_of_a_cell_does_not_touch_its_border() -> None:
    seal = GridRow((value("", foot="年　月　日"), value("（盖章）", valign="bottom")), 20)
    below = [
        int(cell.findall(qn("w:p"))[-1].pPr.find(qn("w:spacing")).get(qn("w:after"), "0"))
        for cell in _table(seal).iter(qn("w:tc"))  # type: ignore[attr-defined]
    ]
    assert all(twips >= 20 * CELL_PAD_Y_PT for twips in below)


def test_the_foot_keeps_the_room_that_the_form_leaves_on_its_right() -> None:
    """Spaces that end a line are no room in Word: they hang beyond the border."""
    row = GridRow((value("同意", foot="（盖章）　　　\n　年　月　日　"), value("乙")), 40)
    said, seal, day = next(_table(row).iter(qn("w:tc"))).findall(qn("w:p"))  # type: ignore[attr-defined]
    rights = [int(p.pPr.find(qn("w:ind")).get(qn("w:right"))) for p in (seal, day)]
    size = int(next(day.iter(qn("w:sz"))).get(qn("w:val"))) / 2
    assert rights == [20 * 3 * size, 20 * size]
    assert ["".join(t.text for t in p.iter(qn("w:t"))) for p in (seal, day)] == ["（盖章）", "　年　月　日"]
    assert int(said.pPr.find(qn("w:spacing")).get(qn("w:before"))) >= 20 * CELL_PAD_Y_PT


@given(st.integers(1, 6), st.integers(0, 3), st.integers(5, 60), st.sampled_from(["top", "middle", "bottom"]))
def test_a_cell_with_a_foot_is_not_made_higher_than_its_row(lines: int, feet: int, mm: int, valign: str) -> None:
    cell = value("\n".join("字" * lines), foot="\n".join("签" * feet), valign=valign)
    table = _table(GridRow((cell, value()), mm))
    high = int(next(table.iter(qn("w:trHeight"))).get(qn("w:val")))  # type: ignore[attr-defined]
    spacings = [p.pPr.find(qn("w:spacing")) for p in next(table.iter(qn("w:tc"))).findall(qn("w:p"))]  # type: ignore[attr-defined]
    assert sum(int(s.get(qn(f"w:{side}"), "0")) for s in spacings for side in ("before", "line", "after")) <= high
