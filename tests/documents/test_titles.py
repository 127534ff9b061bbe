"""Titles: broken where the sense allows, a trapezoid or a diamond, nothing lost and nothing torn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.lines import estimate
from app.documents.titles import titled

WIDE = 20.0  # characters of 2 号 in a line of the official page


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("青石镇总工会2026年度工作总结", ["青石镇总工会2026年度工作总结"]),
        ("云溪县青石镇工业园区联合工会委员会2026年度工作总结",
         ["云溪县青石镇工业园区联合工会委员会", "2026年度工作总结"]),
        ("青山镇总工会关于报送2026年度工会工作总结和2027年工作打算的报告",
         ["青山镇总工会关于报送2026年度工会工作总结", "和2027年工作打算的报告"]),
        ("关于开展2026年度优秀工会积极分子、优秀工会工作者和先进工会小组评选工作的通知",
         ["关于开展2026年度优秀工会积极分子、", "优秀工会工作者和先进工会小组", "评选工作的通知"]),
        ("松溪乡总工会2025年度工会工作总结暨2026年度工作计划",
         ["松溪乡总工会2025年度工会工作总结", "暨2026年度工作计划"]),
        ("关于2026年度“最美新就业形态劳动者”拟表彰对象的公示",
         ["关于2026年度“最美新就业形态劳动者”", "拟表彰对象的公示"]),
        ("青石镇总工会2025年10月至2026年9月工作总结", ["青石镇总工会", "2025年10月至2026年9月工作总结"]),
    ],
)  # fmt: skip
def test_a_title_ends_its_lines_where_the_sense_does(title: str, lines: list[str]) -> None:
    assert list(titled(title, WIDE, estimate)) == lines


def test_the_clerks_own_break_is_kept() -> None:
    assert titled("青石镇总工会\n工作总结", WIDE, estimate) == ("青石镇总工会", "工作总结")


def test_a_title_of_a_whole_page_is_only_broken() -> None:
    assert "".join(titled("国" * 200, WIDE, estimate)) == "国" * 200


@given(st.lists(st.sampled_from([
    "青石镇", "总工会", "关于", "2026年度", "工作总结", "和", "优秀", "工会积极分子", "、", "评选", "的", "通知", "（",
    "草案", "）", "12,345.60元", "报告", "云岭",
]), min_size=1, max_size=16))  # fmt: skip
def test_nothing_is_lost_and_no_line_is_too_wide(parts: list[str]) -> None:
    title = "".join(parts)
    lines = titled(title, WIDE, estimate)
    assert "".join(lines) == title
    assert all(estimate(line) <= WIDE for line in lines)
    assert all(line[0] not in "、）的" for line in lines[1:] if len(line) > 1 and len(lines) < len(title) / 3)


@settings(deadline=None)
@given(st.integers(min_value=21, max_value=56))
def test_lines_of_one_kind_are_no_hourglass(length: int) -> None:
    widths = [estimate(line) for line in titled("国" * length, WIDE, estimate)]
    assert min(widths) >= 0.5 * max(widths)
    assert not any(b < a and b < c for (a, b), (_, c) in pairwise(pairwise(widths)))
