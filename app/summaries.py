"""A year's summary from the book to the finished paper: the one way for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.book import yearend
from app.book.drafts import Draft
from app.book.reader import Reader, Row
from app.documents.annex import data_annex
from app.documents.blocks import AnnexHead, AnnexNote, Block, SignOff, run
from app.documents.compose import SummaryPaper, TracedFigure, paper_of
from app.documents.narrative_marks import Number
from app.documents.outline import Outline, outline
from app.documents.photos import Photo, photo_pages
from app.documents.summary_styles import choose_style
from app.documents.wording import Worded, worded
from app.domain.period import Period
from app.domain.summary_choices import DATA, PHOTOS
from app.domain.summary_facts import YearFacts
from app.domain.summary_style import Style


@dataclass(frozen=True, slots=True)
class Made:
    """A summary made from the book of this moment.

    ``plain`` is what the program itself says, ``worded`` what the clerk made of it, ``paper`` how it is printed.
    """

    draft: Draft
    facts: YearFacts
    style: Style
    plain: Outline
    worded: Worded
    paper: SummaryPaper


def make(read: Reader, draft: Draft, on: date) -> Made:
    """Make the summary that a draft asks for; ``on`` is the day under the signature where the draft names none.

    Raises:
        UsageError: the draft's style is no longer there.
        FileProblem: the style's file has a mistake.
    """
    facts = _facts(read, draft.period)
    style = choose_style(draft.style, facts.kind, facts.union)
    said = outline(facts, style)
    wished = worded(said, draft.choices)
    signer = draft.signer or str(read.union()["seal_name"]) or wished.outline.union
    day = date.fromisoformat(draft.signed_on) if draft.signed_on else on
    paper = paper_of(replace(wished.outline, union=signer), day)
    return Made(draft, facts, style, said, wished, paper)


def _facts(read: Reader, period: Period) -> YearFacts:
    if period.by_year:
        return yearend.facts(read, period.year)
    return yearend.facts(read, period.year, period.name, (period.first, period.last))


Remembered = dict[tuple[tuple[int, str, str], ...], tuple[Block, ...]]
"""Photographs as they were put on pages last, by their ids, contents and captions."""


def annexed(made: Made, read: Reader, remembered: Remembered | None = None) -> SummaryPaper:
    """The summary as it is printed: its annexes behind it, their figures traced too, and room for a seal.

    With ``remembered`` the photographs are made small only once, however often the text is made anew.
    """
    figures = list(made.paper.figures)
    data = _data(made, figures) if DATA in made.draft.annexes else ()
    photos = _photos(made, read, {} if remembered is None else remembered) if PHOTOS in made.draft.annexes else ()
    there = [annex for annex in (data, photos) if annex]
    labels = ["附件"] if len(there) == 1 else [f"附件{at}" for at in range(1, len(there) + 1)]
    annexes = [_labelled(annex, label) for annex, label in zip(there, labels, strict=True)]
    *body, signed = made.paper.document.blocks
    note = (AnnexNote(tuple(_title(annex) for annex in annexes)),) if annexes else ()
    signed = replace(signed, sealed=made.draft.sealed) if isinstance(signed, SignOff) else signed
    blocks = (*body, *note, signed, *(block for annex in annexes for block in annex))
    return replace(made.paper, document=replace(made.paper.document, blocks=blocks), figures=tuple(figures))


def _data(made: Made, figures: list[TracedFigure]) -> tuple[Block, ...]:
    def traced(number: Number) -> str:
        name = f"f{len(figures) + 1}"
        figures.append(
            TracedFigure(name, number.text, number.value, number.unit, number.definition, number.sources, "附件")
        )
        return name

    return data_annex(made.facts, made.style, traced)


def _photos(made: Made, read: Reader, remembered: Remembered) -> tuple[Block, ...]:
    rows = read.rows("attachment", made.draft.photos)
    wanted = tuple(
        (one, str(rows[one]["digest"]), caption_of(rows[one], read)) for one in made.draft.photos if one in rows
    )
    pages = remembered.get(wanted)
    if pages is None:
        found = ((read.content(digest), caption) for _, digest, caption in wanted)
        pages = photo_pages([Photo(content, caption) for content, caption in found if content], head=AnnexHead("", ()))
        remembered.clear()
        remembered[wanted] = pages
    title = run(f"{made.facts.union}{made.facts.period_name}活动照片")
    return tuple(replace(block, run=title) if isinstance(block, AnnexHead) else block for block in pages)


def caption_of(row: Row, read: Reader) -> str:
    """What stands under a photograph: its own caption, else the name of the record it belongs to."""
    captions = read.captions(row["owner_table"], [row["owner_id"]]) if not row["caption"] else {}
    return str(row["caption"] or captions.get(row["owner_id"], ""))


def _labelled(annex: tuple[Block, ...], label: str) -> tuple[Block, ...]:
    return tuple(replace(block, label=label) if isinstance(block, AnnexHead) else block for block in annex)


def _title(annex: tuple[Block, ...]) -> str:
    return next(("".join(span.text for span in one.run) for one in annex if isinstance(one, AnnexHead)), "")
