"""What a person sees and types at a real terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.terminal.tmux import PROGRAM, TMUX, Terminal, environment

needs_tmux = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")
_BEFORE_THE_TEXT = cell_len(" › ")
_STYLE = re.compile(r"\x1b\[([\d;:]*)m")


def begun(terminal: Terminal, name: str) -> None:
    """Begin a case, and go past the notices to its first question."""
    terminal.wait("按回车开始第一份申报")
    terminal.press("Enter")
    terminal.wait("起个名字")
    terminal.enter(name)
    past_notices(terminal)


def past_notices(terminal: Terminal) -> None:
    for notice in ("先说清楚这个助手做什么", "依据2018版", "不打分", "照平常的说法写"):
        terminal.wait(notice, "看完按回车继续")
        terminal.press("Enter")
    terminal.wait("贵单位的全称是什么", "请回答")


@needs_tmux
def test_what_is_typed_stands_as_it_was_typed(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        begun(terminal, "[red]渝创")
        assert "[red]渝创　单位与平台" in terminal.screen()
        for typed in ("重庆[red]渝创", "备注[/]结束，{{ 7*7 }}"):
            terminal.type(typed)
            terminal.wait(f"› {typed}", f"理解为 {typed}")
            column = _BEFORE_THE_TEXT + cell_len(typed)
            terminal.wait_for("cursor_x", str(column))
            terminal.press("Left")
            terminal.wait_for("cursor_x", str(column - cell_len(typed[-1])))
            terminal.press("Enter")
            terminal.wait(f"已记下：运营机构　{typed}")
            terminal.press("F2")
            terminal.wait(f"现在填的是：{typed}", "贵单位的全称是什么")


@needs_tmux
def test_a_killed_program_has_lost_nothing(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        begun(terminal, "渝创申报")
        terminal.enter("重庆渝创企业服务有限公司")
        terminal.wait(
            "已记下：运营机构　重庆渝创企业服务有限公司", "平台打算叫什么名字"
        )
        terminal.enter("重庆市渝创中小企业公共服务示范平台")
        terminal.wait("贵单位是哪一类机构", "1. 公司")
        terminal.enter("1")
        terminal.wait("已记下：运营机构的类型　1 → 公司", "独立法人资格吗")
        terminal.type("写了一半")
        terminal.wait("› 写了一半")
        os.kill(int(terminal.told("pane_pid")), signal.SIGKILL)
        terminal.wait_for("pane_dead", "1")

    with Terminal(tmp_path, arguments=("open", "渝创申报")) as terminal:
        shown = terminal.wait("已答 3/", "独立法人资格吗", "以上是以前答过的")
        assert "欢迎回来。“渝创申报”已答 3/" in shown
        assert "已记下：运营机构的类型　1 → 公司" in shown


@needs_tmux
def test_a_dumb_terminal_gets_the_plain_conversation(tmp_path: Path) -> None:
    with Terminal(tmp_path, environ={"TERM": "dumb"}) as terminal:
        terminal.wait("请给这份申报起个名字")
        terminal.enter("渝创申报")
        terminal.wait("好的，已新建“渝创申报”")
        assert terminal.told("alternate_on") == "0"
        assert "\x1b" not in terminal.styled()
        terminal.enter("退出")
        terminal.wait("已保存在“渝创申报”里")
        terminal.wait_for("pane_dead", "1")


def test_a_pipe_gets_the_plain_conversation(tmp_path: Path) -> None:
    lines = ["渝创申报", "", "", "", "", "重庆[red]渝创", "退出", ""]
    done = subprocess.run(
        PROGRAM,
        input="\n".join(lines),
        env=environment(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )

    assert "已记下：运营机构　重庆[red]渝创" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


@needs_tmux
def test_a_small_window_says_so_and_gets_the_plain_conversation(tmp_path: Path) -> None:
    with Terminal(tmp_path, size=(50, 12)) as terminal:
        terminal.wait("请给这份申报起个名字")
        assert "窗口只有 50×12" in terminal.all_lines()
        assert "改用逐行对话" in terminal.all_lines()
        assert terminal.told("alternate_on") == "0"


@needs_tmux
def test_a_window_made_small_says_so_until_it_is_made_larger(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        begun(terminal, "渝创申报")
        terminal.resize(50, 12)
        terminal.wait("窗口太小了（现在 50×12）", "按回车，改用一行一行的对话")
        terminal.resize(80, 24)
        terminal.wait("贵单位的全称是什么", "F1 帮助")
        terminal.enter("/逐行")
        in_lines(terminal)


@needs_tmux
def test_a_window_made_small_offers_lines(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        begun(terminal, "渝创申报")
        terminal.resize(50, 12)
        terminal.wait("窗口太小了")
        terminal.press("Enter")
        in_lines(terminal)


def in_lines(terminal: Terminal) -> None:
    """See that the conversation has gone on line by line, and answer there."""
    terminal.wait_for("alternate_on", "0")
    terminal.wait("贵单位的全称是什么")
    terminal.enter("重庆渝创企业服务有限公司")
    terminal.wait("已记下：运营机构　重庆渝创企业服务有限公司")


@needs_tmux
def test_there_are_colours(tmp_path: Path) -> None:
    assert any(map(is_colour, styles(tmp_path, {})))


@needs_tmux
def test_no_color_means_no_colours(tmp_path: Path) -> None:
    assert not any(map(is_colour, styles(tmp_path, {"NO_COLOR": "1"})))


def styles(folder: Path, environ: dict[str, str]) -> list[str]:
    """Return the styles on the screen of a first question."""
    with Terminal(folder, environ=environ) as terminal:
        begun(terminal, "渝创申报")
        return _STYLE.findall(terminal.styled())


def is_colour(style: str) -> bool:
    """Whether a sequence sets a colour, not only bold, reverse or the like."""
    codes = [int(code) for code in re.split("[;:]", style) if code]
    return any(30 <= code <= 38 or 40 <= code <= 48 or code >= 90 for code in codes)
