"""The window of the award papers: listed, ticked, seen, printed and written; a broken form hinders no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from app import paths, resources
from app.book import editing
from app.ui.award_papers import AwardPapersDialog
from app.ui.desk import Desk
from tests.ui.stand_ins import Answers

_OWN = """
id = "own"
name = "我们自己的表"
applies_to = "award"
title = "{{奖项}}登记表"
page = "landscape"

[[grid]]
columns = [1, 2]

[[grid.row]]
cells = [{ label = "奖项" }, { text = "{{奖项}}" }]
"""


@pytest.fixture(autouse=True)
def own_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "forms"
    folder.mkdir()
    monkeypatch.setattr(paths, "forms_folder", lambda: folder)
    resources.forget()
    return folder


def opened(qtbot, desk: Desk, word: str = "") -> AwardPapersDialog:
    dialog = AwardPapersDialog(None, desk, word=word)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.forms), timeout=20000)
    return dialog


def item_of(dialog: AwardPapersDialog, word: str):
    return next(item for item in dialog._forms_listed() if word in item.text(0))


def only(dialog: AwardPapersDialog, *words: str) -> None:
    dialog._on_none()
    for word in words:
        item_of(dialog, word).setCheckState(0, Qt.CheckState.Checked)


def test_every_paper_is_listed_and_the_first_is_shown_and_ticked(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk)
    assert "推荐审批表" in [form.name for form in dialog.forms]
    assert [paper.stem for paper in dialog.ticked()] == [dialog.forms[0].papers[0].stem]
    qtbot.waitUntil(lambda: dialog.preview.ready, timeout=20000)


def test_a_form_in_the_clerks_own_folder_appears(desk: Desk, qtbot, own_forms: Path) -> None:
    (own_forms / "own.toml").write_text(_OWN, encoding="utf-8")
    dialog = opened(qtbot, desk)
    assert item_of(dialog, "我们自己的表") is not None


def test_a_broken_form_is_listed_with_its_sentence(desk: Desk, qtbot, own_forms: Path) -> None:
    (own_forms / "wrong.toml").write_text(_OWN.replace("{{奖项}}登记表", "{{没有这一栏}}"), encoding="utf-8")
    (own_forms / "none.toml").write_text("id = ", encoding="utf-8")
    dialog = opened(qtbot, desk)
    assert len([form for form in dialog.forms if form.error]) == 2
    assert dialog.ticked(), "the others can be made"
    dialog.tree.setCurrentItem(item_of(dialog, "wrong.toml"))
    assert "没有这一栏" in dialog.told.text()
    assert not dialog.told.isHidden()
    assert dialog.preview.isHidden()


def test_a_paper_that_must_not_be_made_is_listed_with_its_reason(desk: Desk, qtbot) -> None:
    award = desk.read.every("award")[0]["id"]
    with desk.book.step("Votes that do not agree") as writer:
        tally = writer.insert("tally", {"award_id": award, "due": 5, "present": 9, "issued": 9, "returned": 9,
                                        "valid": 9, "invalid": 0})  # fmt: skip
        writer.insert("tally_line", {"tally_id": tally, "name": "陈一新", "yes": 9, "no": 0, "abstained": 0})
    dialog = opened(qtbot, desk)
    refused = [form for form in dialog.forms if form.refused]
    assert refused
    item = item_of(dialog, refused[0].name)
    dialog.tree.setCurrentItem(item if not item.childCount() else item.child(item.childCount() - 1))
    assert dialog.told.text()
    assert not dialog.told.isHidden()


def test_ticks_and_ways_are_remembered(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk)
    dialog._on_all()
    item_of(dialog, "推荐审批表").setCheckState(0, Qt.CheckState.Unchecked)
    dialog.pdf.setChecked(True)
    dialog.word.setChecked(False)
    before = len(dialog.ticked())
    again = opened(qtbot, desk)
    assert len(again.ticked()) == before
    assert item_of(again, "推荐审批表").checkState(0) is Qt.CheckState.Unchecked
    assert (again.pdf.isChecked(), again.word.isChecked()) == (True, False)


def test_of_a_form_with_many_papers_only_the_one_shown_is_ticked(desk: Desk, qtbot) -> None:
    award = desk.read.every("award")[0]["id"]
    editing.save(desk.book, "nominee", None, {"award_id": award, "name": "陈二妮"})
    dialog = opened(qtbot, desk)
    form = next(one for one in dialog.forms if len(one.papers) > 1)
    dialog.forms = (form,)
    dialog._on_gathered((dialog._asked, (form,)))
    assert [paper.stem for paper in dialog.ticked()] == [form.papers[0].stem]


def test_forms_of_one_name_say_whom_they_are_for(desk: Desk, qtbot) -> None:
    editing.save(desk.book, "award", None, {"name": "先进工会小组", "target": "集体", "quota": "1"})
    dialog = opened(qtbot, desk)
    names = [item.text(0).partition("（") for item in dialog._forms_listed() if item.text(0).startswith("推荐汇总表")]
    assert sorted(name[2].rstrip("）") for name in names) == ["个人", "集体"]
    assert item_of(dialog, "推荐审批表").text(0) == "推荐审批表", "a name of its own needs nothing beside it"


def test_one_paper_asked_for_is_ticked_alone_and_nothing_remembered(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, "通知")
    assert {paper.form_id for paper in dialog.ticked()} == {"notice"}
    assert "通知" in dialog.tree.currentItem().text(0)
    dialog._on_all()
    assert desk.settings.get("award-papers/on") is None


def test_nothing_ticked_or_no_kind_of_file_leaves_nothing_to_do(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk)
    dialog._on_none()
    assert (dialog.to_print.isEnabled(), dialog.to_write.isEnabled()) == (False, False)
    dialog._on_all()
    dialog.word.setChecked(False)
    dialog.pdf.setChecked(False)
    assert (dialog.to_print.isEnabled(), dialog.to_write.isEnabled()) == (True, False)


def test_papers_are_written_one_by_one(desk: Desk, qtbot, answers: Answers, tmp_path: Path) -> None:
    answers._path = tmp_path / "out"
    dialog = opened(qtbot, desk)
    only(dialog, "推荐审批表")
    dialog.pdf.setChecked(True)
    dialog.write()
    qtbot.waitUntil(lambda: len(list(answers._path.glob("*.pdf"))) == 1, timeout=30000)
    assert len(list(answers._path.glob("*.docx"))) == 1


def test_all_papers_in_one_file(desk: Desk, qtbot, answers: Answers, tmp_path: Path, own_forms: Path) -> None:
    (own_forms / "own.toml").write_text(_OWN, encoding="utf-8")
    answers._path = tmp_path / "out"
    dialog = opened(qtbot, desk)
    only(dialog, "推荐审批表", "我们自己的表")
    dialog.pdf.setChecked(True)
    dialog.one_file.setCurrentIndex(1)
    dialog.write()
    qtbot.waitUntil(lambda: {one.suffix for one in answers._path.glob("[!.]*")} == {".docx", ".pdf"}, timeout=30000)
    (path,) = answers._path.glob("*.pdf")
    pdf = PdfDocument(path)
    sizes = {round(pdf.get_page_size(at)[0]) for at in range(len(pdf))}
    pdf.close()
    assert sizes == {595, 842}, "upright and broad pages in one file"


def test_upright_and_broad_papers_are_printed_apart(
    desk: Desk, qtbot, answers: Answers, tmp_path: Path, own_forms: Path
) -> None:
    (own_forms / "own.toml").write_text(_OWN, encoding="utf-8")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    answers._printer = printer
    dialog = opened(qtbot, desk)
    only(dialog, "推荐审批表", "我们自己的表")
    dialog.to_print.click()
    qtbot.waitUntil(lambda: sum("printer for" in said for said in answers.asked) == 2, timeout=30000)
    assert [("landscape" in said) for said in answers.asked if "printer for" in said] == [False, True]
    qtbot.waitUntil(lambda: not desk.jobs.busy, timeout=30000)


def test_without_a_printer_a_pdf_is_offered(desk: Desk, qtbot, answers: Answers, tmp_path: Path) -> None:
    answers._path = tmp_path / "out"
    dialog = opened(qtbot, desk)
    only(dialog, "推荐审批表")
    dialog.to_print.click()
    qtbot.waitUntil(lambda: len(list(answers._path.glob("*.pdf"))) == 1, timeout=30000)


def test_the_scope_is_one_award_or_all(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk)
    assert dialog.scope.count() == 2
    asked = dialog._asked
    dialog.scope.setCurrentIndex(1)
    assert dialog._asked == asked + 1
    qtbot.waitUntil(lambda: bool(dialog.ticked()), timeout=20000)


def test_a_year_without_awards_has_no_papers(desk: Desk, qtbot) -> None:
    desk.set_year(2020)
    dialog = AwardPapersDialog(None, desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert dialog.counted.text()
    assert not dialog.to_print.isEnabled()
