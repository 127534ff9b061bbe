"""What is shown while no data file is open: go on with one, make one on the spot, or look around in an invented one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import formats
from app.i18n import N_
from app.settings import Settings
from app.ui.ask import Ask
from app.ui.icons import icon
from app.ui.new_form import NewForm
from app.ui.speech import Speech
from app.ui.widgets import button, card, label, line

_WIDTH = 760
_RECENT = 4


class FirstRunPage(QScrollArea):
    """The way into a data file.

    ``wish`` carries open or demo, ``wish_open`` the path of a recent file, ``wish_make`` what a new one needs:
    (path, name, kind, password).
    """

    wish = Signal(str)
    wish_open = Signal(object)
    wish_make = Signal(object, str, str, str)

    def __init__(self, speech: Speech, settings: Settings, ask: Ask) -> None:
        """The files opened last stand first; where there are none the form for a new one does."""
        super().__init__()
        self._say = speech.say
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.form = NewForm(speech, ask)
        self.form.chosen.connect(self.wish_make)
        self.recent: list[QPushButton] = []
        self._later = QTimer(self, interval=0, singleShot=True)  # once the form has its place
        self._later.timeout.connect(self._reveal)
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(8, 2, 8, 2)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        frame, self._column = card(margins=16)
        frame.setMinimumWidth(_WIDTH)
        self._column.setSpacing(7)
        middle.addWidget(frame)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.setWidget(inner)
        self._build(settings.recent[:_RECENT])

    def _build(self, recent: tuple[Path, ...]) -> None:
        self._column.addWidget(label(self._say(N_("Union Steward")), "title"))
        told = N_(
            "One file holds your union's year. At the year's end the papers are written from it. "
            "Everything stays on this computer."
        )
        self._column.addWidget(label(self._say(told), "muted", wrap=True))
        self._column.addSpacing(4)
        if recent:
            self._build_recent(recent)
        self._build_new(folded=bool(recent))
        self._column.addSpacing(2)
        self._column.addWidget(line())
        ways = QHBoxLayout()
        ways.addWidget(button(self._say(N_("Open another file…") if recent else N_("Open a file I have…")),
                              self._open, "quiet", "open"))  # fmt: skip
        ways.addStretch(1)
        ways.addWidget(button(self._say(N_("First look at an invented union")), self._demo, "quiet", "eye"))
        self._column.addLayout(ways)

    def _build_recent(self, recent: tuple[Path, ...]) -> None:
        self._column.addWidget(label(self._say(N_("Opened lately")), "heading"))
        for path in recent:
            made = button(self._caption(path), self._on_recent, "big")
            made.setIcon(icon("open", "accent"))
            made.setToolTip(str(path))
            made.setProperty("path", str(path))
            self._column.addWidget(made)
            self.recent.append(made)

    def _caption(self, path: Path) -> str:
        folder = str(path.parent)
        shown = folder if len(folder) <= 40 else f"…{folder[-39:]}"
        return f"{path.stem}\n{_changed(path)}  ·  {shown}".replace("&", "&&")  # a lone & would mark a key

    def _build_new(self, *, folded: bool) -> None:
        self._fold = button(self._say(N_("Make a new data file")), self.unfold, "big")
        self._fold.setIcon(icon("new", "accent"))
        self._column.addWidget(self._fold)
        self._new = QWidget()
        column = QVBoxLayout(self._new)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self._say(N_("Tell three things, and begin")), "heading"))
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        self.begin = button(self._say(N_("Begin")), self.form.ready, "primary", "tick")
        row.addWidget(self.begin)
        column.addLayout(row)
        self._column.addWidget(self._new)
        self._new.setVisible(not folded)
        self._fold.setVisible(folded)

    def unfold(self) -> None:
        """Show the form for a new file."""
        self._fold.hide()
        self._new.show()
        self.form.name.setFocus()
        self._later.start()

    def _reveal(self) -> None:
        self.ensureWidgetVisible(self.begin)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the clerk most likely wants to: at the latest file, or at the union's name."""
        super().showEvent(event)
        (self.recent[0] if self.recent else self.form.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_recent(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.wish_open.emit(Path(str(sender.property("path"))))

    def _open(self) -> None:
        self.wish.emit("open")

    def _demo(self) -> None:
        self.wish.emit("demo")


def _changed(path: Path) -> str:
    """When the file was last written, as the clerk's clock has it."""
    try:
        return formats.timestamp_text(datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat())
    except OSError:
        return ""
