"""Hostile text: hidden signs, rare names, wildcards and code, typed, imported, searched, exported and printed."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.book import editing, exporting
from app.book.book import Book
from app.documents.blocks import Document, Paragraph, run
from app.documents.docx import render_docx
from app.documents.pdf import render_pdf
from app.domain import reading
from app.domain.errors import Invalid
from app.domain.fields import Field, Kind
from app.domain.listing import Condition, Listing, one_of
from app.domain.reading import LONGEST, Context
from app.domain.reading_text import clean, whole
from app.i18n import Language
from tests.book.rich_book import id_number
from tests.book.sheets import bring_in, workbook
from tests.documents.papers import bare, pdf_pages
from tests.faults.hostile_words import FORMULAS, NAMES, PICTOGRAMS, TEMPLATES, UNSEEN, WILDCARDS

CHINESE = Language("zh_CN")
HIDDEN = "".join(map(chr, [0, 8, 11, 0x7F, 0x8B, 0xAD, 0x61C, 0x200B, 0x200E, 0x202E, 0x2060, 0x2066, 0xFEFF, 0xFFF9,
0xFFFF,
                           0xE0041, 0x1FFFE])) + "\ud83d"  # fmt: skip


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


def names(book: Book, text: str) -> list[str]:
    """The members found by a text, by name."""
    ids = book.read.ids(Listing("member", text=text))
    found = book.read.rows("member", ids)
    return [found[one]["name"] for one in ids]


# ------------------------------------------------------------------------------------ T1: how long


@pytest.mark.fault("T1")
def test_ten_megabytes_are_refused_with_a_sentence_wherever_they_come_from(book: Book, tmp_path: Path) -> None:
    for kind in (Kind.LONG, Kind.TEXT, Kind.CHOICE, Kind.WHEN, Kind.MONEY):
        with pytest.raises(Invalid, match="20000") as caught:
            reading.read(Field("x", "X", "某", kind), "长" * 10_000_000, Context(2026))
        assert len(caught.value.problems[0].value) < 60
    with pytest.raises(Invalid) as caught:
        editing.save(book, "member", None, {"name": "赵九妹", "remark": "长" * (LONGEST + 1)})
    assert "20000" in CHINESE.text(caught.value.msgid, **caught.value.values)
    rows = [["姓名", "备注", "部门", "没有的列"], ["甲", "长" * (LONGEST + 1)], ["乙", "长" * LONGEST, None, "多"],
            ["丙", None, "部" * (LONGEST + 1)], ["丁", "长" * LONGEST], ["戊", None, None, "多" * LONGEST]]  # fmt: skip
    (sheet,) = bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": rows})).values()
    assert [(row["row"], "20000" in row["reason"]) for row in sheet["refused"]] == [
        (2, True),
        (3, True),
        (4, True),
        (6, True),
    ]
    assert [row["name"] for row in book.read.every("member")] == ["丁"]
    assert book.read.every("unit") == []


@pytest.mark.fault("T1")
def test_remarks_that_are_full_take_no_more_and_it_is_said(book: Book, tmp_path: Path) -> None:
    number = id_number("1980-02-03", 1)
    one = editing.save(book, "member", None, {"name": "赵九妹", "id_no": number, "remark": "满" * LONGEST})
    path = workbook(tmp_path / "a.xlsx", {"会员": [["姓名", "身份证号", "没有的列"], ["赵九妹", number, "多出来的"]]})
    (sheet,) = bring_in(book, path).values()
    assert [note for note in sheet["notes"] if "多出来的" in note and "full" in note]
    assert book.read.row("member", one)["remark"] == "满" * LONGEST


@pytest.mark.fault("T1")
@pytest.mark.parametrize("item", ["工会主席", "背景"])
def test_an_item_of_the_overview_has_the_same_limit(book: Book, tmp_path: Path, item: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {"概况": [["项目", "内容"], [item, "长" * (LONGEST + 1)]]})
    (sheet,) = bring_in(book, path).values()
    assert len(sheet["refused"]) == 1
    assert book.read.every("overview") == []


# ------------------------------------------------------------------------------ T2: people's names


@pytest.mark.fault("T2")
def test_names_beyond_the_common_signs_are_kept_sorted_found_and_come_back(book: Book, tmp_path: Path) -> None:
    people = ["𠮷田玉", "𬱖玉", "䶮㛃", "𰀀", "买买提·热合曼"]
    bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": [["姓名", "性别"], *[[name, "女"] for name in people]]}))
    assert [names(book, name) for name in people] == [[name] for name in people]
    assert names(book, people[0][0]) == [people[0]]
    assert sorted(names(book, "")) == sorted(people)
    by_name = Listing("member", sort="name")
    assert book.read.ids(by_name) == list(reversed(book.read.ids(Listing("member", sort="name", descending=True))))
    for suffix, sheets in ((".xlsx", ()), (".csv", ("会员",))):
        out = tmp_path / f"out{suffix}"
        exporting.export(book, out, sheets=sheets, unmask=True)
        for sheet in bring_in(book, out, **({"kinds": {"out": "会员"}} if suffix == ".csv" else {})).values():
            assert (sheet["added"], sheet["updated"]) == (0, 0)


@pytest.mark.fault("T2")
@pytest.mark.parametrize("dot", "·•・･‧∙⋅．.")
def test_the_dot_in_a_name_is_the_official_one_whichever_was_typed(book: Book, tmp_path: Path, dot: str) -> None:
    number = id_number("1980-02-03", 1)
    one = editing.save(book, "member", None, {"name": f"买买提{dot}热合曼", "id_no": number})
    assert book.read.row("member", one)["name"] == "买买提·热合曼"
    path = workbook(tmp_path / "a.xlsx", {"会员": [["姓名", "身份证号"], [f"买买提 {dot} 热合曼", number]]})
    (sheet,) = bring_in(book, path).values()
    assert (sheet["unchanged"], sheet["refused"]) == (1, [])
    for typed in (f"买买提{dot}热合曼", f"提{dot}热", "热合曼"):
        assert names(book, typed) == ["买买提·热合曼"]


@pytest.mark.fault("T2", "F11")
def test_a_unit_that_a_row_names_with_another_dot_is_the_same_unit(book: Book, tmp_path: Path) -> None:
    rows = [["姓名", "部门"], ["赵九妹", "古丽・娜工作室"], ["钱十一", "古丽•娜工作室"]]
    bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": rows}))
    assert [row["name"] for row in book.read.every("unit")] == ["古丽·娜工作室"]
    exporting.export(book, tmp_path / "out.xlsx", unmask=True)
    assert all(sheet["added"] == sheet["updated"] == 0 for sheet in bring_in(book, tmp_path / "out.xlsx").values())


@pytest.mark.fault("T2")
def test_dots_that_are_no_part_of_a_name_stay(book: Book) -> None:
    for name in ("J. Smith", "3.5号", "甲.", "A·B"):
        one = editing.save(book, "member", None, {"name": name})
        assert book.read.row("member", one)["name"] == name
    activity = editing.save(book, "activity", None, {"title": "劳模•工匠宣讲", "area": "宣传"})
    assert book.read.row("activity", activity)["title"] == "劳模•工匠宣讲"
    assert book.read.ids(Listing("activity", text="劳模·工匠")) == [activity]


@pytest.mark.fault("T2")
def test_rare_names_are_printed_with_signs_not_boxes() -> None:
    text = "、".join(("𠮷田玉", "𬱖玉", "䶮㛃镕", "买买提·热合曼", "\u9fa6\u9fb3", "喆堃昇"))
    document = Document("名单", (Paragraph(run(text)),))
    assert bare(text) in bare("".join(pdf_pages(render_pdf(document))))
    from app.documents import pdf_fonts
    from app.documents.layout import Face

    for face in Face:
        for char in text:
            assert any(pdf_fonts._has(font, char) for font in pdf_fonts.chain(face)), (face, char)


# ------------------------------------------------------------------ T3, T4: pictograms, hidden signs


@pytest.mark.fault("T3")
@pytest.mark.parametrize("text", ["👨‍👩‍👧‍👦", "👍🏽", "葛\U000e0100", "\ue000", "e\u0301"])
def test_joined_pictograms_variants_and_private_signs_are_kept(book: Book, tmp_path: Path, text: str) -> None:
    one = editing.save(book, "member", None, {"name": "赵九妹", "remark": f"甲{text}乙"})
    assert book.read.row("member", one)["remark"] == f"甲{text}乙"
    exporting.export(book, tmp_path / "out.xlsx", unmask=True)
    assert all(s["updated"] == s["added"] == 0 for s in bring_in(book, tmp_path / "out.xlsx").values())


@pytest.mark.fault("T4", "F13")
@given(st.text(st.sampled_from("甲乙a1 \n\t·" + HIDDEN) | st.characters(), max_size=30))
@settings(max_examples=300, deadline=None)
def test_nothing_hidden_is_kept_and_cleaning_again_changes_nothing(text: str) -> None:
    found = clean(text)
    assert not set(found) & set(HIDDEN)
    assert clean(found) == found
    assert found == found.strip()
    found.encode()
    assert clean(f"甲{HIDDEN}乙") == "甲乙"


@pytest.mark.fault("T4")
@given(st.text(st.characters() | st.sampled_from("\ud83d\udc00"), max_size=20))
def test_half_a_sign_can_be_written(text: str) -> None:
    whole(text).encode()
    assert whole("甲\n乙") == "甲\n乙"


@pytest.mark.fault("T4")
def test_hidden_signs_neither_come_in_nor_stand_in_the_way_of_a_search(book: Book, tmp_path: Path) -> None:
    rows = [
        ["姓\u200b名", "身份证号", "备注", "没有\u202e的列"],
        ["张\u202e三", f"\u200b{id_number('1980-02-03', 1)}\ufeff", "甲\u00ad乙", "x"],
    ]
    bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": rows}))
    (row,) = book.read.every("member")
    assert (row["name"], row["id_no"], row["remark"]) == ("张三", id_number("1980-02-03", 1), "甲乙；没有的列：x")
    for typed in ("张\u200b三", "\ufeff张三", "张三\u202c", "张三\ud83d"):
        assert names(book, typed) == ["张三"]


@pytest.mark.fault("T4")
def test_numbers_are_found_in_either_width(book: Book) -> None:
    number = id_number("1985-03-07", 7)
    wide = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)} | {ord("X"): "Ｘ"}
    editing.save(
        book, "member", None, {"name": "赵九妹", "id_no": number.translate(wide), "mobile": "１３８００１３８０００"}
    )
    for typed in (
        number,
        number.translate(wide),
        number[-4:].translate(wide),
        "13800138000",
        "１３８００１３８０００",
        "138 0013 8000",
    ):
        assert names(book, typed) == ["赵九妹"], typed


@pytest.mark.fault("T4", "T5", "F12", "F13", "F15")
@pytest.mark.parametrize("words", [NAMES, FORMULAS, UNSEEN, PICTOGRAMS, WILDCARDS, TEMPLATES])
def test_every_odd_word_can_be_typed_found_exported_and_read_again(
    book: Book, tmp_path: Path, words: tuple[str, ...]
) -> None:
    for word in words:
        if clean(word):
            editing.save(book, "member", None, {"name": word, "remark": f"甲{word}"})
    for suffix, sheets in ((".xlsx", ()), (".csv", ("会员",))):
        out = tmp_path / f"out{suffix}"
        exporting.export(book, out, sheets=sheets, unmask=True)
        before = book.read.every("member")
        bring_in(book, out, **({"kinds": {"out": "会员"}} if sheets else {}))
        assert book.read.every("member") == before
    for row in before:
        assert row["name"] in names(book, row["name"])


# -------------------------------------------------------------------------- T5 to T7: asking the book


@pytest.mark.fault("T5", "T6")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("%_'\";\\*()[]{}-. 甲a1") | st.characters(), max_size=12))
def test_any_text_is_searched_for_as_it_stands(asked_book: Book, text: str) -> None:
    found = names(asked_book, text)
    plain = clean(text)
    if not plain:
        assert len(found) == len(_ASKED)
    elif not plain.isascii() or not plain.isalnum():  # letters may be somebody's initials
        assert set(found) <= {name for name in _ASKED if _holds(name, plain)}


_ASKED = ("甲%乙", "甲_乙", "甲'乙", "甲\\乙", '甲"乙', "甲;乙--", "甲乙", "甲*NEAR乙")


def _holds(name: str, text: str) -> bool:
    """Whether a text stands in a name as SQL compares: Latin letters in either case, a dot for any sign."""
    return any(
        all(
            a == b or (a.isascii() and a.lower() == b.lower()) or a in "·•・･‧∙⋅●．.｡‑᛫⸱"
            for a, b in zip(text, name[i:], strict=False)
        )
        for i in range(len(name) - len(text) + 1)
    )


@pytest.fixture(scope="module")
def asked_book(tmp_path_factory: pytest.TempPathFactory):
    with Book.create(tmp_path_factory.mktemp("t5") / "a.union", "青石镇总工会", year=2026) as book:
        for name in _ASKED:
            editing.save(book, "member", None, {"name": name, "remark": f"在{name}里"})
        yield book


@pytest.mark.fault("T5", "T6")
@pytest.mark.parametrize("sign", "%_'\\\";*")
def test_a_wildcard_is_a_sign_like_any_other(asked_book: Book, sign: str) -> None:
    wanted = [name for name in _ASKED if sign in name]
    assert names(asked_book, sign) == names(asked_book, f"甲{sign}") == wanted
    for op in ("has", "lacks", "is", "not"):
        listing = Listing("member", conditions=(Condition("remark", op, f"在{wanted[0]}里"),))
        assert asked_book.read.count(listing) == (1 if op in ("has", "is") else len(_ASKED) - 1)
    assert asked_book.read.count(Listing("member", conditions=(one_of("name", wanted),))) == 1


@pytest.mark.fault("T7")
@pytest.mark.parametrize(
    "name", ["id; DROP TABLE member", "name) --", "rowid", "sort_key", "", "name DESC", "sqlite_version()"]
)
def test_only_fields_can_be_sorted_and_filtered_by(asked_book: Book, name: str) -> None:
    if name:
        with pytest.raises(KeyError):
            asked_book.read.ids(Listing("member", sort=name))
    with pytest.raises(KeyError):
        asked_book.read.ids(Listing("member", conditions=(Condition(name, "is", "x"),)))
    with pytest.raises(KeyError):
        asked_book.read.ids(Listing("member", conditions=(Condition("name", name or "x", "x"),)))
    with pytest.raises(KeyError):
        asked_book.read.ids(Listing(name or "x"))
    assert asked_book.read.count(Listing("member")) == len(_ASKED)


@pytest.mark.fault("T7")
def test_lists_of_words_are_data_however_they_are_written(asked_book: Book) -> None:
    hostile = ['x"]) OR 1=1 --', "甲乙", "]"]
    assert asked_book.read.count(Listing("member", conditions=(Condition("name", "in", json.dumps(hostile)),))) == 1


# ------------------------------------------------------------------------------------- F15: on paper


@pytest.mark.fault("F15")
@pytest.mark.parametrize(
    "text", ["a<b&c>d", "{{7*7}}与{{姓名}}", "{0.__class__}", "]]>&amp;&#0;", "%s%n 100%", "说：“好”\"'"]
)
def test_words_of_a_templates_tongue_are_printed_as_they_stand(text: str) -> None:
    document = Document("甲<乙>&丙", (Paragraph(run(f"前{text}后")),))
    assert bare(f"前{text}后") in bare("".join(pdf_pages(render_pdf(document))))
    written = docx.Document(BytesIO(render_docx(document))).paragraphs
    assert f"前{text}后" in "".join(one.text for one in written)
