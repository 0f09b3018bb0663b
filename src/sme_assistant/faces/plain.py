"""The conversation line by line: for pipes, scripts, screen readers and old terminals.

No colour, no cursor movement, no box characters; it ends cleanly when its input ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from sme_assistant.assistant import desk_cards
from sme_assistant.assistant.calls import Line
from sme_assistant.assistant.conversation import Conversation
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.assistant.turns import Turns
from sme_assistant.faces.console import Console
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.progress import Steps, counted
from sme_assistant.phrases import Talk

_LEAVE = frozenset({"退出", "/退出", "／退出", "、退出"})
"""Of the commands, what also ends a text or a list: what was written is kept."""


class PlainConversation:
    """One case, line by line.

    Args:
        conversation: The case.
        console: Lines in and out.
        out: Where a package is written if the person names no folder.
        own: The person's own templates, if there is a folder of them.
        desk: Who takes calls here, if anybody does.
    """

    def __init__(
        self,
        conversation: Conversation,
        console: Console,
        out: Path,
        own: Path | None = None,
        desk: HelpDesk | None = None,
    ) -> None:
        self.console = console
        self.desk = desk or HelpDesk()
        # On lines of their own: a screen reader cannot follow one that changes.
        steps = Steps(console.write, monotonic) if console.interactive else None
        self.turns = Turns(conversation, console.say, out, steps, own)
        if console.interactive:
            self.turns.counting = Steps(console.write, monotonic, counted)
        self.turns.staff_known = self.desk.known
        if self.desk.is_on and conversation.writer is not None:
            self.turns.line = Line(conversation, self.desk.staff)
        self.turns.copy = console.copy
        self.input_ended = False

    def run(self) -> None:
        """Ask until the person leaves or the input ends; a call is held then."""
        if (line := self.turns.line) is not None:
            self.console.say(
                Say(Role.NOTE, desk_cards.line_text(line)), *desk_cards.found_card(line)
            )
        self._ask()
        if self.turns.line is not None:
            self.turns.line.leave()

    def _ask(self) -> None:
        self.turns.recall()
        self.turns.put()
        while not self.input_ended and (line := self.console.read()) is not None:
            self.turn(line)
            if self.turns.ended:
                return

    def turn(self, line: str) -> None:
        """Hand a line on, and put the question that is at hand then."""
        was_asking = self._is_asking()
        left = self.turns.hear(line, self.lines())
        is_asking = self._is_asking()
        over = self.input_ended or self.turns.ended
        # That all is asked is said once, not after each command that follows.
        if left and not over and (was_asking or is_asking):
            self.turns.put()

    def _is_asking(self) -> bool:
        turns = self.turns
        at_hand = (turns.question, turns.opened, turns.deciding)
        return any(it is not None for it in at_hand)

    def lines(self) -> Iterator[str]:
        """Read on until an empty line, the end of the input, or the wish to leave.

        What was pasted at one stroke may hold empty lines; they are part of it.
        """
        while (given := self.console.read(Talk.CONTINUE)) is not None:
            if not given.strip():
                return
            if given.strip() in _LEAVE:
                break
            yield from given.split("\n")
        self.input_ended = True
