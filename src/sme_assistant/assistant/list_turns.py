"""Within a conversation: a list that is given, by rows or by a file, or written out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assistant import exporting, list_cards, presenter
from sme_assistant.assistant.commands import NO, YES, Command
from sme_assistant.assistant.importing import Import, prepared, take
from sme_assistant.assistant.list_cards import Choice
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.programme import QuestionDefinition, RosterDefinition
from sme_assistant.engine.replay import Row
from sme_assistant.paths import is_there, typed_path
from sme_assistant.phrases import Lists, Plain, Talk
from sme_assistant.rosters.files import table_path
from sme_assistant.rosters.reading import Reading, Sheet, read_line, read_pasted

if TYPE_CHECKING:
    from sme_assistant.assistant.turns import Turns

_BLANKS = " \u3000\r\n"
"""Not the tab: a row copied from a table may begin with an empty cell."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A list file that was looked at: it is taken once the person says so."""

    question: QuestionDefinition
    found: Import

    choices: Mapping[Choice, str]

    @property
    def labels(self) -> list[str]:
        """What may be done with it, in words; the last is nothing."""
        return list(self.choices.values())


def answer(
    turns: Turns, question: QuestionDefinition, text: str, more: Iterable[str]
) -> None:
    """Take a file, or rows entered one a line, as a roster; ``+`` adds to it."""
    roster = turns.standing.programme.rosters[str(question.model.collects)]
    bare = text.strip(_BLANKS)
    given = bare.lstrip("+＋").strip(_BLANKS)
    if not given.strip():
        turns.say(Say(Role.HINT, Plain.ROSTER_EMPTY))
        return
    if (found := file_named(given)) is not None:
        path, sheet = found
        offer(turns, question, read(turns, question, path, Reading(sheet)))
        return
    rows: Sequence[Row] = tuple(_rows_in(turns, roster, given, more))
    if rows:
        held = turns.standing.state.rosters.get(roster.id)
        if held is not None and given != bare:
            rows = held.rows.replaced(len(held.rows), len(held.rows), rows)
        turns.accept_rows(question, rows)


def file_at_hand(turns: Turns, text: str) -> tuple[Path, str | None] | None:
    """Return the list file and sheet a text names while a list is asked for."""
    question = turns.question
    if question is None or not question.model.collects or turns.command(text):
        return None
    return file_named(text.strip().lstrip("+＋").strip())


def read(
    turns: Turns, question: QuestionDefinition, path: Path, how: Reading
) -> Import:
    """Read a list file and see what it would bring; nothing is said or taken.

    Raises:
        TableError: It cannot be read at all.
    """
    roster = turns.standing.programme.rosters[str(question.model.collects)]
    return prepared(turns.standing, roster, path, how)


def offer(turns: Turns, question: QuestionDefinition, found: Import) -> None:
    """Say what a list file would bring, and ask whether to take it."""
    turns.say(*list_cards.preview_card(found))
    if choices := list_cards.offers(found):
        turns.offered = Offered(question, found, choices)
        _put_offer(turns, turns.offered)
    else:
        turns.say(Say(Role.NOTE, Plain.FILE_NOTHING))


def _put_offer(turns: Turns, offered: Offered) -> None:
    for number, label in enumerate(offered.labels, start=1):
        told = Talk.CHOICE.format(number=number, label=label)
        turns.say(Say(Role.CHOICE, told))
    turns.say(Say(Role.HINT, Lists.ASK))


def hear_offer(turns: Turns, text: str) -> bool:
    """Take a list file or leave it; what is no word on it is heard as ever."""
    if turns.offered is None:
        return False
    if not text.strip():
        _put_offer(turns, turns.offered)
        return True
    offered, turns.offered = turns.offered, None
    chosen = _called(offered, text)
    if chosen is None:
        return False
    if chosen is Choice.LEAVE:
        turns.say(Say(Role.NOTE, Lists.NOT_TAKEN))
        return True
    is_whole = chosen is Choice.REPLACE
    found = offered.found.replacing() if is_whole else offered.found
    before = turns.standing
    where = take(turns.conversation, found, progress=_written_of(turns, found))
    if turns.standing is not before:
        turns.tell(before)
        turns.say(*list_cards.aggregate_says(turns.standing, found.roster))
    turns.say(*list_cards.correction_say(where))
    return True


def _written_of(turns: Turns, found: Import) -> Callable[[int, int], None]:
    """Return who is told how far the rows to be corrected are written."""
    title, told = found.roster.model.title, turns.progress

    def progress(done: int, total: int) -> None:
        if told is not None:
            told(done, total, title)

    progress(0, 1)  # the last moment at which it can be stopped, if all rows are good
    return progress


def _called(offered: Offered, text: str) -> Choice | None:
    """Return the choice a text names: by its words, its number, or yes or no."""
    word = unicodedata.normalize("NFKC", text).strip().rstrip(".、").casefold()
    choices = list(offered.choices)
    if word.isdecimal() and 0 < int(word) <= len(choices):
        return choices[int(word) - 1]
    if word in YES | NO:
        return choices[0 if word in YES else -1]
    return next((c for c, t in offered.choices.items() if t == text.strip()), None)


def _rows_in(
    turns: Turns, roster: RosterDefinition, given: str, more: Iterable[str]
) -> Iterator[Row]:
    """Read rows line by line; a bad one is told at once and left out.

    Below a header they are read as in a file, whatever the order of the columns.
    """
    today, number = turns.conversation.today(), 0
    if read_pasted(roster, given, today) is not None:
        whole = "\n".join([given, *more])
        yield from _good(turns, read_pasted(roster, whole, today) or Sheet((), ()))
        return
    for line in chain(given.split("\n"), more):
        if not line.strip():
            continue
        number += 1
        yield from _good(turns, read_line(roster, line, number, today))


def _good(turns: Turns, sheet: Sheet) -> Sequence[Row]:
    """Return the good rows; bad ones are told."""
    if sheet.bad:
        turns.say(*presenter.bad_cells(sheet.bad))
        turns.say(Say(Role.NOTE, Plain.BAD_LINE))
    return sheet.rows


def _export(turns: Turns, words: str) -> bool:
    """Write the list at hand, or the one that is named, into a file."""
    if (found := _list_called(turns, words)) is not None:
        roster, place = found
        path, says = exporting.export(turns.standing, roster, place, turns.progress)
        turns.conversation.note_output(path)
        turns.say(*says)
    return False


def _blank_form(turns: Turns, words: str) -> bool:
    """Write a blank form of the list at hand, or of the one that is named."""
    if (found := _list_called(turns, words)) is not None:
        turns.say(*exporting.blank_form(*found))
    return False


def _list_called(turns: Turns, words: str) -> tuple[RosterDefinition, Path] | None:
    """Return the list words name and where it goes; what names none is told."""
    at_hand = turns.question.model.collects if turns.question else None
    found = exporting.list_named(turns.standing, words, at_hand)
    if found is None:
        turns.say(exporting.which_list(turns.standing, words))
        return None
    roster, named = found
    return roster, turns.out / typed_path(named.strip("\"'"))


def file_named(text: str) -> tuple[Path, str | None] | None:
    """Return the list file a text names, and its sheet: 名单.xlsx#第二张."""
    path = table_path(text)
    bare, mark, sheet = text.strip().rpartition("#")
    if mark and (path is None or not is_there(path)) and (other := table_path(bare)):
        return other, sheet
    return None if path is None else (path, None)


COMMANDS: dict[Command, Callable[[Turns, str], bool]] = {
    Command.EXPORT_LIST: _export,
    Command.BLANK_FORM: _blank_form,
}
