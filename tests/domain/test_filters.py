"""Filters as JSON: they come back equal, what is unknown is left out and named, and the ready-made ones are sound."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book import filters as kept
from app.domain.fields import Kind
from app.domain.filters import RELATIONS, from_json, is_sound, ops_of, relations_of, to_json
from app.domain.listing import Condition, aged, all_of, among, any_of, between, none_of, one_of
from app.domain.membership import State
from app.domain.records import BY_TABLE
from app.resources import code_list, filters

MEMBER = BY_TABLE["member"]
HUNG = {("attachment", "owner_id"), ("sealing", "owner_id")}
ONE_OF_EACH = (
    Condition("name", "has", "“三”\\ 'x'"),
    Condition("gender", "is", "女"),
    one_of("political", ["中共党员", "群众"]),
    one_of("state", ["去世"], negated=True),
    Condition("state", "on_roster"),
    aged("birth", 50, None),
    between("joined", "2020-01-01", None),
    between("wage", 0, 500000),
    Condition("birth", "month", 3),
    Condition("birth", "this_month"),
    Condition("is_migrant", "is", 0),
    Condition("unit_id", "under", 7 << 31),
    Condition("", "without", "aided_this_year"),
    among([5, 6]),
    any_of(Condition("joined", "blank"), none_of(Condition("joined", "this_year"), all_of(aged("birth", 1, 2)))),
)


def test_conditions_come_back_equal():
    assert from_json(MEMBER, to_json(ONE_OF_EACH)) == (ONE_OF_EACH, ())
    assert from_json(MEMBER, to_json(())) == ((), ())
    assert from_json(MEMBER, "") == ((), ())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[{"op": "has", "field": "shoe_size", "value": "9"}]', ("shoe_size",)),
        ('[{"op": "rhymes", "field": "name", "value": "三"}]', ("name",)),
        ('[{"op": "with", "value": "bicycles"}]', ("bicycles",)),
        ('[{"op": "month", "field": "birth", "value": 13}]', ("birth",)),
        ('[{"op": "month", "field": "birth", "value": true}]', ("birth",)),
        ('[{"op": "from", "field": "wage", "value": "much"}]', ("wage",)),
        ('[{"op": "age", "field": "birth", "value": "[null, null]"}]', ("birth",)),
        ('[{"op": "age", "field": "birth", "value": "[\\"a\\", 1]"}]', ("birth",)),
        ('[{"op": "in", "field": "gender", "value": []}]', ("gender",)),
        ('[{"op": "under", "field": "unit_id", "value": "1 OR 1"}]', ("unit_id",)),
        ('[{"op": "among", "field": "id", "value": "[1, \\"x\\"]"}]', ("id",)),
        ('[{"op": "any", "parts": []}]', ("any",)),
        ('[{"op": "any", "parts": [{"op": "blank", "field": "joined"}, {"op": "blank", "field": "gone"}]}]', ("any",)),
        ('[{"op": "is", "field": "is_migrant", "value": 2}]', ("is_migrant",)),
        ('[{"op": "from", "field": "wage", "value": 99999999999999999999}]', ("wage",)),
        ('{"op": 1}', ("1",)),
        ("[17]", ("17",)),
        ("not json", ("not json",)),
    ],
)
def test_what_is_unknown_is_left_out_and_named(text, named):
    assert from_json(MEMBER, text) == ((), named)


def test_the_rest_of_a_filter_stands_when_a_part_is_unknown():
    text = '[{"op": "blank", "field": "joined"}, {"op": "blank", "field": "gone"}]'
    assert from_json(MEMBER, text) == ((Condition("joined", "blank"),), ("gone",))


def test_a_filter_nested_without_end_is_no_crash():
    deep = '{"op": "all", "parts": [' * 3000 + "]}" * 3000
    conditions, unknown = from_json(MEMBER, f"[{deep}]")
    assert conditions == ()
    assert len(unknown) == 1


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["op", "field", "value", "parts", "x"]), inner, max_size=4)
    ),
)


@given(json_like)
def test_no_json_at_all_is_a_crash(found):
    conditions, unknown = from_json(MEMBER, json.dumps(found))
    assert all(is_sound(MEMBER, condition) for condition in conditions)
    assert conditions or unknown or not found


def test_relations_are_declared_on_fields_that_are_there():
    assert len({(one.table, one.name) for one in RELATIONS}) == len(RELATIONS)
    for relation in RELATIONS:
        for way in relation.ways:
            record = BY_TABLE[way.table]
            field = record.field(way.ref)
            assert field.ref == relation.table or (way.table, way.ref) in HUNG
            assert all(is_sound(record, condition) for condition in way.such)
            if relation.this_year:
                assert record.yearly or BY_TABLE[record.field(record.owner).ref].yearly
    assert relations_of("problem") == ()


def test_off_the_roster_are_states_of_the_list():
    words = set(code_list("membership_state").values())
    assert {str(state) for state in State} <= words


def test_ready_made_filters_are_sound():
    for table, data in filters().items():
        found = kept.ready_made(BY_TABLE[table])
        assert len(found) == len(data["filter"])
        assert [one.unknown for one in found] == [()] * len(found)
        assert all(one.conditions and one.name and one.english for one in found)
        for what in ("key", "name", "english"):
            assert len({getattr(one, what) for one in found}) == len(found), (table, what)
    assert kept.usual(MEMBER).conditions == (Condition("state", "on_roster"),)
    assert kept.usual(BY_TABLE["entry"]) is None


def test_words_that_ready_made_filters_look_for_are_in_the_lists():
    for table in filters():
        record = BY_TABLE[table]
        for found in kept.ready_made(record):
            for condition in found.conditions:
                if condition.op in ("in", "out"):
                    known = code_list(record.field(condition.field).codes).values()
                    assert set(json.loads(condition.value)) <= set(known), found.key


def test_every_field_can_at_least_be_asked_whether_it_is_blank():
    for record in BY_TABLE.values():
        for field in record.fields:
            assert {"blank", "filled"} <= set(ops_of(field))
            assert ("age" in ops_of(field)) == (field.kind in (Kind.DATE, Kind.WHEN))
