"""The commands as other programs call them: exit statuses, one sentence on stderr, reports and traces."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from app import cli, paths, resources
from app.book import editing
from app.book.book import Book
from app.i18n import Language

ROOT = Path(__file__).resolve().parent.parent


class Shell:
    """Runs commands in-process and keeps what they printed."""

    def __init__(self, capsys, folder: Path) -> None:
        self._capsys, self.folder = capsys, folder
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        status = cli.run([str(word) for word in words], Language("zh_CN"))
        self.out, self.err = self._capsys.readouterr()
        return status


@pytest.fixture
def shell(capsys, tmp_path: Path) -> Shell:
    return Shell(capsys, tmp_path)


@pytest.fixture
def data(shell: Shell) -> Path:
    path = shell.folder / "青石.union"
    assert shell("new", path, "--name", "青石镇总工会", "--kind", "township") == cli.DONE
    return path


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def a_year(folder: Path) -> Path:
    return workbook(
        folder / "year.xlsx",
        {
            "概况": [["项目", "内容"], ["年度", 2026], ["主题", "建功新时代"]],
            "会员": [["姓名", "性别", "所属组织"], ["张三", "男", "青石中学"], ["李䶮", "女", "青石中学"]],
            "慰问帮扶": [
                ["时间", "类别", "对象", "人次", "慰问金(元)", "数据"],
                ["春节前后", "送温暖", "困难职工", 12, 6000, "慰问品=30余份"],
            ],
            "活动": [["时间", "领域", "名称", "数据"], ["3月8日", "女职工", "三八节插花活动", "参加女职工=56名"]],
            "评选": [["年度", "奖项", "对象", "名额"], [2026, "优秀工会积极分子", "个人", 5]],
        },
    )


def one_sentence(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


def test_from_excel_to_summary_and_forms(shell, data):
    year = a_year(shell.folder)
    report, trace, out = shell.folder / "r.json", shell.folder / "t.json", shell.folder / "papers"
    assert shell("import", year, "--data", data, "--report", report) == cli.DONE
    counts = {name: (s["read"], s["added"]) for name, s in json.loads(report.read_text("utf-8"))["sheets"].items()}
    assert counts["会员"] == (2, 2)
    assert counts["活动"] == (1, 1)
    assert shell("summary", "--data", data, "--year", 2026, "--out", out, "--trace", trace) == cli.DONE
    figures = json.loads(trace.read_text("utf-8"))["figures"]
    assert {"30余份", "56名"} <= {figure["text"] for figure in figures}
    assert all({"id", "text", "value", "unit", "definition", "rows", "section"} == set(f) for f in figures)
    assert shell("forms", "--data", data, "--year", 2026, "--out", out) == cli.DONE
    assert len(list(out.glob("*.docx"))) == len(list(out.glob("*.pdf"))) >= 2


def test_a_second_import_changes_nothing(shell, data):
    year, report = a_year(shell.folder), shell.folder / "r.json"
    shell("import", year, "--data", data)
    assert shell("import", year, "--data", data, "--report", report) == cli.DONE
    for sheet in json.loads(report.read_text("utf-8"))["sheets"].values():
        assert (sheet["added"], sheet["updated"]) == (0, 0)
        assert sheet["unchanged"] == sheet["read"]


def test_a_dry_run_writes_nothing(shell, data):
    before = data.read_bytes()
    assert shell("import", a_year(shell.folder), "--data", data, "--dry-run", "--report", shell.folder / "r.json") == 0
    assert data.read_bytes() == before
    assert json.loads((shell.folder / "r.json").read_text("utf-8"))["sheets"]["会员"]["added"] == 2
    assert "什么都没有写入" in shell.out


def test_an_import_says_how_it_ended(shell, data):
    shell("import", a_year(shell.folder), "--data", data)
    assert "已导入" in shell.out
    shell("import", a_year(shell.folder), "--data", data)
    assert "没有新内容" in shell.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("imprt",), "没有“imprt”这条命令"), (("import", "--data", "a.union"), "还缺 BOOK"),
        (("check", "--data"), "--data 后面缺少内容"), (("check", "--data", "a", "--year", "二零"), "要写数字"),
        (("check", "--data", "a", "--fast"), "“--fast”在这里用不上"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_the_clerks_language(shell, words, said):
    assert shell(*words) == cli.USAGE
    assert said in shell.err


def test_help_tells_every_command_in_the_clerks_language(shell, capsys):
    with pytest.raises(SystemExit):
        shell("--help")
    told = capsys.readouterr().out
    assert all(name in told for name in cli.COMMANDS)
    assert "从工作簿导入" in told


def test_refused_rows_end_with_1_and_are_named(shell, data):
    bad = workbook(shell.folder / "bad.xlsx",
                   {"会员": [["姓名", "身份证号"], ["张三", 3.3e17], ["李四", ""], ["", "说明"]]})  # fmt: skip
    report = shell.folder / "r.json"
    assert shell("import", bad, "--data", data, "--report", report) == cli.FINDINGS
    sheet = json.loads(report.read_text("utf-8"))["sheets"]["会员"]
    assert sheet["added"] == 1
    assert [(r["row"], r["column"]) for r in sheet["refused"]] == [(2, "身份证号"), (4, "姓名")]
    assert all(r["reason"] for r in sheet["refused"])


@pytest.mark.parametrize(
    "words",
    [
        (), ("frobnicate",), ("import", "x.xlsx"), ("summary", "--data", "D", "--out", "o"),
        ("summary", "--data", "D", "--year", "2026", "--out", "o", "--formats", "odt"),
        ("summary", "--data", "D", "--year", "2026", "--out", "o", "--style", "novel"),
        ("summary", "--data", "D", "--year", "last", "--out", "o"),
        ("forms", "--data", "D", "--year", "2026", "--out", "o", "--only", "nothing"),
        ("export", "o.xlsx", "--data", "D", "--sheets", "会员,无此表"),
        ("import", "x.xlsx", "--data", "D", "--as", "Sheet1"), ("import", "x.xlsx", "--data", "D", "--as", "A=无此类"),
        ("new", "n.union"), ("new", "n.union", "--name", "x", "--kind", "castle"), ("template", "t.csv"),
        ("check", "--data", "D", "--year", "99999"), ("check", "--data", "D", "--report", "D"),
        ("import", "x.xlsx", "--data", "D", "--as", "A=统计年度"),
    ],
)  # fmt: skip
def test_words_that_are_off_end_with_2(shell, data, words):
    assert shell(*(data if word == "D" else word for word in words)) == cli.USAGE
    assert one_sentence(shell.err)


def test_the_users_world_ends_with_3(shell, data, monkeypatch):
    gone, there = shell.folder / "gone.union", a_year(shell.folder)
    noise = shell.folder / "noise.xlsx"
    noise.write_bytes(b"not a workbook")
    for words in (
        ("import", there, "--data", gone), ("import", shell.folder / "gone.xlsx", "--data", data),
        ("import", noise, "--data", data), ("summary", "--data", gone, "--year", 2026, "--out", shell.folder),
        ("summary", "--data", there, "--year", 2026, "--out", shell.folder), ("new", data, "--name", "x"),
        ("demo", data), ("check", "--data", gone), ("backup", "--data", gone),
        ("restore", gone, "--data", data), ("export", shell.folder / "o.xlsx", "--data", gone),
        ("check", "--data", data, "--password-file", shell.folder / "none.txt"),
        ("summary", "--data", data, "--year", 2026, "--out", there / "under a file"),
    ):  # fmt: skip
        assert shell(*words) == cli.WORLD, words
        assert one_sentence(shell.err), words


def test_a_password_is_asked_for_by_every_command(shell):
    secret, wrong, data = shell.folder / "p.txt", shell.folder / "w.txt", shell.folder / "a.union"
    secret.write_text("青石 镇\n另一行", encoding="utf-8")
    wrong.write_text("x", encoding="utf-8")
    assert shell("new", data, "--name", "青石镇总工会", "--password-file", secret) == cli.DONE
    assert shell("import", a_year(shell.folder), "--data", data, "--password-file", secret) == cli.DONE
    assert "张三".encode() not in data.read_bytes()
    for words in (("check", "--data", data), ("check", "--data", data, "--password-file", wrong)):
        assert shell(*words) == cli.WORLD
        assert one_sentence(shell.err)
    assert shell("backup", "--data", data, "--password-file", secret, "--out", shell.folder / "b") == cli.DONE
    kept = next((shell.folder / "b").glob("*.union"))
    assert "张三".encode() not in kept.read_bytes()


def test_check_reports_findings(shell, data):
    shell("import", workbook(shell.folder / "u.xlsx", {"组织": [["名称", "会员数", "女会员数"], ["青石中学", 5, 9]]}),
          "--data", data)  # fmt: skip
    report = shell.folder / "c.json"
    assert shell("check", "--data", data, "--year", 2026, "--report", report) == cli.FINDINGS
    findings = json.loads(report.read_text("utf-8"))["findings"]
    assert any("青石中学" in finding["sentence"] and finding["ids"] for finding in findings)


def test_backup_and_restore(shell, data):
    shell("import", a_year(shell.folder), "--data", data)
    assert shell("backup", "--data", data, "--out", shell.folder / "b") == cli.DONE
    kept = next((shell.folder / "b").glob("*.union"))
    with Book.open(data) as book:
        book.undo()
        assert book.read.every("member") == []
    assert shell("restore", kept, "--data", data) == cli.DONE
    with Book.open(data) as book:
        assert [row["name"] for row in book.read.every("member")] == ["张三", "李䶮"]


def test_an_export_is_masked_unless_asked(shell, data):
    shell("import", workbook(shell.folder / "m.xlsx", {"会员": [["姓名", "手机"], ["张三", "13800138000"]]}),
          "--data", data)  # fmt: skip
    masked, full = shell.folder / "m1.xlsx", shell.folder / "m2.xlsx"
    assert shell("export", masked, "--data", data) == shell("export", full, "--data", data, "--unmask") == cli.DONE
    other = shell.folder / "b.union"
    shell("new", other, "--name", "x")
    shell("import", masked, "--data", other)
    with Book.open(other) as book:
        assert [(row["name"], row["mobile"]) for row in book.read.every("member")] == [("张三", "")]
    shell("import", full, "--data", other)
    with Book.open(other) as book:
        assert [(row["name"], row["mobile"]) for row in book.read.every("member")] == [("张三", "13800138000")]


def test_a_workbook_that_nothing_is_known_of_ends_with_1(shell, data):
    strange = workbook(shell.folder / "s.xlsx", {"Sheet1": [["甲", "乙"], [1, 2]]})
    before = data.read_bytes()
    assert shell("import", strange, "--data", data) == cli.FINDINGS
    assert data.read_bytes() == before


def test_the_blank_workbook_imports_as_nothing(shell, data):
    blank, report = shell.folder / "blank.xlsx", shell.folder / "r.json"
    assert shell("template", blank) == cli.DONE
    assert shell("import", blank, "--data", data, "--report", report) == cli.DONE
    assert all(sheet["read"] == 0 for sheet in json.loads(report.read_text("utf-8"))["sheets"].values())


def test_the_module_is_the_command(tmp_path: Path):
    called = subprocess.run([sys.executable, "-m", "app", "check", "--data", str(tmp_path / "gone.union")], cwd=ROOT,
                            capture_output=True, text=True, encoding="utf-8", check=False)  # fmt: skip
    assert called.returncode == cli.WORLD
    assert one_sentence(called.stderr)


def test_without_a_screen_the_window_says_so(tmp_path: Path):
    env = {"PATH": "/usr/bin", "HOME": str(tmp_path)}
    called = subprocess.run([sys.executable, "-m", "app"], cwd=ROOT, env=env, capture_output=True, text=True,
                            encoding="utf-8", check=False)  # fmt: skip
    if sys.platform == "linux":
        assert called.returncode == cli.WORLD
        assert one_sentence(called.stderr)


def test_a_report_is_written_whole_or_not_at_all(shell, data, monkeypatch):
    report = shell.folder / "deep" / "r.json"
    assert shell("import", a_year(shell.folder), "--data", data, "--dry-run", "--report", report) == cli.DONE
    old = report.read_bytes()

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert shell("import", a_year(shell.folder), "--data", data, "--dry-run", "--report", report) == cli.WORLD
    assert one_sentence(shell.err)
    assert "磁盘已满" in shell.err
    assert report.read_bytes() == old
    assert list(report.parent.iterdir()) == [report]


def test_a_report_that_cannot_be_written_stops_an_import_before_it_begins(shell, data):
    before, year = data.read_bytes(), a_year(shell.folder)
    assert shell("import", year, "--data", data, "--report", year / "r.json") == cli.WORLD
    assert data.read_bytes() == before


def test_a_sheet_said_to_be_something_it_is_not_ends_with_1(shell, data):
    people = workbook(shell.folder / "p.xlsx", {"名单": [["姓名", "手机"], ["张三", "13800138000"]]})
    assert shell("import", people, "--data", data, "--as", "名单=组织") == cli.FINDINGS
    assert shell("import", people, "--data", data, "--as", "名单=会员") == cli.DONE


def test_a_text_list_is_a_sheet_named_after_its_file(shell, data):
    path = shell.folder / "花名 册#1.csv"
    path.write_text("甲,手机\n张三,13800138000\n", encoding="gb18030")
    assert shell("import", path, "--data", data, "--as", "花名 册#1=会员") == cli.FINDINGS
    path.write_text("姓名,手机\n张三,13800138000\n", encoding="gb18030")
    assert shell("import", path, "--data", data, "--as", "花名 册#1=会员") == cli.DONE


def test_a_bug_is_one_sentence_and_in_the_log(shell, data, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(cli.checks, "check_book", broken)
    monkeypatch.setattr("app.paths.log_folder", lambda: shell.folder / "log")
    assert shell("check", "--data", data) == cli.WORLD
    assert one_sentence(shell.err)
    assert "ZeroDivisionError" in next((shell.folder / "log").glob("*.log")).read_text("utf-8")


def test_a_file_in_use_is_not_replaced(shell, data, monkeypatch):
    monkeypatch.setattr("app.store.datafile._BUSY_MS", 200)
    kept = shell.folder / "kept.union"
    kept.write_bytes(data.read_bytes())
    before = sorted(shell.folder.iterdir())
    with Book.open(data) as book, book.step("x"):
        assert shell("restore", kept, "--data", data) == cli.WORLD
        assert one_sentence(shell.err)
    assert [path for path in sorted(shell.folder.iterdir()) if "before" in path.name] == []
    assert sorted(shell.folder.iterdir()) == before


def test_personal_numbers_in_remarks_are_masked_and_the_export_still_changes_nothing(shell, data):
    id_number = "990101199003078514"
    rows = [["类别", "对象", "身份证号", "备注"], ["生病住院", "张三", id_number, "联系13800138000"]]
    shell("import", workbook(shell.folder / "a.xlsx", {"慰问帮扶": rows}), "--data", data)
    out, report = shell.folder / "out.xlsx", shell.folder / "r.json"
    assert shell("export", out, "--data", data) == cli.DONE
    with ZipFile(out) as parts:
        written = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert id_number not in written
    assert "13800138000" not in written
    assert shell("import", out, "--data", data, "--report", report) == cli.DONE
    entries = json.loads(report.read_text("utf-8"))["sheets"]["慰问帮扶"]
    assert (entries["added"], entries["updated"], entries["unchanged"]) == (0, 0, 1)
    with Book.open(data, read_only=True) as book:
        assert id_number in book.read.every("entry")[0]["remark"]


def test_a_broken_form_and_a_wrong_count_are_told_and_the_others_written(shell, data, monkeypatch):
    own, out = shell.folder / "forms", shell.folder / "papers"
    own.mkdir()
    (own / "mine.toml").write_text('id = "mine"\nname = 补充表\n', encoding="utf-8")
    monkeypatch.setattr(paths, "forms_folder", lambda: own)
    resources.forget()
    with Book.open(data, "") as book:
        award = editing.save(book, "award", None, {"year": "2026", "name": "优秀工会积极分子", "quota": "1"})
        editing.save(book, "nominee", None, {"award_id": award, "name": "李䶮"})
        editing.save(book, "tally", None, {"award_id": award, "due": 9, "present": 9, "issued": 9, "returned": 10})
    status = shell("forms", "--data", data, "--year", 2026, "--out", out, "--formats", "pdf")
    resources.forget()
    assert status == cli.FINDINGS
    assert len(shell.err.strip().splitlines()) == 2
    assert "mine.toml" in shell.err
    assert "计票结果报告单-2026年度-优秀工会积极分子：" in shell.err
    written = {path.stem for path in out.glob("*.pdf")}
    assert "选票-2026年度-优秀工会积极分子" in written
    assert "计票结果报告单-2026年度-优秀工会积极分子" not in written
    assert shell("forms", "--data", data, "--year", 2026, "--out", out, "--only", "notice,ballot") == cli.DONE


def test_the_ledgers_papers_are_written_where_they_are_asked_for(shell: Shell, data: Path) -> None:
    with Book.open(data) as book:
        editing.save(book, "activity", None, {"title": "联欢", "year": "2026", "happened": "5月1日"})
    out = shell.folder / "out"
    asked = ("forms", "--data", data, "--year", 2026, "--out", out, "--formats", "pdf")
    assert shell(*asked, "--only", "attendance") == cli.DONE
    assert [path.name for path in out.iterdir()] == ["活动签到表-2026年度-联欢.pdf"]
    assert shell(*asked) == cli.FINDINGS  # not asked for by name: the awards' papers only, and there are none
    assert "没有" in shell.err
