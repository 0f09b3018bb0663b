"""名单: all lists of a case, how many rows each has, and what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content

from sme_assistant.assistant import list_cards
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.conversation import Standing
from sme_assistant.dialogue.citations import cited_all
from sme_assistant.faces.tui.screens.list_file import OfferScreen
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain, shown
from sme_assistant.phrases import Tui


class RostersScreen(ListScreen):
    """The lists; it is left with the id of the one to open.

    Args:
        standing: The case.
    """

    hint = Tui.LISTS_HINT
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.PALETTE,
    )

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing

    def on_mount(self) -> None:
        """Name the screen."""
        self.show_status(Tui.LISTS_TITLE)

    def items(self) -> Sequence[Item]:
        """Return the lists."""
        return list(self._lines())

    def _lines(self) -> Iterator[Item]:
        for name, roster in self._standing.programme.rosters.items():
            told = Tui.LISTS_ROW.format(
                title=roster.model.title,
                state=list_cards.state_of(self._standing, roster),
            )
            given = list_cards.has_rows(self._standing, roster)
            yield Item(name, plain(told, "" if given else "$say-dim"))

    def detail(self, item: Item) -> Content:
        """Say what a list is for, and what is to be looked at in it."""
        programme = self._standing.programme
        roster = programme.rosters[item.id]
        title = f"{roster.model.title}（{cited_all(roster.model.cite)}）"
        labels = "、".join(spec.label for spec in roster.columns.values())
        parts = [
            plain(title, "bold $say-accent"),
            plain(Tui.LISTS_COLUMNS.format(labels=labels)),
        ]
        if figures := list_cards.figures_given(programme, roster):
            told = Tui.LISTS_GIVES.format(labels="、".join(figures))
            parts.append(plain(told))
        if list_cards.findings(self._standing, roster):
            found = list_cards.findings_card(self._standing, roster)
            parts += [plain(""), shown(found)]
        return Content("\n").join(parts)

    def choose(self, item: Item) -> None:
        """Open the list."""
        self.dismiss(item.id)

    def do_findings(self, _argument: str) -> None:
        """Say what is to be looked at in all lists."""
        says = list_cards.findings_card(self._standing, None)
        self.app.push_screen(OfferScreen(says, [Tui.SEEN], Tui.SEEN_KEYS))
