"""A year's entries and members as tuples in one pass each, for a summary over a million of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from app.domain.membership import State
from app.domain.summary_count import KINDS
from app.store.connection import Database

MEASURES = tuple(kind.field for kind in KINDS["entry"] if kind.field not in ("units", "households"))
SEPARATOR = "\x1f"
_GIVEN = " AND ".join(f"{kind.field}_given = ''" for kind in KINDS["entry"])
# One person each and nothing of their own to tell: no units, no households, no words for a number, no 数据.
_PLAIN = (
    "units IS NULL AND households IS NULL AND COALESCE(persons, 0) <= 1 AND COALESCE(person_times, 0) <= 1 "
    f"AND campaign = '' AND {_GIVEN} AND id NOT IN (SELECT owner_id FROM figure WHERE owner_table = 'entry')"
)
_FETCHED = 5000
Days = tuple[date, date]
Tuples = list[tuple[Any, ...]]


def entries(db: Database, years: Sequence[int], days: Days | None) -> Iterator[Tuples]:
    """The entries of some years, some thousands at a time: (key, id, then MEASURES).

    The key is the kind and the kind of person with SEPARATOR between them for a plain entry, else None. With
    ``days`` only those that lie in them or have no date.
    """
    inside = " AND (happened_from IS NULL OR (happened_from >= ? AND happened_to <= ?))" if days else ""
    cursor = db.conn.cursor()
    cursor.row_factory = None  # plain tuples: of a million rows every microsecond counts
    cursor.execute(
        f"SELECT CASE WHEN {_PLAIN} THEN kind || '{SEPARATOR}' || target_kind END, id, {', '.join(MEASURES)} "
        f"FROM entry WHERE year IN ({', '.join('?' * len(years))}){inside}",
        [*years, *(day.isoformat() for day in days or ())],
    )
    while part := cursor.fetchmany(_FETCHED):
        yield part


def members(db: Database, days: Days) -> Tuples:
    """Who is a member on the last of ``days``: (id, whether a woman, a migrant worker, joined within the days).

    That is who had joined by then (or at a time unknown) and had not left.
    """
    last, after = days[1].isoformat(), (days[1] + timedelta(days=1)).isoformat()
    sql = (
        "SELECT id, gender = '女', is_migrant = 1, joined_from BETWEEN ? AND ? FROM member "
        "WHERE (joined_from <= ? OR joined = '') AND (left_on_from >= ? "
        "OR (state IN (?, '') AND (left_on_from <= ?) IS NOT TRUE)) ORDER BY id"
    )
    cursor = db.conn.cursor()
    cursor.row_factory = None
    return list(cursor.execute(sql, [days[0].isoformat(), last, last, after, State.NORMAL.value, last]).fetchall())
