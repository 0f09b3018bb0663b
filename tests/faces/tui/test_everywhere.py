"""What holds on every screen: commands, undoing, and texts shown as they were typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.commands import Command, command_in, words_of
from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.faces.settings import Settings
from sme_assistant.faces.tui.actions import KEYS, about, label
from sme_assistant.faces.tui.screens.board import BoardScreen
from sme_assistant.faces.tui.screens.help import HelpScreen
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from sme_assistant.faces.tui.screens.outline import OutlineScreen
from sme_assistant.faces.tui.screens.preview import PreviewScreen
from sme_assistant.phrases import Tui
from tests.casebook.memory import MemoryCasebook
from tests.evidence.files import pdf
from tests.faces.talking import CASE, clock
from tests.faces.tui.screens import Stage, casebook, out_of, play

ODD = ("[red]甲", "备注[b]结束", "{{ 甲 }}")


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SME_ASSISTANT_SETTINGS", str(tmp_path / "settings.toml"))


# --- commands -------------------------------------------------------------


@pytest.mark.parametrize("command", Command)
def test_every_command_can_be_typed_and_is_explained(command: Command) -> None:
    word = words_of(command)[0]
    for prefix in "/／、":
        typed = command_in(f"{prefix}{word}")
        assert typed is not None, prefix
        assert typed.command is command
    assert label(command)
    assert about(command)


def test_every_key_stands_for_a_command_that_is_typed() -> None:
    assert [command for command in KEYS if not words_of(command)] == []


@pytest.mark.parametrize("typed", ["/返回", "／返回", "、返回", "/上一题", "返回"])
def test_the_question_before_is_reached_by_typing(typed: str) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("甲公司")
        assert "现在填的是：甲公司" in await stage.enter(typed)

    play(scene, casebook())


@pytest.mark.parametrize("typed", ["?", "？"])
def test_a_question_mark_is_for_help_on_every_screen(typed: str) -> None:
    async def scene(stage: Stage) -> None:
        assert "为什么问" in await stage.enter(typed)
        await stage.press("f7")
        await stage.enter(typed)
        assert isinstance(stage.app.screen, HelpScreen)

    play(scene, casebook("half-finished"))


def test_a_command_without_a_key_is_given_one_by_the_settings() -> None:
    settings = Settings(out="/nowhere", keys={"to_do": "f11", "done": "ctrl+g"})

    async def scene(stage: Stage) -> None:
        await stage.press("f11")
        assert isinstance(stage.app.screen, OutlineScreen)

    play(scene, casebook("half-finished"), settings=settings)


def test_a_text_is_handed_in_by_typing_too() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 narrative_basic")
        screen = stage.app.screen
        assert isinstance(screen, InterviewScreen)
        screen.editor.load_text("第一段。")
        await stage.press("tab")
        await stage.enter("/写好了")

    play(scene, book)
    assert standing_of(book, CASE, clock).state.values["narrative_basic"] == "第一段。"


def test_a_command_that_means_nothing_here_is_told() -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("f4")
        told = Tui.NOT_HERE.format(label=label(Command.ARCHIVE))
        assert told in await stage.enter("/归档")

    play(scene, casebook("half-finished"))


def test_enter_after_the_last_question_shows_what_will_be_made() -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        assert isinstance(stage.app.screen, PreviewScreen)

    play(scene, casebook("wanzhou-training"))


# --- undoing --------------------------------------------------------------


@pytest.mark.parametrize("key", ["f1", "f3", "f4", "f6", "f7", "f8"])
def test_undo_and_redo_work_from_every_screen(key: str) -> None:
    book = casebook("half-finished")
    before = standing_of(book, CASE, clock).state.values

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 platform_name")
        await stage.enter("甲平台")
        await stage.press(key)
        assert "已撤销：拟申报平台名称" in await stage.press("ctrl+z")
        assert isinstance(stage.app.screen, InterviewScreen)
        await stage.press(key, "f1")
        assert "已重做：拟申报平台名称" in await stage.enter("/重做")
        await stage.enter("/撤销")

    play(scene, book, size=(120, 40))
    assert standing_of(book, CASE, clock).state.values == before


def test_undo_at_home_says_when_there_is_nothing_to_undo() -> None:
    async def scene(stage: Stage) -> None:
        assert Tui.NOTHING_UNDONE in await stage.press("ctrl+z")
        assert Tui.NOTHING_REDONE in await stage.press("ctrl+y")
        await stage.press("f1")
        told = Tui.NOT_HERE.format(label=label(Command.UNDO))
        assert told in await stage.press("ctrl+z")

    play(scene, casebook("half-finished"), case=None)


def test_ticks_on_files_are_undone_one_by_one(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("一.pdf", "二.pdf")]
    for file in files:
        pdf(file)
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 evidence_lease")
        await stage.press("f5")
        assert Tui.NOTHING_UNDONE in await stage.press("ctrl+z")
        for file in files:
            await stage.enter(str(file))
        assert "已选 1 个" in await stage.press("ctrl+z")
        assert "已选 2 个" in await stage.press("ctrl+y")
        await stage.press("ctrl+z")
        shown = await stage.enter("/选好了")
        assert "附上 1 个文件" in shown
        assert "已记下：租赁合同复印件　已有" in shown
        assert "已附文件：一.pdf" in await stage.enter("/跳到 evidence_lease")

    play(scene, book, size=(120, 40))
    standing = standing_of(book, CASE, clock)
    assert standing.state.files["lease"] == (str(files[0]),)
    assert standing.state.values["evidence_lease"] == "ready"


# --- texts as they were typed ---------------------------------------------


@pytest.mark.parametrize("odd", ODD)
def test_a_case_is_called_as_it_was_typed(odd: str) -> None:
    book = MemoryCasebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/新建")
        assert odd in (await stage.enter(odd)).split("\n")[0]
        await stage.press("escape")
        assert odd in stage.shown()
        assert f"已另存为“{odd}乙”" in await stage.enter(f"/复制 {odd}乙")
        assert f"已改名为“丙{odd}”" in await stage.enter(f"/改名 丙{odd}")
        assert "放进回收站" in await stage.enter("/删除")
        assert f"已撤销：已把“丙{odd}”放进回收站" in await stage.press("ctrl+z")
        stage.desk.entry.value = f"没有{odd}"
        await stage.settle()
        assert f"没有符合“没有{odd}”的内容" in stage.shown()

    play(scene, book, case=None, size=(120, 40))
    assert {case.name for case in book.cases()} == {odd, f"丙{odd}"}


@pytest.mark.parametrize("odd", [*ODD, "备注[/]结束"])
def test_an_answer_is_shown_as_it_was_typed_on_every_screen(
    odd: str, tmp_path: Path
) -> None:
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 operating_institution")
        assert f"理解为 {odd}" in await typed(stage, odd)
        assert f"已记下：运营机构　{odd}" in await stage.press("enter")
        await stage.press("f3", "up")
        assert f"现在填的是：{odd}" in stage.shown()
        await stage.press("escape")
        await stage.enter("/跳到 服务人员名单")
        await stage.press("enter")
        assert odd in await stage.enter(f"{odd}，32，大专，经理，工程师，{odd}")
        await stage.press("up", "enter")
        assert stage.shown().count(odd) == len(["name", "duties"])
        await stage.press("escape", "escape", "f4")
        assert f"没有符合“{odd}”的内容" in await typed(stage, odd)
        await stage.press("escape", "escape")
        await stage.enter("/预览")
        await stage.press("down", "down")
        assert odd in stage.shown().replace("\n", "")
        await stage.press("escape", "escape")
        assert f"申报单位　{odd}" in stage.shown()

    play(scene, book, size=(160, 48), settings=out_of(tmp_path))


async def typed(stage: Stage, text: str) -> str:
    stage.desk.entry.value = text
    await stage.settle()
    return stage.shown()


# --- home and settings ----------------------------------------------------


def test_a_name_that_is_refused_stays_to_be_mended() -> None:
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        for command in ("/新建", "/改名", "/复制"):
            await stage.enter(command)
            shown = await stage.enter("渝创?申报")
            assert "不能" in shown
            assert stage.desk.entry.value == "渝创?申报"
            await stage.press("escape")
        await stage.enter("/改名")
        await stage.enter("渝创申报")

    play(scene, book, case=None)
    assert [case.name for case in book.cases()] == ["渝创申报"]


def test_the_way_back_from_the_trash_is_escape() -> None:
    async def scene(stage: Stage) -> None:
        assert Tui.HOME_DELETED in (await stage.enter("/回收站")).split("\n")[0]
        assert Tui.HOME_TITLE in (await stage.press("escape")).split("\n")[0]

    play(scene, casebook("half-finished"), case=None)


def test_settings_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()

    async def scene(stage: Stage) -> None:
        await stage.enter("/设置")
        shown = await stage.press("enter")
        assert Tui.SETTINGS_SAVED not in shown
        assert "settings.toml" in shown

    play(scene, casebook(), size=(160, 48))


def test_a_case_opened_twice_at_once_is_opened_once() -> None:
    async def scene(stage: Stage) -> None:
        await stage.pilot.press("enter", "enter")
        await stage.settle()
        assert not isinstance(stage.app.screen, BoardScreen)

    play(scene, casebook("half-finished"), case=None)


def test_a_typed_command_is_for_the_line_that_is_highlighted() -> None:
    book = MemoryCasebook()
    for name in ("甲", "乙", "丙"):
        book.create(name, DEFAULT, clock())

    async def scene(stage: Stage) -> None:
        names = [case.name for case in book.cases()]
        await stage.press("down")
        await stage.pilot.press(*"/删除")
        await stage.press("enter")
        assert [case.name for case in book.cases() if case.deleted] == [names[1]]
        await stage.press("down")
        await stage.enter("/改名 丁")
        assert "丁" in [case.name for case in book.cases()]
        assert names[0] in [case.name for case in book.cases()]
        await stage.press("up", "enter", "escape")
        await stage.enter("/归档")
        assert [case.name for case in book.cases() if case.archived] == [names[0]]

    play(scene, book, case=None)


def test_home_goes_on_at_the_case_that_was_open() -> None:
    book = MemoryCasebook()
    for name in ("甲", "乙"):
        book.create(name, DEFAULT, clock())

    async def scene(stage: Stage) -> None:
        await stage.enter("/新建 丙")
        await stage.press("escape")
        await stage.enter("/归档")

    play(scene, book, case=None)
    assert [case.name for case in book.cases() if case.archived] == ["丙"]


def test_a_typed_jump_goes_to_the_question_of_the_highlighted_line() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/自评 6(3)")
        await stage.press("down", "down", "down")
        await stage.pilot.press(*"/跳到")
        shown = await stage.press("enter")
        assert "贵单位在哪个区县" in shown

    play(scene, casebook("yuzhong-financing"))
