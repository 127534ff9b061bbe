"""Closing a year: from then on its records are only read; opening it again asks for a reason that is kept."""

from __future__ import annotations

from datetime import date

from app.book.book import Book
from app.book.reader import Reader, Row
from app.domain import reading
from app.domain.errors import Refused
from app.domain.fields import RecordType
from app.domain.listing import Condition, Listing
from app.domain.records import BY_TABLE
from app.i18n import N_

_YEARS = BY_TABLE["report_year"]
_FREE = ("report_year", "paper")  # what is about a year without being its work; see ``store.guards``


def closed_years(read: Reader) -> dict[int, str]:
    """The closed years, each with the day on which it was closed (as written)."""
    ids = read.ids(Listing("report_year", conditions=(Condition("closed_on", "filled"),)))
    return {row["year"]: row["closed_on"] for row in read.rows("report_year", ids).values() if row["year"]}


def closed_year_of(read: Reader, table: str, row_id: int) -> int | None:
    """The closed year that a record belongs to, a part to that of its whole; None where it may be changed."""
    closed = closed_years(read)
    year = year_of(read, BY_TABLE[table], read.rows(table, [row_id]).get(row_id)) if closed else None
    return year if year in closed else None


def year_of(read: Reader, record: RecordType, row: Row | None) -> int | None:
    """The reporting year of a record, or of the record that it is a part of; None where it has none."""
    while row is not None and not record.yearly and record.owner:
        whole, target = BY_TABLE[record.field(record.owner).ref], row[record.owner]
        row = read.rows(whole.table, [target]).get(target) if target else None
        record = whole
    if row is None or not record.yearly or record.table in _FREE:
        return None
    return int(row["year"]) if row["year"] else None


def can_be_closed(record: RecordType) -> bool:
    """Whether records of a type, or their wholes, belong to a year that can be closed."""
    while record.owner and not record.yearly:
        record = BY_TABLE[record.field(record.owner).ref]
    return record.yearly and record.table not in _FREE


def close(book: Book, year: int, today: date) -> None:
    """Close a year; from then on undo does not reach behind this.

    Raises:
        Refused: it is closed already, or has not begun.
    """
    if year in closed_years(book.read):
        raise Refused(N_("{year} is closed already."), year=year)
    if book.read.period(year)[0] > today:
        raise Refused(N_("{year} has not begun yet, so there is nothing to close."), year=year)
    values = reading.read(_YEARS.field("closed_on"), today.isoformat(), book.read.context(year))
    row_id = _row_of(book.read, year)
    with book.step(N_("Close the year {year}"), year=year) as writer:
        if row_id is None:
            writer.insert("report_year", {"year": year, **values})
        else:
            writer.update("report_year", row_id, values)
        writer.keep_for_good()


def reopen(book: Book, year: int, reason: str) -> None:
    """Open a closed year again; the reason stays in the history, and undo does not reach behind this.

    Raises:
        Refused: it is not closed, or the reason is blank.
    """
    reason = " ".join(reason.split())
    row_id = _row_of(book.read, year)
    if row_id is None or year not in closed_years(book.read):
        raise Refused(N_("{year} is not closed."), year=year)
    if not reason:
        raise Refused(N_("Say the reason; it stays in the history."))
    with book.step(N_("Reopen the year {year} ({reason})"), year=year, reason=reason) as writer:
        writer.update("report_year", row_id, reading.blank(_YEARS.field("closed_on")))
        writer.keep_for_good()


def _row_of(read: Reader, year: int) -> int | None:
    return next(iter(read.ids(Listing("report_year", conditions=(Condition("year", "is", year),)))), None)
