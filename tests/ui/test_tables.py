"""The table of records: pages, sorting, searching, filters, sums, and the selection that outlives a reset."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.book import editing
from app.domain.listing import Condition, Listing, among
from app.domain.records import BY_TABLE
from app.ui.desk import Desk
from app.ui.record_table import RecordTable
from app.ui.table_model import PAGE, RecordModel
from app.ui.window import MainWindow


def _column(model: RecordModel, name: str) -> int:
    return [field.name for field in model.fields].index(name)


def _texts(model: RecordModel, name: str) -> list[str]:
    at = _column(model, name)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_shows_rows_with_captions_and_masks(desk: Desk) -> None:
    model = RecordModel(desk.read, BY_TABLE["member"], desk.speech)
    model.show(Listing("member"))
    assert _texts(model, "name") == ["陈二妮", "陈一新", "高䶮", "欧阳喆", "王小满", "张大力"]
    row = _texts(model, "name").index("高䶮")
    assert _texts(model, "unit_id")[row] == "小学工会"
    assert model.index(row, _column(model, "unit_id")).data(Qt.ItemDataRole.ToolTipRole) == "小青镇总工会/小学工会"
    assert _texts(model, "mobile")[row] == "138****0002"


def test_fetches_page_by_page(desk: Desk) -> None:
    with desk.book.step("Many") as writer:
        writer.insert_many("member", [{"name": f"职工{n:04}"} for n in range(3 * PAGE)])
    asked: list[int] = []
    rows = desk.read.rows

    def counted(table: str, wanted):
        asked.append(len(wanted))
        return rows(table, wanted)

    desk.read.rows = counted  # type: ignore[method-assign]
    model = RecordModel(desk.read, BY_TABLE["member"], desk.speech)
    model.show(Listing("member"))
    assert model.rowCount() == 3 * PAGE + 6
    assert asked == []
    assert model.index(0, 0).data()
    assert model.index(PAGE - 1, 0).data()
    assert asked == [PAGE]
    assert model.index(3 * PAGE + 5, 0).data()
    assert asked == [PAGE, 6]


def test_sorts_numbers_as_numbers_and_dates_by_day(desk: Desk) -> None:
    model = RecordModel(desk.read, BY_TABLE["entry"], desk.speech)
    model.show(Listing("entry", 2026))
    model.show(Listing("entry", 2026, sort="cash"))
    assert _texts(model, "cash") == ["500.00", "1,000.00", "1,500.00"]
    model.show(Listing("entry", 2026, sort="happened"))
    assert _texts(model, "happened") == ["1月5日", "春节前后", "3月底"]


def test_searches_by_name_initials_and_tail(desk: Desk, app) -> None:
    table = RecordTable(desk, BY_TABLE["member"], "")
    for typed, found in (("王小", ["王小满"]), ("oy", ["欧阳喆"]), ("0005", ["张大力"]), ("没有", [])):
        table._search.setText(typed)
        table._apply()
        assert _texts(table.model, "name") == found, typed
    table._search.clear()
    table._apply()
    assert table.model.rowCount() == 6


def test_filter_never_adds_rows(desk: Desk, app) -> None:
    table = RecordTable(desk, BY_TABLE["activity"], "", "area")
    table.reload()
    assert table.model.rowCount() == 2
    table._quick.choose("女职工")
    assert _texts(table.model, "title") == ["三八联欢"]
    table._quick.choose("没有这种")
    assert table.model.rowCount() == 2


def test_selection_outlives_a_change(desk: Desk, app) -> None:
    table = RecordTable(desk, BY_TABLE["member"], "")
    table.reload()
    chosen = table.model.ids[4]
    table.select([chosen])
    editing.save(desk.book, "member", None, {"name": "阿一"})
    assert table.model.rowCount() == 7
    assert table.selected_ids() == [chosen]


def test_footer_says_count_and_sums(desk: Desk, app) -> None:
    table = RecordTable(desk, BY_TABLE["entry"], "")
    table.reload()
    assert "共 3 条" in table._footer.text()
    assert "慰问金 3,000.00 元" in table._footer.text()
    table.select(table.model.ids[:2])
    assert "已选 2 条" in table._footer.text()


def test_empty_table_says_what_to_do(desk: Desk, app) -> None:
    table = RecordTable(desk, BY_TABLE["honour"], "从这里开始")
    table.reload()
    assert table._stack.currentIndex() == 1
    assert table._empty.text() == "从这里开始"
    table.show_listing(Listing("honour", text="什么"))
    assert table._empty.text() == "从这里开始"  # nothing to clear: there is nothing yet
    editing.save(desk.book, "honour", None, {"title": "先进集体"})
    table.show_listing(Listing("honour", text="什么"))
    assert "清除" in table._empty.text()


def test_shows_a_unit_with_all_below_it_and_records_by_id(desk: Desk, app) -> None:
    table = RecordTable(desk, BY_TABLE["member"], "")
    top = desk.read.ids(Listing("unit", text="小青镇"))[0]
    table.set_base([Condition("unit_id", "under", top)])
    assert table.model.rowCount() == 6
    table.show_listing(Listing("member", conditions=(among(table.model.ids[:2]),)))
    assert table.model.rowCount() == 2
    assert not table.filters.line.isHidden()
    table.filters.clear()
    assert table.model.rowCount() == 6


def test_chosen_columns_are_remembered(desk: Desk, app) -> None:
    desk.settings.put("columns/member", ["name", "political"])
    table = RecordTable(desk, BY_TABLE["member"], "")
    assert [field.name for field in table.model.fields] == ["name", "political"]


def test_income_and_expenditure_never_meet_in_one_sum(desk: Desk, qtbot) -> None:
    for direction, amount in (("收入", "300"), ("收入", "50.5"), ("支出", "120")):
        editing.save(desk.book, "fund", None, {"title": "某项", "direction": direction, "amount": amount})
    table = RecordTable(desk, BY_TABLE["fund"], "")
    table.reload()
    assert table._footer.text().split("    ")[1:] == ["收入 350.50 元", "支出 120.00 元"]
    came = [row["id"] for row in desk.read.every("fund") if row["direction"] == "收入"]
    table.select(came)
    assert table._footer.text().split("    ")[1:] == ["收入 350.50 元（平均 175.25 元）"]


def test_a_limit_is_not_summed(desk: Desk, qtbot) -> None:
    editing.save(desk.book, "standard", None, {"kind": "结婚", "limit_amount": "800"})
    table = RecordTable(desk, BY_TABLE["standard"], "")
    table.reload()
    assert "800" not in table._footer.text()


def test_a_form_does_not_go_on_showing_what_was_turned_away_from(window: MainWindow) -> None:
    page = window.workplace.page_of("member")
    first, second = page.table.model.ids[:2]
    page.open(first)
    page.table.show_listing(Listing("member", conditions=(among([second]),)))
    assert not page.shows_form
    page.open(second)
    editing.save(window.desk.book, "member", second, {"state": "已转出"})  # a change is no turning away
    assert page.shows_form


def test_words_give_way_where_the_table_is_narrow_and_numbers_do_not(desk: Desk, qtbot) -> None:
    table = RecordTable(desk, BY_TABLE["entry"], "")
    qtbot.addWidget(table)
    table.reload()
    table.resize(1600, 400)
    table.show()
    header = table.view.horizontalHeader()
    names = [field.name for field in table.columns.shown]
    wide = [header.sectionSize(at) for at in range(len(names))]
    table.resize(700, 400)
    narrow = [header.sectionSize(at) for at in range(len(names))]
    money, words = names.index("cash"), names.index("target")
    assert narrow[money] == wide[money]
    assert narrow[words] < wide[words]
    assert sum(narrow) <= table.view.viewport().width()


def test_a_width_the_clerk_chose_stays_and_grows_with_the_letters(desk: Desk, qtbot) -> None:
    table = RecordTable(desk, BY_TABLE["member"], "")
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show()
    header = table.view.horizontalHeader()
    header.resizeSection(0, 160)
    table.resize(700, 400)
    assert abs(header.sectionSize(0) - 160) <= 1
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    table.view.setFont(font)
    assert header.sectionSize(0) > 200


def test_enter_in_the_search_box_goes_to_what_was_found(window: MainWindow, qtbot) -> None:
    page = window.workplace.page_of("member")
    page.table.start_search()
    qtbot.keyClicks(page.table._search, "wxm")
    qtbot.keyClick(page.table._search, Qt.Key.Key_Return)
    assert page.form.isVisible()
    assert window.desk.read.row("member", page.form.row_id)["name"] == "王小满"


def test_a_visit_begins_with_the_member_chosen(window: MainWindow) -> None:
    page = window.workplace.page_of("member")
    page.open(page.table.model.ids[4])
    window.actions_.by_name["new_entry"].trigger()
    form = window.workplace.record_page().form
    assert (form.editors["target"].value(), form.editors["member_id"].value()) == ("王小满", page.table.model.ids[4])
    form.clear()


def test_escape_ends_the_search(window: MainWindow, qtbot) -> None:
    page = window.workplace.page_of("member")
    page.table.start_search()
    qtbot.keyClicks(page.table._search, "wxm")
    assert page.table.model.rowCount() == 1
    qtbot.keyClick(page.table._search, Qt.Key.Key_Escape)
    assert page.table.model.rowCount() == 6
