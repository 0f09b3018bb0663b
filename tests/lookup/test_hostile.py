"""Whatever a person types is answered or refused in plain words, and quickly enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.assistant.asking import answer_lines, desk
from sme_assistant.lookup.hearing import MOST_HEARD, shortened
from sme_assistant.values.characters import folded, syllables_typed


@pytest.mark.parametrize(
    "question",
    [
        "人" * 10_000,
        "要多少人" * 2_500,
        "a" * 10_000,
        "zhuang" * 2_000,
        "\x00\x1b[31m公司\x07",
        "\u202e\u200b\ufeff",
        "🤔🎉👩‍👩‍👧‍👦",
        "𠮷野家",
        "٣ १ Ⅷ ㊿",
        "%s {0} {{ fact }} $(rm -rf /)",
        "'; drop table cases; --",
        "百分之",
        "百分之人",
        "一" * 500,
        "\ud800",
        "。，！？",
    ],
)
def test_hostile_text_is_borne(question: str) -> None:
    answer = desk().ask(question)
    assert answer.text
    assert len(answer.clauses) <= 5
    assert list(answer_lines(answer))


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_in_words(question: str) -> None:
    answer = desk().ask(question)
    assert answer.text
    assert answer.is_answered == bool(answer.clauses)
    assert set(answer.clauses) <= set(desk()._quotes)


@given(st.sampled_from(["？", "。", " ", "…", "\u200b", "　"]), st.integers(0, 3))
def test_marks_and_blanks_around_a_question_change_nothing(
    mark: str, many: int
) -> None:
    around = mark * many
    answer = desk().ask(f"{around}评价意见要几份{around}")
    assert answer.clauses == desk().ask("评价意见要几份").clauses


def test_a_long_story_is_heard_at_its_beginning_and_its_end() -> None:
    story = "我们公司的事说来话长。" * 300 + "评价意见要几份？"
    assert len(shortened(story)) <= MOST_HEARD + 1
    assert desk().ask(story).clauses[0] == "9(7)"
    assert desk().ask("评价意见要几份？" + story[:-8]).clauses[0] == "9(7)"


def test_letters_are_parted_into_syllables_or_not_at_all() -> None:
    assert syllables_typed("gongsi") == ["gong", "si"]
    assert syllables_typed("zhichen") == syllables_typed("zicheng") == ["zi", "cen"]
    assert syllables_typed("hello") is None
    assert syllables_typed("xian") == ["xian"]


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
