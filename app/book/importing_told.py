"""An import's report as lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.i18n import N_, Language


def told(sheets: dict[str, dict[str, Any]], language: Language) -> Iterator[str]:
    """An import's report as lines to read, one a sheet and one for every row refused or thing noted."""
    for name, sheet in sheets.items():
        if sheet["taken_as"] and not any(sheet[key] for key in ("read", "refused", "notes")):
            continue  # an empty sheet of the template is not worth a line
        counts = {key: sheet[key] for key in ("read", "added", "updated", "unchanged")}
        yield language.text(
            N_(
                "{sheet} (taken as {kind}): {read} rows, {added} new, {updated} changed, {unchanged} the same, "
                "{refused} refused."
            ),
            sheet=name,
            kind=sheet["taken_as"] or "—",
            refused=len(sheet["refused"]),
            **counts,
        )
        for row in sheet["refused"]:
            yield language.text(N_("  Row {row}, {column} “{value}”: {reason}"), **row)
        yield from (f"  {note}" for note in sheet["notes"])


def ended(looked: bool, sheets: dict[str, dict[str, Any]]) -> str:
    """How an import ended, and what can be done now."""
    if not any(sheet["added"] or sheet["updated"] for sheet in sheets.values()):
        return N_("Nothing new: the data file stays as it is.")
    if looked:
        return N_("This was only a look; nothing was written. The same call without --dry-run takes it in.")
    return N_("Taken in. In the window, one undo (Ctrl+Z) takes the whole import back.")
