"""Lists on the screen: files looked at and taken, tables of any length."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest
from textual.app import App, ComposeResult

from sme_assistant.assistant import list_turns
from sme_assistant.assistant.cases import standing_of
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.text_tables import TextTable
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.tui.screens import list_file
from sme_assistant.faces.tui.screens.list_file import ListFileScreen, OfferScreen
from sme_assistant.faces.tui.widgets.row_table import RowTable
from sme_assistant.rosters import writing
from sme_assistant.rosters.reading import Reading
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE, NOON, clock
from tests.faces.tui.screens import Stage, casebook, out_of, play
from tests.rosters.books import LI, STAFF, WANG, text, xlsx


def names(book: MemoryCasebook, kind: str = "staff") -> list[object]:
    held = standing_of(book, CASE, clock).state.rosters.get(kind)
    return [row["name"] for row in held.rows] if held else []


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_file_is_shown_before_it_is_taken(
    tmp_path: Path, opened: bool, size: tuple[int, int]
) -> None:
    path = xlsx(tmp_path / "名单.xlsx", [STAFF, WANG, ["赵六", "很大", "本科"], LI])
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        if opened:
            await stage.press("enter")
        shown = await stage.enter(str(path))
        assert "可以收下 2 行" in shown
        assert "名单 B3" in shown
        assert "收下" in shown
        assert names(book) == []
        await stage.press("enter")

    play(scene, book, size=size)
    assert names(book) == ["王五", "李四"]
    assert (tmp_path / "名单-待改.xlsx").exists()


def test_a_file_may_replace_the_list_by_its_number(tmp_path: Path) -> None:
    first = text(tmp_path / "a.csv", [STAFF, WANG])
    second = text(tmp_path / "b.csv", [STAFF, LI])
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.enter(str(first))
        await stage.press("1")
        await stage.enter("/跳到 服务人员名单")
        assert "3. 不收" in await stage.enter(str(second))
        await stage.press("9", "down", "pagedown", "up", "2")

    play(scene, book, size=(120, 40))
    assert names(book) == ["李四"]


def test_escape_leaves_a_file_alone(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [STAFF, WANG])
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.enter(str(path))
        assert "没有收" in await stage.press("escape")

    play(scene, book, size=(120, 40))
    assert names(book) == []


def test_a_file_that_brings_nothing_new_is_only_told(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [STAFF, WANG])
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.enter(str(path))
        await stage.press("enter")
        await stage.enter("/跳到 服务人员名单")
        assert "一字不差" in await stage.enter(str(path))
        assert not isinstance(stage.app.screen, OfferScreen)

    play(scene, book, size=(120, 40))
    assert names(book) == ["王五"]


def test_a_file_that_cannot_be_read_is_told_and_its_path_stays(tmp_path: Path) -> None:
    path = str(tmp_path / "没有.xlsx")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        assert "没有找到文件" in await stage.enter(path)
        assert stage.desk.entry.value == path
        assert stage.desk.stop is None  # type: ignore[attr-defined]

    play(scene, casebook(), size=(120, 40))


def test_a_click_picks_what_to_do_with_a_file(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [STAFF, WANG])
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.enter(str(path))
        await stage.pilot.click("#choices", offset=(4, 0))
        await stage.settle()

    play(scene, book, size=(120, 40))
    assert names(book) == ["王五"]


def test_a_reading_is_stopped_by_escape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text(tmp_path / "a.csv", [STAFF, WANG])
    begun, book = Event(), casebook()

    def slow(_turns: object, _question: object, _path: Path, how: Reading) -> None:
        how.progress(1, 4)
        begun.set()
        assert how.stop is not None
        assert how.stop.wait(10)
        raise SmeAssistantError("stopped", "已停下，名单没有改动。")

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        screen = stage.desk
        assert isinstance(screen, ListFileScreen)
        monkeypatch.setattr(list_turns, "read", slow)
        screen.entry.value = str(path)
        await stage.pilot.press("enter")
        while not begun.is_set():
            await stage.pilot.pause(0.01)
        assert "正在读取 25%" in stage.shown()
        assert "已停下" in await stage.press("escape")

    play(scene, book, size=(120, 40))
    assert names(book) == []


def long_list(count: int) -> MemoryCasebook:
    book = casebook()
    columns = {
        "name": [f"企业{n}" for n in range(count)],
        "rating": ["satisfied"] * count,
    }
    rows = TextTable.unpacked(TextTable(columns, count).packed)
    with book.writer(CASE, "") as writer:
        writer.append(Entry(Action.ROWS, "enterprises", NOON, rows=rows))
    return book


def test_rows_entered_in_the_table_stay_its_own(tmp_path: Path) -> None:
    first = text(tmp_path / "a.csv", [STAFF, WANG])
    book = casebook()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.press("f5")
        await stage.enter(str(first))
        await stage.press("enter")
        await stage.enter("赵六，40，大专")
        assert "名单现在有 1 人" in await stage.press("ctrl+z")
        await stage.press("ctrl+y")
        shown = await stage.enter("孙七，41，不知道什么，，，，，，")
        assert "知道了" in shown
        await stage.press("enter")
        await stage.press("escape", "escape")
        question = stage.desk.turns.question  # type: ignore[attr-defined]
        assert question.model.collects != "staff"

    play(scene, book, size=(120, 40))
    assert names(book) == ["王五", "赵六"]


@pytest.mark.parametrize("opened", [False, True])
def test_a_list_and_a_blank_form_are_written_from_the_screen(
    tmp_path: Path, opened: bool
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        if opened:
            await stage.press("f5")
        shown = await stage.enter("/导出名单 名.csv")
        assert "已导出" in shown
        if opened and "知道了" in shown:
            await stage.press("enter")
        await stage.enter("/空白表 表.xlsx")

    book = casebook("wanzhou-training")
    play(scene, book, size=(120, 40), settings=out_of(tmp_path))
    assert len((tmp_path / "名.csv").read_text(encoding="utf-8-sig").split()) == 11
    assert (tmp_path / "表.xlsx").exists()


async def until(stage: Stage, event: Event) -> None:
    while not event.is_set():
        await stage.pilot.pause(0.01)


@pytest.mark.parametrize("is_stopped", [False, True])
def test_a_long_list_is_stored_aside_and_stopped_by_escape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_stopped: bool
) -> None:
    path = text(tmp_path / "a.csv", [STAFF, WANG])
    begun, going_on, book = Event(), Event(), casebook()
    monkeypatch.setattr(list_file, "LONG", 1)

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        screen = stage.desk
        assert isinstance(screen, ListFileScreen)
        hear = screen.turns.hear  # type: ignore[attr-defined]

        def slow(typed: str) -> bool:
            begun.set()
            assert going_on.wait(10)
            return bool(hear(typed))

        await stage.enter(str(path))
        monkeypatch.setattr(screen.turns, "hear", slow)  # type: ignore[attr-defined]
        await stage.pilot.press("enter")
        await until(stage, begun)
        screen.entry.value = "李四，40，大专"
        await stage.pilot.press("enter")
        assert "名单正在处理" in stage.shown()
        await stage.pilot.press("f7")
        assert stage.app.screen is screen
        screen.entry.value = ""
        if is_stopped:
            await stage.pilot.press("escape")
        going_on.set()
        await stage.settle()
        assert ("已停下" in stage.shown()) is is_stopped

    play(scene, book, size=(120, 40))
    assert names(book) == ([] if is_stopped else ["王五"])


@pytest.mark.parametrize("longest", [1, 5_000])
def test_what_cannot_be_stored_is_told_and_the_table_stays(
    monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    monkeypatch.setattr(list_file, "LONG", longest)

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.press("f5")
        turns = stage.desk._turns  # type: ignore[attr-defined]

        def full(*_args: object) -> None:
            raise SmeAssistantError("full", "磁盘满了，没有存下。")

        monkeypatch.setattr(turns, "accept_rows", full)
        shown = await stage.press("delete")
        assert "磁盘满了" in shown
        assert "服务人员名单　10 人" in shown
        assert stage.desk.stop is None  # type: ignore[attr-defined]

    play(scene, casebook("wanzhou-training"), size=(120, 40))


def test_what_a_file_left_out_is_shown_with_where_it_went(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "名单.xlsx", [STAFF, WANG, ["赵六", "很大", "本科"]])

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 服务人员名单")
        await stage.press("f5")
        await stage.enter(str(path))
        shown = await stage.press("enter")
        assert "名单-待改.xlsx" in "".join(shown.split())
        await stage.press("enter")
        assert "服务人员名单　1 人" in stage.shown()

    play(scene, casebook(), size=(120, 40))


def test_a_long_export_shows_how_far_it_is_and_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, begun, going_on = long_list(20), Event(), Event()

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 enterprises")
        await stage.press("f5")
        screen = stage.desk
        assert isinstance(screen, ListFileScreen)
        worked = screen._worked

        def slow(done: int, total: int, what: str) -> None:
            worked(done, total, what)
            if done:
                begun.set()
                assert going_on.wait(10)

        monkeypatch.setattr(writing, "_STEP", 5)
        monkeypatch.setattr(screen, "_worked", slow)
        screen.entry.value = "/导出名单"
        await stage.pilot.press("enter")
        await until(stage, begun)
        assert "正在写入 25%" in stage.shown()
        await stage.pilot.press("escape")
        going_on.set()
        await stage.settle()
        assert "已停下" in stage.shown()

    play(scene, book, size=(120, 40), settings=out_of(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_of_a_long_list_only_the_lines_in_sight_are_made() -> None:
    book = long_list(100_000)

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 enterprises")
        assert "企业0" in await stage.press("f5")
        table = stage.app.screen.query_one(RowTable)
        made: list[int] = []
        cells = table._cells

        def counted(row: int) -> Sequence[str]:
            made.append(row)
            return cells(row)

        table._cells = counted
        await stage.press("pagedown", "pagedown")
        assert "企业60" in stage.shown()
        table.move_cursor(99_999)
        await stage.settle()
        assert "企业99999" in stage.shown()
        assert "100000 家" in stage.shown()
        assert len(made) < 1000
        table.move_cursor(10**9)
        await stage.settle()
        assert "（加一行）" in stage.shown()
        await stage.press("up", "delete")

    play(scene, book, size=(120, 40))
    held = standing_of(book, CASE, clock).state.rosters["enterprises"]
    assert len(held.rows) == 99_999
    assert held.rows[-1]["name"] == "企业99998"


def test_a_row_is_changed_in_its_place_in_a_long_list() -> None:
    book = long_list(2000)

    async def scene(stage: Stage) -> None:
        await stage.enter("/跳到 enterprises")
        await stage.press("f5", "down", "down", "enter", "tab")
        await stage.pilot.press(*"AB")
        await stage.press("f9")

    play(scene, book, size=(120, 40))
    rows = standing_of(book, CASE, clock).state.rosters["enterprises"].rows
    assert rows[2] == {"name": "企业2", "service": "AB", "rating": "satisfied"}
    assert len(rows) == 2000


class Bare(App[None]):
    """A table and nothing else."""

    def __init__(self, rows: list[list[str]]) -> None:
        super().__init__()
        self.rows = rows
        self.clicked: list[int] = []

    def compose(self) -> ComposeResult:
        yield RowTable()

    def on_mount(self) -> None:
        labels = [f"列{n}" for n in range(len(self.rows[0]))]
        table = self.query_one(RowTable)
        table.lay_out(labels, len(self.rows), lambda row: self.rows[row])

    def on_row_table_selected(self, event: RowTable.Selected) -> None:
        self.clicked.append(event.row)


async def _lines(app: Bare, *clicks: tuple[int, int]) -> list[str]:
    async with app.run_test(size=(30, 5)) as pilot:
        for at in clicks:
            await pilot.click("#table", offset=at)
        await pilot.pause()
        return [s.text for s in app.screen._compositor.render_strips()]


def test_a_table_keeps_its_header_and_aligns_wide_signs() -> None:
    import asyncio  # noqa: PLC0415

    app = Bare([["甲", "abc"], ["重庆", "d"], ["x" * 60, ""]])

    lines = asyncio.run(_lines(app, (2, 1), (2, 2), (2, 4)))

    assert lines[0].startswith(" 列0")
    assert lines[1].startswith(" 甲  ")
    assert all(len(line) <= 30 for line in lines)
    assert app.clicked == [0, 1]
