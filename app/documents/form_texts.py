"""The fields of the award papers by their Chinese names: of a round, an award, a person, a group and a vote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.documents.form_names import awards_called
from app.domain.award_facts import AwardFacts, GroupFacts, PersonFacts, RoundFacts, TallyFacts
from app.formats import count_text

_WRITE_DAY = "____年___月___日"
_REASON_CHARS = 100  # what a column of reasons holds
_ENDS = "。！？；"


def award_texts(award: AwardFacts) -> dict[str, str]:
    """The fields of an award and of its round."""
    return round_texts(award, award.round, award.year) | {
        "奖项": award.name,
        "对象": "个人" if award.individual else "集体",
        "个人奖项": award.name if award.individual else "",
        "集体奖项": "" if award.individual else award.name,
        "名额": award.quota,
        "量词": "名" if award.individual else "个",
        "评选条件": award.conditions.strip().rstrip(_ENDS),
        "推荐方式": award.recommend_way,
        "评定方式": award.decide_way.strip().rstrip(_ENDS),
        "评选办法": _ways(award),
        "推荐截止": award.recommend_by,
        "评定时间": award.decided,
        "审定": award.approver,
        "评选说明": award.remark,
        "推荐人数": count_text(len(award.people) + len(award.groups) or None),
        "排序说明": "按姓氏笔画为序" if award.individual else "排名不分先后",
        "票数": _ballots(award),
    }


def round_texts(award: AwardFacts, found: RoundFacts, year: int) -> dict[str, str]:
    """The fields of a round; ``award`` is any of it, for what all of them share."""
    return {
        "年度": str(year) if year else "",
        "评选年度": awards_called(found.title, award.union, year, "")[0],
        "工会名称": award.union,
        "公章全称": award.seal or award.union,
        "上级工会": award.superior,
        "评选名称": found.title,
        "文号": found.doc_no,
        "评选缘由": found.notice.strip().rstrip(_ENDS),
        "公示": publicity(found),
        "公示起": found.publicity_from,
        "公示止": _until(found),
        "公示工作日": found.publicity_days,
        "异议情况": found.objections,
        "联系人": found.contact,
        "受理电话": found.contact_phone,
        "通信地址": found.address,
    }


def publicity(found: RoundFacts) -> str:
    """The days of publicity in words; where they are not known, with room to write them."""
    if not found.publicity_from:
        return f"公示时间：{_WRITE_DAY}至{_WRITE_DAY}，共___个工作日。"
    days = f"（自发布次日起{found.publicity_days}个工作日）" if found.publicity_days else ""
    return f"公示时间：{found.publicity_from}至{_until(found) or _WRITE_DAY}{days}。"


def _until(found: RoundFacts) -> str:
    """The last day of publicity, without the year that the first day has said already."""
    year = found.publicity_from.partition("年")[0] + "年"
    return found.publicity_to.removeprefix(year)


def _ways(award: AwardFacts) -> str:
    """How an award is recommended and decided, as far as it is known: 推荐方式：单位推荐；评定方式：委员会票决."""
    ways = {"推荐方式": award.recommend_way, "评定方式": award.decide_way}
    return "；".join(f"{name}：{said}" for name, way in ways.items() if (said := way.strip().rstrip(_ENDS)))


def rounds_awards(awards: Sequence[AwardFacts]) -> dict[str, str]:
    """What a paper of a whole round says of its awards together."""
    people, groups = ([one.name for one in awards if one.individual is wanted] for wanted in (True, False))
    return {
        "奖项清单": "、".join(award.name for award in awards),
        "个人奖项": "、".join(people),
        "集体奖项": "、".join(groups),
        "评选总称": _round_called(awards, _together(people, groups)),
        "评选条件": _any("评选条件", awards),
        "评选办法": _any("评选办法", awards),
        "推荐截止": _dated([(award.recommend_by, award.name) for award in awards]),
        "评定时间": _dated([(award.decided, award.name) for award in awards]),
        "审定": "、".join(dict.fromkeys(award.approver for award in awards if award.approver)),
        "推荐人数": count_text(sum(len(award.people) for award in awards) or None),
        "推荐集体数": count_text(sum(len(award.groups) for award in awards) or None),
        "获奖人数": count_text(sum(one.chosen for award in awards for one in award.people) or None),
        "获奖集体数": count_text(sum(one.chosen for award in awards for one in award.groups) or None),
    }


def _any(field: str, awards: Sequence[AwardFacts]) -> str:
    """A field of all awards as one text, for a part that is to stand where any of them has it."""
    return "；".join(said for award in awards if (said := award_texts(award)[field]))


def _round_called(awards: Sequence[AwardFacts], otherwise: str) -> str:
    if not awards:
        return otherwise
    return awards_called(awards[0].round.title, awards[0].union, awards[0].year, otherwise)[1]


def _together(people: Sequence[str], groups: Sequence[str]) -> str:
    """What a title calls the awards: the only one by its name, several by their kind."""
    if len(people) + len(groups) == 1:
        return (*people, *groups)[0]
    return "和".join(word for word, names in (("先进集体", groups), ("先进个人", people)) if names)


def _dated(days: Sequence[tuple[str, str]]) -> str:
    """One day where all share it, else each with its awards, the earliest first: 11月20日（丙）、11月25日（甲、乙）."""
    found: dict[str, list[str]] = {}
    for day, name in days:
        if day:
            found.setdefault(day, []).append(name)
    if len(found) < 2:
        return "".join(found)
    return "、".join(f"{day}（{'、'.join(found[day])}）" for day in sorted(found, key=_calendar))


def _calendar(day: str) -> list[int]:
    """What days as they were given are put in order by: their numbers (11月5日 before 11月20日)."""
    return [int(digits) for digits in re.findall(r"[0-9]+", day)]


def person_texts(person: PersonFacts) -> dict[str, str]:
    """The fields of one person."""
    return {
        "姓名": person.name,
        "性别": person.gender,
        "出生年月": person.born,
        "民族": person.ethnic,
        "政治面貌": person.political,
        "学历": person.education,
        "身份证号": person.id_no,
        "参加工作时间": person.working_since,
        "入会时间": person.joined,
        "工作单位": person.unit,
        "职务职称": person.post,
        "技术等级": person.skill,
        "工会职务": person.union_post,
        "从事工会工作时间": person.union_years,
        "是否农民工": person.migrant,
        "人员类别": person.kind,
        "联系电话": person.phone,
        "个人简历": person.resume,
        **_nominee_texts(person, person.place or person.unit, f"{person.name}同志" if person.name else ""),
    }


def group_texts(group: GroupFacts) -> dict[str, str]:
    """The fields of one union or group."""
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
        **_nominee_texts(group, group.place, group.name),
    }


def _nominee_texts(one: PersonFacts | GroupFacts, place: str, called: str) -> dict[str, str]:
    """What people and groups have alike."""
    return {
        "推荐对象": one.name,
        "所在单位": place,
        "称呼": called,
        "曾获奖励": "\n".join(one.honours),
        "主要荣誉": "；".join(one.honours),
        "主要事迹": indented(one.story),
        "推荐理由": _reason(one.story),
        "应到": one.due,
        "实到": one.present,
        "同意票": one.votes,
        "推荐意见": one.opinion,
        "评选结果": one.outcome,
        "备注": one.remark,
    }


def indented(story: str) -> str:
    """Each paragraph two characters in, as a story is written on paper."""
    return "\n".join(f"　　{line.strip()}" for line in story.splitlines() if line.strip())


def _reason(story: str) -> str:
    """The beginning of a story in whole sentences that a column of reasons holds; "" where the first is too long."""
    whole = "".join(line.strip() for line in story.splitlines())
    end = max((whole.rfind(mark, 0, _REASON_CHARS) for mark in "。！？"), default=-1)
    return whole[: end + 1]


def _ballots(award: AwardFacts) -> str:
    """How many ballots are needed: those issued, else one for everybody entitled to vote."""
    numbers = award.tallies[-1].numbers if award.tallies else {}
    return count_text(numbers.get("issued") or numbers.get("due"))


_COUNT_FIELDS = {
    "应到人数": "due", "实到人数": "present", "发出票数": "issued", "收回票数": "returned", "有效票数": "valid",
    "废票数": "invalid",
}  # fmt: skip


def tally_texts(tally: TallyFacts, seats: int | None, individual: bool = True) -> dict[str, str]:
    """The fields of one vote; people are counted in 名, groups in 个."""
    counts = {name: count_text(tally.numbers.get(key)) for name, key in _COUNT_FIELDS.items()}
    return {
        **counts,
        "投票时间": tally.held,
        "总监票人": tally.chief,
        "监票人": tally.scrutineers,
        "计票人": tally.counters,
        "唱票人": tally.caller,
        "会议效力": _quorate(tally),
        "投票结论": _outcome(tally, seats, "名" if individual else "个"),
    }


def _quorate(tally: TallyFacts) -> str:
    """Whether enough were there, in words."""
    due, present = tally.numbers.get("due"), tally.numbers.get("present")
    if not due or present is None:
        return ""
    enough = present * 3 >= due * 2
    said = "达到应到人数的三分之二，会议有效" if enough else "不足应到人数的三分之二，投票无效"
    return f"应到{due}人，实到{present}人，{said}。"


def _outcome(tally: TallyFacts, seats: int | None, word: str) -> str:
    """Who has passed, in words; where equals stand across the last seat, that they need another vote."""
    result = tally.result(seats)
    if result is None or seats is None or _invalid(tally):
        return ""
    chosen = [row for row in result.rows if row.chosen]
    level = [row.votes.name for row in result.rows if row.enough and not row.chosen and row.level]
    names = "、".join(row.votes.name for row in chosen)
    passed = f"{len(chosen)}{word}：{names}。" if chosen else f"0{word}。"
    said = f"应选{seats}{word}，赞成票超过应到人数半数并入选的{passed}"
    if level and len(chosen) < seats:
        said += f"{'、'.join(level)}得票相等，另行投票确定{seats - len(chosen)}{word}。"
    return said


def _invalid(tally: TallyFacts) -> bool:
    return "无效" in _quorate(tally)
