"""Who a row is about: the ID number first, else name and unit; nobody is merged with another by name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.book.importing_plan import invalid
from app.book.importing_units import Units
from app.domain import identity
from app.domain.names import with_dot
from app.i18n import N_

_BRACKETED = re.compile(r"(.+?)[（(]([^（）()]*)[）)]", re.DOTALL)
_OTHER_NAME = N_("The ID number {value} belongs to {there}, but the row says {name}. Check the ID number and the name.")
_SEVERAL = N_("{count} members called {value} fit this row. Give the ID number, the mobile or the unit.")
_SEVERAL_NAMED = N_("{count} members fit {value}. Write the name with the ID number behind it in brackets.")
# The columns of a member that tell them from others.
TELLING_COLUMNS = ("name", "id_no", "unit_id", "birth", "birth_from", "birth_to", "mobile", "member_no", "gender")
_TELLING = ("birth", "mobile", "member_no", "gender")


@dataclass(slots=True)
class Person:
    """What of a member tells them from others.

    ``key`` is what is one person's own of the ID number; ``birth`` as much of the day as is known; ``met`` for one
    that a row of this file has meant already.
    """

    id: int
    name: str
    id_no: str
    key: str
    unit: int | None
    birth: str
    mobile: str
    member_no: str
    gender: str
    met: bool

    @classmethod
    def of(cls, row_id: int, row: Mapping[str, Any], *, met: bool) -> Person:
        """From the columns of a member."""
        get = row.get
        id_no = get("id_no") or ""
        key = person_key(id_no)
        return cls(
            row_id,
            with_dot(get("name") or ""),
            id_no,
            key,
            get("unit_id"),
            told_day(key) if key else _birth(row),
            get("mobile") or "",
            get("member_no") or "",
            get("gender") or "",
            met,
        )

    def add(self, before: Person) -> None:
        """Keep what was known of the same person before, where nothing is said now."""
        self.name = self.name or before.name
        if not self.id_no:
            self.id_no, self.key = before.id_no, before.key
        self.unit = before.unit if self.unit is None else self.unit
        self.birth = self.birth or before.birth
        self.mobile = self.mobile or before.mobile
        self.member_no = self.member_no or before.member_no
        self.gender = self.gender or before.gender


def person_key(id_no: str) -> str:
    """The same for an old ID number of 15 digits and the new one of 18 of the same person."""
    return id_no[:6] + "19" + id_no[6:] if len(id_no) == 15 else id_no[:17]


def told_day(key: str) -> str:
    """The day of birth that a key says (GB 11643)."""
    return f"{key[6:10]}-{key[10:12]}-{key[12:14]}"


def told_gender(key: str) -> str:
    """The gender that a key says (GB 11643)."""
    return "男" if key[16] in "13579" else "女"


class Members:
    """All members while a file is read, and the question whom a row means."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], units: Units) -> None:
        """``rows`` are the book's members; only what tells them apart is kept of them."""
        self._units = units
        self._all: dict[int, Person] = {}
        self._by_id_no: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = {}
        self._keyless: set[str] = set()  # names of which somebody has no ID number that is known
        self._rows: dict[int, Mapping[str, Any]] = {}  # newcomers as their rows say, until somebody asks for them
        for row in rows:
            self.enter(Person.of(row["id"], row, met=False))

    def enter(self, person: Person) -> None:
        """Keep a person, or what is known of them now; of one in the book, what is blank leaves what was known."""
        before = self.get(person.id) if person.id in self._all or person.id in self._rows else None
        self._all[person.id] = person
        if before is not None and person.id > 0:
            person.add(before)
        if before is not None and before.name != person.name:
            self._by_name[before.name].remove(person.id)
            before = None
        if before is None:
            self._by_name.setdefault(person.name, []).append(person.id)
        if person.key:
            self._by_id_no.setdefault(person.key, person.id)
        else:
            self._keyless.add(person.name)

    def is_new(self, name: str, key: str) -> bool:
        """Whether nobody can be meant by a name and an ID number: all of the name have another number."""
        return key not in self._by_id_no and name not in self._keyless

    def add(self, row_id: int, row: Mapping[str, Any], key: str) -> None:
        """Keep somebody new whose columns are ``row``, of which ``key`` is what is their own of the ID number."""
        self._rows[row_id] = row
        self._by_id_no[key] = row_id
        self._by_name.setdefault(row.get("name") or "", []).append(row_id)

    def get(self, row_id: int) -> Person:
        """The person with an id."""
        found = self._all.get(row_id)
        if found is None:
            self._all[row_id] = found = Person.of(row_id, self._rows.pop(row_id), met=True)
        return found

    def match(self, asked: Person, masked: Mapping[str, str]) -> int | None:
        """The member a row means by what it says of a person; None for somebody new.

        Raises:
            Invalid: the ID number is another person's, or several members fit.
        """
        if asked.key:
            found = self._by_id_no.get(asked.key)
            if found is not None:
                self._refuse_other_name(self.get(found), asked)
                return found
        namesakes = self._by_name.get(asked.name)
        if namesakes is None:
            return None
        people = [p for p in map(self.get, namesakes) if not _contradict(p, asked, masked)]
        return self._only(self._same_place(people, asked), asked, masked) if people else None

    def _refuse_other_name(self, there: Person, asked: Person) -> None:
        if there.name != asked.name:
            shown = identity.mask_id(asked.id_no)
            raise invalid("id_no", asked.id_no, _OTHER_NAME, value=shown, there=there.name, name=asked.name)

    def _same_place(self, people: list[Person], asked: Person) -> list[Person]:
        """Those of the same unit; where a unit is unknown on one side, those who could be meant."""
        same = [p for p in people if p.unit == asked.unit]
        if same:
            return same
        if asked.unit is None:
            return [p for p in people if not (asked.id_no and p.id_no)]
        return [p for p in people if p.unit is None and not p.met]

    def _only(self, people: list[Person], asked: Person, masked: Mapping[str, str]) -> int | None:
        if len(people) > 1:
            best = max(_agreement(p, asked, masked) for p in people)
            people = [p for p in people if best and _agreement(p, asked, masked) == best] or people
        if len(people) > 1:
            raise invalid("name", asked.name, _SEVERAL, value=asked.name, count=len(people))
        return people[0].id if people else None

    def find(self, text: str) -> int | None:
        """The member that 姓名, 姓名（身份证号） or 姓名（单位） means; None where there is none.

        Raises:
            Invalid: several members fit.
        """
        text = with_dot(text)
        people = [*map(self.get, self._by_name.get(text, ()))]
        said = _BRACKETED.fullmatch(text)
        if not people and said:
            people = [one for one in map(self.get, self._by_name.get(said[1].strip(), ())) if self._is(one, said[2])]
        if len(people) > 1:
            raise invalid("member_id", text, _SEVERAL_NAMED, value=text, count=len(people))
        return people[0].id if people else None

    def _is(self, person: Person, word: str) -> bool:
        word = word.strip()
        if word in (person.id_no, person.member_no, person.mobile) and word:
            return True
        if identity.is_masked(word):
            return bool(person.id_no) and identity.mask_id(person.id_no) == word.replace("＊", "*")
        return person.unit is not None and word in (
            self._units.path(person.unit),
            self._units.path(person.unit).rpartition("/")[2],
        )


def _contradict(there: Person, asked: Person, masked: Mapping[str, str]) -> bool:
    """Whether two records cannot be of one person: another ID number, birth, mobile or member number."""
    if there.key and asked.key and there.key != asked.key:
        return True
    if there.id_no and masked.get("id_no") and identity.mask_id(there.id_no) != masked["id_no"].replace("＊", "*"):
        return True
    length = min(len(there.birth), len(asked.birth))
    if there.birth[:length] != asked.birth[:length]:
        return True
    if there.met and there.gender and asked.gender and there.gender != asked.gender:
        return True  # two people of one name on one list
    if there.met and there.mobile and asked.mobile and there.mobile != asked.mobile:
        return True
    return bool(there.member_no and asked.member_no and there.member_no != asked.member_no)


def _birth(row: Mapping[str, Any]) -> str:
    """As much of the day of birth as is known without an ID number: 1990-05-06, 1990-05, 1990."""
    first, last = row.get("birth_from") or "", row.get("birth_to") or ""
    if first == last:
        return first
    return first[:7] if first[:7] == last[:7] else first[:4]


def _agreement(there: Person, asked: Person, masked: Mapping[str, str]) -> int:
    """How many telling values both know and agree on."""
    agreed = sum(bool(there_is := getattr(there, n)) and there_is == getattr(asked, n) for n in _TELLING)
    agreed += 4 * bool(masked.get("id_no") and there.id_no)  # a masked number that contradicts was sorted out before
    hidden = masked.get("mobile", "").replace("＊", "*")
    return int(agreed) + 2 * bool(hidden and there.mobile and identity.mask_phone(there.mobile) == hidden)
