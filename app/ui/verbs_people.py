"""What is done with chosen members: gifts, birthdays, activities, nominations, and what became of one of them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.i18n import N_
from app.ui.host import Host


class PeopleVerbs(QObject):
    """One slot for each action on members; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    def on_gift(self) -> None:
        """Record one gift for many: those chosen in the table, or whoever is ticked then."""
        self._give(self._members() or None, "festival")

    def on_birthdays(self) -> None:
        """See who has a birthday this month and record the gifts."""
        self._give(None, "birthday")

    def on_birthdays_next(self) -> None:
        """See who has a birthday next month and record the gifts."""
        self._give(None, "birthday-next")

    def on_participants(self) -> None:
        """Put the chosen members on the list of an activity."""
        from app.ui.participants_dialog import ParticipantsDialog

        chosen, desk = self._some_members(), self._w.desk
        if chosen and desk is not None:
            ParticipantsDialog(self._w, desk, chosen).open()

    def on_nominate(self) -> None:
        """Nominate the chosen members for an award."""
        from app.ui.award_nominate import AwardNominateDialog

        chosen, desk = self._some_members(), self._w.desk
        if chosen and desk is not None:
            AwardNominateDialog(self._w, desk, chosen).open()

    def on_move(self) -> None:
        """Move the chosen members to another unit."""
        from app.ui.people_dialogs import MoveDialog

        chosen, desk = self._some_members(), self._w.desk
        if chosen and desk is not None:
            MoveDialog(self._w, desk, chosen).open()

    def on_membership_event(self) -> None:
        """Say what has become of a member."""
        from app.ui.event_dialog import EventDialog

        ids, desk = self._members(), self._w.desk
        if desk is None or len(ids) != 1:
            self._w.show_status(self._w.say(N_("Choose one member in the table first.")))
        elif self._w.may_leave():
            EventDialog(self._w, desk, ids[0]).open()

    def _give(self, ids: list[int] | None, occasion: str) -> None:
        from app.ui.gift_dialog import GiftDialog

        if self._w.desk is not None and self._w.may_leave():
            dialog = GiftDialog(self._w, self._w.desk, ids, occasion)
            dialog.given.connect(self._on_given)
            dialog.open()

    def _on_given(self, entries: tuple[int, ...]) -> None:
        """Show what was recorded, so that its sign-off sheet is one click away."""
        if self._w.workplace is not None and self._w.desk is not None and len(entries) == 1:
            self._w.workplace.open_record("entry", entries[0])

    def _some_members(self) -> list[int]:
        """The members chosen in the table on show; where there are none the clerk is told."""
        chosen = self._members() if self._w.may_leave() else []
        if not chosen:
            self._w.show_status(self._w.say(N_("Choose members in the members' table first.")))
        return chosen

    def _members(self) -> list[int]:
        """The members chosen in the table on show."""
        page = self._w.workplace.record_page() if self._w.workplace else None
        if page is None or page.record.table != "member":
            return []
        return page.table.selected_ids()
