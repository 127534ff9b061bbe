"""Whatever stands in the records, the paper holds together: the trace is the text's, and the text reads on."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app import resources
from app.documents.blocks import Paragraph, words
from app.documents.compose import chinese, summary_paper
from app.documents.narrative_words import bare
from app.documents.summary_styles import choose_style
from app.documents.write import plain_text
from app.domain.quantity import parse_figures
from app.domain.summary import Count, Item, YearFacts
from app.domain.summary_count import KINDS, Measure, Source

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
    assert "上级工会：市总工会。" in text
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
