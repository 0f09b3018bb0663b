"""Within a conversation: the summary, told, copied and written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.phrases import Recap

if TYPE_CHECKING:
    from sme_assistant.assistant.recap import Since, Summary
    from sme_assistant.assistant.turns import Turns


def _summary(turns: Turns, words: str) -> bool:
    """Sum the call up, or the case where there is none; copy it or write it."""
    asked = words.casefold().split()
    personal = any(word in Recap.PERSONAL_WORDS.split() for word in asked)
    ways = [word for word in asked if word not in Recap.PERSONAL_WORDS.split()]
    known = {*Recap.WORD_WORDS.split(), *Recap.FILE_WORDS.split()}
    if set(ways) - known:
        turns.say(Say(Role.NOTE, Recap.UNKNOWN_WORDS.format(words=words)))
        return False
    found = made(turns, personal=personal)
    if not ways:
        _tell(turns, found, personal=personal)
    if set(ways) & {*Recap.FILE_WORDS.split()}:
        _write_text(turns, found, Recap.WRITTEN_TEXT)
    if set(ways) & {*Recap.WORD_WORDS.split()}:
        _write_word(turns, found)
    return False


def made(turns: Turns, *, personal: bool = False) -> Summary:
    """Sum up the case at hand; at a help desk, what was said in the call."""
    from sme_assistant.assistant.recap import summary  # noqa: PLC0415 (seldom needed)

    writer = turns.conversation.writer
    return summary(
        turns.standing,
        turns.standing.state.effective,
        _since(turns),
        writer.follow_ups() if writer is not None else (),
        personal=personal,
    )


def _since(turns: Turns) -> Since:
    """Return when the call on the line began, or the last one; None without any."""
    if turns.line is not None:
        call = turns.line.call
    else:
        writer = turns.conversation.writer
        call = writer.call() if writer is not None else None
    return None if call is None else call.started_at


def _tell(turns: Turns, found: Summary, *, personal: bool) -> None:
    from sme_assistant.assistant.recap import as_text  # noqa: PLC0415

    text = as_text(found)
    # What became of it comes first: the text may be longer than the screen.
    if turns.copy(text):
        turns.say(Say(Role.NOTE, Recap.COPIED))
    else:
        _write_text(turns, found, Recap.NOT_COPIED)
    if not personal:
        turns.say(Say(Role.HINT, Recap.PERSONAL_NOTE))
    turns.say(Say(Role.NOTE, text))


def _write_text(turns: Turns, found: Summary, told: Recap) -> None:
    from sme_assistant.assistant.recap_files import write_text  # noqa: PLC0415

    path = write_text(found, turns.out)
    turns.conversation.note_output(path)
    turns.say(Say(Role.NOTE, told.format(path=path)))


def _write_word(turns: Turns, found: Summary) -> None:
    from sme_assistant.assistant.recap_files import write_word  # noqa: PLC0415

    programme = turns.standing.programme.meta.id
    at = turns.conversation.clock()
    path = write_word(found, programme, turns.out, at, turns.own)
    turns.conversation.note_output(path)
    turns.say(Say(Role.NOTE, Recap.MADE.format(path=path)))


COMMANDS: dict[Command, Callable[[Turns, str], bool]] = {Command.SUMMARY: _summary}
