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
    standing: Standing, words: str, at_hand: RosterDefinition | None
) -> tuple[RosterDefinition, str] | None:
    """Return the list that words name, and what follows: the file.

    Args:
        standing: The case.
        words: A list by its number, id, form or title, or signs of the title in their
            order (公益服务); a file; both; or nothing.
        at_hand: The list that is meant where none is named.
    """
    first, _, rest = words.partition(" ")
    rosters = list(standing.programme.rosters.values())
    called: list[RosterDefinition] = []
    for is_called in _WAYS if first else ():
        called = called or [r for r in rosters if is_called(r, first)]
    if first.isdecimal():
        called = rosters[int(first) - 1 : int(first)] if int(first) else []
    if len(called) == 1:
        return called[0], rest.strip()
    if at_hand is not None and (not words or _is_file(words)):
        return at_hand, words
    return None


def _in_order(word: str, title: str) -> bool:
    signs = iter(title)
    return all(sign in signs for sign in word)


_WAYS: tuple[Callable[[RosterDefinition, str], bool], ...] = (
    lambda roster, word: word in {roster.id, roster.model.title},
    lambda roster, word: word == roster.model.cite[0],
    lambda roster, word: word in roster.model.title,
    lambda roster, word: not _is_file(word) and _in_order(word, roster.model.title),
)


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
    seen(0, max(1, len(rows)), Lists.STEP_WRITING)
    write(roster, rows, path, lambda done, total: seen(done, total, Lists.STEP_WRITING))
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


def no_such_list(standing: Standing, words: str) -> Say:
    """Say which lists there are, by their numbers."""
    titles = "、".join(
        Lists.NUMBERED.format(number=number, title=roster.model.title)
        for number, roster in enumerate(standing.programme.rosters.values(), start=1)
    )
    return Say(Role.NOTE, Lists.NO_SUCH.format(name=words, titles=titles))


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
