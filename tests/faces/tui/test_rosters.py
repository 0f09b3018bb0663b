"""All lists on a screen; any of them opened as a table; what is found in them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual import events

from sme_assistant.assistant.cases import opened, standing_of
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.text_tables import TextTable
from sme_assistant.faces.tui.screens import list_file
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from sme_assistant.faces.tui.screens.list_file import OfferScreen
from sme_assistant.faces.tui.screens.roster import RosterScreen
from sme_assistant.faces.tui.screens.rosters import RostersScreen
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE, NOON, clock
from tests.faces.tui.screens import Stage, casebook, play

WIDE = (120, 40)


def names(book: MemoryCasebook, roster: str) -> list[object]:
    held = standing_of(book, CASE, clock).state.rosters.get(roster)
    return [row["name"] for row in held.rows] if held else []


def test_a_list_nobody_asks_for_is_found_opened_and_filled() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        shown = await stage.enter("/名单")
        assert isinstance(stage.app.screen, RostersScreen)
        assert "公益性或低收费服务项目表　还没有；没有也可以" in shown
        shown = await stage.press(*["down"] * 7)
        assert "由它算出：提供公益性或低收费服务" in shown
        await stage.press("enter")
        assert isinstance(stage.app.screen, RosterScreen)
        stage.app.post_message(events.Paste("免费宣讲\t免费\n代理记账\t低收费"))
        await stage.settle()
        await stage.press("escape")
        assert isinstance(stage.app.screen, InterviewScreen)
        assert "已记下：公益性或低收费服务项目表　共 2 项" in stage.shown()

    play(scene, book, size=WIDE)
    assert names(book, "welfare") == ["免费宣讲", "代理记账"]


def test_a_list_is_opened_by_its_name_from_another_screen() -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("f6")
        await stage.enter("/名单 公益服务")
        assert isinstance(stage.app.screen, RosterScreen)
        await stage.press("escape")
        assert isinstance(stage.app.screen, InterviewScreen)
        shown = await stage.enter("/名单 没有这份")
        assert "没有名为“没有这份”的名单" in shown

    play(scene, casebook(), size=WIDE)


def test_a_list_that_was_only_looked_at_puts_no_question_again() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 total_assets")
        before = stage.shown().count("资产总额是多少")
        await stage.enter("/名单 8")
        await stage.press("escape")
        await stage.enter("/名单")
        shown = await stage.press("escape")
        assert shown.count("资产总额是多少") == before

    play(scene, casebook(), size=WIDE)


def test_what_is_found_in_a_list_is_shown_row_by_row() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/名单 附件3")
        twice = "云岭机械有限公司\t\t\t\t满意\n云岭机械有限责任公司\t\t\t\t满意"
        stage.app.post_message(events.Paste(twice))
        await stage.settle()
        shown = await stage.enter("/核对")
        assert isinstance(stage.app.screen, OfferScreen)
        assert "第 1 行 云岭机械有限公司，第 2 行 云岭机械有限责任公司" in shown
        await stage.press("enter", "escape")
        await stage.enter("/名单")
        shown = await stage.enter("/核对")
        assert "第 1 行 云岭机械有限公司" in shown
        await stage.press("enter", "down", "down")
        assert "1 处要核对" in stage.shown()

    play(scene, casebook(), size=WIDE)


def test_words_that_leave_a_list_leave_its_table() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/名单 8")
        await stage.enter("返回")
        assert isinstance(stage.app.screen, InterviewScreen)

    play(scene, casebook(), size=WIDE)


def test_a_case_with_a_long_list_is_looked_through_before_it_opens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(list_file, "LONG", 3)
    book = casebook()
    rows = TextTable({"name": ["甲", "乙", "丙"]}, 3)
    with book.writer(CASE, "") as writer:
        at = NOON + timedelta(minutes=1)
        writer.append(Entry(Action.ROWS, "enterprises", at, rows=rows, version=1))

    async def scene(stage: Stage) -> None:
        for _ in range(100):
            if isinstance(stage.app.screen, InterviewScreen):
                break
            await stage.settle()
        talk = stage.app.screen
        assert isinstance(talk, InterviewScreen)
        assert "conflicts" in talk.standing.__dict__
        await stage.enter("/撤销")
        await stage.settle()
        assert "已撤销" in stage.shown()

    play(scene, book, size=WIDE)
    with opened(book, CASE, clock) as conversation:
        assert not conversation.standing.state.rosters


def test_a_row_is_gone_to_by_its_number_or_by_what_stands_in_it() -> None:
    rows = "\n".join(f"第{n}号企业\t\t\t\t{'不' * (n == 7)}满意" for n in range(1, 60))

    async def scene(stage: Stage) -> None:
        await stage.enter("/名单 enterprises")
        screen = stage.app.screen
        assert isinstance(screen, RosterScreen)
        stage.app.post_message(events.Paste(rows))
        await stage.settle()
        places = []
        for typed in ("第48行", "找 3号", "找 3号", "找 不满意", "９ 行"):
            await stage.enter(typed)
            places.append(screen.table.cursor + 1)
        assert places == [48, 53, 3, 7, 9]
        assert "没有第 60 行，名单共 59 家" in await stage.enter("第60行")
        assert "名单里没有“没有的”" in await stage.enter("找 没有的")
        assert screen.table.cursor + 1 == 9
        assert len(screen.rows) == 59

    play(scene, casebook(), size=WIDE)
