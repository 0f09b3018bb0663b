"""The help desk on the full screen: two calls side by side, nothing mixed up."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Never

import pytest
from textual import events

from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.clock import day_of
from sme_assistant.assistant.handing_over import arrived, outgoing, take
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.engine.calls import CallState
from sme_assistant.engine.log import Action, Entry
from sme_assistant.errors import CasebookUnavailableError
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.settings import VARIABLE, Settings
from sme_assistant.faces.tui.app import SmeApp
from sme_assistant.faces.tui.screens.handing_over import MergeScreen
from sme_assistant.faces.tui.screens.home import HomeScreen
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from sme_assistant.faces.tui.screens.quick import QuickScreen
from sme_assistant.faces.tui.screens.roster import RosterScreen
from sme_assistant.faces.tui.screens.small import SmallScreen
from sme_assistant.faces.tui.screens.staff import StaffScreen
from sme_assistant.phrases import CallBack, Calls
from tests.casebook.memory import MemoryCasebook, MemoryWriter
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
        assert "通话中 不到 1 分钟　来电 张女士 023-1111111　坐席 王五" in shown
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
        assert "通话中 不到 1 分钟　来电 张女士" in shown
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


CTRL_T = "⇄"
LETTERS = {ONE: "甲", TWO: "乙"}


async def all_at_once(stage: Stage, keys: str) -> None:
    """Type keys before any of them is dealt with; ``⏎`` is Enter, ``⇄`` switches."""
    named = {"⏎": ("enter", "\r"), CTRL_T: ("ctrl+t", None)}
    for letter in keys:
        key = events.Key(*named.get(letter, (letter, letter)))
        key.set_sender(stage.app)
        stage.app.post_message(key)
    for _ in range(20):
        await asyncio.sleep(0)
    await stage.settle()


@pytest.mark.parametrize(
    ("keys", "stays_in_two", "waits_in_one"),
    [
        ("二⏎⇄一⏎", "二", "一"),
        ("二⇄一", "二", "一"),
        ("二⏎⇄", "二", ""),
        ("⇄一⏎", "", "一"),
        ("二⏎⇄一⏎⇄", "二", "一"),
        ("⇄⇄二⏎", "二", ""),
    ],
)
def test_keys_that_wait_at_once_are_no_answer_in_the_other_call_nor_lost(
    book: MemoryCasebook, keys: str, stays_in_two: str, waits_in_one: str
) -> None:
    inputs = left_in_the_inputs(book, keys)
    given = {case: "".join(t for t, _, _ in typed(book, case)) for case in (ONE, TWO)}
    assert given[TWO] + inputs[TWO] == stays_in_two
    assert given[ONE] + inputs[ONE] == waits_in_one


def left_in_the_inputs(book: MemoryCasebook, keys: str) -> dict[str, str]:
    """Type all keys at once into two calls; return what each input holds then."""
    inputs: dict[str, str] = {}

    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        await all_at_once(stage, keys)
        for _ in range(2):
            shown = talk(stage)
            inputs[shown.case] = shown.entry.value
            await stage.press("ctrl+t")

    serve(scene, book)
    return inputs


@pytest.mark.parametrize("seed", range(12))
def test_however_two_calls_are_interleaved_nothing_crosses(
    book: MemoryCasebook, seed: int
) -> None:
    """What is typed while a window is shown is found there, and nowhere else."""
    dice = random.Random(seed)  # noqa: S311  # it must be repeatable, not secret
    here, other, keys = TWO, ONE, ""
    meant = {ONE: 0, TWO: 0}
    enters = {ONE: 2, TWO: 2}  # a third would ask for more than any text
    for _ in range(30):
        letter = dice.choice([LETTERS[here], LETTERS[here], "⏎", CTRL_T])
        if letter == CTRL_T:
            here, other = other, here
        elif letter == "⏎":
            enters[here] -= 1
            letter = letter if enters[here] >= 0 else ""
        else:
            meant[here] += 1
        keys += letter

    inputs = left_in_the_inputs(book, keys)
    for case, count in meant.items():
        found = "".join(t for t, _, _ in typed(book, case)) + inputs[case]
        assert found.replace(" ", "") == LETTERS[case] * count


def test_a_text_half_written_stays_in_its_own_call(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        await stage.enter("/跳到 narrative_basic")
        talk(stage).editor.load_text("乙的基本情况")
        await stage.press("ctrl+t")
        await stage.enter("/跳到 narrative_basic")
        assert talk(stage).editor.text == ""
        await stage.press("x", "ctrl+t")
        assert talk(stage).editor.text == "乙的基本情况"
        await stage.press("y", "ctrl+t")
        assert talk(stage).editor.text == "x"

    serve(scene, book)
    for case, text in ((ONE, "x"), (TWO, "乙的基本情况")):
        with book.writer(case, "") as writer:
            assert writer.draft("narrative_basic").strip("y") == text


def test_a_list_half_written_stays_open_and_its_call_can_be_ended_there(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        await stage.enter("/跳到 staff")
        await stage.press("enter")
        assert isinstance(stage.app.screen, RosterScreen)
        await stage.enter("王一,40,本科,主任,工程师,培训")
        await stage.press("ctrl+t")
        assert talk(stage).case == ONE
        await stage.press("ctrl+t")
        assert isinstance(stage.app.screen, RosterScreen)
        shown = await stage.enter("/结束通话")
        assert "通话结束：李先生" in shown
        assert isinstance(stage.app.screen, RosterScreen)

    serve(scene, book)
    (rows,) = [e for e in book.entries(TWO) if e.action is Action.ROWS]
    assert (rows.who, rows.staff, len(rows.rows)) == ("李先生", "王五", 1)
    assert not [e for e in book.entries(ONE) if e.action is Action.ROWS]
    assert states(book) == {ONE: CallState.HELD}


def test_without_another_call_the_key_says_so(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        assert Calls.NO_OTHER in await stage.press("ctrl+t")

    serve(scene, book)


def test_from_home_the_key_goes_back_to_the_call(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        shown = await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)
        assert "没有结束的通话 1 个" in shown
        assert "［通话没有结束］张女士" in shown
        assert "Ctrl+T 换通话" in shown
        assert states(book)[ONE] is CallState.HELD
        await stage.press("ctrl+t")
        assert talk(stage).case == ONE
        assert states(book)[ONE] is CallState.RUNNING

    serve(scene, book)


def test_a_case_that_is_open_is_gone_back_to_and_not_opened_twice(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        first = talk(stage)
        await stage.press("h", "escape", "escape")
        stage.app.open_case(ONE)
        await stage.settle()
        assert talk(stage) is first

    serve(scene, book)


def test_a_case_without_a_call_is_let_go_when_it_is_left(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        await stage.enter("/结束通话")
        await stage.enter("/项目列表")
        with book.writer(ONE, ""):  # nobody holds it any more
            pass
        assert Calls.NO_OTHER in await stage.press("ctrl+t")

    serve(scene, book)
    assert book.open_calls() == ()


def test_leaving_the_program_holds_all_calls(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        await stage.pilot.press("ctrl+q")

    serve(scene, book)
    assert states(book) == {ONE: CallState.HELD, TWO: CallState.HELD}


def test_a_call_cut_off_is_found_held_at_the_next_start(book: MemoryCasebook) -> None:
    with book.writer(ONE, "") as writer:
        writer.start_call("张女士", "", "李梅", NOON)

    async def scene(stage: Stage) -> None:
        shown = stage.shown()
        assert "和张女士的通话没有结束程序就关了" in shown
        assert "暂停着" in shown.splitlines()[1]
        shown = await stage.enter("/继续通话")
        assert "通话中" in shown.splitlines()[1]
        assert "坐席 王五" in shown.splitlines()[1]

    serve(scene, book, size=(120, 40))


def test_another_staff_member_takes_over(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        await stage.enter("甲公司")
        shown = await stage.enter("/转交 李梅")
        assert "坐席 李梅" in shown.splitlines()[1]
        await stage.enter("甲平台")

    serve(scene, book)
    assert typed(book, ONE) == [
        ("甲公司", "张女士", "王五"),
        ("甲平台", "张女士", "李梅"),
    ]


def test_who_sits_here_is_chosen_first_and_a_new_name_is_kept(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        assert isinstance(stage.app.screen, StaffScreen)
        await stage.enter("")
        assert isinstance(stage.app.screen, StaffScreen)
        await stage.enter("王" * 60)
        assert isinstance(stage.app.screen, StaffScreen)
        await stage.enter("赵六")
        assert talk(stage).case == ONE
        assert "坐席 赵六" in stage.shown()
        assert stage.app.settings.staff == ("赵六",)

    serve(scene, book, desk=HelpDesk(is_on=True))


def test_who_sits_here_is_picked_from_the_list_and_changed_later(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("down", "enter")
        assert "坐席 李梅" in stage.shown()
        await stage.enter(BOTH[0])
        await stage.enter("/坐席")
        assert isinstance(stage.app.screen, StaffScreen)
        shown = await stage.enter("王五")
        assert "坐席 王五" in shown.splitlines()[1]
        await stage.enter("甲公司")

    serve(scene, book, desk=HelpDesk(True, "", ("王五", "李梅")))
    assert typed(book, ONE) == [("甲公司", "张女士", "王五")]


def test_who_does_not_say_who_sits_here_fills_in_for_themselves(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("escape")
        assert talk(stage).case == ONE
        assert "【请念】" not in stage.shown()

    serve(scene, book, desk=HelpDesk(is_on=True))


def test_the_help_desk_is_switched_on_and_off_with_the_case_at_hand(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        assert "【请念】" not in stage.shown()
        assert Calls.NOT_ON in await stage.enter(BOTH[0])
        shown = await stage.enter("/热线 王五")
        assert "【请念】" in shown
        assert talk(stage).case == ONE
        await stage.enter(BOTH[0])
        await stage.enter("甲公司")
        shown = await stage.enter("/热线")
        assert talk(stage).case == ONE
        assert Calls.DESK_OFF in shown
        assert "【请念】" not in shown.rpartition("问 2/")[2]
        await stage.enter("甲平台")
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)

    serve(scene, book, desk=HelpDesk())
    assert typed(book, ONE) == [("甲公司", "张女士", "王五"), ("甲平台", "", "")]
    assert states(book) == {ONE: CallState.HELD}


def test_the_applicants_palette_holds_no_commands_on_calls(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("f12")
        stage.desk.entry.value = "转交"
        await stage.settle()
        assert "把通话转给另一位坐席" not in stage.shown()
        await stage.press("escape", "escape")
        await stage.enter("/热线 王五")
        await stage.press("f12")
        stage.desk.entry.value = "zjth"
        await stage.settle()
        assert "把通话转给另一位坐席" in stage.shown()

    serve(scene, book, desk=HelpDesk())


def test_at_home_commands_on_calls_are_told_to_need_a_case(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        assert Calls.NO_CASE in await stage.enter("/结束通话")

    serve(scene, book, case=None)


def test_another_desk_is_told_who_talks_in_a_case(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        shown = stage.shown()
        assert "赵六" in shown
        assert "张女士" in shown

    with book.writer(ONE, "赵六") as writer:
        writer.start_call("张女士", "", "赵六", NOON)
        serve(scene, book, size=(160, 48))


def test_the_settings_keep_who_takes_calls_and_how_the_program_opens(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/设置")
        shown = await stage.enter("打开时")
        assert "打开时　　热线模式" in shown
        await stage.enter("坐席名单")
        shown = await stage.enter("王五、 李梅，赵六")
        assert "坐席名单　王五、李梅、赵六" in shown
        assert stage.app.settings.mode == "helpdesk"
        assert stage.app.settings.staff == ("王五", "李梅", "赵六")
        assert stage.app.helpdesk.known == ("王五", "李梅", "赵六")
        await stage.enter("打开时")
        assert stage.app.settings.mode == "applicant"

    serve(scene, book, case=None, desk=HelpDesk())


class Full(MemoryCasebook):
    """A casebook whose disk is full from some moment on."""

    is_full = False

    def next_call(self) -> int:
        if self.is_full:
            raise CasebookUnavailableError("/disk", "full")
        return super().next_call()


def test_a_call_that_cannot_be_stored_is_told_and_not_begun() -> None:
    book = Full()
    book.create(ONE, DEFAULT, NOON)
    book.is_full = True

    async def scene(stage: Stage) -> None:
        shown = await stage.enter(BOTH[0])
        assert "磁盘已满" in shown
        assert "没有通话" in shown.splitlines()[1]

    serve(scene, book)


def test_a_window_is_not_left_while_its_call_cannot_be_held(
    book: MemoryCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        with monkeypatch.context() as broken:
            broken.setattr(MemoryWriter, "note_call", full)
            shown = await stage.press("ctrl+t")
        assert talk(stage).case == TWO
        assert "磁盘已满" in shown
        await stage.press("ctrl+t")
        assert talk(stage).case == ONE

    serve(scene, book)


def full(*_given: object) -> Never:
    raise CasebookUnavailableError("/disk", "full")


def test_a_window_is_not_left_while_a_list_is_worked_on(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        talk(stage).stop = Event()
        shown = await stage.press("ctrl+t")
        assert talk(stage).case == TWO
        assert "名单正在处理" in shown
        await stage.enter("/热线")
        assert stage.app.helpdesk.is_on
        talk(stage).stop = None
        await stage.press("ctrl+t")
        assert talk(stage).case == ONE

    serve(scene, book)


def test_a_window_too_small_is_covered_in_the_other_call_too(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await two_calls(stage)
        await stage.pilot.resize_terminal(50, 12)
        await stage.settle()
        assert isinstance(stage.app.screen, SmallScreen)
        stage.app.do_call_switch("")
        await stage.settle()
        assert isinstance(stage.app.screen, SmallScreen)
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert talk(stage).case == ONE
        stage.app.do_call_switch("")
        await stage.settle()
        assert talk(stage).case == TWO

    serve(scene, book)


def test_going_on_line_by_line_takes_the_case_of_the_window_along(
    book: MemoryCasebook,
) -> None:
    shipped_programme()

    async def run() -> object:
        desk = HelpDesk(True, "王五", ())
        app = SmeApp(book, clock, Settings(out="/nowhere"), ONE, desk)
        async with app.run_test(size=(80, 24)) as pilot:
            stage = Stage(app, pilot)
            await stage.settle()
            await two_calls(stage)
            await pilot.press("ctrl+t")
            await stage.settle()
            talk(stage).submit("/逐行")
        return app.return_value

    assert asyncio.run(run()) == ONE


def test_a_call_cut_off_that_cannot_be_held_leaves_the_case_closed(
    book: MemoryCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with book.writer(ONE, "") as writer:
        writer.start_call("张女士", "", "李梅", NOON)
    monkeypatch.setattr(MemoryWriter, "note_call", full)

    async def scene(stage: Stage) -> None:
        assert isinstance(stage.app.screen, HomeScreen)
        assert "磁盘已满" in stage.shown()
        with book.writer(ONE, ""):  # nobody holds it
            pass

    serve(scene, book)


def test_what_was_said_before_is_shown_with_who_said_it_and_who_typed_it(
    book: MemoryCasebook,
) -> None:
    async def first(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        await stage.enter("甲公司")

    async def again(stage: Stage) -> None:
        assert "甲公司　（张女士在电话里说，王五 记录）" in stage.shown()

    serve(first, book)
    serve(again, book, desk=HelpDesk(), size=(120, 40))


def test_what_finds_no_case_at_home_is_answered_quickly(book: MemoryCasebook) -> None:
    async def scene(stage: Stage) -> None:
        said = "万州 12人 10个大专"
        stage.desk.entry.value = said
        await stage.settle()
        assert Calls.HOME_QUICK.format(text=said) in stage.shown()
        shown = await stage.press("enter")
        assert isinstance(stage.app.screen, QuickScreen)
        assert "服务人员 12 人，达到人数要求" in shown
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)
        assert ONE in stage.shown()

    serve(scene, book, case=None)


def test_a_case_made_of_a_quick_answer_says_that_a_caller_said_it(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/速查 万州 12人")
        await stage.enter("/新建 丙的申报")
        assert talk(stage).case == "丙的申报"

    serve(scene, book, case=None)
    said = {(who, staff) for _, who, staff in typed(book, "丙的申报")}
    assert said == {(Calls.SOMEBODY, "王五")}


def test_who_is_to_be_called_back_is_marked_and_listed_at_home(
    book: MemoryCasebook,
) -> None:
    today = day_of(clock())
    with book.writer(ONE, "") as writer:
        writer.add_follow_up(today, "带租赁合同", "王五", NOON)
    with book.writer(TWO, "") as writer:
        writer.add_follow_up(today + timedelta(days=1), "问名称", "王五", NOON)

    async def scene(stage: Stage) -> None:
        assert stage.shown().count(CallBack.HOME_DUE) == 1
        assert "要回访 1 次" in stage.shown()
        await stage.enter("/回访")
        shown = stage.shown()
        assert "带租赁合同" in shown
        assert CallBack.HOME_LIST in shown
        assert TWO not in shown
        await stage.press("enter")
        assert talk(stage).case == ONE
        await stage.enter("/回访 完成")
        await stage.enter("/项目列表")
        assert CallBack.HOME_DUE not in stage.shown()
        assert CallBack.HOME_NONE in await stage.enter("/回访")

    serve(scene, book, case=None)


def test_a_command_typed_behind_what_was_held_back_is_obeyed_and_the_words_stay(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        await stage.enter("/暂停")
        await stage.enter("甲公司")
        assert stage.desk.entry.value == "甲公司"
        await stage.enter("甲公司/继续通话")
        assert states(book) == {ONE: CallState.RUNNING}
        assert stage.desk.entry.value == "甲公司"
        await stage.press("enter")
        assert typed(book, ONE) == [("甲公司", "张女士", "王五")]

    serve(scene, book)


def test_what_was_held_back_does_not_come_back_once_it_was_emptied(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        await stage.enter("/暂停")
        await stage.enter("甲公司")
        await stage.press("escape")
        await stage.enter("/继续通话")
        assert stage.desk.entry.value == ""
        await stage.enter("乙公司/甲")
        await stage.enter("/上一题")

    serve(scene, book)
    assert [said for said, _, _ in typed(book, ONE)] == ["乙公司/甲"]


@pytest.mark.parametrize(
    "command", ["/名单 服务人员", "/速查 万州 8人", "/材料", "/帮助"]
)
def test_what_is_opened_over_a_call_says_whose_call_it_is(
    book: MemoryCasebook, command: str
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        above = Calls.ABOVE_A_CALL.format(case=ONE, caller="张女士")
        assert above not in stage.shown()
        shown = await stage.enter(command)
        assert stage.app.screen is not stage.app.windows.here
        assert above in shown.splitlines()[0]
        await stage.press("escape")
        await stage.enter("/结束通话")
        assert "张女士" not in (await stage.enter(command)).splitlines()[0]

    serve(scene, book)


def test_a_file_is_merged_into_a_case_whose_call_waits_here(
    book: MemoryCasebook, tmp_path: Path
) -> None:
    other = MemoryCasebook(tmp_path / "evidence")
    first, second = tmp_path / "first.sme", tmp_path / "second.sme"
    outgoing(book, ONE, clock, with_evidence=False).write(first, None)
    with arrived(other, first, None) as arrival:
        take(other, arrival, set(), clock)
    with other.writer(ONE, "") as writer:
        writer.append(Entry(Action.ANSWER, "service_staff", NOON, value="44"))
    outgoing(other, ONE, clock, with_evidence=False).write(second, None)

    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        await stage.enter("/跳到 服务人员")
        await stage.enter("12")
        await stage.enter(f"/导入项目 {second}")
        assert isinstance(stage.app.screen, MergeScreen)
        await stage.enter("22")
        await stage.press("f9")
        assert "已并入" in stage.shown()
        await stage.press("enter")
        assert talk(stage).case == ONE
        assert "/继续通话" in stage.shown()
        await stage.enter("/继续通话")
        assert states(book) == {ONE: CallState.RUNNING}

    serve(scene, book)
    answer = standing_of(book, ONE, clock).state.answers["service_staff"]
    assert str(answer.value) == "44"


def test_a_case_whose_call_waits_is_come_back_to_under_its_new_name(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        await stage.enter("/项目列表")
        await stage.enter("/改名 换了名字")
        await stage.press("ctrl+t")
        assert talk(stage).case == "换了名字"
        await stage.enter("/项目列表")
        stage.app.open_case("换了名字")
        await stage.settle()
        assert talk(stage).case == "换了名字"
        assert states(book) == {"换了名字": CallState.RUNNING}

    serve(scene, book)


def test_a_case_whose_call_is_not_ended_is_not_thrown_away(
    book: MemoryCasebook,
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter(BOTH[0])
        await stage.enter("/项目列表")
        assert Calls.STILL_OPEN in await stage.enter("/删除")
        assert not book.info(ONE).deleted
        await stage.press("ctrl+t")
        await stage.enter("/结束通话")
        await stage.enter("/项目列表")
        await stage.enter("/删除")
        assert book.info(ONE).deleted

    serve(scene, book)
