"""Whatever a clerk can type comes back from a workbook and from a .csv as it was."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.book import editing, exporting, importing
from app.book.book import Book
from app.domain import reading
from tests.book.bookequal import snapshot

# Excel's error words and masks are the only texts that mean something else in a cell.
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30) | st.text(
    "=+-@'\"#,;，\t\n 01eE.%/_x张三", min_size=1, max_size=8)  # fmt: skip
texts = words.map(reading.clean).filter(lambda t: t and not t.startswith("#") and "*" not in t and "＊" not in t)
labels = texts.map(lambda t: "".join(c for c in t if c.isalnum())).filter(bool)
amounts = st.sampled_from(["56户", "30余名", "约81.358万吨", "近10万元", "第三名", "96%", "七万多元", "1000多人"])
pairs = st.lists(st.tuples(labels, amounts), max_size=3)
rows = st.lists(st.tuples(texts, texts, pairs), min_size=1, max_size=12)


def fill(book: Book, found: list) -> None:
    for title, content, figures in found:
        typed = {"title": f"活动{title}", "content": content, "area": title, "remark": content,
                 "figures": "；".join(f"{label}={amount}" for label, amount in figures)}  # fmt: skip
        editing.save(book, "activity", None, typed)
        editing.save(book, "member", None, {"name": f"甲{title}", "remark": content, "post": title})


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@given(rows)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.fault("F11", "F13")
def test_any_text_comes_back(kind, found):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Book.create(folder / "a.union", "甲", year=2026) as book, Book.create(folder / "b.union", "甲") as other:
            fill(book, found)
            for sheets in [["概况"], ["会员"], ["活动"]] if kind == "csv" else [[]]:
                out = folder / f"{''.join(sheets) or 'all'}.{kind}"
                exporting.export(book, out, sheets=sheets, unmask=True)
                report = importing.carry_out(other, importing.plan(other, out, year=2026))
                assert report.refused == 0
            assert snapshot(other)["activity"] == snapshot(book)["activity"]
            assert {r["name"] for r in snapshot(other)["member"]} == {r["name"] for r in snapshot(book)["member"]}
