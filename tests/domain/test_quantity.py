"""Every quantity that clerks write is read, and comes back as it was written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.quantity import (
    Figure,
    Quantity,
    format_figures,
    number_spans,
    parse,
    parse_amount_fen,
    parse_count,
    parse_figures,
)

READINGS = """
56户|56||户
30余名|30|余|名
约81.358万吨|81.358|约|万吨
近10万元|10|近|万元
0.56万元|0.56||万元
第三名|3|第|名
96%|96||%
100％|100||%
七万多元|7|多|万元
7多万元|7|多|万元
十二名|12||名
1000多人|1000|多|人
8000余只|8000|余|只
651427.87元|651427.87||元
1,234.50元|1234.50||元
两个培训班|2||个
三对|3||对
两付|2||付
三项制度|3||项
六有|6||有
“六有”|6||有
职工人349次|349||次
农民工人104次|104||次
349人次|349||人次
每人200元|200||元/人
人均200元|200||元/人
200元/人|200||元/人
每人一只|1||只/人
两人一个|1||个/两人
每月两次|2||次/月
一年以上会龄|1|以上|年
工龄一年以上|1|以上|年
第九批次|9|第|批次
三等奖|3||等奖
下班前半时|0.5||时
半年|0.5||年
半个月|0.5||个月
一半|0.5||
一年半|1.5||年
一年多|1|多|年
两个半月|2.5||个月
一个半小时|1.5||个小时
3个多小时|3|多|个小时
工会活动积极分子17名|17||名
3-5人|3|至|人
3至5人|3|至|人
三至五人|3|至|人
1-2万元|1|至|万元
5000至1万元|5000|至|元
30%-40%|30|至|%
七八个人|7|至|个
二三十人|20|至|人
二十多万|20|多|万
百余人|100|余|人
万余人|1|余|万人
数十人|10|数|人
几十人|10|几|人
十几人|10|几|人
上千人|1000|上|人
10万余元|10|余|万元
10余万元|10|余|万元
1.5亿元|1.5||亿元
一亿两千万元|120000000||元
3万5千元|35000||元
两千八百|2800||
两千八|2800||
两千零五十|2050||
三万五|35000||
一百零五|105||
二百一十|210||
十|10||
５６户|56||户
￥500|500||元
¥500|500||元
500.00|500.00||
1/3|0.3333333333333333333333333333||
百分之九十六|96||%
约30余名|30|约余|名
30名左右|30|左右|名
不足5人|5|不足|人
至少3次|3|至少|次
12畲|12||畲
-5|-5||
2026年慰问56户|56||户
签约5家|5||家
人数30人|30||人
3，456人|3456||人
60周岁以上|60|以上|周岁
"""

NO_NUMBER = [
    "",
    " ",
    "无",
    "若干",
    "万元",
    "百姓",
    "统一",
    "一些",
    "abc",
    "五一",
    "三八",
    "2026年",
    "3月8日",
    "1.2.3",
    "3:00",
    "1,23元",
    "3E+17",
    "1/0",
    "十百",
    "A4",
    "0577-12345678",
    "13812345678",
    "2026-03-08",
    "NaN",
    "∞",
    "²",
    "٣",
    "9" * 400 + "万人",
]


@pytest.mark.parametrize("line", READINGS.split())
def test_readings(line: str) -> None:
    raw, number, qualifier, unit = line.split("|")
    assert parse(raw) == Quantity(raw, Decimal(number), qualifier, unit)


@pytest.mark.parametrize("raw", NO_NUMBER)
def test_unreadable_keeps_its_text(raw: str) -> None:
    found = parse(raw)
    assert (found.raw, found.unit if found.number is None else "") == (raw, "")
    if not raw.startswith("999"):
        assert found.number is None


# What the facts' editors normalised and the raw text does not say: raw → (number, unit) as read here.
ACCEPTED: dict[str, tuple[Decimal, str]] = {
    "六有": (Decimal(6), "有"),  # 项: the text counts 有
    "职工人349次": (Decimal(349), "次"),  # 人次 is split around the number
    "农民工人104次": (Decimal(104), "次"),
    "第九批次": (Decimal(9), "批次"),  # 批
    "三等奖": (Decimal(3), "等奖"),  # 等
    "两付": (Decimal(2), "付"),
    "下班前半时": (Decimal("0.5"), "时"),  # 小时
}


# The quantities of five real unions: as written | number | unit, as people took them apart.
FACTS = """
13个|13|个 14家|14|家 近10万元|10|万元 7多万元|7|万元 11500元|11500|元 11名|11|名 6户|6|户
约1万元|1|万元 1000多人|1000|人 六有|6|项 92条|92|条 85条|85|条 81人|81|人 9家|9|家
职工人349次|349|人次 农民工人104次|104|人次 0.56万元|0.56|万元 1.6129万元|1.6129|万元 12名|12|名
第三名|3|名 30余名|30|名 8000余只|8000|只 3名|3|名 3442人次|3442|人次 112名|112|名
每人200元|200|元/人 两个培训班|2|个 79名|79|名 33名|33|名 10家|10|家 30名|30|名 8家|8|家 2家|2|家
5家|5|家 67家|67|家 651427.87元|651427.87|元 第九批次|9|批 135人次|135|人次 30人次|30|人次
第三届|3|届 三等奖|3|等 第二次|2|次 一次|1|次 一年以上会龄|1|年 工龄一年以上|1|年 3个|3|个 5名|5|名
工会活动积极分子17名|17|名 职工道德行为模范17名|17|名 50条|50|条 两付|2|付 三项制度|3|项 三对|3|对
三项全能|3|项 下班前半时|0.5|小时 一小时|1|小时 每人一只|1|只/人 两人一个|1|个/两人
"""


@pytest.mark.parametrize("line", FACTS.split())
def test_facts_agree(line: str) -> None:
    raw, number, unit = line.split("|")
    found = parse(raw)
    assert (found.number, found.unit) == ACCEPTED.get(raw, (Decimal(number), unit))


def test_units_never_merge() -> None:
    assert parse("30人").unit != parse("30人次").unit


def test_spans_of_a_narrative() -> None:
    text = (
        "2026年3月8日下午3:00，全镇统一组织十分重要的三八活动，共有30余名志愿者、每人200元，发放口罩8000余只，"
        "同比增长12.5%，总工办发〔2017〕32号，A4纸5包，进一步慰问5户，第三届运动会获三等奖，十一人参加，"
        "从3至5人增至1,234人次。2025-2026学年，五一节慰问党员近百人"
    )
    found = [text[a:b] for a, b, _ in number_spans(text)]
    assert found == [
        "30余名",
        "每人200元",
        "8000余只",
        "12.5%",
        "5包",
        "5户",
        "第三届",
        "三等奖",
        "十一人",
        "3至5人",
        "1,234人次",
        "近百人",
    ]


@given(st.text() | st.text("0123456789一二十百千万亿余多约近第每人元次半.,/％%-至个年月日 "))
def test_never_raises_and_keeps_raw(raw: str) -> None:
    assert parse(raw).raw == raw
    at = 0
    for start, end, quantity in number_spans(raw):
        assert at <= start < end <= len(raw)
        assert quantity.raw == raw[start:end]
        assert quantity.number is not None
        at = end


@given(
    st.integers(0, 10**9),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["人", "人次", "户", "元", "万元", "名"]),
    st.sampled_from(["", "约", "近", "超过"]),
)
def test_written_numbers_are_exact(number: int, mid: str, unit: str, before: str) -> None:
    expected = Quantity(f"{before}{number}{mid}{unit}", Decimal(number), before + mid, unit)
    assert parse(expected.raw) == expected


def _chinese(n: int) -> str:
    """An independent speller of 1–9999."""
    digits, said, gap = "零一二三四五六七八九", "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // size % 10
        if digit:
            said += ("零" if gap and said else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return said


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_chinese_numerals(high: int, low: int) -> None:
    assert parse(_chinese(high) + "户").number == high
    mixed = _chinese(high) + "万" + ("零" if low < 1000 else "") + _chinese(low) + "元"
    assert parse(mixed) == Quantity(mixed, Decimal(high * 10000 + low), "", "元")


def test_long_texts_come_to_an_end() -> None:
    for text in (
        "1" * 20000,
        "一" * 20000,
        "每" * 20000,
        "1," * 10000,
        "十百" * 10000,
        "约" * 20000,
        "1至" * 9000,
        "半" * 9000,
        "（" * 9000 + "】" * 9000,
        "（）；" * 6000,
    ):
        number_spans(text)
        parse_figures(text)


# 数据 cells -------------------------------------------------------------------------------------------


def test_figures() -> None:
    found = parse_figures(
        "村级工会=13个；帮扶＝近10万元;人数：5（其中；女=2）名\n约1万元\r\n 会议3:00；时间=3:00；空=；；"
    )
    assert [(f.label, f.quantity.raw) for f in found] == [
        ("村级工会", "13个"),
        ("帮扶", "近10万元"),
        ("人数", "5（其中；女=2）名"),
        ("", "约1万元"),
        ("", "会议3:00"),
        ("时间", "3:00"),
        ("空", ""),
    ]
    assert parse_figures("") == ()
    assert [f.quantity.raw for f in parse_figures("3个（未闭合；5户")] == ["3个（未闭合", "5户"]


word = st.text("人数户元a1 3余多约.，、-》%").map(str.strip)


@given(st.lists(st.builds(lambda a, b: Figure(a, parse(b)), word.filter(bool), word)))
def test_figures_round_trip(figures: list[Figure]) -> None:
    assert parse_figures(format_figures(figures)) == tuple(figures)


@given(st.lists(st.tuples(word.filter(bool), word), min_size=1))
def test_cells_round_trip(items: list[tuple[str, str]]) -> None:
    cell = "；".join(f"{label}={raw}" for label, raw in items)
    assert format_figures(parse_figures(cell)) == cell


# counts and amounts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30", (30, "")),
        ("1,234", (1234, "")),
        ("３０", (30, "")),
        ("30.0", (30, "")),
        (" 30 ", (30, "")),
        ("0", (0, "")),
        ("", (None, "")),
        ("  ", (None, "")),
        ("30余名", (30, "30余名")),
        ("约200", (200, "约200")),
        ("30人", (30, "30人")),
        ("0.5万人", (5000, "0.5万人")),
        ("3-5人", (3, "3-5人")),
        ("十二", (12, "十二")),
        ("近百人", (100, "近百人")),
        ("两千零五十", (2050, "两千零五十")),
    ],
)
def test_counts(text: str, expected: tuple[int | None, str]) -> None:
    assert parse_count(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "30.5",
        "-3",
        "很多",
        "50%",
        "500元",
        "男5人女3人",
        "第三",
        "13812345678",
        "1/3",
        "每人200元",
        "1,23",
        "5,6",
        "NaN",
        "1e5",
    ],
)
def test_no_counts(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_count(text, "people")
    assert caught.value.problems[0].field == "people"
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1,234.5", "元", (123450, "")),
        ("0", "元", (0, "")),
        ("500.00", "元", (50000, "")),
        ("0.56万元", "元", (560000, "0.56万元")),
        ("0.56", "万元", (560000, "")),
        ("近10万元", "元", (10_000_000, "近10万元")),
        ("¥500", "元", (50000, "¥500")),
        ("￥１，２３４", "元", (123400, "￥１，２３４")),
        ("500元", "元", (50000, "500元")),
        ("7多万", "元", (7_000_000, "7多万")),
        ("651427.87", "元", (65142787, "")),
        ("3万5千元", "元", (3_500_000, "3万5千元")),
        ("200元/人", "元/人", (20000, "200元/人")),
        ("每人200元", "元/人", (20000, "每人200元")),
        ("200", "元/人", (20000, "")),
        ("3角", "元", (30, "3角")),
        ("1000000000000", "元", (10**14, "")),
        ("1.6129万元", "元", (1612900, "1.6129万元")),
        ("五百元", "元", (50000, "五百元")),
    ],
)
def test_amounts(text: str, unit: str, expected: tuple[int, str]) -> None:
    assert parse_amount_fen(text, unit) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-5",
        "(500)",
        "NaN",
        "inf",
        "1e5",
        "1000000000001",
        "0.001",
        "1.23456789万元",
        "很多钱",
        "50%",
        "3人",
        "200元/人",
        "3元5角",
        "1,23",
        "第3",
        "100元和200元",
    ],
)
def test_no_amounts(text: str) -> None:
    with pytest.raises(Invalid):
        parse_amount_fen(text)


@given(st.text() | st.text("0123456789.,万亿元角余近约-人%/ "))
def test_cells_raise_only_invalid(text: str) -> None:
    for read in (parse_count, parse_amount_fen):
        try:
            number, given_text = read(text)
        except Invalid:
            continue
        assert given_text in ("", text)
        assert number is None or number >= 0


@given(st.integers(0, 10**14))
def test_amounts_are_exact(fen: int) -> None:
    plain = f"{fen // 100}.{fen % 100:02}"
    assert parse_amount_fen(plain) == (fen, "")
    assert parse_amount_fen(f"{fen // 100:,}.{fen % 100:02}") == (fen, "")
