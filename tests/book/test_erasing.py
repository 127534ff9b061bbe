"""Deleting a person's data: what the law keeps, that nothing is left in the file's bytes, and the trace that stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book import attachments, backups, editing, erasing, sealing
from app.book.attachments import Incoming
from app.book.book import Book
from app.domain import retention_rules
from app.domain.errors import Refused
from app.domain.retention_rules import must_stay, read_rules, rule_for
from app.resources import standards
from app.store.backup_names import automatic_folder
from tests.store.test_guards import held

pytestmark = pytest.mark.fault("K8")

TODAY = date(2026, 11, 23)
RULES = read_rules(standards()["retention"])
WORDS = ("甄无痕", "110105196203151234", "13877770001", "金丝雀巷七号", "甄小妹", "身份证扫描甄", "CANARY-PICTURE",
         "旧名甄有迹", "改前的备注痕")  # fmt: skip


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "青石镇.union", "青石镇总工会", year=2026) as book:
        yield book


def person(book):
    """A member with a past: another name, a remark, a relative, a file, a record that is gone again, a draft."""
    past = {"name": "旧名甄有迹", "remark": "改前的备注痕", "home_address": "金丝雀巷七号"}
    member = editing.save(book, "member", None, {**past, "state": "已退会", "left_on": "2015-02"})
    editing.save(book, "member", member, {"name": "甄无痕", "mobile": "13877770001", "remark": ""})
    with book.step("Number of {name}", name="甄无痕") as writer:
        writer.update("member", member, {"id_no": "110105196203151234"})
        relative = writer.insert("relative", {"member_id": member, "name": "甄小妹"})
    editing.delete(book, "relative", [relative])
    attachments.attach_all(book, "member", member, [Incoming("身份证扫描甄.jpg", b"CANARY-PICTURE" * 500)])
    book.keep_draft("member", member, '{"remark": "甄无痕 的草稿"}')
    book.note("Show whole numbers of {name}", name="甄无痕")
    return member


def bytes_of(book):
    path = book.path
    book.close()
    return path.read_bytes()


def test_nothing_of_the_person_is_left_in_the_bytes_of_the_file(book):
    member = person(book)
    activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "运动会", "year": "2026"})
    editing.save(book, "participant", None, {"activity_id": activity, "name": "甄无痕", "member_id": member})
    proposal = editing.save(book, "proposal", None, {"title": "食堂改造", "proposer": "甄无痕", "member_id": member})
    others = editing.save(book, "member", None, {"name": "别人"})
    found = erasing.plan(book.read, member, TODAY)
    assert found.standing == ()
    assert {table: (gone, nameless) for table, gone, nameless in found.counts} == {
        "member": (1, 0), "participant": (1, 0), "proposal": (0, 1),
    }  # fmt: skip
    assert found.files == 1
    erasing.erase(book, found, "本人书面申请", TODAY)
    assert set(book.read.rows("member", [member, others])) == {others}
    assert book.read.row("proposal", proposal)["title"] == "食堂改造"
    assert book.read.every("participant") == []
    assert book.drafts() == []
    assert [one for one in book.read.recycle_bin() if one.record in ("member", "relative")] == []
    kept = bytes_of(book)
    assert [word for word in WORDS if word.encode() in kept] == []
    assert "食堂改造".encode() in kept


def test_before_it_is_deleted_every_word_can_be_found(book):
    """Else the test above would prove nothing."""
    person(book)
    kept = bytes_of(book)
    assert [word for word in WORDS if word.encode() not in kept] == []


def test_the_trace_has_the_number_and_the_reason_and_cannot_be_undone(book):
    member = person(book)
    number = book.read.serial(member)
    erasing.erase(book, erasing.plan(book.read, member, TODAY), "本人书面申请", TODAY)
    note = book.read.notes()[0]
    assert note.values == {"kind": "Member", "number": number, "reason": "本人书面申请"}
    assert book.next_undo() is None
    assert book.next_redo() is None


@pytest.mark.parametrize("reason", ["", "  ", "甄无痕本人申请"])
def test_a_reason_is_needed_and_must_not_say_the_name(book, reason):
    member = person(book)
    with pytest.raises(Refused):
        erasing.erase(book, erasing.plan(book.read, member, TODAY), reason, TODAY)
    assert book.read.row("member", member)["name"] == "甄无痕"


def test_what_the_law_keeps_stands_in_the_way_with_its_source(book):
    member = person(book)
    editing.save(book, "entry", None, {"kind": "生病住院", "target": "甄无痕", "member_id": member, "cash": "500",
                                       "year": "2010"})  # fmt: skip
    editing.save(book, "honour", None, {"title": "劳动模范", "level": "县级", "recipient": "甄无痕",
                                        "member_id": member, "year": "1980"})  # fmt: skip
    found = erasing.plan(book.read, member, TODAY)
    told = {one.table: (one.until, one.rule.source[:8]) for one in found.standing}
    assert told["entry"] == (date(2040, 12, 31), "《会计档案管理办")
    assert told["honour"][0] is None
    with pytest.raises(Refused):
        erasing.erase(book, found, "本人书面申请", TODAY)
    sealing.seal(book, "member", [member], "依法留存，停止使用", TODAY)


def test_a_sealed_person_can_still_be_deleted_once_nothing_stands_in_the_way(book):
    member = person(book)
    sealing.seal(book, "member", [member], "离会多年", TODAY)
    erasing.erase(book, erasing.plan(book.read, member, TODAY), "本人书面申请", TODAY)
    assert sealing.sealed(book.read) == {}


def test_a_file_that_another_record_has_too_keeps_its_bytes(book):
    member = person(book)
    other = editing.save(book, "member", None, {"name": "别人"})
    attachments.attach_all(book, "member", other, [Incoming("合影.jpg", b"CANARY-PICTURE" * 500)])
    digest = attachments.attachments(book.read, "member", other)[0]["digest"]
    erasing.erase(book, erasing.plan(book.read, member, TODAY), "本人书面申请", TODAY)
    assert book.read.content(digest) == b"CANARY-PICTURE" * 500


def test_a_book_changed_meanwhile_is_looked_at_again(book):
    member = person(book)
    found = erasing.plan(book.read, member, TODAY)
    editing.save(book, "relative", None, {"member_id": member, "name": "又一个"})
    with pytest.raises(Refused, match="changed"):
        erasing.erase(book, found, "本人书面申请", TODAY)


@pytest.mark.parametrize("place", ["erase.rows", "erase.log"])
def test_an_erasing_cut_short_did_not_happen(book, monkeypatch, place):
    member = person(book)

    def cut(name):
        if name == place:
            raise RuntimeError("the power goes")

    before = held(book)
    monkeypatch.setattr("app.store.erasing.reached", cut)
    with pytest.raises(RuntimeError):
        erasing.erase(book, erasing.plan(book.read, member, TODAY), "本人书面申请", TODAY)
    assert held(book) == before


def test_backups_that_still_hold_it_are_named(book):
    folder = automatic_folder(book.path)
    for back in (400, 3, 2, 1):
        backups.backup(
            book.path, folder, now=datetime(2026, 11, 23, 8).astimezone() - timedelta(days=back), reason=backups.EXIT
        )
    backups.backup(book.path, now=datetime(2026, 11, 1, 8).astimezone())
    found = erasing.in_backups(book.path, TODAY)
    assert len(found.by_hand) == 2  # that of last year, kept for good, and the clerk's own
    assert TODAY < found.last < date(2027, 3, 1)


@given(
    st.sampled_from(RULES),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
)
def test_a_term_once_over_stays_over(rule, begun, today):
    """What may go today may go on any later day; what is kept for good never may."""
    row = {"year": begun.year, f"{rule.since}_to": begun.isoformat()}
    if rule.years is None:
        assert must_stay(rule, row, today)
    elif not must_stay(rule, row, today):
        assert not must_stay(rule, row, date.max)
    if rule.years:
        start = retention_rules.start(row, rule.since)
        assert must_stay(rule, row, start.replace(day=28))


def test_every_record_that_points_at_a_member_has_a_rule():
    from app.domain.records import ALL, children_of

    parts = {child.table for child in children_of("member")}
    pointing = {record.table for record in ALL if any(f.ref == "member" for f in record.fields)} - parts
    for table in pointing:
        assert rule_for(RULES, table, {"cash": 1, "level": "国家级"}) is not None, table
        assert rule_for(RULES, table, {}) is not None, table
