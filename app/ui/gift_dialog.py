"""One gift for many: at the left who gets it, at the right what it is, below what will be written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.book import gift_limits, gift_people, gifts
from app.book.book import Book
from app.book.gift_people import WOMEN_DAY, Asked, Known, Person, Report
from app.book.gifts import Gift
from app.book.sealing import everyday
from app.domain.errors import AppError, Invalid
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui import gift_notes
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.gift_form import GiftForm
from app.ui.people_picker import PeoplePicker
from app.ui.sizes import keep_size, keep_splitter
from app.ui.widgets import button, label, restyle
from app.ui.working import watch

MANY = 2000  # from so many people on, reading and writing them is the worker's business
_NOTICE_LINES, _FEW_LINES = 3, 2
_LOW = 26  # a window lower than so many lines has room for few notices


class GiftDialog(QDialog):
    """Record one gift for many members. ``given`` carries the ids of the entries written."""

    given = Signal(object)

    def __init__(
        self, parent: QWidget | None, desk: Desk, ids: Sequence[int] | None = None, occasion: str | None = None
    ) -> None:
        """``ids`` are the members chosen elsewhere, None for all; ``occasion`` is that of ``GiftForm``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self._everybody = desk.read.ids(Listing("member", conditions=everyday(desk.read, "member")))
        self._proposes = ids is not None or occasion is not None
        self._touched = False
        self._people: dict[int, Person] | None = None
        self._known: Known | None = None
        self._gift: Gift | None = None
        self._asking: tuple[str, int] | None = None
        self.setWindowTitle(self._say(N_("One gift for many")))
        self.form = GiftForm(desk, occasion)
        self.picker = PeoplePicker(desk, ids)
        self._timer = QTimer(self, singleShot=True, interval=80)
        self._build()
        keep_size(self, desk.settings, "gift", 1080, 640)
        self._connect()
        self._on_occasion()
        self.form.focus_first()

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.picker)
        what = QScrollArea()
        what.setWidgetResizable(True)
        what.setWidget(self.form)
        what.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        what.setMinimumWidth(self.form.minimumSizeHint().width() + 16)
        splitter.addWidget(what)
        splitter.setStretchFactor(0, 1)
        keep_splitter(splitter, self._desk.settings, "gift", [600, 440])
        column.addWidget(splitter, 1)
        self.notice = label("", "notice", wrap=True)
        self._notices = QScrollArea()
        self._notices.setWidgetResizable(True)
        self._notices.setWidget(self.notice)
        self._notices.setAccessibleName(self._say(N_("What to mind")))
        self._notices.hide()
        column.addWidget(self._notices)
        row = QHBoxLayout()
        self.summary = label("", wrap=True)
        row.addWidget(self.summary, 1)
        row.addWidget(button(self._say(N_("Cancel")), self.reject))
        self.go = button(self._say(N_("Record it")), self.record, "primary", "tick")
        self.go.setToolTip("Ctrl+Enter")
        row.addWidget(self.go)
        column.addLayout(row)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.settle)
        self.form.changed.connect(self._settle_soon)
        self.form.occasion_changed.connect(self._on_occasion)
        self.picker.changed.connect(self._settle_soon)
        self.picker.touched.connect(self._on_touched)
        self.picker.set_doubtful(self._is_doubtful, self._beside)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.record)

    # ------------------------------------------------------------------------------------------- what is known

    def _on_occasion(self) -> None:
        """Another kind, festival or month: look at what those people had of it, and propose who gets it."""
        self.picker.show_birthdays(self.form.month)
        if self.form.month is not None:
            self._touched = False  # another month means other people, whatever was ticked before
        self.settle()
        self._propose()

    def _settle_soon(self) -> None:
        if self.isVisible():
            self._timer.start()

    def settle(self) -> None:
        """Bring sentence, notices and what stands beside the people up to date with what is typed."""
        self._timer.stop()
        try:
            self._gift = self.form.gift()
            _, year = gifts.time_of(self._desk.read, self._gift)
        except Invalid as error:
            self._show_problem(error)
            return
        if self._known is None or (self._known.kind, self._known.year) != (self._gift.kind, year):
            self._gather(self._gift.kind, year)
        self._show()

    def _gather(self, kind: str, year: int) -> None:
        if self._asking == (kind, year):
            return
        if len(self._everybody) <= MANY:
            self._people = self._people or gift_people.people(self._desk.read, self._everybody)
            self._known = Known(self._people, gift_people.past(self._desk.read, kind, year), kind, year)
            return
        self._known, self._asking = None, (kind, year)
        work = partial(_gathered, self._desk.book, self._everybody, self._people, kind, year)
        job = self._desk.jobs.start_job(work)
        job.done.connect(self._on_known)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    def _on_known(self, known: Known) -> None:
        self._people, self._asking = dict(known.people), None
        self._known = known
        self.settle()
        self._propose()

    def _is_doubtful(self, row_id: int) -> bool:
        if self._known is None or self._gift is None or row_id not in self._known.people:
            return False
        person = self._known.people[row_id]
        return bool(gifts.doubts(person, self._known.past.of(person), self._gift))

    def _beside(self, row_id: int) -> str:
        if self._known is None or self._gift is None:
            return ""
        return gift_notes.beside(self._desk.speech, self._known, self._gift, row_id)

    def _propose(self) -> None:
        """Tick those who are meant and against whom nothing speaks, unless the clerk has ticked herself."""
        if self._touched or self._known is None or self._gift is None:
            return
        if not self._proposes and self.form.month is None:
            return
        meant = self._meant()
        self.picker.model.set_ticked(meant & gifts.unobjectionable(self._known, self._gift))
        self._show()

    def _meant(self) -> set[int]:
        if self._known is None:
            return set()
        asked, people = self.picker.asked(), self._known.people
        if self.form.month is not None:
            return {i for i in asked if i in people and people[i].birth_month == self.form.month}
        if self._gift is not None and self._gift.kind == WOMEN_DAY:
            return {i for i in asked if i in people and people[i].woman}
        return set(asked)

    # ------------------------------------------------------------------------------------------- what is said

    def _show(self) -> None:
        self.form.mark(())
        self.picker.set_doubtful(self._is_doubtful, self._beside)
        number = self.picker.count()
        self.go.setEnabled(bool(number) and self._known is not None)
        if self._known is None or self._gift is None:
            self._tell(self._say(N_("Reading the roster …")), [])
            return
        said = gift_notes.sentence(self._desk.speech, self._gift, number)
        nobody = self._say(N_("Tick at the left who is to get it."))
        self._tell(said if number else nobody, self._said(self._gift, self._known))

    def _said(self, gift: Gift, known: Known) -> list[str]:
        """The notices, those of the limits first."""
        read, chosen = self._desk.read, self.picker.model.ticked
        happened, _ = gifts.time_of(read, gift)
        limits = gift_limits.limits_for(read, gift.kind, gifts.day_of(read, happened, known.year))
        findings = (
            *gift_limits.in_kind_only(gift.kind, gift.cash),
            *gift_limits.beyond(read, known, chosen, gift.each, gift.festival, limits),
        )
        speech, work_year = self._desk.speech, self._desk.work_year
        notices = gift_notes.notices(speech, known, gift, chosen, self._meant(), work_year, happened)
        return [*(speech.say(finding.msgid, **dict(finding.values)) for finding in findings), *notices]

    def _tell(self, sentence: str, notices: list[str], kind: str = "notice") -> None:
        self.summary.setText(sentence)
        self.notice.setText("\n".join(notices))
        restyle(self.notice, "kind", kind)
        self._notices.setVisible(bool(notices))
        self._fit()

    def _fit(self) -> None:
        """As high as the notices need, up to a few lines; beyond that they scroll."""
        line = self.notice.fontMetrics().lineSpacing()
        lines = _FEW_LINES if self.height() < line * _LOW else _NOTICE_LINES
        wanted = self.notice.heightForWidth(max(self.width() - 40, 100))
        self._notices.setFixedHeight(min(wanted, line * lines + line) + 4)

    def _show_problem(self, error: Invalid) -> None:
        self.form.mark(error.problems)
        said = [self._desk.speech.problem(BY_TABLE["entry"], problem) for problem in error.problems]
        self.go.setEnabled(False)
        self._tell(self.summary.text(), said, "problem")

    # ------------------------------------------------------------------------------------------- recording

    def record(self) -> None:
        """Write the gift in one step."""
        self.settle()
        if not self.go.isEnabled() or self._gift is None or self._known is None:
            return
        ids = self.picker.ticked()
        self.go.setEnabled(False)
        if len(ids) > MANY:
            job = self._desk.jobs.start_job(partial(_given, self._desk.book, ids, self._gift, self._known))
            job.done.connect(self._on_given)
            job.failed.connect(self._on_failed)
            job.broken.connect(self._on_failed)
            watch(self, self._desk.speech, job, self._say(N_("Writing …")))
            return
        try:
            plan = gifts.plan_gift(self._desk.read, ids, self._gift, known=self._known)
            self._on_given(gifts.give(self._desk.book, plan))
        except Invalid as error:
            self._show_problem(error)
        except AppError as error:
            self._on_failed(error)

    def _on_given(self, ids: tuple[int, ...]) -> None:
        self.given.emit(ids)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._asking = None
        self.go.setEnabled(True)
        if not isinstance(error, AppError):
            raise error
        show_error(self, self._desk.speech, error)

    # ------------------------------------------------------------------------------------------- leaving

    def _on_touched(self) -> None:
        self._touched = True

    def _may_leave(self) -> bool:
        if not (self._touched or self.form.touched):
            return True
        return self._desk.ask.confirm(self, self._say(N_("Discard what you typed?")), N_("Discard"))

    def reject(self) -> None:
        """Escape, “cancel” and the cross: ask first where something was typed or ticked."""
        if self._may_leave():
            super().reject()

    def done(self, result: int) -> None:
        """Nothing is looked up any more once the window has gone."""
        self._timer.stop()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The notices may need more lines in a narrower window."""
        super().resizeEvent(event)
        self._fit()


def _gathered(book: Book, ids: Sequence[int], people: dict[int, Person] | None, kind: str, year: int,
              report: Report, cancelled: Asked) -> Known:  # fmt: skip
    with book.reader() as read:
        people = people or gift_people.people(read, ids, report, cancelled)
        return Known(people, gift_people.past(read, kind, year), kind, year)


def _given(book: Book, ids: Sequence[int], gift: Gift, known: Known, report: Report,
           cancelled: Asked) -> tuple[int, ...]:  # fmt: skip
    with book.reader() as read:
        plan = gifts.plan_gift(read, ids, gift, known=known, report=report, cancelled=cancelled)
    return gifts.give(book, plan, report=report, cancelled=cancelled)
