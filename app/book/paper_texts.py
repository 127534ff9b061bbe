"""Days, times and units as a form prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from app.book.reader import Reader, Row
from app.domain.when import cn_date

_OF_ONE_EMPLOYER = ("企业工会", "机关事业工会", "村级工会")  # of the code list unit_kind
_OF_MANY = ("总工会", "联合工会", "联合会")


def when(row: Row, name: str, year: int) -> str:
    """A time with its year: 2026年4月13日 where one day is meant, else as given, with the year before it."""
    said = str(row[name])
    if not said:
        return ""
    if re.fullmatch(r"[\d\s年月日./-]+", said):
        said = day(row, name)
    return said if re.search(r"\d{4}", said) else f"{year}年{said}"


def day(row: Row, name: str) -> str:
    """2026年3月8日 where the day is known, else as it was given."""
    first = row[f"{name}_from"]
    return cn_date(date.fromisoformat(first)) if first and first == row[f"{name}_to"] else str(row[name])


def month(row: Row, name: str) -> str:
    """1990年5月 where the month is known, else as it was given."""
    first, last = row[f"{name}_from"], row[f"{name}_to"]
    if first and last and first[:7] == last[:7]:
        return f"{int(first[:4])}年{int(first[5:7])}月"
    return re.sub(r"^(\d{4})$", r"\1年", str(row[name]))


def unit_name(read: Reader, unit_id: int | None) -> str:
    """The unit's own name, without those above it."""
    return read.captions("unit", [unit_id]).get(unit_id, "").rpartition("/")[2] if unit_id else ""


def employer(unit: Row) -> str:
    """What a union of one employer is called as a place of work: 青石中学 for 青石中学工会; any other by its name."""
    name = str(unit["name"])
    if unit["kind"] not in _OF_ONE_EMPLOYER or name.endswith(_OF_MANY):
        return name
    return name.removesuffix("委员会").removesuffix("工会") or name


def workplace(units: Mapping[int, Row], unit_id: int | None) -> str:
    """Where a member of a unit works, from the top; above an employer nothing is said (青石中学 语文组)."""
    chain: list[Row] = []
    while unit_id and (unit := units.get(unit_id)) and unit not in chain:
        chain.insert(0, unit)
        unit_id = unit["parent_id"]
    first = next((at for at, unit in enumerate(chain) if employer(unit) != unit["name"]), 0)
    return " ".join(map(employer, chain[first:]))
