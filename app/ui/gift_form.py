"""What: the kind, occasion, time and worth of a gift, most of it filled in by itself."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app import formats
from app.book import gift_before
from app.book.gift_days import GiftDay, gift_days, nearest
from app.book.gift_people import BIRTHDAY, FESTIVAL, WOMEN_DAY
from app.book.gifts import Gift
from app.domain import festivals, quantity
from app.domain.errors import Invalid, Problem
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.resources import code_list
from app.ui import todo
from app.ui.desk import Desk
from app.ui.field_editors import ChoiceEditor, FieldEditor, LineEditor, editor_for
from app.ui.no_wheel import calm
from app.ui.widgets import button

_RECORD = BY_TABLE["entry"]
_MORE = ("account", "handler", "campaign", "status")
_KEPT = ("cash", "goods", "goods_value", "source", "account", "handler")  # as in the gift of the kind before
_MONTHS = {"birthday": 0, "birthday-next": 1}  # the place of the month that an occasion means
# Given to one person because of what happened to her: an entry each.
_SINGLE = (BIRTHDAY, "结婚", "生育", "生病住院", "退休", "去世", "直系亲属去世", "重大疾病")


class _OwnWords(ChoiceEditor):
    """Any words, and those used before in a list that opens when it is asked for.

    A list that opens while she types would lie over the next field, and take words she never meant.
    """

    def _on_typing(self, _typed: str) -> None:
        self.fill()


class GiftForm(QWidget):
    """The gift as it is typed.

    ``changed`` tells of any change, ``occasion_changed`` of another kind, festival or month: then others may be
    meant.
    """

    changed = Signal()
    occasion_changed = Signal()

    def __init__(self, desk: Desk, occasion: str | None, parent: QWidget | None = None) -> None:
        """``occasion`` is "festival", "birthday" (this month's), "birthday-next", a festival's name, or None."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._today = todo.today()
        self._year = desk.work_year
        self._own: set[str] = set()  # fields the clerk has filled in herself
        self._build()
        self.kind.set_value(BIRTHDAY if occasion in _MONTHS else FESTIVAL)
        self.months.setCurrentIndex(_MONTHS.get(occasion or "", 0))
        self._choose_festival(occasion)
        self._on_kind()

    # ------------------------------------------------------------------------------------------- what others ask

    @property
    def touched(self) -> bool:
        """Whether the clerk has typed anything."""
        return bool(self._own)

    @property
    def month(self) -> int | None:
        """The month of birth that is asked for; None but for birthdays."""
        return int(self.months.currentData()[1]) if self.kind.value() == BIRTHDAY else None

    def gift(self) -> Gift:
        """The gift as it stands.

        Raises:
            Invalid: an amount cannot be read.
        """
        texts = {name: str(editor.value() or "") for name, editor in self.editors.items()}
        together = self.one.isChecked()
        chosen = self._festival()
        return Gift(
            str(self.kind.value() or ""), texts["reason"], texts["happened"], _amount("cash", texts["cash"]),
            texts["goods"], _amount("goods_value", texts["goods_value"]), texts["source"], texts["account"],
            texts["handler"], texts["campaign"], texts["status"], chosen.name if chosen else "", together,
            not together and self.kind.value() == BIRTHDAY and "happened" not in self._own, self._year,
        )  # fmt: skip

    def mark(self, problems: tuple[Problem, ...]) -> None:
        """Mark the fields with something wrong, and no others."""
        wrong = {problem.field for problem in problems}
        for name, editor in self.editors.items():
            editor.set_wrong(name in wrong)
        first = next((name for name in self.editors if name in wrong), "")
        if first:
            if first in _MORE:
                self._show_more(True)
            self.editors[first].setFocus()

    def focus_first(self) -> None:
        """Put the cursor where the clerk has to choose first."""
        if self.kind.value() == FESTIVAL and self._festival() is None:
            self.days.setFocus()
        elif self.kind.value() == BIRTHDAY:
            self.months.setFocus()
        else:  # a festival is marked with goods, so their worth is the one number to type
            self.editors["goods_value" if self.kind.value() == FESTIVAL else "cash"].setFocus()

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 4, 0)
        self._form.setVerticalSpacing(6)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        field = _RECORD.field("kind")
        self.kind = ChoiceEditor("kind", list(code_list(field.codes).values()), free=False)
        self.kind.box.removeItem(0)
        self.kind.set_name(self._desk.speech.field(field))
        self.kind.changed.connect(self._on_kind)
        self._form.addRow(self._desk.speech.field(field), self.kind)
        self._build_occasion()
        self.editors: dict[str, FieldEditor] = {}
        for name, caption in (
            ("reason", ""), ("happened", ""), ("cash", N_("Cash each (yuan)")), ("goods", ""),
            ("goods_value", N_("Goods each (yuan)")), ("source", ""), *((name, "") for name in _MORE),
        ):  # fmt: skip
            self._add(name, caption)
        self._build_ways()
        self._more = button("", self._turn_more, "quiet", "right")
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 6, 2)
        column.addLayout(self._form)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._show_more(False)
        calm(self)

    def _build_occasion(self) -> None:
        self.days = QComboBox()
        self.days.setAccessibleName(self._say(N_("Festival")))
        self.days.addItem(self._say(N_("choose the festival")), None)
        for day in self._offered():
            other = f"{day.day.year}年" if day.day.year != self._desk.work_year else ""
            said = f"{other}{day.spoken} · {_written(day.day)}"
            self.days.addItem(said, day)
        self.days.currentIndexChanged.connect(self._on_day)
        self._form.addRow(self._say(N_("Festival")), self.days)
        self.months = QComboBox()
        self.months.setAccessibleName(self._say(N_("Birthdays in")))
        this = (self._today.year, self._today.month)
        coming = (this[0] + 1, 1) if this[1] == 12 else (this[0], this[1] + 1)
        for msgid, (year, month) in (
            (N_("this month ({month}/{year})"), this), (N_("next month ({month}/{year})"), coming),
            *((N_("{month}/{year}"), (self._desk.work_year, month)) for month in range(1, 13)),
        ):  # fmt: skip
            self.months.addItem(self._say(msgid, year=year, month=month), (year, month))
        self.months.setMaxVisibleItems(14)
        self.months.currentIndexChanged.connect(self._on_day)
        self._form.addRow(self._say(N_("Birthdays in")), self.months)

    def _add(self, name: str, caption: str) -> None:
        field = _RECORD.field(name)
        if name in ("cash", "goods_value"):
            editor: FieldEditor = LineEditor(name, self._desk, N_("e.g. 300"))
        elif name == "reason":  # one line is enough here, and leaves room for the rest
            editor = LineEditor(name, self._desk)
        elif name in ("goods", "handler", "campaign"):
            editor = _OwnWords(name, self._desk.read.suggestions("entry", name)[:30])
        else:
            editor = editor_for(field, _RECORD, self._desk)
        said = self._say(caption) if caption else self._desk.speech.field(field)
        editor.set_name(said)
        editor.changed.connect(self._on_typed)
        if isinstance(editor.inner, QLineEdit):
            editor.inner.returnPressed.connect(self._on_enter)
        self.editors[name] = editor
        self._form.addRow(said, editor)

    def _build_ways(self) -> None:
        self.one = QRadioButton(self._say(N_("one entry with a list of names")))
        self.each = QRadioButton(self._say(N_("one entry for each person")))
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        for way in (self.one, self.each):
            way.setAccessibleName(way.text())
            way.clicked.connect(self._on_way)
            column.addWidget(way)
        self.one.setChecked(True)
        self._form.insertRow(self._form.rowCount() - len(_MORE), self._say(N_("Written as")), ways)

    def _offered(self) -> tuple[GiftDay, ...]:
        """The year's festivals and, towards its end, those the next year begins with."""
        year = self._desk.work_year
        soon = [one for one in gift_days(year + 1) if (one.day - self._today).days <= one.lead + 31]
        return (*gift_days(year), *soon)

    # ------------------------------------------------------------------------------------------- what happens

    def _choose_festival(self, occasion: str | None) -> None:
        offered = [self.days.itemData(at) for at in range(1, self.days.count())]
        wanted = festivals.BY_NAME.get(occasion or "", occasion)
        named = [day for day in offered if day.name == wanted]
        day = nearest(named, self._today) or (named[0] if named else None) or nearest(offered, self._today)
        if day is not None and (named or occasion == "festival"):
            self.days.setCurrentIndex(offered.index(day) + 1)

    def _festival(self) -> GiftDay | None:
        found = self.days.currentData()
        return found if self.kind.value() == FESTIVAL and isinstance(found, GiftDay) else None

    def _on_kind(self) -> None:
        kind = str(self.kind.value() or "")
        self._form.setRowVisible(self.days, kind == FESTIVAL)
        self._form.setRowVisible(self.months, kind == BIRTHDAY)
        before = gift_before.latest(self._desk.read, kind) or Gift(kind, together=kind not in _SINGLE)
        for name in _KEPT:
            value = getattr(before, name)
            self._propose(name, value if isinstance(value, str) else _yuan(value))
        if "way" not in self._own:
            (self.one if before.together else self.each).setChecked(True)
        self._on_day()

    def _on_day(self, _index: int = 0) -> None:
        reason, when = self._occasion()
        self._propose("reason", reason)
        self._propose("happened", when)
        self.occasion_changed.emit()
        self.changed.emit()

    def _occasion(self) -> tuple[str, str]:
        """The reason and the time that follow from the kind, the festival or the month."""
        kind, chosen = self.kind.value(), self._festival()
        self._year = self._desk.work_year
        if chosen is not None:
            self._year = self._desk.read.year_of(chosen.day)
            return f"{chosen.day.year}年{chosen.spoken}慰问", _written(chosen.day)
        if kind == BIRTHDAY:
            year, month = self.months.currentData()
            self._year = self._desk.read.year_of(date(year, month, 1))
            if self.one.isChecked():
                return f"{year}年{month}月会员生日慰问", f"{year}年{month}月"
            return "会员生日慰问", f"{year}年{month}月"
        if kind == WOMEN_DAY:
            return f"{self._year}年{WOMEN_DAY}慰问", _written(date(self._year, 3, 8))
        return "", ""

    def _propose(self, name: str, text: str) -> None:
        """Fill a field in, unless the clerk has filled it in herself."""
        if name not in self._own:
            self.editors[name].set_value(text)

    def _on_typed(self) -> None:
        editor = self.sender()
        if isinstance(editor, FieldEditor):
            editor.set_wrong(False)
            if editor.value():
                self._own.add(editor.field_name)
            else:
                self._own.discard(editor.field_name)
        self.changed.emit()

    def _on_way(self) -> None:
        self._own.add("way")
        self._propose("reason", self._occasion()[0])
        self.changed.emit()

    def _on_enter(self) -> None:
        self.focusNextChild()

    def _turn_more(self) -> None:
        self._show_more(not self._form.isRowVisible(self.editors[_MORE[0]]))

    def _show_more(self, on: bool) -> None:
        for name in _MORE:
            self._form.setRowVisible(self.editors[name], on)
        text = N_("Fewer fields") if on else N_("More fields ({count})")
        self._more.setText(self._say(text, count=len(_MORE)))
        self._more.setAccessibleName(self._more.text())


def _written(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _yuan(fen: int) -> str:
    """An amount as it would be typed, nothing for none."""
    return formats.money_text(fen).removesuffix(".00").replace(",", "") if fen else ""


def _amount(field: str, text: str) -> int:
    """Fen each, exactly: what all of them get cannot be 近300元."""
    if not text.strip():
        return 0
    fen, given = quantity.parse_amount_fen(text, field=field)
    if given and quantity.parse(given).qualifier:
        said = N_("“{value}” is not an exact amount. All get the same, so write one number.")
        raise Invalid((Problem.of(field, text, said, value=text),))
    return fen
