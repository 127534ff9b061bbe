"""What the papers of the ledger are told: the person's data, the union's own limits, nothing that must not go round."""

from __future__ import annotations

import dataclasses

import pytest

from app.book import editing
from app.book.book import Book
from app.book.discreet import health, neighbourhood, told
from app.book.ledger_papers import activity_facts, entry_facts, hardship_facts, year_facts
from app.domain.ledger_facts import Money
from app.resources import code_list

ID_NO, PHONE, CARD = "110105198503121226", "13800138000", "6217000000000001234"


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "安徽省青石镇总工会", "乡镇街道", year=2026) as book:
        yield book


def save(book: Book, table: str, **typed: str | int) -> int:
    return editing.save(book, table, None, {name: str(value) for name, value in typed.items()})


@pytest.fixture
def member(book) -> int:
    unit = save(book, "unit", name="纺织厂工会")
    return save(book, "member", name="高䶮", gender="女", birth="1985-03-12", id_no=ID_NO, unit_id=unit, mobile=PHONE,
                member_no="QS-1", card=CARD, bank="农业银行青石支行", home_address="青石镇柳林村三组18号",
                health="糖尿病", wage="3200", dept="一车间")  # fmt: skip


def aid(book: Book, **typed: str | int) -> int:
    return save(book, "entry", **({"kind": "结婚", "target": "高䶮", "happened": "5月6日"} | typed))


# ------------------------------------------------------------------------------------------- approval


def test_the_person_s_data_come_from_the_roster(book, member) -> None:
    one = aid(book, member_id=member, cash="500", reason="新婚慰问", papers=2, approval_no="慰〔2026〕1号")
    [facts] = entry_facts(book.read, [one]).aids
    assert (facts.name, facts.gender, facts.born, facts.member_no) == ("高䶮", "女", "1985年3月", "QS-1")
    assert (facts.unit, facts.bank, facts.card_end) == ("纺织厂工会 一车间", "农业银行青石支行", "1234")
    assert (facts.happened, facts.reason, facts.papers, facts.number) == (
        "2026年5月6日", "新婚慰问", "2", "慰〔2026〕1号"
    )  # fmt: skip
    assert facts.money == Money(50000)
    assert "结婚证复印件" in facts.needed


def test_every_beneficiary_has_a_form_and_the_family_not_the_member_s_sex(book, member) -> None:
    one = aid(book, kind="金秋助学", target="困难职工子女", cash="4000")
    save(book, "entry_line", entry_id=one, name="高小满", member_id=member, relation="女儿", cash="2000")
    save(book, "entry_line", entry_id=one, name="高䶮", member_id=member, relation="本人", cash="2000")
    child, self_ = entry_facts(book.read, [one]).aids
    assert (child.name, child.gender, child.born, child.relation, child.whose) == ("高小满", "", "", "女儿", "高䶮")
    assert (self_.gender, self_.relation, self_.whose) == ("女", "", "")
    assert [facts.money for facts in (child, self_)] == [Money(200000)] * 2


def test_people_without_names_are_one_form_that_says_how_many(book) -> None:
    ids = [aid(book, target="全体会员", persons="30", goods="米"), aid(book, target="职工", persons="30余名")]
    assert [facts.persons for facts in entry_facts(book.read, ids).aids] == ["30人", "30余名"]


def test_only_a_limit_that_the_union_has_entered_is_cited(book) -> None:
    one = aid(book, kind="生病住院", happened="2026-05-06")
    assert [(facts.basis, facts.limit) for facts in entry_facts(book.read, [one]).aids] == [("", "")]
    save(book, "standard", kind="生病住院", limit_amount="1000", paper="青工发〔2024〕6号", clause="第十二条",
         valid_from="2024-01-01")  # fmt: skip
    [facts] = entry_facts(book.read, [one]).aids
    assert (facts.basis, facts.limit) == ("青工发〔2024〕6号第十二条", "每人每次不超过1000元")


def test_a_limit_not_yet_in_force_is_not_cited(book) -> None:
    save(book, "standard", kind="结婚", limit_amount="1000", paper="甲", valid_from="2027-01-01")
    [facts] = entry_facts(book.read, [aid(book)]).aids
    assert facts.limit == ""


def test_entries_gone_are_left_out_and_none_is_no_paper(book) -> None:
    assert entry_facts(book.read, [12345]).aids == ()
    assert entry_facts(book.read, [12345]).receipts == ()
    assert len(entry_facts(book.read, [aid(book), 12345]).aids) == 1


# ------------------------------------------------------------------------------------------- hardship


def hardship(book: Book, member: int, **typed: str | int) -> int:
    return save(book, "hardship_file", name="高䶮", member_id=member, kind="相对困难职工", **typed)


def test_income_is_worked_out_a_month_and_a_head(book, member) -> None:
    one = hardship(book, member, income="42720", rigid_costs="26000", household=4)
    [file] = hardship_facts(book.read, [one]).hardships
    assert (file.income, file.rigid, file.net, file.per_head) == ("42,720.00", "26,000.00", "16,720.00", "348.33")
    assert (file.wage, file.household) == ("3,200.00", "4")


def test_income_said_in_words_is_printed_and_not_reckoned_with(book, member) -> None:
    [file] = hardship_facts(
        book.read, [hardship(book, member, income="约4万元", rigid_costs="1", household=4)]
    ).hardships
    assert (file.income, file.net, file.per_head) == ("约4万元", "", "")


def test_what_is_not_known_is_not_reckoned_with(book, member) -> None:
    [file] = hardship_facts(book.read, [hardship(book, member, income="40000", rigid_costs="1")]).hardships
    assert (file.net, file.per_head) == ("39,999.00", "")


def test_the_family_stands_in_the_file(book, member) -> None:
    save(book, "relative", member_id=member, name="高大山", relation="父亲", birth="1955-01", income="180",
         health="恶性肿瘤(癌症)", occupation="务农")  # fmt: skip
    [father] = hardship_facts(book.read, [hardship(book, member)]).hardships[0].relatives
    assert (father.name, father.relation, father.born, father.income) == ("高大山", "父亲", "1955年1月", "180.00")
    assert (father.health, father.occupation) == ("患病", "务农")


def test_numbers_addresses_and_illnesses_do_not_go_round(book, member) -> None:
    save(book, "relative", member_id=member, name="高大山", relation="父亲", id_no="110105195501202539", health="肺病")
    story = f"父亲患肺癌在市肿瘤医院治疗，电话{PHONE}，身份证{ID_NO}，卡号{CARD}。"
    one = hardship(book, member, story=story, other_causes="父亲尿毒症")
    said = str(dataclasses.asdict(hardship_facts(book.read, [one]).hardships[0]))
    for word in (ID_NO, PHONE, CARD, "110105195501202539", "三组", "糖尿病", "肺病", "肺癌", "尿毒症"):
        assert word not in said, word
    for word in ("110105********1226", "138****8000", "青石镇柳林村", "市肿瘤医院", "患病"):
        assert word in said, word


def test_whole_numbers_only_where_they_are_asked_for(book, member) -> None:
    [file] = hardship_facts(book.read, [hardship(book, member)], unmask=True).hardships
    assert (file.id_no, file.phone, file.card, file.address) == (ID_NO, PHONE, CARD, "青石镇柳林村三组18号")
    assert file.health == "患病"


def test_a_file_of_nobody_on_the_roster_is_a_paper_too(book) -> None:
    [file] = hardship_facts(book.read, [save(book, "hardship_file", name="外来工甲")]).hardships
    assert (file.name, file.relatives, file.id_no) == ("外来工甲", (), "")


# ------------------------------------------------------------------------------------------- the year


def test_a_year_has_its_own_entries_files_and_activities(book, member) -> None:
    aid(book, year=2026)
    aid(book, year=2025, happened="2025-03-01")
    hardship(book, member, opened="2024-05-01", closed="2025-12-01")
    hardship(book, member, opened="2025-05-01")
    hardship(book, member, opened="2027-01-01")
    save(book, "activity", area="文体活动", title="运动会", year=2026)
    facts = year_facts(book.read, 2026)
    assert [len(found) for found in (facts.aids, facts.receipts, facts.hardships, facts.activities)] == [1, 1, 1, 1]
    assert facts.hardships[0].year == 2026
    assert facts.union == "安徽省青石镇总工会"
    only = year_facts(book.read, 2026, ("activity",))
    assert [len(found) for found in (only.aids, only.receipts, only.hardships, only.activities)] == [0, 0, 0, 1]


def test_activities_that_are_gone_are_left_out(book) -> None:
    assert activity_facts(book.read, [12345]).activities == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2026-08-08", "2026年8月8日"), ("3月8日", "2026年3月8日"), ("5月", "2026年5月"),
        ("春节前后", "2026年春节前后"), ("2026年1月5日至8日", "2026年1月5日至8日"), ("", ""),
    ],
)  # fmt: skip
def test_a_time_is_printed_with_its_year(book, given: str, said: str) -> None:
    activity = save(book, "activity", area="文体活动", title="运动会", happened=given)
    assert activity_facts(book.read, [activity]).activities[0].happened == said


# ------------------------------------------------------------------------------------------- what goes round


def test_a_disability_is_said_without_its_kind(book) -> None:
    one = save(book, "member", name="欧阳喆", disability="肢体")
    [file] = hardship_facts(book.read, [save(book, "hardship_file", name="欧阳喆", member_id=one)]).hardships
    assert file.health == "残疾"


def test_no_illness_of_the_code_list_is_named() -> None:
    for item in code_list("health").items:
        said = health(item.value)
        assert said in ("良好", "残疾", "患病")
        if said == "患病" and item.value != "一般疾病":
            assert told(f"因{item.value}住院") == "因疾病住院"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("在市肿瘤医院住院", "在市肿瘤医院住院"), ("癌症防治知识讲座", "癌症防治知识讲座"), ("肺癌住院", "疾病住院"),
        ("患白血病", "患疾病"), ("脑瘤手术", "疾病手术"), ("精神病院慰问", "精神病院慰问"), ("", ""),
        ("癌症医院", "癌症医院"), ("乳腺癌研究所", "乳腺癌研究所"), ("骨折住院治疗", "疾病住院治疗"),
        ("因阑尾炎、肾结石手术", "因疾病、疾病手术"), ("在市骨科医院手术", "在市骨科医院手术"),
        ("突发脑梗", "突发疾病"), ("消炎药、炎热天气", "消炎药、炎热天气"), ("县心脏病医院", "县心脏病医院"),
    ],
)  # fmt: skip
def test_illnesses_are_left_out_but_hospitals_keep_their_names(text, said) -> None:
    assert told(text) == said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("青石镇柳林村三组18号", "青石镇柳林村"), ("城关街道幸福社区3栋502", "城关街道幸福社区"),
        ("青石镇人民路8号", "青石镇"), ("某小区", "某小区"), ("", ""),
    ],
)  # fmt: skip
def test_an_address_ends_at_the_village(address, said) -> None:
    assert neighbourhood(address) == said
