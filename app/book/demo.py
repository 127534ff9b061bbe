"""The demonstration union 青石镇总工会: two invented years, to show the program and to try it on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from app.book import demo_ledger, demo_people
from app.book.book import Book
from app.book.demo_awards import fill as fill_awards
from app.book.demo_ledger import YEARS
from app.book.demo_pen import Pen
from app.book.demo_people import People
from app.i18n import N_
from app.resources import demo

NAME = "青石镇总工会"
KIND = "乡镇街道"
_PLACED = ("体育比赛", "技能比武", "知识竞赛")  # kinds of activity with a list of who came in where
_PLACINGS = ("第一名", "第二名", "第三名", "优秀奖", "优秀奖", "优秀奖")
_RULES = "青工发〔2024〕3号"


def fill(book: Book, seed: int = 2026) -> None:
    """Fill a new book with the demonstration union, in one step; the same ``seed`` gives the same records.

    Raises:
        FileProblem: the file cannot be written, or the data of the demonstration is missing.
    """
    data, chance = demo(), Random(seed)
    words = data["words"]
    with book.step(N_("Fill in the demonstration union")) as writer:
        pen = Pen(book, writer)
        people = demo_people.fill(pen, data["people"], chance)
        chair, vice = (people.members[place].name for place, _ in data["people"]["officers"][:2])
        pen.change("union_info", book.read.union()["id"], name=NAME, kind=KIND, current_year=YEARS[-1], chair=chair,
                   vice_chairs=vice, **words["union"])  # fmt: skip
        _fill_overview(pen, words)
        demo_ledger.fill(pen, data["ledger"], people, words["hardship"], chance)
        _fill_activities(pen, data["activities"]["activity"], people, chance)
        _fill_records(pen, words, people)
        _fill_hardship(pen, words["hardship"], people)
        fill_awards(pen, words, people)


def _fill_overview(pen: Pen, words: Mapping[str, Any]) -> None:
    pen.add_all("overview", [{"item": row["item"], "content": row[f"y{year}"], "year": year}
                             for row in words["overview"] for year in YEARS])  # fmt: skip


def _fill_activities(pen: Pen, listed: list[Mapping[str, Any]], people: People, chance: Random) -> None:
    held = [(row, year) for year in YEARS for row in listed if f"y{year}" in row]
    ids = pen.add_all("activity", [_activity(row, row[f"y{year}"], year) for row, year in held])
    for row_id, (row, year) in zip(ids, held, strict=True):
        if row.get("kind") in _PLACED:
            chosen = chance.sample(people.there(year), len(_PLACINGS))
            pen.add_all("participant", [
                {"activity_id": row_id, "name": one.name, "member_id": one.row_id, "role": "选手", "attended": "是",
                 "placing": placing} for one, placing in zip(chosen, _PLACINGS, strict=True)
            ])  # fmt: skip


def _activity(row: Mapping[str, Any], own: Mapping[str, str], year: int) -> dict[str, Any]:
    return {
        "year": year, "happened": own["when"], "area": row["area"], "kind": row.get("kind", ""),
        "title": row["title"].replace("{n}", own.get("no", "")), "place": row.get("place", ""),
        "content": row.get("content", ""), "persons": own.get("n", ""), "person_times": own.get("m", ""),
        "result": own.get("r", ""), "cost": own.get("cost", ""), "figures": own.get("data", ""),
    }  # fmt: skip


def _fill_records(pen: Pen, words: Mapping[str, Any], people: People) -> None:
    pen.add_all("honour", [_honour(row, people) for row in words["honour"]])
    for table in ("problem", "plan"):
        pen.add_all(table, _numbered(words[table]))
    pen.add_all("agreement", [_placed(row, people) for row in words["agreement"]])
    pen.add_all("proposal", [_placed(row, people, "proposer") for row in words["proposal"]])
    pen.add_all("fund", _funds(words))
    pen.add_all("standard", [
        {"kind": row["kind"], "basis": row.get("basis", "每人每次"), "limit_amount": row["limit"], "paper": _RULES,
         "valid_from": "2024-01-01", "verified": "是"} for row in words["standard"]
    ])  # fmt: skip


def _placed(row: Mapping[str, Any], people: People, person: str = "") -> dict[str, Any]:
    """A row's own fields, its unit and its member by their ids; ``person`` is the field for the member's name."""
    renamed = {"when": "happened", "for": "recipient_kind", "data": "figures"}
    typed = {renamed.get(name, name): value for name, value in row.items() if name not in ("unit", "member")}
    if "unit" in row:
        typed["unit_id"] = people.units[row["unit"]]
    if "member" in row:
        one = people.members[row["member"]]
        typed |= {"member_id": one.row_id, "unit_id": one.unit_id, person: one.name}
    return typed


def _honour(row: Mapping[str, Any], people: People) -> dict[str, Any]:
    return _placed(row, people, "recipient") | {"amount": 1}


def _numbered(rows: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for year in YEARS:
        for number, row in enumerate((row for row in rows if row["year"] == year), 1):
            yield {"position": number, "year": year, "content": row["content"], "area": row["area"],
                   "figures": row.get("data", "")}  # fmt: skip


def _funds(words: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for year in YEARS:
        for row in words["fund"]:
            yield {"happened": row["when"], "direction": row["direction"], "title": row["title"],
                   "account": row["account"], "partner": row.get("partner", ""), "amount": row[f"y{year}"],
                   "year": year}  # fmt: skip


def _fill_hardship(pen: Pen, files: list[Mapping[str, Any]], people: People) -> None:
    for number, row in enumerate(files, 1):
        one = people.members[row["member"]]
        pen.add("hardship_file", name=one.name, member_id=one.row_id, kind=row["kind"], file_no=f"QS-KN-{number:03d}",
                main_cause=row["cause"], household=1 + len(row["relatives"]), income=row["income"],
                rigid_costs=row["rigid"], story=row["story"], opened=row["opened"], visited="2026年10月",
                measure="生活救助", housing="自建房", self_help="是" if Decimal(row["income"]) > 30000 else "否",
                filed_by="镇总工会办公室")  # fmt: skip
        pen.change("member", one.row_id, hardship=row["kind"])
        pen.add_all("relative", [
            {"member_id": one.row_id, "name": demo_ledger.relative_name(one, name), "relation": relation,
             "gender": gender, "birth": born, "occupation": work}
            for relation, gender, born, work, name in row["relatives"]
        ])  # fmt: skip
