"""What the book knows of a year's awards, gathered for their papers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from app.book import allotting, award_days
from app.book.paper_texts import employer, when, workplace
from app.book.reader import Reader, Row
from app.domain.award_facts import (
    AwardFacts,
    Candidate,
    GroupFacts,
    PersonFacts,
    RoundFacts,
    TallyFacts,
    TallyLine,
    is_chosen,
    is_individual,
)  # fmt: skip
from app.domain.tally import COUNTS
from app.formats import count_text
from app.resources import strokes

_NONE = "无"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")
_LARGEST_PHOTO = 20 * 1024 * 1024  # bytes; a scan of a whole album page is no photo


def award_facts(read: Reader, year: int) -> tuple[AwardFacts, ...]:
    """All awards of a reporting year, those without a year among them, in the order they were written down."""
    gathering = _Gathering(read, year)
    return tuple(gathering.award(row) for row in gathering.awards)


class _Gathering:
    """The tables the awards of one year draw on, each read once."""

    def __init__(self, read: Reader, year: int) -> None:
        self.read, self.year = read, year
        self.awards = [row for row in read.every("award") if row["year"] in (year, None)]
        self.union = read.union()
        self.units = {row["id"]: row for row in read.every("unit")}
        self.paths = read.captions("unit", self.units)
        self.rounds = {row["id"]: row for row in read.every("award_round")}
        self.labels = self._labels()
        self.award_names = Counter(row["name"].casefold() for row in self.awards)
        self.nominees = _by(read.every("nominee"), "award_id")
        self.quotas = _by(read.every("award_quota"), "award_id")
        self.tallies = _by(read.every("tally"), "award_id")
        wanted = {("nominee", row["id"]) for rows in self.nominees.values() for row in rows}
        wanted |= {("member", row["member_id"]) for rows in self.nominees.values() for row in rows}
        self.files = _attached(read, wanted)
        self.members = read.rows("member", [row_id for table, row_id in wanted if table == "member" and row_id])
        self.names = Counter(row["name"] for row in read.every("member"))
        self.counts = allotting.counts(read, year)
        self.honours = sorted(read.every("honour"), key=lambda row: (row["happened_from"] or "9999", row["id"]))

    def award(self, row: Row) -> AwardFacts:
        order = strokes()
        nominees = sorted(self.nominees[row["id"]], key=lambda one: order.key(one["name"]))
        individual = is_individual(row["target"], row["name"])
        tallies = tuple(self._tally(one) for one in self.tallies[row["id"]])
        chosen = _chosen(nominees, tallies, row["quota"])
        found = self._round_of(row)
        return AwardFacts(
            award_id=row["id"], year=self.year, name=row["name"], individual=individual,
            quota=count_text(row["quota"], row["quota_given"]), conditions=row["conditions"],
            recommend_way=row["recommend_way"], decide_way=row["decide_way"], recommend_by=row["recommend_by"],
            decided=row["decided"], approver=row["approver"], remark=row["remark"],
            union=self.union["name"], seal=self.union["seal_name"], superior=self.union["parent"],
            seats=row["quota"], round=self._round(found),
            quotas=allotting.quotas(row, self.quotas[row["id"]], self.counts.places, self.paths),
            people=tuple(self._person(one, one["id"] in chosen) for one in nominees) if individual else (),
            groups=() if individual else tuple(self._group(one, one["id"] in chosen) for one in nominees),
            candidates=self._candidates(nominees, individual), tallies=tallies,
            granted=award_days.granted(row, found), namesake=self.award_names[row["name"].casefold()] > 1,
        )  # fmt: skip

    def _round(self, found: Row) -> RoundFacts:
        if not found:
            return RoundFacts(contact_phone=self.union["phone"], address=self.union["address"])
        start, end, days = award_days.publicity(found)
        return RoundFacts(
            found["id"], found["title"], found["doc_no"], found["notice"], start, end, days, found["objections"],
            found["contact"], found["contact_phone"] or self.union["phone"], self.union["address"],
            self.labels.get(found["id"], ""),
        )  # fmt: skip

    def _labels(self) -> dict[int, str]:
        used = {self._round_of(row).get("id") for row in self.awards}
        rounds = [row for row in self.rounds.values() if row["year"] == self.year or row["id"] in used]
        return award_days.labels(rounds, used, self.year)

    def _candidates(self, nominees: Sequence[Row], individual: bool) -> tuple[Candidate, ...]:
        """Who stands on the ballot, in the order of the nominees; a unit stands there without where it belongs."""
        if not individual:
            return tuple(Candidate(row["name"]) for row in nominees)
        return tuple(Candidate(row["name"], self._short_place(row), self._post(row)) for row in nominees)

    def _tally(self, row: Row) -> TallyFacts:
        lines = self.read.parts("tally_line", "tally_id", row["id"])
        found = (TallyLine(x["name"], x["yes"], x["no"], x["abstained"], bool(x["written_in"])) for x in lines)
        numbers = {name: row[name] for name in COUNTS}
        return TallyFacts(when(row, "held", self.year), numbers, row["chief_scrutineer"], row["scrutineers"],
                          row["counters"], row["caller"], tuple(found))  # fmt: skip

    def _round_of(self, award: Row) -> Row:
        """The round an award names; where it names none, that of a year that has just one."""
        only = [row for row in self.rounds.values() if row["year"] == self.year]
        return self.rounds.get(award["round_id"]) or (only[0] if len(only) == 1 else {})

    def _person(self, row: Row, chosen: bool) -> PersonFacts:
        member = self._member(row["member_id"])
        return PersonFacts(
            name=row["name"], gender=member.get("gender", ""), born=_month(member, "birth"),
            ethnic=member.get("ethnic", ""), political=member.get("political", ""),
            education=member.get("education", ""), working_since=_month(member, "work_from"),
            joined=_month(member, "joined"), unit=self._place(row), post=self._post(row),
            union_post=member.get("union_post", ""), union_years=row["union_years"],
            phone=member.get("mobile", ""), resume=row["resume"], story=row["story"],
            honours=self._honours(row, row["member_id"], None), opinion=row["opinion"], outcome=row["outcome"],
            remark=row["remark"], id_no=member.get("id_no", ""), skill=member.get("skill_level", ""),
            migrant={1: "是", 0: "否"}.get(member.get("is_migrant", 2), ""), kind=member.get("eight_group", ""),
            place=self._short_place(row), photo=self._photo(row), chosen=chosen, **self._vote(row),
        )  # fmt: skip

    def _place(self, row: Row) -> str:
        """Where a nominee works: the employer (else the unit with those above it), and the department."""
        member = self._member(row["member_id"])
        place = [workplace(self.units, row["unit_id"] or member.get("unit_id")), member.get("dept", "")]
        return " ".join(part for part in place if part)

    def _short_place(self, row: Row) -> str:
        """The same without the union itself, to which everybody on a list of ours belongs."""
        return self._without_union(self._place(row))

    def _without_union(self, place: str) -> str:
        for own in self._own_names():
            place = place.removeprefix(f"{own} ") if own else place
        return place

    def _own_names(self) -> set[str]:
        """What the union itself is called as a place of work."""
        union = self.union["name"]
        return {union, *(employer(unit) for unit in self.units.values() if unit["name"] == union)}

    def _group_place(self, row: Row, unit_id: int | None) -> str:
        """Where a group belongs: the unit it names, else the one its own stands under; "" for the union itself."""
        unit = self.units.get(unit_id, {}) if unit_id else {}
        above = unit.get("parent_id") if unit.get("name") == row["name"] else unit_id
        place = workplace(self.units, above)
        last = place.rpartition(" ")[2]
        repeated = last and row["name"].startswith(last)
        return "" if place in self._own_names() or repeated else self._without_union(place)

    def _post(self, row: Row) -> str:
        member = self._member(row["member_id"])
        posts = [member.get("post", ""), member.get("tech_title", "")]
        return str(row["post"]) or "、".join(post for post in posts if post and post != _NONE)

    def _photo(self, row: Row) -> bytes:
        """The first picture attached to the nominee, else to the member; b"" where there is none."""
        for owner in (("nominee", row["id"]), ("member", row["member_id"])):
            for file in self.files[owner]:
                content = self.read.content(file["digest"]) if (file["size"] or 0) <= _LARGEST_PHOTO else None
                if content and content.startswith(_PICTURES):
                    return content
        return b""

    def _group(self, row: Row, chosen: bool) -> GroupFacts:
        unit_id = row["unit_id"] or self._unit_called(row["name"])
        unit = self.units.get(unit_id, {}) if unit_id else {}
        count = self.counts.by_unit.get(unit_id) if unit_id else None
        # The unit's own figures go together: its members and its women are of one day, the roster's of another.
        workers, members = unit.get("workers"), _first(unit.get("members"), count.members if count else None)
        whole = bool(workers and members is not None and members <= workers)
        return GroupFacts(
            name=row["name"], kind=unit.get("kind", ""), head=unit.get("head", ""), phone=unit.get("phone", ""),
            founded=_month(unit, "founded"), term_no=unit.get("term_no", ""),
            workers=count_text(workers, unit.get("workers_given", "")),
            members=count_text(members, unit.get("members_given", "")),
            women=count_text(unit.get("women"), unit.get("women_given", "")),
            joined_percent=_percent(members or 0, workers or 0) if whole else "",
            groups=count_text(self._groups_below(unit_id) or None),
            cadres=count_text(count.cadres if count else None),
            own_score=self._own_score(unit_id, row["name"]), story=row["story"],
            honours=self._honours(row, None, unit_id or 0),
            opinion=row["opinion"], outcome=row["outcome"], remark=row["remark"],
            place=self._group_place(row, unit_id), chosen=chosen, **self._vote(row),
        )  # fmt: skip

    def _vote(self, row: Row) -> dict[str, str]:
        """Entitled, present and for: as the nominee's record says, else as the only tally of the award has it."""
        tallies = self.tallies[row["award_id"]]
        tally = tallies[0] if len(tallies) == 1 else {}
        yes = (
            [
                line["yes"]
                for line in self.read.parts("tally_line", "tally_id", tally["id"])
                if line["name"] == row["name"]
            ]
            if tally
            else []
        )
        values = {
            "due": _first(row["due"], tally.get("due")),
            "present": _first(row["present"], tally.get("present")),
            "votes": _first(row["votes"], yes[0] if len(yes) == 1 else None),
        }
        return {name: count_text(value) for name, value in values.items()}

    def _honours(self, nominee: Row, member_id: int | None, unit_id: int | None) -> tuple[str, ...]:
        """Lines of honours: those the clerk wrote, then those of the ledger that she did not write already."""
        lines = [line.strip() for line in nominee["honours"].splitlines() if line.strip()]
        for row in self.honours:
            own = self._is_hers(row, nominee["name"], member_id) if unit_id is None else _is_theirs(row, unit_id)
            if own and not row["revoked"] and row["title"] not in nominee["honours"]:
                lines.append(_honour_line(row))
        return tuple(lines)

    def _is_hers(self, honour: Row, name: str, member_id: int | None) -> bool:
        """By the member named, or by a name that only one member has."""
        if honour["member_id"]:
            return bool(honour["member_id"] == member_id)
        return bool(honour["recipient"] == name and self.names[name] <= 1)

    def _member(self, member_id: int | None) -> Row:
        return self.members.get(member_id, {}) if member_id else {}

    def _unit_called(self, name: str) -> int | None:
        """The one unit of that name, if there is just one."""
        found = [row["id"] for row in self.units.values() if row["name"] == name]
        return found[0] if len(found) == 1 else None

    def _groups_below(self, unit_id: int | None) -> int:
        return sum(row["parent_id"] == unit_id and "小组" in row["kind"] for row in self.units.values())

    def _own_score(self, unit_id: int | None, name: str) -> str:
        """The sum of the unit's own marks on its score sheet of the year; "" unless every item has one."""
        sheets = [
            row
            for row in self.read.every("score_sheet")
            if row["year"] == self.year and (row["subject"] == name or (unit_id and row["unit_id"] == unit_id))
        ]
        if len(sheets) != 1:
            return ""
        return allotting.sum_of(row["own_mark"] for row in self.read.parts("score_mark", "sheet_id", sheets[0]["id"]))


def _is_theirs(honour: Row, unit_id: int) -> bool:
    return bool(honour["unit_id"] == unit_id and not honour["member_id"])


def _honour_line(row: Row) -> str:
    granted = f"{row['grantor']}授予“{row['title']}”" if row["grantor"] else f"获“{row['title']}”"
    number = f"（{row['doc_no']}）" if row["doc_no"] else ""
    return f"{_when(row)} {granted}{number}".strip()


def _when(row: Row) -> str:
    """The time as given, with its year: a form says 2026年10月, not 10月."""
    first, said = row["happened_from"], str(row["happened"])
    year = f"{first[:4] if first else row['year']}年" if first or row["year"] else ""
    return said if re.search(r"\d{4}", said) else f"{year}{said}"


def _month(row: Row, name: str) -> str:
    """A date of a form: 1990年5月 where the month is known, else as it was given."""
    first, last = row.get(f"{name}_from"), row.get(f"{name}_to")
    if first and last and first[:7] == last[:7]:
        return f"{int(first[:4])}年{int(first[5:7])}月"
    return re.sub(r"^(\d{4})$", r"\1年", row.get(name, ""))


def _percent(part: int, whole: int) -> str:
    """A share in per cent with one decimal at most, rounded half up."""
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def _attached(read: Reader, wanted: set[tuple[str, int | None]]) -> dict[tuple[str, int | None], list[Row]]:
    """The attachments of some records, oldest first; asked for at once, since a round may name hundreds of people."""
    found: dict[tuple[str, int | None], list[Row]] = defaultdict(list)
    for row in sorted(read.every("attachment"), key=lambda row: row["id"]):
        owner = (row["owner_table"], row["owner_id"])
        if owner in wanted:
            found[owner].append(row)
    return found


def _chosen(nominees: Sequence[Row], tallies: Sequence[TallyFacts], seats: int | None) -> set[int]:
    """The nominees to be honoured: by their outcome, else by the last vote, else all of them."""
    said = {row["id"]: is_chosen(row["outcome"]) for row in nominees}
    if True in said.values():
        return {row_id for row_id, chosen in said.items() if chosen}
    left = [row for row in nominees if said[row["id"]] is None]
    result = tallies[-1].result(seats) if tallies else None
    if result is None:
        return {row["id"] for row in left}
    passed = {row.votes.name for row in result.rows if row.chosen}
    return {row["id"] for row in left if row["name"] in passed}


def _by(rows: Sequence[Row], name: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found
