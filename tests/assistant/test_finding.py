"""A question is found by what people call it, and the time it takes is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sme_assistant.assistant import boards
from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.finding import questions_called
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.engine.replay import replay
from tests.faces.talking import CASE, clock
from tests.faces.tui.screens import casebook


def standing(example: str) -> Standing:
    return standing_of(casebook(example), CASE, clock)


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("服务企业名单", "enterprises"),
        ("中小企业名单", "enterprises"),
        ("资产总额", "total_assets"),
    ],
)
def test_a_question_is_found_by_part_of_its_name(word: str, label: str) -> None:
    found = questions_called(standing("wanzhou-training"), word)
    assert label in {q.id for q in found}


def test_letters_that_stand_everywhere_find_nothing() -> None:
    assert questions_called(standing("wanzhou-training"), "天地玄黄") == []


def test_an_empty_case_takes_longer_than_its_short_questions() -> None:
    programme = shipped_programme()
    empty = Standing(programme, replay(programme, ()), clock().date())
    questions = boards.counts(empty)[2]
    assert boards.minutes(empty) > questions * 25 / 60
    assert boards.minutes(empty) % 5 == 0


def test_little_left_is_told_to_the_minute() -> None:
    done = standing("wanzhou-training")
    assert boards.minutes(done) == 1
    state = replace(done.state, answers={})
    assert boards.minutes(replace(done, state=state)) > 1
