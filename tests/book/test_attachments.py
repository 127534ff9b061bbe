"""Attachments and papers lie in the one file, come back byte for byte, and follow undo."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book import attachments, editing
from app.book.book import Book
from app.domain.errors import FileProblem, Refused


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


def test_an_attachment_comes_back_as_it_was_and_follows_its_record(book, tmp_path: Path):
    picture = tmp_path / "三八活动.jpg"
    picture.write_bytes(bytes(range(256)) * 40)
    activity = editing.save(book, "activity", None, {"area": "女职工", "title": "三八活动"})
    attachments.attach(book, "activity", activity, picture, "合影")
    picture.unlink()
    (row,) = attachments.attachments(book.read, "activity", activity)
    assert (row["name"], row["caption"], row["size"]) == ("三八活动.jpg", "合影", 10240)
    assert book.read.content(row["digest"]) == bytes(range(256)) * 40
    editing.delete(book, "activity", [activity])
    assert attachments.attachments(book.read, "activity", activity) == []
    book.undo()
    (again,) = attachments.attachments(book.read, "activity", activity)
    assert book.read.content(again["digest"]) == bytes(range(256)) * 40


def test_what_cannot_be_attached_is_said_and_nothing_is_kept(book, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", 3)
    (tmp_path / "big.bin").write_bytes(b"1234")
    with pytest.raises(Refused, match="big.bin"):
        attachments.attach(book, "union_info", 1, tmp_path / "big.bin")
    with pytest.raises(FileProblem, match="gone"):
        attachments.attach(book, "union_info", 1, tmp_path / "gone.bin")
    assert book.read.every("attachment") == []


def test_a_paper_is_kept_as_written(book):
    paper = attachments.keep_paper(
        book, {"kind": "summary", "title": "2026年度工作总结", "name": "总结.pdf", "year": 2026}, b"%PDF"
    )
    row = book.read.row("paper", paper)
    assert book.read.content(row["digest"]) == b"%PDF"
    assert (row["year"], row["name"]) == (2026, "总结.pdf")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [("..\\..\\x.exe", "x.exe"), ("/etc/passwd", "passwd"), ("a.", "a"), ("名\u202excod.exe", "名xcod.exe"), ("", "_")],
)
@pytest.mark.fault("F18")
def test_names_of_files_cannot_lead_elsewhere(given_name, kept):
    assert attachments.safe_name(given_name) == kept


@given(st.text(max_size=300))
def test_any_name_becomes_a_plain_file_name(name):
    safe = attachments.safe_name(name)
    assert 0 < len(safe) <= 120
    assert not set(safe) & set('<>:"/\\|?*\0\n')


def test_several_files_are_one_step_and_none_is_taken_twice(book, tmp_path: Path):
    activity = editing.save(book, "activity", None, {"area": "女职工", "title": "三八活动"})
    files = [attachments.Incoming(f"{n}.jpg", bytes([n]) * 9) for n in range(3)]
    ids = attachments.attach_all(book, "activity", activity, files)
    assert attachments.attach_all(book, "activity", activity, files[:1]) == ids[:1]
    assert [row["name"] for row in attachments.attachments(book.read, "activity", activity)] == [
        "0.jpg", "1.jpg", "2.jpg"
    ]  # fmt: skip
    book.undo()
    assert attachments.attachments(book.read, "activity", activity) == []


def test_a_copy_is_written_or_said_why_not(book, tmp_path: Path):
    activity = editing.save(book, "activity", None, {"area": "女职工", "title": "三八活动"})
    (one,) = attachments.attach_all(book, "activity", activity, [attachments.Incoming("通知.pdf", b"%PDF")])
    attachments.write_copy(book.read, one, tmp_path / "副本.pdf")
    assert (tmp_path / "副本.pdf").read_bytes() == b"%PDF"
    with pytest.raises(FileProblem, match="cannot be written"):
        attachments.write_copy(book.read, one, tmp_path)
    editing.delete(book, "attachment", [one])
    with pytest.raises(FileProblem, match="no longer"):
        attachments.write_copy(book.read, one, tmp_path / "副本.pdf")
