"""The summary on screen: figures marked and leading to their records, every part of the text ready to be changed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextBrowser, QTextEdit, QToolButton, QWidget

from app.documents.compose import TracedFigure
from app.domain.summary_choices import HEADING, OWN
from app.i18n import N_
from app.ui.icons import icon
from app.ui.paper_view import BLOCK, LINK, to_html
from app.ui.speech import Speech
from app.ui.theme import colour
from app.ui.wizard.maker import Told
from app.ui.wizard.places import TITLE, Spot

EDIT, LEAVE_OUT, ADD, DROP = "edit", "leave_out", "add", "drop"
_PENCIL = 22  # pixels
_LEAST = 64  # pixels of height: two lines beside the editor on a low screen
_MARGINS = (24, 48)  # pixels beside the text in a narrow and in a wide window
_WORDS = {
    EDIT: (N_("Change these words"), "edit"),
    LEAVE_OUT: (N_("Leave it out"), "delete"),
    ADD: (N_("Add a paragraph here"), "new"),
    DROP: (N_("The program's words"), "undo"),
}


class SummaryView(QTextBrowser):
    """Shows what a ``Told`` says. ``figure`` carries a ``TracedFigure``, ``wish`` (what, place) of the text."""

    figure = Signal(object)
    wish = Signal(str, str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        """Empty until ``show_told``."""
        super().__init__(parent)
        self._say = speech.say
        self._told: Told | None = None
        self._numbers: dict[int, int] = {}  # Qt's block number → place in the document
        self._blocks: dict[int, int] = {}  # the other way round
        self._spot: Spot | None = None
        self._edited = ""
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setMouseTracking(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self.setAccessibleName(self._say(N_("The summary")))
        self.setAccessibleDescription(self._say(N_("Double-click a sentence, or press F2 on it, to change its words.")))
        self.setMinimumHeight(_LEAST)
        self.anchorClicked.connect(self._on_link)
        self._pencil = self._build_pencil()

    def _build_pencil(self) -> QToolButton:
        made = QToolButton(self.viewport())
        made.setIcon(icon("edit", "accent"))
        made.setIconSize(QSize(16, 16))
        made.setFixedSize(_PENCIL, _PENCIL)
        made.setToolTip(self._say(N_("Change these words (F2, or double-click)")))
        made.setAccessibleName(self._say(N_("Change these words")))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(self._on_pencil)
        made.hide()
        return made

    # ------------------------------------------------------------------------------------------- showing

    def show_told(self, told: Told) -> None:
        """Show a summary; the place in view stays."""
        self._told = told
        bar = self.verticalScrollBar()
        at = bar.value()
        self._spot = None
        self._pencil.hide()
        self.setHtml(to_html(told.paper.document))
        self._look_through()
        self._mark_passages()
        bar.setValue(at)

    def mark_edited(self, place: str) -> None:
        """Mark the part that is being changed, and bring it into view; "" takes the mark away."""
        self._edited = place
        self._mark_passages()
        spot = self._told.spot(place) if self._told and place else None
        if spot is not None:
            self.setTextCursor(self._cursor(spot, whole=False))
            self.ensureCursorVisible()

    def go_to(self, spot: Spot) -> None:
        """Bring a part to the top of the view."""
        top = self.cursorRect(self._cursor(spot, whole=False)).top()
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top)

    def _look_through(self) -> None:
        """Find which of Qt's blocks is which of the paper's, and mark the figures."""
        figures = {one.id: one for one in self._told.paper.figures} if self._told else {}
        self._numbers = {}
        painter = QTextCursor(self.document())
        painter.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            for start, length, form in _fragments(block):
                for name in form.anchorNames():
                    if name.startswith(BLOCK):
                        self._numbers[block.blockNumber()] = int(name.removeprefix(BLOCK))
                found = figures.get(form.anchorHref().removeprefix(LINK))
                if found is not None:
                    painter.setPosition(start)
                    painter.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
                    painter.mergeCharFormat(self._marked(found))
            block = block.next()
        painter.endEditBlock()
        self._blocks = {place: number for number, place in self._numbers.items()}

    def _marked(self, figure: TracedFigure) -> QTextCharFormat:
        """A figure: dotted below, and how it was counted where the mouse rests on it."""
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(colour("accent"))
        form.setToolTip(self._say(N_("{definition} · {count} records"), definition=figure.definition,
                                  count=len(figure.rows)))  # fmt: skip
        return form

    def _mark_passages(self) -> None:
        """Own words whose records changed stand on yellow, what is being changed on green."""
        if self._told is None:
            return
        found = []
        changed = {one.key for one in self._told.made.worded.changed}
        for spot in self._told.spots:
            shade = "accent_soft" if spot.place == self._edited else "warn_soft" if spot.place in changed else ""
            if shade and spot.block in self._blocks:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = self._cursor(spot, whole=True)  # type: ignore[attr-defined]
                mark.format.setBackground(colour(shade))  # type: ignore[attr-defined]
                found.append(mark)
        self.setExtraSelections(found)

    def _cursor(self, spot: Spot, *, whole: bool) -> QTextCursor:
        cursor = QTextCursor(self.document())
        block = self.document().findBlockByNumber(self._blocks.get(spot.block, 0))
        cursor.setPosition(min(block.position() + spot.start, block.position() + block.length() - 1))
        if whole:
            end = min(block.position() + spot.end, block.position() + block.length() - 1)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide window has wide margins; what is being changed stays in view."""
        margin = min(max(_MARGINS[0], event.size().width() // 18), _MARGINS[1])
        if margin != self.document().documentMargin():
            self.document().setDocumentMargin(margin)
        super().resizeEvent(event)
        if self._edited:
            self.ensureCursorVisible()

    # ------------------------------------------------------------------------------------------- pointing

    def spot_at(self, cursor: QTextCursor) -> Spot | None:
        """The part of the text that a cursor stands in."""
        place = self._numbers.get(cursor.block().blockNumber())
        if place is None or self._told is None:
            return None
        at = cursor.positionInBlock()
        inside = [spot for spot in self._told.spots if spot.block == place]
        return next((spot for spot in inside if spot.start <= at < spot.end), inside[-1] if inside else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pencil comes up beside what can be changed."""
        super().mouseMoveEvent(event)
        spot = self.spot_at(self.cursorForPosition(event.position().toPoint()))
        if spot != self._spot:
            self._spot = spot
            self._pencil.setVisible(spot is not None)
        if spot is not None:
            top = self.cursorRect(self._cursor(spot, whole=False)).top()
            self._pencil.move(QPoint(1, max(0, top)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change what was pointed at."""
        spot = self.spot_at(self.cursorForPosition(event.position().toPoint()))
        if spot is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.wish.emit(EDIT, spot.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 changes what the cursor stands in."""
        spot = self.spot_at(self.textCursor()) if event.key() == Qt.Key.Key_F2 else None
        if spot is None:
            super().keyPressEvent(event)
        else:
            self.wish.emit(EDIT, spot.place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the part pointed at."""
        spot = self.spot_at(self.cursorForPosition(event.pos()))
        menu = self.menu_for(spot)
        if menu.isEmpty():
            super().contextMenuEvent(event)
        else:
            menu.popup(event.globalPos())

    def menu_for(self, spot: Spot | None) -> QMenu:
        """The menu of a part of the text."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for what in self._offers(spot):
            words, picture = _WORDS[what]
            action = menu.addAction(icon(picture), self._say(words))
            action.setData((what, spot.chapter if what == ADD and spot else spot.place if spot else ""))
        menu.triggered.connect(self._on_menu)
        if self.textCursor().hasSelection():
            menu.addAction(self._say(N_("Copy")), self.copy)
        return menu

    def _offers(self, spot: Spot | None) -> list[str]:
        if spot is None or self._told is None:
            return []
        own = spot.place in self._told.made.draft.choices.words and not spot.place.startswith(OWN)
        whole = spot.place == TITLE or spot.place.startswith(HEADING)
        return [EDIT, *([] if whole else [LEAVE_OUT]), *([DROP] if own else []), *([ADD] if spot.chapter else [])]

    def _on_menu(self, action: QAction) -> None:
        if action.data():
            self.wish.emit(*action.data())

    def _on_pencil(self) -> None:
        if self._spot is not None:
            self.wish.emit(EDIT, self._spot.place)

    def _on_link(self, url: QUrl) -> None:
        name = url.toString().removeprefix(LINK)
        found = next((one for one in self._told.paper.figures if one.id == name), None) if self._told else None
        if found is not None:
            self.figure.emit(found)


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Where the pieces of a block stand and how they look, gathered before anything is changed."""
    found = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        at += 1
    return found
