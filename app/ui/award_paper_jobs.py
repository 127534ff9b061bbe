"""The papers of a year's awards, made and written on the worker: form by form, a broken form with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import holidays, resources
from app.book.awards import award_facts
from app.book.book import Book
from app.documents.filling import Head, head
from app.documents.form import OF_AWARDS, FormPaper, Refusal, bound, forms_for, refusals
from app.documents.form_check import checked
from app.documents.write import unique_stem, write_document
from app.domain.award_facts import COLLECTIVE, INDIVIDUAL, AwardFacts
from app.domain.errors import AppError


@dataclass(frozen=True, slots=True)
class FormPapers:
    """One form with the papers made from it and those that must not be made, or the error that it has.

    ``target`` is for whom it is, in the words of the awards; "" where that makes no difference.
    """

    form_id: str
    name: str
    papers: tuple[FormPaper, ...] = ()
    refused: tuple[Refusal, ...] = ()
    error: AppError | None = None
    target: str = ""


def gather(
    book: Book, year: int, award_ids: Sequence[int], _report: Any = None, cancelled: Any = None
) -> tuple[FormPapers, ...]:
    """Every paper of these awards, form by form as the forms stand in their folders now."""
    holidays.forget()
    resources.forget()  # the clerk may have put a form of her own beside ours since
    with book.reader() as read:
        facts = [one for one in award_facts(read, year) if one.award_id in award_ids]
    forms, found = checked(), []
    for definition in forms.definitions:
        if cancelled is not None and cancelled():
            break
        found += _of_form(definition, facts)
    broken = (FormPapers(str(error), _file_name(error), error=error) for error in forms.problems)
    return (*found, *broken)


def write(papers: Sequence[FormPaper], folder: Path, kinds: Sequence[str], report: Any, cancelled: Any) -> list[Path]:
    """Write each paper as a file of its own, in every one of ``kinds``; stops between two papers when asked to."""
    written: list[Path] = []
    taken: set[str] = set()
    for done, paper in enumerate(papers, 1):
        if cancelled():
            break
        written += write_document(paper.document, folder, unique_stem(paper.stem, taken), kinds)
        report(done, len(papers))
    return written


def write_together(
    papers: Sequence[FormPaper], folder: Path, stem: str, kinds: Sequence[str], _report: Any, _cancelled: Any
) -> list[Path]:
    """Write all papers one after the other into one file of each of ``kinds``."""
    return write_document(bound(papers, stem), folder, stem, kinds)


def _of_form(definition: Any, facts: Sequence[AwardFacts]) -> list[FormPapers]:
    form = head(definition)
    if form.applies_to not in OF_AWARDS:
        return []
    papers, refused = forms_for(facts, [definition]), refusals(facts, [definition])
    return [FormPapers(form.id, form.name, papers, refused, target=_target(form))] if papers or refused else []


def _target(form: Head) -> str:
    """个人 or 集体, as the form says itself or by what it applies to."""
    people, groups = form.target == "people", form.target == "groups"
    if people or form.applies_to == "individual":
        return INDIVIDUAL
    return COLLECTIVE if groups or form.applies_to == "collective" else ""


def _file_name(error: AppError) -> str:
    return Path(str(error.values.get("file", ""))).name
