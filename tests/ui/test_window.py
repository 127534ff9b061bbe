"""The window as a clerk uses it: pages in both languages, undo with its words, history, recycle bin, import."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.book import backups, editing
from app.book.book import Book
from app.book.importing_plan import (
    ADD,
    REFUSED,
    ColumnPlan,
    ImportPlan,
    ImportReport,
    Refusal,
    RowPlan,
    Said,
    SheetPlan,
    SheetReport,
)
from app.book.looks import Looks, looks
from app.domain.errors import FileProblem
from app.domain.listing import Listing
from app.i18n import Language
from app.settings import Settings
from app.ui import demo_jobs
from app.ui.award_papers import AwardPapersDialog
from app.ui.backups_dialog import BackupsDialog
from app.ui.desk import Desk
from app.ui.export_dialog import ExportDialog
from app.ui.history_dialog import HistoryDialog, RecycleDialog
from app.ui.import_dialog import ImportDialog
from app.ui.new_dialog import NewDialog
from app.ui.start import help_input_method
from app.ui.window import MainWindow
from app.ui.workplace import AWARDS, DRAWERS, SUMMARY
from tests.ui.stand_ins import Answers, foreign_roster


def _said(widget: QWidget) -> str:
    return "\n".join(w.text() for kind in (QLabel, QPushButton) for w in widget.findChildren(kind))


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_every_page_opens(app, qtbot, path: Path, tmp_path: Path, code: str) -> None:
    window = MainWindow(Language(code), Settings(tmp_path / "s.json"), Answers())
    window.show()
    assert window.open_path(path)
    for room in range(window.workplace.tabs.count()):
        assert window.workplace.turn_to(room)
    qtbot.waitUntil(lambda: window.workplace.page.paper is not None)
    for table in (table for tables in DRAWERS.values() for table in tables):
        page = window.workplace.page_of(table)
        assert page is window.workplace.record_page()
        assert page.record.table == table
    window.close()


def test_chinese_window_says_no_english(window: MainWindow, qtbot) -> None:
    window.workplace.turn_to(SUMMARY)
    qtbot.waitUntil(lambda: window.workplace.page.paper is not None)
    allowed = {"PDF", "Word", "Excel", "Ctrl", "N", "union"}
    for line in _said(window).splitlines():
        words = {"".join(c if c.isascii() and c.isalpha() else " " for c in line)}.pop().split()
        assert set(words) <= allowed, line


def test_undo_and_redo_carry_the_steps_words(window: MainWindow) -> None:
    editing.save(window.desk.book, "member", None, {"name": "赵新"})
    undo = window.actions_.by_name["undo"]
    assert undo.text() == "撤销“新增会员 赵新”"
    assert "已保存 第 7 号" in window.status.text()
    undo.trigger()
    assert "已撤销" in window.status.text()
    assert window.desk.read.ids(Listing("member", text="赵新")) == []
    redo = window.actions_.by_name["redo"]
    assert redo.text() == "重做“新增会员 赵新”"
    redo.trigger()
    assert len(window.desk.read.ids(Listing("member", text="赵新"))) == 1


def test_history_says_who_what_before_and_after(window: MainWindow, qtbot) -> None:
    row_id = window.desk.read.ids(Listing("member", text="王小满"))[0]
    editing.save(window.desk.book, "member", row_id, {"political": "群众"})
    dialog = HistoryDialog(window, window.desk)
    texts = [dialog.model.index(0, at).data() for at in range(7)]
    assert texts[2:] == ["修改会员 王小满", "会员 王小满", "政治面貌", "", "群众"]
    dialog._on_double_click(dialog.model.index(0, 0))
    assert window.workplace.record_page().form.row_id == row_id


def test_recycle_bin_puts_back(window: MainWindow) -> None:
    row_id = window.desk.read.ids(Listing("member", text="王小满"))[0]
    editing.delete(window.desk.book, "member", [row_id])
    dialog = RecycleDialog(window, window.desk)
    assert dialog.model.index(0, 3).data() == "会员 王小满"
    dialog.put_back()
    assert row_id in window.desk.read.rows("member", [row_id])
    assert dialog.model.rowCount() == 0
    dialog.close()


def test_a_record_that_is_gone_is_told(window: MainWindow) -> None:
    window.desk.open_record("member", 1)
    assert window.workplace.record_page() is None


def _plan(path: Path) -> ImportPlan:
    reason = Said.of("{field} is missing. It is the one thing that cannot be left out.", field="Name")
    rows = (RowPlan(4, ADD, "member", "赵新"), RowPlan(5, REFUSED, "member", refusal=Refusal("姓名", "", reason)))
    columns = (ColumnPlan("职工\n姓名", "姓名"), ColumnPlan("警号", "", to_remark=True))
    return ImportPlan(path, "0", (SheetPlan("Sheet1", "会员", columns, rows), SheetPlan("Sheet2", "")))


def test_import_is_looked_at_corrected_and_carried_out(desk: Desk, app, qtbot, tmp_path: Path) -> None:
    asked: list[dict] = []

    def planner(book, path, *, kinds, columns, year, report, cancelled):
        asked.append({"kinds": kinds, "columns": columns, "year": year})
        report(1, 2)
        return _plan(path)

    def carry_out(book, plan, *, report, cancelled):
        with book.step("Import {file}", file="a.xlsx") as writer:
            writer.insert("member", {"name": "赵新"})
        return ImportReport((SheetReport("Sheet1", "会员", 2, 1, 0, 0, ((5, plan.sheets[0].rows[1].refusal),), ()),))

    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ImportDialog(parent, desk, tmp_path / "a.xlsx", planner, carry_out)
    said: list[str] = []
    dialog.imported.connect(said.append)
    dialog.begin()
    qtbot.waitUntil(lambda: dialog.plan is not None and dialog.go.isEnabled())
    assert [dialog.sheets.item(0, at).text() for at in range(2, 6)] == ["1", "0", "0", "1"]
    refused = [dialog.rows.index(1, at).data() for at in range(4)]
    assert refused == ["5", "拒绝", "", "姓名：“姓名”没有填，这一项必须填写。"]
    dialog._on_column("警号", "会员证号")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1] == {"kinds": {}, "columns": {"Sheet1": {"警号": "会员证号"}}, "year": 2026}
    dialog.carry_out()
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["已导入 a.xlsx：新增 1 条，更新 0 条，拒绝 1 条。"]
    assert len(desk.read.ids(Listing("member", text="赵新"))) == 1
    desk.book.undo()
    assert desk.read.ids(Listing("member", text="赵新")) == []


def test_a_real_roster_is_imported_and_undone(window: MainWindow, qtbot, tmp_path: Path) -> None:
    dialog = ImportDialog(window, window.desk, foreign_roster(tmp_path / "花名册.xlsx"))
    done: list[str] = []
    dialog.imported.connect(done.append)
    dialog.begin()
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=20000)
    assert [sheet.taken_as for sheet in dialog.plan.sheets][:1] == ["会员"]
    dialog.carry_out()
    qtbot.waitUntil(lambda: bool(done), timeout=20000)
    assert window.workplace is not None
    assert len(window.desk.read.ids(Listing("member"))) == 8
    window.actions_.by_name["undo"].trigger()
    assert len(window.desk.read.ids(Listing("member"))) == 6


def test_an_unreadable_file_is_one_sentence(desk: Desk, app, qtbot, tmp_path: Path) -> None:
    def planner(*_args, **_named):
        raise FileProblem("{path} is empty. Choose another file.", path="a.xlsx")

    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ImportDialog(parent, desk, tmp_path / "a.xlsx", planner)
    gone: list[int] = []
    dialog.finished.connect(gone.append)
    dialog.begin()
    qtbot.waitUntil(lambda: bool(gone))
    assert "a.xlsx 是空的" in _said(parent)


def test_export_wants_a_reason_for_whole_numbers(window: MainWindow, answers: Answers, qtbot, tmp_path: Path) -> None:
    dialog = ExportDialog(window, window.desk, tmp_path / "out.xlsx")
    dialog._unmask.setChecked(True)
    dialog._export()
    assert "用途" in dialog._wrong.text()
    dialog._unmask.setChecked(False)
    answers._path = tmp_path / "out.xlsx"
    done: list[Path] = []
    dialog.exported.connect(done.append)
    dialog._export()
    qtbot.waitUntil(lambda: bool(done), timeout=20000)
    assert done[0].stat().st_size > 0


def test_figures_lead_to_their_records(window: MainWindow, qtbot) -> None:
    window.workplace.turn_to(SUMMARY)
    page = window.workplace.page
    qtbot.waitUntil(lambda: page.paper is not None)
    figure = next(f for f in page.paper.figures if any(row.table == "activity" for row in f.rows))
    assert f"figure:{figure.id}" in page.pane.text.toHtml()
    page.show_figure(figure)
    assert page.trace.rows.topLevelItemCount() == len(figure.rows)
    page.trace._on_row(page.trace.rows.topLevelItem(0), 0)
    assert window.workplace.record_page().form.row_id == figure.rows[0].id


def test_the_summary_follows_the_book(window: MainWindow, qtbot) -> None:
    window.workplace.turn_to(SUMMARY)
    page = window.workplace.page
    qtbot.waitUntil(lambda: page.paper is not None)
    editing.save(window.desk.book, "activity", None, {"area": "文体活动", "title": "元旦长跑赛", "happened": "1月1日"})
    qtbot.waitUntil(lambda: "元旦长跑赛" in page.pane.text.toPlainText())


def test_award_papers_are_written(window: MainWindow, answers: Answers, qtbot, tmp_path: Path) -> None:
    answers._path = tmp_path / "forms"
    window.workplace.turn_to(AWARDS)
    window.actions_.by_name["forms"].trigger()
    dialog = next(one for one in window.findChildren(AwardPapersDialog) if one.isVisible())
    qtbot.waitUntil(lambda: bool(dialog.ticked()), timeout=20000)
    dialog.to_write.click()
    qtbot.waitUntil(lambda: "forms" in window.status.text(), timeout=20000)
    assert any(p.suffix == ".docx" for p in answers._path.iterdir())


def test_check_backup_and_template(window: MainWindow, answers: Answers, qtbot, tmp_path: Path) -> None:
    answers._path = tmp_path
    window.actions_.by_name["backup"].trigger()
    qtbot.waitUntil(lambda: "已备份并核对" in window.status.text(), timeout=20000)
    answers._path = tmp_path / "模板.xlsx"
    window.actions_.by_name["template"].trigger()
    qtbot.waitUntil(lambda: "模板.xlsx" in window.status.text(), timeout=20000)
    window.actions_.by_name["check"].trigger()
    qtbot.waitUntil(lambda: any(w.__class__.__name__ == "CheckDialog" for w in window.children()), timeout=20000)


def test_new_file_and_encrypted_file(app, qtbot, tmp_path: Path) -> None:
    answers = Answers(password="春天来到了小河")
    window = MainWindow(Language("zh_CN"), Settings(tmp_path / "s.json"), answers)
    dialog = NewDialog(window, window.speech, answers)
    dialog.chosen.connect(window.make_file)
    form = dialog.form
    form.ready()
    assert "先填写工会名称" in form.problem("name")
    form.name.setText("小河工会")
    form.choose_kind("乡镇街道")
    form.path.setText(str(tmp_path / "小河"))
    form.secret.password.setText("春天来到了小河")
    form.secret.tick.click()
    form.ready()
    assert "不一致" in form.problem("password")
    form.secret.again.setText("春天来到了小河")
    form.ready()
    assert window.desk is not None
    assert window.windowTitle() == "小河工会 — 工会小管家"
    path = window.desk.book.path
    assert path.name == "小河.union"
    assert looks(path) is Looks.SEALED
    assert window.open_path(path)
    assert "小河.union" in answers.asked[-1]
    window.close()


def test_first_page_offers_the_recent_file(app, path: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    settings.opened(path)
    window = MainWindow(Language("zh_CN"), settings, Answers())
    assert not window.actions_.by_name["import"].isEnabled()
    assert settings.recent == (path.resolve(),)
    window._on_recent(path)
    assert window.desk is not None
    window.close()


def test_demo_is_made_once(window: MainWindow, qtbot, tmp_path: Path) -> None:
    window.files_.on_demo()
    qtbot.waitUntil(lambda: window.desk.book.path == tmp_path / "demo.union", timeout=30000)
    assert window.desk.read.ids(Listing("member"))
    with Book.open(tmp_path / "demo.union", read_only=True) as again:
        assert demo_jobs.make_demo(tmp_path / "demo.union") == again.path


def test_fcitx_is_reached_through_ibus() -> None:
    environment = {"XMODIFIERS": "@im=fcitx"}
    help_input_method(environment)
    assert environment["QT_IM_MODULE"] == "ibus"
    plain = {"QT_IM_MODULE": "ibus"}
    help_input_method(plain)
    assert plain == {"QT_IM_MODULE": "ibus"}


def test_settings_survive_damage(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    settings = Settings.load(file)
    settings.put("points", 12)
    assert settings.save()
    assert Settings.load(file).get("points") == 12
    file.write_text("{", encoding="utf-8")
    assert Settings.load(file).get("points") is None
    assert Settings.load(file).language == "zh_CN"


def test_the_way_back_stands_only_beside_the_step_just_done(window: MainWindow) -> None:
    editing.save(window.desk.book, "member", None, {"name": "赵新"})
    assert window._undo_link.isVisibleTo(window)
    window.tell("已写出 24 个文件。")
    assert not window._undo_link.isVisibleTo(window)
    window.actions_.by_name["undo"].trigger()
    assert not window._undo_link.isVisibleTo(window)  # a second undo there would take back something else
    assert window._redo_link.isVisibleTo(window)
    window.actions_.by_name["redo"].trigger()
    assert window._undo_link.isVisibleTo(window)
    assert not window._redo_link.isVisibleTo(window)


def test_going_back_to_a_backup_keeps_the_file_as_it_was(
    window: MainWindow, answers: Answers, qtbot, path: Path
) -> None:
    kept = backups.backup(path, path.parent / "b")
    editing.save(window.desk.book, "member", None, {"name": "后来的人"})
    answers._path = kept
    window.actions_.by_name["restore"].trigger()
    window.findChild(BackupsDialog).choose()
    qtbot.waitUntil(
        lambda: window.desk is not None and "后来的人" not in {row["name"] for row in window.desk.read.every("member")}
    )
    aside = next(one for one in backups.all_backups(path) if one.reason == backups.RESTORE)
    with Book.open(aside.path, read_only=True) as book:
        assert "后来的人" in {row["name"] for row in book.read.every("member")}


def test_what_is_no_backup_leaves_the_file_open(window: MainWindow, answers: Answers, qtbot, path: Path) -> None:
    noise = path.parent / "noise.union"
    noise.write_bytes(b"x" * 5000)
    answers._path = noise
    before = window.desk.read.every("member")
    window.actions_.by_name["restore"].trigger()
    window.findChild(BackupsDialog).choose()
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk.read.every("member") == before


def test_there_is_no_year_before_the_first(window) -> None:
    years = window.workplace.year
    first = years.count() - 2  # the last place is all years together
    years.setCurrentIndex(first)
    window.workplace._on_year(first)
    was = window.desk.year
    window.actions_.by_name["year_before"].trigger()
    assert window.desk.year == was
    assert was is not None
