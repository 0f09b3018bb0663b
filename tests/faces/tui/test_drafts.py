"""A long text being written survives whatever ends the program."""

from __future__ import annotations

from sme_assistant.faces.tui.screens.interview import InterviewScreen
from tests.faces.talking import CASE
from tests.faces.tui.screens import Stage, casebook, play

QUESTION = "/跳到 narrative_basic"


def written(stage: Stage) -> str:
    screen = stage.app.screen
    assert isinstance(screen, InterviewScreen)
    return screen.editor.text


async def write(stage: Stage, text: str) -> None:
    await stage.enter(QUESTION)
    await stage.pilot.press(*text)


def test_a_text_left_unfinished_is_there_again_in_the_next_session() -> None:
    book = casebook()

    async def first(stage: Stage) -> None:
        await write(stage, "平台成立")

    async def second(stage: Stage) -> None:
        await stage.enter(QUESTION)
        assert written(stage) == "平台成立"

    play(first, book)
    play(second, book)
    assert book.entries(CASE)[-1].subject != "narrative_basic"


def test_a_text_is_kept_while_it_is_being_written() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await write(stage, "平台")
        await stage.pilot.pause(1)
        screen = stage.app.screen
        assert isinstance(screen, InterviewScreen)
        question = screen.turns.question
        assert question is not None
        assert screen.conversation.draft(question) == "平台"

    play(scene, book)


def test_a_text_handed_in_leaves_no_draft() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await write(stage, "平台成立")
        await stage.pilot.pause(1)
        await stage.press("f9")
        await stage.enter("/撤销")
        await stage.enter(QUESTION)
        assert written(stage) == ""

    play(scene, book)


def test_a_text_is_kept_when_the_person_goes_elsewhere() -> None:
    async def scene(stage: Stage) -> None:
        await write(stage, "平台")
        await stage.press("f2")
        await stage.enter(QUESTION)
        assert written(stage) == "平台"

    play(scene, casebook())
