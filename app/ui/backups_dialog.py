"""The backups of a file in a table: what each holds, a look into one, and the way back to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QBrush, QDesktopServices, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout

from app import formats
from app.book import backups
from app.book.backups import Backup, Looked
from app.book.book import Secret
from app.i18n import N_
from app.ui import file_jobs
from app.ui.enter_key import EnterKey
from app.ui.help_window import HelpKey
from app.ui.host import Host
from app.ui.jobs import Job
from app.ui.keeping_backups import KeepingBackups, stick_of, when_words
from app.ui.restoring import Restoring
from app.ui.settings_dialog import SettingsDialog
from app.ui.sizes import keep_size
from app.ui.speech import Speech
from app.ui.theme import colour
from app.ui.widgets import button, label, tight

_HEADERS = (N_("Time"), N_("Why"), N_("Members"), N_("Aid entries"), N_("Size"), N_("Kept where"))
_WIDTHS = (195, 150, 110, 110, 85)
_COUNTED = (2, 3)
_RIGHT = (2, 3, 4)
_LINE = 23  # the height of a line of the usual text, for which the widths of columns are given
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_WHY = {
    backups.ASKED: N_("asked for"),
    backups.START: N_("after opening"),
    backups.EXIT: N_("at the end of work"),
    backups.TIMED: N_("while working"),
    backups.IMPORT: N_("before an import"),
    backups.UPGRADE: N_("before a new version"),
    backups.RESTORE: N_("before going back"),
    backups.REKEY: N_("before a new password"),
}
_TROUBLES = {"password": N_("other password"), "damaged": N_("damaged")}
_PLACE = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    """Lists the backups of one file; they are opened and counted one after the other while the list is on show."""

    def __init__(self, window: Host, path: Path, secret: Secret, keeping: KeepingBackups | None = None) -> None:
        """``secret`` opens the file and most of its backups; ``keeping`` makes one now, where the file is open."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._w = window
        self._say = window.say
        self._path, self._secret = path, secret
        self._keeping = keeping
        self._job: Job | None = None
        self._known: dict[tuple[Path, int, int], Looked] = {}
        self._places: dict[str, list[Backup]] = {}
        self.backups: list[Backup] = []
        self.setWindowTitle(self._say(N_("Backups")))
        HelpKey(self, window.speech, window.settings, "backup")
        keep_size(self, window.settings, "backups", 880, 480)
        self._build()
        self.view.setFocus()
        self.refill()
        if keeping is not None:
            keeping.kept.connect(self.refill)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        self.head = label("", "muted", wrap=True)
        self.trouble = label("", "problem", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(tight(button(self._say(N_("Backups on a USB stick…")), self.on_stick, "quiet")))
        column.addLayout(top)
        column.addWidget(self.trouble)
        self._build_table()
        column.addWidget(self.view, 1)
        self.nothing = label("", "empty", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setText(
            self._say(
                N_(
                    "There is no backup of this file yet. One is made by itself after the file is opened, "
                    "every half hour of work and at the end."
                )
            )
        )
        column.addWidget(self.nothing, 1)
        column.addLayout(self._build_buttons())

    def _build_table(self) -> None:
        self.model = QStandardItemModel(0, len(_HEADERS), self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(self._say(N_("Backups")))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setAlternatingRowColors(True)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.4))
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        self.model.setHorizontalHeaderLabels([self._say(text) for text in _HEADERS])
        for at in _RIGHT:
            self.model.horizontalHeaderItem(at).setTextAlignment(_align(at))
        for at, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(at, round(width * self.fontMetrics().height() / _LINE))
        self.view.doubleClicked.connect(self._on_double_click)
        EnterKey(self.view).pressed.connect(self.look)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.now = tight(button(self._say(N_("Back up now")), self.back_up, "quiet", "backup"))
        self.now.setVisible(self._keeping is not None)
        row.addWidget(self.now)
        row.addWidget(tight(button(self._say(N_("Open the folder")), self.open_folder, "quiet", "open")))
        row.addWidget(tight(button(self._say(N_("Another file…")), self.choose, "quiet")))
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Close")), self.reject))
        self.peek = button(self._say(N_("Look inside")), self.look, "", "eye")
        self.go = button(self._say(N_("Go back to it…")), self.go_back, "primary", "undo")
        row.addWidget(self.peek)
        row.addWidget(self.go)
        return row

    # ------------------------------------------------------------------------------------------- what is shown

    def on_stick(self) -> None:
        """Where the folder on the USB stick is chosen."""
        SettingsDialog(self, self._w.speech, self._w.settings, self._w.ask).open()

    def refill(self, _kept: object = None) -> None:
        """Show the backups there are now, the newest first and chosen; one that also lies on the stick is one line."""
        chosen = self.chosen()
        self._places = {}
        for one in backups.all_backups(self._path, stick_of(self._w.settings)):
            self._places.setdefault(one.path.name, []).append(one)
        self.backups = [min(same, key=_on_stick) for same in self._places.values()]
        self.model.removeRows(0, self.model.rowCount())
        for one in self.backups:
            self.model.appendRow(self._items(one))
        there = bool(self.backups)
        self.view.setVisible(there)
        self.nothing.setVisible(not there)
        again = next((at for at, one in enumerate(self.backups) if chosen and one.path == chosen.path), 0)
        if there:
            self.view.selectRow(again)
        self._on_selection()
        self._tell()
        self._look_on()

    def _tell(self) -> None:
        newest = backups.newest(self._path)
        self.head.setVisible(bool(self.backups))
        said = N_("Members, entries, papers and attachments are all in each of them.")
        if newest is not None:
            said = N_("The last backup: {when}. Members, entries, papers and attachments are all in each of them.")
        self.head.setText(self._say(said, when=when_words(self._w.speech, newest.made) if newest else ""))
        trouble = self._keeping.trouble if self._keeping else ""
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def _items(self, one: Backup) -> list[QStandardItem]:
        why = N_("replaced file") if one.before_restore else _WHY[one.reason]
        texts = (
            time_words(self._w.speech, one),
            self._say(why),
            "…",
            "…",
            formats.size_text(one.size),
            self._where(one),
        )
        items = [QStandardItem(text) for text in texts]
        for at, item in enumerate(items):
            item.setToolTip(str(one.path))
            item.setTextAlignment(_align(at))
        found = self._known.get(_known_by(one))
        if found is not None:
            self._put(items, found)
        return items

    def _where(self, one: Backup) -> str:
        places = []
        for same in self._places[one.path.name]:
            beside = same.path.parent == self._path.parent
            places.append(
                N_("USB stick") if same.on_stick else N_("beside the file") if beside else N_("this computer")
            )
        return self._say(N_("this computer and USB stick")) if len(set(places)) > 1 else self._say(places[0])

    def _put(self, items: list[QStandardItem], found: Looked) -> None:
        members, entries = (items[at] for at in _COUNTED)
        if found.trouble:
            members.setText(self._say(_TROUBLES[found.trouble]))
            entries.setText("")
            if found.trouble == "damaged":
                members.setForeground(QBrush(colour("danger")))
            return
        members.setText(f"{found.members:,}")
        entries.setText(f"{found.entries:,}")

    # ------------------------------------------------------------------------------------------- looking into them

    def _look_on(self) -> None:
        """Have the next one opened that nobody has looked into; one at a time, so that nothing waits for the rest."""
        if self._job is not None:
            return
        one = next((one for one in self.backups if _known_by(one) not in self._known), None)
        if one is None:
            return
        self._job = self._w.jobs.start_job(partial(file_jobs.look_into, one, self._secret))
        self._job.done.connect(self._on_looked)
        self._job.broken.connect(self._w.on_failed)

    def _on_looked(self, told: tuple[Backup, Looked]) -> None:
        self._job = None
        one, found = told
        self._known[_known_by(one)] = found
        for at, shown in enumerate(self.backups):
            if _known_by(shown) == _known_by(one):
                self._put([self.model.item(at, column) for column in range(len(_HEADERS))], found)
        self._on_selection()
        self._look_on()

    def chosen(self) -> Backup | None:
        """The chosen backup."""
        rows = self.view.selectionModel().selectedRows()
        return self.backups[rows[0].row()] if rows and rows[0].row() < len(self.backups) else None

    def _on_selection(self, *_changes: object) -> None:
        one = self.chosen()
        found = self._known.get(_known_by(one)) if one else None
        usable = one is not None and not (found and found.trouble == "damaged")
        self.peek.setEnabled(usable)
        self.go.setEnabled(usable)

    # ------------------------------------------------------------------------------------------- what can be done

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.look()

    def look(self) -> None:
        """Open the chosen backup, only to look at it."""
        one = self.chosen()
        if one is None or not self.peek.isEnabled():
            return
        self.accept()
        found = self._known.get(_known_by(one))
        # With "" the window asks for the password, where the backup needs one.
        secret = "" if found and found.trouble == "password" else backups.fitting(one.path, self._secret)
        self._w.open_path(one.path, secret, read_only=True)

    def go_back(self) -> None:
        """Put the chosen backup in the place of the file."""
        one = self.chosen()
        if one is not None and self._w.may_leave():
            self.accept()
            Restoring(self._w, self._path, self._secret).begin(one.path)

    def choose(self) -> None:
        """Take a file from elsewhere instead."""
        if self._w.may_leave():
            self.accept()
            Restoring(self._w, self._path, self._secret).begin()

    def back_up(self) -> None:
        """Make a backup now."""
        job = self._keeping.back_up() if self._keeping else None
        if job is None:
            return
        self.now.setEnabled(False)
        job.done.connect(self._on_backed_up)
        job.failed.connect(self._on_backed_up)

    def _on_backed_up(self, _how: object) -> None:
        self.now.setEnabled(True)
        self.refill()
        if self.backups:  # what was asked for is what is looked at next
            self.view.selectRow(0)

    def open_folder(self) -> None:
        """Show where the backups lie."""
        one = self.chosen()
        folder = one.path.parent if one else self._path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def time_words(speech: Speech, one: Backup) -> str:
    """``2026-11-23 周一 09:12``."""
    weekday = speech.say(_WEEKDAYS[one.made.weekday()])
    return f"{one.made:%Y-%m-%d} {weekday} {one.made:%H:%M}"


def _known_by(one: Backup) -> tuple[Path, int, int]:
    return one.path, one.size, one.changed


def _on_stick(one: Backup) -> bool:
    return one.on_stick


def _align(at: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if at in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
