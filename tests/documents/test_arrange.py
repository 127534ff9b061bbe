"""What the renderers share: where cells stand, which rows hang together, what the rules add."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.arrange import bands, estimated, flow, measure_grid, place, table_grid
from app.documents.blocks import (
    FORM_LANDSCAPE,
    FORM_PORTRAIT,
    Addressee,
    Blank,
    Document,
    Grid,
    GridCell,
    GridRow,
    Paragraph,
    SignOff,
    Table,
    Title,
    run,
)  # fmt: skip
from app.documents.fitting import settle
from app.documents.paging import fits_one_page, kept_rows
from tests.documents.papers import everything, form, table_a, wide_list


def test_rules_add_their_blank_lines_once() -> None:
    blocks = (Title(run("题")), Addressee(run("县：")), Paragraph(run("文")), SignOff("甲", "乙"))
    kinds = [type(b).__name__ for b in flow(Document("", blocks))]
    assert kinds == ["Title", "Blank", "Addressee", "Paragraph", "Blank", "SignOff"]
    spaced = (Title(run("题")), Blank(), Addressee(run("县：")))
    assert len(flow(Document("", spaced))) == 3


def test_cells_that_overlap_or_leave_holes_are_refused() -> None:
    one, two = GridCell(run("一")), GridCell(run("二"), col_span=2)
    with pytest.raises(ValueError, match="missing"):
        place(Grid((1, 1), (GridRow((one,)),)))
    with pytest.raises(ValueError, match="sticking out"):
        place(Grid((1, 1), (GridRow((one, two)),)))
    tall = GridCell(run("高"), row_span=2)
    with pytest.raises(ValueError, match="overlap"):
        place(Grid((1, 1), (GridRow((one, tall)), GridRow((two,)))))


def test_rows_tied_by_spans_are_one_band() -> None:
    assert bands(table_a()) == ((0, 4), *((row, row + 1) for row in range(4, 12)))


def test_heights_follow_the_form_and_the_text() -> None:
    laid = measure_grid(table_a("字" * 2000), FORM_PORTRAIT, 12, estimated)
    assert laid.heights[4] == pytest.approx(30 / 25.4 * 72)
    assert laid.heights[6] > 60 / 25.4 * 72


def test_a_form_gives_up_empty_room_before_size() -> None:
    grid = table_a("热心工会工作，" * 60)
    settled, size = settle(grid, FORM_PORTRAIT, FORM_PORTRAIT.text_height_pt - 60, estimated)
    assert size >= 10.5
    assert sum(measure_grid(settled, FORM_PORTRAIT, size, estimated).heights) <= FORM_PORTRAIT.text_height_pt - 59


def test_a_list_makes_room_for_its_numbers() -> None:
    table = wide_list(3).blocks[1]
    assert isinstance(table, Table)
    grid, size = settle(table_grid(table), FORM_LANDSCAPE, 400, estimated)
    laid = measure_grid(grid, FORM_LANDSCAPE, size, estimated)
    whole = [text for text in laid.texts if "110101197803070012" in "".join(text.lines)]
    assert all(text.lines == ("110101197803070012",) for text in whole)
    assert size >= 7.5


def test_flow_of_everything_keeps_all_blocks() -> None:
    document = everything()
    assert [b for b in flow(document) if not isinstance(b, Blank)] == [
        b for b in document.blocks if not isinstance(b, Blank)
    ]


def row(*, keep: bool = False, down: int = 1) -> GridRow:
    return GridRow((GridCell(run("格"), row_span=down),), keep=keep)


def test_a_kept_row_takes_two_rows_along() -> None:
    plain = [row() for _ in range(4)]
    assert kept_rows(Grid((1,), (*plain, row(keep=True), row()), 1)) == {2, 3}
    assert kept_rows(Grid((1,), (*plain, row(keep=True), row(keep=True), row()), 1)) == {2, 3, 4}
    assert kept_rows(Grid((1,), (row(), row(), row(keep=True), row()), 1)) == {1}  # the header comes anyway
    assert kept_rows(Grid((1,), (row(keep=True), *plain))) == set()


def test_the_last_row_where_it_is_kept_goes_with_the_note_below() -> None:
    assert kept_rows(Grid((1,), (row(), row(), row(keep=True)))) == {0, 1, 2}


def test_rows_under_one_cell_are_kept_together() -> None:
    tall = GridRow((GridCell(run("高"), row_span=3), GridCell(run("一"))))
    beside = GridRow((GridCell(run("二")),))
    two = GridRow((GridCell(run("甲")), GridCell(run("乙"))))
    assert kept_rows(Grid((1, 1), (two, tall, beside, beside, two))) == {1, 2}


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.integers(0, 2))
def test_no_kept_row_can_begin_a_page(keeps: list[bool], header: int) -> None:
    grid = Grid((1,), tuple(row(keep=keep) for keep in keeps), header)
    kept = kept_rows(grid)
    for at, keep in enumerate(keeps):
        if keep and at > header:
            assert at - 1 in kept
            assert at - 2 in kept or at - 2 < header
        if not keep and at - 1 in kept:
            assert at < len(keeps) - 1 and keeps[at + 1]  # noqa: PT018 (one reason: it is the row before a kept one)


@pytest.mark.parametrize(
    ("document", "fits"),
    [
        (form(), True), (form("热心工会工作，" * 500), False), (wide_list(4), True), (wide_list(40), False),
        (Document("", (Paragraph(run("国" * 300)),), FORM_PORTRAIT), True),
        (Document("", (Paragraph(run("国" * 3000)),), FORM_PORTRAIT), False), (everything(), False),
    ],
)  # fmt: skip
def test_whether_a_paper_is_one_page_is_known_beforehand(document: Document, fits: bool) -> None:
    assert fits_one_page(document) == fits
