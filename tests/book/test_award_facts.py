"""What the papers of the awards are told, and how places are shared out where nobody has done it yet."""

from pathlib import Path

import pytest

from app.book import editing
from app.book.awards import award_facts
from app.book.book import Book


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


def save(book: Book, table: str, **typed: str | int | None) -> int:
    return editing.save(book, table, None, typed)


def units(book: Book) -> list[int]:
    top = save(book, "unit", name="青石镇总工会")
    sizes = (("中学工会", "86"), ("机械厂工会", "132"), ("青石村工会", "41"))
    return [top, *(save(book, "unit", name=name, parent_id=top, members=size) for name, size in sizes)]


def test_a_nominees_data_come_from_the_roster(book):
    unit = units(book)[1]
    member = save(book, "member", name="李䶮", gender="女", birth="1990-05-12", unit_id=unit, post="教师",
                  tech_title="无", mobile="13800138000", joined="2012年9月", work_from="2012")  # fmt: skip
    award = save(book, "award", year="2026", name="优秀工会积极分子", target="个人", quota="17")
    save(book, "nominee", award_id=award, name="李䶮", member_id=member, honours="2023年 先进个人")
    save(book, "honour", title="三八红旗手", recipient="李䶮", happened="2025年3月", grantor="县妇联")
    save(book, "honour", title="劳动模范", recipient="李䶮", happened="2024年", revoked="2025年")
    save(book, "honour", title="先进个人", recipient="李䶮", happened="2023年")
    tally = save(book, "tally", award_id=award, due=30, present=28)
    save(book, "tally_line", tally_id=tally, name="李䶮", yes=27)
    [facts] = award_facts(book.read, 2026)
    [person] = facts.people
    assert (person.born, person.joined, person.working_since) == ("1990年5月", "2012年9月", "2012年")
    assert (person.unit, person.post, person.phone) == ("青石镇总工会 中学工会", "教师", "13800138000")
    assert person.honours == ("2023年 先进个人", "2025年3月 县妇联授予“三八红旗手”")
    assert (person.due, person.present, person.votes) == ("30", "28", "27")
    assert facts.union == "青石镇总工会"


def test_honours_of_a_namesake_are_not_hers(book):
    one = save(book, "member", name="张伟")
    save(book, "member", name="张伟")
    save(book, "honour", title="劳动模范", recipient="张伟")
    award = save(book, "award", year="2026", name="优秀工会积极分子")
    save(book, "nominee", award_id=award, name="张伟", member_id=one)
    assert award_facts(book.read, 2026)[0].people[0].honours == ()


def test_places_are_shared_out_by_members(book):
    units(book)
    save(book, "award", year="2026", name="优秀工会积极分子", quota="17")
    quotas = award_facts(book.read, 2026)[0].quotas
    assert quotas.computed
    assert [(row.place, row.members, row.quotient, row.allotted) for row in quotas.rows] == [
        ("中学工会", "86", "5.64", "5"), ("机械厂工会", "132", "8.66", "9"), ("青石村工会", "41", "2.69", "3"),
    ]  # fmt: skip
    assert (quotas.members, quotas.allotted) == ("259", "17")
    assert "最大余额法" in quotas.method


def test_the_roster_goes_before_the_units_own_number_and_says_so(book):
    top, school, *_ = units(book)
    for name in ("甲", "乙"):
        save(book, "member", name=name, unit_id=school)
    save(book, "member", name="丙", unit_id=top)
    save(book, "member", name="丁", unit_id=school, state="保留会籍")
    save(book, "member", name="戊", unit_id=school, state="已转出")
    save(book, "award", year="2026", name="优秀工会积极分子", quota="3")
    rows = award_facts(book.read, 2026)[0].quotas.rows
    assert [(row.place, row.members) for row in rows][:2] == [("青石镇总工会（本级）", "1"), ("中学工会", "2")]
    assert rows[1].remark == "组织登记会员86人"


def test_a_ratio_is_rounded_and_nothing_is_made_up(book):
    units(book)
    save(book, "award", year="2026", name="甲", ratio="14")
    save(book, "award", year="2026", name="乙")
    by_ratio, open_ = (facts.quotas for facts in award_facts(book.read, 2026))
    assert [(row.ratio, row.quotient, row.allotted) for row in by_ratio.rows] == [
        ("14%", "12.04", "12"), ("14%", "18.48", "18"), ("14%", "5.74", "6"),
    ]  # fmt: skip
    assert [(row.members, row.quotient, row.allotted) for row in open_.rows] == [
        ("86", "", ""), ("132", "", ""), ("41", "", ""),
    ]  # fmt: skip
    assert open_.allotted == ""


def test_what_the_clerk_has_set_is_kept(book):
    award = save(book, "award", year="2026", name="优秀工会积极分子", quota="3")
    save(book, "award_quota", award_id=award, place="一组", members=20, allotted=2, adjusted=1, quotient="1.90")
    facts = award_facts(book.read, 2026)[0]
    [row] = facts.quotas.rows
    assert (row.place, row.members, row.quotient, row.allotted, row.adjusted) == ("一组", "20", "1.90", "2", "+1")
    assert not facts.quotas.computed


def test_a_group_has_its_units_data_and_its_own_score(book):
    unit = save(book, "unit", name="中学工会", workers="90", members="86", women="50", founded="2015年5月")
    save(book, "unit", name="一组", kind="工会小组", parent_id=unit)
    award = save(book, "award", year="2026", name="模范职工之家", target="集体")
    save(book, "nominee", award_id=award, name="中学工会")
    scheme = save(book, "score_scheme", title="考评")
    sheet = save(book, "score_sheet", scheme_id=scheme, year="2026", subject="中学工会", unit_id=unit)
    for title, mark in (("甲", "4.5"), ("乙", "5")):
        item = save(book, "score_item", scheme_id=scheme, title=title)
        save(book, "score_mark", sheet_id=sheet, item_id=item, own_mark=mark)
    [group] = award_facts(book.read, 2026)[0].groups
    assert (group.workers, group.members, group.women, group.joined_percent) == ("90", "86", "50", "95.6%")
    assert (group.founded, group.groups, group.own_score) == ("2015年5月", "1", "9.5")


def test_publicity_and_years(book):
    save(book, "award_round", title="评优", year="2026", publicity_from="2026-12-07", publicity_days=5)
    save(book, "award", year="2026", name="甲")
    save(book, "award", year="2025", name="乙")
    [facts] = award_facts(book.read, 2026)
    assert (facts.publicity_from, facts.publicity_days) == ("2026年12月7日", "5")
    assert facts.round_title == "评优"
    assert award_facts(book.read, 2024) == ()
