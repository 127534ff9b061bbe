"""The summary on its way: what the clerk chose and wrote for a year's summary, kept in the book step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.book.book import Book
from app.book.reader import Reader, Row
from app.domain import summary_choices
from app.domain.listing import Condition, Listing
from app.domain.period import YEAR, Period, period_of, periods
from app.domain.summary_choices import OWN, Body, Choices, OwnWords
from app.i18n import N_
from app.store.datafile import DbError

DRAFT, TEXT = "summary_draft", "summary_text"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept of one summary; ``id`` is None as long as nothing was chosen.

    ``annexes`` are of ``summary_choices.DATA`` and ``PHOTOS``; ``photos`` are ids of attachments; ``signed_on`` is
    the day as typed, "" for the day of writing.
    """

    period: Period
    id: int | None = None
    style: str = ""
    choices: Choices = field(default_factory=Choices)
    annexes: frozenset[str] = frozenset()
    photos: tuple[int, ...] = ()
    signer: str = ""
    signed_on: str = ""
    sealed: bool = False


def periods_of(read: Reader, year: int) -> tuple[Period, ...]:
    """The periods that a summary of a year may be about."""
    return periods(year, read.period(year), _term(read))


def draft(read: Reader, year: int, key: str = "") -> Draft:
    """What is kept for a year's summary of a period; without a key the one the clerk worked on last."""
    row = _row(read, year, key)
    period = period_of(key or (row["period"] if row else YEAR), year, read.period(year), _term(read))
    if row is None:
        return Draft(period)
    return Draft(
        period, row["id"], row["style"], _choices(read, row), frozenset(row["annexes"].split()),
        tuple(int(one) for one in row["photos"].split()), row["signer"], row["signed_on"], bool(row["sealed"]),
    )  # fmt: skip


def choose(book: Book, draft: Draft, **values: Any) -> int:
    """Keep choices in one step; returns the draft's id.

    ``values`` are of ``style``, ``title``, ``signer`` (texts), ``signed_on`` (a ``date`` or None), ``sealed`` (bool),
    ``left_out``, ``order``, ``annexes`` (words) and ``photos`` (ids).
    """
    with book.step(N_("Choose what stands in the summary of {name}"), name=draft.period.name) as writer:
        draft_id = _made(writer, draft)
        writer.update(DRAFT, draft_id, _columns(values))
    return draft_id


def write_words(book: Book, draft: Draft, place: str, body: Body, told: str = "") -> None:
    """Keep own words for a place of the summary, in one step; a blank body leaves the passage out."""
    with book.step(N_("Write the summary of {name} in own words"), name=draft.period.name) as writer:
        draft_id = _made(writer, draft)
        values = {"body": summary_choices.to_json(body), "told": told}
        found = _texts(book.read, draft.id, place)
        if found:
            writer.update(TEXT, found[0]["id"], values)
        else:
            writer.insert(TEXT, {"draft_id": draft_id, "place": place} | values)


def add_words(book: Book, draft: Draft, chapter: str, text: str) -> str:
    """Add a paragraph of the clerk's own to a chapter, in one step; returns its place."""
    taken = [int(place.rpartition(":")[2]) for place in draft.choices.added(chapter)]
    place = f"{OWN}{chapter}:{max(taken, default=0) + 1}"
    write_words(book, draft, place, (text,))
    return place


def drop_words(book: Book, draft: Draft, place: str) -> None:
    """Give a place back to the program's own words, in one step."""
    with book.step(N_("Take the program's words again in the summary of {name}"), name=draft.period.name) as writer:
        for row in _texts(book.read, draft.id, place):
            writer.delete(TEXT, row["id"])


def _made(writer: Any, draft: Draft) -> int:
    if draft.id is not None:
        return draft.id
    return int(
        writer.insert(DRAFT, {"name": draft.period.name, "of_year": draft.period.year, "period": draft.period.key})
    )


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, value in values.items():
        if name == "signed_on":
            columns |= _day(value)
        elif name in ("left_out", "annexes", "photos"):
            columns[name] = "\n".join(str(one) for one in (value if name == "photos" else sorted(value)))
        elif name == "order":
            columns["chapters"] = "\n".join(value)
        else:
            columns[name] = int(value) if name == "sealed" else str(value)
    return columns


def _day(day: date | None) -> dict[str, Any]:
    text = day.isoformat() if day else ""
    return {"signed_on": text, "signed_on_from": text or None, "signed_on_to": text or None}


def _row(read: Reader, year: int, key: str) -> Row | None:
    conditions = [Condition("of_year", "is", year), *([Condition("period", "is", key)] if key else [])]
    try:
        ids = read.ids(Listing(DRAFT, conditions=tuple(conditions)))
    except DbError as error:
        if "no such table" not in str(error):
            raise
        return None  # a file of an earlier schema, opened for reading only, has none
    return read.row(DRAFT, max(ids)) if ids else None


def _choices(read: Reader, row: Row) -> Choices:
    words = {
        one["place"]: OwnWords(summary_choices.from_json(one["body"]), one["told"]) for one in _texts(read, row["id"])
    }
    return Choices(row["title"], frozenset(row["left_out"].split("\n")) - {""}, tuple(_lines(row["chapters"])), words)


def _lines(text: str) -> Sequence[str]:
    return [line for line in text.split("\n") if line]


def _texts(read: Reader, draft_id: int | None, place: str = "") -> list[Row]:
    if draft_id is None:
        return []
    return [row for row in read.parts(TEXT, "draft_id", draft_id) if not place or row["place"] == place]


def _term(read: Reader) -> tuple[date, date] | None:
    union = read.union()
    first, last = union["term_from_from"], union["term_to_to"]
    return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
