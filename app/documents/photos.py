"""Photographs as an appendix: two or four a page with their captions, small enough that the file stays small."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from app.documents.blocks import AnnexHead, Block, PageBreak, Picture, PictureRow

DPI = 150  # what a laser printer shows of a photograph
_QUALITY = 82
_MM_PER_INCH = 25.4
_BOXES_MM = {2: (150.0, 72.0), 4: (74.0, 66.0)}  # the largest picture of a page of two and of four, under a head
_LEAST_DPI = 72  # a small picture is not blown up beyond this
_MOST_PIXELS = 45_000_000  # a scan of A4 in finest print has 35; each takes twelve bytes of memory
_ENOUGH = 2000  # points of either side that a photograph from a camera is unpacked to, where its format can
# What the readers of some forty formats make of a broken or hostile file.
_UNREAD = (
    UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, ValueError,
    SyntaxError,
    LookupError, TypeError, EOFError, OverflowError, ArithmeticError, RuntimeError, MemoryError, struct.error,
    zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Photo:
    """One photograph: the file's bytes and what is said under it."""

    data: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Appendix:
    """The pages of an appendix, and the captions of the photographs that could not be read and are left out."""

    blocks: tuple[Block, ...]
    left_out: tuple[str, ...]


def photo_appendix(photos: Sequence[Photo], per_page: int = 2, head: AnnexHead | None = None) -> Appendix:
    """Photographs put on pages in their order.

    Args:
        photos: what to show.
        per_page: two (one under the other) or four.
        head: 附件2 and its title over the first page.
    """
    read = [(photo, fitted(photo, per_page)) for photo in photos]
    shown = [picture for _, picture in read if picture]
    left_out = tuple(photo.caption for photo, picture in read if picture is None)
    if not shown:
        return Appendix((), left_out)
    return Appendix(((head or PageBreak()), *_pages(shown, per_page)), left_out)


def photo_pages(photos: Sequence[Photo], per_page: int = 2, head: AnnexHead | None = None) -> tuple[Block, ...]:
    """The blocks of ``photo_appendix``; photographs that cannot be read are left out."""
    return photo_appendix(photos, per_page, head).blocks


def _pages(pictures: Sequence[Picture], per_page: int) -> Iterator[Block]:
    beside = per_page // 2
    for at in range(0, len(pictures), beside):
        if at and at % per_page == 0:
            yield PageBreak()
        row = tuple(pictures[at : at + beside])
        yield PictureRow(row) if beside > 1 else row[0]


def fitted(photo: Photo, per_page: int = 2) -> Picture | None:
    """A photograph turned upright, as large as its place allows and no finer than is printed; None if broken.

    What the camera wrote beside the picture (place, time, owner) does not go along.
    """
    try:
        with Image.open(BytesIO(photo.data)) as opened:
            opened.draft(None, (_ENOUGH, _ENOUGH))
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            ImageOps.exif_transpose(opened, in_place=True)
            return _fitted(opened, photo.caption, _BOXES_MM[per_page])
    except _UNREAD:
        return None


def _fitted(image: Image.Image, caption: str, box: tuple[float, float]) -> Picture:
    scale = min(box[0] / image.width, box[1] / image.height, _MM_PER_INCH / _LEAST_DPI)
    wide, high = image.width * scale, image.height * scale
    pixels = (max(1, round(wide / _MM_PER_INCH * DPI)), max(1, round(high / _MM_PER_INCH * DPI)))
    plain = _on_white(image)
    if pixels[0] < plain.width:
        plain = plain.resize(pixels, Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True, dpi=(DPI, DPI))
    return Picture(out.getvalue(), wide, high, caption)


def _on_white(image: Image.Image) -> Image.Image:
    """The picture in plain colours; what is transparent lies on white, as paper is."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        sheet = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(sheet, clear).convert("RGB")
    return image.convert("RGB")
