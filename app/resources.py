"""The data the program reads: code lists, standards, calendars, score sheets, form definitions."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from app import paths
from app.domain.errors import FileProblem
from app.i18n import N_

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CodeItem:
    """One value of a code list; ``simple`` is its coarser class where the list has one."""

    code: str
    value: str
    synonyms: tuple[str, ...] = ()
    simple: str = ""


@dataclass(frozen=True)
class CodeList:
    """One code list; ``verified`` says whether it was held against its ``source``."""

    id: str
    title: str
    source: str
    verified: bool
    items: tuple[CodeItem, ...]

    def values(self) -> tuple[str, ...]:
        """The values in the list's own order."""
        return tuple(item.value for item in self.items)

    def simple_values(self) -> tuple[str, ...]:
        """The coarser classes in order, each once; empty where the list has none."""
        return tuple(dict.fromkeys(item.simple for item in self.items if item.simple))

    def find(self, text: str) -> CodeItem | None:
        """The item whose value, code or synonym ``text`` is, whatever its spaces and widths."""
        return self._by_key.get(_key(text))

    def words(self, text: str) -> set[str]:
        """All the words for what ``text`` names: itself, and its item's code and value; empty for no text."""
        item = self.find(text) if text else None
        return ({text} | ({item.code, item.value} if item else set())) - {""}

    def canonical(self, text: str) -> str | None:
        """The list's own value for ``text``, or None where the list does not know it."""
        item = self.find(text)
        return item.value if item else None

    def simple(self, text: str) -> str | None:
        """The coarser class of ``text`` (itself one already, or a value's), or None."""
        for word in self.simple_values():
            if _key(word) == _key(text):
                return word
        item = self.find(text)
        return item.simple or None if item else None

    @cached_property
    def _by_key(self) -> dict[str, CodeItem]:
        found: dict[str, CodeItem] = {}
        # A value wins over a code, and a code over a synonym, so the weakest are entered first.
        for item in self.items:
            found.update({_key(word): item for word in item.synonyms})
        found.update({_key(item.code): item for item in self.items})
        found.update({_key(item.value): item for item in self.items})
        found.pop("", None)
        return found


@cache
def code_list(name: str) -> CodeList:
    """The code list ``resources/codes/<name>.toml``.

    Raises:
        FileProblem: the file is missing, is no TOML, or lacks a part.
    """
    path = paths.RESOURCES / "codes" / f"{name}.toml"
    data = _read(path)
    try:
        return CodeList(
            _text(data["id"]),
            _text(data["title"]),
            _text(data["source"]),
            bool(data["verified"]),
            tuple(_item(row) for row in data["item"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise _incomplete(path, error) from error


def code_list_names() -> tuple[str, ...]:
    """The names of all code lists, sorted."""
    return tuple(sorted(path.stem for path in (paths.RESOURCES / "codes").glob("*.toml")))


@cache
def standards() -> Mapping[str, Table]:
    """The files of ``resources/standards``, parsed, by file name without ending."""
    return _folder(paths.RESOURCES / "standards")


@cache
def calendar() -> Mapping[str, Table]:
    """The files of ``resources/calendar``, parsed: ``festivals`` and ``holidays``."""
    return _folder(paths.RESOURCES / "calendar")


@cache
def filters() -> Mapping[str, Table]:
    """The ready-made filters of ``resources/filters``, parsed, by the table that each file names."""
    return {str(data.get("table", stem)): data for stem, data in _folder(paths.RESOURCES / "filters").items()}


@cache
def scoring_template(name: str = "home_of_workers") -> Table:
    """One score sheet of ``resources/scoring``, parsed."""
    return _read(paths.RESOURCES / "scoring" / f"{name}.toml")


@cache
def forms() -> Mapping[str, Table]:
    """The form definitions ``forms/*.toml``, parsed, by their ``id`` (the file's name where it gives none).

    Raises:
        FileProblem: a file is no TOML, or two files give one id.
    """
    found: dict[str, Table] = {}
    for path in sorted(paths.FORMS.glob("*.toml")):
        data = _read(path)
        form_id = str(data.get("id", path.stem))
        if form_id in found:
            raise FileProblem(
                N_("The file {file} gives the id “{id}”, which another form has. Give it another id."),
                file=str(path),
                id=form_id,
            )
        found[form_id] = data
    return found


@cache
def summary_styles() -> Mapping[str, Table]:
    """The summary styles ``forms/summary/*.toml``, parsed, by file name; each carries it as ``id``."""
    folder = _folder(paths.FORMS / "summary")
    return {stem: {**data, "id": stem} for stem, data in folder.items()}


@cache
def demo() -> Mapping[str, Table]:
    """The invented union of ``resources/demo``, parsed, by file name without ending."""
    return _folder(paths.RESOURCES / "demo")


def forget() -> None:
    """Forget what was read, so that a file the clerk has changed is read again."""
    for reader in (code_list, standards, calendar, filters, scoring_template, forms, summary_styles, demo):
        reader.cache_clear()


def _item(row: Table) -> CodeItem:
    synonyms = tuple(_text(word) for word in row.get("synonyms", ()))
    return CodeItem(_text(row["code"]), _text(row["value"]), synonyms, _text(row.get("simple", "")))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text wanted, found {value!r}")
    return value


def _key(text: str) -> str:
    """``text`` without spaces and differences of width and case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _folder(folder: Path) -> dict[str, Table]:
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> Table:
    try:
        # Windows Notepad saves a byte order mark, which tomllib does not take.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileProblem(
            N_("The program's file {file} cannot be read. Install the program again."), file=str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise FileProblem(N_("The file {file} is not UTF-8 text. Save it again as UTF-8."), file=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise FileProblem(
            N_("The file {file} has a mistake in it: {detail}. Correct it, or put the original back."),
            file=str(path),
            detail=str(error),
        ) from error


def _incomplete(path: Path, error: Exception) -> FileProblem:
    return FileProblem(
        N_("The file {file} lacks a part or has a wrong one: {detail}. Correct it, or put the original back."),
        file=str(path),
        detail=str(error),
    )
