"""The manual as a paper: every word of every page is on it, and the contents lead to the right sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument

from app import paths
from app.documents.blocks import Heading, Item, Note, Paragraph, Picture, Table, Title, words
from app.documents.manual import manual_document, write_manual
from app.documents.manual_pages import HelpPage, read_manual
from app.documents.write import plain_text, write_document
from app.domain.errors import FileProblem
from app.version import __version__
from tests.documents.papers import pdf_pages

MANUAL = read_manual()


@pytest.fixture(scope="module")
def sheets(tmp_path_factory) -> list[str]:
    """The text of every page of the PDF, without spaces."""
    out = tmp_path_factory.mktemp("manual") / "手册.pdf"
    write_manual(paths.HELP, out)
    return ["".join(text.split()) for text in pdf_pages(out.read_bytes())]


def bare(text: str) -> str:
    return "".join(text.split())


def test_it_opens_with_its_name_and_version(sheets: list[str]) -> None:
    assert "工会小管家使用手册" in sheets[0]
    assert f"版本{__version__}" in sheets[0]
    assert "页" not in sheets[0].partition("共")[2][:4]  # the cover has no number
    assert sheets[1].startswith("目录")
    for part in MANUAL.parts:
        assert part in sheets[1]


def test_the_contents_lead_to_the_right_sheet(sheets: list[str]) -> None:
    numbered = sheets[1:]
    for page in MANUAL.pages:
        found = re.search(rf"{re.escape(bare(page.title))}(\d+)", numbered[0])
        assert found, page.title
        # The next title may begin with a figure, so the number is the longest that leads to a sheet.
        places = [int(found[1][:size]) for size in range(1, len(found[1]) + 1)]
        begun = [numbered[at - 1].startswith(bare(page.title)) for at in places if 0 < at <= len(numbered)]
        assert any(begun), page.name


def test_a_link_names_the_sheet_to_turn_to(sheets: list[str]) -> None:
    numbered = sheets[1:]
    titles = {bare(page.title): page for page in MANUAL.pages}
    told = [(title, int(at)) for text in numbered for title, at in re.findall(r"([^，。、；|]+?)（第(\d+)页）", text)]
    assert len(told) >= 10
    for said, at in told:
        ends = [title for title in titles if said.endswith(title)]
        if ends:
            assert numbered[at - 1].startswith(max(ends, key=len)), (said, at)
        assert 1 < at <= len(numbered)


@pytest.mark.parametrize("page", MANUAL.pages, ids=lambda page: page.name)
def test_paper_and_window_say_the_same(page: HelpPage) -> None:
    """The window reads a page by Qt's own Markdown, the paper by ours: no word is lost by either."""
    document = QTextDocument()
    document.setMarkdown(f"# {page.title}\n\n{page.text}")
    window = bare(document.toPlainText().replace("\ufffc", ""))
    body = manual_document(paths.HELP).bound[1]
    text = _own_part(body.blocks, page)
    assert _sifted(text) == _sifted(window)


def _own_part(blocks, page: HelpPage) -> str:
    """What stands on a page: from its title to the next; pictures' captions and the sheets of links left out."""
    found, inside = [], False
    for block in blocks:
        if isinstance(block, Title):
            inside = words(block.run) == page.title
        if not inside:
            continue
        match block:
            case Title(run) | Heading(_, run) | Paragraph(run) | Item(_, run):
                found.append(re.sub(r"（第\d+页）", "", words(run)))
            case Table(columns, rows):
                found += [column.title for column in columns]
                found += [re.sub(r"（第\d+页）", "", str(cell)) for row in rows for cell in row]
    return bare("".join(found))


def _sifted(text: str) -> str:
    return text.replace("•", "")


def test_every_picture_is_on_it_with_its_words() -> None:
    body = manual_document(paths.HELP).bound[1]
    pictures = [block for block in body.blocks if isinstance(block, Picture)]
    wanted = [caption for page in MANUAL.pages for caption in re.findall(r"!\[([^]]+)]", page.text)]
    assert [picture.caption for picture in pictures] == wanted
    assert all(picture.width_mm <= 160 and picture.height_mm <= 100 for picture in pictures)


def test_a_picture_that_is_gone_leaves_its_words(tmp_path: Path) -> None:
    (tmp_path / "manual.md").write_text("# 手册\n\n1. 全部\n", encoding="utf-8")
    (tmp_path / "1-01-one.md").write_text("# 一\n\n![样子](pictures/none.png)\n", encoding="utf-8")
    assert Note("（图：样子）") in manual_document(tmp_path).bound[1].blocks


def test_the_same_manual_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    write_manual(paths.HELP, first)
    write_manual(paths.HELP, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(FileProblem):
        write_manual(paths.HELP, tmp_path / "taken" / "手册.pdf")


def test_it_can_be_a_word_file_too(tmp_path: Path) -> None:
    paper = manual_document(paths.HELP)
    (out,) = write_document(paper, tmp_path, "手册", ("docx",))
    assert out.stat().st_size > 100_000
    assert "1. 打开程序" in plain_text(paper)


def test_a_folder_without_a_manual_has_no_pages(tmp_path: Path) -> None:
    assert read_manual(tmp_path).pages == ()
