"""Lists and papers on their way out of the window: preview, printer, files, clipboard, and cells on their way in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import shiboken6
from PySide6.QtCore import QMarginsF, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize
from PySide6.QtWidgets import QMessageBox, QWidget

from app.book import editing
from app.documents.blocks import Document, PageBreak, Paragraph, Title, run
from app.documents.layout import LIST_LANDSCAPE, LIST_PORTRAIT
from app.documents.pdf import render_pdf
from app.documents.write import plain_text
from app.domain.errors import AppError
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui import preview as preview_module
from app.ui.clipboard import copy_rows
from app.ui.desk import Desk
from app.ui.list_layouts import laid_out, layout_of
from app.ui.list_paper_dialog import ListPaperDialog, wish_of
from app.ui.page_menus import names_for
from app.ui.paper_dialog import PaperDialog
from app.ui.pasting import Pasting, pasted_block
from app.ui.preview import PaperPreview
from app.ui.ready_papers import APPROVAL, ATTENDANCE, HARDSHIP, RECEIPT, ready_paper, show
from app.ui.table_model import RecordModel
from app.ui.written import Written, tell_written
from tests.ui.stand_ins import Answers


@pytest.fixture
def parent(desk, qtbot) -> Iterator[QWidget]:
    parent = QWidget()
    qtbot.addWidget(parent)
    yield parent
    parent.close()
    shiboken6.delete(parent)  # before the desk goes, with every window on it


@pytest.fixture
def opened(monkeypatch) -> list[QUrl]:
    urls: list[QUrl] = []
    monkeypatch.setattr("app.ui.written.QDesktopServices.openUrl", lambda url: urls.append(url) or True)
    return urls


def model_of(desk: Desk, table: str) -> RecordModel:
    model = RecordModel(desk.read, BY_TABLE[table], desk.speech, desk)
    model.show(Listing(table))
    return model


def paper(pages: int = 3, page=LIST_PORTRAIT) -> Document:
    blocks = []
    for number in range(pages):
        blocks += [Title(run(f"第{number + 1}张")), Paragraph(run("黑" * 200)), PageBreak()]
    return Document("试印", tuple(blocks[:-1]), page, page_numbers=False)


def pages_of(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


# ------------------------------------------------------------------------------------------- the preview


def test_only_the_pages_in_view_are_drawn(desk: Desk, parent: QWidget, qtbot) -> None:
    preview = PaperPreview(desk, parent)
    preview.resize(600, 400)
    parent.show()
    preview.show()
    preview.set_document(paper(30))
    preview.draw()
    qtbot.waitUntil(lambda: preview.ready)
    assert preview.count == 30
    first = [not label.pixmap().isNull() for label in preview._pages]
    assert first[0]
    assert not first[-1]
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: preview.ready and not preview._pages[-1].pixmap().isNull())
    assert preview._pages[0].pixmap().isNull()


def test_pages_are_as_wide_as_the_room(desk: Desk, parent: QWidget, qtbot) -> None:
    preview = PaperPreview(desk, parent)
    preview.resize(420, 400)
    parent.show()
    preview.show()
    preview.set_document(paper(1, LIST_LANDSCAPE))
    preview.draw()
    qtbot.waitUntil(lambda: preview.ready)
    narrow = preview._pages[0].width()
    assert narrow <= 420
    preview.resize(700, 400)
    qtbot.waitUntil(lambda: preview._pages[0].width() > narrow and preview.ready)


def test_of_two_papers_the_later_is_shown(desk: Desk, parent: QWidget, qtbot) -> None:
    preview = PaperPreview(desk, parent)
    preview.resize(500, 400)
    parent.show()
    preview.show()
    for pages in (5, 2):
        preview.set_document(paper(pages))
        preview.draw()
    qtbot.waitUntil(lambda: preview.ready)
    assert preview.count == 2


def test_pages_in_view_are_drawn_before_those_ahead(desk: Desk, parent: QWidget, qtbot, monkeypatch) -> None:
    drawn: list[int] = []
    real = preview_module._draw

    def draw(data, turn, number, scale, report, cancelled):
        drawn.append(number)
        return real(data, turn, number, scale, report, cancelled)

    monkeypatch.setattr(preview_module, "_draw", draw)
    preview = PaperPreview(desk, parent)
    preview.resize(300, 500)
    parent.show()
    preview.show()
    preview.set_document(paper(30))
    preview.draw()
    qtbot.waitUntil(lambda: preview.ready)
    drawn.clear()
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum() // 2)
    seen = preview._in_view(0)
    qtbot.waitUntil(lambda: preview.ready)
    fresh = [number for number in drawn if number in seen]
    assert fresh
    assert drawn[: len(fresh)] == fresh
    assert len(drawn) == len(set(drawn))


def test_an_old_paper_on_show_is_not_the_new_one(desk: Desk, parent: QWidget, qtbot) -> None:
    preview = PaperPreview(desk, parent)
    preview.resize(500, 400)
    parent.show()
    preview.show()
    for pages in (1, 3):
        preview.set_document(paper(pages))
        preview.draw()
        assert not preview.ready
        qtbot.waitUntil(lambda: preview.ready)
        assert preview.count == pages


# ------------------------------------------------------------------------------------------- the printer


def printer_to(path: Path, *, landscape: bool = False):
    support = pytest.importorskip("PySide6.QtPrintSupport", exc_type=ImportError)
    printer = support.QPrinter(support.QPrinter.PrinterMode.ScreenResolution)
    printer.setResolution(150)
    printer.setOutputFormat(support.QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    return printer


def printed(desk: Desk, answers: Answers, parent: QWidget, qtbot, document: Document, printer, out: Path):
    answers._printer = printer
    dialog = PaperDialog(parent, desk, document, "试印")
    dialog.show()
    said: list[str] = []
    desk.say_short.connect(said.append)
    dialog.print_paper()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    return pypdfium2.PdfDocument(out)


def ink(page) -> tuple[float, float, float, float]:
    """Where the ink of a page begins and ends, in points from the upper left corner."""
    image = page.render(scale=2, grayscale=True).to_pil()
    left, top, right, bottom = image.point(lambda value: 255 if value < 160 else 0).getbbox()
    return left / 2, top / 2, right / 2, bottom / 2


@pytest.mark.parametrize("page", [LIST_PORTRAIT, LIST_LANDSCAPE], ids=["upright", "crosswise"])
def test_a_printed_page_is_the_paper_in_its_own_size(
    desk: Desk, answers: Answers, parent: QWidget, qtbot, tmp_path: Path, page
) -> None:
    out = tmp_path / "p.pdf"
    document = paper(2, page)
    pdf = printed(desk, answers, parent, qtbot, document, printer_to(out, landscape=page.landscape), out)
    assert len(pdf) == 2
    assert answers.asked[-1].endswith("landscape") == page.landscape
    wide, high = pdf[0].get_size()
    assert (wide, high) == (pytest.approx(page.width_pt, abs=1.5), pytest.approx(page.height_pt, abs=1.5))
    wanted = pypdfium2.PdfDocument(render_pdf(document))
    for number in range(2):
        assert ink(pdf[number]) == pytest.approx(ink(wanted[number]), abs=2)


def test_the_range_and_the_copies_are_kept(desk, answers, parent, qtbot, tmp_path) -> None:
    out = tmp_path / "p.pdf"
    printer = printer_to(out)
    printer.setFromTo(2, 3)
    printer.setCopyCount(2)
    pdf = printed(desk, answers, parent, qtbot, paper(4), printer, out)
    own = 1 if printer.supportsMultipleCopies() else 2
    assert len(pdf) == 2 * own


def test_a_smaller_sheet_shrinks_the_page_evenly(desk, answers, parent, qtbot, tmp_path) -> None:
    out = tmp_path / "p.pdf"
    printer = printer_to(out)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    pdf = printed(desk, answers, parent, qtbot, paper(1), printer, out)
    wide, _ = pdf[0].get_size()
    assert wide < 430
    left, top, right, bottom = ink(pdf[0])
    was = ink(pypdfium2.PdfDocument(render_pdf(paper(1)))[0])
    assert (right - left) / (was[2] - was[0]) == pytest.approx(wide / LIST_PORTRAIT.width_pt, abs=0.01)
    assert (bottom - top) / (was[3] - was[1]) == pytest.approx((right - left) / (was[2] - was[0]), abs=0.02)


@pytest.mark.fault("R4")
def test_without_a_printer_the_pdf_is_offered(desk, answers, parent, qtbot, tmp_path, opened) -> None:
    answers._path = tmp_path / "纸.pdf"
    dialog = PaperDialog(parent, desk, paper(), "试印")
    dialog.print_paper()
    assert "printer" in answers.asked[0]
    qtbot.waitUntil(lambda: answers._path.exists() and bool(dialog.findChildren(Written)))
    assert len(pages_of(answers._path)) == 3


def test_a_machine_that_cannot_print_says_so(monkeypatch, language) -> None:
    import builtins

    from app.ui.ask import Ask
    from app.ui.speech import Speech

    real = builtins.__import__

    def without(name, *rest, **more):
        if name == "PySide6.QtPrintSupport":
            raise ImportError("libcups.so.2")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert Ask(Speech(language)).has_printer() is False


def test_the_clerk_may_think_better_of_printing(desk, answers, parent, qtbot) -> None:
    class Nobody(Answers):
        def has_printer(self):
            return True

    desk.ask = Nobody()
    dialog = PaperDialog(parent, desk, paper(), "试印")
    dialog.print_paper()
    qtbot.waitUntil(lambda: bool(desk.ask.asked))
    assert not dialog.findChildren(QMessageBox)


# ------------------------------------------------------------------------------------------- a list on paper


def list_dialog(desk: Desk, parent: QWidget, table: str = "member", selected: int = 0) -> ListPaperDialog:
    model = model_of(desk, table)
    return ListPaperDialog(parent, desk, wish_of(desk, model), list(model.ids[:selected]))


def test_the_list_stands_as_the_table_shows_it(desk: Desk, parent: QWidget) -> None:
    model = model_of(desk, "member")
    model.choose(["mobile", "name"])
    dialog = ListPaperDialog(parent, desk, wish_of(desk, model))
    wish = dialog.form.wish()
    assert wish.columns == ("mobile", "name")
    assert wish.ids is None
    assert not wish.unmask
    assert wish.title == "小青镇总工会会员花名册"


def test_columns_are_ticked_and_moved(desk: Desk, parent: QWidget) -> None:
    dialog = list_dialog(desk, parent)
    columns = dialog.form.columns
    before = columns.names()
    columns.list.setCurrentRow(0)
    columns._down()
    assert columns.names()[:2] == (before[1], before[0])
    columns._up()
    assert columns.names() == before
    columns._up()
    assert columns.names() == before
    columns.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert columns.names() == (before[0], *before[2:])


def test_every_field_can_be_a_column(desk: Desk, parent: QWidget) -> None:
    dialog = list_dialog(desk, parent)
    assert dialog.form.columns.list.count() == len(BY_TABLE["member"].fields)


def test_selected_rows_only(desk: Desk, parent: QWidget) -> None:
    dialog = list_dialog(desk, parent, selected=2)
    assert len(dialog.form.wish().ids) == 2
    dialog.form._all.setChecked(True)
    assert dialog.form.wish().ids is None
    assert list_dialog(desk, parent, selected=1).form.wish().ids is None


def test_the_preview_follows_the_choices(desk: Desk, parent: QWidget, qtbot) -> None:
    dialog = list_dialog(desk, parent)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview.ready)
    assert dialog.preview.count == 1
    dialog.form.signature.setChecked(True)
    dialog.form.rows.setValue(60)
    qtbot.waitUntil(lambda: dialog.preview.count > 1 and dialog.preview.ready)
    assert dialog._shown.blanks == ("签字",)


def test_without_a_column_nothing_goes_out(desk: Desk, parent: QWidget) -> None:
    dialog = list_dialog(desk, parent)
    dialog.form.columns.show_columns(())
    dialog.refresh()
    assert not any(way.isEnabled() for way in dialog._ways)
    assert "勾选" in dialog._told.text()


def test_whole_numbers_are_asked_about(desk: Desk, answers: Answers, parent: QWidget) -> None:
    answers._confirm = False
    dialog = list_dialog(desk, parent)
    dialog.form.masked.click()
    assert not dialog.form.wish().unmask
    answers._confirm = True
    dialog.form.masked.click()
    assert dialog.form.wish().unmask


def test_pdf_word_and_excel_are_written_and_told(
    desk: Desk, answers: Answers, parent: QWidget, qtbot, tmp_path: Path, opened
) -> None:
    dialog = list_dialog(desk, parent)
    told: list[list[Path]] = []
    dialog.output.written.connect(told.append)
    for kind, way in (("pdf", dialog._write_pdf), ("docx", dialog._write_word), ("xlsx", dialog._write_excel)):
        answers._path = tmp_path / f"名单.{kind}"
        way()
        qtbot.waitUntil(lambda: any(path.suffix == f".{kind}" for paths in told for path in paths))  # noqa: B023
    assert "高䶮" in "".join(pages_of(tmp_path / "名单.pdf"))
    sheet = openpyxl.load_workbook(tmp_path / "名单.xlsx").worksheets[0]
    assert "高䶮" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert (tmp_path / "名单.docx").stat().st_size > 5000


def test_a_layout_kept_by_name_comes_back_and_the_last_choices_too(desk: Desk, parent: QWidget) -> None:
    dialog = list_dialog(desk, parent)
    dialog.form.columns.show_columns(("name",))
    dialog.form.signature.setChecked(True)
    dialog.form.rows.setValue(7)
    dialog.form._named.setEditText("签收表")
    dialog.form._on_keep()
    dialog._final()
    again = list_dialog(desk, parent)
    assert again.form.wish().blanks == ("签字",)
    assert again.form.wish().columns == tuple(f.name for f in BY_TABLE["member"].fields if f.listed)
    again.form.rows.setValue(0)
    again.form._named.setCurrentIndex(again.form._named.findText("签收表"))
    again.form._on_named(0)
    assert (again.form.wish().columns, again.form.wish().blank_rows) == (("name",), 7)
    again.form._on_forget()
    assert list_dialog(desk, parent).form.layouts.named == {}


def test_a_layout_never_keeps_whole_numbers_nor_whose_rows(desk: Desk, parent: QWidget) -> None:
    kept = layout_of(list_dialog(desk, parent, selected=3).form.wish())
    assert not {"unmask", "ids", "title"} & set(kept)


@pytest.mark.parametrize(
    "broken",
    [{"columns": "name"}, {"columns": ["gone"]}, {"blank_rows": "7"}, {"orientation": "round"}, {"blanks": 3}],
)
def test_a_broken_layout_changes_nothing(desk: Desk, parent: QWidget, broken) -> None:
    wish = list_dialog(desk, parent).form.wish()
    assert laid_out(wish, broken) == wish


# ------------------------------------------------------------------------------------------- ready papers


def test_the_papers_of_the_ledger_open_as_they_will_be_printed(desk: Desk, parent: QWidget, qtbot) -> None:
    file = editing.save(desk.book, "hardship_file", None, {"name": "高䶮"})
    entries = desk.read.ids(Listing("entry"))
    activities = desk.read.ids(Listing("activity"))
    for form_id, ids, pages in (
        (APPROVAL, entries, 3), (RECEIPT, entries, 1), (ATTENDANCE, activities, 2), (HARDSHIP, [file], 2)
    ):  # fmt: skip
        ready = ready_paper(desk.read, form_id, ids)
        name, dialog = ready.name, show(parent, desk, ready)
        qtbot.waitUntil(lambda: dialog.preview.ready)  # noqa: B023
        assert dialog.preview.count == pages
        assert dialog.windowTitle() == name
        assert "-2026年度-" in name


@pytest.mark.parametrize(
    ("answer", "printed", "hidden"),
    [(False, "110105********002X", "11010519491231002X"), (True, "11010519491231002X", "***")],
)
def test_a_register_shows_whole_numbers_only_when_just_asked_for(
    desk: Desk, parent: QWidget, answer: bool, printed: str, hidden: str
) -> None:
    member = editing.save(desk.book, "member", None, {"name": "高䶮", "id_no": "11010519491231002X"})
    file = editing.save(desk.book, "hardship_file", None, {"name": "高䶮", "member_id": member})
    desk.ask = Answers(whole_numbers=answer)
    dialog = show(parent, desk, ready_paper(desk.read, HARDSHIP, [file]))
    assert dialog is not None
    text = plain_text(dialog._document)
    assert printed in text
    assert hidden not in text
    assert desk.ask.asked == ["whole numbers"]


def test_a_register_that_is_not_wanted_after_all_is_not_shown(desk: Desk, parent: QWidget) -> None:
    member = editing.save(desk.book, "member", None, {"name": "高䶮", "mobile": "13800000000"})
    file = editing.save(desk.book, "hardship_file", None, {"name": "高䶮", "member_id": member})
    desk.ask = Answers(whole_numbers=None)
    assert show(parent, desk, ready_paper(desk.read, HARDSHIP, [file])) is None


def test_where_there_is_nothing_to_hide_nothing_is_asked(desk: Desk, parent: QWidget) -> None:
    file = editing.save(desk.book, "hardship_file", None, {"name": "高䶮"})
    desk.ask = Answers()
    assert show(parent, desk, ready_paper(desk.read, HARDSHIP, [file])) is not None
    assert desk.ask.asked == []


def test_a_paper_of_records_that_are_gone_is_said(desk: Desk) -> None:
    for form_id in (APPROVAL, RECEIPT, ATTENDANCE, HARDSHIP):
        with pytest.raises(AppError):
            ready_paper(desk.read, form_id, [12345])


def test_a_form_that_was_taken_away_is_said(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr("app.ui.ready_papers.forms", dict)
    with pytest.raises(AppError) as caught:
        ready_paper(desk.read, RECEIPT, desk.read.ids(Listing("entry")))
    assert caught.value.values["form"] == RECEIPT


@pytest.mark.parametrize(
    ("table", "action", "name"),
    [
        ("entry", "approval", "慰问审批表"), ("entry", "receipt", "实名签领表"),
        ("activity", "attendance", "活动签到表"), ("hardship_file", "hardship_form", "困难职工登记表"),
    ],
)  # fmt: skip
def test_the_chosen_records_papers_are_one_click_away(window, qtbot, table: str, action: str, name: str) -> None:
    editing.save(window.desk.book, "hardship_file", None, {"name": "高䶮"})
    assert action in names_for(table, several=True)
    assert action in names_for(table, several=False)
    page = window.workplace.page_of(table)
    page.table.select(window.desk.read.ids(Listing(table))[:2])
    window.desk.actions[action].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(PaperDialog)))
    [paper] = window.findChildren(PaperDialog)
    assert paper.windowTitle().startswith(f"{name}-2026")
    qtbot.waitUntil(lambda: paper.preview.ready)
    paper.close()


# ------------------------------------------------------------------------------------------- what was written


def test_the_file_and_its_folder_are_one_click_away(desk: Desk, parent: QWidget, tmp_path: Path, opened) -> None:
    file = tmp_path / "名单.pdf"
    dialog = tell_written(parent, desk.speech, [file])
    dialog.open_file()
    tell_written(parent, desk.speech, [file, tmp_path / "b.docx"]).open_folder()
    assert [Path(url.toLocalFile()) for url in opened] == [file, tmp_path]
    assert tell_written(parent, desk.speech, []) is None


def test_a_system_that_opens_nothing_is_said(desk: Desk, parent: QWidget, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("app.ui.written.QDesktopServices.openUrl", lambda _url: False)
    dialog = tell_written(parent, desk.speech, [tmp_path / "名单.pdf"])
    dialog.open_file()
    assert "名单.pdf" in dialog._wrong.text()


# ------------------------------------------------------------------------------------------- the clipboard


def test_copied_rows_are_text_and_a_table(desk: Desk, parent: QWidget) -> None:
    model = model_of(desk, "member")
    model.choose(["name", "mobile"])
    copy_rows(parent, desk, model, list(model.ids[:2]))
    mime = QGuiApplication.clipboard().mimeData()
    lines = mime.text().splitlines()
    names = [desk.read.row("member", row_id)["name"] for row_id in model.ids[:2]]
    assert lines[0] == "姓名\t手机"
    assert [line.split("\t")[0] for line in lines[1:]] == names
    assert "1380000" not in mime.text()
    assert "mso-number-format:'\\@'" in mime.html()
    assert mime.html().count("<tr>") == 3


def test_amounts_are_copied_as_numbers_and_formulas_as_text(desk: Desk, parent: QWidget) -> None:
    from app.book import editing

    editing.save(desk.book, "entry", None, {"kind": "其他", "target": "=1+1", "cash": "1234.50"})
    model = model_of(desk, "entry")
    model.choose(["target", "cash"])
    copy_rows(parent, desk, model, list(model.ids))
    mime = QGuiApplication.clipboard().mimeData()
    assert "\t1234.5\n" in mime.text()
    assert "\n=1+1" not in mime.text()
    assert "<td>1234.5</td>" in mime.html()
    assert '<td class="t">=1+1</td>' in mime.html()


def test_many_rows_are_copied_in_the_worker(desk: Desk, parent: QWidget, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("app.ui.clipboard._AT_ONCE", 2)
    QGuiApplication.clipboard().clear()
    said: list[str] = []
    desk.say_short.connect(said.append)
    model = model_of(desk, "member")
    copy_rows(parent, desk, model, list(model.ids))
    assert not said
    qtbot.waitUntil(lambda: bool(said))
    assert len(QGuiApplication.clipboard().mimeData().text().splitlines()) == len(model.ids) + 1


def mime(text: str) -> QMimeData:
    made = QMimeData()
    made.setText(text)
    return made


def test_what_was_copied_here_is_a_block_with_headers(desk: Desk, parent: QWidget) -> None:
    model = model_of(desk, "member")
    copy_rows(parent, desk, model, list(model.ids))
    block = pasted_block(QGuiApplication.clipboard().mimeData(), model.record, model.fields)
    assert block is not None
    assert not block.captions


def test_pasted_cells_go_through_the_preview_and_their_file_goes_away(desk: Desk, parent: QWidget, qtbot) -> None:
    model = model_of(desk, "member")
    model.choose(["name", "gender"])
    pasting = Pasting(parent, desk, model.record, model.fields)
    assert pasting.begin(mime("钱多多\t女\n孙小小\t男\n"))
    dialog = pasting.dialog
    qtbot.waitUntil(lambda: dialog.plan is not None)
    sheet = dialog.plan.sheets[0]
    assert (sheet.taken_as, sheet.count("add")) == ("会员", 2)
    assert "没有表头" in sheet.notes[0].text(desk.language)
    assert sheet.said is None
    folder = pasting._folder.path
    assert list(folder.iterdir())
    done: list[str] = []
    dialog.imported.connect(done.append)
    dialog.carry_out()
    qtbot.waitUntil(lambda: bool(done))
    assert not folder.exists()
    names = {row["name"] for row in desk.read.every("member")}
    assert {"钱多多", "孙小小"} <= names
    desk.book.undo()
    assert not {"钱多多", "孙小小"} & {row["name"] for row in desk.read.every("member")}


def test_a_single_text_is_left_to_the_ordinary_paste(desk: Desk, parent: QWidget) -> None:
    said: list[str] = []
    desk.say_short.connect(said.append)
    model = model_of(desk, "member")
    assert not Pasting(parent, desk, model.record, model.fields).begin(mime("欧阳"))
    assert said
    assert pasted_block(mime("欧阳"), model.record, model.fields) is None
    assert pasted_block(QMimeData(), model.record, model.fields) is None
