"""The exchange workbook's layout: its sheets, the columns of each, and the few words with a meaning of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.errors import Cancelled
from app.domain.fields import Field, RecordType
from app.domain.records import ALL, BY_SHEET, BY_TABLE

OVERVIEW = "概况"
FIGURES = "数据"
HANDLE = "编号"  # numbers the records of one workbook so that rows of another sheet can point at them
YEAR = "年度"
GUIDE = "说明"  # our own sheet of explanations, never data

# Sheets whose 数据 column stands in every workbook; other types with figures show it where a record has some.
_ALWAYS_FIGURES = frozenset({"entry", "activity", "plan"})
# Their columns hold a name (评选名称, 评分办法, 评分内容) as long as only one record bears it, else the 编号.
NAMED = frozenset({"award_round", "score_scheme", "score_item"})
# These go into 概况 row by row and have no sheet of their own.
IN_OVERVIEW = frozenset({"union_info", "report_year", "overview"})

PERIOD_ITEMS = {"period_from": "统计期起", "period_to": "统计期止", "closed_on": "结账日期", "remark": "统计年度备注"}
# What the contract names first; the template offers these rows.
CONTRACT_ITEMS = (
    "工会名称", "单位性质", "上级工会", "年度", "统计期起", "统计期止", "届次", "工会主席", "主题", "自评", "背景",
)  # fmt: skip

Report = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: a field, or (``field`` None) the 数据 or 编号 of a record."""

    header: str
    field: Field | None = None


def contract_columns(record: RecordType) -> tuple[Column, ...]:
    """The columns that a sheet of ``record`` has in every workbook, in the contract's order."""
    columns = [Column(field.header, field) for field in record.fields if field.contract]
    if record.table in _ALWAYS_FIGURES:
        at = next((i for i, c in enumerate(columns) if c.field and c.field.name == "remark"), len(columns))
        columns.insert(at, Column(FIGURES))
    return tuple(columns)


def extra_fields(record: RecordType) -> tuple[Field, ...]:
    """The fields that get a column only where a record fills them."""
    return tuple(field for field in record.fields if not field.contract)


def sheet_record(name: str) -> RecordType | None:
    """The record type whose sheet is called ``name``; None for a word that is no sheet of ours."""
    record = BY_SHEET.get(name)
    return record if record and (record.table not in IN_OVERVIEW or record.sheet == OVERVIEW) else None


SHEETS: tuple[str, ...] = tuple(name for name in BY_SHEET if sheet_record(name))


def _depth(record: RecordType) -> int:
    others = {field.ref for field in record.fields if field.ref and field.ref != record.table}
    return 1 + max((_depth(BY_TABLE[table]) for table in others), default=0)


# Every record type after those it points at.
WHOLES_FIRST: tuple[RecordType, ...] = tuple(sorted((r for r in ALL if r.sheet), key=_depth))


class Progress:
    """Reports how far a job has come, and stops it where the clerk asked for that."""

    _EVERY = 300  # rows: often enough for a bar that moves, seldom enough to cost nothing

    def __init__(self, total: int, report: Report | None, cancelled: Asked | None, stopped: str) -> None:
        """``stopped`` is the sentence of the Cancelled that ends the job."""
        self._total = total
        self._report = report
        self._cancelled = cancelled
        self._stopped = stopped
        self._done = 0
        self._next = 0

    def step(self, count: int = 1) -> None:
        """Count ``count`` rows as done.

        Raises:
            Cancelled: the clerk asked to stop.
        """
        self._done += count
        if self._done < self._next:
            return
        self._next = self._done + self._EVERY
        if self._cancelled is not None and self._cancelled():
            raise Cancelled(self._stopped)
        if self._report is not None:
            self._report(min(self._done, self._total), self._total)
