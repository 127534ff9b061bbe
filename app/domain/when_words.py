"""The words of a time: months, festivals, quarters, 上旬, 年底 and what each covers in a given year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain import numerals
from app.domain.festivals import BY_NAME, festival
from app.domain.patterns import Late
from app.i18n import N_

Span = tuple[date, date]
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Point:
    """One time of the text: its span in any year; ``shift`` and ``year`` say which year it means."""

    precision: str
    at: Callable[[int], Span | None]
    year: int | None = None
    shift: int | None = None  # 去年 -1, 今年 0, 明年 1
    month: int | None = None  # carried to a following 21日 or 下旬
    ends_year: bool = False  # 截至10月: from the year's start
    opens_year: bool = False  # 3月起: to the year's end


_N = r"(?:\d{1,3}|[一二三四五六七八九十〇零]{1,3})"
SEPARATOR = Late(r"至|到|-{1,2}|~|～|–|—{1,2}|−")
_YEAR_WORDS = {
    "前年": -2, "去年": -1, "上年度": -1, "上年": -1, "今年": 0, "本年度": 0, "本年": 0, "当年": 0,
    "明年": 1, "下年度": 1, "下一年度": 1, "下年": 1, "来年": 1, "次年": 1, "翌年": 1,
}  # fmt: skip
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31), "初": (1, 10),
          "中": (11, 20), "底": (21, 31), "末": (21, 31)}  # fmt: skip
_YEAR_PARTS = {"初": (1, 1), "中": (6, 7), "底": (12, 12), "末": (12, 12), "终": (12, 12)}
_SEASONS = {
    "春": (3, 5),
    "夏": (6, 8),
    "秋": (9, 11),
    "冬": (12, 12),
    "暑假": (7, 8),
    "暑期": (7, 8),
    "高温": (6, 9),
}
_HALVES = {"上": (1, 6), "前": (1, 6), "下": (7, 12), "后": (7, 12)}
_FESTIVAL = "|".join(sorted(map(re.escape, BY_NAME), key=len, reverse=True))
CLOCK = Late(
    r"(?:上午|下午|中午|早上|早晨|晚上|晚|早|凌晨|傍晚|夜间|全天)?\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|[时点](?!\d*月)(?:半|整|\d{1,2}分?)?)"
    r"(?:(?:至|到|-|~|～|—)(?:上午|下午|晚上|晚)?\d{1,2}(?::\d{2}(?::\d{2})?|[时点](?:半|整|\d{1,2}分?)?))?(?:左右|许|整)?"
)
_LIST = ";；、,，和及"
ITEM = Late(
    rf"(?P<iso>(?<!\d)(?P<iy>\d{{4}})(?P<isep>[-/.])(?P<im>\d{{1,2}})(?:(?P=isep)(?P<id>\d{{1,2}}))?(?!\d))"
    rf"|(?P<packed>(?<!\d)(?:19|20|21)\d{{6}}(?!\d))"
    rf"|(?P<yearpart>(?P<yw>[今本当去明])?[年岁](?P<yp>[初底末终]|中(?![秋旬])))"
    rf"|(?P<year>(?<![\dxX])(?:\d+|[〇零一二三四五六七八九]{{4}}|(?:20|19)?[xX×]{{1,4}})(?:(?=年[初底末终]|年中(?![秋旬]))|年度?|(?P<school>学年))|(?<!\d)\d{{4}}(?=[全上下第前春夏秋冬国元中端重五三]))"
    rf"|(?P<spanyears>(?<!\d)\d{{4}}(?=(?:-|~|～|–|—|至|到)\d{{4}}(?:年|学年)))"
    rf"|(?P<yearword>{'|'.join(sorted(_YEAR_WORDS, key=len, reverse=True))}|全年|整年|年内)"
    rf"|(?P<quarter>前(?P<q3>[一二三四1-4])个?季度|第?(?P<q>[一二三四1-4])(?:(?:至|到|-|、)第?(?P<q2>[二三四2-4]))?季度?(?<=[季度]))"
    rf"|(?P<half>(?P<h>[上下前后])半年)"
    rf"|(?P<lunar>(?:农历|阴历|旧历)(?!{_FESTIVAL})[^\s,，;；、]*|正月(?!初一|十五)|腊月)"
    rf"|(?P<festival>(?:农历|阴历|旧历)?(?P<f>(?:(?<!二)十一|{_FESTIVAL})(?!个?月|[日号]))(?P<fw>前后|期间|前夕|节前|节后|前|后)?)"
    rf"|(?P<twofestivals>两节)"
    rf"|(?P<day>(?P<m>{_N})(?:月(?:份)?)(?P<d>{_N}[日号]|\d{{1,2}}(?=$|[至到~～—–,，、;；-]))(?P<dw>前后)?)"
    rf"|(?P<part>(?:(?P<pm>{_N})月(?:份)?)?(?P<p>(?:上中|中下|[上中下])旬))"
    rf"|(?P<month>(?P<mm>{_N})月(?!饼|亮|嫂|子|季|度|均|薪|初[一二三四五六七八九十])(?:份)?(?P<mp>[初中底末](?!旬))?)"
    rf"|(?P<lone>(?<![\d第]){_N}[日号](?!文|楼|机))"
    rf"|(?P<season>(?P<s>[春夏秋冬])(?:季|天|日)|(?P<s1>暑假|暑期)|(?P<s2>高温)(?:季节?|期间|天气|时节|酷暑)?"
    rf"|(?<![^年{_LIST}])(?P<s3>[春夏秋冬])(?![^{_LIST}]))"
    rf"|(?P<slash>(?<![\d/.])\d{{1,2}}/\d{{1,2}}(?![\d/]))"
    rf"|(?P<number>(?<!\d)\d{{1,2}}(?!\d))"
)
RECURRING = Late(r"每(?!人|户|位|名|家)|逐[月日年季]|经常|常年|长年|长期|平时|平常|日常|不定期|定期|按月|按季|常态")
_UNTIL = Late(r"(?:截至|截止到|截止至|截止|至|到|迄)$")
_BEFORE = Late(r"(?:之前|以前|前|止|为止)")
_SINCE = Late(r"(?:以来|以后|之后|开始|起)")


NO_SUCH_DAY = N_("{value} is not a day of the calendar. Check the month and the day.")
NO_SUCH_YEAR = N_("The year in {value} is out of range. Enter a year from 1900 to 2100.")
BACKWARDS = N_("{value} ends before it begins. Check the two dates.")
NO_DATE = N_("{value} cannot be read as a date. Enter it like 2026-03-08, 2026-03 or 2026.")


class Impossible(Exception):
    """The text names a day or a year that does not exist; the sentence is the argument."""


def _days(precision: str, month: int, first: int, last: int, *, clip: bool = False) -> Point:
    """Days of one month; with ``clip`` the last one is the month's last at most."""
    if not 1 <= month <= 12:
        raise Impossible(NO_SUCH_DAY)

    def at(year: int) -> Span:
        length = monthrange(year, month)[1]
        if not 1 <= first <= length or not (clip or last <= length):
            raise Impossible(NO_SUCH_DAY)
        return date(year, month, first), date(year, month, min(last, length))

    return Point(precision, at, month=month)


def _months(precision: str, first: int, last: int) -> Point:
    if not 1 <= first <= last <= 12:
        raise Impossible(NO_SUCH_DAY)

    def at(year: int) -> Span:
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])

    return Point(precision, at, month=first if first == last else None)


def whole_year(year: int | None = None, shift: int | None = None) -> Point:
    """The year itself, said as a number or as 去年 (−1)."""
    return replace(_months("year", 1, 12), year=year, shift=shift)


def _school_year(year: int) -> Point:
    return Point("year", lambda y: (date(y, 9, 1), date(y + 1, 8, 31)), year=year)


_AROUND = {"前后": (-7, 7), "前夕": (-7, -1), "节前": (-7, -1), "前": (-7, -1), "节后": (1, 7), "后": (1, 7)}


def _festival_point(name: str, around: str | None) -> Point:
    key = BY_NAME[name]
    before, after = _AROUND.get(around or "", (0, 0))
    if around == "期间":  # the days off around it
        before, after = {"春节": (-1, 6), "国庆": (0, 6)}.get(key, (-1, 1))

    def at(year: int) -> Span | None:
        day = festival(key, year)
        return (day + timedelta(days=before), day + timedelta(days=after)) if day else None

    return Point("part" if around else "day", at)


def _around(point: Point) -> Point:
    def at(year: int) -> Span | None:
        span = point.at(year)
        return span and (span[0] - timedelta(days=7), span[1] + timedelta(days=7))

    return replace(point, precision="part", at=at)


def _two_festivals() -> Point:
    """两节 is New Year's Day to Spring Festival."""

    def at(year: int) -> Span | None:
        spring = festival("春节", year)
        return (date(year, 1, 1), spring) if spring else None

    return Point("range", at)


def decorated(point: Point, plain: str, start: int, stop: int) -> tuple[Point, int]:
    """Look at 截至 before and 前, 起, 以来 after the point."""
    if _UNTIL.search(plain[:start]) and not re.search(r"[\d月日号旬年节]$", _UNTIL.sub("", plain[:start])):
        return replace(point, ends_year=True), stop
    if before := _BEFORE.match(plain, stop):
        return replace(point, ends_year=True), before.end()
    if since := _SINCE.match(plain, stop):
        return replace(point, opens_year=True), since.end()
    return point, stop


def _number(said: str) -> int:
    return int(said) if said.isdigit() else (numerals.whole(said) or 0)


@dataclass
class State:
    """What earlier words of the text carry over to later ones: the year and the month."""

    pending_year: int | None = None  # 2026年, waiting for the month that follows
    pending_shift: int | None = None
    pending_at: int | None = None  # where that year stands
    month: int | None = None
    numeric: bool = False  # a date like 2026.3.8 came before, so that -3.12 is a date too

    def flush(self) -> Point:
        """The waiting year as a time of its own."""
        point = whole_year(self.pending_year, self.pending_shift)
        self.pending_year = self.pending_shift = self.pending_at = None
        return point

    def point(self, found: re.Match[str]) -> Point | None:
        """The point of one match; a year waits for what follows it."""
        kind = found.lastgroup or ""
        kind = next(name for name in _MAKERS if found[name] is not None) if kind else ""
        point = _MAKERS[kind](self, found)
        if point is None:
            return None
        if self.pending_at is not None:
            waiting = self.flush()
            shift = point.shift if waiting.shift is None else waiting.shift
            point = replace(point, year=point.year or waiting.year, shift=shift)
        self.month = point.month or self.month
        return point

    def _iso(self, found: re.Match[str]) -> Point:
        year, month = _checked_year(int(found["iy"])), int(found["im"])
        self.numeric = True
        if found["id"] is None:
            return replace(_months("month", month, month), year=year)
        point = _days("day", month, int(found["id"]), int(found["id"]))
        return replace(point, year=year)

    def _packed(self, found: re.Match[str]) -> Point:
        said = found["packed"]
        day = int(said[6:])
        return replace(_days("day", int(said[4:6]), day, day), year=_checked_year(int(said[:4])))

    def _year(self, found: re.Match[str]) -> Point | None:
        year = _year_number(found["year"].rstrip("年度学"), found.string[found.end() :])
        if year == 0:
            return None
        if found["school"]:  # 2025-2026学年 and 2025学年 begin in the same autumn
            second = re.search(r"\d{4}(?:-|~|～|–|—|至|到)$", found.string[: found.start()])
            return _school_year(year - bool(second)) if year > 0 else None
        return self._hold(found, year if year > 0 else None, 0 if year < 0 else None)

    def _yearword(self, found: re.Match[str]) -> Point | None:
        return self._hold(found, None, _YEAR_WORDS.get(found["yearword"], 0))

    def _hold(self, found: re.Match[str], year: int | None, shift: int | None) -> Point | None:
        """A year before something finer is part of it; else it is a time of its own."""
        finer = ITEM.match(found.string, found.end())
        if finer and not any(finer[name] for name in _NOT_FINER):
            self.pending_year, self.pending_shift, self.pending_at = year, shift, found.start()
            return None
        return whole_year(year, shift)

    def _spanyears(self, found: re.Match[str]) -> Point | None:
        year = _checked_year(int(found["spanyears"]))
        return None if re.match(r".\d{4}学年", found.string[found.end() :]) else whole_year(year)

    def _yearpart(self, found: re.Match[str]) -> Point:
        shift = {"去": -1, "明": 1}.get(found["yw"])
        return replace(_months("part", *_YEAR_PARTS[found["yp"]]), month=None, shift=shift)

    def _quarter(self, found: re.Match[str]) -> Point:
        if found["q3"]:
            return _months("range", 1, _number(found["q3"]) * 3)
        first = _number(found["q"])
        last = _number(found["q2"]) if found["q2"] else first
        return _months("season" if first == last else "range", first * 3 - 2, last * 3)

    def _half(self, found: re.Match[str]) -> Point:
        return _months("half", *_HALVES[found["h"]])

    def _lunar(self, _found: re.Match[str]) -> None:
        """Days of the lunar calendar that are no festival are not converted."""

    def _festival(self, found: re.Match[str]) -> Point:
        return _festival_point(found["f"], found["fw"])

    def _twofestivals(self, _found: re.Match[str]) -> Point:
        return _two_festivals()

    def _day(self, found: re.Match[str]) -> Point:
        day = _number(found["d"].rstrip("日号"))
        point = _days("day", _number(found["m"]), day, day)
        return _around(point) if found["dw"] else point

    def _part(self, found: re.Match[str]) -> Point | None:
        month = _number(found["pm"]) if found["pm"] else self.month
        return None if month is None else _days("part", month, *_PARTS[found["p"]], clip=True)

    def _month(self, found: re.Match[str]) -> Point:
        month = _number(found["mm"])
        if found["mp"]:
            return _days("part", month, *_PARTS[found["mp"]], clip=True)
        return _months("month", month, month)

    def _lone(self, found: re.Match[str]) -> Point | None:
        """21日 after 8月20日; alone it is no known day."""
        day = _number(found["lone"][:-1])
        return None if self.month is None else _days("day", self.month, day, day)

    def _season(self, found: re.Match[str]) -> Point:
        return _months("season", *_SEASONS[found["s"] or found["s1"] or found["s2"] or found["s3"]])

    def _slash(self, found: re.Match[str]) -> Point:
        month, day = map(int, found["slash"].split("/"))
        return _days("day", month, day, day)

    def _bare(self, found: re.Match[str]) -> Point | None:
        """A number in a row takes its meaning from the row: 3、5、9月, 8月20、21日, 2026.3.8-12."""
        number = int(found["number"])
        row = re.match(
            r"(?:(?:[、,，和至到~～—–-]|及)\d{1,2})*[、,，和至到~～—–-](?:\d{1,2})(月(?!\d)|[日号])",
            found.string[found.end() :],
        )
        if row and row[1].startswith("月"):
            return _months("month", number, number)
        if row and self.month is not None:
            return _days("day", self.month, number, number)
        before = found.string[found.start() - 1 : found.start()]
        if not self.numeric or not before or before not in "-—~～至到–":
            return None
        pair = re.match(r"[./-](\d{1,2})(?!\d)", found.string[found.end() :])
        if pair is None and self.month is not None:
            return _days("day", self.month, number, number)
        return None


_NOT_FINER = ("year", "spanyears", "number", "lone", "lunar", "iso", "packed", "slash")
_MAKERS: dict[str, Callable[[State, re.Match[str]], Point | None]] = {
    "iso": State._iso,
    "packed": State._packed,
    "year": State._year,
    "spanyears": State._spanyears,
    "yearword": State._yearword,
    "yearpart": State._yearpart,
    "quarter": State._quarter,
    "half": State._half,
    "lunar": State._lunar,
    "festival": State._festival,
    "twofestivals": State._twofestivals,
    "day": State._day,
    "part": State._part,
    "month": State._month,
    "lone": State._lone,
    "season": State._season,
    "slash": State._slash,
    "number": State._bare,
}


def _checked_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Impossible(NO_SUCH_YEAR)
    return year


def _year_number(said: str, after: str) -> int:
    """The year in ``said``; -1 for 20XX, whose year is unknown, and 0 when it is no year (3年)."""
    if re.search(r"[xX×]", said):
        return -1
    if not said.isdecimal():
        return _checked_year(int("".join(str(numerals.DIGITS[c]) for c in said)))
    if len(said) == 2 and re.match(r"\d{1,2}月", after):  # 98年3月, 26年3月
        return (2000 if int(said) <= 40 else 1900) + int(said)
    return 0 if len(said) < 3 else _checked_year(int(said[:6]))
