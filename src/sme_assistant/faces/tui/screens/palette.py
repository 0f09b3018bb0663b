"""全部命令: what can be done here, found by words or by pinyin initials."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Iterator, Sequence

from textual.content import Content

from sme_assistant.assistant.commands import Command, words_of
from sme_assistant.faces.tui.actions import about, key_name, label
from sme_assistant.faces.tui.screens.desk import DeskScreen
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain
from sme_assistant.phrases import Tui

_NO_COMMANDS = frozenset({Command.PALETTE, Command.JUMP})


class PaletteScreen(ListScreen):
    """The commands of the screen below, and the questions and clauses to go to.

    It is left with the text of a command, to be submitted there.
    """

    hint = Tui.PALETTE_HINT

    def __init__(self, origin: DeskScreen) -> None:
        super().__init__()
        self._origin = origin
        self._initials: Callable[[str], str] | None = None
        self._cache: dict[str, str] = {}

    def on_mount(self) -> None:
        """Read the pinyin tables aside; the list stands meanwhile."""
        self.show_status(Tui.PROMPT + label(Command.PALETTE))
        self.run_worker(self._read_pinyin())

    async def _read_pinyin(self) -> None:
        self._initials = await to_thread(_pinyin_initials)
        if self.entry.value:
            self.reload()

    def items(self) -> Sequence[Item]:
        """Return the commands, then where one can go."""
        return [*self._commands(), *self._places()]

    def _commands(self) -> Iterator[Item]:
        origin = self._origin
        for command in Command:
            if command in _NO_COMMANDS or not origin.takes(command):
                continue
            key = key_name(command, self.desk.settings.keys)
            word = words_of(command)[0]
            line = Content.assemble(
                (label(command), "bold"),
                f"　{about(command)}",
                (f"　{key}" if key else "", "$say-accent"),
            )
            yield Item(f"/{word}".replace("/?", "?"), line, f"{label(command)} {word}")

    def _places(self) -> Iterator[Item]:
        for typed, told in self._origin.places():
            yield Item(typed, plain(told), told)

    def matches(self, item: Item, word: str) -> bool:
        """A word is looked for in the text, and in the initials of its pinyin."""
        if super().matches(item, word):
            return True
        if self._initials is None or not word.isascii():
            return False
        if item.search not in self._cache:
            self._cache[item.search] = self._initials(item.search)
        return word in self._cache[item.search]

    def detail(self, item: Item) -> Content:
        """Say in full what a command does, and how it is typed."""
        typed = plain(item.id, "bold $say-accent")
        return Content("\n\n").join([item.line, typed])

    def command(self, text: str) -> None:
        """What is entered here looks for a command and is none itself."""

    def choose(self, item: Item) -> None:
        """Leave with the command."""
        self.dismiss(item.id)


def _pinyin_initials() -> Callable[[str], str]:
    """Return what turns 材料清单 into clqd; the tables take a moment to read."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return lambda text: "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).casefold()
