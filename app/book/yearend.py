"""The facts of a year's end, gathered from the book: every record of the year with its numbers and its words."""

from __future__ import annotations

import calendar
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.book.reader import Reader
from app.book.yearend_people import people, units
from app.domain.fields import Kind
from app.domain.listing import Listing
from app.domain.quantity import Figure
from app.domain.records import BY_TABLE
from app.domain.summary_bulk import Bulk, Work
from app.domain.summary_count import KINDS, Measure, Source
from app.domain.summary_facts import Count, Item, YearFacts
from app.domain.summary_group import COLLECTIVE
from app.store.ledger import MEASURES, SEPARATOR

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


# Words of an outcome that say somebody was not chosen.
_NOT_CHOSEN = re.compile(r"未|不|落选|淘汰|否|退回|放弃|取消")
# A time that says no more than that it was this year, or nothing.
_OF_THE_YEAR = re.compile(r"(?:[全本当今]年度?(?:以来|内)?|年内)?")
_JUDGING = "自评"  # the item of the overview that judges a year which is over
_OF_WHOLE_YEARS = {"主题", _JUDGING}  # what the overview says of a year is not said of a part of it
_MOST_NAMES = 20  # more people than this are not named
_YEAR_DAYS = 366
LARGE = 20_000  # entries; the plain ones of a larger ledger are added up without being made records one by one
Period = tuple[date, date]


def facts(read: Reader, year: int, period_name: str = "", period: Period | None = None) -> YearFacts:
    """Everything that the summary of a reporting year may say, each part with the ids of its records.

    With a ``period`` (a half-year, several years) only what lies in it is told, and what has no date; its name
    stands in the title. Where the book holds the year before, the same days of it come along, to be compared.
    """
    told = _facts(read, year, period_name, period)
    days = period or read.period(year)
    whole = (days[1] - days[0]).days <= _YEAR_DAYS
    if not whole:
        eve = days[0] - timedelta(days=1)
        return replace(told, people_before=people(read, (eve, eve)))
    if year - 1 not in read.years():
        return told
    before = (_year_before(period[0]), _year_before(period[1])) if period else None
    return replace(told, earlier=_facts(read, year - 1, "", before))


def _facts(read: Reader, year: int, period_name: str, period: Period | None) -> YearFacts:
    union = read.union()
    days = period or read.period(year)
    counted, unit_items = units(read, days, today=days[1] == read.period(year)[1])
    years = range(days[0].year, days[1].year + 1) if period else (year,)
    return YearFacts(
        union=union["name"],
        kind=union["kind"],
        year=year,
        period=days,
        overview=_overview(read, union, tuple(years), days)
        if _over_years(days)
        else _overview(read, union, (year,), days),
        people=people(read, days),
        units=counted,
        unit_items=unit_items,
        work=_work(read, tuple(years), period),
        problems=_items(read, "problem", year),
        plans=_items(read, "plan", year),
        period_name=period_name,
    )


def _work(read: Reader, years: tuple[int, ...], period: Period | None) -> Sequence[Item]:
    """The records of the work; of a large ledger the plain entries as columns."""
    bulk, others = _ledger(read, years, period)
    told = []
    for table, area in _WORK.items():
        if table == "entry" and bulk:
            found = _told(read, table, others, area)
        else:
            found = tuple(
                _with_year(item, year) if len(years) > 1 else item
                for year in years
                for item in _items(read, table, year, area)
            )
        told += [item for item in found if period is None or _lies_in(item, period)]
    return Work(tuple(told), bulk) if bulk else tuple(told)


def _ledger(read: Reader, years: tuple[int, ...], period: Period | None) -> tuple[tuple[Bulk, ...], list[int]]:
    """The plain entries of a large ledger by their kind, and the ids of the others; nothing of one of usual size."""
    if sum(read.count(Listing("entry", year=year)) for year in years) < LARGE:
        return (), []
    columns: dict[str | None, list[list[Any]]] = {}
    for part in read.entry_tuples(years, period):
        by_key: dict[str | None, list[tuple[Any, ...]]] = {}
        for row in part:
            by_key.setdefault(row[0], []).append(row)
        for key, rows in by_key.items():
            kept = columns.setdefault(key, [[] for _ in rows[0]])
            for column, numbers in zip(kept, zip(*rows, strict=True), strict=True):
                column.extend(numbers)
    others = columns.pop(None, [[], []])[1]
    return _plain({key: kept for key, kept in columns.items() if key is not None}, others)


def _plain(columns: dict[str, list[list[Any]]], others: list[int]) -> tuple[tuple[Bulk, ...], list[int]]:
    """The kinds of which there are many; the entries of a kind with few join the others."""
    numbers = Counter[str]()
    for key, kept in columns.items():
        numbers[key.split(SEPARATOR)[0]] += len(kept[1])
    bulk = []
    for key, (_, ids, *measures_) in sorted(columns.items(), key=_first_entered):
        kind, who = key.split(SEPARATOR)
        if numbers[kind] > COLLECTIVE:
            bulk.append(Bulk(kind, who, array("q", ids), tuple(zip(MEASURES, map(tuple, measures_), strict=True))))
        else:
            others += ids
    return tuple(bulk), sorted(others)


def _first_entered(column: tuple[str, list[list[Any]]]) -> int:
    return int(min(column[1][1]))


def _lies_in(item: Item, period: Period) -> bool:
    """Whether a record belongs to a period; one without a date may."""
    first, last = item.first, item.last or item.first
    return first is None or last is None or (period[0] <= first and last <= period[1])


def _with_year(item: Item, year: int) -> Item:
    """A record of one of several years, whose time says which; one without a time has its reporting year."""
    own = item.first.year if item.first else year
    texts = tuple((name, _in_year(text, own) if name == "decided" else text) for name, text in item.texts)
    if item.text("decided") or re.search(r"20\d\d|每年", item.when):
        return replace(item, texts=texts)
    when = f"{year}年" if _OF_THE_YEAR.fullmatch(item.when) else _in_year(item.when, own)
    return replace(item, when=when, texts=texts)


def _in_year(text: str, year: int) -> str:
    return text if re.search(r"20\d\d", text) else f"{year}年{text}"


def _year_before(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))


def _over_years(days: Period) -> bool:
    return (days[1] - days[0]).days > _YEAR_DAYS


def _overview(read: Reader, union: dict[str, Any], years: tuple[int, ...], days: Period) -> tuple[Item, ...]:
    """The overview's items; one of this year stands before the same one without a year.

    Of several years each has its own, with the year as its time. A year is not judged before it is over, and what is
    said of a whole year is not said of half of it.
    """
    found: dict[str, Item] = {}
    rows = [row for row in read.every("overview") if row["year"] in (None, *years)]
    for row in sorted(rows, key=lambda row: row["year"] or 0):
        apart = row["item"] in _NOT_TOLD or not _speaks_of(row["item"], days, read.period(row["year"] or years[-1]))
        if row["content"] and not apart:
            texts = (("content", row["content"]),)
            when = f"{row['year']}年" if row["year"] and len(years) > 1 else ""
            told = Item(Source("overview", row["id"]), kind=row["item"], when=when, texts=texts)
            found[row["item"] + when] = told
    for name, column in (("上级工会", "parent"), ("届次", "term_no"), ("工会主席", "chair")):
        if union[column] and name not in found:
            texts = (("content", union[column]),)
            found[name] = Item(Source("union_info", union["id"]), kind=name, texts=texts)
    return tuple(found.values())


def _speaks_of(item: str, days: Period, year: Period) -> bool:
    """Whether an item of the overview may be said of these days, where it was written for that reporting year."""
    if _over_years(days):
        return item != _JUDGING or days[1] >= year[1]
    return item not in _OF_WHOLE_YEARS or (days[0] <= year[0] and days[1] >= year[1])


def _items(read: Reader, table: str, year: int, area: str = "") -> tuple[Item, ...]:
    """The records of one kind in the order in which the clerk keeps them: by number, else as entered."""
    return _told(read, table, read.ids(Listing(table, year=year, sort=_order(table))), area)


def _order(table: str) -> str:
    return "" if table in ("problem", "plan") else "year"


def _told(read: Reader, table: str, ids: list[int], area: str) -> tuple[Item, ...]:
    rows, figures = read.rows(table, ids), read.figures(table, ids)
    names = read.captions("unit", []) if BY_TABLE[table].has("unit_id") else {}
    own = read.union()["name"]
    nominees = _nominees(read) if table == "award" else {}
    found = []
    for row_id in ids:
        row = rows[row_id]
        if row.get("host") and own.endswith(row["host"]):  # that the union itself held it goes without saying
            row["host"] = ""
        told = item(table, row, figures.get(row_id, ()), area, names)
        found.append(_with_nominees(told, nominees.get(row_id, [])))
    return tuple(found)


def _nominees(read: Reader) -> dict[int, list[dict[str, Any]]]:
    """Those proposed for each award."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in read.every("nominee"):
        found.setdefault(row["award_id"], []).append(row)
    return found


def _with_nominees(told: Item, rows: list[dict[str, Any]]) -> Item:
    """An award with how many were proposed and chosen, and the names of those chosen, else of those proposed."""
    if not rows:
        return told
    chosen = [row for row in rows if row["outcome"] and not _NOT_CHOSEN.search(row["outcome"])]
    name, unit = told.text("name"), "个" if told.text("target") == "集体" else "名"
    counts = [Count("proposed", len(rows), unit, f"评选“{name}”的推荐对象数", _sources(rows))]
    if chosen:
        counts.append(Count("chosen", len(chosen), unit, f"评选“{name}”的推荐对象中结果为评上的人数", _sources(chosen)))
    named = [row["name"] for row in chosen or rows if row["name"]]
    texts = (("names", "、".join(named)),) if len(named) <= _MOST_NAMES else ()
    return replace(told, counts=tuple(counts), texts=(*told.texts, *texts))


def _sources(rows: list[dict[str, Any]]) -> tuple[Source, ...]:
    return tuple(Source("nominee", row["id"]) for row in rows)


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
        first=_day(row.get("happened_from") or row.get("decided_from")),
        last=_day(row.get("happened_to") or row.get("decided_to")),
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
