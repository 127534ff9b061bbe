"""What the book knows of aid, hardship and activities, gathered for their papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from app import formats
from app.book import gift_limits, signing
from app.book.discreet import health, neighbourhood, told
from app.book.paper_texts import day, month, unit_name, when, workplace
from app.book.reader import Reader, Row
from app.domain import identity, standards
from app.domain.ledger_facts import AidFacts, HardshipFacts, LedgerFacts, RelativeFacts, monthly_per_head
from app.domain.listing import Listing
from app.domain.standards import Limit, LimitKind
from app.resources import standards as papers

SUBJECTS = ("entry", "hardship", "activity")  # what a form of the ledger may apply to

_SELF = "本人"
_OWN = "慰问标准"  # what a limit of the clerk's own table is called that names no paper
_LIMITS = {LimitKind.PER_TIME: "每人每次", LimitKind.PER_FESTIVAL: "每人每节", LimitKind.PERSON_YEAR: "每人每年累计"}
_YES_NO = {1: "是", 0: "否"}


def entry_facts(read: Reader, entry_ids: Sequence[int]) -> LedgerFacts:
    """Aid entries: an approval form a person and one receipt for all; entries that are gone are left out."""
    found = read.rows("entry", entry_ids)
    rows = [found[row_id] for row_id in dict.fromkeys(entry_ids) if row_id in found]
    aids = tuple(one for row in rows for one in _aids(read, row))
    receipts = (signing.receipt(read, list(found)),) if found else ()
    return replace(_office(read), aids=aids, receipts=receipts)


def hardship_facts(read: Reader, file_ids: Sequence[int], *, unmask: bool = False) -> LedgerFacts:
    """Hardship files with the families; ``unmask`` for whole ID numbers, phones, cards and addresses."""
    found = read.rows("hardship_file", file_ids)
    gathering = _Hardship(read, unmask)
    rows = (found[row_id] for row_id in dict.fromkeys(file_ids) if row_id in found)
    return replace(_office(read), hardships=tuple(gathering.file(row) for row in rows))


def activity_facts(read: Reader, activity_ids: Sequence[int]) -> LedgerFacts:
    """Activities with those expected; activities that are gone are left out."""
    found = read.rows("activity", activity_ids)
    ids = [row_id for row_id in dict.fromkeys(activity_ids) if row_id in found]
    return replace(_office(read), activities=tuple(signing.attendance(read, row_id) for row_id in ids))


def year_facts(read: Reader, year: int, subjects: Collection[str] = SUBJECTS) -> LedgerFacts:
    """All of a reporting year for the forms that apply to ``subjects``.

    An approval form a person and a receipt an entry; the hardship files that were open at some time in the year.
    """
    found = _office(read)
    if "entry" in subjects:
        ids = read.ids(Listing("entry", year))
        rows = read.rows("entry", ids)
        aids = tuple(one for row_id in ids for one in _aids(read, rows[row_id]))
        found = replace(found, aids=aids, receipts=tuple(signing.receipt(read, [row_id]) for row_id in ids))
    if "hardship" in subjects:
        files = hardship_facts(read, _open_in(read, year)).hardships
        found = replace(found, hardships=tuple(replace(one, year=year) for one in files))
    if "activity" in subjects:
        found = replace(found, activities=activity_facts(read, read.ids(Listing("activity", year))).activities)
    return found


def _open_in(read: Reader, year: int) -> list[int]:
    first, last = (end.isoformat() for end in read.period(year))
    return [
        row["id"]
        for row in read.every("hardship_file")
        if (row["opened_from"] or "") <= last and (row["closed_to"] or "9999") >= first
    ]


def _office(read: Reader) -> LedgerFacts:
    union = read.union()
    return LedgerFacts(str(union["name"]), str(union["seal_name"]), str(union["parent"]))


# ---------------------------------------------------------------------------------------------- aid


def _aids(read: Reader, entry: Row) -> Iterator[AidFacts]:
    """One a beneficiary; an entry without any is one, for whom it names."""
    common = _entry_texts(read, entry)
    rows = read.parts("entry_line", "entry_id", entry["id"])
    if not rows:
        many = entry["persons"] or entry["person_times"] or 1
        given = str(entry["persons_given"] or entry["person_times_given"])
        own = {name: (entry[name], str(entry[f"{name}_given"])) for name in ("cash", "goods_value")}
        whole = replace(
            common, name=told(entry["target"]), persons=given or (f"{many}人" if many > 1 else ""),
            quantity=formats.count_text(entry["quantity"], entry["quantity_given"]), money=signing.money_of(own),
        )  # fmt: skip
        yield _known(read, whole, entry["member_id"], entry["unit_id"])
        return
    for row, amounts in zip(rows, signing.lines_with_amounts(entry, rows), strict=True):
        one = replace(
            common, name=str(row["name"]), relation="" if row["relation"] == _SELF else str(row["relation"]),
            goods=str(row["goods"] or entry["goods"]), quantity=formats.count_text(*amounts["quantity"]),
            money=signing.money_of(amounts),
        )  # fmt: skip
        one = _known(read, one, row["member_id"], entry["unit_id"])
        yield replace(one, unit=str(row["place"] or one.unit))


def _entry_texts(read: Reader, entry: Row) -> AidFacts:
    year = entry["year"] or read.current_year()
    kind = str(entry["kind"])
    basis, limit = _limit(read, kind, entry["happened_from"])
    return AidFacts(
        year=year, kind=kind, happened=when(entry, "happened", year), reason=told(entry["reason"]),
        basis=basis, limit=limit, goods=str(entry["goods"]), source=str(entry["source"]),
        account=str(entry["account"]), papers=formats.count_text(entry["papers"]), needed=_needed(kind),
        handler=str(entry["handler"]), number=str(entry["approval_no"]),
    )  # fmt: skip


def _known(read: Reader, one: AidFacts, member_id: int | None, unit_id: int | None) -> AidFacts:
    """What the roster knows of the one who receives: sex and birth only of the member, not of the family."""
    member = read.rows("member", [member_id]).get(member_id, {}) if member_id else {}
    unit = unit_name(read, member.get("unit_id") or unit_id)
    if not member:
        return replace(one, unit=unit)
    own = str(member["name"]) == one.name
    return replace(
        one, unit=_spaced(unit, member["dept"]), member_no=str(member["member_no"]),
        gender=str(member["gender"]) if own else "", born=month(member, "birth") if own else "",
        whose="" if own else str(member["name"]), bank=str(member["bank"]),
        card_end=identity.mask_card(str(member["card"])).replace("*", ""),
    )  # fmt: skip


def _limit(read: Reader, kind: str, on: str | None) -> tuple[str, str]:
    """The paper and the limit in words; only what the clerk has entered or what was held against its source.

    A paper for the superior must not cite a number that nobody has checked.
    """
    own = {row["paper"] or _OWN for row in read.every("standard")}
    known = gift_limits.limits_for(read, kind, date.fromisoformat(on)) if on else ()
    sure = [one for one in known if one.verified or one.paper in own]
    found = standards.limit_for(kind, sure)
    if found is None or found.fen is None:
        return "", ""
    clause = _clause(read, found)
    paper = "" if found.paper == _OWN else found.paper
    return f"{paper}{clause}", f"{_LIMITS[found.kind]}不超过{formats.money_plain(found.fen)}元"


def _clause(read: Reader, limit: Limit) -> str:
    """Where in the paper the limit stands, if the clerk has written it down."""
    for row in read.every("standard"):
        if (row["paper"] or _OWN, row["limit_amount"], row["kind"]) == (limit.paper, limit.fen, limit.aid):
            return str(row["clause"])
    return ""


def _needed(kind: str) -> str:
    """The papers to be attached for a kind of aid.

    Source: ``resources/standards/vouchers.toml``.
    """
    rows = papers()["vouchers"]["voucher"]
    return "、".join(paper for row in rows if row.get("aid") == kind for paper in row["papers"])


# ---------------------------------------------------------------------------------------------- hardship


class _Hardship:
    """Gathers hardship files; numbers are masked unless ``unmask``."""

    def __init__(self, read: Reader, unmask: bool) -> None:
        self.read, self.unmask = read, unmask
        self.units = {row["id"]: row for row in read.every("unit")}

    def file(self, row: Row) -> HardshipFacts:
        """One file with its family."""
        member_id = row["member_id"]
        member = self.read.rows("member", [member_id]).get(member_id, {}) if member_id else {}
        family = self.read.parts("relative", "member_id", member_id) if member else []
        return replace(
            self._of_member(member), name=str(row["name"]), year=self.read.current_year(),
            kind=str(row["kind"] or member.get("hardship", "")), file_no=str(row["file_no"]),
            insurance=str(row["insurance"]), housing=str(row["housing"]), area=str(row["area"]),
            single_parent=_YES_NO.get(row["single_parent"], ""), self_help=_YES_NO.get(row["self_help"], ""),
            jobless=_YES_NO.get(row["jobless"], ""), main_cause=str(row["main_cause"]),
            other_causes=told(row["other_causes"]), story=told(row["story"]), measure=str(row["measure"]),
            opened=day(row, "opened"), visited=day(row, "visited"), closed=day(row, "closed"),
            filed_by=str(row["filed_by"]), checked_by=str(row["checked_by"]), remark=told(row["remark"]),
            relatives=tuple(self._relative(one) for one in family), **_sums(row),
        )  # fmt: skip

    def _of_member(self, member: Row) -> HardshipFacts:
        if not member:
            return HardshipFacts(0)
        posts = (str(member["post"]), str(member["tech_title"]))
        address = str(member["home_address"] or member["hukou_address"])
        return HardshipFacts(
            0, gender=str(member["gender"]), born=month(member, "birth"), ethnic=str(member["ethnic"]),
            political=str(member["political"]), education=str(member["education"]), marital=str(member["marital"]),
            id_no=self._hidden(member["id_no"], identity.mask_id),
            phone=self._hidden(member["mobile"], identity.mask_phone), hukou=str(member["hukou"]),
            address=address if self.unmask else neighbourhood(address),
            unit=_spaced(workplace(self.units, member["unit_id"]), member["dept"]),
            post=next((post for post in posts if post), ""), job_status=str(member["job_status"]),
            working_since=month(member, "work_from"),
            health=health(member["health"] or ("残疾" if member["disability"] else "")),
            wage=formats.money_text(member["wage"], str(member["wage_given"])), bank=str(member["bank"]),
            card=self._hidden(member["card"], identity.mask_card),
        )  # fmt: skip

    def _relative(self, row: Row) -> RelativeFacts:
        return RelativeFacts(
            str(row["name"]), str(row["relation"]), str(row["gender"]), month(row, "birth"),
            self._hidden(row["id_no"], identity.mask_id), formats.money_text(row["income"], str(row["income_given"])),
            health(row["health"]), str(row["insurance"]),
            _spaced(row["occupation"], row["grade"]),
        )  # fmt: skip

    def _hidden(self, value: object, mask: Callable[[str], str]) -> str:
        text = str(value or "")
        return text if self.unmask else mask(text)


def _sums(row: Row) -> dict[str, str]:
    """The year's income, what cannot be avoided, what is left, and that a month and a head; yuan as printed."""
    plain = {name: None if row[f"{name}_given"] else row[name] for name in ("income", "rigid_costs")}
    income, rigid = plain["income"], plain["rigid_costs"]
    net = income - rigid if income is not None and rigid is not None else None
    return {
        "household": formats.count_text(row["household"]),
        "income": formats.money_text(row["income"], str(row["income_given"])),
        "rigid": formats.money_text(row["rigid_costs"], str(row["rigid_costs_given"])),
        "net": formats.money_text(net),
        "per_head": formats.money_text(monthly_per_head(income, rigid, row["household"])),
    }


def _spaced(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part)
