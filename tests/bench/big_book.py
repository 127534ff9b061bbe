"""A book of 100,000 invented members and 1,000,000 aid entries, made once and kept in out/bench."""

from __future__ import annotations

import random
from pathlib import Path

from sqlcipher3 import dbapi2

from app.book.book import Book
from app.domain import pinyin
from app.domain.records import BY_TABLE

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "out" / "bench" / "big.union"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂"
_KINDS = ("节日", "生日", "生病住院", "困难帮扶", "送温暖", "送清凉", "退休", "生育", "结婚")
_UNITS = 200


def big_book(members: int = 100_000, entries: int = 1_000_000) -> Path:
    """The path of the book, made first where it is not there in this size."""
    path = FILE.with_name(f"big-{members}-{entries}.union")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        Book.create(making, "大青山联合工会", "乡镇街道", year=2026).close()
        _fill(making, members, entries)
        making.rename(path)
    return path


def _fill(path: Path, members: int, entries: int) -> None:
    rng = random.Random(20261122)
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA journal_mode = MEMORY")
    conn.execute("BEGIN")
    base = dict(conn.execute("SELECT name, seq FROM sqlite_sequence"))
    units = [base["unit"] + 1 + n for n in range(_UNITS)]
    _insert(conn, "unit", units, ("name", "sort_key"), [(f"第{n + 1}分会", f"{n:04}") for n in range(_UNITS)])
    people = [base["member"] + 1 + n for n in range(members)]
    names = [rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2)))) for _ in people]
    sounds = {name: (pinyin.initials(name), pinyin.sort_key(name)) for name in set(names)}
    rows = [
        (name, rng.choice("男女"), rng.choice(units), "正常", born, born, born, *sounds[name])
        for name in names
        for born in [f"{rng.randint(1962, 2003)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"]
    ]
    columns = ("name", "gender", "unit_id", "state", "birth", "birth_from", "birth_to", "initials", "sort_key")
    _insert(conn, "member", people, columns, rows)
    columns = ("kind", "target", "member_id", "unit_id", "happened", "happened_from", "happened_to", "year",
               "persons", "person_times", "cash", "initials", "sort_key")  # fmt: skip
    first = base["entry"] + 1
    for start in range(0, entries, 50_000):
        ids = range(first + start, first + min(start + 50_000, entries))
        made = []
        for _ in ids:
            who = rng.randrange(members)
            year = rng.randint(2017, 2026)
            day = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            made.append((rng.choice(_KINDS), names[who], people[who], rows[who][2], day, day, day, year, 1, 1,
                         rng.randint(1, 40) * 5000, *sounds[names[who]]))  # fmt: skip
        _insert(conn, "entry", ids, columns, made)
    conn.execute("COMMIT")
    conn.execute("ANALYZE")
    conn.close()


def _insert(conn, table: str, ids, columns, rows) -> None:
    assert set(columns) <= {name for name, _ in BY_TABLE[table].columns}
    marks = ", ".join("?" * (len(columns) + 1))
    conn.executemany(
        f"INSERT INTO {table}(id, {', '.join(columns)}) VALUES ({marks})",
        ((row_id, *row) for row_id, row in zip(ids, rows, strict=True)),
    )


if __name__ == "__main__":
    print(big_book())
