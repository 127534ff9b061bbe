"""Joining, moving, keeping, leaving, dying and coming back: each one step that keeps the member's record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.book.book import Book
from app.book.editing import save
from app.book.reader import Reader, Row
from app.domain import membership, reading
from app.domain.errors import Invalid, Problem, Refused
from app.domain.membership import EventKind, Period, State
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.store.table import Writer

Typed = Mapping[str, str | int | None]

# What stands as the reason for leaving (list leave_reason) after each event that ends a membership.
REASONS = {
    EventKind.TRANSFER_OUT: "调离",
    EventKind.JOB_ENDED: "辞职",
    EventKind.QUIT: "退会",
    EventKind.LAPSE: "退会",
    EventKind.EXPEL: "除名",
    EventKind.DEATH: "去世",
}
LEAVING = (EventKind.JOB_ENDED, EventKind.QUIT, EventKind.LAPSE, EventKind.EXPEL)
KEEPING = (EventKind.RETIRE_KEEP, EventKind.UNEMPLOYED_KEEP)
COMING = (EventKind.JOIN, EventKind.TRANSFER_IN, EventKind.RESTORE)


def admit(book: Book, typed: Typed, day: str = "", *, doc_no: str = "") -> int:
    """Take somebody in as a new member (新发展入会); ``typed`` is the record form. Returns the member's id.

    ``day`` is a date as typed; without it the form's own joining date counts.

    Raises:
        Invalid: the form or the day cannot be read.
    """
    return _new(book, typed, EventKind.JOIN, day, {"doc_no": doc_no})


def transfer_in(book: Book, typed: Typed, day: str = "", *, from_unit: str = "", doc_no: str = "") -> int:
    """Take in somebody who was a member elsewhere (转入). Returns the member's id.

    Raises:
        Invalid: the form or the day cannot be read.
    """
    return _new(book, typed, EventKind.TRANSFER_IN, day, {"other_unit": from_unit, "doc_no": doc_no})


def transfer_out(book: Book, member_id: int, day: str, *, to_unit: str = "", doc_no: str = "") -> None:
    """Record that the membership has gone to another union (转出).

    Raises:
        Refused: the person is no member, or joined after that day.
        Invalid: the day cannot be read.
    """
    _happen(book, member_id, EventKind.TRANSFER_OUT, day, {"other_unit": to_unit, "doc_no": doc_no})


def keep(book: Book, member_id: int, day: str, kind: str = EventKind.RETIRE_KEEP) -> None:
    """Let a member who retires or loses the job keep the membership (保留会籍): no dues, no vote.

    Raises:
        Refused: the person is no member.
        Invalid: the day cannot be read.
    """
    _known(kind, KEEPING)
    more = _day("retired_on", day) if kind == EventKind.RETIRE_KEEP else {}
    _happen(book, member_id, kind, day, {}, more)


def leave(book: Book, member_id: int, day: str, kind: str = EventKind.QUIT, *, reason: str = "") -> None:
    """End a membership: 离职, 自愿退会, 自动退会 or 开除会籍; ``reason`` is the clerk's own word on it.

    Raises:
        Refused: the person is no member, or joined after that day.
        Invalid: the day cannot be read.
    """
    _known(kind, LEAVING)
    _happen(book, member_id, kind, day, {"reason": reason})


def die(book: Book, member_id: int, day: str) -> None:
    """Record a death; a membership still running ends with it.

    Raises:
        Refused: the death stands recorded already.
        Invalid: the day cannot be read.
    """
    _happen(book, member_id, EventKind.DEATH, day, {})


def reenter(
    book: Book, member_id: int, day: str, kind: str = EventKind.RESTORE, *, from_unit: str = "", doc_no: str = ""
) -> None:
    """Take somebody back under the same record; the earlier time of membership is kept as a part of it.

    Whoever only kept the membership goes on in the same period and keeps the day of joining.

    Raises:
        Refused: the person is a full member or has died, or left after that day.
        Invalid: the day cannot be read.
    """
    _known(kind, COMING)
    _happen(book, member_id, kind, day, {"other_unit": from_unit, "doc_no": doc_no})


def roster(read: Reader, day: date) -> frozenset[int]:
    """The ids of all who were members on ``day``, those who only keep the membership among them."""
    earlier: dict[int, list[Period]] = {}
    for row in read.every("membership"):
        earlier.setdefault(row["member_id"], []).append(_period(row))
    return frozenset(
        row["id"] for row in read.every("member")
        if membership.was_member([*earlier.get(row["id"], ()), _period(row)], day)
    )  # fmt: skip


def _new(book: Book, typed: Typed, kind: str, day: str, event: Mapping[str, str]) -> int:
    wanted = dict(typed)
    wanted["joined"] = day or typed.get("joined") or ""
    wanted["state"] = str(State.NORMAL)
    name = str(typed.get("name") or "")
    with book.step(N_("{event}: {name}"), event=kind, name=name) as writer:
        member_id = save(book, "member", None, wanted)
        _log(writer, member_id, kind, _day("happened", str(wanted["joined"])), event)
    return member_id


def _happen(
    book: Book, member_id: int, kind: str, day: str, event: Mapping[str, str], more: Mapping[str, Any] | None = None
) -> None:
    row = book.read.row("member", member_id)
    state = _state(row)
    after = membership.next_state(state, kind)
    happened = _day("happened", day)
    values: dict[str, Any] = {"state": after} | dict(more or {})
    old: dict[str, Any] | None = None
    if membership.closes_period(state, kind):
        _refuse_before(row, "joined", happened, N_("{name} joined on {known}, after {day}. Correct one of the two."))
        values |= _renamed(happened, "left_on") | {"leave_reason": REASONS[EventKind(kind)]}
    if membership.opens_period(state, kind):
        _refuse_before(row, "left_on", happened, N_("{name} left on {known}, after {day}. Correct one of the two."))
        old = _earlier(row)
        values |= _renamed(happened, "joined") | reading.blank(BY_TABLE["member"].field("left_on"))
        values["leave_reason"] = ""
    with book.step(N_("{event}: {name}"), event=kind, name=row["name"]) as writer:
        if old:
            writer.insert("membership", old)
        writer.update("member", member_id, values)
        _log(writer, member_id, kind, happened, event)


def _earlier(row: Row) -> dict[str, Any] | None:
    """The time of membership that has ended, as a part of the member; None where nothing of it is known."""
    names = [name for field in ("joined", "left_on") for name in (field, f"{field}_from", f"{field}_to")]
    if not any(row[name] for name in (*names, "leave_reason")):
        return None
    kept = {name: row[name] for name in names}
    return kept | {"member_id": row["id"], "leave_reason": row["leave_reason"] or row["state"]}


def _log(writer: Writer, member_id: int, kind: str, happened: Mapping[str, Any], more: Mapping[str, str]) -> None:
    writer.insert("member_event", {"member_id": member_id, "kind": str(kind), **happened, **more})


def _state(row: Row) -> str:
    """The state as the rules know it: blank is an ordinary member, unless the record says that she left."""
    if row["state"]:
        return str(row["state"])
    return str(State.LEFT if row["left_on"] or row["leave_reason"] else State.NORMAL)


def _refuse_before(row: Row, field: str, happened: Mapping[str, Any], msgid: str) -> None:
    """Refuse a day that lies before the earliest day ``field`` can mean."""
    known, day = row[f"{field}_from"], happened["happened_to"]
    if known and day and day < known:
        raise Refused(msgid, name=row["name"], known=row[field], day=happened["happened"])


def _day(name: str, typed: str) -> dict[str, Any]:
    """The columns of a date typed into the field ``name`` of a member or an event."""
    record = BY_TABLE["member_event" if name == "happened" else "member"]
    return reading.read(record.field(name), typed, reading.Context())


def _renamed(happened: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {column.replace("happened", name, 1): value for column, value in happened.items()}


def _period(row: Row) -> Period:
    joined, left = _span(row, "joined"), _span(row, "left_on")
    gone = row.get("state", "") in (*membership.GONE, State.DEAD)
    return Period(joined, left, row["leave_reason"] or (row["state"] if gone else ""))


def _span(row: Row, name: str) -> tuple[date, date] | None:
    first, last = row[f"{name}_from"], row[f"{name}_to"]
    return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def _known(kind: str, kinds: tuple[EventKind, ...]) -> None:
    if kind not in kinds:
        msgid = N_("“{value}” is no kind of change that fits here. Choose one of {words}.")
        raise Invalid((Problem.of("kind", kind, msgid, value=kind, words="、".join(kinds)),))
