"""Keys that come faster than the program can answer them do what they were meant to."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.message import Message

from sme_assistant.assistant.cases import standing_of
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from sme_assistant.phrases import Tui
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE, clock
from tests.faces.tui.screens import Stage, casebook, play


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SME_ASSISTANT_SETTINGS", str(tmp_path / "settings.toml"))


def keys_of(text: str) -> list[events.Key]:
    """Return a text as the keys that type it; ``⏎`` is Enter, ``↓`` and ``␣`` too."""
    named = {"⏎": ("enter", "\r"), "↓": ("down", None), "␣": ("space", " ")}
    return [events.Key(*named.get(letter, (letter, letter))) for letter in text]


async def all_at_once(stage: Stage, text: str) -> str:
    """Type a text before anything of it is dealt with."""
    for key in keys_of(text):
        key.set_sender(stage.app)
        stage.app.post_message(key)
    for _ in range(20):
        await asyncio.sleep(0)
    await stage.settle()
    return stage.shown()


def values(book: MemoryCasebook) -> dict[str, object]:
    return dict(standing_of(book, CASE, clock).state.values)


def test_an_answer_typed_ahead_is_asked_to_be_confirmed() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        shown = await all_at_once(stage, "甲公司⏎乙平台⏎公")
        assert "已记下：运营机构　甲公司" in shown
        assert Tui.ENTERED_EARLY[:20] in shown
        assert stage.desk.entry.value == "乙平台 公"
        stage.desk.entry.value = "乙平台"
        await stage.press("enter")

    play(scene, book)
    assert values(book)["operating_institution"] == "甲公司"
    assert values(book)["platform_name"] == "乙平台"


def test_what_follows_a_refused_answer_is_no_answer_to_it() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 service_staff")
        await all_at_once(stage, "十二点五人⏎12⏎")
        assert stage.desk.entry.value == "12"

    play(scene, book)
    assert "service_staff" not in values(book)


def test_no_digit_typed_ahead_is_lost() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 total_assets")
        await all_at_once(stage, "260⏎105")
        assert stage.desk.entry.value == "105"

    play(scene, book)
    assert values(book)["total_assets"] == 260


def test_commands_typed_ahead_are_obeyed() -> None:
    async def scene(stage: Stage) -> None:
        shown = await all_at_once(stage, "甲公司⏎/返回⏎")
        assert "现在填的是：甲公司" in shown

    play(scene, casebook())


def test_arrows_and_blanks_come_before_the_enter_that_follows_them() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 service_functions")
        await all_at_once(stage, "↓␣↓↓↓␣⏎")
        await stage.enter("/跳到 institution_type")
        await all_at_once(stage, "↓↓↓⏎")

    play(scene, book)
    assert values(book)["service_functions"] == ("information", "training")
    assert values(book)["institution_type"] == "public_institution"


def test_pasting_and_handing_in_at_once_loses_nothing() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 narrative_basic")
        stage.app.post_message(events.Paste("第一段。\n第二段。"))
        stage.app.post_message(events.Key("f9", None))
        await stage.settle()
        await stage.settle()

    play(scene, book)
    assert values(book)["narrative_basic"] == "第一段。\n第二段。"


def test_enter_held_down_at_home_answers_nothing() -> None:
    book = casebook("half-finished")
    before = len(book.entries(CASE))

    async def scene(stage: Stage) -> None:
        await all_at_once(stage, "⏎⏎⏎")
        assert isinstance(stage.app.screen, InterviewScreen)

    play(scene, book, case=None)
    assert len(book.entries(CASE)) == before


def test_a_text_entered_at_a_notice_is_told_not_to_be_kept() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 edition_followed")
        shown = await stage.enter("甲[red]公司")
        assert "“甲[red]公司”没有记下" in "".join(shown.split())

    play(scene, book)
    assert not values(book)


def test_the_clock_of_a_key_is_the_clock_of_the_question() -> None:
    earlier = events.Key("enter", "\r")
    assert earlier.time <= Message().time


def test_arrow_keys_in_the_editor_move_its_cursor() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 narrative_basic")
        screen = stage.app.screen
        assert isinstance(screen, InterviewScreen)
        screen.editor.load_text("第一段。\n第二段。")
        await stage.press("down", "enter", "x", "up", "y")
        assert screen.editor.text == "第一段。\ny\nx第二段。"

    play(scene, casebook())


def test_what_is_typed_ahead_of_an_editor_is_kept_beside_it() -> None:
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 public_welfare_projects")
        await stage.press("tab")
        shown = await all_at_once(stage, "免费讲座⏎否⏎")
        assert "已记下" in shown
        await stage.enter("/跳到 total_assets")
        await all_at_once(stage, "260⏎")

    play(scene, book)
    assert values(book)["total_assets"] == 260


def test_an_enter_that_comes_after_the_editor_took_the_focus_is_not_kept_back() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 total_assets")
        await all_at_once(stage, "/跳到 narrative_basic⏎否⏎")
        assert stage.desk.entry.value == "否"
        stage.desk.entry.value = ""
        await stage.press("tab")
        await stage.enter("/跳到 total_assets")
        await stage.enter("260")

    play(scene, book)
    assert values(book) == {"total_assets": 260}


def test_the_fields_of_a_row_are_filled_however_fast_they_are_typed() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.press("enter", "enter")
        await all_at_once(stage, "王五⏎32⏎大专⏎项目经理⏎工程师⏎走访⏎")

    play(scene, book, size=(120, 40))
    (row,) = standing_of(book, CASE, clock).state.rows["staff"]
    assert (row["name"], row["age"], row["duties"]) == ("王五", 32, "走访")
