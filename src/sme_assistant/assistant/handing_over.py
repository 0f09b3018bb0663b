"""Hand a case over as one file, and take one that was handed over (ADR 028).

A case that is here already is merged answer by answer. Whose word is the later one
is told by who knew whose: an answer that the other side had before it said another
one is an older answer, whatever the clocks say. Where neither knew the other's, a
person chooses. Nothing said on either side is lost: see ``engine.records``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from pathlib import Path
from typing import Final

from sme_assistant import __version__
from sme_assistant.assembly.names import safe_file_name
from sme_assistant.assistant.clock import Clock
from sme_assistant.assistant.ports import Casebook, CaseWriter
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.attachments import Attachment, attachments_of
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.engine.records import (
    Carried,
    all_said,
    carried_by,
    carrying,
    drafts_carried_by,
    to_record,
)
from sme_assistant.engine.replay import State, last_words, migrated, replay
from sme_assistant.engine.text_tables import TextRow
from sme_assistant.errors import (
    CasebookError,
    CaseDeletedError,
    CaseNotFoundError,
    HandoverError,
    SmeAssistantError,
)
from sme_assistant.evidence.changes import change_of
from sme_assistant.handover.parcel import (
    CallNote,
    FileNote,
    Label,
    Opened,
    Parcel,
    Progress,
    opened_parcel,
    remove_files,
    write_parcel,
)
from sme_assistant.phrases import Handover

_NAMED: Final = 12
_PROGRAMME: Final = re.compile("[a-z0-9_]{1,60}")
_NO_NAME: Final = "file"
_DRAFT: Final = "+"

# --- out ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A case ready to be written.

    Attributes:
        parcel: What is handed over.
        sources: Hash of each evidence file that goes along to where it lies.
        attached: How many files are attached to the case.
        left_out: What was to go along and cannot, each with why.
    """

    parcel: Parcel
    sources: Mapping[str, Path]
    attached: int
    left_out: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """A name for the file that tells nothing of whose it is."""
        label = self.parcel.label
        day = label.made_at.astimezone().strftime("%Y%m%d")
        return Handover.FILE_NAME.format(uid=label.uid[:8], day=day)

    def free_path(self, folder: Path) -> Path:
        """Return a place in a folder that no file has yet."""
        wanted, number = folder / self.file_name, 1
        while wanted.exists():
            number += 1
            wanted = wanted.with_stem(f"{Path(self.file_name).stem}-{number}")
        return wanted

    def write(
        self, path: Path, passphrase: str | None, progress: Progress | None = None
    ) -> None:
        """Write the file.

        Raises:
            HandoverError: It cannot be written.
        """
        write_parcel(path, self.parcel, self.sources, passphrase, progress)


def outgoing(
    casebook: Casebook, name: str, clock: Clock, *, with_evidence: bool
) -> Outgoing:
    """Gather what is handed over of a case.

    Raises:
        CaseNotFoundError: There is no such case.
        CaseDeletedError: It was thrown away.
    """
    info = casebook.info(name)
    if info.deleted:
        raise CaseDeletedError(info.name)
    programme = shipped_programme(info.programme or DEFAULT)
    entries = casebook.entries(info.name)
    attached = list(_attached(replay(programme, entries)))
    sources, notes, left_out = _files(attached) if with_evidence else ({}, [], [])
    label = Label(
        name=info.name,
        uid=info.uid,
        programme=programme.meta.id,
        edition=programme.meta.edition,
        version=programme.meta.version,
        created_at=info.created_at,
        made_at=clock().astimezone(UTC),
        program=__version__,
    )
    said = tuple(map(_bare, entries))
    calls = tuple(
        CallNote(one.day, one.what, one.staff, one.made_at)
        for one in casebook.follow_ups(info.name)
        if one.is_open
    )
    parcel = Parcel(label, said, casebook.drafts(info.name), tuple(notes), calls)
    return Outgoing(parcel, sources, len(attached), tuple(left_out))


def _attached(state: State) -> Iterator[Attachment]:
    for files in state.attached.values():
        yield from files


def _files(
    attached: Iterable[Attachment],
) -> tuple[dict[str, Path], list[FileNote], list[str]]:
    """Return where the files lie, what they are, and which of them cannot go along."""
    sources: dict[str, Path] = {}
    notes: list[FileNote] = []
    left_out: list[str] = []
    for file in attached:
        if file.sha256 in sources:
            continue
        name = _bare_name(file.path)
        if not file.is_registered:
            left_out.append(Handover.UNREGISTERED.format(name=name))
        elif (changed := change_of(file)) is not None:
            left_out.append(changed.words)
        else:
            sources[file.sha256] = Path(file.path)
            notes.append(FileNote(name, file.sha256, file.size))
    return sources, notes, left_out


def _bare_name(path: str) -> str:
    return safe_file_name(path, _NO_NAME)


def _bare(entry: Entry) -> Entry:
    """Return an entry without the folders of this computer."""
    return _with_paths(entry, lambda row: _bare_name(dict(row)["path"]))


def _with_paths(entry: Entry, place: Callable[[TextRow], str]) -> Entry:
    """Return an entry with its files, and those a merge carries, placed elsewhere."""
    if entry.action is Action.FILES:
        rows = tuple(_placed(row, place) for row in entry.rows)
        return replace(entry, rows=rows)
    if entry.action is Action.MERGE:
        carried = (
            replace(each, entry=_with_paths(each.entry, place))
            for each in carried_by(entry)
        )
        return carrying(entry, carried, dict(drafts_carried_by(entry)))
    return entry


def _placed(row: TextRow, place: Callable[[TextRow], str]) -> TextRow:
    return tuple((name, place(row) if name == "path" else text) for name, text in row)


# --- in -------------------------------------------------------------------


class Kind(StrEnum):
    """What a file is to the casebook."""

    NEW = "new"  # the case is not here
    SAME = "same"  # it says nothing that is not here
    FORWARD = "forward"  # it goes on from where the case here is
    MERGE = "merge"  # both went on


@dataclass(frozen=True, slots=True)
class Difference:
    """A subject on which the two sides do not say the same.

    Attributes:
        key: What it is chosen by.
        mine: The last word here; None if there is none.
        theirs: Likewise there.
        draft: What was being written here and there; only of a draft.
    """

    key: str
    mine: Entry | None = None
    theirs: Entry | None = None
    draft: tuple[str, str] | None = None


@dataclass(frozen=True)
class Arrival:
    """A file looked at; nothing of it is taken yet.

    Attributes:
        opened: The file.
        name: What the case is called, or will be.
        info: The case that is here; None if none is.
        kind: What the file is to it.
        programme: What is applied for.
        said: The log there, files placed where they lie here or shall lie.
        ours: The log here.
        fresh: What was said there that is not known here.
        automatic: Subjects on which theirs is the later word.
        differences: Subjects a person must choose about.
        folder: Where evidence that comes along is put.
        calls: Calls to be made that are not known here.
    """

    opened: Opened
    name: str
    info: CaseInfo | None
    kind: Kind
    programme: Programme
    said: tuple[Entry, ...]
    ours: tuple[Entry, ...]
    fresh: tuple[Entry, ...]
    automatic: tuple[Difference, ...]
    differences: tuple[Difference, ...]
    folder: Path
    calls: tuple[CallNote, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to know before it is taken."""
        theirs, ours = self.opened.parcel.label.edition, self.programme.meta.edition
        if theirs == ours:
            return ()
        return (Handover.OTHER_EDITION.format(theirs=theirs, ours=ours),)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file.

    Attributes:
        name: The case.
        kind: What the file was to it.
        entries: How many entries came with it.
        theirs: How many answers were taken from it where there was another here.
        kept: How many answers stayed as they were here.
        files: How many evidence files were put into the folder.
        lacking: How many attached files are not on this computer.
        folder: Where evidence belongs.
    """

    name: str
    kind: Kind
    entries: int
    theirs: int
    kept: int
    files: int
    lacking: int
    folder: Path


@contextmanager
def arrived(
    casebook: Casebook,
    path: Path,
    passphrase: str | None,
    *,
    as_name: str = "",
    progress: Progress | None = None,
) -> Iterator[Arrival]:
    """Open a file and see what it is to the casebook, which stays as it is.

    Args:
        casebook: Where it shall go.
        path: The file.
        passphrase: None where it needs none.
        as_name: What the case shall be called here, or which one it shall go into.
        progress: Hears how far it is.

    Raises:
        HandoverError: It cannot be used.
        CasebookError: The case here cannot be read.
    """
    with opened_parcel(path, passphrase, progress) as opened:
        label = opened.parcel.label
        programme = _programme(opened.parcel)
        info, name = _destination(casebook, label, as_name)
        yield _compared(casebook, opened, programme, info, name)


def _programme(parcel: Parcel) -> Programme:
    label = parcel.label
    no_such = Handover.NO_PROGRAMME.format(programme=label.programme)
    if not _PROGRAMME.fullmatch(label.programme):
        raise HandoverError("no such programme", no_such)
    try:
        programme = shipped_programme(label.programme)
    except CasebookError:
        raise HandoverError("no such programme", no_such) from None
    said = (entry.version for entry in all_said(parcel.entries))
    newest = max((label.version, *said))
    if newest > programme.meta.version:
        told = Handover.NEWER_DIALOGUE.format(
            theirs=newest, ours=programme.meta.version
        )
        raise HandoverError("written under a newer dialogue", told)
    return programme


def _destination(
    casebook: Casebook, label: Label, as_name: str
) -> tuple[CaseInfo | None, str]:
    """Return the case it goes into, if it is here, and its name."""
    here = casebook.of_uid(label.uid)
    named = _named(casebook, as_name or label.name)
    if here is not None and as_name and (named is None or named.uid != here.uid):
        told = Handover.OTHER_NAME.format(name=here.name)
        raise HandoverError("the case is here under another name", told)
    if here is None and named is not None and not as_name:
        told = Handover.NAME_TAKEN.format(name=named.name)
        raise NameTakenError(named.name, told)
    found = here or named
    if found is None:
        return None, as_name or label.name
    if found.deleted:
        raise CaseDeletedError(found.name)
    if (found.programme or DEFAULT) != label.programme:
        told = Handover.OTHER_PROGRAMME.format(name=found.name)
        raise HandoverError("the case is of another programme", told)
    return found, found.name


class NameTakenError(HandoverError):
    """Another case has the name; a person must say which of the two ways to go.

    Attributes:
        name: The name.
    """

    def __init__(self, name: str, user_message: str) -> None:
        self.name = name
        super().__init__("another case has the name", user_message)


def _named(casebook: Casebook, name: str) -> CaseInfo | None:
    try:
        return casebook.info(name)
    except CaseNotFoundError:
        return None


def _compared(
    casebook: Casebook,
    opened: Opened,
    programme: Programme,
    info: CaseInfo | None,
    name: str,
) -> Arrival:
    parcel = opened.parcel
    ours = casebook.entries(info.name) if info else ()
    drafts = casebook.drafts(info.name) if info else {}
    folder = casebook.evidence_folder(info.uid if info else parcel.label.uid)
    said = tuple(_localised(parcel.entries, ours, folder))
    here = {_identity(entry) for entry in all_said(ours)}
    fresh = tuple(e for e in all_said(said) if _identity(e) not in here)
    calls = _calls(casebook, info, parcel)
    arrival = Arrival(
        *(opened, name, info, Kind.NEW, programme, said, ours, fresh, (), ()),
        folder=folder,
        calls=calls,
    )
    if info is None:
        return arrival
    automatic, differences = _drafts(drafts, parcel.drafts, ours)
    kind = Kind.FORWARD
    if not _goes_on(ours, said):
        kind = Kind.MERGE
        weighed = _weighed(programme, ours, said)
        automatic, differences = weighed[0] + automatic, weighed[1] + differences
    if not (automatic or differences or calls) and _only_merges(fresh):
        kind = Kind.SAME  # that there was a merge is no news; what it took would be
    return replace(
        arrival, kind=kind, automatic=tuple(automatic), differences=tuple(differences)
    )


def _calls(
    casebook: Casebook, info: CaseInfo | None, parcel: Parcel
) -> tuple[CallNote, ...]:
    """Return the calls to be made that are not known here, done ones neither."""
    known = casebook.follow_ups(info.name) if info else ()
    here = {(one.day, one.what, one.made_at) for one in known}
    return tuple(c for c in parcel.calls if (c.day, c.what, c.made_at) not in here)


def _only_merges(entries: Iterable[Entry]) -> bool:
    return all(entry.action is Action.MERGE for entry in entries)


def _goes_on(ours: Sequence[Entry], said: Sequence[Entry]) -> bool:
    """Whether a log begins with the whole of ours."""
    beginning = said[: len(ours)]
    return len(beginning) == len(ours) and all(
        _identity(mine) == _identity(theirs)
        for mine, theirs in zip(ours, beginning, strict=True)
    )


def _identity(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return what makes two entries the same, on whatever computer they are."""
    if entry.action is Action.MERGE:
        entry = replace(entry, rows=())
    elif entry.action is Action.FILES:
        known = "sha256"
        entry = _with_paths(
            entry,
            lambda row: "" if known in dict(row) else _bare_name(dict(row)["path"]),
        )
    return tuple(sorted(to_record(entry).items()))


def _weighed(
    programme: Programme, ours: Sequence[Entry], said: Sequence[Entry]
) -> tuple[list[Difference], list[Difference]]:
    """Return where theirs is the later word, and where nobody can say."""
    here = {_identity(entry) for entry in all_said(ours)}
    there = {_identity(entry) for entry in all_said(said)}
    they_know_all = here <= there
    mine = last_words(programme, replay(programme, ours))
    theirs = last_words(programme, replay(programme, said))
    automatic: list[Difference] = []
    differences: list[Difference] = []
    for key in _in_order(programme, {**mine, **theirs}):
        a, b = mine.get(key), theirs.get(key)
        if _meaning(programme, a) == _meaning(programme, b):
            continue
        they_know = a is None or _identity(a) in there
        we_know = b is None or _identity(b) in here
        if they_know_all or (they_know and not we_know):
            automatic.append(Difference(key, a, b))
        elif they_know is we_know:
            differences.append(Difference(key, a, b))
    return automatic, differences


def _in_order(programme: Programme, keys: Iterable[str]) -> list[str]:
    """Sort subjects as their questions are asked."""
    asked = [question.subject for question in programme.questions.values()]
    places = {name: at for at, name in reversed([*enumerate(asked)])}
    return sorted(keys, key=lambda key: places.get(key, len(asked)))


def _meaning(programme: Programme, entry: Entry | None) -> object:
    """Return what is the same for two words that come to the same."""
    if entry is not None:
        entry = migrated(programme, entry) or entry
    if entry is None or entry.action is Action.CLEAR:
        return None
    if entry.action is Action.FILES:
        files = attachments_of(entry.rows)
        told = [file.sha256 or _bare_name(file.path) for file in files]
        notes = [(f.valid_until, f.period, f.note) for f in files]
        return sorted(zip(told, notes, strict=True)) or None
    return entry.action, entry.value, entry.rows


def _drafts(
    mine: Mapping[str, str], theirs: Mapping[str, str], ours: Sequence[Entry]
) -> tuple[list[Difference], list[Difference]]:
    """Return the texts begun there: those to be taken up, those begun here as well.

    What was chosen about before, or was handed in since, is settled.
    """
    merges = [entry for entry in ours if entry.action is Action.MERGE]
    settled = {draft for merge in merges for draft in drafts_carried_by(merge)}
    handed_in = {entry.value.strip() for entry in all_said(ours)}
    found = [
        Difference(f"{_DRAFT}{name}", draft=(mine.get(name, ""), text))
        for name, text in theirs.items()
        if text != mine.get(name, "")
        and (name, text) not in settled
        and text.strip() not in handed_in
    ]
    automatic = [d for d in found if d.draft and not d.draft[0]]
    return automatic, [d for d in found if d not in automatic]


# --- files ----------------------------------------------------------------


def _localised(
    said: Iterable[Entry], ours: Iterable[Entry], folder: Path
) -> Iterator[Entry]:
    """Yield entries with their files where they lie here, or shall lie.

    No path of another computer gets into a case: it could name a file of this one.
    """
    known = {
        file.sha256: file.path
        for entry in all_said(ours)
        if entry.action is Action.FILES
        for file in attachments_of(entry.rows)
        if file.is_registered and Path(file.path).exists()
    }

    def place(row: TextRow) -> str:
        cells = dict(row)
        return known.get(cells.get("sha256", "")) or str(
            _shelf(folder, cells.get("sha256", ""), cells["path"])
        )

    for entry in said:
        yield _with_paths(entry, place)


def _shelf(folder: Path, sha: str, name: str) -> Path:
    """Return where a file lies that came along; one of another content lies apart."""
    kept = sha[:_NAMED] if sha.isalnum() and sha.isascii() else "0"
    return folder / kept / _bare_name(name)


# --- taking ---------------------------------------------------------------


def take(
    casebook: Casebook, arrival: Arrival, theirs: Collection[str], clock: Clock
) -> Taken:
    """Take a file that was looked at.

    Args:
        casebook: Where it goes.
        arrival: The file.
        theirs: Keys of the differences that are settled their way.
        clock: The time.

    Raises:
        HandoverError: Evidence cannot be written, or somebody wrote in the case since
            the file was looked at; all is as before.
        CasebookError: The case cannot be written; all is as before.
    """
    if arrival.kind is Kind.SAME and not arrival.opened.parcel.files:
        return _taken(casebook, arrival, theirs, 0)
    made = arrival.opened.unpack(_places(arrival))
    try:
        if arrival.info is None:
            _begin(casebook, arrival)
        elif arrival.kind is not Kind.SAME:
            _go_on(casebook, arrival, theirs, clock)
    except BaseException:
        remove_files(made)
        raise
    return _taken(casebook, arrival, theirs, len(made))


def _places(arrival: Arrival) -> dict[str, list[Path]]:
    """Return where the files that come along shall lie, of those not here yet.

    One file may be attached under several names; each of them is looked for later.
    """
    wanted: dict[str, list[Path]] = {}
    for entry in all_said(arrival.said):
        for file in attachments_of(entry.rows) if entry.action is Action.FILES else ():
            path, places = Path(file.path), wanted.setdefault(file.sha256, [])
            if file.sha256 and arrival.folder in path.parents and path not in places:
                places.append(path)
    return wanted


def _begin(casebook: Casebook, arrival: Arrival) -> None:
    label = arrival.opened.parcel.label
    made = casebook.create(arrival.name, label.programme, label.created_at, label.uid)
    try:
        with casebook.writer(made.name, holder="") as writer:
            writer.append(*arrival.said)
            for question, text in arrival.opened.parcel.drafts.items():
                writer.keep_draft(question, text)
            _add_calls(writer, arrival)
    except BaseException:
        with suppress(SmeAssistantError):  # what went wrong first is what to tell
            casebook.purge(made.name)
        raise


def _go_on(
    casebook: Casebook, arrival: Arrival, theirs: Collection[str], clock: Clock
) -> None:
    with casebook.writer(arrival.name, holder="") as writer:
        if len(casebook.entries(arrival.name)) != len(arrival.ours):
            told = Handover.CHANGED_MEANWHILE.format(name=arrival.name)
            raise HandoverError("the case changed meanwhile", told)
        if arrival.fresh and arrival.kind is Kind.FORWARD:
            writer.append(*arrival.said[len(arrival.ours) :])
        lost = _keep_drafts(writer, arrival, theirs)
        _add_calls(writer, arrival)
        if arrival.kind is Kind.MERGE or lost:
            writer.append(_merge(arrival, theirs, lost, clock))


def _add_calls(writer: CaseWriter, arrival: Arrival) -> None:
    for call in arrival.calls:
        writer.add_follow_up(call.day, call.what, call.staff, call.made_at)


def _keep_drafts(
    writer: CaseWriter, arrival: Arrival, theirs: Collection[str]
) -> dict[str, str]:
    """Keep the texts chosen; return those that were not, which go into the history."""
    lost: dict[str, str] = {}
    for difference in (*arrival.automatic, *arrival.differences):
        if difference.draft is None:
            continue
        question = difference.key.removeprefix(_DRAFT)
        mine, text = difference.draft
        if not mine or difference.key in theirs:
            writer.keep_draft(question, text)
            lost.update({question: mine} if mine else {})
        else:
            lost[question] = text
    return lost


def _merge(
    arrival: Arrival, theirs: Collection[str], drafts: Mapping[str, str], clock: Clock
) -> Entry:
    """Return the entry that merges: what is new there, with what is taken of it."""
    at, path = clock().astimezone(UTC), arrival.opened.path
    chosen = [
        *arrival.automatic,
        *(d for d in arrival.differences if d.draft is None and d.key in theirs),
    ]
    cleared = [d.mine for d in chosen if d.theirs is None and d.mine is not None]
    taken = {_identity(d.theirs) for d in chosen if d.theirs is not None}
    fresh = () if arrival.kind is Kind.FORWARD else arrival.fresh
    carried = [Carried(entry, _identity(entry) in taken) for entry in fresh]
    known = {_identity(entry) for entry in fresh}
    carried += [
        Carried(d.theirs, taken=True)
        for d in chosen
        if d.theirs is not None and _identity(d.theirs) not in known
    ]
    merge = Entry(
        Action.MERGE,
        "",
        at,
        channel=Channel.FILE,
        source=path.name,
        version=arrival.programme.meta.version,
    )
    carried += [
        Carried(replace(merge, action=Action.CLEAR, subject=mine.subject), taken=True)
        for mine in cleared
    ]
    return carrying(merge, carried, drafts)


def _taken(
    casebook: Casebook, arrival: Arrival, theirs: Collection[str], files: int
) -> Taken:
    state = replay(arrival.programme, casebook.entries(arrival.name))
    lacking = sum(not Path(file.path).exists() for file in _attached(state))
    chosen = sum(d.key in theirs for d in arrival.differences)
    return Taken(
        name=casebook.info(arrival.name).name,
        kind=arrival.kind,
        entries=len(arrival.fresh),
        theirs=len(arrival.automatic) + chosen,
        kept=len(arrival.differences) - chosen,
        files=files,
        lacking=lacking,
        folder=arrival.folder,
    )
