"""The lists that the award papers go through line by line: places, nominees, ballots, votes, winners, awards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from app.documents.filling import FormList
from app.documents.form_texts import award_texts, group_texts, person_texts
from app.domain.award_facts import AwardFacts, GroupFacts, PersonFacts, QuotaFacts, QuotaRow, TallyFacts
from app.domain.tally import Ranked
from app.formats import count_text

QUOTAS, NOMINEES, CANDIDATES, VOTES, WINNERS, AWARDS = "名额", "推荐对象", "候选人", "得票", "获奖", "奖项"

QUOTA_FIELDS = (
    "序号", "单位", "会员人数", "干部人数", "比例", "计算值", "余数", "分配名额", "加减", "实际名额", "说明",
)  # fmt: skip
_CANDIDATE_FIELDS = ("序号", "候选人", "所在单位", "职务职称")
_VOTE_FIELDS = ("序号", "候选人", "所在单位", "同意", "不同意", "弃权", "得票率", "是否入选")
_NOMINEE_FIELDS = tuple(
    dict.fromkeys(("序号", *person_texts(PersonFacts()), *group_texts(GroupFacts())))
)  # fmt: skip
_AWARD_FIELDS = ("序号", *award_texts(AwardFacts(0, 0, "", True)), "推荐名单", "获奖名单", "获奖数")
_MONTHS = ("出生年月", "参加工作时间", "入会时间", "建会时间")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
_DASH = "—"
PUBLIC = ("序号", "奖项", "推荐对象", "姓名", "单位名称", "所在单位", "职务职称", "称呼")
"""What a paper that hangs on a wall may say of somebody."""


def award_lists(award: AwardFacts, tally: TallyFacts | None = None) -> dict[str, FormList]:
    """The lists of one award; ``tally`` is the vote that the paper is about, else its last."""
    vote = tally or (award.tallies[-1] if award.tallies else TallyFacts())
    return {
        QUOTAS: FormList(QUOTA_FIELDS, tuple(_quota_texts(at, row) for at, row in enumerate(award.quotas.rows, 1))),
        NOMINEES: _nominees((award,)),
        WINNERS: _nominees((award,), only_chosen=True),
        CANDIDATES: _candidates(award),
        VOTES: FormList(_VOTE_FIELDS, _votes(award, vote)),
        AWARDS: _awards((award,)),
    }


def round_lists(awards: Sequence[AwardFacts]) -> dict[str, FormList]:
    """The lists of a whole round."""
    return {
        NOMINEES: _nominees(awards),
        WINNERS: _nominees(awards, only_chosen=True),
        AWARDS: _awards(awards),
    }


def public(lists: dict[str, FormList]) -> dict[str, FormList]:
    """The lists with nothing about anybody but what may hang on a wall."""
    return {name: _public(found) if name in (NOMINEES, WINNERS) else found for name, found in lists.items()}


def _public(found: FormList) -> FormList:
    fields = tuple(name for name in PUBLIC if name in found.fields)
    return FormList(fields, tuple({name: line[name] for name in PUBLIC} for line in found.lines))


def quota_sums(found: QuotaFacts) -> dict[str, str]:
    """The sums under the places, and in words how they were worked out."""
    return {
        "会员合计": found.members,
        "干部合计": found.cadres,
        "名额合计": found.allotted,
        "加减合计": found.adjusted,
        "实际合计": found.final,
        "分配办法": found.method,
        "合计核对": found.agrees,
    }


def _quota_texts(number: int, row: QuotaRow) -> dict[str, str]:
    values = (
        str(number), row.place, row.members, row.cadres, row.ratio, row.quotient, row.remainder, row.allotted,
        row.adjusted, row.final, row.remark,
    )  # fmt: skip
    return dict(zip(QUOTA_FIELDS, values, strict=True))


def _nominees(awards: Iterable[AwardFacts], *, only_chosen: bool = False) -> FormList:
    blank = dict.fromkeys(_NOMINEE_FIELDS, "")
    lines: list[dict[str, str]] = []
    for award in awards:
        for texts in _each(award, only_chosen=only_chosen):
            short = {name: _MONTH.sub(_dotted, texts.get(name, "")) for name in _MONTHS}
            lines.append(blank | texts | short | {"序号": str(len(lines) + 1), "奖项": award.name})
    # The award is no field of an empty line: in a paper of one award its name stands there all the same.
    return FormList(_NOMINEE_FIELDS, tuple(lines))


def _dotted(match: re.Match[str]) -> str:
    """A month as a narrow column has it: 1991.05."""
    return f"{match[1]}.{int(match[2]):02d}"


def _each(award: AwardFacts, *, only_chosen: bool) -> Iterable[dict[str, str]]:
    yield from (person_texts(one) for one in award.people if one.chosen or not only_chosen)
    # A unit holds no post, and one right under the union belongs to no other; a dash says that nothing was forgotten.
    for one in award.groups:
        if one.chosen or not only_chosen:
            texts = group_texts(one)
            yield texts | {name: texts.get(name) or _DASH for name in ("所在单位", "职务职称")}


def _candidates(award: AwardFacts) -> FormList:
    lines = (
        dict(zip(_CANDIDATE_FIELDS, (str(at), one.name, one.place, one.post), strict=True))
        for at, one in enumerate(award.candidates, 1)
    )
    return FormList(_CANDIDATE_FIELDS, tuple(lines))


def _votes(award: AwardFacts, tally: TallyFacts) -> tuple[dict[str, str], ...]:
    """Each candidate's votes, the most first; before anything is counted the candidates with nothing beside them."""
    places = {one.name: one.place for one in award.candidates}
    blank = dict.fromkeys(_VOTE_FIELDS, "")
    if not tally.lines:
        return tuple(
            blank | {"序号": str(at), "候选人": one.name, "所在单位": one.place}
            for at, one in enumerate(award.candidates, 1)
        )
    result = tally.result(award.seats)
    ranked = {row.votes.name: row for row in result.rows} if result else {}
    lines = sorted(tally.lines, key=lambda line: -(line.yes or 0))
    return tuple(
        blank | {
            "序号": str(at), "候选人": f"{line.name}（另选）" if line.written_in else line.name,
            "所在单位": places.get(line.name, ""), "同意": count_text(line.yes), "不同意": count_text(line.no),
            "弃权": count_text(line.abstained), **_standing(ranked.get(line.name)),
        }
        for at, line in enumerate(lines, 1)
    )  # fmt: skip


def _standing(row: Ranked | None) -> dict[str, str]:
    """The share of those entitled to vote, and whether it was enough."""
    if row is None:
        return {}
    tenths = int(row.rate * 1000 + row.rate.__class__(1, 2))
    return {"得票率": f"{tenths // 10}.{tenths % 10}%", "是否入选": "是" if row.chosen else "否"}


def _honoured(chosen: Sequence[PersonFacts | GroupFacts]) -> str:
    """Names in a running text, in their order, with where they are from: 金一、李䶮（松河纺织厂）；王川（松河中学）."""
    placed = [(place, [one.name for one in several]) for place, several in groupby(chosen, _place)]
    between = "；" if any(place and len(names) > 1 for place, names in placed) else "、"
    return between.join("、".join(names) + (f"（{place}）" if place else "") for place, names in placed)


def _place(one: PersonFacts | GroupFacts) -> str:
    """Where somebody is from, without the gaps of a narrow column; a unit right under the union stands for itself."""
    return (one.place or one.unit if isinstance(one, PersonFacts) else one.place).replace(" ", "")


def _awards(awards: Sequence[AwardFacts]) -> FormList:
    lines = []
    for at, award in enumerate(awards, 1):
        people = award.people if award.individual else award.groups
        chosen = [one for one in people if one.chosen]
        lines.append(
            award_texts(award) | {
                "序号": str(at), "推荐名单": "、".join(one.name for one in people), "获奖名单": _honoured(chosen),
                "获奖数": count_text(len(chosen) or None),
            }
        )  # fmt: skip
    return FormList(_AWARD_FIELDS, tuple(lines))
