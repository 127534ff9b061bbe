"""Deleting a person's data for good: what stands in the way by law, what would go, and the trace that stays.

Source: Personal Information Protection Law, article 47. Where a term set by law has not run out the record is not
deleted but sealed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.book.book import Book
from app.book.closing import year_of
from app.book.reader import Reader, Row
from app.domain import reading, retention, retention_rules
from app.domain.errors import Refused
from app.domain.fields import Kind, RecordType
from app.domain.listing import Condition, Listing
from app.domain.records import ALL, BY_TABLE, children_of
from app.domain.retention_rules import Rule
from app.i18n import N_
from app.resources import code_list, standards
from app.store import backup_names
from app.store.erasing import Gone

NOBODY = "（已删除）"
_NAMED = ("target", "proposer", "recipient", "name", "resume", "story")  # what says in a record who it is about
_LOOK_AHEAD = 800  # days; an automatic backup that is kept longer than that is kept for good


@dataclass(frozen=True, slots=True)
class Standing:
    """Records that may not go yet: until when (None: for good, or it cannot be told), and by which paper."""

    table: str
    ids: tuple[int, ...]
    rule: Rule | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What deleting a member would mean.

    ``standing`` is in the way; where it is empty ``gone`` says what goes. ``counts`` are (table, how many records
    are deleted, how many only lose the name). ``advice`` is to be weighed, and forbids nothing.
    """

    member_id: int
    name: str
    number: int
    standing: tuple[Standing, ...]
    counts: tuple[tuple[str, int, int], ...]
    files: int
    advice: str
    gone: Gone


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups that still hold what is deleted: on which day the last goes by itself, and those that never do."""

    last: date | None
    by_hand: tuple[Path, ...]


def plan(read: Reader, member_id: int, today: date) -> Plan:
    """What stands in the way of deleting a member, and what would go; nothing is changed.

    Raises:
        KeyError: the member is gone.
    """
    table = standards()["retention"]
    rules = retention_rules.read_rules(table)
    member = read.row("member", member_id)
    standing: dict[tuple[str, Rule | None, date | None], list[int]] = {}
    records: list[tuple[str, int]] = [("member", member_id)]
    blanked: dict[tuple[str, int], dict[str, Any]] = {}
    for record, row in _about(read, member_id):
        dated = {**row, **_canonical(record, row), "year": year_of(read, record, row)}
        rule = retention_rules.rule_for(rules, record.table, dated)
        if rule is None or retention_rules.must_stay(rule, dated, today):
            until = rule.stays_until(dated) if rule else None
            standing.setdefault((record.table, rule, until), []).append(row["id"])
        elif rule.anonymise:
            blanked[record.table, row["id"]] = _nameless(record, row)
        else:
            records.append((record.table, row["id"]))
    advice = str(table.get("advice", {}).get("roster", ""))
    return Plan(
        member_id,
        member["name"],
        read.serial(member_id),
        tuple(Standing(name, tuple(ids), rule, until) for (name, rule, until), ids in standing.items()),
        _counts(read, member_id, records, blanked),
        _files(read, records),
        advice,
        Gone(tuple(records), blanked, (member["name"], member["id_no"], member["mobile"]), NOBODY),
    )


def erase(book: Book, found: Plan, reason: str, today: date) -> None:
    """Delete what a plan says, for good; the trace in the history has the number and the reason, not the name.

    Raises:
        Refused: the reason is blank or says the name, or something stands in the way by now.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(N_("Say the reason; it stays in the history."))
    if found.name and found.name in reason:
        raise Refused(N_("The reason stays in the history, so it must not say the name. Leave the name out."))
    now = plan(book.read, found.member_id, today)
    if now.standing or now != found:
        raise Refused(N_("The book has changed since this was looked at. Look at it again."))
    label = N_("Delete personal data on the person's request ({kind} No. {number}: {reason})")
    with book.step(label, kind=BY_TABLE["member"].label, number=now.number, reason=reason) as writer:
        writer.erase(now.gone)


def in_backups(path: Path, today: date) -> Backups:
    """The automatic backups that hold what was there before today, by the plan after which they are thinned out."""
    found = backup_names.backups_in(backup_names.automatic_folder(path), path.stem)
    found |= backup_names.backups_in(path.parent, path.stem)
    numbered = {name.kept: file for file, name in found.items() if name.number and not name.set_aside}
    by_hand = [file for file, name in found.items() if not name.number or name.set_aside]
    last = None
    kept, left = frozenset(numbered), set(numbered)
    number = max((one.number for one in kept), default=0)
    for later in range(1, _LOOK_AHEAD):
        day = today + timedelta(days=later)
        kept = retention.to_keep({*kept, retention.Kept(number + later, day)})
        if left - kept:
            last, left = day, left & kept
        if not left:
            break
    return Backups(last, tuple(sorted([*by_hand, *(numbered[one] for one in left)])))


def _about(read: Reader, member_id: int) -> Iterator[tuple[RecordType, Row]]:
    """The records that point at a member without being a part of it."""
    parts = {child.table for child in children_of("member")}
    for record in ALL:
        fields = [field.name for field in record.fields if field.ref == "member"]
        if not fields or record.table in parts:
            continue
        ids = {one: None for name in fields for one in read.ids(_of(record.table, name, member_id))}
        for row in read.rows(record.table, list(ids)).values():
            yield record, row


def _canonical(record: RecordType, row: Row) -> dict[str, str]:
    """The words of code lists as the table of terms writes them, however the clerk did."""
    return {
        field.name: code_list(field.codes).canonical(row[field.name]) or row[field.name]
        for field in record.fields
        if field.codes and row[field.name]
    }


def _of(table: str, field: str, member_id: int) -> Listing:
    return Listing(table, conditions=(Condition(field, "is", member_id),))


def _nameless(record: RecordType, row: Row) -> dict[str, Any]:
    """The columns by which a record says whom it is about, and all that is written freely in it, blank."""
    values: dict[str, Any] = {}
    for field in record.fields:
        if field.ref == "member":
            values[field.name] = None
        elif field.name in _NAMED and row[field.name]:
            values[field.name] = NOBODY
        elif field.kind is Kind.LONG and row[field.name] and field.name not in ("content", "answer"):
            values |= reading.blank(field)
    return values | (dict.fromkeys(("initials", "sort_key"), "") if record.initials_of in values else {})


def _counts(
    read: Reader, member_id: int, records: list[tuple[str, int]], blanked: dict[tuple[str, int], dict[str, Any]]
) -> tuple[tuple[str, int, int], ...]:
    gone: dict[str, list[int]] = {}
    for table, _ in records:
        gone.setdefault(table, [0, 0])[0] += 1
    for child in children_of("member"):
        if count := len(read.ids(_of(child.table, child.owner, member_id))):
            gone.setdefault(child.table, [0, 0])[0] += count
    for table, _ in blanked:
        gone.setdefault(table, [0, 0])[1] += 1
    return tuple((table, deleted, nameless) for table, (deleted, nameless) in gone.items())


def _files(read: Reader, records: list[tuple[str, int]]) -> int:
    return sum(
        read.count(
            Listing("attachment", conditions=(Condition("owner_table", "is", table), Condition("owner_id", "is", one)))
        )
        for table, one in records
    )
