"""The editors for the value of one condition: words to tick, numbers, days, spans, units."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import formats
from app.domain import reading, when
from app.domain.fields import Field, Kind
from app.i18n import N_
from app.ui.closed_box import ClosedBox
from app.ui.desk import Desk
from app.ui.field_editors import HINTS
from app.ui.widgets import label, restyle

Value = str | int | None
_ROWS_SHOWN = 9
_LEAST, _PAIR_LEAST = 110, 76  # pixels


class ValueEditor(QWidget):
    """The base: ``changed`` tells of every change by hand."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent)
        self._name = name
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def _put(self, widget: QWidget) -> None:
        widget.setAccessibleName(self._name)
        self.row.addWidget(widget, 1)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)

    def value(self) -> Value:
        """What is asked for; None while nothing is given.

        Raises:
            Invalid: what is typed cannot be read.
        """
        raise NotImplementedError

    def put(self, value: Value) -> None:
        """Show a value without telling anybody."""
        raise NotImplementedError

    def set_wrong(self, wrong: bool) -> None:
        """Mark the editor red, or take the mark away."""
        proxy = self.focusProxy()
        if proxy is not None:
            restyle(proxy, "wrong", "true" if wrong else "false")

    def _tell(self, *_values: object) -> None:
        self.changed.emit()


class LineValue(ValueEditor):
    """One line of text, read by ``read`` and written by ``write``."""

    def __init__(self, name: str, hint: str, read: Callable[[str], Value], write: Callable[[Value], str]) -> None:
        """``hint`` stands in the empty line."""
        super().__init__(name)
        self._read, self._write = read, write
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setMinimumWidth(_LEAST)
        self.line.textEdited.connect(self._tell)
        self._put(self.line)

    def value(self) -> Value:
        """The value of the text, None for no text."""
        text = self.line.text().strip()
        return self._read(text) if text else None

    def put(self, value: Value) -> None:
        """Show a value."""
        self.line.setText("" if value is None else self._write(value))


class PairValue(ValueEditor):
    """From one value to another; either end may stay open."""

    def __init__(self, desk: Desk, low: LineValue, high: LineValue) -> None:
        """Two editors of the same kind of value."""
        super().__init__("")
        self.low, self.high = low, high
        low.line.setAccessibleName(f"{low.line.accessibleName()} {desk.speech.say(N_('from'))}")
        high.line.setAccessibleName(f"{high.line.accessibleName()} {desk.speech.say(N_('to'))}")
        for end in (low, high):
            end.line.setMinimumWidth(_PAIR_LEAST)
            end.changed.connect(self._tell)
        self.row.addWidget(low, 1)
        self.row.addWidget(label(desk.speech.say(N_("to")), "muted"))
        self.row.addWidget(high, 1)
        self.setFocusProxy(low.line)

    def value(self) -> Value:
        """Both ends as JSON; None where neither is given."""
        ends = [self.low.value(), self.high.value()]
        return None if ends == [None, None] else json.dumps(ends)

    def put(self, value: Value) -> None:
        """Show both ends."""
        low, high = json.loads(str(value)) if value is not None else (None, None)
        self.low.put(low)
        self.high.put(high)


class ChoiceValue(ValueEditor):
    """One of a few things in a drop-down list."""

    def __init__(self, name: str, choices: Sequence[tuple[str, Value]]) -> None:
        """``choices`` are captions with their values."""
        super().__init__(name)
        self.box = QComboBox()
        self.box.setMaxVisibleItems(14)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(5)
        for caption, value in choices:
            self.box.addItem(caption, value)
        self.box.currentIndexChanged.connect(self._tell)
        self._put(self.box)

    def value(self) -> Value:
        """The value chosen; None where there is nothing to choose from."""
        found = self.box.currentData()
        return found if isinstance(found, str | int) else None

    def put(self, value: Value) -> None:
        """Show a value; one that is not among them is left as it was."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(max(0, self.box.findData(value)))
        self.box.blockSignals(False)


class TicksValue(ValueEditor):
    """Several words of a list: a box that says them, and under it the list with its ticks."""

    def __init__(self, name: str, words: Sequence[str], nothing: str) -> None:
        """``nothing`` stands in the box while no word is ticked."""
        super().__init__(name)
        self._nothing = nothing
        self._list: _TickList | None = None
        self._words = list(words)
        self.ticked: list[str] = []
        self.box = ClosedBox()
        self.box.wanted.connect(self.unfold)
        self._put(self.box)
        self._show()

    def value(self) -> Value:
        """The words ticked as JSON; None for none."""
        return json.dumps(self.ticked, ensure_ascii=False) if self.ticked else None

    def put(self, value: Value) -> None:
        """Tick these words; those that the list does not have are added to it."""
        self.ticked = [str(word) for word in json.loads(str(value))] if value is not None else []
        self._words += [word for word in self.ticked if word not in self._words]
        self._show()

    def unfold(self) -> None:
        """Open the list; Space ticks, Enter or Escape closes it."""
        self._list = _TickList(self, self._words, self.ticked)
        self._list.list.setAccessibleName(self._name)
        self._list.ticked.connect(self._on_ticks)
        self._list.show_under(self.box)

    def _on_ticks(self, words: list[str]) -> None:
        self.ticked = words
        self._show()
        self._tell()

    def _show(self) -> None:
        text = "、".join(self.ticked) or self._nothing
        self.box.setItemText(0, text)
        self.box.setToolTip("、".join(self.ticked))
        self.box.setAccessibleName(f"{self._name}: {text}")


class _TickList(QFrame):
    """The open list of a ``TicksValue``; ``ticked`` carries the words after every tick."""

    ticked = Signal(object)

    def __init__(self, parent: QWidget, words: Sequence[str], ticked: Sequence[str]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.list = QListWidget()
        for word in words:
            item = QListWidgetItem(word)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if word in ticked else Qt.CheckState.Unchecked)
            item.setSizeHint(
                QSize(self.fontMetrics().horizontalAdvance(word), round(self.fontMetrics().height() * 1.4))
            )
            self.list.addItem(item)
        self.list.itemChanged.connect(self._on_change)
        self.list.itemPressed.connect(self._on_press)
        self.list.itemClicked.connect(self._on_click)
        self.list.installEventFilter(self)
        column.addWidget(self.list)
        self._marked: QListWidgetItem | None = None

    def show_under(self, box: QWidget) -> None:
        """Open under a box, as wide as it and as high as the words need, within the screen."""
        rows = min(self.list.count(), _ROWS_SHOWN)
        high = self.list.sizeHintForRow(0) * rows + 12
        self.resize(max(box.width(), self.list.sizeHintForColumn(0) + 48), high)
        place = box.mapToGlobal(QPoint(0, box.height()))
        screen = box.screen().availableGeometry()
        if place.y() + high > screen.bottom():
            place = box.mapToGlobal(QPoint(0, -high))
        self.move(max(screen.left(), place.x()), max(screen.top(), place.y()))
        self.show()
        self.list.setFocus()
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape close the list."""
        closing = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in closing:
            self.close()
            return True
        return super().eventFilter(watched, event)

    def _on_press(self, _item: QListWidgetItem) -> None:
        self._marked = None

    def _on_click(self, item: QListWidgetItem) -> None:
        """A click anywhere in a line ticks it; a click on its box has done so already."""
        if self._marked is not item:
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _on_change(self, item: QListWidgetItem) -> None:
        self._marked = item
        items = [self.list.item(at) for at in range(self.list.count())]
        self.ticked.emit([one.text() for one in items if one.checkState() == Qt.CheckState.Checked])


# ------------------------------------------------------------------------------------------- making them


def number_value(desk: Desk, field: Field) -> LineValue:
    """A number of a field: yuan for amounts, kept in fen."""
    return LineValue(
        desk.speech.field(field), desk.speech.say(_number_hint(field)), _Reader(field).number, _shown(field)
    )


def years_value(desk: Desk, field: Field) -> LineValue:
    """A number of whole years."""
    whole = Field(field.name, field.label, field.header, Kind.INTEGER)
    return LineValue(desk.speech.field(field), desk.speech.say(N_("years")), _Reader(whole).number, str)


def day_value(desk: Desk, field: Field, *, last: bool) -> LineValue:
    """A day; of a month or year typed, its first day or with ``last`` its last one."""
    reader = _Reader(field)
    read = reader.last_day if last else reader.first_day
    return LineValue(desk.speech.field(field), desk.speech.say(HINTS[Kind.DATE]), read, str)


def text_value(desk: Desk, field: Field) -> LineValue:
    """A part of a text."""
    return LineValue(desk.speech.field(field), desk.speech.say(N_("a word or a part of one")), str, str)


def unit_value(desk: Desk, field: Field) -> ChoiceValue:
    """A unit by its path."""
    paths = sorted(desk.read.captions("unit", []).items(), key=_by_path)
    return ChoiceValue(desk.speech.field(field), [(path, row_id) for row_id, path in paths])


def _by_path(item: tuple[int, str]) -> str:
    return item[1]


def _number_hint(field: Field) -> str:
    return {Kind.MONEY: N_("in yuan"), Kind.YEAR: HINTS[Kind.YEAR]}.get(field.kind, N_("a number"))


def _shown(field: Field) -> Callable[[Value], str]:
    return _yuan if field.kind is Kind.MONEY else str


def _yuan(value: Value) -> str:
    return formats.money_plain(int(value or 0))


class _Reader:
    """Reads what is typed as a field of the book would be read."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def number(self, text: str) -> Value:
        found = reading.read(self._field, text, reading.Context())[self._field.name]
        return found if isinstance(found, str | int) else None

    def first_day(self, text: str) -> Value:
        found = when.parse_partial(text, self._field.name)
        return found.first.isoformat() if found.first else None

    def last_day(self, text: str) -> Value:
        found = when.parse_partial(text, self._field.name)
        return found.last.isoformat() if found.last else None
