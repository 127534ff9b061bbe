"""The form of one record, built from its type: fields, problems under them, parts below, saving in one step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.book import editing
from app.book.typing_drafts import TypedDraft
from app.domain.errors import AppError, Invalid, Problem
from app.domain.fields import RecordType
from app.i18n import N_
from app.ui.ask import Leaving
from app.ui.attachments_panel import AttachmentsPanel
from app.ui.desk import Desk
from app.ui.drafting import FormKeeper
from app.ui.editor_base import FieldEditor, Value
from app.ui.errors import show_error
from app.ui.form_drop import FileTarget
from app.ui.form_editors import FormEditors
from app.ui.form_foot import FormFoot
from app.ui.form_found import FoundStrip
from app.ui.form_head import FormHead
from app.ui.form_lock import FormLock
from app.ui.form_parts import FormParts
from app.ui.form_scroll import FormScroll
from app.ui.related import RelatedLine
from app.ui.same_person import SamePerson
from app.ui.tab_order import follow_layout
from app.ui.widgets import label, line

Problems = list[Problem]
_NARROW = 21.5  # characters: a panel of 380 pixels at the usual size of text


class RecordForm(FileTarget):
    """The form of one record type.

    ``saved`` carries the id after every save; ``cancelled`` tells that the clerk gave the input up; ``wanted_part``
    asks for the form of a part (see ``PartsTable``); ``wanted_step`` asks for the record before (-1) or after (1)
    in the table beside the form; ``wanted_list`` (a ``Listing``) and ``wanted_record`` (table, id) follow a link to
    related records. ``fixed`` values (the owner of a part) are saved with every record and have no editor.
    """

    saved = Signal(object)
    cancelled = Signal()
    wanted_part = Signal(object, object, object)
    wanted_step = Signal(int)
    wanted_list = Signal(object)
    wanted_record = Signal(str, object)

    def __init__(
        self,
        desk: Desk,
        record: RecordType,
        fixed: Mapping[str, Value] | None = None,
        parent: QWidget | None = None,
        *,
        several: bool = True,
    ) -> None:
        """``several`` offers to save and go on with the next record."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.record = record
        self._fixed = dict(fixed or {})
        self.row_id: int | None = None
        self._dirty = False
        self.going_on = False  # whether the save under way is to be followed by a new record
        self._found: FoundStrip | None = None  # what the program ended over
        self._keeper = FormKeeper(desk, self, self)
        self._build(several)

    # ------------------------------------------------------------------------------------------- what others ask

    @property
    def dirty(self) -> bool:
        """Whether anything typed is not saved."""
        return self._dirty

    @property
    def editors(self) -> dict[str, FieldEditor]:
        """Every editor by the name of its field, the folded ones too, which are made for it."""
        self.rows.make_more()
        return self._fields.made

    def start_new(self, values: Mapping[str, Value] | None = None) -> None:
        """Begin a new record with these values."""
        given = dict(values or {})
        if self.record.yearly:
            given.setdefault("year", str(self._desk.work_year))
        self._fill(None, given)
        self._head.show_new(self._say(N_("New: {kind}"), kind=self._desk.speech.record(self.record)))
        self.focus_first()

    def load(self, row_id: int) -> None:
        """Show a kept record; KeyError when it is gone."""
        self._fill(row_id, self._fields.of_record(row_id))
        kind = self._desk.speech.record(self.record)
        caption = self._desk.read.captions(self.record.table, [row_id]).get(row_id, "")
        self._head.show_kept(
            " ".join(caption.split())[:60] or kind,
            self._say(N_("{kind} No. {number}"), kind=kind, number=self._desk.read.serial(row_id)),
            in_page=isinstance(self.window(), QMainWindow),
        )

    def draft(self) -> TypedDraft:
        """What was typed and is not saved, read without touching it."""
        fields = self._fields.unsaved(new=self.row_id is None)
        return TypedDraft(self.record.table, self.row_id, fields, self._fixed, self._keeper.draft_id)

    def take_up(self, draft: TypedDraft) -> None:
        """Put what was typed before the program ended into the record on show, as typing that is not saved."""
        self._fields.take_up(draft.fields)
        self._dirty = True
        self._keeper.adopt(draft)
        self._foot.show_saved(False)
        if self._found is None:
            self._found = FoundStrip(self._desk.speech, self)
            self._found.unwanted.connect(self._on_unwanted)
            self._inner.insertWidget(0, self._found)
        self._found.show()

    def clear(self) -> None:
        """Forget the record on show without asking."""
        self._dirty = False
        self.row_id = None
        self._keeper.drop()

    def focus_first(self) -> None:
        """Put the cursor into the first field; in a new record into the first that is empty."""
        made = [e for e in self._fields.made.values() if e.isVisibleTo(self)]
        new = self.row_id is None
        blank = [e for e in made if new and self._fields.get(e.field_name) in ("", None)]
        for editor in (blank or made)[:1]:
            editor.setFocus()

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, with all that stands there chosen; into the first if there is none called so."""
        self.rows.show_field(name)
        if name not in self._fields.made:
            self.focus_first()
            return
        self._fields.made[name].take_cursor()
        self._scroll.bring_soon(self.rows, name)

    def can_step(self, before: bool, after: bool) -> None:
        """Say whether the table has a record before and one after this."""
        self._head.can_step(before, after)

    def may_leave(self) -> bool:
        """Whether another record may take this one's place; asks where something is not saved."""
        if not self._dirty or self._keeper.leaving:
            return True
        answer = self._desk.ask.leaving(self)
        if answer is Leaving.SAVE:
            return self.save()
        if answer is Leaving.DISCARD:
            self._dirty = False
            self._keeper.drop()
            return True
        return False

    def save(self) -> bool:
        """Save what is typed; says whether that went well."""
        self._fields.settle()
        if not self._number_may_stand():
            return False
        problems = self._fields.problems()
        typed = self._fields.typed(self._fixed, new=self.row_id is None)
        if not problems:
            try:
                waiting = list(self._files.waiting)  # a page that follows the change may show something else by then
                row_id = self._write(typed)
                self._files.attach_to(row_id, waiting)
                self.load(row_id)
                self._foot.show_saved(True)
                self.saved.emit(row_id)
            except Invalid as error:
                problems = list(error.problems)
            except AppError as error:
                show_error(self, self._desk.speech, error)
                return False
        self._show_problems(problems)
        return not problems

    def _write(self, typed: Mapping[str, Value]) -> int:
        """Save, and with the same transaction forget the draft; whatever goes wrong, the input stays unsaved."""
        draft = self._keeper.hand_over()
        self._dirty = False
        try:
            row_id = editing.save(self._desk.book, self.record.table, self.row_id, typed, draft)
        except BaseException:
            self._dirty = True
            self._keeper.take_back(draft)
            raise
        self._keeper.make_sure(draft)
        return row_id

    def save_and_new(self) -> bool:
        """Save, then begin the next record with the values that repeat."""
        kept = {f.name: self._fields.get(f.name) for f in self.record.fields if f.repeats}
        self.going_on = True
        saved = self.save()
        self.going_on = False
        if saved:
            done = self._desk.read.serial(self.row_id or 0)
            self.start_new(kept)
            self._head.say_under(f"✓ {self._say(N_('Saved as No. {number}'), number=done)}")
        return saved

    def cancel(self) -> None:
        """Give the input up, after asking where there is any."""
        if not self.may_leave():
            return
        self._dirty = False
        if self.row_id is not None:
            self.load(self.row_id)
        self.cancelled.emit()

    # ------------------------------------------------------------------------------------------- building

    def _build(self, several: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._head = FormHead(self._desk)
        self._head.wanted_step.connect(self.wanted_step)
        self._head.wanted_history.connect(self._wish_history)
        self._head.wanted_files.connect(self._show_files)
        column.addWidget(self._head)
        self._notice = label("", "problem", wrap=True)
        self._notice.hide()
        column.addWidget(self._notice)
        column.addWidget(self.take_drops(self._desk.speech))
        self._same = SamePerson(self._desk) if self.record.table == "member" else None
        if self._same is not None:
            self._same.wanted_record.connect(self._on_wanted_record)
            column.addWidget(self._same)
        self._fields = FormEditors(self._desk, self.record, list(self._fixed), self)
        self.rows = self._fields.rows
        self._fields.changed.connect(self._on_change)
        self.rows.unfolded.connect(self._on_unfolded)
        self._fields.made_more.connect(self._on_more)
        column.addWidget(self._build_scroll(), 1)
        column.addWidget(line())
        self._foot = FormFoot(self._desk.speech, several=several)
        self._foot.wanted_save.connect(self.save)
        self._foot.wanted_next.connect(self.save_and_new)
        self._foot.wanted_cancel.connect(self.cancel)
        column.addWidget(self._foot)
        self._lock = FormLock(self._desk, self.record, (self.rows, self._part_tables), self._foot)
        column.insertWidget(1, self._lock)
        follow_layout(self)

    def _build_scroll(self) -> FormScroll:
        """Fields, related records, parts and attachments, one under the other."""
        body = QWidget()
        body.setObjectName("fields")
        inner = self._inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 8, 0)
        self._related = RelatedLine(self._desk)
        self._related.wanted_list.connect(self._on_wanted_list)
        self._related.wanted_record.connect(self._on_wanted_record)
        inner.addWidget(self._related)
        inner.addWidget(self.rows)
        self._part_tables = FormParts(self._desk, self.record)
        self._part_tables.wanted.connect(self.wanted_part)
        self._part_tables.wanted_count.connect(self._on_count)
        self._part_tables.made.connect(self._on_more)
        self._parts = self._part_tables.tables
        inner.addWidget(self._part_tables)
        self._files = AttachmentsPanel(self._desk, self.record.table)
        self._files.counted.connect(self._head.show_files)
        self._files.waiting_changed.connect(self._on_change)
        inner.addWidget(self._files)
        inner.addStretch(1)
        self._scroll = FormScroll(body)
        return self._scroll

    # ------------------------------------------------------------------------------------------- what happens

    def _fill(self, row_id: int | None, values: Mapping[str, Value]) -> None:
        if row_id is None or row_id != self.row_id or not self.isVisible():
            self._scroll.to_top()
        else:
            self._scroll.keep_place()
        self.row_id = row_id
        self._fields.show(values)
        self._dirty = False
        self._keeper.drop()
        if self._found is not None:
            self._found.hide()
        self._foot.show_saved(False)
        if self._same is not None:
            self._same.forget()
        self._show_problems([])
        self._part_tables.show_record(row_id)
        self._related.show_record(self.record.table, row_id)
        self._files.show_record(row_id)
        self._lock.show_record(row_id, values.get("year"))

    def _on_unwanted(self) -> None:
        """What was found again is not wanted: the form goes on as if it had never been typed."""
        self._dirty = False
        self._keeper.drop()
        if self.row_id is not None:
            self.load(self.row_id)
        self.cancelled.emit()

    def take_files(self, files: list[Path]) -> None:
        """Attach files that were let go over the form."""
        self._files.add(files)

    def _on_change(self) -> None:
        self._dirty = True
        self._keeper.touch()
        self._foot.show_saved(False)
        if self._same is not None and (self.row_id is None or self._fields.differs("name", "unit_id", "id_no")):
            name, number = self._fields.get("name"), self._fields.get("id_no")
            self._same.ask(str(name or ""), self._fields.chosen("unit_id"), str(number or ""), self.row_id)

    def _wish_history(self) -> None:
        self._desk.wish_history.emit(self.record.table, self.row_id)

    def _on_wanted_list(self, listing: object) -> None:
        """In the window the list comes up beside the form; a dialog has to go first."""
        if isinstance(self.window(), QMainWindow):
            self._desk.wish_list.emit(listing)
        else:
            self.wanted_list.emit(listing)

    def _on_wanted_record(self, table: str, row_id: object) -> None:
        if isinstance(self.window(), QMainWindow):
            self._desk.wish_record.emit(table, row_id)
        else:
            self.wanted_record.emit(table, row_id)

    def _on_more(self) -> None:
        follow_layout(self)

    def _on_unfolded(self) -> None:
        QTimer.singleShot(0, self, self._scroll_to_more)  # once the new rows have their places

    def _scroll_to_more(self) -> None:
        self._scroll.verticalScrollBar().setValue(self.rows.fold_button().y())

    def _show_files(self) -> None:
        self._scroll.verticalScrollBar().setValue(self._files.y())
        self._files.list.setFocus()

    def _show_problems(self, problems: Problems) -> None:
        said = {p.field: self._desk.speech.problem(self.record, p) for p in problems}
        self.rows.show_problems(said)
        others = [text for name, text in said.items() if name not in self._fields.made]
        self._notice.setText("\n".join(others))
        self._notice.setVisible(bool(others))
        first = next((name for name in self._fields.made if name in said), None)
        if first is not None:
            self._fields.made[first].setFocus()
            self._scroll.bring_soon(self.rows, first)

    def _number_may_stand(self) -> bool:
        """Whether the ID number typed may be saved, asked where another member has it."""
        if self._same is None or not (self.row_id is None or self._fields.differs("id_no")):
            return True
        return self._same.may_save(str(self._fields.get("id_no") or ""), self.row_id)

    def _on_count(self, count: int) -> None:
        """The number of people in a list becomes the number of persons, saved at once where nothing else waits."""
        was_dirty = self._dirty
        self._fields.fill("persons", str(count))
        self._fields.people.follow_persons()
        if not was_dirty:
            self.save()

    # ------------------------------------------------------------------------------------------- Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """What hangs together with the record may have changed while the form was out of sight."""
        super().showEvent(event)
        self._related.look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow form has its captions above the editors."""
        super().resizeEvent(event)
        self.rows.set_narrow(self.width() < self.fontMetrics().horizontalAdvance("汉") * _NARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with the arrows turns to the next record where the field has no other use for it."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if self.row_id is not None and isinstance(self.window(), QMainWindow):
                self.wanted_step.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)
