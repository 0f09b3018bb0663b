"""The conversation so far: one card a turn, only the last ones mounted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Static

from sme_assistant.assistant.presenter import Say
from sme_assistant.faces.tui.wording import shown

MOST_MOUNTED: Final = 60
"""So many cards at most; one more, and only the last page of them stays."""
_PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Turn:
    """One card: what was said and its kind, which is its style class."""

    kind: str
    says: tuple[Say, ...]


class Card(Static):
    """One turn on the screen."""

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """As Textual has it, but not laid out again for it: a card never scrolls."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(shown(turn.says), classes=turn.kind, markup=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it takes; the layout forgets what is left at the sides.

        Args:
            container: As of any widget.
            viewport: Likewise.
            width: As the layout has it, margins included.
        """
        room = width - self.styles.margin.width
        return super().get_content_height(container, viewport, room)


class Transcript(VerticalScroll, can_focus=False):
    """The turns of a conversation, the newest at the end.

    All turns are kept, few of them are mounted: a key costs the same after five
    hundred turns as after ten. Scrolling to the beginning brings earlier ones back.

    New cards cost one layout: nothing is painted until they are mounted, and their
    size, which is known by then, asks for no second one.
    """

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """As Textual has it, but it follows from a layout and asks for none."""

    class Scrolled(Message):
        """How many lines lie below the window has changed."""

        def __init__(self, below: int) -> None:
            super().__init__()
            self.below = below

    def __init__(self, turns: Sequence[Turn] = ()) -> None:
        super().__init__(id="transcript")
        self._turns = list(turns)
        self._first = max(0, len(self._turns) - _PAGE)
        self._newest: Card | None = None
        self._unpainted = ExitStack()

    def compose(self) -> ComposeResult:
        """Yield the cards of the last turns."""
        yield from map(Card, self._turns[self._first :])

    def on_unmount(self) -> None:
        """Let the rest be painted, if cards were just being mounted."""
        self._unpainted.close()

    def add(self, *turns: Turn) -> None:
        """Add turns to the end and show them from their beginning."""
        cards = [Card(turn) for turn in turns]
        if not cards:
            return
        self._turns += turns
        self._newest = cards[-1]
        self.anchor()  # the end is in sight as soon as the cards are laid out
        self._unpainted.enter_context(self.app.batch_update())
        self.mount(*cards)
        self._trim()
        # The first comes right after the mounting, the second after the request for
        # a layout that the mounting ends with.
        self.call_next(self.call_next, self._paint)

    def _paint(self) -> None:
        self._unpainted.close()
        self.call_after_refresh(self.settle)

    def _trim(self) -> None:
        """Fold the oldest cards, many at a time, so that most turns have none to."""
        if len(self.children) > MOST_MOUNTED:
            surplus = len(self.children) - _PAGE
            self._first += surplus
            self.remove_children(self.children[:surplus])

    def settle(self) -> None:
        """Show the end; of a newest card too tall for the window, its beginning."""
        newest = self._newest
        if newest is None or newest.outer_size.height <= self.size.height:
            self.anchor()
        else:
            self.release_anchor()
            self.scroll_to_widget(newest, top=True, animate=False)
        self._tell()

    def page(self, step: int) -> None:
        """Scroll by a page; above the first card mounted, bring back earlier ones."""
        if step < 0 and self.scroll_y <= 0 and self._first > 0:
            self._bring_back()
        elif step < 0:
            self.scroll_page_up(animate=False)
        else:
            self.scroll_page_down(animate=False)
        self.call_after_refresh(self._tell)

    def _bring_back(self) -> None:
        start = max(0, self._first - _PAGE)
        earlier = [Card(turn) for turn in self._turns[start : self._first]]
        self._first = start
        before = self.virtual_size.height

        def stay() -> None:
            grown = self.virtual_size.height - before
            self.scroll_to(y=max(0, grown - self.size.height), animate=False)
            self._tell()

        self.mount(*earlier, before=0)
        self.call_after_refresh(stay)

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Keep the count of hidden lines true while the wheel turns."""
        super().watch_scroll_y(old, new)
        self._tell()

    def _tell(self) -> None:
        # Few cards stand at the bottom of the window: then the place is below zero.
        place = max(0, round(self.scroll_y))
        below = self.virtual_size.height - self.size.height - place
        self.post_message(self.Scrolled(max(0, below)))
        # Not always painted anew where place and length change at once.
        self.vertical_scrollbar.refresh()
