"""坐席: who takes the calls here; chosen from the names in the settings, or typed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sme_assistant.assistant.call_turns import name_in
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain
from sme_assistant.phrases import Calls


class StaffScreen(ListScreen):
    """The names to choose from; it is left with one, or with None."""

    hint = Calls.STAFF_RULE
    nothing = Calls.STAFF_NONE

    def on_mount(self) -> None:
        """Name the screen."""
        self.show_status(Calls.STAFF_TITLE)

    def items(self) -> Sequence[Item]:
        """Return the names."""
        return [Item(name, plain(name)) for name in self.desk.helpdesk.known]

    def start(self) -> str | None:
        """Begin at who sits here now."""
        return self.desk.helpdesk.staff or None

    def detail(self, _item: Item) -> Content:
        """Say how a name that is not listed is given."""
        return Content(Calls.STAFF_RULE)

    def entered(self, text: str) -> None:
        """Take the name that is highlighted, or one that is not listed."""
        super().entered(text)
        if self.current is None:
            self._take(text)

    def choose(self, item: Item) -> None:
        """Leave with a name."""
        self.dismiss(item.id)

    def _take(self, text: str) -> None:
        try:
            name = name_in(text)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        if name:
            self.dismiss(name)
        else:
            self.warn(Calls.STAFF_NONE)
