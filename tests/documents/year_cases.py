"""Books of whole years for the tests of the summary: five unions' facts as records, and a large ledger."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from app.book.book import Book
from app.book.figures import set_figures
from app.domain.quantity import parse_figures
from app.domain.when import parse as parse_when

YEAR = 2026
UNIONS = {
    5: ("云溪乡总工会", "township"),
    7: ("东江电力公司工会", "enterprise"),
    11: ("柳桥镇总工会", "township"),
    12: ("青禾学校工会", "school"),
    16: ("北山中学工会", "school"),
}
AREAS = {
    "organisation": "组织建设",
    "training": "教育培训",
    "archives": "档案",
    "publicity": "宣传",
    "aid": "帮扶",
    "volunteering": "志愿服务",
    "sports_culture": "文体活动",
    "safety": "安全生产",
    "rights": "维权",
    "democracy": "民主管理",
    "competition": "劳动竞赛",
    "condolence": "慰问",
    "insurance_health": "保障",
    "members": "会员发展",
    "evaluation": "考核评选",
    "funds": "经费",
    "women": "女职工",
    "facilities": "阵地设施",
    "other": "其他",
}
FACTS = Path(__file__).parent.parent / "data" / "union_years.json"


@cache
def facts_of(case: int) -> list[dict[str, Any]]:
    """The facts of one union's year."""
    return [fact for fact in json.loads(FACTS.read_text(encoding="utf-8")) if fact["case"] == case]


def make_book(path: Path, case: int) -> Book:
    """A book that holds every fact of a case as a record of its own."""
    name, kind = UNIONS[case]
    book = Book.create(path, name, kind, year=YEAR)
    with book.step("facts") as writer:
        for fact in facts_of(case):
            table, values = _record(fact)
            row_id = writer.insert(table, values | {"year": YEAR})
            figures = "；".join(f"{value['label']}={value['raw']}" for value in fact["values"])
            set_figures(book.read, writer, table, row_id, parse_figures(figures))
    return book


def _record(fact: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if fact["area"] in ("problem", "plan"):
        return fact["area"], {"content": fact["what"]}
    return "activity", {
        "title": fact["what"],
        "area": AREAS[fact["area"]],
        "result": fact["result"] or "",
        **happened(fact["date"] or ""),
    }


def happened(text: str) -> dict[str, Any]:
    """The columns of a time."""
    when = parse_when(text, YEAR)
    return {
        "happened": text,
        "happened_from": when.first and when.first.isoformat(),
        "happened_to": when.last and when.last.isoformat(),
    }


def make_ledger(path: Path, individual: int = 60) -> Book:
    """A township's book with a large ledger, members, units, honours, agreements and money; all invented."""
    book = Book.create(path, "柳桥镇总工会", "township", year=YEAR)
    with book.step("year") as writer:
        add = _adder(writer)
        for item, content in (
            ("主题", "“强基础、暖人心”"),
            ("背景", "镇域企业多、农民工多。"),
            ("会员总数", "3200余人"),
        ):
            writer.insert("overview", {"item": item, "content": content})
        top = writer.insert("unit", {"name": "柳桥纺织厂工会", "kind": "企业工会", "members": 45, "women": 12})
        writer.insert(
            "unit",
            {
                "name": "东塘村工会",
                "kind": "村级工会",
                "founded": "2026-05-01",
                "founded_from": "2026-05-01",
                "founded_to": "2026-05-01",
            },
        )
        for number in range(30):
            writer.insert(
                "member",
                {
                    "name": f"会员{number}",
                    "gender": "女" if number % 3 == 0 else "男",
                    "is_migrant": int(number % 5 == 0),
                    "unit_id": top,
                    "state": "正常",
                },
            )
        writer.insert("member", {"name": "已退", "state": "已退会"})
        for number in range(individual):
            kind = ("生病住院", "结婚", "生育")[number % 3]
            add(
                "entry",
                f"2026-{number % 12 + 1:02}-05",
                kind=kind,
                target=f"会员{number}",
                person_times=1,
                cash=100000,
                reason="手术住院" if number % 3 == 0 else "",
            )
        add(
            "entry",
            "2026-03-08",
            kind="节日",
            reason="三八妇女节慰问",
            target="全体女会员",
            persons=320,
            goods="洗护用品",
            goods_value=1612900,
        )
        add("entry", "春节前后", kind="送温暖", reason="走访慰问困难职工家庭", households=6, cash=1200050)
        add(
            "entry",
            "7月底",
            kind="送清凉",
            reason="向一线职工送清凉",
            units=9,
            person_times=349,
            persons=30,
            persons_given="30余名",
            cash=560000,
            cash_given="0.56万元",
        )
        add(
            "activity",
            "2026-05-01",
            area="文体活动",
            kind="体育比赛",
            title="职工趣味运动会",
            place="镇体育馆",
            persons=120,
            cost=1234500,
            result="圆满结束",
            host="镇总工会",
        )
        for number in range(10):
            add(
                "activity",
                f"{number + 1}月",
                area="教育培训",
                kind="培训讲座",
                title=f"安全讲座之{'甲乙丙丁戊己庚辛壬癸'[number]}",
                persons=20 + number,
            )
        add("activity", "", area="新就业形态", title="走访骑手站点3处")
        add(
            "honour",
            "12月",
            title="市级模范职工小家",
            recipient="柳桥纺织厂工会",
            grantor="市总工会",
            level="市级",
            doc_no="市工发〔2026〕8号",
            recipient_kind="集体",
            amount=1,
        )
        add("agreement", "6月", title="柳桥镇区域性工资专项集体合同", kind="区域性集体合同", employers=56, persons=2100)
        add(
            "proposal",
            "4月",
            title="增设职工食堂窗口",
            proposer="周小满",
            kind="生活后勤",
            adopted=1,
            answer="已增设两个窗口",
            benefit=300000,
        )
        add("fund", "9月", direction="收入", title="上级补助", account="上级补助收入", amount=5000000)
        writer.insert(
            "award",
            {
                "year": YEAR,
                "name": "优秀工会积极分子",
                "target": "个人",
                "quota": 5,
                "conditions": "会龄满一年。",
                "decide_way": "无记名投票",
            },
        )
        writer.insert("problem", {"year": YEAR, "position": 1, "content": "小微企业建会率不高；", "area": "组织建设"})
        plan = writer.insert("plan", {"year": YEAR, "position": 1, "content": "新建村级工会3个"})
        set_figures(book.read, writer, "plan", plan, parse_figures("村级工会=3个；培训=2期"))
    return book


def _adder(writer: Any) -> Any:
    def add(table: str, when: str, **values: Any) -> int:
        return int(writer.insert(table, {"year": YEAR, **happened(when), **values}))

    return add
