"""Papers kept and known again, and the order of problems and plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.book import editing
from app.book.book import Book
from app.book.in_order import put_in_order
from app.book.kept_papers import free_stem, keep_files, kept_papers
from app.domain.listing import Listing


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "某镇总工会", "乡镇街道", year=2026) as book:
        yield book


def test_each_content_is_kept_once_in_one_step(book: Book) -> None:
    files = [("总结.docx", b"word"), ("总结.pdf", b"pdf")]
    ids = keep_files(book, "总结", 2026, "school", "{}", files)
    assert keep_files(book, "总结", 2026, "school", "{}", files) == ids
    assert {one.name: book.read.content(one.digest) for one in kept_papers(book.read, 2026)} == dict(files)
    newer = keep_files(book, "总结", 2026, "school", "{}", [("总结.pdf", b"other")])
    assert newer[0] not in ids
    assert kept_papers(book.read, 2025) == ()
    book.undo()
    book.undo()
    assert kept_papers(book.read, 2026) == ()


def test_only_what_was_written_from_here_is_written_over(book: Book, tmp_path: Path) -> None:
    kinds = ("docx", "pdf")
    assert free_stem(book.read, 2026, tmp_path, "总结", kinds) == "总结"
    (tmp_path / "总结.pdf").write_bytes(b"ours")
    assert free_stem(book.read, 2026, tmp_path, "总结", kinds) == "总结 (2)"
    keep_files(book, "总结", 2026, "", "{}", [("总结.pdf", b"ours")])
    assert free_stem(book.read, 2026, tmp_path, "总结", kinds) == "总结"
    (tmp_path / "总结.docx").mkdir()
    (tmp_path / "总结 (2).pdf").write_bytes(b"theirs")
    assert free_stem(book.read, 2026, tmp_path, "总结", kinds) == "总结 (3)"


def test_lines_are_put_in_order_in_one_step(book: Book) -> None:
    ids = [editing.save(book, "plan", None, {"content": text}) for text in "甲乙丙"]
    put_in_order(book, "plan", [ids[2], ids[0], ids[1]])
    assert book.read.ids(Listing("plan")) == [ids[2], ids[0], ids[1]]
    book.undo()
    assert book.read.ids(Listing("plan")) == ids
