"""Hostile attachments, pictures, forms, styles, settings and data files, fault by fault."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app import i18n, paths, resources
from app import settings as settings_room
from app.book import attachments
from app.book.book import Book
from app.documents import form_check
from app.documents.form import papers_offered
from app.documents.photos import Photo, fitted, photo_appendix
from app.documents.summary_styles import choose_style
from app.domain.errors import FileProblem
from app.i18n import Language
from app.settings import Settings
from tests.documents.test_form_check import GOOD
from tests.faults import hostile_forms, hostile_pictures

CHINESE = Language("zh_CN")


# ---------------------------------------------------------------------------------- F18: names of files


@pytest.mark.fault("F18")
@pytest.mark.parametrize(("name", "kept"), [
    ("..\\..\\x.exe", "x.exe"), ("名\u202excod.exe", "名xcod.exe"), ("a.", "a"), ("a. . .", "a"), ("a\x00b.pdf",
    "ab.pdf"),
    ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("Com1.tar.gz", "_Com1.tar.gz"), ("LPT¹.pdf", "_LPT¹.pdf"), ("con .txt",
    "_con .txt"),
    ("CONTRACT.pdf", "CONTRACT.pdf"), ("com10.pdf", "com10.pdf"), ("...", "_"), ("\u202e", "_"), ("a:b|c?.jpg",
    "a_b_c_.jpg"),
    ("长" * 300 + ".pdf", "长" * 116 + ".pdf"), ("\ud83d.jpg", "jpg"),
])  # fmt: skip
def test_names_of_attachments_are_names_on_any_system(name: str, kept: str) -> None:
    assert attachments.safe_name(name) == kept
    assert attachments.safe_name(kept) == kept


@pytest.mark.fault("F18")
@given(st.text(st.characters() | st.sampled_from('./\\:. con\u202e"'), max_size=200))
def test_any_name_is_plain_and_stays_as_it_is(name: str) -> None:
    kept = attachments.safe_name(name)
    assert attachments.safe_name(kept) == kept
    assert kept == kept.strip(" ")
    assert not kept.endswith(".")
    assert len(kept.encode("utf-16-le")) < 2 * 255
    kept.encode()


@pytest.mark.fault("F18")
@pytest.mark.parametrize(("name", "shown"), [
    ("合影.JPG", True), ("通知.pdf", True), ("名册.xlsx", True), ("公文.ofd", True), ("x.exe", False), ("x.BAT", False),
    ("名xcod.exe", False), ("x", False), ("x.pdf.lnk", False), ("x.xlsm", False), ("x.html", False), ("x.svg", False),
    ("x.unknown", False), ("x.iso", False), ("x.jar", False),
])  # fmt: skip
def test_only_known_kinds_are_handed_to_another_program(name: str, shown: bool) -> None:
    assert attachments.is_shown(name) is shown


# -------------------------------------------------------------------------------------- F20: pictures


def _photo(mode: str = "RGB", size: tuple[int, int] = (400, 300), kind: str = "JPEG", **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 0).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.fault("F20")
@pytest.mark.parametrize("seed", range(12))
def test_a_picture_bomb_is_left_out_and_named(seed: int) -> None:
    made = hostile_pictures.bomb(Random(seed)).content
    good = Photo(_photo(), "好的")
    found = photo_appendix([Photo(made, "炸弹"), good])
    assert found.left_out in (("炸弹",), ())
    assert len(found.blocks) - len(photo_appendix([good]).blocks) == (0 if found.left_out else 1)


_IN_LITTLE = """
import sys, resource
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from app.documents.photos import Photo, fitted
for name in sys.argv[1:]:
    print(fitted(Photo(open(name, "rb").read(), "x")) is not None)
"""


@pytest.mark.slow
@pytest.mark.fault("F20")
def test_pictures_as_large_as_may_be_take_less_than_a_gigabyte(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(_photo(size=(6700, 6700), kind="PNG", compress_level=1))
    (tmp_path / "phone.jpg").write_bytes(_photo(size=(9000, 9000), quality=20))
    (tmp_path / "over.png").write_bytes(_photo(size=(7000, 7000), kind="PNG", compress_level=1))
    names = [str(tmp_path / name) for name in ("scan.png", "phone.jpg", "over.png")]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _IN_LITTLE, *names], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "False"]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1024 * 1024


@pytest.mark.fault("F20")
@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1", "LA", "I;16", "RGBA"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "GIF"])
def test_pictures_of_any_colours_are_shown(mode: str, kind: str) -> None:
    try:
        made = _photo(mode, kind=kind)
    except (OSError, ValueError):
        pytest.skip("there is no such picture")
    shown = fitted(Photo(made, "x"))
    assert shown is not None
    with Image.open(BytesIO(shown.data)) as found:
        assert (found.format, found.mode) == ("JPEG", "RGB")


@pytest.mark.fault("F20")
@pytest.mark.parametrize("name", ["照片.jpg", "照片.svg", "CON.png"])
@pytest.mark.parametrize("content", [b"", b"<svg/>", hostile_pictures._SVG, b"%PDF-1.7", b"\xff\xd8\xff", b"GIF89a"])
def test_what_is_no_picture_is_left_out_and_kept_as_a_file(tmp_path: Path, name: str, content: bytes) -> None:
    assert fitted(Photo(content, "x")) is None
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        file = attachments.Incoming(attachments.safe_name(name), content)
        attachments.attach_all(book, "union_info", book.read.union()["id"], [file])
        (row,) = book.read.every("attachment")
        assert book.read.content(row["digest"]) == content


# --------------------------------------------------------------------------------- F14, F16: forms


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(paths, "forms_folder", lambda: tmp_path)
    resources.forget()
    yield tmp_path
    monkeypatch.undo()
    resources.forget()


def _problem(own: Path, text: str) -> str:
    (own / "mine.toml").write_text(text, encoding="utf-8")
    resources.forget()
    found = form_check.checked()
    assert "mine" not in [file.id for file in found.files]
    assert "nomination" in [head.id for head in papers_offered()]
    [problem] = found.problems
    return CHINESE.text(problem.msgid, **problem.values)


@pytest.mark.fault("F14", "F16")
@pytest.mark.parametrize("place", [
    "{{cycler.__init__.__globals__.os}}", "{{7*7}}", "{{姓名.__class__}}", "{{self}}", "{{ 姓 名 }}", "{{0}}",
])  # fmt: skip
def test_a_place_that_is_no_field_is_told_and_nothing_is_run(own: Path, place: str) -> None:
    said = _problem(own, GOOD.replace("{{姓名}}", place))
    assert "mine.toml" in said
    assert "12" in said


@pytest.mark.fault("F14")
@pytest.mark.parametrize("more", [
    '\n[[grid]]\ncolumns = [1]\n[[grid.row]]\ncells = [ { label = "x", cols = 1000000, rows = 1000000 } ]\n',
    "\n[[grid]]\ncolumns = [1]\n" + '[[grid.row]]\ncells = [ { label = "x" } ]\n' * 3000,
    '\n[[part]]\ntext = "' + "长" * 100_000 + '"\n', "\nx = " + "[" * 3000 + "]" * 3000 + "\n",
    "\nx = " + "9" * 5000 + "\n",
    "\n" + "a." * 2000 + "b = 1\n",
])  # fmt: skip
def test_a_form_beyond_all_paper_is_told_at_once(own: Path, more: str) -> None:
    assert "mine.toml" in _problem(own, GOOD + more)


@pytest.mark.fault("F14")
@pytest.mark.parametrize("line", ["kinds = 3", "names = 1.5", "kinds = [[1]]", "names = true", 'kinds = "gov"'])
def test_a_style_with_odd_lists_hinders_no_summary(own: Path, line: str) -> None:
    (own / "summary").mkdir()
    (own / "summary" / "mine.toml").write_text(f'name = "我的"\n{line}\n', encoding="utf-8")
    resources.forget()
    assert choose_style().id
    assert choose_style("mine").name == "我的"


# ------------------------------------------------------------------------------------ R7: settings


@pytest.mark.fault("R7")
@pytest.mark.parametrize("content", [
    b"", b"{", b"null", b"[]", b"3", b"\0" * 4096, b"\xff\xfe{}", b"[" * 100_000, b'{"a":' * 20_000, b"9" * 5000,
    b"NaN{",
])  # fmt: skip
def test_settings_that_cannot_be_read_are_the_programs_own_and_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    found = Settings.load(path)
    assert found.was_broken
    assert (found.language, found.points, found.recent) == ("zh_CN", 12.0, ())
    found.put("language", "en")
    assert found.save()
    again = Settings.load(path)
    assert (again.language, again.was_broken) == ("en", False)


@pytest.mark.fault("R7")
def test_no_settings_and_those_of_another_version_are_not_broken(tmp_path: Path) -> None:
    assert not Settings.load(tmp_path / "none.json").was_broken
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 99, "language": "en", "new": {"x": 1}}), encoding="utf-8-sig")
    assert (Settings.load(path).was_broken, Settings.load(path).language) == (False, "en")
    assert settings_room.LANGUAGES == i18n.LANGUAGES


@pytest.mark.fault("R7")
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["language", "points", "recent"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters() | st.sampled_from("\ud83d\0"),
    max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
))  # fmt: skip
def test_odd_values_count_as_none(tmp_path_factory: pytest.TempPathFactory, name: str, value: object) -> None:
    path = tmp_path_factory.mktemp("r7") / "settings.json"
    path.write_text(json.dumps({name: value}), encoding="utf-8")
    found = Settings.load(path)
    assert found.language in ("zh_CN", "en")
    assert 10 < found.points < 17
    assert all(isinstance(one, Path) for one in found.recent)
    assert found.save()


@pytest.mark.fault("R7")
@pytest.mark.parametrize(("name", "good"), [
    ("size/paper", [800, 600]), ("split/main", [200, 600]), ("widths/member", {"name": 90.5}),
    ("columns/member", ["name"]), ("award-papers/on", ["notice"]), ("geometry", "AAAA"), ("folder/attach", "x"),
])  # fmt: skip
def test_a_value_of_the_wrong_shape_counts_as_none(tmp_path: Path, name: str, good: object) -> None:
    path = tmp_path / "settings.json"
    odd = [-1, 10**400, 1e308, [None], [[]], [-1, 10**9], {"": None}, {"a": "b"}, {"a": -1}, "a\0b", ["\0"], None]
    for value in [good, *odd]:
        path.write_text(json.dumps({name: value}), encoding="utf-8")
        assert Settings.load(path).get(name) == (good if value is good else None), value


@pytest.mark.fault("R7")
@pytest.mark.parametrize("seed", range(40))
def test_hostile_settings_are_kept_again(tmp_path: Path, seed: int) -> None:
    case = hostile_forms.settings(Random(seed))
    (tmp_path / case.name).write_bytes(case.content)
    found = Settings.load(tmp_path / case.name)
    (tmp_path / "a.union").touch()
    found.opened(tmp_path / "a.union")
    assert found.save()
    assert Settings.load(tmp_path / case.name).recent[0] == (tmp_path / "a.union").resolve()


# -------------------------------------------------------------------------------- data files of no kind


@pytest.mark.fault("S1", "S5")
@pytest.mark.parametrize("seed", range(30))
def test_what_is_no_data_file_is_told_and_left_as_it_is(tmp_path: Path, seed: int) -> None:
    case = hostile_forms.book(Random(seed))
    path = tmp_path / case.name
    path.write_bytes(case.content)
    try:
        Book.open(path, read_only=True).close()
    except FileProblem as problem:
        assert str(path) in CHINESE.text(problem.msgid, **problem.values)
    assert path.read_bytes() == case.content
