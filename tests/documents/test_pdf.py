"""The PDF: its words are the blocks' words, its page is GB/T 9704's, nothing is cut or lost."""

from __future__ import annotations

import re
from itertools import pairwise

import pypdfium2
import pytest

from app.documents import fonts, pdf_fonts
from app.documents.blocks import (
    GOVERNMENT,
    Document,
    Grid,
    GridCell,
    GridRow,
    PageBreak,
    Paragraph,
    SignOff,
    Title,
    run,
)  # fmt: skip
from app.documents.layout import PT_PER_MM, Face
from app.documents.pdf import paginate, render_pdf
from app.documents.pdf_grid import Band, grid_strips
from app.documents.write import plain_text
from tests.documents.papers import RARE, bare, everything, form, pdf_pages, quota, table_a, wide_list


@pytest.fixture(autouse=True)
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "system_font", lambda name: None)
    fonts._files.cache_clear()


def _without_numbers(pages: list[str]) -> str:
    return bare("".join(re.sub(r"— \d+ —|第\d+页 共\d+页", "", page) for page in pages))


def _chars(data: bytes, page: int = 0) -> list[tuple[str, tuple[float, float, float, float]]]:
    held = pypdfium2.PdfDocument(data)
    text = held[page].get_textpage()
    found = [(text.get_text_range(i, 1), text.get_charbox(i, loose=True)) for i in range(text.count_chars())]
    held.close()
    return [(char, box) for char, box in found if char.strip()]


@pytest.mark.parametrize("document", [everything(), form(), wide_list(4)], ids=["all", "form", "list"])
def test_its_words_are_the_blocks_words(document: Document) -> None:
    assert _without_numbers(pdf_pages(render_pdf(document))) == bare(plain_text(document))


def test_official_page_holds_22_lines_of_28_characters() -> None:
    document = Document("", (Paragraph(run("国" * (22 * 28 + 1)), indent=False),))
    data = render_pdf(document)
    assert [bare(text).count("国") for text in pdf_pages(data)] == [22 * 28, 1]
    body = [box for char, box in _chars(data) if char == "国"]
    tops = sorted({round(box[1], 1) for box in body}, reverse=True)
    assert len(tops) == 22
    assert [round(a - b, 1) for a, b in pairwise(tops)] == pytest.approx([28.95] * 21, abs=0.06)
    lefts = sorted({round(box[0], 1) for box in body})
    assert len(lefts) == 28
    assert lefts[0] == pytest.approx(28 * PT_PER_MM, abs=0.5)
    assert max(box[2] for box in body) <= GOVERNMENT.width_pt - 26 * PT_PER_MM + 0.5
    assert tops[-1] > 35 * PT_PER_MM - 8


def test_page_measures() -> None:
    assert (GOVERNMENT.text_width_tw, GOVERNMENT.top_tw, GOVERNMENT.left_tw) == (8844, 2098, 1588)
    assert (GOVERNMENT.text_width_pt, round(GOVERNMENT.text_height_pt, 1)) == (442.2, 637.8)
    assert GOVERNMENT.pitch_pt * 28 == pytest.approx(442.2)
    assert 22 * 28.95 <= GOVERNMENT.text_height_pt < 22 * 29


def test_page_numbers_stand_outside_seven_millimetres_below() -> None:
    data = render_pdf(Document("", (Paragraph(run("一")), PageBreak(), Paragraph(run("二")))))
    for page, side in ((0, "right"), (1, "left")):
        dashes = [box for char, box in _chars(data, page) if char == "—"]
        middle = (dashes[0][1] + dashes[0][3]) / 2
        assert middle == pytest.approx((35 - 7) * PT_PER_MM, abs=4)
        edge = GOVERNMENT.width_pt - dashes[-1][2] - 73.7 if side == "right" else dashes[0][0] - 79.4
        assert edge == pytest.approx(14, abs=1)


@pytest.mark.fault("T2")
def test_rare_names_are_drawn_and_copied_right() -> None:
    names = f"{RARE}𠮷甲"
    assert names in bare("".join(pdf_pages(render_pdf(Document("", (Paragraph(run(names)),))))))


@pytest.mark.fault("T2")
def test_a_character_no_font_has_is_seen() -> None:
    missing = "\U0003134a"
    assert not any(pdf_fonts._has(font, missing) for font in pdf_fonts.chain(Face.FANGSONG))
    text = bare("".join(pdf_pages(render_pdf(Document("", (Paragraph(run(f"王{missing}田")),))))))
    assert "王〓田" in text
    assert "王□田" in bare("".join(pdf_pages(render_pdf(Document("", (Paragraph(run("王☐田")),)))))) or any(
        pdf_fonts._has(font, "☐") for font in pdf_fonts.chain(Face.FANGSONG)
    )


def test_every_font_is_embedded_and_bytes_are_steady() -> None:
    data = render_pdf(everything())
    assert data == render_pdf(everything())
    assert b"Helvetica" not in data
    described, embedded = data.count(b"/Type /FontDescriptor"), len(re.findall(rb"/FontFile2 \d", data))
    assert described == embedded > 3
    held = pypdfium2.PdfDocument(data)
    assert held.get_metadata_dict()["Title"] == "2026年度工会工作总结"
    assert held.get_metadata_dict()["Author"] == "青山镇总工会"


def test_long_table_repeats_its_header_on_every_page() -> None:
    pages = pdf_pages(render_pdf(Document("", (quota(60),))))
    assert len(pages) > 1
    assert all("会员人数" in page for page in pages)
    text = bare("".join(pages))
    assert all(f"第{i}工会小组" in text for i in range(1, 61))


@pytest.mark.parametrize("story", ["认真负责。", "热心工会工作，" * 120], ids=["short", "long"])
def test_form_cells_hold_their_text(story: str) -> None:
    page = form().page
    for strip in grid_strips(table_a(story), page, page.text_height_pt):
        band = strip.draw.__self__  # type: ignore[attr-defined]
        assert isinstance(band, Band)
        for cell in band.cells:
            text = cell.text
            assert text.height_pt <= cell.height + 0.01
            assert text.size_pt >= 6.5
            for line in (*text.lines, *text.foot):
                assert pdf_fonts.width(line, text.face, text.size_pt) <= cell.width - 6 + 0.01


def test_form_stays_on_one_page_or_flows() -> None:
    assert len(pdf_pages(render_pdf(form()))) == 1
    huge = "热心工会工作，" * 500
    pages = pdf_pages(render_pdf(form(huge)))
    assert len(pages) == 3
    assert _without_numbers(pages).count("热心工会工作") == 500


def test_rows_tied_together_higher_than_a_page_are_untied() -> None:
    tall = GridCell(run("高"), row_span=2)
    words = GridCell(run("字" * 3000))
    grid = Grid((1, 1), (GridRow((tall, words)), GridRow((words,))))
    assert bare("".join(pdf_pages(render_pdf(Document("", (grid,)))))).count("字") == 6000


def test_sign_off_never_stands_alone_on_a_page() -> None:
    for lines in range(17, 24):
        document = Document("", (Paragraph(run("国" * 28 * lines), indent=False), SignOff("镇工会", "2026年1月5日")))
        last = bare(pdf_pages(render_pdf(document))[-1])
        assert "国" in last
        assert last.index("国") < last.index("镇工会")


@pytest.mark.parametrize("signer", ["青山镇总工会委员会", "镇工会"], ids=["longer", "shorter"])
def test_sign_off_placing(signer: str) -> None:
    em = GOVERNMENT.pitch_pt
    edge = GOVERNMENT.width_pt - GOVERNMENT.right_tw / 20
    chars = _chars(render_pdf(Document("", (SignOff(signer, "2026年1月5日"),), page_numbers=False)))
    dated = next(box for char, box in chars if char == "2")
    assert dated[0] - chars[0][1][0] == pytest.approx(2 * em, abs=1.5)
    last = chars[len(signer) - 1] if signer == "青山镇总工会委员会" else chars[-1]  # the longer of the two
    assert edge - last[1][2] == pytest.approx(2 * em, abs=1.5)


def test_heading_is_not_left_at_the_foot_of_a_page() -> None:
    from app.documents.blocks import Heading

    blocks = (
        Paragraph(run("国" * 28 * 21), indent=False),
        Heading(1, run("一、标题")),
        Paragraph(run("正文")),
    )
    pages = pdf_pages(render_pdf(Document("", blocks)))
    assert "标题" not in pages[0]
    assert "标题" in pages[1]


def test_five_hundred_forms_take_a_page_each() -> None:
    blocks = tuple(block for _ in range(20) for block in (Title(run("表")), table_a(), PageBreak()))[:-1]
    assert len(paginate(Document("", blocks, form().page))) == 20
