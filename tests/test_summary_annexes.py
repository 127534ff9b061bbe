"""The annexes of a summary: announced before the signature, printed behind it, their figures traced."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app import summaries
from app.book import attachments, drafts, editing
from app.book.book import Book
from app.documents.blocks import AnnexHead, AnnexNote, Grid, Picture, SignOff

DAY = date(2026, 12, 20)


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "某镇总工会", "乡镇街道", year=2026) as book:
        activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "运动会", "persons": "30"})
        attachments.attach_all(book, "activity", activity, [_photo("甲.jpg"), _photo("乙.jpg")])
        yield book


def _photo(name: str) -> attachments.Incoming:
    out = BytesIO()
    Image.new("RGB", (60, 40), (len(name), ord(name[0]) % 255, 9)).save(out, "JPEG")
    return attachments.Incoming(name, out.getvalue())


def printed(book: Book) -> summaries.SummaryPaper:
    return summaries.annexed(summaries.make(book.read, drafts.draft(book.read, 2026), DAY), book.read)


def choose(book: Book, **values: object) -> None:
    drafts.choose(book, drafts.draft(book.read, 2026), **values)


def of_kind(paper: summaries.SummaryPaper, kind: type) -> list:
    return [block for block in paper.document.blocks if isinstance(block, kind)]


def test_without_annexes_the_paper_ends_with_the_signature(book: Book) -> None:
    paper = printed(book)
    assert paper.document.blocks[-1] == SignOff("某镇总工会", "2026年12月20日")
    assert of_kind(paper, AnnexNote) == []


def test_one_annex_has_no_number_and_its_figures_are_traced(book: Book) -> None:
    before = len(printed(book).figures)
    choose(book, annexes={"data"}, sealed=True)
    paper = printed(book)
    assert [head.label for head in of_kind(paper, AnnexHead)] == ["附件"]
    [note], [signed] = of_kind(paper, AnnexNote), of_kind(paper, SignOff)
    assert paper.document.blocks.index(note) < paper.document.blocks.index(signed)
    assert signed.sealed
    assert len(paper.figures) > before
    ids = [figure.id for figure in paper.figures]
    assert len(set(ids)) == len(ids)
    inside = {
        span.figure for grid in of_kind(paper, Grid) for row in grid.rows for cell in row.cells for span in cell.run
    }
    assert inside - {""} <= set(ids)


def test_photos_come_in_the_order_chosen_with_their_words(book: Book) -> None:
    ids = sorted(row["id"] for row in book.read.every("attachment"))
    editing.save(book, "attachment", ids[0], {"caption": "冲刺"})
    choose(book, annexes={"data", "photos"}, photos=[ids[1], ids[0], 999])
    paper = printed(book)
    assert [head.label for head in of_kind(paper, AnnexHead)] == ["附件1", "附件2"]
    assert [picture.caption.split()[-1] for picture in of_kind(paper, Picture)] == ["运动会", "冲刺"]
    assert len(of_kind(paper, AnnexNote)[0].names) == 2
    choose(book, photos=[])
    assert [head.label for head in of_kind(printed(book), AnnexHead)] == ["附件"]


def test_photos_are_made_small_once(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(book, annexes={"photos"}, photos=[row["id"] for row in book.read.every("attachment")])
    made = []
    pages = summaries.photo_pages
    monkeypatch.setattr(summaries, "photo_pages", lambda *words, **more: made.append(1) or pages(*words, **more))
    remembered: summaries.Remembered = {}
    for title in ("甲", "乙"):
        choose(book, title=title)
        told = summaries.make(book.read, drafts.draft(book.read, 2026), DAY)
        paper = summaries.annexed(told, book.read, remembered)
        assert len(of_kind(paper, Picture)) == 2
    assert len(made) == 1
    editing.save(book, "attachment", made_first(book), {"caption": "新说明"})
    told = summaries.make(book.read, drafts.draft(book.read, 2026), DAY)
    assert "新说明" in [picture.caption for picture in of_kind(summaries.annexed(told, book.read, remembered), Picture)]


def made_first(book: Book) -> int:
    return min(row["id"] for row in book.read.every("attachment"))
