"""Every fault on the page is brought about by a test, or the page says why it cannot be."""

from tests.faults import listing


def test_the_page_names_the_tests_there_are_and_leaves_no_fault_out():
    text = listing.PAGE.read_text(encoding="utf-8")
    assert listing.written(text) == text, "run python -m tests.faults.listing"
    rows = listing.rows(text)
    assert set(listing.marked()) <= set(rows)
    assert [fault for fault, where in rows.items() if not where] == []
