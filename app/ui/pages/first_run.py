"""What is shown while no data file is open: make one, open one, or look around in an invented union."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import N_
from app.settings import Settings
from app.ui.icons import icon
from app.ui.speech import Speech
from app.ui.widgets import button, card, label


class FirstRunPage(QWidget):
    """Three ways to begin; ``wish`` carries new, open or demo, ``wish_open`` the path of a recent file."""

    wish = Signal(str)
    wish_open = Signal(object)

    def __init__(self, speech: Speech, settings: Settings, parent: QWidget | None = None) -> None:
        """Offer the files opened last below the three ways."""
        super().__init__(parent)
        say = speech.say
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        frame, column = card(margins=28)
        frame.setFixedWidth(560)
        column.setSpacing(10)
        column.addWidget(label(say(N_("Union Steward")), "title"))
        column.addWidget(
            label(
                say(
                    N_(
                        "One file holds your union's year. At the year's end the papers are written "
                        "from it. Everything stays on this computer."
                    )
                ),
                "muted",
                wrap=True,
            )
        )
        column.addSpacing(6)
        for text, slot, picture in (
            (N_("Make a new data file"), self._new, "new"),
            (N_("Open a data file"), self._open, "open"),
            (N_("Look around in an invented union"), self._demo, "eye"),
        ):
            made = button(say(text), slot, "big")
            made.setIcon(icon(picture, "accent"))
            column.addWidget(made)
        recent = settings.recent
        if recent:
            column.addSpacing(4)
            column.addWidget(label(say(N_("Opened lately")), "muted"))
            column.addWidget(self._recent_list(recent))
        middle.addWidget(frame)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)

    def _recent_list(self, recent: tuple[Path, ...]) -> QListWidget:
        listed = QListWidget()
        for path in recent:
            item = QListWidgetItem(f"{path.stem}    {path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(str(path))
            listed.addItem(item)
        listed.setFixedHeight(min(4, len(recent)) * 34 + 8)
        listed.itemActivated.connect(self._on_recent)
        listed.itemClicked.connect(self._on_recent)
        return listed

    def _on_recent(self, item: QListWidgetItem) -> None:
        self.wish_open.emit(Path(str(item.data(Qt.ItemDataRole.UserRole))))

    def _new(self) -> None:
        self.wish.emit("new")

    def _open(self) -> None:
        self.wish.emit("open")

    def _demo(self) -> None:
        self.wish.emit("demo")
