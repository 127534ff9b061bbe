"""People put into a record's list by name: participants, beneficiaries, nominees; each once, known to be members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.book import people
from app.book.book import Book
from app.book.people import Person
from app.book.reader import Reader, Row
from app.domain.fields import RecordType
from app.domain.records import BY_TABLE
from app.i18n import N_


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: how many, who stood there already, whose name several members have, and who is none."""

    ids: tuple[int, ...] = ()
    already: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


def takes_people(record: RecordType) -> bool:
    """Whether the parts of this type are people who may be members."""
    return record.has("name") and record.has("member_id") and record.owner not in ("", "member_id")


def add_people(
    book: Book, table: str, owner_id: int, names: Sequence[str], chosen: Mapping[str, int] | None = None
) -> Added:
    """Add people to the list of one record, in one step.

    Args:
        book: the open book.
        table: the kind of part, such as ``participant``.
        owner_id: the record whose list it is.
        names: the names, in order; a name that only one member has is taken for that member.
        chosen: for names that the clerk has chosen from the members: their ids.
    """
    record = BY_TABLE[table]
    kept = book.read.parts(table, record.owner, owner_id)
    there = {row["member_id"] for row in kept if row["member_id"]}
    free = {row["name"] for row in kept if not row["member_id"]}
    new: list[dict[str, Any]] = []
    already: list[str] = []
    unsure: list[str] = []
    strangers: list[str] = []
    for name in names:
        who = _who(book.read, name, (chosen or {}).get(name))
        if (who is not None and who.id in there) or (who is None and name in free):
            already.append(name)
            continue
        if who is None:
            (unsure if people.called(book.read, name) else strangers).append(name)
            free.add(name)
        else:
            there.add(who.id)
        new.append({record.owner: owner_id, "name": name} | _known(record, who))
    ids: list[int] = []
    if new:
        owner = book.read.captions(record.field(record.owner).ref, [owner_id]).get(owner_id, "")
        with book.step(N_("Add {count} people to {name}"), count=len(new), name=owner[:40]) as writer:
            ids = writer.insert_many(table, new)
    return Added(tuple(ids), tuple(already), tuple(unsure), tuple(strangers))


def present(record: RecordType, rows: Sequence[Row]) -> int:
    """How many of a list were there: those ticked, or all of them where nobody is ticked."""
    ticked = sum(1 for row in rows if row["attended"]) if record.has("attended") else 0
    return ticked or len(rows)


def _who(read: Reader, name: str, member_id: int | None) -> Person | None:
    return people.person(read, member_id) if member_id else people.the_one(read, name)


def _known(record: RecordType, who: Person | None) -> dict[str, Any]:
    """What the roster says about a member, for the columns that a part has for it."""
    if who is None:
        return {}
    known: dict[str, Any] = {"member_id": who.id}
    if record.has("unit_id"):
        known["unit_id"] = who.unit_id
    if record.has("place"):
        known["place"] = who.unit
    return known
