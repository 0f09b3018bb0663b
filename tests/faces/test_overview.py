"""The overview as people meet it: bars with their words, a table, progress."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.assistant.overview import Row
from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.dialogue.tracing.table import width
from sme_assistant.errors import CasebookUnavailableError
from sme_assistant.faces.charts import bar, chart
from sme_assistant.faces.commands.overviews import _far
from sme_assistant.faces.console import Console
from sme_assistant.faces.home import Home
from sme_assistant.faces.tui.screens.overview import OverviewScreen
from tests.casebook.memory import MemoryCasebook
from tests.faces.running import Run
from tests.faces.talking import NOON, clock
from tests.faces.tui.screens import Stage, casebook, play

ROWS = [Row("草稿", "5 份", 0.5), Row("已归档", "10 份", 1.0)]


def test_bars_stand_behind_their_words_in_one_column() -> None:
    assert chart(ROWS, 40) == [
        "　草稿     5 份  ███████████▌",
        "　已归档  10 份  ███████████████████████",
    ]


def test_without_room_there_are_words_alone() -> None:
    assert chart(ROWS, 0) == ["　草稿     5 份", "　已归档  10 份"]
    assert chart([], 80) == []


@given(st.floats(0, 1), st.integers(8, 24))
def test_a_bar_is_never_longer_than_there_is_room(share: float, longest: int) -> None:
    drawn = bar(share, longest)

    assert width(drawn) <= longest
    assert bool(drawn) is bool(share)


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_greater_share_has_no_shorter_bar(one: float, other: float) -> None:
    less, more = sorted((one, other))

    assert len(bar(less, 24)) <= len(bar(more, 24))


def test_the_overview_is_told_with_bars_and_saved_as_a_table(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    typed = "\n" * 10 + "跳到 total_assets\n150万元\n"
    run("open", "样例", "--plain", typed=typed)

    ran = run("overview", "--csv", "概览.csv")

    assert ran.code == 0
    assert "不符合  1 份  ████" in ran.out
    assert "1/1 份 100%" in ran.out
    assert "表格已存为：概览.csv" in ran.out
    raw = (tmp_path / "概览.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "第六条（一）" in raw.decode()
    assert "样例" not in ran.out + raw.decode()
    assert "\x1b" not in ran.out

    again = run("overview", "--csv", "概览.csv")
    assert (again.code, again.out) == (2, "")
    assert "已经有了" in again.err
    nowhere = run("overview", "--csv", "没有/概览.csv")
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "请" in nowhere.err


def test_without_cases_the_overview_says_so(run: Run) -> None:
    ran = run("overview")

    assert ran.code == 0
    assert "还没有申报记录" in ran.out
    assert "条文" not in ran.out


def test_how_far_the_counting_is_is_told_in_cases() -> None:
    assert _far(1200, 10_000, "") == "正在统计 1200/10000 份"


def test_the_plain_home_tells_it_in_words_and_goes_on() -> None:
    book = MemoryCasebook()
    book.create("样例", DEFAULT, NOON)
    heard = io.StringIO()
    lines = io.StringIO("/今日概览\n/今日概览 明天\n退出\n")

    Home(book, Console(lines, heard), clock, Path("nowhere")).run()

    assert "2026-11-23 概览" in heard.getvalue()
    assert "刚建，还没有填  1 份\n" in heard.getvalue()
    assert "还没有到" in heard.getvalue()
    assert "█" not in heard.getvalue()


def test_the_screen_shows_states_the_day_and_each_clause() -> None:
    async def scene(stage: Stage) -> None:
        assert "█" in await stage.enter("/今日概览")
        assert "填写" in await stage.press("down")
        assert "最常达不到的条文" in await stage.press("down")
        assert "不符合 1 份　待定 0 份" in await stage.press("down")
        assert "2026-11-22" in await stage.enter("/今日概览 昨天")
        assert "还没有申报记录" in stage.shown()
        await stage.press("down", "down")
        assert "还没有申报记录" in stage.shown()
        assert "还没有到" in await stage.enter("/概览 明天")
        await stage.press("escape")
        assert not isinstance(stage.app.screen, OverviewScreen)

    play(scene, casebook("yuzhong-financing"))


def test_keys_are_heard_while_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many cases there are: it rests after each, and one may leave."""
    monkeypatch.setattr("sme_assistant.faces.tui.screens.overview._BREATH", -1.0)
    book = casebook("yuzhong-financing")
    for number in range(60):
        book.create(f"案{number}", DEFAULT, NOON)

    async def scene(stage: Stage) -> None:
        stage.desk.entry.value = "/今日概览"
        await stage.pilot.press("enter", "escape")
        assert not isinstance(stage.app.screen, OverviewScreen)
        assert "61 份" in await stage.enter("/今日概览")

    play(scene, book)


def test_a_casebook_that_cannot_be_read_is_told_on_the_screen() -> None:
    class Broken(MemoryCasebook):
        def entries(self, name: str) -> tuple[()]:  # noqa: ARG002
            raise CasebookUnavailableError("casebook.sqlite3", "busy")

    book = Broken()
    book.create("样例", DEFAULT, NOON)

    async def scene(stage: Stage) -> None:
        assert "另一个窗口正在写" in await stage.enter("/今日概览")

    play(scene, book, case=None)
