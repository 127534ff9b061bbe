"""The catalogues' housekeeping: ``python -m tests.catalogue`` adds new msgids, drops unused ones, writes the .mo."""

from __future__ import annotations

import ast
import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
# The msgids are English, so the English catalogue says what they say, unless somebody finds a better word there.
LANGUAGES = {"zh_CN": "Chinese", "en": "English"}
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = """# The words of 工会小管家 (Union Steward) in {name}.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def po(language: str) -> Path:
    """The catalogue's text."""
    return LOCALE / language / "LC_MESSAGES" / "app.po"


def mo(language: str) -> Path:
    """The catalogue as the program reads it."""
    return po(language).with_suffix(".mo")


def msgids() -> set[str]:
    """Every sentence of the program: what stands in ``N_("…")``, and in ``language.text("…")``."""
    found: set[str] = set()
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _says(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found - {""}


def _says(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "N_"
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "text"
        and ast.unparse(function.value).split(".")[-1] in ("language", "_language")
    )


def read(language: str = "zh_CN") -> Catalog:
    """The catalogue as it lies on the disk."""
    with po(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    out = io.BytesIO()
    catalogue.creation_date = _ANY_DAY  # else the day of this very call would stand in the file
    write_mo(out, catalogue)
    return out.getvalue()


def tidy(translations: dict[str, str] | None = None, language: str = "zh_CN") -> list[str]:
    """Bring the files up to date with the code and give the msgids that have no translation yet.

    ``translations`` are put in where the catalogue has nothing yet.
    """
    there = po(language).exists()
    old = {str(m.id): str(m.string) for m in read(language) if m.id} if there else {}
    fresh = Catalog(locale=language)
    for msgid in sorted(msgids()):
        own = msgid if language == "en" else ""
        fresh.add(msgid, old.get(msgid) or (translations or {}).get(msgid, own))
    po(language).parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    # Without babel's own header: nothing in the file may change from one day, or one machine, to the next.
    write_po(body, fresh, width=110, sort_output=True, omit_header=True)
    head = HEADER.format(name=LANGUAGES[language], language=language)
    po(language).write_bytes(head.encode("utf-8") + body.getvalue())
    mo(language).write_bytes(compiled(read(language)))
    return [str(m.id) for m in fresh if m.id and not m.string]


if __name__ == "__main__":
    for spoken in LANGUAGES:
        for missing in tidy(language=spoken):
            print(spoken, missing)
