"""速查 on the screen: told at once or asked one by one, and made a case."""

from __future__ import annotations

from sme_assistant.faces.tui.screens.home import HomeScreen
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from sme_assistant.faces.tui.screens.quick import QuickScreen
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE
from tests.faces.tui.screens import Stage, casebook, play

WIDE = (120, 40)


def test_what_is_told_at_home_is_judged_and_asked_back() -> None:
    async def scene(stage: Stage) -> None:
        shown = await stage.enter("/速查 万州 12人 8个大专 10家")
        assert "还不能报" in shown
        assert "还差" in shown
        assert "“10家” 集聚的服务机构：10 家" in shown
        await stage.press("down", "down", "enter")
        assert isinstance(stage.desk, QuickScreen)
        assert stage.desk.talk.answer.exact["aggregated_institutions"] == 10
        assert "达到 5 家" in stage.shown()
        shown = await stage.enter("10个大专")
        assert "还要问" in shown
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)

    play(scene, MemoryCasebook(), case=None, size=WIDE)


def test_five_questions_are_asked_where_nothing_was_told() -> None:
    async def scene(stage: Stage) -> None:
        assert "1/5 请问贵单位在重庆哪个区县？" in await stage.enter("/速查")
        assert "没有" in await stage.enter("月球")
        assert "2/5 请问从事为中小微企业服务的人员" in await stage.enter("万州")
        assert "大概的数" in await stage.enter("大概12人")
        assert "3/5" in await stage.enter("12人")
        assert "4/5" in await stage.press("enter")
        assert "5/5" in await stage.enter("19年")
        shown = await stage.enter("两百万")
        assert "把听到的写在一起" in shown
        assert "还要问：听到的都达到要求" in shown
        assert "培训" in await stage.enter("培训1200人次")

    play(scene, MemoryCasebook(), case=None, size=WIDE)


def test_a_case_is_made_of_it_and_gone_on_with() -> None:
    book = MemoryCasebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/速查 万州 12人")
        await stage.press("down")
        assert "叫什么名字" in await stage.press("enter")
        assert "不能用于文件名" in await stage.enter("甲/乙")
        await stage.press("escape")
        await stage.press("escape")
        assert isinstance(stage.app.screen, QuickScreen)
        await stage.press("down", "enter")
        await stage.press("enter")
        assert isinstance(stage.app.screen, InterviewScreen)

    play(scene, book, case=None, size=WIDE)
    (case,) = book.cases()
    assert case.name == "申报-20261123"
    assert [entry.typed for entry in book.entries(case.name)] == ["万州", "12人"]


def test_without_anything_told_there_is_no_case_to_make() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/速查")
        assert "还没有听准的答案" in await stage.enter("/新建 空的")

    book = MemoryCasebook()
    play(scene, book, case=None, size=WIDE)
    assert not book.cases()


def test_beside_an_open_case_nothing_lands_in_it() -> None:
    book = casebook()
    before = book.entries(CASE)

    async def scene(stage: Stage) -> None:
        await stage.enter("/速查 万州 12人")
        assert "已存成“另一位”" in await stage.enter("/新建 另一位")
        await stage.press("escape")
        assert isinstance(stage.app.screen, InterviewScreen)

    play(scene, book, size=WIDE)
    assert book.entries(CASE) == before
    assert len(book.entries("另一位")) == 2
