"""The festivals a union's year turns on: their names and the day of each in a given year."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2015, 2035

# 春节 元宵 端午 中秋 重阳 as mmdd. 2025–2032: new moons in China's time; the other years: lunar_python 1.4.8,
# frozen here because some calendar code gives 2027 (02-06) and 2030 (02-03) a day wrong.
_LUNAR = {
    2015: "0219 0305 0620 0927 1021",
    2016: "0208 0222 0609 0915 1009",
    2017: "0128 0211 0530 1004 1028",
    2018: "0216 0302 0618 0924 1017",
    2019: "0205 0219 0607 0913 1007",
    2020: "0125 0208 0625 1001 1025",
    2021: "0212 0226 0614 0921 1014",
    2022: "0201 0215 0603 0910 1004",
    2023: "0122 0205 0622 0929 1023",
    2024: "0210 0224 0610 0917 1011",
    2025: "0129 0212 0531 1006 1029",
    2026: "0217 0303 0619 0925 1018",
    2027: "0206 0220 0609 0915 1008",
    2028: "0126 0209 0528 1003 1026",
    2029: "0213 0227 0616 0922 1016",
    2030: "0203 0217 0605 0912 1005",
    2031: "0123 0206 0624 1001 1024",
    2032: "0211 0225 0612 0919 1012",
    2033: "0131 0214 0601 0908 1001",
    2034: "0219 0305 0620 0927 1020",
    2035: "0208 0222 0610 0916 1009",
}
_LUNAR_PLACE = {"春节": 0, "元宵": 1, "端午": 2, "中秋": 3, "重阳": 4}

_FIXED = {
    "元旦": (1, 1),
    "学雷锋日": (3, 5),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "劳动节": (5, 1),
    "青年节": (5, 4),
    "护士节": (5, 12),
    "儿童节": (6, 1),
    "建党节": (7, 1),
    "建军节": (8, 1),
    "医师节": (8, 19),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "记者节": (11, 8),
    "消防日": (11, 9),
    "宪法日": (12, 4),
}

# How clerks write them; a longer name must be tried before a shorter one.
NAMES = {
    "元旦": "元旦节 元旦",
    "学雷锋日": "学雷锋日 学雷锋纪念日",
    "妇女节": "三八国际劳动妇女节 三八国际妇女节 三八妇女节 国际劳动妇女节 国际妇女节 妇女节 三八节 三·八 三八",
    "植树节": "植树节",
    "劳动节": "五一国际劳动节 国际劳动节 五一劳动节 劳动节 五·一 五.一 五一节 五一",
    "青年节": "五四青年节 青年节 五·四 五四",
    "护士节": "护士节",
    "儿童节": "六一国际儿童节 六一儿童节 国际儿童节 儿童节 六·一 六一",
    "建党节": "七一建党节 建党节 七·一 七一",
    "建军节": "八一建军节 建军节 八·一 八一",
    "医师节": "医师节",
    "教师节": "教师节",
    "国庆": "十一国庆节 国庆节 国庆 十·一 十一",
    "记者节": "记者节",
    "消防日": "消防日",
    "宪法日": "宪法日",
    "除夕": "除夕 大年三十",
    "春节": "春节 新春佳节 新春 大年初一 正月初一",
    "元宵": "元宵节 元宵 正月十五",
    "清明": "清明节 清明",
    "端午": "端午节 端午 端阳节 端阳 五月初五",
    "中秋": "中秋佳节 中秋节 中秋 八月十五",
    "重阳": "重阳节 重阳 敬老节 九月初九",
}
BY_NAME = {name: key for key, names in NAMES.items() for name in names.split()}


def festival(key: str, year: int) -> date | None:
    """The day of a festival in ``year``; None for a lunar one outside 2015–2035."""
    if key in _FIXED:
        return date(year, *_FIXED[key])
    if key == "清明":
        return _qingming(year)
    if key == "除夕":
        spring = festival("春节", year)
        return spring and spring - timedelta(days=1)
    if year not in _LUNAR:
        return None
    packed = _LUNAR[year].split()[_LUNAR_PLACE[key]]
    return date(year, int(packed[:2]), int(packed[2:]))


def _qingming(year: int) -> date | None:
    """The usual approximation for 2000–2099 of the solar term, in whole numbers."""
    if not 2000 <= year <= 2099:
        return None
    past = year - 2000
    return date(year, 4, (2422 * past + 48100) // 10000 - past // 4)
