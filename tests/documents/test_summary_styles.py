"""Styles are files: each can be read, and the right one is found without code."""

from __future__ import annotations

import pytest

from app import resources
from app.documents.summary_styles import choose_style, style_names
from app.domain.errors import FileProblem, UsageError
from app.domain.summary_style import read_style

KINDS = ("township", "enterprise", "school", "bank", "bureau", "hall")


def test_every_kind_of_union_has_a_style() -> None:
    assert set(style_names()) >= set(KINDS)
    assert {choose_style(kind=item.code).id for item in resources.code_list("union_kind").items} == set(KINDS)


@pytest.mark.parametrize("style", KINDS)
def test_a_style_has_each_area_once_and_knows_them_all(style: str) -> None:
    found = choose_style(style)
    areas = [area for section in found.sections for area in section.areas]
    assert len(areas) == len(set(areas))
    assert set(resources.code_list("area").values()) - set(areas) == {"其他"}
    known = set(resources.code_list("aid_kind").values())
    assert {kind for words in found.ledger for kind in words.kinds} <= known
    assert {words.area for words in found.ledger} | {found.ledger_area} <= set(areas)


@pytest.mark.parametrize(
    ("kind", "union", "style"),
    [
        ("学校", "", "school"),
        ("银行", "", "bank"),
        ("镇工会", "", "township"),
        ("班组", "", "hall"),
        ("", "柳桥镇中心小学工会", "school"),
        ("", "江北区柳桥镇总工会", "township"),
        ("", "东江电力有限公司工会", "enterprise"),
        ("", "农商银行柳桥支行工会", "bank"),
        ("", "", "township"),
        ("天文台", "", "township"),
    ],
)
def test_the_style_follows_the_union(kind: str, union: str, style: str) -> None:
    assert choose_style("", kind, union).id == style


def test_a_style_is_known_by_file_or_by_name() -> None:
    assert choose_style("school") == choose_style("学校工会")
    with pytest.raises(UsageError):
        choose_style("poem")


def test_a_style_that_lacks_a_part_is_named() -> None:
    with pytest.raises(FileProblem) as caught:
        read_style({"id": "mine", "name": "x"})
    assert caught.value.values["style"] == "mine"
