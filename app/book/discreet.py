"""What a paper that goes from hand to hand may say of a person: no whole number, no illness by its name."""

from __future__ import annotations

import re
from functools import cache

from app.domain import identity
from app.resources import code_list

_WELL, _DISABLED, _ILL = "良好", "残疾", "患病"
_SPARED = {_WELL, _DISABLED, "一般疾病"}  # words that name no illness
_ORGANS = (
    "肺|肝|胃|直肠|结肠|肠|乳腺|食道|食管|宫颈|卵巢|子宫|前列腺|甲状腺|胰腺|膀胱|鼻咽|淋巴|皮肤|骨|肾|脑|喉|胆囊|口腔"
)
_MORE = (
    rf"(?:{_ORGANS})?癌症?|(?:{_ORGANS})?(?:恶性)?肿?瘤|白血病|(?:粉碎性)?骨折|冠心病|心脏病|心肌梗[死塞]|心梗|脑梗[死塞]?|脑出血"
    rf"|中风|抑郁症|哮喘|(?:{_ORGANS}|阑尾)炎|(?:{_ORGANS}|胆|尿路)结石"
)
_NOT_HERE = "医院|院|科|专科|防治|研究|中心|互助|保险"  # a hospital or a plan keeps the illness in its name
_VILLAGE = re.compile(r"^.*(?:村|社区|居委会)")
_TOWN = re.compile(r"^.*?(?:镇|乡|街道)")


def told(text: object) -> str:
    """A free text with personal numbers masked and the names of illnesses left out (因糖尿病住院 → 因疾病住院)."""
    return _illnesses().sub("疾病", identity.mask_within(str(text or "")))


def health(word: object) -> str:
    """The state of health as a paper says it: well, disabled or ill, never with what; "" where it is not known."""
    said = str(word or "")
    if not said:
        return ""
    item = code_list("health").find(said)
    known = item.value if item else said
    return known if known in (_WELL, _DISABLED) else _ILL


def neighbourhood(address: object) -> str:
    """An address as far as the village or the neighbourhood, else the town; whole where it names neither."""
    said = str(address or "")
    found = _VILLAGE.match(said) or _TOWN.match(said)
    return found[0] if found else said


@cache
def _illnesses() -> re.Pattern[str]:
    """The illnesses of the code list, by any of their names, and cancers and tumours by the organ."""
    names: set[str] = set()
    for item in code_list("health").items:
        if item.value not in _SPARED:
            said = (item.value, *item.synonyms)
            names |= {*said, *(part for word in said for part in re.split(r"[()（）]", word) if part)}
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    # Atomic, so that 癌症医院 is not taken for 癌 and something else.
    return re.compile(rf"(?>{listed}|{_MORE})(?!{_NOT_HERE})")
