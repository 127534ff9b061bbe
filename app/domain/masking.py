"""What a sensitive value shows to whoever need not know it whole: on the screen, in lists, in workbooks, on papers."""

from __future__ import annotations

import re

from app.domain import identity
from app.domain.fields import Field, Kind

HIDDEN = "***"  # says that something is there; read back it counts as blank
_MASKS = {Kind.ID_NUMBER: identity.mask_id, Kind.PHONE: identity.mask_phone, Kind.CARD: identity.mask_card}
_VILLAGE = re.compile(r"^.*?(?:村|社区|居委会)")
_TOWN = re.compile(r"^.*?(?:镇|乡|街道)")


def masked(field: Field, value: str) -> str:
    """A value of a sensitive field as others may see it; that of any other field as it is.

    An ID number without the day of birth, a phone with its first three and last four digits, of a card the last four,
    an address as far as the village, an e-mail with its first letter; of anything else only that it is there.
    """
    if not field.sensitive or not value or value == HIDDEN:
        return value
    if field.kind in _MASKS:
        return _MASKS[field.kind](value)
    if field.name.endswith("address"):
        return mask_address(value)
    return mask_email(value) if field.name == "email" else HIDDEN


def mask_email(text: str) -> str:
    """Z***@example.cn; nothing of what is no e-mail."""
    name, sign, domain = text.partition("@")
    return f"{name[:1]}{HIDDEN}@{domain}" if name and sign and domain else HIDDEN


def mask_address(text: str) -> str:
    """An address as far as the village or neighbourhood, else the town; nothing of one that names neither."""
    found = _VILLAGE.match(text) or _TOWN.match(text)
    if found is None:
        return HIDDEN
    return found[0] + HIDDEN if len(found[0]) < len(text) else text
