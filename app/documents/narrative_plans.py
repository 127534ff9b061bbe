"""Plans as the continuation of the year's work: in the order of the sections, each led by its area."""

from __future__ import annotations

import re

from app.documents.narrative import tell
from app.documents.narrative_marks import Pieces
from app.documents.narrative_voice import Voice
from app.domain.summary_facts import Item
from app.domain.summary_style import Style

# A plan that begins so says by itself that it goes on.
_GOES_ON = re.compile(r"继续|进一步|持续|巩固|深化|接续|坚持|仍|再")


def in_order(plans: tuple[Item, ...], style: Style) -> tuple[Item, ...]:
    """The plans by the sections that their areas belong to; those without an area stay behind, as they are."""
    areas = [area for section in style.sections for area in section.areas]
    return tuple(sorted(plans, key=lambda item: areas.index(item.area) if item.area in areas else len(areas)))


def plan(item: Item, style: Style, voice: Voice, worked: frozenset[str]) -> Pieces:
    """One plan; where its area has a name the clerk's words do not say, that leads it."""
    told = tell(item, voice)
    area = dict(style.spoken).get(item.area, item.area)
    if not area or item.area in ("其他", style.other) or _says(item.text("content"), item.area, area):
        return told
    goes_on = item.area in worked and not _GOES_ON.match(item.text("content"))  # 巩固… says so itself
    return (*voice.say("plan_on" if goes_on else "plan_new", area=(area,)), *told)


def _says(content: str, *names: str) -> bool:
    """Whether the first words of a plan name its area already."""
    head = content[: content.find("，")] if "，" in content else content
    return any(name[at : at + 2] in head for name in names for at in range(len(name) - 1))
