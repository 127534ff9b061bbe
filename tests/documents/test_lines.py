"""Line breaking: marks at the right end, numbers whole, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.documents.lines import NO_END, NO_START, balanced, break_lines, clean, estimate


def test_no_mark_begins_a_line_and_none_opens_at_its_end() -> None:
    assert break_lines("一二三四，五", 4, estimate) == ("一二三", "四，五")
    assert break_lines("一二三（四）五", 4, estimate) == ("一二三", "（四）五")
    assert break_lines("一二三——四", 4, estimate) == ("一二三", "——四")


def test_numbers_and_words_are_whole() -> None:
    assert break_lines("共计12,345.60元", 5, estimate) == ("共计", "12,345.60", "元") or break_lines(
        "共计12,345.60元", 5, estimate
    ) == ("共计", "12,345.60元")
    assert break_lines("号码13812345678", 6, estimate) == ("号码", "13812345678")


def test_a_word_wider_than_the_line_is_broken_rather_than_cut() -> None:
    assert "".join(break_lines("a" * 40, 5, estimate)) == "a" * 40
    assert max(map(estimate, break_lines("a" * 40, 5, estimate))) <= 5


def test_wide_spaces_stay() -> None:
    assert break_lines("签字：　　　　年　月　日", 20, estimate) == ("签字：　　　　年　月　日",)


@given(st.text(alphabet="一二三，。（）“”、ab1 　—…\n", max_size=80), st.integers(min_value=4, max_value=12))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = break_lines(text, width, estimate)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(estimate(line) <= width + 0.01 for line in lines)


@given(st.text(alphabet="一二三四五六", min_size=1, max_size=60), st.sampled_from("，。）”"))
def test_marks_follow_their_words(text: str, mark: str) -> None:
    lines = break_lines(f"{text}{mark}{text}", 8, estimate)
    assert not any(line[0] in NO_START or line[-1] in NO_END for line in lines if line)


def test_titles_are_even() -> None:
    lines = balanced("一二三四五六七八九十一二", 10, estimate)
    assert [len(line) for line in lines] == [6, 6]
    assert balanced("一二\n三四五", 10, estimate) == ("一二", "三四五")


def test_clean() -> None:
    assert clean("a\tb\x00\u200bc\r\nd\u00a0e\u3000f") == "a bc\nd e\u3000f"
    assert clean("\ud83d") == "〓"
