"""Starting an award round: its title, and the awards of the year before ready to be taken over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.book import award_rounds
from app.formats import count_text
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.people_dialogs import PeopleDialog
from app.ui.sizes import keep_size
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import label

_AWARD = Qt.ItemDataRole.UserRole


class NewRoundDialog(PeopleDialog):
    """新建一次评选; ``finished_with`` carries the round's id."""

    table = "award_round"

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """For the year on show."""
        super().__init__(parent, desk, (), N_("New award round"), N_("Start the round"))
        self.proposal = award_rounds.propose(desk.read, desk.work_year)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.say(N_("Year")), label(str(self.proposal.year)))
        self.name = QLineEdit(self.proposal.title)
        self.name.setAccessibleName(self.say(N_("Title")))
        self.name.textChanged.connect(self._show)
        UndoKeys(self.name)
        form.addRow(self.say(N_("Title")), self.name)
        self.column.addLayout(form)
        self.column.addWidget(label(self._told(), "muted", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(self.say(N_("Awards of the round")))
        self._fill()
        self.list.itemChanged.connect(self._show)
        self.column.addWidget(self.list, 1)
        keep_size(self, desk.settings, "award-new", 560, 420)
        self._show()
        self.name.setFocus()
        self.name.selectAll()

    def do(self) -> int:
        """Make the round with the awards ticked."""
        return award_rounds.start(self.desk.book, self.proposal.year, self.name.text().strip(), self._ticked())

    def _told(self) -> str:
        said = []
        if self.proposal.adopted:
            names = "、".join(self.proposal.adopted)
            said.append(self.say(N_("Set up already for this year, and part of the round: {names}."), names=names))
        if self.proposal.awards and self.proposal.from_year:
            taken = N_("Untick awards of {year} that are not given again; everything can be changed later.")
            said.append(self.say(taken, year=self.proposal.from_year))
        elif self.proposal.awards:
            said.append(self.say(N_("Usual awards; untick those you do not give. Others can be added later.")))
        return "".join(said) if self.desk.language.code.startswith("zh") else " ".join(said)

    def _fill(self) -> None:
        for award in self.proposal.awards:
            quota = count_text(award.get("quota"), award.get("quota_given", ""))
            places = self.say(N_("{quota} places"), quota=quota) if quota else ""
            parts = (award["name"], award.get("target", ""), places)
            item = QListWidgetItem("　".join(part for part in parts if part))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(_AWARD, award)
            self.list.addItem(item)

    def _ticked(self) -> list[dict[str, object]]:
        items = (self.list.item(at) for at in range(self.list.count()))
        return [dict(item.data(_AWARD)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _show(self, _what: object = None) -> None:
        self.complain("")
        self.go.setEnabled(bool(self.name.text().strip()))
        count = len(self._ticked()) + len(self.proposal.adopted)
        self.summary.setText(self.say(N_("The round begins with {count} awards; one undo takes it back."), count=count))
