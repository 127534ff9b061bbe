"""What is typed reads into columns and writes back as the text that would read the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book.codes import canonical
from app.domain import reading
from app.domain.errors import Invalid
from app.domain.fields import Field, Kind
from app.domain.reading import Context
from app.domain.records import ALL

CONTEXT = Context(2026, None, canonical)


def field(kind: Kind, **more) -> Field:
    return Field("x", "X", "某", kind, **more)


@pytest.mark.parametrize(
    ("kind", "text", "columns"),
    [
        (Kind.COUNT, "30余名", {"x": 30, "x_given": "30余名"}),
        (Kind.COUNT, "1,200", {"x": 1200, "x_given": ""}),
        (Kind.MONEY, "近10万元", {"x": 10_000_000, "x_given": "近10万元"}),
        (Kind.MONEY, "651427.87", {"x": 65_142_787, "x_given": ""}),
        (Kind.WHEN, "3月底", {"x": "3月底", "x_from": "2026-03-21", "x_to": "2026-03-31"}),
        (Kind.WHEN, "农忙前", {"x": "农忙前", "x_from": None, "x_to": None}),
        (Kind.DATE, "1990年5月", {"x": "1990年5月", "x_from": "1990-05-01", "x_to": "1990-05-31"}),
        (Kind.BOOL, "√", {"x": 1}),
        (Kind.YEAR, "2026年", {"x": 2026}),
        (Kind.DECIMAL, "92.50", {"x": "92.50"}),
        (Kind.TEXT, "甲\n乙\u200b", {"x": "甲 乙"}),
        (Kind.LONG, " 甲\r\n乙 ", {"x": "甲\n乙"}),
        (Kind.PHONE, "１３８ ００１３ ８０００", {"x": "13800138000"}),
    ],
)
def test_reading(kind, text, columns):
    assert reading.read(field(kind), text, CONTEXT) == columns


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Kind.COUNT, "很多"), (Kind.MONEY, "若干"), (Kind.WHEN, "2月30日"), (Kind.BOOL, "也许"), (Kind.YEAR, "26"),
     (Kind.INTEGER, "1.5"), (Kind.DECIMAL, "NaN"), (Kind.ID_NUMBER, "3.3E+17"), (Kind.CARD, "6.23E+18"),
     (Kind.PHONE, "1"), (Kind.LONG, "长" * 20_001)],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_field_and_value(kind, text):
    with pytest.raises(Invalid) as caught:
        reading.read(field(kind), text, CONTEXT)
    problem = caught.value.problems[0]
    assert problem.field == "x"
    assert problem.value.startswith(text[:5])
    assert problem.msgid.format(**dict(problem.values))


def test_only_words_that_are_counted_by_are_normalised():
    assert reading.read(field(Kind.CHOICE, codes="ethnic"), "汉", CONTEXT) == {"x": "汉族"}
    assert reading.read(field(Kind.CHOICE, codes="education"), "大专", CONTEXT) == {"x": "大专"}
    assert reading.read(field(Kind.CHOICE, codes="area"), "志愿", CONTEXT) == {"x": "志愿"}


@given(st.sampled_from([f for record in ALL for f in record.fields if not f.ref]), st.text(max_size=30))
def test_reading_never_fails_but_by_a_sentence_and_writes_back_the_same(one, text):
    try:
        columns = reading.read(one, text, CONTEXT)
    except Invalid as error:
        assert all(problem.field == one.name for problem in error.problems)
        return
    assert set(columns) == {name for name, _ in one.columns}
    assert reading.read(one, reading.written(one, columns), CONTEXT) == columns
