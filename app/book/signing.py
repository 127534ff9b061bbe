"""The lists people sign: who came to an activity (签到表), who received what of an aid entry (签领表)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app import formats
from app.book.lists import NUMBER, REMARK, SUM
from app.book.reader import Reader, Row
from app.domain import money, pinyin
from app.domain.fields import Kind
from app.domain.list_table import ListColumn, ListTable

_EMPTY_ROWS = 10  # for who comes unannounced
_EMPTY_SHEET = 25  # where nobody is on the list yet
_MOST_UNNAMED = 200  # lines to sign for people whose names are not written down
_NAME, _PLACE, _GOODS, _QUANTITY = "姓名", "部门/小组", "品名(规格)", "数量"
_CASH, _VALUE, _REASON = "金额(元)", "物品折价(元)", "事由"
_AMOUNTS = {"quantity": "quantity", "cash": "cash", "value": "goods_value"}  # what it is called here and in the file
_AID, _RECEIPT, _LONGEST = "慰问", "签领表", 40
_HAND = ("签领人", "代领人及关系", "日期", REMARK)


def attendance(read: Reader, activity_id: int, *, empty_rows: int | None = None) -> ListTable:
    """签到表 of an activity: its participants, a column to sign in, and empty rows; KeyError when it is gone."""
    activity = read.row("activity", activity_id)
    people = read.parts("participant", "activity_id", activity_id)
    places = _places(read, people)
    count = empty_rows if empty_rows is not None else (_EMPTY_ROWS if people else _EMPTY_SHEET)
    rows = [
        (str(number), str(person["name"]), places.get(person["id"], ""), "", "", "")
        for number, person in enumerate(people, 1)
    ]
    rows += [(str(len(people) + at), *("",) * 5) for at in range(1, count + 1)]
    name = str(activity["title"])
    told = (f"活动：{name}", f"时间：{activity['happened']}", f"地点：{activity['place']}")
    columns = (
        ListColumn(NUMBER),
        ListColumn(_NAME, Kind.TEXT),
        ListColumn("单位/部门", Kind.TEXT),
        ListColumn("签到", blank=True),
        ListColumn("联系电话", blank=True),
        ListColumn(REMARK, blank=True),
    )
    union = str(read.union()["name"])
    title = f"{union}活动签到表"
    return ListTable(title, columns, tuple(rows), above=told, orientation="portrait", author=union)


_Rows = tuple[tuple[str, ...], ...]


_Amount = tuple[int | None, str]  # the number (fen or whole) and the text as given


@dataclass(frozen=True, slots=True)
class _Given:
    """What one person receives."""

    name: str
    place: str
    goods: str
    reason: str
    quantity: _Amount
    cash: _Amount
    value: _Amount


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one aid entry and what all of them receive together."""

    given: tuple[_Given, ...]
    totals: Mapping[str, int | None]


def receipt(read: Reader, entry_ids: Sequence[int]) -> ListTable:
    """签领表 of aid entries: a line for each beneficiary, the sum in figures and in words; no entry: ValueError."""
    found = read.rows("entry", entry_ids)
    entries = [found[row_id] for row_id in entry_ids if row_id in found]
    if not entries:
        raise ValueError("no aid entry to sign for")
    units = read.captions("unit", [])
    parts = [_of_entry(read, entry, units, alone=len(entries) == 1) for entry in entries]
    totals = {name: _total([part.totals[name] for part in parts]) for name in _AMOUNTS}
    given = sorted((one for part in parts for one in part.given), key=_by_unit)
    matters = dict.fromkeys(_matter(entry) for entry in entries)
    union = str(read.union()["name"])
    matter = (f"事项：{next(iter(matters))}",) if len(matters) == 1 else ()
    columns, rows, sums = _table(given, totals, reasons=len(matters) > 1)
    return ListTable(
        f"{_kind(given, totals)}发放签领表",
        columns,
        rows,
        sums=sums,
        in_words=_in_words(totals),
        above=(f"单位：{union}", *matter, "日期：　　　年　　月　　日"),
        below=("工会主席：", "审核：", "经办人：", "制表人："),
        author=union,
    )


def receipt_name(read: Reader, entry_ids: Sequence[int]) -> str:
    """What a 签领表 of aid entries is called as a file, at most 40 characters: by what it was for, and whom."""
    rows = list(read.rows("entry", entry_ids).values())
    matters = {_matter(row) for row in rows}
    matter = " ".join(matters.pop().split()).replace(" ", "") if len(matters) == 1 else _AID
    whom = f"-{rows[0]['target']}" if len(rows) == 1 and rows[0]["member_id"] else ""
    return f"{matter[: _LONGEST - len(_RECEIPT) - len(whom)]}{_RECEIPT}{whom}"[:_LONGEST]


def _by_unit(given: _Given) -> tuple[bool, str, str]:
    """So that each unit can be handed its own lines; who has none stands last."""
    return not given.place, pinyin.sort_key(given.place), pinyin.sort_key(given.name)


def _total(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _kind(given: Sequence[_Given], totals: Mapping[str, int | None]) -> str:
    has_goods = bool(totals["value"]) or any(one.goods for one in given)
    return ("慰问品(金)" if has_goods else "慰问金") if totals["cash"] else "慰问品"


def _matter(entry: Row) -> str:
    return str(entry["reason"] or entry["kind"])


def _of_entry(read: Reader, entry: Row, units: Mapping[int, str], *, alone: bool) -> _Part:
    """The lines of an entry; without any, the one it is for, or lines for so many people to write their names in."""
    lines = read.parts("entry_line", "entry_id", entry["id"])
    if lines:
        places = _places(read, lines)
        given = tuple(_of_line(line, entry, places.get(line["id"], "")) for line in lines)
        return _Part(given, {name: _total(getattr(one, name)[0] for one in given) for name in _AMOUNTS})
    unit = units.get(entry["unit_id"] or 0, "").rpartition("/")[2]
    goods, matter = str(entry["goods"]), _matter(entry)
    amounts = {name: _amount(entry, column) for name, column in _AMOUNTS.items()}
    totals = {name: amount[0] for name, amount in amounts.items()}
    many = entry["persons"] or entry["person_times"] or 1
    if many > 1 and many <= _MOST_UNNAMED and alone:
        # What each of them gets is known only where a standard says so.
        each = _Given("", unit, goods, matter, (None, ""), _amount(entry, "standard"), (None, ""))
        return _Part((each,) * many, totals)
    return _Part((_Given(str(entry["target"]), unit, goods, matter, **amounts),), totals)


def _of_line(line: Row, entry: Row, place: str) -> _Given:
    """What a line says; ``place`` is the unit of the member where the line names none."""
    amounts = {name: _amount(line, column) for name, column in _AMOUNTS.items()}
    goods = str(line["goods"] or entry["goods"])
    return _Given(str(line["name"]), str(line["place"] or place), goods, _matter(entry), **amounts)


def _amount(row: Row, name: str) -> _Amount:
    return row[name], str(row[f"{name}_given"] or "")


def _table(
    given: Sequence[_Given], totals: Mapping[str, int | None], *, reasons: bool
) -> tuple[tuple[ListColumn, ...], _Rows, tuple[str, ...]]:
    """Only the columns that hold something, then those to be signed; their rows; the row 合计."""
    wanted: list[tuple[ListColumn, list[str], str]] = []
    for header, kind, texts in (
        (_NAME, Kind.TEXT, [one.name for one in given]),
        (_REASON, Kind.TEXT, [one.reason for one in given] if reasons else []),
        (_PLACE, Kind.TEXT, [one.place for one in given]),
        (_GOODS, Kind.TEXT, [one.goods for one in given]),
    ):
        if any(texts) or header == _NAME:
            wanted.append((ListColumn(header, kind), texts, SUM if header == _NAME else ""))
    alike = len({one.goods for one in given}) == 1  # pieces of different goods do not add up
    for header, name, kind in (
        (_QUANTITY, "quantity", Kind.COUNT),
        (_CASH, "cash", Kind.MONEY),
        (_VALUE, "value", Kind.MONEY),
    ):
        if totals[name] is not None:
            say = formats.money_text if kind is Kind.MONEY else formats.count_text
            texts = [say(*getattr(one, name)) for one in given]
            added = say(totals[name]) if alike or kind is Kind.MONEY else ""
            wanted.append((ListColumn(header, kind), texts, added))
    columns = (ListColumn(NUMBER), *(column for column, _, _ in wanted), *(ListColumn(t, blank=True) for t in _HAND))
    hand = ("",) * len(_HAND)
    rows = tuple((str(at + 1), *(texts[at] for _, texts, _ in wanted), *hand) for at in range(len(given)))
    sums = ("", *(total for _, _, total in wanted), *hand)
    return columns, rows, sums if any(text not in ("", SUM) for text in sums) else ()


def _in_words(totals: Mapping[str, int | None]) -> str:
    """The amount in capital characters, as the receipt of money must have it."""
    cash, value = totals["cash"], totals["value"]
    told = [f"慰问金合计（大写）：人民币{money.words(cash)}"] if cash else []
    told += [f"物品折价合计（大写）：人民币{money.words(value)}"] if value else []
    return "　　".join(told)


def _places(read: Reader, people: Sequence[Row]) -> dict[int, str]:
    """The unit of each participant or beneficiary who is a member, by the id of the part."""
    members = read.rows("member", [p["member_id"] for p in people if p["member_id"]], ("unit_id",))
    units = read.captions("unit", []) if members else {}
    found = {}
    for person in people:
        member = members.get(person["member_id"] or 0)
        if member is not None:
            found[person["id"]] = units.get(member["unit_id"] or 0, "").rpartition("/")[2]
    return found
