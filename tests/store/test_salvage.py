"""What can be saved is saved, what cannot is told, and the damaged file stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.book import editing, salvaging
from app.book.attachments import attach
from app.book.book import Book
from app.domain.errors import Cancelled, Damaged, FileProblem, WrongPassword
from app.store import health, salvage
from app.store.datafile import serial
from app.store.health import State
from app.store.keys import keys_of
from tests.faults import damage

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> damage.Original:
    path = tmp_path_factory.mktemp("sound") / "青石.union"
    with Book.create(path, "青石镇总工会", year=2026) as book:
        unit = editing.save(book, "unit", None, {"name": "纺织厂工会"})
        for number in range(120):
            values = {"name": f"会员{number:03}", "unit_id": unit, "id_no": "", "remark": "备注" * 40}
            editing.save(book, "member", None, values)
        picture = path.with_name("照片.jpg")
        picture.write_bytes(bytes(range(256)) * 80)
        attach(book, "unit", unit, picture)
    return damage.original(path)


def a_file(folder: Path, data: bytes) -> Path:
    path = folder / "青石.union"
    path.write_bytes(data)
    return path


def page_of(of: damage.Original, table: str, which: int = 1) -> int:
    return sorted(number for number, rows in of.on_page.items() if table in {name for name, _ in rows})[which]


def test_a_sound_file_is_saved_whole_and_its_undo_with_it(tmp_path, sound):
    path = a_file(tmp_path, sound.data)
    told = salvage.recover(path, tmp_path / "neu.union")
    assert told.whole
    assert damage.read(tmp_path / "neu.union") == sound.rows
    with Book.open(tmp_path / "neu.union") as book:
        assert book.next_undo() is not None
        editing.save(book, "member", None, {"name": "新会员"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["neu.union", "青石.union"]


def test_identifiers_go_on_where_they_were(tmp_path, sound):
    path = a_file(tmp_path, damage.headless(sound).data)
    salvage.recover(path, tmp_path / "neu.union")
    with Book.open(tmp_path / "neu.union") as book:
        row_id = editing.save(book, "member", None, {"name": "新会员"})
    assert row_id == max(sound.rows["member"]) + 1


@pytest.mark.fault("S2")
def test_names_on_a_lost_page_come_back_from_the_index(tmp_path, sound):
    page = page_of(sound, "member")
    gone = {row_id for _, row_id in sound.on_page[page]}
    path = a_file(tmp_path, damage.zeroed(sound, page).data)
    told = salvage.recover(path, tmp_path / "neu.union")
    assert (told.of("member").lost, told.of("member").partly) == (0, len(gone))
    partly = [one for one in told.missing if one.how == "partly"]
    assert {one.row_id for one in partly} == gone
    assert all(one.caption == f"会员{serial(one.row_id) - 1:03}" for one in partly)
    saved = damage.read(tmp_path / "neu.union")["member"]
    assert all(saved[row_id][1] == sound.rows["member"][row_id][1] for row_id in gone)


@pytest.mark.fault("S2")
def test_where_a_unit_is_lost_its_members_stay_and_are_told(tmp_path, sound):
    path = a_file(tmp_path, damage.zeroed(sound, page_of(sound, "unit", 0)).data)
    told = salvage.recover(path, tmp_path / "neu.union")
    assert told.of("unit").lost == 1
    assert told.of("member").saved == 120
    assert sum(one.how == "unlinked" and one.columns == ("unit_id",) for one in told.missing) == 120


def test_an_attachment_whose_bytes_changed_is_told_and_not_kept(tmp_path, sound):
    at = sound.data.index(bytes(range(200, 256)))
    path = a_file(tmp_path, sound.data[:at] + b"\x00" + sound.data[at + 1 :])
    told = salvage.recover(path, tmp_path / "neu.union")
    assert [one.name for one in told.files] == ["照片.jpg"]
    assert damage.read(tmp_path / "neu.union")["content"] == {}


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_file_is_saved_at_its_own_schema_and_brought_up_to_date(tmp_path, version):
    data = (DATA / f"schema-{version:03}.union").read_bytes()
    path = a_file(tmp_path, data[:100] + data[100:])
    told = salvage.recover(path, tmp_path / "neu.union")
    of = damage.original(path)
    assert of.version == version
    assert not [one for one in told.missing if one.how != "unlinked"]
    with Book.open(tmp_path / "neu.union") as book:
        for table, rows in of.rows.items():
            if table in {count.table for count in told.counts} and table not in ("step", "change", "meta", "content"):
                assert told.of(table).saved == len(rows), table
        assert book.read.union()


def test_values_come_back_from_the_log(tmp_path):
    path = tmp_path / "青石.union"
    with Book.create(path, "青石镇总工会", year=2026) as book:
        row_id = editing.save(book, "member", None, {"name": "张三"})
        editing.save(book, "member", row_id, {"name": "张小三", "mobile": "13800000001"})
        gone = editing.save(book, "member", None, {"name": "李四"})
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("DELETE FROM member")  # behind the log's back
    conn.close()
    told = salvage.recover(path, tmp_path / "neu.union")
    assert {(one.row_id, one.how, one.caption) for one in told.missing} == {
        (row_id, "partly", "张小三"),
        (gone, "lost", ""),
    }
    with Book.open(tmp_path / "neu.union") as book:
        (member,) = book.read.every("member")
        assert (member["name"], member["mobile"]) == ("张小三", "13800000001")
        assert book.next_undo() is None  # undoing the adding of a record that is gone would fail


@pytest.mark.fault("S13")
def test_what_must_not_be_in_the_file_is_put_right_and_told(tmp_path, sound):
    path = a_file(tmp_path, sound.data)
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA ignore_check_constraints = ON")
    first = min(sound.rows["member"])
    conn.execute("UPDATE member SET unit_id = 7, is_migrant = 5 WHERE id = ?", (first,))
    conn.close()
    found = health.look(path)
    assert (found.state, found.tables) == (State.RULES, ("member",))
    told = salvage.recover(path, tmp_path / "neu.union")
    assert {(one.how, one.row_id, one.columns) for one in told.missing} == {
        ("unlinked", first, ("unit_id",)),
        ("mended", first, ("is_migrant",)),
    }
    assert health.look(tmp_path / "neu.union").sound


@pytest.mark.fault("S3")
def test_an_index_that_does_not_agree_is_built_anew(tmp_path, sound):
    path = a_file(tmp_path, sound.data)
    damage.stale_index(path, "member_by_name", "UPDATE member SET name = name || '甲' WHERE id % 2")
    assert health.look(path, whole=False).sound  # it does not show in a moment's look
    found = health.look(path)
    assert found.state is State.INDEX, found
    assert salvage.recover(path, tmp_path / "neu.union").of("member").saved == 120
    assert health.look(tmp_path / "neu.union").sound


@pytest.mark.fault("S2")
@pytest.mark.parametrize("torn", [b"member_iX", b"member_i\xed"], ids=["letters", "no text"])
def test_a_column_whose_name_is_torn_in_the_schema_loses_nothing(tmp_path, sound, torn):
    place = sound.data.index(b"member_id", sound.data.index(b"CREATE TABLE member_event"))
    path = a_file(tmp_path, sound.data[:place] + torn + sound.data[place + len(torn) :])
    told = salvage.recover(path, tmp_path / "新.union", "")
    assert damage.read(tmp_path / "新.union", "")["member_event"] == sound.rows["member_event"]
    assert not [one for one in told.missing if one.table == "member_event"]


def test_no_file_is_overwritten(tmp_path, sound):
    path = a_file(tmp_path, sound.data)
    with pytest.raises(FileProblem, match="already"):
        salvage.recover(path, path)
    assert path.read_bytes() == sound.data


def test_a_salvage_that_is_stopped_leaves_nothing(tmp_path, sound):
    path = a_file(tmp_path, damage.headless(sound).data)
    with pytest.raises(Cancelled):
        salvage.recover(path, tmp_path / "neu.union", cancelled=lambda: True)
    assert [p.name for p in tmp_path.iterdir()] == ["青石.union"]


def test_a_file_in_use_is_left_alone(tmp_path, sound):
    path = a_file(tmp_path, sound.data)
    with Book.open(path), pytest.raises(FileProblem):
        salvage.recover(path, tmp_path / "neu.union")
    assert not (tmp_path / "neu.union").exists()


@pytest.mark.fault("K1")
def test_a_wrong_password_is_told_from_damage(tmp_path):
    path = tmp_path / "青石.union"
    with Book.create(path, "青石镇总工会", password="梅花3", year=2026) as book:
        editing.save(book, "member", None, {"name": "张三"})
    before = path.read_bytes()
    with pytest.raises(WrongPassword):
        salvage.recover(path, tmp_path / "neu.union", "桃花3")
    assert health.look(path, "桃花3").state is State.LOCKED
    path.write_bytes(before[:200] + bytes([before[200] ^ 1]) + before[201:])
    assert health.look(path, "桃花3").state is State.LOCKED
    assert health.look(path, "梅花3").state is State.UNREADABLE
    with pytest.raises(Damaged):
        salvage.recover(path, tmp_path / "neu.union", "梅花3")


def test_the_list_names_nobody_where_the_file_has_a_password(tmp_path):
    path = tmp_path / "青石.union"
    with Book.create(path, "青石镇总工会", password="梅花3", year=2026) as book:
        for number in range(200):
            editing.save(book, "member", None, {"name": f"会员{number}", "id_no": "", "remark": "备注" * 30})
    of = damage.original(path, "梅花3")
    key = keys_of(path, "梅花3")[0]
    assert key is not None
    for page in range(of.count - 2, 60, -3):
        path.write_bytes(damage.zeroed(of, page).data)
        saved = salvaging.salvage(path, tmp_path / f"{page}.union", key)
        assert saved.list_path.read_bytes().startswith(b"\xef\xbb\xbf")
        listed = saved.list_path.read_text("utf-8-sig")
        assert "会员1" not in listed
        saved.list_path.unlink()
        if "会员1" in saved.text:  # a page of members, whose names the index told
            return
    raise AssertionError("no page of members was met")


def test_the_list_says_what_is_missing_in_words_of_the_form(tmp_path, sound):
    path = a_file(tmp_path, damage.zeroed(sound, page_of(sound, "member")).data)
    saved = salvaging.salvage(path)
    text = saved.list_path.read_text("utf-8-sig")
    assert "《青石.union》抢救清单" in text
    assert "姓名" in text
    assert "会员　第 " in text
    assert not any(name in text for name in ("unit_id", "id_no", "sort_key", "None"))
    assert saved.salvage.path == salvaging.free_name(path).with_name(saved.salvage.path.name)


@pytest.mark.fault("S11", "S12")
def test_the_newest_sound_backup_is_offered_and_damaged_ones_are_skipped(tmp_path, sound):
    path = a_file(tmp_path, sound.data)
    older = tmp_path / "青石-20261101-080000.union"
    newer = tmp_path / "青石-20261102-080000.union"
    older.write_bytes(sound.data)
    newer.write_bytes(damage.zeroed(sound, page_of(sound, "member")).data)
    path.write_bytes(damage.cut(sound, 0.3).data)
    found = salvaging.outlook(path)
    assert found.good is not None
    assert found.good.backup.path == older
    assert (found.good.members, found.skipped) == (120, 1)
    assert found.health.can_be_salvaged
    older.write_bytes(damage.cut(sound, 0.5).data)
    found = salvaging.outlook(path)
    assert (found.good, found.skipped) == (None, 2)
    assert (older.stat().st_size, newer.stat().st_size) == (len(sound.data) // 2, len(sound.data))


def test_survey_counts_what_would_be_saved(tmp_path, sound):
    page = page_of(sound, "member")
    path = a_file(tmp_path, damage.zeroed(sound, page).data)
    assert salvage.survey(path) == {"member": 120 - len(sound.on_page[page]), "entry": 0}
    assert [p.name for p in tmp_path.iterdir()] == ["青石.union"]


def test_every_kind_of_damage_has_its_sentence():
    assert set(health.SENTENCES) == set(State)
