"""Sealing: a record that has served its purpose is only kept from then on, neither worked with nor changed.

Sealed members stand in no everyday list, picker or export; what they had in past years still counts there. Only who
has left the union can be sealed, so no roster, birthday list or number of today names them.

Source: Personal Information Protection Law, article 47: where a term set by law has not run out, nothing but keeping
and protecting the data may be done with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.book.book import Book
from app.book.reader import Reader
from app.domain import reading
from app.domain.errors import Refused
from app.domain.listing import Condition, Listing, one_of
from app.domain.membership import GONE, State
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.store.datafile import DbError

SEALABLE = ("member", "hardship_file")
UNSEALED = Condition("", "without", "sealed")
ONLY_SEALED = Condition("", "with", "sealed")
_SEALING = BY_TABLE["sealing"]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed record: why, and since when (as written)."""

    row_id: int
    reason: str
    since: str


def sealed(read: Reader, table: str = "") -> dict[tuple[str, int], Sealed]:
    """The sealed records of a table, or all of them, by table and id."""
    rows = read.rows("sealing", _ids(read, table))
    return {
        (row["owner_table"], row["owner_id"]): Sealed(row["owner_id"], row["reason"], row["sealed_on"])
        for row in rows.values()
    }


def everyday(read: Reader, table: str) -> tuple[Condition, ...]:
    """The conditions that keep sealed records out of an everyday list; none where none is sealed."""
    return (UNSEALED,) if table in SEALABLE and _ids(read, table) else ()


def asks_for_sealed(conditions: Sequence[Condition]) -> bool:
    """Whether a filter is about sealed records, or about records named one by one."""
    return any(
        (one.op in ("with", "without") and one.value == "sealed") or one.field == "id" or asks_for_sealed(one.parts)
        for one in conditions
    )


def seal(book: Book, table: str, ids: Sequence[int], reason: str, today: date) -> None:
    """Seal records of a table, in one step that can be undone.

    Raises:
        Refused: the reason is blank, records of this kind are not sealed, or one of them is still worked with.
    """
    reason = _given(reason)
    refuse_in_use(book.read, table, ids)
    there = sealed(book.read, table)
    day = reading.read(_SEALING.field("sealed_on"), today.isoformat(), book.read.context())
    with book.step(N_("Seal {kind} {name} ({reason})"), **_named(book.read, table, ids), reason=reason) as writer:
        for row_id in ids:
            if (table, row_id) not in there:
                writer.insert("sealing", {"owner_table": table, "owner_id": row_id, "reason": reason, **day})


def unseal(book: Book, table: str, ids: Sequence[int], reason: str) -> None:
    """Take the seal off records, in one step; the reason stays in the history.

    Raises:
        Refused: the reason is blank.
    """
    reason = _given(reason)
    wanted = set(ids)
    kept = book.read.rows("sealing", _ids(book.read, table))
    with book.step(N_("Unseal {kind} {name} ({reason})"), **_named(book.read, table, ids), reason=reason) as writer:
        for row_id, row in kept.items():
            if row["owner_id"] in wanted:
                writer.delete("sealing", row_id)


def may_seal(read: Reader, table: str, row_id: int) -> bool:
    """Whether a record is no longer worked with: a member who has left, a hardship file that is closed."""
    row = read.rows(table, [row_id]).get(row_id) if table in SEALABLE else None
    if row is None:
        return False
    if table == "member":  # one without a state who has left is no longer on the roster either
        return row["state"] in (*GONE, State.DEAD) or (not row["state"] and bool(row["left_on"]))
    return bool(row["closed"])


def _ids(read: Reader, table: str) -> list[int]:
    """The seals on the records of a table; a file of an earlier schema, opened for reading only, has none."""
    try:
        return read.ids(Listing("sealing", conditions=(one_of("owner_table", [table]),) if table else ()))
    except DbError as error:
        if "no such table" not in str(error):
            raise
        return []


def refuse_in_use(read: Reader, table: str, ids: Sequence[int]) -> None:
    """Let through only what can be sealed, before anybody is asked why.

    Raises:
        Refused: records of this kind are not sealed, or one of them is still worked with.
    """
    if table not in SEALABLE:
        raise Refused(N_("Only members who have left and hardship files that are closed can be sealed."))
    for row_id in ids:
        if not may_seal(read, table, row_id):
            raise Refused(
                N_("{name} is still worked with. Only members who have left and closed hardship files can be sealed."),
                name=read.captions(table, [row_id]).get(row_id, ""),
            )


def _given(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(N_("Say the reason; it stays in the history."))
    return reason


def _named(read: Reader, table: str, ids: Sequence[int]) -> dict[str, str]:
    name = read.captions(table, ids).get(ids[0], "") if len(ids) == 1 else str(len(ids))
    return {"kind": BY_TABLE[table].label, "name": name}
