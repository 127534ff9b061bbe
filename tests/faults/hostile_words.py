"""Words that programs stumble over: control and bidi characters, rare names, formulas, wildcards, templates, paths."""

from __future__ import annotations

from random import Random

from tests.book.rich_book import id_number

NAMES = (
    "𠮷田",
    "𬱖玉",
    "䶮㛃",
    "买买提·热合曼",
    "阿依古丽•买买提",
    "古丽・娜",
    "欧阳喆",
    "张　三",
    "𰀀",
    "O'Brien",
    "单于丹",
)
FORMULAS = (
    "=1+1",
    "+86",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    "'=1+1",
    "''=1",
    "'",
    '="0571"',
    "'-",
)
UNSEEN = (
    "张\u202e三", "\u200b李四", "\ufeff王五", "赵\u00ad六", "孙\x0b七", "周\x00八", "吴\x1f九", "\u2066郑\u2069",
    "冯\u200d陈", "\u2060褚", "卫\u061c蒋", "沈\x85韩", "杨\u2028朱", "秦\u2029尤", "\ufff9许\ufffb", "何\U000e0041吕",
)  # fmt: skip
PICTOGRAMS = ("👨‍👩‍👧‍👦", "👍🏽", "🇨🇳", "葛\U000e0100", "\ue000\uf8ff", "é", "e\u0301" * 3, "ﷺ", "Z̸̡̛͈͇", "①Ⅳ㊣")
WILDCARDS = (
    "%",
    "_",
    "100%",
    "a_b",
    "\\",
    "\\%",
    "' OR 1=1 --",
    '"; DROP TABLE member; --',
    '* NEAR "',
    "[a-z]*",
    "id; drop",
)
TEMPLATES = (
    "{{姓名}}", "{{7*7}}", "{0.__class__}", "{value}", "{}", "{", "%s%n%x", "%(name)s", "${jndi:x}", "<b>&amp;", "]]>",
    "<!--", "{% for x in y %}", "__import__('os')", "{row!r:>9999999}", "_x000B_", "_x0041_", "&#0;",
)  # fmt: skip
PATHS = ("..\\..\\x.exe", "../../etc/x", "CON", "NUL.txt", "a.", "C:\\x", "\\\\host\\x", "名\u202excod.exe", "长" * 300)
NUMBERS = (
    "3.301061990010112E+17", "1e999", "-1e999", "NaN", "inf", "0x1F", "１２３", "٣٤٥", "²³", "一万亿亿", "1,2,3",
    "９" * 40,
    "9" * 400, "1e-400", "0" * 30, "00.00", "-0", "1/0", "99999999999999999999", "½", "30余余余", "近" * 50 + "10",
)  # fmt: skip
DAYS = (
    "2026-02-30", "0000-00-00", "9999-99-99", "99999", "1900-02-29", "-1", "2月30日", "13月1日", "3月8日-3月1日",
    "去年今日",
    "2958466", "1e5", "2026年" * 9, "春节前后", "25:61", "２０２６－３－８", "〇年", "二〇二六年三月八日", "0001-01-01",
)  # fmt: skip
BLANKS = ("", " ", "\u3000", "\xa0", "\n", "\t", "-", "/", "无", "#REF!", "#N/A", "***", "138****8000")
_ALL = (NAMES, FORMULAS, UNSEEN, PICTOGRAMS, WILDCARDS, TEMPLATES, PATHS, NUMBERS, DAYS, BLANKS)
_LONGER = (30_000, 40_000, 70_000)


def word(random: Random) -> str:
    """One such word, now and then two of them together or a very long one."""
    chosen = random.choice(random.choice(_ALL))
    fate = random.random()
    if fate < 0.1:
        return chosen + word(random)
    if fate < 0.12:
        return (chosen or "长") * random.choice((10, 200))
    if fate < 0.125:
        return "长" * random.choice(_LONGER)
    if fate < 0.2:
        return "".join(chr(_sign(random)) for _ in range(random.randrange(1, 8)))
    return chosen


def _sign(random: Random) -> int:
    """Any character there is but half of one."""
    sign = random.choice((random.randrange(0x100), random.randrange(0x3000), random.randrange(0x110000)))
    return sign if not 0xD800 <= sign <= 0xDFFF else 0x4E00


def likely(random: Random, header: str) -> str:
    """What a cell below this header may well hold."""
    if "身份证" in header:
        return id_number(f"19{random.randrange(50, 99)}-0{random.randrange(1, 9)}-11", random.randrange(900))
    if header in ("手机", "电话"):
        return f"13{random.randrange(10**9):09d}"
    if any(part in header for part in ("时间", "日期", "年月")):
        return f"{random.randrange(1, 13)}月{random.randrange(1, 29)}日"
    if any(part in header for part in ("金额", "人数", "数量")):
        return str(random.randrange(9999))
    return random.choice((*NAMES, "一车间", "男", "女", "慰问", "机修工", "三八节活动"))
