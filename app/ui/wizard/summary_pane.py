"""The summary with all that is done to its words: the text, its pages, the editor below and what has changed above."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.documents.wording import Changed
from app.domain.errors import AppError
from app.domain.summary_choices import HEADING, OWN, Body, plain
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.preview import PaperPreview
from app.ui.widgets import label
from app.ui.wizard.changed_strip import ChangedStrip
from app.ui.wizard.maker import Maker, Told
from app.ui.wizard.page_period import NOTHING
from app.ui.wizard.places import TITLE, told_at, words_at
from app.ui.wizard.summary_view import ADD, DROP, EDIT, LEAVE_OUT, SummaryView
from app.ui.wizard.text_editor import NEW, TextEditor

TEXT, PAGES = range(2)


class SummaryPane(QWidget):
    """Shows what a maker makes; ``figure`` carries the ``TracedFigure`` that was clicked."""

    figure = Signal(object)

    def __init__(self, desk: Desk, maker: Maker, parent: QWidget | None = None) -> None:
        """Shows the summary as soon as it is made."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.maker = maker
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._build_switch())
        self._wait = label(self._say(N_("The summary is being written …")), "muted", wrap=True)
        head.addWidget(self._wait, 1)
        column.addLayout(head)
        self._nothing = label(self._say(NOTHING), "notice", wrap=True)
        self._nothing.hide()
        column.addWidget(self._nothing)
        self.strip = ChangedStrip(desk.speech)
        self.strip.known.connect(self._on_known)
        self.strip.renewed.connect(self._on_renewed)
        self.strip.shown.connect(self._on_shown)
        column.addWidget(self.strip)
        self.text = SummaryView(desk.speech)
        self.text.figure.connect(self.figure)
        self.text.wish.connect(self.wish)
        self.pages = PaperPreview(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.pages)
        column.addWidget(self._stack, 3)
        self.editor = TextEditor(desk.speech)
        self.editor.hide()
        self.editor.kept.connect(self._on_kept)
        self.editor.dropped.connect(self._on_dropped)
        self.editor.left_out.connect(self._on_left_out)
        self.editor.turned.connect(self.turn)
        self.editor.given_up.connect(self.close_editor)
        column.addWidget(self.editor, 1)
        self._late: Told | None = None
        maker.made.connect(self.show_told)
        maker.failed.connect(self._on_failed)
        desk.year_changed.connect(self._on_year)
        if maker.told is not None:
            self.show_told(maker.told)

    def _build_switch(self) -> QTabBar:
        self.switch = QTabBar()
        self.switch.setObjectName("switch")
        self.switch.setDrawBase(False)
        self.switch.setExpanding(False)
        self.switch.setAccessibleName(self._say(N_("Text or pages")))
        self.switch.addTab(self._say(N_("Text with figures")))
        self.switch.addTab(self._say(N_("Pages")))
        self.switch.currentChanged.connect(self._on_switch)
        return self.switch

    # ------------------------------------------------------------------------------------------- showing

    def show_told(self, told: Told) -> None:
        """Show a summary just made, as soon as it can be seen."""
        self._late = None if self.isVisible() else told
        if self._late is not None:
            return
        self._wait.hide()
        self._nothing.setVisible(told.made.facts.empty)
        self.text.show_told(told)
        self.strip.show_changes(told.made.worded.changed)
        self.pages.set_document(told.paper.document)
        if self._stack.currentIndex() == PAGES:
            self.pages.draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was made meanwhile."""
        super().showEvent(event)
        if self._late is not None:
            self.show_told(self._late)

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost; what is typed is kept first."""
        if self.editor.changed:
            self.editor.keep()
        if self.editor.changed:
            return False  # it could not be kept, and the clerk was told why
        self.close_editor()
        return True

    def edit(self, place: str) -> None:
        """Open the editor for a place; what was typed for another is kept first."""
        if self.maker.told is None or not self.may_leave():
            return
        self.switch.setCurrentIndex(TEXT)
        self.editor.edit(self.maker.told.made, place)
        self.text.mark_edited(place)

    def turn(self, by: int) -> None:
        """Go on to the part of the text before or after; what was typed is kept."""
        places = [spot.place for spot in self.maker.told.spots] if self.maker.told else []
        at = places.index(self.editor.place) + by if self.editor.place in places else -1
        if 0 <= at < len(places):
            self.edit(places[at])

    def close_editor(self) -> None:
        """Put the editor away; what is typed in it is given up."""
        if self.editor.isVisible():
            self.editor.hide()
            self.text.mark_edited("")
            self.text.setFocus()

    def wish(self, what: str, place: str) -> None:
        """Do what was wished for a part of the text."""
        if what == EDIT:
            self.edit(place)
        elif what == ADD:
            self.edit(NEW + place)
        elif what == LEAVE_OUT:
            self._on_left_out(place)
        elif what == DROP:
            self._on_dropped(place)

    # ------------------------------------------------------------------------------------------- what happens

    def _on_failed(self, error: object) -> None:
        """Where there is no text yet, say why."""
        if isinstance(error, AppError):
            self._wait.setText(self._desk.speech.error(error))

    def _on_year(self, _year: object) -> None:
        """What is being typed belongs to the year before and must not come into this one."""
        self.close_editor()

    def _on_switch(self, index: int) -> None:
        if index == PAGES and not self.may_leave():
            self.switch.setCurrentIndex(TEXT)
            return
        self._stack.setCurrentIndex(index)
        if index == PAGES:
            self.pages.draw()

    def _on_kept(self, place: str, body: Body) -> None:
        told = self.maker.told
        if told is not None and self._keep(told, place, body):
            self.close_editor()

    def _keep(self, told: Told, place: str, body: Body) -> bool:
        if place.startswith(NEW):
            return self.maker.add_words(place.removeprefix(NEW), plain(body)) if plain(body).strip() else True
        if place == TITLE:
            return self.maker.choose(title=plain(body).strip())
        if not plain(body).strip():
            return self._leave_out(place)
        return self.maker.write_words(place, body, told_at(told.made, place))

    def _leave_out(self, place: str) -> bool:
        """Own paragraphs go for good, headings go back to the program's, a passage is no longer ticked."""
        own = place in self.maker.draft.choices.words
        if place.startswith(HEADING):
            return self.maker.drop_words(place) if own else True
        if place.startswith(OWN) or (own and not told_at_now(self.maker, place)):
            return self.maker.drop_words(place)
        return self.maker.leave_out(place)

    def _on_dropped(self, place: str) -> None:
        worked = self.maker.choose(title="") if place == TITLE else self.maker.drop_words(place)
        if worked:
            self.close_editor()

    def _on_left_out(self, place: str) -> None:
        if self._leave_out(place):
            self.close_editor()

    def _on_known(self, changed: Changed) -> None:
        told = self.maker.told
        if told is None:
            return
        if changed.tells:
            self.maker.write_words(changed.key, words_at(told.made, changed.key), changed.tells)
        else:
            self.maker.drop_words(changed.key)

    def _on_renewed(self, changed: Changed) -> None:
        self.maker.drop_words(changed.key)

    def _on_shown(self, changed: Changed) -> None:
        self.switch.setCurrentIndex(TEXT)
        self.text.mark_edited(changed.key)


def told_at_now(maker: Maker, place: str) -> str:
    """What the program itself says at a place in the summary made last."""
    return told_at(maker.told.made, place) if maker.told else ""
