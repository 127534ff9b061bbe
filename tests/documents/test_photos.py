"""Photographs on paper: upright, undistorted, small, without what the camera wrote beside them; broken ones told."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.documents.blocks import GOVERNMENT, AnnexHead, Document, PageBreak, Paragraph, Picture, PictureRow, run
from app.documents.docx import render_docx
from app.documents.pdf import paginate, render_pdf
from app.documents.photos import Photo, fitted, photo_appendix, photo_pages
from tests.documents.papers import bare, pdf_pages

HEAD = AnnexHead("附件2", run("工作图片"))
_TURNED, _ORIENTATION = 6, 0x0112


def photo(wide: int = 400, high: int = 300, caption: str = "走访慰问", turned: bool = False) -> Photo:
    image, out = Image.effect_noise((wide, high), 60).convert("RGB"), BytesIO()
    exif = Image.Exif()
    if turned:
        exif[_ORIENTATION] = _TURNED
        exif[0x010E] = "秘密"
    image.save(out, "JPEG", exif=exif)
    return Photo(out.getvalue(), caption)


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.data))


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 900), st.integers(2, 900), st.booleans(), st.sampled_from([2, 4]))
def test_a_photograph_keeps_its_shape_and_fits(wide: int, high: int, turned: bool, per_page: int) -> None:
    picture = fitted(photo(wide, high, turned=turned), per_page)
    assert picture is not None
    upright = high / wide if turned else wide / high
    assert picture.width_mm / picture.height_mm == pytest.approx(upright, rel=0.01)
    assert picture.width_mm <= 156
    assert picture.height_mm <= 74


def test_it_is_no_finer_than_is_printed_and_says_nothing_of_the_camera() -> None:
    given_ = photo(3000, 2000, turned=True)
    picture = fitted(given_)
    assert picture is not None
    image = opened(picture)
    assert image.width / picture.width_mm * 25.4 == pytest.approx(150, abs=2)
    assert not dict(image.getexif())
    assert "秘密".encode() not in picture.data
    assert len(picture.data) < len(given_.data) / 4


def test_what_is_transparent_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    picture = fitted(Photo(out.getvalue(), ""))
    assert picture is not None
    assert min(opened(picture).getpixel((25, 25))) > 250


@pytest.mark.parametrize("broken", [b"", b"not a picture", photo().data[:600]], ids=["empty", "text", "cut"])
@pytest.mark.fault("F20")
def test_a_broken_photograph_is_left_out_and_told(broken: bytes) -> None:
    made = photo_appendix([Photo(broken, "坏的"), photo(caption="好的")])
    assert made.left_out == ("坏的",)
    assert [b.caption for b in made.blocks if isinstance(b, Picture)] == ["好的"]
    assert photo_appendix([Photo(broken, "坏的")]).blocks == ()


@pytest.mark.parametrize(("per_page", "count", "pages"), [(2, 5, 3), (4, 9, 3), (4, 3, 1), (2, 1, 1)])
def test_two_or_four_stand_on_a_page(per_page: int, count: int, pages: int) -> None:
    long = "七月，走访高温一线职工，送去防暑降温用品，听取意见建议，共五十余人参加"
    blocks = photo_pages([photo(300, 700, long)] * count, per_page, HEAD)
    assert len(paginate(Document("", blocks, GOVERNMENT))) == pages
    assert all(len(b.pictures) <= 2 for b in blocks if isinstance(b, PictureRow))


def test_both_papers_show_the_picture_with_its_caption() -> None:
    document = Document("", (Paragraph(run("正文")), *photo_pages([photo(caption="走访职工")] * 3, 4, HEAD)))
    pages = pdf_pages(render_pdf(document))
    assert [bare(page).count("走访职工") for page in pages] == [0, 3]
    assert render_pdf(document) == render_pdf(document)
    data = render_docx(document)
    assert data == render_docx(document)
    word = docx.Document(BytesIO(data))
    drawn = list(word.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"))
    assert len(drawn) == 3
    assert len({p.get("id") for p in word.element.body.iter(f"{{{WP}}}docPr")}) == 3
    assert len(word.part.package.image_parts) == 1  # the same picture is held once


WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def test_without_a_head_the_pictures_still_begin_a_page() -> None:
    assert isinstance(photo_pages([photo()])[0], PageBreak)
