"""The demonstration union's award round of 2026 and the score sheets of two of its units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.book.demo_pen import Pen
from app.book.demo_people import People
from app.domain import quota
from app.resources import scoring_template

_YEAR = 2026
_COUNTERS = {"chief_scrutineer": "经审委主任", "scrutineers": "经审委员", "counters": "组织委员", "caller": "文体委员"}
# Marks the two units gave themselves below the full ones, by the item's number in the template.
_SHORT = {"青石中学工会": {"4.2": "4", "6.2": "1"}, "锦绣纺织厂工会": {"2.2": "2", "5.1": "8", "7.1": "4"}}


def fill(pen: Pen, words: Mapping[str, Any], people: People) -> None:
    """Write the round with its awards, allotments, nominees and tally, then the score sheets."""
    round_id = pen.add("award_round", year=_YEAR, **words["round"])
    for row in words["award"]:
        _award(pen, row, people, round_id)
    _score(pen, people)


def _award(pen: Pen, row: Mapping[str, Any], people: People, round_id: int) -> None:
    own = {name: value for name, value in row.items() if isinstance(value, str)}
    award_id = pen.add("award", year=_YEAR, round_id=round_id, **own)
    if row.get("quotas"):
        pen.add_all("award_quota", _quotas(award_id, int(row["quota"]), people))
    pen.add_all("nominee", [_nominee(one, award_id, people) for one in row.get("nominee", ())])
    pen.add_all("nominee", [
        {"award_id": award_id, "name": one["unit"], "unit_id": people.units[one["unit"]], "story": one["story"]}
        for one in row.get("group", ())
    ])  # fmt: skip
    if "tally" in row:
        _tally(pen, row, award_id, people)


def _quotas(award_id: int, total: int, people: People) -> Iterator[dict[str, Any]]:
    """The places by largest remainder over the units' members."""
    counts = {name: len(people.of(unit_id, _YEAR)) for name, unit_id in people.units.items()}
    units = {name: count for name, count in counts.items() if count}
    for (name, count), share in zip(units.items(), quota.allot(total, list(units.values())).rows, strict=True):
        hundredths = quota.rounded(share.quotient * 100)
        yield {"award_id": award_id, "unit_id": people.units[name], "place": name, "members": count,
               "quotient": f"{hundredths // 100}.{hundredths % 100:02d}", "allotted": share.allotted}  # fmt: skip


def _nominee(row: Mapping[str, Any], award_id: int, people: People) -> dict[str, Any]:
    one = people.members[row["member"]]
    more = {name: row[name] for name in ("post", "union_years", "resume", "story", "due", "present", "votes", "opinion")
            if name in row}  # fmt: skip
    return {"award_id": award_id, "name": one.name, "member_id": one.row_id, "unit_id": one.unit_id, **more}


def _tally(pen: Pen, row: Mapping[str, Any], award_id: int, people: People) -> None:
    tally = row["tally"]
    tally_id = pen.add("tally", award_id=award_id, **tally, **_COUNTERS)
    pen.add_all("tally_line", [
        {"tally_id": tally_id, "name": people.members[one["member"]].name, "yes": one["yes"],
         "no": tally["valid"] - one["yes"], "abstained": 0, "written_in": "否"} for one in row["nominee"]
    ])  # fmt: skip


def _score(pen: Pen, people: People) -> None:
    """The template as a scheme, and each of two units' own marks on it."""
    template = scoring_template()
    scheme_id = pen.add("score_scheme", title=template["title"], full_marks=template["total"],
                        origin=template["source"], verified="否")  # fmt: skip
    items = [(f"{section['number']}、{section['title']}", item) for section in template["section"]
             for item in section["item"]]  # fmt: skip
    ids = pen.add_all("score_item", [
        {"scheme_id": scheme_id, "position": number, "section": section, "title": item["text"],
         "marks": item["points"], "must": "是" if item.get("required") else "否"}
        for number, (section, item) in enumerate(items, 1)
    ])  # fmt: skip
    for name, short in _SHORT.items():
        sheet_id = pen.add("score_sheet", scheme_id=scheme_id, year=_YEAR, subject=name, unit_id=people.units[name],
                           scored_on="2026-11-12", scored_by="镇总工会考核组")  # fmt: skip
        pen.add_all("score_mark", [
            {"sheet_id": sheet_id, "item_id": item_id, "own_mark": short.get(item["id"], item["points"])}
            for item_id, (_, item) in zip(ids, items, strict=True)
        ])  # fmt: skip
