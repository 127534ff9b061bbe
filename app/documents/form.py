"""The papers of the awards: which form is made for whom, under which file name, and what its fields hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from app.documents.blocks import Document, Picture
from app.documents.filling import Definition, FormFacts, FormList, FormMistake, Head, fill, head
from app.documents.form_lists import PUBLIC, award_lists, public, quota_sums, round_lists
from app.documents.form_texts import award_texts, group_texts, person_texts, rounds_awards, tally_texts
from app.documents.write import unique_stem
from app.domain.award_facts import AwardFacts, GroupFacts, PersonFacts, TallyFacts
from app.domain.errors import Refused
from app.domain.when import cn_date
from app.i18n import N_
from app.resources import form_files

_FORBIDDEN = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_STEM_CHARS = 80
PHOTO = "照片"
OF_AWARDS = ("individual", "collective", "nominee", "award", "round")
"""What the forms of this room apply to; the others are the ledger's."""


@dataclass(frozen=True, slots=True)
class FormPaper:
    """One finished paper; ``stem`` is its file's name without ending, unique among those made together."""

    form_id: str
    stem: str
    document: Document


@dataclass(frozen=True, slots=True)
class Refusal:
    """A paper that was not made: what it would have been called, and the sentence why."""

    paper: str
    error: Refused


@dataclass(frozen=True, slots=True)
class Filling:
    """What one paper is filled with: whose it is, and what stands against making it."""

    who: str
    facts: FormFacts
    refused: Refused | None = None


def forms_for(
    awards: Sequence[AwardFacts], definitions: Iterable[Definition], only: Sequence[str] = (), on: date | None = None
) -> tuple[FormPaper, ...]:
    """The papers of the awards: round by round those of the whole round, then award by award, as the forms stand.

    A form for individuals, groups or nominees of either kind is made once for each of those proposed; an award that
    has none yet gets a blank one to be written in by hand. Papers that must not be made (``refusals``) are left out.

    Args:
        awards: the facts.
        definitions: the forms, in their order; those that apply to something else are passed over.
        only: the ids of the forms wanted; none means all of them.
        on: the day that official texts bear; left to be written where it is None.

    Raises:
        FormMistake: a form's definition is wrong.
    """
    taken: set[str] = set()
    made: list[FormPaper] = []
    for form, definition, award, filling in fillings(awards, definitions, only, on):
        if filling.refused is None:
            name = unique_stem(_name(form, award, filling.who), taken)
            made.append(FormPaper(form.id, name, fill(definition, filling.facts)))
    return tuple(made)


def refusals(
    awards: Sequence[AwardFacts], definitions: Iterable[Definition], only: Sequence[str] = ()
) -> tuple[Refusal, ...]:
    """The papers that are not made: of a vote whose numbers do not agree, of names that somebody objected to."""
    return tuple(
        Refusal(_name(form, award, filling.who), filling.refused)
        for form, _, award, filling in fillings(awards, definitions, only, None)
        if filling.refused
    )


def papers_offered() -> tuple[Head, ...]:
    """Every form there is that can be used, ours and the clerk's, in the order in which they are offered."""
    found: list[Head] = []
    for file in form_files():
        with suppress(FormMistake):
            found.append(head(file.data))
    return tuple(found)


def bound(papers: Sequence[FormPaper], title: str = "") -> Document:
    """Many papers as one, page after page, each numbered from one; for printing them all at once."""
    documents = tuple(paper.document for paper in papers)
    first = documents[0]
    return Document(title or first.title, (), first.page, author=first.author, bound=documents)


def stem(*parts: str) -> str:
    """A file's name from its parts, without what Windows does not take."""
    clean = (_FORBIDDEN.sub("", part).strip(" .") for part in parts)
    return "-".join(part for part in clean if part)[:_STEM_CHARS].rstrip(" .-")


def _name(form: Head, award: AwardFacts, who: str) -> str:
    """The name of a paper's file: the form's, the year, the award unless the paper is the whole round's, and whose.

    The round stands in it where without it the paper of another round of the year would have the same name.
    """
    year, whole = f"{award.year}年度" if award.year else "", form.applies_to == "round"
    label = award.round.label if whole or award.namesake else ""
    return stem(form.name, year, label, "" if whole else award.name, who)


def fillings(
    awards: Sequence[AwardFacts], definitions: Iterable[Definition], only: Sequence[str], on: date | None
) -> Iterator[tuple[Head, Definition, AwardFacts, Filling]]:
    """Every paper to be made with its form, its award (the first of its round) and what fills it."""
    forms = [(form, one) for one in definitions if (form := head(one)) and (not only or form.id in only)]
    for members in _rounds(awards):
        for form, definition in forms:
            if form.applies_to == "round":
                yield form, definition, members[0], _round_filling(members, form, on)
        for award in members:
            for form, definition in forms:
                for filling in _award_fillings(award, form, on):
                    yield form, definition, award, filling


def _rounds(awards: Sequence[AwardFacts]) -> list[list[AwardFacts]]:
    """The awards by their rounds, in the order in which these first come."""
    found: dict[int, list[AwardFacts]] = {}
    for award in awards:
        found.setdefault(award.round.round_id, []).append(award)
    return list(found.values())


def _round_filling(awards: Sequence[AwardFacts], form: Head, on: date | None) -> Filling:
    # A text of 先进集体和先进个人 names them in that order, however the clerk wrote the awards down.
    awards = sorted(awards, key=lambda award: award.individual)
    # What only one award has is left blank; what all of them share is any one's.
    own = award_texts(awards[0]) | dict.fromkeys(("奖项", "名额", "评选条件", "推荐方式", "评定方式"), "")
    texts = _blank(form) | own | rounds_awards(awards) | _signed(awards[0], on)
    lists = round_lists(awards)
    refused = None
    if form.check == "objections" and awards[0].round.objected:
        refused = Refused(
            N_("Objections are entered (“{said}”), so no paper may say there were none. Settle them first."),
            said=awards[0].round.objections,
        )
    return Filling("", FormFacts(texts, public(lists) if form.public else lists, {PHOTO: None}), refused)


@dataclass(frozen=True, slots=True)
class _Common:
    """What all papers of one award share: worked out once, for an award may have hundreds of nominees."""

    texts: dict[str, str]
    lists: dict[str, FormList]

    def filling(self, texts: dict[str, str], who: str = "", image: Picture | None = None) -> Filling:
        """What one of these papers is filled with."""
        return Filling(who, FormFacts(self.texts | texts, self.lists, {PHOTO: image}))


def _common(award: AwardFacts, form: Head, on: date | None, tally: TallyFacts | None = None) -> _Common:
    lists = award_lists(award, tally)
    texts = _blank(form) | award_texts(award) | quota_sums(award.quotas) | _signed(award, on)
    return _Common(texts, public(lists) if form.public else lists)


def _award_fillings(award: AwardFacts, form: Head, on: date | None) -> Iterator[Filling]:
    """What one form is filled with for one award, once or once for each of somebody."""
    if form.target and (form.target == "people") != award.individual:
        return
    if form.applies_to == "award":
        yield from _whole_award(award, form, on)
    elif form.applies_to in ("individual", "nominee") and award.individual:
        common = _common(award, form, on)
        for person in award.people or (PersonFacts(),):
            yield common.filling(person_texts(person), person.name, picture(person.photo))
    elif form.applies_to in ("collective", "nominee") and not award.individual:
        common = _common(award, form, on)
        for group in award.groups or (GroupFacts(),):
            yield common.filling(group_texts(group), group.name)


def _whole_award(award: AwardFacts, form: Head, on: date | None) -> Iterator[Filling]:
    """Once for the award; a form that needs a right count once for each of its votes."""
    if form.check == "quota" and not award.individual and award.quotas.computed:
        return  # a group's award is given to the units themselves: unless the clerk allots its places, nobody does
    if form.check != "tally":
        last = award.tallies[-1] if award.tallies else TallyFacts()
        yield _common(award, form, on).filling(tally_texts(last, award.seats, award.individual))
        return
    for number, tally in enumerate(award.tallies or (TallyFacts(),), 1):
        who = f"第{number}次投票" if number > 1 else ""
        made = _common(award, form, on, tally).filling(tally_texts(tally, award.seats, award.individual), who)
        yield replace(made, refused=_miscounted(award, tally))


def _miscounted(award: AwardFacts, tally: TallyFacts) -> Refused | None:
    problems = tally.problems(award.seats)
    return Refused(problems[0].msgid, **dict(problems[0].values)) if problems else None


def _signed(award: AwardFacts, on: date | None) -> dict[str, str]:
    """The days under a text, under a paper of publicity, which is posted on its first, and under a certificate."""
    day = cn_date(on) if on else f"{award.year or '____'}年　　月　　日"
    granted = day if on else award.granted or day
    return {"落款日期": day, "公示落款": award.round.publicity_from or day, "授予日期": granted}


def picture(photo: bytes) -> Picture | None:
    """A photo ready for a cell: upright and small; None where there is none or it cannot be read."""
    if not photo:
        return None
    from app.documents.photos import Photo, fitted

    return fitted(Photo(photo, ""), 4)


_NOBODY = AwardFacts(0, 0, "", True)
_ABOUT_SOMEBODY = {*person_texts(PersonFacts()), *group_texts(GroupFacts())}
# Every field a form may name, blank: the closed set against which a form's mistakes are found.
BLANK: dict[str, str] = dict.fromkeys(
    [
        *award_texts(_NOBODY), *rounds_awards(()), *_signed(_NOBODY, None), *quota_sums(_NOBODY.quotas),
        *tally_texts(TallyFacts(), None), *sorted(_ABOUT_SOMEBODY),
    ],
    "",
)  # fmt: skip
_PUBLIC_BLANK = {name: "" for name in BLANK if name in PUBLIC or name not in _ABOUT_SOMEBODY}


def _blank(form: Head) -> dict[str, str]:
    return _PUBLIC_BLANK if form.public else BLANK
