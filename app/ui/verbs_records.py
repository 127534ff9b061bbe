"""What the actions on single records do: new, save, delete, on to the next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from app.ui.host import Host
from app.ui.record_page import RecordPage


class RecordVerbs(QObject):
    """One slot for each action on records; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    def on_new(self) -> None:
        """Begin a new record of the page on show, else a new aid entry."""
        page = self._page()
        if page is not None:
            page.new()
        else:
            self._new("entry")

    def on_new_entry(self) -> None:
        """Begin a new aid entry, for the member chosen where one is."""
        page, desk = self._page(), self._w.desk
        chosen = page.table.selected_ids() if page is not None and page.record.table == "member" else []
        self._new("entry", for_member(desk.read.row("member", chosen[0])) if desk and len(chosen) == 1 else None)

    def on_new_activity(self) -> None:
        """Begin a new activity."""
        self._new("activity")

    def on_save(self) -> None:
        """Save the form on show."""
        page = self._page()
        if page is not None and page.shows_form:
            page.form.save()

    def on_save_and_new(self) -> None:
        """Save the form on show and go on with the next record."""
        page = self._page()
        if page is not None and page.shows_form:
            page.form.save_and_new()

    def on_delete(self) -> None:
        """Delete the selection."""
        page = self._page()
        if page is not None:
            page.delete()

    def on_next(self) -> None:
        """The next record of the table."""
        self._step(1)

    def on_previous(self) -> None:
        """The record before."""
        self._step(-1)

    # ------------------------------------------------------------------------------------------- pieces

    def _page(self) -> RecordPage | None:
        return self._w.workplace.record_page() if self._w.workplace else None

    def _new(self, table: str, values: dict[str, Any] | None = None) -> None:
        page = self._w.workplace.page_of(table) if self._w.workplace else None
        if page is not None:
            page.new(values)

    def _step(self, by: int) -> None:
        page = self._page()
        if page is not None and page.may_leave():
            page.step(by)


def for_member(row: dict[str, Any]) -> dict[str, Any]:
    """What an aid entry for one member starts with."""
    return {
        "target": row["name"], "target_kind": "会员", "member_id": row["id"], "unit_id": row["unit_id"],
        "persons": "1", "person_times": "1",
    }  # fmt: skip
