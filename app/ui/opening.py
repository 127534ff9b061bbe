"""Opening a data file in the window: its password, who else has it, whether it can be written, and what to do then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from app.book import places, twins
from app.book.book import Book, Secret
from app.book.looks import Looks, looks
from app.domain.errors import AppError, CannotWrite, Damaged, Held, WrongPassword
from app.i18n import N_
from app.ui.errors import show_error
from app.ui.host import Host

_LOOKING = N_("{file} is open to look at: nothing in it can be changed.")
_ON_NETWORK = N_(
    "{file} lies on a network share, where two computers at once can spoil it: it is open for reading only. "
    "Save a copy on this computer to work on it."
)
_HELD = N_(
    "{file} has been open on the computer {host} (user {who}) since {since}: here it can only be looked at, and "
    "nothing in it can be changed."
)
_HELD_NEARBY = N_("{file} is open in another window: here it can only be looked at, and nothing in it can be changed.")
_A_BACKUP = N_("{file} is a backup. What you enter into it is not in your own file {original}.")
_TWINS = N_(
    "{file} is a copy of the book that you last worked on in {other}. What is entered into one is not in the other."
)


@dataclass(frozen=True, slots=True)
class Entered:
    """A book that was opened; ``why`` says why nothing in it can be changed, "" where everything can."""

    book: Book
    why: str = ""


class Opening(QObject):
    """The ways into a file; what stands in the way is said."""

    def __init__(self, window: Host) -> None:
        """Open files for ``window``."""
        super().__init__(window)
        self._w = window

    def enter(self, path: Path, secret: Secret = "", *, read_only: bool = False) -> Entered | None:
        """Open a file, asking for what is needed; None where the clerk thought better of it or it cannot be."""
        if not read_only and (original := twins.original_of(path)):
            told = self._w.say(_A_BACKUP, file=path.name, original=original.name)
            chosen = self._w.ask.choose(self._w, told, (N_("Open your own file"), N_("Look at the backup")))
            if chosen is None:
                return None
            path, read_only = (original, False) if chosen == 0 else (path, True)
        look = _look(path)
        if look in (Looks.EMPTY, Looks.TORN):
            self.show_damaged(path, secret)
            return None
        if look is Looks.SEALED and not secret:
            return self._asked(path, read_only=read_only)
        try:
            return self._entered(path, secret, read_only=read_only)
        except WrongPassword:
            return self._asked(path, read_only=read_only)  # a key that fitted the file as it was before
        except Damaged:
            self.show_damaged(path, secret)
            return None
        except AppError as error:
            show_error(self._w, self._w.speech, error)
            return None

    def _asked(self, path: Path, *, read_only: bool) -> Entered | None:
        given = self._w.ask.unlock(self._w, path, self._w.settings)
        if given is None:
            return None
        try:
            return self._entered(path, given, read_only=read_only)
        except Damaged:
            self.show_damaged(path, given)
            return None
        except AppError as error:
            show_error(self._w, self._w.speech, error)
            return None

    def show_damaged(self, path: Path, secret: Secret) -> None:
        """Show the ways on from a file that can no longer be read whole."""
        from app.ui.damaged_dialog import Damage

        Damage(self._w, path, secret).begin()

    def _entered(self, path: Path, secret: Secret, *, read_only: bool) -> Entered | None:
        why = self._w.say(_LOOKING, file=path.name)
        if not read_only:
            if not places.is_on_network(path):
                entered = self._for_work(path, secret)
                return self._not_its_twin(entered) if entered and not entered.why else entered
            why = self._w.say(_ON_NETWORK, file=path.name)
        return Entered(Book.open(path, secret, read_only=True), why)

    def _not_its_twin(self, entered: Entered) -> Entered | None:
        """Make sure that a copy is what the clerk means to work on."""
        other = self._w.settings.place_of(twins.identity(entered.book))
        if other is None or other == entered.book.path.resolve() or not other.is_file():
            return entered
        told = self._w.say(_TWINS, file=str(entered.book.path), other=str(other))
        chosen = self._w.ask.choose(self._w, told, (N_("Open the one used last"), N_("Open this one")))
        if chosen == 1:
            return entered
        secret = entered.book.secret
        entered.book.close()
        return self._for_work(other, secret) if chosen == 0 else None

    def _for_work(self, path: Path, secret: Secret) -> Entered | None:
        while True:
            try:
                return Entered(Book.open(path, secret))
            except CannotWrite as error:
                why = self._w.speech.error(error)
                break
            except Held as held:
                why = self._w.speech.error(held)
                choices = (N_("Open for reading only"), N_("Try again"))
                chosen = self._w.ask.choose(self._w, why, choices)
                if chosen is None:
                    return None
                if chosen == 0:
                    told = _HELD if held.values.get("host") else _HELD_NEARBY
                    why = self._w.say(told, **{**held.values, "file": path.name})
                    break
        return Entered(Book.open(path, secret, read_only=True), why)


def _look(path: Path) -> Looks | None:
    """What a file looks like; None where it cannot be read, which opening it will tell."""
    try:
        return looks(path) if path.suffix.lower() == ".union" else None
    except OSError:
        return None
