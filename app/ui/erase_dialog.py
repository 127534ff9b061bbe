"""Deleting a person's data for good: what the law keeps, what would go, which backups still hold it; asked twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.book import erasing
from app.book.erasing import Plan, Standing
from app.domain.errors import AppError
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.reason_dialog import LONGEST
from app.ui.sizes import keep_size
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import button, label

_STANDS = N_("These must be kept by law or by rule, so the data cannot be deleted now:")
_INSTEAD = N_("Seal the record instead: it is kept, and nothing else is done with it.")
_PAPERS = N_("Papers already written, and texts in other records that name the person, are not searched.")
_FOR_GOOD = N_(
    "It cannot be undone, nor can anything done before. The history keeps only this: deleted on the person's request, "
    "No. {number}, and your reason."
)


class EraseDialog(QDialog):
    """One member; ``wanted_seal`` carries her id where sealing is what can be done instead."""

    wanted_seal = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, member_id: int) -> None:
        """Look at what hangs on the member; nothing is changed yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self.plan: Plan = erasing.plan(desk.read, member_id, todo.today())
        self.setWindowTitle(self._say(N_("Delete personal data")))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 14)
        self._column.setSpacing(10)
        title = self._say(N_("{name} (member No. {number})"), name=self.plan.name, number=self.plan.number)
        self._column.addWidget(label(title, "heading", wrap=True))
        self._build_body()
        self._build_foot()
        keep_size(self, desk.settings, "erase", 680, 520)

    def _build_body(self) -> None:
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(8)
        if self.plan.standing:
            inner.addWidget(label(self._say(_STANDS), "notice", wrap=True))
            for one in self.plan.standing:
                inner.addWidget(label(f"· {self._standing(one)}", wrap=True))
            inner.addWidget(label(self._say(_INSTEAD), wrap=True))
        else:
            inner.addWidget(label(self._say(N_("Gone for good would be:")), wrap=True))
            for text in self._going():
                inner.addWidget(label(f"· {text}", wrap=True))
            for text in (self.plan.advice, self._in_backups(), self._say(_PAPERS)):
                inner.addWidget(label(text, "muted", wrap=True)) if text else None
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(body)
        self._column.addWidget(scroll, 1)

    def _standing(self, one: Standing) -> str:
        kind = self._desk.speech.table(one.table)
        if one.rule is None:
            return self._say(N_("{kind}, {count}: no rule says that it may go"), kind=kind, count=len(one.ids))
        until = N_("until {day}") if one.until else N_("for good, or until its term can be told")
        words = N_("{kind}, {count}: {rule}; kept {until} ({source})")
        if not one.rule.verified:
            words = N_("{kind}, {count}: {rule}; kept {until} ({source}; not checked against the paper)")
        return self._say(
            words,
            kind=kind,
            count=len(one.ids),
            rule=one.rule.title,
            until=self._say(until, day=one.until.isoformat() if one.until else ""),
            source=one.rule.source,
        )

    def _going(self) -> list[str]:
        said = []
        for table, deleted, nameless in self.plan.counts:
            kind = self._desk.speech.table(table)
            if deleted:
                said.append(self._say(N_("{kind}: {count}"), kind=kind, count=deleted))
            if nameless:
                said.append(self._say(N_("{kind}: the name in {count}; the record stays"), kind=kind, count=nameless))
        if self.plan.files:
            said.append(self._say(N_("Files attached: {count}"), count=self.plan.files))
        said.append(self._say(N_("what the history and the drafts hold of them")))
        return said

    def _in_backups(self) -> str:
        found = erasing.in_backups(self._desk.book.path, todo.today())
        said = []
        if found.last is not None:
            told = N_("Automatic backups still hold the data; the last of them that goes by itself goes about {day}.")
            said.append(self._say(told, day=found.last.isoformat()))
        if found.by_hand:
            names = "、".join(one.name for one in found.by_hand[:3])
            told = N_("These are kept until you delete them yourself ({count}): {names}")
            said.append(
                self._say(told, count=len(found.by_hand), names=names + ("……" if len(found.by_hand) > 3 else ""))
            )
        return "\n".join(said)

    def _build_foot(self) -> None:
        if not self.plan.standing:  # outside of what scrolls: nobody may miss it
            self._column.addWidget(label(self._say(_FOR_GOOD, number=self.plan.number), "notice", wrap=True))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST)
        self.reason.setPlaceholderText(self._say(N_("The reason, without the name; it stays in the history")))
        self.reason.setAccessibleName(self._say(N_("Reason")))
        UndoKeys(self.reason)
        self._column.addWidget(self.reason)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Cancel")), self.reject))
        if self.plan.standing:
            self.reason.hide()
            self.go = button(self._say(N_("Seal…")), self._on_seal, "primary")
        else:
            self.go = button(self._say(N_("Delete for good…")), self._on_erase, "danger")
            self.go.setEnabled(False)
            self.reason.textChanged.connect(self._on_typing)
        row.addWidget(self.go)
        self._column.addLayout(row)

    def _on_typing(self, text: str) -> None:
        self.go.setEnabled(bool(text.strip()))

    def _on_seal(self) -> None:
        member_id = self.plan.member_id
        self.reject()
        self.wanted_seal.emit(member_id)

    def _on_erase(self) -> None:
        """The second question, then the deed."""
        question = self._say(
            N_("Delete the data of {name} for good? No undo and no recycle bin brings them back."), name=self.plan.name
        )
        if not self._desk.ask.confirm(self, question, N_("Delete for good"), final=True):
            return
        try:
            erasing.erase(self._desk.book, self.plan, self.reason.text(), todo.today())
        except AppError as error:
            show_error(self, self._desk.speech, error)
            return
        self.accept()
