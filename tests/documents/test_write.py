"""Papers on disk: whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.documents import write
from app.documents.write import plain_text, safe_stem, write_document
from app.domain.errors import FileProblem
from tests.documents.papers import everything, form


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_both_formats_and_makes_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "总结" / "2026"
    written = write_document(form(), folder, "推荐:表/一", ("pdf", "docx"))
    assert [path.name for path in written] == ["推荐_表_一.pdf", "推荐_表_一.docx"]
    assert _names(folder) == sorted(path.name for path in written)


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.ENOSPC, "full"), (errno.EACCES, "may not be written"), (errno.EIO, "could not be written")],
)
def test_a_failing_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    (tmp_path / "甲.pdf").write_bytes(b"old")

    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileProblem, match=word) as caught:
        write_document(form(), tmp_path, "甲", ("pdf", "docx"))
    assert caught.value.values["file"] == "甲.pdf"
    assert _names(tmp_path) == ["甲.pdf"]
    assert (tmp_path / "甲.pdf").read_bytes() == b"old"


def test_a_failing_renderer_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: object, kind: str) -> bytes:
        if kind == "docx":
            raise RuntimeError("bug")
        return b"%PDF-"

    monkeypatch.setattr(write, "_render", fail)
    with pytest.raises(RuntimeError):
        write_document(form(), tmp_path, "甲")
    assert _names(tmp_path) == []


def test_what_reads_back_wrong_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "_render", lambda document, kind: b"no pdf at all")
    with pytest.raises(FileProblem, match="read back"):
        write_document(form(), tmp_path, "甲", ("pdf",))
    assert _names(tmp_path) == []


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "甲").write_text("x")
    with pytest.raises(FileProblem):
        write_document(form(), tmp_path / "甲", "乙", ("pdf",))


def test_safe_stem() -> None:
    assert safe_stem('a/b\\c:"d". ') == "a_b_c__d_"
    assert safe_stem("CON") == "_CON"
    assert safe_stem(" . ") == "_"


def test_plain_text() -> None:
    lines = plain_text(everything()).splitlines()
    assert lines[0].startswith("青山镇总工会")
    assert "序号\t分工会\t会员人数\t备注" in lines
    assert "附件：1.青山镇总工会2026年度优秀工会积极分子推荐人选汇总表及其公示情况说明" in lines
    assert "2.收支情况表" in lines
