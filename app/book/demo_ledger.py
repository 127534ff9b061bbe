"""The demonstration union's aid entries: visits to members, birthdays, festivals and campaigns of two years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from app.book.demo_pen import Pen, pick
from app.book.demo_people import People, Person

YEARS = (2025, 2026)
_BIRTHDAY_YUAN = 200
_SIGNED, _PAID, _PENDING = "已签收", "已发放", "待补资料"
_WAITING = 3  # entries of the present year that still wait for their papers
_VOUCHERS = {2025: 1000, 2026: 2000}

Hardship = Sequence[Mapping[str, Any]]


def fill(pen: Pen, data: Mapping[str, Any], people: People, hardship: Hardship, chance: Random) -> None:
    """Write the entries of both years, and the beneficiaries of those that have some."""
    for year in YEARS:
        rows = [*_visits(data, people, year, chance), *_birthdays(people, year), *_festivals(data, people, year),
                *_campaigns(data, people, hardship, year)]  # fmt: skip
        for number, row in enumerate(rows):
            row |= {"year": year, "voucher_no": f"记-{_VOUCHERS[year] + number}", "handler": pick(_HANDLERS, number)}
            row.setdefault("source", "本级工会经费")
            row["status"] = _SIGNED if year < YEARS[-1] else _status(number, row)
        ids = pen.add_all("entry", [{name: row[name] for name in row if name != "lines"} for row in rows])
        lines = ([line | {"entry_id": row_id} for line in row.get("lines", ())]
                 for row_id, row in zip(ids, rows, strict=True))  # fmt: skip
        pen.add_all("entry_line", [line for found in lines for line in found])


_HANDLERS = ("生活福利委员", "女职工委主任", "镇总工会办公室")


def _status(number: int, row: Mapping[str, Any]) -> str:
    """Late in the present year some entries are paid but not signed for, and a few still want papers."""
    if row["kind"] == "生病住院" and number < _WAITING:
        return _PENDING
    return _PAID if number % 19 == 5 else _SIGNED


def _visits(data: Mapping[str, Any], people: People, year: int, chance: Random) -> Iterator[dict[str, Any]]:
    """One entry a visit; nobody is visited twice for the same reason in a year."""
    for visit in data["visit"]:
        count = visit["counts"].get(str(year), 0)
        for number, one in enumerate(_visited(visit, people, year, count, chance)):
            month, day = 1 + number * 11 // max(count, 1), chance.randrange(1, 28)
            yield {
                "happened": f"{month}月{day}日" if visit["kind"] != "去世" else "4月13日",
                "kind": visit["kind"], "reason": pick(visit["reason"], number), "target": one.name,
                "target_kind": "退休职工" if visit["kind"] == "退休" else "会员", "member_id": one.row_id,
                "unit_id": one.unit_id, "persons": 1, "person_times": 1, "account": visit["account"],
                "cash": pick(visit["cash"], number) if "cash" in visit else "", "goods": visit.get("goods", ""),
                "goods_value": pick(visit["goods_value"], number) if "goods_value" in visit else "",
            }  # fmt: skip


def _visited(visit: Mapping[str, Any], people: People, year: int, count: int, chance: Random) -> list[Person]:
    if "member" in visit:
        return [people.members[visit["member"]]][:count]
    there = people.there(year)
    if visit["kind"] in ("结婚", "生育"):
        there = [one for one in there if 23 <= year - one.birth.year <= 38]
    elif visit["kind"] == "退休":
        there = [one for one in people.members.values() if one.retired == year]
    return chance.sample(there, min(count, len(there)))


def _birthdays(people: People, year: int) -> Iterator[dict[str, Any]]:
    for quarter, name in enumerate("一二三四"):
        born = [one for one in people.there(year) if (one.birth.month - 1) // 3 == quarter]
        yield {
            "happened": f"{quarter * 3 + 1}月至{quarter * 3 + 3}月", "kind": "生日", "reason": "会员生日慰问",
            "target": f"{name}季度过生日的会员", "target_kind": "会员", "persons": len(born), "person_times": len(born),
            "goods": "生日蛋糕券", "goods_value": len(born) * _BIRTHDAY_YUAN, "standard": _BIRTHDAY_YUAN,
            "account": "职工集体福利支出",
        }  # fmt: skip


def _festivals(data: Mapping[str, Any], people: People, year: int) -> Iterator[dict[str, Any]]:
    """Each festival once a unit, for all its members; a unit not yet founded is left out."""
    for festival in data["festival"]:
        for name, unit_id in people.units.items():
            count = len(people.of(unit_id, year))
            if count:
                yield {
                    "happened": festival[f"y{year}"], "kind": "节日", "reason": festival["reason"],
                    "target": f"{name}全体会员", "target_kind": "会员",
                    "unit_id": unit_id, "persons": count, "person_times": count, "goods": festival["goods"],
                    "goods_value": count * festival["each"], "standard": festival["each"],
                    "account": "职工集体福利支出",
                }  # fmt: skip


def _campaigns(data: Mapping[str, Any], people: People, hardship: Hardship, year: int) -> Iterator[dict[str, Any]]:
    for row in data["campaign"]:
        own = row[f"y{year}"]
        entry = {name: row[name] for name in ("kind", "reason", "target", "target_kind", "goods", "campaign", "source")
                 if name in row}  # fmt: skip
        entry |= {"happened": own["when"], "persons": own.get("n", ""), "person_times": own.get("m", "")}
        entry |= {name: own[name] for name in ("units", "households", "cash", "goods_value") if name in own}
        for name, column in (("women_cash", "cash"), ("women_goods", "goods_value")):
            if name in row:
                count = sum(one.gender == "女" for one in people.there(year))
                entry |= {"persons": count, "person_times": count, column: count * row[name]}
        lines = _lines(row, people, hardship, year)
        if lines:
            count = len(lines)
            entry |= {"persons": count, "person_times": count, "cash": count * row["each"], "lines": lines,
                      "households": len({line["member_id"] for line in lines})}  # fmt: skip
        yield entry


def _lines(row: Mapping[str, Any], people: People, hardship: Hardship, year: int) -> list[dict[str, Any]]:
    """The beneficiaries: members with a hardship file by then, or their children at a university."""
    there = [(people.members[file["member"]], file) for file in hardship if int(file["opened"][:4]) < year]
    if row.get("lines") == "hardship":
        return [{"name": one.name, "member_id": one.row_id, "relation": "本人", "cash": row["each"],
                 "signed_by": one.name} for one, _ in there]  # fmt: skip
    if row.get("lines") == "students":
        return [{"name": relative_name(one, name), "member_id": one.row_id, "relation": relation,
                 "cash": row["each"], "signed_by": one.name}
                for one, file in there for relation, _, _, school, name in file["relatives"]
                if "大" in school]  # fmt: skip
    return []


def relative_name(member: Person, written: str) -> str:
    """A relative's name; ``~`` stands for the member's surname."""
    return written.replace("~", member.name[0])
