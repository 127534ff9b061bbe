"""A document as a Word file that the clerk can go on writing: real styles, real tables, the official page."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from app.documents.arrange import flow, segments
from app.documents.blocks import Block, Document, Grid, Table
from app.documents.docx_flow import body_xml
from app.documents.docx_styles import apply_fonts, apply_numbers, apply_page, apply_styles

_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # one date for all: the same document gives the same bytes
_ZIPPED = (2026, 1, 1, 0, 0, 0)
_UNWANTED = ("stylesWithEffects", "customXml", "numbering", "thumbnail")


def _drop_unwanted(word: WordDocument) -> None:
    """Leave out the template's parts that say nothing about our paper (a picture of another one among them)."""
    for rels in (word.part.rels, word.part.package.rels if word.part.package else {}):
        for ident in [i for i, rel in rels.items() if rel.reltype.endswith(_UNWANTED)]:
            del rels[ident]


def _fill(word: WordDocument, document: Document) -> None:
    body = word.element.body
    end = body.sectPr if hasattr(body, "sectPr") else body[-1]
    for child in list(body):
        if child is not end:
            body.remove(child)
    # Parsed as one whole: moving a table of thousands of cells into another tree takes lxml minutes.
    head, opening, rest = serialize_part_xml(word.element).partition(b"<w:body>")
    word.part._element = parse_xml(b"".join((head, opening, body_xml(document).encode(), rest)))


def _describe(word: WordDocument, document: Document) -> None:
    about = word.core_properties
    about.title, about.subject, about.author = document.title, document.title, document.author
    about.last_modified_by, about.comments, about.keywords = document.author, "", ""
    about.language, about.revision = "zh-CN", 1
    about.created = about.modified = _MADE


def _steady(data: bytes) -> bytes:
    """The same zip with fixed times, so that equal papers are equal files."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _numbered(document: Document) -> bool:
    """Whether pages bear numbers: a form that fits one page has none, and Word cannot decide that itself."""
    many = len(list(segments(flow(document)))) > 1 or any(map(_is_list, document.blocks))
    return document.page_numbers and (document.page.official or many)


def _is_list(block: Block) -> bool:
    return isinstance(block, Table) or (isinstance(block, Grid) and block.header_rows > 0)


def render_docx(document: Document) -> bytes:
    """Write ``document`` as a Word file.

    Returns:
        The file's bytes; the same document always gives the same bytes.
    """
    word = docx.Document()
    _drop_unwanted(word)
    apply_styles(word, document.page)
    for rel in word.part.rels.values():
        if rel.reltype.endswith("/fontTable"):
            apply_fonts(rel.target_part)
    apply_page(word, document.page)
    if _numbered(document):
        apply_numbers(word, document.page)
    _fill(word, document)
    _describe(word, document)
    out = BytesIO()
    word.save(out)
    return _steady(out.getvalue())
