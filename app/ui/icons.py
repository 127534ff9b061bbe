"""The window's icons: the line drawings of resources/icons in the palette's colours."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import paths
from app.ui.theme import COLOURS

_SIZES = (16, 20, 24, 32, 48)


@cache
def _drawing(name: str) -> str:
    return (paths.RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in a colour of the palette, greyed where it is disabled."""
    made = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, COLOURS[colour]), (QIcon.Mode.Disabled, "#a3abb5")):
        for size in _SIZES:
            made.addPixmap(_pixmap(name, shade, size), mode)
    return made


def _pixmap(name: str, shade: str, size: int) -> QPixmap:
    svg = _drawing(name).replace("currentColor", shade)
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode("utf-8"))).render(painter)
    painter.end()
    return pixmap
