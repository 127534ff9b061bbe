"""Which rows below a header are data: totals, signatures, headings and notes are told apart and named, not lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.book.importing_headers import Role, is_numbering, plain
from app.book.importing_notes import LEFT_OUT, gather
from app.book.importing_plan import Said
from app.book.reading_sheets import RawSheet
from app.book.workbook import OVERVIEW
from app.domain.fields import Kind, RecordType
from app.i18n import N_

Row = tuple[int, tuple[str, ...]]  # Excel's number and the cells

_TOTAL = re.compile(r"(?:本页|全部|以上|本表)?(?:合计|总计|小计|共计|累计|总和)(?:人数|金额|数)?:?(?:[(:].*)?")
_SUBTOTAL = re.compile(r".{1,30}(?:合计|总计|小计|共计)(?:人数|金额|数)?:?")  # 一车间小计: only where nobody is named
_DATED = re.compile(r"(?:(?:19|20)\d\d|[一二][〇○零九0-9一二三四五六七八]{3})年.{0,3}月.{0,4}日?")
_SIGNED = re.compile(
    r"(?:制表|填表|填报|审核|复核|负责|经办|主管|单位负责|统计|联系)人?(?:签字|签名|签章|盖章|电话|单位|日期|时间)?[:(].*"
    r"|(?:单位|工会)?(?:主席|领导|部门)?(?:签字|签名|签章|盖章|公章)[:(].*"
    r"|(?:日期|电话|备注|说明|注|附注|填表说明|填报说明|单位)[:].*|\((?:公章|盖章|签章)\).*|例[:].*|示例.*"
)
_NAME = re.compile("(?!示例)[\u4e00-\u9fff]{1,20}")  # nothing that could be a line to sign
_FEW = 4  # cells of a line to sign
_SECTION = re.compile(r"\(?[一二三四五六七八九十]{1,3}[、.)].*")
_WORDS = {Kind.TEXT, Kind.LONG, Kind.CHOICE, Kind.REF}
_FILLED_DOWN = {Kind.TEXT, Kind.CHOICE, Kind.REF, Kind.WHEN, Kind.DATE}
_GROUPED = N_(
    "{column} is blank in {count} rows and seems to stand only beside the first of each group. The blank rows were not "
    "given a unit; fill the column down where they belong to it, then import again."
)
_DAY_PARTS = "年月日"


class Body:
    """The rows of one sheet below its header."""

    def __init__(self, sheet: RawSheet, record: RecordType, roles: Sequence[Role], texts: Sequence[str]) -> None:
        """``texts`` are the headers as they stand, column by column."""
        self._sheet = sheet
        self._record = record
        fields = [(r.index, r.column.field) for r in roles if r.column and r.column.field]
        self._kinds = {index: field.kind for index, field in fields}
        self._needed = {index for index, field in fields if field.required}
        self._naming = max(self._needed, default=None) if record.sheet != OVERVIEW else None
        self._texts = [plain(text) for text in texts]
        self._counting = {i for i, text in enumerate(texts) if is_numbering(text)} - set(self._kinds)
        self._spread = {a[0] + 1 for a in sheet.merged if a[0] == a[2] and a[3] > a[1]}

    def data(self, rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Said]]:
        """The rows that are data, and sentences about those that held text but are none."""
        kept: list[Row] = []
        notes: list[Said] = []
        for number, cells in rows:
            if self._is_plain(cells):
                kept.append((number, cells))
                continue
            filled = [(i, cell.strip()) for i, cell in enumerate(cells) if cell.strip()]
            if self._is_prepared(filled) or self._is_header_again(filled):
                continue
            if self._is_aside(number, filled):
                text = " ".join(cell for _, cell in filled)[:80]
                notes.append(Said.of(LEFT_OUT, row=number, value=text))
            else:
                kept.append((number, cells))
        return self._filled_down(kept), list(gather(notes))

    def _is_plain(self, cells: tuple[str, ...]) -> bool:
        """Whether a row can only be data, as nearly every row is: full, with a name, and no word that sums up."""
        at = self._naming
        if at is None or at >= len(cells) or not _NAME.fullmatch(cells[at]) or cells[at] == self._texts[at]:
            return False
        whole = "".join(cells)
        return "计" not in whole and "和" not in whole and len([*filter(str.strip, cells)]) > _FEW

    def _is_prepared(self, filled: Sequence[tuple[int, str]]) -> bool:
        """Numbered beforehand, never filled in."""
        return all(i in self._counting and cell.isdigit() for i, cell in filled)

    def _is_header_again(self, filled: Sequence[tuple[int, str]]) -> bool:
        """The header again, at the top of a printed page."""
        texts = self._texts
        return len(filled) > 1 and all(i < len(texts) and plain(cell) == texts[i] for i, cell in filled)

    def _is_aside(self, number: int, filled: Sequence[tuple[int, str]]) -> bool:
        """Whether a row is no record: a total, a line to sign, a heading or note across the sheet."""
        column, text = filled[0][0], _tight(filled[0][1])
        alone = len(filled) == 1
        if self._record.sheet == OVERVIEW:
            return alone and bool(_SIGNED.fullmatch(text))
        if _TOTAL.fullmatch(text) or any(i in self._needed and _TOTAL.fullmatch(_tight(c)) for i, c in filled[1:3]):
            return True
        if self._is_subtotal(filled, text) or (alone and column not in self._needed and _DATED.fullmatch(text)):
            return True
        if _SIGNED.match(text) and (len(filled) <= _FEW or not self._needed & {i for i, _ in filled[1:]}):
            return True
        if not alone or (column in self._needed and self._kinds[column] is Kind.LONG):
            return False
        if number in self._spread or (column in self._needed and _SECTION.match(text)):
            return True
        return column == 0 and column not in self._needed and self._kinds.get(column, Kind.TEXT) in _WORDS

    def _is_subtotal(self, filled: Sequence[tuple[int, str]], text: str) -> bool:
        """一车间小计 with numbers beside it, where the cell that would name a record is blank or says just that."""
        if any(self._kinds[i] is Kind.LONG for i in self._needed) or not _SUBTOTAL.fullmatch(text):
            return False
        return not self._needed & {i for i, _ in filled[1:]}

    def _filled_down(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Cells merged over several rows say the same for each of them; an amount so merged stays with the first."""
        deep = [
            (a[1], a[0] + 1, a[2] + 1)
            for a in self._sheet.merged
            if a[2] > a[0] and a[1] == a[3] and self._kinds.get(a[1]) in _FILLED_DOWN
        ]
        if not deep:
            return tuple(rows)
        by_number = {number: list(cells) for number, cells in rows}
        for column, first, last in deep:
            top = by_number.get(first, [])
            value = top[column] if column < len(top) else ""
            for number in range(first + 1, last + 1):
                cells = by_number.get(number)
                if cells is not None and value:
                    cells.extend([""] * (column + 1 - len(cells)))
                    cells[column] = cells[column] or value
        return tuple((number, tuple(cells)) for number, cells in by_number.items())


def first_of_groups(rows: Sequence[Row], found: Sequence[Role]) -> Iterator[Said]:
    """That a unit seems to be written only beside the first of its people, without merged cells to say so."""
    for role in found:
        if role.column is None or role.column.field is None or role.column.field.ref != "unit":
            continue
        cells = [cells[role.index].strip() if role.index < len(cells) else "" for _, cells in rows]
        units = [cell for cell in cells if cell]
        if 1 < len(units) == len(set(units)) <= len(cells) / 2 and cells[0]:
            yield Said.of(_GROUPED, column=role.header, count=len(cells) - len(units))


def _tight(text: str) -> str:
    """The text without spaces and differences of width, on one line."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def day_columns(uppers: Sequence[str], lowers: Sequence[str]) -> list[tuple[int, ...]]:
    """Columns 年, 月 and 日 side by side below one header, which together are one date."""
    found: list[tuple[int, ...]] = []
    at = 0
    while at < len(lowers):
        end = at
        while end < len(lowers) and lowers[end] and lowers[end] in _DAY_PARTS and uppers[end] == uppers[at]:
            end += 1
        if end - at > 1:
            found.append(tuple(range(at, end)))
        at = max(end, at + 1)
    return found


def joined_days(rows: Sequence[Row], groups: Sequence[tuple[int, ...]], lowers: Sequence[str]) -> Iterator[Row]:
    """The rows with each such date in its first column."""
    for number, row in rows:
        cells = [*row]
        for group in groups:
            parts = [(cells[i].strip(), lowers[i]) for i in group if i < len(cells)]
            text = "".join(part if part.endswith(sign) else part + sign for part, sign in parts if part)
            for i in group:
                if i < len(cells):
                    cells[i] = text if i == group[0] else ""
        yield number, tuple(cells)
