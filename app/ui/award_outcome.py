"""Setting the outcome of several nominees at once: proposed, chosen or not chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QRadioButton, QWidget

from app.book import award_rounds
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.people_dialogs import PeopleDialog
from app.ui.sizes import keep_size
from app.ui.widgets import label

_NAMED = 8  # nominees named one by one


class OutcomeDialog(PeopleDialog):
    """One outcome for the chosen nominees, in one step."""

    table = "nominee"

    def __init__(self, parent: QWidget | None, desk: Desk, ids: Sequence[int]) -> None:
        """``ids`` are the nominees."""
        super().__init__(parent, desk, ids, N_("Set the outcome"), N_("Set"))
        names = [row["name"] for row in desk.read.rows("nominee", self.ids[:_NAMED]).values()]
        more = "…" if len(self.ids) > _NAMED else ""
        self.column.addWidget(label("、".join(names) + more, "heading", wrap=True))
        self.ways = [QRadioButton(outcome) for outcome in award_rounds.OUTCOMES]
        for way in self.ways:
            way.setAccessibleName(way.text())
            self.column.addWidget(way)
        self.ways[award_rounds.OUTCOMES.index(award_rounds.CHOSEN)].setChecked(True)
        self.column.addStretch(1)
        self.summary.setText(self.say(N_("{count} nominees; one undo takes it back."), count=len(self.ids)))
        keep_size(self, desk.settings, "award-outcome", 440, 240)
        next(way for way in self.ways if way.isChecked()).setFocus()

    def do(self) -> int:
        """Set it."""
        outcome = next(way.text() for way in self.ways if way.isChecked())
        award_rounds.set_outcome(self.desk.book, self.ids, outcome)
        return len(self.ids)
