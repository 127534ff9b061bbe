"""One record of the year as Chinese sentences: the clerk's words, its numbers once each, its time and result."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.documents.narrative_marks import Marked, Piece, Pieces, mark
from app.documents.narrative_numbers import number_of, with_numbers
from app.documents.narrative_words import (
    JOINED,
    TOOK_PART,
    bare,
    brackets,
    close,
    day_words,
    holds,
    joined,
    name_of,
    plain,
    quoted,
    result_lead,
    speaks,
    verb_for,
    when_words,
)
from app.domain.quantity import number_spans
from app.domain.summary_facts import Item

# A remark that begins like this is a column without a place with us: kept, but not told.
_LEFTOVER = re.compile(r"(?!其中|包括|含|说明|备注|注)[^：:，。；]{1,12}[：:]")
_TELLS = re.compile(
    r"慰问|走访|看望|为|给|对|向|组织|开展|发放|资助|帮扶|全年|共|筹|摸|申报|与|加强|春节|在|"
    r"欢送|送(?!温暖|清凉)|吊唁|祝贺|帮|协助|救助|代办|办理|参加|联合|到|赴"
)
_GIVES = re.compile(r"发放|赠|送|发")
_AID_ENDS = ("慰问", "帮扶", "助学", "保障", "体检", "补贴", "募捐", "送清凉", "送温暖", "救助")


def tell(item: Item, year: int) -> Pieces:
    """The sentences about one record; every one ends with a full stop."""
    return _TELLERS[item.source.table](item, year)


def _sentence(item: Item, year: int, texts: list[str], body: Callable[[Marked], Pieces]) -> Pieces:
    """The time, what ``body`` makes of the marked texts, and a time that belongs behind it."""
    marked = mark(item, texts, name_of(item))
    before, behind = when_words(item, "".join(texts), year)
    said = body(marked)
    if behind:
        said = (*said, f"（{behind}）")
    return (before, "，", *said) if before else said


def _remark(item: Item) -> str:
    """A remark that tells something; what was left over from a foreign sheet is not told."""
    remark = bare(item.text("remark"))
    return "" if _LEFTOVER.match(remark) else remark


def _new(text: str, *said: str) -> str:
    """``text`` if the other texts do not say it already."""
    return "" if not text or any(text in other for other in said) else text


def _activity(item: Item, year: int) -> Pieces:
    title, content = bare(item.text("title")), bare(item.text("content"))
    title = "" if title != content and title in content else title
    content = _new(content, title)
    if title and TOOK_PART.fullmatch(content):
        title, content = content + title, ""  # 组队参加 + 全镇厨艺大赛
    result = _new(bare(item.text("result")), title, content)
    place, host, cohost = (_new(bare(item.text(f)), title, content) for f in ("place", "host", "cohost"))
    verb = verb_for(title or content)
    verb = "参加" if verb and JOINED.match(content) else verb  # others held what we sent people to
    lead_place = place if verb or holds(title or content) else ""
    about = (("地点：", "" if lead_place else place), ("主办：", host), ("协办：", cohost))
    details = [(word, text) for word, text in about if text]
    texts = [lead_place, title, content, result, *(text for _, text in details), _new(_remark(item), title, content)]
    marked = mark(item, texts, name_of(item))
    before, behind = when_words(item, title + content, year)
    head: list[Piece] = [*((before, "，") if before else ())]
    if lead_place:
        head += [*(() if lead_place[0] in "在到于" else ("在",)), *marked.pieces(0)]
    head += [verb] if verb else []
    head += marked.pieces(1) or marked.pieces(2)
    about_it = [(word, *marked.pieces(4 + at)) for at, (word, _) in enumerate(details)]
    extra = joined([*about_it, (behind,) if behind else (), marked.pieces(len(texts) - 1)], "；")
    sentence = with_numbers((*head, *brackets(extra)), item, marked)
    rest = marked.pieces(2) if title and content else ()
    if rest and sentence == marked.pieces(1) and not verb and not speaks(title):
        sentence, rest = (*sentence, "：", *rest), ()  # a bare name is no sentence
    return _with_result(sentence, rest, result, marked.pieces(3))


def _with_result(sentence: Pieces, content: Pieces, result: str, said: Pieces) -> Pieces:
    """A short result ends the sentence, a long one is a sentence of its own behind the content."""
    if not result:
        return (*close(sentence), *close(content))
    lead = result_lead(result, plain(sentence))
    tail = (lead, *said) if lead else said
    if content or len(result) > 30 or "。" in result:
        return (*close(sentence), *close(content), *close(tail))
    return close((*sentence, "，", *tail))


def _entry(item: Item, year: int) -> Pieces:
    reason, target, goods = (bare(item.text(f)) for f in ("reason", "target", "goods"))
    target, goods = _new(target, reason), _new(goods, reason)
    campaign = _new(bare(item.text("campaign")), reason)
    kind = item.kind if item.kind != "其他" else ""
    act, why_stands = _act(kind, reason)
    own = _is_whole(kind, reason)
    texts = [reason, target, goods, campaign, _new(_remark(item), reason)]

    def body(marked: Marked) -> Pieces:
        why = marked.pieces(0)
        extra = joined([marked.pieces(3), marked.pieces(4)], "；")
        if own:
            said = why
        elif why_stands:
            said = (act, *why, *(() if reason.endswith(_AID_ENDS) or verb_for(reason) else ("慰问",)))
        else:
            said, extra = (act,), joined([() if reason in act else why, extra], "；")
        gave = (*(() if _GIVES.match(goods) else ("发放",)), *marked.pieces(2)) if goods else ()
        whom = ("对象为", *marked.pieces(1)) if target else ()
        return with_numbers(joined([(*said, *brackets(extra)), whom], "，"), item, marked, gave)

    return close(_sentence(item, year, texts, body))


def _is_whole(kind: str, reason: str) -> bool:
    """Whether the clerk's reason says by itself what was done, and loses nothing of the kind of aid."""
    if len(reason) > 6 and (re.search(r"[，、；。]|(?:走访|慰问|看望|资助|发放).{2}", reason) or number_spans(reason)):
        return True
    if not kind:
        return bool(reason) and not reason.endswith(_AID_ENDS)
    names_kind = any(kind[at : at + 2] in reason for at in range(len(kind) - 1))
    said = len(reason) > 6 or (len(reason) > 3 and names_kind and not reason.endswith(_AID_ENDS))
    return said and bool(_TELLS.match(reason))


def _act(kind: str, reason: str) -> tuple[str, bool]:
    """What was done in words; and whether the clerk's reason belongs into it: 开展 + 三八妇女节慰问."""
    if reason in _AID_ENDS and reason not in kind:
        return f"开展{kind}{reason}", False
    if reason and ((kind and kind in reason) or reason.endswith(_AID_ENDS)):
        return ("发放" if reason.endswith("补贴") else verb_for(reason) or "开展"), True
    return f"开展{kind}" + ("" if kind.endswith(_AID_ENDS) else "慰问"), False


def _honour(item: Item, year: int) -> Pieces:
    title, recipient, grantor = (bare(item.text(f)) for f in ("title", "recipient", "grantor"))
    level = _new(item.text("level"), title, grantor)
    level = "" if level.removesuffix("级") in title else level
    recipient, grantor = _new(recipient, title), _new(grantor, title)
    texts = [recipient, grantor, title, bare(item.text("doc_no")), _new(_remark(item), title)]
    tells = bool(re.search(r"获|评为|评上|创成|被|荣|授予", title))

    def body(marked: Marked) -> Pieces:
        who, by, what, paper, note = (marked.pieces(at) for at in range(5))
        if tells:
            said, extra = (*who, *what), [by]
        else:
            mine = what if quoted(title) == title else ("“", *what, "”")
            said, extra = (*who, *(("被", *by, "授予") if by else ("获",)), *mine), []
        one = _one_alone(item, marked)
        extra += [(level,) if level else (), paper, note, one]
        return with_numbers((*said, *brackets(joined(extra, "，"))), item, marked)

    return close(_sentence(item, year, texts, body))


def _one_alone(item: Item, marked: Marked) -> Pieces:
    """The number of an honour given once, which is not worth a clause of its own."""
    ones = [m for m in marked.measures if m.number == 1 and not m.given]
    marked.measures = [m for m in marked.measures if m not in ones]
    return tuple(number_of(item, m) for m in ones)


def _agreement(item: Item, year: int) -> Pieces:
    title = bare(item.text("title"))
    details = [
        ("", _new(item.kind, title)),
        ("", _new(item.text("unit"), title)),
        ("有效期至", day_words(item.text("valid_to"))),
    ]
    return _record(item, year, "" if verb_known(title) else "签订", title, details)


def _proposal(item: Item, year: int) -> Pieces:
    title, proposer = bare(item.text("title")), bare(item.text("proposer"))
    content, answer = _new(bare(item.text("content")), title), bare(item.text("answer"))
    texts = [proposer, title, content, answer, _remark(item)]

    def body(marked: Marked) -> Pieces:
        who = (*marked.pieces(0), "提出") if proposer else ("提出",)
        what = marked.pieces(1) if quoted(title) == title else ("“", *marked.pieces(1), "”")
        kind = f"（{item.kind}）" if item.kind else ""
        head = (*who, *what, *((kind,) if kind else ()))
        parts = [
            head,
            marked.pieces(2),
            ("办理结果：", *marked.pieces(3)) if answer else (),
            (item.text("adopted"),) if item.text("adopted") else (),
        ]
        return (*with_numbers(joined(parts, "，"), item, marked), *brackets(marked.pieces(4)))

    return close(_sentence(item, year, texts, body))


def _fund(item: Item, year: int) -> Pieces:
    title = bare(item.text("title"))
    direction = _new(item.text("direction"), title)
    details = [("", _new(bare(item.text("account")), title)), ("", _new(bare(item.text("partner")), title))]
    return _record(item, year, f"{direction}：" if direction else "", title, details)


def _award(item: Item, year: int) -> Pieces:
    name = bare(item.text("name"))
    target = item.text("target")
    fields = (
        ("评选条件：", "conditions"),
        ("推荐方式：", "recommend_way"),
        ("评定方式：", "decide_way"),
        ("推荐截止", "recommend_by"),
        ("评定时间：", "decided"),
        ("审定：", "approver"),
    )
    details = [(lead, bare(day_words(item.text(field), year))) for lead, field in fields if item.text(field)]
    texts = [name, *(text for _, text in details), _remark(item)]

    def body(marked: Marked) -> Pieces:
        what = marked.pieces(0) if quoted(name) == name else ("“", *marked.pieces(0), "”")
        head = ("开展", *what, "评选", *((f"，面向{target}",) if target else ()))
        parts = [(lead, *marked.pieces(at + 1)) for at, (lead, _) in enumerate(details)]
        return joined([with_numbers(head, item, marked), *parts, marked.pieces(len(texts) - 1)], "；")

    return close(_sentence(item, year, texts, body))


def verb_known(title: str) -> bool:
    """Whether a title says by itself that something was signed."""
    return bool(re.search(r"签|订立|续订", title))


def _record(item: Item, year: int, verb: str, title: str, details: list[tuple[str, str]]) -> Pieces:
    """A verb, a title, details in brackets and the numbers."""
    details = [(lead, text) for lead, text in [*details, ("", _new(_remark(item), title))] if text]
    texts = [title, *(text for _, text in details)]

    def body(marked: Marked) -> Pieces:
        extra = joined(
            [(*((lead,) if lead else ()), *marked.pieces(at + 1)) for at, (lead, _) in enumerate(details)], "，"
        )
        return with_numbers((*((verb,) if verb else ()), *marked.pieces(0), *brackets(extra)), item, marked)

    return close(_sentence(item, year, texts, body))


def _listed(item: Item, year: int) -> Pieces:
    """A problem, a plan or an item of the overview: the clerk's words and what they leave out."""
    texts = [bare(item.text("content")), _new(_remark(item), item.text("content"))]
    return close(
        _sentence(
            item,
            year,
            texts,
            lambda marked: with_numbers((*marked.pieces(0), *brackets(marked.pieces(1))), item, marked),
        )
    )


def _unit_item(item: Item, _year: int) -> Pieces:
    """A unit with numbers of its own: its name and, in brackets, the numbers."""
    name = item.text("name")
    marked = mark(item, [name], name)
    inside = with_numbers((), item, marked)
    return (*marked.pieces(0), *brackets(inside)) if inside else marked.pieces(0)


_TELLERS: dict[str, Callable[[Item, int], Pieces]] = {
    "activity": _activity,
    "entry": _entry,
    "honour": _honour,
    "agreement": _agreement,
    "proposal": _proposal,
    "fund": _fund,
    "award": _award,
    "problem": _listed,
    "plan": _listed,
    "overview": _listed,
    "union_info": _listed,
    "unit": _unit_item,
}
