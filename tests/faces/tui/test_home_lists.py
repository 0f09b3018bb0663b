"""项目列表 with many cases: a page is listed, typing looks among all."""

from __future__ import annotations

from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.engine.log import Action, Entry
from sme_assistant.faces.tui.screens.home import HomeScreen
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import NOON
from tests.faces.tui.screens import Stage, play


def crowd(number: int) -> MemoryCasebook:
    book = MemoryCasebook()
    for n in range(number):
        book.create(f"申报{n:03}", DEFAULT, NOON)
    return book


def shown_names(stage: Stage) -> list[str]:
    assert isinstance(stage.desk, HomeScreen)
    return [item.id for item in stage.desk._shown]


def test_a_page_is_listed_and_one_more_when_asked_for() -> None:
    async def scene(stage: Stage) -> None:
        assert len(shown_names(stage)) == 101
        await stage.press("up")  # from the first line round to the last
        assert "还有更多：按回车再列 100 份" in stage.shown()
        await stage.press("enter")
        names = shown_names(stage)
        assert len(names) == 120
        assert isinstance(stage.desk, HomeScreen)
        assert stage.desk.current is not None
        assert stage.desk.current.id == names[100]
        stage.desk.do_delete("")
        await stage.settle()
        assert len(shown_names(stage)) == 119

    play(scene, crowd(120), case=None)


def test_the_line_that_lists_more_is_no_case() -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("up")
        assert "请先选中" in await stage.enter("/删除") or "选" in stage.shown()
        assert not any(case.deleted for case in stage.app.casebook.cases())

    play(scene, crowd(101), case=None)


def test_typing_finds_a_case_that_is_not_listed_by_phone_or_district() -> None:
    book = crowd(150)
    for fact, value in (("contact_phone", "13800001234"), ("district", "wanzhou")):
        book._case("申报000").log.append(
            Entry(Action.ANSWER, fact, NOON, value=value, typed=value)
        )

    async def scene(stage: Stage) -> None:
        assert "申报000" not in shown_names(stage)
        for text in ("138 0000", "万县", "wzq", "０００"):
            stage.desk.entry.value = text
            await stage.settle()
            assert shown_names(stage)[0] == "申报000", text
        stage.desk.entry.value = "没有这样的"
        await stage.settle()
        assert "没有符合“没有这样的”的内容。" in stage.shown()
        stage.desk.entry.value = ""
        await stage.settle()
        assert len(shown_names(stage)) == 101
        await stage.enter("138")
        assert isinstance(stage.app.screen, InterviewScreen)

    play(scene, book, case=None)
