"""Within a conversation: a list that is given, by rows or by a file, or written out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assistant import exporting, list_cards, presenter
from sme_assistant.assistant.commands import NO, YES, Command, command_in
from sme_assistant.assistant.importing import Import, prepared, take
from sme_assistant.assistant.list_cards import Choice
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.replay import Row
from sme_assistant.paths import is_there, typed_path
from sme_assistant.phrases import Lists, Plain, Talk
from sme_assistant.rosters.files import TableError, table_path
from sme_assistant.rosters.reading import (
    Reading,
    Sheet,
    read_line,
    read_pasted,
    whole_rows,
)

if TYPE_CHECKING:
    from sme_assistant.assistant.turns import Turns

_BLANKS = " \u3000\r\n"
"""Not the tab: a row copied from a table may begin with an empty cell."""
_LEAVE = frozenset({Command.BACK, Command.RESUME, Command.LATER, Command.UNKNOWN})
"""Commands that leave a list that was opened."""
_UNSEEN: exporting.Progress = lambda _done, _total, _what: None  # noqa: E731


@dataclass(frozen=True, slots=True)
class Offered:
    """A list file that was looked at: it is taken once the person says so."""

    found: Import
    choices: Mapping[Choice, str]

    @property
    def labels(self) -> list[str]:
        """What may be done with it, in words; the last is nothing."""
        return list(self.choices.values())


def hear(
    turns: Turns, roster: RosterDefinition, text: str, more: Iterable[str]
) -> bool:
    """Take what is entered while a list is open; as ``Turns.hear``."""
    typed = command_in(text)
    if typed is None and turns.holds_back():
        return False
    if typed is not None and typed.command not in _LEAVE:
        return turns.carry_out(typed)
    if typed is None and hear_offer(turns, text):
        return False
    if typed is not None or not text.strip():
        turns.opened = None
        return True
    answer(turns, roster, text, more)
    return False


def answer(
    turns: Turns, roster: RosterDefinition, text: str, more: Iterable[str]
) -> None:
    """Take a file, or rows entered one a line, as a roster; ``+`` adds to it."""
    bare = text.strip(_BLANKS)
    given = bare.lstrip("+＋").strip(_BLANKS)
    if not given.strip():
        turns.say(Say(Role.HINT, Plain.ROSTER_EMPTY))
        return
    if (found := file_named(given)) is not None:
        path, sheet = found
        with _stoppable():
            found_there = read(turns, roster, path, Reading(sheet, _read_of(turns)))
        offer(turns, found_there)
        return
    rows: Sequence[Row] = tuple(_rows_in(turns, roster, given, more))
    if rows:
        held = turns.standing.state.rosters.get(roster.id)
        if held is not None and given != bare:
            rows = held.rows.replaced(len(held.rows), len(held.rows), rows)
        turns.accept_rows(roster, rows)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl+C stops what is done with a file, and not the conversation."""
    try:
        yield
    except KeyboardInterrupt:
        raise TableError("stopped", Lists.STOPPED) from None


def _read_of(turns: Turns) -> Callable[[int, int], None]:
    """Return who is told how far a file is read."""
    told = turns.counting or _UNSEEN
    return lambda done, total: told(done, total, Lists.STEP_READING)


def file_at_hand(turns: Turns, text: str) -> tuple[Path, str | None] | None:
    """Return the list file and sheet a text names while a list is asked for."""
    if turns.roster is None or turns.command(text):
        return None
    return file_named(text.strip().lstrip("+＋").strip())


def read(turns: Turns, roster: RosterDefinition, path: Path, how: Reading) -> Import:
    """Read a list file and see what it would bring; nothing is said or taken.

    Raises:
        TableError: It cannot be read at all.
    """
    return prepared(turns.standing, roster, path, how)


def offer(turns: Turns, found: Import) -> None:
    """Say what a list file would bring, and ask whether to take it."""
    turns.say(*list_cards.preview_card(found))
    if choices := list_cards.offers(found):
        turns.offered = Offered(found, choices)
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
    where = take(turns.conversation, found, progress=_written_of(turns))
    if turns.standing is not before:
        turns.tell(before)
        turns.say(*list_cards.aggregate_says(turns.standing, found.roster))
    turns.say(*list_cards.correction_say(where))
    return True


def _written_of(turns: Turns) -> Callable[[int, int], None]:
    """Return who is told how far the rows to be corrected are written."""
    told = turns.counting or _UNSEEN

    def progress(done: int, total: int) -> None:
        told(done, total, Lists.STEP_WRITING)

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
    for line in whole_rows(chain(given.split("\n"), more)):
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
        with _stoppable():
            path, says = exporting.export(turns.standing, roster, place, turns.counting)
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
    found = exporting.list_named(turns.standing, words, turns.roster)
    if found is None:
        turns.say(exporting.which_list(turns.standing, words))
        return None
    roster, named = found
    return roster, turns.out / typed_path(named.strip("\"'"))


def _open(turns: Turns, words: str) -> bool:
    """Open the list that is named."""
    found = exporting.list_named(turns.standing, words, None)
    if found is None or found[1]:
        turns.say(exporting.no_such_list(turns.standing, words))
        return False
    turns.opened = found[0]
    return True


def _findings(turns: Turns, words: str) -> bool:
    """Say what is to be looked at in the lists, or in the one named: every row."""
    roster = turns.roster
    if words:
        named = exporting.list_named(turns.standing, words, None)
        if named is None:
            turns.say(exporting.no_such_list(turns.standing, words))
            return False
        roster = named[0]
    turns.say(*list_cards.findings_card(turns.standing, roster))
    return False


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
    Command.LISTS: _open,
    Command.FINDINGS: _findings,
}
