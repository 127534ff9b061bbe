"""Giving one field of several records the same value, in one step that one undo takes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.book import editing
from app.domain.errors import AppError, Invalid
from app.domain.fields import Kind, RecordType
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.field_editors import FieldEditor, editor_for
from app.ui.no_wheel import calm
from app.ui.ref_editor import RefEditor
from app.ui.sizes import keep_size
from app.ui.widgets import button, label

_SHARED = (Kind.REF, Kind.CHOICE)


class BatchDialog(QDialog):
    """Choose a field, type a value, have it set on all the records."""

    def __init__(self, parent: QWidget, desk: Desk, record: RecordType, ids: list[int]) -> None:
        """``ids`` are the records to be changed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._record = record
        self._ids = ids
        say = desk.speech.say
        self.setWindowTitle(say(N_("Set one field")))
        keep_size(self, desk.settings, "batch", 480, 230)
        column = QVBoxLayout(self)
        column.addWidget(
            label(
                say(N_("This field of {count} records gets one value; an undo takes it back."), count=len(ids)),
                wrap=True,
            )
        )
        self._fields = [f for f in record.fields if f.name != record.owner and f.kind is not Kind.ID_NUMBER]
        self._chooser = QComboBox()
        self._chooser.setAccessibleName(say(N_("Field")))
        for field in self._fields:
            self._chooser.addItem(desk.speech.field(field))
        calm(self._chooser)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(say(N_("Field")), self._chooser)
        column.addLayout(self._form)
        self._wrong = label("", "problem", wrap=True)
        column.addWidget(self._wrong)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(say(N_("Cancel")), self.reject))
        row.addWidget(button(say(N_("Set")), self._set, "primary"))
        column.addLayout(row)
        self._editor: FieldEditor | None = None
        self._chooser.setCurrentIndex(self._first())
        self._chooser.currentIndexChanged.connect(self._on_field)
        self._on_field(self._chooser.currentIndex())

    def _first(self) -> int:
        """The field to begin with: one that many records have alike, as a unit or a kind, and not each its own."""
        for wanted in ("unit_id", "kind", "area", "status"):
            for at, field in enumerate(self._fields):
                if field.name == wanted:
                    return at
        return next((at for at, field in enumerate(self._fields) if field.kind in _SHARED), 0)

    def _on_field(self, index: int) -> None:
        field = self._fields[index]
        if self._editor is not None:
            self._form.removeRow(1)
        self._editor = (
            RefEditor(field.name, field.ref, self._desk) if field.ref else editor_for(field, self._record, self._desk)
        )
        self._editor.set_name(self._desk.speech.field(field))
        self._form.addRow(self._desk.speech.say(N_("New value")), self._editor)
        calm(self._editor)
        self._wrong.setText("")

    def _set(self) -> None:
        if self._editor is None:
            return
        problem = self._editor.problem()
        if problem is not None:
            self._wrong.setText(self._desk.speech.problem(self._record, problem))
            return
        try:
            editing.set_field(
                self._desk.book, self._record.table, self._ids, self._editor.field_name, self._editor.value()
            )
        except Invalid as error:
            self._wrong.setText(self._desk.speech.problem(self._record, error.problems[0]))
        except AppError as error:
            show_error(self, self._desk.speech, error)
        else:
            self.accept()
