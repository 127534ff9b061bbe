"""Everything the book holds on one member, for the person who asks to see it.

Source: Personal Information Protection Law, articles 44 and 45: whoever the data are about may look at them and copy
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app import formats
from app.book.lists import caption, day_text, shown_cell
from app.book.reader import Reader, Row
from app.domain.fields import Field, RecordType
from app.domain.listing import Condition, Listing
from app.domain.person_facts import FactGroup, FactList, PersonFacts
from app.domain.records import BY_TABLE

_MEMBER = BY_TABLE["member"]
# The fields of a member by what they are about; whatever is in none of these comes last.
_GROUPS = (
    ("基本情况", ("name", "gender", "id_no", "birth", "lunar_birthday", "ethnic", "native_place", "political",
                "party_post", "education", "degree", "marital", "hobbies")),
    ("联系方式和银行卡", ("mobile", "email", "hukou", "hukou_address", "home_address", "card", "bank")),
    ("工作情况", ("unit_id", "dept", "post", "employ_form", "job_status", "work_from", "tech_title", "skill_level",
                "is_migrant", "eight_group", "wage", "retire_age", "retired_on")),
    ("会籍", ("member_no", "state", "joined", "join_way", "left_on", "leave_reason", "union_post", "is_worker_rep",
            "is_member_rep", "dues_paid_to")),
    ("健康和困难", ("health", "disability", "hardship", "mutual_aid")),
    ("告知同意", ("consent", "consent_scope")),
)  # fmt: skip
_OTHERS = "其他"
# What else is told: the table, the heading, the field that points at the member, the fields shown with their widths.
_LISTS: tuple[tuple[str, str, str, tuple[tuple[str, float], ...]], ...] = (
    ("membership", "以往会籍", "member_id", (("joined", 2), ("left_on", 2), ("leave_reason", 3), ("remark", 3))),
    ("member_event", "会籍变动", "member_id",
     (("happened", 2), ("kind", 2), ("other_unit", 3), ("reason", 3), ("doc_no", 2))),
    ("relative", "家庭成员", "member_id",
     (("name", 2), ("relation", 1.5), ("id_no", 3.2), ("birth", 2), ("phone", 2.4), ("occupation", 3),
      ("health", 1.5))),
    ("officer", "任职", "member_id", (("post", 3), ("unit_id", 3), ("term_no", 2), ("term_from", 2), ("term_to", 2))),
    ("entry", "慰问帮扶", "member_id",
     (("happened", 2), ("kind", 2), ("reason", 3), ("cash", 1.6), ("goods", 2.4), ("goods_value", 1.8))),
    ("entry_line", "慰问明细", "member_id",
     (("entry_id", 4), ("goods", 2), ("cash", 1.6), ("goods_value", 1.8), ("signed_by", 1.6), ("signed_on", 2))),
    ("hardship_file", "困难档案", "member_id",
     (("kind", 2), ("main_cause", 2), ("opened", 2), ("closed", 2), ("income", 2), ("story", 4))),
    ("participant", "参加活动", "member_id", (("activity_id", 5), ("role", 2), ("attended", 1.4), ("placing", 2))),
    ("honour", "荣誉", "member_id", (("happened", 2), ("title", 4), ("level", 1.6), ("grantor", 3))),
    ("nominee", "评选推荐", "member_id", (("award_id", 4), ("post", 2), ("opinion", 3), ("outcome", 2))),
    ("proposal", "提案建议", "member_id", (("happened", 2), ("title", 4), ("answer", 4))),
)  # fmt: skip
_ACTIONS = {"add": "新增", "delete": "删除"}
_MOST = 200  # changes told


def gather(read: Reader, member_id: int, on: date, *, unmask: bool = False) -> PersonFacts:
    """All that is known of a member; numbers are masked unless ``unmask``.

    Raises:
        KeyError: the member is gone.
    """
    row = read.row("member", member_id)
    lists = [_list(read, member_id, unmask, *one) for one in _LISTS]
    lists += [_files(read, member_id), _changes(read, member_id)]
    return PersonFacts(
        row["name"],
        str(read.union()["name"]),
        day_text(on),
        tuple(group for group in _groups(read, row, unmask) if group.pairs),
        tuple(found for found in lists if found.rows),
        whole=unmask,
    )


def _groups(read: Reader, row: Row, unmask: bool) -> list[FactGroup]:
    told = {name for _, names in _GROUPS for name in names}
    rest = tuple(field.name for field in _MEMBER.fields if field.name not in told)
    return [
        FactGroup(title, tuple(_pairs(read, [_MEMBER.field(name) for name in names], row, unmask)))
        for title, names in (*_GROUPS, (_OTHERS, rest))
    ]


def _pairs(read: Reader, fields: Sequence[Field], row: Row, unmask: bool) -> list[tuple[str, str]]:
    found = ((caption(field), _text(read, field, row, unmask)) for field in fields)
    return [(name, text) for name, text in found if text]


def _text(read: Reader, field: Field, row: Row, unmask: bool) -> str:
    target = row[field.name]
    captions = read.captions(field.ref, [target]) if field.ref and target else {}
    if target and field.ref in ("entry", "activity"):
        happened = read.row(field.ref, target)["happened"]
        captions = {target: f"{happened} {captions.get(target, '')}".strip()}
    return str(shown_cell(field, row, captions, unmask=unmask))


def _list(read: Reader, member_id: int, unmask: bool, table: str, title: str, ref: str,
          shown: tuple[tuple[str, float], ...]) -> FactList:  # fmt: skip
    record = BY_TABLE[table]
    ids = read.ids(Listing(table, conditions=(Condition(ref, "is", member_id),)))
    rows = read.rows(table, ids)
    fields = [record.field(name) for name, _ in shown]
    cells = tuple(tuple(_text(read, field, rows[one], unmask) for field in fields) for one in ids)
    filled = [at for at in range(len(fields)) if any(row[at] for row in cells)]
    return FactList(
        title,
        tuple(caption(fields[at]) for at in filled),
        tuple(tuple(row[at] for at in filled) for row in cells),
        tuple(shown[at][1] for at in filled),
    )


def _family(read: Reader, member_id: int) -> list[tuple[str, int]]:
    """The member and what is a part of it or a file on it."""
    found = [("member", member_id)]
    for table in ("membership", "member_event", "relative", "hardship_file"):
        found += [
            (table, one) for one in read.ids(Listing(table, conditions=(Condition("member_id", "is", member_id),)))
        ]
    return found


def _files(read: Reader, member_id: int) -> FactList:
    rows = []
    for table, row_id in _family(read, member_id):
        owner = (Condition("owner_table", "is", table), Condition("owner_id", "is", row_id))
        found = read.rows("attachment", read.ids(Listing("attachment", conditions=owner)))
        rows += [(BY_TABLE[table].sheet, one["name"], one["caption"]) for one in found.values()]
    return FactList("附件", ("所属记录", "文件名", "说明"), tuple(rows), (2, 5, 3))


def _changes(read: Reader, member_id: int) -> FactList:
    """When who changed which field; what stood there before is not repeated."""
    found = []
    for table, row_id in _family(read, member_id):
        for change in read.history(table=table, row_id=row_id, limit=_MOST):
            if change.step.state in ("done", "kept"):
                what = _ACTIONS.get(change.action) or _fields(BY_TABLE[table], change.after or {})
                when = formats.timestamp_text(change.step.at)
                found.append((change.id, (when, change.step.who, BY_TABLE[table].sheet, what)))
    rows = tuple(row for _, row in sorted(found, reverse=True)[:_MOST])
    return FactList("修改记录", ("时间", "修改人", "记录", "改动的内容"), rows, (3, 2, 2, 6))


def _fields(record: RecordType, after: dict[str, Any]) -> str:
    named = (caption(field) for field in record.fields if any(name in after for name, _ in field.columns))
    return "、".join(dict.fromkeys(named))
