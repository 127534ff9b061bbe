"""What lies in a folder before a deed: small books, what was made of them earlier, and files of other offices."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app import summaries
from app.book import backups, drafts, editing, exporting, sticks
from app.book.book import Book
from app.documents.write import write_document
from tests.book.sheets import workbook

BOOK = "青石.union"
OLD_FILES = Path(__file__).resolve().parent.parent / "data"
TODAY = date(2026, 12, 1)
NOON = datetime(2026, 12, 1, 12, 0, 0, tzinfo=UTC)
ROSTER = {
    "会员": [["姓名", "性别", "手机"], *([f"会员{n}", "女" if n % 2 else "男", f"1390000{n:04d}"] for n in range(60))]
}


def empty(_folder: Path, _password: str) -> None:
    """Nothing but the folder."""


def small_book(folder: Path, password: str = "") -> None:
    """A book of three members and one record of help."""
    with Book.create(folder / BOOK, "青石镇总工会", "乡镇街道", password=password, year=2026) as book:
        for name in ("张三", "李四", "王䶮"):
            editing.save(book, "member", None, {"name": name, "phone": "13900001111"})
        editing.save(book, "entry", None, {"kind": "生病住院", "target": "张三", "amount": "500"})


def book_and_roster(folder: Path, password: str = "") -> None:
    """A book, and a workbook from another office."""
    small_book(folder, password)
    workbook(folder / "花名册.xlsx", ROSTER)


def book_and_papers(folder: Path, password: str = "") -> None:
    """A book, and what was made of it earlier under the names that will be used again."""
    small_book(folder, password)
    with Book.open(folder / BOOK, password) as book:
        exporting.export(book, folder / "全部.xlsx")
        exporting.export(book, folder / "会员.csv", sheets=["会员"])
        write_summary(book, folder)
        editing.save(book, "member", None, {"name": "赵六"})


def book_and_backup(folder: Path, password: str = "") -> None:
    """A book that went on after it was backed up."""
    small_book(folder, password)
    backups.backup(folder / BOOK, folder / "旧备份", password, now=NOON)
    with Book.open(folder / BOOK, password) as book:
        editing.save(book, "member", None, {"name": "后来的人"})


def book_and_automatic_backup(folder: Path, password: str = "") -> None:
    """A book that went on after its automatic backup."""
    small_book(folder, password)
    backups.automatic(folder / BOOK, password, backups.START, now=NOON)
    (folder / "U盘").mkdir()
    sticks.choose(folder / "U盘")
    with Book.open(folder / BOOK, password) as book:
        editing.save(book, "member", None, {"name": "后来的人"})


def book_with_hot_journal(folder: Path, password: str = "") -> None:
    """A book as a crash leaves it in the middle of a change that was too large for memory."""
    aside = folder / "aside"
    aside.mkdir()
    small_book(aside, password)
    with Book.open(aside / BOOK, password) as book:
        conn = book.read._db.conn
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("UPDATE member SET remark = 'half done'")
        conn.execute("INSERT INTO content(digest, bytes) VALUES ('x', randomblob(300000))")
        for name in (BOOK, BOOK + "-journal"):
            shutil.copyfile(aside / name, folder / name)
        conn.execute("ROLLBACK")
    shutil.rmtree(aside)


def book_and_files(folder: Path, password: str = "") -> None:
    """A book, a file to hang on a record, and a file that a copy will be written over."""
    small_book(folder, password)
    (folder / "照片.jpg").write_bytes(b"\xff\xd8photo" * 3000)
    (folder / "取出.jpg").write_bytes(b"an older picture")


def book_and_many_backups(folder: Path, password: str = "") -> None:
    """A book with an automatic backup of each of many days behind it."""
    small_book(folder, password)
    path = folder / BOOK
    first = backups.before(path, password, backups.TIMED, now=NOON - timedelta(days=80))
    for number in range(2, 40):
        day = NOON - timedelta(days=2 * (40 - number))
        name = f"{path.stem}-{day:%Y%m%d-%H%M%S}-{number:04}-{backups.TIMED}.union"
        shutil.copyfile(first, first.with_name(name))
    with Book.open(path, password) as book:
        editing.save(book, "member", None, {"name": "后来的人"})


def old_book(schema: int) -> Callable[[Path, str], None]:
    """The data file kept from when ``schema`` was the latest."""

    def prepare(folder: Path, _password: str) -> None:
        shutil.copyfile(OLD_FILES / f"schema-{schema:03d}.union", folder / BOOK)

    return prepare


def write_summary(book: Book, folder: Path) -> None:
    """Write the year's summary."""
    made = summaries.make(book.read, drafts.draft(book.read, 2026), TODAY)
    write_document(summaries.annexed(made, book.read).document, folder / "材料", "总结")
