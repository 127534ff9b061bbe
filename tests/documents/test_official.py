"""The official page's parts where GB/T 9704-2012 puts them: seal, annexes, keeping together."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.arrange import flow, sign_places
from app.documents.blocks import (
    GOVERNMENT,
    AnnexHead,
    AnnexNote,
    Blank,
    Column,
    Document,
    PageBreak,
    Paragraph,
    SignOff,
    Span,
    Table,
    run,
)  # fmt: skip
from app.documents.docx import render_docx
from app.documents.pdf import render_pdf
from app.documents.write import plain_text
from tests.documents.papers import bare, pdf_chars, pdf_pages

EM = GOVERNMENT.pitch_pt
LEFT = GOVERNMENT.left_tw / 20
EDGE = GOVERNMENT.width_pt - GOVERNMENT.right_tw / 20
TOP = GOVERNMENT.height_pt - GOVERNMENT.top_tw / 20
LINE = GOVERNMENT.body.line_pt


@pytest.mark.parametrize("signer", ["青山镇总工会", "云岭县青山镇工业园区工会联合会委员会"])
def test_for_a_seal_the_date_stands_four_in_and_the_signer_above_its_middle(signer: str) -> None:
    block = SignOff(signer, "2026年12月5日", sealed=True)
    chars = pdf_chars(render_pdf(Document("", (block,), page_numbers=False)))
    name, date = chars[: len(signer)], chars[len(signer) :]
    middles = [(part[0][1][0] + part[-1][1][2]) / 2 for part in (name, date)]
    assert middles[0] == pytest.approx(middles[1], abs=1.5)
    assert name[-1][1][2] <= EDGE + 1
    if len(signer) < 12:
        assert EDGE - date[-1][1][2] == pytest.approx(4 * EM, abs=1.5)


def test_a_seal_is_left_room_above() -> None:
    text = Paragraph(run("正文。"))
    sealed = flow(Document("", (text, SignOff("镇工会", "2026年1月5日", sealed=True))))
    plain = flow(Document("", (text, SignOff("镇工会", "2026年1月5日"))))
    assert (sealed[1], plain[1]) == (Blank(2), Blank(1))


widths = st.floats(min_value=0, max_value=440)


@given(widths, widths, st.booleans())
def test_signer_and_date_never_leave_the_line(signer: float, dated: float, sealed: bool) -> None:
    room = GOVERNMENT.text_width_pt
    signer = min(signer, room - 2 * EM)
    signer_x, date_x = sign_places(signer, dated, room, EM, sealed=sealed)
    assert min(signer_x, date_x) >= -0.01
    assert signer_x + signer <= room + 0.01
    if sealed or dated > signer:
        assert date_x + dated <= room + 0.01


def test_the_annex_head_stands_on_the_first_line_and_its_title_on_the_third() -> None:
    document = Document("", (Paragraph(run("正文")), AnnexHead("附件1", run("收支情况表")), Paragraph(run("说明"))))
    assert isinstance(flow(document)[1], PageBreak)
    chars = pdf_chars(render_pdf(document), 1)
    label, title, body = chars[0], chars[3], chars[8]
    assert label[1][0] == pytest.approx(LEFT, abs=1)
    lines = [(TOP - (box[1] + box[3]) / 2) / LINE for _, box in (label, title, body)]
    assert lines == pytest.approx([0.5, 2.5, 4.5], abs=0.2)
    middle = (title[1][0] + chars[7][1][2]) / 2
    assert middle == pytest.approx((LEFT + EDGE) / 2, abs=1.5)
    word = docx.Document(BytesIO(render_docx(document)))
    assert [p.style.name for p in word.paragraphs if p.style][1:4] == ["附件标签", "Normal", "Title"]
    assert word.paragraphs[1].paragraph_format.page_break_before


def test_annex_names_are_wrapped_under_their_first_character() -> None:
    names = ("收支情况表", "青山镇总工会2026年度优秀工会积极分子推荐人选汇总表及其公示情况说明")
    chars = pdf_chars(render_pdf(Document("", (AnnexNote(names),), page_numbers=False)))
    text = "".join(char for char, _ in chars)
    first = chars[text.index("2.") + 2][1]
    rows = sorted({round(box[1]) for _, box in chars}, reverse=True)
    wrapped = min((box for _, box in chars if round(box[1]) == rows[-1]), key=lambda box: box[0])
    assert len(rows) == 3
    assert wrapped[0] == pytest.approx(first[0], abs=1)
    assert chars[0][1][0] == pytest.approx(LEFT + 2 * EM, abs=1)
    assert not text.endswith("。")


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 45), st.booleans())
def test_a_signature_takes_text_along(lines: int, sealed: bool) -> None:
    body = Paragraph(run("国" * 28 * lines), indent=False)
    pages = pdf_pages(render_pdf(Document("", (body, SignOff("镇工会", "2026年1月5日", sealed)))))
    assert "国" in pages[-1]
    assert bare("".join(pages)).count("国") == 28 * lines


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 45), st.booleans(), st.integers(1, 3))
def test_the_names_of_the_annexes_stay_together_and_take_text_along(lines: int, sealed: bool, names: int) -> None:
    body = Paragraph(run("国" * 28 * lines), indent=False)
    note = AnnexNote(tuple(f"镇总工会工作附表{'甲乙丙'[at]}" for at in range(names)))
    pages = pdf_pages(render_pdf(Document("", (body, note, SignOff("镇工会", "2026年1月5日", sealed)))))
    assert "国" in pages[-1]
    assert all(f"附表{'甲乙丙'[at]}" in bare(pages[-1]) for at in range(names))
    assert "2026年1月5日" in bare(pages[-1])


def test_word_keeps_the_annexes_and_the_signature_together() -> None:
    blocks = (Paragraph(run("国" * 40)), AnnexNote(("甲表", "乙表")), SignOff("镇工会", "2026年1月5日"))
    paragraphs = docx.Document(BytesIO(render_docx(Document("", blocks)))).paragraphs
    tied = {one.text: bool(one.paragraph_format.keep_with_next) for one in paragraphs if one.text}
    assert tied == {"国" * 40: True, "附件：1.甲表": True, "2.乙表": True, "镇工会": True, "2026年1月5日": False}


def test_a_table_of_runs_keeps_its_figures_and_its_words() -> None:
    cell = (Span("1,234", "f7"), Span("元"))
    document = Document("", (Table((Column("项目"), Column("金额")), (("慰问金", cell),)),))
    assert "慰问金\t1,234元" in plain_text(document)
    assert "1,234元" in bare(pdf_pages(render_pdf(document))[0])
    word = docx.Document(BytesIO(render_docx(document)))
    runs = word.tables[0].cell(1, 1).paragraphs[0].runs
    assert (runs[0].text, runs[0].style.name) == ("1,234", "数字")


def test_a_table_on_the_official_page_is_not_cut() -> None:
    columns = tuple(Column(f"第{at}栏") for at in range(6))
    rows = tuple(tuple(f"第{row}行第{at}栏的内容" for at in range(6)) for row in range(40))
    pages = pdf_pages(render_pdf(Document("", (Table(columns, rows, "表1　情况"),))))
    whole = bare("".join(pages))
    assert all(f"第{row}行第{at}栏的内容" in whole for row in range(40) for at in range(6))
    for page in range(len(pages)):
        data = render_pdf(Document("", (Table(columns, rows, "表1　情况"),)))
        boxes = [box for char, box in pdf_chars(data, page) if char != "—"]
        assert min(box[0] for box in boxes) >= LEFT - 0.5
        assert max(box[2] for box in boxes) <= EDGE + 0.5
