"""Forms are data: a TOML definition and a mapping of texts become the blocks of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from app.documents.blocks import (
    FORM_LANDSCAPE,
    FORM_PORTRAIT,
    Align,
    Block,
    Document,
    Grid,
    GridCell,
    GridRow,
    Note,
    PageBreak,
    Paragraph,
    Subtitle,
    Title,
    VAlign,
    run,
)  # fmt: skip
from app.domain.errors import AppError
from app.i18n import N_

Definition = Mapping[str, Any]
Texts = Mapping[str, str]

_PLACE = re.compile(r"\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}")
_PAGES = {"portrait": FORM_PORTRAIT, "landscape": FORM_LANDSCAPE}
COPIES = "份数"  # the field every form has of itself
APPLIES_TO = ("individual", "collective", "award")


@dataclass(frozen=True, slots=True)
class FormList:
    """The lines of a row that comes once for each of something (``each = "名额"``), and the fields they have."""

    fields: tuple[str, ...]
    lines: Sequence[Texts] = ()


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What fills a form.

    ``texts`` holds every field a form may name, "" where nothing is known; in a row of one of the ``lists`` the
    line's own fields go before those of the whole form.
    """

    texts: Texts
    lists: Mapping[str, FormList] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """What a caller must know of a form before filling it; ``name`` begins the file's name."""

    id: str
    name: str
    applies_to: str


def head(definition: Definition) -> Head:
    """The head of a form's definition.

    Raises:
        AppError: it does not say what the form is called or to what it applies.
    """
    form_id, name, applies_to = (str(definition.get(part, "")) for part in ("id", "name", "applies_to"))
    if not form_id or not name or applies_to not in APPLIES_TO:
        raise AppError(
            N_("The form “{form}” must give an id, a name, and applies_to as one of {words}. Correct its file."),
            form=form_id,
            words=", ".join(APPLIES_TO),
        )
    return Head(form_id, name, applies_to)


def fill(definition: Definition, facts: FormFacts) -> Document:
    """Make the paper of one form.

    A ``{{field}}`` is replaced by its text; ``{{field|____}}`` leaves the part after ``|`` where there is none.

    Raises:
        AppError: the definition names a field that does not exist, or is not put together rightly; the
            sentence names the form and the place.
    """
    form_id = str(definition.get("id", ""))
    try:
        texts = {**facts.texts, COPIES: str(int(definition.get("copies", 1)))}
        return _Filling(form_id, FormFacts(texts, facts.lists)).document(definition)
    except (KeyError, TypeError, ValueError) as error:
        raise AppError(
            N_("The form “{form}” has a mistake: {detail}. Correct its file, or put the original back."),
            form=form_id,
            detail=str(error),
        ) from error


@dataclass(frozen=True, slots=True)
class _Filling:
    """One form being filled."""

    form_id: str
    facts: FormFacts

    def document(self, definition: Definition) -> Document:
        title = self.text(str(definition["title"]), self.facts.texts)
        blocks: list[Block] = [Title(run(title))]
        blocks += self._lines(definition, "subtitle", Subtitle)
        for number, grid in enumerate(definition["grid"]):
            blocks += [PageBreak()] if number else []
            blocks += self._lines(grid, "above", _flush_left)
            blocks.append(self._grid(grid))
        blocks += self._lines(definition, "notes", Note)
        author = self.facts.texts.get("工会名称", "")
        return Document(title.replace("\n", ""), tuple(blocks), _PAGES[definition["page"]], author=author)

    def text(self, pattern: str, texts: Texts) -> str:
        """``pattern`` with its places filled."""

        def filled(match: re.Match[str]) -> str:
            name = match[1]
            for known in (texts, self.facts.texts):
                if name in known:
                    return known[name] or match[2] or ""
            raise AppError(
                N_("The form “{form}” asks for “{field}”, which is no field this program knows. Correct its file."),
                form=self.form_id,
                field=name,
            )

        return _PLACE.sub(filled, pattern)

    def _lines(self, part: Definition, name: str, block: Any) -> list[Block]:
        lines = part.get(name, ())
        texts = (self.text(str(line), self.facts.texts) for line in ([lines] if isinstance(lines, str) else lines))
        return [block(text) if block in (Note, _flush_left) else block(run(text)) for text in texts if text.strip()]

    def _grid(self, grid: Definition) -> Grid:
        columns = tuple(float(weight) for weight in grid["columns"])
        rows = tuple(made for row in grid["row"] for made in self._rows(row))
        return Grid(columns, rows, int(grid.get("header_rows", 0)))

    def _rows(self, row: Definition) -> Iterator[GridRow]:
        """One row, or as many as its list has lines; where it has none, ``blank`` empty ones to be written in."""
        if "each" not in row:
            yield self._row(row, self.facts.texts)
            return
        found = self.facts.lists[str(row["each"])]
        for line in found.lines or [dict.fromkeys(found.fields, "")] * int(row.get("blank", 1)):
            yield self._row(row, line)

    def _row(self, row: Definition, texts: Texts) -> GridRow:
        cells = tuple(self._cell(cell, texts) for cell in row["cells"])
        return GridRow(cells, float(row["height"]) if "height" in row else None)

    def _cell(self, cell: Definition, texts: Texts) -> GridCell:
        unknown = set(cell) - {"label", "text", "cols", "rows", "align", "valign", "lines", "foot"}
        if unknown:
            raise ValueError(f"cell {dict(cell)}: {', '.join(sorted(unknown))}?")
        return GridCell(
            # A field left blank on a line of its own leaves no empty line at the cell's edge.
            run(self.text(str(cell.get("label", cell.get("text", ""))), texts).strip("\n")),
            col_span=int(cell.get("cols", 1)),
            row_span=int(cell.get("rows", 1)),
            align=_one_of(cell.get("align", "left"), get_args(Align)),
            valign=_one_of(cell.get("valign", "middle"), get_args(VAlign)),
            label="label" in cell,
            min_lines=int(cell.get("lines", 1)),
            foot=self.text(str(cell.get("foot", "")), texts),
        )


def _flush_left(text: str) -> Paragraph:
    return Paragraph(run(text), indent=False, align="left")


def _one_of(value: object, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"{value}: {', '.join(allowed)}")
    return value
