"""The recovery sheet: one page for the safe, with the code that opens a file whose password was forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.documents.blocks import Blank, Block, Document, Grid, GridCell, GridRow, Paragraph, Title, run
from app.documents.layout import FORM_PORTRAIT, Face, Type
from app.domain.when import cn_date

_PAGE = replace(
    FORM_PORTRAIT,
    title=Type(Face.XIAOBIAOSONG, 22, 40),
    body=Type(Face.FANGSONG, 14, 25),
    table_pt=12,
    top_tw=1247,
    bottom_tw=1134,
    left_tw=1474,
    right_tw=1474,
)
_WIDE = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)}  # full-width letters: each as wide as the others
_IN_ROW = 5  # groups of the code in a row: short enough to keep one's place in
_CODE_MM, _FACT_MM, _SIGN_MM = 13.0, 10.0, 14.0

_WHAT_FOR = (
    "本单上的恢复码可以代替密码，打开上列数据文件和用同一密码做的备份。忘了密码，只有凭它才能打开；"
    "密码和恢复码都没有了，谁也打不开。"
)
_STEPS = (
    "打开数据文件，在问密码的窗口里点“忘记密码了？”。",
    "照着上表，从左到右、从上到下，把恢复码输进密码栏。不分大小写，空格和短横可有可无；码里没有数字0、1、8、9。",
    "打开以后，立即在“文件”菜单的“密码…”里换一个新密码，重新打印一张恢复单，把这一张销毁。",
)
_KEEPING = (
    "拿到本单的人就能看到文件里的全部内容。请装入信封封好，与印章一起锁在保险柜里，不要拍照，不要存在电脑里。"
    "密码改过以后，本单作废。"
)


@dataclass(frozen=True, slots=True)
class RecoveryFacts:
    """What stands on the sheet; ``day`` is when it is printed, ``code`` in groups parted by hyphens."""

    union: str
    file: str
    day: date
    code: str


def recovery_sheet(facts: RecoveryFacts) -> Document:
    """The sheet for one file."""
    blocks: list[Block] = [
        Title(run("数据文件密码恢复单")),
        Blank(1),
        _facts(facts),
        Blank(1),
        _code(facts.code),
        Blank(1),
        Paragraph(run(_WHAT_FOR)),
        *(Paragraph(run(f"{number}. {step}")) for number, step in enumerate(_STEPS, 1)),
        Paragraph(run(_KEEPING)),
        Blank(1),
        _signatures(),
    ]
    return Document("数据文件密码恢复单", tuple(blocks), _PAGE, page_numbers=False, author=facts.union)


def _facts(facts: RecoveryFacts) -> Grid:
    rows = (("工会名称", facts.union), ("数据文件", facts.file), ("打印日期", cn_date(facts.day)))
    return Grid(
        (1.0, 3.6),
        tuple(GridRow((GridCell(run(name), label=True), GridCell(run(value))), _FACT_MM) for name, value in rows),
    )


def _code(code: str) -> Grid:
    """The groups in rows, each in a box of its own; a number at the head of a row keeps the reader's place."""
    groups = code.split("-")
    rows = [groups[at : at + _IN_ROW] for at in range(0, len(groups), _IN_ROW)]
    head = GridRow((GridCell(run("恢复码"), col_span=_IN_ROW + 1, label=True),), _FACT_MM)
    return Grid((0.5, *[1.6] * _IN_ROW), (head, *(_code_row(at, row) for at, row in enumerate(rows, 1))))


def _code_row(number: int, groups: list[str]) -> GridRow:
    cells = [GridCell(run(group.translate(_WIDE)), label=True) for group in groups]
    cells += [GridCell(run("—"), align="center")] * (_IN_ROW - len(groups))
    return GridRow((GridCell(run(f"{number}"), align="center"), *cells), _CODE_MM)


def _signatures() -> Grid:
    day = "　　年　　月　　日"
    rows = (("交单人签字", "", "交单日期", day), ("保管人签字", "", "收单日期", day))
    return Grid(
        (1.5, 1.5, 1.2, 2.3),
        tuple(
            GridRow(
                tuple(GridCell(run(text), label=at % 2 == 0, align="right") for at, text in enumerate(row)), _SIGN_MM
            )
            for row in rows
        ),
    )
