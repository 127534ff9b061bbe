"""What the program remembers between two starts: language, recent files, window and column sizes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Any

from app import paths

_RECENT = 8
_PLACES = 50
LANGUAGES = ("zh_CN", "en")  # the clerk's own first
POINTS = (10.5, 12.0, 14.0, 16.0)  # the sizes of text that every window was looked at in
USUAL_POINTS = 12.0

# What the value of a name that begins so must be; one that was written by another version or hand counts as none.
_WORDS, _SIZES = "words", "sizes"
_SHAPES: dict[str, str] = {
    "size/": _SIZES, "split/": _SIZES, "award/limits": _SIZES, "widths/": "widths", "columns/": _WORDS,
    "award-papers/on": _WORDS, "award-papers/kinds": _WORDS, "summary/formats": _WORDS, "geometry": "text",
    "folder/": "text", "wizard/step": "number",
}  # fmt: skip
_MOST = 100_000  # more than any size, width or count on a screen


class Settings:
    """A small JSON file of the clerk's habits; losing it loses no work, so a broken one is forgotten.

    ``was_broken`` says that there was one which could not be read, so that the clerk can be told in a line.
    """

    def __init__(self, path: Path, values: dict[str, Any] | None = None) -> None:
        """``values`` are plain JSON values by name."""
        self.path = path
        self._values = values or {}
        self.was_broken = False

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read the settings; a missing or unreadable file gives the program's own."""
        path = path or paths.settings_file()
        try:
            found = json.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return cls(path)
        except (OSError, ValueError, RecursionError):
            found = None
        values = found if isinstance(found, dict) else {}
        values = {name: value for name, value in values.items() if _fits(name, value)}
        home = _home(path)
        settings = cls(path, put_in_place(values, home) if home else values)
        settings.was_broken = not isinstance(found, dict)
        return settings

    def save(self) -> bool:
        """Write the settings whole or not at all; says whether that worked (a read-only profile is no error)."""
        home = _home(self.path)
        values = take_along(self._values, home) if home else self._values
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside = self.path.with_suffix(".tmp")
            beside.write_text(json.dumps(values, indent=1), encoding="utf-8")  # ASCII: a name may be half a sign
            beside.replace(self.path)
        except OSError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """A remembered value, or ``default``."""
        return self._values.get(name, default)

    def put(self, name: str, value: Any) -> None:
        """Remember a plain JSON value until the next ``save``."""
        self._values[name] = value

    @property
    def language(self) -> str:
        """The code of the window's language; Chinese until the clerk chooses otherwise."""
        found = self.get("language")
        return found if found in LANGUAGES else LANGUAGES[0]

    @property
    def points(self) -> float:
        """The size of the window's text in points; the usual one until the clerk chooses otherwise."""
        found = self.get("points")
        return next((size for size in POINTS if size == found), USUAL_POINTS)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The data files opened last that are still there, latest first."""
        found = self.get("recent") or []
        names = [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
        return tuple(Path(name) for name in names if _is_file(name))

    def place_of(self, identity: str) -> Path | None:
        """The file in which a book was last worked on."""
        found = self._places().get(identity)
        return Path(found) if isinstance(found, str) else None

    def remember_place(self, identity: str, path: Path) -> None:
        """Keep in mind that a book is worked on in this file."""
        others = {name: place for name, place in self._places().items() if name != identity}
        self.put("books", dict([*others.items(), (identity, str(path.resolve()))][-_PLACES:]))

    def forget_place(self, path: Path) -> None:
        """A file is no longer one to work on."""
        self.put("books", {name: place for name, place in self._places().items() if place != str(path.resolve())})

    def _places(self) -> dict[str, Any]:
        found = self.get("books")
        return found if isinstance(found, dict) else {}

    def opened(self, path: Path) -> None:
        """Put a data file at the head of the recent ones."""
        name = str(path.resolve())
        others = [str(other) for other in self.recent if str(other) != name]
        self.put("recent", [name, *others][:_RECENT])


def take_along(values: Mapping[str, Any], home: PurePath) -> dict[str, Any]:
    """Values to be kept, with data files below ``home`` named from there: a stick has another letter elsewhere."""
    return _with_files(values, lambda name: _from(home, name))


def put_in_place(values: Mapping[str, Any], home: PurePath) -> dict[str, Any]:
    """Values as they were kept by ``take_along``, with the data files where ``home`` is now."""
    return _with_files(values, lambda name: str(home / name))


def _home(path: Path) -> Path | None:
    """The folder of a portable program whose settings these are; None for any others."""
    carried = paths.portable_folder()
    return carried.resolve() if carried and path.is_relative_to(carried) else None


def _from(home: PurePath, name: str) -> str:
    path = type(home)(name)
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else name


def _with_files(values: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The values with every name of a data file changed; what is of no known shape stays as it is."""
    made = dict(values)
    if isinstance(recent := made.get("recent"), list):
        made["recent"] = [change(name) if isinstance(name, str) else name for name in recent]
    if isinstance(books := made.get("books"), dict):
        made["books"] = {key: change(name) if isinstance(name, str) else name for key, name in books.items()}
    return made


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # a name that no system takes: a NUL in it, half a sign, thousands of signs
        return False


def _fits(name: str, value: object) -> bool:
    """Whether a value is of the shape that its name asks for."""
    shape = next((shape for start, shape in _SHAPES.items() if name.startswith(start)), "")
    if shape in (_WORDS, _SIZES):
        one = _is_text if shape == _WORDS else _is_number
        return isinstance(value, list) and all(map(one, value))
    if shape == "widths":
        return isinstance(value, dict) and all(map(_is_number, value.values()))
    return _is_text(value) if shape == "text" else shape != "number" or _is_number(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= _MOST
