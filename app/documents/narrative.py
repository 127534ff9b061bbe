"""One record of the year as Chinese sentences: the clerk's words, its numbers once each, its time and result."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from app.documents.narrative_entry import tell_entry
from app.documents.narrative_marks import Marked, Number, Piece, Pieces, count_number, mark
from app.documents.narrative_numbers import number_of, with_numbers
from app.documents.narrative_sentence import remark_of, sentence, unsaid
from app.documents.narrative_voice import Voice
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
from app.domain.summary_facts import Item


def tell(item: Item, voice: Voice) -> Pieces:
    """The sentences about one record in a style's voice; every one ends with a full stop."""
    return _TELLERS[item.source.table](item, voice)


def _activity(item: Item, voice: Voice) -> Pieces:
    title, content = bare(item.text("title")), bare(item.text("content"))
    title = "" if title != content and title in content else title
    content = unsaid(content, title)
    if title and TOOK_PART.fullmatch(content):
        title, content = content + title, ""  # 组队参加 + 全镇厨艺大赛
    result = unsaid(bare(item.text("result")), title, content)
    place, host, cohost = (unsaid(bare(item.text(f)), title, content) for f in ("place", "host", "cohost"))
    verb = verb_for(title or content)
    verb = "参加" if verb and JOINED.match(content) else verb  # others held what we sent people to
    lead_place = place if verb or holds(title or content) else ""
    about = (("地点：", "" if lead_place else place), ("主办：", host), ("协办：", cohost))
    details = [(word, text) for word, text in about if text]
    texts = [
        lead_place,
        title,
        content,
        result,
        *(text for _, text in details),
        unsaid(remark_of(item), title, content),
    ]
    marked = mark(item, texts, name_of(item))
    before, behind = when_words(item, title + content, voice.year)
    head: list[Piece] = [*((before, "，") if before else ())]
    if lead_place:
        head += [*(() if lead_place[0] in "在到于" else ("在",)), *marked.pieces(0)]
    head += [verb] if verb else []
    head += marked.pieces(1) or marked.pieces(2)
    about_it = [(word, *marked.pieces(4 + at)) for at, (word, _) in enumerate(details)]
    extra = joined([*about_it, (behind,) if behind else (), marked.pieces(len(texts) - 1)], "；")
    said = with_numbers((*head, *brackets(extra)), item, marked, voice=voice)
    rest = marked.pieces(2) if title and content else ()
    if rest and said == marked.pieces(1) and not verb and not speaks(title):
        said, rest = (*said, "：", *rest), ()  # a bare name is no sentence
    return _with_result(said, rest, result, marked.pieces(3))


def _with_result(told: Pieces, content: Pieces, result: str, said: Pieces) -> Pieces:
    """A short result ends the sentence, a long one is a sentence of its own behind the content."""
    if not result:
        return (*close(told), *close(content))
    lead = result_lead(result, plain(told))
    tail = (lead, *said) if lead else said
    if content or len(result) > 30 or "。" in result:
        return (*close(told), *close(content), *close(tail))
    return close((*told, "，", *tail))


def _honour(item: Item, voice: Voice) -> Pieces:
    title, recipient, grantor = (bare(item.text(f)) for f in ("title", "recipient", "grantor"))
    level = unsaid(item.text("level"), title, grantor)
    level = "" if _shows_level(level, title + grantor) else level
    recipient, grantor = unsaid(recipient, title), unsaid(grantor, title)
    texts = [recipient, grantor, title, bare(item.text("doc_no")), unsaid(remark_of(item), title)]
    tells = bool(re.search(r"获|评为|评上|创成|被|荣|授予", title))

    def body(marked: Marked) -> Pieces:
        who, by, what, paper, note = (marked.pieces(at) for at in range(5))
        if tells:
            said, extra = (*who, *what), [by]
        else:
            mine = what if quoted(title) == title else ("“", *what, "”")
            said, extra = voice.say("granted" if by else "got", who=who, by=by, what=mine), []
        marked.measures = [m for m in marked.measures if m.number != 1 or m.given]  # one honour is one
        extra += [(level,) if level else (), paper, note]
        return with_numbers((*said, *brackets(joined(extra, "，"))), item, marked)

    return close(sentence(item, voice.year, texts, body))


def _shows_level(level: str, said: str) -> bool:
    """Whether who gave an honour, or its name, shows the level: 云岭县总工会 gave it, so it is of 县区级."""
    own = "县区" if level.endswith("区级") else level.removesuffix("级")
    found = re.findall(r"全国|国家|[省市县乡镇]|(?<![自社地])区", said)
    return bool(found) and ("国家" if len(found[-1]) > 1 else found[-1]) in own


def _agreement(item: Item, voice: Voice) -> Pieces:
    title = bare(item.text("title"))
    details = [
        ("", unsaid(item.kind, title)),
        ("", unsaid(item.text("unit"), title)),
        ("有效期至", day_words(item.text("valid_to"))),
    ]
    return _record(item, voice, "" if verb_known(title) else "签订", title, details)


def _proposal(item: Item, voice: Voice) -> Pieces:
    title, proposer = bare(item.text("title")), bare(item.text("proposer"))
    content, answer = unsaid(bare(item.text("content")), title), bare(item.text("answer"))
    texts = [proposer, title, content, answer, remark_of(item)]

    def body(marked: Marked) -> Pieces:
        what = marked.pieces(1) if quoted(title) == title else ("“", *marked.pieces(1), "”")
        kind: Pieces = (item.kind,) if item.kind else ()
        head = voice.say("proposed", who=marked.pieces(0), what=what, kind=kind)
        parts = [
            head,
            marked.pieces(2),
            ("办理结果：", *marked.pieces(3)) if answer else (),
            (item.text("adopted"),) if item.text("adopted") else (),
        ]
        return (*with_numbers(joined(parts, "，"), item, marked), *brackets(marked.pieces(4)))

    return close(sentence(item, voice.year, texts, body))


def _fund(item: Item, voice: Voice) -> Pieces:
    title = bare(item.text("title"))
    direction, account, partner = item.text("direction"), bare(item.text("account")), bare(item.text("partner"))
    texts = [
        title or account,
        unsaid(account, title or account),
        unsaid(partner, title),
        unsaid(remark_of(item), title),
    ]

    def body(marked: Marked) -> Pieces:
        amounts = tuple(number_of(item, m) for m in marked.measures if m.number or m.given)
        marked.measures = []
        about = brackets(joined([marked.pieces(at) for at in (1, 2, 3)], "，"))
        return with_numbers((f"经费{direction}：", *marked.pieces(0), *amounts, *about), item, marked)

    return close(sentence(item, voice.year, texts, body))


def _award(item: Item, voice: Voice) -> Pieces:
    """Who was proposed and chosen; the notice's conditions and ways only while there is nobody yet."""
    return _award_chosen(item, voice) if item.counts else _award_notice(item, voice)


def _award_chosen(item: Item, voice: Voice) -> Pieces:
    name = bare(item.text("name"))
    texts = [name, bare(item.text("names")), bare(day_words(item.text("decided"), voice.year)), remark_of(item)]

    def body(marked: Marked) -> Pieces:
        places = [m for m in marked.measures if m.field == "quota" and m.number != item.counts[-1].number]
        marked.measures = []
        people = {c.lead: (Number(f"{c.number}{c.unit}", Decimal(c.number), c.unit, c.definition, c.sources),)
                  for c in item.counts}  # fmt: skip
        head = voice.say(
            "award_chosen",
            name=marked.pieces(0) if quoted(name) == name else ("“", *marked.pieces(0), "”"),
            quota=tuple(number_of(item, m) for m in places),
            proposed=people.get("proposed", ()),
            chosen=people.get("chosen", ()),
            names=marked.pieces(1),
        )
        decided: Pieces = ("评定时间：", *marked.pieces(2)) if texts[2] else ()
        return (*with_numbers(head, item, marked), *brackets(joined([decided, marked.pieces(3)], "；")))

    return close(sentence(item, voice.year, texts, body))


def _award_notice(item: Item, voice: Voice) -> Pieces:
    name = bare(item.text("name"))
    fields = (
        ("评选条件：", "conditions"),
        ("推荐方式：", "recommend_way"),
        ("评定方式：", "decide_way"),
        ("推荐截止", "recommend_by"),
        ("评定时间：", "decided"),
        ("审定：", "approver"),
    )
    details = [(lead, bare(day_words(item.text(field), voice.year))) for lead, field in fields if item.text(field)]
    texts = [name, *(text for _, text in details), remark_of(item)]

    def body(marked: Marked) -> Pieces:
        what = marked.pieces(0) if quoted(name) == name else ("“", *marked.pieces(0), "”")
        target = item.text("target")
        head = voice.say("award_held", what=what, target=(target,) if target else ())
        parts = [(lead, *marked.pieces(at + 1)) for at, (lead, _) in enumerate(details)]
        return joined([with_numbers(head, item, marked), *parts, marked.pieces(len(texts) - 1)], "；")

    return close(sentence(item, voice.year, texts, body))


def verb_known(title: str) -> bool:
    """Whether a title says by itself that something was signed."""
    return bool(re.search(r"签|订立|续订", title))


def _record(item: Item, voice: Voice, verb: str, title: str, details: list[tuple[str, str]]) -> Pieces:
    """A verb, a title, details in brackets and the numbers."""
    details = [(lead, text) for lead, text in [*details, ("", unsaid(remark_of(item), title))] if text]
    texts = [title, *(text for _, text in details)]

    def body(marked: Marked) -> Pieces:
        extra = joined(
            [(*((lead,) if lead else ()), *marked.pieces(at + 1)) for at, (lead, _) in enumerate(details)], "，"
        )
        return with_numbers((*((verb,) if verb else ()), *marked.pieces(0), *brackets(extra)), item, marked)

    return close(sentence(item, voice.year, texts, body))


def _listed(item: Item, voice: Voice) -> Pieces:
    """A problem, a plan or an item of the overview: the clerk's words and what they leave out."""
    texts = [bare(item.text("content")), unsaid(remark_of(item), item.text("content"))]
    return close(
        sentence(
            item,
            voice.year,
            texts,
            lambda marked: with_numbers((*marked.pieces(0), *brackets(marked.pieces(1))), item, marked),
        )
    )


def _unit_item(item: Item, _voice: Voice) -> Pieces:
    """A unit with numbers of its own: its name and, in brackets, the numbers."""
    name = item.text("name")
    marked = mark(item, [name], name)
    counts = joined([(count.lead, count_number(count)) for count in item.counts], "，")
    inside = joined([with_numbers((), item, marked), counts], "，")
    return (*marked.pieces(0), *brackets(inside))


_TELLERS: dict[str, Callable[[Item, Voice], Pieces]] = {
    "activity": _activity,
    "entry": tell_entry,
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
