"""What is said of a case handed over: what differs, both sides, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sme_assistant.assistant.boards import said_by
from sme_assistant.assistant.handing_over import (
    Arrival,
    Difference,
    Kind,
    Outgoing,
    Taken,
)
from sme_assistant.assistant.presenter import named
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.attachments import attachments_of
from sme_assistant.engine.log import Action, Channel, Deferral, Entry
from sme_assistant.engine.records import to_record
from sme_assistant.engine.replay import migrated, restored
from sme_assistant.phrases import Handover
from sme_assistant.values import show

_CHANNELS: Final = {
    Channel.SELF: Handover.SELF,
    Channel.PHONE: Handover.PHONE,
    Channel.FILE: Handover.FILE,
}
_LONGEST: Final = 60
_MOST_NAMES: Final = 3


def label_of(programme: Programme, difference: Difference) -> str:
    """Name what two sides do not say the same about."""
    if difference.draft is not None:
        question = difference.key[1:]
        return Handover.DRAFT.format(label=named(programme, question))
    entry = difference.mine or difference.theirs
    if entry is None or entry.action is Action.ACCEPT:
        return Handover.POINT
    return named(programme, (migrated(programme, entry) or entry).subject)


def side(programme: Programme, difference: Difference, *, theirs: bool) -> str:
    """Say what one side says."""
    if difference.draft is not None:
        return _cut(difference.draft[theirs])
    entry, other = difference.mine, difference.theirs
    if theirs:
        entry, other = other, entry
    return _said(programme, entry, other)


def by(entry: Entry | None) -> str:
    """Say who said it, by which channel, and when."""
    if entry is None:
        return ""
    day = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
    is_plain = entry.who and entry.channel is Channel.SELF
    channel = "" if is_plain else _CHANNELS[entry.channel]
    said = (
        said_by(entry) if entry.staff else "，".join(filter(None, (entry.who, channel)))
    )
    parts = (said, entry.source, day)
    return Handover.BY.format(parts="，".join(filter(None, parts)))


def _said(programme: Programme, entry: Entry | None, other: Entry | None) -> str:
    entry = entry and (migrated(programme, entry) or entry)
    if entry is None or entry.action is Action.CLEAR:
        return Handover.NOTHING
    match entry.action:
        case Action.ROWS:
            return _rows(programme, entry, other)
        case Action.FILES:
            return _files(entry)
        case Action.DEFER:
            is_later = entry.value == Deferral.LATER
            return Handover.LATER if is_later else Handover.UNKNOWN
        case Action.SEEN:
            return Handover.SEEN
        case Action.ACCEPT:
            return Handover.ACCEPTED.format(words=_cut(entry.value or entry.subject))
    return _answer(programme, entry)


def _answer(programme: Programme, entry: Entry) -> str:
    fact = programme.facts.get(entry.subject)
    value = None if fact is None else restored(fact.spec, entry.value)
    if fact is None or value is None:
        return _cut(entry.typed or entry.value)
    note = dict(entry.rows[0]).get("note", "") if entry.rows else ""
    return _cut("　".join(filter(None, [show(fact.spec, value), note])))


def _rows(programme: Programme, entry: Entry, other: Entry | None) -> str:
    roster = programme.rosters.get(entry.subject)
    unit = roster.model.unit if roster else ""
    count = len(entry.rows)
    if other is None or other.action is not Action.ROWS:
        return Handover.ROWS.format(count=count, unit=unit)
    there = set(other.rows)
    only = sum(row not in there for row in entry.rows)
    return Handover.ROWS_DIFFER.format(count=count, unit=unit, only=only)


def _files(entry: Entry) -> str:
    files = attachments_of(entry.rows)
    if not files:
        return Handover.NONE_ATTACHED
    names = [file.path.replace("\\", "/").rpartition("/")[2] for file in files]
    listed = "、".join(names[:_MOST_NAMES]) + "…" * (len(names) > _MOST_NAMES)
    return Handover.FILES.format(count=len(files), names=listed)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


# --- as lines -------------------------------------------------------------


def both_sides(
    programme: Programme, difference: Difference, number: int, count: int
) -> Iterator[str]:
    """Yield the lines that put one difference."""
    label = label_of(programme, difference)
    yield Handover.NUMBER.format(number=number, count=count, label=label)
    for theirs, line, entry in (
        (False, Handover.MINE, difference.mine),
        (True, Handover.THEIRS, difference.theirs),
    ):
        words = side(programme, difference, theirs=theirs)
        yield line.format(words=words, by=by(entry))


def automatic_lines(arrival: Arrival) -> Iterator[str]:
    """Yield what is taken from the file without a question."""
    if not arrival.automatic:
        return
    yield Handover.AUTOMATIC.format(count=len(arrival.automatic))
    for difference in arrival.automatic:
        yield Handover.AUTOMATIC_LINE.format(
            label=label_of(arrival.programme, difference),
            words=side(arrival.programme, difference, theirs=True),
        )


def taken_lines(taken: Taken) -> Iterator[str]:
    """Yield what came of a file."""
    wordings = {
        Kind.NEW: Handover.NEW,
        Kind.SAME: Handover.SAME,
        Kind.FORWARD: Handover.FORWARD,
        Kind.MERGE: Handover.MERGED,
    }
    yield wordings[taken.kind].format(
        name=taken.name, entries=taken.entries, taken=taken.theirs, kept=taken.kept
    )
    if taken.files:
        yield Handover.FILES_HERE.format(count=taken.files, folder=taken.folder)
    if taken.lacking:
        yield Handover.FILES_LACKING.format(count=taken.lacking, folder=taken.folder)


def written_lines(outgoing: Outgoing, path: object, *, sealed: bool) -> Iterator[str]:
    """Yield what there is to know about a file that was written."""
    parcel = outgoing.parcel
    yield Handover.EXPORTED.format(
        path=path, entries=len(parcel.entries), files=len(parcel.files)
    )
    for words in outgoing.left_out:
        yield Handover.LEFT_OUT.format(words=words)
    if outgoing.attached and not (parcel.files or outgoing.left_out):
        yield Handover.EXPORTED_NO_FILES.format(count=outgoing.attached)
    yield Handover.EXPORTED_SEALED if sealed else Handover.EXPORTED_OPEN
    yield Handover.EXPORTED_HOW


# --- as JSON --------------------------------------------------------------


def difference_document(arrival: Arrival, difference: Difference) -> dict[str, object]:
    """Return a difference for programs."""
    programme = arrival.programme
    document: dict[str, object] = {
        "key": difference.key,
        "label": label_of(programme, difference),
    }
    for name, entry, theirs in (
        ("mine", difference.mine, False),
        ("theirs", difference.theirs, True),
    ):
        words = side(programme, difference, theirs=theirs)
        record = to_record(entry) if entry else {}
        record.pop("rows", None)  # a list may be long; ``words`` says how long
        document[name] = {"words": words, **record}
    return document
