"""One step = one transaction = one undo = one notice; history and recycle bin read the same rows."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.book import editing
from app.book.book import Book
from app.domain.errors import Invalid, Refused
from app.domain.listing import Condition, Listing
from app.domain.records import ALL


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", "乡镇街道", year=2026) as book:
        yield book


def everything(book: Book) -> dict[str, list[dict]]:
    return {record.table: book.read.every(record.table) for record in ALL}


def an_entry(book: Book, **more: str | int | None) -> int:
    return editing.save(book, "entry", None, {"kind": "生病住院", "target": "张三", **more})


def test_a_step_tells_what_it_touched_once_it_is_kept(book):
    heard = []
    stop = book.subscribe(heard.append)
    row_id = an_entry(book, figures="口罩=8000余只")
    assert [(c.label, {t: set(ids) for t, ids in c.touched.items()}) for c in heard] == [
        ("Add {kind} {name}", {"entry": {row_id}, "figure": {book.read.every("figure")[0]["id"]}})
    ]
    stop()
    an_entry(book)
    assert len(heard) == 1


@pytest.mark.fault("S16")
def test_a_step_that_fails_leaves_nothing_and_tells_nobody(book):
    before, heard = everything(book), []
    book.subscribe(heard.append)
    with pytest.raises(ZeroDivisionError), book.step("x") as writer:
        writer.insert("unit", {"name": "青石中学"})
        raise ZeroDivisionError
    assert everything(book) == before
    assert heard == []
    assert book.next_undo() is None


def test_a_step_that_changes_nothing_leaves_no_trace(book):
    row_id = an_entry(book, cash="500")
    an_entry(book, target="李四")
    book.undo()
    last, again, heard, before = book.next_undo(), book.next_redo(), [], book.path.read_bytes()
    book.subscribe(heard.append)
    editing.save(book, "entry", row_id, {"cash": "500.00"})
    assert (book.next_undo(), book.next_redo()) == (last, again)
    assert heard == []
    assert book.path.read_bytes() == before


def test_undo_and_redo_carry_the_label_and_bring_every_field_back(book):
    row_id = an_entry(book, cash="近10万元", happened="3月底", figures="志愿者=30余名")
    editing.save(book, "entry", row_id, {"cash": "500", "figures": "口罩=3只；对象=两户"})
    after = everything(book)
    assert book.next_undo().values["name"] == "生病住院 张三"
    book.undo()
    row = book.read.row("entry", row_id)
    assert (row["cash"], row["cash_given"]) == (10_000_000, "近10万元")
    assert [f.quantity.raw for f in book.read.figures("entry", [row_id])[row_id]] == ["30余名"]
    book.redo()
    assert everything(book) == after


def test_a_new_step_closes_the_way_to_redo(book):
    an_entry(book)
    book.undo()
    assert book.next_redo() is not None
    an_entry(book, target="李四")
    assert book.next_redo() is None
    with pytest.raises(Refused):
        book.redo()


def test_undo_outlives_the_window(book, tmp_path: Path):
    row_id = an_entry(book)
    book.close()
    with Book.open(tmp_path / "a.union") as again:
        again.undo()
        assert again.read.rows("entry", [row_id]) == {}


def test_the_founding_of_the_book_cannot_be_undone(book):
    with pytest.raises(Refused):
        book.undo()
    assert book.read.union()["name"] == "青石镇总工会"


def test_deleting_takes_parts_and_figures_along_and_the_bin_gives_them_back(book):
    row_id = an_entry(book, figures="口罩=3只")
    for name in ("张三", "李四"):
        editing.save(book, "entry_line", None, {"entry_id": row_id, "name": name})
    before = everything(book)
    editing.delete(book, "entry", [row_id])
    assert book.read.every("entry_line") == book.read.every("figure") == []
    gone = book.read.recycle_bin()
    assert {change.record for change in gone} == {"entry", "entry_line", "figure"}
    editing.put_back(book, next(change for change in gone if change.record == "entry"))
    assert everything(book) == before
    assert book.read.recycle_bin() == []
    book.undo()
    assert book.read.every("entry") == []


def test_a_member_with_records_is_not_deleted_and_the_way_out_is_named(book):
    member = editing.save(book, "member", None, {"name": "张三"})
    an_entry(book, member_id=member)
    with pytest.raises(Refused, match="transferred"):
        editing.delete(book, "member", [member])
    assert book.read.row("member", member)["name"] == "张三"
    bare = editing.save(book, "member", None, {"name": "李四"})
    editing.save(book, "relative", None, {"member_id": bare, "name": "王五"})
    editing.delete(book, "member", [bare])
    assert book.read.every("relative") == []


def test_history_names_field_before_and_after(book):
    row_id = an_entry(book, cash="500")
    editing.save(book, "entry", row_id, {"cash": "600"})
    change = book.read.history(table="entry", row_id=row_id)[0]
    assert (change.action, change.before, change.after) == ("edit", {"cash": 50_000}, {"cash": 60_000})
    assert change.step.who
    assert change.step.at.endswith("Z")


def test_all_problems_of_a_form_come_at_once_and_nothing_is_kept(book):
    with pytest.raises(Invalid) as caught:
        editing.save(book, "member", None, {"name": " ", "id_no": "12", "mobile": "1", "birth": "2026-02-30"})
    assert {problem.field for problem in caught.value.problems} == {"name", "id_no", "mobile", "birth"}
    assert book.read.every("member") == []


def test_a_unit_cannot_come_to_stand_under_itself(book):
    top = editing.save(book, "unit", None, {"name": "镇"})
    below = editing.save(book, "unit", None, {"name": "村", "parent_id": top})
    with pytest.raises(Invalid):
        editing.save(book, "unit", top, {"parent_id": below})


def test_one_field_of_many_records_is_one_step(book):
    ids = [an_entry(book, target=name) for name in ("张三", "李四", "王五")]
    editing.set_field(book, "entry", ids, "status", "已发放")
    assert {row["status"] for row in book.read.rows("entry", ids).values()} == {"已发放"}
    book.undo()
    assert {row["status"] for row in book.read.rows("entry", ids).values()} == {""}


def test_days_without_a_year_fall_into_the_reporting_period(book):
    editing.save(book, "report_year", None, {"year": "2026", "period_from": "2025-10-01", "period_to": "2026-09-30"})
    late, early = an_entry(book, happened="11月5日"), an_entry(book, happened="3月5日")
    rows = book.read.rows("entry", [late, early])
    assert rows[late]["happened_from"] == "2025-11-05"
    assert rows[early]["happened_from"] == "2026-03-05"
    assert {row["year"] for row in rows.values()} == {2026}


def test_a_book_opened_read_only_refuses_to_change(book, tmp_path: Path):
    book.close()
    with (
        Book.open(tmp_path / "a.union", read_only=True) as again,
        pytest.raises(Refused, match="reading only"),
    ):
        an_entry(again)


def test_people_are_found_by_name_initials_and_id_tail(book):
    zhang = editing.save(book, "member", None, {"name": "张三", "mobile": "13800138000"})
    shan = editing.save(book, "member", None, {"name": "单雄信"})
    rare = editing.save(book, "member", None, {"name": "䶮㛃"})

    def found(text: str) -> set[int]:
        return set(book.read.ids(Listing("member", text=text)))

    assert found("zs") == {zhang}
    assert found("sx") == {shan}
    assert found("三") == {zhang}
    assert found("8000") == {zhang}
    assert found("䶮") == {rare}
    assert found("%") == found("_") == found("'") == set()


def test_a_filter_never_adds_rows(book):
    unit = editing.save(book, "unit", None, {"name": "镇"})
    village = editing.save(book, "unit", None, {"name": "村", "parent_id": unit})
    inside = editing.save(book, "member", None, {"name": "张三", "unit_id": village})
    editing.save(book, "member", None, {"name": "李四"})
    every = set(book.read.ids(Listing("member")))
    for condition in (
        Condition("unit_id", "under", unit),
        Condition("unit_id", "blank"),
        Condition("name", "is", "张三"),
        Condition("birth", "from", "1990-01-01"),
        Condition("name", "has", "三"),
    ):
        assert set(book.read.ids(Listing("member", conditions=(condition,)))) <= every
    assert book.read.ids(Listing("member", conditions=(Condition("unit_id", "under", unit),))) == [inside]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["add", "edit", "delete", "undo", "redo"]), st.integers(0, 5),
                          st.text(max_size=8)), max_size=15))  # fmt: skip
def test_any_run_of_steps_can_be_undone_and_redone_exactly(tmp_path_factory, actions):
    with Book.create(tmp_path_factory.mktemp("b") / "a.union", "x", year=2026) as book:
        empty = everything(book)
        for action, number, text in actions:
            ids = [row["id"] for row in book.read.every("entry")]
            if action == "add":
                an_entry(book, reason=text, figures=f"甲={number}户")
            elif action in ("undo", "redo"):
                if book.next_undo() if action == "undo" else book.next_redo():
                    getattr(book, action)()
            elif ids and action == "edit":
                editing.save(book, "entry", ids[number % len(ids)], {"reason": text, "cash": str(number)})
            elif ids:
                editing.delete(book, "entry", [ids[number % len(ids)]])
        full = everything(book)
        count = 0
        while book.next_undo():
            book.undo()
            count += 1
        assert everything(book) == empty
        for _ in range(count):
            book.redo()
        assert everything(book) == full
        assert book.read.check() == []
