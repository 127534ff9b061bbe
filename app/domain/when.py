"""Dates as precise as the clerk knows them: the text as given and the span of days that it covers."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from app.domain import numerals
from app.domain.errors import Invalid, Problem
from app.domain.when_words import (
    BACKWARDS,
    CLOCK,
    FIRST_YEAR,
    ITEM,
    LAST_YEAR,
    NO_DATE,
    NO_SUCH_YEAR,
    RECURRING,
    SEPARATOR,
    Impossible,
    Point,
    Span,
    State,
    decorated,
    whole_year,
)

_NUMERIC = re.compile(r"((?:19|20)[0-9]{2})([-./])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_PLAIN_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LONGEST = 200  # characters; more is a story, not a time, and would only cost seconds


@dataclass(frozen=True, slots=True)
class When:
    """A time as given.

    ``first`` and ``last`` are the span of days it covers, both None when it covers no known day.
    ``precision`` is day, range, month, part (of a month or year, 前后), season (a quarter too), half, year,
    recurring or none.
    """

    text: str
    first: date | None
    last: date | None
    precision: str


def _refuse(text: str, msgid: str, field: str) -> NoReturn:
    raise Invalid((Problem(field, text, msgid, (("value", text),)),))


def parse(text: str, year: int | None = None, period: Span | None = None, field: str = "time") -> When:
    """Read a time of any precision.

    Args:
        text: as the clerk wrote it.
        year: the reporting year, for a text without one.
        period: the reporting period; a time without a year is put where it overlaps the period most.
        field: the field's name in the error.

    Returns:
        The time; a text that says no known day has precision "none" (or its own precision) and no span.

    Raises:
        Invalid: the text names an impossible day, a year outside 1900–2100, or ends before it begins.
    """
    return _read(text, _plain(text), year, period, field)


def _read(text: str, plain: str, year: int | None, period: Span | None, field: str) -> When:
    if not plain or len(plain) > _LONGEST:
        return When(text, None, None, "none")
    if re.fullmatch(r"(?:19|20)\d\d", plain):
        plain += "年"
    try:
        return _When(plain, year, period).read(text)
    except Impossible as problem:
        _refuse(text, str(problem), field)


def parse_partial(text: str, field: str = "date") -> When:
    """Read a date field (birth, joining …): a year, a month or a day, with its year.

    Raises:
        Invalid: there is no such day, or the text is no date at all. A blank text is no error.
    """
    if numeric := _NUMERIC.fullmatch(text):
        found = _numeric(text, *numeric.group(1, 3, 4))
        if found is not None:
            return found
    plain = _plain(text)
    if re.fullmatch(r"\d{4}", plain):
        plain += "年"
    elif packed := re.fullmatch(r"(\d{4})(\d{2})(\d{2})?", plain):
        plain = "-".join(part for part in packed.groups() if part)
    found = _read(text, plain, None, None, field)
    if text.strip() and (found.first is None or found.precision in ("none", "recurring")):
        _refuse(text, NO_DATE, field)
    return found


def _numeric(text: str, year: str, month: str, day: str | None) -> When | None:
    """2026-03-08 and 2026-03, as nearly every date of a list is written; None where there is no such day."""
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None  # said in full by the reading that knows every way to write a day
    if day is not None:
        return When(text, first, first, "day")
    return When(text, first, first.replace(day=monthrange(first.year, first.month)[1]), "month")


def is_plain_day(text: str) -> bool:
    """Whether a text is a day just as this program writes it, 2026-03-08, which then is its own first and last."""
    if not _PLAIN_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def sort_key(when: When) -> tuple[bool, date, date, str]:
    """Sorts by the first day, then the last; times without a known day come last."""
    first, last = when.first or date.max, when.last or date.max
    return when.first is None, first, last, when.text


def cn_date(day: date) -> str:
    """``2026年1月5日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def _plain(text: str) -> str:
    """ASCII digits and signs, no spaces, no midnight that a spreadsheet adds to a day."""
    plain = numerals.narrow(text).strip()
    plain = re.sub(r"(?<=\d)[ T](\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)$", "", plain)
    plain = plain.translate(str.maketrans("（）“”‘’\"'•∙", "()    \u0020\u0020··"))
    return "".join(plain.split())


@dataclass
class _When:
    """The reading of one text; lives for one call."""

    plain: str
    year: int | None
    period: Span | None

    def read(self, text: str) -> When:
        segments = self._segments()
        recurring = RECURRING.search(self.plain)
        if not segments:
            if not recurring:
                return When(text, None, None, "none")
            segments = [(whole_year(shift=0), None)]
        spans = self._resolved(segments)
        precision = "recurring" if recurring else _precision(segments)
        known = [span for span in spans if span]
        if not known or len(known) < len(spans):  # a half-known list would claim a wrong span
            return When(text, None, None, precision)
        return When(text, min(s[0] for s in known), max(s[1] for s in known), precision)

    # -- text → points

    def _segments(self) -> list[tuple[Point, Point | None]]:
        """The times of the text: single points, and pairs joined by 至 or a dash."""
        marks = self._marks()
        segments: list[tuple[Point, Point | None]] = []
        end = -1
        for start, stop, point in marks:
            between = self.plain[end:start] if end >= 0 else ""
            joined = end >= 0 and SEPARATOR.fullmatch(re.sub(r"^\)", "", between))
            if joined and segments and segments[-1][1] is None:
                segments[-1] = (segments[-1][0], point)
            else:
                segments.append((point, None))
            end = stop
        return segments

    def _marks(self) -> list[tuple[int, int, Point]]:
        plain = self._without_clock()
        if _glued_digits(plain):
            return []
        marks: list[tuple[int, int, Point]] = []
        state = State()
        at = 0
        while at < len(plain):
            found = ITEM.match(plain, at)
            start = at if state.pending_at is None else state.pending_at
            point = state.point(found) if found else None
            if found and point:
                point, at = decorated(point, plain, start, found.end())
                marks.append((start, at, point))
            else:
                at = found.end() if found else at + 1
        if state.pending_at is not None:
            marks.append((state.pending_at, len(plain), state.flush()))
        return marks

    def _without_clock(self) -> str:
        """Times of day and weekdays do not change the day."""
        plain = re.sub(r"(?<![每\d])\(?(?:周|星期|礼拜)[一二三四五六日天]\)?", "", self.plain)
        return CLOCK.sub("", plain)

    # -- points → days

    def _resolved(self, segments: list[tuple[Point, Point | None]]) -> list[Span | None]:
        spans, carried = [], None
        for start, end in segments:
            year = _explicit(start, self._base()) or carried
            carried = year or carried
            if end is not None and _explicit(end, self._base()):
                carried = _explicit(end, self._base())
            spans.append(self._span(start, end, year))
        return spans

    def _base(self) -> int | None:
        return self.year if self.year is not None else (self.period[1].year if self.period else None)

    def _span(self, start: Point, end: Point | None, year: int | None) -> Span | None:
        whole = start.precision == "year" and start.year is None and end is None
        if whole and start.shift is not None and self.period:
            return _moved(self.period, start.shift)
        span = self._pair(start, end, year) if year is not None else self._placed(start, end)
        return self._widened(start, span) if span and end is None else span

    def _placed(self, start: Point, end: Point | None) -> Span | None:
        """Put a time without a year into the reporting year, or where it overlaps the period most."""
        years = self._candidates()
        found = [span for y in years if (span := self._pair_or_none(start, end, y))]
        if not found:  # nothing fits: say why if the day is impossible in the year
            span = self._pair(start, end, years[-1] if years else 2000)
            return span if years else None  # without any year a day must at least exist in a leap year
        return max(found, key=self._overlap)

    def _candidates(self) -> list[int]:
        if self.period:
            return list(range(self.period[0].year, self.period[1].year + 1))
        return [] if self.year is None else [self.year]

    def _pair_or_none(self, start: Point, end: Point | None, year: int) -> Span | None:
        try:
            return self._pair(start, end, year)
        except Impossible:
            return None

    def _pair(self, start: Point, end: Point | None, year: int) -> Span | None:
        first = _at(start, year)
        if first is None:
            return None
        if end is None:
            return first
        end_year = self._end_year(start, end, year)
        last = _at(end, end_year)
        if last is None:
            return None
        if last[1] < first[0] and end.year is None and end.month != start.month:
            last = _at(end, end_year + 1)  # 11月至2月 goes on into the next year
        if last is None or last[1] < first[0]:
            raise Impossible(BACKWARDS)
        return first[0], last[1]

    def _end_year(self, start: Point, end: Point, year: int) -> int:
        """次年 counts from the year in which the range begins, unless that was said in the same way."""
        if end.year is None and end.shift and start.shift is None:
            return year + end.shift
        return _explicit(end, self._base()) or year

    def _widened(self, point: Point, span: Span) -> Span:
        """截至10月 begins with the year or the period, 3月起 ends with it."""
        whole = date(span[0].year, 1, 1), date(span[1].year, 12, 31)
        if self.period and self._overlap(span) > 0:
            whole = self.period
        first = min(whole[0], span[0]) if point.ends_year else span[0]
        return first, max(whole[1], span[1]) if point.opens_year else span[1]

    def _overlap(self, span: Span) -> int:
        """Days that the span shares with the period."""
        if not self.period:
            return 0
        return (min(span[1], self.period[1]) - max(span[0], self.period[0])).days + 1


def _explicit(point: Point, base: int | None) -> int | None:
    """The year that the text itself says, as a number or as 去年; 今年 alone leaves it open."""
    if point.year is not None:
        return point.year
    if point.shift and base is not None:
        return base + point.shift
    return None


def _at(point: Point, year: int) -> Span | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Impossible(NO_SUCH_YEAR)
    return point.at(year)


def _moved(period: Span, years: int) -> Span:
    """The period as many years later."""

    def move(day: date) -> date:
        year = day.year + years
        return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))

    return move(period[0]), move(period[1])


def _precision(segments: list[tuple[Point, Point | None]]) -> str:
    if len(segments) > 1 or segments[0][1] is not None:
        return "range"
    point = segments[0][0]
    return "range" if (point.ends_year or point.opens_year) and point.precision != "year" else point.precision


def _glued_digits(plain: str) -> bool:
    """Whether digits hang on a date so that it is unsure which date was meant (2026-3-8-9, 12026-03-08)."""
    return bool(
        re.search(
            r"\d{4}([-/.])\d{1,2}\1\d{1,2}\1\d|\d{5,}[-/.]\d|\d{4}[-/.]\d{3}(?!\d[年学])|\d{1,2}[-/]\d{1,2}[-/]\d{4}",
            plain,
        )
    )
