"""How long records are kept, by the table of terms: what must stay, until when, and what is due to be sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One term: records of ``table`` that fit it stay for ``years`` (None: for good) from the day ``since``.

    ``when`` are the values that fields must have, ``money`` asks for cash or goods of a value. ``anonymise`` says
    that a record which need not stay loses its name rather than going altogether. ``source`` is the paper.
    """

    table: str
    title: str
    years: int | None
    since: str
    source: str
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    money: bool = False
    anonymise: bool = False
    verified: bool = False

    def fits(self, row: Row) -> bool:
        """Whether the rule speaks of this record."""
        if self.money and not (row.get("cash") or row.get("goods_value") or row.get("cash_given")):
            return False
        return all(row.get(name) in words for name, words in self.when)

    def stays_until(self, row: Row) -> date | None:
        """The last day on which a record must be kept; None where that is for good, or cannot be told yet."""
        if self.years is None:
            return None
        if self.years == 0:
            return date.min
        begun = start(row, self.since)
        return _years_after(begun, self.years) if begun else None


def read_rules(table: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of the table of terms, in their order: of those that fit a record the first holds."""
    return tuple(_rule(row) for row in table.get("rule", ()))


def read_seals(table: Mapping[str, Any]) -> tuple[Rule, ...]:
    """After how long records are proposed to be sealed."""
    return tuple(_rule(row) for row in table.get("seal", ()))


def rule_for(rules: tuple[Rule, ...], table: str, row: Row) -> Rule | None:
    """The rule that holds for a record; None where the table of terms does not speak of it."""
    return next((rule for rule in rules if rule.table == table and rule.fits(row)), None)


def must_stay(rule: Rule, row: Row, today: date) -> bool:
    """Whether a record may not go yet; one whose term cannot be told stays."""
    until = rule.stays_until(row)
    return until is None or today <= until


def start(row: Row, since: str) -> date | None:
    """The day before a term begins: the last of the reporting year, or the last that a date covers."""
    if since == "year":
        return date(int(row["year"]), 12, 31) if row.get("year") else None
    text = row.get(f"{since}_to")
    return date.fromisoformat(text) if text else None


def _years_after(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(min(9999, day.year + years), day.month, 28 if leap else day.day)


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        str(row["table"]),
        str(row["title"]),
        None if row.get("permanent") else int(row["years"]),
        str(row["since"]),
        str(row["source"]),
        tuple((name, tuple(words)) for name, words in row.get("when", {}).items()),
        bool(row.get("money")),
        row.get("after") == "anonymise",
        bool(row.get("verified")),
    )
