"""The clerk's own settings: how large the text is, which language the window speaks, where copies of backups go."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_
from app.settings import POINTS, Settings
from app.ui.ask import Ask
from app.ui.backup_settings import BackupSettings
from app.ui.lock_settings import LockSettings
from app.ui.speech import Speech
from app.ui.theme import set_points
from app.ui.widgets import button, label, line

_SIZES = (N_("Small"), N_("Usual"), N_("Large"), N_("Very large"))
_LANGUAGES = (("zh_CN", "中文"), ("en", "English"))


class SettingsDialog(QDialog):
    """Every choice holds at once and is kept; there is nothing to confirm.

    ``resized`` carries the new size of the text in points.
    """

    resized = Signal(object)

    def __init__(self, parent: QWidget, speech: Speech, settings: Settings, ask: Ask | None = None) -> None:
        """Shows what is set now; ``ask`` puts the questions."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._say = speech.say
        self._settings = settings
        self._spoken = speech.language.code
        self.setWindowTitle(self._say(N_("Settings")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.addWidget(self._build_scroll(speech, ask or Ask(speech)), 1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(label(self._say(N_("What you choose holds at once.")), "muted"), 1)
        row.addWidget(button(self._say(N_("Close")), self.accept, "primary"))
        column.addLayout(row)
        self._tell_language()

    def _build_scroll(self, speech: Speech, ask: Ask) -> QScrollArea:
        """Everything that can be chosen; a small screen shows it piece by piece."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(10)
        column.addWidget(label(self._say(N_("Size of the text")), "heading"))
        self.sizes = self._build_sizes(column)
        column.addWidget(line())
        column.addWidget(label(self._say(N_("Language")), "heading"))
        self.languages = self._build_languages(column)
        self._later = label("", "muted", wrap=True)
        column.addWidget(self._later)
        column.addWidget(line())
        self.copies = BackupSettings(speech, self._settings, ask)
        column.addWidget(self.copies)
        column.addWidget(line())
        column.addWidget(LockSettings(speech, self._settings))
        column.addStretch(1)
        return _Choices(inner)

    def _build_sizes(self, column: QVBoxLayout) -> QButtonGroup:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        group = QButtonGroup(self)
        for at, (name, points) in enumerate(zip(_SIZES, POINTS, strict=True)):
            made = _radio(self._say(N_("{name} ({points})"), name=self._say(name), points=f"{points:g}"))
            made.setChecked(points == self._settings.points)
            group.addButton(made, at)
            grid.addWidget(made, *divmod(at, 2))
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        group.idClicked.connect(self._on_size)
        return group

    def _build_languages(self, column: QVBoxLayout) -> QButtonGroup:
        row = QHBoxLayout()
        row.setSpacing(24)
        group = QButtonGroup(self)
        for at, (code, name) in enumerate(_LANGUAGES):
            made = _radio(name)
            made.setChecked(code == self._settings.language)
            group.addButton(made, at)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        group.idClicked.connect(self._on_language)
        return group

    def _on_size(self, at: int) -> None:
        self._keep("points", POINTS[at])
        app = QApplication.instance()
        if isinstance(app, QApplication):
            set_points(app, POINTS[at])
        self.adjustSize()
        self.resized.emit(POINTS[at])

    def _on_language(self, at: int) -> None:
        self._keep("language", _LANGUAGES[at][0])
        self._tell_language()

    def _keep(self, name: str, value: object) -> None:
        self._settings.put(name, value)
        self._settings.save()

    def _tell_language(self) -> None:
        waits = self._settings.language != self._spoken
        told = N_("From the next start on: close the program and open it again.")
        self._later.setText(self._say(told) if waits else "")
        self._later.setVisible(waits)


def _radio(text: str) -> QRadioButton:
    made = QRadioButton(text)
    made.setAccessibleName(text)
    return made


class _Choices(QScrollArea):
    """As large as what it holds wherever there is room for that."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)

    def sizeHint(self) -> QSize:
        """Everything at once."""
        return self._beside_bar(self.widget().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """The whole width: only up and down is scrolled."""
        return QSize(self._beside_bar(self.widget().minimumSizeHint()).width(), 160)

    def _beside_bar(self, size: QSize) -> QSize:
        return size + QSize(self.verticalScrollBar().sizeHint().width(), 0)
