"""True numbers pass, wrong ones are refused each with its own sentence, masked ones show no more than they may."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import identity
from app.domain.errors import Invalid

WEIGHTS = [2**i % 11 for i in range(17, 0, -1)]  # GB 11643's own definition, apart from the code's table


def number(area: str, born: date, order: int) -> str:
    head = f"{area}{born:%Y%m%d}{order:03}"
    rest = (12 - sum(w * int(d) for w, d in zip(WEIGHTS, head, strict=True)) % 11) % 11
    return head + ("X" if rest == 10 else str(rest))


def refused(check: object, text: object) -> str:
    with pytest.raises(Invalid) as caught:
        check(text)  # type: ignore[operator]
    assert str(text) in str(caught.value)
    return caught.value.msgid


@given(
    st.sampled_from(["110105", "330327", "810000", "659004"]),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.integers(1, 999),
)
def test_ids(area: str, born: date, order: int) -> None:
    text = number(area, born, order)
    expected = identity.IdNumber(text, born, "男" if order % 2 else "女")
    assert identity.check_id_number(text) == expected
    spoiled = "’ " + " ".join(text.lower()).translate({i: i + 0xFEE0 for i in range(48, 58)})
    assert identity.check_id_number(spoiled) == expected


@given(st.dates(date(1950, 1, 1), date(2010, 12, 31)), st.integers(1, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_never_passes(born: date, order: int, place: int, step: int) -> None:
    text = number("110105", born, order)
    if text[place] == "X":
        return
    wrong = text[:place] + str((int(text[place]) + step) % 10) + text[place + 1 :]
    with pytest.raises(Invalid):
        identity.check_id_number(wrong)


def test_each_wrong_id_has_its_sentence() -> None:
    good = number("110105", date(1990, 3, 7), 123)
    check = identity.check_id_number
    wrong_check = good[:-1] + ("1" if good[-1] != "1" else "2")
    sentences = [
        refused(check, good[:-1] + "99"),
        refused(check, "A" + good[1:]),
        refused(check, number("110105", date(1990, 3, 7), 123).replace("19900307", "19900230")),
        refused(check, wrong_check),
        refused(check, "1.10105E+17"),
    ]
    assert len(set(sentences)) == len(sentences)
    assert [
        next(w for w in ("18 digits", "character", "birth", "check digit", "rounded") if w in s) for s in sentences
    ] == [
        "18 digits",
        "character",
        "birth",
        "check digit",
        "rounded",
    ]


@pytest.mark.parametrize(
    "text", ["330327199003071000", 3.30327199003071e17, "3.3E+17", "3.30327199003071E17", "330327199003071000.0"]
)
def test_rounded_ids(text: object) -> None:
    assert "rounded" in refused(identity.check_id_number, text)


@pytest.mark.fault("C6")
def test_a_true_number_that_ends_in_zeros_passes() -> None:
    found = next(n for o in range(0, 1000, 10) if (n := number("110105", date(1990, 3, 7), o))[-1] == "0")
    assert identity.check_id_number(found).number == found


@pytest.mark.fault("C6")
def test_old_ids() -> None:
    assert identity.check_id_number("110105650501123") == identity.IdNumber("110105650501123", date(1965, 5, 1), "男")
    assert identity.check_id_number("110105650501124").gender == "女"
    assert "birth" in refused(identity.check_id_number, "110105651301123")


@given(st.text())
def test_any_text_is_refused_politely(text: str) -> None:
    for check in (identity.check_id_number, identity.check_phone, identity.check_card):
        with contextlib.suppress(Invalid):
            check(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("0577-87654321", "0577-87654321"),
        ("(0577)87654321", "0577-87654321"),
        ("010-12345678", None),
        ("010-62345678", "010-62345678"),
        ("02162345678", "021-62345678"),
        ("0577-87654321-801", "0577-87654321-801"),
        ("0577-87654321转801", "0577-87654321-801"),
        ("0577-7654321", "0577-7654321"),
        ("+86-577-87654321", None),
        ("12800138000", None),
        ("1380013800", None),
        ("87654321", None),
        ("", None),
        ("无", None),
        ("1.38E+10", None),
    ],
)
def test_phones(text: str, expected: str | None) -> None:
    if expected is None:
        refused(identity.check_phone, text)
    else:
        assert identity.check_phone(text) == expected


def test_rounded_numbers() -> None:
    for text in ("1.38E+10", "1.38001E10"):
        assert "rounded" in refused(identity.check_phone, text)
    for text in ("6.2284804024919E+18", "6228480402491920000", "622848040249192000.0"):
        assert "rounded" in refused(identity.check_card, text)


@pytest.mark.parametrize(
    "text", ["6228480402564890018", "6222 0212 3456 7890 123", "123456789012", "6228480402564890018 "]
)
def test_cards(text: str) -> None:
    assert identity.check_card(text) == "".join(text.split())


@pytest.mark.parametrize("text", ["12345678901", "1" * 20, "62284804x2564890018", ""])
def test_no_cards(text: str) -> None:
    assert "12 to 19" in refused(identity.check_card, text)


def test_masks() -> None:
    assert identity.mask_id("110105199003071234") == "110105********1234"
    assert identity.mask_id("110105650501123") == "110105******123"
    assert identity.mask_id("G12345678") == "*****5678"
    assert identity.mask_phone("13800138000") == "138****8000"
    assert identity.mask_phone("0577-87654321") == "*********4321"
    assert identity.mask_card("6228480402564890018") == "***************0018"
    assert [identity.mask_name_public(n) for n in ("", "张", "张三", "李张三", "欧阳娜娜")] == [
        "",
        "*",
        "张*",
        "李*三",
        "欧**娜",
    ]


@given(st.text())
def test_masks_keep_length_and_are_stable(text: str) -> None:
    for mask in (identity.mask_id, identity.mask_phone, identity.mask_card, identity.mask_name_public):
        masked = mask(text)
        assert len(masked) == len(text)
        assert mask(masked) == masked
        assert identity.is_masked(masked) == bool(text)


def test_is_masked() -> None:
    assert identity.is_masked("138****8000")
    assert identity.is_masked("张＊")
    assert not identity.is_masked("13800138000")


def test_personal_numbers_within_a_text_are_masked_and_nothing_else() -> None:
    text = "电话13800138000，证号99010119900307851X，卡6222021234567890123；文号〔2026〕5号，金额651427.87元"
    masked = identity.mask_within(text)
    for number in ("13800138000", "99010119900307851X", "6222021234567890123"):
        assert number not in masked
    assert masked.endswith("；文号〔2026〕5号，金额651427.87元")
    assert identity.mask_within(masked) == masked
