"""Every time that clerks write is read for the days it covers, and comes back as it was written."""

import contextlib
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import festivals
from app.domain.errors import Invalid
from app.domain.when import When, cn_date, parse, parse_partial, sort_key

PERIOD = date(2025, 10, 1), date(2026, 9, 30)

IN_2026 = """
2026-03-08|0308|0308|day
2026/3/8|0308|0308|day
2026.3.8|0308|0308|day
２０２６年３月８日|0308|0308|day
2026 年 3 月 8 日|0308|0308|day
20260308|0308|0308|day
二〇二六年三月八日|0308|0308|day
2026-03-08 00:00:00|0308|0308|day
2026-03-08 15:30|0308|0308|day
3月8日|0308|0308|day
3/8|0308|0308|day
三月八日|0308|0308|day
十二月三十一日|1231|1231|day
12月15日下午3:00|1215|1215|day
12月15日(周四)下午3:00|1215|1215|day
12月13日（周二）下午|1213|1213|day
12月31日下午3点半|1231|1231|day
2026年3月8日9:00-11:00|0308|0308|day
8月20日至21日|0820|0821|range
8月20、21日|0820|0821|range
3月8-10日|0308|0310|range
8月20日—9月2日|0820|0902|range
20xx年12月12日—17日|1212|1217|range
2026.3.8-12|0308|0312|range
2026.3.8—2026.3.12|0308|0312|range
2026-01-05~2026-02-03|0105|0203|range
2026年3月8日-2026年3月10日|0308|0310|range
3月底|0321|0331|part
2月末|0221|0228|part
3月初|0301|0310|part
3月中旬|0311|0320|part
3月中|0311|0320|part
9月下旬至12月下旬|0921|1231|range
4月上旬至中旬|0401|0420|range
4月下旬5月上旬|0421|0510|range
六月份|0601|0630|month
7月份|0701|0731|month
十一月|1101|1130|month
2026年3月|0301|0331|month
2026-03|0301|0331|month
2026.03|0301|0331|month
3月-5月|0301|0531|range
3-5月|0301|0531|range
3、5、9月|0301|0930|range
1至10月份|0101|1031|range
上半年|0101|0630|half
下半年|0701|1231|half
2026年上半年|0101|0630|half
2026上半年|0101|0630|half
一季度|0101|0331|season
第三季度|0701|0930|season
4季度|1001|1231|season
前三季度|0101|0930|range
一至三季度|0101|0930|range
春节|0217|0217|day
春节前后|0210|0224|part
2026年春节|0217|0217|day
国庆期间|1001|1007|part
五·一|0501|0501|day
五一|0501|0501|day
十一|1001|1001|day
三八|0308|0308|day
三八妇女节|0308|0308|day
端午节|0619|0619|day
中秋节|0925|0925|day
八月十五|0925|0925|day
农历九月初九|1018|1018|day
清明节|0405|0405|day
元宵|0303|0303|day
除夕|0216|0216|day
元旦春节|0101|0217|range
元旦、春节|0101|0217|range
两节|0101|0217|range
国庆|1001|1001|day
重阳|1018|1018|day
七一|0701|0701|day
六一|0601|0601|day
教师节|0910|0910|day
夏;冬;三八;端午节;中秋节;元旦春节|0101|1231|range
夏季|0601|0831|season
冬季|1201|1231|season
暑假|0701|0831|season
每月两次|0101|1231|recurring
每天|0101|1231|recurring
每季度|0101|1231|recurring
每周五|0101|1231|recurring
每年3月|0301|0331|recurring
全年|0101|1231|year
今年|0101|1231|year
今年以来|0101|1231|year
20XX年|0101|1231|year
20xx年xx月30日前|0101|1231|year
2026年|0101|1231|year
2026|0101|1231|year
2026年全年|0101|1231|year
截至10月|0101|1031|range
至10月份|0101|1031|range
12月30日前|0101|1230|range
3月起|0301|1231|range
年初|0101|0131|part
年中|0601|0731|part
年底|1201|1231|part
今年底|1201|1231|part
2026年底|1201|1231|part
2026年中秋|0925|0925|day
"""

OTHER_YEARS = [
    ("下年度", date(2027, 1, 1), date(2027, 12, 31)),
    ("去年12月", date(2025, 12, 1), date(2025, 12, 31)),
    ("11月至2月", date(2026, 11, 1), date(2027, 2, 28)),
    ("11月至次年2月", date(2026, 11, 1), date(2027, 2, 28)),
    ("去年11月至今年2月", date(2025, 11, 1), date(2026, 2, 28)),
    ("2025年12月至2026年3月", date(2025, 12, 1), date(2026, 3, 31)),
    ("2025-2026学年", date(2025, 9, 1), date(2026, 8, 31)),
    ("2025学年", date(2025, 9, 1), date(2026, 8, 31)),
    ("2025—2026年", date(2025, 1, 1), date(2026, 12, 31)),
    ("2024年2月29日", date(2024, 2, 29), date(2024, 2, 29)),
    ("98年3月", date(1998, 3, 1), date(1998, 3, 31)),
]

IN_PERIOD = [
    ("11月5日", date(2025, 11, 5), date(2025, 11, 5)),
    ("3月8日", date(2026, 3, 8), date(2026, 3, 8)),
    ("10月-12月", date(2025, 10, 1), date(2025, 12, 31)),
    ("9月下旬至12月下旬", date(2025, 9, 21), date(2025, 12, 31)),
    ("11月至2月", date(2025, 11, 1), date(2026, 2, 28)),
    ("11月至次年2月", date(2025, 11, 1), date(2026, 2, 28)),
    ("全年", *PERIOD),
    ("今年", *PERIOD),
    ("每天", *PERIOD),
    ("下年度", date(2026, 10, 1), date(2027, 9, 30)),
    ("春节", date(2026, 2, 17), date(2026, 2, 17)),
    ("国庆", date(2025, 10, 1), date(2025, 10, 1)),
    ("2024年5月", date(2024, 5, 1), date(2024, 5, 31)),
    ("2026年", date(2026, 1, 1), date(2026, 12, 31)),
]

NO_DAY = [
    "",
    "  ",
    "农民工返乡时期",
    "下旬",
    "21日",
    "46089",
    "3年",
    "六个月",
    "第3次",
    "正月初八",
    "农历八月初三",
    "节前",
    "周五",
    "上午9点",
    "2026-3-8-9",
    "30余人",
    "月饼300个",
    "?",
]

IMPOSSIBLE = [
    "2月30日",
    "2026-13-01",
    "13月5日",
    "2026-02-30",
    "2026年2月29日",
    "20261301",
    "0月3日",
    "1234年",
    "12026年",
    "3000-01-01",
    "3000年5月",
    "1899年",
    "8月21日至20日",
    "2026年5月至2026年3月",
    "4月31日、5月1日",
    "2026/4/31",
    "五月三十二日",
]


def _day(text: str) -> date:
    return date(2026, int(text[:2]), int(text[2:]))


@pytest.mark.parametrize("line", IN_2026.strip().splitlines())
def test_reporting_year(line: str) -> None:
    text, first, last, precision = line.split("|")
    assert parse(text, 2026) == When(text, _day(first), _day(last), precision)


@pytest.mark.parametrize(("text", "first", "last"), OTHER_YEARS)
def test_other_years(text: str, first: date, last: date) -> None:
    found = parse(text, 2026)
    assert (found.text, found.first, found.last) == (text, first, last)


@pytest.mark.parametrize(("text", "first", "last"), IN_PERIOD)
def test_period(text: str, first: date, last: date) -> None:
    found = parse(text, 2026, PERIOD)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", NO_DAY)
def test_no_known_day(text: str) -> None:
    assert parse(text, 2026) == When(text, None, None, "none")


@pytest.mark.parametrize("text", IMPOSSIBLE)
@pytest.mark.parametrize("year", [2026, None])
def test_impossible(text: str, year: int | None) -> None:
    with pytest.raises(Invalid) as caught:
        parse(text, year)
    assert caught.value.problems[0].value == text
    assert text in str(caught.value)


@pytest.mark.fault("C6")
def test_leap_day_needs_a_leap_year() -> None:
    assert parse("2月29日", 2028).first == date(2028, 2, 29)
    assert parse("2月29日").first is None
    with pytest.raises(Invalid):
        parse("2月29日", 2026)


def test_without_year_nothing_is_guessed() -> None:
    for text in ("3月8日", "全年", "春节", "每天", "20XX年", "去年3月", "3月至5月"):
        found = parse(text)
        assert (found.first, found.last) == (None, None)
        assert found.precision != "none"
    assert parse("2040年春节").first is None  # beyond the table


# The times of five real unions, as they were written.
FACTS = """
XX年 春节 五·一 7月份 9月份 农民工返乡时期 今年 今年以来 20XX年 夏;冬;三八;端午节;中秋节;元旦春节
6月 20xx年 3月底 至10月份 下年度 20xx年12月12日—17日 20xx年度 20xx年xx月30日前 12月13日(周二)下午
12月15日 12月15日(周四)下午3:00 12月16日 20xx年xx月xx日 3月份 年底 3月中旬 下旬 6月份 4月份 x年
4月7日 每天 三月份 4月下旬5月上旬 5月份
"""


@pytest.mark.parametrize("text", FACTS.split())
def test_facts(text: str) -> None:
    found = parse(text, 2026)
    assert found.text == text
    assert (found.first is None) == (text in {"农民工返乡时期", "下旬"})


PIECES = [
    "2026",
    "年",
    "月",
    "日",
    "3",
    "12",
    "31",
    "三",
    "十",
    "至",
    "-",
    "—",
    "、",
    "；",
    "底",
    "前",
    "起",
    "上旬",
    "春节",
    "五一",
    "夏",
    "上半年",
    "季度",
    "每",
    "全年",
    "去年",
    "下年度",
    "截至",
    "xx",
    "学年",
    "前后",
    ":",
    "/",
    ".",
    "下午",
    "(",
    ")",
    "周五",
    "农历",
    "初",
    "份",
    " ",
]


@given(
    st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.none() | st.integers(1900, 2100),
    st.booleans(),
)
def test_raises_only_invalid(text: str, year: int | None, use_period: bool) -> None:
    try:
        found = parse(text, year, PERIOD if use_period else None)
    except Invalid:
        return
    assert found.text == text
    assert (found.first is None) == (found.last is None)
    assert found.first is None or found.last is None or found.first <= found.last
    assert found.precision in ["day", "range", "month", "part", "season", "half", "year", "recurring", "none"]
    assert sort_key(found) <= sort_key(found)


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_partial_raises_only_invalid(text: str) -> None:
    try:
        found = parse_partial(text)
    except Invalid:
        return
    assert (found.first is not None) == bool(text.strip())


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_days_are_exact(day: date) -> None:
    forms = (
        day.isoformat(),
        cn_date(day),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        day.strftime("%Y%m%d"),
        f"{day.isoformat()} 00:00:00",
    )
    for text in forms:
        for found in (parse(text, 2026), parse_partial(text)):
            assert found == When(text, day, day, "day")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 300))
def test_ranges_are_exact(day: date, length: int) -> None:
    end = day + timedelta(days=length)
    found = parse(f"{cn_date(day)}至{cn_date(end)}")
    assert (found.first, found.last) == (day, end)


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_months_are_exact(year: int, month: int) -> None:
    last = date(year, month, monthrange(year, month)[1])
    for text in (f"{year}-{month:02}", f"{year}.{month}", f"{year}年{month}月", f"{year}年{month}月份"):
        for found in (parse(text), parse_partial(text)):
            assert found == When(text, date(year, month, 1), last, "month")


@given(st.dates(PERIOD[0], PERIOD[1]))
def test_a_day_falls_into_the_period(day: date) -> None:
    assert parse(f"{day.month}月{day.day}日", 2026, PERIOD).first == day


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1985", date(1985, 1, 1), date(1985, 12, 31), "year"),
        ("1985年", date(1985, 1, 1), date(1985, 12, 31), "year"),
        ("198503", date(1985, 3, 1), date(1985, 3, 31), "month"),
        ("1985.3", date(1985, 3, 1), date(1985, 3, 31), "month"),
        ("85年3月", date(1985, 3, 1), date(1985, 3, 31), "month"),
        ("19850302", date(1985, 3, 2), date(1985, 3, 2), "day"),
        ("1985年春", date(1985, 3, 1), date(1985, 5, 31), "season"),
        ("", None, None, "none"),
    ],
)
def test_partial(text: str, first: date | None, last: date | None, precision: str) -> None:
    assert parse_partial(text) == When(text, first, last, precision)


@pytest.mark.parametrize(
    "text", ["不详", "1985/13", "1850", "12345678", "三十", "3月8日", "99999", "198513", "每天", "1985-02-30", "46089"]
)
def test_no_partial(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_partial(text, "birth_date")
    assert (caught.value.problems[0].field, caught.value.problems[0].value) == ("birth_date", text)


def test_order() -> None:
    texts = ["", "12月", "3月8日", "3月", "2月", "上半年"]
    assert [w.text for w in sorted((parse(t, 2026) for t in texts), key=sort_key)] == [
        "上半年",
        "2月",
        "3月",
        "3月8日",
        "12月",
        "",
    ]


# Days of festivals: 除夕 春节 元宵 清明 端午 中秋 重阳
TABLE = {
    2025: "0128 0129 0212 0404 0531 1006 1029",
    2026: "0216 0217 0303 0405 0619 0925 1018",
    2027: "0205 0206 0220 0405 0609 0915 1008",
    2028: "0125 0126 0209 0404 0528 1003 1026",
    2029: "0212 0213 0227 0404 0616 0922 1016",
    2030: "0202 0203 0217 0405 0605 0912 1005",
    2031: "0122 0123 0206 0405 0624 1001 1024",
    2032: "0210 0211 0225 0404 0612 0919 1012",
}


def test_festival_table() -> None:
    for year, row in TABLE.items():
        days = [festivals.festival(key, year) for key in ["除夕", "春节", "元宵", "清明", "端午", "中秋", "重阳"]]
        assert " ".join(d.strftime("%m%d") for d in days if d) == row


def test_festivals_hang_together() -> None:
    """元宵 is 14 days after 春节; the lunar months between the others have 29 or 30 days."""
    for year in range(festivals.FIRST_YEAR, festivals.LAST_YEAR + 1):
        days = [festivals.festival(key, year) for key in ["春节", "元宵", "端午", "中秋", "重阳"]]
        spring, lantern, dragon, moon, ninth = (day for day in days if day)
        assert (lantern - spring).days == 14
        assert 120 <= (dragon - spring).days <= 153
        assert 97 <= (moon - dragon).days <= 129
        assert (ninth - moon).days in (23, 24, 53, 54)


def test_names_mean_festivals() -> None:
    for name, key in festivals.BY_NAME.items():
        assert parse(name, 2026).first == festivals.festival(key, 2026), name


def test_long_texts_come_to_an_end() -> None:
    for text in (
        "1" * 20000,
        "3月" * 9000,
        "至" * 20000,
        "一" * 20000,
        "3、" * 9000,
        "每" * 20000,
        "春" * 9000,
        "2026年" * 4000,
    ):
        with contextlib.suppress(Invalid):
            parse(text, 2026)
