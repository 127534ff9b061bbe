"""The kinds of page a form may be set on, by the word that its definition says."""

from __future__ import annotations

from app.documents.layout import FORM_LANDSCAPE, FORM_PORTRAIT, GOVERNMENT, Face, PageSpec, Type

CERTIFICATE = PageSpec(
    "certificate", 16838, 11906, 1531, 1134, 2268, 2268,
    title=Type(Face.XIAOBIAOSONG, 42, 72),
    body=Type(Face.KAITI, 24, 38),
    table_pt=12, note_pt=10.5, landscape=True,
)  # fmt: skip

SLIP = PageSpec(
    "slip", 11906, 16838, 1021, 1021, 1134, 1134,
    title=Type(Face.XIAOBIAOSONG, 18, 30),
    body=Type(Face.FANGSONG, 12, 20),
    table_pt=12, note_pt=10.5,
)  # fmt: skip

PAGES = {
    "portrait": FORM_PORTRAIT,
    "landscape": FORM_LANDSCAPE,
    "official": GOVERNMENT,
    "certificate": CERTIFICATE,
    "slip": SLIP,
}
"""portrait and landscape: a form; official: GB/T 9704; certificate: large type; slip: several on one sheet."""
