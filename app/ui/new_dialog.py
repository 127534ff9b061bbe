"""Making a new data file: what the union is called, what kind it is, and where the file is to lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import paths
from app.i18n import N_
from app.resources import code_list
from app.ui.ask import DATA_FILES, Ask
from app.ui.speech import Speech
from app.ui.widgets import button, label

_FORBIDDEN = '\\/:*?"<>|'


class NewDialog(QDialog):
    """``chosen`` carries (path, name, kind, password)."""

    chosen = Signal(object, str, str, str)

    def __init__(self, parent: QWidget, speech: Speech, ask: Ask) -> None:
        """The file is named after the union until the clerk names it otherwise."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._say = speech.say
        self._ask = ask
        self._own_path = False
        self.setWindowTitle(self._say(N_("Make a new data file")))
        self.resize(560, 300)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self._say(N_("as it stands on the seal")))
        self.name.textEdited.connect(self._on_name)
        self.kind = QComboBox()
        for item in code_list("union_kind").items:
            self.kind.addItem(item.value)
        self.path = QLineEdit(str(paths.documents_folder() / self._say(N_("My union"))) + ".union")
        self.path.textEdited.connect(self._on_path)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self._say(N_("leave empty for none; it cannot be looked up if forgotten")))
        self.again = QLineEdit()
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        self._build()

    def _build(self) -> None:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setSpacing(10)
        form.addRow(self._say(N_("Union name")), self.name)
        form.addRow(self._say(N_("Kind of employer")), self.kind)
        where = QHBoxLayout()
        where.addWidget(self.path, 1)
        where.addWidget(button(self._say(N_("Choose…")), self._choose))
        form.addRow(self._say(N_("Data file")), where)
        form.addRow(self._say(N_("Password")), self.password)
        form.addRow(self._say(N_("Password again")), self.again)
        self._wrong = label("", "problem", wrap=True)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._wrong)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Cancel")), self.reject))
        ready = button(self._say(N_("Make the file")), self._ready, "primary")
        ready.setDefault(True)
        row.addWidget(ready)
        column.addLayout(row)

    def _on_name(self, text: str) -> None:
        if not self._own_path and text.strip():
            safe = "".join("_" if sign in _FORBIDDEN else sign for sign in text.strip())
            self.path.setText(str(Path(self.path.text()).parent / f"{safe}.union"))

    def _on_path(self, _text: str) -> None:
        self._own_path = True

    def _choose(self) -> None:
        found = self._ask.save_file(self, N_("Make a new data file"), DATA_FILES, Path(self.path.text()))
        if found is not None:
            self.path.setText(str(found))
            self._own_path = True

    def _ready(self) -> None:
        if not self.name.text().strip():
            self._wrong.setText(self._say(N_("Write the union's name first.")))
            self.name.setFocus()
            return
        if self.password.text() != self.again.text():
            self._wrong.setText(self._say(N_("The two passwords differ. Type them again.")))
            self.again.setFocus()
            return
        path = Path(self.path.text().strip())
        if path.suffix != ".union":
            path = path.with_name(path.name + ".union")
        self.chosen.emit(path, self.name.text().strip(), self.kind.currentText(), self.password.text())
        self.accept()
