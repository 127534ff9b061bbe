"""Hostile cases tried the way the clerk would meet them, and what must hold of the book afterwards."""

from __future__ import annotations

import io
import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image

from app import paths, resources
from app.book import attachments, exporting, importing
from app.book.book import Book
from app.book.pasting import block_of, write_block
from app.documents import form_check
from app.documents.form import papers_offered
from app.documents.photos import Photo, fitted
from app.documents.summary_styles import choose_style, style_names
from app.domain.errors import AppError
from app.domain.listing import Listing
from app.domain.reading import LONGEST
from app.domain.records import ALL, BY_TABLE
from app.i18n import Language
from app.settings import Settings
from tests.book.rich_book import fill
from tests.faults import hostile_case
from tests.faults.hostile_case import Case

TAKEN, NOTHING, REFUSED = "taken", "nothing", "refused"
_LANGUAGES = tuple(Language(code) for code in ("zh_CN", "en"))
_MEMBER = BY_TABLE["member"]
_SHOWN = tuple(_MEMBER.field(name) for name in ("name", "gender", "mobile"))
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0x200B, 0xFEFF, 0xAD, 0x2060}
_FORMULA = re.compile(rb"<f[ >/]")


class Lost(Exception):
    """Something that must hold of the book does not."""


class Trials:
    """One small book, to which case after case is put; after each it must be as it was."""

    def __init__(self, folder: Path, *, export_every: int = 5) -> None:
        """``folder`` takes the book and the cases' files; so many cases that change the book are exported again."""
        self._folder = folder
        self._every = export_every
        self._taken = 0
        self._book = Book.create(folder / "b.union", "青石镇总工会", year=2026)
        fill(self._book)
        self._before = _rows(self._book)

    def close(self) -> None:
        """Close the book."""
        self._book.close()

    def run(self, case: Case) -> str:
        """Try a case and say what became of it.

        Raises:
            Lost: the book is not what it must be.
            Exception: any other is a crash.
        """
        place = self._folder / "case"
        place.mkdir(exist_ok=True)
        try:
            return getattr(self, f"_try_{case.kind}")(case, place)
        except AppError as error:
            _speak(error)
            self._is_as_before()
            return REFUSED
        finally:
            for path in place.iterdir():
                _removed(path)

    # -- lists

    def _try_file(self, case: Case, place: Path) -> str:
        path = place / case.name
        path.write_bytes(case.content)
        return self._import(path, {})

    def _try_paste(self, case: Case, place: Path) -> str:
        text = case.content.decode("utf-8", "surrogatepass")
        block = block_of(text, case.more, _MEMBER, _SHOWN)
        if block is None:
            return NOTHING
        path = write_block(block, place)
        return self._import(path, {path.stem: _MEMBER.sheet})

    def _import(self, path: Path, kinds: dict[str, str]) -> str:
        plan = importing.plan(self._book, path, kinds=kinds)
        foretold = plan.report()
        for language in _LANGUAGES:
            json.dumps(foretold.as_json(language), ensure_ascii=False).encode()
        report = importing.carry_out(self._book, plan)
        _must(report == foretold, "what was foretold is not what was done")
        if plan.changes_nothing():
            self._is_as_before()
            return NOTHING
        now = _rows(self._book)
        added = sum(sheet.added for sheet in report.sheets) + len(plan.additions)
        grown = sum(len(now[t]) - len(self._before[t]) for t in now if t != "figure")
        _must(added == grown, f"{added} rows said to be added, {grown} are there")
        _is_clean(now)
        self._is_sound()
        self._taken += 1
        if self._taken % self._every == 0:
            self._comes_back()
        self._book.undo()
        self._is_as_before()
        return TAKEN

    def _comes_back(self) -> None:
        """What is exported holds no formula and is the same again when it is read."""
        out = self._folder / "out.xlsx"
        exporting.export(self._book, out, unmask=True)
        with zipfile.ZipFile(out) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
        _must(not any(map(_FORMULA.search, parts)), "a cell was exported as a formula")
        again = importing.plan(self._book, out)
        told = [
            (sheet.name, row.row, row.action, dict(row.values))
            for sheet in again.sheets for row in sheet.rows if row.action in (importing.ADD, importing.UPDATE)
        ]  # fmt: skip
        _must(again.changes_nothing(), f"an export changes its own book when it is read: {told[:2]}")

    # -- pictures, the clerk's own files, data files

    def _try_picture(self, case: Case, _place: Path) -> str:
        file = attachments.Incoming(attachments.safe_name(case.name), case.content)
        unit = self._book.read.ids(Listing("unit"))[0]
        attachments.attach_all(self._book, "unit", unit, [file])
        self._is_sound()
        self._book.undo()
        self._is_as_before()
        shown = fitted(Photo(case.content, "说明"), 2)
        if shown is None:
            return REFUSED
        with Image.open(io.BytesIO(shown.data)) as made:
            made.load()
            _must(made.format == "JPEG" and max(made.size) < 2000, "the photograph was not made small")
        return TAKEN

    def _try_form(self, case: Case, place: Path) -> str:
        empty = self._folder / "none"
        empty.mkdir(exist_ok=True)
        (place / case.name).write_bytes(case.content)
        with _forms(empty, place):
            found = form_check.checked()
            papers_offered()
            for problem in found.problems:
                _speak(problem)
            _must(len(found.files) + len(found.problems) == 1, "a form is neither sound nor told to be wrong")
            return TAKEN if found.files else REFUSED

    def _try_style(self, case: Case, place: Path) -> str:
        (place / "summary").mkdir(exist_ok=True)
        path = place / "summary" / case.name
        path.write_bytes(case.content)
        try:
            with _forms(paths.FORMS, place):
                style_names()
                for name in ("mine", "", "township"):
                    if name != "mine" or case.name == "mine.toml":
                        choose_style(name)
            return TAKEN
        finally:
            path.unlink()
            path.parent.rmdir()

    def _try_settings(self, case: Case, place: Path) -> str:
        path = place / case.name
        path.write_bytes(case.content)
        kept = Settings.load(path)
        _must(isinstance(kept.language, str) and kept.points > 0, "odd settings")
        kept.opened(place / "a.union")
        _must(kept.save(), "the settings cannot be kept")
        _must(Settings.load(path).recent == kept.recent, "the settings were not kept")
        return TAKEN

    def _try_book(self, case: Case, place: Path) -> str:
        path = place / case.name
        path.write_bytes(case.content)
        with Book.open(path) as book:
            _rows(book)
        return TAKEN

    # -- what must hold

    def _is_as_before(self) -> None:
        now = _rows(self._book)
        if now != self._before:
            table = next(t for t in now if now[t] != self._before[t])
            raise Lost(f"the book is not as it was: {table}")

    def _is_sound(self) -> None:
        found = self._book.read.check()
        _must(not found, f"the file is damaged: {found[:1]}")


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Lost(otherwise)


def _rows(book: Book) -> dict[str, list[dict[str, Any]]]:
    """Every row of every kind of record, with its figures."""
    return {record.table: book.read.every(record.table) for record in ALL}


def _is_clean(found: dict[str, list[dict[str, Any]]]) -> None:
    """No text holds what cannot be seen or turns the line round, nor more than a field takes."""
    for table, rows in found.items():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, str) and name not in ("initials", "sort_key"):
                    _must(not any(map(_is_hidden, value)), f"{table}.{name} holds hidden characters: {value[:40]!r}")
                    _must(len(value) <= LONGEST, f"{table}.{name} holds {len(value)} characters")


def _is_hidden(char: str) -> bool:
    return (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t") or ord(char) in _TURNING


def _speak(error: AppError) -> None:
    """Say a problem in both languages: it must name what it is about, and be a sentence."""
    for language in _LANGUAGES:
        said = language.text(error.msgid, **error.values)
        _must(said.strip() != "" and "Traceback" not in said, f"no sentence: {said!r}")
        said.encode()  # what the log and the command line do with it


@contextmanager
def _forms(ours: Path, own: Path) -> Iterator[None]:
    """The program's forms in ``ours`` and the clerk's in ``own``."""
    kept = paths.FORMS, paths.forms_folder
    paths.FORMS, paths.forms_folder = ours, lambda: own  # type: ignore[misc, assignment]
    resources.forget()
    try:
        yield
    finally:
        paths.FORMS, paths.forms_folder = kept  # type: ignore[misc]
        resources.forget()


KINDS = (
    hostile_case.FILE, hostile_case.PASTE, hostile_case.PICTURE, hostile_case.FORM, hostile_case.STYLE,
    hostile_case.SETTINGS, hostile_case.BOOK,
)  # fmt: skip


def _removed(path: Path) -> None:
    """Take away what a case left: files, and folders with the backups of older ones."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
