"""Sentences about one record: the clerk's words stay, each number stands once and is marked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.narrative import tell
from app.documents.narrative_marks import Number, mark
from app.documents.narrative_voice import Voice
from app.documents.narrative_words import bare, close, plain, result_lead, when_words, without_echo
from app.documents.summary_styles import choose_style
from app.domain.quantity import parse, parse_figures
from app.domain.summary_count import Measure, Source
from app.domain.summary_facts import Item


def item(table: str = "activity", figures: str = "", when: str = "", kind: str = "", **texts: Any) -> Item:
    measures = tuple(
        Measure(table, name, *(value if isinstance(value, tuple) else (value,)))
        for name, value in texts.items()
        if not isinstance(value, str)
    )
    words = tuple((name, value) for name, value in texts.items() if isinstance(value, str))
    return Item(Source(table, 7), kind=kind, when=when, texts=words, measures=measures, figures=parse_figures(figures))


STYLE = choose_style("township")
VOICE = Voice(STYLE.wording, 2026, 0, STYLE.gather.private_kinds, STYLE.gather.private_words)


def said(it: Item) -> str:
    return plain(tell(it, VOICE))


@pytest.mark.parametrize(
    ("it", "text"),
    [
        (
            item(title="三八妇女节慰问活动", when="2026-03-08", persons=120),
            "3月8日，开展三八妇女节慰问活动，参加120人。",
        ),
        (item(title="志愿者30余名上岗", figures="志愿者=30余名"), "志愿者30余名上岗。"),
        (item(title="召集志愿者上岗", figures="志愿者=30余名"), "召集志愿者上岗，志愿者30余名。"),
        (item(title="参加篮球赛", figures="参赛人数=12名；名次=第三名"), "参加篮球赛，参赛人数12名、名次第三名。"),
        (item(title="慰问职工104人次", figures="职工=104人"), "慰问职工104人次，职工104人。"),
        (item(title="走访113名职工", figures="困难职工=13名"), "走访113名职工，困难职工13名。"),
        (item(title="慰问9家、349人次", figures="慰问职工人次=职工人349次"), "慰问9家、349人次（职工人349次）。"),
        (item(title="投入近10万元", figures="投入=10万元"), "投入近10万元，投入10万元。"),
        (item(title="参加120人的培训", persons=120), "参加120人的培训。"),
        (
            item(title="趣味运动会", persons=120, person_times=350, cost=560000),
            "举办趣味运动会，参加120人、350人次，经费5600元。",
        ),
        (item(title="捐款", cost=(1000000, "近10万元")), "捐款，经费近10万元。"),
        (item(title="厨艺大赛", result="团体三等奖"), "举办厨艺大赛，获团体三等奖。"),
        (item(title="送清凉；", content="送清凉；\n慰问一线职工。"), "送清凉；慰问一线职工。"),
        (
            item(
                "entry",
                kind="节日",
                when="春节前后",
                reason="",
                target="全体会员",
                goods="大米",
                persons=320,
                goods_value=1612900,
            ),
            "春节前后，开展节日慰问，对象为全体会员320人，发放大米，物品折价1.6129万元。",
        ),
        (
            item("entry", kind="送清凉", reason="慰问一线职工349人次", person_times=349, standard=20000),
            "慰问一线职工349人次，标准每人200元。",
        ),
        (
            item("entry", kind="节日", reason="三八妇女节慰问", units=9, households=6, persons=12, person_times=349),
            "开展三八妇女节慰问，涉及单位9家、6户12人、349人次。",
        ),
        (
            item("entry", kind="其他", reason="全年慰问", figures="职工=职工人349次", person_times=349),
            "开展全年慰问，共349人次，职工人349次。",
        ),
        (
            item("entry", kind="其他", reason="全年慰问", figures="慰问人次=职工人349次", person_times=349),
            "开展全年慰问，慰问人次：职工人349次。",
        ),
        (
            item("entry", kind="困难帮扶", reason="重病", target="周小满", cash=(560000, "0.56万元")),
            "开展困难帮扶（重病），慰问金0.56万元。",
        ),
        (
            item("honour", title="工人先锋号", grantor="市总工会", recipient="一车间", level="市级", amount=1),
            "一车间被市总工会授予“工人先锋号”。",
        ),
        (item("plan", content="新建工会3个。", figures="工会=3个；培训=2期"), "新建工会3个，培训2期。"),
        (item("plan", content="疗休养两批，每批20人左右", figures="每批=20人左右"), "疗休养两批，每批20人左右。"),
        (
            item(title="为骑手赠送头盔", figures="头盔=120顶；站点=9家"),
            "为骑手赠送头盔120顶、站点9家。",
        ),
        (item(title="每季度开展1次主题活动", figures="主题活动=4次"), "每季度开展1次主题活动，主题活动4次。"),
        (item(title="参加县里的篮球赛", persons=12, result="第五名"), "参加县里的篮球赛，共12人，获第五名。"),
        (item(title="组织献血", place="镇政府大院", persons=9), "在镇政府大院组织献血，参加9人。"),
        (item(title="植树", place="在北山", persons=9), "植树（地点：在北山），参加9人。"),
        (item(title="员工夜谈", content="每周一晚，自愿参加。"), "员工夜谈：每周一晚，自愿参加。"),
        (item(title="读书分享", content="人手一册。"), "开展读书分享。人手一册。"),
        (item(title="招聘会", persons=0, cost=0), "举办招聘会。"),
        (
            item("entry", kind="直系亲属去世", reason="吊唁", remark="不发慰问金", cash=0, goods="花圈"),
            "开展直系亲属去世慰问（吊唁；不发慰问金），发放花圈。",
        ),
        (item("entry", kind="直系亲属去世", reason="慰问", persons=1), "开展直系亲属去世慰问，共1人。"),
        (item("entry", kind="退休", reason="欢送退休同志", persons=1), "欢送退休同志，慰问1人。"),
        (item("entry", kind="生日", reason="集体生日会", persons=5), "举办集体生日会，慰问5人。"),
        (item("entry", kind="其他", reason="代办法律援助", persons=5), "代办法律援助，共5人。"),
        (
            item("entry", kind="送清凉", reason="慰问工人", persons=(130, "130余名"), person_times=(130, "130余名")),
            "开展送清凉（慰问工人），共130余名。",
        ),
        (
            item("entry", kind="其他", reason="走访慰问留守儿童和困境儿童", target="留守儿童、困境儿童", persons=36),
            "走访慰问留守儿童和困境儿童36人。",
        ),
        (
            item("honour", title="先进集体", grantor="市总工会", recipient="一、二车间", amount=2),
            "一、二车间被市总工会授予“先进集体”，共2项。",
        ),
        (
            item("honour", title="获成果一等奖", grantor="省质协", recipient="质检小组"),
            "质检小组获成果一等奖（省质协）。",
        ),
        (
            item("award", name="五一标兵", quota=3, decided="2026-12-05"),
            "开展“五一标兵”评选，名额3名；评定时间：12月5日。",
        ),
    ],
)
def test_sentences(it: Item, text: str) -> None:
    assert said(it) == text


def test_remarks_are_told_but_what_was_left_of_foreign_columns_is_not() -> None:
    assert said(item(title="植树", remark="含家属12人")) == "植树（含家属12人）。"
    assert said(item(title="植树", remark="警号：1234；审核意见：同意")) == "植树。"


def test_private_numbers_are_masked() -> None:
    told = said(item(title="慰问周小满13812345678", remark="身份证11010519491231002X"))
    assert told == "慰问周小满138****5678（身份证110105********002X）。"


def test_two_equal_figures_go_to_the_places_their_labels_fit() -> None:
    told = tell(item(title="新创五星2家、四星2家", figures="四星工会=2家；五星工会=2家"), VOICE)
    found = [p.definition for p in told if isinstance(p, Number) and p.text == "2家"]
    assert [d[-5:] for d in found] == ["五星工会”", "四星工会”"]


@pytest.mark.parametrize(
    ("when", "narrative", "told"),
    [
        ("2026-03-08", "植树", ("3月8日", "")),
        ("2025-12-30", "植树", ("2025年12月30日", "")),
        ("3月底", "植树", ("3月底", "")),
        ("全年", "植树", ("", "")),
        ("20XX年", "植树", ("", "")),
        ("20xx年度", "植树", ("", "")),
        ("今年以来", "植树", ("", "")),
        ("下年度", "植树", ("", "")),
        ("20xx年12月12日—17日", "植树", ("12月12日—17日", "")),
        ("7月份", "7月植树", ("", "")),
        ("12月13日(周二)下午", "12月13日植树", ("", "12月13日(周二)下午")),
        ("12月13日(周二)下午", "12月13日下午植树", ("", "周二")),
        ("xx月30日前", "植树", ("", "xx月30日前")),
        ("夏;冬;三八", "植树", ("夏、冬、三八", "")),
        ("", "植树", ("", "")),
        ("20xx年xx月xx日", "植树", ("", "")),
        ("2026-05", "植树", ("5月", "")),
        ("2026-09-20至2026-12-20", "植树", ("9月20日至12月20日", "")),
    ],
)
def test_times_stand_as_given_where_they_say_something(when: str, narrative: str, told: tuple[str, str]) -> None:
    assert when_words(item(when=when), narrative, 2026) == told


AMOUNTS = st.builds(
    "{}{}{}".format,
    st.integers(0, 9999),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["人", "人次", "名", "户", "家", "万元", "元", "件"]),
)
WORDS = st.text("职工会慰问培训班参加，、。共第近约各", max_size=8)
TITLES = st.lists(st.one_of(WORDS, AMOUNTS), max_size=6).map("".join)


@given(TITLES, st.lists(AMOUNTS, max_size=4))
def test_the_clerks_words_are_never_changed_and_no_figure_is_lost(title: str, amounts: list[str]) -> None:
    it = item(title=title, figures="；".join(f"数{n}={a}" for n, a in enumerate(amounts)))
    marked = mark(it, [title], "x")
    assert plain(marked.pieces(0)) == title
    text = said(it)
    assert bare(title) in text
    found = [p for p in marked.pieces(0) if isinstance(p, Number)]
    own = {number.text for number in found} | {n.text for _, n in marked.figures} | {n.text for n in marked.echoes}
    held = {(n.value, n.unit) for n in tell(it, VOICE) if isinstance(n, Number) and "的数据“" in n.definition}
    otherwise = [parse(amount) for amount in amounts if amount not in own]  # 80人 stands for 80名
    assert all((quantity.number, quantity.unit) in held for quantity in otherwise)


@given(st.text("好。；，、！？… ”", max_size=8))
def test_a_sentence_ends_once(text: str) -> None:
    ended = plain(close((bare(text),))) if bare(text) else ""
    assert not ended.endswith(("。。", "，。", "；。", "、。"))


def test_everybody_once_and_a_result_that_is_a_sentence() -> None:
    once = item("entry", kind="送清凉", reason="高温天气慰问环卫工人", persons=41, person_times=41)
    assert said(once) == "高温天气慰问环卫工人41人。"
    assert said(item(title="第九届职工运动会", result="团体冠军为镇机关工会")).endswith("，团体冠军为镇机关工会。")
    assert "有效期至2027年4月20日" in said(item("agreement", title="工资专项集体合同", valid_to="2027-04-20"))


@pytest.mark.parametrize(
    ("result", "lead"),
    [
        ("团体三等奖", "获"),
        ("镇卫生院工会获第一名", ""),
        ("青石中学夺得冠军", ""),
        ("取得第二名", ""),
        ("反响热烈", ""),
        ("第一名被授予能手称号", ""),
        ("2人一等奖", ""),
        ("良好", "结果"),
        ("一等奖2组、二等奖4组", "评出"),
        ("第一名用时41分20秒", ""),
    ],
)
def test_a_prize_is_won_once(result, lead):
    assert result_lead(result) == lead


def test_a_prize_is_not_won_twice_in_one_sentence() -> None:
    assert said(item(title="参加合唱比赛获奖", result="一等奖")) == "参加合唱比赛获奖，一等奖。"


@pytest.mark.parametrize(
    ("pattern", "words", "filled"),
    [
        ("X围绕“{主题}”开展工作", "围绕中心、服务大局", "X{主题}开展工作"),
        ("X围绕“{主题}”开展工作", "围绕服务大局开展工作", "X{主题}"),
        ("X围绕“{主题}”开展工作", "建功新时代", "X围绕“{主题}”开展工作"),
        ("{背景}", "围绕", "{背景}"),
    ],
)
def test_a_pattern_does_not_echo_the_clerks_words(pattern, words, filled):
    place = pattern[pattern.index("{") + 1 : pattern.index("}")]
    assert without_echo(pattern, place, words) == filled


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("组队参加", "组队参加全镇第三届厨艺大赛，获团体三等奖。"),
        ("选派8名职工参赛", "参加全镇第三届厨艺大赛。选派8名职工参赛。获团体三等奖。"),
        ("冬季开赛", "举办全镇第三届厨艺大赛。冬季开赛。获团体三等奖。"),
    ],
)
def test_who_took_part_did_not_hold_it(content, told):
    texts = (("title", "全镇第三届厨艺大赛"), ("content", content), ("result", "团体三等奖"))
    item = Item(Source("activity", 1), texts=texts)
    assert plain(tell(item, VOICE)) == told


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        ("生病住院", {"reason": "看望会员周小满", "target": "周小满", "persons": 1},
         "开展生病住院慰问，共1人。"),
        ("生病住院", {"reason": "看望周小满、李秋实", "target": "周小满、李秋实", "persons": 2},
         "开展生病住院慰问，共2人。"),
        ("困难帮扶", {"reason": "丧偶，家中有病人", "target": "何一舟", "persons": 1}, "丧偶，家中有病人，慰问1人。"),
        ("去世", {"reason": "吊唁", "target": "去世会员家属", "persons": 1},
         "开展去世慰问（吊唁），对象为去世会员家属1人。"),
        ("生病住院", {"reason": "看望住院职工", "target": "一车间职工", "persons": 4},
         "看望住院职工，对象为一车间职工，慰问4人。"),
        ("退休", {"reason": "欢送退休同志", "target": "周小满", "persons": 1}, "欢送退休同志，对象为周小满。"),
    ],
)  # fmt: skip
def test_illness_and_death_have_no_name(kind: str, words: dict[str, Any], told: str) -> None:
    it = item("entry", kind=kind, **words)
    assert said(it) == told
    definitions = "".join(p.definition for p in tell(it, VOICE) if isinstance(p, Number))
    assert kind == "退休" or not any(name in definitions for name in ("周小满", "何一舟", "李秋实"))


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"households": 7, "persons": 22, "person_times": 22}, "帮扶困难家庭7户22人。"),
        ({"households": 6, "persons": 6, "person_times": 24}, "帮扶困难家庭6户6人、24人次。"),
        ({"units": 2, "persons": 5}, "帮扶困难家庭，涉及单位2家、5人。"),
        ({"households": 4, "persons": (30, "30余名")}, "帮扶困难家庭4户30余名。"),
    ],
)
def test_one_number_is_said_once_and_units_never_mix(counts: dict[str, Any], told: str) -> None:
    assert said(item("entry", kind="其他", reason="帮扶困难家庭", **counts)) == told


def test_one_number_in_two_fields_names_both() -> None:
    it = item("entry", kind="送清凉", reason="高温天气慰问环卫工人", persons=41, person_times=41)
    (number,) = [piece for piece in tell(it, VOICE) if isinstance(piece, Number)]
    assert "“人数”和“人次”" in number.definition


def test_neighbours_are_worded_in_turn() -> None:
    it = item(title="舞会", persons=9)
    assert [plain(tell(it, VOICE.at(place))) for place in (0, 1, 2)] == [
        "举办舞会，参加9人。", "举办舞会，9人参加。", "举办舞会，参加9人。",
    ]  # fmt: skip
