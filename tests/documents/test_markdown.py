"""The manual's Markdown: what is understood comes out whole, and what is not is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.markdown import Head, Image, ListItem, Prose, Rows, elements, links, plain

LINE = st.text("国工会abc 1。「」", min_size=1, max_size=30).map(str.strip).filter(lambda t: t and not t[0].isdigit())


def test_one_of_everything() -> None:
    text = (
        "## 登记\n\n先看[首页](home)，\n再填。\n1. **第一步。** 点「保存」\n10. 第十步\n\n* 甲\n- 乙\n\n"
        "| 键 | 作用 |\n|---|---|\n| F1 | 帮助 |\n\n![样子](pictures/a.png)\n"
    )
    assert elements(text) == (
        Head(2, "登记"),
        Prose("先看[首页](home)，再填。"),
        ListItem("1.", "**第一步。** 点「保存」"),
        ListItem("10.", "第十步"),
        ListItem("•", "甲"),
        ListItem("•", "乙"),
        Rows(("键", "作用"), (("F1", "帮助"),)),
        Image("样子", "pictures/a.png"),
    )


@pytest.mark.parametrize(
    "line",
    [
        "    缩进", "> 引文", "```", "<b>粗</b>", "---", "字里有图![图](a.png)", "![](a.png)", "| 一列 |\n| 无线 |",
        "| 甲 | 乙 |\n|---|---|\n| 少一格 |",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="of the manual cannot be set"):
        elements(line)


def test_words_without_signs() -> None:
    assert plain("**先说。** 再看[首页](home)。") == "先说。再看首页。"
    assert plain("见[首页](home)", lambda words, to: f"{words}（{to}）") == "见首页（home）"
    assert plain("从 Excel 导入，按 Ctrl+Z") == "从 Excel 导入，按 Ctrl+Z"
    assert list(links("[甲](a) ![图](p.png) [乙](b)")) == ["a", "b"]


@given(st.lists(LINE, min_size=1, max_size=6))
def test_every_paragraph_and_item_comes_out_in_order(lines: list[str]) -> None:
    assert elements("\n\n".join(lines)) == tuple(map(Prose, lines))
    assert elements("\n".join(f"* {line}" for line in lines)) == tuple(ListItem("•", line) for line in lines)


@given(st.lists(LINE, min_size=1, max_size=6))
def test_lines_of_a_paragraph_keep_all_their_characters(lines: list[str]) -> None:
    (one,) = elements("\n".join(lines))
    assert one.text.replace(" ", "") == "".join(lines).replace(" ", "")
