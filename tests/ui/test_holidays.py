"""The window of holidays: shows a year's days as they are said, tells what is no day, keeps the clerk's own."""

from __future__ import annotations

from app import holidays, paths
from app.ui.desk import Desk
from app.ui.holidays_dialog import HolidaysDialog


def test_days_are_shown_changed_and_kept(desk: Desk, qtbot, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(paths, "holidays_file", lambda: tmp_path / "holidays.toml")
    holidays.forget()
    dialog = HolidaysDialog(None, desk.speech, 2026)
    qtbot.addWidget(dialog)
    assert "10月1日至10月7日" in dialog.off.toPlainText()
    dialog.year.setValue(2027)
    assert dialog.off.toPlainText() == ""
    dialog.off.setPlainText("1月1日至3日、元旦")
    assert "“元旦”" in dialog.notice.text()
    assert not dialog.go.isEnabled()
    dialog.off.setPlainText("1月1日至3日")
    dialog.work.setPlainText("1月10日")
    assert dialog.go.isEnabled()
    dialog.keep()
    assert holidays.holiday_words(2027) == (("01-01~01-03",), ("01-10",))
    holidays.forget()
