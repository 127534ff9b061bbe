"""NOTICE: all parts of a package with their licences, first as a list, then with the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from app import paths
from app.packaging.host import Failed
from app.packaging.pins import DATA, pins, read
from app.version import __version__

NAME = "NOTICE"
_LINE = "=" * 78
_IS_TEXT = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
_LONGEST = 60  # characters of a licence's name; some packages put the whole text there
# Texts in a wheel for platforms and build tools that no part of ours is made with.
_NOT_OURS = ("/android/", "musl/", "_musl", "/v8_xfa/")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package: whose licence it has, what is said of it, and the licence's texts."""

    name: str
    version: str
    licence: str
    said: str = ""
    texts: tuple[str, ...] = ()


def write(folder: Path, platform: str, site: Path, libraries: Path | None = None) -> Path:
    """Write the NOTICE of a package's folder.

    Args:
        folder: the package; the program's ``resources`` lie in it.
        platform: as in trim.toml.
        site: its site-packages.
        libraries: where Debian's libraries and ``NAME.copyright`` lie, which are moved into the text.

    Raises:
        Failed: a part has no licence, or its text is missing.
    """
    parts = [*_ours(folder, platform), *_packages(site), *_debs(libraries)]
    nameless = [part.name for part in parts if not part.licence]
    if nameless:
        raise Failed(f"No licence is known for {', '.join(nameless)}")
    path = folder / NAME
    path.write_text(text(parts), encoding="utf-8")
    return path


def text(parts: Iterable[Part]) -> str:
    """The list and then the texts, each text once."""
    parts = list(parts)
    head = f"工会小管家 · Union Steward {__version__}\n\n本软件由下列部分组成，各按其许可使用和分发；许可原文附后。\n"
    rows = [f"  {f'{part.name} {part.version}'.strip()}: {part.licence}" for part in parts]
    body = "\n".join([head, *rows, ""])
    printed: dict[str, str] = {}
    for part in parts:
        body += "".join(_chapters(part, printed))
    return body


def _chapters(part: Part, printed: dict[str, str]) -> Iterator[str]:
    if not part.said and not part.texts:
        return
    yield f"\n{_LINE}\n{part.name} {part.version}".rstrip() + f"\n{_LINE}\n\n"
    if part.said:
        yield part.said + "\n\n"
    for words in part.texts:
        first = printed.setdefault(words, part.name)
        yield f"{words}\n" if first == part.name else f"The same text as of {first}.\n"


def _ours(folder: Path, platform: str) -> Iterator[Part]:
    for one in read("notice")["part"]:
        if platform in one.get("on", [platform]):
            texts = tuple(_clean(_place(name, folder)) for name in one.get("text", ()))
            yield Part(one["name"], one.get("version", ""), one["licence"], one.get("said", ""), texts)


def _place(name: str, folder: Path) -> Path:
    where, _, rest = name.rpartition(":")
    return {"tree": folder, "root": paths.ROOT}.get(where, DATA) / rest


def _packages(site: Path) -> Iterator[Part]:
    for folder in sorted(site.glob("*.dist-info")):
        told = HeaderParser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
        if told["Name"].lower().startswith(("pyside6", "shiboken6")):
            continue  # stands with Qt
        texts = tuple(_clean(path) for path in _texts(folder))
        yield Part(told["Name"], told["Version"], _licence(told), "", texts)


def _texts(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and _IS_TEXT.search(name) and not any(part in f"/{name}" for part in _NOT_OURS):
            yield path


def _licence(told: object) -> str:
    """The short name of a package's licence out of its metadata."""
    get = told.get_all  # type: ignore[attr-defined]
    expression = (get("License-Expression") or [""])[0]
    classes = [one.rpartition(":: ")[2] for one in get("Classifier") or () if one.startswith("License ::")]
    plain = (get("License") or [""])[0].strip().splitlines()[:1]
    named = expression or (plain[0] if plain and len(plain[0]) <= _LONGEST else "") or ", ".join(classes)
    return named or ("see its text" if get("License-File") or plain else "")


def _debs(libraries: Path | None) -> Iterator[Part]:
    for part in pins("deb") if libraries is not None else ():
        file = libraries / f"{part.name}.copyright"  # type: ignore[operator]
        yield Part(f"{part.name} ({part.why})", part.version, "see its text", "", (_clean(file),))
        file.unlink()


def _clean(path: Path) -> str:
    if not path.is_file():
        raise Failed(f"The licence {path.name} is missing")
    return path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip() + "\n"
