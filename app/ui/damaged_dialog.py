"""What the clerk sees when her file is damaged: one sentence, the ways on, and afterwards what is missing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from app.book.book import Secret
from app.book.salvaging import Good, Outlook, Saved, State
from app.i18n import N_
from app.ui import salvage_jobs
from app.ui.ask import DATA_FILES
from app.ui.host import Host
from app.ui.icons import icon
from app.ui.widgets import button, empty, label
from app.ui.working import watch

_WIDTH = 560  # pixels
_CLOSED = N_("{file} can no longer be opened.")
_HEADS = {
    State.DAMAGED: N_("A part of {file} can no longer be read."),
    State.INDEX: N_("All records in {file} are there, but what they are found by is damaged."),
    State.RULES: N_("{file} holds entries that do not go together."),
    State.EMPTY: N_("{file} is empty: what was in it is gone."),
    State.TAMPERED: N_("{file} was changed by another program."),
}


class DamagedDialog(QDialog):
    """The ways on from a damaged file; none of them changes it."""

    def __init__(self, window: Host, path: Path, secret: Secret, outlook: Outlook) -> None:
        """``outlook`` is what was found out about the file at ``path``."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._w, self._path, self._secret = window, path, secret
        self._saved: Saved | None = None
        self.ways: dict[str, QPushButton] = {}
        self.list: QPlainTextEdit | None = None
        self.setWindowTitle(window.say(N_("The file is damaged")))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 18, 20, 16)
        self._column.setSpacing(10)
        self._column.addStrut(_WIDTH)
        self._show_ways(outlook)

    # ------------------------------------------------------------------------------------------- the ways on

    def _show_ways(self, outlook: Outlook) -> None:
        say = self._w.say
        head = say(_HEADS.get(outlook.health.state, _CLOSED), file=self._path.name)
        self._column.addWidget(label(head, "heading", wrap=True))
        kept = say(N_("Whichever way you take: {file} stays as it is and is kept."), file=self._path.name)
        self._column.addWidget(label(kept, "muted", wrap=True))
        ways = [self._back(outlook.good)] if outlook.good else []
        if outlook.members is not None:
            ways.insert(0 if _saves_more(outlook) else len(ways), self._save(outlook))
        for way in ways:
            self._column.addWidget(way)
        self._say_of_backups(outlook)
        row = QHBoxLayout()
        row.addWidget(button(say(N_("Look for another file…")), self.open_other, "quiet", "open"))
        row.addStretch(1)
        row.addWidget(button(say(N_("Close")), self.reject))
        self._column.addLayout(row)
        if ways:
            ways[0].setFocus()

    def _back(self, good: Good) -> QPushButton:
        told = self._w.say(
            N_("{members} members, {entries} entries. What was entered later has to be entered again."),
            members=good.members,
            entries=good.entries,
        )
        title = self._w.say(N_("Go back to the backup of {when}"), when=f"{good.backup.made:%Y-%m-%d %H:%M}")
        self._good = good
        return self._way("back", title, told, "history", self.go_back)

    def _save(self, outlook: Outlook) -> QPushButton:
        told = self._w.say(
            N_("Saves {members} members, {entries} entries whole, and lists what is missing."),
            members=outlook.members,
            entries=outlook.entries,
        )
        return self._way("save", self._w.say(N_("Save what can be saved into a new file")), told, "backup", self.save)

    def _way(self, name: str, title: str, told: str, icon_name: str, slot: Callable[[], object]) -> QPushButton:
        made = button(f"{title}\n{told}".replace("&", "&&"), slot, "big")
        made.setIcon(icon(icon_name, "accent"))
        self.ways[name] = made
        return made

    def _say_of_backups(self, outlook: Outlook) -> None:
        if outlook.good is None:
            told = self._w.say(
                N_("No sound backup was found beside it. If you have one on a USB stick, look for it there.")
            )
        elif outlook.skipped:
            told = self._w.say(N_("Newer backups that are damaged too: {count}."), count=outlook.skipped)
        else:
            return
        self._column.addWidget(label(told, "notice", wrap=True))

    # ------------------------------------------------------------------------------------------- going one of them

    def go_back(self) -> None:
        """Put the backup in the file's place and open it."""
        work = partial(salvage_jobs.go_back, self._good.backup.path, self._path, self._secret)
        job = self._w.jobs.start_job(work)
        job.done.connect(self._on_back)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self, self._w.speech, job, self._w.say(N_("Going back …")))

    def _on_back(self, aside: Path | None) -> None:
        self.accept()
        if self._w.open_path(self._path, self._secret) and aside is not None:
            self._w.tell(self._w.say(N_("Gone back. The damaged file is kept as {path}."), path=str(aside)))

    def save(self) -> None:
        """Save what can be saved into a new file."""
        job = self._w.jobs.start_job(partial(salvage_jobs.save, self._path, self._secret))
        job.done.connect(self._on_saved)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self, self._w.speech, job, self._w.say(N_("Saving what can be saved …")))

    def _on_failed(self, error: object) -> None:
        self._w.on_failed(error)

    def open_other(self) -> None:
        """Leave this file and choose another."""
        path = self._w.ask.open_file(self, N_("Open a data file"), DATA_FILES, self._path.parent)
        if path is not None:
            self.accept()
            self._w.open_path(path)

    # ------------------------------------------------------------------------------------------- afterwards

    def _on_saved(self, saved: Saved) -> None:
        self._saved = saved
        say = self._w.say
        empty(self._column)
        self.ways.clear()
        whole = saved.salvage.whole
        head = N_("Everything was saved into a new file") if whole else N_("Saved into a new file, but not everything")
        self._column.addWidget(label(say(head), "heading", wrap=True))
        told = say(N_("New file: {file}. The damaged file is kept as it is."), file=saved.salvage.path.name)
        self._column.addWidget(label(told, "muted", wrap=True))
        if not whole:
            self.list = QPlainTextEdit(saved.text)
            self.list.setReadOnly(True)
            self.list.setMinimumHeight(240)
            self.list.setAccessibleName(say(N_("What is missing")))
            self._column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(button(say(N_("Open the list")), self.open_list, "", "paper"))
        row.addStretch(1)
        row.addWidget(button(say(N_("Close")), self.reject))
        first = button(say(N_("Open the new file")), self.open_new, "primary", "open")
        first.setDefault(True)
        row.addWidget(first)
        self._column.addLayout(row)
        first.setFocus()

    def open_list(self) -> None:
        """Open the list, to be printed, in the program that belongs to it."""
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.list_path)))

    def open_new(self) -> None:
        """Open the new file in the window."""
        if self._saved is not None:
            path = self._saved.salvage.path
            self._w.settings.remember_place(self._saved.identity, path)  # else it would be asked which of the two
            self.accept()
            self._w.open_path(path, self._secret)


class Damage(QObject):
    """Finds out what can be done about a damaged file, then shows the dialog."""

    def __init__(self, window: Host, path: Path, secret: Secret = "") -> None:
        """Call ``begin``."""
        super().__init__(window)
        self._w, self._path, self._secret = window, path, secret

    def begin(self) -> None:
        """Look at the file and its backups on the worker."""
        job = self._w.jobs.start_job(partial(salvage_jobs.look, self._path, self._secret))
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        text = self._w.say(N_("Looking at what is left of {file} …"), file=self._path.name)
        watch(self._w, self._w.speech, job, text)

    def _on_done(self, outlook: Outlook) -> None:
        DamagedDialog(self._w, self._path, self._secret, outlook).open()
        self.deleteLater()

    def _on_failed(self, error: object) -> None:
        self.deleteLater()
        self._w.on_failed(error)


def _saves_more(outlook: Outlook) -> bool:
    """Whether saving brings more than the newest good backup holds."""
    good = outlook.good
    return good is None or (outlook.members or 0, outlook.entries or 0) > (good.members, good.entries)
