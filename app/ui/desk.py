"""The desk: what every page works with, and the few wishes a page can send to the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from app.book.book import Book
from app.book.reader import Reader
from app.domain.listing import Listing
from app.i18n import Language
from app.settings import Settings
from app.ui.ask import Ask
from app.ui.changes import Changes
from app.ui.jobs import Jobs
from app.ui.seeker import Seeker
from app.ui.speech import Speech


class Desk(QObject):
    """An open book with the language, settings, questions and worker of the window, handed to every page.

    ``wish_record`` carries (table, id): open that record. ``wish_list`` carries a ``Listing``: show those
    records. ``wish_history`` carries (table, id): show what was changed in that record. ``wish`` carries the name
    of one of the window's actions, ``say_short`` a sentence for the status line. ``writable`` says that a book that
    could only be read can be changed now.
    """

    year_changed = Signal(object)
    wish_record = Signal(str, object)
    wish_list = Signal(object)
    wish_history = Signal(str, object)
    wish = Signal(str)
    say_short = Signal(str)
    writable = Signal()

    def __init__(
        self, book: Book, language: Language, settings: Settings, ask: Ask, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        """Lay an open book on the desk."""
        super().__init__(parent)
        self.book = book
        self.speech = Speech(language)
        self.language = language
        self.settings = settings
        self.ask = ask
        self.jobs = jobs
        self.changes = Changes(book, self)
        self.seeker = Seeker(book, jobs, self)
        self.actions: dict[str, QAction] = {}  # the window's, by name, for the menus of pages
        self.revealed: set[tuple[str, int]] = set()  # the records of which whole numbers were shown
        self._year: int | None = book.read.current_year()

    @property
    def read(self) -> Reader:
        """Questions to the open book."""
        return self.book.read

    @property
    def year(self) -> int | None:
        """The year on show; None shows all years."""
        return self._year

    @property
    def work_year(self) -> int:
        """The year that new records and papers are for."""
        return self._year or self.book.read.current_year()

    def set_year(self, year: int | None) -> None:
        """Show another year, or with None all of them."""
        if year != self._year:
            self._year = year
            self.year_changed.emit(year)

    def open_record(self, table: str, row_id: int) -> None:
        """Ask the window to open one record."""
        self.wish_record.emit(table, row_id)

    def show_list(self, listing: Listing) -> None:
        """Ask the window to show the records of a listing."""
        self.wish_list.emit(listing)

    def clear(self) -> None:
        """Stop listening and close the book."""
        self.changes.stop()
        self.seeker.stop()
        self.book.close()
