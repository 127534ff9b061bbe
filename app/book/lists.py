"""Lists as they stand on the screen, for paper, Excel and the clipboard: columns, rows and sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app import formats
from app.book import filters
from app.book.reader import Reader
from app.book.sealing import UNSEALED
from app.book.workbook import Asked, Progress, Report
from app.domain import identity
from app.domain.fields import Field, Kind, RecordType
from app.domain.list_table import Cell, ListColumn, ListTable, Orientation
from app.domain.listing import Condition, Listing, among
from app.domain.masking import masked
from app.domain.records import BY_TABLE
from app.i18n import N_

# A list is a Chinese paper in whatever language the window speaks, as the summary and the forms are.
NUMBER, SUM, SIGNATURE, REMARK = "序号", "合计", "签字", "备注"
_ROSTERS = {"member": "会员花名册", "participant": "参加人名单"}
_MEMBER = "会员"
_SUMMED = (Kind.COUNT, Kind.MONEY)
PUBLIC = ("hardship_file", "entry", "entry_line")
_CHUNK = 500  # rows read at once
_STOPPED = N_("The list was stopped. Nothing was written.")


@dataclass(frozen=True, slots=True)
class ListWish:
    """What list the clerk wants.

    ``columns`` are names of fields in the order wanted; ``ids`` only these records, in this order, else all of
    ``listing``; ``blanks`` the captions of empty columns; ``blank_rows`` how many empty rows; ``note`` whether
    the line 单位、制表人、日期 stands above. ID numbers, phones and cards are masked unless ``unmask``. A ``public``
    list of people in hardship, to be put up where everybody sees it, says 张*三 and leaves out what is sensitive.
    """

    title: str
    listing: Listing
    columns: tuple[str, ...]
    ids: tuple[int, ...] | None = None
    blanks: tuple[str, ...] = ()
    blank_rows: int = 0
    numbered: bool = True
    sums: bool = True
    note: bool = True
    unmask: bool = False
    orientation: Orientation = "auto"
    public: bool = False

    @property
    def record(self) -> RecordType:
        """The kind of record listed."""
        return BY_TABLE[self.listing.table]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields wanted, in their order; names the type does not have (any more) are left out."""
        found = (self.record.field(name) for name in self.columns if self.record.has(name))
        return tuple(f for f in found if not self.public or not (f.sensitive or f.kind is Kind.LONG))


def proposed_title(read: Reader, listing: Listing) -> str:
    """The title of a list: whose it is, of which year, of what; a filter that has a name is part of it."""
    record = BY_TABLE[listing.table]
    of_year = f"{listing.year}年" if record.yearly and listing.year else ""
    return f"{read.union()['name']}{of_year}{_titled(record, _filter_name(read, listing))}"


def _filter_name(read: Reader, listing: Listing) -> str:
    """The name of the filter that a listing has, '' where it has none, the usual one, or conditions without a name."""
    record = BY_TABLE[listing.table]
    conditions = tuple(one for one in listing.conditions if one != UNSEALED)
    if not conditions:
        return ""
    known = (*filters.ready_made(record), *filters.saved(read, record))
    found = next((one for one in known if one.conditions == conditions), None)
    return found.name if found is not None and not found.usual else ""


def _titled(record: RecordType, name: str) -> str:
    """女会员花名册; a name that is no name for people or things stands behind: 会员花名册（本月生日）."""
    plain = _ROSTERS.get(record.table, f"{record.sheet}一览表")
    if name.endswith(record.sheet) or (record.table == "member" and name.endswith(_MEMBER)):
        return f"{name}{plain.removeprefix(record.sheet).removeprefix(_MEMBER)}"
    return f"{plain}（{name}）" if name else plain


def caption(field: Field) -> str:
    """What a column of a list is called: its Excel header; a reference by what it is, not by its number."""
    return field.header.removesuffix("编号") if field.ref else field.header


def gather(read: Reader, wish: ListWish, on: date, *, numbers: bool = False, at_most: int | None = None,
           report: Report | None = None, cancelled: Asked | None = None) -> ListTable:  # fmt: skip
    """The list that a wish asks for.

    Args:
        read: the reader of the open book, of this thread.
        wish: what is wanted.
        on: the day the list is made.
        numbers: keep numbers as numbers (amounts in yuan), for a spreadsheet; else they are text for paper.
        at_most: how many rows to gather, for a first look; None for all of them.
        report: called with (rows done, rows in all).
        cancelled: asked now and then whether to stop.

    Raises:
        Cancelled: the clerk stopped.
    """
    ids = read.ids(wish.listing) if wish.ids is None else list(wish.ids)
    shown = ids[:at_most]
    progress = Progress(len(shown), report, cancelled, _STOPPED)
    rows: list[tuple[Cell, ...]] = []
    told = texts(read, wish.record, wish.fields, shown, unmask=wish.unmask, numbers=numbers, public=wish.public)
    for cells in told:
        progress.step()
        rows.append((*_number(wish, len(rows) + 1, numbers), *cells, *("",) * len(wish.blanks)))
    blank = ("",) * (len(wish.fields) + len(wish.blanks))
    if len(shown) == len(ids):
        first = len(rows) + 1
        rows += [(*_number(wish, first + at, numbers), *blank) for at in range(wish.blank_rows)]
    union = str(read.union()["name"])
    return ListTable(
        wish.title,
        _columns(wish),
        tuple(rows),
        sums=_sums(read, wish, numbers=numbers),
        above=(f"单位：{union}", "制表人：", f"日期：{day_text(on)}") if wish.note else (),
        below=_split_sums(read, wish),
        orientation=wish.orientation,
        author=union,
    )


def texts(read: Reader, record: RecordType, fields: Sequence[Field], ids: Sequence[int], *,
          unmask: bool = False, numbers: bool = False,
          public: bool = False) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
    """The cells of records in the order of ``ids``, as on the screen; those that are gone are left out.

    With ``public`` names of people stand there as 张*三.
    """
    units = read.captions("unit", []) if any(f.ref == "unit" for f in fields) else {}
    for start in range(0, len(ids), _CHUNK):
        part = list(ids[start : start + _CHUNK])
        rows = read.rows(record.table, part)
        captions: dict[str, dict[int, str]] = {"unit": units}
        for ref in {f.ref for f in fields if f.ref} - {"unit"}:
            targets = {row[f.name] for row in rows.values() for f in fields if f.ref == ref}
            captions[ref] = read.captions(ref, targets - {None})
        for row in (rows[row_id] for row_id in part if row_id in rows):
            cells = (shown_cell(f, row, captions.get(f.ref, {}), unmask=unmask, numbers=numbers) for f in fields)
            yield tuple(
                identity.mask_name_public(str(cell)) if public and cell and _names_somebody(field, row) else cell
                for field, cell in zip(fields, cells, strict=True)
            )


def can_be_public(record: RecordType) -> bool:
    """Whether lists of these records name people in hardship, whom a public list must not name in full."""
    return record.table in PUBLIC


def _names_somebody(field: Field, row: dict[str, Any]) -> bool:
    return field.ref == "member" or field.name == "name" or (field.name == "target" and bool(row["member_id"]))


def shown_cell(field: Field, row: dict[str, Any], captions: dict[int, str], *, unmask: bool = False,
               numbers: bool = False) -> Cell:  # fmt: skip
    """One field of one row as a list shows it; a unit by its own name, what is sensitive masked."""
    value = row[field.name]
    if value is None or value == "":
        return ""
    if field.ref:
        return captions.get(value, "").rpartition("/")[2] if field.ref == "unit" else captions.get(value, "")
    if field.sensitive and not unmask:
        return masked(field, str(value))
    if field.kind in _SUMMED:
        return _quantity(field, value, row[f"{field.name}_given"], numbers=numbers)
    if field.kind is Kind.BOOL:
        return "是" if value else "否"
    if field.kind in (Kind.INTEGER, Kind.YEAR) and numbers:
        return int(value)
    text = " ".join(str(value).split())
    return text if unmask else identity.mask_within(text)


def _quantity(field: Field, value: int, given: str, *, numbers: bool) -> Cell:
    if given or not numbers:
        say = formats.money_text if field.kind is Kind.MONEY else formats.count_text
        return say(value, given)
    return value if field.kind is Kind.COUNT else yuan(value)


def yuan(fen: int) -> int | float:
    """An amount as a spreadsheet's number, in yuan."""
    return fen // 100 if fen % 100 == 0 else fen / 100


def day_text(day: date) -> str:
    """A day as papers write it: 2026年3月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _number(wish: ListWish, number: int, numbers: bool) -> tuple[Cell, ...]:
    return () if not wish.numbered else (number if numbers else str(number),)


def _columns(wish: ListWish) -> tuple[ListColumn, ...]:
    number = (ListColumn(NUMBER),) if wish.numbered else ()
    return (
        *number,
        *(ListColumn(caption(field), field.kind) for field in wish.fields),
        *(ListColumn(text, blank=True) for text in wish.blanks),
    )


def _addable(wish: ListWish) -> list[Field]:
    return [f for f in wish.fields if f.kind in _SUMMED and f.adds and not f.sensitive] if wish.sums else []


def _sums(read: Reader, wish: ListWish, *, numbers: bool) -> tuple[Cell, ...]:
    """The row 合计; nothing where no column can be added up or unlike things would meet in one sum."""
    fields = _addable(wish)
    if not fields or wish.record.split_by:
        return ()
    totals = read.totals(_listing(wish), [field.name for field in fields])
    sums: list[Cell] = [""] * len(_columns(wish))
    start = 1 if wish.numbered else 0
    for at, field in enumerate(wish.fields, start):
        total = totals.get(field.name) if field in fields else None
        if total is not None:
            sums[at] = _quantity(field, total, "", numbers=numbers)
    free = next((at for at, cell in enumerate(sums) if cell == ""), None)
    if free is not None:
        sums[free] = SUM
    return tuple(sums) if any(cell not in ("", SUM) for cell in sums) else ()


def _split_sums(read: Reader, wish: ListWish) -> tuple[str, ...]:
    """The sums for each value of the field that divides the records: income and expenditure never meet."""
    fields, split = _addable(wish), wish.record.split_by
    if not fields or not split:
        return ()
    found = []
    for value in read.suggestions(wish.listing.table, split):
        only = _listing(wish)
        only = replace(only, conditions=(*only.conditions, Condition(split, "is", value)))
        totals = read.totals(only, [field.name for field in fields])
        told = [_sum_words(field, totals.get(field.name)) for field in fields]
        if any(told):
            found.append(f"{value}{SUM}：{'，'.join(filter(None, told))}")
    return tuple(found)


def _sum_words(field: Field, total: int | None) -> str:
    if total is None:
        return ""
    bare = caption(field).partition("(")[0]
    return f"{bare}{formats.money_text(total)}元" if field.kind is Kind.MONEY else f"{bare}{total}"


def _listing(wish: ListWish) -> Listing:
    return wish.listing if wish.ids is None else replace(wish.listing, conditions=(among(wish.ids),), text="")


def blank_captions(words: str) -> tuple[str, ...]:
    """The captions of empty columns that the clerk typed, parted by commas, 、 or blanks."""
    for mark in "，、;；\u3000\t":
        words = words.replace(mark, ",")
    return tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
