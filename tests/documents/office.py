"""Word files turned into PDF by LibreOffice, with the program's own fonts in the place of those it names."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from app import paths
from app.documents.docx_xml import WORD_FONTS
from app.documents.layout import Face

_DRAWN_BY = {
    Face.XIAOBIAOSONG: "Noto Serif SC",
    Face.FANGSONG: "Noto Serif SC",
    Face.HEITI: "Noto Sans SC",
    Face.KAITI: "Union Kai",
    Face.SONGTI: "Noto Serif SC",
}
_SECONDS = 100


def office() -> str | None:
    """The program, if this machine has it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _fonts(folder: Path) -> Path:
    """A configuration in which only the program's fonts are there."""
    rules = "".join(
        f'<alias binding="same"><family>{WORD_FONTS[face][0]}</family><prefer><family>{name}</family></prefer></alias>'
        for face, name in _DRAWN_BY.items()
    )
    written = folder / "fonts.conf"
    written.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{paths.FONTS}</dir><cachedir>{folder}/cache</cachedir>{rules}</fontconfig>",
        encoding="utf-8",
    )
    return written


def printed(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The Word files as PDFs, under the same names, all from one start of the program."""
    program = office()
    assert program
    (folder / "in").mkdir(parents=True)
    for name, data in files.items():
        (folder / "in" / f"{name}.docx").write_bytes(data)
    sources = [str(folder / "in" / f"{name}.docx") for name in files]
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    words = [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "out"), *sources]
    env = {**os.environ, "FONTCONFIG_FILE": str(_fonts(folder))}
    subprocess.run(words, env=env, check=True, capture_output=True, timeout=_SECONDS)
    return {name: (folder / "out" / f"{name}.pdf").read_bytes() for name in files}
