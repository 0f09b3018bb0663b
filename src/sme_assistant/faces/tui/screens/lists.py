"""Screens that are a list with a detail beside or below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sme_assistant.faces.tui.screens.desk import DeskScreen
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from sme_assistant.phrases import Tui


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list.

    Attributes:
        id: What it stands for; unique in the list.
        line: What the list shows.
        search: What typing is compared with; the line's own text if empty.
    """

    id: str
    line: Content
    search: str = ""


class ItemList(OptionList, can_focus=False):
    """The list; keys reach it through the screen."""


class ListScreen(DeskScreen):
    """A list that typing narrows, and the detail of the line that is highlighted.

    A subclass gives ``items``, ``detail`` and what ``choose`` does.
    """

    hint: str = Tui.FILTER
    nothing: str = ""
    """Said in place of a detail where the list is empty."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []
        self._shown: list[Item] = []
        self._sought = ""

    def body(self) -> ComposeResult:
        """Yield the list and its detail."""
        with Container(id="pair"):
            yield ItemList(id="items", markup=False)
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="detail-text", markup=False)

    def items(self) -> Sequence[Item]:
        """Return the lines of the list."""
        raise NotImplementedError

    def detail(self, item: Item) -> Content:
        """Return what is to say about a line."""
        raise NotImplementedError

    def choose(self, item: Item) -> None:
        """Do what Enter does on a line."""

    def start(self) -> str | None:
        """Return the id of the line to begin at."""
        return None

    @property
    def list(self) -> ItemList:
        """The list."""
        return self.query_one("#items", ItemList)

    @property
    def current(self) -> Item | None:
        """The highlighted line."""
        at = self.list.highlighted
        return None if at is None or at >= len(self._shown) else self._shown[at]

    def on_mount(self) -> None:
        """Fill the list."""
        self.show_rule(self.hint)
        self.reload(self.start())

    def reload(self, at: str | None = None) -> None:
        """Fill the list again, keeping the place or going to a line."""
        if at is None and self.current is not None:
            at = self.current.id
        self._items = list(self.items())
        self.narrow(at)

    def _word_in(self, text: str) -> str:
        """Return the word a text looks for; a command, begun or whole, is none."""
        text = text.strip()
        is_none = self.command(text) or text.startswith(("/", "／", "、"))
        return "" if is_none else text.casefold()

    def narrow(self, at: str | None = None) -> None:
        """Show the lines that what is typed looks for.

        The place is kept where all lines are shown; else the first found is best.
        """
        text = self.entry.value.strip()
        word = self._sought = self._word_in(text)
        if not word and at is None and self.current is not None:
            at = self.current.id
        self._shown = [item for item in self._items if self.matches(item, word)]
        self.list.clear_options()
        self.list.add_options([Option(item.line) for item in self._shown])
        ids = [item.id for item in self._shown]
        if ids:
            self.list.highlighted = ids.index(at) if at in ids else 0
            self.call_after_refresh(self.list.scroll_to_highlight)
            self.tell("")
        elif word:
            self.warn(Tui.LIST_EMPTY.format(word=text))
        self._detail()

    def matches(self, item: Item, word: str) -> bool:
        """Whether a line is one that a word looks for."""
        return word in (item.search or item.line.plain).casefold()

    def _detail(self) -> None:
        item = self.current
        content = Content(self.nothing) if item is None else self.detail(item)
        self.show_detail(content)

    def show_detail(self, content: Content) -> None:
        """Show a detail from its beginning."""
        self.query_one("#detail-text", Static).update(content)
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionHighlighted, "#items")
    def _highlighted(self) -> None:
        self._detail()

    @on(OptionList.OptionSelected, "#items")
    def _selected(self) -> None:
        if self.current is not None:
            self.choose(self.current)

    @on(ZhInput.Changed, "#entry")
    def _changed(self) -> None:
        if self._word_in(self.entry.value) != self._sought:
            self.typed()

    def typed(self) -> None:
        """Look for what is typed now."""
        self.narrow()

    def entered(self, text: str) -> None:
        """Choose the highlighted line of those that the text looks for."""
        if self._word_in(text) != self._sought:
            self.narrow()
        if self.current is not None:
            self.choose(self.current)

    def move(self, step: int) -> None:
        """Move the highlight."""
        if step > 0:
            self.list.action_cursor_down()
        else:
            self.list.action_cursor_up()

    def page(self, step: int) -> None:
        """Turn a page of the detail; of the list where the detail fits."""
        detail = self.query_one("#detail", VerticalScroll)
        if detail.max_scroll_y > 0:
            detail.scroll_relative(y=step * (detail.size.height - 1), animate=False)
        elif step > 0:
            self.list.action_page_down()  # type: ignore[no-untyped-call]
        else:
            self.list.action_page_up()  # type: ignore[no-untyped-call]
