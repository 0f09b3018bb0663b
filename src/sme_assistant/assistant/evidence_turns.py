"""The commands on evidence within a conversation."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assistant import evidence
from sme_assistant.assistant.commands import Command, Typed
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.engine.attachments import Attachment
from sme_assistant.engine.materials import EvidenceState
from sme_assistant.errors import InputError
from sme_assistant.evidence.doubts import doubts
from sme_assistant.evidence.looking import Refusal
from sme_assistant.paths import is_there, typed_path
from sme_assistant.phrases import Proof

if TYPE_CHECKING:
    from sme_assistant.assistant.turns import Turns

_MARKS: dict[str, str] = {
    Proof.STATE_PAPER: "paper",
    Proof.STATE_LATER: "later",
    Proof.STATE_NOT_APPLICABLE: "not_applicable",
}
_SAID = re.compile(rf"({Proof.VALID_UNTIL}|{Proof.OF_YEAR})[\s：:]*(\S+)")
_UNTIL = Proof.VALID_UNTIL


def obey(turns: Turns, typed: Typed) -> bool:
    """Carry out a command on evidence; return whether the question was left.

    Raises:
        SmeAssistantError: It names no item, or files that cannot be taken.
    """
    match typed.command:
        case Command.ATTACH if typed.argument:
            _attach(turns, typed.argument)
        case Command.DETACH if typed.argument:
            name = evidence.item_called(turns.standing, typed.argument)
            turns.say(Say(Role.ECHO, evidence.removed(turns.conversation, name)))
        case Command.MARK if typed.argument:
            mark(turns, item_asked(turns), typed.argument)
        case Command.SAID if typed.argument:
            _say_of_files(turns, typed.argument)
        case Command.EVIDENCE:
            turns.say(*evidence.card(turns.standing))
        case _:
            turns.say(Say(Role.NOTE, _HOW[typed.command]))
    return False


_HOW = {
    Command.ATTACH: Proof.ATTACH_HOW,
    Command.DETACH: Proof.DETACH_HOW,
    Command.MARK: Proof.MARK_HOW,
    Command.SAID: Proof.SAID_HOW,
}


def item_asked(turns: Turns) -> str | None:
    """Return the evidence item the question at hand asks for, if it does."""
    question, known = turns.question, turns.standing.programme.evidence
    if question is None:
        return None
    asks, items = question.model.asks, question.model.evidence
    return next((i for i in items if known[i].model.fact == asks), None)


def mark(turns: Turns, item: str | None, words: str) -> None:
    """Say how an item stands: the state, then maybe the item, then maybe a note."""
    state, rest = next(
        (_MARKS[word], words[len(word) :].strip())
        for word in _MARKS
        if words.startswith(word)
    )
    name, note = _item_and_rest(turns, item, rest)
    told = evidence.marked(turns.conversation, name, state, note)
    turns.say(Say(Role.ECHO, told))


def _item_and_rest(turns: Turns, item: str | None, words: str) -> tuple[str, str]:
    """Return the item that words begin with, else the one at hand, and the rest."""
    first, _, rest = words.partition(" ")
    try:
        return evidence.item_called(turns.standing, first), rest.strip()
    except InputError:
        if item is None:
            if not first:
                raise InputError("no item", Proof.NO_ITEM_HERE) from None
            raise
        return item, words


def _attach(turns: Turns, words: str) -> None:
    said = said_in(turns, words)
    name, rest = _item_and_rest(turns, item_asked(turns), _SAID.sub("", words).strip())
    if not rest:
        raise InputError("no files", Proof.ATTACH_HOW)
    standing = turns.standing
    files, left_out = evidence.attached(standing, name, paths_in(rest), said)
    take(turns, name, evidence.beside(standing, name, files), left_out)


def said_in(turns: Turns, words: str) -> evidence.Said:
    """Return what a line says of files: until when, or of which year they are.

    Raises:
        InputError: It says what is no date or no year.
    """
    found = dict(_SAID.findall(words))
    until = found.pop(_UNTIL, "")
    return evidence.said_of(turns.standing, until, next(iter(found.values()), ""), "")


def paths_in(words: str) -> list[Path]:
    """Return the paths of a line: one whole, or several, those with blanks quoted."""
    bare = words.strip().strip("'\"“”")
    if is_there(typed_path(bare)):
        return [typed_path(bare)]
    try:
        parts = shlex.split(words, posix="\\" not in words)
    except ValueError:
        parts = words.split()
    return [typed_path(part.strip("'\"“”")) for part in parts]


def _say_of_files(turns: Turns, words: str) -> None:
    item = item_asked(turns)
    if item is None:
        raise InputError("no item", Proof.NO_ITEM_HERE)
    title = turns.standing.programme.evidence[item].model.title
    held = turns.standing.state.attached.get(item, ())
    if not held:
        raise InputError("no files", Proof.SAID_NO_FILES.format(title=title))
    said = said_in(turns, words)
    turns.conversation.attach(item, [evidence.with_words(f, f, said) for f in held])
    turns.say(Say(Role.ECHO, Proof.SAID_TAKEN.format(title=title, said=words)))
    _doubt(turns, item)


def take(
    turns: Turns,
    item: str,
    files: Sequence[Attachment],
    left_out: Sequence[Refusal] = (),
) -> None:
    """Take looked-at files as the files of an item, in place of those it has.

    Where the question at hand asks for the item, files enough answer it.
    """
    question, is_asked = turns.question, item_asked(turns) == item
    turns.conversation.attach(item, files)
    turns.echo()
    if left_out:
        turns.say(Say(Role.NOTE, evidence.left_out_words(left_out)))
    _doubt(turns, item)
    if question is not None and is_asked and _answers(turns, item):
        turns.accept(question, EvidenceState.READY.value, "")


def _doubt(turns: Turns, item: str) -> None:
    """Say what is doubtful about the files of an item."""
    standing = turns.standing
    known = standing.programme.evidence[item]
    for file in standing.state.attached.get(item, ()):
        for doubt in doubts(standing.evaluation, known, file):
            turns.say(Say(Role.WARNING, doubt))


def _answers(turns: Turns, item: str) -> bool:
    """Whether the files of an item answer its question, not yet so answered."""
    fact = turns.standing.programme.evidence[item].model.fact
    said = turns.standing.state.values.get(fact)
    return evidence.is_enough(turns.standing, item) and said != EvidenceState.READY
