"""A line of links from a record to what hangs together with it: whom it is about, and the lists that name it."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.book import related
from app.book.reader import Reader
from app.book.related import Link, Up
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.theme import COLOURS

_Found = tuple[list[Up], list[Link]]


class RelatedLine(QLabel):
    """Links with their numbers; every number is the length of the list behind it.

    ``wanted_list`` carries a ``Listing``, ``wanted_record`` (table, id).
    """

    wanted_list = Signal(object)
    wanted_record = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Hidden until a record with anything related is shown."""
        super().__init__(parent)
        self._desk = desk
        self._found: _Found = ([], [])
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setAccessibleName(desk.speech.say(N_("Related records")))
        self.linkActivated.connect(self._on_link)
        self._record: tuple[str, int] | None = None
        self._stale = False
        desk.changes.changed.connect(self._on_change)
        self.hide()

    def show_record(self, table: str, row_id: int | None) -> None:
        """Look for what hangs together with a record, and show it when it is found."""
        self._desk.seeker.forget(self)
        self._stale = False
        self._record = None if row_id is None else (table, row_id)
        if row_id is None:
            self._show(([], []))
        else:
            self._desk.seeker.ask(self, partial(_find, table, row_id), self._show)

    def look_again(self) -> None:
        """Count anew where the book has changed since."""
        if self._stale and self._record is not None:
            self.show_record(*self._record)

    def targets(self) -> list[Listing]:
        """The lists that are linked at the moment."""
        return [link.listing for link in self._found[1]]

    def _show(self, found: _Found) -> None:
        self._found = found
        speech = self._desk.speech
        texts = [f"{speech.table(up.table)} {' '.join(up.caption.split())[:20]}" for up in found[0]]
        texts += [f"{speech.records(BY_TABLE[link.table])} {link.count}" for link in found[1]]
        # The text is markup, so whatever comes from the book is escaped.
        style = f'style="color: {COLOURS["accent_dark"]}; text-decoration: none"'
        linked = [f'<a href="{at}" {style}>{escape(text).replace(" ", "&nbsp;")}</a>' for at, text in enumerate(texts)]
        self.setText(" &nbsp;·&nbsp; ".join(linked))
        self.setVisible(bool(linked))

    def _on_change(self, _change: object) -> None:
        """Count anew, at once where it can be seen."""
        self._stale = True
        parent = self.parentWidget()
        if parent is not None and parent.isVisible():
            self.look_again()

    def _on_link(self, address: str) -> None:
        at, ups = int(address), self._found[0]
        if at < len(ups):
            self.wanted_record.emit(ups[at].table, ups[at].row_id)
        else:
            self.wanted_list.emit(self._found[1][at - len(ups)].listing)


def _find(table: str, row_id: int, read: Reader) -> _Found:
    row = read.rows(table, [row_id]).get(row_id)
    return ([], []) if row is None else (related.ups(read, table, row), related.links(read, table, row_id))
