"""The paper written: by one click, kept in the book byte by byte, opened, written again and held against today."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from app.book import editing
from app.documents.narrative_words import plain
from app.ui.window import MainWindow
from app.ui.wizard.compare_dialog import CompareDialog, _marked
from app.ui.wizard.wizard import WRITE
from app.ui.workplace import SUMMARY
from app.ui.written import Written
from tests.ui.stand_ins import Answers
from tests.ui.wizard_help import open_wizard, settled, told


def written(window: MainWindow, qtbot, count: int) -> None:
    """Wait until so many papers are kept."""
    qtbot.waitUntil(lambda: len(window.desk.read.every("paper")) == count and not window.jobs.busy, timeout=30000)


def files(window: MainWindow) -> dict[str, bytes]:
    folder = window.desk.book.path.parent
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix in (".docx", ".pdf")}


@pytest.fixture
def page(window: MainWindow, qtbot):
    """The last step, with one paper written."""
    wizard = open_wizard(window, qtbot, WRITE)
    wizard.go.click()
    written(window, qtbot, 2)
    page = wizard.pages[WRITE]
    qtbot.waitUntil(lambda: page.current() is not None)
    return page


def test_one_click_writes_both_files_beside_the_data_and_says_where(window: MainWindow, qtbot) -> None:
    window.actions_.by_name["write_summary"].trigger()
    written(window, qtbot, 2)
    assert window.workplace.room == SUMMARY
    found = files(window)
    assert sorted(Path(name).suffix for name in found) == [".docx", ".pdf"]
    qtbot.waitUntil(lambda: bool(window.findChildren(Written)))
    assert "小青镇总工会2026年度工作总结" in next(iter(found))


def test_the_kept_papers_are_the_files_byte_by_byte(window: MainWindow, page, qtbot) -> None:
    found = files(window)
    for row in window.desk.read.every("paper"):
        assert window.desk.read.content(row["digest"]) == found[row["name"]]
        assert hashlib.sha256(found[row["name"]]).hexdigest() == row["digest"]
        kept = json.loads(row["numbers"])
        assert [one["text"] for one in kept["figures"]] == [one.text for one in told(window).paper.figures]
        assert kept["period"] == "year"


def test_writing_the_same_again_gives_the_same_bytes(
    window: MainWindow, page, answers: Answers, qtbot, tmp_path: Path
) -> None:
    paper = page.current()
    editing.save(window.desk.book, "activity", None, {"area": "文体活动", "title": "长跑", "happened": "1月1日"})
    settled(window, qtbot)
    answers._path = tmp_path / f"再写{Path(paper.name).suffix}"
    page.again.click()
    qtbot.waitUntil(answers._path.exists, timeout=20000)
    assert answers._path.read_bytes() == window.desk.read.content(paper.digest)


def test_a_second_click_without_changes_keeps_nothing_twice(window: MainWindow, page, qtbot) -> None:
    before = files(window)
    done = []
    page.writing.written.connect(done.append)
    page.write()
    qtbot.waitUntil(lambda: bool(done), timeout=30000)
    written(window, qtbot, 2)
    assert files(window) == before


def test_a_paper_changed_outside_is_not_written_over(window: MainWindow, page, qtbot) -> None:
    word = next(one for one in window.desk.book.path.parent.iterdir() if one.suffix == ".docx")
    word.write_bytes(word.read_bytes() + b"changed in Word")
    changed = word.read_bytes()
    page.write()
    written(window, qtbot, 4)
    assert word.read_bytes() == changed
    assert {f"{word.stem} (2).docx", f"{word.stem} (2).pdf"} <= set(files(window))


def test_formats_and_folder_are_remembered(window: MainWindow, page, answers: Answers, qtbot, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    answers._path = folder
    page._on_folder()
    page.formats["pdf"].click()
    page.write()
    qtbot.waitUntil(
        lambda: [one.suffix for one in folder.iterdir() if one.suffix != ".part"] == [".docx"], timeout=30000
    )
    page.formats["docx"].click()  # the last one cannot go
    assert page.writing.formats


def test_a_kept_paper_is_opened_as_it_was(window: MainWindow, page, qtbot, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    paper = page.current()
    page.open.click()
    assert opened[0].read_bytes() == window.desk.read.content(paper.digest)


def test_then_and_now(window: MainWindow, page, qtbot) -> None:
    page.compare.click()
    dialog = page.window().findChild(CompareDialog)
    qtbot.waitUntil(lambda: dialog.found == (), timeout=20000)
    dialog.accept()

    row = next(one for one in window.desk.read.every("activity") if one["title"] == "职工运动会")
    editing.save(window.desk.book, "activity", row["id"], {"persons": "50余名"})
    settled(window, qtbot)
    dialog = CompareDialog(page.window(), window.desk, page.current())
    qtbot.waitUntil(lambda: bool(dialog.found), timeout=20000)
    at, one = next((n, one) for n, one in enumerate(dialog.found) if one.difference.key == f"activity:{row['id']}")
    assert "30余名" in one.difference.before
    assert "50余名" in one.difference.after
    assert "50" in dialog.text.toPlainText()
    dialog.show_rows(at)
    assert dialog.trace.rows.topLevelItemCount() == len(one.rows) >= 1
    dialog.close()


def test_what_differs_is_marked_on_both_sides() -> None:
    before, after = _marked("参加45人<好>。", "参加99人<好>。")
    assert before.count("<span") == after.count("<span") == 1
    assert "&lt;好&gt;" in before
    assert _marked("", "") == ("", "")


def test_undo_takes_the_kept_paper_back_and_leaves_the_files(window: MainWindow, page, qtbot) -> None:
    window.actions_.by_name["undo"].trigger()
    assert window.desk.read.every("paper") == []
    assert len(files(window)) == 2


def test_a_number_typed_by_hand_is_among_what_differs(window: MainWindow, page, qtbot) -> None:
    row = next(one for one in window.desk.read.every("activity") if one["title"] == "职工运动会")
    maker = window.workplace.pages[SUMMARY].maker
    passage = maker.told.made.plain.passage(f"activity:{row['id']}")
    maker.write_words(passage.key, ("办了运动会，30余名职工到场。",), plain(passage.pieces))
    settled(window, qtbot)
    editing.save(window.desk.book, "activity", row["id"], {"persons": "50余名"})
    settled(window, qtbot)
    dialog = CompareDialog(page.window(), window.desk, page.current())
    qtbot.waitUntil(lambda: bool(dialog.found), timeout=20000)
    assert any(one.difference.key == passage.key for one in dialog.found)
    dialog.close()
