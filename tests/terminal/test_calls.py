"""Two callers at a real terminal."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.calls import CallState
from sme_assistant.engine.log import Action, Entry
from tests.faces.talking import NOTICES
from tests.terminal.tmux import TMUX, Terminal

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")


@contextmanager
def kept(folder: Path) -> Iterator[SqliteCasebook]:
    casebook = SqliteCasebook(folder / "casebook.sqlite3", lambda: AT)
    yield casebook
    casebook.close()


def said(folder: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Return case to what was typed, who said it and who typed it."""
    with kept(folder) as casebook:
        return {
            case.name: [
                (entry.typed, entry.who, entry.staff)
                for entry in casebook.entries(case.name)
                if entry.action is Action.ANSWER
            ]
            for case in casebook.cases()
        }


def begun(folder: Path, *names: str) -> None:
    """Begin cases with all notices read."""
    with kept(folder) as casebook:
        for name in names:
            casebook.create(name, DEFAULT, AT)
            with casebook.writer(name, "") as writer:
                writer.append(*(Entry(Action.SEEN, notice, AT) for notice in NOTICES))


def first_call(terminal: Terminal) -> None:
    """Serve the first caller until half an answer stands in the input; go home."""
    terminal.enter("甲的")
    terminal.wait("【请念】请问贵单位的全称是什么", "没有通话")
    terminal.enter("/开始通话 张女士 023-12345678")
    terminal.wait("通话中", "来电 张女士")
    terminal.enter("甲公司")
    terminal.wait("【核对】", "单位全称是“甲公司”")
    terminal.enter("/项目列表")
    terminal.wait("没有结束的通话 1 个")


def second_call(terminal: Terminal) -> None:
    """Serve the second caller until half an answer stands in the input."""
    terminal.enter("乙的")
    terminal.wait("乙的申报", "没有通话")
    terminal.enter("/来电 李先生")
    terminal.wait("来电 李先生", "甲的申报（暂停")
    terminal.type("乙公司写了一半")


def killed(terminal: Terminal) -> None:
    os.kill(int(terminal.told("pane_pid")), signal.SIGKILL)
    terminal.wait_for("pane_dead", "1")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_two_callers_are_served_side_by_side_and_a_kill_loses_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    begun(tmp_path, "甲的申报", "乙的申报")

    with Terminal(tmp_path, size, arguments=("--staff", "王五")) as terminal:
        terminal.wait("热线模式　坐席 王五", "甲的申报")
        first_call(terminal)
        second_call(terminal)
        terminal.press("C-t")
        shown = terminal.wait("来电 张女士", "乙的申报（暂停", "平台打算叫什么名字")
        assert "乙公司" not in shown
        terminal.enter("甲的平台")
        terminal.wait("【核对】", "甲的平台")
        terminal.press("C-t")
        terminal.wait("来电 李先生", "› 乙公司写了一半")
        terminal.press("Enter")
        terminal.wait("【核对】", "单位全称是“乙公司写了一半”")
        killed(terminal)

    assert said(tmp_path) == {
        "甲的申报": [("甲公司", "张女士", "王五"), ("甲的平台", "张女士", "王五")],
        "乙的申报": [("乙公司写了一半", "李先生", "王五")],
    }


def test_a_call_that_was_killed_is_found_held_and_gone_on_with(tmp_path: Path) -> None:
    begun(tmp_path, "甲的申报")
    with Terminal(tmp_path, arguments=("--staff", "王五")) as terminal:
        terminal.wait("甲的申报")
        first_call(terminal)
        terminal.press("C-t")
        terminal.wait("通话中", "平台打算叫什么名字")
        killed(terminal)

    again = ("open", "甲的申报", "--staff", "李梅")
    with Terminal(tmp_path, arguments=again) as terminal:
        terminal.wait("暂停着", "来电 张女士", "程序就关了")
        terminal.enter("/继续通话")
        terminal.wait("通话中", "坐席 李梅")
        terminal.enter("/结束通话")
        terminal.wait("通话结束：张女士", "没有通话")

    with kept(tmp_path) as casebook:
        (call,) = casebook.calls("甲的申报")
        assert (call.state, call.staff) == (CallState.ENDED, "李梅")
