"""What a new gift starts from: the latest entry of its kind in this book, as far as it says what each person got."""

from __future__ import annotations

from app.book.gifts import Gift
from app.book.reader import Reader, Row
from app.domain.listing import Condition, Listing

_AMOUNTS = ("cash", "goods_value")


def latest(read: Reader, kind: str) -> Gift | None:
    """The gift recorded last of a kind, without its time and reason; None where there is none.

    It is read from the entries themselves, so what was undone or belongs to another file proposes nothing. An
    amount that not everybody got alike, or that only roughly is known, is left out.
    """
    ids = read.ids(Listing("entry", conditions=(Condition("kind", "is", kind),)))
    if not ids:
        return None
    row = read.row("entry", max(ids))
    lines = read.parts("entry_line", "entry_id", row["id"])
    each = {name: _each(row, lines, name) for name in _AMOUNTS}
    return Gift(
        kind, cash=each["cash"], goods=row["goods"], goods_value=each["goods_value"], source=row["source"],
        account=row["account"], handler=row["handler"], together=bool(lines) or not row["member_id"],
    )  # fmt: skip


def _each(row: Row, lines: list[Row], name: str) -> int:
    """What each got in fen, 0 where that is not certain."""
    told = [line[name] for line in lines]
    if any(fen is not None for fen in told):
        return int(told[0] or 0) if len(set(told)) == 1 else 0
    number = row["persons"] or row["person_times"] or (1 if row["member_id"] else 0)
    if not number or row[f"{name}_given"] or not row[name] or row[name] % number:
        return 0
    return int(row[name] // number)
