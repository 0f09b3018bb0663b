"""One line of input that Chinese input methods can work with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from unicodedata import category

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widgets import Input
from textual.widgets.input import Selection

BLANKS = frozenset({" ", "\u3000"})
_NO_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories of characters that stand for no text: controls, surrogates, line ends."""
_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HIDDEN = "*"
_UNSHOWN = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


@dataclass(frozen=True, slots=True)
class Entered:
    """What stood in an input when Enter was pressed.

    Attributes:
        text: The text.
        at: When the key was pressed, on the clock of Textual's messages.
    """

    text: str
    at: float


class ZhInput(Input):
    """A line of text in which no key is ever dropped and nothing is read as markup.

    The terminal's own cursor, where the window of an input method opens, always stands
    where the next character will: Textual lets it stand where it was after a change of
    focus, place or size, and one cell too far at the end of the text.

    A blank in the empty input is no text: the key goes on to the screen.

    A tab, which divides the cells of a row copied from a spreadsheet, stays in the
    value and is shown as one blank.

    Args:
        empties: Whether what was entered leaves the input at once, so that what is
            typed before it is dealt with stands by itself: no key is lost, or added to
            another answer, because the program was slow.
    """

    virtual_size = Reactive(Size(0, 0))
    """As Textual has it, but without a new layout: a line keeps its place."""

    @dataclass
    class PastedLines(Message):
        """Several lines were pasted at once; none of them was taken."""

        input: ZhInput
        """Where they were pasted."""
        text: str
        """All of them, with ``\\n`` between them and without control characters."""

        @property
        def control(self) -> ZhInput:
            """The input."""
            return self.input

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        id: str | None = None,  # noqa: A002 (Textual's name)
        classes: str | None = None,
        empties: bool = False,
    ) -> None:
        super().__init__(
            value, placeholder, id=id, classes=classes, select_on_focus=False
        )
        self._empties = empties
        self._entered: deque[Entered] = deque()
        # A blinking cursor redraws while characters are being composed.
        self.cursor_blink = False

    # --- the terminal's cursor ------------------------------------------------

    def on_mount(self) -> None:
        """Follow what moves or resizes the input or brings its screen back."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._follow_layout)
        self.watch(self.screen, "stack_updates", self._follow, init=False)

    def on_focus(self) -> None:
        """Bring the terminal's cursor here."""
        self.call_after_refresh(self._place_cursor)

    def watch_value(self) -> None:
        """Bring the terminal's cursor along where what stands before it changes."""
        self._follow()

    def _watch_selection(self, selection: Selection) -> None:
        before = self.app.cursor_position
        super()._watch_selection(selection)
        if not self._has_cursor:
            # Textual's takes it away from where the focus is.
            self.app.cursor_position = before
        self._follow()

    @property
    def _has_cursor(self) -> bool:
        return self.has_focus and self.is_attached and self.screen.is_active

    def _follow(self) -> None:
        if self.has_focus:
            # Only then the text has scrolled and its place is known.
            self.call_after_refresh(self._place_cursor)

    def _follow_layout(self, _screen: Screen[object]) -> None:
        self._place_cursor()

    def _place_cursor(self) -> None:
        if not self._has_cursor:
            return
        # Textual does not scroll to the end of a value that was there from the start,
        # and is content with one half of a wide character.
        start = self._cursor_offset
        cells = self._position_to_cell(self.cursor_position + 1) - start or 1
        self.scroll_to_region(
            Region(start, 0, cells, 1), animate=False, force=True, immediate=True
        )
        if self.app.cursor_position != self.cursor_screen_offset:
            self.app.cursor_position = self.cursor_screen_offset
            self.refresh()  # it moves with the next thing painted

    @property
    def _cursor_offset(self) -> int:
        # Textual's own adds a cell at the end of the text.
        return self._position_to_cell(self.cursor_position)

    # --- showing --------------------------------------------------------------

    @property
    def _value(self) -> Text:
        return Text(self._shown(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(self._shown(self.value[:position]))

    def _shown(self, text: str) -> str:
        """Return a text as it is shown; of a passphrase only how long it is."""
        return _HIDDEN * len(text) if self.password else _shown(text)

    def _cell_offset_to_index(self, offset: int) -> int:
        positions = range(1, len(self.value) + 1)
        reached = offset + self.scroll_offset.x
        return bisect_right(positions, reached, key=self._position_to_cell)

    # --- typing and pasting ---------------------------------------------------

    async def _on_key(self, event: events.Key) -> None:
        typed = event.character
        if event.key == "enter":
            # Taken now; the key goes on, to be obeyed after those before it.
            self._entered.append(self._taken(event.time))
        elif not self.value and typed in BLANKS and not self.password:
            event.prevent_default()  # for the screen
        elif typed and not event.is_printable and _is_text(typed):
            event.stop()
            event.prevent_default()
            self.replace(typed, *self.selection)
        else:
            await super()._on_key(event)

    async def action_submit(self) -> None:
        """Hand in what was entered."""
        self.post_message(self.Submitted(self, self.entered().text))

    @property
    def has_entered(self) -> bool:
        """Whether Enter was pressed here and is still to be obeyed."""
        return bool(self._entered)

    def entered(self) -> Entered:
        """Return what stood here when Enter was pressed; each is returned once."""
        return self._entered.popleft() if self._entered else self._taken()

    def _taken(self, at: float | None = None) -> Entered:
        entered = Entered(self.value, Message().time if at is None else at)
        if self._empties:
            with self.prevent(Input.Changed):
                self.value = ""
        return entered

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Paste what was copied in this program."""
        self._take(self.app.clipboard)

    def _take(self, pasted: str) -> None:
        """Take one line as if it was typed; hand several on."""
        text = _CONTROL.sub("", _LINE_END.sub("\n", pasted))
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1:
            self.post_message(self.PastedLines(self, text))
        elif lines:
            self.replace(lines[0], *self.selection)


def _is_text(typed: str) -> bool:
    """Whether what was typed is text, though Python calls it unprintable.

    That is the full-width space, what joins characters, and rare characters of names,
    which are private or newer than this Python.
    """
    return len(typed) == 1 and category(typed) not in _NO_TEXT


def _shown(text: str) -> str:
    """Return a text as it is shown: one blank for each character that has no width."""
    return text.translate(_UNSHOWN)
