"""The one window about a fault of the program: what happened, what is saved and what is not, and how to go on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app import paths
from app.i18n import N_
from app.ui.ask import Ask
from app.ui.icons import icon
from app.ui.speech import Speech
from app.ui.widgets import button, label, line, restyle

REPORTS = N_("Text files (*.txt)")
_LINES = 9  # of the report that are seen at once
_LESS = 2.0  # heights of a line: what is left round a window that is as high as the screen
_WIDE = 28  # heights of a line: how wide the window is, where the screen has the room


@dataclass(frozen=True, slots=True)
class Situation:
    """What the clerk wants to know: the step saved last, and the input that is not saved.

    ``saved`` is a sentence, "" where no file is open; ``kept`` and ``not_kept`` name the forms in which something is
    not saved, by whether a draft of it is in the file.
    """

    saved: str = ""
    kept: tuple[str, ...] = ()
    not_kept: tuple[str, ...] = ()
    has_file: bool = False


class CrashDialog(QDialog):
    """Shows itself beside the window it belongs to, which stays usable; ``wanted_restart`` asks to begin anew."""

    wanted_restart = Signal()

    def __init__(self, parent: QWidget | None, speech: Speech, ask: Ask | None, *, can_restart: bool) -> None:
        """``ask`` is there once the window is; ``can_restart`` offers to begin anew."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._say = speech.say
        self._ask = ask or Ask(speech)
        self.setWindowTitle(self._say(N_("Union Steward")))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 18, 22, 16)
        self._column.setSpacing(10)
        self._build_head()
        self._build_state()
        self._build_details()
        self._build_foot(can_restart)
        self.resize(_WIDE * self.fontMetrics().height(), self._wanted_height())

    # ------------------------------------------------------------------------------------------- what others ask

    def show_situation(self, situation: Situation) -> None:
        """Say what is saved and what is not."""
        self._saved.setText(self._say(N_("Everything that the status line called saved is in the file."))
                            + (f"\n{situation.saved}" if situation.saved else ""))  # fmt: skip
        self._saved.setVisible(situation.has_file)
        unsaved = [
            self._say(N_("Not saved, but kept as a draft: {form}"), form=one) for one in situation.kept
        ] + [self._say(N_("Not saved, and no draft of it: {form}. Save it now."), form=one)
             for one in situation.not_kept]  # fmt: skip
        if situation.has_file and not unsaved:
            unsaved = [self._say(N_("Nothing is waiting to be saved."))]
        self._unsaved.setText("\n".join(unsaved))
        self._unsaved.setVisible(bool(unsaved))
        kind = "problem" if situation.not_kept else ""
        restyle(self._unsaved, "kind", kind)
        self._fit()

    def show_report(self, text: str) -> None:
        """The report, for whoever mends the program."""
        self.report.setPlainText(text)

    def show_again(self, times: int) -> None:
        """It goes on: working on in this state is no good."""
        told = N_("Faults keep coming ({count} so far). Open the program anew; drafts are taken along.")
        self._again.setText(self._say(told, count=times))
        self._again.show()
        self._calm.hide()
        restyle(self.go_on, "kind", "")
        restyle(self.restart, "kind", "primary")
        self._fit()

    # ------------------------------------------------------------------------------------------- building

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        picture = label("")
        side = round(self.fontMetrics().height() * 1.6)
        picture.setPixmap(icon("problem", "warn").pixmap(side, side))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        told = N_("Something went wrong inside the program, and what you did last may not have been finished.")
        row.addWidget(label(self._say(told), "heading", wrap=True), 1)
        self._column.addLayout(row)

    def _build_state(self) -> None:
        self._saved = label("", wrap=True)
        self._unsaved = label("", wrap=True)
        self._again = label("", "notice", wrap=True)
        self._again.hide()
        told = N_("You can go on working. If it happens again, open the program anew.")
        self._calm = label(self._say(told), "muted", wrap=True)
        for one in (self._saved, self._unsaved, self._again, self._calm):
            self._column.addWidget(one)

    def _build_details(self) -> None:
        self.fold = button(self._say(N_("Technical details")), self._on_fold, "quiet")
        self.fold.setIcon(icon("right", "accent_dark"))
        self._column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._details = QWidget()
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        told = N_("For whoever mends the program. No name, no number and nothing else of your records is in it.")
        column.addWidget(label(self._say(told), "muted", wrap=True))
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self._say(N_("Technical details")))
        self.report.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES // 2)
        column.addWidget(self.report, 1)
        self._details.hide()
        self._column.addWidget(self._details, 1)
        self._column.addStretch(0)

    def _build_foot(self, can_restart: bool) -> None:
        self._told = label("", "muted", wrap=True)
        self._told.hide()
        self._column.addWidget(self._told)
        self._column.addWidget(line())
        row = QHBoxLayout()
        self.keep = button(self._say(N_("Save the report…")), self._on_keep, "quiet")
        row.addWidget(self.keep)
        row.addStretch(1)
        self.restart = button(self._say(N_("Open the program anew")), self.wanted_restart.emit)
        self.restart.setVisible(can_restart)
        row.addWidget(self.restart)
        self.go_on = button(self._say(N_("Go on working")), self.accept, "primary")
        row.addWidget(self.go_on)
        self._column.addLayout(row)
        self.go_on.setFocus()

    # ------------------------------------------------------------------------------------------- what happens

    def _on_fold(self) -> None:
        opening = self._details.isHidden()
        self._details.setVisible(opening)
        self.fold.setIcon(icon("down" if opening else "right", "accent_dark"))
        self._fit()

    def _on_keep(self) -> None:
        proposal = paths.documents_folder() / f"{self._say(N_('Report of a fault'))}.txt"
        path = self._ask.save_file(self, N_("Save the report"), REPORTS, proposal)
        if path is not None:
            self._say_kept(path, _write(path, self.report.toPlainText()))

    def _say_kept(self, path: Path, written: bool) -> None:
        told = N_("Wrote {path}.") if written else N_("{path} cannot be written. Choose another folder.")
        self._told.setText(self._say(told, path=str(path)))
        self._told.show()
        self._fit()

    def _fit(self) -> None:
        """As high as its words need, and no higher than the screen."""
        self.resize(self.width(), self._wanted_height())

    def _wanted_height(self) -> int:
        self._column.invalidate()  # what was just shown or hidden
        line_height = self.fontMetrics().lineSpacing()
        extra = 0 if self._details.isHidden() else line_height * _LINES // 2
        wanted = self._column.totalHeightForWidth(self.width()) + extra
        screen = self.screen().availableGeometry().height()
        return min(wanted, round(screen - line_height * _LESS))


def _write(path: Path, text: str) -> bool:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        return False
    return True
