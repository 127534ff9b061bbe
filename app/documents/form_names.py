"""What a round of awards is called in its papers: 2026年度“最美职工”, worked out from the title the clerk gave it."""

from __future__ import annotations

import re
from itertools import takewhile

_YEAR = re.compile(r"(?:19|20)\d{2}(?:\s*[-—–－~～至、]\s*(?:(?:19|20)\d{2}|\d{2}))?\s*年?度?")
_BEFORE = re.compile(r"^(?:关于|开展|组织|评选|评比|推荐|推选|寻找|表彰|表扬|年度|[的做好])+")
_AFTER = re.compile(
    r"(?:评选|评比|评定|评优|评先|评审|表彰|表扬|推荐|推选|选树|认定|命名|授予|奖励|活动|工作|大会|通知|决定|方案|[的和及与、])+$"
)
_MARKS = " 　·-—:：,，"
_PART = re.compile(r"[（(][^（）()]*[批次轮期届][）)]")  # 最美职工（第二批）: the round, not the honour
_QUOTED = re.compile(r"[“《「『【\"]([^“”《》「」『』【】\"]*)[”》」』】\"]")
_SHARED = 3  # characters a title must have of the union's name to be about it: 青石镇 of 青石镇总工会
# What is left of a title that names no award: 年终评优, 工会工作先进评选, 第二批表彰.
_NOTHING = re.compile(
    r"(?:年度|年终|年末|年中|年底|[上下]半年|第?[一二三四五六七八九十\d]+[批次轮期季]度?|首批|度|先进|优秀|典型|先优|评先|评优"
    r"|全体|全镇|全校|全行|全厂|全会|本会|我会|本级|基层|各级|单位|职工|会员|干部|员工|教职工|工会|系统|工作|总工会|委员会|年|[、和及的])*"
)
_NAMED = re.compile(r"(?:先进|优秀)(?:工会|职工|基层)*(?:干部|会员|职工|员工|工会|单位|集体|个人)")
_PLAIN = ("先进", "优秀", "模范", "和", "、", "“")


def awards_called(title: str, union: str, year: int, otherwise: str) -> tuple[str, str]:
    """The year and the name of what a round chooses, as they stand in 关于开展……评选工作的通知.

    Args:
        title: what the clerk calls the round: 最美职工评选, 青石镇总工会2026年度评优.
        union: the union's name, which the papers say elsewhere.
        year: the reporting year, for a title that names none; 0 where it is not known.
        otherwise: the name where the title tells no more than that there is an evaluation.

    Returns:
        The year (2026年度, 2025—2026年度; "" where not known) and the name, in quotation marks where it would
        not be understood as an honour without them: “最美职工”, but 优秀共产党员.
    """
    found = _YEAR.search(title)
    when = f"{re.sub(r'[年度 ]', '', found[0])}年度" if found else f"{year}年度" if year else ""
    name = _bare(_YEAR.sub("", title, count=1), union)
    if not re.search(r"\w", name) or (_NOTHING.fullmatch(name) and not _NAMED.search(name)):
        return when, otherwise
    return when, name if any(word in name for word in _PLAIN) else f"“{name}”"


def _bare(title: str, union: str) -> str:
    """A title without the union's name, the words of its occasion and the marks around."""
    name, before = _PART.sub("", title), None
    while name != before:
        before = name
        shared = sum(1 for _ in takewhile(_alike, zip(name, union, strict=False)))
        name = _unmarked(name[shared:] if shared >= _SHARED else name)
        name = _unmarked(_AFTER.sub("", _BEFORE.sub("", name)))
    return name


def _alike(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _unmarked(text: str) -> str:
    """Without marks at its ends and around all of it; a quotation mark that has lost its other half goes too."""
    text = text.strip(_MARKS)
    quoted = _QUOTED.fullmatch(text)
    text = quoted[1] if quoted else text
    return text.replace("“", "").replace("”", "") if text.count("“") != text.count("”") else text
