"""The few things a new data file needs: the union's name, its kind, a place for the file and, if wished, a password."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from app import paths
from app.i18n import N_
from app.resources import code_list
from app.ui.ask import DATA_FILES, Ask
from app.ui.new_password import NewPassword
from app.ui.speech import Speech
from app.ui.widgets import button, label, restyle

_FORBIDDEN = '\\/:*?"<>|'
_ENDING = ".union"
_KINDS_ROOM = 600  # pixels for the kinds in one row; with larger letters they stand in two


class NewForm(QWidget):
    """What is asked before a data file is made; ``chosen`` carries (path, name, kind, password).

    What does not do is said under its field, and nothing is made until all does. ``unfolded`` tells that the part for
    the password is on show.
    """

    chosen = Signal(object, str, str, str)
    unfolded = Signal()

    def __init__(self, speech: Speech, ask: Ask, parent: QWidget | None = None) -> None:
        """The file is named after the union until the clerk names it otherwise."""
        super().__init__(parent)
        self._speech = speech
        self._say = speech.say
        self._ask = ask
        self._own_path = False
        self._captions = 0
        self.name = self._line(N_("Union name"))
        self.name.setPlaceholderText(self._say(N_("as it stands on the seal")))
        self.name.textEdited.connect(self._on_name)
        self.path = self._line(N_("Where the file lies"))
        self.path.setText(str(_folder() / self._say(N_("My union"))) + _ENDING)
        self.path.textEdited.connect(self._on_path)
        self._problems = {name: label("", "problem", wrap=True) for name in ("name", "kind", "path")}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._build()
        for problem in self._problems.values():
            problem.hide()

    # ------------------------------------------------------------------------------------------- building

    def _line(self, caption: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(self._say(caption))
        made.returnPressed.connect(self.ready)
        return made

    def _build(self) -> None:
        self._row(N_("Union name"), self.name, "name")
        self._row(N_("Kind of employer"), self._build_kinds(), "kind")
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.path, 1)
        where.addWidget(button(self._say(N_("Change…")), self._choose))
        self._row(N_("Where the file lies"), where, "path")
        self._fold = button(self._say(N_("Set a password (if you like)")), self._unfold, "quiet")
        self._grid.addWidget(self._fold, self._grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        gap = self._grid.horizontalSpacing()
        self.secret = NewPassword(self._speech, captions=self._captions, gap=gap)
        self.secret.entered.connect(self.ready)
        self.secret.hide()
        self._grid.addWidget(self.secret, self._grid.rowCount(), 0, 1, 2)

    def _row(self, caption: str, part: QWidget | QHBoxLayout, name: str) -> None:
        row = self._grid.rowCount()
        shown = label(self._say(caption))
        self._captions = max(self._captions, shown.sizeHint().width())
        self._grid.addWidget(shown, row, 0)
        if isinstance(part, QWidget):
            self._grid.addWidget(part, row, 1)
        else:
            self._grid.addLayout(part, row, 1)
        self._grid.addWidget(self._problems[name], row + 1, 1)

    def _build_kinds(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(18)
        items = code_list("union_kind").items
        wide = sum(self.fontMetrics().horizontalAdvance(item.value) + 46 for item in items)
        in_row = len(items) if wide <= _KINDS_ROOM else (len(items) + 1) // 2
        grid.setColumnStretch(in_row, 1)
        self.kinds = QButtonGroup(self)
        for at, item in enumerate(items):
            made = QRadioButton(item.value)
            made.setAccessibleName(f"{self._say(N_('Kind of employer'))} {item.value}")
            self.kinds.addButton(made)
            grid.addWidget(made, *divmod(at, in_row))
        self.kinds.buttonClicked.connect(self._on_kind)
        return box

    # ------------------------------------------------------------------------------------------- what the clerk does

    @property
    def kind(self) -> str:
        """The kind of employer that was chosen; empty while none is."""
        chosen = self.kinds.checkedButton()
        return chosen.text() if chosen else ""

    def choose_kind(self, kind: str) -> None:
        """Choose a kind of employer by its name."""
        next(made for made in self.kinds.buttons() if made.text() == kind).setChecked(True)

    def _on_name(self, text: str) -> None:
        self._complain("name")
        if not self._own_path and text.strip():
            safe = "".join("_" if sign in _FORBIDDEN else sign for sign in text.strip())
            self.path.setText(str(Path(self.path.text()).parent / f"{safe}{_ENDING}"))
            self._complain("path")

    def _on_path(self, _text: str) -> None:
        self._own_path = True
        self._complain("path")

    def _on_kind(self, _button: object) -> None:
        self._complain("kind")

    def _choose(self) -> None:
        found = self._ask.save_file(self, N_("Make a new data file"), DATA_FILES, Path(self.path.text()))
        if found is not None:
            self.path.setText(str(found))
            self._on_path("")

    def _unfold(self) -> None:
        self._fold.hide()
        self.secret.show()
        self.secret.password.setFocus()
        self.unfolded.emit()

    def ready(self) -> None:
        """Look at everything; say what does not do, or ask for the file to be made."""
        path = self._chosen_path()
        wrong = {
            "name": "" if self.name.text().strip() else N_("Write the union's name first."),
            "kind": "" if self.kind else N_("Say what kind of employer it is."),
            "path": _path_problem(path),
            "password": "" if self.secret.is_empty else self.secret.problem(),
        }
        self.secret.complain(wrong["password"])
        for name in self._problems:
            self._complain(name, self._say(wrong[name]) if wrong[name] else "")
        first = next((name for name, msgid in wrong.items() if msgid), None)
        if first is None:
            self.chosen.emit(path, self.name.text().strip(), self.kind, self.secret.text)
        else:
            self._focus(first)

    def _chosen_path(self) -> Path:
        path = Path(self.path.text().strip())
        return path if path.suffix == _ENDING or not path.name else path.with_name(path.name + _ENDING)

    def _complain(self, name: str, sentence: str = "") -> None:
        self._problems[name].setText(sentence)
        self._problems[name].setVisible(bool(sentence))
        for field in {"name": (self.name,), "path": (self.path,)}.get(name, ()):
            restyle(field, "wrong", bool(sentence))

    def _focus(self, name: str) -> None:
        fields = {"name": self.name, "kind": self.kinds.buttons()[0], "path": self.path}
        if name in fields:  # the password's own part has seen to its lines
            fields[name].setFocus()

    def problem(self, name: str) -> str:
        """What is said under a field: name, kind, path or password."""
        return self.secret.told.text() if name == "password" else self._problems[name].text()


def _folder() -> Path:
    """The clerk's documents, or her own folder where the system has none of that name."""
    documents = paths.documents_folder()
    return documents if documents.is_dir() else Path.home()


def _path_problem(path: Path) -> str:
    """Why no data file can be made at ``path``, as far as can be seen before; empty when it can."""
    if not path.name:
        return N_("Say where the file is to lie.")
    if not path.is_absolute() or not path.parent.is_dir():
        return N_("This folder is not there. Choose another with “Change…”.")
    if not os.access(path.parent, os.W_OK):
        return N_("This folder may not be written to. Choose another with “Change…”.")
    if path.exists():
        return N_("There is such a file already. Give the new one another name, or open the old one.")
    return ""
