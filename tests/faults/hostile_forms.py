"""Hostile files of the clerk's own folder: forms, styles of the summary and settings; and data files that are none."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from random import Random

from app import paths
from tests.faults.hostile_case import BOOK, FORM, SETTINGS, STYLE, Case, mutated
from tests.faults.hostile_words import word

_OWN = """id = "mine"
name = "补充表"
title = "{{年度}}年度补充表"
page = "portrait"
applies_to = "APPLIES"

[[part]]
text = "关于{{奖项}}的说明"
align = "center"

[[grid]]
columns = [1, 2]

[[grid.row]]
cells = [ { label = "姓名" }, { text = "{{姓名}}", cols = 1 } ]
"""
_TARGETS = ("individual", "collective", "nominee", "award", "round", "entry", "hardship", "activity", "nothing")
_WRONG = (
    '""',
    "0",
    "-1",
    "1e999",
    "nan",
    "inf",
    "true",
    "[]",
    "{}",
    "[[[]]]",
    "1979-05-27",
    '["x", 1]',
    "99999999",
    '"长"',
)
_PLACES = (
    "{{7*7}}", "{{姓名.__class__}}", "{{0}}", "{{}}", "{{", "}}", "{{{{姓名}}}}", "{{姓名|x}}", "{0.__class__}",
    "{姓名}", "%(姓名)s",
    "{{ 姓名 }}", "{{姓名", "{% import os %}", "{{姓名:>99999999}}", "{{a'b\\\"}}",
)  # fmt: skip


def form(random: Random) -> Case:
    """A form of the clerk's with something wrong in it, or one of ours after an unlucky hand."""
    text = (
        _OWN.replace("APPLIES", random.choice(_TARGETS)) if random.random() < 0.5 else random.choice(_texts("*.toml"))
    )
    label, made = random.choice(_SLIPS)(random, text)
    return Case(FORM, f"form: {label}", "mine.toml", made)


def style(random: Random) -> Case:
    """The same for a style of the summary."""
    label, made = random.choice(_SLIPS)(random, random.choice(_texts("summary/*.toml")))
    return Case(STYLE, f"style: {label}", random.choice(("mine.toml", "_common.toml")), made)


@cache
def _texts(pattern: str) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(paths.FORMS.glob(pattern)))


def _bytes(random: Random, text: str) -> tuple[str, bytes]:
    return "bytes", mutated(random, text.encode())


def _value(random: Random, text: str) -> tuple[str, bytes]:
    """A value of another type."""
    values = list(re.finditer(r"(?<== )[^\n{]+", text))
    chosen = random.choice(values)
    return "value", (text[: chosen.start()] + random.choice(_WRONG) + text[chosen.end() :]).encode()


def _place(random: Random, text: str) -> tuple[str, bytes]:
    """A text with a place that is none of ours."""
    texts = [found.end() for found in re.finditer(r'= "', text)]
    at = random.choice(texts)
    return "place", (text[:at] + random.choice(_PLACES) + text[at:]).encode()


def _line(random: Random, text: str) -> tuple[str, bytes]:
    """Lines left out, put twice, or in another order."""
    lines = text.splitlines()
    for _ in range(random.randrange(1, 4)):
        at, to = random.randrange(len(lines)), random.randrange(len(lines))
        lines[to:to] = random.choice(([lines[at]], [lines.pop(at)] if len(lines) > 2 else [], []))
        lines.pop(random.randrange(len(lines)))
        lines = lines or [""]
    return "lines", "\n".join(lines).encode()


def _large(random: Random, text: str) -> tuple[str, bytes]:
    """More of something than any paper holds."""
    grid, row = "\n[[grid]]\ncolumns = ", '[[grid.row]]\ncells = [ { label = "x"'
    part = '\n[[part]]\ntext = "'
    more = random.choice((
        "\n[[grid.row]]\ncells = [ " + '{ label = "x" }, ' * 3000 + "]\n", f"\n{row} }} ]\n" * 3000,
        grid + "[" + "1, " * 5000 + "]\n", f"{grid}[1]\n{row}, cols = 1000000, rows = 1000000 }} ]\n",
        f"{grid}[1]\nheight = 999999999\n{row} }} ]\n", "\nx = " + "[" * 3000 + "]" * 3000 + "\n",
        "\n" + "a." * 2000 + "b = 1\n", part + "长" * 100_000 + '"\n', part + "{{姓名}}" * 5000 + '"\n',
        "\nplace = " + "9" * 5000 + "\n", "\n[x" + ".x" * 900 + "]\n",
    ))  # fmt: skip
    return "large", (text + more).encode()


def _noise(random: Random, text: str) -> tuple[str, bytes]:
    return "noise", random.choice(
        (b"", b"\0", b"\xff\xfe" + text.encode("utf-16-le"), text.encode("gbk", "ignore"), b"[" * 9)
    )


_SLIPS = (_bytes, _value, _value, _place, _line, _large, _noise)


# ----------------------------------------------------------------------------------------------- settings

_KEPT = {
    "language": "zh_CN", "points": 12.0, "recent": ["a.union"], "geometry": "AAAA", "size/paper": [800, 600],
    "split/main": [200, 600], "columns/member": ["name"], "widths/member": {"name": 90}, "summary/formats": ["pdf"],
    "folder/attach": "x", "wizard/step": 2, "award/papers": ["notice"],
}  # fmt: skip
_ODD = (
    None,
    0,
    -1,
    1e308,
    True,
    "",
    "长" * 9999,
    [],
    [None],
    [[]],
    {},
    {"": None},
    "../..",
    "\0",
    ["\ud83d"],
    10**400,
    "\udc00",
)


def settings(random: Random) -> Case:
    """Settings from another version, with odd values, torn, or no JSON at all."""
    kept = dict(_KEPT)
    for name in random.sample(list(kept), random.randrange(1, 5)):
        kept[name] = random.choice(_ODD)
    text = json.dumps(kept, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    fate = random.random()
    if fate < 0.3:
        text = mutated(random, text)
    elif fate < 0.5:
        text = random.choice((
            b"", b"\0" * 4096, b"null", b"[]", b"3", b'"x"', b"{" * 100_000, b"[" * 100_000, b"\xff\xfe{}", b"{}" * 2,
            b"NaN",
            b'{"language": ' + b"9" * 5000 + b"}", b"\xef\xbb\xbf{}",
        ))  # fmt: skip
    return Case(SETTINGS, "settings", "settings.json", text)


# --------------------------------------------------------------------------------------------- data files


def book(random: Random) -> Case:
    """Something that bears a data file's name and is none, or one whose first bytes were changed."""
    head = random.choice((b"", b"\0" * 100, b"SQLite format 3\0", b"PK\x03\x04", random.randbytes(64)))
    made = head + random.choice((b"", bytes(4096), random.randbytes(9000)))
    if random.random() < 0.5:
        made = _kept()
        made = mutated(random, made[:100]).ljust(100, b"\0")[:100] + made[100:]
    return Case(BOOK, "data file", "a.union", made)


@cache
def _kept() -> bytes:
    return (Path(__file__).parent.parent / "data" / "schema-001.union").read_bytes()


def sentence(random: Random) -> str:
    """A text with a hostile word in it, for whoever wants one."""
    return f"青石镇{word(random)}总工会"
