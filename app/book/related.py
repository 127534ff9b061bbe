"""What hangs together with a record: whom it is about, and the records elsewhere that name it, ready to be listed."""

from __future__ import annotations

from dataclasses import dataclass

from app.book.reader import Reader, Row
from app.domain.fields import Field, RecordType
from app.domain.listing import Condition, Listing, among
from app.domain.records import BY_TABLE

# The lists that are offered, in this order.
_OFFERED = (
    "member", "entry", "activity", "honour", "nominee", "officer", "hardship_file", "proposal", "agreement", "fund",
    "award_quota", "award",
)  # fmt: skip
# Who stands in one of these lists is counted with the record that the list belongs to.
_LISTS = {"entry": "entry_line", "activity": "participant"}
_SHOWN_UP = ("member", "award", "activity", "entry", "award_round")


@dataclass(frozen=True, slots=True)
class Link:
    """Records of another table that name this one: how many, and the listing that shows exactly these."""

    table: str
    count: int
    listing: Listing


@dataclass(frozen=True, slots=True)
class Up:
    """A record that this one names."""

    table: str
    row_id: int
    caption: str


def links(read: Reader, table: str, row_id: int) -> list[Link]:
    """The records that name this one, by kind; of a unit also those that name a unit below it."""
    if table == "unit":
        return _of_unit(read, row_id)
    counted = read.references(table, row_id)
    found: list[Link] = []
    for other in _OFFERED:
        listed = _in_lists(read, _LISTS[other], table, row_id) if counted.get(_LISTS.get(other, "")) else set()
        link = _link(read, other, table, row_id, counted.get(other, 0), listed)
        if link is not None:
            found.append(link)
    return found


def _of_unit(read: Reader, unit_id: int) -> list[Link]:
    listings = [
        Listing(other, conditions=(Condition(field.name, "under", unit_id),))
        for other in _OFFERED
        if (field := _naming(BY_TABLE[other], "unit")) is not None
    ]
    counted = [Link(listing.table, read.count(listing), listing) for listing in listings]
    return [link for link in counted if link.count]


def ups(read: Reader, table: str, row: Row) -> list[Up]:
    """The records that this one names, but for its unit, which every form shows anyway."""
    found: list[Up] = []
    for field in BY_TABLE[table].fields:
        target = row.get(field.name) if field.ref in _SHOWN_UP else None
        if target:
            found.append(Up(field.ref, target, read.captions(field.ref, [target]).get(target, "")))
    return found


def _link(read: Reader, other: str, table: str, row_id: int, count: int, listed: set[int]) -> Link | None:
    field = _naming(BY_TABLE[other], table)
    if field is None and not listed:
        return None
    direct = Listing(other, conditions=(Condition(field.name, "is", row_id),)) if field else None
    if not listed:
        return Link(other, count, direct) if direct and count else None
    ids = listed | set(read.ids(direct) if direct and count else ())
    return Link(other, len(ids), Listing(other, conditions=(among(sorted(ids)),)))


def _in_lists(read: Reader, part: str, table: str, row_id: int) -> set[int]:
    """The records in whose list (of beneficiaries, of participants) this one stands."""
    record = BY_TABLE[part]
    field = _naming(record, table)
    if field is None:
        return set()
    ids = read.ids(Listing(part, conditions=(Condition(field.name, "is", row_id),)))
    rows = read.rows(part, ids, (record.owner,))
    return {row[record.owner] for row in rows.values() if row[record.owner]}


def _naming(record: RecordType, table: str) -> Field | None:
    """The field by which a record names one of ``table`` without being a part of it."""
    return next((f for f in record.fields if f.ref == table and f.name != record.owner), None)
