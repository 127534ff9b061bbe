"""A year's summary from the book: who signs it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.book import drafts
from app.book.book import Book
from app.book.drafts import Draft
from app.documents.blocks import SignOff
from app.summaries import make

DAY = date(2026, 12, 31)


def signed(book: Book, draft: Draft) -> str:
    [found] = [
        block.signer for block in make(book.read, draft, DAY).paper.document.blocks if isinstance(block, SignOff)
    ]
    return found


@pytest.mark.parametrize(("seal", "signer"), [("青石镇总工会委员会", "青石镇总工会委员会"), ("", "青石镇总工会")])
def test_a_summary_is_signed_as_the_papers_are(tmp_path: Path, seal: str, signer: str) -> None:
    with Book.create(tmp_path / "a.union", "青石镇总工会", "乡镇街道", year=2026) as book:
        with book.step("seal") as writer:
            writer.update("union_info", book.read.union()["id"], {"seal_name": seal})
        draft = drafts.draft(book.read, 2026)
        assert signed(book, draft) == signer
        assert signed(book, replace(draft, signer="青石镇总工会办公室")) == "青石镇总工会办公室"
