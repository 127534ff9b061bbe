"""The licences of an installed program's parts: offered where they are, read, and searched."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from app import paths
from app.i18n import Language
from app.ui.about_dialog import AboutDialog
from app.ui.notice_window import NoticeWindow, read_notice
from app.ui.speech import Speech

SPEECH = Speech(Language("zh_CN"))
TEXT = "甲部分: MIT\n乙部分: BSD-3-Clause\n\nPermission is granted.\n乙部分\nNo permission.\n"
RULE = "=" * 78


@pytest.fixture
def parent(app: QApplication, qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The text as a package brings it."""
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    (tmp_path / "NOTICE.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "NOTICE.txt"


@pytest.fixture
def shown(parent: QWidget, qtbot) -> NoticeWindow:
    window = NoticeWindow(parent, SPEECH, TEXT)
    with qtbot.waitActive(window):
        window.show()
    return window


def _line(window: NoticeWindow) -> int:
    """The line in which the place found stands; -1 where none is."""
    cursor = window.text.textCursor()
    return cursor.blockNumber() if cursor.hasSelection() else -1


@pytest.mark.parametrize(("there", "found"), [
    ((), None), (("NOTICE",), "NOTICE"), (("NOTICE.txt",), "NOTICE.txt"), (("LICENSE",), None),
])  # fmt: skip
def test_the_text_is_looked_for_among_the_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], found: str | None
) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    for name in there:
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert paths.notice_file() == (tmp_path / found if found else None)


def test_the_source_tree_has_none(parent: QWidget) -> None:
    assert paths.notice_file() is None
    dialog = AboutDialog(parent, SPEECH)
    dialog.show()
    assert not dialog.licences.isVisible()
    dialog.close()


def test_about_opens_the_licences_of_an_installed_program(parent: QWidget, installed: Path) -> None:
    dialog = AboutDialog(parent, SPEECH)
    dialog.show()
    assert dialog.licences.isVisible()
    dialog.licences.click()
    window = dialog.findChild(NoticeWindow)
    assert window.isVisible()
    assert window.text.toPlainText() == TEXT
    assert window.text.isReadOnly()
    window.close()
    dialog.close()


def test_licences_that_went_away_are_told_in_a_sentence(parent: QWidget, installed: Path) -> None:
    dialog = AboutDialog(parent, SPEECH)
    dialog.show()
    installed.unlink()
    dialog.licences.click()
    assert dialog.findChild(NoticeWindow) is None
    (box,) = parent.findChildren(QMessageBox) or dialog.findChildren(QMessageBox)
    assert str(installed) in box.text()
    box.close()
    dialog.close()


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf\xe7\x94\xb2\r\nx", "甲\nx".encode()])
def test_marks_of_the_beginning_and_ends_of_lines_are_not_shown(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "NOTICE").write_bytes(content)
    assert read_notice(tmp_path / "NOTICE") == "甲\nx"


def test_a_sign_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "NOTICE").write_bytes(b"a\xff\xfeb")
    told = read_notice(tmp_path / "NOTICE")
    assert (told[0], told[-1]) == ("a", "b")


def test_a_long_text_opens_at_once_and_whole(parent: QWidget) -> None:
    words = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software."
    text = "\n".join(f"{RULE}\n部分 {n}\n{RULE}\n{words}" for n in range(1600))
    assert len(text.encode()) > 400_000
    begun = time.process_time()  # what others on this machine do does not count
    window = NoticeWindow(parent, SPEECH, text)
    window.show()
    window.grab()
    window.search.setText("部分 1599")
    assert time.process_time() - begun < 1.5
    assert window.text.textCursor().block().text() == "部分 1599"
    assert window.text.toPlainText() == text
    window.close()


def test_a_line_between_two_licences_is_not_broken(parent: QWidget) -> None:
    window = NoticeWindow(parent, SPEECH, "\n".join([RULE, *"甲" * 100]))
    window.show()
    window.grab()
    assert window.text.verticalScrollBar().maximum() > 0
    assert window.text.document().firstBlock().layout().lineCount() == 1
    window.close()


def test_a_word_is_found_from_place_to_place_and_round_the_end(shown: NoticeWindow) -> None:
    QTest.keyClick(shown.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.focusWidget() is shown.search
    shown.search.insert("乙部分")
    found = [_line(shown)]
    for _ in range(2):
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
        found.append(_line(shown))
    QTest.keyClick(shown.search, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    found.append(_line(shown))
    QTest.keyClick(shown.text, Qt.Key.Key_F3)
    assert [*found, _line(shown)] == [1, 4, 1, 4, 1]
    assert shown.result() != QDialog.DialogCode.Accepted  # Enter closes nothing
    assert shown.isVisible()


def test_while_a_word_is_typed_the_place_is_kept_as_long_as_it_fits(shown: NoticeWindow) -> None:
    shown.search.insert("per")
    shown.find_next()
    shown.search.insert("mission.")
    assert _line(shown) == 5
    assert shown.text.textCursor().selectedText() == "permission."


def test_a_word_that_is_nowhere_is_said_and_unsaid(shown: NoticeWindow) -> None:
    assert not shown.next.isEnabled()
    shown.search.setText("量子")
    assert shown.nothing.isVisible()
    assert "量子" in shown.nothing.text()
    assert _line(shown) == -1
    shown.search.setText("bsd")
    assert not shown.nothing.isVisible()
    assert shown.next.isEnabled()
    assert _line(shown) == 1
    shown.search.clear()
    assert not shown.nothing.isVisible()
    assert not shown.next.isEnabled()
