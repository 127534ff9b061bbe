"""Importing a large roster beside the least that takes: ``python -m tests.bench.bench_import --rows 100000``.

The floor reads the same workbook into lists and inserts its cells, unread, into the same table of a fresh data file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from app.book import importing
from app.book.book import Book
from tests.bench.measure import Measure, median_low_of, options, peak_mb, tell, timed

# Where each cell of the roster lies when nobody reads it; the number of the row and the name of the unit stay text.
_COLUMNS = ("member_no", "name", "gender", "id_no", "birth", "mobile", "dept", "union_post", "joined", "state",
            "remark")  # fmt: skip


def main(words: list[str] | None = None) -> int:
    parser = options(__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3, help="the round in the middle counts")
    parser.add_argument("--part", choices=("floor", "ours"), help="measure only this, in this process")
    parser.add_argument("--folder", type=Path, help="where the roster of a part lies")
    args = parser.parse_args(words)
    if args.part:
        print(json.dumps({"floor": _floor, "ours": _ours}[args.part](args.folder / "roster.xlsx", args.rows)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "roster.xlsx")
        subprocess.run([sys.executable, "-m", "tests.bench.roster", path, str(args.rows)], check=True)
        tell(_measured(folder, args.rows, args.rounds), args.json)
    return 0


def _measured(folder: str, rows: int, rounds: int) -> list[Measure]:
    """Each round measures both, one after the other, since a machine is not equally quick at every hour."""
    found: dict[str, list[Measure]] = {}
    for _ in range(rounds):
        least, ours = (_part(part, folder, rows) for part in ("floor", "ours"))
        for which in ("first", "second"):
            more = {"plan": ours[f"{which} plan"], "carry out": ours[f"{which} carry_out"]}
            name = f"{which} import, {rows} rows"
            one = Measure(name, sum(more.values()), least["s"], {**more, "peak MB": ours[f"{which} MB"]})
            found.setdefault(name, []).append(one)
    return [median_low_of(several) for several in found.values()]


def _part(part: str, folder: str, rows: int) -> dict[str, float]:
    """One part, measured in a process of its own, so that neither stands in the other's memory."""
    command = [sys.executable, "-m", "tests.bench.bench_import", "--part", part, "--folder", folder]
    done = subprocess.run([*command, "--rows", str(rows)], check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


# ------------------------------------------------------------------------------------------ the two parts


def _floor(path: Path, rows: int) -> dict[str, float]:
    from python_calamine import CalamineWorkbook

    def work() -> None:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            cells = [list(row) for row in workbook.get_sheet_by_index(0).iter_rows()][2 : rows + 2]
        marks = ", ".join("?" * len(_COLUMNS))
        connection = book._db.conn
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO member({', '.join(_COLUMNS)}) VALUES ({marks})", cells)
        connection.execute("COMMIT")

    with tempfile.TemporaryDirectory() as folder, _fresh(folder) as book:
        seconds = timed(work)
        _expect(len(book.read.every("member")), rows)
    return {"s": seconds, "MB": peak_mb()}


def _ours(path: Path, rows: int) -> dict[str, float]:
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, _fresh(folder) as book:
        for which, counted in (("first", (rows, 0)), ("second", (0, rows))):
            kept: dict[str, Any] = {}

            def look(kept: dict[str, Any] = kept) -> None:
                kept["plan"] = importing.plan(book, path, year=2026, report=_hear, cancelled=_go_on)

            def take(kept: dict[str, Any] = kept) -> None:
                kept["report"] = importing.carry_out(book, kept["plan"], report=_hear, cancelled=_go_on)

            found |= {f"{which} plan": timed(look), f"{which} carry_out": timed(take), f"{which} MB": peak_mb()}
            (sheet,) = kept["report"].sheets
            _expect((sheet.added, sheet.unchanged), counted)
    return found


def _fresh(folder: str) -> Book:
    return Book.create(Path(folder) / "bench.union", "青石县总工会", year=2026)


def _hear(_done: int, _total: int) -> None:
    """What the window would show."""


def _go_on() -> bool:
    return False


def _expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise RuntimeError(f"{found} instead of {wanted}: this would measure something else")


if __name__ == "__main__":
    sys.exit(main())
