"""The award papers: their blocks are the golden ones, both files say what the blocks say, nothing is cut or torn."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import fonts
from app.documents.blocks import CutLine, Document, Grid, PageBreak, words
from app.documents.docx import render_docx
from app.documents.filling import FormMistake
from app.documents.form import FormPaper, bound, forms_for, papers_offered, refusals
from app.documents.form_names import awards_called
from app.documents.paging import fits_one_page
from app.documents.pdf import paginate, render_pdf
from app.documents.write import plain_text
from app.domain.award_facts import AwardFacts, Candidate, RoundFacts, TallyFacts
from app.resources import forms
from tests.documents.award_cases import AWARD, BLANK, FULL, GROUPS_AWARD, PERSON, QUOTAS, ROUND, TALLY, photo
from tests.documents.golden import FOLDER, award_forms, told
from tests.documents.papers import bare, pdf_pages
from tests.documents.test_docx import _words


@pytest.fixture(autouse=True)
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "system_font", lambda name: None)
    fonts._files.cache_clear()


def made(*awards: AwardFacts, only: str) -> tuple[FormPaper, ...]:
    return forms_for(awards, forms().values(), (only,))


def pages(document: Document) -> list[str]:
    return [bare(re.sub(r"— \d+ —|第\d+页 共\d+页", "", page)) for page in pdf_pages(render_pdf(document))]


def said(document: Document) -> str:
    return bare(plain_text(document))


@pytest.mark.parametrize("form_id", award_forms())
def test_the_blocks_are_the_golden_ones(form_id: str) -> None:
    assert told(form_id) == (FOLDER / f"{form_id}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("awards", [FULL, BLANK], ids=["full", "blank"])
@pytest.mark.parametrize("form_id", award_forms())
def test_both_files_say_what_the_blocks_say(form_id: str, awards: tuple[AwardFacts, ...]) -> None:
    for paper in made(*awards, only=form_id):
        wanted = said(paper.document)
        headers = sum(block.header_rows for block in paper.document.blocks if isinstance(block, Grid))
        text = "".join(pages(paper.document))
        assert text == wanted or (headers and set(text) == set(wanted) and len(text) >= len(wanted))
        assert bare(_words(docx.Document(BytesIO(render_docx(paper.document))))) == wanted


def test_files_are_named_by_paper_year_award_and_person() -> None:
    stems = [paper.stem for paper in forms_for(FULL, forms().values())]
    assert {
        "评选通知-2026年度", "名额分配表-2026年度-优秀工会积极分子", "选票-2026年度-优秀工会积极分子",
        "推荐审批表-2026年度-优秀工会积极分子-李䶮", "集体申报表-2026年度-先进基层工会-松河中学工会",
        "推荐汇总表-2026年度-优秀工会积极分子", "推荐汇总表-2026年度-先进基层工会", "公示-2026年度",
        "征求意见表-2026年度-先进基层工会-松河中学工会", "计票单-2026年度-优秀工会积极分子", "公示无异议证明-2026年度",
        "计票结果报告单-2026年度-优秀工会积极分子", "表彰决定-2026年度", "荣誉证书-2026年度-优秀工会积极分子",
    } <= set(stems)  # fmt: skip
    assert len(stems) == len({stem.casefold() for stem in stems})


def test_every_form_is_offered_with_its_head() -> None:
    offered = {head.id: head for head in papers_offered()}
    assert set(offered) == set(forms())
    assert offered["nominee_list"].landscape
    assert offered["certificate"].landscape
    assert not offered["notice"].landscape
    places = [forms()[head.id].get("place", 1000) for head in papers_offered()]
    assert places == sorted(places)


def test_ballots_stand_two_on_a_page_one_for_each_voter() -> None:
    [paper] = made(AWARD, only="ballot")
    found = pages(paper.document)
    assert len(found) == 5  # nine voters
    assert [page.count("另选他人") - page.count("“另选他人”") for page in found] == [2, 2, 2, 2, 1]
    assert sum(isinstance(block, CutLine) for block in paper.document.blocks) == 4
    first = found[0]
    assert first.index("王小川") < first.index("李䶮")
    assert all(name in first for name in ("同意（○）", "不同意（×）", "另选他人"))


def test_a_pile_of_ballots_is_cut_in_the_middle() -> None:
    [paper] = made(AWARD, only="ballot")
    tops = [top for strip, top in paginate(paper.document)[0] if strip.height == 24.0]
    page = paper.document.page
    assert len(tops) == 1
    assert page.top_tw / 20 + tops[0] + 12 == pytest.approx(page.height_pt / 2, abs=14)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 70), st.integers(1, 6))
def test_however_many_candidates_no_row_is_torn_and_none_lost(count: int, voters: int) -> None:
    names = tuple(Candidate(f"候选{number}号", "一二三四五六七八九十工会" * (number % 3)) for number in range(count))
    tally = TallyFacts(numbers={"due": voters})
    [paper] = made(replace(AWARD, candidates=names, tallies=(tally,)), only="ballot")
    found = paginate(paper.document)
    page = paper.document.page
    for strips in found:
        for strip, top in strips:
            assert top + strip.height <= page.text_height_pt + 0.1
    rows = [row for block in paper.document.blocks if isinstance(block, Grid) for row in block.rows]
    assert len(rows) == (count + 1) * voters
    cuts = sum(isinstance(block, CutLine) for block in paper.document.blocks)
    breaks = sum(isinstance(block, PageBreak) for block in paper.document.blocks)
    assert cuts + breaks == voters - 1
    if cuts:  # two fit: then as many sheets as half the voters
        assert len(found) == (voters + 1) // 2


def test_a_long_story_flows_and_is_not_cut() -> None:
    story = "\n".join(f"第{number}件事，她都做得认真、细致。" + "热心服务工友，" * 30 for number in range(40))
    [paper] = made(replace(AWARD, people=(replace(PERSON, story=story),)), only="nomination")
    text = "".join(pages(paper.document))
    assert text.count("热心服务工友") == 40 * 30
    assert all(f"第{number}件事" in text for number in range(40))
    assert len(pages(paper.document)) > 3
    word = bare(_words(docx.Document(BytesIO(render_docx(paper.document)))))
    assert word.count("热心服务工友") == 40 * 30


@settings(max_examples=20, deadline=None)
@given(st.text("字，。一12ab\n", max_size=3000), st.text("获奖年20\n", max_size=300))
def test_whatever_is_written_all_of_it_is_printed(story: str, honours: str) -> None:
    one = replace(PERSON, story=story, honours=tuple(honours.split("\n")))
    [paper] = made(replace(AWARD, people=(one,)), only="nomination")
    assert "".join(pages(paper.document)) == said(paper.document)
    room = paper.document.page.text_height_pt
    for strips in paginate(paper.document):
        assert all(top + strip.height <= room + 0.1 for strip, top in strips)


@pytest.mark.parametrize("size", [(300, 420), (2000, 500), (10, 3000), (1, 1)])
def test_a_photo_stands_in_its_cell_with_its_shape(size: tuple[int, int]) -> None:
    one = replace(PERSON, photo=photo(size))
    [paper] = made(replace(AWARD, people=(one,)), only="nomination")
    [cell] = [c for b in paper.document.blocks if isinstance(b, Grid) for r in b.rows for c in r.cells if c.image]
    assert cell.image is not None
    assert cell.image.width_mm / cell.image.height_mm == pytest.approx(size[0] / size[1], rel=0.02)
    held = pypdfium2.PdfDocument(render_pdf(paper.document))
    [drawn] = [x for x in held[0].get_objects() if x.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    left, bottom, right, top = drawn.get_bounds()
    held.close()
    assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.03)
    assert right - left <= 40 * 72 / 25.4
    assert top - bottom <= 50 * 72 / 25.4
    word = docx.Document(BytesIO(render_docx(paper.document)))
    assert len(word.inline_shapes) == 1
    assert "照" not in words(cell.run)


def test_a_photo_that_cannot_be_read_leaves_its_place_free() -> None:
    [paper] = made(replace(AWARD, people=(replace(PERSON, photo=b"\xff\xd8\xffnothing"),)), only="nomination")
    assert "照片" in said(paper.document)


@pytest.mark.parametrize(
    "wrong",
    [
        {"returned": 10}, {"issued": 10}, {"present": 10}, {"valid": 9}, {"invalid": 3}, {"due": 8},
        {"due": None, "present": None, "issued": 8},
    ],
)  # fmt: skip
def test_a_vote_counted_wrongly_gives_a_sentence_and_no_report(wrong: dict[str, int | None]) -> None:
    award = replace(AWARD, tallies=(replace(TALLY, numbers={**TALLY.numbers, **wrong}),))
    assert made(award, only="tally_report") == ()
    [refusal] = refusals((award,), forms().values(), ("tally_report",))
    assert refusal.paper == "计票结果报告单-2026年度-优秀工会积极分子"
    assert str(refusal.error)
    assert made(award, only="tally_sheet")


def test_more_votes_than_the_ballots_hold_are_refused() -> None:
    lines = (replace(TALLY.lines[0], yes=8, no=0, abstained=0), replace(TALLY.lines[1], yes=8, no=0))
    award = replace(AWARD, tallies=(replace(TALLY, lines=lines),))
    assert refusals((award,), forms().values(), ("tally_report",))


def test_the_report_says_who_has_passed_and_each_vote_has_its_own() -> None:
    [paper] = made(AWARD, only="tally_report")
    text = said(paper.document)
    assert "应到9人，实到9人，达到应到人数的三分之二，会议有效。" in text
    assert "入选的1名：李䶮。" in text
    assert "冯八（另选）" in text
    again = replace(AWARD, tallies=(TALLY, replace(TALLY, held="12月4日")))
    assert [paper.stem for paper in made(again, only="tally_report")] == [
        "计票结果报告单-2026年度-优秀工会积极分子", "计票结果报告单-2026年度-优秀工会积极分子-第2次投票",
    ]  # fmt: skip
    few = replace(TALLY, numbers={**TALLY.numbers, "present": 5, "issued": 5, "returned": 5, "valid": 4}, lines=())
    [paper] = made(replace(AWARD, tallies=(few,)), only="tally_report")
    assert "投票无效" in said(paper.document)


def test_objections_keep_the_proof_from_being_made() -> None:
    for objections, refused in (("", 0), ("无", 0), ("未收到异议", 0), ("收到1件来信反映", 1)):
        award = replace(AWARD, round=replace(ROUND, objections=objections))
        assert len(made(award, only="publicity_proof")) == 1 - refused
        assert len(refusals((award,), forms().values(), ("publicity_proof",))) == refused


@pytest.mark.parametrize("form_id", ["publicity", "publicity_proof", "decision", "certificate", "ballot"])
def test_public_papers_hold_nothing_private(form_id: str) -> None:
    for paper in made(*FULL, only=form_id):
        text = said(paper.document)
        for private in (PERSON.phone, PERSON.id_no, PERSON.born, "19900000003", "汉族"):
            assert private not in text
        assert ROUND.contact_phone in text or form_id != "publicity"


def test_a_public_form_cannot_ask_for_what_is_private() -> None:
    mine = {**forms()["publicity"], "notes": ["{{联系电话}}"]}
    with pytest.raises(FormMistake) as caught:
        forms_for(FULL, [mine])
    assert caught.value.values["field"] == "联系电话"


def test_only_those_chosen_are_named_in_the_decision() -> None:
    [paper] = made(*FULL, only="decision")
    text = said(paper.document)
    assert "一、先进基层工会（1个）松河中学工会。" in text
    assert "二、优秀工会积极分子（1名）李䶮（松河纺织厂工会织布车间）。" in text
    assert "王小川" not in text


@pytest.mark.parametrize(
    ("places", "said_so"),
    [
        (("甲厂", "乙校"), "一（甲厂）、二（乙校）"),
        (("甲厂 车间", "甲厂 车间", "乙校"), "一、二（甲厂车间）；三（乙校）"),
        (("", ""), "一、二"), (("甲厂", "乙校", "甲厂"), "一（甲厂）、二（乙校）、三（甲厂）"),
    ],
)  # fmt: skip
def test_the_honoured_stand_in_their_order_with_their_places(places: tuple[str, ...], said_so: str) -> None:
    people = tuple(
        replace(PERSON, name=name, place=place, unit=place) for name, place in zip("一二三", places, strict=False)
    )
    [paper] = made(replace(AWARD, people=people), only="decision")
    assert f"{said_so}。" in said(paper.document)


@pytest.mark.parametrize("form_id", ["notice", "publicity", "publicity_proof", "decision"])
def test_groups_stand_before_people_as_the_title_has_them(form_id: str) -> None:
    for awards in (FULL, FULL[::-1]):
        [paper] = made(*awards, only=form_id)
        text = said(paper.document).partition("公示对象为")[2] or said(paper.document)
        assert 0 < text.index(GROUPS_AWARD.name) < text.index(AWARD.name)


@pytest.mark.parametrize("form_id", ["publicity", "publicity_proof", "nomination"])
def test_the_days_of_publicity_count_from_the_day_after_posting(form_id: str) -> None:
    # Monday the 7th to Monday the 14th has six working days in it; without the rule the paper would look wrong.
    text = said(made(*FULL, only=form_id)[0].document)
    assert re.search(r"12月7日至12月14日[，（]自发布次日起5个工作日", text)


def test_publicity_says_on_what_notice_it_stands() -> None:
    [paper] = made(*FULL, only="publicity")
    cited = "松河镇总工会关于开展2026年度先进集体和先进个人评选工作的通知"
    assert f"按照《{cited}》（{ROUND.doc_no}）要求" in said(paper.document)
    [unnumbered] = made(*(replace(one, round=replace(ROUND, doc_no="")) for one in FULL), only="publicity")
    assert "通知" not in said(unnumbered.document)
    assert "（）" not in said(unnumbered.document)


def test_a_unit_of_no_unit_gets_a_dash_and_an_empty_line_none() -> None:
    [paper] = made(*FULL, only="publicity")
    assert said(paper.document).count("—") == 2
    [blank] = made(*BLANK, only="publicity")
    assert "—" not in said(blank.document)


def test_days_of_several_awards_stand_the_earliest_first() -> None:
    awards = (replace(AWARD, recommend_by="11月25日"), replace(GROUPS_AWARD, recommend_by="11月5日"))
    [paper] = made(*awards, only="notice")
    assert "11月5日（先进基层工会）、11月25日（优秀工会积极分子）前完成推荐" in said(paper.document)


@pytest.mark.parametrize("form_id", ["ballot", "tally_sheet", "tally_report"])
def test_units_are_not_called_people_on_the_papers_of_a_vote(form_id: str) -> None:
    vote = replace(TALLY, lines=(replace(TALLY.lines[0], name=GROUPS_AWARD.groups[0].name, yes=8, no=0, abstained=0),))
    [paper] = made(replace(GROUPS_AWARD, tallies=(vote,)), only=form_id)
    text = said(paper.document)
    assert "候选单位" in text
    assert not re.search("候选人|所在单位|[0-9]名", text)
    [people] = made(AWARD, only=form_id)
    assert "候选人" in said(people.document)
    assert "候选单位" not in said(people.document)


def test_a_consultation_asks_a_unit_for_its_head_and_a_person_for_the_post() -> None:
    of_people, of_groups = (made(one, only="consultation")[0] for one in FULL)
    assert "身份类别" in said(of_people.document)
    assert "所在单位" in said(of_people.document)
    assert f"负责人{GROUPS_AWARD.groups[0].head}" in said(of_groups.document)
    assert "身份类别" not in said(of_groups.document)


def test_those_who_counted_sign_in_one_line() -> None:
    [paper] = made(AWARD, only="tally_sheet")
    [line] = [page for page in pdf_pages(render_pdf(paper.document)) if "唱票人" in page]
    signs = [one for one in line.splitlines() if "监票人：" in one]
    assert len(signs) == 1
    assert signs[0].count("________") == 4


@pytest.mark.parametrize("count", range(6, 40))
def test_sums_results_signatures_and_notes_never_stand_on_a_page_without_names(count: int) -> None:
    names = tuple(f"候选者{number}" for number in range(count))
    quotas = replace(QUOTAS, rows=tuple(replace(QUOTAS.rows[0], place=name) for name in names))
    lines = tuple(replace(TALLY.lines[0], name=name) for name in names)
    award = replace(
        AWARD, quotas=quotas, candidates=tuple(Candidate(name) for name in names),
        tallies=(replace(TALLY, lines=lines, numbers={}),),
    )  # fmt: skip
    for form_id in ("quota", "tally_sheet", "tally_report"):
        [paper] = made(award, only=form_id)
        found = pages(paper.document)
        assert min(page.count("候选者") for page in found) >= 2, form_id
        assert len(found) == 1 or not fits_one_page(paper.document), form_id


def test_each_winner_has_a_page() -> None:
    people = tuple(replace(PERSON, name=f"获奖者{number}") for number in range(5))
    [paper] = made(replace(AWARD, people=people, name="新就业形态劳动者暖心服务优秀工会积极分子"), only="certificate")
    found = pages(paper.document)
    assert len(found) == 5
    assert all(f"获奖者{number}同志" in page for number, page in enumerate(found))
    assert all("特发此证" in page and "松河镇总工会委员会" in page for page in found)


def test_awards_of_two_rounds_have_their_own_papers() -> None:
    other = replace(GROUPS_AWARD, round=RoundFacts(8, "第二批"))
    stems = [paper.stem for paper in made(AWARD, other, only="notice")]
    assert stems == ["评选通知-2026年度", "评选通知-2026年度-2"]


def test_a_round_beside_others_is_named_in_its_files_even_when_made_alone() -> None:
    labelled = tuple(replace(one, round=replace(ROUND, label="评优")) for one in FULL)
    assert [paper.stem for paper in made(*labelled, only="publicity")] == ["公示-2026年度-评优"]
    assert [paper.stem for paper in made(labelled[0], only="quota")] == ["名额分配表-2026年度-优秀工会积极分子"]
    twin = replace(labelled[0], namesake=True)
    assert [paper.stem for paper in made(twin, only="quota")] == ["名额分配表-2026年度-评优-优秀工会积极分子"]


def titled(title: str, form_id: str) -> str:
    awards = tuple(replace(one, round=replace(ROUND, title=title)) for one in FULL)
    return made(*awards, only=form_id)[0].document.title


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("最美职工评选", "2026年度“最美职工”"), ("2026年“最美职工”评选活动", "2026年度“最美职工”"),
        ("松河镇总工会2026年度评优", "2026年度先进集体和先进个人"),
        ("松河镇2026年度评优", "2026年度先进集体和先进个人"),
        ("", "2026年度先进集体和先进个人"), ("第二批", "2026年度先进集体和先进个人"),
        ("年终评优评先", "2026年度先进集体和先进个人"), ("工会系统先进表彰大会", "2026年度先进集体和先进个人"),
        ("2025—2026年度劳动模范评选表彰", "2025—2026年度劳动模范"),
        ("2025年度优秀工会干部评选", "2025年度优秀工会干部"),
        ("关于开展2026年度“五一劳动奖章”推荐评选工作的通知", "2026年度“五一劳动奖章”"),
        ("“最美职工”和“最美班组”评选", "2026年度“最美职工”和“最美班组”"), ("寻找最美职工", "2026年度“最美职工”"),
        ("最美职工（第二批）评选", "2026年度“最美职工”"), ("“十佳职工", "2026年度“十佳职工”"),
        ("三八红旗手（集体）评选", "2026年度“三八红旗手（集体）”"),
    ],
)  # fmt: skip
def test_the_papers_call_a_round_by_its_title(title: str, called: str) -> None:
    assert titled(title, "notice") == f"松河镇总工会关于开展{called}评选工作的通知"
    assert titled(title, "publicity") == f"关于{called}拟表彰对象的公示"
    assert titled(title, "decision") == f"松河镇总工会关于表彰{called}的决定"


@given(st.text("最美职工评选表彰2026年度“”（）《》和的先进 ", max_size=14), st.sampled_from(["", "松河镇总工会"]))
def test_whatever_a_round_is_called_its_papers_have_a_name_with_marks_in_pairs(title: str, union: str) -> None:
    year, name = awards_called(title, union, 2026, "先进个人")
    assert name.strip("“”（）《》")
    assert year
    assert name.count("“") == name.count("”")


def test_a_notice_leaves_out_what_was_not_entered() -> None:
    [paper] = made(*BLANK, only="notice")
    text = said(paper.document)
    assert "__" not in text
    assert "评选条件" not in text
    assert "推荐方式" not in text
    half = replace(AWARD, recommend_way="", conditions="")
    text = said(made(half, GROUPS_AWARD, only="notice")[0].document)
    assert "1.先进基层工会。推荐方式：分会推荐；评定方式：委员会票决。" in text
    assert "2.优秀工会积极分子。评定方式：委员会票决。" in text
    assert "二、评选条件1.先进基层工会：组织健全、活动经常。三、评选办法" in text


def test_a_certificate_has_its_award_on_a_line_of_its_own_and_the_day_of_the_decision() -> None:
    [paper] = made(replace(AWARD, name="最美职工", granted="2026年12月20日"), only="certificate")
    [page] = pdf_pages(render_pdf(paper.document))
    assert "“最美职工”" in [line.strip() for line in page.splitlines()]
    assert "2026年12月20日" in page
    [unknown] = made(AWARD, only="certificate")
    assert "2026年月日" in said(unknown.document)


def test_a_team_is_told_apart_by_where_it_belongs() -> None:
    team = replace(GROUPS_AWARD, groups=(replace(GROUPS_AWARD.groups[0], name="织布二组", place="松河纺织厂"),))
    [table] = [block for block in made(team, only="publicity")[0].document.blocks if isinstance(block, Grid)]
    assert [words(cell.run) for cell in table.rows[1].cells[2:]] == ["织布二组", "松河纺织厂", "—"]
    assert "织布二组（松河纺织厂）。" in said(made(team, only="decision")[0].document)


@pytest.mark.parametrize("form_id", ["notice", "publicity", "decision"])
def test_a_signature_never_stands_alone_on_a_page(form_id: str) -> None:
    for count in range(0, 48, 3):
        people = tuple(replace(PERSON, name=f"第{number}号", photo=b"") for number in range(count % 25 + 1))
        award = replace(AWARD, conditions="条件" * (11 * count) + "好", people=people, tallies=())
        [paper] = made(award, GROUPS_AWARD, only=form_id)
        lines = [line for line in pdf_pages(render_pdf(paper.document))[-1].splitlines() if line.strip()]
        assert sum("附件" in line or not re.match(r"\d\.|松河镇总工会委员会|2026年|—", line.strip()) for line in lines)


def test_many_papers_become_one_file() -> None:
    papers = forms_for(FULL, forms().values(), ("notice", "nomination", "nominee_list", "certificate"))
    whole = bound(papers, "评优材料")
    apart = [bare(page) for paper in papers for page in pdf_pages(render_pdf(paper.document))]
    together = [bare(page) for page in pdf_pages(render_pdf(whole))]
    assert together == apart  # page numbers begin anew, too
    held = pypdfium2.PdfDocument(render_pdf(whole))
    assert {page.get_size()[0] > page.get_size()[1] for page in held} == {True, False}
    held.close()
    data = render_docx(whole)
    assert data == render_docx(whole)
    word = docx.Document(BytesIO(data))
    assert len(word.sections) == len(papers)
    assert bare(_words(word)) == "".join(said(paper.document) for paper in papers)
    wide = [section.page_width > section.page_height for section in word.sections]
    assert wide == [paper.document.page.landscape for paper in papers]
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in word.sections]
    assert set(starts) == {"1"}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_word_files_have_as_many_pages(tmp_path: Path) -> None:
    papers = [paper for paper in forms_for(FULL, forms().values()) if "王小川" not in paper.stem]
    whole = FormPaper("all", "合订", bound(papers))
    for number, paper in enumerate((*papers, whole)):
        (tmp_path / f"{number}.docx").write_bytes(render_docx(paper.document))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    names = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *names]
    subprocess.run(command, check=True, timeout=240, capture_output=True)
    counts = []
    for number, paper in enumerate((*papers, whole)):
        held = pypdfium2.PdfDocument(tmp_path / f"{number}.pdf")
        counts.append((paper.stem, len(held), len(pdf_pages(render_pdf(paper.document)))))
        held.close()
    assert [one for one in counts[:-1] if abs(one[1] - one[2]) > 1] == []
    assert abs(counts[-1][1] - counts[-1][2]) <= len(papers) // 4


def test_pages_are_whole_sheets() -> None:
    """No strip of any paper lies over another or beyond its page."""
    for paper in forms_for(FULL, forms().values()):
        for strips in paginate(paper.document):
            ends = [(top, top + strip.height) for strip, top in strips]
            assert all(after[0] >= before[1] - 0.01 for before, after in pairwise(ends))
            assert all(end <= paper.document.page.text_height_pt + 0.1 for _, end in ends)


@pytest.mark.parametrize("form_id", ["notice", "publicity", "publicity_proof", "decision", "certificate"])
def test_in_word_text_goes_over_with_the_signature(form_id: str) -> None:
    """Every paragraph from the last words to the signature is kept with the next, the blank ones between too."""
    for awards in (FULL, BLANK):
        [paper] = made(*awards, only=form_id)[:1]
        paragraphs = docx.Document(BytesIO(render_docx(paper.document))).paragraphs
        signer = next(
            at for at, one in enumerate(paragraphs) if one.text.startswith("松河镇总工会") and at > len(paragraphs) - 4
        )
        words_before = max(at for at, one in enumerate(paragraphs[:signer]) if one.text.strip())
        assert all(one.paragraph_format.keep_with_next for one in paragraphs[words_before : signer + 1])
