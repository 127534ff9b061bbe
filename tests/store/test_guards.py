"""What no step may change: records of closed years, sealed records, and all that hangs on them."""

from __future__ import annotations

from datetime import date

import pytest

from app.book import attachments, closing, editing, importing, sealing
from app.book.attachments import Incoming
from app.book.book import Book
from app.domain.errors import Refused
from app.domain.fields import Kind, RecordType
from app.domain.records import ALL, BY_TABLE, children_of

TODAY = date(2026, 11, 23)
YEARLY = tuple(record for record in ALL if record.yearly and record.table not in ("report_year", "paper"))
PARTS = tuple(child for record in YEARLY for child in children_of(record.table))

pytestmark = pytest.mark.fault("K8")


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "青石镇.union", "青石镇总工会", year=2026) as book:
        yield book


def row_of(record: RecordType, **more):
    """The least that a row of a type can hold."""
    values = {field.name: "某" for field in record.fields if field.required and field.is_text}
    return values | {name: value for name, value in more.items() if record.has(name)}


def added(book, record, **more):
    with book.step("Add") as writer:
        return writer.insert(record.table, row_of(record, **more))


def text_of(record):
    """A field that can be changed without breaking anything."""
    return next(f.name for f in record.fields if f.kind in (Kind.TEXT, Kind.LONG) and not f.ref and f.name != "name")


def held(book):
    """Every row of every table of the file."""
    conn = book._db.conn
    names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: [tuple(row) for row in conn.execute(f"SELECT * FROM {name}")] for name in names}


def refused(book, doing):
    """The step is refused, and the book is as it was."""
    before = held(book)
    with pytest.raises(Refused, match="2025 is closed"):
        doing()
    assert held(book) == before


def change(book, table, row_id, **values):
    with book.step("Change") as writer:
        writer.update(table, row_id, values)


def delete(book, table, row_id):
    with book.step("Delete") as writer:
        writer.delete(table, row_id)


@pytest.mark.parametrize("record", YEARLY, ids=lambda record: record.table)
def test_records_of_a_closed_year_are_only_read(book, record):
    kept = added(book, record, year=2025)
    other = added(book, record, year=2026)
    closing.close(book, 2025, TODAY)
    name = text_of(record)
    refused(book, lambda: change(book, record.table, kept, **{name: "改过"}))
    refused(book, lambda: delete(book, record.table, kept))
    refused(book, lambda: added(book, record, year=2025))
    refused(book, lambda: change(book, record.table, kept, year=2026))
    refused(book, lambda: change(book, record.table, other, year=2025))
    change(book, record.table, other, **{name: "照改不误"})
    book.undo()
    book.redo()
    assert book.read.row(record.table, other)[name] == "照改不误"


@pytest.mark.parametrize("part", PARTS, ids=lambda record: record.table)
def test_parts_of_a_closed_year_are_only_read(book, part):
    whole = BY_TABLE[part.field(part.owner).ref]
    closed, opened = added(book, whole, year=2025), added(book, whole, year=2026)
    mine, theirs = added(book, part, **{part.owner: closed}), added(book, part, **{part.owner: opened})
    closing.close(book, 2025, TODAY)
    name = text_of(part)
    refused(book, lambda: change(book, part.table, mine, **{name: "改过"}))
    refused(book, lambda: delete(book, part.table, mine))
    refused(book, lambda: added(book, part, **{part.owner: closed}))
    refused(book, lambda: change(book, part.table, theirs, **{part.owner: closed}))
    refused(book, lambda: change(book, part.table, mine, **{part.owner: opened}))
    change(book, part.table, theirs, **{name: "照改不误"})


def test_parts_of_parts_belong_to_the_year_too(book):
    award = added(book, BY_TABLE["award"], year=2025)
    tally = added(book, BY_TABLE["tally"], award_id=award)
    line = added(book, BY_TABLE["tally_line"], tally_id=tally)
    closing.close(book, 2025, TODAY)
    refused(book, lambda: change(book, "tally_line", line, yes=7))
    refused(book, lambda: added(book, BY_TABLE["tally_line"], tally_id=tally))
    refused(book, lambda: delete(book, "tally_line", line))


def test_figures_and_attachments_count_as_their_record(book):
    entry = editing.save(book, "entry", None, {"kind": "生病住院", "year": "2025", "figures": "口罩=800只"})
    award = added(book, BY_TABLE["award"], year=2025)
    nominee = added(book, BY_TABLE["nominee"], award_id=award)
    file = attachments.attach_all(book, "entry", entry, [Incoming("签领表.jpg", b"x")])[0]
    closing.close(book, 2025, TODAY)
    refused(book, lambda: editing.save(book, "entry", entry, {"figures": "口罩=900只"}))
    refused(book, lambda: attachments.attach_all(book, "entry", entry, [Incoming("新.jpg", b"y")]))
    refused(book, lambda: attachments.attach_all(book, "nominee", nominee, [Incoming("事迹.doc", b"z")]))
    refused(book, lambda: delete(book, "attachment", file))
    refused(book, lambda: change(book, "attachment", file, caption="改过"))


def test_many_at_once_are_refused_whole(book):
    kept = added(book, BY_TABLE["activity"], year=2025)
    other = added(book, BY_TABLE["activity"], year=2026)
    closing.close(book, 2025, TODAY)
    refused(book, lambda: editing.set_field(book, "activity", [other, kept], "place", "大礼堂"))
    assert book.read.row("activity", other)["place"] == ""


def test_what_was_deleted_from_a_closed_year_is_put_back_only_when_it_is_open(book):
    entry = editing.save(book, "entry", None, {"kind": "生病住院", "year": "2025", "target": "李四"})
    editing.delete(book, "entry", [entry])
    closing.close(book, 2025, TODAY)
    gone = book.read.recycle_bin()[0]  # closing a year does not empty the recycle bin
    refused(book, lambda: editing.put_back(book, gone))
    closing.reopen(book, 2025, "补回误删的一笔")
    editing.put_back(book, gone)
    assert book.read.row("entry", entry)["target"] == "李四"


def test_neither_undo_nor_redo_reaches_behind_a_closing(book):
    editing.save(book, "entry", None, {"kind": "生病住院", "year": "2025"})
    closing.close(book, 2025, TODAY)
    assert book.next_undo() is None
    with pytest.raises(Refused):
        book.undo()
    closing.reopen(book, 2025, "更正")
    assert book.next_undo() is None
    assert closing.closed_years(book.read) == {}


def test_redo_into_a_year_closed_meanwhile_is_gone(book):
    editing.save(book, "entry", None, {"kind": "生病住院", "year": "2025"})
    book.undo()
    closing.close(book, 2025, TODAY)
    assert book.next_redo() is None


def test_the_days_of_a_closed_year_stay_and_its_remark_may_change(book):
    with book.step("Days") as writer:
        days = {"period_from": "2025-01-01", "period_from_from": "2025-01-01", "period_from_to": "2025-01-01"}
        year = writer.insert("report_year", {"year": 2025, **days})
    closing.close(book, 2025, TODAY)
    refused(book, lambda: change(book, "report_year", year, period_from="2024-10-01", period_from_from="2024-10-01"))
    refused(book, lambda: delete(book, "report_year", year))
    change(book, "report_year", year, remark="报送市总")


def test_a_step_that_reopens_a_year_cannot_change_it_at_once(book):
    entry = editing.save(book, "entry", None, {"kind": "生病住院", "year": "2025"})
    closing.close(book, 2025, TODAY)
    year = book.read.every("report_year")[0]["id"]

    def sly():
        with book.step("Both") as writer:
            writer.update("report_year", year, {"closed_on": "", "closed_on_from": None, "closed_on_to": None})
            writer.update("entry", entry, {"target": "改过"})

    refused(book, sly)


def test_a_workbook_brings_a_closed_year_in_with_its_records(book, tmp_path):
    from app.book import exporting

    editing.save(book, "entry", None, {"kind": "生病住院", "year": "2025", "happened": "2025-03-05", "target": "李四"})
    closing.close(book, 2025, TODAY)
    exporting.export(book, tmp_path / "全部.xlsx")
    with Book.create(tmp_path / "别处.union", "青石镇总工会", year=2026) as other:
        importing.carry_out(other, importing.plan(other, tmp_path / "全部.xlsx"))
        assert len(other.read.every("entry")) == 1
        assert set(closing.closed_years(other.read)) == {2025}


def test_sealed_records_and_what_hangs_on_them_are_only_read(book):
    member = editing.save(book, "member", None, {"name": "陈一新", "state": "已退会", "left_on": "2019-05"})
    with book.step("Family") as writer:
        relative = writer.insert("relative", {"member_id": member, "name": "陈小小"})
    sealing.seal(book, "member", [member], "离会满三年", TODAY)
    before = held(book)
    for doing in (
        lambda: change(book, "member", member, remark="改过"),
        lambda: delete(book, "member", member),
        lambda: change(book, "relative", relative, occupation="上学"),
        lambda: delete(book, "relative", relative),
        lambda: attachments.attach_all(book, "member", member, [Incoming("照片.jpg", b"x")]),
        lambda: attachments.attach_all(book, "relative", relative, [Incoming("照片.jpg", b"x")]),
        lambda: editing.save(book, "relative", None, {"member_id": member, "name": "又一个"}),
    ):
        with pytest.raises(Refused, match="sealed"):
            doing()
    assert held(book) == before
    sealing.unseal(book, "member", [member], "本人回会")
    change(book, "member", member, remark="改过")
