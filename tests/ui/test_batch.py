"""One field of many records: the window begins where many records have the same, and names its box."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from app.domain.fields import Kind
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui.batch import BatchDialog


@pytest.mark.parametrize(
    ("table", "field"),
    [("member", "所属组织"), ("entry", "所属组织"), ("award", None), ("hardship_file", None), ("fund", None)],
)
def test_it_begins_with_a_field_that_many_share(desk, qtbot, table: str, field: str | None) -> None:
    record = BY_TABLE[table]
    dialog = BatchDialog(None, desk, record, desk.read.ids(Listing(table)))
    qtbot.addWidget(dialog)
    chosen = dialog._fields[dialog._chooser.currentIndex()]
    assert chosen.kind in (Kind.REF, Kind.CHOICE)
    if field:
        assert dialog._chooser.currentText() == field


def test_the_value_has_its_caption(desk, qtbot) -> None:
    dialog = BatchDialog(None, desk, BY_TABLE["member"], desk.read.ids(Listing("member")))
    qtbot.addWidget(dialog)
    captions = {label.text(): label.buddy() for label in dialog.findChildren(QLabel) if label.buddy() is not None}
    assert captions["字段"] is dialog._chooser
    assert captions["改为"] is dialog._editor
    dialog._chooser.setCurrentIndex(dialog._chooser.findText("性别"))
    captions = {label.text(): label.buddy() for label in dialog.findChildren(QLabel) if label.buddy() is not None}
    assert captions["改为"] is dialog._editor
