"""A list as a table, and a row of it as a form."""

from __future__ import annotations

from textual import events

from sme_assistant.assistant.cases import standing_of
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from tests.faces.talking import CASE, clock
from tests.faces.tui.screens import Stage, casebook, play


async def paste(stage: Stage, text: str) -> str:
    """Do what a terminal does when somebody pastes, and return the screen."""
    stage.app.post_message(events.Paste(text))
    await stage.settle()
    return stage.shown()


def test_pasted_lines_go_into_the_fields_below_each_other() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.press("f5", "enter")
        await paste(stage, "王五\n32\n大专")
        await stage.press("f9")

    play(scene, book, size=(120, 40))
    (row,) = standing_of(book, CASE, clock).state.rosters["staff"].rows
    assert row["name"] == "王五"
    assert row["age"] == 32


def test_more_lines_than_fields_are_refused_and_nothing_is_taken() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.press("f5", "enter")
        shown = await paste(stage, "\n".join(str(n) for n in range(20)))
        assert "粘贴的有 20 行" in shown
        assert not any(field.value for field in stage.app.screen.query(ZhInput))

    play(scene, casebook(), size=(120, 40))


def test_the_widest_list_shows_all_its_columns_at_eighty_columns() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 中小企业名单")
        shown = await stage.press("enter")
        assert "联系电话" in shown
        assert "很满意" in shown

    play(scene, casebook("wanzhou-training"))


def test_a_row_is_left_as_it_was_by_typing_back() -> None:
    book = casebook("yuzhong-financing")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.press("enter", "enter")
        field = stage.app.screen.query(ZhInput).first()
        field.value = "、返回"
        await stage.press("enter")
        assert "服务人员名单　18 人" in stage.shown()

    play(scene, book)
    rows = standing_of(book, CASE, clock).state.rows["staff"]
    assert rows[0]["name"] == "卢桥舟"


def test_a_figure_that_differs_from_the_list_is_asked_about_on_coming_back() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 service_staff")
        await stage.enter("15")
        await stage.enter("/跳到 服务人员名单")
        await stage.press("f5", "enter")
        await paste(stage, "王五\n32\n大专")
        await stage.press("f9")
        shown = await stage.press("escape")
        assert "服务人员有两个数" in shown
        assert "采用名单上的 1 人" in shown
        shown = await stage.press("enter")
        assert "服务人员采用名单上的数：1 人" in shown

    play(scene, book, size=(120, 40))
    state = standing_of(book, CASE, clock).state
    assert "service_staff" not in state.answers
