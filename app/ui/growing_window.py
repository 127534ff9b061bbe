"""A small window that grows with what is said in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_GROWS = "grows"


def let_grow(window: QWidget) -> None:
    """Have ``grow`` make this window higher where its words need it."""
    window.setProperty(_GROWS, True)


def grow(part: QWidget) -> None:
    """Make the window of ``part`` as high as its words need at its width; one that was not let stays as it is."""
    window = part.window()
    layout = window.layout()
    if layout is None or not window.property(_GROWS):
        return
    layout.activate()
    needed = layout.totalHeightForWidth(window.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
    if needed > window.height():
        window.resize(window.width(), needed)
