"""The strip above a form whose record may not be changed: why, and the way to change it all the same, with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.book import closing, sealing
from app.book.book import Change
from app.domain.errors import AppError
from app.domain.fields import RecordType
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.form_foot import FormFoot
from app.ui.reason_dialog import ReasonDialog
from app.ui.widgets import button, label

# What cannot be typed into must still be easy to read.
_READABLE = (
    "QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: #333d47; background: #f2f4f6; }"
    " QLabel:disabled { color: #333d47; }"
)


class FormLock(QWidget):
    """Shown while the record is sealed or of a closed year; the form's pieces take no typing then."""

    def __init__(
        self, desk: Desk, record: RecordType, pieces: Sequence[QWidget], foot: FormFoot, parent: QWidget | None = None
    ) -> None:
        """``pieces`` are the parts of the form that take typing; of its ``foot`` only the way out stays."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._record = record
        saving = (one for one in foot.findChildren(QPushButton) if one is not foot.cancel)
        self._pieces = (*pieces, *saving)
        self._row_id: int | None = None
        self._new_year: int | None = None
        self.year: int | None = None
        self.sealed: sealing.Sealed | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.told = label("", "notice", wrap=True)
        row.addWidget(self.told, 1)
        self.button = button("", self._on_button, "quiet")
        row.addWidget(self.button)
        self.hide()
        desk.changes.changed.connect(self._on_change)
        desk.writable.connect(self._look)

    @property
    def locked(self) -> bool:
        """Whether the record on show may not be changed; of a file that is only read that is said above everything."""
        return self._desk.book.read_only or self.year is not None or self.sealed is not None

    def show_record(self, row_id: int | None, year: object = None) -> None:
        """Look whether a record may be changed; of a new one the year that it would belong to decides."""
        self._row_id = row_id
        text = str(year or "")
        self._new_year = int(text) if row_id is None and self._record.yearly and text.isdigit() else None
        self._look()

    def _look(self) -> None:
        read, table = self._desk.read, self._record.table
        self.sealed, self.year = None, None
        if self._row_id is not None:
            self.sealed = self._sealed(table, self._row_id)
            self.year = closing.closed_year_of(read, table, self._row_id) if self.sealed is None else None
        elif self._new_year in closing.closed_years(read):
            self.year = self._new_year
        self._show()

    def _sealed(self, table: str, row_id: int) -> sealing.Sealed | None:
        """The seal on the record, or on the member it is a part of."""
        found = sealing.sealed(self._desk.read)
        if not found or (table, row_id) in found:
            return found.get((table, row_id))
        owner = self._record.owner
        row = self._desk.read.rows(table, [row_id]).get(row_id) if owner else None
        return found.get((self._record.field(owner).ref, row[owner])) if row else None

    def _show(self) -> None:
        if self.sealed is not None:
            told = self._say(N_("Sealed since {day} ({reason})"), day=self.sealed.since, reason=self.sealed.reason)
            self.button.setText(self._say(N_("Unseal…")))
        elif self.year is not None:
            told = self._say(N_("The year {year} is closed"), year=self.year)
            self.button.setText(self._say(N_("Reopen…")))
        else:
            told = ""
        self.button.setAccessibleName(self.button.text())
        self.told.setText(told)
        self.setVisible(bool(told))
        for piece in self._pieces:
            if piece.isEnabled() == self.locked:
                if not isinstance(piece, QPushButton):
                    piece.setStyleSheet(_READABLE if self.locked else "")
                piece.setEnabled(not self.locked)

    def _on_change(self, change: Change) -> None:
        if {"report_year", "sealing"} & set(change.touched):
            self._look()

    def _on_button(self) -> None:
        """Ask for the reason first."""
        if self.sealed is not None:
            told = N_("Unsealed, the record stands in the everyday lists again and can be changed.")
            title, verb = N_("Unseal"), N_("Unseal")
        else:
            told = N_("Reopened, the records of the year can be changed again, and its numbers with them.")
            title, verb = N_("Reopen the year"), N_("Reopen it")
        dialog = ReasonDialog(self.window(), self._desk.speech, self._say(title), self._say(told), self._say(verb))
        dialog.given.connect(self._on_reason)
        dialog.open()

    def _on_reason(self, reason: str) -> None:
        book = self._desk.book
        try:
            if self.sealed is not None:
                table = self._record.table if self._row_id == self.sealed.row_id else "member"
                sealing.unseal(book, table, [self.sealed.row_id], reason)
            elif self.year is not None:
                closing.reopen(book, self.year, reason)
        except AppError as error:
            show_error(self, self._desk.speech, error)
