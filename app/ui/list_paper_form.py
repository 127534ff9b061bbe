"""What the clerk can say about a list on paper: its title, rows, columns, and what is left to be written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.book.lists import REMARK, SIGNATURE, ListWish, blank_captions, can_be_public
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.list_columns import ListColumns
from app.ui.list_layouts import Layouts, laid_out, layout_of
from app.ui.no_wheel import calm
from app.ui.widgets import button, label

_MOST_BLANK_ROWS = 500
_WIDEST, _BAR = 400, 14  # pixels: the form at most, its scroll bar
_ORIENTATIONS = (
    ("auto", N_("As the columns need")),
    ("portrait", N_("Upright")),
    ("landscape", N_("Crosswise")),
)
_WHOLE = N_("ID, phone and card numbers will stand on the paper in full. Whoever gets it can read them. Show them?")


class ListPaperForm(QScrollArea):
    """The left half of the window; ``changed`` whenever another list would come of it."""

    changed = Signal()

    def __init__(self, desk: Desk, wish: ListWish, count: int, selected: Sequence[int], parent: QWidget) -> None:
        """``count`` records are in the list; ``selected`` are the ids chosen in the table, in its order."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._wish = wish
        self._selected = tuple(selected)
        self._quiet = True
        self.layouts = Layouts(desk.settings, wish.record.table)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(2, 2, 10, 2)
        self.setWidget(body)
        self._build_layouts()
        self._build_title(count)
        self._build_columns()
        self._build_blanks()
        self._build_looks()
        self._column.addStretch(1)
        calm(body)
        self.setMinimumWidth(min(_WIDEST, body.minimumSizeHint().width() + _BAR))
        self.show_wish(laid_out(wish, self.layouts.last, columns=False))

    # ------------------------------------------------------------------------------------------- building

    def _heading(self, text: str) -> None:
        self._column.addSpacing(6)
        self._column.addWidget(label(text, "heading"))

    def _build_layouts(self) -> None:
        row = QHBoxLayout()
        self._named = QComboBox()
        self._named.setEditable(True)
        self._named.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._named.setAccessibleName(self._say(N_("Kept layouts")))
        self._named.setMinimumWidth(60)
        edit = self._named.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self._say(N_("Name")))
        self._named.activated.connect(self._on_named)
        self._named.editTextChanged.connect(self._on_name)
        row.addWidget(self._named, 1)
        self._keep = button(self._say(N_("Keep")), self._on_keep)
        self._keep.setToolTip(self._say(N_("Keep these columns and choices under this name")))
        self._forget = button(self._say(N_("Drop")), self._on_forget)
        row.addWidget(self._keep)
        row.addWidget(self._forget)
        self._column.addWidget(label(self._say(N_("Kept layouts")), "heading"))
        self._column.addLayout(row)
        self._fill_named("")

    def _build_title(self, count: int) -> None:
        self._heading(self._say(N_("Heading of the list")))
        self.title = QLineEdit()
        self.title.setAccessibleName(self._say(N_("Heading of the list")))
        self.title.textChanged.connect(self._on_changed)
        self._column.addWidget(self.title)
        self._all = QRadioButton(self._say(N_("All {count} rows"), count=count))
        self._chosen = QRadioButton(self._say(N_("Only the {count} selected"), count=len(self._selected)))
        self._which = QButtonGroup(self)
        for one in (self._all, self._chosen):
            self._which.addButton(one)
            self._column.addWidget(one)
        several = len(self._selected) > 1
        (self._chosen if several else self._all).setChecked(True)
        for one in (self._all, self._chosen):  # one way alone is no choice, and the preview says how many
            one.setVisible(bool(self._selected))
        self._which.buttonToggled.connect(self._on_changed)

    def _build_columns(self) -> None:
        self._heading(self._say(N_("Columns of the list")))
        self.columns = ListColumns(self._wish.record, self._desk.speech, self)
        self.columns.changed.connect(self._on_changed)
        self._column.addWidget(self.columns)

    def _build_blanks(self) -> None:
        self._heading(self._say(N_("To be filled in by hand")))
        row = QHBoxLayout()
        self.signature = QCheckBox(self._say(N_("Signature column")))
        self.remark = QCheckBox(self._say(N_("Remarks column")))
        for box in (self.signature, self.remark):
            box.toggled.connect(self._on_changed)
            row.addWidget(box)
            row.addSpacing(12)
        row.addStretch(1)
        self._column.addLayout(row)
        self.others = QLineEdit()
        self.others.setPlaceholderText(self._say(N_("More empty columns, with commas")))
        self.others.setAccessibleName(self._say(N_("More empty columns, with commas")))
        self.others.textChanged.connect(self._on_changed)
        self._column.addWidget(self.others)
        row = QHBoxLayout()
        row.addWidget(label(self._say(N_("Empty rows"))))
        self.rows = QSpinBox()
        self.rows.setRange(0, _MOST_BLANK_ROWS)
        self.rows.setAccessibleName(self._say(N_("Empty rows")))
        self.rows.valueChanged.connect(self._on_changed)
        row.addWidget(self.rows)
        row.addStretch(1)
        self._column.addLayout(row)

    def _build_looks(self) -> None:
        self._heading(self._say(N_("How it looks")))
        row = QHBoxLayout()
        row.addWidget(label(self._say(N_("Page"))))
        self.orientation = QComboBox()
        self.orientation.setAccessibleName(self._say(N_("Page")))
        for name, text in _ORIENTATIONS:
            self.orientation.addItem(self._say(text), name)
        self.orientation.currentIndexChanged.connect(self._on_changed)
        row.addWidget(self.orientation, 1)
        self._column.addLayout(row)
        self.numbered = QCheckBox(self._say(N_("Number the rows")))
        self.sums = QCheckBox(self._say(N_("Sums at the end")))
        self.note = QCheckBox(self._say(N_("Line for union, author and date")))
        self.masked = QCheckBox(self._say(N_("Mask ID, phone and card numbers")))
        self.masked.setChecked(True)
        for box in (self.numbered, self.sums, self.note):
            box.toggled.connect(self._on_changed)
        self.masked.clicked.connect(self._on_masked)
        self.public = QCheckBox(self._say(N_("To be put up in public: names as 张*三")))
        self.public.toggled.connect(self._on_changed)
        for box in (self.numbered, self.sums, self.note, self.masked, self.public):
            self._column.addWidget(box)
        self.public.setVisible(can_be_public(self._wish.record))
        self.masked.setVisible(any(field.sensitive for field in self._wish.record.fields))

    # ------------------------------------------------------------------------------------------- the wish

    def show_wish(self, wish: ListWish) -> None:
        """Set everything as a wish has it."""
        self._quiet = True
        self.title.setText(wish.title)
        self.title.setCursorPosition(0)  # a long heading is read from its beginning
        self.columns.show_columns(wish.columns)
        self.signature.setChecked(SIGNATURE in wish.blanks)
        self.remark.setChecked(REMARK in wish.blanks)
        self.others.setText("，".join(text for text in wish.blanks if text not in (SIGNATURE, REMARK)))
        self.rows.setValue(wish.blank_rows)
        self.orientation.setCurrentIndex(max(0, self.orientation.findData(wish.orientation)))
        self.numbered.setChecked(wish.numbered)
        self.sums.setChecked(wish.sums)
        self.note.setChecked(wish.note)
        self._quiet = False

    def wish(self) -> ListWish:
        """What is wanted now."""
        blanks = (
            *((SIGNATURE,) if self.signature.isChecked() else ()),
            *blank_captions(self.others.text()),
            *((REMARK,) if self.remark.isChecked() else ()),
        )
        way = cast(Literal["auto", "portrait", "landscape"], str(self.orientation.currentData()))
        return replace(
            self._wish,
            title=self.title.text().strip() or self._wish.title,
            columns=self.columns.names(),
            ids=self._selected if self._chosen.isChecked() else None,
            blanks=tuple(dict.fromkeys(blanks)),
            blank_rows=self.rows.value(),
            numbered=self.numbered.isChecked(),
            sums=self.sums.isChecked(),
            note=self.note.isChecked(),
            unmask=not self.masked.isChecked(),
            orientation=way,
            public=self.public.isChecked(),
        )

    def _on_changed(self, *_what: object) -> None:
        if not self._quiet:
            self.changed.emit()

    def _on_masked(self, on: bool) -> None:
        if not on and not self._desk.ask.confirm(self, _WHOLE, N_("Show them in full")):
            self.masked.setChecked(True)
            return
        self._on_changed()

    # ------------------------------------------------------------------------------------------- kept layouts

    def _fill_named(self, shown: str) -> None:
        self._named.blockSignals(True)
        self._named.clear()
        self._named.addItems(list(self.layouts.named))
        self._named.setCurrentIndex(self._named.findText(shown) if shown else -1)
        self._named.setEditText(shown)
        self._named.blockSignals(False)
        self._on_name(shown)

    def _on_name(self, text: str) -> None:
        self._keep.setEnabled(bool(text.strip()))
        self._forget.setEnabled(text.strip() in self.layouts.named)

    def _on_named(self, _index: int) -> None:
        layout = self.layouts.named.get(self._named.currentText())
        if layout is not None:
            self.show_wish(laid_out(self.wish(), layout))
            self._on_name(self._named.currentText())
            self.changed.emit()

    def _on_keep(self) -> None:
        name = self._named.currentText().strip()
        self.layouts.keep(name, layout_of(self.wish()))
        self._fill_named(name)
        self._desk.say_short.emit(self._say(N_("The layout “{name}” is kept."), name=name))

    def _on_forget(self) -> None:
        self.layouts.forget(self._named.currentText().strip())
        self._fill_named("")
