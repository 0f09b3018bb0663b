"""The commands of a help desk within a conversation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sme_assistant.assistant import desk_cards
from sme_assistant.assistant.calls import Line
from sme_assistant.assistant.commands import Command, Typed
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.engine.calls import CallState
from sme_assistant.engine.log import Action
from sme_assistant.errors import InputError
from sme_assistant.phrases import Calls

if TYPE_CHECKING:
    from sme_assistant.assistant.turns import Turns

LONGEST_NAME: Final = 40
_PHONE = re.compile(r"(?P<rest>.*?)\s*(?P<phone>\+?\d[\d\-()转 ]{4,})")


def obey(turns: Turns, typed: Typed) -> bool:
    """Carry out a command on calls; return whether the question was left.

    Raises:
        SmeAssistantError: It cannot be done now.
    """
    if typed.command is Command.HELPDESK:
        return _change_mode(turns, typed.argument)
    line = turns.line
    if line is None:
        turns.say(Say(Role.NOTE, Calls.NOT_ON))
        return False
    if typed.command is Command.CORRECT:
        return _correct(turns, typed.argument)
    _OBEY[typed.command](turns, line, typed.argument)
    return False


def name_in(text: str) -> str:
    """Return the name a text is.

    Raises:
        InputError: It is too long for one.
    """
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(name) > LONGEST_NAME:
        told = Calls.STAFF_LONG.format(most=LONGEST_NAME)
        raise InputError("a name too long", told)
    return name


def caller_in(text: str) -> tuple[str, str]:
    """Return the caller and the number a text names; either may be empty."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _PHONE.fullmatch(text)
    if found is None:
        return name_in(text), ""
    return name_in(found["rest"]), found["phone"].strip()


def _change_mode(turns: Turns, staff: str) -> bool:
    """Begin to serve callers here, or stop."""
    if turns.line is not None and not staff:
        turns.line.close()
        turns.line = None
        turns.say(Say(Role.NOTE, Calls.DESK_OFF))
        return True
    if turns.line is not None:
        _sit(turns, turns.line, staff)
        return False
    known = turns.staff_known
    staff = name_in(staff) or (known[0] if len(known) == 1 else "")
    if not staff:
        turns.say(_ask_who(turns))
        return False
    turns.line = Line(turns.conversation, staff)
    turns.say(Say(Role.NOTE, Calls.DESK_ON.format(staff=staff)))
    turns.say(*desk_cards.found_card(turns.line))
    return True


def _ask_who(turns: Turns) -> Say:
    names = "、".join(turns.staff_known)
    known = Calls.KNOWN.format(names=names) if names else ""
    return Say(Role.NOTE, Calls.WHO.format(known=known))


def _sit(turns: Turns, line: Line, staff: str) -> None:
    """Let somebody else sit here; an open call is theirs from now on."""
    if not (staff := name_in(staff)):
        turns.say(_ask_who(turns))
        return
    line.hand_over(staff)
    told = Calls.HANDED_OVER if line.is_open else Calls.SITS
    turns.say(Say(Role.ECHO, told.format(caller=line.caller, staff=staff)))


def _start(turns: Turns, line: Line, argument: str) -> None:
    caller, phone = caller_in(argument)
    call = line.call
    if call is None or not line.is_open:
        line.start(caller, phone)
        told = Calls.STARTED.format(caller=line.caller, staff=line.staff)
        turns.say(Say(Role.ECHO, told))
    elif caller in {"", call.caller} and phone in {"", call.phone}:
        is_held = line.state is CallState.HELD
        if is_held:
            line.resume()
        told = Calls.JOINED if is_held else Calls.ALREADY
        turns.say(Say(Role.ECHO, told.format(caller=line.caller)))
    else:
        told = Calls.REFUSED.format(
            caller=line.caller,
            state=desk_cards.state_word(line.state),
            since=desk_cards.clock_words(call.started_at, line.conversation.clock()),
        )
        turns.say(Say(Role.WARNING, told))


def _pause(turns: Turns, line: Line, _argument: str) -> None:
    if not _has_call(turns, line):
        return
    if line.state is CallState.HELD:
        turns.say(Say(Role.NOTE, Calls.NOT_RUNNING))
        return
    line.pause()
    talked = desk_cards.talked_words(line.talked())
    told = Calls.PAUSED.format(caller=line.caller, talked=talked)
    turns.say(Say(Role.ECHO, told))


def _resume(turns: Turns, line: Line, _argument: str) -> None:
    if not _has_call(turns, line):
        return
    if line.state is CallState.RUNNING:
        turns.say(Say(Role.NOTE, Calls.NOT_HELD))
        return
    line.resume()
    told = Calls.RESUMED.format(caller=line.caller, staff=line.staff)
    turns.say(Say(Role.ECHO, told))


def _end(turns: Turns, line: Line, _argument: str) -> None:
    if not _has_call(turns, line):
        return
    count = line.noted
    line.end()
    talked = desk_cards.talked_words(line.talked())
    told = Calls.ENDED_NOW.format(caller=line.caller, talked=talked, count=count)
    turns.say(Say(Role.ECHO, told))


def _show(turns: Turns, line: Line, _argument: str) -> None:
    turns.say(*desk_cards.call_card(line))


def _has_call(turns: Turns, line: Line) -> bool:
    if not line.is_open:
        turns.say(Say(Role.NOTE, Calls.NO_CALL))
    return line.is_open


def _correct(turns: Turns, text: str) -> bool:
    """Go back to what was answered last, and answer it anew where that is given."""
    questions = {q.subject: q for q in turns.standing.programme.questions.values()}
    answered = (Action.ANSWER, Action.ROWS)
    last = next(
        (
            questions[entry.subject]
            for entry in reversed(turns.standing.state.effective)
            if entry.action in answered and entry.subject in questions
        ),
        None,
    )
    if last is None:
        turns.say(Say(Role.NOTE, Calls.CORRECT_NONE))
        return False
    turns.conversation.jump(last.id)
    # What was asked back is put by itself; what was refused is put again.
    return not text or turns.hear(text) or turns.asked is None


_OBEY: Final[dict[Command, Callable[[Turns, Line, str], None]]] = {
    Command.STAFF: _sit,
    Command.HAND_OVER: _sit,
    Command.CALL: _show,
    Command.CALL_START: _start,
    Command.CALL_PAUSE: _pause,
    Command.CALL_RESUME: _resume,
    Command.CALL_END: _end,
}
