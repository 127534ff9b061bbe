"""The papers of the ledger: which form is made of what, under which file name, and what its fields hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.documents.blocks import Block, Document, PageBreak
from app.documents.filling import Definition, FormFacts, FormList, Head, fill, head
from app.documents.form import FormPaper, stem
from app.documents.form_texts import indented
from app.documents.write import unique_stem
from app.domain.ledger_facts import (
    AidFacts,
    AttendanceFacts,
    AttendanceLine,
    HardshipFacts,
    LedgerFacts,
    Money,
    ReceiptFacts,
    ReceiptLine,
    RelativeFacts,
)  # fmt: skip
from app.formats import money_text
from app.resources import code_list

RECEIVED, FAMILY, PRESENT = "签领", "家庭成员", "参加人"  # the lists a form may go through with ``each``
_TICKED = "■"  # in every Chinese font, unlike a box with a tick
_OTHER = "其他"
_BEREAVED = "直系亲属去世"
_FAMILY_LINES = 4  # so many lines at least, for those the clerk does not know of
# What has a box of its own; every other kind is ticked as 其他 and said beside it.
_KINDS = ("结婚", "生育", "生病住院", "去世", "直系亲属去世", "退休", "困难帮扶", "节日", "生日")
_SOURCES = ("会费", "拨缴留成", "本级工会经费", "上级工会补助", "行政补助")
_KIN = {"配偶": ("配偶", "丈夫", "妻子"), "父母": ("父母", "父亲", "母亲"), "子女": ("子女", "儿子", "女儿")}
_WHOSE = "{whose}的{relation}"

_Filling = tuple[int, str, FormFacts]  # the year and the name in the file's name, and what fills the form


def ledger_forms(
    facts: LedgerFacts, definitions: Iterable[Definition], only: Sequence[str] = ()
) -> tuple[FormPaper, ...]:
    """The papers of the ledger, form by form; a form that applies to something else is passed over.

    A form for entries that goes through the list 签领 is made once for each receipt, any other once a person.
    ``only`` are the ids of the forms wanted; none means all of them.

    Raises:
        AppError: a form's definition is wrong.
    """
    made: list[FormPaper] = []
    taken: set[str] = set()
    for definition in definitions:
        form = head(definition)
        if only and form.id not in only:
            continue
        for year, name, filling in _fillings(facts, form, definition):
            unique = unique_stem(stem(form.name, f"{year}年度" if year else "", name), taken)
            made.append(FormPaper(form.id, unique, fill(definition, filling)))
    return tuple(made)


def joined(papers: Sequence[FormPaper]) -> Document:
    """Papers of one form as one, each beginning a new page; numbered only where it is a single one.

    Raises:
        ValueError: there is none.
    """
    first = papers[0].document if papers else None
    if first is None:
        raise ValueError("no paper")
    blocks: list[Block] = []
    for paper in papers:
        blocks += [PageBreak()] if blocks else []
        blocks += paper.document.blocks
    return replace(first, blocks=tuple(blocks), page_numbers=first.page_numbers and len(papers) == 1)


def _fillings(facts: LedgerFacts, form: Head, definition: Definition) -> Iterator[_Filling]:
    office = {"工会名称": facts.union, "公章全称": facts.seal or facts.union, "上级工会": facts.superior}
    if form.applies_to == "entry" and _goes_through(definition, RECEIVED):
        for receipt in facts.receipts:
            yield receipt.year, receipt.subject, _receipt(receipt, office)
    elif form.applies_to == "entry":
        for aid in facts.aids:
            yield aid.year, aid.name, FormFacts(office | _aid_texts(aid))
    elif form.applies_to == "hardship":
        for file in facts.hardships:
            yield file.year, file.name, _hardship(file, office)
    elif form.applies_to == "activity":
        for activity in facts.activities:
            yield activity.year, activity.title, _attendance(activity, office)


def _goes_through(definition: Definition, name: str) -> bool:
    return any(row.get("each") == name for grid in definition.get("grid", ()) for row in grid.get("row", ()))


# ---------------------------------------------------------------------------------------------- aid


def _aid_texts(aid: AidFacts) -> dict[str, str]:
    return {
        "年度": str(aid.year),
        "姓名": aid.name,
        "人数": aid.persons,
        "性别": aid.gender,
        "出生年月": aid.born,
        "部门": aid.unit,
        "会员证号": aid.member_no,
        "慰问类别": aid.kind,
        "其他类别": "" if aid.kind in _KINDS else aid.kind,
        "慰问时间": aid.happened,
        "慰问事由": aid.reason,
        "与会员关系": _relation(aid),
        "依据": aid.basis,
        "标准上限": aid.limit,
        "品名": aid.goods,
        "数量": aid.quantity,
        "金额": _figures(aid.money),
        "金额大写": aid.money.in_words,
        "经费来源": aid.source,
        "其他来源": "" if aid.source in _SOURCES else aid.source,
        "支出科目": aid.account,
        "附件数": aid.papers,
        "应附材料": aid.needed,
        "开户行": aid.bank,
        "卡号后四位": aid.card_end,
        "经办人": aid.handler,
        "审批编号": aid.number,
    } | _ticks(aid)


def _ticks(aid: AidFacts) -> dict[str, str]:
    """A field for every box a form may have, ``类别-结婚`` and so on; blank where the box stays empty."""
    kinds = dict.fromkeys((*code_list("aid_kind").values(), *_KINDS, _OTHER), False)
    sources = dict.fromkeys((*code_list("fund_source").values(), *_SOURCES, _OTHER), False)
    for boxes, own, word in ((kinds, _KINDS, aid.kind), (sources, _SOURCES, aid.source)):
        if word:
            boxes[word] = True
            boxes[_OTHER] = word not in own
    found = {f"类别-{word}": on for word, on in kinds.items()} | {f"来源-{word}": on for word, on in sources.items()}
    relation = aid.relation or _deceased(aid)
    kin = {name: relation in words for name, words in _KIN.items()}
    found |= {f"关系-{name}": on for name, on in kin.items()}
    found["关系-其他"] = bool(relation) and not any(kin.values())
    found["形式-慰问金"] = bool(aid.money.cash or aid.money.cash_given)
    found["形式-慰问品"] = bool(aid.goods or aid.money.value or aid.money.value_given)
    return {name: _TICKED if on else "" for name, on in found.items()}


def _deceased(aid: AidFacts) -> str:
    """Who of the family has died, where the reason says it at once (母亲去世); 丈夫的母亲 is nobody's mother here."""
    words = "|".join(word for said in _KIN.values() for word in said)
    found = re.match(rf"(?:{re.escape(aid.name)}(?:同志)?)?({words})(?:因病|不幸)?(?:去世|病故|逝世)", aid.reason)
    return found[1] if found and aid.kind == _BEREAVED else ""


def _relation(aid: AidFacts) -> str:
    """高䶮的女儿 where it is known whose, else the word alone."""
    return _WHOSE.format(whose=aid.whose, relation=aid.relation) if aid.whose and aid.relation else aid.relation


def _figures(money: Money) -> str:
    """¥700.00（慰问金500.00，慰问品200.00）: the amount in figures, and of what where it is both."""
    cash, value = money_text(money.cash, money.cash_given), money_text(money.value, money.value_given)
    if cash and value:
        whole = f"¥{money_text(money.total)}" if money.total is not None else ""
        both = f"慰问金{cash}，慰问品{value}"
        return f"{whole}（{both}）" if whole else both
    return _yuan(cash or value)


def _yuan(said: str) -> str:
    return f"¥{said}" if said[:1].isdigit() else said


# ---------------------------------------------------------------------------------------------- receipts


def _receipt(receipt: ReceiptFacts, office: dict[str, str]) -> FormFacts:
    both = receipt.money.cash is not None and receipt.money.value is not None
    lines = tuple(_receipt_line(number, line, both) for number, line in enumerate(receipt.lines, 1))
    texts = {
        "年度": str(receipt.year),
        "发放物": receipt.what,
        "事项": receipt.matter,
        "标准": receipt.standard,
        "人数合计": receipt.people,
        "数量合计": receipt.quantity,
        "金额合计": _amount(receipt.money, both),
        "金额大写": receipt.money.in_words,
    }
    return FormFacts(office | texts, {RECEIVED: FormList(tuple(_receipt_line(0, ReceiptLine(), False)), lines)})


def _receipt_line(number: int, line: ReceiptLine, both: bool) -> dict[str, str]:
    return {
        "序号": str(number or ""),
        "姓名": line.name,
        "部门": line.place,
        "事由": line.matter,
        "品名": line.goods,
        "数量": line.quantity,
        "金额": _amount(line.money, both),
    }


def _amount(money: Money, both: bool) -> str:
    """The amount in yuan; where a paper has money and goods each is said by its name on a line of its own."""
    cash, value = money_text(money.cash, money.cash_given), money_text(money.value, money.value_given)
    if not both:
        return cash or value
    return "\n".join(f"{name}{said}" for name, said in (("慰问金 ", cash), ("慰问品 ", value)) if said)


# ---------------------------------------------------------------------------------------------- hardship


def _hardship(file: HardshipFacts, office: dict[str, str]) -> FormFacts:
    lines = [_relative_texts(one) for one in file.relatives]
    lines += [_relative_texts(RelativeFacts())] * (_FAMILY_LINES - len(lines))
    family = FormList(tuple(_relative_texts(RelativeFacts())), tuple(lines))
    return FormFacts(office | _hardship_texts(file), {FAMILY: family})


def _hardship_texts(file: HardshipFacts) -> dict[str, str]:
    return {
        "年度": str(file.year),
        "姓名": file.name,
        "困难类别": file.kind,
        "档案编号": file.file_no,
        "性别": file.gender,
        "出生年月": file.born,
        "民族": file.ethnic,
        "政治面貌": file.political,
        "学历": file.education,
        "婚姻状况": file.marital,
        "身份证号": file.id_no,
        "联系电话": file.phone,
        "户口类型": file.hukou,
        "家庭住址": file.address,
        "工作单位": file.unit,
        "岗位": file.post,
        "工作状态": file.job_status,
        "参加工作时间": file.working_since,
        "健康状况": file.health,
        "医保状况": file.insurance,
        "住房类型": file.housing,
        "建筑面积": file.area,
        "是否单亲": file.single_parent,
        "有自救能力": file.self_help,
        "零就业家庭": file.jobless,
        "主要致困原因": file.main_cause,
        "次要致困原因": file.other_causes,
        "本人月收入": file.wage,
        "家庭人口": file.household,
        "家庭年收入": file.income,
        "刚性支出": file.rigid,
        "年净收入": file.net,
        "月人均": file.per_head,
        "困难情况": indented(file.story),
        "帮扶措施": file.measure,
        "开户行": file.bank,
        "银行卡号": file.card,
        "建档日期": file.opened,
        "入户日期": file.visited,
        "退档日期": file.closed,
        "建档人": file.filed_by,
        "审核人": file.checked_by,
        "备注": file.remark,
    }


def _relative_texts(one: RelativeFacts) -> dict[str, str]:
    return {
        "成员姓名": one.name,
        "成员关系": one.relation,
        "成员性别": one.gender,
        "成员出生年月": one.born,
        "成员身份证号": one.id_no,
        "成员月收入": one.income,
        "成员健康": one.health,
        "成员医保": one.insurance,
        "成员单位": one.occupation,
    }


# ---------------------------------------------------------------------------------------------- activities


def _attendance(activity: AttendanceFacts, office: dict[str, str]) -> FormFacts:
    lines = tuple(_attendance_line(number, line) for number, line in enumerate(activity.lines, 1))
    texts = {
        "年度": str(activity.year),
        "活动": activity.title,
        "时间": activity.happened,
        "地点": activity.place,
        "主办": activity.host,
        "应到": activity.expected,
    }
    return FormFacts(office | texts, {PRESENT: FormList(tuple(_attendance_line(0, AttendanceLine())), lines)})


def _attendance_line(number: int, line: AttendanceLine) -> dict[str, str]:
    return {"序号": str(number or ""), "姓名": line.name, "部门": line.place, "角色": line.role}
