"""The facts of a year's end, gathered from the book: every record of the year with its numbers and its words."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.book.reader import Reader
from app.book.yearend_people import people, units
from app.domain.fields import Kind
from app.domain.listing import Listing
from app.domain.quantity import Figure
from app.domain.records import BY_TABLE
from app.domain.summary_count import KINDS, Measure, Source
from app.domain.summary_facts import Item, YearFacts
from app.domain.summary_style import fitting_style
from app.resources import code_list, summary_styles

# The kinds of work that a summary tells, and the area of those that have no field for one.
_WORK = {
    "activity": "",
    "entry": "",
    "agreement": "维权",
    "proposal": "民主管理",
    "award": "考核评选",
    "honour": "荣誉",
    "fund": "经费",
}
# Items of the overview that say what the union is, not what its year was.
_NOT_TOLD = {"工会名称", "单位性质", "年度", "统计期起", "统计期止"}


def facts(read: Reader, year: int) -> YearFacts:
    """Everything that the summary of a reporting year may say, each part with the ids of its records."""
    union = read.union()
    period = read.period(year)
    counted, unit_items = units(read, period)
    return YearFacts(
        union=union["name"],
        kind=union["kind"],
        year=year,
        period=period,
        overview=_overview(read, union, year),
        people=people(read, period),
        units=counted,
        unit_items=unit_items,
        work=tuple(item for table, area in _WORK.items() for item in _items(read, table, year, area)),
        problems=_items(read, "problem", year),
        plans=_items(read, "plan", year),
    )


def style_for(facts: YearFacts) -> str:
    """The name of the summary style that fits the union, by its kind, else by words in its name."""
    return fitting_style(summary_styles(), code_list("union_kind").words(facts.kind), facts.union)


def _overview(read: Reader, union: dict[str, Any], year: int) -> tuple[Item, ...]:
    """The overview's items; one of this year stands before the same one without a year."""
    found: dict[str, Item] = {}
    rows = [row for row in read.every("overview") if row["year"] in (None, year)]
    for row in sorted(rows, key=lambda row: row["year"] is not None):
        if row["content"] and row["item"] not in _NOT_TOLD:
            texts = (("content", row["content"]),)
            found[row["item"]] = Item(Source("overview", row["id"]), kind=row["item"], texts=texts)
    for name, column in (("上级工会", "parent"), ("届次", "term_no"), ("工会主席", "chair")):
        if union[column] and name not in found:
            texts = (("content", union[column]),)
            found[name] = Item(Source("union_info", union["id"]), kind=name, texts=texts)
    return tuple(found.values())


def _items(read: Reader, table: str, year: int, area: str = "") -> tuple[Item, ...]:
    """The records of one kind in the order in which the clerk keeps them: by number, else as entered."""
    ids = read.ids(Listing(table, year=year, sort="" if table in ("problem", "plan") else "year"))
    rows, figures = read.rows(table, ids), read.figures(table, ids)
    names = read.captions("unit", []) if BY_TABLE[table].has("unit_id") else {}
    own = read.union()["name"]
    found = []
    for row_id in ids:
        row = rows[row_id]
        if row.get("host") and own.endswith(row["host"]):  # that the union itself held it goes without saying
            row["host"] = ""
        found.append(item(table, row, figures.get(row_id, ()), area, names))
    return tuple(found)


def item(table: str, row: dict[str, Any], figures: tuple[Figure, ...], area: str, units: dict[int, str]) -> Item:
    """One row as a fact of the year."""
    spoken = (Kind.TEXT, Kind.LONG, Kind.CHOICE)
    texts = [(f.name, str(row[f.name])) for f in BY_TABLE[table].fields if f.kind in spoken and row[f.name]]
    for name in ("valid_to", "recommend_by", "decided"):
        if row.get(name):
            texts.append((name, str(row[name])))
    if row.get("unit_id") in units:
        texts.append(("unit", units[row["unit_id"]].split("/")[-1]))
    if row.get("adopted") is not None:
        texts.append(("adopted", "已采纳" if row["adopted"] else "未采纳"))
    return Item(
        Source(table, row["id"]),
        area=row.get("area") or area,
        kind=row.get("kind") or "",
        when=row.get("happened") or "",
        first=_day(row.get("happened_from")),
        last=_day(row.get("happened_to")),
        texts=tuple(texts),
        measures=measures(table, row),
        figures=figures,
    )


def measures(table: str, row: dict[str, Any]) -> tuple[Measure, ...]:
    """The counts and amounts in a row's own fields."""
    return tuple(
        Measure(table, kind.field, row[kind.field], row[f"{kind.field}_given"])
        for kind in KINDS.get(table, ())
        if row[kind.field] is not None
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
