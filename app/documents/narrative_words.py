"""Small matters of Chinese sentences: ends, times as given, verbs before names of events."""

from __future__ import annotations

import re

from app.documents.narrative_marks import Number, Piece, Pieces
from app.domain.identity import mask_card, mask_id, mask_phone
from app.domain.summary import Item

_ENDS = "。；，、;,：: "
# 身份证号, 手机, 银行卡号: no summary needs them, and it is read by many.
_PRIVATE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx]|\d{16}|\d{19})(?!\d)")
NAME = 30  # characters of a record's name in a definition
_FULL = "！？!?…"
_VAGUE = re.compile(
    r"(?:(?:20[\dXx×]{2}|[Xx×]{1,4})年?度?|(?:今|本|当|全|这)?一?年度?(?:以来|内)?|"
    r"下一?年度?|年内|x年)"
)
_YEAR = re.compile(r"20(\d{2}|[Xx×]{2})年(?=[^度以])")
_MASK = re.compile(r"[Xx×]{1,2}月(?:[Xx×]{1,2}日)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_SOFT_END = re.compile(r"(?:份|节|期间)$")
_TO = re.compile(r"[-—–~～]+|到")
_DAY = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}日)?")
_HELD = re.compile(
    r"(?:运动会|联欢会|晚会|茶话会|联谊会|交流会|演唱会|音乐会|游园会|赛|"
    r"比武|讲座|培训班|演出|汇演|展|展览|论坛|沙龙)$"
)
_CALLED = re.compile(
    r"(?:大会|代表大会|职代会|教代会|会议|座谈会|工作会|动员会|推进会|总结会|"
    r"例会)$"
)
_DONE = re.compile(
    r"(?:活动|行动|竞赛|检查|培训|慰问|调研|宣传|走访|排查|体检|筛查|服务|"
    r"教育|募捐|义诊)$"
)
_SPEAKS = re.compile(r"举办|召开|开展|组织|参加|[，。；做办搞借给]")
_VERB = re.compile(
    r"举办|召开|开展|组织|参加|参与|进行|完成|建立|成立|慰问|走访|选派|选送|"
    r"获|为|给|对|向|把|将|使|做|办|被|与|和|按|以|围绕|在"
)
_RESULT_VERB = re.compile(
    r"获|荣|取得|完成|达|受|得到|实现|形成|提|增|解决|确保|被|评|赢|夺|"
    r"共|有|圆满|顺利|深|促|全|使|为|收|通过|推|营造|未"
)
_AWARD = re.compile(
    r"[一二三四特优]等奖|第[一二三四五六七八九十\d]+名|冠军|亚军|季军|金奖|"
    r"银奖|铜奖|优胜奖|优秀奖|组织奖"
)


def flat(text: str) -> str:
    """A text of several lines as one; its words stay, but ID, phone and card numbers are masked."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    joined = ""
    for line in lines:
        joined += ("；" if joined and joined[-1] not in _ENDS + _FULL else "") + line
    return _PRIVATE.sub(_masked, joined)


def _masked(found: re.Match[str]) -> str:
    number = found[0]
    if len(number) == 11:
        return mask_phone(number)
    return mask_id(number) if len(number) == 18 else mask_card(number)


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
    told = _ISO_MONTH.sub(lambda m: _month(m, year), _ISO.sub(lambda m: _day(m, year), told))
    told = _YEAR.sub(lambda m: m[0] if m[1].isdigit() and m[1] != f"{year % 100:02}" else "", told)
    if _VAGUE.fullmatch(told) or _MASK.fullmatch(told):
        return "", ""
    heard = _TO.sub("至", narrative)
    if all(_TO.sub("至", _SOFT_END.sub("", part)).replace("·", "") in heard for part in told.split("、")):
        return "", ""
    day = _DAY.match(told)
    if day and narrative.startswith(day[0]):
        return "", told
    return told, ""


def day_words(text: str) -> str:
    """A text with its ISO days as 2026年3月8日."""
    return _ISO.sub(lambda m: _day(m, 0), text)


def _day(found: re.Match[str], year: int) -> str:
    own = "" if int(found[1]) == year else f"{found[1]}年"
    return f"{own}{int(found[2])}月{int(found[3])}日"


def _month(found: re.Match[str], year: int) -> str:
    own = "" if int(found[1]) == year else f"{found[1]}年"
    return f"{own}{int(found[2])}月"


def verb_for(title: str) -> str:
    """举办, 召开 or 开展 before the bare name of an event; nothing before what is a sentence already."""
    if _VERB.match(title) or _SPEAKS.search(title):
        return ""
    for pattern, verb in ((_CALLED, "召开"), (_HELD, "举办"), (_DONE, "开展")):
        if pattern.search(title):
            return verb
    return ""


def result_lead(result: str) -> str:
    """What joins a result to its sentence: nothing before a verb, 获 before a prize, else 结果： ."""
    if _RESULT_VERB.match(result):
        return ""
    return "获" if _AWARD.search(result) and not re.search(r"[为是由获夺得]", result) else "结果："


def quoted(title: str) -> str:
    """A name in quotation marks, unless it has its own."""
    return title if re.match(r"[“《「『\"]", title) else f"“{title}”"
