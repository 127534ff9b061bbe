"""The data the program reads: code lists, standards, calendars, score sheets, form definitions."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from app import paths
from app.domain.errors import FileProblem
from app.domain.strokes import StrokeOrder, stroke_order
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
def strokes() -> StrokeOrder:
    """The order of names by strokes, of ``resources/strokes``."""
    return stroke_order(text_of(paths.RESOURCES / "strokes" / "strokes.txt"))


@cache
def filters() -> Mapping[str, Table]:
    """The ready-made filters of ``resources/filters``, parsed, by the table that each file names."""
    return {str(data.get("table", stem)): data for stem, data in _folder(paths.RESOURCES / "filters").items()}


@cache
def scoring_template(name: str = "home_of_workers") -> Table:
    """One score sheet of ``resources/scoring``, parsed."""
    return _read(paths.RESOURCES / "scoring" / f"{name}.toml")


@dataclass(frozen=True, eq=False)
class FormFile:
    """One file that defines a form: where it lies, what stands in it, and its definition."""

    path: Path
    text: str
    data: Table

    @property
    def id(self) -> str:
        """The form's id: as it says, else the file's name."""
        return str(self.data.get("id", self.path.stem))

    @property
    def order(self) -> tuple[float, str]:
        """Where the form stands among the others: its ``place``, then its file's name."""
        place = self.data.get("place", _LAST_PLACE)
        return (place if isinstance(place, int | float) else _LAST_PLACE, self.path.name)


_LAST_PLACE = 1000


def form_files() -> tuple[FormFile, ...]:
    """The files of all forms that can be read, in the order of their ``place``; the clerk's go before ours."""
    return _all_forms()[0]


def form_file_problems() -> tuple[FileProblem, ...]:
    """What is wrong with the files of forms that cannot be read; they do not hinder the others."""
    return _all_forms()[1]


def forms() -> Mapping[str, Table]:
    """The definitions of all forms that can be read, by their ``id``."""
    return {file.id: file.data for file in form_files()}


@cache
def _all_forms() -> tuple[tuple[FormFile, ...], tuple[FileProblem, ...]]:
    found: dict[str, FormFile] = {}
    problems: list[FileProblem] = []
    for folder in (paths.FORMS, paths.forms_folder()):
        own: dict[str, FormFile] = {}
        for path in sorted(folder.glob("*.toml")):
            try:
                file = _form_file(path)
                if file.id in own:
                    raise FileProblem(
                        N_("The file {file} gives the id “{id}”, which another form has. Give it another id."),
                        file=str(path),
                        id=file.id,
                    )
                own[file.id] = file
            except FileProblem as problem:
                problems.append(problem)
        found |= own
    return tuple(sorted(found.values(), key=_place)), tuple(problems)


def _place(file: FormFile) -> tuple[float, str]:
    return file.order


def _form_file(path: Path) -> FormFile:
    text = text_of(path)
    return FormFile(path, text, parsed(path, text))


@cache
def summary_styles() -> Mapping[str, Table]:
    """The summary styles ``forms/summary/*.toml``, parsed, by file name, each with what ``_common.toml`` adds.

    The clerk's own, in ``summary`` of her folder of forms, go before ours. Each carries its name as ``id``, its place
    as ``file`` and its words as ``text``, so that an error can say where. Names that begin with _ are no styles.
    """
    shared: Table = {}
    found: dict[str, Table] = {}
    for folder in (paths.FORMS / "summary", paths.forms_folder() / "summary"):
        for path in sorted(folder.glob("*.toml")):
            text = text_of(path)
            data = parsed(path, text)
            if path.stem == "_common":
                shared = _merged(shared, data)
            elif not path.stem.startswith("_"):
                found[path.stem] = {**data, "id": path.stem, "file": str(path), "text": text}
    return {stem: _merged(shared, data) for stem, data in found.items()}


def _merged(below: Table, above: Table) -> dict[str, Any]:
    """Two tables as one: what ``above`` says goes before, table by table."""
    found = dict(below)
    for name, value in above.items():
        old = found.get(name)
        found[name] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return found


@cache
def demo() -> Mapping[str, Table]:
    """The invented union of ``resources/demo``, parsed, by file name without ending."""
    return _folder(paths.RESOURCES / "demo")


def forget() -> None:
    """Forget what was read, so that a file the clerk has changed is read again."""
    for reader in (
        code_list, standards, calendar, strokes, filters, scoring_template, _all_forms,
        summary_styles, demo,
    ):  # fmt: skip
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
    return parsed(path, text_of(path))


def text_of(path: Path) -> str:
    """The text of a data file.

    Raises:
        FileProblem: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows Notepad saves a byte order mark
    except OSError as error:
        raise FileProblem(
            N_("The program's file {file} cannot be read. Install the program again."), file=str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise FileProblem(N_("The file {file} is not UTF-8 text. Save it again as UTF-8."), file=str(path)) from error


def parsed(path: Path, text: str) -> Table:
    """The tables of a data file's text.

    Raises:
        FileProblem: it is no TOML; the sentence says in which line and why.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        found = re.search(r"at line (\d+)", str(error))
        raise FileProblem(
            N_("The file {file}, line {line}: {reason}. Correct it, or put the original back."),
            file=str(path),
            line=int(found[1]) if found else len(text.splitlines()),
            reason=_toml_reason(str(error)),
        ) from error


def line_of(text: str, word: str) -> int:
    """The first line of a TOML text, counted from 1, in which ``word`` stands outside a comment; else 1."""
    lines = enumerate(text.splitlines(), 1)
    return next((at for at, line in lines if word in line and not line.lstrip().startswith("#")), 1)


_TOML_REASONS = {
    "Unclosed array": N_("a square bracket is not closed"),
    "Unclosed inline table": N_("a brace is not closed"),
    "Expected ']": N_("a square bracket is not closed"),
    "Invalid statement": N_("a name may hold only letters, digits, - and _ unless it stands in quotes"),
    "Expected '='": N_("an equals sign is missing after a name"),
    "Invalid value": N_("a value is missing, or a text stands without its quotes"),
    "Expected newline or end": N_("something is left over behind the value"),
    "Unterminated string": N_("a text is not closed with its quote"),
    "Illegal character": N_("a text is not closed with its quote"),
    "Cannot overwrite": N_("this name stands there twice"),
    "Duplicate": N_("this name stands there twice"),
    "Cannot declare": N_("this heading stands there twice"),
}


def _toml_reason(detail: str) -> str:
    """Why a text is no TOML, as a msgid; the reader's own words where it is nothing common."""
    found = (reason for start, reason in _TOML_REASONS.items() if detail.startswith(start))
    return next(found, re.sub(r" \(at [^)]*\)$", "", detail))


def _incomplete(path: Path, error: Exception) -> FileProblem:
    return FileProblem(
        N_("The file {file} lacks a part or has a wrong one: {detail}. Correct it, or put the original back."),
        file=str(path),
        detail=str(error),
    )
