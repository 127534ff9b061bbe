"""The list of what a salvage brought and what it did not, as a text that the clerk can print and keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.domain.records import BY_TABLE
from app.store.datafile import serial
from app.store.salvage_told import Count, Missing, Salvage

_SHOWN = 500  # records named under one heading
_NUMERALS = "一二三四五六七"


def list_text(told: Salvage, source: Path, *, named: bool) -> str:
    """The list in Chinese; with ``named`` records are called by their names, which a file with a password keeps."""
    moment = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    lines = [f"《{source.name}》抢救清单", "", f"抢救时间：{moment}", f"受损文件：{source}（未作任何改动，请继续保留）",
             f"新文件：{told.path}", ""]  # fmt: skip
    if told.whole:
        lines += ["全部记录都已救回，没有发现缺失。", ""]
    lines += _numbered([("各类记录的数目", list(_counts(told))), *_missing(told, named=named)])
    if not told.whole:
        lines += ["说明：抢救之前的操作不能再撤销，修改记录仍可查看。缺失的内容，可到较早的备份中查找。", ""]
    return "\n".join(lines)


def missing_text(told: Salvage) -> str:
    """What is missing, for the window: the same without what is whole, with names."""
    short = [f"　　{table_name(one.table)}：{_count(one)}" for one in told.counts
             if one.table in BY_TABLE and (one.lost or one.unclear or one.partly)]  # fmt: skip
    return "\n".join(_numbered([("有缺失的几类记录", short), *_missing(told, named=True)])).rstrip()


def _missing(told: Salvage, *, named: bool) -> list[tuple[str, list[str]]]:
    strange = f"　　共 {told.strange} 条，没有放进新文件"
    return [
        ("找不回来的记录", list(_of(told, "lost", named=named))),
        ("只找回一部分的记录（请对照纸质资料补全）", list(_of(told, "partly", named=named))),
        ("个别内容已无法辨认的记录（请核对）", list(_of(told, "mended", named=named))),
        ("所关联的记录已丢失、关联已清空的记录", list(_of(told, "unlinked", named=named))),
        ("打不开的附件和材料（请重新添加）", list(_files(told, named=named))),
        ("无法判断属于哪一类的记录", [strange] if told.strange else []),
    ]


def _numbered(parts: list[tuple[str, list[str]]]) -> list[str]:
    there = [part for part in parts if part[1]]
    return [line for number, (title, body) in zip(_NUMERALS, there, strict=False)
            for line in (f"{number}、{title}", *body, "")]  # fmt: skip


def table_name(table: str) -> str:
    """What records of a table are called together in the workbook."""
    return BY_TABLE[table].sheet or _OTHERS.get(table, BY_TABLE[table].label)


_OTHERS = {
    "figure": "数据", "attachment": "附件", "paper": "生成的材料", "saved_filter": "常用筛选",
    "summary_draft": "总结草稿", "summary_text": "总结草稿段落", "sealing": "封存",
}  # fmt: skip


def field_names(table: str, columns: tuple[str, ...]) -> list[str]:
    """What the columns are called on the form."""
    fields = BY_TABLE[table].fields
    return [field.header or field.label for field in fields if {name for name, _ in field.columns} & set(columns)]


def _counts(told: Salvage) -> Iterator[str]:
    for one in told.counts:
        if one.table in BY_TABLE and (one.saved or one.lost or one.unclear):
            yield f"　　{table_name(one.table)}：{_count(one)}"


def _count(one: Count) -> str:
    text = f"救回 {one.saved} 条"
    if one.partly:
        text += f"（其中 {one.partly} 条不完整）"
    if one.lost:
        text += f"，丢失 {one.lost} 条"
    if one.unclear:
        text += f"，另有 {one.unclear} 个编号无从查考"
    return text


def _of(told: Salvage, how: str, *, named: bool) -> Iterator[str]:
    found = [one for one in told.missing if one.how == how and one.table in BY_TABLE]
    for one in found[:_SHOWN]:
        yield f"　　{record_line(one, named=named)}"
    if len(found) > _SHOWN:
        yield f"　　……还有 {len(found) - _SHOWN} 条，未逐一列出"


def record_line(one: Missing, *, named: bool) -> str:
    """One record on the list: kind, number, name where it may stand there, and the columns concerned."""
    line = f"{table_name(one.table)}　第 {serial(one.row_id)} 号"
    if named and one.caption:
        line += f"　{one.caption}"
    if names := field_names(one.table, one.columns):
        line += f"：{'、'.join(names)}"
    return line


def _files(told: Salvage, *, named: bool) -> Iterator[str]:
    for one in told.files[:_SHOWN]:
        line = one.name if named else table_name(one.table)
        if one.owner_table in BY_TABLE:
            line = f"{table_name(one.owner_table)}　第 {serial(one.owner_id or 0)} 号　{line}"
        yield f"　　{line}"
