"""The ledger's papers: their words, sums and blank lines, whole on the page in PDF and in Word."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from app.documents.arrange import place
from app.documents.blocks import Document, Grid, PageBreak, Title, words
from app.documents.docx import render_docx
from app.documents.filling_ledger import joined, ledger_forms
from app.documents.pdf import render_pdf
from app.documents.write import plain_text
from app.domain.errors import AppError
from app.domain.ledger_facts import (
    AidFacts,
    AttendanceFacts,
    AttendanceLine,
    HardshipFacts,
    LedgerFacts,
    Money,
    ReceiptFacts,
    ReceiptLine,
    RelativeFacts,
)  # fmt: skip
from app.resources import code_list, forms
from tests.documents.papers import bare, pdf_pages

LONG = "阿卜杜拉·买买提江·艾合买提"
AID = AidFacts(
    2026, name="高䶮", gender="女", born="1985年3月", unit="纺织厂工会", member_no="QS-1", kind="直系亲属去世",
    happened="2026年4月13日", reason="父亲去世，上门慰问", relation="父亲", basis="青工发〔2024〕6号第十二条",
    limit="每人每次不超过1000元", goods="花圈", quantity="1", money=Money(100_000, 20_000), source="本级工会经费",
    account="职工集体福利支出", papers="2", needed="死亡证明、亲属关系说明", bank="农业银行", card_end="1234",
    handler="林小青", number="慰〔2026〕1号",
)  # fmt: skip
RECEIPT = ReceiptFacts(
    2026, "春节慰问", "慰问品(金)", matter="春节慰问", standard="300", people="2人", quantity="2",
    money=Money(50_000, 20_000),
    lines=(
        ReceiptLine("高䶮", "纺织厂工会", "", "米面油", "1", Money(30_000, 10_000)),
        ReceiptLine(LONG, "小学工会", "", "米面油", "1", Money(20_000, 10_000)),
    ),
)  # fmt: skip
HARDSHIP = HardshipFacts(
    2026, name="高䶮", kind="相对困难职工", id_no="110105********1226", phone="138****8000", household="4",
    income="42,720.00", rigid="26,000.00", net="16,720.00", per_head="348.33", story="一\n二",
    relatives=(RelativeFacts("高大山", "父亲", "男", "1955年1月", income="180.00", health="患病", occupation="务农"),),
)  # fmt: skip
ACTIVITY = AttendanceFacts(
    2026, "运动会", "2026年5月", "文体广场", expected="1",
    lines=(AttendanceLine("高䶮", "纺织厂工会", "裁判"), AttendanceLine(), AttendanceLine()),
)  # fmt: skip
FACTS = LedgerFacts("青石镇总工会", aids=(AID,), receipts=(RECEIPT,), hardships=(HARDSHIP,), activities=(ACTIVITY,))
IDS = ("aid_approval", "attendance", "hardship", "receipt")
SEVERAL = 60

APPROVAL_TEXT = """\
工会会员慰问审批表
单位：青石镇总工会　　　　编号：慰〔2026〕1号　　　　____年___月___日
慰问对象 高䶮 性别 女 出生年月 1985年3月
部门/小组 纺织厂工会 会员证号 QS-1
慰问类别 □结婚　□生育　□生病住院　□会员去世　■直系亲属去世□退休离岗　□困难帮扶　□节日　□生日　□其他（　　　　）
慰问事由（时间、地点、事项） 2026年4月13日 父亲去世，上门慰问
与会员关系（丧事填） □配偶　■父母　□子女 父亲 依据和标准上限 青工发〔2024〕6号第十二条 每人每次不超过1000元
慰问形式 ■慰问金■慰问品（品名：花圈　数量：1）
金　　额 小写：¥1,200.00（慰问金1,000.00，慰问品200.00）大写：人民币壹仟贰佰元整
经费来源 □会费　□拨缴留成　□上级补助■本级工会经费　□行政补助□其他 支出科目 职工集体福利支出
附　　件 共2张　　死亡证明、亲属关系说明
领款方式 □签领　□转账（开户行：农业银行　卡号后四位：1234）
工会小组（分会）意　　见 签字：　　　　　　　　　年　　月　　日
经办人 林小青 财务审核
工会主席审　　批 签字（盖章）：　　　　　　　　　年　　月　　日
领取人签　字 日期 慰问人
注：1.先审批、后发放；本表与实名签领表或转账回单、票据一并作为凭证附件。
2.生病住院只写医院和起止时间，不写病名；丧事须填写与会员关系。
"""


def made(facts: LedgerFacts = FACTS, *only: str):
    return ledger_forms(facts, forms().values(), only)


def one(facts: LedgerFacts, form_id: str) -> Document:
    [paper] = made(facts, form_id)
    return paper.document


def grid_of(document: Document, number: int = 0) -> Grid:
    return [block for block in document.blocks if isinstance(block, Grid)][number]


def rows(document: Document) -> list[list[str]]:
    return [[words(cell.run) for cell in row.cells] for row in grid_of(document).rows]


def cells(document: Document) -> list[str]:
    return [
        words(cell.run)
        for block in document.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row.cells
    ]


def pages(document: Document) -> list[str]:
    return [re.sub(r"第\d+页 共\d+页", "", page) for page in pdf_pages(render_pdf(document))]


def in_word(document: Document) -> str:
    word = docx.Document(BytesIO(render_docx(document)))
    return "".join(node.text or "" for node in word.element.body.iter(qn("w:t")))


def people(count: int) -> tuple[str, ...]:
    return tuple(f"王小{'一二三四五六七八九十'[n % 10]}{'甲乙丙丁戊己'[n // 10 % 6]}" for n in range(count))


# ------------------------------------------------------------------------------------------- which papers


def test_each_paper_is_called_by_its_kind_the_year_and_the_name() -> None:
    assert {paper.form_id: paper.stem for paper in made()} == {
        "aid_approval": "慰问审批表-2026年度-高䶮",
        "attendance": "活动签到表-2026年度-运动会",
        "hardship": "困难职工登记表-2026年度-高䶮",
        "receipt": "实名签领表-2026年度-春节慰问",
    }


def test_namesakes_get_files_of_their_own() -> None:
    facts = replace(FACTS, aids=(AID, AID, replace(AID, name="a"), replace(AID, name="A")))
    stems = [paper.stem for paper in made(facts, "aid_approval")]
    assert stems == [
        "慰问审批表-2026年度-高䶮",
        "慰问审批表-2026年度-高䶮-2",
        "慰问审批表-2026年度-a",
        "慰问审批表-2026年度-A-2",
    ]


def test_no_facts_no_papers_and_forms_of_other_things_are_passed_over() -> None:
    assert made(LedgerFacts("青石镇总工会")) == ()
    assert [paper.form_id for paper in made(FACTS, "nomination", "receipt")] == ["receipt"]


@pytest.mark.parametrize("form_id", IDS)
def test_every_form_is_whole_with_facts_and_without(form_id: str) -> None:
    blank = LedgerFacts(
        "", aids=(AidFacts(2026),), receipts=(ReceiptFacts(2026, "", ""),), hardships=(HardshipFacts(2026),),
        activities=(AttendanceFacts(2026, ""),),
    )  # fmt: skip
    for facts in (FACTS, blank):
        for block in one(facts, form_id).blocks:
            if isinstance(block, Grid):
                place(block)


@pytest.mark.parametrize("form_id", IDS)
def test_pdf_and_word_hold_the_words_of_the_blocks(form_id: str) -> None:
    document = one(FACTS, form_id)
    wanted = bare(plain_text(document))
    assert bare("".join(pages(document))) == wanted
    assert sorted(bare(in_word(document))) == sorted(wanted)


def test_a_form_that_asks_for_an_unknown_field_is_named() -> None:
    wrong = {**forms()["attendance"], "title": "{{无此}}"}
    with pytest.raises(AppError) as caught:
        ledger_forms(FACTS, [wrong])
    assert caught.value.values["field"] == "无此"


def test_papers_joined_begin_a_page_each_and_are_not_numbered_through() -> None:
    facts = replace(FACTS, aids=tuple(replace(AID, name=name) for name in people(3)))
    document = joined(made(facts, "aid_approval"))
    assert sum(isinstance(block, Title) for block in document.blocks) == 3
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 2
    assert [name in page for name, page in zip(people(3), pages(document), strict=True)] == [True] * 3
    assert not document.page_numbers
    assert joined(made(FACTS, "receipt")).page_numbers
    with pytest.raises(ValueError, match="no paper"):
        joined(())


# ------------------------------------------------------------------------------------------- approval


def test_an_approval_says_all_that_is_known() -> None:
    assert bare(plain_text(one(FACTS, "aid_approval"))) == bare(APPROVAL_TEXT)


def test_an_approval_fits_one_page_however_long_its_texts() -> None:
    long = replace(
        AID, name=LONG, unit="青石镇纺织服装行业联合工会第三工会小组", reason="上门慰问" * 40, goods="米面油" * 12,
        needed="住院收费票据或住院证明、病历首页、出院记录（小结）", limit="每人每年累计不超过2200元",
    )  # fmt: skip
    for aid in (AID, long, AidFacts(2026)):
        assert len(pages(one(replace(FACTS, aids=(aid,)), "aid_approval"))) == 1


def test_a_blank_approval_is_one_to_write_in() -> None:
    said = "".join(cells(one(replace(FACTS, aids=(AidFacts(2026),)), "aid_approval")))
    assert "■" not in said
    assert not re.search(r"\d", said)
    assert "大写：人民币" in said


@pytest.mark.parametrize("kind", code_list("aid_kind").values())
def test_every_kind_of_aid_has_just_one_box_ticked(kind: str) -> None:
    said = rows(one(replace(FACTS, aids=(replace(AID, kind=kind),)), "aid_approval"))[2][1]
    assert said.count("■") == 1
    assert kind in said.replace("退休离岗", "退休")


@pytest.mark.parametrize("source", code_list("fund_source").values())
def test_every_source_has_just_one_box_ticked(source: str) -> None:
    said = rows(one(replace(FACTS, aids=(replace(AID, source=source),)), "aid_approval"))[7][1]
    assert said.count("■") == 1
    assert f"■{source}" in said.replace("上级补助", "上级工会补助") or f"■其他{source}" in said or source == "其他"


@pytest.mark.parametrize(
    ("relation", "box"), [("妻子", "配偶"), ("母亲", "父母"), ("儿子", "子女"), ("岳父", ""), ("", "")]
)
def test_the_relation_ticks_its_box(relation: str, box: str) -> None:
    said = rows(one(replace(FACTS, aids=(replace(AID, relation=relation, reason=""),)), "aid_approval"))[4][1]
    assert re.findall(r"■(\w\w)", said) == ([box] if box else [])
    assert relation in said


@pytest.mark.parametrize(
    ("kind", "reason", "box"),
    [
        ("直系亲属去世", "母亲去世", "父母"), ("直系亲属去世", "儿子因病去世", "子女"),
        ("直系亲属去世", "岳父去世", ""), ("直系亲属去世", "丈夫的母亲去世", ""), ("直系亲属去世", "慰问家属", ""),
        ("生病住院", "母亲去世后住院", ""),
    ],
)  # fmt: skip
def test_who_has_died_is_ticked_where_the_reason_says_it(kind: str, reason: str, box: str) -> None:
    aid = replace(AID, kind=kind, reason=reason, relation="")
    said = rows(one(replace(FACTS, aids=(aid,)), "aid_approval"))[4][1]
    assert re.findall(r"■(\w\w)", said) == ([box] if box else [])


@pytest.mark.parametrize(
    ("money", "figures", "in_words"),
    [
        (Money(50_000), "¥500.00", "人民币伍佰元整"), (Money(None, 12_345), "¥123.45", "人民币壹佰贰拾叁元肆角伍分"),
        (Money(10_000_000, None, "近10万元"), "近10万元", "人民币"), (Money(), "¥", "人民币"),
        (Money(0), "¥0.00", "人民币"),
    ],
)  # fmt: skip
def test_the_amount_stands_in_figures_and_in_capitals(money: Money, figures: str, in_words: str) -> None:
    said = rows(one(replace(FACTS, aids=(replace(AID, money=money),)), "aid_approval"))[6][1]
    assert said == f"小写：{figures}\n大写：{in_words}"


# ------------------------------------------------------------------------------------------- receipts


def test_a_receipt_has_a_line_a_person_and_the_sums() -> None:
    found = rows(one(FACTS, "receipt"))
    assert found[0][:6] == ["序号", "姓名", "部门/小组", "品名（规格）", "数量", "金额（元）"]
    assert found[0][6:] == ["签领人", "代领人\n及关系", "日期", "备注"]
    assert found[1] == ["1", "高䶮", "纺织厂工会", "米面油", "1", "慰问金 300.00\n慰问品 100.00", "", "", "", ""]
    assert found[3][:5] == ["合　计", "2人", "2", "慰问金 500.00\n慰问品 200.00", "大写：人民币柒佰元整"]
    said = plain_text(one(FACTS, "receipt"))
    assert "慰问品(金)发放实名签领表" in said
    assert "事项：春节慰问" in said
    assert "标准：300元/人" in said


def test_the_reason_stands_above_the_goods_where_there_are_several() -> None:
    lines = tuple(replace(line, matter="住院") for line in RECEIPT.lines)
    document = one(replace(FACTS, receipts=(replace(RECEIPT, matter="", lines=lines),)), "receipt")
    assert rows(document)[1][3] == "住院\n米面油"
    assert "事项：见各行" in plain_text(document)


def receipt_of(count: int, **more: Any) -> Document:
    lines = tuple(
        ReceiptLine(name, "青石镇纺织服装行业联合工会", "", "东北大米10kg、菜籽油5L", "1", Money(30_000))
        for name in people(count)
    )
    facts = replace(RECEIPT, lines=lines, people=f"{count}人", money=Money(30_000 * count), quantity=str(count), **more)
    return one(replace(FACTS, receipts=(facts,)), "receipt")


def test_sixty_sign_under_the_header_of_every_page() -> None:
    found = pages(receipt_of(SEVERAL))
    assert len(found) > 1
    assert all("签领人" in page for page in found)
    assert sum(page.count("300.00") for page in found) == SEVERAL
    assert "18,000.00" in found[-1]
    assert "人民币壹万捌仟元整" in bare(found[-1])


def test_in_word_the_header_comes_again_too() -> None:
    [table] = docx.Document(BytesIO(render_docx(receipt_of(SEVERAL)))).tables
    marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert marked == [True, *[False] * (SEVERAL + 2)]


@pytest.mark.parametrize("count", range(8, 16))
def test_the_sums_and_the_signatures_are_never_parted(count: int) -> None:
    [last] = [page for page in pages(receipt_of(count)) if "合　计" in page]
    assert "工会主席：" in last
    assert "（盖章）" in last


@pytest.mark.parametrize("count", range(8, SEVERAL, 1))
def test_the_sums_never_stand_on_a_page_without_names(count: int) -> None:
    [last] = [page for page in pages(receipt_of(count)) if "合　计" in page]
    assert last.count("王小") >= 2
    assert "工会主席：" in last


def test_in_word_the_sums_stay_with_two_names() -> None:
    [table] = docx.Document(BytesIO(render_docx(receipt_of(SEVERAL)))).tables
    kept = [all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs) for row in table.rows]
    assert kept == [True, *[False] * (SEVERAL - 2), True, True, True, False]


@given(st.integers(1, 40), st.integers(1, 10**7))
def test_the_sum_of_a_receipt_is_the_sum_of_its_lines(count: int, fen: int) -> None:
    lines = tuple(ReceiptLine(name, money=Money(fen)) for name in people(count))
    facts = replace(RECEIPT, lines=lines, money=Money(fen * count), people=f"{count}人")
    found = rows(one(replace(FACTS, receipts=(facts,)), "receipt"))
    amounts = [row[5] for row in found[1 : 1 + count]]
    assert sum(int(re.sub(r"[,.]", "", said)) for said in amounts) == int(re.sub(r"[,.]", "", found[1 + count][3]))


# ------------------------------------------------------------------------------------------- hardship


def test_a_hardship_form_has_the_family_and_four_lines_at_least() -> None:
    grid = grid_of(one(FACTS, "hardship"))
    texts = [[words(cell.run) for cell in row.cells] for row in grid.rows]
    at = next(number for number, row in enumerate(texts) if row[0] == "姓　名" and number) + 1
    assert texts[at] == ["高大山", "父亲", "男", "1955年1月", "务农", "患病", "180.00"]
    assert texts[at + 1 : at + 4] == [[""] * 7] * 3
    assert texts[at + 4] == ["家庭收入核算（元）"]


def test_a_hardship_form_shows_the_reckoning_and_the_masked_number() -> None:
    said = cells(one(FACTS, "hardship"))
    assert {"42,720.00", "26,000.00", "16,720.00", "348.33", "110105********1226", "138****8000"} <= set(said)
    assert "　　一\n　　二" in said


def test_a_hardship_form_is_two_pages() -> None:
    five = tuple(replace(HARDSHIP.relatives[0], id_no="110105********1226", name=LONG) for _ in range(5))
    for file in (HARDSHIP, replace(HARDSHIP, relatives=five), HardshipFacts(2026)):
        assert len(pages(one(replace(FACTS, hardships=(file,)), "hardship"))) == 2


# ------------------------------------------------------------------------------------------- attendance


def test_an_attendance_sheet_has_names_first_and_blank_lines_after() -> None:
    document = one(FACTS, "attendance")
    assert rows(document)[1:] == [
        ["1", "高䶮", "纺织厂工会", "", "", "裁判"], ["2", "", "", "", "", ""], ["3", "", "", "", "", ""],
    ]  # fmt: skip
    said = plain_text(document)
    assert said.startswith("青石镇总工会活动签到表\n")
    for words_ in ("活动：运动会", "时间：2026年5月", "地点：文体广场", "应到1人，实到____人"):
        assert words_ in said


def test_sixty_and_their_blank_lines_under_the_header_of_every_page() -> None:
    lines = (*(AttendanceLine(name) for name in people(SEVERAL)), *[AttendanceLine()] * 10)
    found = pages(one(replace(FACTS, activities=(replace(ACTIVITY, lines=lines),)), "attendance"))
    assert len(found) > 1
    assert all("单位/部门" in page for page in found)
    assert all(name in "".join(found) for name in people(SEVERAL))
    assert "70" in found[-1]


def test_a_blank_attendance_sheet_is_one_page() -> None:
    lines = (AttendanceLine(),) * 20
    assert len(pages(one(replace(FACTS, activities=(replace(ACTIVITY, lines=lines),)), "attendance"))) == 1


def test_long_names_are_whole() -> None:
    assert bare(LONG) in bare("".join(pages(one(FACTS, "receipt"))))
