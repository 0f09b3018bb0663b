"""On the full screen: the summary is told and copied, and calls to make are shown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import CASE, NOON
from tests.faces.tui.screens import Stage, casebook, out_of, play


@pytest.fixture(autouse=True)
def in_a_plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests be run in tmux and out of it alike."""
    for name in ("TMUX", "STY", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_the_summary_is_told_and_copied(tmp_path: Path) -> None:
    book = casebook("half-finished")

    async def scene(stage: Stage) -> None:
        shown = await stage.enter("/小结")
        assert "已复制" in shown
        assert stage.app.clipboard.startswith("【申报小结】2026年11月23日\n")
        assert "服务人员：12 人" in stage.app.clipboard

    play(scene, book, size=(120, 40), settings=out_of(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_where_the_terminal_has_no_clipboard_the_summary_goes_into_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")

    async def scene(stage: Stage) -> None:
        assert "不能复制" in await stage.enter("/小结")

    play(scene, casebook(), size=(120, 40), settings=out_of(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["申报小结 20261123.txt"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_follow_up_is_kept_in_the_conversation_and_stands_on_the_home_screen(
    size: tuple[int, int],
) -> None:
    book = casebook()

    async def scene(stage: Stage) -> None:
        shown = await stage.enter("/回访 今天 带租赁合同")
        assert "回访，带租赁合同" in shown
        shown = await stage.enter("/首页")
        assert f"要回访 1 次：{CASE}" in shown.splitlines()[0]

    play(scene, book, size=size)
    [kept] = book.follow_ups(CASE)
    assert kept.day == NOON.date()


def test_what_is_overdue_is_counted_on_the_home_screen() -> None:
    book: MemoryCasebook = casebook()
    with book.writer(CASE, "") as writer:
        writer.add_follow_up(NOON.date() - timedelta(days=2), "", "", NOON)
        writer.add_follow_up(NOON.date() + timedelta(days=2), "", "", NOON)

    async def scene(stage: Stage) -> None:
        assert "要回访 1 次（过期 1 次）" in stage.shown()
        shown = await stage.enter("/回收站")
        assert "要回访" not in shown

    play(scene, book, case=None)
