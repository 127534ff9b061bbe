"""Forms: filled from facts, blank where nothing is known, and a mistake in a definition is named."""

from dataclasses import replace
from typing import Any

import pytest

from app.documents.arrange import place
from app.documents.blocks import Grid, PageBreak, Paragraph, Title, words
from app.documents.filling import FormFacts, FormList, fill, head
from app.documents.form import BLANK, forms_for, stem
from app.domain.award_facts import AwardFacts, GroupFacts, PersonFacts, QuotaFacts, QuotaRow, is_individual
from app.domain.errors import AppError
from app.resources import forms

PERSON = PersonFacts(
    name="李䶮", gender="女", born="1990年5月", ethnic="汉族", political="中共党员", unit="青石中学", story="一\n二",
    honours=("2024年 甲", "2025年 乙"), due="30", present="28", votes="27",
)  # fmt: skip
AWARD = AwardFacts(1, 2026, "优秀工会积极分子", True, quota="17", union="青石镇总工会", people=(PERSON,))


def made(*awards: AwardFacts, only: tuple[str, ...] = ()):
    return forms_for(awards, forms().values(), only)


def cells(document) -> list[str]:
    return [
        words(cell.run)
        for block in document.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row.cells
    ]


def a_form(**more: Any) -> dict[str, Any]:
    row = {"cells": [{"label": "姓名"}, {"text": "{{姓名|____}}"}]}
    return {"id": "t", "name": "表", "title": "{{年度}}年", "page": "portrait", "applies_to": "individual",
            "grid": [{"columns": [1, 2], "row": [row]}]} | more  # fmt: skip


def test_every_form_is_whole():
    for form_id, definition in forms().items():
        assert head(definition).id == form_id
    for paper in made(AWARD, replace(AWARD, individual=False), replace(AWARD, people=())):
        for block in paper.document.blocks:
            if isinstance(block, Grid):
                place(block)


def test_a_nominee_gets_a_paper():
    [paper] = made(AWARD, only=("nomination",))
    assert paper.stem == "推荐审批表-2026年度-优秀工会积极分子-李䶮"
    assert words(paper.document.blocks[0].run) == "2026年度优秀工会积极分子推荐审批表"
    texts = cells(paper.document)
    assert {"李䶮", "1990年5月", "2024年 甲\n2025年 乙", "　　一\n　　二"} <= set(texts)
    assert any("应到30人，实到28人，同意27票" in text for text in texts)
    assert sum(isinstance(block, PageBreak) for block in paper.document.blocks) == 1


def test_an_award_without_nominees_gets_a_blank_paper():
    [paper] = made(replace(AWARD, people=()), only=("nomination",))
    assert paper.stem == "推荐审批表-2026年度-优秀工会积极分子"
    said = "".join(cells(paper.document))
    assert "应到____人，实到____人，同意____票" in said
    assert not any(char.isdigit() for char in said)


def test_a_groups_award_gets_the_groups_form():
    group = GroupFacts(name="青石中学工会", members="86", women="50")
    papers = made(replace(AWARD, name="先进工会小组", individual=False, groups=(group,)))
    ids = [paper.form_id for paper in papers]
    assert "unit_nomination" in ids
    assert "nomination" not in ids
    assert {"青石中学工会", "86", "50"} <= set(cells(papers[ids.index("unit_nomination")].document))


def test_the_quota_form_has_a_line_a_unit_and_the_sums():
    rows = tuple(QuotaRow(f"{n}组", str(n), "1", "", f"{n}.00", "0.00", str(n), "", str(n)) for n in range(1, 4))
    quotas = QuotaFacts(rows, "6", "3", "6", "", "6", "按最大余额法。", "合计6名，与评选名额一致。", computed=True)
    [paper] = made(replace(AWARD, quotas=quotas), only=("quota",))
    [grid] = [block for block in paper.document.blocks if isinstance(block, Grid)]
    assert len(grid.rows) == 1 + 3 + 1
    assert grid.header_rows == 1
    assert [words(cell.run) for cell in grid.rows[2].cells][:8] == ["2", "2组", "2", "1", "", "2.00", "0.00", "2"]
    assert [words(cell.run) for cell in grid.rows[-1].cells] == ["合　　计", "6", "3", "", "", "", "6", "", "6", ""]
    above = [block for block in paper.document.blocks if isinstance(block, Paragraph)]
    assert "会员6人，评选17名" in words(above[0].run)


def test_without_units_the_quota_form_has_empty_lines():
    [paper] = made(AWARD, only=("quota",))
    texts = cells(paper.document)
    assert len(texts) > 100
    assert not any(text.isdigit() for text in texts)


def test_stems_are_file_names_and_unique():
    one = replace(PERSON, name='a/b:"c"')
    papers = made(replace(AWARD, people=(one, one, replace(one, name='A/b:"c"'))), only=("nomination",))
    assert [paper.stem for paper in papers] == [
        "推荐审批表-2026年度-优秀工会积极分子-abc",
        "推荐审批表-2026年度-优秀工会积极分子-abc-2",
        "推荐审批表-2026年度-优秀工会积极分子-Abc-3",
    ][: len(papers)]  # fmt: skip
    assert len(stem("字" * 300)) <= 80


@pytest.mark.parametrize("unknown", ["{{姓}}", "{{ 姓 |__}}"])
def test_an_unknown_field_is_named_with_its_form(unknown):
    wrong = a_form(title=unknown)
    with pytest.raises(AppError) as caught:
        fill(wrong, FormFacts(BLANK))
    assert caught.value.values == {"form": "t", "field": "姓"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "round"}, {"grid": [{"columns": ["x"], "row": []}]}, {"grid": [{"columns": [1]}]},
        {"grid": [{"columns": [1], "row": [{"cells": [{"txt": "x"}]}]}]},
        {"grid": [{"columns": [1], "row": [{"cells": [{"text": "x", "align": "up"}]}]}]},
        {"grid": [{"columns": [1], "row": [{"each": "无此", "cells": []}]}]},
    ],
)  # fmt: skip
def test_a_mistake_in_a_definition_is_a_sentence(wrong):
    with pytest.raises(AppError) as caught:
        fill(a_form(**wrong), FormFacts(BLANK))
    assert caught.value.values["form"] == "t"


def test_a_form_must_say_what_it_is():
    with pytest.raises(AppError):
        head(a_form(applies_to="nobody"))
    with pytest.raises(AppError):
        head(a_form(name=""))


def test_places_fill_and_fall_back():
    facts = FormFacts(BLANK | {"年度": "2026"}, {"名额": FormList(("单位",), ({"单位": "甲"}, {"单位": ""}))})
    row = {"each": "名额", "cells": [{"text": "{{单位|无}}"}, {"text": "{{年度}}"}]}
    document = fill(a_form(grid=[{"columns": [1, 1], "row": [row]}]), facts)
    assert cells(document) == ["甲", "2026", "无", "2026"]
    assert isinstance(document.blocks[0], Title)


@pytest.mark.parametrize(
    ("target", "name", "individual"),
    [
        ("个人", "先进工会小组", True), ("集体", "优秀工作者", False), ("", "优秀工会积极分子", True),
        ("", "模范工会小组", False), ("", "优秀工会小组长", True), ("", "模范职工之家", False),
        ("", "优秀工会之友", True), ("", "先进集体", False), ("先进个人", "甲", True),
    ],
)  # fmt: skip
def test_whom_an_award_is_for(target, name, individual):
    assert is_individual(target, name) is individual
