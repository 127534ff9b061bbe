"""Five unions' years as facts, and the exchange workbook a clerk would have typed them into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import xlsxwriter

CASES = (5, 7, 11, 12, 16)
YEAR = 2025
_FACTS = Path(__file__).parent.parent / "data" / "union_years.json"
_UNIONS = {5: "松溪乡总工会", 7: "东湖公司工会", 11: "桃源镇总工会", 12: "某测绘学校工会", 16: "育才小学工会"}
_KINDS = {5: "乡镇街道", 7: "企业", 11: "乡镇街道", 12: "学校", 16: "学校"}

AREAS = {
    "organisation": "组织建设", "members": "会员发展", "rights": "维权", "democracy": "民主管理", "aid": "帮扶",
    "condolence": "慰问", "insurance_health": "保障", "women": "女职工", "retired": "离退休", "training": "教育培训",
    "competition": "劳动竞赛", "sports_culture": "文体活动", "safety": "安全生产", "volunteering": "志愿服务",
    "evaluation": "考核评选", "honour": "荣誉", "funds": "经费", "facilities": "阵地设施", "publicity": "宣传",
    "archives": "档案", "production": "生产经营", "other": "其他",
}  # fmt: skip
# Facts with an amount or people helped that a clerk enters as 慰问帮扶, with their 类别.
AID_KINDS = {
    "05-021": "困难帮扶", "05-022": "困难帮扶", "05-023": "金秋助学", "05-024": "困难帮扶", "05-025": "困难帮扶",
    "07-011": "节日", "11-004": "其他", "11-007": "补贴",
}  # fmt: skip
# Places to award: 评选 rows, with the award's name.
AWARDS = {
    "12-009": ("模范工会小组", "集体"), "12-010": ("优秀工会积极分子", "个人"),
    "12-011": ("工会活动积极分子", "个人"), "12-012": ("职工道德行为模范", "个人"),
}  # fmt: skip

HEADERS = {
    "概况": ("项目", "内容"),
    "慰问帮扶": ("时间", "类别", "事由", "数据"),
    "活动": ("时间", "领域", "名称", "结果", "数据"),
    "问题": ("序号", "内容", "领域"),
    "计划": ("序号", "内容", "领域", "数据"),
    "评选": ("年度", "奖项", "对象", "名额", "条件", "数据"),
}


def facts(case: int) -> list[dict[str, Any]]:
    """The facts of one union's year."""
    return [fact for fact in json.loads(_FACTS.read_text(encoding="utf-8")) if fact["case"] == case]


def sheet_of(fact: dict[str, Any]) -> str:
    """The sheet that a fact is entered on."""
    if fact["id"] in AWARDS:
        return "评选"
    if fact["id"] in AID_KINDS:
        return "慰问帮扶"
    return {"problem": "问题", "plan": "计划"}.get(fact["area"], "活动")


def figures_text(fact: dict[str, Any]) -> str:
    """The 数据 cell of a fact."""
    return "；".join(f"{value['label']}={value['raw']}" for value in fact["values"])


def rows_of(case: int) -> dict[str, list[list[Any]]]:
    """The rows of every sheet, in the order of HEADERS."""
    rows: dict[str, list[list[Any]]] = {name: [] for name in HEADERS}
    rows["概况"] = [["工会名称", _UNIONS[case]], ["单位性质", _KINDS[case]], ["年度", YEAR]]
    for fact in facts(case):
        sheet, time, data = sheet_of(fact), fact["date"], figures_text(fact)
        number = len(rows[sheet]) + 1
        if sheet == "评选":
            award, target = AWARDS[fact["id"]]
            rows[sheet].append([YEAR, award, target, fact["values"][0]["number"], fact["what"], data])
        elif sheet == "慰问帮扶":
            rows[sheet].append([time, AID_KINDS[fact["id"]], fact["what"], data])
        elif sheet == "问题":
            rows[sheet].append([number, fact["what"], None])
        elif sheet == "计划":
            rows[sheet].append([number, fact["what"], None, data])
        else:
            rows[sheet].append([time, AREAS[fact["area"]], fact["what"], fact["result"], data])
    return rows


def write_year_workbook(case: int, path: Path) -> None:
    """Write the year of one union (5, 7, 11, 12 or 16) as a workbook of the exchange."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in rows_of(case).items():
        page = book.add_worksheet(name)
        for number, row in enumerate([HEADERS[name], *rows]):
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    page.write_number(number, column, value)
                elif value:
                    page.write_string(number, column, value)
    book.close()
