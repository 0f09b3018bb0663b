"""导出项目, 导入项目: a case into one file and out of one; what differs is chosen."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sme_assistant.assistant.commands import Command, Typed
from sme_assistant.assistant.handing_over import (
    Arrival,
    NameTakenError,
    Outgoing,
    arrived,
    outgoing,
    take,
)
from sme_assistant.assistant.handover_cards import (
    automatic_lines,
    by,
    label_of,
    side,
    taken_lines,
    written_lines,
)
from sme_assistant.errors import CasebookError, SmeAssistantError
from sme_assistant.faces.progress import Steps, share
from sme_assistant.faces.tui.screens.desk import DeskScreen
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain
from sme_assistant.handover.parcel import needs_passphrase
from sme_assistant.handover.sealing import is_weak
from sme_assistant.phrases import Handover, HandoverTui

Result = TypeVar("Result")


class StepScreen(DeskScreen):
    """Asks one thing after the other in the input; what was said stands above."""

    def __init__(self) -> None:
        super().__init__()
        self._then: Callable[[str], None] | None = None
        self._is_hidden = False
        self._lines: list[Content] = []

    def body(self) -> ComposeResult:
        """Yield what was said."""
        with VerticalScroll(id="detail", can_focus=False):
            yield Static(id="detail-text", markup=False)

    def say(self, *lines: str, style: str = "") -> None:
        """Add lines to what was said."""
        self._lines += [plain(line, style) for line in lines]
        self.query_one("#detail-text", Static).update(Content("\n").join(self._lines))
        text = self.query_one("#detail", VerticalScroll)
        self.call_after_refresh(text.scroll_end, animate=False)

    def ask(
        self,
        told: str,
        then: Callable[[str], None] | None,
        *,
        hidden: bool = False,
    ) -> None:
        """Ask for the next thing.

        Args:
            told: What is asked for.
            then: Takes what is entered; None where nothing is asked any more.
            hidden: Whether what is typed does not show.
        """
        self._then, self._is_hidden = then, hidden
        self.entry.value = ""
        self.entry.password = hidden
        self.show_rule(told)

    def submit(self, text: str) -> None:
        """Take what was entered; a passphrase is never a command."""
        if self._is_hidden:
            self.entered(text)
        else:
            super().submit(text)

    def command(self, text: str) -> Typed | None:
        """Return the command a text is; one of a hidden text is none."""
        return None if self._is_hidden else super().command(text)

    def entered(self, text: str) -> None:
        """Hand on what was entered."""
        if self._then is not None:
            self._then(text)

    def page(self, step: int) -> None:
        """Turn a page of what was said."""
        text = self.query_one("#detail", VerticalScroll)
        text.scroll_relative(y=step * (text.size.height - 1), animate=False)

    def aside(
        self,
        job: Callable[[Steps], Result],
        then: Callable[[Result], None],
        failed: Callable[[SmeAssistantError], None],
    ) -> None:
        """Do what takes a while aside; the screen says how far it is."""
        self.ask(HandoverTui.WORKING, None)
        self.run_worker(self._aside(job, then, failed))

    async def _aside(
        self,
        job: Callable[[Steps], Result],
        then: Callable[[Result], None],
        failed: Callable[[SmeAssistantError], None],
    ) -> None:
        def show(line: str) -> None:
            self.app.call_from_thread(self.tell, line)

        try:
            result = await to_thread(job, Steps(show, monotonic, share))
        except SmeAssistantError as error:
            self.tell("")
            failed(error)
            return
        self.tell("")
        then(result)


class ExportScreen(StepScreen):
    """Asks for a passphrase, twice, and writes a case to a file.

    Args:
        name: The case.
        path: Where the file shall lie; None for one in the folder of packages.
    """

    def __init__(self, name: str, path: Path | None) -> None:
        super().__init__()
        self._case_name = name
        self._path = path
        self._wanted: Outgoing | None = None

    def on_mount(self) -> None:
        """Gather the case."""
        self.show_status(HandoverTui.EXPORT_TITLE.format(name=self._case_name))
        self.say(HandoverTui.EXPORT_TEXT)
        self._gather(with_evidence=False, then=self._gathered)

    def _gather(self, *, with_evidence: bool, then: Callable[[Outgoing], None]) -> None:
        book, clock = self.desk.casebook, self.desk.clock
        self.aside(
            lambda _steps: outgoing(
                book, self._case_name, clock, with_evidence=with_evidence
            ),
            then,
            self._give_in,
        )

    def _give_in(self, error: SmeAssistantError) -> None:
        self.say("", error.user_message, style="bold $say-unmet")
        self.ask(HandoverTui.LEAVE, lambda _text: self.leave())

    def _gathered(self, wanted: Outgoing) -> None:
        self._wanted = wanted
        self.say("", HandoverTui.EXPORT_TO.format(path=self._place(wanted)))
        if wanted.attached:
            told = HandoverTui.ASK_FILES.format(count=wanted.attached)
            self.ask(told, self._files_chosen)
        else:
            self._ask_passphrase()

    def _place(self, wanted: Outgoing) -> Path:
        return self._path or wanted.free_path(self.desk.out)

    def _files_chosen(self, text: str) -> None:
        if text.strip() not in {"2", "２"}:
            self._ask_passphrase()
            return

        def gathered(wanted: Outgoing) -> None:
            self._wanted = wanted
            self._ask_passphrase()

        self._gather(with_evidence=True, then=gathered)

    def _ask_passphrase(self, told: str = "") -> None:
        self.ask(HandoverTui.ASK_NEW, self._ask_again, hidden=True)
        if told:
            self.warn(told)

    def _ask_again(self, first: str) -> None:
        if not first:
            self._ask_passphrase(HandoverTui.EMPTY)
            return
        then = partial(self._asked_twice, first)
        self.ask(HandoverTui.ASK_AGAIN, then, hidden=True)
        self.tell(Handover.WEAK if is_weak(first) else "", "$say-open")

    def _asked_twice(self, first: str, second: str) -> None:
        if first != second:
            self._ask_passphrase(Handover.ASKED_DIFFER)
            return
        wanted = self._wanted
        if wanted is None:
            return
        path = self._place(wanted)

        def written(_nothing: None) -> None:
            with suppress(CasebookError):  # the file is there; that spoils nothing
                self.desk.casebook.note_output(self._case_name, str(path.absolute()))
            self.say("", *written_lines(wanted, path, sealed=True))
            self.ask(HandoverTui.LEAVE, lambda _text: self.leave())

        self.aside(lambda s: wanted.write(path, first, s), written, self._give_in)


class ImportScreen(StepScreen):
    """Opens a file and takes it; where both sides differ, a person chooses.

    Args:
        path: The file; may be empty.
    """

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._first = path
        self._path = Path()
        self._passphrase: str | None = None
        self._held = ExitStack()

    def on_mount(self) -> None:
        """Ask for the file, unless it is known."""
        self.show_status(HandoverTui.IMPORT_TITLE)
        self.say(HandoverTui.IMPORT_TEXT)
        self._ask_path()
        if self._first.strip():
            self._named(self._first)

    def on_unmount(self) -> None:
        """Close the file."""
        self._held.close()

    def _ask_path(self, given: str = "") -> None:
        self.ask(HandoverTui.ASK_PATH, self._named)
        self.entry.value = given
        self.entry.cursor_position = len(given)

    def _named(self, text: str) -> None:
        if not text.strip():
            return
        self._path = Path(text.strip().strip("'\"")).expanduser()
        self._passphrase = None
        try:
            is_sealed = needs_passphrase(self._path)
        except SmeAssistantError as error:
            self._ask_path(text.strip())
            self.warn(error.user_message)
            return
        if is_sealed:
            self._ask_passphrase()
        else:
            self._open()

    def _ask_passphrase(self) -> None:
        told = HandoverTui.ASK_OF.format(name=self._path.name)
        self.ask(told, self._with_passphrase, hidden=True)

    def _with_passphrase(self, passphrase: str) -> None:
        self._passphrase = passphrase
        self._open()

    def _open(self, as_name: str = "") -> None:
        self._held.close()

        def job(steps: Steps) -> Arrival:
            return self._held.enter_context(
                arrived(
                    self.desk.casebook,
                    self._path,
                    self._passphrase,
                    as_name=as_name,
                    progress=steps,
                )
            )

        self.aside(job, self._opened, self._not_opened)

    def _not_opened(self, error: SmeAssistantError) -> None:
        if isinstance(error, NameTakenError):
            told = HandoverTui.ASK_NAME.format(name=error.name)
            self.ask(told, lambda text: self._open(text.strip() or error.name))
            return
        if self._passphrase is None:
            self._ask_path(str(self._path))
        else:
            self._ask_passphrase()
        self.warn(error.user_message)

    def _opened(self, arrival: Arrival) -> None:
        self.say("", *arrival.notes)
        if not arrival.differences:
            self._take(arrival, set())
            return
        screen = MergeScreen(arrival)

        def chosen(done: str | None) -> None:
            if done is None:
                self.say(Handover.ASIDE)
                self.ask(HandoverTui.LEAVE, lambda _text: self.leave())
            else:
                self._take(arrival, screen.theirs)

        self.app.push_screen(screen, chosen)

    def _take(self, arrival: Arrival, theirs: set[str]) -> None:
        book, clock = self.desk.casebook, self.desk.clock

        def taken(lines: list[str]) -> None:
            self.say(*lines)
            self.ask(HandoverTui.OPEN, lambda _text: self._go(arrival.name))

        def job(_steps: Steps) -> list[str]:
            found = take(book, arrival, theirs, clock)
            return [*automatic_lines(arrival), *taken_lines(found)]

        self.aside(job, taken, self._not_taken)

    def _not_taken(self, error: SmeAssistantError) -> None:
        self.say("", error.user_message, style="bold $say-unmet")
        self.ask(HandoverTui.LEAVE, lambda _text: self.leave())

    def _go(self, name: str) -> None:
        desk = self.desk
        self.leave()
        desk.call_later(desk.open_case, name)


class MergeScreen(ListScreen):
    """The answers on which two sides differ; each is chosen, then all are taken.

    It is left with a word when they shall be taken.

    Args:
        arrival: The file.
    """

    KEYS: ClassVar[tuple[Command, ...]] = (Command.HELP, Command.PALETTE)
    hint = HandoverTui.MERGE_RULE

    def __init__(self, arrival: Arrival) -> None:
        super().__init__()
        self._arrival = arrival
        self._differences = {d.key: d for d in arrival.differences}
        self.theirs: set[str] = set()
        """Keys of what is settled their way."""

    def on_mount(self) -> None:
        """Say how many there are."""
        self._count()

    def _count(self) -> None:
        self.show_status(
            HandoverTui.MERGE_TITLE.format(
                name=self._arrival.name,
                count=len(self._differences),
                theirs=len(self.theirs),
            )
        )

    def items(self) -> list[Item]:
        """Return a line for each difference, with the side chosen."""
        return [self._line(key) for key in self._differences]

    def _line(self, key: str) -> Item:
        is_theirs = key in self.theirs
        word = HandoverTui.SIDE_THEIRS if is_theirs else HandoverTui.SIDE_MINE
        difference, programme = self._differences[key], self._arrival.programme
        label = label_of(programme, difference)
        words = side(programme, difference, theirs=is_theirs)
        line = Content.assemble(
            (f"[{word}] ", "bold $say-accent" if is_theirs else ""),
            (label, "bold"),
            f"　{words}",
        )
        return Item(key, line, label)

    def detail(self, item: Item) -> Content:
        """Return both sides of a difference, the chosen one marked."""
        difference, programme = self._differences[item.id], self._arrival.programme
        parts = [plain(label_of(programme, difference), "bold")]
        for is_theirs, word, entry in (
            (False, HandoverTui.SIDE_MINE, difference.mine),
            (True, HandoverTui.SIDE_THEIRS, difference.theirs),
        ):
            is_chosen = (item.id in self.theirs) is is_theirs
            mark = HandoverTui.CHOSEN if is_chosen else HandoverTui.NOT_CHOSEN
            words = side(programme, difference, theirs=is_theirs)
            style = "bold $say-accent" if is_chosen else ""
            parts += [plain(f"\n{mark}{word}　{words}", style)]
            parts += [plain(f"　　　{by(entry)}", "$say-dim")] if entry else []
        return Content("\n").join(parts)

    def choose(self, item: Item) -> None:
        """Take the other side."""
        self.theirs ^= {item.id}
        self._count()
        self.reload(item.id)

    def blank(self) -> None:
        """Take the other side of the line that is highlighted."""
        if self.current is not None:
            self.choose(self.current)

    def do_done(self, _argument: str) -> None:
        """Merge as chosen."""
        self.dismiss(Command.DONE)

    def entered(self, text: str) -> None:
        """Take one side throughout, or the other side of the highlighted line."""
        word = text.strip().translate(_DIGITS)
        if word in {"11", "22"}:
            self.theirs = set(self._differences) if word == "22" else set()
            self.entry.value = ""
            self._count()
            self.reload()
        else:
            super().entered(text)


_DIGITS = {ord("１"): "1", ord("２"): "2"}
