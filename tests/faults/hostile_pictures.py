"""Hostile pictures for attachments and photographs: bombs, torn and mistaken ones, odd colours and odd notes."""

from __future__ import annotations

import io
import struct
import zlib
from random import Random

from PIL import Image

from tests.faults.hostile_case import PICTURE, Case, mutated

_MODES = ("RGB", "L", "CMYK", "P", "LA", "RGBA", "1", "I;16", "I", "F", "YCbCr", "LAB", "PA")
_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP", "ICO", "PPM", "TGA", "PCX", "JPEG2000")
_NAMES = ("照片.jpg", "照片.png", "照片.exe", "照片", "..\\..\\照片.jpg", "CON.jpg")
_SVG = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text><image href="http://127.0.0.1:9/x"/></svg>'
)


def small(random: Random) -> Case:
    """A small picture in some format and colours, whole or with bytes changed."""
    kind, mode = random.choice(_FORMATS), random.choice(_MODES)
    made = picture(random, kind, mode)
    if random.random() < 0.5:
        return Case(PICTURE, f"picture: {kind} {mode}", random.choice(_NAMES), made)
    return Case(PICTURE, f"picture: {kind} {mode}, bytes", random.choice(_NAMES), mutated(random, made))


def picture(random: Random, kind: str, mode: str) -> bytes:
    """A picture; in plain colours where the format has no others."""
    size = random.choice(((1, 1), (3, 2), (60, 40), (1, 900), (900, 1), (333, 777)))
    image = Image.new("RGB", size, random.choice(("red", "white")))
    try:
        image = image.convert(mode)
    except (ValueError, OSError):
        image = Image.new(mode, size)
    out = io.BytesIO()
    try:
        image.save(out, kind, **_more(random, kind))
    except (ValueError, OSError, KeyError, TypeError, RuntimeError):
        out = io.BytesIO()
        Image.new("RGB", size).save(out, "PNG")
    return out.getvalue()


def _more(random: Random, kind: str) -> dict[str, object]:
    if kind in ("GIF", "WEBP", "TIFF", "PNG") and random.random() < 0.3:
        return {"save_all": True, "append_images": [Image.new("RGB", (60, 40), "blue")] * 5}
    if kind in ("JPEG", "WEBP", "PNG", "TIFF") and random.random() < 0.5:
        exif = Image.Exif()
        exif[0x0112] = random.choice((0, 1, 3, 6, 8, 9, 255, 65535))
        exif[0x010E] = "名\u202e" * random.choice((1, 900))
        return {"exif": exif.tobytes()[: random.choice((9999, 30))]}
    return {}


def bomb(random: Random) -> Case:
    """A picture of a few bytes that says, or has, thousands of millions of points."""
    make = random.choice((_said_png, _said_gif, _said_bmp, _true_png))
    return Case(PICTURE, f"picture: bomb {make.__name__[1:]}", "照片.png", make(random))


def png(wide: int, high: int, data: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG with this head and these packed lines."""
    head = struct.pack(">IIBBBBB", wide, high, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def _said_png(random: Random) -> bytes:
    side = random.choice((40_000, 0x7FFFFFFF, 0, 65_535))
    return png(side, random.choice((40_000, 1, side)), zlib.compress(bytes(1000)))


def _said_gif(_random: Random) -> bytes:
    return (
        b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\2\1\0\0;"
    )


def _said_bmp(_random: Random) -> bytes:
    return b"BM" + struct.pack("<IHHI", 99, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 60000, -60000, 1, 24, *[0] * 6)


def _true_png(random: Random) -> bytes:
    """One that does hold all its points: white paper of a size no camera makes."""
    wide, high = random.choice(((9000, 9000), (11_000, 10_900), (100_000, 900)))
    packer, line = zlib.compressobj(1), bytes(wide * 3 + 1)
    return png(wide, high, b"".join(packer.compress(line) for _ in range(high)) + packer.flush())


def no_picture(random: Random) -> Case:
    """Something that only bears a picture's name."""
    content = random.choice(
        (_SVG, b"", b"\0", random.randbytes(500), b"%PDF-1.7", b"<svg/>", b"GIF89a", b"\xff\xd8\xff")
    )
    return Case(PICTURE, "picture: none", random.choice(_NAMES), content)
