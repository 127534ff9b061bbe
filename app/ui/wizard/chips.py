"""A text in which figures stand as chips: to be moved or deleted like a letter, but not typed into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextImageFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.domain.summary_choices import Body, Held, from_json, to_json
from app.ui.theme import colour

MIME = "application/x-union-words"
_HELD = QTextFormat.Property.UserProperty + 1  # a chip's figure, as ``to_json`` writes it
_PAD = 4  # pixels beside a chip's words
_OBJECT = "\ufffc"  # what stands for an image in Qt's text
_BREAKS = ("\u2028", "\u2029")


class ChipEdit(QTextEdit):
    """Edits a body of words and figures. ``kept`` tells of Ctrl+Enter, ``given_up`` of Escape."""

    kept = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until ``set_body``."""
        super().__init__(parent)
        self._known: frozenset[tuple[str, int]] | None = None
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)

    def set_body(self, body: Body, known: Iterable[Held] | None = None) -> None:
        """Show words and figures; what was typed before is forgotten.

        Of figures pasted from elsewhere only those ``known`` here stay alive, the others become words.
        """
        self._known = None if known is None else frozenset((one.name, one.nth) for one in known)
        self.clear()
        self._insert(self.textCursor(), body)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def body(self) -> Body:
        """The words and figures as they stand."""
        return _joined(_parts(self.document()))

    def insert_held(self, held: Held) -> None:
        """Put a figure in where the cursor is."""
        self._insert(self.textCursor(), (held,))
        self.setFocus()

    # ------------------------------------------------------------------------------------------- Qt's own

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter and Escape are ours; undo is the window's once nothing typed here is left to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _is_keep(event) or event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            spent = event.matches(undo) and not self.document().isUndoAvailable()
            if spent or (event.matches(redo) and not self.document().isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The two keys that end the editing."""
        if _is_keep(event):
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            self._plain_words()
            super().keyPressEvent(event)
            self._plain_words()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method brings behind a chip is a word too."""
        self._plain_words()
        super().inputMethodEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Cut and copied figures stay figures here, and become words elsewhere."""
        picked = QTextDocument()
        QTextCursor(picked).insertFragment(QTextDocumentFragment(self.textCursor()))
        body = _joined(_parts(picked))
        data = QMimeData()
        data.setData(MIME, to_json(body).encode("utf-8"))
        data.setText("".join(part if isinstance(part, str) else part.text for part in body))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words of ours, or plain ones."""
        return source.hasFormat(MIME) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words and figures."""
        if source.hasFormat(MIME):
            body = from_json(bytes(source.data(MIME).data()).decode("utf-8", "replace"))
        else:
            body = (source.text(),)
        self._insert(self.textCursor(), tuple(map(self._alive, body)))

    def _alive(self, part: str | Held) -> str | Held:
        """A figure that this place cannot show would only look alive."""
        dead = isinstance(part, Held) and self._known is not None and (part.name, part.nth) not in self._known
        return part.text if dead and isinstance(part, Held) else part

    # ------------------------------------------------------------------------------------------- chips

    def _insert(self, cursor: QTextCursor, body: Body) -> None:
        cursor.beginEditBlock()
        for part in body:
            if isinstance(part, Held):
                cursor.insertImage(self._chip(part))
            elif part:
                cursor.insertText(part, QTextCharFormat())
        cursor.endEditBlock()
        self._plain_words()

    def _plain_words(self) -> None:
        """What is typed behind a chip is a word and not part of the chip."""
        if self.currentCharFormat().hasProperty(_HELD):
            self.setCurrentCharFormat(QTextCharFormat())

    def _chip(self, held: Held) -> QTextImageFormat:
        name = f"chip:{held.text}"
        image = self._drawn(held.text)
        self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        form = QTextImageFormat()
        form.setName(name)
        form.setWidth(image.width() / image.devicePixelRatio())
        form.setHeight(image.height() / image.devicePixelRatio())
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        form.setProperty(_HELD, to_json((held,)))
        form.setToolTip(held.name)
        return form

    def _drawn(self, text: str) -> QImage:
        metrics, ratio = self.fontMetrics(), self.devicePixelRatioF()
        wide, high = metrics.horizontalAdvance(text) + 2 * _PAD + 2, metrics.height()
        image = QImage(round(wide * ratio), round(high * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour("accent_soft"))
        painter.setPen(colour("accent"))
        painter.drawRoundedRect(QRectF(1.5, 0.5, wide - 3, high - 1), 4, 4)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(QRectF(0, 0, wide, high), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return image


def _is_keep(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _parts(document: QTextDocument) -> Iterator[str | Held]:
    block = document.begin()
    while block.isValid():
        if block.blockNumber():
            yield "\n"
        yield from _of_block(block)
        block = block.next()


def _of_block(block: QTextBlock) -> Iterator[str | Held]:
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        kept = fragment.charFormat().property(_HELD)
        text = fragment.text()
        for sign in _BREAKS:
            text = text.replace(sign, "\n")
        if kept:
            # Qt takes like chips side by side for one fragment of several objects.
            yield from from_json(str(kept)) * text.count(_OBJECT)
            text = text.replace(_OBJECT, "")
        if text:
            yield text.replace(_OBJECT, "")
        at += 1


def _joined(parts: Iterator[str | Held]) -> Body:
    body: list[str | Held] = []
    for part in parts:
        if isinstance(part, str) and body and isinstance(body[-1], str):
            body[-1] += part
        else:
            body.append(part)
    return tuple(part for part in body if part != "")
