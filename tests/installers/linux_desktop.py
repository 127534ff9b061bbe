"""What a desktop must find of an installed program: its menu entry, its kind of file, its icons."""

from __future__ import annotations

import shlex
from pathlib import Path

from PIL import Image

from tests.installers.linux_root import Root, User

NAME = "union-steward"
KIND = "application/x-union-steward"
_WIDTHS = (48, 128, 256)


class Desktop:
    """The files of one installation below ``share``, seen as its user's desktop sees them."""

    # What every desktop has: the package's own recommendations, and what desktops look at files with.
    PACKAGES = ("shared-mime-info", "desktop-file-utils", "xdg-utils", "libglib2.0-bin")

    def __init__(self, root: Root, user: User, share: str) -> None:
        """``share`` is a place inside of the root."""
        self._root = root
        self._user = user
        self._share = share

    def check(self, data: str, *, program: str = NAME) -> str:
        """Look at all of it.

        Args:
            data: a data file, as the user names it.
            program: what the menu entry must start, with the data file after it.
        """
        self._look_at_entry(program)
        self._look_at_icons()
        assert self._say("gio", "info", "-a", "standard::content-type", data).endswith(f"content-type: {KIND}")
        assert self._say("xdg-mime", "query", "default", KIND) == f"{NAME}.desktop"
        return f"*.union is {KIND} and opens with {program}"

    def _look_at_entry(self, program: str) -> None:
        place = f"{self._share}/applications/{NAME}.desktop"
        said = self._say("desktop-file-validate", place)
        assert not said, said
        first = self._main(self._outside(place).read_text(encoding="utf-8"))
        assert shlex.split(first["Exec"]) == [program, "%f"], first["Exec"]
        assert first["Icon"] == NAME
        assert first["MimeType"] == f"{KIND};"
        assert first["Name[zh_CN]"]
        assert self._user.run("sh", "-c", f"command -v {shlex.quote(program)}")[0] == 0

    @staticmethod
    def _main(text: str) -> dict[str, str]:
        """The entry itself, without what a right click offers."""
        lines = text.partition("[Desktop Action")[0].splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def _look_at_icons(self) -> None:
        icons = self._outside(self._share) / "icons" / "hicolor"
        for wide in _WIDTHS:
            with Image.open(icons / f"{wide}x{wide}" / "apps" / f"{NAME}.png") as drawn:
                assert drawn.size == (wide, wide)
        assert "<svg" in (icons / "scalable" / "apps" / f"{NAME}.svg").read_text(encoding="utf-8")

    def _say(self, *words: str) -> str:
        status, told = self._user.run(*words)
        assert status == 0, (words, status, told)
        return told.strip()

    def _outside(self, place: str) -> Path:
        return self._root.folder / place.lstrip("/")
