"""速查 in a conversation: an answer from what is told, apart from the case at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.phrases import Quick

if TYPE_CHECKING:
    from sme_assistant.assistant.turns import Turns


def quick(turns: Turns, text: str) -> bool:
    """Say whether somebody can apply, from what was told; the case stays as it is."""
    from sme_assistant.assistant.quick import talk_of  # noqa: PLC0415 (seldom needed)

    if not text:
        turns.say(Say(Role.NOTE, Quick.EMPTY_HERE))
        return False
    talk = talk_of(turns.standing.programme, turns.conversation.clock)
    talk.hear(text)
    turns.say(*talk.answer.says())
    return False


COMMANDS = {Command.QUICK: quick}
