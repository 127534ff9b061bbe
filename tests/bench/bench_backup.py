"""A backup of a large book, read back, beside a bare copy of the file: ``python -m tests.bench.bench_backup``.

The floor is what any program would need to copy the file to the disk and to read the copy through: the bytes copied
and synced, and SQLite's quick check of them. ``restore`` is measured beside the same floor.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from sqlcipher3 import dbapi2

from app.book import backups
from app.store import backup as store
from tests.bench.big_book import big_book
from tests.bench.measure import Measure, median_low_of, options, tell, timed


def main(words: list[str] | None = None) -> int:
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="the round in the middle counts")
    args = parser.parse_args(words)
    found: dict[str, list[Measure]] = {}
    with tempfile.TemporaryDirectory(dir=big_book().parent) as folder:
        path = Path(folder) / "big.union"
        shutil.copy(big_book(), path)
        for _ in range(args.rounds):
            for one in _measured(path):
                found.setdefault(one.name, []).append(one)
    tell([median_low_of(several) for several in found.values()], args.json)
    return 0


def _measured(path: Path) -> list[Measure]:
    bare = timed(lambda: _copied(path))
    checked = timed(lambda: _checked(path.with_name("bare")))
    floor = bare + checked
    more = {"bare copy": bare, "quick check": checked, "MB": path.stat().st_size / 2**20}
    folder = backups.automatic_folder(path)
    ours = timed(lambda: store.backup(path, folder, reason=backups.TIMED))
    same = timed(lambda: backups.automatic(path, "", backups.EXIT))
    kept = backups.newest(path)
    assert kept is not None
    back = timed(lambda: backups.restore(kept.path, path))
    shutil.rmtree(folder)
    return [
        Measure("backup, read back", ours, floor, {**more, "over the copy": ours / bare}),
        Measure("nothing changed", same, floor),
        Measure("going back", back, 2 * floor),
    ]


def _copied(path: Path) -> None:
    target = path.with_name("bare")
    shutil.copyfile(path, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _checked(path: Path) -> None:
    conn = dbapi2.connect(str(path))
    assert conn.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    conn.close()


if __name__ == "__main__":
    main()
