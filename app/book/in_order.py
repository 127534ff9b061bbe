"""Putting the problems and plans of a year in the order in which they are told."""

from __future__ import annotations

from collections.abc import Sequence

from app.book.book import Book
from app.domain.records import BY_TABLE
from app.i18n import N_


def put_in_order(book: Book, table: str, ids: Sequence[int]) -> None:
    """Number records of ``table`` (which has a ``position``) from 1 as they come, in one step."""
    with book.step(N_("Put {kind} in order"), kind=BY_TABLE[table].plural) as writer:
        for number, row_id in enumerate(ids, 1):
            writer.update(table, row_id, {"position": number})
