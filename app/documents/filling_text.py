"""The places in a form's texts: ``{{field}}`` filled from facts, conditions, and mistakes that can be pointed at."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.documents.blocks import Picture
from app.domain.errors import AppError
from app.i18n import N_

Definition = Mapping[str, Any]
Texts = Mapping[str, str]

_MOST = 10_000  # of anything a form counts or measures: rows, lines, columns, millimetres
_PLACE = re.compile(r"\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}")


UNKNOWN_FIELD = N_("The form “{form}” asks for “{field}”, which is no field this program knows. Correct its file.")
UNKNOWN_LIST = N_("The form “{form}” asks for “{field}”, which is no list this program knows. Correct its file.")


class FormMistake(AppError):
    """A form's definition is wrong; ``needle`` is what to look for in its file to find the line."""

    def __init__(self, msgid: str, needle: str, /, **values: object) -> None:
        """``msgid`` and ``values`` are the sentence without the line."""
        super().__init__(msgid, **values)
        self.needle = needle


@dataclass(frozen=True, slots=True)
class FormList:
    """The lines of what comes once for each of something (``each = "名额"``), and the fields they have."""

    fields: tuple[str, ...]
    lines: Sequence[Texts] = ()


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What fills a form.

    ``texts`` holds every field a form may name, "" where nothing is known; in a row of one of the ``lists`` the
    line's own fields go before those of the whole form. ``images`` holds every picture a cell may name, None where
    there is none.
    """

    texts: Texts
    lists: Mapping[str, FormList] = field(default_factory=dict)
    images: Mapping[str, Picture | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filler:
    """The texts of one form being filled, by its facts and the line they stand in."""

    form_id: str
    facts: FormFacts
    line: Texts = field(default_factory=dict)

    def on(self, line: Texts) -> Filler:
        """The same within one line of a list; an outer line's fields stay known."""
        return Filler(self.form_id, self.facts, {**self.line, **line})

    def text(self, pattern: object) -> str:
        """``pattern`` with its places filled."""
        return _PLACE.sub(self._filled, str(pattern))

    def texts(self, patterns: object) -> list[str]:
        """One pattern, or each of several, filled; those that come out blank are left out.

        One of several may be a table: ``{ text = "…", if = "field" }``.
        """
        several = patterns if isinstance(patterns, list | tuple) else [patterns]
        return [text for text in map(self._maybe, several) if text.strip()]

    def _maybe(self, pattern: object) -> str:
        if not isinstance(pattern, Mapping):
            return self.text(pattern)
        known(pattern, ("text", "if", "unless"))
        return self.text(pattern["text"]) if self.wanted(pattern) else ""

    def wanted(self, part: Definition) -> bool:
        """Whether a part is to stand: its ``if`` field has a text (or its list lines), its ``unless`` field none."""
        given = "if" not in part or self._there(str(part["if"]))
        return given and not ("unless" in part and self._there(str(part["unless"])))

    def list(self, name: str) -> FormList:
        """One of the lists."""
        if name not in self.facts.lists:
            raise FormMistake(UNKNOWN_LIST, name, form=self.form_id, field=name)
        return self.facts.lists[name]

    def image(self, name: str) -> Picture | None:
        """One of the pictures."""
        if name not in self.facts.images:
            raise self._unknown(name)
        return self.facts.images[name]

    def _there(self, name: str) -> bool:
        if name in self.facts.lists:
            return bool(self.facts.lists[name].lines)
        return bool(self._value(name).strip())

    def _filled(self, match: re.Match[str]) -> str:
        return self._value(match[1]) or match[2] or ""

    def _value(self, name: str) -> str:
        found = self.line.get(name)
        if found is None:
            found = self.facts.texts.get(name)
        if found is None:
            raise self._unknown(name)
        return found

    def _unknown(self, name: str) -> FormMistake:
        return FormMistake(UNKNOWN_FIELD, name, form=self.form_id, field=name)


def known(part: Definition, allowed: Collection[str]) -> None:
    """Refuse a part of a definition that has a key nobody reads: most often it is misspelt."""
    for name in part:
        if name not in allowed:
            raise Slip(name, N_("nothing of this name is known here"))


class Slip(ValueError):
    """A wrong word in a definition, before it is known in which form."""

    def __init__(self, word: object, msgid: str) -> None:
        """``msgid`` says what is wrong with ``word``."""
        super().__init__(f"{word}")
        self.word, self.msgid = str(word), msgid


def one_of(value: object, allowed: Sequence[Any]) -> Any:
    """``value`` where it is one of those allowed."""
    if value not in allowed:
        raise Slip(value, N_("this is not one of the words allowed here"))
    return value


def number(part: Definition, name: str, default: float) -> float:
    """A number of a definition, not beyond what a page could hold: TOML knows ``inf`` and ``nan`` too."""
    value = part.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Slip(name, N_("a number must stand here"))
    if not abs(value) <= _MOST:  # nan is never so
        raise Slip(name, N_("this number is too large"))
    return value
