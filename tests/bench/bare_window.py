"""The floor of starting: a bare window with a table of the same members, read by raw SQL; prints when it is painted."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from sqlcipher3 import dbapi2

COLUMNS = ("name", "gender", "birth", "mobile", "unit_id", "joined", "state")

GONE = "'保留会籍', '已转出', '已退会', '已除名', '去世'"
ROSTER = f"SELECT id FROM member WHERE state NOT IN ({GONE}) ORDER BY sort_key, id"


class Rows(QAbstractTableModel):
    def __init__(self, conn) -> None:
        super().__init__()
        self.conn = conn
        self.ids = [row[0] for row in conn.execute(ROSTER)]
        self.kept: dict[int, tuple] = {}

    def rowCount(self, parent=QModelIndex()) -> int:  # noqa: B008
        return len(self.ids)

    def columnCount(self, parent=QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = index.row()
        if row not in self.kept:
            asked = f"SELECT {', '.join(COLUMNS)} FROM member WHERE id = ?"
            self.kept[row] = self.conn.execute(asked, (self.ids[row],)).fetchone()
        return str(self.kept[row][index.column()])


app = QApplication([])
window = QMainWindow()
view = QTableView()
model = Rows(dbapi2.connect(sys.argv[1]))
view.setModel(model)
view.verticalHeader().hide()
window.setCentralWidget(view)
window.resize(1366, 700)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
window.grab()
print(time.time(), flush=True)
