"""逻辑检查: what does not agree in the book, sentence by sentence, each with the records it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.book.reader import Reader, Row, title_of
from app.domain.award_facts import is_chosen
from app.domain.records import ALL, BY_TABLE
from app.formats import money_text
from app.i18n import N_

_SHOWN = 40  # characters of a name in a sentence
_PENDING = "待补资料"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree: a msgid with ``{name}`` places, their values, and the records it is about."""

    msgid: str
    values: tuple[tuple[str, object], ...]
    table: str
    ids: tuple[int, ...]

    @classmethod
    def of(cls, table: str, ids: Iterable[int], msgid: str, **values: object) -> Finding:
        """Build a finding; ``values`` fill the places of ``msgid``."""
        return cls(msgid, tuple(values.items()), table, tuple(ids))

    def __str__(self) -> str:
        return self.msgid.format(**dict(self.values)) if self.values else self.msgid


def check_book(read: Reader, year: int | None = None) -> tuple[Finding, ...]:
    """All findings, those about the whole book first; ``year`` narrows the year's records to one year."""
    checks: tuple[Callable[[Reader, int | None], Iterator[Finding]], ...] = (
        _units, _same_units, _members, _same_numbers, _work, _sums, _pending, _figures, _awards, _publicity,
        _nominees, _years, _empty,
    )  # fmt: skip
    return tuple(finding for check in checks for finding in check(read, year))


def _rows(read: Reader, table: str, year: int | None) -> list[Row]:
    rows = read.every(table)
    return rows if year is None else [row for row in rows if row["year"] == year]


def _units(read: Reader, _year: int | None) -> Iterator[Finding]:
    """女会员 ≤ 会员 ≤ 职工, and the parts of each."""
    pairs = (
        ("women", "members",
         N_("{name}: {part} women members are more than its {whole} members. Correct one of them.")),
        ("members", "workers", N_("{name}: {part} members are more than its {whole} workers. Correct one of them.")),
        ("women_workers", "workers",
         N_("{name}: {part} women workers are more than its {whole} workers. Correct one of them.")),
        ("migrants", "members",
         N_("{name}: {part} migrant worker members are more than its {whole} members. Correct one of them.")),
        ("dispatched", "members",
         N_("{name}: {part} agency worker members are more than its {whole} members. Correct one of them.")),
    )  # fmt: skip
    for row in read.every("unit"):
        for part, whole, msgid in pairs:
            if _more(row[part], row[whole]):
                yield Finding.of("unit", [row["id"]], msgid, name=row["name"], part=row[part], whole=row[whole])


def _same_units(read: Reader, _year: int | None) -> Iterator[Finding]:
    for (_parent, name), rows in _alike(read.every("unit"), "parent_id", "name"):
        yield Finding.of("unit", _ids(rows), N_("{count} units under one superior are all called {name}. Delete or "
                                                "rename all but one."), count=len(rows), name=name)  # fmt: skip


def _members(read: Reader, _year: int | None) -> Iterator[Finding]:
    members = read.every("member")
    undated = [row for row in members if not row["joined"]]
    if undated:
        yield Finding.of("member", _ids(undated), N_("{count} members have no date of joining: {names}. Fill it in; "
                                                     "the year's growth cannot be counted without it."),
                         count=len(undated), names=_names(undated))  # fmt: skip
    turned = [row for row in members if row["joined_from"] and row["left_on_to"]
              and row["left_on_to"] < row["joined_from"]]  # fmt: skip
    for row in turned:
        yield Finding.of("member", [row["id"]], N_("{name} left on {left}, before joining on {joined}. Correct one "
                                                   "of the two."),
                         name=row["name"], left=row["left_on"], joined=row["joined"])  # fmt: skip
    for (unit_id, name), rows in _alike(members, "unit_id", "name"):
        if len({row["id_no"] for row in rows} - {""}) == len(rows):
            continue  # two people of one name, each with a number of their own
        unit = read.captions("unit", [unit_id]).get(unit_id, "") if unit_id else ""
        msgid = N_("{unit}: {count} members are all called {name}. If they are one person, delete one; if not, "
                   "fill in their ID numbers.")  # fmt: skip
        if not unit:
            msgid = N_("{count} members without a unit are all called {name}. If they are one person, delete one; if "
                       "not, fill in their ID numbers.")  # fmt: skip
        yield Finding.of("member", _ids(rows), msgid, unit=unit, count=len(rows), name=name)


def _same_numbers(read: Reader, _year: int | None) -> Iterator[Finding]:
    for (number,), rows in _alike(read.every("member"), "id_no"):
        yield Finding.of("member", _ids(rows), N_("{names} have the same ID number ending in {tail}. Compare it with "
                                                  "the ID cards."),
                         names=_names(rows), tail=number[-4:])  # fmt: skip


def _work(read: Reader, year: int | None) -> Iterator[Finding]:
    """人数 ≤ 人次, a time for everything, and that time within the reporting year."""
    for table in ("entry", "activity"):
        rows = _rows(read, table, year)
        for row in rows:
            if _more(row["persons"], row["person_times"]) and not (row["persons_given"] or row["person_times_given"]):
                yield Finding.of(table, [row["id"]], N_("{name}: {persons} persons are more than {times} "
                                                        "person-times. Everybody counts at least once."),
                                 name=_name(table, row), persons=row["persons"],
                                 times=row["person_times"])  # fmt: skip
        untimed = [row for row in rows if not row["happened"]]
        if untimed:
            msgid = (N_("{count} aid entries have no time: {names}. Write at least the month, or 全年.")
                     if table == "entry" else
                     N_("{count} activities have no time: {names}. Write at least the month, or 全年."))  # fmt: skip
            yield Finding.of(table, _ids(untimed), msgid, count=len(untimed), names=_names(untimed, table))
    for table in ("entry", "activity", "honour", "agreement", "proposal", "fund"):
        yield from _outside(read, table, year)


def _outside(read: Reader, table: str, year: int | None) -> Iterator[Finding]:
    periods: dict[int, tuple[str, str]] = {}
    for row in _rows(read, table, year):
        if row["year"] is None or not row["happened_from"]:
            continue
        if row["year"] not in periods:
            first, last = read.period(row["year"])
            periods[row["year"]] = first.isoformat(), last.isoformat()
        start, end = periods[row["year"]]
        if row["happened_to"] < start or row["happened_from"] > end:
            yield Finding.of(table, [row["id"]], N_("{name}: its time {when} lies outside the reporting year {year}. "
                                                    "Correct the time or the year."),
                             name=_name(table, row), when=row["happened"], year=row["year"])  # fmt: skip


def _sums(read: Reader, year: int | None) -> Iterator[Finding]:
    """An entry's money and people against those of its beneficiaries, where each of them has any."""
    lines: dict[int, list[Row]] = defaultdict(list)
    for line in read.every("entry_line"):
        lines[line["entry_id"]].append(line)
    sums = (
        ("cash", N_("{name}: the cash is {whole} yuan, but its {count} beneficiaries add up to {parts} yuan. "
                    "Correct one of the two.")),
        ("goods_value", N_("{name}: the goods are worth {whole} yuan, but those of its {count} beneficiaries add up "
                           "to {parts} yuan. Correct one of the two.")),
    )  # fmt: skip
    for row in _rows(read, "entry", year):
        for column, msgid in sums:
            found = [line[column] for line in lines[row["id"]]]
            if not found or row[column] is None or row[f"{column}_given"] or any(part is None for part in found):
                continue
            if sum(found) != row[column]:
                yield Finding.of("entry", [row["id"]], msgid, name=_name("entry", row),
                                 whole=money_text(row[column]), parts=money_text(sum(found)),
                                 count=len(found))  # fmt: skip


def _pending(read: Reader, year: int | None) -> Iterator[Finding]:
    rows = [row for row in _rows(read, "entry", year) if row["status"] == _PENDING]
    if rows:
        yield Finding.of("entry", _ids(rows), N_("{count} aid entries still wait for papers: {names}. Complete them "
                                                 "or change their status."),
                         count=len(rows), names=_names(rows, "entry"))  # fmt: skip


def _figures(read: Reader, year: int | None) -> Iterator[Finding]:
    """Figures of which no number could be read: they print as given but stand in no sum."""
    unread: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in read.every("figure"):
        if not row["number"]:
            unread[row["owner_table"], row["owner_id"]].append(row)
    for (table, owner_id), found in unread.items():
        owner = read.rows(table, [owner_id]).get(owner_id)
        if owner is None or (year is not None and owner.get("year", year) != year):
            continue
        text = "；".join(f"{row['label']}={row['raw']}" if row["label"] else row["raw"] for row in found)
        yield Finding.of(table, [owner_id], N_("{name}: no number can be read in “{text}”. It is printed as it is and "
                                               "counted nowhere; write the number first, such as 30余名."),
                         name=_name(table, owner), text=text[:_SHOWN])  # fmt: skip


def _awards(read: Reader, year: int | None) -> Iterator[Finding]:
    """The places allotted against the places there are."""
    for row in _rows(read, "award", year):
        shares = [part for part in read.every("award_quota") if part["award_id"] == row["id"]]
        total = sum((part["allotted"] or 0) + (part["adjusted"] or 0) for part in shares)
        if shares and row["quota"] is not None and total != row["quota"]:
            yield Finding.of("award", [row["id"]], N_("{name}: {total} places are allotted, but there are {quota} to "
                                                      "award. Change the allotment or the number."),
                             name=row["name"], total=total, quota=row["quota"])  # fmt: skip


def _publicity(read: Reader, year: int | None) -> Iterator[Finding]:
    """Names hung out before they could be known: before the recommendations were due, the vote or the decision.

    A day known in part is read in the clerk's favour: 12月 may mean its first day.
    """
    before = (
        ("recommend_by", N_("{round}: the publicity begins on {start}, before the recommendations for {award} are due "
                            "({day}). Correct one of the two.")),
        ("decided", N_("{round}: the publicity begins on {start}, before {award} was decided on ({day}). Correct one "
                       "of the two.")),
    )  # fmt: skip
    voted = N_("{round}: the publicity begins on {start}, before the vote on {award} ({day}). Correct one of the two.")
    for row in _rows(read, "award_round", year):
        start = row["publicity_from_from"]
        for award in _awards_of(read, row) if start else ():
            days = [(msgid, award[name], award[f"{name}_from"]) for name, msgid in before]
            days += [(voted, tally["held"], tally["held_from"])
                     for tally in read.parts("tally", "award_id", award["id"])]  # fmt: skip
            for msgid, said, first in days:
                if first and start < first:
                    yield Finding.of("award_round", [row["id"]], msgid, round=_name("award_round", row),
                                     start=row["publicity_from"], award=_name("award", award), day=said)  # fmt: skip


def _awards_of(read: Reader, found: Row) -> list[Row]:
    """The awards of a round; of a year that has just one, also those that name none."""
    only = sum(row["year"] == found["year"] for row in read.every("award_round")) == 1
    return [
        row
        for row in read.every("award")
        if row["round_id"] == found["id"] or (only and not row["round_id"] and row["year"] == found["year"])
    ]


def _nominees(read: Reader, year: int | None) -> Iterator[Finding]:
    """Those a unit nominates, with all below it, against the places it was given."""
    above = {row["id"]: row["parent_id"] for row in read.every("unit")}
    unit_of = {row["id"]: row["unit_id"] for row in read.every("member")}
    for award in _rows(read, "award", year):
        shares = {row["unit_id"]: row for row in read.parts("award_quota", "award_id", award["id"])
                  if row["unit_id"] and row["allotted"] is not None}  # fmt: skip
        found: dict[int, list[Row]] = defaultdict(list)
        for row in read.parts("nominee", "award_id", award["id"]) if shares else ():
            place = _upwards(row["unit_id"] or unit_of.get(row["member_id"]), above, shares)
            if place and is_chosen(row["outcome"]) is not False:
                found[place].append(row)
        for place, rows in found.items():
            places = shares[place]["allotted"] + (shares[place]["adjusted"] or 0)
            if len(rows) > places:
                yield Finding.of("award", [award["id"]], N_("{name}: {unit} has {places} places, but {count} "
                                                            "nominees: {names}. Take some off or change the places."),
                                 name=_name("award", award), unit=read.captions("unit", [place])[place], places=places,
                                 count=len(rows), names=_names(rows, "nominee"))  # fmt: skip


def _upwards(unit_id: int | None, above: Mapping[int, int | None], wanted: Collection[int]) -> int | None:
    """The unit itself or the nearest above it that is one of those wanted."""
    seen = set[int]()
    while unit_id and unit_id not in wanted and unit_id not in seen:
        seen.add(unit_id)
        unit_id = above.get(unit_id)
    return unit_id if unit_id in wanted else None


def _years(read: Reader, year: int | None) -> Iterator[Finding]:
    """Records of the year's work that belong to no year and so stand in no summary."""
    if year is not None:
        return
    for record in ALL:
        if record.table not in ("entry", "activity", "honour", "problem", "plan", "agreement", "proposal", "fund"):
            continue
        rows = [row for row in read.every(record.table) if row["year"] is None]
        if rows:
            yield Finding.of(record.table, _ids(rows), N_("{kind}: {count} records belong to no year and stand in no "
                                                          "summary: {names}. Fill in the year."),
                             kind=record.plural, count=len(rows), names=_names(rows, record.table))  # fmt: skip


def _empty(read: Reader, year: int | None) -> Iterator[Finding]:
    """A year asked for, or worked on, in which nothing happened yet."""
    asked = year or read.union()["current_year"]
    if asked and not any(_rows(read, table, asked) for table in ("entry", "activity", "honour")):
        yield Finding.of("activity", (), N_("{year} has no aid entries, activities or honours yet. Check the year, or "
                                            "import the year's sheets."), year=asked)  # fmt: skip


def _alike(rows: Iterable[Row], *columns: str) -> Iterator[tuple[tuple[Any, ...], list[Row]]]:
    """Rows that share a value in all ``columns``, the last of which is not blank."""
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row[columns[-1]]:
            found[tuple(row[name] for name in columns)].append(row)
    return ((key, same) for key, same in found.items() if len(same) > 1)


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole


def _ids(rows: Iterable[Row]) -> list[int]:
    return [row["id"] for row in rows]


def _name(table: str, row: Row) -> str:
    name = title_of(table, row) or BY_TABLE[table].sheet
    return name if len(name) <= _SHOWN else name[:_SHOWN] + "…"


def _names(rows: list[Row], table: str = "member") -> str:
    """The first few names of many."""
    shown = "、".join(_name(table, row) for row in rows[:5])
    return f"{shown}……" if len(rows) > 5 else shown
