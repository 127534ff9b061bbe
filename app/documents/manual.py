"""The manual as a paper: a cover, the contents with their pages, and every page of the help from its own sheet on."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain
from pathlib import Path

from app.documents.blocks import (
    Blank,
    Block,
    Column,
    Document,
    Heading,
    Item,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Subtitle,
    Table,
    Title,
    run,
)
from app.documents.compose import chinese
from app.documents.layout import FORM_PORTRAIT, Face, Type
from app.documents.manual_pages import HelpPage, Manual, read_manual
from app.documents.markdown import Element, Head, Image, ListItem, Prose, Rows, elements, plain
from app.documents.write import write_document
from app.version import __version__

_PAGE = replace(
    FORM_PORTRAIT,
    title=Type(Face.XIAOBIAOSONG, 20, 40),
    body=Type(Face.FANGSONG, 11.5, 19),
    table_pt=10.5,
    top_tw=1077,
    bottom_tw=1077,
    left_tw=1361,  # 24 mm: room for the holes of a binder
    right_tw=1134,
)
_COVER = replace(_PAGE, title=Type(Face.XIAOBIAOSONG, 36, 64), body=Type(Face.FANGSONG, 14, 28))
_DOTS_PER_MM = 5.6  # of a picture of the screen: its words come out about as large as a newspaper's
_MOST_MM = (150.0, 76.0)  # wide and high
_NARROWEST, _WIDEST = 6.0, 44.0  # characters that a column is at least and at most counted for
_TRIES = 4  # page numbers change the text, and the text the page numbers
_COVER_TOP, _COVER_GAP = 6, 2  # blank lines over the title and under the version


def write_manual(folder: Path, out: Path) -> None:
    """Write the manual that lies in ``folder`` as the PDF ``out``.

    Raises:
        FileProblem: the place may not be written, the disk is full, or the program's fonts are missing.
    """
    write_document(manual_document(folder), out.parent, out.stem, ("pdf",))


def manual_document(folder: Path) -> Document:
    """The manual's paper: the cover, then the contents and the pages, numbered as one."""
    book = _Book(read_manual(folder), folder)
    body = Document(book.manual.title, tuple(book.body(book.places())), _PAGE)
    cover = Document(book.manual.title, tuple(_cover(book.manual)), _COVER, page_numbers=False)
    return Document(book.manual.title, (), _PAGE, bound=(cover, body))


def _cover(manual: Manual) -> Iterator[Block]:
    yield Blank(_COVER_TOP)
    yield Title(run(manual.title.replace("使用手册", "\n使用手册")))
    yield Blank(1)
    yield Subtitle(run(f"版本 {__version__}"))
    yield Blank(_COVER_GAP)
    for text in manual.preface:
        yield Paragraph(run(text))


Places = Mapping[str, int]
"""The page, counted from one, on which each page of the help begins."""


@dataclass(frozen=True, slots=True)
class _Book:
    """One manual with the folder its pictures lie in."""

    manual: Manual
    folder: Path

    def places(self) -> Places:
        """Where every page of the help begins."""
        found: Places = {page.name: 0 for page in self.manual.pages}
        for _ in range(_TRIES):
            lengths = [_length(self._contents(found)), *(_length(self.page(p, found)) for p in self.manual.pages)]
            begins = [1 + sheets for sheets in accumulate(lengths)]  # behind the contents, then behind each page
            now = dict(zip(found, begins, strict=False))
            if now == found:
                break
            found = now
        return found

    def body(self, places: Places) -> Iterator[Block]:
        """The contents and all pages."""
        yield from self._contents(places)
        for page in self.manual.pages:
            yield PageBreak()
            yield from self.page(page, places)

    def _contents(self, places: Places) -> tuple[Block, ...]:
        blocks: list[Block] = [Title(run("目　录")), Blank(1)]
        for at, part in enumerate(self.manual.parts):
            rows = tuple((page.title, str(places[page.name])) for page in self.manual.pages if page.part == at)
            columns = (Column("内容", 6.0), Column("页码", 1.0, "center"))
            blocks += [Table(columns, rows, f"第{chinese(at + 1)}部分　{part}"), Blank(1)]
        return tuple(blocks[:-1])

    def page(self, page: HelpPage, places: Places) -> tuple[Block, ...]:
        """One page of the help."""
        text = chain(*(self._blocks(element, places) for element in elements(page.text)))
        return (Title(run(page.title)), *_spaced(text))

    def _blocks(self, element: Element, places: Places) -> tuple[Block, ...]:
        said = partial(plain, told=partial(_told, places))
        match element:
            case Head(level, text):
                return (Heading(level - 1, run(said(text))),)
            case Prose(text):
                return (Paragraph(run(said(text))),)
            case ListItem(mark, text):
                return (Item(mark, run(said(text))),)
            case Rows(titles, rows):
                return (_table(titles, tuple(tuple(map(said, row)) for row in rows)),)
            case Image(caption, file):
                return (_picture(self.folder / file, caption),)


def _spaced(blocks: Iterable[Block]) -> Iterator[Block]:
    """An empty line over a heading that does not begin the page, and between a table and the text below it."""
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Table) or (before is not None and isinstance(block, Heading)):
            yield Blank(1)
        yield block
        before = block


def _told(places: Places, words: str, target: str) -> str:
    """A link on paper: its words and the page to turn to."""
    return f"{words}（第{places[target]}页）"


def _length(blocks: tuple[Block, ...]) -> int:
    """How many sheets blocks that begin on a new one need."""
    from app.documents.pdf import paginate

    return len(paginate(Document("", blocks, _PAGE)))


def _table(titles: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    """A table whose columns are as wide as their longest cells ask for, the widest held within bounds."""
    widths = [min(_WIDEST, max(_NARROWEST, *(len(row[at]) for row in (titles, *rows)))) for at in range(len(titles))]
    return Table(tuple(map(Column, titles, widths)), rows)


def _picture(path: Path, caption: str) -> Block:
    """A picture of the screen, as large as its words want; one that is gone leaves its caption."""
    try:
        data = path.read_bytes()
    except OSError:
        return Note(f"（图：{caption}）")
    wide, high = struct.unpack(">II", data[16:24])  # where every PNG says it
    scale = min(1 / _DOTS_PER_MM, _MOST_MM[0] / wide, _MOST_MM[1] / high)
    return Picture(data, wide * scale, high * scale, caption)
