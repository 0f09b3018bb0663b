"""Who is to be called back, and when: what is typed, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.engine.follow_ups import FollowUp, day_shown
from sme_assistant.phrases import CallBack
from sme_assistant.values import Ambiguous, Kind, Spec, Understood, read

if TYPE_CHECKING:
    from sme_assistant.assistant.turns import Turns

_DAY = Spec(Kind.DATE, CallBack.LABEL, example=CallBack.EXAMPLE)
_LONGEST_DAY = 24
_WITH_YEAR = re.compile(r"年|[0-9]{4}")
_BETWEEN = " \t\u3000,，、:：。;；"


def read_follow_up(text: str, today: date) -> tuple[date, str] | Say:
    """Read a day and what it is about: 12月3日 带租赁合同, 下周一, 三天后 问社保.

    Returns:
        Both, or what to say where no day to come stands at the beginning.
    """
    text = text.strip()
    for end in range(min(len(text), _LONGEST_DAY), 0, -1):
        found = read_day(text[:end], today)
        if found is None:
            continue
        if found < today:
            told = CallBack.PAST.format(day=day_shown(found, today))
            return Say(Role.WARNING, told)
        return found, " ".join(text[end:].strip(_BETWEEN).split())
    return Say(Role.WARNING, CallBack.NO_DAY.format(text=text))


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """Read a day; None if the text is none.

    Args:
        text: The text.
        today: The day it is.
        past: Whether a text that leaves it open (12月3日, 周五) means the last such day
            rather than the next.
    """
    match read(_DAY, text, today=today):
        case Understood(value=date() as day):
            return day
        case Ambiguous(readings=readings):
            days = [day for day in readings if isinstance(day, date)]
            if past:
                return max((day for day in days if day <= today), default=None)
            coming = min((day for day in days if day >= today), default=None)
            if coming is None and days and not _WITH_YEAR.search(text):
                return _next_year(max(days), today)
            return coming or max(days, default=None)
    return None


def _next_year(day: date, today: date) -> date:
    year = (
        today.year
        if (day.month, day.day) >= (today.month, today.day)
        else (today.year + 1)
    )
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, month=3, day=1)


# --- what is said -----------------------------------------------------------


def due_lines(due: Sequence[FollowUp], until: date, today: date) -> list[str]:
    """List what is to do up to a day, of all cases."""
    shown = day_shown(until, today)
    if not due:
        return [CallBack.NONE_DUE.format(day=shown)]
    head = CallBack.HEAD.format(day=shown, count=len(due))
    return [head, *(line(one, today, one.case) for one in due), CallBack.HOW_CLI]


def card(follow_ups: Sequence[FollowUp], today: date) -> list[Say]:
    """List what is to do about the case at hand."""
    left = [one for one in follow_ups if one.is_open]
    if not left:
        return [Say(Role.NOTE, CallBack.CARD_NONE)]
    lines = [CallBack.CARD, *(line(one, today) for one in left)]
    return [*(Say(Role.NOTE, text) for text in lines), Say(Role.HOW, CallBack.HOW)]


def line(one: FollowUp, today: date, case: str = "") -> str:
    """Write one follow-up: its number, its day, and what it is about."""
    late = (today - one.day).days
    state = CallBack.OVERDUE.format(days=late) if late > 0 else ""
    state = CallBack.TODAY if not late else state
    parts = filter(None, (day_shown(one.day, today) + state, case, one.what))
    return CallBack.LINE.format(number=one.id, told="　".join(parts))


def kept(one: FollowUp, today: date) -> str:
    """Say that a follow-up is kept."""
    what = CallBack.WHAT.format(what=one.what) if one.what else ""
    return CallBack.KEPT.format(day=day_shown(one.day, today), what=what)


def done(one: FollowUp) -> str:
    """Say that a follow-up was done."""
    what = CallBack.WHAT.format(what=one.what) if one.what else ""
    return CallBack.DONE.format(number=one.id, case=one.case, what=what)


# --- within a conversation --------------------------------------------------

_FINISHED = re.compile(CallBack.FINISHED_WORDS + r"\s*(?P<number>[0-9]{1,9})?")


def _follow_up(turns: Turns, words: str) -> bool:
    """Keep on which day to call back, note one as done, or list those of the case."""
    writer, today = turns.conversation.writer, turns.conversation.today()
    if writer is None:
        turns.say(Say(Role.NOTE, CallBack.LOOKING))
    elif finished := _FINISHED.fullmatch(words):
        left = [one.id for one in writer.follow_ups() if one.is_open]
        numbers = [int(finished["number"])] if finished["number"] else left
        if len(numbers) == 1:
            one = writer.finish_follow_up(numbers[0], turns.conversation.clock())
            turns.say(Say(Role.ECHO, done(one)))
        else:
            turns.say(*card(writer.follow_ups(), today))
    elif not words:
        turns.say(*card(writer.follow_ups(), today))
    elif isinstance(found := read_follow_up(words, today), Say):
        turns.say(found)
    else:
        day, what = found
        staff = turns.line.staff if turns.line is not None else ""
        one = writer.add_follow_up(day, what, staff, turns.conversation.clock())
        turns.say(Say(Role.ECHO, kept(one, today)))
    return False


COMMANDS: dict[Command, Callable[[Turns, str], bool]] = {Command.FOLLOW_UP: _follow_up}
