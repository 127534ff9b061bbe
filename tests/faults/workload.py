"""Acts of a clerk's day through the program's own code, step by step, each step said to be done when it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from app.book import (
    attachments,
    backups,
    editing,
    erasing,
    exporting,
    importing,
    private_folders,
    rekeying,
    salvaging,
    sticks,
)
from app.book.book import Book
from app.domain.errors import AppError
from app.domain.listing import Listing
from app.store import keys, migrations
from app.store.keys import Secret
from tests.faults.seeds import (
    BOOK,
    NOON,
    TODAY,
    book_and_automatic_backup,
    book_and_backup,
    book_and_files,
    book_and_many_backups,
    book_and_papers,
    book_and_roster,
    book_with_hot_journal,
    empty,
    old_book,
    small_book,
    write_summary,
)

T = TypeVar("T")
Said = Callable[[str, str], None]
"""Hears ``done`` or ``refused`` and what was: the step's name, or the sentence."""


@dataclass
class Stage:
    """Where an act plays: its folder, what opens its file, and who hears of each step; an impatient one tries once."""

    folder: Path
    said: Said
    secret: Secret = ""
    patient: bool = True

    @property
    def path(self) -> Path:
        """The data file."""
        return self.folder / BOOK

    def open(self, *, read_only: bool = False) -> Book:
        """The data file, open."""
        return self._tried(lambda: Book.open(self.path, self.secret, read_only=read_only))

    def do(self, name: str, call: Callable[[], T]) -> T:
        """One step, said to be done once it returned; refused with a sentence it is tried once more."""
        value = self._tried(call)
        self.said("done", name)
        return value

    def _tried(self, call: Callable[[], T]) -> T:
        if not self.patient:
            return call()
        try:
            return call()
        except AppError as error:
            self.said("refused", str(error))
            return call()


@dataclass(frozen=True)
class Act:
    """A deed: what lies in the folder before it, and the deed itself.

    ``password`` is the one its files have first, ``later`` others that they may have.
    """

    prepare: Callable[[Path, str], None]
    run: Callable[[Stage], None]
    password: str = ""
    later: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------------------- the deeds


def create(stage: Stage) -> None:
    """Start a new book."""
    stage.do("created", lambda: Book.create(stage.path, "青石镇总工会", year=2026)).close()


def save(stage: Stage) -> None:
    """Add a member with a record that points at it, change it, and give several one value."""
    with stage.open() as book:
        member = stage.do("added", lambda: editing.save(book, "member", None, {"name": "孙七"}))
        entry = {"kind": "结婚", "target": "孙七", "amount": "1000", "figures": "喜糖=2盒"}
        stage.do("entered", lambda: editing.save(book, "entry", None, entry))
        stage.do("changed", lambda: editing.save(book, "member", member, {"name": "孙七七", "phone": "13800000000"}))
        ids = book.read.ids(Listing("member"))
        stage.do("set", lambda: editing.set_field(book, "member", ids, "remark", "年底慰问"))


def undo(stage: Stage) -> None:
    """Take steps back, do one again, delete, and put back from the recycle bin."""
    with stage.open() as book:
        stage.do("undone", book.undo)
        stage.do("undone again", book.undo)
        stage.do("redone", book.redo)
        member = book.read.ids(Listing("member"))[:1]
        stage.do("deleted", lambda: editing.delete(book, "member", member))
        gone = book.read.recycle_bin()[0]
        stage.do("put back", lambda: editing.put_back(book, gone))


def bring_in(stage: Stage) -> None:
    """Import a roster, and take the import back."""
    with stage.open() as book:
        found = importing.plan(book, stage.folder / "花名册.xlsx")
        stage.do("imported", lambda: importing.carry_out(book, found))
        stage.do("undone", book.undo)


def export(stage: Stage) -> None:
    """Write everything, and one sheet, over what was written before."""
    with stage.open(read_only=True) as book:
        stage.do("workbook", lambda: exporting.export(book, stage.folder / "全部.xlsx"))
        stage.do("sheet", lambda: exporting.export(book, stage.folder / "会员.csv", sheets=["会员"]))


def export_elsewhere(stage: Stage) -> None:
    """Write everything into another folder, which the environment names."""
    with stage.open(read_only=True) as book:
        exporting.export(book, Path(os.environ["ELSEWHERE"]) / "全部.xlsx")


def to_a_stick(stage: Stage) -> None:
    """Write everything, and a backup, onto a stick."""
    folder = stage.folder / os.environ.get("STICK", "U盘")
    with stage.open(read_only=True) as book:
        stage.do("exported", lambda: exporting.export(book, folder / "全部.xlsx"))
    stage.do("backed up", lambda: backups.backup(stage.path, folder, stage.secret, now=NOON))


def papers(stage: Stage) -> None:
    """Write the year's summary over last week's."""
    with stage.open(read_only=True) as book:
        stage.do("summary", lambda: write_summary(book, stage.folder))


def back_up(stage: Stage) -> None:
    """Back the book up, go on, and back it up again."""
    folder = stage.folder / "备份"
    stage.do("backed up", lambda: backups.backup(stage.path, folder, stage.secret, now=NOON))
    with stage.open() as book:
        stage.do("saved", lambda: editing.save(book, "member", None, {"name": "周八"}))
        stage.do("again", lambda: backups.backup(stage.path, folder, stage.secret, now=NOON))


def restore(stage: Stage) -> None:
    """Go back to a backup, and work on."""
    (kept,) = (stage.folder / "旧备份").glob("*.union")
    stage.do("restored", lambda: backups.restore(kept, stage.path, stage.secret, now=NOON))
    with stage.open() as book:
        stage.do("saved", lambda: editing.save(book, "member", None, {"name": "吴九"}))


def migrate(stage: Stage) -> None:
    """Open a file of an earlier version, and work on."""
    with stage.do("brought up to date", stage.open) as book:
        stage.do("saved", lambda: editing.save(book, "member", None, {"name": "郑十"}))


def thin(stage: Stage) -> None:
    """The automatic backup at the end of the day, with the old ones thinned out."""
    stage.do("backed up", lambda: backups.automatic(stage.path, stage.secret, backups.EXIT, now=NOON))


def to_stick(stage: Stage) -> None:
    """The automatic backup, and a copy of it on the stick that the clerk chose for that."""
    stick = sticks.choose(stage.folder / "U盘")

    def back_up_twice() -> None:
        kept = backups.automatic(stage.path, stage.secret, backups.EXIT, stick, now=NOON)
        if kept.stick_trouble:
            raise kept.stick_trouble

    stage.do("backed up", back_up_twice)


def change_password(password: str) -> Callable[[Stage], None]:
    """Give the file and its backups another password, and work on."""

    def run(stage: Stage) -> None:
        done = stage.do("password changed", lambda: rekeying.change(stage.path, stage.secret, password))
        stage.secret = done.secret
        for path, _reason in done.failed:
            stage.said("left", path.relative_to(stage.folder).as_posix())
        with stage.open() as book:
            stage.do("saved", lambda: editing.save(book, "member", None, {"name": "冯一"}))

    return run


def read_an_old_one(stage: Stage) -> None:
    """Open a file of an earlier version for reading only."""
    with stage.open(read_only=True) as book:
        assert book.read.union()["name"]


def show_a_file(_stage: Stage) -> None:
    """Make the program's own folder for files that another program shows, and clear it away."""
    private_folders.sweep()  # what an earlier one left when it was ended
    folder = private_folders.PrivateFolder()
    folder.fresh()
    folder.remove()


def erase(stage: Stage) -> None:
    """Delete a person for good, out of the history too."""
    with stage.open() as book:
        member = book.read.ids(Listing("member"))[-1]
        found = erasing.plan(book.read, member, TODAY)
        stage.do("erased", lambda: erasing.erase(book, found, "本人书面要求", TODAY))


def move(stage: Stage) -> None:
    """Go on in a copy elsewhere."""
    with stage.open() as book:
        stage.do("moved", lambda: book.move_to(stage.folder / "别处" / "青石二.union"))
        stage.do("saved", lambda: editing.save(book, "member", None, {"name": "陈二"}))


def type_on(stage: Stage) -> None:
    """Type into a form that is kept as a draft, note something down, and save."""
    with stage.open() as book:
        draft = stage.do("typed", lambda: book.keep_draft("member", None, '{"name": "褚"}'))
        stage.do("typed on", lambda: book.keep_draft("member", None, '{"name": "褚三"}', draft))
        stage.do("noted", lambda: book.note("Export everything", reason="年报"))
        stage.do("saved", lambda: _saved_with_draft(book, draft))


def _saved_with_draft(book: Book, draft: int | None) -> None:
    with book.step("Add") as writer:
        writer.insert("member", {"name": "褚三"})
        book.drop_draft(draft or 0)


def save_what_can_be_read(stage: Stage) -> None:
    """Write what can still be read of a damaged file into a new one."""
    stage.do("read", lambda: salvaging.salvage(stage.path, stage.folder / "抢救.union", stage.secret))


def attach(stage: Stage) -> None:
    """Hang a file on a record, and write a copy of it over another file."""
    with stage.open() as book:
        member = book.read.ids(Listing("member"))[0]
        photo = stage.folder / "照片.jpg"
        made = stage.do("attached", lambda: attachments.attach(book, "member", member, photo))
        stage.do("copied out", lambda: attachments.write_copy(book.read, made, stage.folder / "取出.jpg"))


LOCK = "青石 'quoted'"

ACTS: Mapping[str, Act] = {
    "create": Act(empty, create),
    "save": Act(small_book, save),
    "undo": Act(small_book, undo),
    "type": Act(small_book, type_on),
    "import": Act(book_and_roster, bring_in),
    "export": Act(book_and_papers, export),
    "papers": Act(book_and_papers, papers),
    "backup": Act(small_book, back_up),
    "thin": Act(book_and_many_backups, thin),
    "restore": Act(book_and_backup, restore),
    "attach": Act(book_and_files, attach),
    "move": Act(small_book, move),
    "salvage": Act(book_with_hot_journal, save_what_can_be_read),
    **{f"migrate-{number}": Act(old_book(number), migrate) for number in range(1, migrations.LATEST)},
    "show a file": Act(book_and_files, show_a_file),
    "read an old one": Act(old_book(1), read_an_old_one),
    "erase": Act(small_book, erase),
    "to stick": Act(book_and_automatic_backup, to_stick),
    "set a password": Act(book_and_automatic_backup, change_password(LOCK), later=(LOCK,)),
    "change the password": Act(book_and_automatic_backup, change_password("另一个"), LOCK, later=("另一个",)),
    "remove the password": Act(book_and_automatic_backup, change_password(""), LOCK, later=("",)),
    "save, with a password": Act(small_book, save, LOCK),
    "backup, with a password": Act(small_book, back_up, LOCK),
    "restore, with a password": Act(book_and_backup, restore, LOCK),
}
OTHERS: Mapping[str, Act] = {
    "export elsewhere": Act(small_book, export_elsewhere),
    "to a stick": Act(small_book, to_a_stick),
}
"""Deeds for faults of their own."""
REKEYED = {"set a password", "change the password", "remove the password"}
WHOLE_FILES = {"create", "restore", *REKEYED}
"""The deeds that put a whole data file in its place."""
MIGRATIONS = {name for name in ACTS if name.startswith("migrate")}
"""The deeds that are whole on the disk before the last call that may fail, and harmless when told as refused."""
ONCE = {"create", "move", "salvage", *REKEYED}
"""The deeds that cannot be done once more where they were done."""


def passwords_of(act: str) -> tuple[str, ...]:
    """The passwords that the files of an act may have, before it or after."""
    found = act_named(act)
    return found.password, *found.later


def act_named(name: str) -> Act:
    """An act by its name."""
    return ACTS.get(name) or OTHERS[name]


def secret_of(path: Path, password: str) -> Secret:
    """What opens the data file at ``path`` fastest: its key, where it has the password."""
    return (keys.keys_of(path, password)[0] or "") if password and path.exists() else password


def remember_keys() -> None:
    """Work each key out once and no more; a thousand deeds open the same few files."""
    if not hasattr(keys._derived, "cache_info"):
        keys._derived = cache(keys._derived)
