"""What a sensitive value shows: never more than the rule for its kind, and always that it is masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import identity
from app.domain.fields import Kind
from app.domain.masking import HIDDEN, mask_address, mask_email, masked
from app.domain.records import ALL, BY_TABLE

pytestmark = pytest.mark.fault("K8")

MEMBER = BY_TABLE["member"]
SENSITIVE = [field for record in ALL for field in record.fields if field.sensitive]
DIGITS = st.text("0123456789", min_size=12, max_size=19)


@pytest.mark.parametrize(
    ("name", "whole", "shown"),
    [
        ("id_no", "110101199003070118", "110101********0118"),
        ("mobile", "13800138000", "138****8000"),
        ("card", "6222020200112233445", "***************3445"),
        ("home_address", "浙江省某县小青镇青石村三组12号", "浙江省某县小青镇青石村***"),
        ("home_address", "滨江区阳光社区2幢301室", "滨江区阳光社区***"),
        ("home_address", "小青镇人民路8号", "小青镇***"),
        ("home_address", "人民路8号", HIDDEN),
        ("email", "zhangsan@example.cn", "z***@example.cn"),
        ("email", "没有邮箱", HIDDEN),
        ("health", "重大疾病", HIDDEN),
        ("wage", "520000", HIDDEN),
        ("name", "张三", "张三"),
        ("mobile", "", ""),
    ],
)
def test_each_kind_by_its_rule(name, whole, shown):
    assert masked(MEMBER.field(name), whole) == shown


@given(DIGITS)
def test_of_a_card_only_the_last_four_are_seen(number):
    shown = identity.mask_card(number)
    assert shown[-4:] == number[-4:]
    assert set(shown[:-4]) == {"*"}
    assert len(shown) == len(number)


@given(st.integers(0, 99999), st.text("省市县区路巷号栋三组0123456789", max_size=20))
def test_no_house_number_leaves_an_address(house, words):
    shown = mask_address(f"小青镇青石村{words}{house}号")
    assert shown == "小青镇青石村***"


@given(st.text(min_size=2, max_size=30).filter(lambda text: "@" not in text))
def test_of_an_email_one_letter_is_seen(name):
    assert mask_email(f"{name}@example.cn") == f"{name[0]}***@example.cn"


@pytest.mark.parametrize("field", SENSITIVE, ids=lambda field: field.name)
@given(value=st.text("0123456789", min_size=5, max_size=25))
def test_what_is_masked_is_known_as_masked_and_shows_less(field, value):
    """So that a masked sheet read back never writes over the true value."""
    shown = masked(field, value)
    assert identity.is_masked(shown)
    assert shown != value
    if field.kind not in (Kind.ID_NUMBER, Kind.PHONE, Kind.CARD):
        assert value not in shown


@given(st.text(max_size=40))
def test_what_is_not_sensitive_stays_as_it_is(text):
    assert masked(MEMBER.field("name"), text) == text
