"""Draws what is made of ``app.svg`` for Windows anew: ``python -m tests.packaging.windows_icon``.

That is ``resources/icons/app.ico`` and the picture at the side of the setup's first and last page.
"""

from __future__ import annotations

import io
import sys

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app import paths
from app.packaging.pins import DATA

SVG = paths.RESOURCES / "icons" / "app.svg"
ICO = paths.RESOURCES / "icons" / "app.ico"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)  # what Windows asks for, from 100 % to 200 % and the large views
SIDE = DATA / "windows" / "side.bmp"
_SIDE = (328, 628)  # twice what the setup shows at 100 %
_GROUND = "#17545b"  # a shade below the icon's own, so that its corners show


def drawn(size: int) -> Image.Image:
    """The icon as a square of ``size`` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def side() -> QImage:
    """The picture at the side of the setup: the icon on a plain ground, few colours and so few bytes."""
    image = QImage(*_SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(_GROUND))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(SVG)).render(painter, QRectF(72, 96, 184, 184))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.ThresholdDither)


def main() -> int:
    """Write the icon with all its sizes, and the picture."""
    _app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    *smaller, largest = (drawn(size) for size in SIZES)
    largest.save(ICO, append_images=smaller, sizes=[(size, size) for size in SIZES])
    return 0 if side().save(str(SIDE), "BMP") else 1  # type: ignore[call-overload]


if __name__ == "__main__":
    raise SystemExit(main())
