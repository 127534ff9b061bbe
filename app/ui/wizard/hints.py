"""What the year's records hold and the summary does not tell: each with the one thing that brings it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.book.reader import Reader, title_of
from app.documents.narrative_words import plain
from app.domain.listing import Listing
from app.i18n import N_
from app.summaries import Made

_WORK = ("activity", "entry", "agreement", "proposal", "honour", "fund")
_SHOWN = 30  # characters of a name or of words left out


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing not told: a msgid with its values, and the way in.

    Either ``key`` is what to tick again, or ``table`` and ``id`` name the record to complete.
    """

    msgid: str
    values: tuple[tuple[str, object], ...]
    key: str = ""
    table: str = ""
    id: int = 0


def hints(made: Made, read: Reader) -> tuple[Hint, ...]:
    """Everything not told, what the clerk left out herself first."""
    return (*_sections(made), *_left_out(made), *_not_counted(made, read), *_thin(made, read))


def _sections(made: Made) -> Iterator[Hint]:
    for chapter in made.plain.chapters:
        if chapter.key in made.draft.choices.left_out and not chapter.empty:
            name = chapter.heading or chapter.key
            yield Hint(N_("The section “{name}” is not ticked."), (("name", name),), key=chapter.key)


def _left_out(made: Made) -> Iterator[Hint]:
    hidden = made.draft.choices.left_out
    for chapter in made.plain.chapters:
        for passage in (one for paragraph in chapter.paragraphs for one in paragraph):
            blank = passage.key in made.draft.choices.words and not made.draft.choices.words[passage.key].body
            if chapter.key not in hidden and (passage.key in hidden or blank):
                yield Hint(N_("Left out: “{text}”"), (("text", _short(plain(passage.pieces))),), key=passage.key)


def _not_counted(made: Made, read: Reader) -> Iterator[Hint]:
    """Records of the year that the period does not take in."""
    told = {item.source for item in made.facts.work}
    known = {(source.table, source.id) for source in told}
    for table in _WORK:
        ids = read.ids(Listing(table, made.draft.period.year))
        for row_id, row in read.rows(table, [one for one in ids if (table, one) not in known]).items():
            msgid = (
                N_("{name} has no time, so no period takes it in.")
                if not row.get("happened_from")
                else N_("{name} ({when}) does not lie in {period}.")
            )
            values = {"name": _short(title_of(table, row)), "when": row.get("happened", "")}
            yield Hint(msgid, (*values.items(), ("period", made.draft.period.name)), table=table, id=row_id)


def _thin(made: Made, read: Reader) -> Iterator[Hint]:
    """Activities of which nothing but the name can be told."""
    ids = [item.source.id for item in made.facts.work if item.source.table == "activity"]
    figures = read.figures("activity", ids)
    rows = read.rows("activity", ids)
    for row_id in ids:
        row = rows.get(row_id)
        if row is None:
            continue
        counted = row["persons"] is not None or row["person_times"] is not None or figures.get(row_id)
        if not counted and not row["result"]:
            values = (("name", _short(title_of("activity", row))),)
            yield Hint(N_("{name} has neither numbers nor a result."), values, table="activity", id=row_id)


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _SHOWN else one_line[:_SHOWN] + "…"
