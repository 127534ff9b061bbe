"""Everything that is known while one workbook is planned: the book, and what earlier rows have added to it."""

from __future__ import annotations

from functools import cached_property

from app.book.importing_match import Drafts, Keyed, Named, each_row
from app.book.importing_members import TELLING_COLUMNS, Members
from app.book.importing_plan import Addition
from app.book.importing_units import Units
from app.book.importing_years import Years
from app.book.reader import Reader
from app.book.workbook import Progress
from app.domain import pinyin
from app.domain.fields import RecordType


class People:
    """The units and members of the book, which nearly every sheet asks for."""

    def __init__(self, read: Reader) -> None:
        """Nothing is read yet."""
        self._read = read

    @cached_property
    def units(self) -> Units:
        """The tree of units."""
        return Units(self._read.every("unit"))

    @cached_property
    def members(self) -> Members:
        """All members; the way to the sound of a name is opened too, for those who will be added."""
        pinyin.initials("工")
        return Members(each_row(self._read, "member", TELLING_COLUMNS), self.units)

    def meet(self) -> None:
        """Read them all, while another process is at work on the file."""
        _ = self.members


class Planner:
    """What all sheets of one workbook share."""

    def __init__(self, read: Reader, people: People, years: Years, progress: Progress) -> None:
        """Nothing is written; ``additions`` gathers the units that rows name and the book lacks."""
        self.read = read
        self.years = years
        self.drafts = Drafts(read)
        self.units = people.units
        self.members = people.members
        self.additions: list[Addition] = []
        self._progress = progress
        self._keyed: dict[str, Keyed] = {}
        self._named: dict[str, Named] = {}

    def tick(self, rows: int) -> None:
        """So many rows more; Cancelled if the clerk stopped."""
        self._progress.step(rows)

    def add_unit(self, name: str, parent: int | None) -> int:
        """A unit that no row describes."""
        values = {"name": name, "parent_id": parent}
        target = self.drafts.add(values)
        self.units.add(target, name, parent)
        self.additions.append(Addition("unit", target, values))
        return target

    def keyed(self, record: RecordType) -> Keyed:
        """The book's records of a kind, by key."""
        if record.table not in self._keyed:
            self._keyed[record.table] = Keyed(record, each_row(self.read, record.table))
        return self._keyed[record.table]

    def named(self, table: str) -> Named:
        """The records of a kind that others point at."""
        if table not in self._named:
            self._named[table] = Named(table, each_row(self.read, table))
        return self._named[table]
