"""The golden files of the summaries, blocks with their figures; ``python -m tests.golden_summaries`` makes them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from app import summaries
from app.book import demo, drafts, importing
from app.book.book import Book
from app.documents.blocks import Block, Run, SignOff, Table
from app.documents.compose import SummaryPaper
from app.documents.summary_styles import style_names
from tests.book.facts_workbook import CASES, YEAR, write_year_workbook

FOLDER = Path(__file__).parent / "data" / "golden" / "summaries"
DAY = date(2026, 12, 20)


def made_of_the_demonstration(folder: Path) -> dict[str, SummaryPaper]:
    """The demonstration union's year in every style, by the name of its golden file."""
    with Book.create(folder / "demo.union", "青石镇总工会", "乡镇街道", year=2026) as book:
        demo.fill(book)
        draft = drafts.draft(book.read, 2026)
        return {
            f"demo-{style}": summaries.make(book.read, replace(draft, style=style), DAY).paper
            for style in style_names()
        }


def made_of_a_real_year(folder: Path, case: int) -> SummaryPaper:
    """The summary of one of the five real years, imported as its clerk would have typed it."""
    write_year_workbook(case, folder / "year.xlsx")
    with Book.create(folder / f"{case}.union", "某工会") as book:
        importing.carry_out(book, importing.plan(book, folder / "year.xlsx"))
        return summaries.make(book.read, drafts.draft(book.read, YEAR), DAY).paper


def told(paper: SummaryPaper) -> str:
    """A summary as text: a line a block, each figure in ⟦⟧."""
    return "\n".join(line for block in paper.document.blocks for line in _lines(block)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case SignOff(signer, day, sealed):
            yield f"sign {signer} / {day}{' sealed' if sealed else ''}"
        case Table():
            yield f"table {block.caption} | " + " | ".join(column.title for column in block.columns)
            for row in block.rows:
                yield "  " + " | ".join(cell if isinstance(cell, str) else _marked(cell) for cell in row)
        case _:
            level = f" {block.level}" if hasattr(block, "level") else ""
            yield f"{type(block).__name__.lower()}{level} {_marked(block.run)}"  # type: ignore[union-attr]


def _marked(run: Run) -> str:
    return "".join(f"⟦{span.text}⟧" if span.figure else span.text for span in run)


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        papers = made_of_the_demonstration(Path(folder))
        papers |= {f"year-{case}": made_of_a_real_year(Path(folder), case) for case in CASES}
    for name, paper in papers.items():
        (FOLDER / f"{name}.txt").write_text(told(paper), encoding="utf-8")
    print(f"{len(papers)} files in {FOLDER}")


if __name__ == "__main__":
    main()
