"""The window's icons: the line drawings of resources/icons in the palette's colours."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import paths
from app.ui.theme import COLOURS

_DISABLED = "#a3abb5"


class _Drawing(QIconEngine):
    """Draws at whatever size is asked for, and only then: most icons of a menu are never seen."""

    def __init__(self, name: str, shade: str) -> None:
        super().__init__()
        self._name = name
        self._shade = shade

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        shade = _DISABLED if mode == QIcon.Mode.Disabled else self._shade
        QSvgRenderer(_svg(self._name, shade)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Drawing(self._name, self._shade)


@cache
def icon(name: str, colour: str = "text") -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in a colour of the palette, greyed where it is disabled."""
    return QIcon(_Drawing(name, COLOURS[colour]))


@cache
def _svg(name: str, shade: str) -> QByteArray:
    text = (paths.RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QByteArray(text.replace("currentColor", shade).encode("utf-8"))
