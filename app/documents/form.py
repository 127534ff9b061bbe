"""The papers of the awards: which form is made for whom, under which file name, and what its fields hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.documents.blocks import Document
from app.documents.filling import Definition, FormFacts, FormList, Head, fill, head
from app.domain.award_facts import AwardFacts, GroupFacts, PersonFacts, QuotaRow

_FORBIDDEN = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_STEM_CHARS = 80
_WRITE_DAY = "____年___月___日"

QUOTAS = "名额"
QUOTA_FIELDS = ("序号", "单位", "会员人数", "干部人数", "比例", "计算值", "分配名额", "加减", "说明")


@dataclass(frozen=True, slots=True)
class FormPaper:
    """One finished paper; ``stem`` is its file's name without ending, unique among those made together."""

    form_id: str
    stem: str
    document: Document


def forms_for(
    awards: Sequence[AwardFacts], definitions: Iterable[Definition], only: Sequence[str] = ()
) -> tuple[FormPaper, ...]:
    """The papers of the awards, award by award in the order of the forms.

    A form for individuals or groups is made once for each of those proposed; an award that has none yet gets a
    blank one to be written in by hand. ``only`` are the ids of the forms wanted; none means all of them.

    Raises:
        AppError: a form's definition is wrong.
    """
    forms = [(head(one), one) for one in definitions]
    made: list[FormPaper] = []
    taken: set[str] = set()
    for award in awards:
        for form, definition in forms:
            if only and form.id not in only:
                continue
            for who, facts in _fillings(award, form):
                name = _unique(stem(form.name, award.name, who), taken)
                made.append(FormPaper(form.id, name, fill(definition, facts)))
    return tuple(made)


def stem(*parts: str) -> str:
    """A file's name from its parts, without what Windows does not take."""
    clean = (_FORBIDDEN.sub("", part).strip(" .") for part in parts)
    return "-".join(part for part in clean if part)[:_STEM_CHARS].rstrip(" .-")


def _unique(wanted: str, taken: set[str]) -> str:
    """``wanted``, numbered where another paper has it; Windows takes a and A for one name."""
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name.casefold())
    return name


def _fillings(award: AwardFacts, form: Head) -> Iterator[tuple[str, FormFacts]]:
    """What one form is filled with for one award, and for whom."""
    common = _award_texts(award)
    if form.applies_to == "individual" and award.individual:
        for person in award.people or (PersonFacts(),):
            yield person.name, FormFacts(BLANK | common | _person_texts(person))
    elif form.applies_to == "collective" and not award.individual:
        for group in award.groups or (GroupFacts(),):
            yield group.name, FormFacts(BLANK | common | _group_texts(group))
    elif form.applies_to == "award" and (award.individual or not award.quotas.computed):
        # A group's award is given to the units themselves: without an allotment of the clerk's own there is none.
        lines = tuple(_quota_texts(number, row) for number, row in enumerate(award.quotas.rows, 1))
        lists = {QUOTAS: FormList(QUOTA_FIELDS, lines)}
        yield "", FormFacts(BLANK | common | _sums(award), lists)


def _award_texts(award: AwardFacts) -> dict[str, str]:
    return {
        "年度": str(award.year),
        "奖项": award.name,
        "名额": award.quota,
        "评选条件": award.conditions,
        "推荐方式": award.recommend_way,
        "评定方式": award.decide_way,
        "推荐截止": award.recommend_by,
        "评定时间": award.decided,
        "审定": award.approver,
        "评选说明": award.remark,
        "工会名称": award.union,
        "公章全称": award.seal or award.union,
        "上级工会": award.superior,
        "评选名称": award.round_title,
        "文号": award.doc_no,
        "公示": _publicity(award),
        "异议情况": award.objections,
    }


def _publicity(award: AwardFacts) -> str:
    """The days of publicity in words; where they are not known, with room to write them."""
    if not award.publicity_from:
        return f"公示时间：{_WRITE_DAY}至{_WRITE_DAY}，共___个工作日。"
    days = f"，共{award.publicity_days}个工作日" if award.publicity_days else ""
    until = f"至{award.publicity_to or _WRITE_DAY}"
    return f"公示时间：{award.publicity_from}{until}{days}。"


def _person_texts(person: PersonFacts) -> dict[str, str]:
    return {
        "姓名": person.name,
        "性别": person.gender,
        "出生年月": person.born,
        "民族": person.ethnic,
        "政治面貌": person.political,
        "学历": person.education,
        "参加工作时间": person.working_since,
        "入会时间": person.joined,
        "工作单位": person.unit,
        "职务职称": person.post,
        "工会职务": person.union_post,
        "从事工会工作时间": person.union_years,
        "联系电话": person.phone,
        "个人简历": person.resume,
        "曾获奖励": "\n".join(person.honours),
        "主要事迹": _indented(person.story),
        "应到": person.due,
        "实到": person.present,
        "同意票": person.votes,
        "推荐意见": person.opinion,
        "评选结果": person.outcome,
        "备注": person.remark,
    }


def _group_texts(group: GroupFacts) -> dict[str, str]:
    return {
        "单位名称": group.name,
        "单位性质": group.kind,
        "负责人": group.head,
        "联系电话": group.phone,
        "建会时间": group.founded,
        "届次": group.term_no,
        "职工数": group.workers,
        "会员数": group.members,
        "女会员数": group.women,
        "入会率": group.joined_percent,
        "工会小组数": group.groups,
        "干部数": group.cadres,
        "自评得分": group.own_score,
        "曾获奖励": "\n".join(group.honours),
        "主要事迹": _indented(group.story),
        "应到": group.due,
        "实到": group.present,
        "同意票": group.votes,
        "推荐意见": group.opinion,
        "备注": group.remark,
    }


def _indented(story: str) -> str:
    """Each paragraph two characters in, as a story is written on paper."""
    return "\n".join(f"　　{line.strip()}" for line in story.splitlines() if line.strip())


def _quota_texts(number: int, row: QuotaRow) -> dict[str, str]:
    return dict(
        zip(
            QUOTA_FIELDS,
            (
                str(number), row.place, row.members, row.cadres, row.ratio, row.quotient, row.allotted, row.adjusted,
                row.remark,
            ),
            strict=True,
        )
    )  # fmt: skip


def _sums(award: AwardFacts) -> dict[str, str]:
    found = award.quotas
    return {
        "会员合计": found.members,
        "干部合计": found.cadres,
        "名额合计": found.allotted,
        "分配办法": found.method,
    }


# Every field a form may name, blank: the closed set against which a form's mistakes are found.
BLANK: dict[str, str] = dict.fromkeys(
    [
        *_award_texts(AwardFacts(0, 0, "", True)),
        *_person_texts(PersonFacts()),
        *_group_texts(GroupFacts()),
        *_sums(AwardFacts(0, 0, "", True)),
    ],
    "",
)
