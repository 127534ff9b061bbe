"""The drafts of all forms of a window: kept together when the session ends, offered when a file is opened."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.book import typing_drafts
from app.book.typing_drafts import TypedDraft
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.drafting import FormKeeper
from app.ui.host import Host
from app.ui.workplace import DRAWERS

_CANCELLED = 30_000  # milliseconds, after which a session that has not ended by then goes on
_ON_PAGES = frozenset(table for tables in DRAWERS.values() for table in tables)


class KeptDrafts(QObject):
    """What is typed in the forms of a window and not saved."""

    def __init__(self, window: Host) -> None:
        """For the forms of ``window``, those in its dialogs too."""
        super().__init__(window)
        self._w = window
        self._on_time = QTimer(self, singleShot=True, interval=_CANCELLED)
        self._on_time.timeout.connect(self.stay)
        self._soon = QTimer(self, singleShot=True, interval=0)  # once the window is there
        self._soon.timeout.connect(self._bring_back)

    @property
    def keepers(self) -> list[FormKeeper]:
        """The keepers of the forms in which something is not saved."""
        return [one for one in self._w.findChildren(FormKeeper) if one.form.dirty]

    @property
    def leaving(self) -> bool:
        """Whether the session is ending: there is no time for anything but what must be."""
        return self._on_time.isActive()

    def keep_all(self) -> bool:
        """Keep what is typed in every form; says whether all of it is kept."""
        kept = [one.keep_now() for one in self.keepers]  # every one, also after one that could not be kept
        return all(kept)

    def leave(self) -> bool:
        """Keep everything and let the window close without a question; says whether all of it is kept."""
        kept = self.keep_all()
        for one in self._w.findChildren(FormKeeper):
            one.leaving = True
        self._on_time.start()
        return kept

    def stay(self) -> None:
        """The session did not end after all: questions are asked again."""
        self._on_time.stop()
        for one in self._w.findChildren(FormKeeper):
            one.leaving = False

    def opened(self) -> None:
        """A file was opened: look for drafts once the window is there."""
        self._soon.start()

    def _bring_back(self) -> None:
        """Open the forms of the latest draft that has a page, and of the latest that has none over it."""
        desk = self._w.desk
        if desk is None or desk.book.read_only:
            return
        waiting = typing_drafts.waiting(desk.book)
        on_page = next((one for one in waiting if one.record in _ON_PAGES), None)
        aside = next((one for one in waiting if one.record not in _ON_PAGES), None)
        shown = [on_page is not None and self._on_page(on_page), aside is not None and self._over_it(aside)]
        if any(shown):
            self._w.show_status(self._w.say(N_("What you had no time to save was found again. Check it, then save.")))

    def _on_page(self, draft: TypedDraft) -> bool:
        page = self._w.workplace.page_of(draft.record) if self._w.workplace else None
        if page is None:
            return False
        if draft.row_id is None:
            page.new()
        else:
            page.open(draft.row_id)
        if not page.shows_form or page.form.row_id != draft.row_id:
            return False
        page.form.take_up(draft)
        return True

    def _over_it(self, draft: TypedDraft) -> bool:
        from app.ui.record_dialog import open_record  # most starts find no draft

        desk = self._w.desk
        if desk is None:
            return False
        dialog = open_record(self._w, desk, BY_TABLE[draft.record], draft.row_id, draft.fixed)
        dialog.form.take_up(draft)
        return True
