"""One editor for each kind of field: what is typed goes down as plain text, what was kept comes back as typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from app.domain import pinyin
from app.domain.errors import Problem
from app.domain.fields import Field, Kind, RecordType
from app.i18n import N_
from app.resources import code_list
from app.ui.cells import masked
from app.ui.desk import Desk
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import restyle

Value = str | int | None
_LEAST_LINES, _MOST_LINES = 2, 8
_SOUND = Qt.ItemDataRole.UserRole + 1  # a word and its pinyin initials

HINTS = {
    Kind.DATE: N_("e.g. 2026-03-08, 2026-03, 2026"),
    Kind.WHEN: N_("e.g. 2026-03-08, 3月8日, 3月底, 全年"),
    Kind.MONEY: N_("in yuan, e.g. 500 or 近10万元"),
    Kind.COUNT: N_("e.g. 30 or 30余名"),
    Kind.ID_NUMBER: N_("18 digits, checked as you save"),
    Kind.PHONE: N_("11 digits, or a landline with its area code"),
    Kind.CARD: N_("12 to 19 digits"),
    Kind.YEAR: N_("four digits"),
    Kind.INTEGER: N_("digits only"),
}
FIGURES_HINT = N_("e.g. 志愿者=30余名；清运垃圾=3吨")


class FieldEditor(QWidget):
    """The base of all editors; ``changed`` tells of every change made by hand."""

    changed = Signal()

    def __init__(self, field_name: str, parent: QWidget | None = None) -> None:
        """``field_name`` is the name under which the value is saved."""
        super().__init__(parent)
        self.field_name = field_name
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.inner: QWidget = self

    def put(self, widget: QWidget) -> None:
        """Make ``widget`` the part that takes the typing."""
        self.inner = widget
        self.setFocusProxy(widget)
        self.row.addWidget(widget, 1)
        UndoKeys(widget)

    def set_value(self, value: Value) -> None:
        """Show a kept value; this is no change."""
        raise NotImplementedError

    def value(self) -> Value:
        """What is to be saved."""
        raise NotImplementedError

    def problem(self) -> Problem | None:
        """Why what is typed cannot even be asked of the book; None nearly always."""
        return None

    def set_wrong(self, wrong: bool) -> None:
        """Mark the editor red, or take the mark away."""
        restyle(self.inner, "wrong", "true" if wrong else "false")

    def set_name(self, name: str) -> None:
        """The name that a screen reader says."""
        self.inner.setAccessibleName(name)

    def _tell(self, *_values: object) -> None:
        self.changed.emit()


class LineEditor(FieldEditor):
    """One line of text; a sensitive value stays masked, and out of the way of saving, until it is asked for."""

    def __init__(self, field_name: str, desk: Desk, hint: str = "", field: Field | None = None) -> None:
        """``field`` is given for sensitive fields only."""
        super().__init__(field_name)
        self._field = field
        self._hidden: str | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(desk.speech.say(hint))
        self.line.textEdited.connect(self._tell)
        self.put(self.line)
        self._show_button = QPushButton(desk.speech.say(N_("Show")))
        self._show_button.setProperty("kind", "quiet")
        self._show_button.setAutoDefault(False)
        self._show_button.clicked.connect(self.reveal)
        self._show_button.hide()
        self.row.addWidget(self._show_button)

    def set_value(self, value: Value) -> None:
        """Show a text, masked where the field is sensitive."""
        text = "" if value is None else str(value)
        hide = bool(self._field and self._field.sensitive and text)
        self._hidden = text if hide else None
        self.line.setText(masked(self._field, text) if hide and self._field else text)
        self.line.setCursorPosition(0)
        self.line.setReadOnly(hide)
        self._show_button.setVisible(hide)

    def reveal(self) -> None:
        """Show the whole value and let it be edited."""
        if self._hidden is not None:
            text, self._hidden = self._hidden, None
            self.line.setText(text)
            self.line.setReadOnly(False)
            self._show_button.hide()
            self.line.setFocus()

    def value(self) -> Value:
        """The text, whether it is masked at the moment or not."""
        return self.line.text().strip() if self._hidden is None else self._hidden


class LongEditor(FieldEditor):
    """Several lines of text; Tab goes on to the next field."""

    def __init__(self, field_name: str) -> None:
        """Two lines high, and higher as the text grows."""
        super().__init__(field_name)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._tell)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.put(self.text)
        self._fit()

    def _fit(self, _size: object = None) -> None:
        # A plain text document counts its height in lines.
        lines = min(max(self.text.document().size().height(), _LEAST_LINES), _MOST_LINES)
        self.text.setFixedHeight(round(self.text.fontMetrics().lineSpacing() * lines + 20))

    def set_value(self, value: Value) -> None:
        """Show a text."""
        self.text.blockSignals(True)
        self.text.setPlainText("" if value is None else str(value))
        self.text.blockSignals(False)
        self._fit()

    def value(self) -> Value:
        """The text."""
        return self.text.toPlainText().strip()


class _NoWheel(QObject):
    """Keeps the wheel from changing a choice while the form is scrolled."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class _Words(QCompleter):
    """Offers the words of a choice by any part of them or by their pinyin initials."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box.model(), box)
        self._box = box
        self._heard = False
        for at in range(box.count()):
            box.setItemData(at, box.itemText(at), _SOUND)
        self.setCompletionRole(_SOUND)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")

    def hear(self, typed: str) -> None:
        """Learn the initials, which takes a moment, when the first Latin letter is typed."""
        if not self._heard and typed.isascii():
            self._heard = True
            for at in range(self._box.count()):
                word = self._box.itemText(at)
                self._box.setItemData(at, f"{word} {pinyin.initials(word)}", _SOUND)


class ChoiceEditor(FieldEditor):
    """A code list with the clerk's own earlier words; anything else may be typed."""

    def __init__(self, field_name: str, words: list[str], *, free: bool = True) -> None:
        """``words`` in their order; ``free`` lets other words be typed."""
        super().__init__(field_name)
        self.box = QComboBox()
        self.box.setEditable(free)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems(["", *words])
        self.box.setMaxVisibleItems(16)
        self.box.setMinimumContentsLength(6)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.installEventFilter(_NoWheel(self))
        self.put(self.box)
        line = self.box.lineEdit()
        if line is not None:
            offers = _Words(self.box)
            self.box.setCompleter(offers)
            line.textEdited.connect(offers.hear)
            self.box.editTextChanged.connect(self._tell)
        else:
            self.box.currentIndexChanged.connect(self._tell)

    def set_value(self, value: Value) -> None:
        """Show a word, listed or not."""
        text = "" if value is None else str(value)
        self.box.blockSignals(True)
        self.box.setCurrentIndex(max(0, self.box.findText(text)))
        if self.box.isEditable():
            self.box.setEditText(text)
        self.box.blockSignals(False)

    def value(self) -> Value:
        """The word."""
        return self.box.currentText().strip()


def editor_for(field: Field, record: RecordType, desk: Desk) -> FieldEditor:
    """The editor for any field but a reference."""
    if field.kind is Kind.LONG:
        return LongEditor(field.name)
    if field.kind is Kind.BOOL:
        return ChoiceEditor(field.name, ["是", "否"], free=False)
    if field.kind is Kind.CHOICE:
        known = list(code_list(field.codes).values()) if field.codes else []
        used = desk.read.suggestions(record.table, field.name)
        return ChoiceEditor(field.name, [*known, *(word for word in used if word not in known)])
    return LineEditor(field.name, desk, HINTS.get(field.kind, ""), field if field.sensitive else None)
