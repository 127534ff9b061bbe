"""The icon for Windows is the drawing that the window shows, in every size that is asked for."""

from __future__ import annotations

from PIL import Image, ImageChops
from PIL.IcoImagePlugin import IcoFile
from PySide6.QtWidgets import QApplication

from tests.packaging.windows_icon import ICO, SIZES, drawn


def test_every_size_is_there_and_drawn_as_it_is_now(qapp: QApplication) -> None:
    with ICO.open("rb") as file:
        icon = IcoFile(file)
        assert sorted(icon.sizes()) == [(size, size) for size in SIZES]
        for size in SIZES:
            found = icon.getimage((size, size)).convert("RGBA")
            away = ImageChops.difference(found, drawn(size))
            assert max(most for _, most in away.getextrema()) <= 8, size  # type: ignore[misc]
    assert isinstance(found, Image.Image)
