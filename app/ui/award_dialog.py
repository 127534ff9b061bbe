"""The frame of the windows about one award: which award it is, what is asked, and one button that keeps all of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.i18n import N_
from app.ui.award_chosen import first_award
from app.ui.desk import Desk
from app.ui.no_wheel import calm
from app.ui.people_dialogs import PeopleDialog
from app.ui.widgets import label, restyle

_ARROW = 34  # pixels beside the words of a list


class AwardDialog(PeopleDialog):
    """A window about one award of the year on show; ``head`` is the line with the award, for more to stand in."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, title: str, verb: str, awards: Mapping[int, str], award_id: int | None
    ) -> None:
        """``title`` and ``verb`` are msgids; ``award_id`` is the award to begin with, else one of the round chosen."""
        super().__init__(parent, desk, (), title, verb)
        self.award = QComboBox()
        self.award.setAccessibleName(self.say(N_("Award")))
        for row_id, name in awards.items():
            self.award.addItem(name, row_id)
        begin = first_award(desk, self.table, awards) if award_id is None else award_id
        self.award.setCurrentIndex(max(0, self.award.findData(begin)))
        shrinking(self.award, 7)
        calm(self.award)
        self.head = QHBoxLayout()
        self.head.addWidget(label(self.say(N_("Award"))))
        self.head.addWidget(self.award)
        self.column.addLayout(self.head)
        self._shown = self.award.currentIndex()
        self.dirty = False
        self.award.activated.connect(self._on_award)

    def award_id(self) -> int | None:
        """The award on show; None where there is none."""
        found = self.award.currentData()
        return found if isinstance(found, int) else None

    def show_award(self) -> None:
        """Show what the book has of the award chosen."""
        raise NotImplementedError

    def reject(self) -> None:
        """Ask before what was typed is lost."""
        if not self.dirty or self._may_drop():
            super().reject()

    def _on_award(self, index: int) -> None:
        if index == self._shown:
            return
        if self.dirty and not self._may_drop():
            self.award.setCurrentIndex(self._shown)
            return
        self._shown = index
        self.show_award()

    def _may_drop(self) -> bool:
        return self.desk.ask.confirm(self, N_("Discard what you typed?"), N_("Discard"))


def shrinking(box: QComboBox, letters: int) -> None:
    """Let a list be narrower than its longest word where there is no room."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMinimumWidth(box.fontMetrics().horizontalAdvance("汉") * letters + _ARROW)


def say_state(sentence: QLabel, text: str, *, good: bool) -> None:
    """Say in colour whether numbers agree; the words say it too."""
    sentence.setText(text)
    restyle(sentence, "kind", "good" if good else "problem")
