"""A page of the help as it is read: roomy lines, names of buttons set apart, pictures no wider than the window."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from app import paths
from app.documents.manual_pages import HelpPage
from app.ui.theme import colour

_NAMED = re.compile("「[^」]+」")
_LINE_HEIGHT = 145  # percent: Chinese text set tight is tiring to read
_MARGIN = 18


class HelpText(QTextBrowser):
    """Shows one page; ``turned`` carries the name of the page a link leads to."""

    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until ``show_page``."""
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setSearchPaths([str(paths.HELP)])
        self.document().setDocumentMargin(_MARGIN)
        # A bar that came and went would change the room while the pictures are being fitted into it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.anchorClicked.connect(self._on_link)
        self._room = 0
        self._shown: tuple[HelpPage, str] | None = None

    def show_page(self, page: HelpPage, words: str = "") -> None:
        """Show a page from its top, or from the first of ``words`` found on it."""
        self._shown = (page, words)
        self.document().setDefaultFont(self.font())
        self.setMarkdown(f"# {page.title}\n\n{page.text}")
        self._dress()
        self._room = 0
        self._fit()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark(words)

    # ------------------------------------------------------------------------------------------- looks

    def _dress(self) -> None:
        points = self.font().pointSizeF()
        block = self.document().begin()
        while block.isValid():
            self._dress_block(block, points)
            for found in _NAMED.finditer(block.text()):
                self._dress_name(block.position() + found.start(), block.position() + found.end())
            block = block.next()

    def _dress_block(self, block: QTextBlock, points: float) -> None:
        shape = block.blockFormat()
        level = shape.headingLevel()
        if "\ufffc" not in block.text():  # a picture would get half its height again as a gap
            shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin({0: 0.0, 1: 0.0}.get(level, points))
        shape.setBottomMargin(points * (0.7 if not block.textList() else 0.3))
        cursor = QTextCursor(block)
        cursor.setBlockFormat(shape)
        if level:
            form = QTextCharFormat()
            # Markdown's own steps are far apart: a title one step above the text, the rest as large as it and bold.
            form.setProperty(QTextFormat.Property.FontSizeAdjustment, 1 if level == 1 else 0)
            form.setFontWeight(QFont.Weight.Bold)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(form)

    def _dress_name(self, start: int, end: int) -> None:
        form = QTextCharFormat()
        form.setForeground(colour("accent_dark"))
        form.setFontWeight(QFont.Weight.Bold)
        self._between(start, end).mergeCharFormat(form)

    def _between(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text when the clerk changes it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._shown is not None:
            self.show_page(*self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pictures within the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width() - 2 * _MARGIN - 8
        if room == self._room or room < 1:
            return
        self._room = room
        block = self.document().begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                piece = pieces.fragment()
                if piece.charFormat().isImageFormat():
                    self._fit_picture(piece.position(), room)
                pieces += 1
            block = block.next()

    def _fit_picture(self, position: int, room: int) -> None:
        cursor = self._between(position, position + 1)
        picture = cursor.charFormat().toImageFormat()
        whole = QImage(str(paths.HELP / picture.name()))
        if whole.isNull():
            return
        wide = min(whole.width(), room)
        sharp = self.devicePixelRatioF()
        drawn = whole.scaledToWidth(round(wide * sharp), Qt.TransformationMode.SmoothTransformation)
        drawn.setDevicePixelRatio(sharp)
        self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(picture.name()), drawn)
        picture.setWidth(wide)
        picture.setHeight(round(whole.height() * wide / whole.width()))
        cursor.setCharFormat(picture)

    # ------------------------------------------------------------------------------------------- words and links

    def _mark(self, words: str) -> None:
        marks = []
        paint = QTextCharFormat()
        paint.setBackground(QColor("#ffe9a8"))
        for word in words.split():
            cursor = self.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, paint  # type: ignore[attr-defined]
                marks.append(mark)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(marks)
        if marks:
            first = min((mark.cursor for mark in marks), key=QTextCursor.position)  # type: ignore[attr-defined]
            first.clearSelection()
            self.setTextCursor(first)
            self.ensureCursorVisible()

    def _on_link(self, url: QUrl) -> None:
        self.turned.emit(url.toString())
