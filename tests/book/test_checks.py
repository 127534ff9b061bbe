"""逻辑检查: each thing that does not agree is found once, with its records; what agrees is not."""

from pathlib import Path

import pytest

from app.book import editing
from app.book.book import Book
from app.book.checks import check_book


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", "乡镇街道", year=2026) as book:
        yield book


def save(book: Book, table: str, **typed: str | int | None) -> int:
    return editing.save(book, table, None, typed)


def about(book: Book, table: str, year: int | None = 2026) -> list[tuple[str, tuple[int, ...]]]:
    return [(str(found), found.ids) for found in check_book(book.read, year) if found.table == table]


def test_an_empty_year_is_said_and_a_good_one_is_silent(book):
    assert [str(found) for found in check_book(book.read, 2026)] == [
        "2026 has no aid entries, activities or honours yet. Check the year, or import the year's sheets."
    ]
    save(book, "activity", title="健步走", area="文体活动", happened="3月8日", persons="30", person_times="30")
    assert check_book(book.read, 2026) == ()
    assert check_book(book.read) == ()


def test_women_members_workers(book):
    first = save(book, "unit", name="青石中学", workers="4", members="5", women="9")
    save(book, "unit", name="青石村", workers="5", members="5", women="5")
    save(book, "unit", name="石料厂", women="3")
    found = about(book, "unit")
    assert len(found) == 2
    assert all(ids == (first,) and "青石中学" in said for said, ids in found)


def test_units_of_one_name_under_one_superior(book):
    one, two = save(book, "unit", name="一组"), save(book, "unit", name="一组")
    save(book, "unit", name="一组", parent_id=one)
    assert [ids for _, ids in about(book, "unit")] == [(one, two)]


def test_members_without_joining_date_and_twice(book):
    unit = save(book, "unit", name="青石中学")
    a = save(book, "member", name="张三", unit_id=unit, id_no="11010519491231002X", joined="2020年5月")
    b = save(book, "member", name="张三", unit_id=unit, id_no="11010519491231002X")
    found = about(book, "member")
    assert [ids for _, ids in found] == [(b,), (a, b), (a, b)]
    assert "110105" not in "".join(said for said, _ in found)
    assert "002X" in found[2][0]


def test_two_people_of_one_name_with_numbers_of_their_own_are_two(book):
    save(book, "member", name="张伟", id_no="11010519491231002X", joined="2020年")
    second = save(book, "member", name="张伟", joined="2020年")
    assert len(about(book, "member")) == 1
    editing.save(book, "member", second, {"id_no": "440524198001010013"})
    assert about(book, "member") == []


def test_left_before_joining(book):
    row = save(book, "member", name="张三", joined="2020年5月", left_on="2019年")
    assert [ids for _, ids in about(book, "member")] == [(row,)]


def test_persons_are_never_more_than_person_times(book):
    row = save(book, "entry", kind="节日", happened="春节前后", target="环卫工人", persons="50", person_times="30")
    save(book, "entry", kind="节日", happened="春节前后", target="教师", persons="50余名", person_times="30")
    save(book, "entry", kind="节日", happened="春节前后", target="职工", persons="50", person_times="50")
    assert [ids for _, ids in about(book, "entry")] == [(row,)]


def test_beneficiaries_add_up(book):
    row = save(book, "entry", kind="困难帮扶", happened="1月", target="两户", cash="1000", goods_value="200")
    for name, cash, goods in (("甲", "500", "100"), ("乙", "400", "100")):
        save(book, "entry_line", entry_id=row, name=name, cash=cash, goods_value=goods)
    [(said, ids)] = about(book, "entry")
    assert ids == (row,)
    assert "1,000.00" in said
    assert "900.00" in said
    save(book, "entry_line", entry_id=row, name="丙")
    assert about(book, "entry") == []


def test_no_time_waiting_papers_and_outside_the_year(book):
    save(book, "activity", title="健步走", area="文体活动", happened="全年")
    none = save(book, "entry", kind="节日", target="甲")
    pending = save(book, "entry", kind="节日", target="乙", happened="5月", status="待补资料")
    outside = save(book, "honour", title="先进", happened="2024年5月", year="2026")
    assert [ids for _, ids in about(book, "entry")] == [(none,), (pending,)]
    assert [ids for _, ids in about(book, "honour")] == [(outside,)]


def test_another_period_is_respected(book):
    save(book, "report_year", year="2026", period_from="2025-10-01", period_to="2026-09-30")
    save(book, "activity", title="甲", area="宣传", happened="2025-11-02")
    late = save(book, "activity", title="乙", area="宣传", happened="2026-11-02")
    assert [ids for _, ids in about(book, "activity")] == [(late,)]


def test_unreadable_figures(book):
    row = save(book, "activity", title="甲", area="宣传", happened="5月", figures="简报=56期；效果=较好")
    [(said, ids)] = about(book, "activity")
    assert ids == (row,)
    assert "效果=较好" in said
    assert "56期" not in said
    assert not any(found.ids for found in check_book(book.read, 2025))


def test_allotted_places_make_the_quota(book):
    award = save(book, "award", year="2026", name="优秀工会积极分子", quota="5")
    save(book, "award_quota", award_id=award, place="一组", allotted=3)
    assert [ids for _, ids in about(book, "award")] == [(award,)]
    save(book, "award_quota", award_id=award, place="二组", allotted=3, adjusted=-1)
    assert about(book, "award") == []


def test_records_of_no_year(book):
    row = save(book, "plan", content="办好职工书屋")
    with book.step("x") as writer:
        writer.update("plan", row, {"year": None})
    assert [ids for _, ids in about(book, "plan", None)] == [(row,)]


def test_no_problems_and_plans_are_no_finding(book):
    save(book, "activity", title="健步走", area="文体活动", happened="全年")
    assert check_book(book.read, 2026) == ()


def award_round(book, **typed) -> tuple[int, int]:
    found = save(book, "award_round", title="评优", year="2026", publicity_from="2026-12-07", publicity_days="5")
    return found, save(book, "award", name="优秀工会积极分子", year="2026", round_id=found, **typed)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ({"recommend_by": "11月25日", "decided": "12月3日"}, 0), ({"decided": "12月7日"}, 0), ({"decided": "12月"}, 0),
        ({"decided": "12月8日"}, 1), ({"recommend_by": "12月20日"}, 1),
        ({"recommend_by": "12月8日", "decided": "12月9日"}, 2),
    ],
)  # fmt: skip
def test_names_are_not_published_before_they_are_known(book, typed, count):
    found, _ = award_round(book, **typed)
    assert [ids for _, ids in about(book, "award_round")] == [(found,)] * count
    assert about(book, "award_round", 2025) == []


def test_names_are_not_published_before_the_vote(book):
    found, award = award_round(book)
    tally = save(book, "tally", award_id=award, held="12月3日")
    assert about(book, "award_round") == []
    editing.save(book, "tally", tally, {"held": "12月9日"})
    [(said, ids)] = about(book, "award_round")
    assert ids == (found,)
    assert "12月9日" in said


def test_an_award_without_a_round_is_of_the_only_one(book):
    save(book, "award_round", title="评优", year="2026", publicity_from="2026-12-07")
    save(book, "award", name="甲", year="2026", decided="12月9日")
    assert len(about(book, "award_round")) == 1
    save(book, "award_round", title="第二批", year="2026")
    assert about(book, "award_round") == []


def test_a_unit_nominates_no_more_than_its_places(book):
    mill = save(book, "unit", name="锦绣纺织厂工会")
    group = save(book, "unit", name="织布二组", parent_id=mill)
    member = save(book, "member", name="高䶮", unit_id=group, joined="2020年")
    award = save(book, "award", name="优秀工会积极分子", year="2026", quota="2")
    quota = save(book, "award_quota", award_id=award, unit_id=mill, place="纺织厂", allotted=1, adjusted=1)
    save(book, "nominee", award_id=award, name="高䶮", member_id=member)
    save(book, "nominee", award_id=award, name="丁一", unit_id=mill)
    assert about(book, "award") == []
    third = save(book, "nominee", award_id=award, name="王强", unit_id=group)
    [(said, ids)] = about(book, "award")
    assert ids == (award,)
    assert "锦绣纺织厂工会 has 2 places, but 3 nominees" in said
    editing.save(book, "nominee", third, {"outcome": "未入选"})
    assert about(book, "award") == []
    editing.save(book, "nominee", third, {"outcome": ""})
    editing.save(book, "award_quota", quota, {"allotted": None})
    assert not any("nominees" in said for said, _ in about(book, "award"))
