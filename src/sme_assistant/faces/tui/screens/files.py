"""选文件: attach files to an evidence item."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.content import Content

from sme_assistant.assistant.turns import Turns
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain
from sme_assistant.phrases import Tui

_UP = "\0up"
_TICKS = ("[ ] ", "[√] ")


class FilesScreen(ListScreen):
    """A folder's files with a box to tick each; F9 attaches the ticked ones.

    Args:
        turns: The conversation.
        item: The evidence item.
    """

    hint = Tui.FILES_HINT

    def __init__(self, turns: Turns, item: str) -> None:
        super().__init__()
        self._turns = turns
        self._item = item
        held = turns.standing.state.files.get(item, ())
        self._chosen = [Path(name) for name in held]
        self._done: list[Path] = []
        self._undone: list[Path] = []
        self._folder = self._chosen[0].parent if self._chosen else Path.home()

    def on_mount(self) -> None:
        """Name the item."""
        self._say_chosen()

    def _say_chosen(self) -> None:
        evidence = self._turns.standing.programme.evidence[self._item]
        title = Tui.FILES_TITLE.format(title=evidence.model.title)
        count = Tui.FILES_CHOSEN.format(count=len(self._chosen))
        self.show_status(f"{title}　{count}")

    def items(self) -> Sequence[Item]:
        """Return the folder above, then folders, then files."""
        up = Item(_UP, plain(Tui.FILES_UP), " ")
        try:
            found = sorted(self._folder.iterdir(), key=lambda p: (p.is_file(), p.name))
        except OSError:
            self.warn(Tui.FILES_UNREADABLE.format(folder=self._folder))
            return [up]
        visible = [path for path in found if not path.name.startswith(".")]
        return [up, *(self._line(path) for path in visible)]

    def _line(self, path: Path) -> Item:
        if path.is_dir():
            told = Tui.FILES_FOLDER.format(name=path.name)
            return Item(str(path), plain(told, "$say-accent"), path.name)
        tick = _TICKS[path in self._chosen]
        return Item(str(path), plain(f"{tick}{path.name}"), path.name)

    def detail(self, _item: Item) -> Content:
        """Name the folder and what is ticked."""
        chosen = "\n".join(f"{_TICKS[True]}{path}" for path in self._chosen)
        return Content.assemble((f"{self._folder}\n\n", "bold $say-accent"), chosen)

    def choose(self, item: Item) -> None:
        """Go into a folder; tick a file or take its tick away."""
        path = self._folder.parent if item.id == _UP else Path(item.id)
        if path.is_dir():
            self._folder = path
            self.entry.value = ""
            self.reload()
            return
        self._do(path)
        self.reload(item.id)

    def _do(self, path: Path) -> None:
        self._done.append(path)
        self._undone.clear()
        self._tick(path)

    def do_undo(self, _argument: str) -> None:
        """Take the last tick back."""
        self._step(self._done, self._undone, Tui.NOTHING_UNDONE)

    def do_redo(self, _argument: str) -> None:
        """Tick again what was taken back."""
        self._step(self._undone, self._done, Tui.NOTHING_REDONE)

    def _step(self, source: list[Path], target: list[Path], told: str) -> None:
        if not source:
            self.warn(told)
            return
        target.append(source.pop())
        self._tick(target[-1])
        self.reload()

    def _tick(self, path: Path) -> None:
        if path in self._chosen:
            self._chosen.remove(path)
        else:
            self._chosen.append(path)
        self._say_chosen()

    def submit(self, text: str) -> None:
        """Take a path that was typed or pasted; else as in every list."""
        path = Path(text.strip().strip("'\"")).expanduser()
        if text.strip() and path.is_absolute() and path.exists():
            self.entry.value = ""
            if path.is_dir():
                self._folder = path
            else:
                self._folder = path.parent
                self._do(path)
            self.reload(str(path))
        else:
            super().submit(text)

    def do_done(self, _argument: str) -> None:
        """Attach what is ticked."""
        self._turns.attach(self._item, self._chosen)
        self.dismiss(None)
