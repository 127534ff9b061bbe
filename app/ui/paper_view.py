"""A paper's text on screen: its blocks as simple HTML in which every traced figure is a link."""

from __future__ import annotations

from html import escape

from app.documents.blocks import (
    Addressee,
    AnnexNote,
    Blank,
    Block,
    Document,
    Grid,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Run,
    SignOff,
    Subtitle,
    Table,
    Title,
)
from app.ui.theme import COLOURS

LINK = "figure:"

_STYLE = f"""<style>
p {{ margin: 3px 0; line-height: 150%; }}
a {{ color: {COLOURS["accent_dark"]}; text-decoration: none; background-color: {COLOURS["accent_soft"]}; }}
td, th {{ padding: 3px 6px; }}
</style>"""
_SIZES = {1: "12pt", 2: "11pt", 3: "10.5pt", 4: "10.5pt"}
_INDENT = "text-indent:30px"  # two characters; Qt folds ideographic spaces at the head of a paragraph


def to_html(document: Document) -> str:
    """The whole paper as HTML for a ``QTextBrowser``."""
    return _STYLE + "".join(_block(block) for block in document.blocks)


def _block(block: Block) -> str:
    match block:
        case Title(run):
            return f'<p align="center" style="font-size:16pt; font-weight:700">{_run(run)}</p><p></p>'
        case Subtitle(run):
            return f'<p align="center">{_run(run)}</p>'
        case Heading(level, run):
            return f'<p style="font-weight:700; font-size:{_SIZES.get(level, "10.5pt")}; {_INDENT}">{_run(run)}</p>'
        case Paragraph():
            return f'<p style="{_INDENT if block.indent else ""}">{_run(block.run)}</p>'
        case Addressee(run):
            return f"<p>{_run(run)}</p>"
        case Table():
            return _table(block)
        case Grid():
            return _grid(block)
    return _small(block)


def _small(block: SignOff | AnnexNote | Note | Blank | PageBreak) -> str:
    match block:
        case SignOff(signer, date_text):
            return f'<p></p><p align="right">{escape(signer)}</p><p align="right">{escape(date_text)}</p>'
        case AnnexNote(names):
            return f'<p style="{_INDENT}">附件：{escape("；".join(names))}</p>'
        case Note(text):
            return f"<p>{escape(text)}</p>"
        case Blank(lines):
            return "<p></p>" * lines
        case PageBreak():
            return "<hr/>"


def _grid(grid: Grid) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{_run(cell.run)}</td>" for cell in row.cells) + "</tr>" for row in grid.rows)
    return f'<table border="1" cellspacing="0" width="100%">{rows}</table>'


def _run(run: Run) -> str:
    parts = []
    for span in run:
        text = escape(span.text).replace("\n", "<br/>")
        parts.append(f'<a href="{LINK}{span.figure}">{text}</a>' if span.figure else text)
    return "".join(parts)


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(column.title)}</th>" for column in table.columns)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    caption = f'<p align="center">{escape(table.caption)}</p>' if table.caption else ""
    return f'{caption}<table border="1" cellspacing="0" width="100%"><tr>{head}</tr>{rows}</table>'
