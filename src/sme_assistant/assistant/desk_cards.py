"""What a help desk reads aloud, and what it says of the call, marked in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.calls import Line
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.engine.calls import Call, CallEvent, CallState
from sme_assistant.engine.log import Entry
from sme_assistant.phrases import Calls, Talk

_MINUTE = timedelta(minutes=1)
_KEPT = frozenset({Role.CHOICE, Role.HOW, Role.HINT})
_EVENTS = {
    CallEvent.START: Calls.EVENT_START,
    CallEvent.PAUSE: Calls.EVENT_PAUSE,
    CallEvent.RESUME: Calls.EVENT_RESUME,
    CallEvent.HAND_OVER: Calls.EVENT_HAND_OVER,
    CallEvent.END: Calls.EVENT_END,
}
_STATES = {
    CallState.RUNNING: Calls.RUNNING,
    CallState.HELD: Calls.HELD,
    CallState.ENDED: Calls.ENDED,
}


# --- words to say -----------------------------------------------------------


def spoken_card(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Put a question as it is read aloud, with what helps a caller who cannot answer.

    What may be entered and what is held already are said as on the applicant's card.
    """
    helps = [*_if_unknown(standing, question)]
    found = set(_found(standing, question))
    card = presenter.question_card(standing, question)
    kept = [say for say in card if say.role in _KEPT and say not in found]
    return [*reminder(standing, question), *kept, *helps]


def full_spoken_card(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Put a question as it is read aloud, with why it is asked and all that helps."""
    card = presenter.full_card(standing, question)
    more = [say for say in card if say.role in {Role.WHY, Role.NOTE}]
    return [*spoken_card(standing, question), *more]


def reminder(standing: Standing, question: QuestionDefinition) -> list[Say]:
    """Give the words of a question to read aloud, with its number."""
    wording = presenter.spoken_wording(standing, question).text
    numbers = presenter.question_numbers(standing)
    if question.id not in numbers:
        return [Say(Role.QUESTION, Calls.SAY.format(wording=wording))]
    told = Calls.SAY_NUMBERED.format(
        number=numbers[question.id], total=len(numbers), wording=wording
    )
    return [Say(Role.QUESTION, told)]


def _if_unknown(standing: Standing, question: QuestionDefinition) -> Iterator[Say]:
    model = question.model
    if not model.asks and not model.collects:
        return
    says = presenter.when_unknown(standing, question)
    words = "".join(say.text for say in says) or Calls.IF_UNKNOWN_ELSE
    yield Say(Role.HINT, Calls.IF_UNKNOWN.format(wording=words + Calls.PUT_OFF))
    if model.asks and (find := standing.programme.facts[model.asks].model.find):
        yield Say(Role.HINT, Calls.FIND.format(find=find))


def _found(standing: Standing, question: QuestionDefinition) -> Iterator[Say]:
    """Yield the hints of the applicant's card that are said in other words here."""
    if not question.model.asks:
        return
    fact = standing.programme.facts[question.model.asks].model
    if fact.find:
        yield Say(Role.HINT, Talk.FIND.format(find=fact.find))
    if fact.example:
        yield Say(Role.HINT, Talk.EXAMPLE.format(example=fact.example))


def read_back(standing: Standing, entry: Entry) -> list[Say]:
    """Give the sentence that reads back what was heard."""
    return [
        Say(Role.QUESTION, Calls.READ_BACK.format(wording=say.text))
        for say in presenter.read_back(standing, entry)
    ]


def past(standing: Standing, entry: Entry) -> Say:
    """Repeat what was answered before; said on the telephone, with by whom."""
    echo, by = presenter.echo(standing, entry), boards.said_by(entry)
    if not by:
        return echo
    return Say(echo.role, Calls.PAST.format(echo=echo.text, source=by))


# --- the call ---------------------------------------------------------------


def line_text(line: Line, others: Sequence[tuple[str, CallState]] = ()) -> str:
    """Say in one line how the call stands, who is on it, and which others there are.

    Args:
        line: The telephone.
        others: Case and state of the other calls at this desk.
    """
    told = Calls.LINE_NONE.format(staff=line.staff)
    if line.is_open:
        is_held = line.state is CallState.HELD
        told = (Calls.LINE_HELD if is_held else Calls.LINE).format(
            state=state_word(line.state),
            talked=talked_words(line.talked()),
            caller=line.caller if others else caller_and_phone(line),
            staff=line.staff,
        )
    if others:
        named = "、".join(
            Calls.OTHER.format(case=case, state=state_word(state))
            for case, state in others
        )
        told += Calls.OTHERS.format(others=named)
    return told


def caller_and_phone(line: Line) -> str:
    """Name the caller, with the number where there are both."""
    phone = line.call.phone if line.call and line.call.caller else ""
    return f"{line.caller} {phone}".strip()


def state_word(state: CallState) -> str:
    """Say how a call stands."""
    return _STATES[state]


def talked_words(span: timedelta) -> str:
    """Say how long a call has lasted, in whole minutes."""
    minutes = span // _MINUTE
    return Calls.MINUTES.format(count=minutes) if minutes else Calls.LESS


def clock_words(at: datetime, now: datetime) -> str:
    """Say when something was: the time, with the day unless it is today."""
    at, now = at.astimezone(), now.astimezone()
    return at.strftime("%H:%M" if at.date() == now.date() else "%m-%d %H:%M")


def found_card(line: Line) -> list[Say]:
    """Say of a call that was found open; nothing if there is none."""
    if line.call is None or not line.is_open:
        return []
    told = Calls.FOUND_CUT_OFF if line.was_cut_off else Calls.FOUND_HELD
    since = clock_words(line.call.started_at, line.conversation.clock())
    return [Say(Role.WARNING, told.format(caller=line.caller, since=since))]


def call_card(line: Line) -> list[Say]:
    """Lay a call out: what happened to it, when, and who served it."""
    if line.call is None:
        return [Say(Role.NOTE, Calls.NO_CALL)]
    call, now = line.call, line.conversation.clock()
    phone = Calls.CARD_PHONE.format(phone=call.phone) if call.phone else ""
    steps = [
        Calls.CARD_STEP.format(
            at=clock_words(step.at, now), event=_EVENTS[step.event], staff=step.staff
        )
        for step in call.steps
    ]
    head = Calls.CARD.format(caller=line.caller, phone=phone)
    return [
        Say(Role.NOTE, "\n".join([head, *steps])),
        Say(Role.NOTE, line_text(line)),
    ]


def busy_words(calls: Sequence[Call], now: datetime) -> str:
    """Say who talks in a case that somebody else holds; nothing if nobody does."""
    if not calls or calls[-1].state is not CallState.RUNNING:
        return ""
    call = calls[-1]
    return Calls.BUSY.format(
        caller=call.caller or Calls.SOMEBODY, since=clock_words(call.started_at, now)
    )
