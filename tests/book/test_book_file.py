"""What a book does with its file: another password, another place, an older file only looked at, a note."""

import errno
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.book import editing
from app.book.book import Book
from app.domain.errors import Damaged, FileProblem, NotSaved, Refused, WrongPassword
from app.store import copying, datafile, history, keys
from app.store.holding import lock_file

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Book.create(tmp_path / "青石.union", "青石镇总工会", year=2026) as book:
        editing.save(book, "member", None, {"name": "张三"})
    return tmp_path / "青石.union"


def names(path: Path, password: str = "") -> list[str]:
    with Book.open(path, password) as book:
        return [row["name"] for row in book.read.every("member")]


def alone(path: Path) -> bool:
    return [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_password_is_set_changed_and_taken_away_while_the_book_stays_open(path):
    with Book.open(path) as book:
        book.change_password("甲乙丙")
        editing.save(book, "member", None, {"name": "李四"})
        assert not keys.is_plain(path)
        with book.reader() as read:
            assert len(read.every("member")) == 2
        book.change_password("丁戊己")
        editing.save(book, "member", None, {"name": "王五"})
    with pytest.raises(WrongPassword):
        Book.open(path, "甲乙丙")
    with Book.open(path, "丁戊己") as book:
        book.undo()
        book.change_password("")
        assert book.secret == ""
    assert names(path) == ["张三", "李四"]
    assert alone(path)


def test_a_password_that_could_not_be_changed_leaves_the_former(path, monkeypatch):
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with Book.open(path) as book:
        monkeypatch.setattr(copying, "_copied", full)
        with pytest.raises(FileProblem):
            book.change_password("neu")
        monkeypatch.undo()
        monkeypatch.setattr("app.book.opening.put_in_place", full)
        with pytest.raises(FileProblem):
            book.change_password("neu")
        monkeypatch.undo()
        editing.save(book, "member", None, {"name": "李四"})
    assert names(path) == ["张三", "李四"]
    assert alone(path)


def test_a_book_goes_on_elsewhere_with_its_password_and_its_undo(path):
    elsewhere = path.parent / "另一处" / "青石.union"
    with Book.open(path) as book:
        book.change_password("甲乙丙")
        editing.save(book, "member", None, {"name": "李四"})
        book.move_to(elsewhere)
        assert not lock_file(path).exists()
        book.undo()
        editing.save(book, "member", None, {"name": "王五"})
    assert names(elsewhere, "甲乙丙") == ["张三", "王五"]
    assert names(path, "甲乙丙") == ["张三", "李四"]


def test_what_may_only_be_read_can_be_worked_on_elsewhere(path):
    with Book.open(path, read_only=True) as book:
        book.move_to(path.with_name("b.union"))
        assert not book.read_only
        editing.save(book, "member", None, {"name": "李四"})
    assert names(path.with_name("b.union")) == ["张三", "李四"]
    assert names(path) == ["张三"]


@pytest.mark.fault("S7")
@pytest.mark.parametrize("schema", [1, 2, 3])
def test_an_older_file_that_is_only_read_stays_as_it_is(tmp_path, schema):
    path = tmp_path / "old.union"
    shutil.copy(DATA / f"schema-{schema:03d}.union", path)
    before = path.read_bytes()
    with Book.open(path, read_only=True) as book:
        assert book.read.every("sealing") == []
        assert book.read.every("summary_draft") is not None
        source = book._opened.source
        assert source != path
        with book.reader() as read:
            assert read.every("member")
    assert not source.exists()
    assert path.read_bytes() == before
    assert alone(path)


def test_a_note_is_in_the_history_and_not_in_the_way_of_undo(path):
    with Book.open(path) as book:
        editing.save(book, "member", None, {"name": "李四"})
        book.note("Exported in full: {reason}", reason="上报")
        book.undo()
        assert len(book.read.every("member")) == 1
        book.redo()
        found = datafile.rows(book.read._db, "SELECT label, state FROM step ORDER BY id DESC LIMIT 1")
        assert found == [{"label": "Exported in full: {reason}", "state": "kept"}]
    with Book.open(path, read_only=True) as book, pytest.raises(Refused):
        book.note("x")


@pytest.mark.fault("D11")
def test_after_the_disk_failed_nothing_held_in_memory_is_believed(path, monkeypatch):
    """The step is told as not saved, the connection is a new one, and the next step goes through."""
    with Book.open(path) as book:
        before = book.read._db

        def broken(*_args: object) -> int:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(history, "open_step", broken)
        with pytest.raises(NotSaved):
            editing.save(book, "member", None, {"name": "李四"})
        monkeypatch.undo()
        assert book.read._db is not before
        assert editing.save(book, "member", None, {"name": "王五"})
    assert names(path) == ["张三", "王五"]


@pytest.mark.fault("P14")
def test_a_file_is_there_only_when_it_is_whole(tmp_path):
    def fail(_book: Book) -> None:
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        Book.create(tmp_path / "a.union", "青石镇总工会", fill=fail)
    assert list(tmp_path.iterdir()) == []
    for empty in (b"", b"\0" * 4096):
        (tmp_path / "b.union").write_bytes(empty)
        with pytest.raises(FileProblem):
            Book.open(tmp_path / "b.union")
        with pytest.raises(FileProblem, match="already a file"):
            Book.create(tmp_path / "b.union", "青石镇总工会")
        assert (tmp_path / "b.union").read_bytes() == empty
    assert [one.name for one in tmp_path.iterdir()] == ["b.union"]


def test_a_torn_page_met_at_opening_is_told_and_the_file_let_go(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.union"
    Book.create(path, "青石镇总工会").close()

    def torn(_db: object) -> int:
        raise dbapi2.DatabaseError("database disk image is malformed")

    with monkeypatch.context() as patched:
        patched.setattr("app.book.book.history.newest", torn)
        with pytest.raises(Damaged):
            Book.open(path)
    Book.open(path).close()


def test_a_place_whose_folder_failed_once_can_be_tried_again(tmp_path: Path, monkeypatch) -> None:
    put = copying.put_in_place

    def put_and_fail(part: Path, place: Path) -> None:
        put(part, place)
        raise OSError(errno.EIO, "the folder was not written")

    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        with monkeypatch.context() as patched:
            patched.setattr(copying, "put_in_place", put_and_fail)
            with pytest.raises(FileProblem):
                book.move_to(tmp_path / "b.union")
        book.move_to(tmp_path / "b.union")
        assert book.path == tmp_path / "b.union"
