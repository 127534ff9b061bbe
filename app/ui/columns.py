"""Which columns a table shows, in which order and how wide: the clerk's own choice, kept between two starts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QTableView

from app.domain.fields import Field, Kind
from app.settings import Settings
from app.ui.speech import Speech
from app.ui.table_model import RecordModel

# In widths of a Chinese character, so that they grow with the letters.
_WIDTHS = {
    Kind.LONG: 12.5,
    Kind.REF: 8,
    Kind.ID_NUMBER: 11.0,
    Kind.PHONE: 7.2,
    Kind.CARD: 10,
    Kind.MONEY: 6.5,
    Kind.COUNT: 5,
    Kind.DATE: 6.5,
    Kind.WHEN: 7,
    Kind.INTEGER: 4.5,
    Kind.BOOL: 4.5,
    Kind.YEAR: 4.5,
    Kind.DECIMAL: 5,
}
_OWN = {
    "title": 14,
    "name": 6.5,
    "content": 22,
    "recipient": 9,
    "grantor": 10,
    "gender": 3.5,
    "place": 7.5,
    "area": 5.5,
    "kind": 6,
    "state": 6,
    "direction": 4,
    "level": 4.5,
    "award.name": 14,
    "award.target": 4,
    "fund.account": 8,
    "proposal.kind": 5.5,
    "unit.name": 14,
    "nominee.name": 9,
    "member.unit_id": 9.7,
    "hardship_file.kind": 7.5,
    "agreement.kind": 9.5,
    "standard.paper": 9,
    "entry.kind": 5.5,
    "entry.reason": 8.5,
    "entry.target": 8.5,
    "entry.happened": 6.5,
    "entry.status": 5,
}
_USUAL = 6.5
_LEAST = 24  # pixels
# What may be wider or, by so much of its width at most, narrower than usual: words, not numbers or days.
_SOFT = {Kind.TEXT, Kind.LONG, Kind.REF, Kind.CHOICE}
_GIVES = 0.35
_ROOM = (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class Columns(QObject):
    """Keeps the columns of one view over one model; the order on screen is the order that is printed and exported.

    ``choosing`` and ``chosen`` are told before and after the columns change.
    """

    choosing = Signal()
    chosen = Signal()

    def __init__(self, view: QTableView, model: RecordModel, settings: Settings, speech: Speech) -> None:
        """Show the columns as they were left."""
        super().__init__(view)
        self._view = view
        self._model = model
        self._settings = settings
        self._speech = speech
        self._header = view.horizontalHeader()
        chosen = settings.get(self._key("columns"))
        if isinstance(chosen, list) and chosen:
            model.choose([str(name) for name in chosen])
        self._header.setSectionsMovable(True)
        self._header.sectionMoved.connect(self._on_moved)
        self._dropped = QTimer(self, singleShot=True, interval=0)  # once the header has finished its own work
        self._dropped.timeout.connect(self._on_dropped)
        self._header.sectionResized.connect(self._on_resized)
        self.fit()
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    @property
    def shown(self) -> tuple[Field, ...]:
        """The columns as they stand on screen, left to right."""
        fields = self._model.fields
        return tuple(fields[self._header.logicalIndex(at)] for at in range(len(fields)))

    @property
    def possible(self) -> tuple[Field, ...]:
        """Every column there could be."""
        record = self._model.record
        return tuple(f for f in record.fields if f.name != record.owner)

    def choose(self, names: Sequence[str]) -> None:
        """Show these columns in this order and remember it; none at all is not taken."""
        if not names:
            return
        self.choosing.emit()
        with QSignalBlocker(self._header):
            self._model.choose(names)
            for at in range(len(self._model.fields)):
                self._header.moveSection(self._header.visualIndex(at), at)
        self.fit()
        self._settings.put(self._key("columns"), [f.name for f in self._model.fields])
        self.chosen.emit()

    def turn(self, name: str) -> None:
        """Show a column that is hidden, at its usual place; hide one that is shown."""
        names = [f.name for f in self.shown]
        if name in names:
            names.remove(name)
        else:
            order = [f.name for f in self.possible]
            after = [at for at, other in enumerate(names) if order.index(other) < order.index(name)]
            names.insert(after[-1] + 1 if after else 0, name)
        self.choose(names)

    def restore(self) -> None:
        """Back to the usual columns, order and widths."""
        self._settings.put(self._key("widths"), {})
        self.choose([f.name for f in self._model.record.fields if f.listed])
        self._settings.put(self._key("columns"), [])

    def fit(self) -> None:
        """Give the columns their widths: the clerk's own where there are any, the rest as the view has room."""
        self._room = (self._view.viewport().width(), self._letter())
        kept, fields = self._kept(), self._model.fields
        widths = {f.name: round(kept[f.name] * self._letter()) if f.name in kept else self._usual(f) for f in fields}
        soft = [f.name for f in fields if f.kind in _SOFT and f.name not in kept]
        spare = self._view.viewport().width() - sum(widths.values())
        if spare < 0:
            # Of a word out of a list hardly anything would be left: it gives only where all columns fit for it.
            choices = [f.name for f in fields if f.name in soft and f.kind is Kind.CHOICE]
            spare = _share_out(widths, [name for name in soft if name not in choices], spare)
            if -spare <= _GIVES * sum(widths[name] for name in choices):
                _share_out(widths, choices, spare)
        else:
            _share_out(widths, soft, spare)
        with QSignalBlocker(self._header):
            for at, field in enumerate(fields):
                self._header.resizeSection(at, widths[field.name])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size of the view, or of the letters, is another room for the columns."""
        if event.type() in _ROOM and self._room != (self._view.viewport().width(), self._letter()):
            self.fit()
        return super().eventFilter(watched, event)

    def _kept(self) -> dict[str, float]:
        found = self._settings.get(self._key("widths"))
        return {str(k): float(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def _letter(self) -> int:
        return self._view.fontMetrics().horizontalAdvance("工")

    def _usual(self, field: Field) -> int:
        table = self._model.record.table
        wanted = _OWN.get(f"{table}.{field.name}") or _OWN.get(field.name) or _WIDTHS.get(field.kind, _USUAL)
        metrics = self._view.fontMetrics()
        caption = metrics.horizontalAdvance(self._speech.field(field)) + round(metrics.height() * 0.85)
        return max(round(wanted * self._letter()), caption)

    def _on_moved(self, *_places: int) -> None:
        self._dropped.start()

    def _on_dropped(self) -> None:
        self.choose([f.name for f in self.shown])

    def _on_resized(self, column: int, _before: int, width: int) -> None:
        last = self._header.logicalIndex(len(self._model.fields) - 1)
        if column == last or width < _LEAST or column >= len(self._model.fields):
            return  # the last one is stretched, which is nobody's choice
        kept = self._kept() | {self._model.fields[column].name: round(width / self._letter(), 2)}
        self._settings.put(self._key("widths"), kept)

    def _key(self, what: str) -> str:
        return f"{what}/{self._model.record.table}"


def _share_out(widths: dict[str, int], names: Sequence[str], spare: int) -> int:
    """Make these columns wider, or within bounds narrower, by ``spare`` pixels in all; gives what is left of it."""
    room = sum(widths[name] for name in names)
    if not room or not spare:
        return spare
    share = max(spare / room, -_GIVES)
    for name in names:
        widths[name] += math.floor(widths[name] * share)
    return min(0, spare + room - sum(widths[name] for name in names))
