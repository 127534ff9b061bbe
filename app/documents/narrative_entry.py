"""One entry of the condolence and aid ledger as a sentence; a single person in illness or grief is not named."""

from __future__ import annotations

import re
from dataclasses import replace

from app.documents.narrative_marks import Marked, Pieces
from app.documents.narrative_numbers import with_numbers
from app.documents.narrative_sentence import remark_of, sentence, unsaid
from app.documents.narrative_voice import Voice
from app.documents.narrative_words import bare, brackets, close, joined, verb_for
from app.domain.quantity import number_spans
from app.domain.summary_facts import Item
from app.domain.summary_group import is_collective

_TELLS = re.compile(
    r"慰问|走访|看望|为|给|对|向|组织|开展|发放|资助|帮扶|全年|共|筹|摸|申报|与|加强|春节|在|"
    r"欢送|送(?!温暖|清凉)|吊唁|祝贺|帮|协助|救助|代办|办理|参加|联合|到|赴"
)
_GIVES = re.compile(r"发放|赠|送|发")
_AID_ENDS = ("慰问", "帮扶", "助学", "保障", "体检", "补贴", "补助", "募捐", "送清凉", "送温暖", "救助")
# Whom a visit was for, said so that nobody is known by it.
_GENERAL = re.compile(
    r"(?:困难|患病|住院|生病|重病|大病|因病|去世|病故|退休|在职|离退休|女|老|会员|职工|教职工|教师|员工|家属|遗属|"
    r"子女|家庭|同志|劳模|农民工|干部|的)+"
)
_PERSON = (
    r"会员|职工|教职工|教师|老师|员工|同志|家属|干部|师傅|民警|辅警|警员|医生|护士|工人|司机|骑手|队员|法官|检察官"
)
_VISITED = re.compile(
    r"(?:慰问|看望|走访)(?:会员|职工|教职工|员工|同志)"
)  # says no more than that somebody was visited
_GROUP = re.compile(r"职工|会员|教师|员工|家属|子女|家庭|干部|工会|公司|全体|人员|[部科组院校厂村局站队所户者们]$")
_EACH = re.compile(r"[、，,和及与]")
_NAMES = re.compile(r"[、，,；;\s]+")


def tell_entry(item: Item, voice: Voice) -> Pieces:
    """The sentence about one entry; it ends with a full stop."""
    item = discreet(item, voice)
    reason, target, goods = (bare(item.text(f)) for f in ("reason", "target", "goods"))
    target, goods = _unnamed(target, reason), unsaid(goods, reason)
    campaign = unsaid(bare(item.text("campaign")), reason)
    kind = item.kind if item.kind != "其他" else ""
    act, why_stands = _act(kind, reason)
    item = _given_out(item) if act == "发放" else item
    own = _is_whole(kind, reason)
    texts = [reason, target, goods, campaign, unsaid(remark_of(item), reason)]

    def body(marked: Marked) -> Pieces:
        why = marked.pieces(0)
        extra = joined([marked.pieces(3), marked.pieces(4)], "；")
        if own:
            said = why
        elif why_stands:
            said = (act, *why, *(() if reason.endswith(_AID_ENDS) or verb_for(reason) else ("慰问",)))
        else:
            said, extra = (act,), joined([() if reason in act or _VISITED.fullmatch(reason) else why, extra], "；")
        gave = marked.pieces(2) if _GIVES.match(goods) or not goods else voice.say("gave", goods=marked.pieces(2))
        one = _one_person(item, target)
        whom = (voice.at(0) if one else voice).say("whom", target=marked.pieces(1)) if target else ()
        if one:  # who has a name is one person
            marked.measures = [m for m in marked.measures if m.field not in ("persons", "person_times")]
        return with_numbers(joined([(*said, *brackets(extra)), whom], "，"), item, marked, gave)

    return close(sentence(item, voice.year, texts, body))


def discreet(item: Item, voice: Voice) -> Item:
    """The entry without the name of a single person whose illness, death or grief it tells."""
    words = " ".join((item.text("reason"), item.text("remark"), item.text("campaign")))
    private = item.kind in voice.private_kinds or any(word in words for word in voice.private_words)
    target = bare(item.text("target"))
    names = [name for name in _NAMES.split(re.sub(r"[（(].*?[）)]", "", target)) if len(name) > 1]
    single = not is_collective(item) or all(map(_is_name, names))
    if not private or not single or not target or _GENERAL.fullmatch(target):
        return item
    texts = tuple((field, _without(text, names)) for field, text in item.texts if field != "target")
    return replace(item, texts=texts)


def _unnamed(target: str, reason: str) -> str:
    """Whom it was for, unless the reason names each of them already."""
    return "" if all(who in reason for who in _EACH.split(target)) else target


def _given_out(item: Item) -> Item:
    """An entry whose money is given out, so that those who got it did not take part: 发放补助，共29人."""
    heads = ("persons", "person_times")
    return replace(item, measures=tuple(replace(m, own_lead="发放") if m.field in heads else m for m in item.measures))


def _one_person(item: Item, target: str) -> bool:
    """Whether an entry is about one person whom it names, and counts no more than that one."""
    counts = [m for m in item.measures if m.field in ("persons", "person_times")]
    return bool(target) and _is_name(target) and all(m.number == 1 and not m.given for m in counts)


def _is_name(text: str) -> bool:
    """Whether a word may be a person's name, not what a group of people is called."""
    return bool(re.fullmatch(r"[一-龥·]{2,4}", text)) and not _GROUP.search(text)


def _without(text: str, names: list[str]) -> str:
    """A text in which people have no names: 看望会员周小满 becomes 看望会员."""
    for name in names:
        text = re.sub(rf"({_PERSON}){re.escape(name)}(?:{_PERSON})?", r"\1", text)
        text = re.sub(rf"{re.escape(name)}({_PERSON})", r"\1", text).replace(name, "会员")
    return re.sub(r"会员(?:[、和]会员)+", "会员", text)


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
        return ("发放" if reason.endswith(("补贴", "补助")) else verb_for(reason) or "开展"), True
    return f"开展{kind}" + ("" if kind.endswith(_AID_ENDS) else "慰问"), False
