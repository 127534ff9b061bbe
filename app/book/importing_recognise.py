"""What a foreign sheet is: which kind of record, where its header stands, and which rows are data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.book.importing_body import Body, Row, day_columns, first_of_groups, joined_days
from app.book.importing_headers import Role, assign, headless, names_of, plain, roles, stem
from app.book.importing_notes import listed
from app.book.importing_plan import Said
from app.book.importing_split import side_by_side, unfolded
from app.book.reading_sheets import RawSheet
from app.book.workbook import OVERVIEW, WHOLES_FIRST, Column, sheet_record
from app.domain.fields import Kind, RecordType
from app.domain.records import CONTRACT_SHEETS
from app.i18n import N_

# A sheet without this column is taken all the same: its title says what it is about, or 其他 does.
DEFAULTED = {"entry": "kind", "activity": "area"}
_COMMON = {"时间", "日期", "名称", "备注", "内容", "序号", "说明", "年度", "数量", "对象"}
_HEADER_WITHIN = 30  # rows
_BONUS = 2.5  # what a title that names the kind of record is worth, in matched columns


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: its row (index into the sheet's rows), how many rows it takes, and each column's names.

    ``days`` are groups of columns 年, 月, 日 that make one date, as their ``lowers`` say.
    """

    at: int
    height: int
    texts: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    days: tuple[tuple[int, ...], ...]
    lowers: tuple[str, ...]
    score: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised sheet: its kind of record, its columns and its data rows as (Excel's number, cells)."""

    sheet: RawSheet
    record: RecordType
    title: str
    roles: tuple[Role, ...]
    body: tuple[Row, ...]
    notes: tuple[Said, ...]
    key: str

    def column(self, header: str) -> Role | None:
        """The column taken for the field with this header."""
        return next((r for r in self.roles if r.column and r.column.header == header), None)


def key_of(texts: Sequence[str]) -> str:
    """What knows a sheet's headers again: all of them, in order."""
    return "|".join(plain(text) for text in texts).rstrip("|")


def find_record(sheet: RawSheet) -> RecordType | None:
    """The kind of record that a sheet holds, by its name, else by its headers and title; None if unsure."""
    named = named_record(sheet.name)
    if named and (not sheet.rows or ((header := find_header(sheet, named)) and _named_by(named, header))):
        return named
    ranked = sorted(_candidates(sheet), key=lambda found: found[:2], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return named
    return ranked[0][2]


def named_record(name: str) -> RecordType | None:
    """The kind of record whose sheet, or a synonym of it, bears this name."""
    word = plain(name)
    for record in WHOLES_FIRST:
        if sheet_record(record.sheet) and word in {plain(s) for s in (record.sheet, *record.sheet_synonyms)}:
            return record
    return None


def _candidates(sheet: RawSheet) -> Iterator[tuple[float, int, RecordType]]:
    """What a sheet could hold with how sure that is; of two as sure, that which is named further left."""
    for record in WHOLES_FIRST:
        if not sheet_record(record.sheet):
            continue
        header = find_header(sheet, record)
        if header is None or not _named_by(record, header):
            continue
        bonus = _BONUS * _entitled(record, f"{sheet.name} {_title(sheet, header)}")
        usual = 0.5 * (record.sheet in CONTRACT_SHEETS) - 0.75 * _lacks_kind(record, header)
        if bonus or (header.score[0] >= 2 and _tells(record, header)):
            yield header.score[0] + bonus + usual, -_named_at(record, header), record


def _named_at(record: RecordType, header: Header) -> int:
    """The column that names a record."""
    found = assign(record, header.names)
    return min((i for i, c in found.items() if c.field and c.field.name in record.title), default=len(header.names))


def _named_by(record: RecordType, header: Header) -> bool:
    """Whether the header has the columns without which a record has no name."""
    found = {c.field.name for c in assign(record, header.names).values() if c.field}
    title = {name for name in record.title if not record.field(name).ref}
    needed = {name for name in title if record.field(name).required and DEFAULTED.get(record.table) != name}
    return needed <= found and bool(title & found or not title)


def _tells(record: RecordType, header: Header) -> bool:
    """Whether any header says more than every list has: 时间, 名称 and 备注 alone could be anything."""
    return any(header.texts[i] and stem(header.texts[i]) not in _COMMON for i in assign(record, header.names))


def _lacks_kind(record: RecordType, header: Header) -> bool:
    """Whether the column that would say what the sheet is about is missing, which makes the guess less sure."""
    name = DEFAULTED.get(record.table)
    return name is not None and name not in {c.field.name for c in assign(record, header.names).values() if c.field}


def _entitled(record: RecordType, title: str) -> bool:
    text = plain(title)
    words = [record.sheet, *record.sheet_synonyms]
    for field in record.fields:
        if field.required and field.kind is Kind.LONG:  # lists of sentences are often headed 下一步打算, 存在的问题
            words += [word for word in field.synonyms if len(word) > 3]
    return any(len(word) > 1 and plain(word) in text for word in words)


def _title(sheet: RawSheet, header: Header) -> str:
    return " ".join(cell for _, cells in sheet.rows[: header.at] for cell in cells if cell.strip())


def find_header(sheet: RawSheet, record: RecordType) -> Header | None:
    """The header row of a sheet of ``record``, the best of the first rows; two rows where the lower one divides."""
    best: Header | None = None
    rows = sheet.rows[:_HEADER_WITHIN]
    for at, (number, cells) in enumerate(rows):
        header = _header(record, at, cells, ())
        below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else None
        if below and below[0] == number + 1 and _divides(cells, below[1]):
            pair, lower = _header(record, at, cells, below[1]), _header(record, at + 1, below[1], ())
            header = pair if pair.score >= header.score and pair.score[0] > lower.score[0] else header
        if header.score[0] and (best is None or header.score > best.score):
            best = header
    return best


def _header(record: RecordType, at: int, upper: tuple[str, ...], lower: tuple[str, ...]) -> Header:
    width = max(len(upper), len(lower))
    top = [upper[i].strip() if i < len(upper) else "" for i in range(width)]
    low = [lower[i].strip() if i < len(lower) else "" for i in range(width)]
    if lower:
        for i in range(1, width):  # a group's header stands over its first column only
            if not top[i] and low[i]:
                top[i] = top[i - 1]
    days = tuple(day_columns(top, low)) if lower else ()
    later = {i for group in days for i in group[1:]}
    lowers = tuple(low)
    low = ["" if any(i in group for group in days) else text for i, text in enumerate(low)]
    top = ["" if i in later else text for i, text in enumerate(top)]
    texts = tuple(u if not lo or u == lo else u + lo for u, lo in zip(top, low, strict=True))
    names = tuple(names_of(u, "" if u == lo else lo) for u, lo in zip(top, low, strict=True))
    found = assign(record, names)
    exact = sum(plain(texts[i]) == plain(column.header) for i, column in found.items())
    score = (len(found), exact, sum(map(bool, texts)))
    return Header(at, 2 if lower else 1, texts, names, days, lowers, score)


def _divides(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the lower row divides groups of the upper.

    It then has words where the upper is blank beside a group, and none below headers that stand alone.
    """
    top = [cell.strip() for cell in upper] + [""] * (len(lower) - len(upper))
    low = [cell.strip() for cell in lower] + [""] * (len(upper) - len(lower))
    if any(re.search(r"\d", cell) for cell in low) or not any(low):
        return False
    divided = grouped = False
    for i, (above, below) in enumerate(zip(top, low, strict=True)):
        if above:
            more = i + 1 < len(top) and bool(low[i + 1]) and not top[i + 1]
            if below and not more and above != below:
                return False
            grouped = bool(below) and more
        elif below and not grouped:
            return False
        divided = divided or (bool(below) and not above)
        grouped = grouped and bool(below)
    return divided


def read_table(sheet: RawSheet, record: RecordType, columns: Mapping[str, str], *, handles: bool) -> Table | None:
    """The sheet as a table of ``record``; None where it has no header row.

    Raises:
        UsageError: ``columns`` names a field that the record does not have.
    """
    header = find_header(sheet, record)
    if header is None and columns:
        header = _asked_header(sheet, record, columns)
    if header is None or (record.sheet == OVERVIEW and not _named_by(record, header)):
        return _headless(sheet, record)
    rows: Sequence[Row] = sheet.rows[header.at + header.height :]
    key = key_of(sheet.rows[header.at][1])
    title = _title(sheet, header)
    if header.days:
        rows = tuple(joined_days(rows, header.days, header.lowers))
    if width := side_by_side(header.texts):
        rows = tuple(unfolded(rows, width))
        header = replace(header, texts=header.texts[:width], names=header.names[:width])
        sheet = replace(sheet, merged=())
    found = roles(record, header.texts, header.names, columns, handles=handles)
    body, left_out = Body(sheet, record, found, header.texts).data(rows)
    found += tuple(headless(header.texts, body))
    notes = (*left_out, *_wrong_cells(sheet), *first_of_groups(body, found))
    return Table(sheet, record, title, found, body, notes, key)


def _asked_header(sheet: RawSheet, record: RecordType, columns: Mapping[str, str]) -> Header | None:
    """The row with the headers that the clerk named, where none of them is known to the program."""
    asked = {plain(header) for header in columns}
    for at, (_, cells) in enumerate(sheet.rows[:_HEADER_WITHIN]):
        if asked & {plain(cell) for cell in cells if cell.strip()}:
            return _header(record, at, cells, ())
    return None


def _headless(sheet: RawSheet, record: RecordType) -> Table | None:
    """A 概况 of two columns without a header row; no other sheet can do without."""
    if record.sheet != OVERVIEW or not sheet.rows or any(len(cells) > 2 for _, cells in sheet.rows):
        return None
    item, content = record.field("item"), record.field("content")
    pair = (Role(0, item.header, Column(item.header, item)), Role(1, content.header, Column(content.header, content)))
    rows = tuple((number, cells) for number, cells in sheet.rows if len(cells) == 2)
    return Table(sheet, record, "", pair, rows, (), "")


def _wrong_cells(sheet: RawSheet) -> Iterator[Said]:
    if sheet.wrong:
        yield Said.of(N_("Cells with an error such as #REF! were taken for blank: {cells}"), cells=listed(sheet.wrong))
    if sheet.unworked:
        said = N_(
            "These formulas have no result and were taken for blank: {cells}. Open the file in Excel and save it."
        )
        yield Said.of(said, cells=listed(sheet.unworked))
