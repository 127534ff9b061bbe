"""The filter window: conditions in lines, what they ask for as a sentence, and how many records that is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.book import filters as kept
from app.book.reader import Reader
from app.domain.errors import AppError
from app.domain.fields import RecordType
from app.domain.listing import Condition, Listing, any_of
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.filter_row import FilterRow
from app.ui.filter_words import sentence
from app.ui.no_wheel import calm
from app.ui.sizes import keep_size
from app.ui.widgets import button, card, label

_ALL, _ANY = "all", "any"
_WAIT_MS = 200


class FilterDialog(QDialog):
    """Makes or changes a filter.

    ``chosen`` carries the conditions once the clerk applies them; ``saved`` the id of the saved filter, before
    that, where they were kept under a name.
    """

    chosen = Signal(object)
    saved = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, record: RecordType, conditions: Sequence[Condition] = (),
                 found: kept.Filter | None = None, order: tuple[str, bool] = ("", False)) -> None:  # fmt: skip
        """Begin with ``conditions``; ``found`` is the saved filter to change, ``order`` how the table is sorted."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._desk = desk
        self._say = desk.speech.say
        self._record = record
        self._found = found
        self._order = order
        self.rows: list[FilterRow] = []
        self.setWindowTitle(self._say(N_("Filter: {kind}"), kind=desk.speech.records(record)))
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._on_pause)
        self._build()
        self._begin(conditions)
        keep_size(self, desk.settings, "filter", 800, 470)
        self.refresh()

    # ------------------------------------------------------------------------------------------- what others ask

    def add(self, condition: Condition | None = None) -> FilterRow:
        """Add a line, empty or with a condition."""
        row = FilterRow(self._desk, self._record)
        if condition is not None:
            row.set_condition(condition)
        row.changed.connect(self._on_change)
        row.removed.connect(self.remove)
        self.rows.append(row)
        self._lines.insertWidget(self._lines.count() - 1, row)
        return row

    def remove(self, row: FilterRow) -> None:
        """Take a line away; the cursor goes to the one that takes its place."""
        at = self.rows.index(row)
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].subject.setFocus()
        else:
            self._more.setFocus()
        self._on_change()

    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of the lines that are complete."""
        found = tuple(condition for row in self.rows if not row.problem() and (condition := row.condition()))
        several = len(found) > 1 and self.joint.currentData() == _ANY
        return (any_of(*found),) if several else found

    def apply(self) -> None:
        """Use the filter, unless a line is not complete."""
        if self._complete():
            self.chosen.emit(self.conditions())
            self.accept()

    def keep(self) -> None:
        """Keep the filter under the name typed, and use it."""
        if not self._complete(all_lines=True):
            return
        if not self.name.text().strip():
            self._complain(self._say(N_("Give the filter a name first, then save it.")))
            self.name.setFocus()
            return
        row_id = self._found.row_id if self._found else None
        try:
            made = kept.save(
                self._desk.book, self._record, self.name.text(), self.conditions(), row_id, order=self._order
            )
        except AppError as error:
            show_error(self, self._desk.speech, error)
            return
        self.saved.emit(made)
        self.chosen.emit(self.conditions())
        self.accept()

    def refresh(self) -> None:
        """Say the sentence and count anew."""
        self._timer.stop()
        conditions = self.conditions()
        words = sentence(self._desk.speech, self._record, conditions, self._desk.read.captions)
        self.words.setText(words or self._say(N_("No condition: all records.")))
        listing = Listing(self._record.table, self._desk.year, conditions=conditions)
        self._desk.seeker.ask(self.count, partial(_count, listing), self._on_count)

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        inner = QWidget()
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(6)
        self._lines.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        self.trouble = label("", "problem", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addWidget(self._build_words())
        column.addLayout(self._build_foot())

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self.joint = QComboBox()
        self.joint.setAccessibleName(self._say(N_("All conditions or any of them")))
        self.joint.addItem(self._say(N_("All of these conditions hold")), _ALL)
        self.joint.addItem(self._say(N_("Any one of these conditions holds")), _ANY)
        self.joint.currentIndexChanged.connect(self._on_change)
        calm(self.joint)
        head.addWidget(self.joint)
        head.addStretch(1)
        self._more = button(self._say(N_("Add a condition")), self._on_add, "", "new")
        head.addWidget(self._more)
        return head

    def _build_words(self) -> QWidget:
        panel, column = card(name="panel", margins=8)
        line = QHBoxLayout()
        self.words = label("", wrap=True)
        self.count = label("", "heading")
        line.addWidget(self.words, 1)
        line.addWidget(self.count)
        column.addLayout(line)
        return panel

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.name = QLineEdit()
        self.name.setMaxLength(40)
        self.name.setMaximumWidth(300)
        self.name.setPlaceholderText(self._say(N_("name of the filter")))
        self.name.setAccessibleName(self._say(N_("Name of the filter")))
        if self._found is not None:
            self.name.setText(self._found.name)
            self.name.setCursorPosition(0)
        words = N_("Save changes") if self._found is not None else N_("Save for later use")
        foot.addWidget(self.name, 3)
        foot.addWidget(button(self._say(words), self.keep))
        foot.addStretch(1)
        foot.addWidget(button(self._say(N_("Cancel")), self.reject))
        use = button(self._say(N_("Apply")), self.apply, "primary")
        use.setDefault(True)
        foot.addWidget(use)
        return foot

    def _begin(self, conditions: Sequence[Condition]) -> None:
        """One line for each condition; a single “any” is the lines with the switch turned."""
        if len(conditions) == 1 and conditions[0].op == "any":
            self.joint.setCurrentIndex(self.joint.findData(_ANY))
            conditions = conditions[0].parts
        for condition in conditions:
            self.add(condition)
        if not self.rows:
            self.add()
        self.rows[0].subject.setFocus()

    # ------------------------------------------------------------------------------------------- what happens

    def _on_add(self) -> None:
        row = self.add()
        row.subject.setFocus()
        self._timer.start()
        QTimer.singleShot(0, row, self._show_last)

    def _show_last(self) -> None:
        """Scroll to the new line once it has its place."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _on_change(self, *_values: object) -> None:
        for row in self.rows:
            row.set_wrong(False)
        self.trouble.hide()
        self._timer.start()

    def _on_pause(self) -> None:
        """A window that is closed by now, perhaps with its book, asks nothing more."""
        if self.isVisible():
            self.refresh()

    def _on_count(self, number: int) -> None:
        words = N_("{count} people match") if self._record.table == "member" else N_("{count} records match")
        self.count.setText(self._say(words, count=number))

    def _complete(self, *, all_lines: bool = False) -> bool:
        """Whether every line can be used; marks the first that cannot and says why.

        A line that nobody has touched says nothing and does no harm, but it is not kept under a name.
        """
        for row in self.rows:
            wrong = row.problem()
            if wrong is None and ((row.untouched and not all_lines) or row.condition() is not None):
                continue
            row.set_wrong(True)
            (row.editor or row).setFocus()
            self._area.ensureWidgetVisible(row)
            self._complain(
                self._desk.speech.problem(self._record, wrong.problems[0])
                if wrong
                else self._say(N_("The line marked red has no value yet. Fill it in, or take the line away with −."))
            )
            return False
        return True

    def _complain(self, words: str) -> None:
        self.trouble.setText(f"⚠ {words}")
        self.trouble.show()


def _count(listing: Listing, read: Reader) -> int:
    return read.count(listing)
