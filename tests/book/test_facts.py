"""Five unions' years go in by the workbook, stand in the book field by field, and come out and in again the same."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.book import exporting, importing
from app.book.book import Book
from app.domain import quantity
from app.i18n import Language
from tests.book.bookequal import snapshot
from tests.book.facts_workbook import AID_KINDS, AREAS, AWARDS, CASES, YEAR, facts, sheet_of, write_year_workbook


def taken_in(book: Book, path: Path) -> dict:
    report = importing.carry_out(book, importing.plan(book, path)).as_json(Language("en"))
    return report["sheets"]


@pytest.fixture(params=CASES)
def case(request):
    return request.param


@pytest.fixture
def book(case, tmp_path):
    write_year_workbook(case, tmp_path / "year.xlsx")
    with Book.create(tmp_path / "a.union", "某工会") as book:
        report = taken_in(book, tmp_path / "year.xlsx")
        assert all(sheet["refused"] == [] for sheet in report.values())
        assert all(report[name]["taken_as"] == name for name in report)
        yield book


def test_every_fact_stands_in_the_book(case, book):
    rows = {table: book.read.every(table) for table in ("entry", "activity", "problem", "plan", "award")}
    taken = dict.fromkeys(rows, 0)
    tables = {"慰问帮扶": "entry", "活动": "activity", "问题": "problem", "计划": "plan", "评选": "award"}
    for fact in facts(case):
        table = tables[sheet_of(fact)]
        row = rows[table][taken[table]]
        taken[table] += 1
        assert row["year"] == YEAR
        check_texts(table, row, fact)
        check_figures(book.read.figures(table, [row["id"]]).get(row["id"], ()), fact)
    assert taken == {table: len(found) for table, found in rows.items()}
    assert book.read.union()["current_year"] == YEAR


def check_texts(table: str, row: dict, fact: dict) -> None:
    if table == "activity":
        assert (row["title"], row["area"], row["result"]) == (fact["what"], AREAS[fact["area"]], fact["result"] or "")
        assert row["happened"] == (fact["date"] or "")
    elif table == "entry":
        assert (row["reason"], row["kind"]) == (fact["what"], AID_KINDS[fact["id"]])
        assert row["happened"] == (fact["date"] or "")
    elif table == "award":
        name, target = AWARDS[fact["id"]]
        assert (row["name"], row["target"], row["conditions"]) == (name, target, fact["what"])
        assert (row["quota"], row["quota_given"]) == (fact["values"][0]["number"], "")
    else:
        assert row["content"] == fact["what"]


def check_figures(figures: tuple, fact: dict) -> None:
    assert [f.label for f in figures] == [value["label"] for value in fact["values"]]
    for figure, value in zip(figures, fact["values"], strict=True):
        assert figure.quantity.raw == value["raw"]
        assert figure.quantity == quantity.parse(value["raw"])
        assert figure.quantity.number == Decimal(str(value["number"]))
        assert figure.quantity.unit in value["raw"] or figure.quantity.unit == value["unit"]
        assert all(part in value["raw"] for part in figure.quantity.qualifier)


def test_it_comes_out_and_goes_in_again_the_same(book, tmp_path):
    out = tmp_path / "out.xlsx"
    exporting.export(book, out, unmask=True)
    with Book.create(tmp_path / "b.union", "另一个工会") as other:
        report = taken_in(other, out)
        assert all(sheet["refused"] == [] for sheet in report.values())
        assert snapshot(other) == snapshot(book)


def test_the_same_file_twice_changes_nothing(book, tmp_path):
    for file in ("year.xlsx", "out.xlsx"):
        if file == "out.xlsx":
            exporting.export(book, tmp_path / file)
        before = snapshot(book)
        plan = importing.plan(book, tmp_path / file)
        assert plan.changes_nothing()
        assert all(s["read"] == s["unchanged"] for s in taken_in(book, tmp_path / file).values())
        assert snapshot(book) == before
