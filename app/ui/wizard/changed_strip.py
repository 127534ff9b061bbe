"""The strip over the text: own words whose records have changed since, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.documents.wording import Changed
from app.i18n import N_
from app.ui.speech import Speech
from app.ui.widgets import button, label, tight

_SHOWN = 40  # characters of the words


class ChangedStrip(QFrame):
    """Shows one change at a time. ``known``, ``renewed`` and ``shown`` carry its ``Changed``."""

    known = Signal(object)
    renewed = Signal(object)
    shown = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        """Hidden until something has changed."""
        super().__init__(parent)
        self.setObjectName("changed")
        self._say = speech.say
        self._changes: tuple[Changed, ...] = ()
        self._at = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.sentence = label("", "notice", wrap=True)
        row.addWidget(self.sentence, 1)
        self.ok = tight(button(self._say(N_("I know")), self._on_known, "quiet", "tick"))
        self.ok.setToolTip(self._say(N_("Keep your words with the new figures.")))
        self.new = tight(button(self._say(N_("New text")), self._on_renewed, "quiet", "redo"))
        self.show_it = tight(button("", self._on_shown, "quiet", "eye"))
        self.show_it.setToolTip(self._say(N_("Show me")))
        self.show_it.setAccessibleName(self._say(N_("Show me")))
        self.next = tight(button("", self._on_next, "quiet", "right"))
        for one in (self.ok, self.new, self.show_it):
            row.addWidget(one)
        row.addWidget(self.next)
        self.hide()

    def show_changes(self, changes: Sequence[Changed]) -> None:
        """Show these; with none of them the strip goes."""
        self._changes = tuple(changes)
        self._at = min(self._at, max(0, len(changes) - 1))
        self.setVisible(bool(changes))
        if changes:
            self._tell()

    def _tell(self) -> None:
        changed = self._changes[self._at]
        self.sentence.setText(self.words_of(changed))
        self.sentence.setToolTip(changed.tells)
        gone = not changed.tells
        self.show_it.setVisible(not gone)
        self.new.setVisible(not gone)
        self.next.setVisible(len(self._changes) > 1)
        text = self._say(N_("Next ({number} of {count})"), number=self._at + 1, count=len(self._changes))
        self.next.setText(text)
        self.next.setAccessibleName(text)

    def words_of(self, changed: Changed) -> str:
        """The sentence about one change."""
        text = changed.told[:_SHOWN] + ("…" if len(changed.told) > _SHOWN else "")
        if not changed.tells:
            return self._say(
                N_("The records of “{text}” are gone; your words for it are no longer printed."), text=text
            )
        if changed.figures:
            pairs = "；".join(f"{before} → {after}" for before, after in changed.figures)
            if changed.typed:
                return self._say(N_("Figures have changed: {pairs}. Your words still say the old one."), pairs=pairs)
            return self._say(N_("Figures have changed: {pairs}"), pairs=pairs)
        return self._say(N_("The records of “{text}” have changed; look whether your words still fit."), text=text)

    def _on_known(self) -> None:
        self.known.emit(self._changes[self._at])

    def _on_renewed(self) -> None:
        self.renewed.emit(self._changes[self._at])

    def _on_shown(self) -> None:
        self.shown.emit(self._changes[self._at])

    def _on_next(self) -> None:
        self._at = (self._at + 1) % len(self._changes)
        self._tell()
