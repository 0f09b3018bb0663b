"""The telephone beside a conversation: who calls, who serves, whose words are typed.

A help desk opens a case with a ``Line``. While a call runs on it, what is entered is
the caller's and was typed by staff; else it is the staff's own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sme_assistant.assistant.conversation import Conversation
from sme_assistant.assistant.ports import CaseWriter
from sme_assistant.engine.calls import Call, CallEvent, CallState
from sme_assistant.engine.log import Action, Channel
from sme_assistant.errors import CallError
from sme_assistant.phrases import Calls

_GIVEN = frozenset({Action.ANSWER, Action.ROWS, Action.FILES, Action.DEFER})


class Line:
    """The telephone of one case under way.

    A call that runs though nobody held the case was cut off, by ``kill -9`` or a power
    cut: it is held from the last sign of life on.

    Args:
        conversation: The case, opened to write in it.
        staff: Who serves it.

    Attributes:
        call: The call on the line, or the last one; None before the first.
        was_cut_off: Whether it was found running.
        is_aside: Whether it is held only while somebody talks to another caller.
    """

    def __init__(self, conversation: Conversation, staff: str) -> None:
        self.conversation = conversation
        self._staff = staff
        self.is_aside = False
        self.call = self._writer.call()
        self.was_cut_off = self.state is CallState.RUNNING
        if self.was_cut_off and self.call is not None:
            at = _last_sign(conversation, self.call)
            self.call = self._writer.note_call(CallEvent.PAUSE, self.call.staff, at)
        self._follow()

    @property
    def staff(self) -> str:
        """Who serves the call, or sits here while there is none."""
        return self.call.staff if self.call and self.call.is_open else self._staff

    @property
    def state(self) -> CallState:
        """How the call stands; ended while there is none."""
        return self.call.state if self.call else CallState.ENDED

    @property
    def is_open(self) -> bool:
        """Whether there is a call that is not ended."""
        return self.state is not CallState.ENDED

    @property
    def caller(self) -> str:
        """What to call the caller."""
        named = (self.call.caller or self.call.phone) if self.call else ""
        return named or Calls.SOMEBODY

    @property
    def noted(self) -> int:
        """How many things in force were given in the call, or left for later."""
        if self.call is None:
            return 0
        since, given = self.call.started_at, self.conversation.standing.state.effective
        return sum(
            entry.at >= since
            and entry.channel is not Channel.SELF
            and entry.action in _GIVEN
            for entry in given
        )

    def talked(self) -> timedelta:
        """Return how long the call has been spoken on."""
        return self.call.talked(self._now()) if self.call else timedelta()

    def start(self, caller: str, phone: str) -> None:
        """Begin a call.

        Raises:
            CallError: One is not ended.
            CasebookError: It could not be stored.
        """
        self.call = self._writer.start_call(caller, phone, self._staff, self._now())
        self._follow()

    def pause(self) -> None:
        """Hold the call."""
        self._note(CallEvent.PAUSE, self.staff)

    def resume(self) -> None:
        """Go on with the call; whoever sits here serves it from now on."""
        self._note(CallEvent.RESUME, self._staff)

    def hand_over(self, staff: str) -> None:
        """Let somebody else sit here and serve the call, if there is one."""
        if self.is_open:
            self._note(CallEvent.HAND_OVER, staff)
        self._staff = staff
        self._follow()

    def end(self) -> None:
        """End the call."""
        self._note(CallEvent.END, self.staff)

    def set_aside(self) -> None:
        """Hold the call, if it runs, while somebody talks to another caller."""
        if self.state is CallState.RUNNING:
            self.pause()
            self.is_aside = True

    def take_up(self) -> None:
        """Go on with the call, if it was set aside."""
        if self.is_aside and self.state is CallState.HELD:
            self._note(CallEvent.RESUME, self.staff)

    def leave(self) -> None:
        """Hold the call, if it runs, because its case is left."""
        if self.state is CallState.RUNNING:
            self.pause()

    def close(self) -> None:
        """Let the case be written in as by its applicant again."""
        self.leave()
        talk = self.conversation
        talk.channel, talk.who, talk.staff = Channel.SELF, "", ""

    @property
    def _writer(self) -> CaseWriter:
        writer = self.conversation.writer
        if writer is None:
            raise CallError("read_only")
        return writer

    def _now(self) -> datetime:
        return self.conversation.clock().astimezone(UTC)

    def _note(self, event: CallEvent, staff: str) -> None:
        """Note what happens to the call.

        Raises:
            CallError: It cannot happen now.
            CasebookError: It could not be stored.
        """
        self.call = self._writer.note_call(event, staff, self._now())
        self._follow()

    def _follow(self) -> None:
        """Let the conversation know whose words are entered from now on."""
        talk, self.is_aside = self.conversation, False
        if self.state is CallState.RUNNING:
            talk.channel, talk.who, talk.staff = Channel.PHONE, self.caller, self.staff
        else:
            talk.channel, talk.who, talk.staff = Channel.SELF, self._staff, ""


def _last_sign(conversation: Conversation, call: Call) -> datetime:
    """Return when anything was last heard of a call that was cut off."""
    state = conversation.standing.state
    said = [entry.at for entry in (*state.effective[-1:], *state.undone[-1:])]
    return max([call.steps[-1].at, *said])
