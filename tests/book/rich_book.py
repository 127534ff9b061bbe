"""An invented union's book with a record of every type, two years, and texts that are hard on spreadsheets."""

from __future__ import annotations

from typing import Any

from app.book import editing
from app.book.book import Book
from app.domain.fields import Kind
from app.domain.records import ALL, BY_TABLE

AWKWARD = ("=1+1", "+86", "-草稿", "@某人", "'单引号", '说："好"，又说"好"', "两行\n文字", "䶮㛃", " 有空格 的 ", "007",
           "TRUE", "1e3", "3月", "<b>&amp;", "a,b\tc", "😀", "#井号", "_x000D_")  # fmt: skip
_NOT_FILLED = {"attachment", "paper", "figure", "saved_filter", "summary_draft", "summary_text", "sealing",
               "union_info", "report_year", "overview", "unit", "member"}  # fmt: skip


def id_number(birth: str, serial: int) -> str:
    """A well-formed resident ID number that belongs to nobody: its region does not exist."""
    digits = f"990101{birth.replace('-', '')}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11]


def fill(book: Book) -> None:
    """Fill an empty book (its current year is 2026)."""
    union = book.read.union()
    editing.save(
        book,
        "union_info",
        union["id"],
        {
            "term_no": "第三届",
            "chair": "钱一",
            "founded": "2001年5月",
            "bank_account": "6222021234567890123",
            "committee": "钱一、孙二\n李三",
            "remark": "=备注",
        },
    )
    editing.save(
        book,
        "report_year",
        None,
        {"year": "2025", "period_from": "2024-12-01", "period_to": "2025-11-30", "remark": "提前结账"},
    )
    editing.save(
        book,
        "report_year",
        None,
        {"year": "2026", "period_from": "2025-12-01", "period_to": "2026-11-30"},
    )
    for year in ("2026", "2025"):
        for item, content in (("主题", "=凝心聚力"), ("背景", "第一行\n第二行"), ("背景", "又一条")):
            editing.save(book, "overview", None, {"item": item, "content": content, "year": year})
    units = _units(book)
    members = _members(book, units)
    for turn in range(2):
        _one_of_each(book, turn, units, members)
    for number, text in enumerate(AWKWARD):
        editing.save(
            book,
            "activity",
            None,
            {
                "title": f"{text}活动",
                "content": text,
                "area": "自定领域",
                "year": "2026",
                "happened": "2025-12-20" if number % 2 else "3月8日",
            },
        )
        editing.save(
            book,
            "entry",
            None,
            {
                "kind": "自定类别",
                "target": text,
                "reason": text,
                "remark": text,
                "year": "2025",
                "happened": "12月20日" if number % 2 else "2026-12-20",
            },
        )


def _units(book: Book) -> list[int]:
    top = editing.save(
        book,
        "unit",
        None,
        {
            "name": "机械厂工会",
            "kind": "企业工会",
            "workers": "100余人",
            "members": "96",
            "figures": "班组=十二个；困难户=3户",
        },
    )
    one = editing.save(book, "unit", None, {"name": "一车间", "parent_id": top, "industry": "制造业"})
    two = editing.save(book, "unit", None, {"name": "二车间", "parent_id": top, "closed": "2026-06-30"})
    same = [editing.save(book, "unit", None, {"name": "第一小组", "parent_id": parent}) for parent in (one, two, None)]
    return [top, one, two, *same]


def _members(book: Book, units: list[int]) -> list[int]:
    rows: list[dict[str, Any]] = [
        {"name": "张三", "unit_id": units[1], "id_no": id_number("1980-02-03", 1), "birth": "1980-02-03",
         "gender": "男", "mobile": "13800138000", "card": "6222021234567890128", "wage": "5200.50",
         "home_address": "幸福路1号", "health": "良好", "is_migrant": "是", "work_from": "2001年7月", "joined": "2002"},
        {"name": "张三", "unit_id": units[1], "id_no": id_number("1990-05-06", 2), "birth": "1990-05-06",
         "gender": "女"},
        {"name": "张三", "unit_id": units[2], "remark": "=没有证件"},
        {"name": "王五"},
        {"name": "䶮㛃", "unit_id": units[3], "state": "自定状态", "member_no": "0007"},
        {"name": "阿依古丽·买买提", "unit_id": units[0], "birth": "1985", "gender": "女", "retire_age": "55"},
        {"name": "李四（小）", "unit_id": units[5], "lunar_birthday": "否"},
    ]  # fmt: skip
    return [editing.save(book, "member", None, row) for row in rows]


def _one_of_each(book: Book, turn: int, units: list[int], members: list[int]) -> None:
    """One record of every other type, with every field filled, pointing at what was made before it."""
    made: dict[str, int] = {}
    for record in _wholes_first():
        typed: dict[str, Any] = {}
        for at, field in enumerate(record.fields):
            if field.ref == "unit":
                typed[field.name] = units[(turn + at) % len(units)]
            elif field.ref == "member":
                typed[field.name] = members[(turn + at) % len(members)]
            elif field.ref:
                typed[field.name] = made[field.ref]
            else:
                typed[field.name] = _value(field.name, field.kind, turn, at)
        if record.figures:
            typed["figures"] = "口罩=8000余只；=第三名；说明（分号；在内）=约1万元" if turn else "参加=近10人"
        made[record.table] = editing.save(book, record.table, None, typed)


def _value(name: str, kind: Kind, turn: int, at: int) -> str:
    if kind is Kind.YEAR:
        return str(2025 + turn)
    plain = {
        Kind.ID_NUMBER: id_number("1970-01-01", 10 + turn), Kind.PHONE: "0571-88880000",
        Kind.CARD: "622202123456789012",
        Kind.DECIMAL: f"{at}.50", Kind.INTEGER: str(at), Kind.BOOL: "否" if turn else "是",
        Kind.COUNT: "30余名" if turn else str(at), Kind.MONEY: "近10万元" if turn else f"{at}.05",
        Kind.DATE: f"2026年{1 + at % 12}月" if turn else f"2026-01-{1 + at % 28:02d}",
        Kind.WHEN: "3月底" if turn else "2025-01-05",
    }  # fmt: skip
    return plain.get(kind, f"{name}{AWKWARD[(at + turn) % len(AWKWARD)]}")


def _wholes_first() -> list[Any]:
    wanted = [record for record in ALL if record.table not in _NOT_FILLED]

    def depth(table: str) -> int:
        return 1 + max((depth(f.ref) for f in BY_TABLE[table].fields if f.ref and f.ref != table), default=0)

    return sorted(wanted, key=lambda record: depth(record.table))
