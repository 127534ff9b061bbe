"""Opening in the window: who else has the file, files that can only be read, backups and copies, saving elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from app.book import backups, editing
from app.book.book import Book
from app.i18n import Language
from app.settings import Settings
from app.ui.backups_dialog import BackupsDialog
from app.ui.banner import Banner
from app.ui.window import MainWindow
from tests.ui.stand_ins import Answers

_HOLDER = """
import sys
from pathlib import Path
from app.book.book import Book
book = Book.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
book.close()
"""


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def bare(app, language: Language, answers: Answers, tmp_path: Path):
    """A window with nothing open."""
    window = MainWindow(language, Settings(tmp_path / "settings.json"), answers)
    window.show()
    yield window
    window.close()


@pytest.fixture
def other(path: Path):
    """Another program that has the file open."""
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "open\n"
    yield child
    child.communicate("")


def _banners(window: MainWindow) -> list[Banner]:
    return [one for one in window.findChildren(Banner) if one.isVisibleTo(window)]


@pytest.mark.fault("L1", "L2", "L5")
def test_a_file_that_is_open_elsewhere_is_told_and_may_be_read(bare, answers, path, other, qtbot):
    assert not bare.open_path(path)
    assert path.name in answers.asked[-1]
    assert "已经在这台电脑上打开" in answers.asked[-1], "the name of her own computer means nothing to the clerk"
    answers.chosen = 0
    assert bare.open_path(path)
    assert bare.desk.book.read_only
    qtbot.waitUntil(lambda: bool(_banners(bare)))
    (banner,) = _banners(bare)
    said = banner.text.text()
    assert path.name in said
    assert str(path) not in said, "the whole path takes two lines and says nothing new"
    assert said.endswith("不能修改。"), "what is open for reading already is not offered for reading"
    page = bare.workplace.page_of("member")
    page.open(page.table.model.ids[0])
    assert not page.form.editors["name"].isEnabled()
    for name in ("new", "save", "delete", "import", "gift", "undo"):
        assert not bare.actions_.by_name[name].isVisible(), name
    for name in ("export", "backup", "find", "save_elsewhere"):
        assert bare.actions_.by_name[name].isEnabled(), name


@pytest.mark.fault("D13", "D8")
def test_a_file_only_read_is_worked_on_in_a_copy(bare, answers, path, other, tmp_path, qtbot):
    answers.chosen = 0
    assert bare.open_path(path)
    page = bare.workplace.page_of("member")
    page.open(page.table.model.ids[0])
    answers._path = tmp_path / "我的一份.union"
    qtbot.waitUntil(lambda: bool(_banners(bare)))
    (banner,) = _banners(bare)
    banner.buttons[0].click()
    assert bare.desk.book.path == tmp_path / "我的一份.union"
    assert not bare.desk.book.read_only
    assert _banners(bare) == []
    assert bare.actions_.by_name["new"].isVisible()
    assert page.form.editors["name"].isEnabled()
    assert editing.save(bare.desk.book, "member", None, {"name": "新来的"})
    assert bare.settings.recent[0] == tmp_path / "我的一份.union"


def _changing(window: MainWindow) -> list[QPushButton]:
    """The buttons outside the menus that are there to change the book."""
    wanted = {"新增", "编辑", "记一笔慰问", "发节日慰问品", "从 Excel 导入名单", "记一场活动", "发生日慰问"}
    return [one for one in window.workplace.findChildren(QPushButton) if one.text().lstrip("＋ ") in wanted]


@pytest.mark.fault("L1")
def test_a_file_only_read_shows_no_button_that_would_change_it(bare, answers, path, other, tmp_path, qtbot):
    answers.chosen = 0
    assert bare.open_path(path)
    home = bare.workplace.page
    qtbot.waitUntil(lambda: home.facts is not None)
    page = bare.workplace.page_of("member")
    assert _changing(bare)
    assert not [one.text() for one in _changing(bare) if not one.isHidden()]
    page.new()
    assert not page.shows_form
    answers._path = tmp_path / "我的一份.union"
    bare.save_elsewhere()
    assert not [one.text() for one in _changing(bare) if one.isHidden()]
    page.new()
    assert page.shows_form
    page.form.clear()


def test_trying_again_after_the_other_has_closed_opens_it_for_work(bare, path, other, monkeypatch):
    asked = []

    def choose(_parent, question, _choices):
        asked.append(question)
        other.communicate("")
        return 1

    monkeypatch.setattr(bare.ask, "choose", choose)
    assert bare.open_path(path)
    assert len(asked) == 1
    assert not bare.desk.book.read_only


def test_the_file_that_is_open_may_be_opened_again(bare, answers, path):
    assert bare.open_path(path)
    assert bare.open_path(path)
    assert not bare.desk.book.read_only
    assert answers.asked == []


@pytest.mark.fault("L9")
def test_a_backup_is_known_and_the_own_file_is_offered(bare, answers, path):
    kept = backups.automatic(path, "", backups.START).path
    answers.chosen = 0
    assert bare.open_path(kept)
    assert bare.desk.book.path == path
    answers.chosen = 1
    assert bare.open_path(kept)
    assert bare.desk.book.path == kept
    assert bare.desk.book.read_only
    answers.chosen = None
    assert not bare.open_path(kept)


def test_a_backup_that_is_looked_at_knows_all_backups_and_the_way_to_the_own_file(bare, answers, path, qtbot):
    kept = backups.automatic(path, "", backups.START).path
    assert bare.open_path(kept, read_only=True)
    bare.actions_.by_name["restore"].trigger()
    dialog = bare.findChild(BackupsDialog)
    assert [one.path for one in dialog.backups] == [kept]
    dialog.reject()
    qtbot.waitUntil(lambda: bool(_banners(bare)))
    (banner,) = _banners(bare)
    banner.buttons[0].click()
    assert bare.desk.book.path == path
    assert not bare.desk.book.read_only
    assert answers.asked == []


@pytest.mark.fault("L9")
@pytest.mark.parametrize(("chosen", "opened"), [(0, "own"), (1, "copy"), (None, "")])
def test_a_copy_of_the_book_is_known(bare, answers, path, tmp_path, chosen, opened):
    assert bare.open_path(path)
    bare.put_away()
    copy = tmp_path / "青石 (冲突副本).union"
    copy.write_bytes(path.read_bytes())
    answers.chosen = chosen
    assert bare.open_path(copy) == bool(opened)
    assert str(path) in answers.asked[-1]
    if opened:
        assert bare.desk.book.path == {"own": path, "copy": copy}[opened]
        answers.asked.clear()
        assert bare.open_path(bare.desk.book.path)
        assert answers.asked == []


@pytest.mark.fault("D13", "L7")
@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_what_could_not_be_saved_can_be_saved_elsewhere_and_the_form_stays(window, answers, path, tmp_path):
    page = window.workplace.page_of("member")
    window.actions_.by_name["new"].trigger()
    page.form.editors["name"].set_value("没存上的人")
    page.form.editors["name"].line.textEdited.emit("没存上的人")
    path.unlink()
    window.actions_.by_name["save"].trigger()
    box = window.findChild(QMessageBox)
    answers._path = tmp_path / "抢救.union"
    next(one for one in box.buttons() if one is not box.button(QMessageBox.StandardButton.Ok)).click()
    assert window.desk.book.path == tmp_path / "抢救.union"
    window.actions_.by_name["save"].trigger()
    window.put_away()
    with Book.open(tmp_path / "抢救.union") as book:
        assert "没存上的人" in {row["name"] for row in book.read.every("member")}


def test_an_open_file_is_closed_and_let_go_with_the_window(bare, path):
    assert bare.open_path(path)
    bare.put_away()
    with Book.open(path) as book:
        assert book.left_by is None
