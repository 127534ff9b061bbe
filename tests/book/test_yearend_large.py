"""A large ledger kept as columns says what the same ledger says record by record."""

from __future__ import annotations

from array import array
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book import yearend
from app.book.book import Book
from app.documents.compose import SummaryPaper, summary_paper
from app.documents.summary_styles import choose_style
from app.documents.write import plain_text
from app.domain.summary_bulk import Bulk, Sources, Work, together
from app.domain.summary_count import Source, sums
from app.domain.summary_many import all_sums
from tests.documents.year_cases import YEAR, make_ledger

STYLE = choose_style("township")


def told(book: Book, period: tuple[date, date] | None = None) -> SummaryPaper:
    facts = yearend.facts(book.read, YEAR, "", period)
    return summary_paper(facts, STYLE, date(YEAR, 12, 20))


def rows(paper: SummaryPaper) -> list[tuple[str, list[tuple[str, int]]]]:
    return sorted((figure.text, sorted((row.table, row.id) for row in figure.rows)) for figure in paper.figures)


def sentences(paper: SummaryPaper) -> list[str]:
    """The sentences; kinds of aid may stand in another order."""
    return sorted(plain_text(paper.document).replace("\n", "。").split("。"))


@pytest.fixture
def ledger(tmp_path: Path) -> Book:
    with make_ledger(tmp_path / "year.union") as book:
        with book.step("more") as writer:
            for number in range(30):
                who = "农民工" if number % 2 else ""
                writer.insert("entry", {"year": YEAR, "kind": "结婚", "person_times": 1, "target_kind": who,
                                        "cash": 5000 if number % 3 else None})  # fmt: skip
                writer.insert("entry", {"year": YEAR - 1, "kind": "结婚", "person_times": 1, "cash": 100})
        yield book


@pytest.mark.parametrize("period", [None, (date(YEAR, 1, 1), date(YEAR, 6, 30))])
def test_columns_say_what_records_say(
    ledger: Book, monkeypatch: pytest.MonkeyPatch, period: tuple[date, date] | None
) -> None:
    one_by_one = told(ledger, period)
    monkeypatch.setattr(yearend, "LARGE", 1)
    facts = yearend.facts(ledger.read, YEAR, "", period)
    assert isinstance(facts.work, Work)
    columns = told(ledger, period)
    assert sentences(columns) == sentences(one_by_one)
    assert rows(columns) == rows(one_by_one)


def test_the_work_still_reads_record_by_record(ledger: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    before = yearend.facts(ledger.read, YEAR).work
    monkeypatch.setattr(yearend, "LARGE", 1)
    after = yearend.facts(ledger.read, YEAR).work
    assert len(after) == len(before)
    assert {item.source for item in after} == {item.source for item in before}
    kinds = {item.source: (item.kind, item.measures) for item in before}
    assert all(kinds[item.source] == (item.kind, item.measures) for item in after)
    assert after[0] == next(iter(after))


NUMBERS = st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 10**9)), st.one_of(st.none(), st.just(1))), max_size=9)


@given(NUMBERS)
def test_sums_of_columns_are_sums_of_records(numbers: list[tuple[int | None, int | None]]) -> None:
    cash, times = zip(*numbers, strict=True) if numbers else ((), ())
    bulk = Bulk("结婚", "", array("q", range(len(numbers))), (("cash", cash), ("person_times", times)))
    found = [(t.kind, t.number, tuple(t.sources)) for t in all_sums((), [bulk], STYLE)]
    assert found == [(t.kind, t.number, tuple(t.sources)) for t in sums(bulk.items())]


def test_many_records_read_like_a_tuple() -> None:
    some, more = Sources("entry", array("q", [1, 2])), Sources("entry", array("q", [3]))
    assert tuple(together(some, more)) == tuple(Source("entry", n) for n in (1, 2, 3))
    assert tuple(together(some, (Source("member", 3),)))[-1] == Source("member", 3)
    assert (some[0], tuple(some[1:]), len(some)) == (Source("entry", 1), (Source("entry", 2),), 2)
    assert some == (Source("entry", 1), Source("entry", 2))
    assert some != more
    assert some.holds((Source("entry", 2),))
    assert not some.holds(more)
