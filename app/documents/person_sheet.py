"""The sheet of one person's data: what is held on her, group by group, and the lines that she and the union sign."""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.blocks import Blank, Block, Document, Grid, GridCell, GridRow, Heading, Note, Paragraph, Title, run
from app.documents.layout import LIST_PORTRAIT, PageSpec
from app.documents.lines import estimate
from app.domain.person_facts import FactGroup, FactList, PersonFacts

_PAGE: PageSpec = LIST_PORTRAIT
_ROW_MM, _HEAD_MM = 7.0, 7.5
_CAPTION, _VALUE = 3.2, 5.4  # the shares of a caption and its value, two pairs to a line
_WIDE_EMS = 17.0  # a value longer than this has the line to itself
_NUMERALS = "一二三四五六七八九十"
_BASIS = "依据《中华人民共和国个人信息保护法》第四十四条、第四十五条，应本人要求提供。"
_MASKED = "证件号码、电话、银行卡号和住址已作遮盖处理；本人需要完整内容的，可以当面查阅。"
_WHOLE = "本表载有完整的个人信息，只供本人使用，请妥善保管。"


def person_sheet(facts: PersonFacts) -> Document:
    """The paper of one person's data."""
    title = f"{facts.name}个人信息查阅表"
    blocks: list[Block] = [Title(run("个人信息查阅表")), _line(f"姓名：{facts.name}", f"提供单位：{facts.union}",
                                                       f"日期：{facts.made_on}")]  # fmt: skip
    parts: list[FactGroup | FactList] = [*facts.groups, *facts.lists]
    for at, part in enumerate(parts):
        blocks.append(Heading(1, run(f"{_numeral(at)}、{part.title}")))
        blocks.append(_pairs(part) if isinstance(part, FactGroup) else _rows(part))
    blocks += [Blank(1), Paragraph(run(f"说明：{_BASIS}{_WHOLE if facts.whole else _MASKED}"), indent=False)]
    blocks += [Blank(1), _line("本人签字：", "经办人：", "　　　　年　　月　　日")]
    blocks.append(Note("信息有误的，可以要求更正；删除须符合法定条件，依法应当留存的凭证、档案除外。"))
    return Document(title, tuple(blocks), _PAGE, author=facts.union)


def _numeral(at: int) -> str:
    ten, one = divmod(at + 1, 10)
    tens = "" if not ten else "十" if ten == 1 else f"{_NUMERALS[ten - 1]}十"
    return tens + (_NUMERALS[one - 1] if one else "")


def _line(*words: str) -> Paragraph:
    """Words spread over one line."""
    spare = _PAGE.text_width_pt / _PAGE.body.size_pt - 1 - sum(map(estimate, words))
    gap = max(2, int(spare / max(1, len(words) - 1)))
    return Paragraph(run(("\u3000" * gap).join(words)), indent=False, align="left")


def _pairs(group: FactGroup) -> Grid:
    """Two pairs to a line; a long value has the line to itself."""
    rows: list[GridRow] = []
    waiting: tuple[str, str] | None = None
    for pair in group.pairs:
        if estimate(pair[1]) > _WIDE_EMS:
            rows += [GridRow(tuple(_half(waiting)), _ROW_MM)] if waiting else []
            rows.append(GridRow((_label(pair[0]), GridCell(run(pair[1]), col_span=3)), _ROW_MM))
            waiting = None
        elif waiting is None:
            waiting = pair
        else:
            rows.append(GridRow((*_pair(waiting), *_pair(pair)), _ROW_MM))
            waiting = None
    rows += [GridRow(tuple(_half(waiting)), _ROW_MM)] if waiting else []
    return Grid((_CAPTION, _VALUE, _CAPTION, _VALUE), tuple(rows))


def _half(pair: tuple[str, str]) -> Iterator[GridCell]:
    yield _label(pair[0])
    yield GridCell(run(pair[1]), col_span=3)


def _pair(pair: tuple[str, str]) -> tuple[GridCell, GridCell]:
    return _label(pair[0]), GridCell(run(pair[1]))


def _label(text: str) -> GridCell:
    return GridCell(run(text), label=True)


def _rows(found: FactList) -> Grid:
    head = GridRow(tuple(_label(text) for text in found.captions), _HEAD_MM)
    rows = [GridRow(tuple(GridCell(run(text)) for text in row), _ROW_MM) for row in found.rows]
    weights = found.weights or (1.0,) * len(found.captions)
    return Grid(weights, (head, *rows), 1)
