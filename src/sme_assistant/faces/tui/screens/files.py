"""选文件: attach files to an evidence item."""

from __future__ import annotations

import os
from asyncio import to_thread
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.content import Content

from sme_assistant.assistant import evidence, evidence_turns
from sme_assistant.assistant.evidence import Held, Line, Said
from sme_assistant.assistant.turns import Turns
from sme_assistant.errors import SmeAssistantError
from sme_assistant.evidence.gathering import MOST_SHOWN, shown_of
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain
from sme_assistant.phrases import Proof, Tui

_UP = "\0up"
_WHOLE = "\0whole"
_TICKS = ("[ ] ", "[√] ")


class FilesScreen(ListScreen):
    """A folder's files with a box to tick each or all; F9 attaches the ticked ones.

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
        self._said = Said()
        self._is_looking = False
        self._refused = ""
        self._done: list[Path] = []
        self._undone: list[Path] = []
        self._folder = self._chosen[0].parent if self._chosen else Path.home()

    def on_mount(self) -> None:
        """Name the item."""
        self._say_chosen()

    def _say_chosen(self) -> None:
        known = self._turns.standing.programme.evidence[self._item]
        title = Tui.FILES_TITLE.format(title=known.model.title)
        count = Tui.FILES_CHOSEN.format(count=len(self._chosen))
        line = self._line_held()
        note = Proof.NOTE.format(note=line.note) if line.note else ""
        state = Proof.SCREEN_STATE.format(
            state=evidence.STATE_WORDS[line.state], note=note
        )
        self.show_status(f"{title}　{count}　{state}")

    def _line_held(self) -> Line:
        """Return the item as the case has it, with its files as they are now."""
        standing = self._turns.standing
        statuses = (s for m in standing.materials() for s in m.evidence)
        status = next(s for s in statuses if s.item.id == self._item)
        return evidence.line_of(standing, status)

    def items(self) -> Sequence[Item]:
        """Return the folder above, then folders, then files."""
        up = Item(_UP, plain(Tui.FILES_UP), " ")
        try:
            found = shown_of(self._folder)
        except OSError:
            self.warn(Tui.FILES_UNREADABLE.format(folder=self._folder))
            return [up]
        # What is not where it was can be unticked all the same.
        gone = [path for path in self._chosen if not path.exists()]
        lines = [*map(self._line, gone), *map(self._line, found)]
        return [up, *self._whole(found), *lines]

    def narrow(self, at: str | None = None) -> None:
        """Say where a folder has more files than are listed."""
        super().narrow(at)
        if len(self._items) > MOST_SHOWN:
            self.tell(Tui.FILES_MANY.format(most=MOST_SHOWN))
        elif not self.entry.value:
            self.tell(Tui.FILES_MARKS)

    def _whole(self, found: Sequence[Path]) -> Iterator[Item]:
        """Offer all files of a folder in one, where there are any."""
        if any(map(os.path.isfile, found)):
            told = Tui.FILES_WHOLE.format(name=self._folder.name)
            yield Item(_WHOLE, plain(f"{_TICKS[self._folder in self._chosen]}{told}"))

    def _line(self, path: Path) -> Item:
        is_chosen = path in self._chosen
        if os.path.isdir(path):  # noqa: PTH112 (says no where it may not look)
            told = Tui.FILES_FOLDER.format(name=path.name)
            told = f"{_TICKS[True]}{told}" if is_chosen else told
            return Item(str(path), plain(told, "$say-accent"), path.name)
        tick = _TICKS[is_chosen]
        return Item(str(path), plain(f"{tick}{path.name}"), path.name)

    def detail(self, _item: Item) -> Content:
        """Name the folder and what is ticked, and say what is known of each file."""
        held = {Path(h.file.path): h for h in self._line_held().files}
        parts = [plain(f"{self._folder}\n", "bold $say-accent")]
        if self._refused:
            parts.append(plain(f"{self._refused}\n", "$say-unmet"))
        for path in self._chosen:
            parts += self._told(path, held.get(path))
        for word, said in (
            (Proof.UNTIL.format(day=self._said.valid_until), self._said.valid_until),
            (Proof.PERIOD.format(period=self._said.period), self._said.period),
        ):
            parts += [plain(f"\n{word}", "$say-accent")] if said else []
        return Content("\n").join(parts)

    @staticmethod
    def _told(path: Path, held: Held | None) -> Iterator[Content]:
        yield plain(f"{_TICKS[True]}{path}")
        if held is None:
            yield plain(f"    {Proof.TO_LOOK}")
            return
        if about := evidence.file_words(held.file):
            yield plain(f"    {about}")
        if held.changed is not None:
            yield plain(f"    {held.changed.words}", "$say-unmet")
        for doubt in held.doubts:
            yield plain(f"    {doubt}", "$say-open")

    def choose(self, item: Item) -> None:
        """Go into a folder; tick a file or take its tick away."""
        self._refused = ""
        if item.id == _WHOLE:
            self._do(self._folder)
            self.reload(item.id)
            return
        path = self._folder.parent if item.id == _UP else Path(item.id)
        if os.path.isdir(path):  # noqa: PTH112 (says no where it may not look)
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
        path = Path(text.strip().strip("'\"“”")).expanduser()
        if text.strip() and path.is_absolute() and os.path.exists(path):  # noqa: PTH110
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
        """Look at what is ticked and attach it; what cannot be taken is told."""
        if not self._is_looking:
            self._is_looking = True
            self.tell(Proof.LOOKING.format(count=len(self._chosen)))
            self.run_worker(self._look(), exit_on_error=True)

    async def _look(self) -> None:
        standing, chosen = self._turns.standing, tuple(self._chosen)
        try:
            files, left_out = await to_thread(
                evidence.attached, standing, self._item, chosen, self._said
            )
        except SmeAssistantError as error:
            # One line has no room for all that is wrong.
            self._refused = error.user_message
            self.reload()
            self.warn(Proof.NOTHING_ATTACHED)
            return
        finally:
            self._is_looking = False
        evidence_turns.take(self._turns, self._item, files, left_out)
        self.dismiss(None)

    def do_mark(self, words: str) -> None:
        """Say that it is on paper, to come or not wanted; without a file."""
        if not words:
            self.warn(Proof.MARK_HOW)
            return
        try:
            evidence_turns.mark(self._turns, self._item, words)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        self._say_chosen()

    def do_said(self, words: str) -> None:
        """Say until when the ticked files are valid, or of which year they are."""
        if not words:
            self.warn(Proof.SAID_HOW)
            return
        try:
            said = evidence_turns.said_in(self._turns, words)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        until = said.valid_until or self._said.valid_until
        self._said = Said(until, said.period or self._said.period)
        self.reload()
