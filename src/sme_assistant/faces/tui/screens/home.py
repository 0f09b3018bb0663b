"""项目列表: the cases there are; an unfinished one is one Enter away.

Names and dates come from the casebook and are shown at once. How far a case is needs
the dialogue files, which are read once the first picture stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from sme_assistant.assistant.clock import day_of
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.removing import is_stale
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.follow_ups import home_line
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from sme_assistant.phrases import Calls, Plain, Purge, Tui

if TYPE_CHECKING:
    from sme_assistant.faces.tui.summaries import Summary

_GREETING = "\0greeting"
_NAME_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done to a case, with what takes it back and does it again."""

    told: str
    undo: Callable[[], None]
    redo: Callable[[], None]


class HomeScreen(ListScreen):
    """The list of cases."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.PALETTE,
        Command.SETTINGS,
        Command.QUIT,
    )

    def __init__(self) -> None:
        super().__init__()
        self._summaries: dict[str, Summary] = {}
        self._done: list[Deed] = []
        self._undone: list[Deed] = []
        self._in_trash = False
        self._calls: dict[str, str] = {}
        self._asking: Callable[[str], None] | None = None

    def on_mount(self) -> None:
        """Show the names; all else follows once the screen stands."""
        self.show_title()
        self.call_after_refresh(self._look_closer)

    # --- the list ---------------------------------------------------------

    def cases(self) -> list[CaseInfo]:
        """Return the cases listed: those put aside last, those thrown away apart."""
        found = [
            case
            for case in self.desk.casebook.cases()
            if case.deleted is self._in_trash
        ]
        return sorted(found, key=lambda case: case.archived)

    def items(self) -> Sequence[Item]:
        """Return a line for each case."""
        try:
            cases = self.cases()
            self._calls = self._open_calls()
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return []
        lines = [self._line(case) for case in cases]
        count = sum(self._is_stale(case) for case in cases)
        self.show_rule(self._rule(has_cases=bool(lines), stale=count))
        if not lines and not self._in_trash:
            return [Item(_GREETING, Content(Tui.HOME_PLACEHOLDER_EMPTY))]
        return lines

    def _open_calls(self) -> dict[str, str]:
        """Return case to the word on its call that is not ended, at a help desk."""
        if not self.desk.helpdesk.is_on:
            return {}
        calls = self.desk.casebook.open_calls()
        return {call.case: Calls.HOME_CALL.format(caller=call.caller) for call in calls}

    def _rule(self, *, has_cases: bool, stale: int) -> str:
        if stale and not self._in_trash:
            return Purge.STALE_ON_SCREEN.format(count=stale)
        if self._in_trash:
            return Tui.HOME_TRASH_HINT if has_cases else Tui.HOME_TRASH_EMPTY
        return Tui.HOME_PLACEHOLDER if has_cases else Tui.HOME_PLACEHOLDER_EMPTY

    def _is_stale(self, case: CaseInfo) -> bool:
        days = self.desk.settings.keep_days
        return bool(days) and is_stale(case, days, self.desk.clock)

    def _line(self, case: CaseInfo) -> Item:
        summary = self._summaries.get(case.name)
        day = case.touched_at.astimezone().strftime("%m-%d")
        told = Tui.HOME_ARCHIVED if case.archived else self._calls.get(case.name, "")
        if summary is not None:
            told = " ".join(filter(None, [told, summary.line]))
        name = Content(case.name).truncate(_NAME_WIDTH, ellipsis=True)
        name = name.pad_right(_NAME_WIDTH - name.cell_length).stylize("bold")
        line = Content.assemble(name, f" {day}　{told}")
        word = Purge.STALE_WORD if self._is_stale(case) else ""
        search = f"{case.name} {summary.applicant if summary else ''} {word}"
        return Item(case.name, line, search)

    def detail(self, item: Item) -> Content:
        """Say more about a case, and which text of the regulation is followed."""
        if item.id == _GREETING:
            return self._greeting()
        summary = self._summaries.get(item.id)
        if summary is None:
            return Content(Tui.LOADING)
        return summary.shown

    def _greeting(self) -> Content:
        if self.desk.greeting is None:
            return Content(Tui.LOADING)
        return self.desk.greeting

    def _look_closer(self) -> None:
        self.run_worker(self._read_cases(), exclusive=True, group="summaries")

    async def _read_cases(self) -> None:
        """Read the dialogue files aside, then one case after the other."""
        from asyncio import sleep, to_thread  # noqa: PLC0415

        await to_thread(self.desk.prepare)
        from sme_assistant.faces.tui.summaries import summarised  # noqa: PLC0415

        self.reload()
        for case in self.desk.casebook.cases():
            self._summaries[case.name] = summarised(
                self.desk.casebook, case, self.desk.clock
            )
            await sleep(0)
        self.reload()

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        super().on_screen_resume()
        if self.desk.is_prepared:
            self.reload(self.desk.opened)
            self._look_closer()
        self.show_title()

    # --- choosing ---------------------------------------------------------

    def choose(self, item: Item) -> None:
        """Open a case; from the trash, take it back first."""
        if item.id == _GREETING:
            self.do_new("")
        elif self._in_trash:
            self._restore(item.id)
        else:
            self.desk.open_case(item.id)

    def entered(self, text: str) -> None:
        """Take the answer to what was asked, or open the highlighted case."""
        if self._asking is not None:
            answer, self._asking = self._asking, None
            self._empty()
            answer(text.strip())
        else:
            super().entered(text)

    def leave(self) -> None:
        """Give up what was asked, or leave the trash."""
        self._asking = None
        if self._in_trash:
            self.do_trash("")
        else:
            self.reload()

    # --- doing ------------------------------------------------------------

    def _ask(self, told: str, answer: Callable[[str], None], given: str = "") -> None:
        """Ask for a name; what is entered next goes to ``answer``.

        Args:
            told: The question.
            answer: Takes the name.
            given: A name that was refused, to be mended.
        """
        self._asking = answer
        with self.prevent(ZhInput.Changed):
            self.entry.value = given
        self.entry.cursor_position = len(given)
        self.show_rule(told)
        self.tell(Tui.ASK_KEYS)

    def _empty(self) -> None:
        """Empty the input, which is no word to look for."""
        with self.prevent(ZhInput.Changed):
            self.entry.value = ""

    def reload(self, at: str | None = None) -> None:
        """Fill the list again, but not while a name is asked for."""
        if self._asking is None:
            super().reload(at)

    def narrow(self, at: str | None = None) -> None:
        """Narrow the list by what is typed, unless that is a name asked for."""
        if self._asking is None:
            super().narrow(at)

    def _do(
        self,
        deed: Deed,
        at: str | None = None,
        again: Callable[[], None] | None = None,
    ) -> None:
        """Do something, told in a line, that undo takes back.

        Args:
            deed: What to do.
            at: The case to highlight then.
            again: Asks again for what was refused.
        """
        try:
            deed.redo()
        except SmeAssistantError as error:
            self.reload()
            if again is not None:
                again()
            self.warn(error.user_message)
            return
        self._done.append(deed)
        self._undone.clear()
        self.reload(at)
        self.tell(deed.told)

    def _chosen(self) -> str | None:
        item = self.current
        if item is None or item.id == _GREETING:
            self.warn(Tui.NO_CASE_CHOSEN)
            return None
        return item.id

    def do_new(self, name: str) -> None:
        """Begin a case and open it."""
        suggested = self._free(Plain.CASE_NAME.format(day=self._day()))
        if not name:
            self._ask_new(suggested)
        else:
            self._begin(name, suggested)

    def _ask_new(self, suggested: str, given: str = "") -> None:
        told = Tui.ASK_NEW.format(name=suggested)
        self._ask(told, lambda typed: self._begin(typed or suggested, suggested), given)

    def _begin(self, name: str, suggested: str) -> None:
        try:
            case = self.desk.begin(name)
        except SmeAssistantError as error:
            self._ask_new(suggested, name)
            self.warn(error.user_message)
            return
        self.desk.open_case(case.name)

    def do_rename(self, new: str) -> None:
        """Give the highlighted case another name."""
        name = self._chosen()
        if name is None:
            return
        told = Tui.ASK_RENAME.format(name=name)
        if not new:
            self._ask(told, self.do_rename)
            return
        again = partial(self._ask, told, self.do_rename, new)
        book = self.desk.casebook
        deed = Deed(
            Tui.RENAMED.format(new=new),
            lambda: book.rename(new, name),
            lambda: book.rename(name, new),
        )
        self._do(deed, new, again)

    def do_copy(self, new: str) -> None:
        """Copy the highlighted case."""
        name = self._chosen()
        if name is None:
            return
        suggested = self._free(Tui.COPY_NAME.format(name=name))
        told = Tui.ASK_COPY.format(name=name, new=suggested)
        ask = partial(self._ask, told, lambda typed: self.do_copy(typed or suggested))
        if not new:
            ask()
            return
        deed = Deed(
            Tui.COPIED.format(new=new),
            lambda: self.desk.casebook.delete(new),
            lambda: self.desk.copy(name, new),
        )
        self._do(deed, new, partial(ask, new))

    def do_archive(self, _argument: str) -> None:
        """Put the highlighted case aside, or take it up again."""
        name = self._chosen()
        if name is None:
            return
        book = self.desk.casebook
        aside = not book.info(name).archived
        told = (Tui.ARCHIVED if aside else Tui.UNARCHIVED).format(name=name)
        deed = Deed(
            told,
            lambda: book.archive(name, not aside),
            lambda: book.archive(name, aside),
        )
        self._do(deed)

    def do_delete(self, _argument: str) -> None:
        """Put the highlighted case into the trash."""
        name = self._chosen()
        if name is None:
            return
        book = self.desk.casebook
        told = Tui.DELETED.format(name=name)
        self._do(Deed(told, lambda: book.restore(name), lambda: book.delete(name)))

    def do_trash(self, _argument: str) -> None:
        """Show what was thrown away, or the cases again."""
        self._in_trash = not self._in_trash
        self.show_title()
        self.reload()

    def keys_named(self) -> Sequence[Command]:
        """At a help desk the key that goes to a call comes early."""
        if not self.desk.helpdesk.is_on:
            return self.KEYS
        return (*self.KEYS[:2], Command.CALL_SWITCH, *self.KEYS[2:])

    def show_title(self) -> None:
        """Say which list this is, who sits at a help desk, and who is to be called."""
        if self._in_trash:
            self.show_status(Tui.HOME_DELETED)
            return
        today = day_of(self.desk.clock())
        try:
            due = self.desk.casebook.open_follow_ups(today)
        except SmeAssistantError:
            due = ()  # what is wrong with the casebook is told where it is listed
        told = filter(None, (self._title(), home_line(due, today)))
        self.show_status(Tui.HOME_AND_CALLS.join(told))

    def _title(self) -> str:
        desk, count = self.desk.helpdesk, len(self._calls)
        if not desk.is_on:
            return Tui.HOME_TITLE
        calls = Calls.HOME_CALLS.format(count=count) if count else ""
        return Calls.HOME.format(staff=desk.staff, calls=calls)

    def _restore(self, name: str) -> None:
        book = self.desk.casebook
        told = Tui.RESTORED.format(name=name)
        self._do(Deed(told, lambda: book.delete(name), lambda: book.restore(name)))

    def do_undo(self, _argument: str) -> None:
        """Take the last thing done here back."""
        self._step(self._done, self._undone, lambda deed: deed.undo, Tui.UNDONE)

    def do_redo(self, _argument: str) -> None:
        """Do the thing taken back again."""
        self._step(self._undone, self._done, lambda deed: deed.redo, Tui.REDONE)

    def _step(
        self,
        source: list[Deed],
        target: list[Deed],
        way: Callable[[Deed], Callable[[], None]],
        told: str,
    ) -> None:
        if not source:
            nothing = source is self._done
            self.warn(Tui.NOTHING_UNDONE if nothing else Tui.NOTHING_REDONE)
            return
        deed = source.pop()
        try:
            way(deed)()
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        target.append(deed)
        self.reload()
        self.tell(told.format(what=deed.told.partition("。")[0]))

    def _free(self, base: str) -> str:
        """Return a name like the one wished for that nobody has."""
        taken = {case.name for case in self.desk.casebook.cases()}
        numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
        return next(name for name in (base, *numbered) if name not in taken)

    def _day(self) -> str:
        return self.desk.clock().astimezone().strftime("%Y%m%d")
