"""Forms tried out before they are offered: a mistake in one is told with its file and line and hinders no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from app.documents.arrange import place
from app.documents.blocks import Document, Grid
from app.documents.filling import (
    MISSING,
    NO_HEAD,
    SLIP,
    WRONG,
    Definition,
    FormFacts,
    FormList,
    FormMistake,
    fill,
    head,
)  # fmt: skip
from app.documents.filling_ledger import ledger_forms
from app.documents.filling_text import UNKNOWN_FIELD, UNKNOWN_LIST
from app.documents.form import OF_AWARDS, fillings
from app.domain.award_facts import AwardFacts
from app.domain.errors import AppError, FileProblem
from app.domain.ledger_facts import AidFacts, AttendanceFacts, HardshipFacts, LedgerFacts, ReceiptFacts
from app.domain.reading import LONGEST
from app.i18n import N_
from app.resources import FormFile, form_file_problems, form_files, line_of

_SAID = {
    UNKNOWN_FIELD: N_("The file {file}, line {line}: this program knows no field “{field}”. Correct it."),
    UNKNOWN_LIST: N_("The file {file}, line {line}: this program knows no list “{field}”. Correct it."),
    NO_HEAD: N_("The file {file}, line {line}: a form must give an id, a name, and applies_to as one of {words}."),
    SLIP: N_("The file {file}, line {line}, “{word}”: {detail}. Correct it."),
    MISSING: N_("The file {file}, line {line}: “{word}” is missing somewhere in the form. Add it."),
    WRONG: N_("The file {file}, line {line}: the form is not put together rightly ({detail}). Correct it."),
}
_CELLS = N_("The file {file}, line {line}: the cells of a row do not fill its columns. Correct their cols and rows.")
_BOUNDLESS = N_(
    "The file {file}, line {line}: a form may have {most} cells and lines, and this one has more. Shorten it."
)
_MOST = 5000  # of whatever stands in a form; our longest has 600
_MOST_SPAN = 200  # columns or rows that a cell may take
_BLANK = (AwardFacts(0, 0, "", True), AwardFacts(0, 0, "", False))
_NO_LEDGER = LedgerFacts(
    "", aids=(AidFacts(0),), receipts=(ReceiptFacts(0, "", ""),), hardships=(HardshipFacts(0),),
    activities=(AttendanceFacts(0, ""),),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """The forms that can be used, and a sentence for each that cannot."""

    files: tuple[FormFile, ...]
    problems: tuple[FileProblem, ...]

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The definitions of the sound forms, in their order."""
        return tuple(file.data for file in self.files)


def checked() -> Checked:
    """Every form there is, tried out."""
    return _checked(form_files(), form_file_problems())


@lru_cache(maxsize=4)
def _checked(files: tuple[FormFile, ...], unread: tuple[FileProblem, ...]) -> Checked:
    told = [(file, problem_of(file)) for file in files]
    sound = tuple(file for file, problem in told if problem is None)
    return Checked(sound, (*unread, *(problem for _, problem in told if problem)))


def problem_of(file: FormFile) -> FileProblem | None:
    """What is wrong with a form's definition; None where it can be used."""
    if word := _boundless(file.data):
        return FileProblem(_BOUNDLESS, file=str(file.path), line=line_of(file.text, word), most=_MOST)
    try:
        for document in _tried(file.data):
            for block in document.blocks:
                if isinstance(block, Grid):
                    place(block)
    except FormMistake as mistake:
        values: Mapping[str, Any] = {name: value for name, value in mistake.values.items() if name != "form"}
        line = line_of(file.text, mistake.needle) if mistake.needle else 1
        return FileProblem(_SAID[mistake.msgid], file=str(file.path), line=line, **values)
    except (AppError, ValueError):
        return FileProblem(_CELLS, file=str(file.path), line=_torn_line(file))
    return None


def _boundless(definition: Definition) -> str:
    """The word near which a form grows beyond all paper, which would take hours to lay out; '' where none does."""
    waiting: list[tuple[str, Any]] = [("", definition)]
    for seen in count():
        if not waiting:
            return ""
        name, value = waiting.pop()
        if seen > _MOST or (name in ("cols", "rows") and isinstance(value, int) and value > _MOST_SPAN):
            return name
        if isinstance(value, Mapping):
            waiting += value.items()
        elif isinstance(value, list):
            waiting += [(name, one) for one in value]
        elif isinstance(value, str) and len(value) > LONGEST:
            return name
    return ""


def _tried(definition: Definition) -> Iterator[Document]:
    """The form filled with nothing, and with something everywhere, so that every part of it is read."""
    if head(definition).applies_to not in OF_AWARDS:
        yield from (paper.document for paper in ledger_forms(_NO_LEDGER, [definition]))
        return
    for *_, filling in fillings(_BLANK, [definition], (), None):
        yield fill(definition, filling.facts)
        yield fill(definition, _full(filling.facts))


def _full(facts: FormFacts) -> FormFacts:
    """The same facts with a text in every field and a line in every list."""
    texts = dict.fromkeys(facts.texts, "2")
    lists = {name: FormList(found.fields, (dict.fromkeys(found.fields, "2"),)) for name, found in facts.lists.items()}
    return FormFacts(texts, lists, facts.images)


def _torn_line(file: FormFile) -> int:
    """The line of the first grid whose cells do not fit it."""
    lines = [at for at, line in enumerate(file.text.splitlines(), 1) if line.lstrip().startswith("columns")]
    for at, part in zip(lines, _grids(file.data), strict=False):
        for document in _tried({**file.data, "part": [], "grid": [part]}):
            try:
                for block in document.blocks:
                    if isinstance(block, Grid):
                        place(block)
            except ValueError:
                return at
    return lines[0] if lines else 1


def _grids(part: Definition) -> Iterator[Definition]:
    """The grids of a definition in the order in which they stand in its text."""
    for name in ("part", "grid"):
        for one in part.get(name, ()):
            if "columns" in one:
                yield {key: value for key, value in one.items() if key in ("columns", "header_rows", "row", "above")}
            else:
                yield from _grids(one)
