"""Planning a sheet of units: each is placed under its parent, in whatever order the rows stand."""

from __future__ import annotations

from collections import Counter, deque

from app.book.importing_cells import refusal
from app.book.importing_headers import plain
from app.book.importing_plan import Refusal, RowPlan, Said, invalid
from app.book.importing_rows import SheetPlanner
from app.book.importing_values import Reading
from app.domain.errors import Invalid
from app.domain.fields import Field
from app.i18n import N_

_SEVERAL = N_("Several units are called {value}: {units}. Say in 上级 which one is meant.")


class TreePlanner(SheetPlanner):
    """Plans the rows of one sheet of units."""

    def plan(self) -> list[RowPlan]:
        """The plan of every data row, in order."""
        self.refs: list[Field] = []  # the parent is found here, once its own row has been placed
        rows = self._read()
        self._names = Counter(plain(str(row.values.get("name", ""))) for row in rows)
        self._waiting = Counter(self._names)
        self._claimed: set[int] = set()
        placed: list[tuple[Reading, int | None]] = []
        queue = deque(rows)
        since = 0  # rows put back since one was placed: when all were, no parent will come any more
        while queue:
            row = queue.popleft()
            if self._must_wait(row) and since < len(queue) + 1:
                queue.append(row)
                since += 1
                continue
            placed.append((row, self._place(row)))
            self._waiting[plain(str(row.values.get("name", "")))] -= 1
            since = 0
        plans = self.differ.plans(placed)
        return sorted(plans, key=lambda plan: plan.row)

    def _read(self) -> list[Reading]:
        rows = self.reader.begin(self.table.body)
        for row in rows:
            self.all.tick(1)
            self.finish(row)
        return rows

    def _must_wait(self, row: Reading) -> bool:
        text = row.text("parent_id")
        if not text or row.refusal or self.all.units.exact(text) is not None:
            return False
        last = plain(text.replace("／", "/").rpartition("/")[2])
        own = last == plain(str(row.values["name"]))
        return self._waiting[last] > int(own)

    def _place(self, row: Reading) -> int | None:
        """Find the unit a row means, or add it; None with the row refused."""
        if row.refusal:
            return None
        name, text = row.values["name"], row.text("parent_id")
        if self._is_own_parent(name, text):
            row.refusal = _circle(self.record.field("parent_id"), text)
            return None
        try:
            parent = self.all.units.find_or_add(text, self.all.add_unit) if text else None
            target = self._unit(name, parent, has_parent=bool(text))
        except Invalid as error:
            row.refusal = refusal(self.record.field("parent_id" if text else "name"), text or name, error)
            return None
        if target is None:
            row.new = True
            row.values["parent_id"] = parent
            target = self.all.drafts.add(row.values)
            self.all.units.add(target, name, parent)
        elif text and self.all.units.parent(target) != parent:
            if self._is_under(parent, target):
                row.refusal = _circle(self.record.field("parent_id"), text)
                return None
            row.values["parent_id"] = parent
            self.all.units.move(target, parent)
        self._claimed.add(target)
        return target

    def _unit(self, name: str, parent: int | None, *, has_parent: bool) -> int | None:
        """The unit under this parent; else one of the book that has the name and no parent to contradict it."""
        exact = self.all.units.below(name, parent)
        if exact is not None:
            return exact
        made = {one.target for one in self.all.additions}  # as the parent of a row before this one
        others = [u for u in self.all.units.named(name) if (u > 0 or u in made) and u not in self._claimed]
        if self._names[plain(name)] > 1:
            return None  # the sheet itself tells several units of this name apart
        if has_parent:
            others = [u for u in others if self.all.units.parent(u) is None and u != parent]
        if len(others) > 1:
            raise invalid("name", name, _SEVERAL, value=name, units=self.all.units.paths(others))
        return others[0] if others else None

    def _is_own_parent(self, name: str, text: str) -> bool:
        """Whether 上级 can only mean the unit itself."""
        return plain(text) == plain(name) and self._names[plain(name)] == 1 and not self.all.units.named(name)

    def _is_under(self, unit: int | None, top: int) -> bool:
        while unit is not None:
            if unit == top:
                return True
            unit = self.all.units.parent(unit)
        return False


def _circle(field: Field, text: str) -> Refusal:
    return Refusal(
        field.header, text, Said.of(N_("A unit cannot belong to itself or to a unit below it. Choose another."))
    )
