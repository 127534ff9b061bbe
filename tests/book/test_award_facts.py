"""What the papers of the awards are told, and how places are shared out where nobody has done it yet."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import holidays, paths
from app.book import allotting, attachments, editing
from app.book.awards import award_facts
from app.book.book import Book
from app.documents.form import forms_for
from app.resources import forms


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
    assert (facts.round.publicity_from, facts.round.publicity_days) == ("2026年12月7日", "5")
    assert facts.round.title == "评优"
    assert award_facts(book.read, 2024) == ()


def test_bounds_said_in_words_are_kept_and_told(book):
    units(book)
    save(book, "award", year="2026", name="甲", quota="5", base="每单位至少1名、最多2名")
    save(book, "award", year="2026", name="乙", quota="2", remark="每单位至少1名")
    kept, impossible = (facts.quotas for facts in award_facts(book.read, 2026))
    assert [row.allotted for row in kept.rows] == ["2", "2", "1"]
    assert "每个单位不少于1名、不多于2名" in kept.method
    assert kept.agrees == "各单位实际名额合计5名，与评选名额一致。"
    assert sum(int(row.allotted) for row in impossible.rows) == 2
    assert "未采用" in impossible.method


def test_what_a_row_shows_adds_up(book):
    units(book)
    save(book, "award", year="2026", name="甲", quota="17")
    for row in award_facts(book.read, 2026)[0].quotas.rows:
        whole, remainder = row.quotient.split(".")[0], float(row.remainder)
        assert float(row.quotient) == pytest.approx(int(whole) + remainder)
        assert int(row.allotted) - int(whole) in (0, 1)
        assert (row.remark == "余数进一") == (int(row.allotted) > int(whole))
        assert row.final == row.allotted


def test_a_sum_that_is_not_the_number_is_said(book):
    award = save(book, "award", year="2026", name="甲", quota="4")
    save(book, "award_quota", award_id=award, place="一组", allotted=2, adjusted=1, quotient="2.25")
    quotas = award_facts(book.read, 2026)[0].quotas
    assert (quotas.rows[0].remainder, quotas.rows[0].final, quotas.final, quotas.adjusted) == ("0.25", "3", "3", "+1")
    assert quotas.agrees == "各单位实际名额合计3名，比评选名额4名少1名，请核对。"


def test_without_a_ratio_each_unit_has_its_share_of_the_members(book):
    units(book)
    save(book, "award", year="2026", name="甲", quota="17")
    save(book, "award", year="2026", name="乙")
    for facts in award_facts(book.read, 2026):
        assert [row.ratio for row in facts.quotas.rows] == ["33.2%", "51.0%", "15.8%"]


def test_the_share_is_of_what_the_places_were_given_by(book):
    by_members = save(book, "award", year="2026", name="甲", quota="3")
    by_cadres = save(book, "award", year="2026", name="乙", quota="3", base="工会干部人数")
    for award in (by_members, by_cadres):
        save(book, "award_quota", award_id=award, place="一组", members=20, cadres=3, allotted=2)
        save(book, "award_quota", award_id=award, place="二组", members=10, cadres=1, allotted=1)
        save(book, "award_quota", award_id=award, place="三组")
    found = [[row.ratio for row in facts.quotas.rows] for facts in award_facts(book.read, 2026)]
    assert found == [["66.7%", "33.3%", ""], ["75.0%", "25.0%", ""]]


@given(st.lists(st.one_of(st.none(), st.integers(0, 3000)), min_size=1, max_size=30))
def test_shares_in_per_cent_come_to_a_hundred_but_for_rounding(numbers):
    shares = allotting.percents(numbers)
    known = [Decimal(text.removesuffix("%")) for text in shares if text]
    assert [bool(text) for text in shares] == [number is not None and any(numbers) for number in numbers]
    assert not known or abs(sum(known) - 100) <= Decimal("0.05") * len(known)


def test_units_are_not_counted_as_people(book):
    units(book)
    save(book, "award", year="2026", name="模范职工之家", target="集体", quota="5", base="每单位至少1个、最多2个")
    save(book, "award", year="2026", name="模范小家", target="集体", ratio="1", remark="各单位最多3名")
    save(book, "award", year="2026", name="先进个人", target="个人", quota="5")
    whole, by_ratio, people = (facts.quotas for facts in award_facts(book.read, 2026))
    assert "评选5个" in whole.method
    assert whole.agrees == "各单位实际名额合计5个，与评选名额一致。"
    assert not re.search(r"\d名", whole.method + whole.agrees + by_ratio.method)
    assert "不多于3个" in by_ratio.method
    assert "评选5名" in people.method


def test_candidates_stand_by_strokes_and_places_without_the_union(book):
    unit = units(book)[1]
    award = save(book, "award", year="2026", name="优秀工会积极分子")
    for name in ("赵敏", "王强", "丁一", "张三丰", "张三"):
        save(book, "nominee", award_id=award, name=name, unit_id=unit)
    [facts] = award_facts(book.read, 2026)
    assert [one.name for one in facts.candidates] == ["丁一", "王强", "张三", "张三丰", "赵敏"]
    assert [one.name for one in facts.people] == [one.name for one in facts.candidates]
    assert {one.place for one in facts.candidates} == {"中学工会"}
    assert facts.people[0].unit == "青石镇总工会 中学工会"


def test_the_employer_not_the_union_is_where_somebody_works(book):
    top = save(book, "unit", name="青石镇总工会")
    school = save(book, "unit", name="青石中学工会", parent_id=top, kind="机关事业工会")
    group = save(book, "unit", name="语文组", parent_id=school, kind="工会小组")
    riders = save(book, "unit", name="新业态联合工会", parent_id=top, kind="联合基层工会")
    award = save(book, "award", year="2026", name="优秀工会积极分子")
    for name, unit in (("甲", school), ("乙", group), ("丙", riders)):
        save(book, "nominee", award_id=award, name=name, unit_id=unit)
    found = {one.name: (one.unit, one.place) for one in award_facts(book.read, 2026)[0].people}
    assert found == {
        "甲": ("青石中学", "青石中学"), "乙": ("青石中学 语文组", "青石中学 语文组"),
        "丙": ("青石镇总工会 新业态联合工会", "新业态联合工会"),
    }  # fmt: skip


def test_within_one_employer_a_list_names_the_groups(book):
    with book.step("union") as writer:
        writer.update("union_info", book.read.union()["id"], {"name": "青石中学工会"})
    top = save(book, "unit", name="青石中学工会", kind="机关事业工会")
    group = save(book, "unit", name="语文组", parent_id=top, kind="工会小组")
    award = save(book, "award", year="2026", name="优秀工会积极分子")
    save(book, "nominee", award_id=award, name="甲", unit_id=group)
    [person] = award_facts(book.read, 2026)[0].people
    assert (person.unit, person.place) == ("青石中学 语文组", "语文组")


def test_a_team_belongs_to_the_employer_and_a_unit_right_under_the_union_to_nobody(book):
    top = save(book, "unit", name="青石镇总工会")
    mill = save(book, "unit", name="锦绣纺织厂工会", parent_id=top, kind="企业工会")
    team = save(book, "unit", name="织布二组", parent_id=mill, kind="工会小组")
    award = save(book, "award", year="2026", name="最美班组", target="集体")
    for name, unit in (
        ("织布二组", team), ("细纱一组", mill), ("锦绣纺织厂工会", mill), ("锦绣纺织厂检修班", mill),
        ("青年突击队", None),
    ):  # fmt: skip
        save(book, "nominee", award_id=award, name=name, unit_id=unit)
    found = {one.name: one.place for one in award_facts(book.read, 2026)[0].groups}
    assert found == {
        "织布二组": "锦绣纺织厂", "细纱一组": "锦绣纺织厂", "锦绣纺织厂工会": "", "锦绣纺织厂检修班": "",
        "青年突击队": "",
    }  # fmt: skip


def test_rounds_are_told_apart_where_a_year_has_several(book):
    first = save(book, "award_round", title="2026年度评优", year="2026")
    save(book, "award", year="2026", name="优秀工会积极分子", round_id=first)
    save(book, "award", year="2026", name="优秀工会工作者")  # of the only round
    assert {one.round.label for one in award_facts(book.read, 2026)} == {""}
    second = save(book, "award_round", title="评优", year="2026")
    save(book, "award", year="2026", name="优秀工会积极分子", round_id=second)
    found = award_facts(book.read, 2026)
    assert [(one.round.label, one.namesake) for one in found] == [("评优", True), ("", False), ("评优（2）", True)]
    assert len({paper.stem for paper in forms_for(found, forms().values())}) == sum(
        len({paper.stem for paper in forms_for([one for one in found if one.round.round_id == round_id],
                                               forms().values())})
        for round_id in {one.round.round_id for one in found}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("decided", "start", "days", "granted"),
    [
        ("2026-12-18", "2026-12-07", 5, "2026年12月18日"),
        ("2026-12-03", "2026-12-07", 5, "2026年12月"),
        ("2026-12-03", "", None, "2026年12月3日"),
        ("2026-12-03", "2026-12-07", None, ""),
        ("12月", "", None, ""),
        ("", "2026-11-23", 5, "2026年12月"),
    ],
)
def test_nobody_is_honoured_before_the_publicity_has_ended(book, decided, start, days, granted):
    save(book, "award_round", title="评优", year="2026", publicity_from=start, publicity_days=days)
    save(book, "award", year="2026", name="甲", decided=decided)
    assert award_facts(book.read, 2026)[0].granted == granted


def test_the_day_of_a_vote_has_its_year(book):
    award = save(book, "award", year="2026", name="优秀工会积极分子")
    save(book, "tally", award_id=award, held="12月3日")
    assert award_facts(book.read, 2026)[0].tallies[0].held == "2026年12月3日"


def test_who_is_chosen(book):
    award = save(book, "award", year="2026", name="优秀工会积极分子", quota="1")
    for name in ("甲", "乙"):
        save(book, "nominee", award_id=award, name=name)
    assert [one.chosen for one in award_facts(book.read, 2026)[0].people] == [True, True]
    tally = save(book, "tally", award_id=award, due=9, present=9, issued=9, returned=9, valid=9, invalid=0)
    save(book, "tally_line", tally_id=tally, name="甲", yes=3, no=6, abstained=0)
    save(book, "tally_line", tally_id=tally, name="乙", yes=6, no=3, abstained=0)
    assert [one.chosen for one in award_facts(book.read, 2026)[0].people] == [True, False]
    first = book.read.every("nominee")[0]["id"]
    editing.save(book, "nominee", first, {"outcome": "当选"})
    assert [one.chosen for one in award_facts(book.read, 2026)[0].people] == [False, True]  # 乙, then 甲


def test_the_photo_is_the_nominees_first_picture_else_the_members(book, tmp_path):
    member = save(book, "member", name="甲")
    award = save(book, "award", year="2026", name="优秀工会积极分子")
    nominee = save(book, "nominee", award_id=award, name="甲", member_id=member)
    files = {"甲.docx": b"PK", "m.jpg": b"\xff\xd8\xffmember", "n.png": b"\x89PNG\r\n\x1a\nnominee"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert award_facts(book.read, 2026)[0].people[0].photo == b""
    attachments.attach(book, "member", member, tmp_path / "m.jpg")
    assert award_facts(book.read, 2026)[0].people[0].photo == files["m.jpg"]
    attachments.attach(book, "nominee", nominee, tmp_path / "甲.docx")
    attachments.attach(book, "nominee", nominee, tmp_path / "n.png")
    assert award_facts(book.read, 2026)[0].people[0].photo == files["n.png"]


def test_the_last_day_of_publicity_skips_holidays_and_counts_working_weekends(book):
    save(book, "award_round", title="评优", year="2026", publicity_from="2026-09-29", publicity_days=5)
    save(book, "award", year="2026", name="甲")
    [facts] = award_facts(book.read, 2026)  # 10-01 to 10-07 are off, Saturday 10-10 is worked
    assert facts.round.publicity_to == "2026年10月12日"


def test_where_the_next_years_holidays_are_not_known_the_last_day_is_left_open(book, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "holidays_file", lambda: tmp_path / "holidays.toml")
    save(book, "award_round", title="评优", year="2026", publicity_from="2026-12-29", publicity_days=5)
    save(book, "award", year="2026", name="甲")
    holidays.forget()
    assert award_facts(book.read, 2026)[0].round.publicity_to == ""
    (tmp_path / "holidays.toml").write_text('[2027]\noff = ["01-01~01-03"]\n', encoding="utf-8")
    holidays.forget()
    assert award_facts(book.read, 2026)[0].round.publicity_to == "2027年1月6日"
    monkeypatch.undo()
    holidays.forget()
