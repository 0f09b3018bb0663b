"""The plain home: which cases there are, open one, begin one."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.call_turns import name_in
from sme_assistant.assistant.cases import opened_or_looked_at, standing_of
from sme_assistant.assistant.clock import Clock, day_of
from sme_assistant.assistant.commands import (
    ON_THE_PHONE,
    Command,
    Typed,
    command_in,
    is_mistyped,
)
from sme_assistant.assistant.free_names import free_name
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.assistant.removing import stale
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.follow_ups import home_line
from sme_assistant.errors import CaseNotFoundError, SmeAssistantError
from sme_assistant.faces.console import Console
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.plain import PlainConversation
from sme_assistant.phrases import Ask, Calls, Plain, Purge, Quick

_LISTED = 20
"""How many cases are listed at once; the others are found by what is typed."""
_NEW = {"新建", "新", "n", "new"}


@dataclass(frozen=True, slots=True)
class Home:
    """The plain face of a casebook.

    Attributes:
        out: Where packages are written unless a person names a folder.
        own: The person's own templates, if there is a folder of them.
        desk: Who takes calls here, if anybody does.
        keep_days: Untouched for so long a case may go; 0 for never.
    """

    casebook: Casebook
    console: Console
    clock: Clock
    out: Path
    own: Path | None = None
    desk: HelpDesk = field(default_factory=HelpDesk)
    keep_days: int = 0

    def run(self) -> None:
        """Greet, let a case be chosen or begun, and go on with it."""
        self.console.say(*presenter.greeting(shipped_programme()))
        found = self.casebook.find("", most=_LISTED + 1)
        cases = [case for case in found if not case.archived]
        name = self.choose(cases) if cases else self.begin()
        if name is not None:
            self.open(name)

    def choose(self, cases: Sequence[CaseInfo]) -> str | None:
        """Let a case be chosen by its number; None if the person leaves."""
        self.console.write()
        self.list(cases, Plain.CASES_HEAD)
        while (line := self.console.read()) is not None:
            word = line.strip()
            command = command_in(line)
            if command is not None and command.command is Command.QUIT:
                return None
            if command is not None and self._obeyed(command):
                continue
            if word in _NEW:
                return self.begin()
            if word.isdecimal() and 0 < int(word) <= min(len(cases), _LISTED):
                return cases[int(word) - 1].name
            with suppress(CaseNotFoundError):
                return self.casebook.info(word).name
            is_number = word.isdecimal() and len(word) <= len(str(_LISTED))
            found = () if is_number or not word else self.found(word)
            if found:
                cases = found
                self.list(cases, Plain.CASES_FOUND.format(word=word))
            else:
                self.console.write(Plain.NO_SUCH_NUMBER)
                if self.desk.is_on:
                    self.console.write(Calls.HOME_QUICK_PLAIN)
        return None

    def _obeyed(self, typed: Typed) -> bool:
        """Carry out a command that needs no case; return whether it was one."""
        if typed.command in ON_THE_PHONE and self.desk.is_on:
            self.console.write(Calls.NO_CASE)
            return True
        answer = {
            Command.OVERVIEW: self.overview,
            Command.QUICK: self.quick,
            Command.ASK: self.ask,
            Command.FOLLOW_UP: self.follow_ups,
        }.get(typed.command)
        if answer is None:
            return False
        answer(typed.argument)
        return True

    def quick(self, said: str) -> None:
        """Say whether somebody can apply, from what was heard."""
        from sme_assistant.assistant.quick import talk_of  # noqa: PLC0415 (seldom)

        if not said:
            self.console.write(Quick.EMPTY_HERE)
            return
        talk = talk_of(shipped_programme(), self.clock)
        talk.hear(said)
        self.console.say(*talk.answer.says())

    def ask(self, question: str) -> None:
        """Answer a question about the regulation."""
        from sme_assistant.assistant import asking  # noqa: PLC0415 (seldom)

        if not question:
            self.console.write(Ask.EMPTY_HERE)
            return
        answer = asking.desk().ask(question)
        lines = (*asking.answer_lines(answer), *asking.related_lines(answer))
        self.console.say(*(Say(Role(role), text) for role, text in lines))

    def follow_ups(self, _argument: str) -> None:
        """List who is to be called back by today."""
        from sme_assistant.assistant.follow_ups import due_lines  # noqa: PLC0415 (seldom)

        today = day_of(self.clock())
        due = self.casebook.open_follow_ups(today)
        for line in due_lines(due, today, today):
            self.console.write(line)

    def found(self, word: str) -> Sequence[CaseInfo]:
        """Return the cases that a word finds, one more than are listed."""
        return self.casebook.find(word, most=_LISTED + 1)

    def list(self, cases: Sequence[CaseInfo], head: str) -> None:
        """List the first of some cases, each with a number to choose it by."""
        self.console.write(head)
        for number, case in enumerate(cases[:_LISTED], start=1):
            self.console.write(case_line(self.casebook, case, number, self.clock))
        if len(cases) > _LISTED:
            self.console.write(Plain.CASES_MORE.format(count=_LISTED))
        today = day_of(self.clock())
        if told := home_line(self.casebook.open_follow_ups(today), today):
            self.console.write(told)
        self._remind()
        self.console.write(Plain.CASES_ASK)

    def _remind(self) -> None:
        """Say how many cases are long untouched, if any are."""
        days = self.keep_days
        if days and (count := len(stale(self.casebook, days, self.clock))):
            self.console.write(Purge.STALE_HINT.format(count=count, days=days))

    def overview(self, day: str) -> None:
        """Tell a day in figures, in words alone."""
        from sme_assistant.assistant.overview import day_called, overview  # noqa: PLC0415
        from sme_assistant.faces.overviews import overview_lines  # noqa: PLC0415

        try:
            found = overview(self.casebook, day_called(day, self.clock), self.clock)
        except SmeAssistantError as error:
            self.console.say(Say(Role.WARNING, error.user_message))
            return
        for line in overview_lines(found, room=0):
            self.console.write(line)

    def begin(self) -> str | None:
        """Begin a case; None if the person leaves before it has a name."""
        suggested = self.suggestion()
        self.console.write()
        self.console.write(Plain.NEW_CASE.format(name=suggested))
        while (line := self.console.read()) is not None:
            typed = command_in(line)
            if typed is not None and typed.command is Command.QUIT:
                return None
            if typed is not None and self._obeyed(typed):
                continue
            try:
                case = self.casebook.create(
                    line.strip() or suggested, DEFAULT, self.clock().astimezone(UTC)
                )
            except SmeAssistantError as error:
                self.console.say(Say(Role.WARNING, error.user_message))
                continue
            self.console.write(Plain.CREATED.format(name=case.name))
            return case.name
        return None

    def suggestion(self) -> str:
        """Return a name nobody has used yet."""
        day = self.clock().astimezone().strftime("%Y%m%d")
        return free_name(self.casebook, Plain.CASE_NAME.format(day=day))

    def open(self, name: str) -> None:
        """Go on with a case; where somebody else writes in it, show how it stands."""
        if self.desk.is_on and not self.desk.staff and not self._ask_staff():
            return
        staff = self.desk.staff if self.desk.is_on else ""
        looking = opened_or_looked_at(self.casebook, name, self.clock, staff)
        with looking as (case, held):
            if held is not None:
                self.console.say(Say(Role.WARNING, held.user_message))
                self.console.say(*boards.board(case.standing))
                return
            done, deferred, left = boards.counts(case.standing)
            if done + deferred:
                total = done + deferred + left
                told = Plain.WELCOME_BACK.format(name=name, done=done, total=total)
                self.console.write(told)
            PlainConversation(case, self.console, self.out, self.own, self.desk).run()
        self.console.write()
        self.console.write(Plain.GOODBYE.format(name=name, typed=on_a_shell(name)))

    def _ask_staff(self) -> bool:
        """Ask who takes calls; return whether that is known now."""
        known = self.desk.known
        for number, name in enumerate(known, start=1):
            self.console.write(Calls.STAFF_ROW.format(number=number, name=name))
        numbers = Calls.STAFF_NUMBERS if known else ""
        self.console.write(Calls.STAFF_ASK.format(numbers=numbers))
        while (line := self.console.read()) is not None:
            word, typed = line.strip(), command_in(line)
            if typed is not None and typed.command is Command.QUIT:
                return False
            if typed is not None or is_mistyped(word):
                self.console.write(Calls.STAFF_ASK.format(numbers=numbers))
                continue
            if word.isdecimal() and 0 < int(word) <= len(known):
                word = known[int(word) - 1]
            try:
                self.desk.staff = name_in(word)
            except SmeAssistantError as error:
                self.console.say(Say(Role.WARNING, error.user_message))
            if self.desk.staff:
                return True
        return False


def on_a_shell(name: str) -> str:
    """Write a case's name so that a shell takes it as one word."""
    plain = all(character.isalnum() or character in "-_." for character in name)
    return name if plain else shlex.quote(name)


def case_line(casebook: Casebook, case: CaseInfo, number: int, clock: Clock) -> str:
    """Write one line about a case: name, progress, verdict so far, last touched."""
    standing = standing_of(casebook, case.name, clock)
    done, deferred, left = boards.counts(standing)
    return Plain.CASE_LINE.format(
        number=number,
        name=case.name,
        done=done,
        total=done + deferred + left,
        outcome=boards.outcome_word(standing),
        touched=case.touched_at.astimezone().strftime("%Y-%m-%d %H:%M"),
    )
