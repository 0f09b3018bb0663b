"""Write a list, or a blank form of one, into a file that was not there before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.errors import cause_of
from sme_assistant.paths import is_folder, is_there
from sme_assistant.phrases import Lists
from sme_assistant.rosters.files import TableError
from sme_assistant.values import Table

Progress = Callable[[int, int, str], None]
"""Told how many rows are written, of how many, of what; if it raises, no file is."""

_UNSEEN: Progress = lambda _done, _total, _what: None  # noqa: E731


def list_named(
    standing: Standing, words: str, at_hand: str | None
) -> tuple[RosterDefinition, str] | None:
    """Return the list that words name, and what follows: the file.

    Args:
        standing: The case.
        words: A list by its id or title, or part of that; a file; both; or nothing.
        at_hand: The list the question at hand asks for, meant where none is named.
    """
    rosters = standing.programme.rosters
    first, _, rest = words.partition(" ")
    called = [
        roster
        for roster in rosters.values()
        if first and (first == roster.id or first in roster.model.title)
    ]
    if len(called) == 1:
        return called[0], rest.strip()
    if at_hand is not None and (not words or _is_file(words)):
        return rosters[at_hand], words
    return None


def _is_file(words: str) -> bool:
    return any(sign in words for sign in "./\\~")


def export(
    standing: Standing,
    roster: RosterDefinition,
    place: Path,
    progress: Progress | None = None,
) -> tuple[Path, list[Say]]:
    """Write a list; return where it is, and what there is to say.

    Args:
        standing: The case.
        roster: The list.
        place: The file, or the folder it goes to; a file that is there stays.
        progress: Told how it goes.

    Raises:
        TableError: It cannot be written.
    """
    from sme_assistant.rosters.writing import export as write  # noqa: PLC0415

    title, seen = roster.model.title, progress or _UNSEEN
    held = standing.state.rosters.get(roster.id)
    rows = held.rows if held else Table({}, 0)
    path = _free(place, f"{title}.xlsx")
    seen(0, max(1, len(rows)), title)
    write(roster, rows, path, lambda done, total: seen(done, total, title))
    told = Lists.EXPORTED.format(count=len(rows), unit=roster.model.unit, path=path)
    empty = [] if rows else [Say(Role.NOTE, Lists.EMPTY_LIST.format(title=title))]
    return path, [*empty, Say(Role.NOTE, told)]


def blank_form(roster: RosterDefinition, place: Path) -> list[Say]:
    """Write a blank form of a list, and say where it is.

    Raises:
        TableError: It cannot be written.
    """
    from sme_assistant.rosters.writing import template  # noqa: PLC0415

    path = _free(place, Lists.FORM_NAME.format(title=roster.model.title))
    template(roster, path)
    return [Say(Role.NOTE, Lists.FORM_MADE.format(path=path))]


def which_list(standing: Standing, words: str) -> Say:
    """Say which lists there are."""
    titles = "、".join(r.model.title for r in standing.programme.rosters.values())
    told = Lists.NO_SUCH if words else Lists.WHICH
    name = words.partition(" ")[0]
    return Say(Role.NOTE, told.format(name=name, titles=titles))


def _free(place: Path, name: str) -> Path:
    """Return the file a place stands for, with a number where one is there already.

    Raises:
        TableError: The folder cannot be made.
    """
    path = place if place.suffix and not is_folder(place) else place / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        told = Lists.CANNOT_WRITE.format(path=path, cause=cause_of(error))
        raise TableError("folder cannot be made", told) from error
    free, number = path, 1
    while is_there(free):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
