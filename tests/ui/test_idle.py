"""While the window waits for the clerk no transaction is open, whatever was done before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from app.domain.listing import Listing
from app.ui import todo
from app.ui.workplace import ACTIVITIES, AID, AWARDS, HOME, MEMBERS, SUMMARY


class Watch:
    """Looks at the connection whenever the event loop has nothing to do."""

    def __init__(self, window) -> None:
        self._window = window
        self.looks, self.open = 0, 0
        self._timer = QTimer(window, interval=0)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if self._window.desk is not None:
            self.looks += 1
            self.open += self._window.desk.book._db.conn.in_transaction

    def stop(self) -> None:
        self._timer.stop()


def _put(form, name: str, text: str) -> None:
    form.editors[name].reveal()
    form.editors[name].line.setText(text)
    form.editors[name].line.textEdited.emit(text)


@pytest.mark.fault("L10")
def test_no_transaction_waits_for_the_clerk(window, qtbot) -> None:
    watch = Watch(window)
    for room in (HOME, MEMBERS, AID, ACTIVITIES, AWARDS, SUMMARY, MEMBERS):
        window.workplace.turn_to(room)
        qtbot.wait(5)
    page = window.workplace.record_page()
    page.new()
    _put(page.form, "name", "李小草")
    qtbot.wait(5)
    assert window.drafts.keep_all()
    qtbot.wait(5)
    assert page.form.save()
    qtbot.wait(5)
    _put(page.form, "id_no", "123")  # refused
    assert not page.form.save()
    qtbot.wait(5)
    page.form.cancel()
    page.table.select(window.desk.read.ids(Listing("member", text="李小草")))
    page.delete()
    qtbot.wait(5)
    window.files_.on_undo()
    qtbot.wait(5)
    window.files_.on_undo()
    window.files_.on_redo()
    qtbot.wait(5)
    watch.stop()
    assert watch.looks >= 12
    assert watch.open == 0


@pytest.mark.fault("C5")
def test_a_new_record_belongs_to_the_year_on_show_whatever_day_it_is(window, monkeypatch) -> None:
    """The year turns while the window is open: what is entered goes on to the year that the clerk works in."""
    day = todo.today()
    monkeypatch.setattr(todo, "today", lambda: day.replace(year=2027, month=1, day=1))
    window.workplace.turn_to(AID)
    page = window.workplace.record_page()
    page.new()
    assert page.form.editors["year"].value() == "2026"
    page.form.clear()
    window.desk.set_year(2025)
    page.new()
    assert page.form.editors["year"].value() == "2025"
    page.form.clear()
