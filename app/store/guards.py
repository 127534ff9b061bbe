"""What no step may change: the records of a closed year, and records that are sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from app.domain.errors import Refused
from app.domain.fields import RecordType
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.store.connection import Database

# What is about a year without being its work: the year's own record, and papers that were written.
_FREE = {"report_year", "paper"}
_HUNG = ("figure", "attachment")
_OF_STEP = "c.step_id = :step AND c.record = :record"

# The years that were closed before the step: one that the step itself closes (a workbook that brings in a closed
# year with its records) is not among them, one that it opens is.
_CLOSED = """
    SELECT r.year FROM report_year r WHERE r.closed_on <> '' AND NOT EXISTS (
        SELECT 1 FROM change c WHERE c.step_id = :step AND c.record = 'report_year' AND c.row_id = r.id
        AND (c.action = 'add' OR json_extract(c.before, '$.closed_on') = ''))
    UNION
    SELECT COALESCE(json_extract(c.before, '$.year'), (SELECT year FROM report_year WHERE id = c.row_id))
    FROM change c WHERE c.step_id = :step AND c.record = 'report_year' AND json_extract(c.before, '$.closed_on') <> ''
"""
# Of a closed year's own record only the closing itself and the remark may change: its days decide what counts.
_DAYS = """
    SELECT COALESCE(json_extract(c.before, '$.year'), (SELECT year FROM report_year WHERE id = c.row_id)) AS year
    FROM change c, json_each(c.before) k WHERE c.step_id = :step AND c.record = 'report_year'
    AND (c.action = 'delete' OR k.key NOT IN ('closed_on', 'closed_on_from', 'closed_on_to', 'remark'))
    AND year IN (SELECT value FROM json_each(:years)) LIMIT 1
"""


def refuse_locked(db: Database, step_id: int, tables: Iterable[str]) -> None:
    """Refuse a step, before it is committed, that touched a record which may not be changed.

    ``tables`` are those it wrote to. A part, a figure or an attachment counts as its record.

    Raises:
        Refused: with the year or the reason, and the way out.
    """
    years = [row[0] for row in db.conn.execute(_CLOSED, {"step": step_id}) if row[0] is not None]
    sealed = bool(db.conn.execute("SELECT 1 FROM sealing LIMIT 1").fetchone())
    if not years and not sealed:
        return
    for table in tables:
        if table == "report_year" and years:
            _refuse_year(db.conn.execute(_DAYS, {"step": step_id, "years": json.dumps(years)}).fetchone())
        for whole, ids in _wholes(db, step_id, BY_TABLE[table]):
            if sealed:
                _refuse_sealed(db, step_id, table, whole, ids)
            if years and whole.yearly and whole.table not in _FREE:
                _refuse_closed(db, step_id, table, whole, ids, years)


def _wholes(db: Database, step_id: int, record: RecordType) -> Iterator[tuple[RecordType, str]]:
    """The kinds of record changed through ``record``, up to the last whole, each with the SQL of their ids."""
    if record.table in _HUNG:
        kinds = _columns("owner_table", record.table)
        found = db.conn.execute(f"SELECT DISTINCT told FROM ({kinds})", {"step": step_id, "record": record.table})
        for name in [row[0] for row in found if row[0] in BY_TABLE]:
            ids = _columns("owner_id", record.table, f"owner_table = '{name}'", name)
            yield BY_TABLE[name], ids
            yield from _above(BY_TABLE[name], ids)
        return
    yield record, f"SELECT c.row_id AS told FROM change c WHERE {_OF_STEP}"
    if record.owner:
        whole, ids = BY_TABLE[record.field(record.owner).ref], _columns(record.owner, record.table)
        yield whole, ids
        yield from _above(whole, ids)


def _above(record: RecordType, ids: str) -> Iterator[tuple[RecordType, str]]:
    """The wholes that records are parts of, step by step."""
    while record.owner:
        ids = f"SELECT p.{record.owner} AS told FROM {record.table} p WHERE p.id IN ({ids})"
        record = BY_TABLE[record.field(record.owner).ref]
        yield record, ids


def _columns(name: str, table: str, where: str = "1", kind: str = "") -> str:
    """The values a column has, had or will have again in the rows that the step changed."""
    logged = " UNION ".join(
        f"SELECT json_extract(c.{side}, '$.{name}') AS told FROM change c WHERE {_OF_STEP}"
        + (f" AND json_extract(c.{side}, '$.owner_table') = '{kind}'" if kind else "")
        for side in ("before", "after")
    )
    now = f"SELECT t.{name} AS told FROM {table} t JOIN change c ON c.row_id = t.id WHERE {_OF_STEP} AND {where}"
    return f"{now} UNION {logged}"


def _refuse_sealed(db: Database, step_id: int, table: str, whole: RecordType, ids: str) -> None:
    sql = f"SELECT reason FROM sealing WHERE owner_table = :whole AND owner_id IN ({ids}) LIMIT 1"
    found = db.conn.execute(sql, {"whole": whole.table, "step": step_id, "record": table}).fetchone()
    if found:
        raise Refused(
            N_("This record is sealed ({reason}) and cannot be changed. Unseal it first, with a reason."),
            reason=found[0],
        )


def _refuse_closed(db: Database, step_id: int, table: str, whole: RecordType, ids: str, years: list[int]) -> None:
    closed = "(SELECT value FROM json_each(:years))"
    sql = f"SELECT year FROM {whole.table} WHERE id IN ({ids}) AND year IN {closed}"
    if whole.table == table:
        sql += f" UNION SELECT told FROM ({_columns('year', table)}) WHERE told IN {closed}"
    values = {"step": step_id, "record": table, "years": json.dumps(years)}
    _refuse_year(db.conn.execute(sql + " LIMIT 1", values).fetchone())


def _refuse_year(found: tuple[int] | None) -> None:
    if found:
        raise Refused(
            N_("{year} is closed: its records can no longer be changed. Reopen the year first, with a reason."),
            year=found[0],
        )
