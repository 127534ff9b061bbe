"""Papers that were written: kept with their bytes and their figures, found again, and known again on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.book.attachments import keep_paper
from app.book.book import Book
from app.book.reader import Reader
from app.domain.listing import Condition, Listing
from app.i18n import N_

SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """One file of a paper as it was written; ``numbers`` are its figures and words (JSON)."""

    id: int
    title: str
    name: str
    written_at: str
    digest: str
    numbers: str


def keep_files(
    book: Book, title: str, year: int, style: str, numbers: str, files: Sequence[tuple[str, bytes]]
) -> list[int]:
    """Keep the files of a summary, one paper each, in one step; returns their ids.

    A file with the bytes of one kept already is not kept again; the id of that one is given.
    """
    there = {(one.name, one.digest): one.id for one in kept_papers(book.read, year)}
    shared = {"kind": SUMMARY, "title": title, "year": year, "style": style, "numbers": numbers}
    ids = []
    with book.step(N_("Keep the paper {name}"), name=title):
        for name, content in files:
            known = there.get((name, hashlib.sha256(content).hexdigest()))
            ids.append(known or keep_paper(book, shared | {"name": name}, content))
    return ids


def kept_papers(read: Reader, year: int) -> tuple[KeptPaper, ...]:
    """The summaries written for a year, latest first."""
    conditions = (Condition("kind", "is", SUMMARY), Condition("year", "is", year))
    rows = read.rows("paper", read.ids(Listing("paper", conditions=conditions)))
    return tuple(
        KeptPaper(row["id"], row["title"], row["name"], row["written_at"], row["digest"], row["numbers"])
        for row in sorted(rows.values(), key=_written, reverse=True)
    )


def free_stem(read: Reader, year: int, folder: Path, stem: str, kinds: Sequence[str]) -> str:
    """A name under which nothing is written over but what this program itself wrote there.

    A paper that was changed outside since keeps its file; the new one is called ``stem (2)``.
    """
    known = {one.digest for one in kept_papers(read, year)}
    number, name = 1, stem
    while any(_is_foreign(folder / f"{name}.{kind}", known) for kind in kinds):
        number += 1
        name = f"{stem} ({number})"
    return name


def _is_foreign(path: Path, known: set[str]) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() not in known
    except FileNotFoundError:
        return False
    except OSError:
        return True  # there, but not to be read: leave it alone


def _written(row: dict[str, object]) -> tuple[str, int]:
    found = row["id"]
    return str(row["written_at"]), found if isinstance(found, int) else 0
