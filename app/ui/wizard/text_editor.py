"""The editor under the summary: one passage, heading or paragraph, its figures as chips."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.domain.summary_choices import HEADING, OWN, Body, Held
from app.i18n import N_
from app.summaries import Made
from app.ui.one_line import OneLine
from app.ui.speech import Speech
from app.ui.widgets import button, tight
from app.ui.wizard.chips import ChipEdit
from app.ui.wizard.places import TITLE, chapter_of, figures_at, words_at

_LINES = (3, 6)  # of text without scrolling, on a low screen and on a high one
_ROUND = 18  # pixels around the text
NEW = "new:"  # a paragraph that is not there yet: new:<chapter>


class TextEditor(QFrame):
    """Edits what stands at one place of a summary.

    ``kept`` carries (place, body), ``dropped`` and ``left_out`` the place, ``given_up`` nothing, ``turned`` how many
    parts of the text to go on (1 or -1).
    """

    kept = Signal(str, object)
    dropped = Signal(str)
    left_out = Signal(str)
    given_up = Signal()
    turned = Signal(int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        """Shows nothing until ``edit``."""
        super().__init__(parent)
        self.setObjectName("panel")
        self._say = speech.say
        self.place = ""
        self._before: Body = ()
        self._held: tuple[Held, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(0)
        self._head = OneLine("muted")
        head.addWidget(self._head, 1)
        self.before = self._arrow("up", N_("The part before (Alt+Up)"), self._on_before, "Alt+Up")
        self.after = self._arrow("down", N_("The next part (Alt+Down)"), self._on_after, "Alt+Down")
        head.addWidget(self.before)
        head.addWidget(self.after)
        column.addLayout(head)
        self.text = ChipEdit()
        self.text.setAccessibleName(self._say(N_("Words to change")))
        least, most = (self.text.fontMetrics().lineSpacing() * lines + _ROUND for lines in _LINES)
        self.text.setMinimumHeight(least)
        self.text.setMaximumHeight(most)
        self.text.kept.connect(self.keep)
        self.text.given_up.connect(self.given_up)
        column.addWidget(self.text)
        column.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.figures = tight(button(self._say(N_("Figure…")), self._open_figures, "quiet", "new"))
        self.back = tight(button(self._say(N_("Original")), self._drop, "quiet", "undo"))
        self.out = tight(button(self._say(N_("Leave out")), self._leave_out, "quiet", "delete"))
        for one in (self.figures, self.back, self.out):
            row.addWidget(one)
        row.addStretch(1)
        cancel = tight(button(self._say(N_("Cancel")), self.given_up.emit))
        cancel.setToolTip(self._say(N_("Give up (Esc)")))
        row.addWidget(cancel)
        keep = tight(button(self._say(N_("Keep words")), self.keep, "primary"))
        keep.setToolTip(self._say(N_("Keep these words (Ctrl+Enter)")))
        row.addWidget(keep)
        return row

    def _arrow(self, picture: str, text: str, slot: Callable[[], None], keys: str) -> QPushButton:
        made = tight(button("", slot, "quiet", picture))
        made.setToolTip(self._say(text))
        made.setAccessibleName(self._say(text))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def edit(self, made: Made, place: str) -> None:
        """Show the words of a place."""
        self.place = place
        self._head.put(self._title(made, place))
        self._before = () if place.startswith(NEW) else words_at(made, place)
        self._held = figures_at(made, place)
        self.text.set_body(self._before, self._held)
        self.figures.setVisible(bool(self._held))
        own = place in made.draft.choices.words or (place == TITLE and bool(made.draft.choices.title))
        self.back.setVisible(own and not place.startswith(OWN))
        self.out.setVisible(place != TITLE and not place.startswith((HEADING, NEW)))
        self.show()
        self.text.setFocus()

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.isVisible() and self.text.body() != self._before

    def keep(self) -> None:
        """Keep what stands here; nothing happens where nothing was changed."""
        if self.text.body() == self._before:
            self.given_up.emit()
        else:
            self.kept.emit(self.place, self.text.body())

    def _title(self, made: Made, place: str) -> str:
        chapter = chapter_of(made, place.replace(NEW, OWN, 1) + ":0" if place.startswith(NEW) else place)
        name = chapter.heading if chapter else ""
        if place == TITLE:
            return self._say(N_("The title"))
        if place.startswith(HEADING):
            return self._say(N_("The heading “{name}”"), name=name)
        if place.startswith((OWN, NEW)):
            return (
                self._say(N_("A paragraph of your own in “{name}”"), name=name)
                if name
                else self._say(N_("A paragraph of your own"))
            )
        return self._say(N_("Change these words; the figures stay linked to their records."))

    def _on_before(self) -> None:
        self.turned.emit(-1)

    def _on_after(self) -> None:
        self.turned.emit(1)

    def _open_figures(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for held in self._held:
            menu.addAction(f"{held.text}    {held.name}").setData(held)
        menu.triggered.connect(self._on_figure)
        menu.popup(self.figures.mapToGlobal(self.figures.rect().topLeft()))

    def _on_figure(self, action: QAction) -> None:
        self.text.insert_held(action.data())

    def _drop(self) -> None:
        self.dropped.emit(self.place)

    def _leave_out(self) -> None:
        self.left_out.emit(self.place)
