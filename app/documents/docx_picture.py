"""Pictures in Word: kept once as a part of the file, drawn in line so that Word, WPS and LibreOffice agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import quoteattr

from docx.opc.part import Part

from app.documents import layout
from app.documents.arrange import caption_lines
from app.documents.blocks import Picture, Span
from app.documents.docx_xml import Para, paragraph, runs
from app.documents.layout import PageSpec

_EMU_PER_MM = 36_000
_A, _PIC = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
)


@dataclass
class Attached:
    """The pictures of one Word file, numbered as they are drawn: every drawing needs an id of its own."""

    part: Part
    count: int = field(default=0)

    def run(self, picture: Picture) -> str:
        """A run that shows ``picture``."""
        self.count += 1
        ident, _ = self.part.get_or_add_image(BytesIO(picture.data))  # type: ignore[attr-defined]
        return _run(ident, self.count, picture)


def _run(ident: str, number: int, picture: Picture) -> str:
    wide, high = round(picture.width_mm * _EMU_PER_MM), round(picture.height_mm * _EMU_PER_MM)
    name, said = quoteattr(f"图片{number}"), quoteattr(picture.caption)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name={name} descr={said}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{ident}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def row_xml(pictures: tuple[Picture, ...], page: PageSpec, attached: Attached) -> str:
    """Pictures side by side as a table without lines: the pictures in its first row, their captions in its second."""
    wide = page.text_width_tw // len(pictures)
    columns = f'<w:gridCol w:w="{wide}"/>' * len(pictures)
    shown = "".join(_cell(wide, paragraph(Para("Picture"), attached.run(one)), "bottom") for one in pictures)
    said = "".join(_cell(wide, _caption(one, page, len(pictures)), "top") for one in pictures)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{wide * len(pictures)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{_row(shown)}{_row(said)}</w:tbl>"
    )


def _row(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, content: str, vertical: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{vertical}"/></w:tcPr>{content}</w:tc>'


def _caption(picture: Picture, page: PageSpec, beside: int) -> str:
    text = "\n".join(caption_lines(picture, page, beside))
    return paragraph(caption_para(), runs((Span(text),)))


def caption_para() -> Para:
    """The paragraph of a picture's caption."""
    return Para("PictureCaption", before_pt=layout.PICTURE_GAP_PT, after_pt=layout.PICTURE_AFTER_PT)
