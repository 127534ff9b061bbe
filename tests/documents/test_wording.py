"""The clerk's choices over a summary: order, what is left out, own words whose figures stay alive."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.documents.kept import differences
from app.documents.narrative_marks import Number
from app.documents.narrative_words import plain
from app.documents.outline import Chapter, Outline, Passage
from app.documents.wording import body_of, refreshed, with_figures, worded
from app.domain.summary_choices import Choices, Held, OwnWords, from_json, to_json
from app.domain.summary_count import Source


def number(value: int, definition: str = "2026年慰问帮扶记录的人数之和，共3条", unit: str = "人") -> Number:
    return Number(f"{value}{unit}", Decimal(value), unit, definition, (Source("entry", value),))


def passage(key: str, *pieces: str | Number) -> Passage:
    return Passage(key, pieces)


def summary(persons: int = 302) -> Outline:
    aid = passage("totals:aid", "全年慰问", number(persons), "。")
    gift = passage("entry:7", "送月饼", number(40, "记录“中秋”的“人数”"), "。")
    return Outline(
        "总结", "某工会",
        (
            Chapter("opening", 0, "", ((passage("opening:0", "开头。"),),)),
            Chapter("work", 1, "主要工作"),
            Chapter("aid", 2, "帮扶", ((aid, gift),)),
            Chapter("sport", 2, "文体", ((passage("activity:1", "办运动会。"),),)),
            Chapter("plans", 1, "打算", ((passage("plan:1", "再办一次。"),),)),
        ),
    )  # fmt: skip


def keys(outline: Outline) -> list[str]:
    return [chapter.key for chapter in outline.chapters]


def test_without_choices_nothing_changes() -> None:
    assert worded(summary(), Choices()).outline == summary()
    assert worded(summary(), Choices()).changed == ()


def test_sections_move_among_themselves_and_may_be_left_out() -> None:
    found = worded(summary(), Choices(order=("sport", "aid"))).outline
    assert keys(found) == ["opening", "work", "sport", "aid", "plans"]
    found = worded(summary(), Choices(left_out=frozenset({"aid", "opening:0"}))).outline
    assert keys(found) == ["opening", "work", "sport", "plans"]
    assert found.chapters[0].empty


def test_the_heading_of_the_work_goes_with_its_last_section() -> None:
    found = worded(summary(), Choices(left_out=frozenset({"aid", "sport"}))).outline
    assert keys(found) == ["opening", "plans"]


def test_own_words_keep_their_figures_alive_and_say_what_changed() -> None:
    before = summary().passage("totals:aid")
    assert before is not None
    (_, held, _) = body_of(before.pieces)
    assert isinstance(held, Held)
    own = OwnWords(("今年看望了", held, "，一个不落。"), plain(before.pieces))
    found = worded(summary(305), Choices(words={"totals:aid": own}))
    told = found.outline.passage("totals:aid")
    assert told is not None
    assert plain(told.pieces) == "今年看望了305人，一个不落。"
    assert [piece.sources for piece in told.pieces if isinstance(piece, Number)] == [(Source("entry", 305),)]
    [changed] = found.changed
    assert changed.figures == (("302人", "305人"),)
    assert (changed.told, changed.tells) == ("全年慰问302人。", "全年慰问305人。")
    assert worded(summary(302), Choices(words={"totals:aid": own})).changed == ()


def test_a_number_typed_by_hand_is_told_and_does_not_follow() -> None:
    own = OwnWords(("今年看望了302人，一个不落。",), "全年慰问302人。")
    [changed] = worded(summary(305), Choices(words={"totals:aid": own})).changed
    assert (changed.figures, changed.typed) == ((("302人", "305人"),), True)
    held = OwnWords(("看望了", Held("#年慰问帮扶记录的人数之和，共#条", 0, "302人")), "全年慰问302人。")
    [changed] = worded(summary(305), Choices(words={"totals:aid": held})).changed
    assert (changed.figures, changed.typed) == ((("302人", "305人"),), False)


def test_a_figure_is_known_again_though_more_records_count() -> None:
    before = (number(302, "2026年记录人数之和，共3条"), "和", number(9, "2026年记录人数之和，共3条"))
    after = (number(400, "2026年记录人数之和，共12条"), "和", number(8, "2026年记录人数之和，共12条"))
    assert plain(with_figures(body_of(before), after)) == "400人和8人"


def test_own_words_edited_again_keep_which_figure_is_which() -> None:
    before = (number(302), "和", number(9), "。")
    first, _, second, _ = body_of(before)
    turned = (second, "在前，", first, "在后。")
    today = (number(305), "和", number(8), "。")
    again = refreshed(turned, today)
    assert [part.text for part in again if isinstance(part, Held)] == ["8人", "305人"]
    assert plain(with_figures(again, today)) == "8人在前，305人在后。"
    assert refreshed(turned, ("没有数字了。",)) == ("9人", "在前，", "302人", "在后。")


def test_a_passage_whose_records_are_gone_is_told_and_not_printed() -> None:
    found = worded(summary(), Choices(words={"entry:99": OwnWords(("旧话",), "旧话。")}))
    assert [(one.key, one.tells) for one in found.changed] == [("entry:99", "")]
    assert found.outline == summary()


def test_own_words_that_say_nothing_leave_the_passage_out() -> None:
    found = worded(summary(), Choices(words={"entry:7": OwnWords((), "送月饼40人。")})).outline
    assert found.passage("entry:7") is None
    assert found.passage("totals:aid") is not None


def test_headings_and_added_paragraphs() -> None:
    words = {
        "heading:aid": OwnWords(("暖人心",)),
        "own:aid:10": OwnWords(("第十。",)),
        "own:aid:2": OwnWords(("第二。",)),
    }
    found = worded(summary(), Choices(words=words))
    aid = next(chapter for chapter in found.outline.chapters if chapter.key == "aid")
    assert aid.heading == "暖人心"
    assert [part.key for paragraph in aid.paragraphs[1:] for part in paragraph] == ["own:aid:2", "own:aid:10"]
    assert found.changed == ()


def test_what_was_written_is_compared_with_today() -> None:
    said = {"passages": [{"key": "totals:aid", "chapter": "帮扶", "text": "全年慰问300人。"},
                         {"key": "activity:9", "chapter": "文体", "text": "没有了。"},
                         {"key": "entry:7", "chapter": "帮扶", "text": "送月饼40人。"}]}  # fmt: skip
    found = {one.key: (one.before, one.after) for one in differences(json.dumps(said), summary())}
    assert found["totals:aid"] == ("全年慰问300人。", "全年慰问302人。")
    assert found["activity:9"] == ("没有了。", "")
    assert found["activity:1"] == ("", "办运动会。")
    assert "entry:7" not in found
    assert differences("not json", Outline("", "", ())) == ()


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1)
PARTS = st.one_of(TEXTS, st.builds(Held, TEXTS, st.integers(0, 9), TEXTS))


@given(st.lists(PARTS).map(tuple))
def test_own_words_are_kept_as_they_are(body) -> None:
    assert from_json(to_json(body)) == body
