"""What a reader of many summaries stumbles over: each fault found in reading, held as the sentence that mends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import summaries
from app.book import yearend
from app.book.book import Book
from app.book.drafts import Draft
from app.documents.compose import paper_of, summary_paper
from app.documents.narrative import tell
from app.documents.narrative_marks import Number
from app.documents.narrative_words import plain, verb_for
from app.documents.outline import LONGEST, _packed
from app.documents.outline_parts import Chapter, Outline, Passage
from app.documents.summary_styles import choose_style
from app.documents.write import plain_text
from app.domain.period import FIRST_HALF, SECOND_HALF, STATISTICAL, TERM, Period, period_of
from app.domain.summary_count import Measure, Source
from app.domain.summary_facts import Item, YearFacts, in_time_order
from tests.documents.test_narrative import VOICE, item

STYLE = choose_style("township")
ON = date(2026, 12, 20)
TWO_YEARS = (date(2025, 1, 1), date(2026, 12, 31))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "a.union", "柳桥镇总工会", "township") as made:
        yield made


def add(book: Book, table: str, **values: object) -> int:
    if "happened" in values:
        values |= {"happened_from": values["happened"], "happened_to": values["happened"]}
    with book.step("add") as writer:
        return writer.insert(table, values)


def written(book: Book, style: str, period: Period) -> str:
    return plain_text(summaries.make(book.read, Draft(period, style=style), ON).paper.document)


def term(book: Book) -> Period:
    return period_of(TERM, 2026, book.read.period(2026), TWO_YEARS)


def said(*work: Item, style: str = "township", period: tuple[date, date] | None = None) -> str:
    days = period or (date(2026, 1, 1), date(2026, 12, 31))
    facts = YearFacts("柳桥镇总工会", "", 2026, days, work=work)
    return plain_text(summary_paper(facts, choose_style(style), ON).document)


def activity(number: int, area: str, first: date, last: date, title: str) -> Item:
    when = f"{first.month}月" if first.month == last.month else f"{first.month}月至{last.month}月"
    return Item(Source("activity", number), area, "培训讲座", when, first, last, (("title", title),))


# ------------------------------------------------------------------------------------------- single sentences


@pytest.mark.parametrize(
    ("it", "text"),
    [
        (item(title="叉车班79人参加", figures="叉车班=79名"), "叉车班79人参加。"),
        (item(title="争取乒乓球台两副", figures="球台=两付"), "争取乒乓球台两副。"),
        (item(title="投入7万多元", figures="投入=7多万元"), "投入7万多元。"),
        (item(title="开办叉车工培训班共两个", figures="培训班=两个培训班"), "开办叉车工培训班共两个。"),
        (item(title="慰问9人次（含农民工4人次）", figures="农民工=农民工人4次"), "慰问9人次（含农民工4人次）。"),
        (item(title="编发工会工作信息", figures="编发信息=118篇"), "编发工会工作信息118篇。"),
        (item(title="走访离退休民警", figures="走访=58名"), "走访离退休民警58名。"),
        (item(title="走访企业", figures="走访职工=58名"), "走访企业，走访职工58名。"),
        (item(title="心理讲座", figures="场次=4场"), "举办心理讲座，共4场。"),
        (item(title="瑜伽班", place="职工之家"), "在职工之家举办瑜伽班。"),
        (item(title="慰问夜班", persons=3), "慰问夜班，参加3人。"),
        (item(title="青年员工登山"), "组织青年员工登山。"),
        (item(title="金融知识进校园"), "开展金融知识进校园。"),
        (item(title="职工之家改造"), "实施职工之家改造。"),
        (item("fund", direction="收入", account="拨缴经费收入", title="经费留成", amount=18640000),
         "经费收入：经费留成18.64万元（拨缴经费收入）。"),
        (item("fund", direction="支出", account="职工活动支出", amount=100050), "经费支出：职工活动支出1000.50元。"),
        (item("entry", kind="互助保障", reason="职工医疗互助补助", persons=29), "发放职工医疗互助补助，共29人。"),
        (item("entry", kind="结婚", reason="新婚慰问", target="何婷婷", persons=1, cash=50000),
         "开展新婚慰问，对象为何婷婷，慰问金500元。"),
        (item("entry", kind="结婚", reason="新婚慰问", target="何婷婷", persons=2, cash=50000),
         "开展新婚慰问，对象为何婷婷，共2人，慰问金500元。"),
        (item("entry", kind="生病住院", reason="看望执勤受伤民警顾长河", target="顾长河", persons=1),
         "看望执勤受伤民警，慰问1人。"),
    ],
)  # fmt: skip
def test_sentences_as_a_clerk_would_write_them(it: Item, text: str) -> None:
    assert plain(tell(it, VOICE)) == text


def test_one_person_has_no_group_words() -> None:
    it = item("entry", kind="退休", reason="退休欢送", target="侯志强", persons=1)
    assert "对象为侯志强" in plain(tell(it, VOICE.at(1)))  # never 面向侯志强


def test_a_number_that_is_not_said_twice_is_still_traced() -> None:
    (number,) = [p for p in tell(item(title="叉车班79人参加", figures="叉车班=79名"), VOICE) if isinstance(p, Number)]
    assert (number.text, number.value, number.definition) == ("79人", 79, "记录“叉车班79人参加”的数据“叉车班”")


@pytest.mark.parametrize("title", ["值班", "上班", "交接班", "组织建设", "加强领导班子建设"])
def test_no_verb_before_what_is_no_event(title: str) -> None:
    assert verb_for(title) in ("", "开展")


@pytest.mark.parametrize(
    ("level", "grantor", "told"),
    [
        ("县区级", "云岭县总工会", ""),
        ("县区级", "江北区总工会", ""),
        ("县区级", "瑞丰市总工会", "（县区级）"),  # a city that is no 市级 one
        ("市级", "东川市总工会", ""),
        ("省级", "省总工会", ""),
        ("省级", "某自治区总工会", "（省级）"),
        ("国家级", "中华全国总工会", ""),
        ("国家级", "公安部", "（国家级）"),
        ("系统级", "农商银行", "（系统级）"),
    ],
)
def test_a_level_stands_where_the_grantor_does_not_show_it(level: str, grantor: str, told: str) -> None:
    it = item("honour", title="先锋号", recipient="一车间", grantor=grantor, level=level, amount=1)
    assert plain(tell(it, VOICE)) == f"一车间被{grantor}授予“先锋号”{told}。"


# ---------------------------------------------------------------------------------------- sums and their words


def test_what_goes_on_for_months_is_no_single_event() -> None:
    short = [activity(n, "教育培训", date(2026, n, 1), date(2026, n, 2), f"第{n}讲") for n in (1, 2)]
    third = activity(3, "教育培训", date(2026, 3, 1), date(2026, 3, 31), "三月讲座")
    school = activity(4, "教育培训", date(2026, 3, 1), date(2026, 11, 30), "技能夜校")
    assert "全年举办教育培训3场。" in said(*short, third)
    assert "全年举办教育培训3项。" in said(*short, school)


def test_a_thing_of_half_a_year_stands_where_it_began() -> None:
    later = activity(1, "劳动竞赛", date(2026, 5, 1), date(2026, 11, 30), "安康杯竞赛")
    first = activity(2, "劳动竞赛", date(2026, 3, 1), date(2026, 8, 31), "工程竞赛")
    told = said(later, first)
    assert told.index("工程竞赛") < told.index("安康杯竞赛")


def test_what_took_months_stands_behind_the_days_of_its_first_month() -> None:
    long = activity(1, "劳动竞赛", date(2026, 5, 1), date(2026, 11, 30), "安康杯竞赛")
    day = activity(2, "劳动竞赛", date(2026, 5, 12), date(2026, 5, 12), "护理竞赛")
    june = activity(3, "劳动竞赛", date(2026, 6, 1), date(2026, 6, 1), "数控竞赛")
    told = said(long, day, june)
    assert told.index("护理竞赛") < told.index("安康杯竞赛") < told.index("数控竞赛")


def test_what_has_no_day_stays_in_its_year() -> None:
    dated = activity(1, "维权", date(2026, 3, 1), date(2026, 3, 31), "要约行动")
    old, new = (Item(Source("activity", n), "维权", when=f"{n}年", texts=(("title", "调解"),)) for n in (2025, 2026))
    assert [item.source.id for item in in_time_order([dated, old, new])] == [2025, 1, 2026]


@given(st.lists(st.integers(10, 300), min_size=1, max_size=9))
def test_a_short_sentence_makes_no_paragraph_too_long(sizes: list[int]) -> None:
    told = [Passage(f"activity:{at}", ("字" * size,)) for at, size in enumerate(sizes)]
    packed = _packed([[[one] for one in told]])
    assert [one.key for part in packed for one in part] == [one.key for one in told]
    assert all(len(part) == 1 or sum(len(plain(one.pieces)) for one in part) <= LONGEST for part in packed)


def test_levels_are_named_from_the_highest_down() -> None:
    def honour(number: int, level: str) -> Item:
        texts = (("title", f"奖{number}"), ("level", level), ("recipient", "一车间"))
        return Item(Source("honour", number), "荣誉", texts=texts)

    told = said(honour(1, "县区级"), honour(2, "国家级"), honour(3, "市级"), honour(4, "省级"))
    assert "全年获得各级荣誉4项，其中国家级1项、省级1项、市级1项、县区级1项。" in told


def test_festivals_go_before_birthdays() -> None:
    def gift(number: int, kind: str, reason: str) -> Item:
        texts = (("reason", reason), ("target", "全体会员"))
        return Item(Source("entry", number), "", kind, texts=texts, measures=(Measure("entry", "persons", 9),))

    told = said(gift(1, "生日", "生日慰问"), gift(2, "节日", "春节慰问"), gift(3, "节日", "端午慰问"),
                gift(4, "节日", "中秋慰问"))  # fmt: skip
    assert "全年逢春节、端午、中秋、生日普遍慰问会员，惠及36人。" in told


# ------------------------------------------------------------------------------------- half a year, and a term


def test_half_a_year_is_set_beside_the_same_half(book: Book) -> None:
    for year, cash in ((2025, 10000), (2026, 30000)):
        for day in ("02-01", "03-01"):
            add(book, "entry", year=year, happened=f"{year}-{day}", kind="生育", reason="生育慰问", cash=cash)
        add(book, "entry", year=year, happened=f"{year}-04-01", kind="退休", reason="欢送", cash=cash)
    told = written(book, "half_year", period_of(FIRST_HALF, 2026, book.read.period(2026)))
    assert "上半年发放慰问金900元（比上年同期增加600元）。" in told


def test_a_year_is_not_judged_before_it_is_over(book: Book) -> None:
    add(book, "overview", item="自评", content="年度任务全面完成", year=2026)
    add(book, "activity", year=2026, title="植树", area="志愿服务")
    half = period_of(FIRST_HALF, 2026, book.read.period(2026))
    assert "全面完成" not in written(book, "half_year", half)
    assert "全面完成" in written(book, "township", period_of("year", 2026, book.read.period(2026)))


@pytest.mark.parametrize("year", [2026, None])
@pytest.mark.parametrize("key", [FIRST_HALF, SECOND_HALF, STATISTICAL])
def test_what_is_said_of_a_year_is_not_said_of_a_part_of_it(book: Book, key: str, year: int | None) -> None:
    add(book, "overview", item="自评", content="年度任务全面完成", year=year)
    add(book, "overview", item="主题", content="年度主题", year=year)
    add(book, "overview", item="背景", content="重点工程开工", year=year)
    add(book, "activity", year=2026, title="植树", area="志愿服务")
    told = written(book, "half_year", period_of(key, 2026, book.read.period(2026)))
    assert "全面完成" not in told
    assert "年度主题" not in told
    assert "重点工程开工" in told


def joined(book: Book, name: str, day: str, **more: object) -> int:
    return add(book, "member", name=name, state="正常", joined=day, joined_from=day, joined_to=day, **more)


@pytest.mark.parametrize("key", [FIRST_HALF, SECOND_HALF, STATISTICAL])
def test_a_part_of_a_year_is_set_beside_the_same_time_a_year_before(book: Book, key: str) -> None:
    for year in (2024, 2025, 2026):
        for day in ("02-03", "09-03"):
            joined(book, f"{year}{day}", f"{year}-{day}")
            for at in (1, 2):
                add(book, "entry", year=year, happened=f"{year}-{day}", kind="生育" if at == 1 else "退休",
                    reason="慰问", cash=10000 * (year - 2000))  # fmt: skip
    told = written(book, "township", period_of(key, 2026, book.read.period(2026)))
    assert re.search(r"现有会员\d人（比上年同期净增2人）", told)
    assert re.search(r"慰问金[\d.]+万?元（比上年同期增加\d+元）", told)
    assert "上年" not in told.replace("上年同期", "")
    assert "期内新入会" not in told


def half_year_units(book: Book) -> tuple[int, int]:
    """Two men and a woman in two units; one more woman left, and one joined, after the half-year."""
    one, two = (
        add(book, "unit", name=name, kind="企业工会", members=9, women=9, workers=9) for name in ("甲厂", "乙厂")
    )
    for name in ("丙厂", "丁厂"):
        add(book, "unit", name=name, kind="企业工会", members=9)
    joined(book, "张强", "2025-02-03", unit_id=one, gender="男")
    joined(book, "李敏", "2025-02-03", unit_id=one, gender="女")
    joined(book, "王刚", "2025-02-03", unit_id=two, gender="男")
    left = {"left_on": "2026-09-01", "left_on_from": "2026-09-01", "left_on_to": "2026-09-01"}
    gone = joined(book, "赵芳", "2025-02-03", unit_id=two, gender="女")
    with book.step("leaves") as writer:
        writer.update("member", gone, {"state": "离会", **left})
    joined(book, "孙丽", "2026-08-01", unit_id=two, gender="女")
    return one, two


def test_the_units_of_a_half_year_are_counted_on_its_last_day(book: Book) -> None:
    one, two = half_year_units(book)
    facts = yearend.facts(book.read, 2026, "2026年上半年", (date(2026, 1, 1), date(2026, 6, 30)))
    assert [(c.lead, c.number) for c in facts.people] == [("会员", 4), ("其中女会员", 2)]
    told = {item.source.id: [(c.lead, c.number) for c in item.counts] for item in facts.unit_items}
    assert told == {one: [("会员", 2), ("女会员", 1)], two: [("会员", 2), ("女会员", 1)]}
    assert not any(item.measures for item in facts.unit_items)
    sources = [source for item in facts.unit_items for source in item.counts[0].sources]
    assert set(sources) == set(facts.people[0].sources)
    text = written(book, "half_year", period_of(FIRST_HALF, 2026, book.read.period(2026)))
    assert "甲厂（会员2人，女会员1人）；乙厂（会员2人，女会员1人）。" in text
    assert "9人" not in text


def test_the_units_of_a_half_year_are_left_out_where_somebody_is_in_none(book: Book) -> None:
    half_year_units(book)
    joined(book, "钱明", "2025-02-03")
    facts = yearend.facts(book.read, 2026, "2026年上半年", (date(2026, 1, 1), date(2026, 6, 30)))
    assert facts.unit_items == ()
    assert all(item.measures for item in yearend.facts(book.read, 2026).unit_items)


def test_a_table_of_units_on_a_day_adds_up_to_the_text(book: Book) -> None:
    units = [add(book, "unit", name=f"{name}厂", kind="企业工会", members=7) for name in "甲乙丙丁戊"]
    for at, unit in enumerate(units):
        for number in range(at + 1):
            joined(
                book, f"会员{at}{number}", f"202{5 + number % 2}-0{at + 3}-01", unit_id=unit, gender="男女"[number % 2]
            )
    text = written(book, "half_year", period_of(FIRST_HALF, 2026, book.read.period(2026)))
    rows = [re.findall(r"(\d+)人", line) for line in text.splitlines() if re.match(r"\d\t", line)]
    whole, women = re.search(r"现有会员(\d+)人[^，]*，其中女会员(\d+)人", text).groups()  # type: ignore[union-attr]
    assert sum(int(row[0]) for row in rows) == int(whole)
    assert sum(int(row[1]) for row in rows if len(row) > 1) == int(women)


# ------------------------------------------------------------------------------------------- names and figures


@pytest.mark.parametrize(
    "name",
    ["数控车间一班", "包装一组", "第一小组", "二车间", "三分会", "第二支部", "第三小学", "第一中学", "五村", "三社区",
     "第二队", "三号楼", "一中队", "二分工会"],
)  # fmt: skip
def test_a_numeral_in_a_name_is_no_figure(name: str) -> None:
    pieces = tell(item(title=f"表扬{name}", content=f"{name}按期完成任务，成员3名"), VOICE)
    assert [piece.text for piece in pieces if isinstance(piece, Number)] == ["3名"]
    assert plain(pieces).count(name) == 2


@pytest.mark.parametrize("figure", ["三个班组", "两家企业", "三项制度", "五名教师", "第三届", "三组次", "第3小组"])
def test_a_numeral_that_counts_is_still_a_figure(figure: str) -> None:
    pieces = tell(item(title=f"推动{figure}建设"), VOICE)
    assert [piece for piece in pieces if isinstance(piece, Number)]


def test_short_figures_of_the_overview_share_a_sentence(book: Book) -> None:
    for name, content in (("会员总数", "1,860余人"), ("分工会", "31个"), ("专职干部", "4名。"), ("场地", "有职工之家")):
        add(book, "overview", item=name, content=content, year=2026)
    add(book, "activity", year=2026, title="植树", area="志愿服务")
    text = written(book, "township", period_of("year", 2026, book.read.period(2026)))
    assert "会员总数1,860余人，分工会31个，专职干部4名。场地：有职工之家。" in text


def test_many_short_figures_are_several_sentences(book: Book) -> None:
    for at in range(12):
        add(book, "overview", item=f"{'甲乙丙丁戊己庚辛壬癸子丑'[at]}类工会组织", content="31个", year=2026)
    add(book, "activity", year=2026, title="植树", area="志愿服务")
    text = written(book, "township", period_of("year", 2026, book.read.period(2026)))
    sentences = [one for one in re.split("[。\n]", text) if "类工会组织" in one]
    assert text.count("31个") == 12
    assert 1 < len(sentences) < 6


def test_a_term_opens_year_after_year(book: Book) -> None:
    for year, theme in ((2026, "情暖职工"), (2025, "建新家")):
        add(book, "overview", item="主题", content=theme, year=year)
        add(book, "activity", year=year, title="植树", area="志愿服务")
    told = written(book, "term", term(book))
    assert "2025年，柳桥镇总工会围绕“建新家”开展工作。2026年，柳桥镇总工会围绕“情暖职工”开展工作。" in told


def test_what_has_no_day_says_its_year_in_a_term(book: Book) -> None:
    for year in (2025, 2026):
        add(book, "activity", year=year, title="开展劳动争议调解", area="维权", result=f"调解{year - 2020}起")
        add(book, "award", year=year, name=f"标兵{year}", quota=2, decided="12月3日")
    told = written(book, "term", term(book))
    assert "2025年，开展劳动争议调解，调解5起。2026年，开展劳动争议调解，调解6起。" in told
    assert "评定时间：2025年12月3日" in told


def test_a_year_is_said_once_in_a_paragraph_of_a_term(book: Book) -> None:
    for day in ("2025-03-12", "2025-04-12", "2026-03-12"):
        add(book, "activity", year=int(day[:4]), happened=day, title=f"植树{day[2:4]}{day[5:7]}", area="志愿服务")
    told = written(book, "term", term(book))
    assert "2025年3月12日，植树2503" in told
    assert "二是4月12日，植树2504" in told
    assert "三是2026年3月12日，植树2603" in told


def test_the_clerks_own_words_keep_their_year() -> None:
    made = Passage("activity:1", ("2025年3月，植树。",), "", ("2025年3月，植树。",))
    own = Passage("activity:2", ("2025年四月，我们又去植树。",), "", ("2025年4月，植树。",))
    told = plain_text(paper_of(Outline("总结", "工会", (Chapter("a", 1, "志愿", ((made, own),)),)), ON).document)
    assert "2025年3月，植树。2025年四月，我们又去植树。" in told


def test_the_year_goes_without_leaving_a_mark_behind() -> None:
    one, two = (Passage(f"activity:{n}", pieces, "", pieces) for n, pieces in
                enumerate((("2025年3月，植树。",), ("2025年", "，", "编发信息。"))))  # fmt: skip
    told = plain_text(paper_of(Outline("总结", "工会", (Chapter("a", 1, "志愿", ((one, two),)),)), ON).document)
    assert "2025年3月，植树。编发信息。" in told


# -------------------------------------------------------------------------------------------- members and units


def test_units_of_one_sentence_have_one_measure_word(book: Book) -> None:
    add(book, "unit", name="一厂", kind="企业工会")
    add(book, "unit", name="东村", kind="村级工会")
    found = {count.lead: count.unit for count in yearend.facts(book.read, 2026).units}
    assert found == {"各级工会组织": "家", "企业工会": "家", "村级工会": "家"}
    add(book, "unit", name="三组", kind="工会小组")
    assert yearend.facts(book.read, 2026).units[0].unit == "个"


def test_a_term_says_how_the_union_grew(book: Book) -> None:
    add(book, "activity", year=2026, title="植树", area="志愿服务")
    add(book, "member", name="甲", state="正常")
    for day in ("2025-03-01", "2026-03-01"):
        add(book, "member", name=day, state="正常", joined=day, joined_from=day, joined_to=day)
    assert "现有会员3人（比届初净增2人），本届新入会2人。" in written(book, "term", term(book))


def test_a_half_year_names_itself_where_members_joined(book: Book) -> None:
    add(book, "member", name="甲", state="正常", joined="2026-03-01", joined_from="2026-03-01", joined_to="2026-03-01")
    found = yearend.facts(book.read, 2026, "2026年上半年", (date(2026, 1, 1), date(2026, 6, 30))).people
    assert [count.lead for count in found] == ["会员", "上半年新入会"]


def test_the_spoken_report_speaks_as_we() -> None:
    told = said(
        *(activity(n, "文体活动", date(2026, n, 1), date(2026, n, 1), f"第{n}场球赛") for n in (1, 2, 3)), style="duty"
    )
    assert "全年，我们开展文体活动3场。" in told


def test_a_hospital_is_no_office() -> None:
    assert choose_style("", "", "柳桥镇中心卫生院工会").id == choose_style("", "事业单位").id
    told = said(
        activity(1, "文体活动", date(2026, 1, 1), date(2026, 1, 1), "球赛"), style=choose_style("", "事业单位").id
    )
    assert "机关" not in told
