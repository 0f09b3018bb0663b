"""Within a conversation: the package is made, and open points are let stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assistant import boards
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.finding import documents_called, points_called
from sme_assistant.assistant.packaging import How, assemble_case
from sme_assistant.assistant.presenter import Role, Say, conflict_say
from sme_assistant.paths import typed_path
from sme_assistant.phrases import Open, Talk

if TYPE_CHECKING:
    from sme_assistant.assistant.turns import Turns
    from sme_assistant.engine.open_points import OpenPoint


def _assemble(turns: Turns, folder: str) -> bool:
    """Make the package."""
    _remark(turns)
    _make(turns, _folder(turns, folder))
    return False


def _bind(turns: Turns, folder: str) -> bool:
    """Make the package with the bound volume."""
    _remark(turns)
    turns.say(Say(Role.NOTE, Talk.BINDING))
    _make(turns, _folder(turns, folder), bind=True)
    return False


def _remark(turns: Turns) -> None:
    told = (conflict_say("note", m) for m in boards.remarks(turns.standing))
    turns.say(*told)


def _folder(turns: Turns, named: str) -> Path:
    return typed_path(named) if named else turns.out


def _alone(turns: Turns, word: str) -> bool:
    """Make one document, for use by itself."""
    programme = turns.standing.programme
    found = documents_called(programme, word) if word else []
    if len(found) == 1:
        _make(turns, turns.out, only=(found[0],))
        return False
    known = found or programme.documents
    titles = "、".join(programme.documents[n].model.title for n in known)
    said = Talk.ALONE_ASK if found or not word else Talk.ALONE_NOT_FOUND
    turns.say(Say(Role.NOTE, said.format(word=word, titles=titles)))
    return False


def _make(
    turns: Turns, out: Path, *, only: tuple[str, ...] = (), bind: bool = False
) -> None:
    at, how = turns.conversation.clock(), How(only, turns.own, bind)
    package = assemble_case(turns.standing, out, at, progress=turns.progress, how=how)
    turns.conversation.note_output(package.folder)
    turns.conversation.note_output(package.archive)
    turns.say(*boards.assembled(package))


def _accept(turns: Turns, words: str) -> bool:
    """Let open points stand as they are; without a word, list them."""
    if not words:
        turns.say(*boards.open_card(turns.standing))
        return False
    for point in _points(turns, words):
        if not turns.standing.lets_stand(point):
            turns.conversation.let_stand(point)
            turns.echo()
    return False


def _reopen(turns: Turns, words: str) -> bool:
    """Take back that open points may stand; without a word, list them."""
    if not words:
        turns.say(*boards.open_card(turns.standing))
        return False
    for point in _points(turns, words):
        if turns.standing.lets_stand(point):
            turns.conversation.reopen(point)
            turns.say(Say(Role.ECHO, Open.REOPENED.format(words=point.words)))
    return False


def _points(turns: Turns, words: str) -> list[OpenPoint]:
    """Return the open points that are named; what names none is told."""
    found, unknown = points_called(turns.standing, words)
    for word in unknown:
        turns.say(Say(Role.NOTE, Open.NO_SUCH.format(word=word)))
    return found


COMMANDS: dict[Command, Callable[[Turns, str], bool]] = {
    Command.ASSEMBLE: _assemble,
    Command.BIND: _bind,
    Command.ALONE: _alone,
    Command.ACCEPT: _accept,
    Command.REOPEN: _reopen,
}
