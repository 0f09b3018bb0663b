"""项目列表: the cases there are; an unfinished one is one Enter away.

Names and dates come from the casebook and are shown at once. How far a case is needs
the dialogue files, which are read once the first picture stands. However many cases
there are, a page of them is listed; typing looks among all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from sme_assistant.assistant.clock import day_of
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.free_names import free_name
from sme_assistant.assistant.removing import stale
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.follow_ups import FollowUp, home_line
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from sme_assistant.phrases import CallBack, Calls, Plain, Purge, Tui

if TYPE_CHECKING:
    from sme_assistant.faces.tui.summaries import Summary

_GREETING = "\0greeting"
_MORE = "\0more"
_QUICK = "\0quick"
_NOT_CASES = frozenset({_GREETING, _MORE, _QUICK})
_NAME_WIDTH = 20
_PAGE = 100
"""How many cases are listed at first, and how many more each time."""


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
        self._stale: set[str] = set()
        self._long_untouched: tuple[CaseInfo, ...] = ()
        self._listed: Sequence[CaseInfo] = ()
        self._is_looking = self._is_relisting = False
        self._done: list[Deed] = []
        self._undone: list[Deed] = []
        self._in_trash = False
        self._looked_for = ""
        self._most = _PAGE
        self._calls: dict[str, str] = {}
        self._due: Sequence[FollowUp] = ()
        self._asking: Callable[[str], None] | None = None

    def on_mount(self) -> None:
        """Show the names; all else follows once the screen stands."""
        self.show_title()
        self.call_after_refresh(self._look_closer)

    # --- the list ---------------------------------------------------------

    def cases(self) -> Sequence[CaseInfo]:
        """Return the cases that what is typed finds, one more than are listed."""
        word = self._word_in(self.entry.value)
        if word == Purge.STALE_WORD and self._long_untouched:
            self._looked_for = word
            return self._long_untouched
        if word == CallBack.WORD and self._due:
            self._looked_for = word
            names = dict.fromkeys(one.case for one in self._due)
            return [self.desk.casebook.info(name) for name in names]
        if word != self._looked_for:
            self._looked_for, self._most = word, _PAGE
        return self.desk.casebook.find(
            word, most=self._most + 1, deleted=self._in_trash
        )

    def items(self) -> Sequence[Item]:
        """Return a line for each case, and one that lists more of them."""
        try:
            self._calls = self._open_calls()
            self._due = self.desk.casebook.open_follow_ups(self._today)
            cases = self.cases()
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return []
        self._listed = cases[: self._most]
        lines = [self._line(case) for case in self._listed]
        if not self._looked_for:
            self.show_rule(self._rule(has_cases=bool(lines)))
            if not lines and not self._in_trash:
                return [Item(_GREETING, Content(Tui.HOME_PLACEHOLDER_EMPTY))]
        elif self._looked_for == CallBack.WORD and lines:
            self.show_rule(CallBack.HOME_LIST)
        elif not lines and not self._in_trash and self.desk.helpdesk.is_on:
            told = Calls.HOME_QUICK.format(text=self.entry.value.strip())
            return [Item(_QUICK, Content(told))]
        if len(cases) > self._most:
            told = Tui.HOME_MORE.format(more=_PAGE)
            lines.append(Item(_MORE, Content.styled(told, "$say-dim")))
        return lines

    def matches(self, _item: Item, _word: str) -> bool:
        """The casebook has looked."""
        return True

    def _open_calls(self) -> dict[str, str]:
        """Return case to the word on its call that is not ended, at a help desk."""
        if not self.desk.helpdesk.is_on:
            return {}
        calls = self.desk.casebook.open_calls()
        return {call.case: Calls.HOME_CALL.format(caller=call.caller) for call in calls}

    def _rule(self, *, has_cases: bool) -> str:
        if self._long_untouched and not self._in_trash:
            return Purge.STALE_ON_SCREEN.format(count=len(self._long_untouched))
        if self._in_trash:
            return Tui.HOME_TRASH_HINT if has_cases else Tui.HOME_TRASH_EMPTY
        return Tui.HOME_PLACEHOLDER if has_cases else Tui.HOME_PLACEHOLDER_EMPTY

    def _find_untouched(self) -> None:
        """Find the cases nobody wrote in for long, for the word that lists them."""
        days = self.desk.settings.keep_days
        found = stale(self.desk.casebook, days, self.desk.clock) if days else ()
        self._long_untouched = tuple(case for case in found if not case.deleted)

    def _line(self, case: CaseInfo) -> Item:
        summary = self._summaries.get(case.name)
        day = case.touched_at.astimezone().strftime("%m-%d")
        told = Tui.HOME_ARCHIVED if case.archived else self._calls.get(case.name, "")
        if any(one.case == case.name for one in self._due):
            told += CallBack.HOME_DUE
        if summary is not None:
            told = " ".join(filter(None, [told, summary.line]))
        name = Content(case.name).truncate(_NAME_WIDTH, ellipsis=True)
        name = name.pad_right(_NAME_WIDTH - name.cell_length).stylize("bold")
        line = Content.assemble(name, f" {day}　{told}")
        return Item(case.name, line)

    def detail(self, item: Item) -> Content:
        """Say more about a case, and which text of the regulation is followed."""
        if item.id == _GREETING:
            return self._greeting()
        if item.id == _MORE:
            return Content(Tui.HOME_MORE_DETAIL)
        if item.id == _QUICK:
            return Content(Calls.HOME_QUICK_DETAIL)
        summary = self._summaries.get(item.id)
        if summary is None:
            return Content(Tui.LOADING)
        return Content.assemble(self._to_call_back(item.id), summary.shown)

    def _to_call_back(self, case: str) -> Content:
        """Say what a case's applicant is to be called back for, where that is due."""
        from sme_assistant.assistant import follow_ups  # noqa: PLC0415 (not to list)

        due = [one for one in self._due if one.case == case]
        lines = [
            CallBack.WORD + follow_ups.line(one, self._today) + "\n" for one in due
        ]
        return Content.styled("".join(lines), "bold $say-accent")

    def _greeting(self) -> Content:
        if self.desk.greeting is None:
            return Content(Tui.LOADING)
        return self.desk.greeting

    def _look_closer(self) -> None:
        """Say how the cases listed stand, unless that is being done."""
        if not self._is_looking:
            self._is_looking = True
            self.run_worker(self._read_cases(), group="summaries")

    async def _read_cases(self) -> None:
        """Read the dialogue files aside, then one case listed after the other."""
        from asyncio import sleep, to_thread  # noqa: PLC0415

        await to_thread(self.desk.prepare)
        from sme_assistant.faces.tui.summaries import summarised  # noqa: PLC0415

        with suppress(SmeAssistantError):  # the list has told it
            self._find_untouched()
        self._relist()
        while (case := self._unread) is not None:
            self._stale.discard(case.name)
            self._summaries[case.name] = summarised(
                self.desk.casebook, case, self.desk.clock
            )
            await sleep(0)
        self._is_looking = False
        self._relist()

    def _relist(self) -> None:
        """Fill the list again under what was told."""
        self._is_relisting = True
        self.reload()
        self._is_relisting = False

    def tell(self, text: str, style: str = "$say-dim") -> None:
        """Write the line below the input; what was told outlasts a mere relisting."""
        if text or not self._is_relisting:
            super().tell(text, style)

    @property
    def _unread(self) -> CaseInfo | None:
        """The first case listed of which it is not known how it stands today."""
        known = self._summaries.keys() - self._stale
        return next((case for case in self._listed if case.name not in known), None)

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        super().on_screen_resume()
        if self.desk.is_prepared:
            self._stale |= self._summaries.keys()
            self.reload(self.desk.opened)
        self.show_title()

    # --- choosing ---------------------------------------------------------

    def choose(self, item: Item) -> None:
        """Open a case; from the trash, take it back first."""
        if item.id == _GREETING:
            self.do_new("")
        elif item.id == _MORE:
            self._list_more()
        elif item.id == _QUICK:
            said = self.entry.value.strip()
            self._empty()
            self.reload()
            self.desk.do_quick(said)
        elif self._in_trash:
            self._restore(item.id)
        else:
            self._empty()  # the word that found it is done with
            self.desk.open_case(item.id)

    def _list_more(self) -> None:
        """List one page more, and go to where it begins."""
        before = self._most
        self._most += _PAGE
        self.reload()
        if len(self._shown) > before:
            self.list.highlighted = before

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
            self.show_title()

    def narrow(self, at: str | None = None) -> None:
        """List what is typed finds, unless that is a name asked for."""
        if self._asking is not None:
            return
        is_new = self._word_in(self.entry.value) != self._looked_for
        if is_new:
            self._items = list(self.items())
        super().narrow(at)
        if self.desk.is_prepared and self._unread is not None:
            self._look_closer()

    def typed(self) -> None:
        """Show the key first: looking among very many cases takes a moment."""
        self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        if self._word_in(self.entry.value) != self._sought:
            self.narrow()

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
        if item is None or item.id in _NOT_CASES:
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
        deed = Deed(
            Tui.RENAMED.format(new=new),
            lambda: self._rename(new, name),
            lambda: self._rename(name, new),
        )
        self._do(deed, new, again)

    def _rename(self, old: str, new: str) -> None:
        self.desk.casebook.rename(old, new)
        self.desk.windows.renamed(old, self.desk.casebook.info(new).name)

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
        if name in self._calls:
            self.warn(Calls.STILL_OPEN)
            return
        book = self.desk.casebook
        told = Tui.DELETED.format(name=name)
        self._do(Deed(told, lambda: book.restore(name), lambda: book.delete(name)))

    def do_follow_up(self, _argument: str) -> None:
        """List the cases whose applicants are to be called back by today."""
        self.reload()
        if not self._due:
            self.tell(CallBack.HOME_NONE)
            return
        self.entry.value = CallBack.WORD
        self.entry.cursor_position = len(CallBack.WORD)

    def do_export_case(self, path: str) -> None:
        """Write the highlighted case to a file."""
        name = self._chosen()
        if name is not None:
            self.desk.hand_over(name, path)

    def do_import_case(self, path: str) -> None:
        """Take a case from a file."""
        self.desk.take_over(path)

    def do_trash(self, _argument: str) -> None:
        """Show what was thrown away, or the cases again."""
        self._in_trash = not self._in_trash
        self.show_title()
        self.reload()

    def keys_named(self) -> Sequence[Command]:
        """At a help desk the key that goes to a call comes early."""
        if not self.desk.helpdesk.is_on:
            return self.KEYS
        return (*self.KEYS[:2], Command.CALL_SWITCH, Command.QUICK, *self.KEYS[2:])

    def show_title(self) -> None:
        """Say which list this is, who sits at a help desk, and who is to be called."""
        if self._in_trash:
            self.show_status(Tui.HOME_DELETED)
            return
        told = filter(None, (self._title(), home_line(self._due, self._today)))
        self.show_status(Tui.HOME_AND_CALLS.join(told))

    @property
    def _today(self) -> date:
        return day_of(self.desk.clock())

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
        return free_name(self.desk.casebook, base)

    def _day(self) -> str:
        return self.desk.clock().astimezone().strftime("%Y%m%d")
