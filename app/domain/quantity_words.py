"""The words of a quantity: finds and reads number, 余/多/近/约 and unit in what a clerk wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from app.domain import numerals
from app.domain.patterns import Late


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity.

    ``raw`` is as given; ``number`` (None when nothing numeric was read) counts ``unit``; ``qualifier`` joins
    what stands before and after the number (约, 余, 以上, 第 for an ordinal, 至 for a range read by its lower
    end). Units are never merged: 人 and 人次 stay apart, 万元 stays 万元.
    """

    raw: str
    number: Decimal | None
    qualifier: str
    unit: str


# The words that count or measure. A Chinese numeral in free text is a quantity only before one of them.
_UNIT_WORDS = (
    "人次 人份 人天 人 名 位 户次 户 家次 家 口 员 个 所 处 村 镇 乡 县 市 区 省 级 层 支 队 组 班次 "
    "班 届次 届 期 批次 批 场次 场 轮次 轮 次 项目 项 条 件次 件 份 篇 本 册 套 台次 台 辆 张 把 面 幅 "
    "块 只 双 对 付 副 箱 袋 瓶 盒 桶 包 根 棵 株 头 匹 间 栋 座 幢 扇 盏 门 类 种 款 章 页 字 句 段 "
    "则 宗 起 例 桩 笔 单 封 部 枚 顶 床 平方公里 平方米 立方米 公斤 千克 斤 克 吨 公里 千米 厘米 毫米 "
    "米 里 亩 公顷 毫升 升 美元 港元 欧元 元 圆 角 分钟 分 年 周 星期 天 小时 时 秒 周岁 岁 倍 成 等奖 等 "
    "星级 星 度 步 回 遍 趟 堂 课时 学时 节课 师 点钟 % ‰ ㎡ ℃ km kg cm mm ml m t L"
)
_PARTS_OF_GE = "百分点|工作日|小时|学时|课时|星期|季度|月|点"
_EXCLUDED_AFTER = Late(r"\s*(?:[月日号]|季度|[::][0-9]|[.,][0-9]|[eE][+-]?[0-9]|[-/.][0-9]+[-/.][0-9])")
_YEARS = range(1900, 2101)

# Words that hold a numeral or a date but are no quantity; they are stepped over.
_SKIP = (
    r"0[0-9]{2,3}-?[0-9]{7,8}|1[3-9][0-9]{9}(?![0-9.])|"
    r"(?:[0-9]{4}|[〇零○一二三四五六七八九]{4}|20[xX×]{2})(?:-[0-9]{4})?(?:年度?|学年)(?!以)"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"|[〔\[【(（][0-9]{4}[〕\]】)）][0-9]*号?|[0-9]+号"
    r"|(?:上午|下午|晚上?|早上?|中午|凌晨)[0-9]{1,2}[时点](?:[0-9]{1,2}分|半)?|[0-9]{1,2}[时点](?:[0-9]{1,2}分|整)"
    r"|(?:周|星期|礼拜)[一二三四五六日天](?![次名])"
    r"|统一|唯一|之一|万一|其一|同一|单一|专一|归一|不一|划一|合一|表里如一|[进下]一步|一体|一线|一定|一些|一起(?!案|事故|重大|较大|纠纷|争议)"
    r"|一般|一直|一致|一同|一样|一流|一贯|一律|一旦|一时|一度|一并|一方面|一面(?!旗|锦|红|国|墙)|一道(?!题)|一次性|一条龙"
    r"|十分(?![钟之])|千万(?![元人吨余多以])|百分百|四川|第一(?:时间|线|书记|责任人|要务|位)|三[农峡]|[五七六八]一(?!名)|五[·•.]一"
)
_STOP = Late(rf"(?P<skip>{_SKIP})|(?=[0-9{numerals.HAN}半第每数几¥$人户年月日大约将接近超逾不未至最少多高低小突上好])")
_DIGITS = re.compile(r"[A-Za-z]*[0-9.,]*[0-9]|.", re.DOTALL)
_BEFORE = (
    r"大约|(?<![节合预签履条契违邀相特毁])约|将近|接近|(?<![最附邻靠临])近|超过|超出|(?<!赶)超|逾|不足|不到|未满|至少|最少|最多|至多"
    r"|不少于|不多于|不超过|不低于|不高于|少于|多于|高于|低于|大于|小于|突破"
)
_VAGUE = r"(?:上|(?<![人户次件总基岁个份])好?数|好?几)(?=[十百千万亿])"
_AFTER = r"以上|以下|以内|之内|左右|上下|不等|(?<=[年天岁周时月倍])多(?![次个家名种项])|余(?=$|[，,。；;、])"
_UNIT = "|".join(sorted(map(re.escape, _UNIT_WORDS.split()), key=len, reverse=True))
_PER = (
    rf"每(?P<pern>{numerals.RUN})?(?P<peru>{_UNIT}|月|日|季度|学期)(?:各|发放?|补[助贴]|慰问金?|奖励|标准为?|平均)?"
    r"|(?P<mean>[人户年月日])均"
)
_QUANTITY = Late(
    rf"(?:{_PER})?\s*(?P<before>(?:{_BEFORE})?(?:{_VAGUE}|第)?)\s*(?P<sign>[¥$]|人民币)?\s*"
    rf"(?:(?P<half>一半|(?<![上下大多过])半(?=个?月|[年天时日场成]|小时))"
    rf"|(?P<den>{numerals.RUN})分之(?P<part>{numerals.RUN})"
    rf"|(?P<over>[0-9]{{1,9}}/[0-9]{{1,9}}(?![0-9/.]))"
    rf"|(?P<run>{numerals.RUN})(?P<mid>余|多(?!于)|来(?=[{numerals.HAN}]?(?:{_UNIT}))|几)?(?P<scale>[万亿]{{1,2}})?"
    rf"(?:(?P<unit1>{_UNIT})?\s*(?:至|到|[-~～—–−]{{1,2}})\s*(?P<to>{numerals.RUN})(?P<tomid>余|多)?)?)"
    rf"(?P<mid2>余|多(?=[万亿]))?\s*"
    rf"(?P<unit>个(?P<gemid>多|半)?(?P<ge>{_PARTS_OF_GE})|{_UNIT})?"
    rf"(?P<plushalf>(?<=[年天时周倍])半)?(?P<slash>/(?:{_UNIT}|月|日)(?:[·./](?:{_UNIT}|月|日))?)?(?P<after>{_AFTER})?"
)
_MEAN_UNITS = {"人": "人", "户": "户", "年": "年", "月": "月", "日": "日"}
_SLOGAN = Late(r"[“\"「]?(?P<run>[二两三四五六七八九十])(?P<unit>[有无好带创送联进])[”\"」]?")
SHARED = Late(rf"(?P<per>{numerals.RUN}(?:人|户|家|班|组|村|室))(?:合|共|各)?(?P<run>[一1])(?P<unit>{_UNIT})")
_ODD_UNIT = Late(rf"(?P<run>{numerals.ARABIC})(?P<mid>余|多)?(?P<scale>[万亿]{{1,2}})?(?P<unit>[^\W\d_]{{1,4}})")
BARE_RUN = Late(rf"(?P<minus>[-−])?(?P<run>{numerals.RUN})(?P<mid>余|多|几)?(?P<unit>{_UNIT})?")
_GROUPED_WRONG = Late(r"[0-9],[0-9]")


def parse(raw: str) -> Quantity:
    """Read one quantity; whatever cannot be read keeps its text and has no number. Never raises.

    A text with several quantities is read by its first one; dates are not quantities.
    """
    text = numerals.narrow(raw).strip()
    spans = number_spans(text)
    if spans and spans[0][:2] == (0, len(text)) and not text.startswith("¥-"):
        return _renamed(spans[0][2], raw)
    special = _special(text, raw, first_has_unit=bool(spans and spans[0][2].unit))
    if special:
        return special
    if spans and not malformed(text):
        return _renamed(spans[0][2], raw)
    return Quantity(raw, None, "", "")


def _renamed(found: Quantity, raw: str) -> Quantity:
    return Quantity(raw, found.number, found.qualifier, found.unit)


def malformed(text: str) -> bool:
    """Whether commas stand between digits where no thousands do (1,23), so that the number is unsure."""
    return bool(_GROUPED_WRONG.search(re.sub(numerals.ARABIC, lambda m: m[0].replace(",", ""), text)))


def _special(text: str, raw: str, *, first_has_unit: bool) -> Quantity | None:
    """Whole cells that would be no quantity inside a sentence: 六有, 两人一个, 两千八百, 12畲, -5."""
    shared = SHARED.fullmatch(text)
    if shared:
        return Quantity(raw, Decimal(1), "", f"{shared['unit']}/{shared['per']}")
    found = _SLOGAN.fullmatch(text) or BARE_RUN.fullmatch(text)
    if not found and not first_has_unit:
        found = _ODD_UNIT.fullmatch(text)
    parts = found.groupdict() if found else {}
    number = numerals.read(parts["run"]) if parts else None
    if not number or (number.bare and not parts.get("mid")) or re.fullmatch(_SKIP, text):
        return None
    qualifier = ("至" if number.spread else "") + (parts.get("mid") or "")
    value = -number.value if parts.get("minus") else number.value
    unit = number.scale + (parts.get("scale") or "") + (parts["unit"] or "")
    return Quantity(raw, value, qualifier, unit)


def number_spans(text: str) -> list[tuple[int, int, Quantity]]:
    """All quantities of a free text as (start, end, quantity), in order and without overlaps.

    Dates, clock times, document numbers and set phrases (统一, 十分, 一些, 五一 …) are not quantities; a
    Chinese numeral is one only before a counting word.
    """
    return list(_spans(text))


def _spans(text: str) -> Iterator[tuple[int, int, Quantity]]:
    plain, at = numerals.join_thousands(numerals.narrow(text)), 0
    while stop := _STOP.search(plain, at):
        at = stop.start()
        if stop["skip"]:
            at = stop.end()
            continue
        found = _QUANTITY.match(plain, at)
        quantity = _quantity(found, plain) if found else None
        if found and quantity:
            end = found.start() + len(found[0].rstrip())
            yield at, end, Quantity(text[at:end], quantity.number, quantity.qualifier, quantity.unit)
            at = end
        else:
            at = _next_start(plain, at)


def _next_start(plain: str, at: int) -> int:
    """Step over a whole refused run of digits: half of a number must not be read."""
    digits = _DIGITS.match(plain, at)
    return digits.end() if digits else at + 1


def _quantity(found: re.Match[str], plain: str) -> Quantity | None:
    """The quantity of a match, or None when the place shows that it is none."""
    if _is_embedded(found, plain):
        return None
    with localcontext() as context:
        context.prec = 80  # numbers are read exactly, whatever the caller's context is
        value = _value(found)
    if value is None:
        return None
    number, scale, spread = value
    unit = found["unit"] or ""
    if found["ge"]:
        unit = "个" + found["ge"]
    if found["den"] and found["den"] in ("百", "千", "100"):
        unit = "‰" if found["den"] == "千" else "%"
    if (found["gemid"] == "半" or found["plushalf"]) and not found["half"]:
        number += Decimal("0.5")
    if found["sign"] and not unit:
        unit = "美元" if found["sign"] == "$" else "元"
    return Quantity(found[0], number, _qualifier(found, spread), scale + unit + _per(found))


def _is_embedded(found: re.Match[str], plain: str) -> bool:
    """Whether it is part of a date, a code (A4, GB2312), a version or a longer number."""
    before, end = plain[max(0, found.start() - 1) : found.start()], found.end()
    starts_with_digit = found[0][:1].isdigit()
    if starts_with_digit and (before.isascii() and (before.isalnum() or before in "._")) and before:
        return True
    if starts_with_digit and re.search(
        r"(?:[0-9][.,:/]|[0-9][eE][+-])$", plain[max(0, found.start() - 3) : found.start()]
    ):
        return True
    if _EXCLUDED_AFTER.match(plain, end):
        return True
    if starts_with_digit and not found["unit"] and re.match(r"[A-Za-z_]", plain[end : end + 1]):
        return True
    year = found["run"] and found["unit"] == "年" and not found["before"]
    if year and re.fullmatch(r"[0-9]{4}", found["run"]) and int(found["run"]) in _YEARS:
        return not found["after"]
    return False


def _value(found: re.Match[str]) -> tuple[Decimal, str, bool] | None:
    """Number, scale of the unit and whether it is a range; None when the run is no number here."""
    if found["half"]:
        return Decimal("0.5"), "", False
    if found["over"]:
        top, bottom = found["over"].split("/")
        return _ratio(Decimal(top), Decimal(bottom))
    if found["den"]:
        return _part(found["den"], found["part"])
    number = numerals.read(found["run"])
    if number is None:
        return None
    vague = found["mid"] or found["before"] or found["tomid"]
    if number.bare and not vague:
        return None
    scale = number.scale + (found["scale"] or "")
    arabic = found["run"][0].isdigit()
    if not arabic and not (found["unit"] or scale) and not found["to"]:
        return None
    if not found["to"]:
        return number.value, scale, number.spread
    return _range(number, scale, found)


def _range(number: numerals.Numeral, scale: str, found: re.Match[str]) -> tuple[Decimal, str, bool] | None:
    """3-5人, 1-2万元, 5000至1万元: the lower end, in the unit that stands after the upper one."""
    upper = numerals.read(found["to"])
    if upper is None or (found["unit1"] and found["unit1"] != found["unit"]):
        return None
    if not found["run"][0].isdigit() and not found["unit"]:
        return None
    if not scale and upper.scale and number.value < upper.value:
        scale = upper.scale
    return number.value, scale, True


def _ratio(top: Decimal, bottom: Decimal) -> tuple[Decimal, str, bool] | None:
    if not bottom:
        return None
    with localcontext() as context:
        context.prec = 28
        return top / bottom, "", False


def _part(den: str, part: str) -> tuple[Decimal, str, bool] | None:
    """三分之一 is a ratio; 百分之九十 is 90 in %."""
    upper, lower = numerals.read(part), numerals.read(den)
    if upper is None or lower is None or upper.scale or lower.scale:
        return None
    if den in ("百", "千", "100"):
        return upper.value, "", upper.spread
    return _ratio(upper.value, lower.value)


def _qualifier(found: re.Match[str], spread: bool) -> str:
    parts = (
        found["before"],
        "至" if spread else "",
        found["mid"] or found["mid2"] or (found["tomid"] or ""),
        "多" if found["gemid"] == "多" else "",
        found["after"],
    )
    return "".join(part for part in parts if part)


def _per(found: re.Match[str]) -> str:
    """“/人” of 每人200元, 人均200元 and 200元/人."""
    if found["slash"]:
        return found["slash"]
    if found["peru"]:
        return f"/{found['pern'] or ''}{found['peru']}"
    return f"/{_MEAN_UNITS[found['mean']]}" if found["mean"] else ""
