"""Whom a gift could go to: the members as they stand, and what each has had of its kind in a year."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.book.reader import Reader, Row
from app.domain.errors import Cancelled
from app.domain.festivals import BY_NAME
from app.domain.listing import Condition, Listing
from app.domain.membership import GONE, State
from app.i18n import N_

FESTIVAL, BIRTHDAY, WOMEN_DAY = "节日", "生日", "三八妇女节"
Report = Callable[[int, int], None]
Asked = Callable[[], bool]

CHUNK = 5000
EVERYBODY = "全体"  # an entry "for all members of …" names nobody and means everybody there
_NAMES_LONGEST_FIRST = sorted(BY_NAME, key=len, reverse=True)
_COLUMNS = (
    "name", "unit_id", "gender", "birth", "birth_from", "birth_to", "id_no", "state", "left_on", "leave_reason",
    "lunar_birthday",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A member as she stands: ``units`` are her unit and those above it, ``twin`` an earlier record of the same person.

    ``birth_from`` and ``birth_to`` are ISO days, equal where the day of birth is known, "" where nothing is.
    """

    id: int
    name: str
    unit_id: int | None = None
    unit: str = ""
    units: tuple[int, ...] = ()
    woman: bool = False
    birth_from: str = ""
    birth_to: str = ""
    lunar: bool = False
    gone: str = ""
    kept: bool = False
    twin: int | None = None

    @property
    def birth_month(self) -> int | None:
        """The month of birth, None where it is not known."""
        known = self.birth_from and self.birth_from[:7] == self.birth_to[:7]
        return int(self.birth_from[5:7]) if known else None


@dataclass(frozen=True, slots=True)
class Had:
    """Something had before: its worth in fen, cash and goods together, the entry's own words and its ISO days."""

    entry_id: int
    fen: int
    reason: str
    when: str
    festivals: frozenset[str] = frozenset()
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What was given of one kind in one reporting year, by member, by unit (全体会员) and to nobody named.

    ``spent_fen`` is all of it.
    """

    by_member: Mapping[int, tuple[Had, ...]] = field(default_factory=dict)
    by_unit: Mapping[int, tuple[Had, ...]] = field(default_factory=dict)
    to_all: tuple[Had, ...] = ()
    nameless: tuple[Had, ...] = ()
    spent_fen: int = 0

    def of(self, person: Person) -> tuple[Had, ...]:
        """What a person has had, each entry once."""
        found = [*self.by_member.get(person.id, ()), *self.to_all]
        for unit_id in person.units:
            found += self.by_unit.get(unit_id, ())
        return tuple(found) if len(found) < 2 else tuple({had.entry_id: had for had in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Known:
    """What a gift is planned on: all the people in question and what went before."""

    people: Mapping[int, Person]
    past: Past
    kind: str
    year: int


def know(read: Reader, ids: Iterable[int], kind: str, year: int, report: Report | None = None,
         cancelled: Asked | None = None) -> Known:  # fmt: skip
    """Gather everything about ``ids`` that a gift of ``kind`` in ``year`` needs.

    Raises:
        Cancelled: the clerk stopped.
    """
    return Known(people(read, ids, report, cancelled), past(read, kind, year), kind, year)


def people(
    read: Reader, ids: Iterable[int], report: Report | None = None, cancelled: Asked | None = None
) -> dict[int, Person]:
    """The members with these ids, each once, in their order; those who are no longer in the book are left out.

    Raises:
        Cancelled: the clerk stopped.
    """
    wanted = list(dict.fromkeys(ids))
    units = _Units(read)
    seen: dict[tuple[str, ...], int] = {}
    found: dict[int, Person] = {}
    for start in range(0, len(wanted), CHUNK):
        stop_if(cancelled)
        part = wanted[start : start + CHUNK]
        rows = read.rows("member", part, _COLUMNS)
        found.update({row_id: _person(rows[row_id], units, seen) for row_id in part if row_id in rows})
        if report:
            report(start + len(part), len(wanted))
    return found


def past(read: Reader, kind: str, year: int) -> Past:
    """What was given of ``kind`` in the reporting year ``year``."""
    ids = read.ids(Listing("entry", year, conditions=(Condition("kind", "is", kind),)))
    entries = read.rows("entry", ids)
    lines = _lines(read, ids)
    by_member: dict[int, list[Had]] = defaultdict(list)
    by_unit: dict[int, list[Had]] = defaultdict(list)
    to_all: list[Had] = []
    nameless: list[Had] = []
    for row_id, row in entries.items():
        festivals = festivals_in(row["reason"] or row["campaign"])
        days = row["happened_from"] or "", row["happened_to"] or ""
        had = Had(row_id, _each(row), row["reason"], row["happened"], festivals, *days)
        named = [line for line in lines.get(row_id, ()) if line["member_id"]]
        for line in named:
            by_member[line["member_id"]].append(_worth(had, line))
        if named:
            continue
        if row["member_id"]:
            by_member[row["member_id"]].append(had)
        elif EVERYBODY in row["target"] and "女" not in row["target"] and row["unit_id"]:
            by_unit[row["unit_id"]].append(had)
        elif row["target"].strip() in (EVERYBODY, f"{EVERYBODY}会员", f"{EVERYBODY}职工"):
            to_all.append(had)
        else:
            nameless.append(had)
    spent = sum((row["cash"] or 0) + (row["goods_value"] or 0) for row in entries.values())
    return Past(_frozen(by_member), _frozen(by_unit), tuple(to_all), tuple(nameless), spent)


def festivals_in(text: str) -> frozenset[str]:
    """The festivals that a reason names, by whichever of their names."""
    found, rest = set(), text.replace("十一月", "")
    for name in _NAMES_LONGEST_FIRST:
        if name in rest:
            found.add(BY_NAME[name])
            rest = rest.replace(name, "·")
    return frozenset(found)


def stop_if(cancelled: Asked | None) -> None:
    """Leave a long piece of work that the clerk has stopped.

    Raises:
        Cancelled: she has.
    """
    if cancelled and cancelled():
        raise Cancelled(N_("Stopped."))


class _Units:
    """The units by id: their own names and all that stand above each."""

    def __init__(self, read: Reader) -> None:
        rows = {row["id"]: row for row in read.every("unit")}
        self.names = {row_id: str(row["name"]) for row_id, row in rows.items()}
        self.lines: dict[int, tuple[int, ...]] = {}
        for row_id in rows:
            line: list[int] = []
            at: int | None = row_id
            while at is not None and at in rows and at not in line:
                line.append(at)
                at = rows[at]["parent_id"]
            self.lines[row_id] = tuple(line)


def _person(row: Row, units: _Units, seen: dict[tuple[str, ...], int]) -> Person:
    unit_id, state = row["unit_id"], row["state"]
    gone = state if state in (*GONE, State.DEAD) else ""
    if not gone and not state and (row["left_on"] or row["leave_reason"]):
        gone = str(State.LEFT)
    return Person(
        row["id"], row["name"], unit_id, units.names.get(unit_id, ""), units.lines.get(unit_id, ()),
        row["gender"] == "女", row["birth_from"] or "", row["birth_to"] or "", bool(row["lunar_birthday"]),
        gone, state == State.KEPT, None if gone else _twin(row, seen),
    )  # fmt: skip


def _twin(row: Row, seen: dict[tuple[str, ...], int]) -> int | None:
    """An earlier record of the same person: one ID number, or one name, unit and day of birth."""
    keys: list[tuple[str, ...]] = [(row["id_no"],)] if row["id_no"] else []
    if row["birth_from"] and row["birth_from"] == row["birth_to"]:
        keys.append((row["name"], str(row["unit_id"]), row["birth_from"]))
    twin = next((seen[key] for key in keys if key in seen), None)
    for key in keys:
        seen.setdefault(key, row["id"])
    return twin


def _lines(read: Reader, entry_ids: Sequence[int]) -> dict[int, list[Row]]:
    among = Condition("entry_id", "among", json.dumps(list(entry_ids)))
    ids = read.ids(Listing("entry_line", conditions=(among,)))
    found: dict[int, list[Row]] = defaultdict(list)
    for line in read.rows("entry_line", ids, ("entry_id", "member_id", "cash", "goods_value")).values():
        found[line["entry_id"]].append(line)
    return found


def _each(row: Row) -> int:
    """What an entry came to for each, in fen: its price per person, else its sum shared out."""
    if row["standard"]:
        return int(row["standard"])
    total = (row["cash"] or 0) + (row["goods_value"] or 0)
    return int(total // max(row["persons"] or row["person_times"] or 1, 1))


def _worth(had: Had, line: Row) -> Had:
    if line["cash"] is None and line["goods_value"] is None:
        return had
    fen = (line["cash"] or 0) + (line["goods_value"] or 0)
    return replace(had, fen=fen)


def _frozen(found: Mapping[int, list[Had]]) -> dict[int, tuple[Had, ...]]:
    return {row_id: tuple(hads) for row_id, hads in found.items()}
