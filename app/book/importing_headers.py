"""Which column holds which field: headers are known by name, whatever their spaces, widths, stars and units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from app.book.workbook import FIGURES, HANDLE, Column
from app.domain.errors import UsageError
from app.domain.fields import Field, RecordType
from app.domain.reading_text import clean
from app.i18n import N_

_BRACKETS = re.compile(r"[(\[{【〔〈][^)\]}】〕〉]*[)\]}】〕〉]")
_WHOLE = {"合计", "总数", "小计", "总计", "总人数"}
_NUMBERING = {"序号", "序", "no", "no.", "编码序号", "行号"}


def plain(text: str) -> str:
    """A header without spaces, line breaks, hidden signs, stars, closing colons and differences of width and case."""
    narrow = "".join(unicodedata.normalize("NFKC", clean(text)).split()).replace("*", "").casefold()
    return narrow.rstrip(":") or narrow


def stem(text: str) -> str:
    """The same without 其中 before it and what stands in brackets: a unit or an explanation."""
    short = plain(text)
    return _BRACKETS.sub("", short).rstrip(":").removeprefix("其中").lstrip(":") or short


@dataclass(frozen=True, slots=True)
class Role:
    """What one column is for: a field, the 数据 or 编号 of a record, the remarks, or nothing."""

    index: int
    header: str
    column: Column | None = None
    to_remark: bool = False


@cache
def _waves(record: RecordType) -> tuple[tuple[tuple[Column, tuple[str, ...]], ...], ...]:
    """The names to look for, the surest first: contract headers, their synonyms, then all other fields'."""
    contract = [f for f in record.fields if f.contract]
    others = [f for f in record.fields if not f.contract]
    waves = []
    for fields in (contract, others):
        waves.append([(Column(f.header, f), _names(f.header)) for f in fields])
        if fields is contract:
            waves[-1] += [(Column(HANDLE), (HANDLE,))] + [(Column(FIGURES), (FIGURES,))] * record.figures
        waves.append([(Column(f.header, f), tuple(n for s in f.synonyms for n in _names(s))) for f in fields])
    return tuple(tuple(wave) for wave in waves)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((plain(text), stem(text))))


def assign(record: RecordType, names: Sequence[Sequence[str]], *, handles: bool = False) -> dict[int, Column]:
    """Which column of a header row is what; ``names`` gives each column's possible names, the best first.

    ``handles`` says whether 编号 numbers records for other sheets here, or is somebody's own numbering.
    """
    free: dict[str, list[int]] = {}
    for rank in range(max(map(len, names), default=0)):
        for index, words in enumerate(names):
            if rank < len(words) and words[rank]:
                free.setdefault(words[rank], []).append(index)
    found: dict[int, Column] = {}
    taken: set[str] = set()
    for wave in _waves(record):
        for column, words in wave:
            if column.header in taken or (column.header == HANDLE and not handles):
                continue
            at = next((i for word in words for i in free.get(word, ()) if i not in found), None)
            if at is not None:
                found[at] = column
                taken.add(column.header)
    return found


def names_of(upper: str, lower: str = "") -> tuple[str, ...]:
    """The possible names of a column whose header is one cell, or two cells one above the other."""
    if not upper or not lower:
        return _names(upper or lower)
    if stem(lower) in _WHOLE:
        return tuple(dict.fromkeys((*_names(upper), *_names(upper + lower))))
    turned = stem(lower) + stem(upper)  # 会员数 over 其中：女 is 女会员数
    return tuple(dict.fromkeys((*_names(upper + lower), turned, *_names(lower), *_names(upper))))


def is_numbering(header: str) -> bool:
    """Whether a column only numbers the rows."""
    return stem(header) in _NUMBERING


def roles(record: RecordType, headers: Sequence[str], names: Sequence[Sequence[str]],
          asked: Mapping[str, str], *, handles: bool) -> tuple[Role, ...]:  # fmt: skip
    """Every column's role; ``asked`` are the clerk's own decisions: header → field header, or '' to leave it out.

    Raises:
        UsageError: a decision names a field that the record does not have.
    """
    said = {plain(header): column_called(record, field) for header, field in asked.items()}
    decided = {i: said[plain(header)] for i, header in enumerate(headers) if plain(header) in said}
    kept = {column.header for column in decided.values() if column}
    open_names = [() if i in decided else words for i, words in enumerate(names)]
    found = {i: c for i, c in assign(record, open_names, handles=handles).items() if c.header not in kept}
    return tuple(_role(i, header, decided, found) for i, header in enumerate(headers) if header)


def _role(index: int, header: str, decided: Mapping[int, Column | None], found: Mapping[int, Column]) -> Role:
    if index in decided:
        return Role(index, header, decided[index])
    if index in found:
        return Role(index, header, found[index])
    return Role(index, header, to_remark=not is_numbering(header))


def column_called(record: RecordType, header: str) -> Column | None:
    """The column of ``record`` with this header (or field name); None for '', which leaves a column out.

    Raises:
        UsageError: the record has no such field.
    """
    if not header:
        return None
    if header == FIGURES and record.figures:
        return Column(FIGURES)
    for field in record.fields:
        if plain(header) in (plain(field.header), field.name) or stem(header) == stem(field.header):
            return Column(field.header, field)
    raise UsageError(
        N_("The sheet {sheet} has no column {column}. Use one of its headers, or leave it blank."),
        sheet=record.sheet,
        column=header,
    )


def required_fields(record: RecordType) -> tuple[Field, ...]:
    """The fields without which a row is no record."""
    return tuple(field for field in record.fields if field.required)


def headless(texts: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]]) -> Iterator[Role]:
    """The columns without a header that hold something, which goes to the remarks; 1, 2, 3 … only numbers rows."""
    widest = max((len(cells) for _, cells in rows), default=0)
    for i in range(widest):
        if i < len(texts) and texts[i]:
            continue
        found = [cells[i].strip() for _, cells in rows if i < len(cells) and cells[i].strip()]
        if found and not _counts_up(found):
            yield Role(i, f"{_letters(i)}列", to_remark=True)


def _counts_up(values: Sequence[str]) -> bool:
    numbers = [int(value) if value.isdecimal() and len(value) < 8 else -1 for value in values]
    return len(numbers) > 1 and all(later == one + 1 for one, later in pairwise(numbers))


def _letters(index: int) -> str:
    """What Excel calls a column: A, B … Z, AA."""
    return (_letters(index // 26 - 1) if index > 25 else "") + chr(65 + index % 26)
