"""What stands in for the clerk and for foreign files in tests and pictures."""

from __future__ import annotations

from pathlib import Path

from app.ui.ask import Ask, Leaving


class Answers(Ask):
    """Answers questions as it was told and remembers what was asked."""

    def __init__(
        self,
        *,
        confirm: bool = True,
        leaving: Leaving = Leaving.DISCARD,
        path: Path | None = None,
        password: str | None = None,
        printer: object = None,
        whole_numbers: bool | None = False,
        chosen: int | None = None,
    ) -> None:
        self._confirm, self._leaving, self._path, self._password = confirm, leaving, path, password
        self._printer = printer
        self.chosen = chosen
        self._whole_numbers = whole_numbers
        self.asked: list[str] = []

    def confirm(self, parent, question, yes, *, final=False):
        self.asked.append(question)
        return self._confirm

    def choose(self, parent, question, choices):
        self.asked.append(question)
        return self.chosen

    def leaving(self, parent):
        self.asked.append("leaving")
        return self._leaving

    def whole_numbers(self, parent):
        self.asked.append("whole numbers")
        return self._whole_numbers

    def open_file(self, parent, caption, kinds, folder):
        self.asked.append(caption)
        return self._path

    def open_files(self, parent, caption, kinds, folder):
        self.asked.append(caption)
        return [self._path] if self._path else []

    def save_file(self, parent, caption, kinds, proposal):
        self.asked.append(caption)
        return self._path

    def folder(self, parent, caption, start):
        self.asked.append(caption)
        return self._path

    def password(self, parent, question):
        self.asked.append(question)
        return self._password

    def unlock(self, parent, path, settings):
        self.asked.append(f"the password of {path.name}")
        return self._password

    def has_printer(self):
        return self._printer is not None

    def printer(self, parent, *, pages, landscape):
        self.asked.append(f"printer for {pages} pages{' landscape' if landscape else ''}")
        return self._printer


def foreign_roster(path: Path) -> Path:
    """A roster as a county office would send it: title, unit line, odd headers, a wrong row, a sum below."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    rows = [
        ["青石镇工会会员花名册"],
        ["单位：青石镇总工会"],
        ["序号", "职工\n姓名", "性别", "身份证号码", "所属工会", "联系电话", "入会时间", "警号"],
        [1, "高䶮", "男", "", "青石镇总工会", "13800000001", "2019年5月", "0071"],
        [2, "欧阳喆", "女", "", "青石镇总工会", "13800000002", "2020-03-08", ""],
        [3, "", "男", "", "青石镇总工会", "", "", ""],
        [4, "王小满", "女", "110101199003070000", "青石镇总工会", "13800000004", "2021", ""],
        ["合计", "", "", "", "", "", "", ""],
        ["制表人：李某"],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:H1")
    book.create_sheet("Sheet2")
    book.save(path)
    return path
