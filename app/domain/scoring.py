"""Score sheets: marks within their bounds, bonus and deductions, and what bars a sheet from counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.errors import AppError, Problem
from app.domain.finding import Finding, Severity
from app.i18n import N_

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One criterion; ``must`` (必备) means that no marks at all bar the whole sheet."""

    id: str
    section: str
    title: str
    marks: Decimal
    must: bool = False
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class ScoreTemplate:
    """A scheme: its items, full marks without the bonus, the most bonus that counts, and its vetoes."""

    title: str
    source: str
    full_marks: Decimal
    bonus_max: Decimal
    items: tuple[ScoreItem, ...]
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deduction:
    """Marks taken off an item: ``each`` so many times (每缺 1 人次扣 1 分)."""

    item_id: str
    each: Decimal
    times: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """What a sheet comes to; ``barred`` says why it does not count, and is empty where it does."""

    by_item: tuple[tuple[str, Decimal], ...]
    by_section: tuple[tuple[str, Decimal], ...]
    base: Decimal
    bonus: Decimal
    total: Decimal
    unmarked: tuple[str, ...]
    barred: tuple[Finding, ...]


def template_from(data: Mapping[str, Any]) -> ScoreTemplate:
    """The scheme of a parsed ``resources/scoring`` file.

    Raises:
        AppError: a part is missing, or the items do not add up to the full marks.
    """
    title = str(data.get("title", ""))
    try:
        regular = tuple(_item(row, str(part["title"])) for part in data["section"] for row in part["item"])
        bonus = tuple(_item(row, "", bonus=True) for row in data.get("bonus", ()))
        full, most = Decimal(str(data["total"])), Decimal(str(data.get("bonus_max", 0)))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise AppError(
            N_("The score scheme “{title}” lacks a part: {detail}."), title=title, detail=str(error)
        ) from error
    found = sum((item.marks for item in regular), ZERO)
    if found != full:
        raise AppError(
            N_("The items of the score scheme “{title}” add up to {found}, not to {full}. Correct it."),
            title=title,
            found=found,
            full=full,
        )
    return ScoreTemplate(title, str(data.get("source", "")), full, most, regular + bonus, tuple(data.get("vetoes", ())))


def check(
    template: ScoreTemplate, marks: Mapping[str, Decimal], deductions: Sequence[Deduction] = ()
) -> tuple[Problem, ...]:
    """What is wrong with the marks given: unknown items, marks out of 0 … the item's own."""
    known = {item.id: item for item in template.items}
    problems = []
    for item_id, mark in marks.items():
        item = known.get(item_id)
        if item is None:
            problems.append(Problem.of(item_id, mark, N_("The score scheme has no such item.")))
        elif not ZERO <= mark <= item.marks:
            problems.append(
                Problem.of(
                    item_id,
                    mark,
                    N_("“{title}” takes marks from 0 to {most}."),
                    title=item.title,
                    most=item.marks,
                )
            )
    for deduction in deductions:
        if deduction.item_id not in known:
            problems.append(Problem.of(deduction.item_id, deduction.each, N_("The score scheme has no such item.")))
        elif deduction.each < 0 or deduction.times < 0:
            problems.append(
                Problem.of(deduction.item_id, deduction.each, N_("Write a deduction as a number above zero."))
            )
    return tuple(problems)


def result(
    template: ScoreTemplate,
    marks: Mapping[str, Decimal],
    deductions: Sequence[Deduction] = (),
    vetoed: Sequence[str] = (),
) -> ScoreResult:
    """Add a sheet up.

    An item never falls below 0 by deductions. An item without a mark counts 0 and stands in ``unmarked``.
    ``vetoed`` are those of the scheme's vetoes (一票否决) that apply.
    """
    scores = {item.id: _score(item, marks, deductions) for item in template.items}
    sections = dict.fromkeys((item.section for item in template.items if not item.bonus), ZERO)
    for item in template.items:
        if not item.bonus:
            sections[item.section] += scores[item.id]
    base = sum(sections.values(), ZERO)
    bonus = min(template.bonus_max, sum((scores[item.id] for item in template.items if item.bonus), ZERO))
    unmarked = tuple(item.id for item in template.items if item.id not in marks and not item.bonus)
    return ScoreResult(
        tuple(scores.items()),
        tuple(sections.items()),
        base,
        bonus,
        base + bonus,
        unmarked,
        _barred(template, scores, marks, vetoed),
    )


def stepped(percent: Decimal, steps: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """The marks of the highest step ``(from percent, marks)`` that ``percent`` reaches; 0 below all."""
    return next((marks for least, marks in sorted(steps, reverse=True) if percent >= least), ZERO)


def grade(percent: Decimal, grades: Sequence[tuple[str, Decimal]]) -> str:
    """The name of the highest grade ``(name, least percent)`` reached; empty below all."""
    reached = [(least, name) for name, least in grades if percent >= least]
    return max(reached)[1] if reached else ""


def _item(row: Mapping[str, Any], section: str, *, bonus: bool = False) -> ScoreItem:
    must = bool(row.get("required", False))
    return ScoreItem(str(row["id"]), section, str(row["text"]), Decimal(str(row["points"])), must, bonus)


def _score(item: ScoreItem, marks: Mapping[str, Decimal], deductions: Sequence[Deduction]) -> Decimal:
    taken = sum((d.each * d.times for d in deductions if d.item_id == item.id), ZERO)
    return min(item.marks, max(ZERO, marks.get(item.id, ZERO) - taken))


def _barred(
    template: ScoreTemplate,
    scores: Mapping[str, Decimal],
    marks: Mapping[str, Decimal],
    vetoed: Sequence[str],
) -> tuple[Finding, ...]:
    # An item nobody has marked yet is unfinished work, not a failure.
    missed = (item for item in template.items if item.must and item.id in marks and scores[item.id] == 0)
    return tuple(
        Finding.of(Severity.BLOCK, N_("“{title}” must be met and has no marks."), title=item.title) for item in missed
    ) + tuple(Finding.of(Severity.BLOCK, N_("Vetoed: {reason}."), reason=reason) for reason in vetoed)
