"""Word is strict: the order of elements, ids used once, relations that lead somewhere (ISO/IEC 29500-1, annex A)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from posixpath import normpath

import pytest
from lxml import etree
from PIL import Image

from app.documents.blocks import AnnexHead, Document, Paragraph, PictureRow, SignOff, run
from app.documents.docx import render_docx
from app.documents.photos import Photo, photo_pages
from tests.documents.papers import everything, form, wide_list

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState defaultTabStop "
    "autoHyphenation evenAndOddHeaders drawingGridHorizontalSpacing characterSpacingControl savePreviewPicture "
    "footnotePr endnotePr compat docVars rsids mathPr themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator docId defaultImageDpi",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
}


def _jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(out, "JPEG")
    return out.getvalue()


def _pictures() -> Document:
    photos = [Photo(_jpeg(), f"图{at}") for at in range(5)]
    head = AnnexHead("附件2", run("图片"))
    blocks = (Paragraph(run("正文")), SignOff("镇工会", "2026年1月5日", sealed=True))
    return Document("", (*blocks, *photo_pages(photos, 2, head), *photo_pages(photos, 4)))


PAPERS = {"all": everything(), "form": form(), "list": wide_list(4), "pictures": _pictures()}


@pytest.fixture(params=PAPERS.values(), ids=PAPERS.keys(), scope="module")
def held(request: pytest.FixtureRequest) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(render_docx(request.param)))


def _trees(held: zipfile.ZipFile) -> Iterator[tuple[str, etree._Element]]:
    for name in held.namelist():
        if name.endswith((".xml", ".rels")):
            yield name, etree.fromstring(held.read(name))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_elements_stand_in_the_order_word_wants(held: zipfile.ZipFile) -> None:
    for part, tree in _trees(held):
        for parent in tree.iter():
            order = ORDER.get(_local(parent), "").split() if parent.tag.startswith(W) else []
            places = [order.index(_local(child)) for child in parent] if order else []
            assert places == sorted(places), f"{part}: {[_local(child) for child in parent]}"
            several = {"tr", "p", "tbl", "font", "headerReference", "footerReference", "tblStylePr"}
            for one, other in pairwise(parent if order else ()):
                assert one.tag != other.tag or _local(one) in several, f"{part}: two {_local(one)}"


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(held: zipfile.ZipFile) -> None:
    names = set(held.namelist())
    types = etree.fromstring(held.read("[Content_Types].xml"))
    extensions = {node.get("Extension", "").lower() for node in types}
    parts = {node.get("PartName", "").lstrip("/") for node in types}
    for name in names - {"[Content_Types].xml"}:
        assert name in parts or name.rsplit(".", 1)[-1].lower() in extensions, name
    assert {part for part in parts if part} <= names
    for name in (name for name in names if name.endswith(".rels")):
        folder = name.replace("_rels/", "").rsplit("/", 1)[0] if name != "_rels/.rels" else ""
        rels = etree.fromstring(held.read(name))
        assert len({rel.get("Id") for rel in rels}) == len(rels)
        for rel in rels:
            if rel.get("TargetMode") != "External":
                target = rel.get("Target", "")
                found = target.lstrip("/") if target.startswith("/") else normpath(f"{folder}/{target}").lstrip("/")
                assert found in names, (name, target)


def test_ids_are_known_and_used_once(held: zipfile.ZipFile) -> None:
    body = etree.fromstring(held.read("word/document.xml"))
    known = {rel.get("Id") for rel in etree.fromstring(held.read("word/_rels/document.xml.rels"))}
    asked = {value for node in body.iter() for name, value in node.attrib.items() if str(name).startswith(R)}
    assert asked <= known
    drawn = [node.get("id") for node in body.iter(f"{WP}docPr")]
    assert len(drawn) == len(set(drawn))
    styles = {node.get(f"{W}styleId") for node in etree.fromstring(held.read("word/styles.xml")).iter(f"{W}style")}
    named = {node.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for node in body.iter(f"{W}{tag}")}
    assert named <= styles


def test_every_cell_ends_with_a_paragraph_and_tables_do_not_touch(held: zipfile.ZipFile) -> None:
    body = etree.fromstring(held.read("word/document.xml"))
    assert all(_local(cell[-1]) == "p" for cell in body.iter(f"{W}tc"))
    for parent in (body[0], *body.iter(f"{W}tc")):
        assert not any(_local(a) == _local(b) == "tbl" for a, b in pairwise(parent))
    assert [_local(node) for node in body[0]][-2:] == ["p", "sectPr"]


def test_pictures_side_by_side_are_asked_for() -> None:
    assert any(isinstance(block, PictureRow) for block in PAPERS["pictures"].blocks)
