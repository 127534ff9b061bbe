"""How the window looks: one palette, one style sheet, the bundled font, nothing of the desktop's own."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app import paths

POINT_SIZE = 12.0
COLOURS = {
    "window": "#f4f5f7",
    "surface": "#ffffff",
    "line": "#dfe3e8",
    "line_strong": "#c4cbd4",
    "text": "#1f2933",
    "muted": "#66717f",
    "accent": "#1f6f78",
    "accent_dark": "#175860",
    "accent_soft": "#e3f1f2",
    "hover": "#eef1f4",
    "zebra": "#fafbfc",
    "danger": "#b3261e",
    "danger_soft": "#fdecea",
    "good": "#2e7d4f",
    "warn": "#8a5a00",
    "warn_soft": "#fff6e0",
}
# The sizes of the style sheet's larger texts, as parts of the size of all others.
_LARGER = {"title": 1.25, "heading": 1.0, "number": 1.6}


def dress(app: QApplication, language: str, points: float = POINT_SIZE) -> None:
    """Give the application its font, palette, style sheet and, in Chinese, Qt's own words in Chinese."""
    app.setStyle("Fusion")
    app.setPalette(_palette())
    set_points(app, points)
    if language.startswith("zh"):
        translator = QTranslator(app)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)


def set_points(app: QApplication, points: float) -> None:
    """Write everything in another size, in points; windows that are open follow at once."""
    app.setFont(_font(points))
    app.setStyleSheet(_style_sheet(points))


def colour(name: str) -> QColor:
    """A colour of the palette by its name in ``COLOURS``."""
    return QColor(COLOURS[name])


@cache
def _families() -> tuple[str, ...]:
    families: list[str] = []
    for file in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Rare.ttf"):
        number = QFontDatabase.addApplicationFont(str(paths.FONTS / file))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def _font(points: float) -> QFont:
    font = QFont(QApplication.font())
    if _families():
        font.setFamilies(list(_families()))
    font.setPointSizeF(points)
    return font


def _palette() -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    wanted = {
        roles.Window: "window", roles.Base: "surface", roles.AlternateBase: "zebra", roles.Button: "surface",
        roles.WindowText: "text", roles.Text: "text", roles.ButtonText: "text", roles.ToolTipBase: "surface",
        roles.ToolTipText: "text", roles.PlaceholderText: "muted", roles.Highlight: "accent",
        roles.Link: "accent", roles.LinkVisited: "accent",
    }  # fmt: skip
    for role, name in wanted.items():
        palette.setColor(role, colour(name))
    palette.setColor(roles.HighlightedText, QColor("#ffffff"))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#a3abb5"))
    return palette


def _style_sheet(points: float) -> str:
    try:
        text = (paths.RESOURCES / "style" / "window.qss").read_text(encoding="utf-8")
    except OSError:
        return ""
    for name, part in _LARGER.items():
        text = text.replace(f"@{name}", f"{points * part:.1f}pt")
    # Longest names first, so that @accent does not eat the head of @accent_soft.
    for name in sorted(COLOURS, key=len, reverse=True):
        text = text.replace(f"@{name}", COLOURS[name])
    return text.replace("@icons", (paths.RESOURCES / "icons").as_posix())
