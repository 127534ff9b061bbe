"""A document as a Word file that the clerk can go on writing: real styles, real tables, the official page."""

from __future__ import annotations

import re
import zipfile
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from app.documents.blocks import Document
from app.documents.docx_flow import body_xml
from app.documents.docx_picture import Attached
from app.documents.docx_styles import add_styles, apply_fonts, apply_numbers, apply_page, apply_styles
from app.documents.layout import PageSpec
from app.documents.paging import fits_one_page

_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # one date for all: the same document gives the same bytes
_ZIPPED = (2026, 1, 1, 0, 0, 0)
_UNWANTED = ("stylesWithEffects", "customXml", "numbering", "thumbnail")


def _drop_unwanted(word: WordDocument) -> None:
    """Leave out the template's parts that say nothing about our paper (a picture of another one among them)."""
    for rels in (word.part.rels, word.part.package.rels if word.part.package else {}):
        for ident in [i for i, rel in rels.items() if rel.reltype.endswith(_UNWANTED)]:
            del rels[ident]


def _fill(word: WordDocument, document: Document) -> None:
    """Write the body: one paper, or several bound together, each a section of its own."""
    attached = Attached(word.part)
    if not document.bound:
        _put_body(word, body_xml(document, attached))
        return
    breaks, suffixes = _sections(word, document), _suffixes(document)
    pieces: list[str] = []
    for number, part in enumerate(document.bound):
        body = body_xml(part, attached)
        if suffix := suffixes[part.page]:
            body = re.sub(r'<w:pStyle w:val="([^"]+)"/>', rf'<w:pStyle w:val="\g<1>{suffix}"/>', body)
        if number:
            pieces.append(_SECTION.format(breaks[number - 1]))
        pieces.append(body)
    _put_body(word, "".join(pieces))


def _suffixes(document: Document) -> dict[PageSpec, str]:
    """Each kind of page bound together, and what the names of its styles end with."""
    pages = dict.fromkeys(part.page for part in document.bound)
    return {page: str(number) if number else "" for number, page in enumerate(pages)}


def _put_body(word: WordDocument, xml: str) -> None:
    body = word.element.body
    end = body.sectPr if hasattr(body, "sectPr") else body[-1]
    for child in list(body):
        if child is not end:
            body.remove(child)
    # Parsed as one whole: moving a table of thousands of cells into another tree takes lxml minutes.
    head, opening, rest = serialize_part_xml(word.element).partition(b"<w:body>")
    word.part._element = parse_xml(b"".join((head, opening, xml.encode(), rest)))


# The paragraph that ends a section, as good as no height.
_SECTION = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{}</w:pPr></w:p>'


def _sections(word: WordDocument, document: Document) -> list[str]:
    """What ends each bound paper's section: its page, frame and page numbers, which begin anew.

    The last one's is left standing as the body's own. Papers on the same kind of page share their footers.
    """
    bare, known = deepcopy(word.element.body.sectPr), dict[tuple[object, ...], str]()
    official = any(part.page.official for part in document.bound)
    found: list[str] = []
    for part in document.bound:
        key = (part.page, part.frame, _numbered(part))
        if key not in known or part is document.bound[-1]:
            word.element.body.replace(word.element.body.sectPr, deepcopy(bare))
            _set_section(word, part, even=official)
            known[key] = etree.tostring(word.element.body.sectPr).decode()
        found.append(known[key])
    return found


def _set_section(word: WordDocument, part: Document, *, even: bool) -> None:
    apply_page(word, part.page)
    if part.frame:
        _frame(word)
    section = word.sections[0]
    if _numbered(part):
        apply_numbers(word, part.page)
        for field in section.footer._element.iter(qn("w:fldSimple")):
            field.set(qn("w:instr"), field.get(qn("w:instr")).replace("NUMPAGES", "SECTIONPAGES"))
    else:
        section.footer.is_linked_to_previous = False  # else the numbers of the paper before go on
    if even and not part.page.official:
        section.even_page_footer.is_linked_to_previous = False
        held = section.even_page_footer._element
        for child in list(held):
            held.remove(child)
        for child in section.footer._element:
            held.append(deepcopy(child))
    number = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    section._sectPr.find(qn("w:cols")).addprevious(number)


def _frame(word: WordDocument) -> None:
    """A double line around every page, as far from the edge of the sheet as Word allows."""
    sides = "".join(
        f'<w:{side} w:val="thickThinSmallGap" w:sz="24" w:space="31" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right")
    )
    borders = parse_xml(f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page">{sides}</w:pgBorders>')
    word.sections[0]._sectPr.find(qn("w:pgMar")).addnext(borders)


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
    return document.page_numbers and (document.page.official or not fits_one_page(document))


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
    if document.bound:
        for page, suffix in _suffixes(document).items():
            if suffix:
                add_styles(word, page, suffix)
    else:
        apply_page(word, document.page)
        if document.frame:
            _frame(word)
        if _numbered(document):
            apply_numbers(word, document.page)
    _fill(word, document)
    _describe(word, document)
    out = BytesIO()
    word.save(out)
    return _steady(out.getvalue())
