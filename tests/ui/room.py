"""How large windows are on the screen of an office, since the one without a display is smaller."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_SIZES = {
    "HistoryDialog": (980, 560), "RecycleDialog": (980, 560), "CheckDialog": (760, 520), "HelpWindow": (960, 640),
    "SealingDialog": (860, 500), "EraseDialog": (680, 520), "ImportDialog": (980, 640), "NoticeWindow": (760, 600),
}  # fmt: skip


def as_on_the_screen(dialog: QWidget, window: QWidget) -> None:
    """The screen without a display is small: give a window that keeps its size the room it has on a real one."""
    if size := _SIZES.get(type(dialog).__name__):
        dialog.resize(min(size[0], window.width() - 24), min(size[1], window.height() - 24))
