"""Papers onto the disk: whole or not at all, read back before they take the old one's place."""

from __future__ import annotations

import errno
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from app.documents.arrange import flow
from app.documents.blocks import (
    Addressee,
    AnnexHead,
    AnnexNote,
    Blank,
    Block,
    CutLine,
    Document,
    Grid,
    Heading,
    Item,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    PictureRow,
    SignOff,
    Subtitle,
    Table,
    Title,
    cell_run,
    words,
)  # fmt: skip
from app.documents.lines import clean
from app.domain.errors import FileProblem
from app.i18n import N_
from app.replacing import part_of, put_in_place

FORMATS = ("pdf", "docx")

_FULL = N_("The disk is full: “{file}” was not written. Make room or choose another place, then try again.")
_DENIED = N_("“{file}” may not be written. If it is open in another program, close it; otherwise choose another place.")
_FAILED = N_("“{file}” could not be written ({reason}). Choose another place and try again.")
_UNREAD = N_("“{file}” was not kept: it could not be read back. The disk may be failing; choose another place.")

_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC})
_RIGHTS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def _render(document: Document, kind: str) -> bytes:
    """The bytes of ``document`` in one format. The renderers are heavy, so they are imported when first used."""
    if kind == "pdf":
        from app.documents.pdf import render_pdf

        return render_pdf(document)
    if kind == "docx":
        from app.documents.docx import render_docx

        return render_docx(document)
    raise ValueError(f"unknown format {kind!r}; known: {', '.join(FORMATS)}")


def safe_stem(stem: str) -> str:
    """``stem`` as a file name that Windows takes too."""
    name = re.sub(r'[\\/:*?"<>|\n]', "_", clean(stem)).strip(" .")
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", name):
        name = f"_{name}"
    return name[:120] or "_"


def unique_stem(wanted: str, taken: set[str]) -> str:
    """``wanted``, numbered where it is among ``taken``, to which it is added; Windows takes a and A for one name."""
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name.casefold())
    return name


def write_document(document: Document, folder: Path, stem: str, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write ``document`` in each of ``formats`` as ``folder/stem.<format>``; a missing folder is made.

    All formats are rendered and written aside before the first old file is replaced.

    Returns:
        The files written, in the order of ``formats``.

    Raises:
        FileProblem: the disk is full, the place may not be written, or what was written cannot be read.
    """
    rendered = [(folder / f"{safe_stem(stem)}.{kind}", _render(document, kind)) for kind in formats]
    write_files(rendered)
    return [path for path, _ in rendered]


def write_files(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files all together: each beside its place and read back, then all put in place.

    Raises:
        FileProblem: see ``write_document``.
    """
    aside: list[tuple[Path, Path]] = []
    try:
        for path, data in files:
            with _told(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                aside.append((part_of(path), path))
                aside[-1][0].write_bytes(data)
                _check(aside[-1][0], path, data)
        for temporary, path in aside:
            with _told(path):
                put_in_place(temporary, path)
    finally:
        for temporary, _ in aside:
            temporary.unlink(missing_ok=True)


def _check(temporary: Path, path: Path, data: bytes) -> None:
    """Read the file back: the same bytes, and a paper of its kind with something in it."""
    found = temporary.read_bytes()
    if found != data or not _whole(path.suffix, found):
        raise FileProblem(_UNREAD, file=path.name)


def _whole(suffix: str, data: bytes) -> bool:
    if suffix == ".pdf":
        pages = [int(count) for count in re.findall(rb"/Count (\d+)", data)]
        return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") and max(pages, default=0) >= 1
    if suffix in (".docx", ".xlsx"):
        main = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}[suffix]
        try:
            with zipfile.ZipFile(BytesIO(data)) as held:
                return held.testzip() is None and main in held.namelist()
        except zipfile.BadZipFile:
            return False
    return True


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the system's errors into sentences for the clerk."""
    try:
        yield
    except OSError as error:
        if error.errno in _SPACE:
            raise FileProblem(_FULL, file=path.name) from error
        if error.errno in _RIGHTS or isinstance(error, PermissionError):
            raise FileProblem(_DENIED, file=path.name) from error
        raise FileProblem(_FAILED, file=path.name, reason=error.strerror or str(error)) from error


def plain_text(document: Document) -> str:
    """The words of ``document`` without its looks: a line a paragraph, cells parted by tabs."""
    blocks = (block for part in document.bound or (document,) for block in flow(part))
    return "\n".join("\t".join(map(clean, line)) for block in blocks for line in _lines(block)) + "\n"


def _lines(block: Block) -> Iterator[tuple[str, ...]]:
    match block:
        case Table():
            yield from [(block.caption,)] if block.caption else []
            yield tuple(column.title for column in block.columns)
            yield from (tuple(words(cell_run(cell)) for cell in row) for row in block.rows)
        case Grid():
            for row in block.rows:
                yield tuple(" ".join(filter(None, (words(c.run), c.foot))) for c in row.cells)
        case SignOff(signer, date_text):
            yield from ((text,) for text in (signer, date_text) if text)
        case AnnexNote(names):
            yield from ((text,) for text in annex_lines(names))
        case AnnexHead(label, spans):
            yield from ((label,), (), (words(spans),))
        case _:
            yield from _plain_lines(block)


def _plain_lines(
    block: Title
    | Subtitle
    | Addressee
    | Heading
    | Paragraph
    | Item
    | Picture
    | PictureRow
    | Note
    | Blank
    | PageBreak
    | CutLine,
) -> list[tuple[str, ...]]:
    match block:
        case Item(mark, spans):
            return [(f"{mark} {words(spans)}",)]
        case Picture(caption=caption):
            return [(caption,)]
        case PictureRow(pictures):
            return [tuple(picture.caption for picture in pictures)]
        case Note(text):
            return [(text,)]
        case Blank(count):
            return [()] * count
        case PageBreak():
            return [()]
    return [(words(block.run),)]


def annex_lines(names: Sequence[str]) -> list[str]:
    """附件说明 line by line: numbered when there is more than one (GB/T 9704-2012 7.3.4)."""
    marks = [f"{number}." for number in range(1, len(names) + 1)] if len(names) > 1 else [""]
    return [("" if at else "附件：") + marks[at] + name for at, name in enumerate(names)]
