"""Which records have reached the term after which they need only be kept; nothing happens to them by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.book.reader import Reader
from app.book.sealing import may_seal, sealed
from app.domain import retention_rules
from app.domain.listing import Condition, Listing
from app.domain.retention_rules import Rule
from app.resources import standards


@dataclass(frozen=True, slots=True)
class Due:
    """A record whose purpose was served on ``since``; the rule says after how many years that is told."""

    table: str
    row_id: int
    name: str
    since: date
    rule: Rule


def due(read: Reader, today: date) -> tuple[Due, ...]:
    """The records that could be sealed by now, those that have waited longest first."""
    there = sealed(read)
    found: list[Due] = []
    for rule in retention_rules.read_seals(standards()["retention"]):
        ids = read.ids(Listing(rule.table, conditions=(Condition(rule.since, "filled"),)))
        rows = read.rows(rule.table, ids)
        ripe = [
            (row_id, row)
            for row_id, row in rows.items()
            if not retention_rules.must_stay(rule, row, today)
            and (rule.table, row_id) not in there
            and may_seal(read, rule.table, row_id)
        ]
        names = read.captions(rule.table, [row_id for row_id, _ in ripe])
        for row_id, row in ripe:
            since = retention_rules.start(row, rule.since)
            if since is not None:
                found.append(Due(rule.table, row_id, names[row_id], since, rule))
    return tuple(sorted(found, key=_waiting))


def _waiting(one: Due) -> tuple[date, int]:
    return one.since, one.row_id
