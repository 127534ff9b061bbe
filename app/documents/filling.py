"""Forms are data: a TOML definition and a mapping of texts become the blocks of a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.documents.blocks import Block, Document, Note, PageBreak, Paragraph, Subtitle, Title, run
from app.documents.filling_grid import grid
from app.documents.filling_parts import Parts
from app.documents.filling_text import (
    Definition,
    Filler,
    FormFacts,
    FormList,
    FormMistake,
    Slip,
    Texts,
    known,
    number,
    one_of,
)  # fmt: skip
from app.documents.form_pages import PAGES
from app.documents.sheets import several
from app.i18n import N_

__all__ = ["APPLIES_TO", "Definition", "FormFacts", "FormList", "FormMistake", "Head", "Texts", "fill", "head"]

COPIES = "份数"  # the field every form has of itself
APPLIES_TO = ("individual", "collective", "nominee", "award", "round", "entry", "hardship", "activity")
TARGETS = ("", "people", "groups")
CHECKS = ("", "tally", "objections", "quota")

NO_HEAD = N_("The form “{form}” must give an id, a name, and applies_to as one of {words}. Correct its file.")
SLIP = N_("The form “{form}” has a mistake at “{word}”: {detail}. Correct its file, or put the original back.")
MISSING = N_("The form “{form}” lacks “{word}” somewhere. Correct its file, or put the original back.")
WRONG = N_("The form “{form}” has a mistake: {detail}. Correct its file, or put the original back.")

_KEYS = frozenset(
    {
        "id", "name", "title", "subtitle", "page", "applies_to", "target", "place", "public", "check", "copies",
        "times", "per_page", "cut", "frame", "page_numbers", "grid", "part", "notes",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What a caller must know of a form before filling it; ``name`` begins the file's name.

    ``target`` keeps a form of awards to those for people or for groups. A ``public`` paper hangs on a wall and takes
    no private field. ``check`` is what must be right before it may be made: the count of a vote, that nobody
    objected, that the places are the clerk's own where groups are honoured.
    """

    id: str
    name: str
    applies_to: str
    page: str = "portrait"
    target: str = ""
    public: bool = False
    check: str = ""

    @property
    def landscape(self) -> bool:
        """Whether its page lies on its side."""
        return PAGES[self.page].landscape


def head(definition: Definition) -> Head:
    """The head of a form's definition.

    Raises:
        FormMistake: it does not say what the form is called or to what it applies.
    """
    form_id, name, applies_to = (str(definition.get(part, "")) for part in ("id", "name", "applies_to"))
    if not form_id or not name or applies_to not in APPLIES_TO:
        raise FormMistake(NO_HEAD, "applies_to", form=form_id, words=", ".join(APPLIES_TO))
    try:
        return Head(
            form_id, name, applies_to, one_of(definition.get("page"), tuple(PAGES)),
            one_of(definition.get("target", ""), TARGETS), bool(definition.get("public", False)),
            one_of(definition.get("check", ""), CHECKS),
        )  # fmt: skip
    except Slip as slip:
        raise _mistake(form_id, slip) from slip


def fill(definition: Definition, facts: FormFacts) -> Document:
    """Make the paper of one form.

    A ``{{field}}`` is replaced by its text; ``{{field|____}}`` leaves the part after ``|`` where there is none.

    Raises:
        FormMistake: the definition names a field that does not exist, or is not put together rightly; the
            sentence names the form and the place.
    """
    form_id = str(definition.get("id", ""))
    try:
        texts = {**facts.texts, COPIES: str(int(definition.get("copies", 1)))}
        return _document(definition, Filler(form_id, FormFacts(texts, facts.lists, facts.images)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _mistake(form_id, error) from error


def _mistake(form_id: str, error: Exception) -> FormMistake:
    """The sentence about a wrong definition."""
    if isinstance(error, Slip):
        return FormMistake(SLIP, error.word, form=form_id, word=error.word, detail=error.msgid)
    if isinstance(error, KeyError):
        return FormMistake(MISSING, "", form=form_id, word=str(error.args[0]))
    return FormMistake(WRONG, "", form=form_id, detail=str(error))


def _document(definition: Definition, filler: Filler) -> Document:
    known(definition, _KEYS)
    page = PAGES[one_of(definition.get("page"), tuple(PAGES))]
    title = filler.text(definition["title"])
    blocks = tuple(_blocks(definition, filler, title))
    if "times" in definition:
        times = _count(filler.text(definition["times"]))
        cut = filler.text(definition.get("cut", ""))
        blocks = several(blocks, page, times, int(number(definition, "per_page", 1)), cut)
    return Document(
        title.replace("\n", ""), blocks, page, bool(definition.get("page_numbers", True)),
        filler.facts.texts.get("工会名称", ""), frame=bool(definition.get("frame", False)),
    )  # fmt: skip


def _count(text: str) -> int:
    """How often a slip comes; where nobody knows, as often as fits one sheet (told by nought)."""
    return int(text) if text.strip().isdigit() else 0


def _blocks(definition: Definition, filler: Filler, title: str) -> Iterator[Block]:
    """The title, then parts and grids in the order in which a form has them."""
    parts = tuple(Parts().blocks(definition.get("part", ()), filler))
    if not any(isinstance(block, Title) for block in parts):
        yield Title(run(title))
    yield from _lines(definition, "subtitle", filler, Subtitle)
    yield from parts
    for at, one in enumerate(definition["grid"] if "part" not in definition else definition.get("grid", ())):
        if at:
            yield PageBreak()
        yield from _lines(one, "above", filler, _flush_left)
        yield grid(one, filler)
    yield from _lines(definition, "notes", filler, Note)


def _lines(part: Definition, name: str, filler: Filler, block: Any) -> Iterator[Block]:
    for text in filler.texts(part.get(name, ())):
        yield block(text) if block in (Note, _flush_left) else block(run(text))


def _flush_left(text: str) -> Paragraph:
    return Paragraph(run(text), indent=False, align="left")
