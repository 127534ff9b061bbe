"""The data files: every one loads, says where it comes from, and contradicts neither itself nor the code."""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from decimal import Decimal

import pytest

from app import paths, resources
from app.domain import festivals, membership, scoring, standards
from app.domain.errors import FileProblem

LISTS = resources.code_list_names()

WANTED = [
    "gender",
    "ethnic",
    "political",
    "education",
    "degree",
    "marital",
    "skill_level",
    "tech_title",
    "employ_form",
    "job_status",
    "eight_group",
    "union_post",
    "membership_state",
    "membership_event",
    "leave_reason",
    "industry",
    "unit_category",
    "unit_kind",
    "union_kind",
    "aid_kind",
    "target_kind",
    "fund_source",
    "expense_account_2017",
    "expense_account_2021",
    "entry_status",
    "area",
    "activity_kind",
    "honour_level",
    "award_target",
    "recommend_way",
    "relation",
    "health",
    "disability",
    "hardship_kind",
    "hardship_cause",
    "housing",
    "hukou",
    "relief_project",
    "agreement_kind",
    "proposal_kind",
    "fund_direction",
    "income_account",
    "labour_model",
    "limit_basis",
]

AREAS = [
    "组织建设",
    "会员发展",
    "维权",
    "民主管理",
    "帮扶",
    "慰问",
    "保障",
    "女职工",
    "离退休",
    "教育培训",
    "劳动竞赛",
    "文体活动",
    "安全生产",
    "志愿服务",
    "考核评选",
    "荣誉",
    "经费",
    "阵地设施",
    "宣传",
    "档案",
    "生产经营",
    "其他",
]

AID_KINDS = [
    "生病住院",
    "去世",
    "直系亲属去世",
    "结婚",
    "生育",
    "退休",
    "生日",
    "节日",
    "送清凉",
    "送温暖",
    "困难帮扶",
    "金秋助学",
    "互助保障",
    "体检",
    "补贴",
    "募捐",
    "其他",
]

TYPOS = ("么佬族", "达翰尔族", "畬族", "拉枯族", "毛难族", "崩龙族", "僳僳族")


@pytest.fixture(autouse=True)
def _fresh():
    resources.forget()
    yield
    resources.forget()


def test_all_lists_are_there():
    assert set(WANTED) == set(LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_list_is_sound(name):
    codes = resources.code_list(name)
    assert codes.id == name
    assert codes.title
    assert codes.source
    assert codes.items
    assert all(item.value and item.code for item in codes.items)
    # No word may lead to two items; one item may well be named twice (code and value of 分会, say).
    words = Counter(
        word
        for item in codes.items
        for word in {resources._key(text) for text in (item.value, item.code, *item.synonyms)}
    )
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_list_finds_its_own_words(name):
    codes = resources.code_list(name)
    for item in codes.items:
        assert codes.canonical(item.value) == item.value
        assert codes.canonical(f" {item.code}　") == item.value
        assert all(codes.canonical(word) == item.value for word in item.synonyms)
    assert codes.canonical("没有这个词") is None
    assert codes.canonical("") is None
    assert codes.simple("没有这个词") is None


@pytest.mark.parametrize("name", LISTS)
def test_first_line_says_what_the_file_is_for(name):
    first = (paths.RESOURCES / "codes" / f"{name}.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith("。")


def test_peoples():
    peoples = resources.code_list("ethnic")
    assert [item.code for item in peoples.items] == [f"{i:02d}" for i in range(1, 57)] + ["96", "97", "98"]
    assert all(item.value.endswith("族") for item in peoples.items[:56])
    assert not set(TYPOS) & set(peoples.values())
    assert peoples.canonical("畬族") == "畲族"
    assert peoples.canonical("汉") == "汉族"


def test_areas_are_the_contract_s():
    assert list(resources.code_list("area").values()) == AREAS


def test_aid_kinds_hold_the_contract_s():
    kinds = resources.code_list("aid_kind")
    assert set(AID_KINDS) <= set(kinds.values())
    assert kinds.canonical("住院") == "生病住院"


def test_union_kinds_are_the_command_s():
    codes = [item.code for item in resources.code_list("union_kind").items]
    assert codes == ["township", "enterprise", "school", "bank", "bureau", "hall"]


def test_simple_classes():
    education = resources.code_list("education")
    assert education.simple_values() == ("研究生", "本科", "大专", "中专", "高中", "初中", "小学", "其他")
    assert education.canonical("大专") == "专科教育"
    assert education.simple("硕士") == "研究生"
    assert education.simple("大专") == "大专"
    assert resources.code_list("political").simple("致公党") == "民主党派"
    assert resources.code_list("gender").simple("男") is None


def test_width_and_spaces_do_not_matter():
    assert resources.code_list("job_status").canonical("下 （待） 岗") == "下(待)岗"
    assert resources.code_list("gender").canonical("１") == "男"


def test_membership_words_are_the_code_s():
    assert set(resources.code_list("membership_state").values()) == set(membership.State)
    assert set(resources.code_list("membership_event").values()) == set(membership.EventKind)
    assert set(membership.EVENTS) == set(membership.EventKind)


def test_limits_load_and_name_known_kinds():
    papers = standards.papers_from(resources.standards()["limits"])
    kinds = set(resources.code_list("aid_kind").values()) | {""}
    assert len(papers) == len({paper.id for paper in papers}) == 17
    assert all(paper.number and paper.source and not paper.verified for paper in papers)
    assert all(limit.aid in kinds for paper in papers for limit in paper.limits)
    anhui = standards.in_force(papers, "安徽", datetime.date(2026, 1, 1))
    assert anhui is not None
    assert anhui.number == "皖工发〔2025〕18号"
    older = standards.in_force(papers, "安徽", datetime.date(2025, 8, 20))
    assert older is not None
    assert older.id == "anhui-former"


def test_vouchers_and_forms_of_aid_name_known_kinds():
    kinds = set(resources.code_list("aid_kind").values())
    data = resources.standards()
    assert all(row["aid"] in kinds | {"*"} for row in data["vouchers"]["voucher"] if "aid" in row)
    assert all(row["papers"] for row in data["vouchers"]["voucher"])
    assert all(row["aid"] in kinds for row in data["rules_32"]["form"])


def test_action_calendar():
    days = resources.calendar()["festivals"]["day"]
    needed = {
        "fixed": {"month", "day"},
        "lunar": {"lunar"},
        "nth_weekday": {"month", "nth", "weekday"},
        "last_week": {"month"},
        "span": {"from", "to"},
        "monthly": {"day"},
    }
    kinds = {item.code for item in resources.code_list("union_kind").items}
    assert len({day["id"] for day in days}) == len(days)
    for day in days:
        assert needed[day["rule"]] <= set(day), day["id"]
        assert day["name"]
        assert day["actions"]
        assert day["lead_days"] >= 0
        assert set(day.get("kinds", ())) <= kinds
        if day["rule"] == "fixed":
            datetime.date(2025, day["month"], day["day"])
    assert {day["name"] for day in days if day.get("gift")} == set(resources.standards()["rules_32"]["festivals"])


def test_action_calendar_agrees_with_the_festivals():
    for day in resources.calendar()["festivals"]["day"]:
        if day["rule"] == "lunar":
            assert festivals.festival(day["lunar"], 2027)
        elif day["name"] in festivals.BY_NAME and day["rule"] == "fixed":
            assert festivals.festival(day["name"], 2027) == datetime.date(2027, day["month"], day["day"])


def test_the_clerks_own_form_goes_before_ours_and_a_broken_one_hinders_none(monkeypatch, tmp_path):
    ours, own = tmp_path / "ours", tmp_path / "own"
    for folder in (ours, own):
        folder.mkdir()
    (ours / "a.toml").write_text('id = "a"\nname = "我们的"\nplace = 2\n', encoding="utf-8")
    (ours / "b.toml").write_text('id = "b"\nname = "乙"\nplace = 1\n', encoding="utf-8")
    (own / "x.toml").write_text('id = "a"\nname = "自己的"\nplace = 2\n', encoding="utf-8-sig")
    (own / "bad.toml").write_text('id = "c"\n\nname = 没有引号\n', encoding="utf-8")
    monkeypatch.setattr(paths, "FORMS", ours)
    monkeypatch.setattr(paths, "forms_folder", lambda: own)
    assert [(file.id, file.data["name"]) for file in resources.form_files()] == [("b", "乙"), ("a", "自己的")]
    [problem] = resources.form_file_problems()
    assert problem.values["line"] == 3
    assert str(problem.values["file"]).endswith("bad.toml")
    assert "quotes" in str(problem.values["reason"])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id = "a"\nname = "x', 2), ("a = [1,\n 2\n", 2), ("a = 1\na = 2\n", 2), ("姓名 = 1\n", 1), ("[a]\n[a]\n", 2),
        ("a = { b = 1\n", 1), ('a = "b" "c"\n', 1), ("a", 1),
    ],
)  # fmt: skip
def test_a_mistake_in_toml_has_its_line_and_a_known_reason(tmp_path, text, line):
    path = tmp_path / "f.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        resources._read(path)
    assert caught.value.values["line"] == line
    assert caught.value.values["reason"] in resources._TOML_REASONS.values()


def test_names_stand_by_strokes():
    names = ["欧阳修", "张三丰", "张三", "王五", "马六", "丁一", "赵四", "李䶮", "Anna", "邓七"]
    assert resources.strokes().sorted(names) == [
        "丁一", "马六", "王五", "邓七", "李䶮", "张三", "张三丰", "欧阳修", "赵四", "Anna",
    ]  # fmt: skip


def test_holidays_have_well_formed_years():
    for year, table in resources.calendar()["holidays"].items():
        if year.isdigit():
            for day in (*table["off"], *table["work"]):
                datetime.date.fromisoformat(f"{year}-{day}")


def test_score_sheet_adds_up_to_100():
    template = scoring.template_from(resources.scoring_template())
    assert template.full_marks == Decimal(100)
    assert template.bonus_max == Decimal(5)
    assert len(template.vetoes) == 8
    assert [item.title[:5] for item in template.items if item.must] == ["会员满意率"]


def _broken(monkeypatch, tmp_path, text: str | bytes) -> FileProblem:
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "bad.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.setattr(paths, "RESOURCES", tmp_path)
    with pytest.raises(FileProblem) as caught:
        resources.code_list("bad")
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "id = ",
        'id = "bad"\n',
        'id = "bad"\ntitle = "x"\nsource = "y"\nverified = true\nitem = 3\n',
        'id = "bad"\ntitle = "x"\nsource = "y"\nverified = true\n[[item]]\ncode = 1\nvalue = "男"\n',
        'id = "bad"\ntitle = "x"\nsource = "y"\nverified = true\n[[item]]\ncode = "1"\n',
        b"title = '\xe6x'",
    ],
)
def test_a_malformed_list_is_named(monkeypatch, tmp_path, text):
    assert "bad.toml" in str(_broken(monkeypatch, tmp_path, text))


def test_a_missing_list_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "RESOURCES", tmp_path)
    with pytest.raises(FileProblem, match=r"nowhere\.toml"):
        resources.code_list("nowhere")


def test_forms_and_styles(monkeypatch, tmp_path):
    (tmp_path / "summary").mkdir()
    (tmp_path / "a.toml").write_text('id = "award"\ntitle = "x"\n', encoding="utf-8-sig")
    (tmp_path / "b.toml").write_text('title = "y"\n', encoding="utf-8")
    (tmp_path / "summary" / "plain.toml").write_text('title = "z"\n', encoding="utf-8")
    monkeypatch.setattr(paths, "FORMS", tmp_path)
    monkeypatch.setattr(paths, "forms_folder", lambda: tmp_path / "none")
    assert set(resources.forms()) == {"award", "b"}
    assert {"title": "z", "id": "plain"}.items() <= resources.summary_styles()["plain"].items()
    (tmp_path / "c.toml").write_text('id = "award"\n', encoding="utf-8")
    resources.forget()
    assert set(resources.forms()) == {"award", "b"}
    [problem] = resources.form_file_problems()
    assert "c.toml" in str(problem)


def test_the_project_s_own_forms_parse():
    assert isinstance(resources.forms(), dict)
    assert isinstance(resources.summary_styles(), dict)


def test_all_the_words_for_a_value() -> None:
    kinds = resources.code_list("union_kind")
    assert kinds.words("township") == kinds.words("乡镇街道") == {"township", "乡镇街道"}
    assert kinds.words("矿务局") == {"矿务局"}
    assert kinds.words("") == set()


def test_the_wheel_holds_every_folder_the_program_reads():
    """What a search for packages would find is named in pyproject.toml, and the manual beside it."""
    told = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    files = [path for top in ("app", "resources", "forms") for path in (paths.ROOT / top).rglob("*") if path.is_file()]
    folders = {path.parent.relative_to(paths.ROOT).parts for path in files if path.suffix != ".pyc"}
    wanted = {".".join(parts) for parts in folders if parts[1:2] not in (("packaging",), ("help",))}
    wanted |= {"resources.help", "resources.help.pictures"}
    assert set(told["packages"]) == wanted
    assert told["package-dir"] == {"resources.help": "docs/manual"}
