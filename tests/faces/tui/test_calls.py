"""The help desk on the full screen: two calls side by side, nothing mixed up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from textual.pilot import Pilot

from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.engine.calls import CallState
from sme_assistant.engine.log import Action, Entry
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.settings import VARIABLE, Settings
from sme_assistant.faces.tui.app import SmeApp
from sme_assistant.faces.tui.screens.home import HomeScreen
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from sme_assistant.faces.tui.screens.roster import RosterScreen
from sme_assistant.faces.tui.screens.staff import StaffScreen
from sme_assistant.phrases import Calls
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import NOON, NOTICES, clock
from tests.faces.tui.screens import Stage

ONE, TWO = "甲的申报", "乙的申报"
BOTH = ("/开始通话 张女士 023-1111111", "/开始通话 李先生 023-2222222")


@pytest.fixture(autouse=True)
def settings_file(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"{tmp_path}/settings.toml")


@pytest.fixture
def book() -> MemoryCasebook:
    made = MemoryCasebook()
    for name in (TWO, ONE):
        made.create(name, DEFAULT, NOON)
        with made.writer(name, "") as writer:
            writer.append(*(Entry(Action.SEEN, notice, NOON) for notice in NOTICES))
    return made


def serve(
    scene: Callable[[Stage], Awaitable[None]],
    book: MemoryCasebook,
    *,
    case: str | None = ONE,
    desk: HelpDesk | None = None,
    size: tuple[int, int] = (80, 24),
) -> None:
    """Play a scene at a help desk."""
    shipped_programme()
    helpdesk = desk or HelpDesk(True, "王五", ("王五", "李梅"))

    async def run() -> None:
        app = SmeApp(book, clock, Settings(out="/nowhere"), case, helpdesk)
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot)
            await stage.settle()
            await stage.settle()
            await scene(stage)

    asyncio.run(run())


def talk(stage: Stage) -> InterviewScreen:
    assert isinstance(stage.app.screen, InterviewScreen)
    return stage.app.screen


async def two_calls(stage: Stage) -> None:
    """Begin a call on one case and then on the other, which is shown."""
    await stage.enter(BOTH[0])
    await stage.enter("/项目列表")
    stage.app.open_case(TWO)
    await stage.settle()
    await stage.enter(BOTH[1])
    assert talk(stage).case == TWO


def typed(book: MemoryCasebook, case: str) -> list[tuple[str, str, str]]:
    return [
        (entry.typed, entry.who, entry.staff)
        for entry in book.entries(case)
        if entry.action is Action.ANSWER
    ]


def states(book: MemoryCasebook) -> dict[str, CallState]:
    return {call.case: call.state for call in book.open_calls()}


def test_the_screen_shows_what_to_say_who_calls_and_who_serves(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        assert "没有通话　坐席 王五" in stage.shown()
        shown = await stage.enter(BOTH[0])
        assert "通话中　已谈 不到 1 分钟　来电 张女士 023-1111111　坐席 王五" in shown
        for mark in ("【请念】", "【对方不知道时】", "【到哪里找】"):
            assert mark in shown
        shown = await stage.enter("甲公司")
        assert "【核对】跟您核对一下" in shown
        assert "Ctrl+T 换通话" in shown
        assert ONE in shown.splitlines()[0]

    serve(scene, book)
    assert typed(book, ONE) == [("甲公司", "张女士", "王五")]


def test_the_key_switches_between_two_calls_and_holds_the_one_left(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        assert states(book) == {ONE: CallState.HELD, TWO: CallState.RUNNING}
        assert f"另有：{ONE}（暂停着）" in stage.shown()
        shown = await stage.press("ctrl+t")
        assert talk(stage).case == ONE
        assert states(book) == {ONE: CallState.RUNNING, TWO: CallState.HELD}
        assert f"通话中　已谈 不到 1 分钟　来电 张女士" in shown
        assert f"另有：{TWO}（暂停着）" in shown
        await stage.enter("/换通话")
        assert talk(stage).case == TWO

    serve(scene, book, size=(120, 40))


def test_a_call_held_on_purpose_stays_on_hold_when_it_is_come_back_to(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        await stage.enter("/暂停")
        await stage.press("ctrl+t", "ctrl+t")
        assert talk(stage).case == TWO
        assert states(book)[TWO] is CallState.HELD
        shown = await stage.enter("乙公司")
        assert talk(stage).entry.value == "乙公司"
        assert "通话暂停着，这一句没有记下" in shown

    serve(scene, book)
    assert typed(book, TWO) == []


def test_what_is_half_typed_stays_where_it_is(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        await stage.press("b", "b")
        await stage.press("ctrl+t")
        assert talk(stage).entry.value == ""
        await stage.press("a")
        await stage.press("ctrl+t")
        assert talk(stage).entry.value == "bb"
        await stage.press("enter")
        await stage.press("ctrl+t")
        assert talk(stage).entry.value == "a"
        await stage.press("enter")

    serve(scene, book)
    assert typed(book, ONE) == [("a", "张女士", "王五")]
    assert typed(book, TWO) == [("bb", "李先生", "王五")]


@pytest.mark.parametrize(
    ("keys", "one", "two"),
    [
        ("b enter ctrl+t a enter", [], ["b"]),
        ("b ctrl+t a enter", [], []),
        ("b enter ctrl+t ctrl+t", [], ["b"]),
        ("ctrl+t ctrl+t b enter", [], []),
    ],
)
def test_keys_typed_ahead_land_in_the_call_they_were_typed_for_or_nowhere(
    book: MemoryCasebook, keys: str, one: list[str], two: list[str]
) -> None:
    """All of them wait at once; none may be an answer in the other window."""

    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        await stage.pilot.press(*keys.split())
        await stage.settle()

    serve(scene, book)
    found_one = [text for text, _, _ in typed(book, ONE)]
    found_two = [text for text, _, _ in typed(book, TWO)]
    assert "b" not in found_one
    assert "a" not in found_two
