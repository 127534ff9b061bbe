"""Small matters of Chinese sentences: ends, times as given, verbs before names of events."""

from __future__ import annotations

import re

from app.documents.narrative_marks import Number, Piece, Pieces
from app.domain.identity import mask_within
from app.domain.summary_facts import Item

_ECHO = 12  # characters of a pattern that the clerk's words may repeat
_ENDS = "。；，、;,：: "
BARE_WORD = 3  # characters; a result no longer than this is not a sentence
NAME = 30  # characters of a record's name in a definition
_FULL = "！？!?…"
_VAGUE = re.compile(
    r"(?:(?:20[\dXx×]{2}|[Xx×]{1,4})年?度?|(?:今|本|当|全|这)?一?年度?(?:以来|内)?|"
    r"下一?年度?|年内|x年)"
)
_YEAR = re.compile(r"20(\d{2}|[Xx×]{2})年(?=[^度以])")
_ONE_YEAR = re.compile(r"20\d\d年")
_MASK = re.compile(r"[Xx×]{1,2}月(?:[Xx×]{1,2}日)?")
_MASKED = re.compile(r"[Xx×]{1,2}[月日]")
_WEEKDAY = re.compile(r"[（(]((?:周|星期)[一二三四五六日天])[)）]")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_SOFT_END = re.compile(r"(?:份|节|期间)$")
_TO = re.compile(r"[-—–~～]+|到")
_DAY = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}日)?")
_HELD = re.compile(
    r"(?:(?<![工社协员合学机])会|赛|比武|讲座|(?<![上下值换接带加晚早夜白中倒轮])班|夜校|演出|汇演|展|展览|论坛|沙龙|健步走|知识竞赛|技能竞赛)$"
)
_CALLED = re.compile(
    r"(?:大会|代表大会|职代会|教代会|会议|座谈会|工作会|动员会|推进会|总结会|"
    r"例会)$"
)
_CARRIED = re.compile(r"(?:劳动|服务|岗位|产能|”)竞赛$")
_GOES_IN = re.compile(r"进(?:校园|社区|企业|车间|班组|机关|乡村|家庭|工地|集市)$")
_MADE = re.compile(r"(?:改造|维修|修缮|扩建)$")
_DONE = re.compile(
    r"(?:活动|行动|竞赛|检查|督查|培训|慰问|调研|宣传|走访|排查|体检|筛查|服务|教育|募捐|义诊|"
    r"分享|劝导|公开|评比|整治|审查|演练|采集|征集|徒步|踏青|结对|宣讲|座谈|保护|审计|训练|评议|普查|巡查|参观|“[^”]+”)$"
)
_SPEAKS = re.compile(r"举办|召开|开展|组织|参加|[，。；做办搞借给]")
_VERB = re.compile(
    r"举办|召开|开展|组织|参加|参与|进行|完成|建立|成立|慰问|走访|选派|选送|联合|"
    r"获|为|给|对|向|把|将|使|做|办|被|与|和|按|以|围绕|在|到|赴|去|深入|发|送|签|设|改|推|评|荣|争|落实|坚持"
)
_HOLDS = re.compile(r"举办|举行|召开|开展|组织|成立|开办|设立|开设|庆祝|表彰|观看")
TOOK_PART = re.compile(r"(?:组队|派队|派员|选派\S{0,8}|应邀)?参加")
JOINED = re.compile(r"参加|参赛|组队|派队|派员|选派|选送|应邀")
_HOST = re.compile(r"举办|举行|开展|组织(?!.{0,8}参加)")
_RESULT_VERB = re.compile(
    r"获|荣|取得|完成|达|受|得到|实现|形成|提|增|解决|确保|被|评|赢|夺|"
    r"共|有|圆满|顺利|深|促|全|使|为|收|通过|推|营造|未|无|展|查|送|解|救|建|发"
)
_AWARD = re.compile(
    r"[一二三四特优]等奖|第[一二三四五六七八九十\d]+名|冠军|亚军|季军|金奖|"
    r"银奖|铜奖|优胜奖|优秀奖|组织奖"
)
_AWARD_ENDS = re.compile(rf"(?:{_AWARD.pattern})(?=$|[，。；、）)\d])")
_GIVEN_OUT = re.compile(rf"^(?:{_AWARD.pattern})\d+[组名个人队]")  # prizes that the union gave, not won


_OUTING = re.compile(r"(?:登山|郊游|春游|秋游|骑行|采摘|疗休养|观影)$")
_VERBS = ((_CALLED, "召开"), (_CARRIED, "开展"), (_HELD, "举办"), (_DONE, "开展"), (_GOES_IN, "开展"),
          (_MADE, "实施"), (_OUTING, "组织"))  # fmt: skip


def flat(text: str) -> str:
    """A text of several lines as one; its words stay, but ID, phone and card numbers are masked."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    joined = ""
    for line in lines:
        joined += ("；" if joined and joined[-1] not in _ENDS + _FULL else "") + line
    return mask_within(joined)  # no summary needs them, and it is read by many


def bare(text: str) -> str:
    """A text in one line without the punctuation at its end."""
    return flat(text).rstrip(_ENDS + "\t\u3000")


def close(pieces: Pieces) -> Pieces:
    """A sentence with one full stop at its end; nothing stays nothing."""
    if not pieces:
        return ()
    last = _text(pieces[-1])
    stopped = last.endswith(tuple(_FULL)) or re.search(r"[。！？][”’」』）]$", last)
    return pieces if stopped or last.endswith("。") else (*pieces, "。")


def joined(parts: list[Pieces], mark: str) -> Pieces:
    """The parts that are not empty, with ``mark`` between them."""
    found: list[Piece] = []
    for part in parts:
        if part:
            found += [*([mark] if found else []), *part]
    return tuple(found)


def plain(pieces: Pieces) -> str:
    """The text of pieces."""
    return "".join(_text(piece) for piece in pieces)


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Number) else piece


def brackets(pieces: Pieces) -> Pieces:
    """Pieces in brackets; nothing stays nothing."""
    return ("（", *pieces, "）") if pieces else ()


def name_of(item: Item) -> str:
    """What the clerk calls a record, short enough for a definition."""
    for field in ("title", "name", "content", "reason", "target"):
        if item.text(field):
            name = bare(item.text(field))
            name = f"{item.kind} {name}".strip() if field in ("reason", "target") else name
            return name if len(name) <= NAME else name[:NAME] + "…"
    return item.kind


def when_words(item: Item, narrative: str, year: int) -> tuple[str, str]:
    """The time to stand before a sentence, and the one to stand in brackets behind it.

    A year that says nothing is left out; a time that the clerk's words say already is not said again, and one
    that they say less exactly stands behind.
    """
    parts = [part.strip() for part in re.split(r"[;；\n]", item.when) if part.strip()]
    told = "、".join(parts)
    told = month_words(day_words(told, year), year)
    told = _YEAR.sub(lambda m: m[0] if m[1].isdigit() and m[1] != f"{year % 100:02}" else "", told)
    if not year and _ONE_YEAR.fullmatch(told):  # among the records of several years it says which
        return told, ""
    if _VAGUE.fullmatch(told) or _MASK.fullmatch(told):
        return "", ""
    if _MASKED.search(told):
        return "", told
    heard = _TO.sub("至", narrative)
    if all(_TO.sub("至", _SOFT_END.sub("", part)).replace("·", "") in heard for part in told.split("、")):
        return "", ""
    weekday = _WEEKDAY.search(told)
    if weekday and _TO.sub("至", _WEEKDAY.sub("", told)) in heard:
        return "", weekday[1]
    day = _DAY.match(told)
    if day and narrative.startswith(day[0]):
        return "", told
    return told, ""


def day_words(text: str, year: int = 0) -> str:
    """A text with its ISO days as 2026年3月8日; those of ``year`` without it."""
    return _ISO.sub(lambda m: _day(m, year), text)


def month_words(text: str, year: int) -> str:
    """A text with its ISO months as 2025年3月; those of ``year`` without it."""
    return _ISO_MONTH.sub(lambda m: _month(m, year), text)


def _day(found: re.Match[str], year: int) -> str:
    own = "" if int(found[1]) == year else f"{found[1]}年"
    return f"{own}{int(found[2])}月{int(found[3])}日"


def _month(found: re.Match[str], year: int) -> str:
    own = "" if int(found[1]) == year else f"{found[1]}年"
    return f"{own}{int(found[2])}月"


def verb_for(title: str) -> str:
    """举办, 召开 or 开展 before the bare name of an event; nothing before what is a sentence already."""
    if speaks(title):
        return ""
    for pattern, verb in _VERBS:
        if pattern.search(title):
            return verb
    return ""


def speaks(title: str) -> bool:
    """Whether a title is a sentence by itself, not a bare name."""
    return bool(_VERB.match(title) or _SPEAKS.search(title))


def holds(title: str) -> bool:
    """Whether a title begins with a verb that a place may stand before: 在职工之家 + 召开座谈会."""
    return bool(_HOLDS.match(title))


def result_lead(result: str, said: str = "") -> str:
    """What joins a result to what was ``said``: 获 before a prize, 结果 before a bare word (良好), else nothing."""
    if _RESULT_VERB.match(result):
        return ""
    if _GIVEN_OUT.search(result) and (_HOST.search(said) or not JOINED.search(said)):
        return "评出"
    if _AWARD_ENDS.search(result):
        won = re.search(r"[为是由获夺得被授出]", result) or re.match(r"[\d一二两三四五六七八九十]+[人名个]", result)
        return "" if won or "获" in said else "获"
    return "结果" if len(result) <= BARE_WORD and not re.search(r"[\d人，。；、]", result) else ""


def without_echo(pattern: str, place: str, words: str) -> str:
    """A pattern without what stands beside a place and begins or ends the clerk's own words for it.

    围绕“{主题}”开展工作 with a theme that begins with 围绕 becomes {主题}开展工作.
    """
    before, found, after = pattern.partition(f"{{{place}}}")
    head, tail = before.rstrip("“"), after.lstrip("”")
    for size in range(min(len(words), _ECHO), 1, -1):
        if head.endswith(words[:size]):
            before, after, head = head[:-size], tail, ""
        if tail.startswith(words[-size:]):
            before, after, tail = before.rstrip("“"), tail[size:], ""
    return before + found + after


def quoted(title: str) -> str:
    """A name in quotation marks, unless it has its own."""
    return title if re.match(r"[“《「『\"]", title) else f"“{title}”"
