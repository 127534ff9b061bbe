"""The Chinese catalogue: every sentence of the program is in it, none is spare, and its places are the same."""

from __future__ import annotations

import re

from tests import catalogue

_PLACE = re.compile(r"{[^}]*}")


def test_every_sentence_has_its_chinese() -> None:
    said = {str(m.id): m for m in catalogue.read() if m.id}
    wanted = catalogue.msgids()
    assert not wanted - set(said), "run python -m tests.catalogue and translate these"
    assert not set(said) - wanted, "no longer said: run python -m tests.catalogue"
    assert not [m.id for m in said.values() if not m.string or m.fuzzy]


def test_places_are_the_same() -> None:
    wrong = [
        m.id
        for m in catalogue.read()
        if sorted(set(_PLACE.findall(str(m.id)))) != sorted(set(_PLACE.findall(str(m.string))))
    ]
    assert not wrong


def test_the_compiled_catalogue_is_of_this_text() -> None:
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.read()), "run python -m tests.catalogue"


def test_chinese_is_chinese() -> None:
    bare = [
        m.id
        for m in catalogue.read()
        if m.id and not re.search("[一-鿿]", str(m.string)) and str(m.id) not in ("{event}: {name}",)
    ]
    assert not bare
