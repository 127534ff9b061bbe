"""A form that is wrong is told in one sentence with file, line and reason, and hinders no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths, resources
from app.documents import filling, filling_grid, filling_parts, form_check
from app.documents.filling import APPLIES_TO
from app.documents.filling_grid import GRID_KEYS
from app.documents.form import BLANK, papers_offered
from app.documents.form_lists import award_lists, round_lists
from app.documents.form_pages import PAGES
from app.domain.award_facts import AwardFacts

GOOD = """# 自己的表
id = "mine"
name = "补充表"
title = "{{年度}}年度补充表"
page = "portrait"
applies_to = "individual"

[[grid]]
columns = [1, 2]

[[grid.row]]
cells = [ { label = "姓名" }, { text = "{{姓名}}" } ]
"""


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(paths, "forms_folder", lambda: tmp_path)
    resources.forget()
    yield tmp_path
    monkeypatch.undo()
    resources.forget()


def write(folder: Path, text: str, name: str = "mine.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    resources.forget()


def test_all_of_ours_are_sound() -> None:
    found = form_check.checked()
    assert found.problems == ()
    assert {file.id for file in found.files} == set(resources.forms())


def test_a_form_dropped_in_is_offered_like_ours(own: Path) -> None:
    write(own, GOOD)
    assert "mine" in [head.id for head in papers_offered()]
    assert "mine" in [file.id for file in form_check.checked().files]


def test_one_with_the_id_of_ours_goes_before_it(own: Path) -> None:
    write(own, GOOD.replace('"mine"', '"nomination"'))
    [name] = [head.name for head in papers_offered() if head.id == "nomination"]
    assert name == "补充表"


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("{{姓名}}", "{{姓 名}}", 12, "姓 名"),
        ("{{年度}}年度", "{{年}}", 4, "年"),
        ('"individual"', '"somebody"', 6, "individual"),
        ('"portrait"', '"upright"', 5, "upright"),
        ("[1, 2]", '[1, "x"]', 9, "columns"),
        ("[1, 2]", "[1, 2, 3]", 9, "cols"),
        ("{ label = ", "{ lable = ", 12, "lable"),
        ('"姓名" }', '"姓名", align = "up" }', 12, "up"),
        ("cells", "height = inf\ncells", 12, "height"),
        ("cells", 'each = "姓名"\nblank = nan\ncells', 12, "姓名"),
        ("[1, 2]", "[1, 1e300]", 9, "columns"),
        ("cells", 'each = "无此"\ncells', 12, "无此"),
        ("cells", 'if = "无此"\ncells', 12, "无此"),
        ("[[grid.row]]", '[[part]]\nwhat = "x"\n[[grid.row]]', 12, "what"),
        ('text = "{{姓名}}"', 'image = "像"', 12, "像"),
        ("applies_to", 'checks = "tally"\napplies_to', 6, "checks"),
        ('title = "{{年度}}年度补充表"\n', "", 1, "title"),
        ('text = "{{姓名}}"', "text = 姓名", 12, "quotes"),
    ],
)  # fmt: skip
@pytest.mark.fault("F16")
def test_a_mistake_has_its_file_and_line_and_hinders_no_other(
    own: Path, old: str, new: str, line: int, word: str
) -> None:
    write(own, GOOD.replace(old, new, 1))
    write(own, GOOD.replace('"mine"', '"other"'), "other.toml")
    found = form_check.checked()
    [problem] = found.problems
    assert Path(str(problem.values["file"])).name == "mine.toml"
    assert (problem.values["line"], word in str(problem)) == (line, True), str(problem)
    assert "\n" not in str(problem)
    ids = [file.id for file in found.files]
    assert "mine" not in ids
    assert {"other", "nomination", "notice"} <= set(ids)


def test_a_mistake_in_a_part_that_only_stands_with_data_is_found_too(own: Path) -> None:
    write(own, GOOD + '\n[[part]]\nif = "姓名"\ntext = "{{无此}}"\n')
    [problem] = form_check.checked().problems
    assert problem.values["field"] == "无此"


@pytest.mark.parametrize("applies_to", ["entry", "hardship", "activity"])
def test_forms_of_the_ledger_are_tried_too(own: Path, applies_to: str) -> None:
    write(own, GOOD.replace('"individual"', f'"{applies_to}"').replace("{{姓名}}", "{{无此}}").replace("{{年度}}", ""))
    [problem] = form_check.checked().problems
    assert problem.values["field"] == "无此"


def test_the_page_about_forms_names_every_field_list_and_key() -> None:
    page = (paths.ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    lists = award_lists(AwardFacts(0, 0, "", True)) | round_lists(())
    names = {*BLANK, *lists, *(field for found in lists.values() for field in found.fields)}
    keys = {*filling._KEYS, *filling_grid._ROW_KEYS, *filling_grid._CELL_KEYS, *GRID_KEYS, *filling_parts._COMMON}
    keys |= {*filling_parts._KINDS, *(key for more in filling_parts._KINDS.values() for key in more), *PAGES}
    missing = sorted(name for name in names | keys | set(APPLIES_TO) if name not in page)
    assert missing == []


def test_the_example_on_that_page_is_a_form(own: Path) -> None:
    page = (paths.ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    write(own, page.partition("```toml\n")[2].partition("```")[0])
    found = form_check.checked()
    assert found.problems == ()
    assert "thanks" in [file.id for file in found.files]
