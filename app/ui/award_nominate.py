"""Nominating members for an award with what speaks against each: honoured lately, an officer, a member too short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from app.book import award_nominees
from app.book.award_nominees import Limits, Place, Places
from app.book.sealing import everyday
from app.domain.listing import Listing
from app.i18n import N_
from app.ui import todo
from app.ui.award_chosen import first_award
from app.ui.desk import Desk
from app.ui.no_wheel import calm
from app.ui.people_dialogs import NominateDialog
from app.ui.widgets import label

_LOOKED_AT = 2000  # so many members are held against an award's rules at most
_SETTING = "award/limits"
_TOO_MANY = N_("{place} was given {places} places, but {number} would be nominated.")


class AwardNominateDialog(NominateDialog):
    """The picker of members with two limits of the award's notice, remembered for the next award."""

    def __init__(self, parent: QWidget | None, desk: Desk, ids: Sequence[int], award_id: int | None = None) -> None:
        """``ids`` are members chosen elsewhere, none for all of them; ``award_id`` the award to begin with."""
        self._limits = (QSpinBox(), QSpinBox())
        self._places = Places()
        self._coming: dict[Place, int] = {}
        super().__init__(parent, desk, ids)
        kept = desk.settings.get(_SETTING)
        usual = Limits()
        years, months = kept if _is_pair(kept) else (usual.not_again_years, usual.least_months)
        row = QHBoxLayout()
        row.setSpacing(6)
        for spin, value, before, after in (
            (self._limits[0], years, N_("Warn if honoured within"), N_("years before")),
            (self._limits[1], months, N_("or a member for less than"), N_("months")),
        ):
            spin.setRange(0, 60)
            spin.setValue(value)
            spin.setAccessibleName(f"{self.say(before)} {self.say(after)}")
            spin.valueChanged.connect(self._on_limits)
            calm(spin)
            row.addWidget(label(self.say(before), "muted"))
            row.addWidget(spin)
            row.addWidget(label(self.say(after), "muted"))
        row.addStretch(1)
        self.column.insertLayout(1, row)
        if not ids:
            self.picker.units.setCurrentIndex(1)  # all units: nobody was chosen before
        offered = [self.award.itemData(at) for at in range(self.award.count())]
        begin = first_award(desk, "nominee", offered) if award_id is None else award_id
        at = self.award.findData(begin)
        if at > 0:
            self.award.setCurrentIndex(at)
        else:
            self._on_award()

    def _on_award(self) -> None:
        award_id = self.award.currentData()
        if award_id is not None:
            every = self.desk.read.ids(Listing("member", conditions=everyday(self.desk.read, "member")))
            asked = every if len(every) <= _LOOKED_AT else self.ids[:_LOOKED_AT]
            limits = Limits(self._limits[0].value(), self._limits[1].value())
            found = award_nominees.propose(self.desk.read, award_id, asked, todo.today(), limits)
            self._found = {one.person.id: one for one in found}
            self._places = award_nominees.places(self.desk.read, award_id)
        self.picker.set_doubtful(self._is_doubtful, self._beside)
        self.picker.model.set_ticked({row_id for row_id in self.ids if not self._is_doubtful(row_id)})
        self._show()

    def _show(self) -> None:
        """What each unit would come to with those ticked is known before their notes are asked for."""
        places = (self._place_of(row_id) for row_id in self.picker.model.ticked)
        self._coming = Counter(place for place in places if place is not None)
        super()._show()

    def _beside(self, row_id: int) -> str:
        """With it a warning, where the unit has fewer places than people."""
        place, said = self._place_of(row_id), super()._beside(row_id)
        if place is None:
            return said
        ticked = row_id in self.picker.model.ticked
        number = place.nominated + self._coming.get(place, 0) + (0 if ticked else 1)
        if number <= place.given:
            return said
        told = N_("{place} was given no places.") if not place.given else _TOO_MANY
        more = self.say(told, place=place.name, places=place.given, number=number)
        return f"{more} {said}".strip()

    def _place_of(self, row_id: int) -> Place | None:
        """The unit whose places a member would take; None where there is none, or she is nominated already."""
        found = self._found.get(row_id)
        return None if found is None or found.already else self._places.of(found.person.units)

    def _on_limits(self, _value: int) -> None:
        self.desk.settings.put(_SETTING, [spin.value() for spin in self._limits])
        self._on_award()


def _is_pair(kept: object) -> bool:
    return isinstance(kept, list) and len(kept) == 2 and all(isinstance(one, int) and one >= 0 for one in kept)
