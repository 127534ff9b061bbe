"""Whatever stands in the records, the paper holds together: the trace is the text's, and the text reads on."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app import resources
from app.documents.blocks import Paragraph, words
from app.documents.compose import SummaryPaper, chinese, summary_paper
from app.documents.narrative_words import bare
from app.documents.summary_styles import choose_style
from app.documents.write import plain_text
from app.domain.quantity import parse_figures
from app.domain.summary_count import KINDS, Measure, Source
from app.domain.summary_facts import Count, Item, YearFacts

STYLE = choose_style("township")
PERIOD = (date(2026, 1, 1), date(2026, 12, 31))
FIELDS = {
    "activity": ("title", "content", "result", "place", "host", "cohost", "remark"),
    "entry": ("reason", "target", "goods", "campaign", "remark"),
    "honour": ("title", "grantor", "recipient", "level", "doc_no", "recipient_kind"),
    "agreement": ("title", "unit", "valid_to"), "proposal": ("title", "proposer", "content", "answer", "adopted"),
    "fund": ("title", "direction", "account", "partner"),
    "award": ("name", "target", "conditions", "decide_way", "decided"),
}  # fmt: skip
TEXTS = st.text("工会慰问活动开展获奖人次万元30余名第三至。；，、“”（）=\n 月日", max_size=14)
RAWS = st.sampled_from(["30余名", "0.56万元", "349人次", "第三名", "七万多元", "职工人349次", "12人", "每人200元"])


@st.composite
def items(draw: st.DrawFn) -> Item:
    table = draw(st.sampled_from(sorted(FIELDS)))
    texts = tuple((name, draw(TEXTS)) for name in FIELDS[table])
    measures = tuple(
        Measure(table, kind.field, draw(st.integers(0, 10**7)), draw(st.sampled_from(["", "", "约3", "30余名"])))
        for kind in KINDS[table]
        if draw(st.booleans())
    )
    raws = draw(st.lists(RAWS, max_size=3))
    figures = parse_figures("；".join(f"数{n}={raw}" for n, raw in enumerate(raws)))
    when = draw(st.sampled_from(["", "3月底", "2026-03-08", "全年", "夏;冬"]))
    kind = draw(st.sampled_from(["", "节日", "金秋助学", "培训讲座", "其他"]))
    area = draw(st.sampled_from(["", "帮扶", "文体活动", "骑手之家"]))
    source = Source(table, draw(st.integers(1, 10**6)))
    return Item(source, area, kind, when, None, None, texts, measures, figures)


@settings(max_examples=60, deadline=None)
@given(st.lists(items(), max_size=14, unique_by=lambda item: item.source))
def test_any_records_make_a_whole_paper(work: list[Item]) -> None:
    facts = YearFacts("柳桥镇总工会", "township", 2026, PERIOD, work=tuple(work))
    paper = summary_paper(facts, STYLE, date(2026, 12, 20))
    paragraphs = [block.run for block in paper.document.blocks if isinstance(block, Paragraph)]
    marked = [(span.figure, span.text) for run in paragraphs for span in run if span.figure]
    assert marked == [(figure.id, figure.text) for figure in paper.figures]
    text = plain_text(paper.document)
    for item in work:
        assert all(figure.quantity.raw in text for figure in item.figures)
        title = bare(item.text("title") or item.text("name"))
        assert title in text or item.source in {row for figure in paper.figures for row in figure.rows}
    assert all(words(run) and words(run)[-1] in "。：！？…”’」』）" for run in paragraphs)


def test_the_period_is_said_where_it_is_not_the_calendar_year() -> None:
    facts = YearFacts("工会", "", 2026, (date(2025, 10, 1), date(2026, 9, 30)))
    text = plain_text(summary_paper(facts, STYLE, date(2026, 10, 8)).document)
    assert "统计期为2025年10月1日至2026年9月30日。现将2026年度" in text


def test_the_overview_fills_the_opening_and_nothing_is_left_out() -> None:
    def told(name: str, content: str) -> Item:
        return Item(Source("overview", len(name)), kind=name, texts=(("content", content),))

    overview = (
        told("自评", "较好完成了年初计划。"),
        told("主题", "建功在企业"),
        told("企业总数", "56家"),
        told("上级工会", "市总工会"),
    )
    paper = summary_paper(YearFacts("工会", "", 2026, PERIOD, overview), STYLE, date(2026, 12, 20))
    text = plain_text(paper.document)
    assert "2026年，工会围绕“建功在企业”开展工作。较好完成了年初计划。企业总数56家。现将" in text
    assert "隶属市总工会。" in text
    assert [figure.text for figure in paper.figures] == ["56家"]


def test_counts_are_figures_too() -> None:
    count = Count("会员", 2, "人", "会员名册中…", (Source("member", 1), Source("member", 2)))
    paper = summary_paper(YearFacts("工会", "", 2026, PERIOD, people=(count,)), STYLE, date(2026, 12, 20))
    (figure,) = paper.figures
    assert (figure.text, figure.section, len(figure.rows)) == ("2人", "一、基本情况", 2)


def test_numbers_of_headings() -> None:
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 21, 99)] == ["一", "九", "十", "十一", "二十", "二十一", "九十九"]


def test_a_style_may_be_given_as_its_file_reads() -> None:
    facts = YearFacts("工会", "", 2026, PERIOD)
    assert facts.empty
    paper = summary_paper(facts, resources.summary_styles()["township"], date(2026, 12, 20))
    assert paper == summary_paper(facts, STYLE, date(2026, 12, 20))
    assert paper.stem == "工会2026年度工作总结"


def entry(number: int, month: int, persons: int, **texts: str) -> Item:
    measures = (Measure("entry", "persons", persons), Measure("entry", "goods_value", persons * 20000))
    day = date(2026, month, 1)
    words = (("kind", "生日"), *texts.items())
    return Item(Source("entry", number), "", "生日", f"{month}月", day, day, words, (*measures, *STANDARD))


STANDARD = (Measure("entry", "standard", 20000),)


def told(*work: Item) -> tuple[str, SummaryPaper]:
    facts = YearFacts("柳桥镇总工会", "township", 2026, PERIOD, work=work)
    paper = summary_paper(facts, STYLE, date(2026, 12, 20))
    return plain_text(paper.document), paper


def test_a_monthly_list_is_one_sentence_with_its_totals() -> None:
    rows = [entry(n, n, n, reason=f"{n}月员工生日", goods="蛋糕券") for n in range(1, 13)]
    text, paper = told(*rows)
    sentence = "1月至12月，开展员工生日慰问12次，共78人，发放蛋糕券，物品折价1.56万元，标准每人200元。"
    assert sentence in text
    assert text.count("生日") == 1
    assert [(f.text, len(f.rows)) for f in paper.figures] == [
        ("12次", 12), ("78人", 12), ("1.56万元", 12), ("200元", 12),
    ]  # fmt: skip
    assert paper.figures[1].definition.endswith("逐次相似的12条记录的“人数”之和，共12条")


def test_rows_of_one_event_are_not_times() -> None:
    text, _ = told(*(entry(n, 9, 30, reason="中秋慰问", target=f"{n}车间") for n in range(1, 8)))
    assert "9月，开展中秋慰问，共210人，物品折价4.2万元，标准每人200元。" in text


def test_a_monthly_event_is_one_sentence_too() -> None:
    rows = [
        Item(Source("activity", n), "教育培训", "", f"{n}月", date(2026, n, 1), date(2026, n, 1),
             (("title", f"{n}月安全例会"), ("place", "会议室")), (Measure("activity", "persons", 60),))
        for n in (1, 2, 3, 4)
    ]  # fmt: skip
    text, _ = told(*rows)
    assert "1月至4月，在会议室召开安全例会4次，参加240人。" in text


def test_money_in_and_out_is_one_sentence_each() -> None:
    def fund(number: int, way: str, title: str, fen: int) -> Item:
        texts = (("direction", way), ("title", title), ("account", f"{title}科目"))
        return Item(Source("fund", number), "经费", "", "3月", None, None, texts, (Measure("fund", "amount", fen),))

    text, _ = told(fund(1, "收入", "会费", 500000), fund(2, "收入", "补助", 900000), fund(3, "支出", "文体", 100000))
    assert "经费收入2笔，共1.4万元：会费5000元（3月，会费科目）；补助9000元（3月，补助科目）。" in text
    many, paper = told(*(fund(n, "支出", "文体", 100) for n in range(1, 14)))
    assert "经费支出13笔，共13元：文体科目13笔、13元。" in many
    assert {len(f.rows) for f in paper.figures} == {13}


def test_a_heading_claims_no_more_than_there_is() -> None:
    dance = Item(Source("activity", 1), "文体活动", texts=(("title", "广场舞"),))
    help_ = Item(Source("activity", 2), "志愿服务", texts=(("title", "植树"),))
    assert "（一）丰富职工文体生活\n" in told(dance)[0]
    assert "（一）开展志愿服务\n" in told(help_)[0]
    assert "（一）丰富职工文体生活，开展志愿服务\n" in told(dance, help_)[0]


def test_what_the_opening_said_is_not_said_again() -> None:
    overview = tuple(
        Item(Source("overview", n), kind=name, texts=(("content", content),))
        for n, (name, content) in enumerate(
            (("背景", "全校有教职工148人"), ("教职工", "148人"), ("主题", "践行“两个维护”"), ("干部", "8名，其中女3名"))
        )
    )
    paper = summary_paper(YearFacts("工会", "", 2026, PERIOD, overview), STYLE, date(2026, 12, 20))
    text = plain_text(paper.document)
    assert "围绕践行“两个维护”开展工作。全校有教职工148人。干部8名，其中女3名。现将" in text
