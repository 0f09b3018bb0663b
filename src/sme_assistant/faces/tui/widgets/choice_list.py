"""The choices of a question: numbered, one or several of them to be picked.

The list is never focused: the input below it is, so that the window of an input
method stays where it is. Keys reach the list through the screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from sme_assistant.phrases import Talk
from sme_assistant.values import MOST_NUMBERED

_TICKED = ("[ ] ", "[√] ")


class ChoiceList(OptionList, can_focus=False):
    """Numbered choices; with ``several``, each with a box to tick."""

    def __init__(self) -> None:
        super().__init__(id="choices", markup=False)
        self._labels: list[str] = []
        self._numbers: list[int] = []
        self._ticked: set[str] = set()
        self._listed: list[Content] = []
        self._sought = ""
        self.several = False
        self.display = False

    @property
    def is_long(self) -> bool:
        """Whether the choices are found by typing, and not numbered."""
        return len(self._labels) > MOST_NUMBERED

    def offer(
        self, labels: Sequence[str], chosen: Collection[str] = (), *, several: bool
    ) -> None:
        """Show choices; an empty sequence hides the list.

        Args:
            labels: The choices.
            chosen: Those chosen already: ticked, or the one to start from.
            several: Whether more than one may be picked.
        """
        self._labels, self.several = list(labels), several
        self._sought = ""
        self._ticked = set(chosen) if several else set()
        self.display = bool(labels)
        self._show([*range(len(labels))])
        present = [n for n, name in enumerate(labels) if name in chosen]
        self.highlighted = present[0] if present and not several else None
        if self.highlighted is None and self.scroll_y:
            self.scroll_home(animate=False)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ticked choices, in the order they are listed."""
        return tuple(name for name in self._labels if name in self._ticked)

    @property
    def current(self) -> str | None:
        """The highlighted choice."""
        at = self.highlighted
        return None if at is None else self._labels[self._numbers[at]]

    def move(self, step: int) -> None:
        """Move the highlight; from nowhere, to the first or the last choice."""
        if step > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def tick(self) -> None:
        """Tick the highlighted choice, or take its tick away."""
        if self.several and (name := self.current) is not None:
            self._ticked ^= {name}
            at = self.highlighted
            self._show(self._numbers)
            self.highlighted = at

    def numbered(self, text: str) -> str | None:
        """Return the choice that a number alone names; None if it names none."""
        word = unicodedata.normalize("NFKC", text).strip().rstrip(".、")
        if self.is_long:
            return None
        if word.isdecimal() and 0 < int(word[:6]) <= len(self._labels):
            return self._labels[int(word[:6]) - 1]
        return None

    def find(self, text: str) -> None:
        """Highlight what a number names; in a long list show what holds the text."""
        if self.several or not self._labels or text == self._sought:
            return
        self._sought = text
        if (name := self.numbered(text)) is not None:
            self.highlighted = self._numbers.index(self._labels.index(name))
        elif self.is_long:
            word = text.strip()
            found = [n for n, name in enumerate(self._labels) if word in name]
            self._show(found or [*range(len(self._labels))])
            self.highlighted = 0 if word and found else None

    def _show(self, numbers: list[int]) -> None:
        self._numbers = list(numbers)
        lines = [self._line(number) for number in numbers]
        if lines and lines != self._listed:  # a list that is hidden may stay as it is
            self._listed = lines
            self.clear_options()
            self.add_options(map(Option, lines))

    def _line(self, number: int) -> Content:
        name = self._labels[number]
        tick = _TICKED[name in self._ticked] if self.several else ""
        if not self.is_long:
            name = Talk.CHOICE.format(number=number + 1, label=name).strip("　")
        return Content(f"{tick}{name}")
