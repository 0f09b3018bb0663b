"""Calls on the telephone: whose case each is about, who served it, what became of it.

The casebook keeps calls and the layers above start and end them; they lie here because
both must know them and neither may know the other. A call is no part of the answer
log: what was said in it is, each entry with who said it and who typed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class CallEvent(StrEnum):
    """What happens to a call."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    HAND_OVER = "hand_over"
    END = "end"


class CallState(StrEnum):
    """How a call stands."""

    RUNNING = "running"
    HELD = "held"
    ENDED = "ended"


_FOLLOWS = {
    CallState.RUNNING: {CallEvent.PAUSE, CallEvent.HAND_OVER, CallEvent.END},
    CallState.HELD: {CallEvent.RESUME, CallEvent.HAND_OVER, CallEvent.END},
    CallState.ENDED: frozenset[CallEvent](),
}
_LEADS_TO = {
    CallEvent.START: CallState.RUNNING,
    CallEvent.PAUSE: CallState.HELD,
    CallEvent.RESUME: CallState.RUNNING,
    CallEvent.END: CallState.ENDED,
}


@dataclass(frozen=True, slots=True)
class CallStep:
    """One thing that happened to a call.

    Attributes:
        event: What.
        at: When, in UTC.
        staff: Who serves the call from then on.
        entries: How many entries the case's log held then.
    """

    event: CallEvent
    at: datetime
    staff: str
    entries: int


@dataclass(frozen=True, slots=True)
class Call:
    """One call about one case.

    Attributes:
        id: Its number, unique in the casebook.
        case: The name of the case.
        caller: Who calls, as they call themselves; may be empty.
        phone: Their number; may be empty.
        steps: What happened to it, in order; the first is its start.
    """

    id: int
    case: str
    caller: str
    phone: str
    steps: tuple[CallStep, ...]

    @property
    def state(self) -> CallState:
        """How it stands."""
        return next(
            _LEADS_TO[step.event]
            for step in reversed(self.steps)
            if step.event in _LEADS_TO
        )

    @property
    def is_open(self) -> bool:
        """Whether it was not ended."""
        return self.state is not CallState.ENDED

    @property
    def staff(self) -> str:
        """Who serves it, or served it last."""
        return self.steps[-1].staff

    @property
    def started_at(self) -> datetime:
        """When it began, in UTC."""
        return self.steps[0].at

    @property
    def since(self) -> int:
        """How many entries the log held when it began: the first after them is its."""
        return self.steps[0].entries

    def allows(self, event: CallEvent) -> bool:
        """Whether this can happen to it now."""
        return event in _FOLLOWS[self.state]

    def talked(self, now: datetime) -> timedelta:
        """Return how long was spoken, without the time it was held."""
        total, running = timedelta(), None
        for step in self.steps:
            if _LEADS_TO.get(step.event) is CallState.RUNNING:
                running = step.at
            elif step.event in _LEADS_TO and running is not None:
                total, running = total + max(step.at - running, timedelta()), None
        if running is not None:
            total += max(now - running, timedelta())
        return total
