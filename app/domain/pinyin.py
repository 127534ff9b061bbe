"""Pinyin initials for finding people by two keys, and whole pinyin for sorting them as Chinese expects."""

from __future__ import annotations

from functools import cache

# Characters that are read otherwise when they stand as a surname.
_SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "曾": "zeng",
    "盖": "ge",
    "区": "ou",
    "朴": "piao",
    "翟": "zhai",
    "缪": "miao",
    "黑": "he",
    "折": "she",
    "么": "yao",
    "种": "chong",
    "秘": "bi",
    "员": "yun",
    "繁": "po",
    "能": "nai",
    "洗": "xian",
    "覃": "qin",
    "召": "shao",
    "乐": "yue",
    "宓": "fu",
    "尹": "yin",
    "晟": "cheng",
    "祭": "zhai",
    "郇": "xun",
    "燕": "yan",
    "都": "du",
    "逄": "pang",
    "适": "kuo",
    "句": "gou",
    "阚": "kan",
    "车": "che",
    "冼": "xian",
    "谌": "chen",
    "卜": "bu",
    "芮": "rui",
    "令": "ling",
    "䶮": "yan",
}
_COMPOUND = {
    "万俟": ("mo", "qi"),
    "尉迟": ("yu", "chi"),
    "长孙": ("zhang", "sun"),
    "单于": ("chan", "yu"),
    "澹台": ("tan", "tai"),
    "皇甫": ("huang", "fu"),
    "令狐": ("ling", "hu"),
}
_LIMIT = 40


@cache
def _syllable(char: str) -> str:
    from pypinyin import lazy_pinyin  # costs 0.2 s: paid at the first Chinese name, not at start-up

    return lazy_pinyin(char)[0].lower()


def _syllables(text: str) -> list[str]:
    text = text[:_LIMIT].strip()
    if text[:2] in _COMPOUND:
        return [*_COMPOUND[text[:2]], *(_syllable(char) for char in text[2:])]
    head = [_SURNAMES.get(text[0]) or _syllable(text[0])] if text else []
    return head + [_syllable(char) for char in text[1:]]


def keys(text: str) -> tuple[str, str]:
    """The initials and the sort key of a text, of which every name that is written has both."""
    parts = _syllables(text)
    return (
        "".join([part[0] for part in parts if part and part[0].isalnum()]),
        " ".join(parts) + "\x1f" + text[:_LIMIT] if text else "",
    )


def initials(text: str) -> str:
    """The first letters of each syllable, lower case: 张三 → zs. Latin letters and digits stand for themselves."""
    return keys(text)[0]


def sort_key(text: str) -> str:
    """Whole pinyin, then the characters themselves, so that equal sounds still sort the same way each time."""
    return keys(text)[1]
