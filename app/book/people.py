"""Members looked for by name: while a name is typed, when it is left, and when somebody is entered a second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.book.reader import Reader
from app.book.sealing import everyday
from app.domain import identity
from app.domain.errors import Invalid
from app.domain.listing import Condition, Listing
from app.domain.membership import GONE, State

_LOOKED_AT = 300  # members of whom the best are offered
_COLUMNS = ("name", "unit_id", "state", "left_on", "leave_reason", "id_no")


@dataclass(frozen=True, slots=True)
class Person:
    """A member as far as the clerk needs it to tell two of one name apart; ``number`` is the short one."""

    id: int
    name: str
    unit_id: int | None
    unit: str
    number: int
    gone: bool

    def __str__(self) -> str:
        """Name, unit and number in one line."""
        return " · ".join(part for part in (self.name, self.unit, f"№{self.number}") if part)


@dataclass(frozen=True, slots=True)
class Alike:
    """A member who may be the one that is being entered anew; ``by_number`` when the ID number says so."""

    person: Person
    by_number: bool


def find(read: Reader, text: str, limit: int = 12) -> list[Person]:
    """Members whose name, initials or number has ``text`` in it; the likeliest first, former members last."""
    if not text:
        return []
    listing = Listing("member", text=text, conditions=everyday(read, "member"))
    found = _people(read, read.ids(listing)[:_LOOKED_AT])
    found.sort(key=lambda person: (person.gone, person.name != text, not person.name.startswith(text)))
    return found[:limit]


def called(read: Reader, name: str) -> list[Person]:
    """The members of exactly this name, those on the roster first."""
    if not name:
        return []
    found = _people(read, read.ids(Listing("member", conditions=(Condition("name", "is", name),))))
    return sorted(found, key=lambda person: person.gone)


def the_one(read: Reader, name: str) -> Person | None:
    """The member that a bare name can only mean: the only one of the name, or the only one still on the roster."""
    found = called(read, name)
    here = [person for person in found if not person.gone]
    candidates = here or found
    return candidates[0] if len(candidates) == 1 else None


def person(read: Reader, member_id: int) -> Person | None:
    """One member; None when the record is gone."""
    return next(iter(_people(read, [member_id])), None)


def told_by(id_no: object) -> dict[str, str]:
    """What a right ID number says of its holder, as the fields gender and birth; nothing where it is none.

    Source: GB 11643.
    """
    try:
        number = identity.check_id_number(id_no)
    except Invalid:
        return {}
    return {"gender": number.gender, "birth": number.birth.isoformat()}


def same_number(read: Reader, id_no: str, but: int | None = None) -> Person | None:
    """The member who has this ID number, however it was typed; ``but`` is the record that is being changed itself."""
    try:
        number = identity.id_number(id_no)
    except Invalid:
        number = identity.clean_number(id_no).upper()
    if len(number) not in (15, 18):
        return None
    found = _people(read, read.ids(Listing("member", conditions=(Condition("id_no", "is", number),))))
    return next((one for one in found if one.id != but), None)


def alike(read: Reader, name: str, unit_id: int | None, id_no: str, but: int | None = None) -> Alike | None:
    """The member who has this ID number, else one of this name in this unit (in any unit, once she has left).

    Args:
        read: the open book.
        name: the name as typed.
        unit_id: the unit as chosen so far.
        id_no: the ID number as typed.
        but: the record that is being changed itself.
    """
    same = same_number(read, id_no, but)
    if same is not None:
        return Alike(same, by_number=True)
    for one in called(read, name.strip()):
        if one.id != but and (one.gone or (unit_id is not None and one.unit_id == unit_id)):
            return Alike(one, by_number=False)
    return None


def _people(read: Reader, ids: Sequence[int]) -> list[Person]:
    rows = read.rows("member", ids, _COLUMNS)
    paths = read.captions("unit", []) if rows else {}
    return [
        Person(
            row_id,
            row["name"],
            row["unit_id"],
            paths.get(row["unit_id"], "").rpartition("/")[2],
            read.serial(row_id),
            row["state"] in (*GONE, State.DEAD) or (not row["state"] and bool(row["left_on"] or row["leave_reason"])),
        )
        for row_id in ids
        if (row := rows.get(row_id)) is not None
    ]
