"""Patterns of a style: read with care, and a mistake in them named."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import paths, resources
from app.documents.narrative_marks import Number
from app.documents.narrative_voice import fill
from app.documents.summary_styles import choose_style, style_names
from app.domain.errors import FileProblem
from app.domain.summary_style import read_style
from app.domain.summary_words import PATTERNS, Wording, checked


def test_neighbours_sound_different_and_a_place_always_alike() -> None:
    wording = Wording((("gave", ("发放{goods}", "送上{goods}")),))
    assert wording.pick("gave", 0) != wording.pick("gave", 1)
    assert wording.pick("gave", 0) == wording.pick("gave", 2)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("[隶属{甲}][，本届为{乙}]", "隶属县总工会，本届为第五届"),
        ("[隶属{丙}][，本届为{乙}]", "本届为第五届"),
        ("[{丙}]", ""),
        ("慰问[（{丙}）]{甲}", "慰问县总工会"),
    ],
)
def test_what_has_nothing_to_say_is_left_out(pattern: str, said: str) -> None:
    filled = fill(pattern, {"甲": ("县总工会",), "乙": ("第五届",), "丙": ()})
    assert "".join(map(str, filled)) == said


@given(st.lists(st.sampled_from(["户", "，", "{甲}", "[，{乙}]", "[共{丙}]", "。"]), max_size=8))
def test_a_figure_is_never_lost_in_a_pattern(parts: list[str]) -> None:
    number = Number("3户", None, "户", "x", ())
    filled = fill("".join(parts), {"甲": (number,), "乙": ("家", number), "丙": ()})
    assert sum(piece is number for piece in filled) == parts.count("{甲}") + parts.count("[，{乙}]")
    assert all(piece for piece in filled if isinstance(piece, str))
    assert not any(isinstance(a, str) and isinstance(b, str) for a, b in itertools.pairwise(filled))


@pytest.mark.parametrize("wrong", ["{人数}人", "[{goods}", "{goods", "goods}", "{}"])
def test_a_pattern_with_a_mistake_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="."):
        list(checked(wrong, frozenset({"goods"})))


def test_every_style_has_every_pattern_and_reads() -> None:
    for style in style_names():
        wording = choose_style(style).wording
        assert {name for name, _ in wording.patterns} == set(PATTERNS)


@pytest.fixture
def styles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "forms" / "summary"
    folder.mkdir(parents=True)
    for file in (paths.FORMS / "summary").glob("*.toml"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(paths, "FORMS", tmp_path / "forms")
    resources.summary_styles.cache_clear()
    yield folder
    resources.summary_styles.cache_clear()


def test_a_style_is_a_file_and_needs_no_code(styles: Path) -> None:
    (styles / "hospital.toml").write_text(
        'name = "医院工会"\nnames = ["医院"]\nwork = ""\n\n[patterns]\npeople = "全院现有{counts}"\n', encoding="utf-8"
    )
    found = choose_style("", "", "县人民医院工会")
    assert (found.id, found.work) == ("hospital", "")
    assert found.wording.pick("people") == "全院现有{counts}"
    assert found.wording.pick("units") == choose_style("township").wording.pick("units")
    assert found.sections == choose_style("township").sections


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ('name = "x"\nnames = []\n\n[patterns]\npeople = "现有{人数}"\n', 5, "现有{人数}"),
        ('name = "x"\n\n[patterns]\ngave = 3\n', 4, "3"),
        ('name = "x"\nbasics = 7\n', 2, "7"),
        ('name = "x"\n[[section]]\nheading = "文体"\n', 1, "areas"),
        ('name = "x"\n\n[events]\n"文体活动" = ["{span}开展{场次}"]\n', 4, "{span}开展{场次}"),
        ('names = ["x"]\n', 1, "name"),
    ],
)
def test_a_mistake_in_a_style_is_named_with_its_file_and_line(styles: Path, text: str, line: int, part: str) -> None:
    (styles / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        choose_style("mine")
    values = caught.value.values
    assert str(values["file"]).endswith("mine.toml")
    assert (values["line"], values["style"]) == (line, "mine")
    assert part in str(values["detail"])


def test_a_style_that_is_no_toml_is_named_with_its_line(styles: Path) -> None:
    (styles / "mine.toml").write_text('name = "x"\nwork = "没有写完\n', encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        choose_style("mine")
    assert str(caught.value.values["file"]).endswith("mine.toml")
    assert caught.value.values["line"] == 2


def test_a_style_without_patterns_is_refused() -> None:
    data = dict(resources.summary_styles()["township"])
    del data["patterns"]
    with pytest.raises(FileProblem):
        read_style(data)
