"""The draft of one form: what is being typed is kept in the data file a moment after the last key."""

from __future__ import annotations

import logging
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from app.book import typing_drafts
from app.book.typing_drafts import TypedDraft
from app.domain.errors import AppError
from app.domain.fields import RecordType
from app.ui.desk import Desk

_PAUSE = 1500  # milliseconds without a key, after which what was typed is kept
_LONGEST = 4000  # milliseconds after the first key that is not kept, however fast the typing goes on
_AGAIN = 250  # milliseconds until the next try, where something else is at work on the file

_log = logging.getLogger("app.ui.drafting")


class DraftedForm(Protocol):
    """A form whose input is kept."""

    record: RecordType

    @property
    def dirty(self) -> bool:
        """Whether anything typed is not saved."""

    def draft(self) -> TypedDraft:
        """What was typed and is not saved."""


class FormKeeper(QObject):
    """Keeps the draft of one form; the window finds all keepers among its children."""

    def __init__(self, desk: Desk, form: DraftedForm, parent: QObject) -> None:
        """``parent`` is the form itself."""
        super().__init__(parent)
        self._desk = desk
        self.form = form
        self.draft_id: int | None = None
        self.kept = True  # whether all that was typed so far is in the draft
        self.leaving = False  # the session ends: nobody is asked, and the draft stays
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._try)
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST)
        self._longest.timeout.connect(self._try)

    def touch(self) -> None:
        """Something was typed."""
        self.kept = False
        self._pause.start(_PAUSE)
        if not self._longest.isActive():
            self._longest.start()

    def adopt(self, draft: TypedDraft) -> None:
        """The form was filled from a draft; it goes when the form is saved or given up."""
        self._rest()
        self.draft_id, self.kept = draft.id, True

    def drop(self) -> None:
        """What was typed is saved, or not wanted any more."""
        self._rest()
        if self.leaving:
            return
        draft_id, self.draft_id, self.kept = self.draft_id, None, True
        if draft_id is not None:
            try:
                self._desk.book.drop_draft(draft_id)
            except AppError as error:  # it is offered once more, which harms less than a question about it now
                _log.warning("a draft could not be dropped: %s", error)

    def hand_over(self) -> int | None:
        """The draft's id, for the transaction that saves the record and takes the draft with it."""
        self._rest()
        draft_id, self.draft_id, self.kept = self.draft_id, None, True
        return draft_id

    def take_back(self, draft_id: int | None) -> None:
        """The record was not saved: its input is a draft as before, and may have changed since."""
        self.draft_id = draft_id
        self.touch()

    def make_sure(self, draft_id: int | None) -> None:
        """A save that found nothing to change had no transaction for the draft to go with."""
        if draft_id is not None and any(row["id"] == draft_id for row in self._desk.book.drafts()):
            self.draft_id = draft_id
            self.drop()

    def keep_now(self) -> bool:
        """Keep what is typed at once; says whether all of it is kept."""
        self._rest()
        if self.kept or not self.form.dirty:
            return True
        if self._desk.jobs.busy:  # it may be writing on the same connection
            self._pause.start(_AGAIN)
            return False
        draft = self.form.draft()
        try:
            found = typing_drafts.keep(self._desk.book, draft)
        except AppError as error:
            # The clerk is told when she saves: nothing is lost as long as the program runs.
            _log.warning("a draft could not be kept: %s", error)
            return False
        if found is not None:
            self.draft_id, self.kept = found, True
        return self.kept

    def _rest(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _try(self) -> None:
        """Keep the draft, unless a job or a search is at work on the file: then a little later."""
        if self._desk.jobs.busy or self._desk.seeker.busy:
            self._pause.start(_AGAIN)
        else:
            self.keep_now()
