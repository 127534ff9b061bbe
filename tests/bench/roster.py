"""A roster as a county would send it, of as many invented people as asked for, the same ones each time."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADERS = (
    "序号", "姓名", "性别", "身份证号", "出生日期", "手机", "所属组织", "工会职务", "入会日期", "会籍状态", "备注",
)  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文斌波辉健鑫宇浩凯俊雪婷倩宁晨阳佳欣瑞雯琳"
    "海燕东升志远思源春梅庆丰荣生立新德福永康长青云龙天成家宝学良维民光明子轩雨涵一诺可心"
)
_WORKS = ("机械厂", "纺织厂", "化工厂", "印刷厂", "造纸厂", "食品厂", "建材厂", "服装厂", "供电所", "运输公司")
_GROUPS = 19  # below each of the works: 200 units on two levels
_POSTS = ("",) * 46 + ("工会主席", "工会委员", "女工委员", "小组长")
_STATES = ("正常",) * 19 + ("保留会籍",)
_REMARKS = ("",) * 8 + ("由县总转来", "夜班")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_FIRST_BORN = date(1962, 1, 1)


def write(path: Path, rows: int) -> Path:
    """Write the roster as a workbook with a title over it and a line to sign below it."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False})
    page = book.add_worksheet("会员")
    page.merge_range(0, 0, 0, len(HEADERS) - 1, "青石县总工会会员花名册")
    for number, row in enumerate((HEADERS, *people(rows)), 1):
        page.write_row(number, 0, row)
    page.write(rows + 2, 0, "制表人：钱某")
    book.close()
    return path


def people(rows: int) -> Iterator[tuple[int | str, ...]]:
    """The rows; names repeat as they do in a county, ID numbers never do."""
    chance = random.Random(20261122)
    for number in range(1, rows + 1):
        born = _FIRST_BORN + timedelta(chance.randrange(16_000))
        # 700 people of an area and a day bear a number of their own; no area of China begins with 99.
        digits = f"99{number // 700 % 10_000:04}{born:%Y%m%d}{number % 700 + 100:03}"
        gender = "男" if int(digits[-1]) % 2 else "女"
        since = date(born.year + 20 + chance.randrange(5), chance.randrange(12) + 1, chance.randrange(28) + 1)
        yield (
            number,
            chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2, 2)))),
            gender,
            digits + _check_character(digits),
            born.isoformat(),
            f"1{chance.randrange(3, 10)}{number % 1_000_000_000:09}",
            f"{chance.choice(_WORKS)}/{chance.randrange(_GROUPS) + 1}组",
            chance.choice(_POSTS),
            f"{since:%Y.%m}" if chance.random() < 0.3 else since.isoformat(),
            chance.choice(_STATES),
            chance.choice(_REMARKS),
        )


def _check_character(digits: str) -> str:
    """GB 11643: the weighted sum modulo 11 picks the last character."""
    return "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11]


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
