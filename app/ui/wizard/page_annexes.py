"""Step 5: what is bound behind the summary, who signs it, and when."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from app.book import editing
from app.book.reader import Reader
from app.domain import when
from app.domain.errors import AppError, Invalid
from app.domain.summary_choices import DATA, PHOTOS
from app.i18n import N_
from app.ui.day_editor import DayEditor
from app.ui.errors import show_error
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import label
from app.ui.wizard.maker import Told
from app.ui.wizard.page import WizardPage
from app.ui.wizard.photo_list import Found, PhotoList, photos_of


class AnnexesPage(WizardPage):
    """Annexes, photographs and the signature."""

    TITLE = N_("Annexes and signature")
    ADVICE = N_("All of this may be left as it is.")

    def build(self) -> None:
        """The signature above, the annexes below."""
        self.column.addLayout(self._build_signature())
        row = QHBoxLayout()
        self.data = QCheckBox(self.say(N_("Annex: the year's data on one page")))
        self.photos = QCheckBox(self.say(N_("Annex: photos")))
        for box in (self.data, self.photos):
            box.setAccessibleName(box.text())
            box.clicked.connect(self._on_annexes)
            row.addWidget(box)
        row.addStretch(1)
        self.column.addLayout(row)
        self.list = PhotoList(self.desk)
        self.list.chosen.connect(self._on_photos)
        self.list.currentItemChanged.connect(self._on_current)
        self.column.addWidget(self.list, 1)
        advice = N_("No photos hang on this year's records yet. Open an activity and drop its photos onto its form.")
        self._none = label(self.say(advice), "empty", wrap=True)
        self._none.hide()
        self.column.addWidget(self._none, 1)
        self.caption = QLineEdit()
        self.caption.setPlaceholderText(self.say(N_("Words under the chosen photo; blank for the name of its record")))
        self.caption.setAccessibleName(self.say(N_("Caption")))
        self.caption.editingFinished.connect(self.keep_caption)
        UndoKeys(self.caption)
        self.column.addWidget(self.caption)
        self._captioned: Found | None = None

    def _build_signature(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.signer = QLineEdit()
        self.signer.setAccessibleName(self.say(N_("Signing union")))
        self.signer.editingFinished.connect(self.keep_signature)
        UndoKeys(self.signer)
        self.day = DayEditor("signed_on", self.desk, N_("The day of writing"), needs_year=True)
        self.day.set_name(self.say(N_("Signed on")))
        self.day.left.connect(self.keep_signature)
        self.day.changed.connect(self._on_day)
        self.sealed = QCheckBox(self.say(N_("Room for a seal")))
        self.sealed.setAccessibleName(self.sealed.text())
        self.sealed.clicked.connect(self._on_sealed)
        row.addWidget(label(self.say(N_("Signing union"))))
        row.addWidget(self.signer, 2)
        row.addWidget(label(self.say(N_("Signed on"))))
        row.addWidget(self.day, 1)
        row.addWidget(self.sealed)
        return row

    def enter(self) -> None:
        """Show what the book has."""
        draft = self.maker.draft
        union = self.desk.read.union()
        self.signer.setPlaceholderText(str(union["seal_name"] or union["name"]))
        if not self.signer.isModified():
            self.signer.setText(draft.signer)
        if not self.day.line.isModified():
            self.day.set_value(draft.signed_on)
        self.sealed.setChecked(draft.sealed)
        self.data.setChecked(DATA in draft.annexes)
        self.photos.setChecked(PHOTOS in draft.annexes)
        self.desk.seeker.ask(self, partial(_photos, self.desk.work_year), self._show_photos)

    def show_told(self, _told: Told) -> None:
        """The book has changed."""
        self.enter()

    def may_leave(self) -> bool:
        """What is being typed is kept."""
        self.keep_caption()
        return self.keep_signature()

    # ------------------------------------------------------------------------------------------- photos

    def _show_photos(self, found: tuple[Found, ...]) -> None:
        self.list.show_photos(found, self.maker.draft.photos)
        self.list.setVisible(bool(found))
        self.caption.setVisible(bool(found))
        self._none.setVisible(not found)
        self._on_current()

    def _on_photos(self, ids: tuple[int, ...]) -> None:
        """Who ticks a photograph wants the annex; who unticks the last one does not."""
        annexes = self.maker.draft.annexes
        self.maker.choose(photos=ids, annexes=annexes | {PHOTOS} if ids else annexes - {PHOTOS})

    def _on_current(self, *_items: object) -> None:
        current = self.list.current()
        if current and self._captioned and current.id == self._captioned.id and self.caption.isModified():
            return  # the list was only filled anew; what is being typed stays
        self.keep_caption()
        self._captioned = self.list.current()
        self.caption.setEnabled(self._captioned is not None)
        self.caption.setText(self._captioned.caption if self._captioned else "")
        self.caption.setModified(False)

    def keep_caption(self) -> None:
        """Keep the words under the chosen photograph with the photograph itself."""
        if self._captioned is None or not self.caption.isModified():
            return
        self.caption.setModified(False)
        try:
            editing.save(self.desk.book, "attachment", self._captioned.id, {"caption": self.caption.text().strip()})
        except AppError as error:
            show_error(self.window(), self.desk.speech, error)

    # ------------------------------------------------------------------------------------------- signature

    def keep_signature(self) -> bool:
        """Keep who signs and when; False where the day cannot be read."""
        draft = self.maker.draft
        signer, day = self.signer.text().strip(), self._day()
        if day is False:
            self.day.set_wrong(True)
            return False
        self.day.set_wrong(False)
        self.signer.setModified(False)
        self.day.line.setModified(False)
        text = day.isoformat() if isinstance(day, date) else ""
        if (signer, text) == (draft.signer, draft.signed_on):
            return True
        return self.maker.choose(signer=signer, signed_on=day if isinstance(day, date) else None)

    def _day(self) -> date | bool | None:
        """The day typed; None where there is none, False where it is no day."""
        text = str(self.day.value() or "").strip()
        if not text:
            return None
        try:
            found = when.parse(text, self.desk.work_year)
        except Invalid:
            return False
        return found.first if found.first is not None and found.first == found.last else False

    def _on_day(self) -> None:
        """A day taken from the calendar is kept at once; one being typed when the cursor leaves."""
        if not self.day.line.isModified():
            self.keep_signature()

    def _on_sealed(self, wanted: bool) -> None:
        self.maker.choose(sealed=wanted)

    def _on_annexes(self, _wanted: bool) -> None:
        wanted = {key for key, box in ((DATA, self.data), (PHOTOS, self.photos)) if box.isChecked()}
        self.maker.choose(annexes=wanted)


def _photos(year: int, read: Reader) -> tuple[Found, ...]:
    return photos_of(read, year)
