"""The styles, fonts, page and page numbers of a Word document, named so that the clerk finds them."""

from __future__ import annotations

import re

from docx.document import Document as WordDocument
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Twips

from app.documents import layout
from app.documents.docx_xml import FIGURE_STYLE, WORD_FONTS, Indent, Para, fonts, half_points, run_properties
from app.documents.layout import Face, PageSpec, Type

SPACE_TW = -5  # -0.25 pt a character: 28 of 16 pt fit 442.2 pt in Word and LibreOffice alike
LINE_PITCH_TW = 579
_OWN = ("TableText", "TableLabel", "TableNote", "AnnexLabel", "Picture", "PictureCaption")
# Schema order. Automatic gaps beside Latin and widow control would upset the 22 x 28. Marks may hang in Word, as they
# do in any Chinese paper: LibreOffice reads overflowPunct the wrong way round, so hangs them where it is off, and
# then prints some of them not at all.
_ON_PAGE = (
    '<w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
)
_OFF_GRID = _ON_PAGE + '<w:snapToGrid w:val="0"/>'


def em_pt(page: PageSpec) -> float:
    """The width of one body character in points as Word sets it."""
    return page.body.size_pt + (SPACE_TW / layout.TWIPS_PER_PT if page.official else 0.0)


def _style(ident: str, name: str, kind: Type, para: Para, *, space: int = 0, flags: str = "") -> str:
    based = "" if ident == "Normal" else '<w:basedOn w:val="Normal"/>'
    default = ' w:default="1"' if ident == "Normal" else ' w:customStyle="1"' if ident in _OWN else ""
    follow = '<w:next w:val="BodyText"/>' if ident.startswith(("Heading", "Title", "Subtitle")) else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{ident}"><w:name w:val="{name}"/>{based}{follow}'
        f"<w:qFormat/>{para.xml(flags)}{run_properties(kind.face, kind.size_pt, space)}</w:style>"
    )


def _paragraph_styles(page: PageSpec) -> str:
    space = SPACE_TW if page.official else 0
    two = Indent(em_pt(page), first=layout.INDENT_CHARS).xml()
    body, table = page.body, Type(Face.FANGSONG, page.table_pt, page.table_pt * layout.CELL_LEADING)
    label = Type(Face.HEITI, table.size_pt, table.line_pt)
    title = Para(keep_next=True, line_pt=page.title.line_pt, align="center")
    found = [
        # Nothing before and after: left unsaid, some versions of Word put 8 pt behind every paragraph.
        _style(
            "Normal", "Normal", body, Para(before_pt=0, after_pt=0, line_pt=body.line_pt, align="both"),
            space=space, flags=_ON_PAGE,
        ),
        _style("BodyText", "Body Text", body, Para(indent=two), space=space),
        # Off the grid, or LibreOffice gives a line of 22 pt two lines of it.
        _style("Title", "Title", page.title, title, flags=_OFF_GRID),
        _style("Subtitle", "Subtitle", page.subtitle, Para(keep_next=True, align="center")),
        _style(
            "Caption",
            "caption",
            page.caption,
            Para(keep_next=True, line_pt=page.caption.line_pt, align="center"),
        ),
        _style("TableText", "表格文字", table, Para(line_pt=table.line_pt, align="left"), flags=_OFF_GRID),
        _style("TableLabel", "表格标题", label, Para(line_pt=label.line_pt, align="center"), flags=_OFF_GRID),
        _style("TableNote", "表注", page.note, Para(line_pt=page.note.line_pt, align="left"), flags=_OFF_GRID),
        _style("AnnexLabel", "附件标签", page.heading(1), Para(keep_next=True, align="left", outline=0), space=space),
        _style("Picture", "图片", table, Para(keep_next=True, as_high=True, align="center"), flags=_OFF_GRID),
        _style("PictureCaption", "图片说明", table, Para(line_pt=table.line_pt, align="center"), flags=_OFF_GRID),
        _style("Footer", "footer", Type(Face.SONGTI, layout.NUMBER_PT, 16), Para(line_pt=16), flags=_OFF_GRID),
    ]  # fmt: skip
    found += [
        _style(
            f"Heading{level}", f"heading {level}", page.heading(level),
            Para(keep_next=True, indent=two, outline=level - 1), space=space,
        )
        for level in (1, 2, 3, 4)
    ]  # fmt: skip
    return "".join(found)


def _styles(page: PageSpec) -> str:
    size = half_points(page.body.size_pt)
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(page.body.face)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        f"{_paragraph_styles(page)}"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{FIGURE_STYLE}"><w:name w:val="数字"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style></w:styles>'
    )


def apply_styles(word: WordDocument, page: PageSpec) -> None:
    """Put our styles in place of the template's, which are an English report's."""
    held = word.styles.element
    for child in list(held):
        held.remove(child)
    for child in list(parse_xml(_styles(page))):
        held.append(child)


def add_styles(word: WordDocument, page: PageSpec, suffix: str) -> None:
    """Put the paragraph styles of another kind of page beside those there are, their names with a suffix."""
    xml = re.sub(r'(<w:(?:basedOn|next) w:val|w:styleId)="([^"]+)"', rf'\1="\g<2>{suffix}"', _paragraph_styles(page))
    xml = re.sub(r'<w:name w:val="([^"]+)"', rf'<w:name w:val="\1 {suffix}"', xml).replace(' w:default="1"', "")
    for child in list(parse_xml(f"<w:styles {nsdecls('w')}>{xml}</w:styles>")):
        word.styles.element.append(child)


def apply_fonts(part: Part) -> None:
    """Name our fonts in the font table, with the ones to take where a machine has them not."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in WORD_FONTS.values()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    part._blob = f"{head}<w:fonts {nsdecls('w')}>{rows}</w:fonts>".encode()


def apply_page(word: WordDocument, page: PageSpec) -> None:
    """Set the sheet, its margins and the line grid."""
    section = word.sections[0]
    section.page_width, section.page_height = Twips(page.width_tw), Twips(page.height_tw)
    section.top_margin, section.bottom_margin = Twips(page.top_tw), Twips(page.bottom_tw)
    section.left_margin, section.right_margin = Twips(page.left_tw), Twips(page.right_tw)
    section.gutter = Twips(0)
    properties = section._sectPr
    if page.landscape:
        properties.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
    grid = properties.find(qn("w:docGrid"))
    if page.official:
        grid.set(qn("w:type"), "lines")  # linesAndChars makes LibreOffice take two cells a character
        grid.set(qn("w:linePitch"), str(LINE_PITCH_TW))
    else:
        properties.remove(grid)
    settings = word.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")  # 14 would open as [兼容模式] and shift tables by a cell's margin
    for lang in settings.iter(qn("w:themeFontLang")):
        lang.set(qn("w:eastAsia"), "zh-CN")


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _footer(para: Para, content: str) -> str:
    return f"<w:p {nsdecls('w')}>{para.xml()}{content}</w:p>"


def apply_numbers(word: WordDocument, page: PageSpec) -> None:
    """Number the pages: on the outer side on an official page (7.5), in the middle on a form."""
    section = word.sections[0]
    below_pt = layout.NUMBER_DROP_MM * layout.PT_PER_MM
    bottom_pt = page.bottom_tw / layout.TWIPS_PER_PT
    if page.official:
        word.settings.odd_and_even_pages_header_footer = True
        # Word places the footer by its lower edge; the dash lies in the middle of its 16 pt line.
        section.footer_distance = Twips(round((bottom_pt - below_pt - 8) * layout.TWIPS_PER_PT))
        number, one = _text("— ") + _field("PAGE") + _text(" —"), layout.NUMBER_INDENT_CHARS
        odd = Para("Footer", indent=Indent(layout.NUMBER_PT, right=one, chars=False).xml(), align="right")
        even = Para("Footer", indent=Indent(layout.NUMBER_PT, left=one, chars=False).xml(), align="left")
        _put(section.footer, _footer(odd, number))
        _put(section.even_page_footer, _footer(even, number))
        return
    section.footer_distance = Twips(round((bottom_pt - below_pt - 14) * layout.TWIPS_PER_PT))
    content = _text("第") + _field("PAGE") + _text("页 共") + _field("NUMPAGES") + _text("页")
    _put(section.footer, _footer(Para("Footer", align="center"), _small(content)))


def _small(content: str) -> str:
    size = half_points(layout.FORM_NUMBER_PT)
    return content.replace("<w:r>", f'<w:r><w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>')


def _put(footer: _Footer, xml: str) -> None:
    footer.is_linked_to_previous = False
    held = footer._element
    for child in list(held):
        held.remove(child)
    held.append(parse_xml(xml))
