"""Lists as a hostile or careless hand makes them: likely headers in unlikely places over cells of every kind."""

from __future__ import annotations

from random import Random

from app.book.workbook import WHOLES_FIRST
from app.domain.fields import RecordType
from tests.faults.hostile_words import likely, word

_RECORDS = tuple(record for record in WHOLES_FIRST if record.sheet)
_USUAL = tuple(r for r in _RECORDS if r.table in ("member", "unit", "entry", "activity", "plan", "award", "honour"))

Rows = list[list[object]]


def kind_of(random: Random) -> RecordType:
    """A kind of record, the usual ones more often."""
    return random.choice(_USUAL if random.random() < 0.6 else _RECORDS)


def table(random: Random, record: RecordType, most: int = 12) -> Rows:
    """Rows below headers of ``record``: titles above them, headers twice, blank or in two rows, cells of any kind."""
    headers = _headers(random, record)
    rows: Rows = [[_cell(random, h) for h in headers] for _ in range(random.randrange(most))]
    top: Rows = [list(headers)]
    if random.random() < 0.2:
        top = [[word(random)] for _ in range(random.randrange(4))] + top
    if random.random() < 0.15:
        top.append([random.choice(("", "其中：女", "月", "日", "合计", h)) for h in headers])
    if random.random() < 0.1:
        rows.insert(random.randrange(len(rows) + 1), list(headers))
    if random.random() < 0.15:
        rows.append([random.choice(("合计", "小计", "填表人：", "注：", word(random))), random.randrange(99)])
    for _ in range(random.choice((0, 0, 0, 1, 3))):
        rows.insert(random.randrange(len(rows) + 1), [word(random) for _ in range(random.randrange(30))])
    return top + rows


def _headers(random: Random, record: RecordType) -> list[str]:
    known = [f.header for f in record.fields]
    other = [name for f in record.fields for name in f.synonyms] or known
    must = [f.header for f in record.fields if f.required or f.name in record.title]
    found = must + random.sample(known, min(len(known), random.randrange(7)))
    for _ in range(random.choice((0, 1, 2))):
        found.append(random.choice((random.choice(other), word(random), "", "数据", "编号", "序号", "备注")))
    if random.random() < 0.1:
        found += found
    if random.random() < 0.3:
        random.shuffle(found)
    return found


def _cell(random: Random, header: str) -> object:
    fate = random.random()
    if fate < 0.55:
        return likely(random, header)
    if fate < 0.65:
        return random.choice((0, 1, -1, 46090, 3.3e17, 1e15, 13800138000, 0.1, 1e308))
    return None if fate < 0.72 else word(random)
