"""Which font file draws which typeface, and which one steps in when a character is missing."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from app import paths
from app.documents.layout import Face

MISSING = "〓"  # 下划双横 "geta": what a printer sets for a character he does not have

SUBSTITUTES = {
    "☐": "□",
    "☑": "■",
    "☒": "■",
    "✓": "√",
    "✔": "√",
    "✗": "×",
    "✘": "×",
    "\u2010": "-",
    "\u2011": "-",
}
"""Signs few fonts have, with the ones all have; used only where the sign itself is missing."""

_SERIF, _BOLD, _SANS = "NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf", "NotoSansSC-Regular.ttf"
_KAI, _RARE, _RAREST = "UnionKai-Regular.ttf", "NotoSerifSC-Rare.ttf", "UnionKai-Rare.ttf"
_LAST = (_SERIF, _RARE, _RAREST, _KAI, _SANS)

CHAINS: dict[Face, tuple[str, ...]] = {
    Face.XIAOBIAOSONG: (_BOLD, *_LAST),
    Face.FANGSONG: (_SERIF, *_LAST),
    Face.HEITI: (_SANS, *_LAST),
    Face.KAITI: (_KAI, *_LAST),
    Face.SONGTI: (_SERIF, *_LAST),
}
"""The font files of each face in the order they are asked for a character."""

SYSTEM_FIRST: dict[Face, tuple[str, ...]] = {Face.FANGSONG: ("simfang.ttf",)}
"""Fonts we may not ship but use where the machine has them: 仿宋 comes with every Chinese Windows."""

SYSTEM_LAST = ("simsunb.ttf",)
"""宋体-ExtB of Windows: 42,711 rare characters, asked after all of ours."""


@lru_cache(maxsize=32)
def system_font(name: str) -> Path | None:
    """The machine's own font file ``name``, if it has one."""
    windows = os.environ.get("WINDIR")
    if windows:
        found = Path(windows) / "Fonts" / name
        return found if found.is_file() else None
    for folder in (Path("/usr/share/fonts"), Path.home() / ".local" / "share" / "fonts"):
        for found in folder.rglob("*.[tT][tT][fF]"):
            if found.name.lower() == name:
                return found
    return None


def files(face: Face) -> tuple[Path, ...]:
    """The font files there are for ``face``, the preferred first. Missing ones are left out."""
    return _files(face, paths.FONTS)


@lru_cache(maxsize=16)
def _files(face: Face, folder: Path) -> tuple[Path, ...]:
    first = (system_font(name) for name in SYSTEM_FIRST.get(face, ()))
    last = (system_font(name) for name in SYSTEM_LAST)
    ours = (folder / name for name in CHAINS[face])
    found = [path for path in (*first, *ours, *last) if path is not None and path.is_file()]
    return tuple(dict.fromkeys(found))
