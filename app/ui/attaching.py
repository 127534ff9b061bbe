"""Taking files into the book: small ones at once, larger ones by the worker; and the small pictures of what is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter
from PySide6.QtWidgets import QWidget

from app.book import attachments
from app.book.attachments import Incoming
from app.book.book import Book
from app.domain.errors import AppError
from app.i18n import N_
from app.ui.day_editor import today
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.jobs import Job
from app.ui.working import watch

SPREADSHEETS = (".xlsx", ".xls", ".csv", ".ods", ".et", ".xlsm")
PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff")
_SMALL = 1024 * 1024  # bytes that are read at once; more is the worker's
_FORMATS = {b"jpeg", b"png", b"bmp", b"gif", b"webp", b"tiff"}

Source = Path | Incoming


class Attaching(QObject):
    """One taking-in of files; lives on the main window until it is done, whatever becomes of the form.

    ``done`` tells that it is over, well or not.
    """

    done = Signal()

    def __init__(self, parent: QWidget, desk: Desk, table: str, row_id: int) -> None:
        """For the record ``row_id`` of ``table``; troubles are told over ``parent``."""
        super().__init__(parent)
        self._parent = parent
        self._desk = desk
        self._table = table
        self._row_id = row_id

    def take(self, sources: Sequence[Source]) -> None:
        """Attach all these in one step."""
        work = partial(_attach, self._desk.book, self._table, self._row_id, list(sources))
        if sum(_size(source) for source in sources) <= _SMALL:
            self._at_once(work)
            return
        job = self._desk.jobs.start_job(work)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_broken)
        watch(self._parent, self._desk.speech, job, self._desk.speech.say(N_("Attaching …")))

    def _at_once(self, work: Callable[[Any, Any], object]) -> None:
        try:
            work(None, None)
        except AppError as error:
            show_error(self._parent, self._desk.speech, error)
        self._on_done()

    def _on_done(self, _result: object = None) -> None:
        self.done.emit()
        self.deleteLater()

    def _on_failed(self, error: AppError) -> None:
        show_error(self._parent, self._desk.speech, error)
        self._on_done()

    def _on_broken(self, error: BaseException) -> None:
        self._on_done()
        raise error


def _attach(book: Book, table: str, row_id: int, sources: list[Source], report: Any, cancelled: Any) -> list[int]:
    read: list[Incoming] = []
    for number, source in enumerate(sources, 1):
        if cancelled is not None and cancelled():
            return []
        read.append(source if isinstance(source, Incoming) else attachments.read_file(source))
        if report is not None:
            report(number, len(sources))
    return attachments.attach_all(book, table, row_id, read)


def _size(source: Source) -> int:
    if isinstance(source, Incoming):
        return len(source.content)
    try:
        return source.stat().st_size
    except OSError:
        return 0  # said when it is read


def small_pictures(desk: Desk, wanted: Sequence[str], side: int) -> Job:
    """Have the worker draw the pictures kept under these digests no larger than ``side``; gives digest → QImage."""
    return desk.jobs.start_job(partial(_draw, desk.book, list(wanted), side))


def _draw(book: Book, wanted: list[str], side: int, _report: Any, cancelled: Any) -> dict[str, QImage]:
    drawn: dict[str, QImage] = {}
    with book.reader() as read:
        for digest in wanted:
            if cancelled():
                break
            content = read.content(digest)
            drawn[digest] = _small(content, side) if content else QImage()
    return drawn


def _small(content: bytes, side: int) -> QImage:
    """The picture within a square of ``side`` pixels; a null image where it is none that we know."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in _FORMATS:
        return QImage()
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    drawn = reader.read()
    del reader  # before the buffer that it reads from
    return drawn


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of a drop or a paste, if these are files to attach: none of them a table, which means import."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    files = [path for path in paths if path.is_file()]
    if len(files) < len(paths) or any(path.suffix.lower() in (*SPREADSHEETS, ".union") for path in files):
        return []
    return files


def pasted(data: QMimeData, name: str) -> list[Source]:
    """What the clipboard holds to attach: files, else a picture, which gets a name from ``name`` and today."""
    files: list[Source] = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return files
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return [Incoming(f"{name} {today().isoformat()}.png", bytes(buffer.data().data()))]
