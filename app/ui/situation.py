"""What is saved at this moment and what is not, in the clerk's words, for the window about a fault."""

from __future__ import annotations

from app.i18n import N_
from app.ui.crash_dialog import Situation
from app.ui.drafting import FormKeeper
from app.ui.host import Host
from app.ui.kept_drafts import KeptDrafts


class Surveyor:
    """Looks at a window; what is typed is kept as drafts first."""

    def __init__(self, window: Host, drafts: KeptDrafts) -> None:
        """``drafts`` are those of the forms of ``window``."""
        self._w = window
        self._drafts = drafts

    def situation(self) -> Situation:
        """The step saved last, and the forms in which something is not saved."""
        desk = self._w.desk
        if desk is None:
            return Situation()
        self._drafts.keep_all()
        step = desk.book.next_undo()
        said = (
            self._w.say(N_("The last of it: {step}"), step=self._w.speech.step(step.label, step.values)) if step else ""
        )
        unsaved = self._drafts.keepers
        return Situation(
            said,
            tuple(self._name(one) for one in unsaved if one.kept),
            tuple(self._name(one) for one in unsaved if not one.kept),
            has_file=True,
        )

    def _name(self, keeper: FormKeeper) -> str:
        draft, record = keeper.form.draft(), keeper.form.record
        kind = self._w.speech.record(record)
        if draft.row_id is None or self._w.desk is None:
            return self._w.say(N_("New: {kind}"), kind=kind)
        return self._w.say(N_("{kind} No. {number}"), kind=kind, number=self._w.desk.read.serial(draft.row_id))
