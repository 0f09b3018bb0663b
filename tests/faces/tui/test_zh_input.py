"""The line of input: what is typed and pasted, and where the terminal's cursor is."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

from sme_assistant.faces.tui.widgets.zh_input import BLANKS, ZhInput


class Desk(App[None]):
    """An input under a text, at column 2 and of 20 cells."""

    CSS = """
    Static { height: 3; }
    ZhInput { margin-left: 2; width: 20; height: 1; border: none; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        (key, f"heard('{key}')", "")
        for key in ("up", "down", "pageup", "pagedown", "ctrl+z", "ctrl+y", "f2")
    ]

    def __init__(self, value: str = "", placeholder: str = "") -> None:
        super().__init__()
        self.heard: list[object] = []
        self._given = value, placeholder

    def compose(self) -> ComposeResult:
        yield Static("问题")
        yield ZhInput(*self._given, id="entry")

    @property
    def entry(self) -> ZhInput:
        return self.query_one("#entry", ZhInput)

    @property
    def cursor(self) -> tuple[int, int]:
        return self.cursor_position

    def on_mount(self) -> None:
        self.entry.focus()

    def action_heard(self, key: str) -> None:
        self.heard.append(key)

    def on_key(self, event: events.Key) -> None:
        if event.character in BLANKS:
            self.heard.append(event.character or "")

    @on(ZhInput.PastedLines)
    def hear(self, message: Message) -> None:
        self.heard.append(message)


Scene = Callable[[Desk, Pilot[None]], Awaitable[None]]


def play(scene: Scene, app: Desk | None = None) -> None:
    async def run() -> None:
        desk = app or Desk()
        async with desk.run_test(size=(40, 12)) as pilot:
            await pilot.pause()
            await scene(desk, pilot)

    asyncio.run(run())


def shown(app: Desk) -> str:
    return app.entry.render_line(0).text.rstrip()


# --- typing ---------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "１２．５", "12。5", "1,234", "12.5万", "[red]公司", "备注[/]结束",
        "阿卜杜·热合曼", "张　三", "a b", "𬭚㛃", "\U00031350", "\ue000", "e\u0301",
        "\U0001f468\u200d\U0001f469", "“好”——……", "/返回", "、返回", "？",
    ],
)  # fmt: skip
def test_every_character_typed_is_taken_as_it_is(typed: str) -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        for character in typed:
            # As the terminal's reader does: a character is its own key.
            app.entry.post_message(events.Key(character, character))
        await pilot.pause()
        assert app.entry.value == typed

    play(scene)


@pytest.mark.parametrize("text", ["[red]公司", "备注[/]结束", "[b]甲[/b]"])
def test_markup_is_shown_as_it_is(text: str) -> None:
    async def value(app: Desk, _: Pilot[None]) -> None:
        assert shown(app) == text

    async def placeholder(app: Desk, _: Pilot[None]) -> None:
        assert shown(app) == text

    play(value, Desk(value=text))
    play(placeholder, Desk(placeholder=text))


@pytest.mark.parametrize("blank", [" ", "\u3000"])
def test_a_blank_in_an_empty_input_goes_on_and_is_not_typed(blank: str) -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        app.post_message(events.Key(blank, blank))
        await pilot.pause()
        assert (app.entry.value, app.heard) == ("", [blank])

        app.heard.clear()
        app.entry.value = "张"
        app.post_message(events.Key(blank, blank))
        await pilot.pause()
        assert (app.entry.value, app.heard) == (f"张{blank}", [])

    play(scene)


def test_keys_of_the_screen_pass_through() -> None:
    keys = ["up", "down", "pageup", "pagedown", "ctrl+z", "ctrl+y", "f2"]

    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        app.entry.value = "服务" * 30  # which scrolls
        await pilot.press(*keys)
        assert app.heard == keys * 2
        assert app.entry.value == "服务" * 30

    play(scene)


def test_the_cursor_does_not_blink() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        assert app.entry.cursor_blink is False
        timer = app.entry._blink_timer
        assert timer is not None
        assert not timer._active.is_set()

    play(scene)


# --- pasting --------------------------------------------------------------


def paste(text: str, into: str = "") -> tuple[str, list[Any]]:
    """Return the value after a paste, and what was heard."""
    found: list[Any] = []

    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        app.entry.post_message(events.Paste(text))
        await pilot.pause()
        found.extend([app.entry.value, app.heard])

    play(scene, Desk(value=into))
    return found[0], found[1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("重庆渝企", "甲重庆渝企"),
        ("\r\n 12 \n\n", "甲 12 "),
        ("张三\t工程师", "甲张三\t工程师"),
        ("[red]\x1b[31m红\x00", "甲[red][31m红"),
        ("\n \n", "甲"),
        ("", "甲"),
    ],
)
def test_one_line_is_pasted_as_if_typed(text: str, value: str) -> None:
    assert paste(text, into="甲") == (value, [])


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("张三\t男\n李四\t女\n", "张三\t男\n李四\t女\n"),
        ("一\r二", "一\n二"),  # what most terminals send
        ("一\r\n\r\n二", "一\n\n二"),
        ("一\v二\u2028三", "一\n二\n三"),  # from word processors
    ],
)
def test_several_lines_are_handed_on_and_none_is_lost(text: str, whole: str) -> None:
    value, heard = paste(text, into="甲")

    [message] = heard
    assert isinstance(message, ZhInput.PastedLines)
    assert (value, message.text) == ("甲", whole)
    assert message.control is message.input


def test_the_clipboard_of_the_program_is_pasted_alike() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        app.copy_to_clipboard("一\n二")
        await pilot.press("ctrl+v")
        assert (app.entry.value, len(app.heard)) == ("", 1)

        app.copy_to_clipboard("三")
        await pilot.press("ctrl+v")
        assert (app.entry.value, len(app.heard)) == ("三", 1)

    play(scene)


def test_a_paste_replaces_what_is_selected() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        app.entry.select_all()
        app.entry.post_message(events.Paste("新"))
        await pilot.pause()
        assert app.entry.value == "新"

    play(scene, Desk(value="旧的"))


def test_a_tab_is_shown_as_one_blank_and_clicked_as_one() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        assert shown(app) == "张三 男 a"
        assert app.cursor == (2 + 9, 3)
        for x, position in ((0, 0), (1, 0), (2, 1), (4, 2), (5, 3), (7, 4), (15, 6)):
            await pilot.click(ZhInput, offset=(x, 0))
            assert app.entry.cursor_position == position

    play(scene, Desk(value="张三\t男\ta"))


# --- the terminal's cursor ------------------------------------------------


def test_the_cursor_is_in_the_input_before_the_first_key() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        assert app.cursor == (2, 3)

    play(scene)


def test_the_cursor_is_where_the_next_character_will_be() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        app.entry.value = "服务ab"
        await pilot.pause()
        assert app.cursor == (2 + 6, 3)
        await pilot.press("home")
        assert app.cursor == (2, 3)
        await pilot.press("right")
        assert app.cursor == (2 + 2, 3)
        app.entry.value = "a服务"  # the cursor stays behind the first character
        await pilot.pause()
        assert app.cursor == (2 + 1, 3)
        app.entry.value = ""
        await pilot.pause()
        assert app.cursor == (2, 3)

    play(scene)


def test_the_cursor_stays_in_a_text_that_scrolls() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        app.entry.value = "重庆渝企服务平台申报单位"  # 24 cells in 20
        app.entry.cursor_position = 12
        await pilot.pause()
        assert app.cursor == (2 + 19, 3)
        assert shown(app).endswith("申报单位")
        await pilot.press("home")
        assert app.cursor == (2, 3)
        assert shown(app).startswith("重庆渝企")
        app.entry.cursor_position = 10  # a character half of which would be seen
        await pilot.pause()
        assert app.cursor == (2 + 18, 3)
        await pilot.press("end", "backspace", "backspace", "backspace")
        assert app.cursor == (2 + 18 - app.entry.scroll_offset.x, 3)

    play(scene)


def test_the_cursor_follows_the_input_when_it_moves() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        app.query_one(Static).styles.height = 5
        await pilot.pause()
        assert app.cursor == (2, 5)
        await pilot.resize_terminal(30, 9)
        app.entry.styles.margin = (0, 0, 0, 4)
        await pilot.pause()
        assert app.cursor == (4, 5)

    play(scene)


class Over(ModalScreen[None]):
    CSS = "Over ZhInput { margin-left: 1; margin-top: 1; }"

    def compose(self) -> ComposeResult:
        yield ZhInput("a")


def test_the_cursor_comes_back_with_the_screen() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        await app.push_screen(Over())
        await pilot.pause()
        app.pop_screen()
        await pilot.pause()
        assert app.cursor == (2, 3)

    play(scene)


def test_a_covered_input_leaves_the_cursor_where_it_is() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        entry = app.entry
        await app.push_screen(Over())
        await pilot.pause()
        assert app.cursor == (2, 1)
        entry.value = "服务"  # which is covered, and does not draw the cursor away
        await pilot.pause()
        assert app.cursor == (2, 1)
        app.pop_screen()
        await pilot.pause()
        assert app.cursor == (2 + 4, 3)

    play(scene)


class Form(Desk):
    CSS = Desk.CSS + "VerticalScroll { height: 4; } ZhInput { margin-bottom: 2; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield ZhInput(id="entry")
            for number in range(4):
                yield ZhInput(str(number), id=f"field-{number}")


def test_the_cursor_is_in_the_line_of_a_form_that_scrolled() -> None:
    async def scene(app: Desk, pilot: Pilot[None]) -> None:
        for number in range(4):
            await pilot.press("tab")
            await pilot.wait_for_animation()
            await pilot.pause()
            field = app.query_one(f"#field-{number}", ZhInput)
            assert app.cursor == (field.region.x + 1, field.region.y)
            assert app.screen.region.contains_region(field.region)

    play(scene, Form())


# --- in a terminal --------------------------------------------------------

PROGRAM = """
from textual.app import App
from textual.content import Content
from textual.widgets import Static
from sme_assistant.faces.tui.widgets.zh_input import BLANKS, ZhInput

class Desk(App):
    CSS = "Static {height: 3} ZhInput {margin-left: 2; width: 20; height: 1;"
    CSS += "border: none; padding: 0}"
    def compose(self):
        yield Static("READY")
        yield ZhInput()
    def on_mount(self):
        self.query_one(ZhInput).focus()
    def on_zh_input_pasted_lines(self, message):
        self.query_one(Static).update(Content(repr(message.text)))

Desk().run()
"""
FOREIGN = {"TMUX", "LINES", "COLUMNS"}
"""What tells of another terminal; pytest-xdist sets the last two."""
PATIENCE = 30
"""Seconds after which a terminal that shows nothing new has failed."""


class Tmux:
    """A terminal with the program in it."""

    def __init__(self, program: str, folder: str) -> None:
        self._server = [shutil.which("tmux") or "tmux", "-u", "-f", "/dev/null"]
        self._environment = {
            **{name: os.environ[name] for name in os.environ.keys() - FOREIGN},
            "LC_ALL": "C.UTF-8",
            "TMUX_TMPDIR": folder,  # a server of its own
            "TEXTUAL_DISABLE_KITTY_KEY": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self("new-session", "-d", "-x", "40", "-y", "10", sys.executable, "-c", program)

    def __call__(self, *arguments: str) -> str:
        return subprocess.run(
            [*self._server, *arguments],
            env=self._environment,
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout

    def cursor(self) -> str:
        return self("display-message", "-p", "#{cursor_x},#{cursor_y}").strip()

    def row(self, y: int) -> str:
        return self("capture-pane", "-p").splitlines()[y].rstrip()

    def wait(self, look: Callable[[], str], expected: str) -> None:
        """Wait until something is as expected; report what it is if it never is."""
        end = time.monotonic() + PATIENCE
        while (found := look()) != expected and time.monotonic() < end:
            time.sleep(0.02)
        assert found == expected


@pytest.fixture
def tmux() -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    # pytest's own folders have names too long for a socket on some systems.
    with TemporaryDirectory() as folder:
        terminal = Tmux(PROGRAM, folder)
        try:
            terminal.wait(lambda: terminal.row(0), "READY")
            yield terminal
        finally:
            terminal("kill-server")


def test_a_terminal_has_its_cursor_where_the_next_character_will_be(tmux: Tmux) -> None:
    tmux.wait(tmux.cursor, "2,3")  # before any key
    for typed, line, cursor in (
        ("重庆", "  重庆", "6,3"),
        ("abc", "  重庆abc", "9,3"),
        ("，１２", "  重庆abc，１２", "15,3"),
        ("　张", "  重庆abc，１２　张", "19,3"),
        ("企", "  重庆abc，１２　张企", "21,3"),
        ("业平", "  abc，１２　张企业平", "21,3"),  # scrolled by five cells
    ):
        tmux("send-keys", "-l", typed)
        tmux.wait(tmux.cursor, cursor)
        tmux.wait(lambda: tmux.row(3), line)
    tmux("send-keys", "Home")
    tmux.wait(tmux.cursor, "2,3")
    tmux("send-keys", "Right")
    tmux.wait(tmux.cursor, "4,3")


def test_several_lines_pasted_in_a_terminal_arrive_whole(tmux: Tmux) -> None:
    tmux("set-buffer", "张三\t男\n李四\t女\n")
    tmux("paste-buffer", "-p")
    tmux.wait(lambda: tmux.row(0), r"'张三\t男\n李四\t女\n'")
    tmux.wait(tmux.cursor, "2,3")
