"""Who signs: who is expected at an activity (活动签到表), who receives what of aid entries (实名签领表)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app import formats
from app.book.discreet import told
from app.book.paper_texts import when
from app.book.reader import Reader, Row
from app.domain import pinyin
from app.domain.ledger_facts import AttendanceFacts, AttendanceLine, Money, ReceiptFacts, ReceiptLine

_EMPTY_ROWS = 10  # for who comes unannounced
_EMPTY_SHEET = 20  # where nobody is on the list yet
_MOST_UNNAMED = 200  # lines to sign for people whose names are not written down
_AMOUNTS = ("quantity", "cash", "goods_value")
_AID, _CASH, _GOODS, _BOTH = "慰问", "慰问金", "慰问品", "慰问品(金)"
_LONGEST = 40


def attendance(read: Reader, activity_id: int, *, empty_rows: int | None = None) -> AttendanceFacts:
    """签到表 of an activity: its participants and empty rows; KeyError when it is gone."""
    activity = read.row("activity", activity_id)
    people = read.parts("participant", "activity_id", activity_id)
    where = places(read, people)
    count = empty_rows if empty_rows is not None else (_EMPTY_ROWS if people else _EMPTY_SHEET)
    lines = [AttendanceLine(str(one["name"]), where.get(one["id"], ""), str(one["role"])) for one in people]
    year = activity["year"] or read.current_year()
    return AttendanceFacts(
        year=year, title=str(activity["title"]), happened=when(activity, "happened", year),
        place=str(activity["place"]), host=str(activity["host"]),
        expected=str(len(people) or ""), lines=(*lines, *[AttendanceLine()] * count),
    )  # fmt: skip


_Amount = tuple[int | None, str]  # the number (fen or whole) and the text as given


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one aid entry, what all of them receive together, and how many they are (0: not known)."""

    lines: tuple[ReceiptLine, ...]
    totals: Mapping[str, int | None]
    people: int


def receipt(read: Reader, entry_ids: Sequence[int]) -> ReceiptFacts:
    """签领表 of aid entries: a line for each beneficiary, unit by unit, and the sums; no entry: ValueError."""
    found = read.rows("entry", entry_ids)
    entries = [found[row_id] for row_id in dict.fromkeys(entry_ids) if row_id in found]
    if not entries:
        raise ValueError("no aid entry to sign for")
    units = read.captions("unit", [])
    alone = len(entries) == 1
    matters = dict.fromkeys(_matter(entry) for entry in entries)
    one_matter = next(iter(matters)) if len(matters) == 1 else ""
    parts = [_of_entry(read, entry, units, alone=alone, reasons=not one_matter) for entry in entries]
    totals = {name: _total(part.totals[name] for part in parts) for name in _AMOUNTS}
    lines = sorted((line for part in parts for line in part.lines), key=_by_unit)
    money = Money(totals["cash"], totals["goods_value"])
    people = sum(part.people for part in parts) if all(part.people for part in parts) else 0
    goods = {line.goods for line in lines}  # pieces of different goods do not add up
    return ReceiptFacts(
        year=entries[0]["year"] or read.current_year(), subject=_subject(entries, one_matter),
        what=_what(lines, money), matter=one_matter, standard=_standard(entries), lines=tuple(lines),
        people=f"{people}{'人' if alone else '人次'}" if people else "",
        quantity=formats.count_text(totals["quantity"]) if len(goods) == 1 else "", money=money,
    )  # fmt: skip


def places(read: Reader, people: Sequence[Row]) -> dict[int, str]:
    """The unit of each participant or beneficiary who is a member, by the id of the part."""
    members = read.rows("member", [p["member_id"] for p in people if p["member_id"]], ("unit_id",))
    units = read.captions("unit", []) if members else {}
    found = {}
    for person in people:
        member = members.get(person["member_id"] or 0)
        if member is not None:
            found[person["id"]] = units.get(member["unit_id"] or 0, "").rpartition("/")[2]
    return found


def lines_with_amounts(entry: Row, lines: Sequence[Row]) -> list[dict[str, _Amount]]:
    """What each line of an entry says it receives; a single one takes from the entry what it does not say itself."""
    said = [{name: _amount(line, name) for name in _AMOUNTS} for line in lines]
    if len(said) == 1:
        for name, amount in said[0].items():
            said[0][name] = amount if amount != (None, "") else _amount(entry, name)
    return said


def money_of(amounts: Mapping[str, _Amount]) -> Money:
    """Money and goods out of the amounts of a line or an entry."""
    (cash, cash_given), (value, value_given) = amounts["cash"], amounts["goods_value"]
    return Money(cash, value, cash_given, value_given)


def _matter(entry: Row) -> str:
    return " ".join(told(entry["reason"]).split()) or str(entry["kind"])


def _subject(entries: Sequence[Row], matter: str) -> str:
    """What a 签领表 is called by, at most 40 characters: by what it was for, and whom where that is one member."""
    year = f"{entries[0]['year']}年"
    what = (matter or _AID).replace(" ", "").removeprefix(year)
    whom = f"-{told(entries[0]['target'])}" if len(entries) == 1 and entries[0]["member_id"] else ""
    return f"{what[: max(2, _LONGEST - len(whom))]}{whom}"[:_LONGEST]


def _by_unit(line: ReceiptLine) -> tuple[bool, str, str]:
    """So that each unit can be handed its own lines; who has none stands last."""
    return not line.place, pinyin.sort_key(line.place), pinyin.sort_key(line.name)


def _total(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _what(lines: Sequence[ReceiptLine], money: Money) -> str:
    has_goods = bool(money.value) or any(line.goods not in ("", _CASH) for line in lines)
    return (_BOTH if has_goods else _CASH) if money.cash else _GOODS


def _standard(entries: Sequence[Row]) -> str:
    """The amount a person, in yuan, where the entries agree on one."""
    said = {formats.money_plain(*_amount(entry, "standard")) for entry in entries}
    return said.pop() if len(said) == 1 else ""


def _of_entry(read: Reader, entry: Row, units: Mapping[int, str], *, alone: bool, reasons: bool) -> _Part:
    """The lines of an entry; without any, the one it is for, or lines for so many people to write their names in."""
    matter = _matter(entry) if reasons else ""
    own = {name: _amount(entry, name) for name in _AMOUNTS}
    rows = read.parts("entry_line", "entry_id", entry["id"])
    if rows:
        where, amounts = places(read, rows), lines_with_amounts(entry, rows)
        named = [(str(row["name"]), str(row["place"] or where.get(row["id"], ""))) for row in rows]
        given = [_given(row, entry, said) for row, said in zip(rows, amounts, strict=True)]
        lines = tuple(replace(what, name=name, place=place, matter=matter)
                      for (name, place), what in zip(named, given, strict=True))  # fmt: skip
        # Where no line says what it gets, the sum is what the entry says.
        sums = {name: _total(said[name][0] for said in amounts) for name in _AMOUNTS}
        return _Part(lines, {name: own[name][0] if fen is None else fen for name, fen in sums.items()}, len(rows))
    unit = units.get(entry["unit_id"] or 0, "").rpartition("/")[2]
    totals = {name: amount[0] for name, amount in own.items()}
    many = entry["persons"] or entry["person_times"] or 1
    if 1 < many <= _MOST_UNNAMED and alone:
        return _Part((_unnamed(entry, unit, matter, many),) * many, totals, many)
    said = entry["persons_given"] or entry["person_times_given"]
    line = replace(_given(entry, entry, own), name=told(entry["target"]), place=unit, matter=matter)
    return _Part((line,), totals, 0 if said else many)


def _unnamed(entry: Row, unit: str, matter: str, many: int) -> ReceiptLine:
    """A line to write a name in; what each gets is said only where the standard makes up the whole sum."""
    nothing: _Amount = (None, "")
    amounts = dict.fromkeys(_AMOUNTS, nothing)
    for name in ("cash", "goods_value"):
        if entry["standard"] and entry[name] == entry["standard"] * many:
            amounts[name] = (entry["standard"], "")
    return replace(_given(entry, entry, amounts), place=unit, matter=matter)


def _given(row: Row, entry: Row, amounts: Mapping[str, _Amount]) -> ReceiptLine:
    """Goods, quantity and money of a line; money alone is called what it is."""
    goods = str(row["goods"] or entry["goods"])
    money = money_of(amounts)
    if not goods and (entry["cash"] or money.cash or money.cash_given) and not entry["goods_value"]:
        goods = _CASH
    return ReceiptLine(goods=goods, quantity=formats.count_text(*amounts["quantity"]), money=money)


def _amount(row: Row, name: str) -> _Amount:
    return row[name], str(row[f"{name}_given"] or "")
