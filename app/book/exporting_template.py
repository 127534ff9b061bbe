"""The blank workbook: the nine sheets with their headers, lists to choose from, and how to fill each column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.book.exporting_cells import Cell
from app.book.exporting_write import Sheet, write_workbook
from app.book.workbook import CONTRACT_ITEMS, FIGURES, GUIDE, OVERVIEW, Column, contract_columns
from app.domain.fields import Kind, RecordType
from app.domain.records import BY_SHEET, CONTRACT_SHEETS
from app.resources import code_list

_ROWS = 2000  # how far down the lists reach
_FIRST_LIST = 4  # the column of 说明 where the lists begin

_BY_KIND = {
    Kind.ID_NUMBER: "18位身份证号。本列已设为文本格式，请勿改成数字，否则末几位会丢失。",
    Kind.PHONE: "手机号或带区号的座机。本列为文本格式。",
    Kind.CARD: "银行卡号。本列已设为文本格式，请勿改成数字，否则末几位会丢失。",
    Kind.DATE: "知道多少写多少：2026-03-08、2026年3月、2026年均可。",
    Kind.WHEN: "知道多少写多少：2026-03-08、3月8日、3月底、8月20日至21日、上半年、全年均可，也可不填。",
    Kind.COUNT: "写数字，也可写“30余名”“近千人”，打印时照原样。",
    Kind.MONEY: "单位：元。写数字，也可写“近10万元”，打印时照原样。",
    Kind.BOOL: "填“是”或“否”。",
    Kind.YEAR: "四位年份，如2026。",
}
_BY_HEADER = {
    FIGURES: "格式：标签=量；标签=量。如：口罩=8000余只；参赛企业=10家。量照平时写法写，原样保留。",
    "所属组织": "可写多级，用“/”分开，如：机械厂工会/一车间小组。没有的组织会自动新增。",
    "上级": "上级组织的名称；同名的写全路径，用“/”分开。",
    "类别": "可从列表中选，也可写自己的说法。",
    "领域": "可从列表中选，也可写自己的说法。",
}
_GUIDE = (
    ("这是工会小管家的导入模板。", ""),
    ("怎样填", "每张表一行一条记录；底色较深的列必填，其余列可以不填。空格子不会覆盖已有内容。"),
    ("表头", "按名称识别，列的顺序可以变，可以删列，也可以加列；不认识的列会记入备注。"),
    ("重复导入", "同一个文件导入两次，第二次不会有任何变化。"),
    ("概况", "每行一个项目，可以加自己的项目。“年度”是本工作簿的统计年度。"),
    ("会员", "先按身份证号认人，没有身份证号时按姓名和所属组织认人。"),
    ("数据", "写总结要用的数字，如：口罩=8000余只；参赛企业=10家。"),
    ("本页", "导入时不读本页。右边各列是各表下拉列表的内容。"),
)


def write(out: Path) -> None:
    """Write the template.

    Raises:
        FileProblem: the file cannot be written.
    """
    records = [BY_SHEET[name] for name in CONTRACT_SHEETS]
    sheets = [_blank(record) for record in records]
    lists = _lists(records)
    write_workbook(out, [*sheets, _guide(lists)], finish=lambda book: _finish(book, records, lists))


def _blank(record: RecordType) -> Sheet:
    columns = contract_columns(record)
    rows: list[list[Cell]] = [[item] for item in CONTRACT_ITEMS] if record.sheet == OVERVIEW else []
    kinds = tuple(c.field.kind if c.field else None for c in columns)
    return Sheet(record.sheet, tuple(c.header for c in columns), kinds, rows)


def _lists(records: list[RecordType]) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(c.field.codes for r in records for c in contract_columns(r) if c.field and c.field.codes)
    return {name: code_list(name).values() for name in names}


def _guide(lists: dict[str, tuple[str, ...]]) -> Sheet:
    deepest = max(map(len, lists.values()))
    rows: list[list[Cell]] = []
    for at in range(max(deepest, len(_GUIDE))):
        told: list[Cell] = list(_GUIDE[at]) if at < len(_GUIDE) else [None, None]
        told += [None] * (_FIRST_LIST - 2)
        rows.append(told + [values[at] if at < len(values) else None for values in lists.values()])
    titles = [code_list(name).title for name in lists]
    return Sheet(
        GUIDE,
        ("说明", "内容", "", "", *titles),
        (Kind.TEXT, Kind.LONG, *[Kind.TEXT] * (len(lists) + _FIRST_LIST - 2)),
        rows,
    )


def _finish(book: Any, records: list[RecordType], lists: dict[str, tuple[str, ...]]) -> None:
    """Lists to choose from, notes on headers, and the headers that must be filled in another colour."""
    needed = book.add_format(
        {"bold": True, "bg_color": "#9DB8DC", "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
    )
    for record in records:
        page = book.get_worksheet_by_name(record.sheet)
        for index, column in enumerate(contract_columns(record)):
            if column.field and column.field.required:
                page.write_string(0, index, column.header, needed)
            if note := _note(column):
                page.write_comment(0, index, note, {"x_scale": 2, "y_scale": 1.2})
            source = _source(column, lists)
            if source:
                page.data_validation(
                    1, index, _ROWS, index, {"validate": "list", "source": source, "show_error": False}
                )


def _note(column: Column) -> str:
    if column.header in _BY_HEADER:
        return _BY_HEADER[column.header]
    return _BY_KIND.get(column.field.kind, "") if column.field else ""


def _source(column: Column, lists: dict[str, tuple[str, ...]]) -> str | list[str]:
    if column.field is None:
        return ""
    if column.field.kind is Kind.BOOL:
        return ["是", "否"]
    if not column.field.codes:
        return ""
    at = _FIRST_LIST + list(lists).index(column.field.codes)
    letter = f"{chr(64 + at // 26)}{chr(65 + at % 26)}" if at >= 26 else chr(65 + at)
    return f"={GUIDE}!${letter}$2:${letter}${len(lists[column.field.codes]) + 1}"
