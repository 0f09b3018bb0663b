"""What a person does on the full screen, and what is shown and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from sme_assistant.faces.tui.widgets.transcript import MOST_MOUNTED, Card
from tests.casebook.memory import MemoryCasebook
from tests.evidence.files import pdf
from tests.faces.talking import CASE, clock
from tests.faces.tui.screens import Stage, casebook, out_of, play


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SME_ASSISTANT_SETTINGS", str(tmp_path / "settings.toml"))


def test_a_case_just_begun_shows_all_sections_where_there_is_room() -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        shown = await stage.enter("万州平台")
        assert "真实性声明 0/1" in shown
        assert "第七条（五）" in shown

    play(scene, MemoryCasebook(), case=None, size=(120, 40))


def test_a_first_case_is_begun_from_an_empty_home() -> None:
    book = MemoryCasebook()

    async def scene(stage: Stage) -> None:
        assert "欢迎" in stage.shown()
        assert "不会上传" in stage.shown()
        await stage.press("enter")
        shown = await stage.enter("渝创申报")
        assert "渝创申报" in shown

    play(scene, book, case=None)
    assert [case.name for case in book.cases()] == ["渝创申报"]


def test_an_answer_is_kept_and_told_as_understood() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 上一年末资产总额")
        shown = await stage.enter("两百万元")
        assert "两百万元 → 200 万元" in shown
        assert "[符合]" in shown or "[待定]" in shown

    play(scene, book, size=(120, 40))
    assert standing_of(book, CASE, clock).state.values["total_assets"] == 200


@pytest.mark.parametrize("typed", ["[red]公司", "甲[b]乙", "备注[/]结束", "{{ 7*7 }}"])
def test_what_a_person_writes_is_never_markup(typed: str) -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        assert typed in await stage.enter(typed)

    play(scene, book)
    held = standing_of(book, CASE, clock).state.values["operating_institution"]
    assert held == typed


def test_what_cannot_be_taken_stays_in_the_input_to_be_mended() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 service_staff")
        await stage.enter("十二点五人")
        assert stage.desk.entry.value == "十二点五人"

    book = casebook()
    play(scene, book)
    assert "service_staff" not in standing_of(book, CASE, clock).state.values


def test_choices_are_ticked_with_the_blank() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 service_functions")
        shown = await stage.press("down", "space", "down", "down", "down", "space")
        assert "[√] 1. 信息服务" in shown
        assert "[√] 4. 培训服务" in shown
        await stage.press("enter")

    play(scene, book)
    held = standing_of(book, CASE, clock).state.values["service_functions"]
    assert held == ("information", "training")


def test_a_long_list_is_narrowed_by_typing() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 district")
        await stage.enter("万州")

    play(scene, book)
    assert standing_of(book, CASE, clock).state.values["district"] == "wanzhou"


def test_an_answer_with_several_meanings_is_asked_back() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 service_staff")
        shown = await stage.enter("大约12人")
        assert "12 人" in shown
        await stage.press("enter")

    play(scene, book)
    assert standing_of(book, CASE, clock).state.values["service_staff"] == 12


def test_back_undo_redo_and_later() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("重庆渝创企业服务有限公司")
        assert "待补清单" in await stage.enter("/以后再补")
        assert "已撤销" in await stage.press("ctrl+z")
        assert "已重做" in await stage.press("ctrl+y")
        await stage.press("f2")
        assert "待补" in await stage.enter("/待补")
        await stage.press("escape")

    play(scene, book)
    standing = standing_of(book, CASE, clock)
    assert len(standing.state.deferred) == 1


def test_a_long_text_is_written_in_the_editor_and_handed_in() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 平台基本情况")
        screen = stage.app.screen
        assert isinstance(screen, InterviewScreen)
        assert "可以边想边写" in stage.shown()
        screen.editor.load_text("第一段[red]。\n\n第二段{{。")
        await stage.press("f9")

    play(scene, book)
    held = standing_of(book, CASE, clock).state.values
    assert "第一段[red]。\n\n第二段{{。" in held.values()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 48)])
def test_every_screen_opens_and_leads_back(size: tuple[int, int]) -> None:
    async def scene(stage: Stage) -> None:
        for key, expected in (
            ("f1", "帮助"),
            ("f3", "进度"),
            ("f4", "条文"),
            ("f6", "材料清单"),
            ("f7", "自评"),
            ("f12", "全部命令"),
        ):
            shown = await stage.press(key)
            assert expected in shown.split("\n")[0]
            assert not isinstance(stage.app.screen, InterviewScreen)
            await stage.press("down", "down", "pagedown", "pageup", "escape")
            assert isinstance(stage.app.screen, InterviewScreen)

    play(scene, casebook("yuzhong-financing"), size=size)


def test_the_board_opens_a_clause_and_leads_to_its_question() -> None:
    async def scene(stage: Stage) -> None:
        shown = await stage.enter("/自评 6(3)")
        assert "77.77%" in shown
        assert "█" in shown
        for _ in range(4):
            await stage.press("down")
        await stage.press("enter")
        assert isinstance(stage.app.screen, InterviewScreen)

    play(scene, casebook("yuzhong-financing"), size=(120, 40))


def test_the_regulation_is_searched_and_leads_to_a_question() -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("f4")
        stage.desk.entry.value = "满意度"
        await stage.settle()
        assert "满意度" in stage.shown()
        await stage.press("enter", "down")
        assert "问" in stage.shown()

    play(scene, casebook("yuzhong-financing"), size=(120, 40))


def test_the_palette_knows_pinyin_initials() -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("f12")
        stage.desk.entry.value = "zp"
        await stage.settle()
        await stage.press("enter")
        assert "自评" in stage.shown().split("\n")[0]

    play(scene, casebook("half-finished"))


def test_a_list_is_filled_row_by_row_and_by_pasting() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.press("enter")
        await stage.enter("王五，32，大专，项目经理，工程师，负责走访")
        assert "王五" in stage.shown()
        await stage.press("enter")
        assert "第 2 行" in stage.shown()
        await stage.pilot.press("a")
        assert "学历" in await stage.press("f9")
        await stage.pilot.press(*"BA")
        await stage.press("escape", "up", "delete")
        assert "撤销" in stage.shown()
        await stage.press("ctrl+z", "escape")

    play(scene, book, size=(120, 40))
    assert standing_of(book, CASE, clock).state.rows["staff"]


def test_files_are_attached_to_an_evidence_item(tmp_path: Path) -> None:
    licence = tmp_path / "执照[red].pdf"
    pdf(licence)
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 evidence_business_licence")
        await stage.press("f5")
        await stage.enter(str(licence))
        await stage.press("f9")

    play(scene, book)
    standing = standing_of(book, CASE, clock)
    assert standing.evidence == {"9(3)": (licence,)}


def test_documents_are_previewed_and_the_package_is_made(tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        shown = await stage.press("f8")
        assert "整套材料" in shown
        await stage.press("down", "down")
        await stage.settle()
        await stage.press("enter")
        await stage.settle()
        assert "材料包已生" in stage.shown()

    play(
        scene,
        casebook("wanzhou-training"),
        size=(120, 40),
        settings=out_of(tmp_path),
    )
    assert list(tmp_path.glob("*.zip"))


def test_open_points_are_accepted_and_taken_back_where_they_are_listed() -> None:
    book = casebook("half-finished")

    def accepted() -> list[str]:
        return list(standing_of(book, CASE, clock).state.accepted)

    async def scene(stage: Stage) -> None:
        shown = await stage.press("f8")
        assert "没有补齐的" in shown
        await stage.enter("/接受 2")
        (point,) = accepted()
        await stage.enter("/不接受 2")
        assert accepted() == []
        await stage.enter(point.partition(":")[2][:3])
        await stage.press("escape")
        documents = len(shipped_programme().documents)
        await stage.press(*["down"] * (documents + 1))
        assert "按回车：这一项就这样报送" in stage.shown()
        await stage.press("enter")
        (first,) = accepted()
        assert first != point
        assert "按回车：撤回接受" in stage.shown()
        await stage.press("enter")
        assert accepted() == []
        assert "没有“999”这一项" in await stage.enter("/接受 999")

    play(scene, book, size=(120, 40))


def test_the_last_point_accepted_makes_the_package_final(tmp_path: Path) -> None:
    book = casebook("half-finished")

    def numbers() -> str:
        count = len(standing_of(book, CASE, clock).points)
        return "、".join(str(number) for number in range(1, count + 1))

    async def scene(stage: Stage) -> None:
        shown = await stage.press("f8")
        assert "会标“草稿”" in shown
        shown = await stage.enter(f"/接受 {numbers()}")
        assert "申请表和名单会互相矛盾" in shown
        assert not standing_of(book, CASE, clock).state.accepted
        await stage.press("escape", "ctrl+u")
        await stage.enter("1")  # the list's figure
        await stage.press("f8")
        await stage.enter(f"/接受 {numbers()}")
        assert "正式稿" in stage.shown()
        await stage.press("enter")
        await stage.settle()

    play(scene, book, size=(120, 40), settings=out_of(tmp_path))
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert "草稿" not in folder.name


def test_a_single_document_is_made_from_the_preview(tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("f8")
        assert "请先选中一份文件" in await stage.enter("/单独生成")
        assert "没有叫“没有”的文件" in await stage.enter("/单独生成 没有")
        await stage.press("down", "down")
        await stage.enter("/单独生成")
        await stage.settle()
        assert "已单独生" in stage.shown()
        await stage.enter("/单独生成 服务评价意见")
        await stage.settle()

    book = casebook("half-finished")
    play(scene, book, size=(120, 40), settings=out_of(tmp_path))
    names = [p.name for p in sorted(tmp_path.rglob("*.docx"))]
    assert len(names) == 2
    assert "07 服务评价意见.docx" in names


def test_home_renames_copies_archives_deletes_and_undoes() -> None:
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        await stage.enter("/改名 新名字")
        assert [c.name for c in book.cases()] == ["新名字"]
        await stage.press("ctrl+z")
        assert [c.name for c in book.cases()] == [CASE]
        await stage.enter("/复制 副本")
        assert {c.name for c in book.cases()} == {CASE, "副本"}
        await stage.enter("/归档")
        await stage.enter("/删除")
        assert [c.name for c in book.cases() if c.deleted]
        await stage.press("ctrl+z")
        assert not [c.name for c in book.cases() if c.deleted]
        await stage.press("ctrl+y")
        await stage.enter("/回收站")
        await stage.press("enter")
        assert not [c.name for c in book.cases() if c.deleted]

    play(scene, book, case=None, size=(120, 40))


def test_settings_hold_at_once_and_are_kept(tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/设置")
        await stage.press("enter", "down", "enter")
        await stage.press("down", "enter")
        await stage.enter(str(tmp_path / "book"))

    play(scene, casebook())
    kept = (tmp_path / "settings.toml").read_text(encoding="utf-8")
    assert 'theme = "high_contrast"' in kept
    assert 'density = "compact"' in kept


def test_a_window_too_small_says_so_and_offers_lines() -> None:
    async def scene(stage: Stage) -> None:
        await stage.pilot.resize_terminal(50, 12)
        await stage.settle()
        assert "窗口太小" in stage.shown()
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        assert isinstance(stage.app.screen, InterviewScreen)
        await stage.enter("/逐行")
        assert stage.app.return_value == CASE

    play(scene, casebook())


def test_a_case_somebody_else_writes_in_is_only_shown() -> None:
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        assert "自评" in stage.shown()

    with book.writer(CASE, "李四"):
        play(scene, book)


def test_a_long_conversation_mounts_its_last_cards_only() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 operating_institution")
        for number in range(120):
            stage.desk.submit(f"第{number}家公司")
            stage.desk.submit("/跳到 operating_institution")
            await stage.pilot.pause()
        await stage.settle()
        assert "第119家公司" in stage.shown()
        assert len(stage.app.screen.query(Card)) <= MOST_MOUNTED

    play(scene, casebook("half-finished"))


def test_an_unknown_command_is_told_and_not_taken_for_an_answer() -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        assert "没有“/返会”这个命令" in await stage.enter("/返会")

    play(scene, book)
    assert not standing_of(book, CASE, clock).state.values


def test_a_crash_shows_its_place_and_no_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_self: object, _text: str) -> None:
        secret = "李四的电话13900000000"  # noqa: S105
        raise ValueError(secret)

    monkeypatch.setattr(InterviewScreen, "submit", fail)

    async def scene(stage: Stage) -> None:
        await stage.press("enter")

    with pytest.raises(ValueError, match="李四"):
        play(scene, casebook())
    told = capsys.readouterr()
    assert "李四" not in told.out + told.err


def test_a_question_is_answered_from_home_and_leads_to_others() -> None:
    async def scene(stage: Stage) -> None:
        assert "不少于 20 家" in await stage.enter("？评价意见要几份")
        assert "属地原则" in await stage.enter("材料交到哪里")
        asked = await stage.press("down", "enter")
        assert "原文：" in asked
        assert "没有写申报的起止时间" in await stage.enter("/问 啥子时候截止")
        assert "欢迎" in await stage.press("escape")

    play(scene, MemoryCasebook(), case=None)


def test_asked_from_a_screen_of_a_case_it_says_what_that_means_for_the_case() -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/自评")
        assert "对贵单位来说：" in await stage.enter("/问 要多少人")

    play(scene, casebook("half-finished"), case=CASE)


def test_a_question_in_a_case_changes_nothing_of_it() -> None:
    book = casebook()
    before = standing_of(book, CASE, clock).state

    async def scene(stage: Stage) -> None:
        shown = await stage.enter("？公司开了一年半能报不")
        assert "要连续运营满两年" in shown
        assert "对贵单位来说：" in shown

    play(scene, book, size=(120, 40))
    assert standing_of(book, CASE, clock).state.values == before.values


def test_an_answer_about_as_long_as_its_line_is_shown_whole() -> None:
    async def scene(stage: Stage) -> None:
        for length in range(14, 36):
            await stage.enter("/跳到 operating_institution")
            shown = await stage.enter("甲" * length + "丙乙")
            flat = "".join(shown.replace("▌", "").split())
            assert f"已记下：运营机构{'甲' * length}丙乙" in flat, length

    play(scene, casebook())
