"""What the actions of the View menu do: turn to a tab, turn to another year."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.host import Host


class ViewVerbs(QObject):
    """One slot for each action of the View menu; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    def on_room_1(self) -> None:
        """The first tab."""
        self._turn(0)

    def on_room_2(self) -> None:
        """The second tab."""
        self._turn(1)

    def on_room_3(self) -> None:
        """The third tab."""
        self._turn(2)

    def on_room_4(self) -> None:
        """The fourth tab."""
        self._turn(3)

    def on_room_5(self) -> None:
        """The fifth tab."""
        self._turn(4)

    def on_room_6(self) -> None:
        """The sixth tab."""
        self._turn(5)

    def on_year_before(self) -> None:
        """One year back, or to all years."""
        if self._w.workplace is not None:
            self._w.workplace.turn_year(1)

    def on_year_after(self) -> None:
        """One year on."""
        if self._w.workplace is not None:
            self._w.workplace.turn_year(-1)

    def _turn(self, room: int) -> None:
        if self._w.workplace is not None:
            self._w.workplace.turn_to(room)
