"""Pinyin initials for finding people by two keys, and whole pinyin for sorting them as Chinese expects."""

from __future__ import annotations

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


class _Sounds(dict[str, str]):
    """Each character and how it is read, found once."""

    def __missing__(self, char: str) -> str:
        from pypinyin import lazy_pinyin  # costs 0.2 s: paid at the first Chinese name, not at start-up

        self[char] = sound = lazy_pinyin(char)[0].lower()
        return sound


class _Letters(dict[str, str]):
    """Each sound and the letter it begins with; '' where that is no letter."""

    def __missing__(self, sound: str) -> str:
        self[sound] = letter = sound[0] if sound and sound[0].isalnum() else ""
        return letter


_sound_of = _Sounds().__getitem__
_letter_of = _Letters().__getitem__


def _syllables(text: str) -> list[str]:
    text = text[:_LIMIT].strip()
    if text[:2] in _COMPOUND:
        return [*_COMPOUND[text[:2]], *map(_sound_of, text[2:])]
    found = [*map(_sound_of, text)]
    if text and text[0] in _SURNAMES:
        found[0] = _SURNAMES[text[0]]
    return found


def keys(text: str) -> tuple[str, str]:
    """The initials and the sort key of a text, of which every name that is written has both."""
    if not text:
        return "", ""
    sounds = _syllables(text)
    return "".join(map(_letter_of, sounds)), f"{' '.join(sounds)}\x1f{text[:_LIMIT]}"


def initials(text: str) -> str:
    """The first letters of each syllable, lower case: 张三 → zs. Latin letters and digits stand for themselves."""
    return keys(text)[0]


def sort_key(text: str) -> str:
    """Whole pinyin, then the characters themselves, so that equal sounds still sort the same way each time."""
    return keys(text)[1]
