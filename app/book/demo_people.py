"""The demonstration union's units, members and officers, all of them invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from app.book.demo_pen import Pen, pick
from app.book.members import REASONS
from app.domain.errors import Invalid
from app.domain.identity import check_id_number
from app.domain.membership import EventKind, State
from app.domain.retirement import retirement

_REGION = "990101"  # no place has this code, so that no living person has these numbers
_TERM = {"term_no": "第五届", "term_from": "2023-05-20", "term_to": "2028-05-19"}
_AFTER = {EventKind.TRANSFER_OUT: State.MOVED, EventKind.JOB_ENDED: State.MOVED, EventKind.DEATH: State.DEAD}


@dataclass(frozen=True, slots=True)
class Person:
    """One member as generated, with the id of her record and of her unit; ``place`` is her place on the roster."""

    place: int
    row_id: int
    unit_id: int
    name: str
    gender: str
    birth: date
    joined: int
    left: int
    retired: int

    def there(self, year: int) -> bool:
        """Whether she is a full member at the end of a year."""
        gone = self.left or self.retired
        return self.joined <= year and (not gone or gone > year)


@dataclass(frozen=True, slots=True)
class People:
    """All units by name, with their ids, and all members by their place on the roster from 1."""

    units: Mapping[str, int]
    members: Mapping[int, Person]

    def of(self, unit_id: int, year: int) -> list[Person]:
        """The members of a unit at the end of a year."""
        return [one for one in self.members.values() if one.unit_id == unit_id and one.there(year)]

    def there(self, year: int) -> list[Person]:
        """All members at the end of a year."""
        return [one for one in self.members.values() if one.there(year)]


def fill(pen: Pen, data: Mapping[str, Any], chance: Random) -> People:
    """Write units, members, their events and the officers."""
    units = _units(pen, data["unit"])
    drafts = list(_drafts(data, units, chance))
    ids = pen.add_all("member", [typed for typed, _ in drafts])
    members = {
        place: Person(place, row_id, typed["unit_id"], typed["name"], typed["gender"], birth,
                      *(int(typed.get(name, "0")[:4]) for name in ("joined", "left_on", "retired_on")))
        for place, (row_id, (typed, birth)) in enumerate(zip(ids, drafts, strict=True), 1)
    }  # fmt: skip
    people = People(units, members)
    pen.add_all("member_event", _events(data, people))
    pen.add_all("officer", _officers(data, people))
    _count_units(pen, data["unit"], people)
    return people


def _units(pen: Pen, listed: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The first unit stands above all others."""
    units: dict[str, int] = {}
    for row in listed:
        top = next(iter(units.values()), None)
        term = {} if "联合" in row["kind"] else {"term_end": "2028-05-19"}
        units[row["name"]] = pen.add(
            "unit", name=row["name"], kind=row["kind"], parent_id=top, founded=row["founded"], **term
        )
    return units


def _drafts(data: Mapping[str, Any], units: Mapping[str, int], chance: Random) -> Iterator[tuple[dict[str, Any], date]]:
    """Each member's fields, unit by unit, with the day of birth."""
    rare = {place: (name, gender) for place, name, gender in data["rare"]}
    names = _Names(data, chance)
    posts, retired = data["posts"], _by_place(data["retired"])
    joined, gone = _by_place(data["joined"]), {place: (kind, day) for place, kind, day in data["gone"]}
    place = 0
    for unit in data["unit"]:
        for number in range(unit["size"]):
            place += 1
            gender = _gender(data, unit, place, retired, chance)
            birth = _birth(number, retired.get(place), chance)
            since = _joined(joined.get(place), unit, birth, chance)
            work_from = f"{min(birth.year + 20 + place % 4, int(since[:4]))}年7月"
            if career := data["careers"].get(str(place)):
                birth, (work_from, since) = date.fromisoformat(career[0]), career[1:]
            name, gender = rare.get(place) or (names.new(gender), gender)
            typed = _facts(data, unit, number, place, chance) | {
                "name": name, "gender": gender, "id_no": _id_number(birth, gender, place), "birth": birth.isoformat(),
                "unit_id": units[unit["name"]], "joined": since, "work_from": work_from,
                "post": posts.get(str(place)) or pick(unit["post"], number), "state": str(State.NORMAL),
            }  # fmt: skip
            yield typed | _ending(place, birth, gender, retired, gone), birth


def _facts(data: Mapping[str, Any], unit: Mapping[str, Any], number: int, place: int, chance: Random) -> dict[str, Any]:
    officers: dict[int, str] = dict(data["officers"])
    head = number == 0 and place not in officers
    return {
        "ethnic": data["minority"].get(str(place), "汉族"),
        "political": "中共党员" if number < 2 else chance.choice(data["politics"]),
        "education": pick(unit["education"], place),
        "mobile": f"1990000{place:04d}",
        "union_post": officers.get(place) or ("分工会主席" if head else "工会小组长" if number % 17 == 9 else ""),
        "employ_form": unit["form"],
        "is_migrant": "是" if chance.randrange(100) < unit.get("migrants", 0) and number else "否",
        "join_way": "本人申请",
        "member_no": f"QS{place:05d}",
        "is_member_rep": "是" if number % 5 == 1 else "否",
    }


def _ending(place: int, birth: date, gender: str, retired: Mapping[int, int],
            gone: Mapping[int, tuple[str, str]]) -> dict[str, str]:  # fmt: skip
    """How the membership changed in the two years, if it did."""
    if place in retired:
        month = retirement(birth, gender).statutory
        return {"state": str(State.KEPT), "retired_on": f"{month.year}年{month.month}月"}
    if place in gone:
        kind, day = gone[place]
        event = EventKind(kind)
        return {"state": str(_AFTER[event]), "left_on": day, "leave_reason": REASONS[event]}
    return {}


def _gender(data: Mapping[str, Any], unit: Mapping[str, Any], place: int, retired: Mapping[int, int],
            chance: Random) -> str:  # fmt: skip
    drawn = chance.randrange(100)
    if place in data["men_at"] or place in retired:
        return "男"
    return "女" if place in data["women_at"] or drawn < unit["women"] else "男"


def _birth(number: int, retires: int | None, chance: Random) -> date:
    """A day of birth; heads of units are no beginners, and who retires is of the age for it."""
    month, day = chance.randrange(1, 13), chance.randrange(1, 29)
    if retires:
        # The month of retirement has been later than the sixtieth birthday since 2025, by up to five months here.
        return date(retires - 60, 1 + month % 6, day)
    return date(chance.randrange(1972, 1986) if number == 0 else chance.randrange(1970, 2003), month, day)


def _joined(year: int | None, unit: Mapping[str, Any], birth: date, chance: Random) -> str:
    """A month of joining: not before the unit was there or the person was twenty."""
    first = max(int(unit["founded"][:4]), birth.year + 20)
    drawn, month = chance.randrange(2005, 2025), chance.randrange(1, 13)
    if year is None and first >= 2025:
        year = first
    if year is None:
        return f"{max(drawn, first) if max(drawn, first) < 2025 else 2024}年{month}月"
    opened = int(unit["founded"][5:].removesuffix("月")) if first == year and int(unit["founded"][:4]) == year else 3
    return f"{year}年{opened + month % 3}月"


def _id_number(birth: date, gender: str, place: int) -> str:
    """A number with a right check digit: the last of eleven tries at the most."""
    order = place * 2 % 998 + (1 if gender == "男" else 0)
    for last in "0123456789X":
        number = f"{_REGION}{birth:%Y%m%d}{order:03d}{last}"
        try:
            return check_id_number(number).number
        except Invalid:
            continue
    raise ValueError(birth)


def _events(data: Mapping[str, Any], people: People) -> list[dict[str, Any]]:
    members = people.members
    rows = [{"member_id": one.row_id, "happened": f"{one.joined}年", "kind": EventKind.JOIN}
            for one in members.values() if one.joined >= 2025]  # fmt: skip
    rows += [{"member_id": members[place].row_id, "happened": day, "kind": kind} for place, kind, day in data["gone"]]
    for place in _by_place(data["retired"]):
        month = retirement(members[place].birth, members[place].gender).statutory
        rows.append({"member_id": members[place].row_id, "happened": f"{month.year}年{month.month}月",
                     "kind": EventKind.RETIRE_KEEP})  # fmt: skip
    return rows


def _officers(data: Mapping[str, Any], people: People) -> list[dict[str, Any]]:
    """The committee of the whole union, and the head of each unit."""
    top = next(iter(people.units.values()))
    rows = [(place, post, top) for place, post in data["officers"]]
    place = 1
    for unit in data["unit"]:
        if unit["size"]:
            rows.append((place, "分工会主席", people.units[unit["name"]]))
        place += unit["size"]
    return [
        {"name": people.members[at].name, "member_id": people.members[at].row_id, "unit_id": unit_id, "post": post,
         "full_time": "是" if post == "副主席" and at == 3 else "否", **_TERM}
        for at, post, unit_id in rows
    ]  # fmt: skip


def _count_units(pen: Pen, listed: Sequence[Mapping[str, Any]], people: People) -> None:
    """Write into each unit what its roster comes to."""
    for row in listed:
        unit_id = people.units[row["name"]]
        there = people.of(unit_id, 2026)
        if there:
            pen.change("unit", unit_id, head=min(there, key=lambda one: one.place).name, members=len(there),
                       women=sum(one.gender == "女" for one in there), workers=len(there) + row["others"])  # fmt: skip


def _by_place(years: Mapping[str, Sequence[int]]) -> dict[int, int]:
    return {place: int(year) for year, places in years.items() for place in places}


class _Names:
    """Names by turns, none given twice."""

    def __init__(self, data: Mapping[str, Any], chance: Random) -> None:
        self._data, self._chance = data, chance
        self._taken: set[str] = {name for _, name, _ in data["rare"]}

    def new(self, gender: str) -> str:
        """A name nobody has yet."""
        given = self._data["women" if gender == "女" else "men"]
        while True:
            name: str = self._chance.choice(self._data["surnames"]) + self._chance.choice(given)
            if name not in self._taken:
                self._taken.add(name)
                return name
