"""A paper's text on screen: its blocks as simple HTML in which every traced figure is a link."""

from __future__ import annotations

from html import escape

from app.documents.blocks import (
    Addressee,
    AnnexHead,
    AnnexNote,
    Blank,
    Block,
    CutLine,
    Document,
    Grid,
    GridCell,
    Heading,
    Item,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    PictureRow,
    Run,
    SignOff,
    Subtitle,
    Table,
    Title,
    cell_run,
)
from app.ui.theme import COLOURS

# A table's border comes on top of its width: the whole of it would be a pixel too wide for the page.
_TABLE = '<table border="1" cellspacing="0" width="99%">'
LINK = "figure:"
BLOCK = "block:"  # the name of the anchor at a block's head, with the block's place in the document

_STYLE = f"""<style>
p {{ margin: 3px 0; line-height: 150%; white-space: pre-wrap; }}
a {{ color: {COLOURS["text"]}; text-decoration: none; }}
td, th {{ padding: 3px 6px; }}
</style>"""
_INDENT = "text-indent:30px"  # two characters; Qt folds ideographic spaces at the head of a paragraph


def to_html(document: Document) -> str:
    """The whole paper as HTML for a ``QTextBrowser``; titles, headings and paragraphs are named by their places."""
    return _STYLE + "".join(_block(block, f'<a name="{BLOCK}{at}"></a>') for at, block in enumerate(document.blocks))


def _block(block: Block, name: str) -> str:
    match block:
        case Title(run):
            return f'<p align="center" style="font-size:x-large; font-weight:700">{name}{_run(run)}</p><p></p>'
        case Subtitle(run):
            return f'<p align="center">{_run(run)}</p>'
        case Heading(_, run):
            return f'<p style="font-weight:700; {_INDENT}">{name}{_run(run)}</p>'
        case Paragraph():
            align = f' align="{block.align}"' if block.align else ""
            return f'<p{align} style="{_INDENT if block.indent else ""}">{name}{_run(block.run)}</p>'
        case Addressee(run):
            return f"<p>{_run(run)}</p>"
        case Table():
            return _table(block)
        case Grid():
            return _grid(block)
    return _small(block)


def _small(
    block: Item | SignOff | AnnexHead | AnnexNote | Picture | PictureRow | Note | Blank | PageBreak | CutLine,
) -> str:
    match block:
        case Picture() | PictureRow():
            shown = block.pictures if isinstance(block, PictureRow) else (block,)
            return "".join(f'<p align="center">{escape(picture.caption)}</p>' for picture in shown)
        case AnnexHead(label, run):
            head = f'<hr/><p style="font-weight:700">{escape(label)}</p>'
            return f'{head}<p align="center" style="font-size:x-large; font-weight:700">{_run(run)}</p>'
        case SignOff(signer, date_text):
            return f'<p></p><p align="right">{escape(signer)}</p><p align="right">{escape(date_text)}</p>'
        case AnnexNote(names):
            return f'<p style="{_INDENT}">附件：{escape("；".join(names))}</p>'
        case Item() | Note():
            return _line(block)
        case Blank(lines):
            return "<p></p>" * lines
        case PageBreak():
            return "<hr/>"
        case CutLine(run):
            return f'<hr/><p align="center">{_run(run)}</p>'


def _line(block: Item | Note) -> str:
    if isinstance(block, Note):
        return f"<p>{escape(block.text)}</p>"
    return f'<p style="{_INDENT}">{escape(block.mark)} {_run(block.run)}</p>'


def _grid(grid: Grid) -> str:
    rows = "".join("<tr>" + "".join(map(_cell, row.cells)) + "</tr>" for row in grid.rows)
    return f"{_TABLE}{rows}</table>"


def _cell(cell: GridCell) -> str:
    name, align = "th" if cell.label else "td", "center" if cell.label else cell.align
    spans = f'colspan="{cell.col_span}" rowspan="{cell.row_span}" align="{align}"'
    return f"<{name} {spans}>{_run(cell.run)}</{name}>"


def _run(run: Run) -> str:
    parts = []
    for span in run:
        text = escape(span.text).replace("\n", "<br/>")
        parts.append(f'<a href="{LINK}{span.figure}">{text}</a>' if span.figure else text)
    return "".join(parts)


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(column.title)}</th>" for column in table.columns)
    rows = "".join("<tr>" + "".join(f"<td>{_run(cell_run(cell))}</td>" for cell in row) + "</tr>" for row in table.rows)
    caption = f'<p align="center">{escape(table.caption)}</p>' if table.caption else ""
    return f"{caption}{_TABLE}<tr>{head}</tr>{rows}</table>"
