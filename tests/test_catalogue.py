"""The catalogues: every sentence of the program is in each, none is spare, and its places are the same."""

from __future__ import annotations

import re

import pytest

from app.i18n import LANGUAGES
from tests import catalogue

_PLACE = re.compile(r"{[^}]*}")
_CHINESE = re.compile("[一-鿿]")
EACH = pytest.mark.parametrize("language", LANGUAGES)


@EACH
def test_every_sentence_is_said_in_each_language(language: str) -> None:
    said = {str(m.id): m for m in catalogue.read(language) if m.id}
    wanted = catalogue.msgids()
    assert not wanted - set(said), "run python -m tests.catalogue and translate these"
    assert not set(said) - wanted, "no longer said: run python -m tests.catalogue"
    assert not [m.id for m in said.values() if not m.string or m.fuzzy]


@EACH
def test_places_are_the_same(language: str) -> None:
    wrong = [
        m.id
        for m in catalogue.read(language)
        if sorted(set(_PLACE.findall(str(m.id)))) != sorted(set(_PLACE.findall(str(m.string))))
    ]
    assert not wrong


@EACH
def test_the_compiled_catalogue_is_of_this_text(language: str) -> None:
    made = catalogue.compiled(catalogue.read(language))
    assert catalogue.mo(language).read_bytes() == made, "run python -m tests.catalogue"


def test_chinese_is_chinese() -> None:
    bare = [
        m.id
        for m in catalogue.read()
        if m.id and not _CHINESE.search(str(m.string)) and re.search("[A-Za-z]", _PLACE.sub("", str(m.id)))
    ]
    assert not bare
