"""The summary of a year in a large ledger beside the least that takes: ``python -m tests.bench.bench_summary``.

The floor asks the same entries (this year's and, to compare, those of the year before) and the same members with bare
SQL, takes their rows into lists, and writes the same document. ``all in one year`` puts every entry into one year.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from sqlcipher3 import dbapi2

from app.book import yearend
from app.book.book import Book
from app.documents.compose import summary_paper
from app.documents.summary_styles import choose_style
from app.documents.write import write_document
from tests.bench.big_book import big_book
from tests.bench.measure import Measure, median_low_of, options, tell, timed

_YEAR = 2026
_ENTRIES = "SELECT kind, target_kind, id, persons, person_times, cash, goods_value FROM entry WHERE year = ?"
_MEMBERS = "SELECT id, gender, is_migrant, joined_from FROM member"


def main(words: list[str] | None = None) -> int:
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="the round in the middle counts")
    args = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        one_year = Path(folder) / "one.union"
        shutil.copy(big_book(), one_year)
        conn = dbapi2.connect(str(one_year), isolation_level=None)
        conn.execute("UPDATE entry SET year = ?", (_YEAR,))
        conn.close()
        books = {"summary of a year of 100,000 entries": big_book(), "summary of a year of 1,000,000": one_year}
        measured = []
        for name, path in books.items():
            with Book.open(path) as book:
                measured.append(median_low_of([_measured(name, book, path, Path(folder)) for _ in range(args.rounds)]))
        tell(measured, args.json)
    return 0


def _measured(name: str, book: Book, path: Path, folder: Path) -> Measure:
    sql = timed(lambda: _raw(path))
    start = timed(lambda: yearend.facts(book.read, _YEAR))
    facts = yearend.facts(book.read, _YEAR)
    telling = timed(lambda: summary_paper(facts, choose_style("township"), date(_YEAR, 12, 20)))
    paper = summary_paper(facts, choose_style("township"), date(_YEAR, 12, 20))
    writing = timed(lambda: write_document(paper.document, folder, "summary"))
    more = {"facts": start, "telling": telling, "writing": writing, "raw SQL": sql, "over SQL": (start + telling) / sql}
    return Measure(name, start + telling + writing, 2 * sql + writing, more)


def _raw(path: Path) -> list[object]:
    """The same questions on a connection of its own."""
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA cache_size = -16000")
    found: list[object] = [conn.execute(_ENTRIES, (year,)).fetchall() for year in (_YEAR, _YEAR - 1)]
    found += [conn.execute(_MEMBERS).fetchall() for _ in range(2)]
    conn.close()
    return found


if __name__ == "__main__":
    raise SystemExit(main())
