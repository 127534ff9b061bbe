"""The golden files of the forms, their blocks as text; ``python -m tests.documents.golden`` makes them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.documents.arrange import flow
from app.documents.blocks import (
    AnnexNote,
    Blank,
    Block,
    Document,
    Grid,
    GridCell,
    Heading,
    Note,
    PageBreak,
    SignOff,
    words,
)  # fmt: skip
from app.documents.filling import head
from app.documents.form import OF_AWARDS, FormPaper, forms_for
from app.domain.award_facts import AwardFacts
from app.resources import forms
from tests.documents.award_cases import BLANK, FULL

FOLDER = Path(__file__).parent.parent / "data" / "golden" / "forms"


def award_forms() -> list[str]:
    """The ids of the forms of the awards."""
    return [form_id for form_id, one in forms().items() if head(one).applies_to in OF_AWARDS]


def told(form_id: str) -> str:
    """The papers of one form, made of everything and of nothing, as text."""
    papers = [*_papers(form_id, FULL), *_papers(form_id, BLANK)]
    return "\n".join(line for paper in papers for line in (f"==== {paper.stem}", *_lines(paper.document), ""))


def _papers(form_id: str, awards: Sequence[AwardFacts]) -> tuple[FormPaper, ...]:
    return forms_for(awards, forms().values(), (form_id,))


def _lines(document: Document) -> Iterator[str]:
    yield f"page {document.page.name}{' frame' if document.frame else ''}"
    for block in flow(document):
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Grid():
            yield "grid " + " ".join(f"{weight:g}" for weight in block.columns) + f" | header {block.header_rows}"
            for row in block.rows:
                high = f"{row.height_mm:.1f} mm" if row.height_mm else "as high as its text"
                yield f"  row {high}{' kept' if row.keep else ''}: " + " | ".join(map(_of_cell, row.cells))
        case SignOff(signer, day, sealed):
            yield f"sign {signer} / {day}{' sealed' if sealed else ''}"
        case AnnexNote(names):
            yield "annexes " + " / ".join(names)
        case Note(text):
            yield f"note {text}"
        case Blank(lines):
            yield f"blank {lines}"
        case PageBreak():
            yield "page break"
        case Heading(level, spans):
            yield f"heading {level} {words(spans)}"
        case _:
            yield f"{type(block).__name__.lower()} {words(block.run)}".replace("\n", "⏎")  # type: ignore[union-attr]


def _of_cell(cell: GridCell) -> str:
    size = f"{cell.col_span}x{cell.row_span} " if (cell.col_span, cell.row_span) != (1, 1) else ""
    text = f"[{words(cell.run)}]" if cell.label else words(cell.run)
    picture = "<picture>" if cell.image else ""
    foot = f" ‖ {cell.foot}" if cell.foot else ""
    return f"{size}{text}{picture}{foot}".replace("\n", "⏎")


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for form_id in award_forms():
        (FOLDER / f"{form_id}.txt").write_text(told(form_id), encoding="utf-8")
    print(f"{len(award_forms())} files in {FOLDER}")


if __name__ == "__main__":
    main()
