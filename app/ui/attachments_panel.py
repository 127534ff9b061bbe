"""The attachments of a record: added by button, drop or paste, shown small, opened, captioned, saved and removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import formats
from app.book import attachments, editing
from app.domain.errors import AppError
from app.i18n import N_
from app.ui.attaching import PICTURES, Attaching, Source, pasted, small_pictures
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.icons import icon
from app.ui.jobs import Job
from app.ui.keep_keys import KeepKeys
from app.ui.one_line import OneLine
from app.ui.open_copy import open_copy
from app.ui.widgets import button, label, line

_SIDE = 40  # pixels of a small picture
_SHOWN = 4  # rows without scrolling
_KEPT = 200  # small pictures kept in mind
_ID = Qt.ItemDataRole.UserRole
_DIGEST = Qt.ItemDataRole.UserRole + 1
FILES = N_("All files (*)")


class AttachmentList(QListWidget):
    """The list itself, with its keys: Enter opens, Delete removes, F2 goes to the caption, Ctrl+V pastes."""

    wanted_open = Signal()
    wanted_remove = Signal()
    wanted_caption = Signal()
    wanted_paste = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.wanted_paste.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted_open.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.wanted_remove.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.wanted_caption.emit()
        else:
            super().keyPressEvent(event)


class AttachmentsPanel(QWidget):
    """The attachments of one record, or the files that wait until a new one is saved.

    ``counted`` carries how many there are; ``waiting_changed`` tells that a new record has got a file to wait.
    """

    counted = Signal(int)
    waiting_changed = Signal()

    def __init__(self, desk: Desk, table: str, parent: QWidget | None = None) -> None:
        """For records of ``table``; ``show_record`` says which."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._table = table
        self._row_id: int | None = None
        self.waiting: list[Source] = []
        self._pictures: dict[str, QIcon] = {}
        self._job: Job | None = None
        self._captioned: int | None = None
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self._draw_pictures)
        self._build()
        KeepKeys(self, (Qt.Key.Key_Delete, Qt.Key.Key_F2), paste=True)
        desk.changes.changed.connect(self._on_change)

    # ------------------------------------------------------------------------------------------- what others ask

    def show_record(self, row_id: int | None) -> None:
        """Show the attachments of a record; None is a new one, whose files wait."""
        self._row_id = row_id
        self.waiting = []
        self._refresh()

    def add(self, sources: Sequence[Source]) -> None:
        """Attach files, or let them wait until the record is saved."""
        if not sources:
            return
        if self._row_id is None:
            self.waiting += sources
            self._refresh()
            self.waiting_changed.emit()
        else:
            Attaching(_main_window(self), self._desk, self._table, self._row_id).take(sources)

    def attach_to(self, row_id: int, waiting: Sequence[Source]) -> None:
        """The record is saved: what has waited goes to it."""
        self.waiting = []
        if waiting:
            Attaching(_main_window(self), self._desk, self._table, row_id).take(waiting)

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(line())
        head = QHBoxLayout()
        self._title = OneLine()
        head.addWidget(self._title, 1)
        head.addWidget(button(self._say(N_("Add file…")), self._on_add, "quiet", "clip"))
        column.addLayout(head)
        self.list = AttachmentList()
        self.list.setIconSize(QSize(_SIDE, _SIDE))
        self.list.setAccessibleName(self._say(N_("Attachments")))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemDoubleClicked.connect(self._on_open)
        for wish, slot in (
            (self.list.wanted_open, self._on_open),
            (self.list.wanted_remove, self._on_remove),
            (self.list.wanted_caption, self._on_wish_caption),
            (self.list.wanted_paste, self.paste),
        ):
            wish.connect(slot)
        column.addWidget(self.list)
        advice = N_("Drop photos or PDF files here, or paste a picture with Ctrl+V.")
        self._hint = label(self._say(advice), "muted", wrap=True)
        column.addWidget(self._hint)
        column.addWidget(self._build_chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V also where there is no list yet."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _build_chosen(self) -> QWidget:
        """What can be done with the chosen attachment."""
        self._chosen = QWidget()
        column = QVBoxLayout(self._chosen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.caption = QLineEdit()
        self.caption.setPlaceholderText(self._say(N_("Caption, e.g. what the picture shows")))
        self.caption.setAccessibleName(self._say(N_("Caption")))
        self.caption.setAcceptDrops(False)
        self.caption.editingFinished.connect(self._save_caption)
        column.addWidget(self.caption)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._open = button(self._say(N_("Open")), self._on_open, "quiet")
        self._copy = button(self._say(N_("Save as…")), self._on_copy, "quiet")
        self._remove = button(self._say(N_("Remove")), self._on_remove, "quiet")
        for one in (self._open, self._copy, self._remove):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        return self._chosen

    # ------------------------------------------------------------------------------------------- showing

    def _refresh(self) -> None:
        chosen = set(self._chosen_ids())
        self.list.blockSignals(True)
        self.list.clear()
        if self._row_id is None:
            for source in self.waiting:
                self._show_waiting(source)
        else:
            for row in attachments.attachments(self._desk.read, self._table, self._row_id):
                self._show_kept(row["id"], row["name"], row["caption"], row["size"], row["digest"])
        for at in range(self.list.count()):
            self.list.item(at).setSelected(self.list.item(at).data(_ID) in chosen and self._row_id is not None)
        self.list.blockSignals(False)
        count = self.list.count()
        self._title.put(f"{self._say(N_('Attachments'))} ({count})")
        self._hint.setVisible(count == 0)
        self.list.setVisible(count > 0)
        row_height = max(self.list.sizeHintForRow(0), _SIDE) if count else 0
        self.list.setFixedHeight(row_height * min(count, _SHOWN) + 6)
        self._on_selection()
        self.counted.emit(count)
        if self._row_id is not None and count:
            self._soon.start()

    def _show_kept(self, row_id: int, name: str, caption: str, size: int | None, digest: str) -> None:
        under = " · ".join(part for part in (formats.size_text(size or 0), " ".join(caption.split())) if part)
        item = QListWidgetItem(self._pictures.get(digest, icon("paper", "muted")), f"{name}\n{under}")
        item.setToolTip(name)
        item.setData(_ID, row_id)
        item.setData(_DIGEST, digest if Path(name).suffix.lower() in PICTURES else "")
        self.list.addItem(item)

    def _show_waiting(self, source: Source) -> None:
        name = source.name
        item = QListWidgetItem(icon("clock", "muted"), f"{name}\n{self._say(N_('attached on saving'))}")
        item.setToolTip(name)
        self.list.addItem(item)

    def _draw_pictures(self) -> None:
        """Have the small pictures drawn that are not in mind yet."""
        if self._job is not None:
            self._job.cancel()
        digests = {self.list.item(at).data(_DIGEST) for at in range(self.list.count())}
        wanted = [digest for digest in digests if digest and digest not in self._pictures]
        if wanted:
            side = round(_SIDE * self.devicePixelRatioF())
            self._job = small_pictures(self._desk, wanted, side)
            self._job.done.connect(self._on_drawn)

    def _on_drawn(self, drawn: dict[str, QImage]) -> None:
        self._job = None
        for digest, image in drawn.items():
            if len(self._pictures) >= _KEPT:
                self._pictures.clear()
            self._pictures[digest] = icon("paper", "muted") if image.isNull() else QIcon(QPixmap.fromImage(image))
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item.data(_DIGEST) in self._pictures:
                item.setIcon(self._pictures[item.data(_DIGEST)])

    # ------------------------------------------------------------------------------------------- what happens

    def _chosen_ids(self) -> list[int]:
        return [item.data(_ID) for item in self.list.selectedItems() if item.data(_ID) is not None]

    def _on_selection(self) -> None:
        self._save_caption()
        chosen = self.list.selectedItems()
        ids = self._chosen_ids()
        self._chosen.setVisible(bool(chosen))
        self.caption.setVisible(len(ids) == 1)
        self._open.setVisible(len(ids) == 1)
        self._copy.setVisible(len(ids) == 1)
        self._captioned = ids[0] if len(ids) == 1 else None
        if self._captioned is not None:
            row = self._desk.read.rows("attachment", [self._captioned]).get(self._captioned, {})
            self.caption.setText(row.get("caption", ""))
            self.caption.setModified(False)

    def _on_add(self) -> None:
        folder = Path(str(self._desk.settings.get("folder/attach") or Path.home()))
        paths = self._desk.ask.open_files(self, N_("Add attachment…"), FILES, folder)
        if paths:
            self._desk.settings.put("folder/attach", str(paths[0].parent))
            self.add(paths)

    def paste(self) -> None:
        """Attach what the clipboard holds: files, or a picture."""
        sources = pasted(QGuiApplication.clipboard().mimeData(), self._say(N_("Pasted picture")))
        if sources:
            self.add(sources)
        else:
            self._desk.say_short.emit(self._say(N_("The clipboard holds no picture and no file.")))

    def _on_open(self, _item: object = None) -> None:
        ids = self._chosen_ids()
        if not ids:
            return
        row = self._desk.read.rows("attachment", ids[:1]).get(ids[0])
        content = self._desk.read.content(row["digest"]) if row else None
        if row is None or content is None:
            return
        try:
            open_copy(self._desk, attachments.safe_name(row["name"]), content)
        except AppError as error:
            show_error(self, self._desk.speech, error)

    def _on_copy(self) -> None:
        ids = self._chosen_ids()
        if not ids:
            return
        row = self._desk.read.row("attachment", ids[0])
        folder = Path(str(self._desk.settings.get("folder/attach") or Path.home()))
        path = self._desk.ask.save_file(self, N_("Save as…"), FILES, folder / attachments.safe_name(row["name"]))
        if path is None:
            return
        try:
            attachments.write_copy(self._desk.read, ids[0], path)
        except AppError as error:
            show_error(self, self._desk.speech, error)
        else:
            self._desk.say_short.emit(self._say(N_("Saved {path}."), path=str(path)))

    def _on_remove(self) -> None:
        if self._row_id is None:
            rows = {self.list.row(item) for item in self.list.selectedItems()}
            self.waiting = [source for at, source in enumerate(self.waiting) if at not in rows]
            self._refresh()
            return
        self._carry_out_removal(self._chosen_ids())

    def _carry_out_removal(self, ids: list[int]) -> None:
        if not ids:
            return
        self._captioned = None
        try:
            editing.delete(self._desk.book, "attachment", ids)
        except AppError as error:
            show_error(self, self._desk.speech, error)
        else:
            self._desk.say_short.emit(self._say(N_("Removed. Ctrl+Z brings it back.")))

    def _on_wish_caption(self) -> None:
        if self.caption.isVisible():
            self.caption.setFocus()

    def _save_caption(self) -> None:
        if self._captioned is None or not self.caption.isModified():
            return
        if self._captioned not in self._desk.read.rows("attachment", [self._captioned], ("name",)):
            return  # removed meanwhile
        self.caption.setModified(False)
        try:
            editing.save(self._desk.book, "attachment", self._captioned, {"caption": self.caption.text()})
        except AppError as error:
            show_error(self, self._desk.speech, error)

    def _on_change(self, change: object) -> None:
        if "attachment" in getattr(change, "touched", {}) and self._row_id is not None:
            self._refresh()


def _main_window(widget: QWidget) -> QWidget:
    """The window that stays when a dialog over it closes."""
    window = widget.window()
    while (below := window.parentWidget()) is not None:
        window = below.window()
    return window
