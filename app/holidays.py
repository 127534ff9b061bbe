"""The days offices work: the yearly tables that came with the program, and the clerk's own before them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from app import paths
from app.domain.errors import FileProblem, reason_of
from app.domain.work_calendar import WorkCalendar, WrongDay, work_calendar
from app.i18n import N_
from app.replacing import write_whole
from app.resources import Table, calendar, line_of, parsed, text_of


def working_calendar() -> WorkCalendar:
    """The holidays and working weekends: our table, and before it the clerk's own where it can be read."""
    return _working_calendar()[0]


def working_calendar_problem() -> FileProblem | None:
    """What is wrong with the clerk's own table of holidays, which is then left aside."""
    return _working_calendar()[1]


@cache
def _working_calendar() -> tuple[WorkCalendar, FileProblem | None]:
    ours = dict(_years(calendar().get("holidays", {})))
    try:
        return work_calendar(ours | _own_years(paths.holidays_file())), None
    except FileProblem as problem:
        return work_calendar(ours), problem


def holiday_words(year: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The days off and the weekends at work of a year as its table has them, the clerk's own before ours."""
    table = calendar().get("holidays", {}).get(str(year), {})
    with suppress(FileProblem):
        table = _own_years(paths.holidays_file()).get(str(year), table)
    off, work = (tuple(map(str, table.get(name, ()))) for name in ("off", "work"))
    return off, work


def keep_holidays(year: int, off: Sequence[str], work: Sequence[str]) -> None:
    """Write a year's days into the clerk's own table, whole or not at all; its other years stay as they are.

    Raises:
        FileProblem: the table that is there cannot be read, or the place cannot be written.
    """
    path = paths.holidays_file()
    years = _own_years(path) | {str(year): {"off": list(off), "work": list(work)}}
    told = ["# 自己的放假调休表：这里有的年份，公示期的工作日照这里数。", ""]
    for name, table in sorted(years.items()):
        told += [f"[{name}]", *(f"{part} = {json.dumps(list(table.get(part, ())))}" for part in ("off", "work")), ""]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, "\n".join(told).encode("utf-8"))
    except OSError as error:
        raise FileProblem(
            N_("{path} cannot be written: {reason}. Choose another place."), path=str(path), reason=reason_of(error)
        ) from error
    forget()


def _own_years(path: Path) -> dict[str, Table]:
    """The years of the clerk's own table; none where there is no file."""
    if not path.is_file():
        return {}
    text = text_of(path)
    found = dict(_years(parsed(path, text)))
    try:
        work_calendar(found)
    except WrongDay as wrong:
        raise FileProblem(
            N_("The file {file}, line {line}: “{word}” is no day; write it as 10-01 or 10-01~10-07. Correct it."),
            file=str(path),
            line=line_of(text, wrong.word),
            word=wrong.word,
        ) from wrong
    return found


def _years(data: Table) -> Iterator[tuple[str, Table]]:
    return ((name, table) for name, table in data.items() if name.isdigit() and isinstance(table, Mapping))


def forget() -> None:
    """Read the clerk's table anew next time; it may have been changed outside the program."""
    _working_calendar.cache_clear()
