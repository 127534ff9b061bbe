"""The summaries of the demonstration union and of the five real years stand word by word as they were last read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.book.facts_workbook import CASES
from tests.golden_summaries import FOLDER, made_of_a_real_year, made_of_the_demonstration, told


def test_the_demonstration_union_in_every_style(tmp_path: Path) -> None:
    papers = made_of_the_demonstration(tmp_path)
    assert set(papers) == {path.stem for path in FOLDER.glob("demo-*.txt")}
    for name, paper in papers.items():
        assert told(paper) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), name


@pytest.mark.parametrize("case", CASES)
def test_a_real_year(case: int, tmp_path: Path) -> None:
    assert told(made_of_a_real_year(tmp_path, case)) == (FOLDER / f"year-{case}.txt").read_text(encoding="utf-8")
