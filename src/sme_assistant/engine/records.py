"""An entry of the log as texts by name, and back: for what travels or is merged.

Fields are taken from ``Entry`` itself, so that one added there travels at once. What
is as it would be by itself is left out: an older program reads every entry that does
not use what it does not know.

A merge (``Action.MERGE``) carries another log of the same case: each of its rows is
an entry said there. Those that were taken hold as if they had been said here, and are
taken back and brought back with the merge as one; the others are kept as history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.text_tables import rows_from_text, rows_to_text

Record = Mapping[str, str]

_TAKEN: Final = "+taken"
_DRAFT: Final = "+draft"
_TEXT: Final = "+text"
_YES: Final = "yes"
_TRUTHS: Final = {"true": True, "false": False}


class NotKnownError(ValueError):
    """A field, an action or another word that this program has not; a newer one may."""


def to_record(entry: Entry) -> dict[str, str]:
    """Write an entry as texts, without the fields that are as by default."""
    found: dict[str, str] = {}
    for field in fields(Entry):
        value = getattr(entry, field.name)
        if field.default is MISSING or value != field.default:
            found[field.name] = _to_text(value)
    return found


def from_record(record: Record) -> Entry:
    """Read the entry of a record.

    Raises:
        NotKnownError: It uses a word this program does not know.
        ValueError: It is no entry's.
        TypeError: Likewise.
    """
    hints = _hints()
    if unknown := record.keys() - hints.keys():
        raise NotKnownError(*sorted(unknown))
    return Entry(**{name: _from_text(hints[name], t) for name, t in record.items()})


@cache
def _hints() -> Mapping[str, Any]:
    return get_type_hints(Entry)


def _to_text(value: Any) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case bool():
            return str(value).lower()
        case StrEnum():
            return value.value
        case str() | int():
            return str(value)
    return rows_to_text(value)


def _from_text(hint: Any, text: str) -> Any:
    if get_origin(hint) in {Union, UnionType}:
        hint = next(each for each in get_args(hint) if each is not type(None))
    if hint is str:
        return text
    if hint is datetime:
        return _instant(text)
    if hint is bool:
        return _TRUTHS[text] if text in _TRUTHS else _no_value()
    if hint is int:
        return int(text)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word(hint, text)
    return rows_from_text(text)


def _no_value() -> bool:
    raise ValueError("not a truth value")


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant without its zone")
    return instant.astimezone(UTC)


def _word(words: type[StrEnum], text: str) -> StrEnum:
    try:
        return words(text)
    except ValueError:
        raise NotKnownError(text) from None


# --- merges ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Carried:
    """An entry that a merge brought along.

    Attributes:
        taken: Whether it holds here; if not, it is history.
    """

    entry: Entry
    taken: bool


def carrying(
    merge: Entry, carried: Iterable[Carried], drafts: Mapping[str, str]
) -> Entry:
    """Return a merge with what it brings along.

    Args:
        merge: When it was made, by whom, and from which file.
        carried: The entries, in the order in which they were said.
        drafts: Question to the text begun there that was not kept.
    """
    rows = [
        (*to_record(each.entry).items(), *(((_TAKEN, _YES),) if each.taken else ()))
        for each in carried
    ]
    rows += [((_DRAFT, name), (_TEXT, text)) for name, text in drafts.items()]
    return replace(merge, rows=tuple(rows))


def carried_by(merge: Entry) -> Iterator[Carried]:
    """Yield the entries that a merge brought along; what is none is left out."""
    for row in merge.rows:
        record = dict(row)
        taken = record.pop(_TAKEN, "") == _YES
        with suppress(ValueError, TypeError):
            yield Carried(from_record(record), taken)


def strictly_carried_by(merge: Entry) -> Iterator[Entry]:
    """Yield the entries that a merge brought along.

    Raises:
        ValueError: A row of it is neither an entry nor a draft.
        TypeError: Likewise.
    """
    for row in merge.rows:
        record = dict(row)
        record.pop(_TAKEN, None)
        if record.keys() != {_DRAFT, _TEXT}:
            yield from_record(record)


def drafts_carried_by(merge: Entry) -> Iterator[tuple[str, str]]:
    """Yield question and text of the drafts that a merge keeps as history."""
    for row in merge.rows:
        record = dict(row)
        if _DRAFT in record:
            yield record[_DRAFT], record.get(_TEXT, "")


def spoken(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries with each merge replaced by what was taken with it."""
    for entry in entries:
        if entry.action is Action.MERGE:
            yield from (each.entry for each in carried_by(entry) if each.taken)
        else:
            yield entry


def all_said(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries, and with each merge all it carries before it, itself laid bare."""
    for entry in entries:
        if entry.action is Action.MERGE:
            yield from (each.entry for each in carried_by(entry))
            yield replace(entry, rows=())
        else:
            yield entry
