"""From a foreign file to sheets of plain text cells, whatever program wrote it; hostile files are turned away."""

from __future__ import annotations

import csv
import marshal
import re
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.book import reading_child
from app.book.workbook import Asked
from app.domain.errors import Cancelled, FileProblem, reason_of
from app.i18n import N_

MOST_BYTES = 200 * 1024 * 1024
_MOST_TEXT = 60 * 1024 * 1024  # of which four times as much lies in memory
_MOST_SAID = 100 * 1024 * 1024  # by the process that reads; a long text that many cells share is said for each
_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_RATIO = 300
_SMALL = 20 * 1024 * 1024  # below this even a high ratio harms nobody: a sheet of blank styled rows packs well
_PATIENCE = 180  # seconds
_PAUSE = 0.25  # seconds
_SURE = 6  # Chinese characters that are UTF-8 are no accident
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STOPPED = N_("The import was stopped. Nothing of it was kept.")


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet: its rows that hold anything as (Excel's row number, cells).

    ``merged`` are ranges of cells (first row, first column, last row, last column), counted from 0; ``wrong``
    are the cells that hold an error instead of a value, ``unworked`` those with a formula and no result.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    merged: tuple[tuple[int, ...], ...] = ()
    wrong: tuple[str, ...] = ()
    unworked: tuple[str, ...] = ()


_NO_TABLE = N_("{path} is not a table. Open it in Excel or WPS and save it as an .xlsx workbook.")
_HTML = N_("{path} is a web page with the name of a workbook. Open it in Excel or WPS and save it as .xlsx.")
_PASSWORD = N_("{path} is protected by a password. Open it in Excel or WPS, take the password off and save it again.")
_BROKEN = N_("{path} is damaged or is no workbook. Open it in Excel or WPS and save it as .xlsx.")
_HUGE = N_("{path} is too large to be a list of people or work. Delete the empty rows and columns, or split it.")
_WIDE = N_("{path} has a sheet with more than {most} columns in use. Delete the columns that are not needed.")
_SAID = {"wide": _WIDE, "password": _PASSWORD, "memory": _HUGE, "broken": _BROKEN}

# What the directory of a broken archive makes of itself.
_UNREADABLE = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError, struct.error)

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_TEXT_NAMES = frozenset({".csv", ".txt", ".tsv"})


def read(path: Path, cancelled: Asked | None = None,
         meanwhile: Callable[[], object] | None = None) -> tuple[RawSheet, ...]:  # fmt: skip
    """The sheets of an .xls, .xlsx, .ods or .csv file, told apart by content, not by name.

    Args:
        path: the file.
        cancelled: asked now and then whether to stop.
        meanwhile: done once, on this thread, while another process is at work on the file.

    Raises:
        FileProblem: it is missing, locked, encrypted, damaged, something else, or far too large.
        Cancelled: the clerk stopped.
    """
    head = _head(path)
    if head.startswith(b"PK"):
        _refuse_bomb(path)
    elif head.startswith(_OLE2):
        _refuse_encrypted(path)
    else:
        if meanwhile is not None:
            meanwhile()
        return (_text_sheet(path, head),)
    return tuple(_sheets(_lines(path, cancelled, meanwhile or _nothing), path))


def _nothing() -> None:
    """What is done while a file is read, where nobody asked for anything."""


def _problem(msgid: str, path: Path) -> FileProblem:
    return FileProblem(msgid, path=str(path), most=reading_child.MOST_COLUMNS)


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FileProblem(N_("There is no file {path}. Check the name and the folder."), path=str(path))
        if path.stat().st_size > MOST_BYTES:
            raise _problem(_HUGE, path)
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise FileProblem(
            N_("{path} cannot be read: {reason}. Close it in Excel or WPS, then try again."),
            path=str(path),
            reason=reason_of(error),
        ) from error
    if not head.strip():
        raise FileProblem(N_("{path} is empty. Choose another file."), path=str(path))
    return head


def _refuse_bomb(path: Path) -> None:
    """Look at the archive's directory before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except _UNREADABLE as error:
        raise _problem(_BROKEN, path) from error
    names = {info.filename for info in infos}
    if "word/document.xml" in names or not any(n.startswith("xl/") or n == "content.xml" for n in names):
        raise _problem(_NO_TABLE, path)
    total = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    if total > _MOST_UNPACKED or (total > _SMALL and total / packed > _MOST_RATIO):
        raise _problem(_HUGE, path)


def _refuse_encrypted(path: Path) -> None:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _problem(_PASSWORD, path)
    if "WordDocument".encode("utf-16-le") in content:
        raise _problem(_NO_TABLE, path)


# ------------------------------------------------------------------------------------------- workbooks


def _lines(path: Path, cancelled: Asked | None, meanwhile: Callable[[], object]) -> Iterable[tuple[Any, ...]]:
    """The workbook's lines from a child process; in this one where no child can be had (a frozen build)."""
    child = _child(path)
    if child is None:
        meanwhile()
        return _lines_here(path)
    listener = _Listener(child)
    listener.start()
    try:
        meanwhile()
        _wait(listener, path, cancelled)
    finally:
        child.kill()  # nobody waits for it any longer
        listener.join()
    if listener.is_flooded:
        raise _problem(_HUGE, path)
    if child.returncode == 1 or listener.trouble is not None:
        raise RuntimeError(f"the process that reads workbooks failed: {listener.trouble}")
    if child.returncode != 0:  # out of memory, or a cell in the very last corner of the sheet
        raise _problem(_HUGE, path)
    return listener.lines


def _child(path: Path) -> subprocess.Popen[bytes] | None:
    """The process that reads the workbook; None where there can be none."""
    script = Path(reading_child.__file__ or "")
    if getattr(sys, "frozen", False) or script.suffix != ".py" or not script.is_file() or not sys.executable:
        return None
    command = [sys.executable, "-I", str(script), str(path)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, creationflags=hidden
        )
    except OSError:
        return None


class _Listener(threading.Thread):
    """Takes what the child says as it comes, so that reading and unpacking go on side by side."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self._child = child
        self.lines: list[tuple[Any, ...]] = []
        self.trouble: Exception | None = None
        self.is_flooded = False

    def run(self) -> None:
        """Listen until the child ends; a batch cut short is the end of one that was ended."""
        assert self._child.stdout is not None
        said = 0
        with self._child.stdout as out:
            while len(head := out.read(reading_child.LENGTH)) == reading_child.LENGTH:
                size = int.from_bytes(head, "big")
                said += size
                if said > _MOST_SAID:
                    self.is_flooded = True
                    self._child.kill()
                    break
                if len(data := out.read(size)) < size:
                    break
                try:
                    self.lines += marshal.loads(data)
                except (ValueError, EOFError, TypeError) as error:
                    self.trouble = error
                    break
        self._child.wait()


def _wait(listener: _Listener, path: Path, cancelled: Asked | None) -> None:
    """Until the child has said all; not when the clerk stops or it takes too long."""
    waited = 0.0
    while listener.is_alive():
        listener.join(_PAUSE)
        waited += _PAUSE
        stop = cancelled is not None and cancelled()
        if stop or waited > _PATIENCE:
            raise Cancelled(STOPPED) if stop else _problem(_HUGE, path)


def _lines_here(path: Path) -> Iterator[tuple[Any, ...]]:
    yield from reading_child.told(str(path))


def _sheets(lines: Iterable[tuple[Any, ...]], path: Path) -> Iterator[RawSheet]:
    sheet: tuple[Any, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line in lines:
        if line[0] == "row":
            rows.append(line[1])
            continue
        if line[0] == "error":
            raise _problem(_SAID.get(line[1], _BROKEN), path)
        if sheet:
            yield _sheet(sheet, rows)
        sheet, rows = line, []
    if sheet:
        yield _sheet(sheet, rows)


def _sheet(line: tuple[Any, ...], rows: Iterable[tuple[int, tuple[str, ...]]]) -> RawSheet:
    _, name, merged, wrong, unworked = line
    return RawSheet(name, tuple(rows), tuple(map(tuple, merged)), tuple(wrong), tuple(unworked))


# ------------------------------------------------------------------------------------------------ text


def _text_sheet(path: Path, head: bytes) -> RawSheet:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<?xml", b"<head", b"mime-version")):
        raise _problem(_HTML, path)
    if start.startswith((b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"sqlite format", b"rar!")):
        raise _problem(_NO_TABLE, path)
    if path.stat().st_size > _MOST_TEXT:
        raise _problem(_HUGE, path)
    content = path.read_bytes()
    text = decoded(content)
    if text is None:
        if line := _mixed_at(content):
            raise FileProblem(
                N_("{path} is written in two encodings; the second begins in line {line}. Save it again as .xlsx."),
                path=str(path),
                line=line,
            )
        raise _problem(_NO_TABLE, path)
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=_delimiter(text))
    try:
        rows = tuple(_text_rows(reader, path))
    except csv.Error as error:
        raise FileProblem(
            N_(
                "{path} cannot be read at line {line}: a quotation mark is missing or a cell is far too "
                "long. Correct it, or save it again as .xlsx."
            ),
            path=str(path),
            line=reader.line_num,
        ) from error
    if path.suffix.lower() not in _TEXT_NAMES and all(len(cells) < 2 for _, cells in rows):
        raise _problem(_BROKEN, path)  # a text list may be called .xls, as many offices do; plain words are no list
    return RawSheet(path.stem, rows)


def _text_rows(lines: Iterable[list[str]], path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that hold anything, with their numbers."""
    for number, row in enumerate(lines, 1):
        cells = tuple(_csv_cell(cell) for cell in row)
        if any(cell.strip() for cell in cells):
            yield number, cells
        if len(cells) > reading_child.MOST_COLUMNS and sum(map(bool, cells)) > reading_child.MOST_COLUMNS:
            raise _problem(_WIDE, path)


def decoded(content: bytes) -> str | None:
    """Text in UTF-8, UTF-16 or GB18030 (which holds GBK and GB 2312); None when it is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content[:4000]:
        # The high byte of a comma or digit is zero: it comes second where the low byte comes first.
        low, high = content[:4000:2].count(0), content[1:4000:2].count(0)
        if min(low, high) > 0 or max(low, high) < max(2, len(content[:4000]) // 80):
            return None
        encodings = ("utf-16-le",) if high else ("utf-16-be",)
    elif _mixed_at(content):
        return None
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _mixed_at(content: bytes) -> int:
    """The line where text that began as UTF-8 goes on in another encoding; 0 where it does not.

    Of text in GBK hardly three signs in a row are UTF-8 by chance, so whole lines of it are none.
    """
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "ignore")
        if sum("\u4e00" <= sign <= "\u9fff" for sign in before) >= _SURE:
            return before.count("\n") + 1
    return 0


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first lines; a comma when none does."""
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    counted = {sign: sum(line.count(sign) for line in lines) for sign in ",\t;"}
    return max(counted, key=lambda sign: (counted[sign], sign == ","))


def _csv_cell(cell: str) -> str:
    """Take off what programs put round a value so that Excel leaves it alone: ="0571", '=1+1."""
    wrapped = re.fullmatch(r'="(.*)"', cell, re.DOTALL)
    if wrapped:
        return wrapped[1]
    guarded = cell[:1] == "'" and cell.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r"))
    return cell[1:] if guarded else cell
