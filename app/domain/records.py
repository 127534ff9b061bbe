"""THE list of record types: columns, editors, checks, Excel headers and captions follow from it."""

from __future__ import annotations

from app.domain.fields import Field, Kind, RecordType
from app.domain.types import awards, papers, people, work

__all__ = ["ALL", "BY_SHEET", "BY_TABLE", "CONTRACT_SHEETS", "Field", "Kind", "RecordType", "children_of"]

ALL: tuple[RecordType, ...] = (*people.ALL, *work.ALL, *awards.ALL, *papers.ALL)
BY_TABLE = {record.table: record for record in ALL}
BY_SHEET = {record.sheet: record for record in ALL if record.sheet}

# The sheets every workbook has, in the order of the exchange contract.
CONTRACT_SHEETS = ("概况", "组织", "会员", "慰问帮扶", "活动", "荣誉", "问题", "计划", "评选")


def children_of(table: str) -> tuple[RecordType, ...]:
    """The record types whose records are parts of a record of ``table``."""
    return tuple(r for r in ALL if r.owner and r.field(r.owner).ref == table)
