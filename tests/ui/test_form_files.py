"""Attachments of a form: added, dropped, pasted, captioned, opened, saved, removed; waiting on a new record."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from app.book import attachments
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui import attaching
from app.ui.desk import Desk
from app.ui.open_copy import Copies, open_copy
from app.ui.record_form import RecordForm


@pytest.fixture
def form(desk: Desk, app, qtbot) -> RecordForm:
    form = RecordForm(desk, BY_TABLE["activity"])
    qtbot.addWidget(form)
    form.load(desk.read.ids(Listing("activity", text="运动会"))[0])
    form.resize(420, 600)
    form.show()
    return form


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(tmp_path / "合影.png"))
    return tmp_path / "合影.png"


def _kept(desk: Desk, form: RecordForm) -> list[str]:
    return [row["name"] for row in attachments.attachments(desk.read, form.record.table, form.row_id)]


def _files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def _drop(form: RecordForm, data: QMimeData) -> bool:
    """Drag over the form and let go; says whether the form took it."""
    where = (QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(where[0].toPoint(), *where[1:])
    form.dragEnterEvent(enter)
    if enter.isAccepted():
        form.dropEvent(QDropEvent(*where))
    return enter.isAccepted()


def test_a_chosen_file_is_attached_counted_and_shown_small(desk: Desk, form, photo, answers, qtbot) -> None:
    answers._path = photo
    form._files._on_add()
    assert _kept(desk, form) == ["合影.png"]
    assert "1" in form._head.files.text()
    assert form._head.files.isVisibleTo(form)
    qtbot.waitUntil(lambda: len(form._files._pictures) == 1)
    assert not form.dirty


def test_several_dropped_files_are_one_step(desk: Desk, form, photo, tmp_path: Path) -> None:
    notice = tmp_path / "通知.pdf"
    notice.write_bytes(b"%PDF")
    assert _drop(form, _files(photo, notice))
    assert _kept(desk, form) == ["合影.png", "通知.pdf"]
    desk.book.undo()
    assert _kept(desk, form) == []
    assert form._files.list.count() == 0


def test_a_table_is_left_for_the_window_to_import(desk: Desk, form, photo, tmp_path: Path) -> None:
    table = tmp_path / "名单.xlsx"
    table.write_bytes(b"PK")
    assert not _drop(form, _files(table))
    assert not _drop(form, _files(photo, table))
    assert not _drop(form, QMimeData())
    assert _kept(desk, form) == []


def test_no_field_of_the_form_swallows_a_dropped_file(form) -> None:
    form.rows.make_more()
    for editor in form.editors.values():
        assert not editor.inner.acceptDrops()


def test_files_of_a_new_record_wait_until_it_is_saved(desk: Desk, form, photo) -> None:
    form.start_new({"area": "文体活动", "title": "登山"})
    form._files.add([photo])
    assert form.dirty
    assert desk.read.ids(Listing("attachment")) == []
    assert form.save()
    assert _kept(desk, form) == ["合影.png"]
    form.start_new({"area": "文体活动", "title": "跳绳"})
    form._files.add([photo])
    form._files.list.setCurrentRow(0)
    QTest.keyClick(form._files.list, Qt.Key.Key_Delete)
    assert form.save()
    assert _kept(desk, form) == []


def test_a_picture_is_pasted_from_the_clipboard(desk: Desk, form) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(form._files, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (name,) = _kept(desk, form)
    assert name.startswith("粘贴图片")
    assert name.endswith(".png")
    QGuiApplication.clipboard().setText("文字")
    form._files.paste()
    assert len(_kept(desk, form)) == 1


def test_a_caption_is_kept_and_undone(desk: Desk, form, photo) -> None:
    form._files.add([photo])
    form._files.list.setCurrentRow(0)
    QTest.keyClicks(form._files.caption, "caption")
    form._files.caption.editingFinished.emit()
    (row,) = attachments.attachments(desk.read, "activity", form.row_id)
    assert row["caption"] == "caption"
    assert form._files.list.count() == 1
    desk.book.undo()
    (row,) = attachments.attachments(desk.read, "activity", form.row_id)
    assert row["caption"] == ""


def test_removing_is_undone_by_the_books_undo(desk: Desk, form, photo) -> None:
    form._files.add([photo])
    form._files.list.setCurrentRow(0)
    QTest.keyClick(form._files.list, Qt.Key.Key_Delete)
    assert _kept(desk, form) == []
    desk.book.undo()
    assert _kept(desk, form) == ["合影.png"]
    assert form._files.list.count() == 1


def test_a_copy_is_opened_read_only_from_a_private_folder(desk: Desk, form, photo, monkeypatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        "app.ui.open_copy.QDesktopServices.openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True
    )
    form._files.add([photo])
    form._files.list.setCurrentRow(0)
    QTest.keyClick(form._files.list, Qt.Key.Key_Return)
    assert opened[0].name == "合影.png"
    assert opened[0].read_bytes() == photo.read_bytes()
    assert opened[0].stat().st_mode & 0o777 == 0o400
    assert opened[0].parent.stat().st_mode & 0o077 == 0
    desk.findChild(Copies).remove()
    assert not opened[0].parent.parent.exists()


@pytest.mark.parametrize("name", ["安装.exe", "打开.BAT", "a.lnk"])
def test_a_program_is_never_started(desk: Desk, app, monkeypatch, name: str) -> None:
    from app.domain.errors import Refused

    monkeypatch.setattr("app.ui.open_copy.QDesktopServices.openUrl", lambda url: pytest.fail("started"))
    with pytest.raises(Refused):
        open_copy(desk, name, b"MZ")


def test_a_copy_is_saved_where_the_clerk_says(desk: Desk, form, photo, answers, tmp_path: Path) -> None:
    form._files.add([photo])
    form._files.list.setCurrentRow(0)
    answers._path = tmp_path / "另存.png"
    form._files._on_copy()
    assert answers._path.read_bytes() == photo.read_bytes()


def test_a_large_file_is_read_by_the_worker(desk: Desk, form, tmp_path: Path, qtbot) -> None:
    large = tmp_path / "录像.mp4"
    large.write_bytes(bytes(1024 * 1024 + 1))
    form._files.add([large])
    qtbot.waitUntil(lambda: _kept(desk, form) == ["录像.mp4"])
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    assert form._files.list.count() == 1


def test_what_cannot_be_attached_is_said_and_the_form_stays_as_it_was(
    desk: Desk, form, tmp_path: Path, monkeypatch
) -> None:
    said = []
    monkeypatch.setattr(attaching, "show_error", lambda parent, speech, error: said.append(speech.error(error)))
    form._files.add([tmp_path / "没有.jpg"])
    assert "没有.jpg" in said[0]
    assert _kept(desk, form) == []


def test_a_picture_that_is_none_gets_a_plain_sign(desk: Desk, form, tmp_path: Path, qtbot) -> None:
    broken = tmp_path / "坏.jpg"
    broken.write_bytes(b"not a picture")
    form._files.add([broken])
    qtbot.waitUntil(lambda: len(form._files._pictures) == 1)
    assert form._files.list.count() == 1
