"""Papers with every kind of block, shared by the tests of the renderers."""

from __future__ import annotations

import re

import pypdfium2

from app.documents.blocks import (
    FORM_LANDSCAPE,
    FORM_PORTRAIT,
    Addressee,
    AnnexNote,
    Blank,
    Block,
    Column,
    Document,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Item,
    Note,
    PageBreak,
    PageSpec,
    Paragraph,
    SignOff,
    Span,
    Subtitle,
    Table,
    Title,
    run,
)  # fmt: skip

RARE = "䶮㛃"
STORY = "一年来，镇工会围绕中心、服务大局，“走访慰问”困难职工，发放慰问金12,345.60元；"


def label(text: str, **how: int) -> GridCell:
    return GridCell(run(text), label=True, **how)


def value(text: str = "", **how: object) -> GridCell:
    return GridCell(run(text), **how)  # type: ignore[arg-type]


def table_a(story: str = "认真负责。") -> Grid:
    """推荐审批表: twelve columns."""
    seal = "（盖章）　　　年　　月　　日"
    row = GridRow
    return Grid((1,) * 12, (
        row((label("姓名"), value(RARE, col_span=2), label("性别"), value("女"), label("出生年月"),
             value("1978年3月", col_span=2), label("民族"), value("汉族"), value("照片", col_span=2, row_span=4)), 11),
        row((label("政治面貌"), value("中共党员", col_span=2), label("学历"), value("大学本科"), label("参加工作时间"),
             value("1999年7月", col_span=2), label("入会时间"), value("1999年8月")), 11),
        row((label("工作单位及部门", col_span=2), value("青山镇人民政府社会事务办公室", col_span=5),
             label("职务/职称"), value("副主任", col_span=2)), 11),
        row((label("工会职务"), value("组织委员", col_span=2), label("从事工会工作时间", col_span=2),
             value("2011年至今", col_span=2), label("联系电话"), value("13812345678", col_span=2)), 11),
        row((label("个人简历"), value("1999.07　青山中学\n2011.03　青山镇工会", col_span=11, valign="top")), 30),
        row((label("何时何地受过何种奖励"), value("2019年县优秀工会积极分子", col_span=11, valign="top")), 25),
        row((label("主要事迹"), value(story, col_span=11, valign="top")), 60),
        row((label("工会小组（分会）推荐意见"),
             value("应到42人，实到40人，同意39票。", col_span=11, foot="签字：　　年　月　日")), 18),
        row((label("公示情况"), value("公示时间：2026年11月2日至11月8日，无异议□", col_span=11))),
        row((label("单位党组织意见"), value(col_span=5, foot=seal),
             label("单位工会意见"), value(col_span=5, foot=seal)), 20),
        row((label("上级工会审批意见"), value(col_span=11, foot=seal)), 20),
        row((label("备注"), value(col_span=11))),
    ))  # fmt: skip


def quota(rows: int) -> Table:
    """表D 名额分配表."""
    columns = (
        Column("序号", 1, "center"),
        Column("分工会", 4),
        Column("会员人数", 2, "right"),
        Column("备注", 3),
    )
    body = tuple((str(i), f"第{i}工会小组", str(i * 7), "王䶮负责" if i % 9 == 0 else "") for i in range(1, rows + 1))
    return Table(columns, body, "表1　名额分配表")


def everything(rows: int = 3) -> Document:
    """One of every block."""
    blocks: tuple[Block, ...] = (
        Title(run("青山镇总工会关于报送2026年度工会工作总结和2027年工作打算的报告")),
        Subtitle(run("（2026年12月5日）")),
        Addressee(run("县总工会：")),
        Paragraph(run("全镇共有会员", Span("1,234人", "f1"), f"，{RARE}等同志——按姓氏笔画排列……参加。", STORY * 3)),
        Heading(1, run("一、组织建设")),
        Heading(2, run("（一）会员发展")),
        Heading(3, run("1. 入会情况")),
        Heading(4, run("（1）转入")),
        Paragraph(run("居中的一行"), align="center"),
        Item("1.", run("先填好表。", STORY * 2)),
        quota(rows),
        Note("注：按四舍五入。"),
        Blank(1),
        Paragraph(run("特此报告。\n另起一段。")),
        AnnexNote(("青山镇总工会2026年度优秀工会积极分子推荐人选汇总表及其公示情况说明", "收支情况表")),
        SignOff("青山镇总工会委员会", "2026年12月5日"),
        PageBreak(),
        Grid((1, 2), (GridRow((label("甲"), value("乙", foot="丙"))),)),
    )
    return Document("2026年度工会工作总结", blocks, author="青山镇总工会")


def form(story: str = "认真负责。", page: PageSpec = FORM_PORTRAIT) -> Document:
    """表A on its page."""
    return Document("推荐审批表", (Title(run("推荐审批表")), table_a(story), Note("一式3份")), page)


def wide_list(rows: int) -> Document:
    """表C: twenty columns on a landscape page."""
    titles = [
        "序号",
        "姓名",
        "性别",
        "出生年月",
        "民族",
        "政治面貌",
        "学历",
        "身份证号",
        "工作单位",
        "职务/职称",
        "工会职务",
        "技术等级",
        "参加工作时间",
        "是否农民工",
        "人员结构",
        "主要荣誉",
        "推荐理由",
        "联系电话",
        "推荐单位",
        "备注",
    ]
    row = (
        "1", "欧阳䶮", "女", "1978-03", "汉族", "中共党员", "本科", "110101197803070012", "青山镇社会事务办",
        "副主任", "组织委员", "高级工", "1999-07", "否", "一线职工", "2019年县优秀", "热心工会工作。", "13812345678",
        "镇工会", "",
    )  # fmt: skip
    table = Table(tuple(Column(title) for title in titles), (row,) * rows)
    return Document("汇总表", (Title(run("推荐对象汇总表")), table), FORM_LANDSCAPE)


def bare(text: str) -> str:
    """Text without any white space, and without the line breaks that a page puts in."""
    return re.sub(r"[\s\ufffe\x02]+", "", text)


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page of a PDF."""
    held = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in held]
    finally:
        held.close()


CharBox = tuple[str, tuple[float, float, float, float]]


def pdf_chars(data: bytes, page: int = 0) -> list[CharBox]:
    """The visible characters of a page with their boxes (left, bottom, right, top in points)."""
    held = pypdfium2.PdfDocument(data)
    try:
        text = held[page].get_textpage()
        found = [(text.get_text_range(i, 1), text.get_charbox(i, loose=True)) for i in range(text.count_chars())]
    finally:
        held.close()
    return [(char, box) for char, box in found if char.strip()]
