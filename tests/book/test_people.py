"""Members found by name, people put into lists, and what hangs together with a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.book import editing, members, parts, people, related
from app.book.book import Book


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "小青.union", "小青镇总工会", year=2026) as book:
        yield book


@pytest.fixture
def units(book) -> tuple[int, int]:
    top = editing.save(book, "unit", None, {"name": "小青镇总工会"})
    return top, editing.save(book, "unit", None, {"name": "纺织厂工会", "parent_id": top})


def _member(book: Book, name: str, unit: int | None = None, **more) -> int:
    return editing.save(book, "member", None, {"name": name, "unit_id": unit, "state": "正常"} | more)


def test_a_bare_name_means_the_only_member_or_the_only_one_still_here(book, units):
    first = _member(book, "陈一新", units[1])
    assert people.the_one(book.read, "陈一新").id == first
    second = _member(book, "陈一新", units[0])
    assert people.the_one(book.read, "陈一新") is None
    members.leave(book, first, "2026-01")
    assert people.the_one(book.read, "陈一新").id == second
    assert people.the_one(book.read, "陈一") is None


def test_offers_are_likeliest_first_and_former_members_last(book, units):
    gone = _member(book, "王小满", units[1])
    members.leave(book, gone, "2026-01")
    here = _member(book, "王小满", units[0])
    other = _member(book, "李王小", units[0])
    assert [person.id for person in people.find(book.read, "王小")] == [here, other, gone]
    assert {person.id for person in people.find(book.read, "wxm")} == {here, gone}
    assert str(people.find(book.read, "wxm")[0]).startswith("王小满 · 小青镇总工会 · №")
    assert people.find(book.read, "") == []


def test_somebody_alike_is_found_by_number_name_and_unit_or_as_a_former_member(book, units):
    kept = _member(book, "陈一新", units[1], id_no="110101199003070134")
    assert people.alike(book.read, "别名", None, "１１０１０１１９９００３０７０１３４").person.id == kept
    assert people.alike(book.read, "别名", None, "110101199003070134").by_number
    assert people.alike(book.read, "陈一新", units[1], "").person.id == kept
    assert people.alike(book.read, "陈一新", units[0], "") is None
    assert people.alike(book.read, "陈一新", units[1], "", but=kept) is None
    members.leave(book, kept, "2026-01")
    found = people.alike(book.read, "陈一新", units[0], "")
    assert (found.person.id, found.person.gone) == (kept, True)


def test_people_are_added_in_one_step_each_once_and_known_as_members(book, units):
    one, two = _member(book, "陈一新", units[1]), _member(book, "高䶮", units[1])
    _member(book, "王小满"), _member(book, "王小满")
    activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "运动会"})
    added = parts.add_people(book, "participant", activity, ["陈一新", "高䶮", "外请教练", "王小满"])
    assert (len(added.ids), added.already, added.unsure) == (4, (), ("王小满",))
    assert added.strangers == ("外请教练",)
    again = parts.add_people(book, "participant", activity, ["外请教练", "陈一新"])
    assert (again.ids, again.already) == ((), ("外请教练", "陈一新"))
    rows = book.read.parts("participant", "activity_id", activity)
    assert [row["member_id"] for row in rows] == [one, two, None, None]
    book.undo()
    assert book.read.parts("participant", "activity_id", activity) == []


def test_one_of_two_with_the_same_name_can_be_chosen_and_the_other_added_after(book, units):
    one, two = _member(book, "王小满", units[0]), _member(book, "王小满", units[1])
    entry = editing.save(book, "entry", None, {"kind": "结婚"})
    parts.add_people(book, "entry_line", entry, ["王小满"], {"王小满": one})
    parts.add_people(book, "entry_line", entry, ["王小满"], {"王小满": two})
    rows = book.read.parts("entry_line", "entry_id", entry)
    assert [(row["member_id"], row["place"]) for row in rows] == [(one, "小青镇总工会"), (two, "纺织厂工会")]


def test_a_list_counts_those_ticked_or_all(book):
    from app.domain.records import BY_TABLE

    record = BY_TABLE["participant"]
    rows = [{"attended": None}, {"attended": None}, {"attended": None}]
    assert parts.present(record, rows) == 3
    rows[0]["attended"], rows[1]["attended"] = 1, 0
    assert parts.present(record, rows) == 1


def test_a_members_links_have_the_number_of_the_list_behind_them(book, units):
    member = _member(book, "陈一新", units[1])
    direct = editing.save(book, "entry", None, {"kind": "结婚", "member_id": member})
    listed = editing.save(book, "entry", None, {"kind": "送清凉"})
    both = editing.save(book, "entry", None, {"kind": "生病住院", "member_id": member})
    activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "运动会"})
    for owner, table in ((listed, "entry_line"), (both, "entry_line"), (activity, "participant")):
        parts.add_people(book, table, owner, ["陈一新"])
    editing.save(book, "honour", None, {"title": "劳动模范", "recipient": "陈一新", "member_id": member})
    found = {link.table: link for link in related.links(book.read, "member", member)}
    assert {table: link.count for table, link in found.items()} == {"entry": 3, "activity": 1, "honour": 1}
    for link in found.values():
        assert len(book.read.ids(link.listing)) == link.count
    assert set(book.read.ids(found["entry"].listing)) == {direct, listed, both}


def test_a_units_links_count_the_units_below_it_and_an_entry_leads_to_its_member(book, units):
    member = _member(book, "陈一新", units[1])
    entry = editing.save(book, "entry", None, {"kind": "结婚", "member_id": member, "unit_id": units[1]})
    found = {link.table: link.count for link in related.links(book.read, "unit", units[0])}
    assert found == {"member": 1, "entry": 1}
    (up,) = related.ups(book.read, "entry", book.read.row("entry", entry))
    assert (up.table, up.row_id, up.caption) == ("member", member, "陈一新")


def test_an_id_number_is_known_again_however_it_was_typed(book):
    kept = _member(book, "赵新", id_no="11010119900307002X")
    for typed in ("11010119900307002x", " 110101 19900307 002X ", "１１０１０１１９９００３０７００２Ｘ"):
        assert people.same_number(book.read, typed).id == kept
        assert people.same_number(book.read, typed, but=kept) is None
    assert people.same_number(book.read, "") is None
    assert people.same_number(book.read, "11010119900307") is None


def test_gender_and_birth_follow_from_an_id_number_where_they_are_blank(book):
    kept = _member(book, "赵新", id_no="11010119900307002x")
    row = book.read.row("member", kept)
    assert (row["gender"], row["birth"], row["birth_from"], row["birth_to"]) == ("女", *["1990-03-07"] * 3)
    own = _member(book, "钱新", id_no="110101199003070134", gender="女", birth="1990-03")
    row = book.read.row("member", own)
    assert (row["gender"], row["birth"]) == ("女", "1990-03")


def test_gender_and_birth_follow_when_the_number_comes_later_and_not_when_they_are_taken_out(book):
    kept = _member(book, "赵新", birth="1990-03")
    editing.save(book, "member", kept, {"id_no": "110101199003070134"})
    row = book.read.row("member", kept)
    assert (row["gender"], row["birth"]) == ("男", "1990-03")
    editing.save(book, "member", kept, {"gender": ""})
    assert book.read.row("member", kept)["gender"] == ""
    relative = editing.save(book, "relative", None, {"member_id": kept, "name": "赵小", "id_no": "11010119900307002X"})
    assert book.read.row("relative", relative)["gender"] == "女"
