"""Reading a summary's paper back: its runs in order, and the numbers in them that no figure covers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.documents.blocks import Addressee, Heading, Paragraph, Run, Table, Title, cell_run, words
from app.documents.compose import SummaryPaper
from app.domain.quantity import number_spans

_COUNTED = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\. |\d+$)")
_MONTHS = re.compile(r"\d{1,2}(?:[、\-—至]\d{1,2})+月")
_DATE = re.compile(r"20\d\d年度?|\d{1,2}(?:[、\-—至]\d{1,2})*月(?:\d{1,2}日)?|\d{1,2}日")


def runs(paper: SummaryPaper) -> list[Run]:
    """Every run of the paper that may hold figures, in the order of the text."""
    return list(_runs(paper))


def _runs(paper: SummaryPaper) -> Iterator[Run]:
    for block in paper.document.blocks:
        if isinstance(block, Paragraph | Heading | Title | Addressee):
            yield block.run
        if isinstance(block, Table):
            yield from (cell_run(cell) for row in block.rows for cell in row)


def numbers_without_figure(run: Run, clerk: str) -> list[str]:
    """The numbers of a run that no figure covers and that the clerk's own words do not hold.

    Dates, numbers of headings and rows, and 一是, 二是 are none.
    """
    text = words(run)
    bare = _MONTHS.sub(_blank, _COUNTED.sub(_blank, text))
    covered = _covered(run)
    found = [
        text[start:end]
        for start, end, _ in number_spans(bare)
        if not any(a < end and start < b for a, b in covered)
    ]  # fmt: skip
    for span in run:
        if not span.figure:
            digits = re.findall(r"\d+", _DATE.sub("", _COUNTED.sub("", span.text)))
            found += [number for number in digits if number not in clerk]
    return found


def _blank(found: re.Match[str]) -> str:
    return "、" * len(found[0])


def _covered(run: Run) -> list[tuple[int, int]]:
    found, at = [], 0
    for span in run:
        if span.figure:
            found.append((at, at + len(span.text)))
        at += len(span.text)
    return found
