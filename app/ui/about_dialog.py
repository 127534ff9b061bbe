"""Which version this is, what it is made with, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.icons import icon
from app.ui.speech import Speech
from app.ui.widgets import button, label, line
from app.version import __version__

_KEYS = (
    ("Ctrl+N", N_("new record")), ("Ctrl+S", N_("save")), ("Ctrl+Enter", N_("save and new")),
    ("Ctrl+F", N_("search")), ("Ctrl+Z / Ctrl+Y", N_("undo and redo")), ("Delete", N_("delete the selection")),
    ("Alt+1 … Alt+6", N_("change the page")), ("F1", N_("this window")),
)  # fmt: skip


class AboutDialog(QDialog):
    """About the program."""

    def __init__(self, parent: QWidget, speech: Speech) -> None:
        """Nothing to be chosen."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say = speech.say
        self.setWindowTitle(say(N_("About Union Steward")))
        self.resize(480, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        head = QHBoxLayout()
        picture = label("")
        picture.setPixmap(icon("app").pixmap(48, 48))
        head.addWidget(picture)
        head.addWidget(label(f"{say(N_('Union Steward'))}  {__version__}", "title"), 1)
        column.addLayout(head)
        column.addWidget(
            label(
                say(
                    N_(
                        "It works offline: nothing you enter leaves this computer. Licensed under "
                        "Apache-2.0; Qt and PySide6 are used under the LGPL, the fonts under the "
                        "OFL."
                    )
                ),
                wrap=True,
            )
        )
        column.addWidget(line())
        keys = QGridLayout()
        keys.setHorizontalSpacing(20)
        for at, (key, what) in enumerate(_KEYS):
            keys.addWidget(label(key, "muted"), at, 0)
            keys.addWidget(label(say(what)), at, 1)
        keys.setColumnStretch(1, 1)
        column.addLayout(keys)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(say(N_("Close")), self.accept, "primary"))
        column.addLayout(row)
