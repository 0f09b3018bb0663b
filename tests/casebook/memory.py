"""A casebook in memory: the contract in its plainest form, for tests of any layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from sme_assistant.assistant.found_by import FoundBy
from sme_assistant.casebook.finding import indexed, searched
from sme_assistant.casebook.names import name_key, usable_name
from sme_assistant.engine.calls import Call, CallEvent, CallStep
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.follow_ups import FollowUp
from sme_assistant.engine.log import Entry
from sme_assistant.errors import (
    CallError,
    CaseDeletedError,
    CaseHeldError,
    CaseIsHereError,
    CaseNameError,
    CaseNotFoundError,
    FollowUpNotFoundError,
    UnsavableTextError,
)


@dataclass
class _Case:
    name: str
    programme: str
    created_at: datetime
    touched_at: datetime
    archived: bool = False
    deleted: bool = False
    log: list[Entry] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    uid: str = ""
    outputs: set[str] = field(default_factory=set)
    holder: str | None = None
    calls: list[Call] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)


class MemoryCasebook:
    def __init__(self, files: Path = Path("nowhere")) -> None:
        self._files = files
        self._cases: dict[str, _Case] = {}  # the last touched last
        self._numbers = count(1)

    def cases(self) -> tuple[CaseInfo, ...]:
        return tuple(_info(case) for case in reversed(self._cases.values()))

    def find(
        self, text: str, *, most: int, deleted: bool = False
    ) -> tuple[CaseInfo, ...]:
        terms = searched(text).split()
        shown = [
            (case, indexed([case.name, *FoundBy().words(case.programme, case.log)]))
            for case in reversed(self._cases.values())
            if case.deleted is deleted
        ]
        hits = [pair for pair in shown if all(term in pair[1] for term in terms)]
        first = f"\n{terms[0]}" if terms else ""
        hits.sort(key=lambda pair: (pair[0].archived, first not in pair[1]))
        return tuple(_info(case) for case, _ in hits[:most])

    def info(self, name: str) -> CaseInfo:
        return _info(self._case(name))

    def of_uid(self, uid: str) -> CaseInfo | None:
        found = (case for case in self._cases.values() if case.uid == uid)
        return next(map(_info, found), None)

    def create(
        self, name: str, programme: str, at: datetime, uid: str = ""
    ) -> CaseInfo:
        usable = usable_name(name)
        for case in self._cases.values():
            if case.uid == uid:
                raise CaseIsHereError(case.name)
        if name_key(usable) in self._cases:
            raise self._taken(usable)
        made = _Case(usable, programme, at, at, uid=uid or uuid4().hex)
        self._cases[name_key(usable)] = made
        return self.info(usable)

    def entries(self, name: str) -> tuple[Entry, ...]:
        return tuple(self._case(name).log)

    def drafts(self, name: str) -> Mapping[str, str]:
        drafts = self._case(name).drafts
        return {question: text for question, text in drafts.items() if text}

    @contextmanager
    def writer(self, name: str, holder: str) -> Iterator[MemoryWriter]:
        case = self._case(name)
        if case.holder is not None:
            raise CaseHeldError(f"{case.holder}在本机另一个窗口")
        if case.deleted:
            raise CaseDeletedError(name)
        case.holder = holder
        writer = MemoryWriter(self, case)
        try:
            yield writer
        finally:
            case.holder = None
            writer.is_done = True

    def calls(self, name: str) -> tuple[Call, ...]:
        case = self._case(name)
        return tuple(replace(call, case=case.name) for call in case.calls)

    def calls_between(self, first: datetime, last: datetime) -> tuple[Call, ...]:
        return tuple(c for c in self._calls() if first <= c.started_at < last)

    def open_calls(self) -> tuple[Call, ...]:
        return tuple(
            call
            for call in self._calls()
            if call.is_open and not self._case(call.case).deleted
        )

    def follow_ups(self, name: str) -> tuple[FollowUp, ...]:
        case = self._case(name)
        found = sorted(case.follow_ups, key=lambda one: (one.day, one.id))
        return tuple(replace(one, case=case.name) for one in found)

    def open_follow_ups(self, until: date) -> tuple[FollowUp, ...]:
        found = [
            one
            for case in self._cases.values()
            if not case.deleted
            for one in self.follow_ups(case.name)
            if one.is_open and one.day <= until
        ]
        return tuple(sorted(found, key=lambda one: (one.day, one.id)))

    def finish_follow_up(self, number: int, at: datetime) -> FollowUp:
        for case in self._cases.values():
            for place, one in enumerate(case.follow_ups):
                if one.id == number and one.is_open:
                    case.follow_ups[place] = replace(one, done_at=at, case=case.name)
                    return case.follow_ups[place]
        raise FollowUpNotFoundError(number)

    def next_call(self) -> int:
        return next(self._numbers)

    def _calls(self) -> list[Call]:
        found = [call for case in self._cases for call in self.calls(case)]
        return sorted(found, key=lambda call: (call.started_at, call.id))

    def rename(self, name: str, new: str) -> None:
        usable = usable_name(new)
        case = self._case(name)
        if self._cases.get(name_key(usable), case) is not case:
            raise self._taken(usable)
        case.name = usable
        self._cases = {name_key(each.name): each for each in self._cases.values()}

    def archive(self, name: str, archived: bool) -> None:
        self._case(name).archived = archived

    def delete(self, name: str) -> None:
        if self._case(name).holder is not None:
            raise CaseHeldError("本机另一个窗口")
        self._case(name).deleted = True

    def restore(self, name: str) -> None:
        self._case(name).deleted = False

    def purge(self, name: str) -> tuple[str, ...]:
        if self._case(name).holder is not None:
            raise CaseHeldError("本机另一个窗口")
        for folder, is_shared in self.evidence_of(name).items():
            if not is_shared:
                rmtree(folder, ignore_errors=True)
        del self._cases[name_key(name)]
        return ()

    def evidence_folder(self, uid: str) -> Path:
        return self._files / uid

    def evidence_of(self, name: str) -> Mapping[Path, bool]:
        case = self._case(name)
        others = [each for each in self._cases.values() if each is not case]
        folders = self._files.iterdir() if self._files.is_dir() else ()
        return {
            folder: any(_uses(other, folder.name) for other in others)
            for folder in sorted(folders)
            if _uses(case, folder.name)
        }

    def untouched_since(self, at: datetime) -> tuple[CaseInfo, ...]:
        old = [case for case in self.cases() if case.touched_at <= at]
        return tuple(sorted(old, key=lambda case: case.touched_at))

    def note_output(self, name: str, path: str) -> None:
        for case in self._cases.values():
            case.outputs.discard(path)
        self._case(name).outputs.add(path)

    def outputs(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(self._case(name).outputs))

    def close(self) -> None:
        pass

    def touch(self, case: _Case) -> None:
        self._cases[name_key(case.name)] = self._cases.pop(name_key(case.name))

    def _taken(self, name: str) -> CaseNameError:
        if self._case(name).deleted:
            return CaseNameError.thrown_away(name)
        return CaseNameError.taken(name)

    def _case(self, name: str) -> _Case:
        if not (case := self._cases.get(name_key(name))):
            raise CaseNotFoundError(name)
        return case


class MemoryWriter:
    def __init__(self, casebook: MemoryCasebook, case: _Case) -> None:
        self._casebook = casebook
        self._case = case
        self.is_done = False

    def append(self, *entries: Entry) -> None:
        if self.is_done:
            raise RuntimeError("the writer's block has ended")
        for entry in entries:
            try:
                "".join((entry.subject, entry.value, entry.typed, entry.who)).encode()
            except UnicodeEncodeError:
                raise UnsavableTextError from None
        if entries:
            self._case.log.extend(entries)
            self._case.touched_at = entries[-1].at
            self._casebook.touch(self._case)

    def draft(self, question: str) -> str:
        return self._case.drafts.get(question, "")

    def note_output(self, path: str) -> None:
        if self.is_done:
            raise RuntimeError("the writer's block has ended")
        self._casebook.note_output(self._case.name, path)

    def keep_draft(self, question: str, text: str) -> None:
        self._check(text)
        self._case.drafts[question] = text

    def call(self) -> Call | None:
        found = self._casebook.calls(self._case.name)
        return found[-1] if found and found[-1].is_open else None

    def start_call(self, caller: str, phone: str, staff: str, at: datetime) -> Call:
        self._check(caller + phone + staff)
        if self.call() is not None:
            raise CallError("open")
        step = CallStep(CallEvent.START, at, staff, len(self._case.log))
        number = self._casebook.next_call()
        call = Call(number, self._case.name, caller, phone, (step,))
        self._case.calls.append(call)
        return call

    def note_call(self, event: CallEvent, staff: str, at: datetime) -> Call:
        self._check(staff)
        call = self.call()
        if call is None:
            raise CallError("none")
        if not call.allows(event):
            raise CallError("state")
        step = CallStep(event, at, staff, len(self._case.log))
        self._case.calls[-1] = replace(call, steps=(*call.steps, step))
        return self._case.calls[-1]

    def follow_ups(self) -> tuple[FollowUp, ...]:
        return self._casebook.follow_ups(self._case.name)

    def add_follow_up(self, day: date, what: str, staff: str, at: datetime) -> FollowUp:
        self._check(what + staff)
        number = self._casebook.next_call()
        made = FollowUp(number, self._case.name, day, what, staff, at)
        self._case.follow_ups.append(made)
        return made

    def finish_follow_up(self, number: int, at: datetime) -> FollowUp:
        self._check("")
        if number not in {one.id for one in self._case.follow_ups}:
            raise FollowUpNotFoundError(number)
        return self._casebook.finish_follow_up(number, at)

    def _check(self, text: str) -> None:
        if self.is_done:
            raise RuntimeError("the writer's block has ended")
        try:
            text.encode()
        except UnicodeEncodeError:
            raise UnsavableTextError from None


def _uses(case: _Case, uid: str) -> bool:
    return case.uid == uid or any(uid in str(tuple(e.rows)) for e in case.log)


def _info(case: _Case) -> CaseInfo:
    return CaseInfo(
        case.name,
        case.programme,
        case.created_at,
        case.touched_at,
        case.archived,
        len(case.log),
        case.deleted,
        case.uid,
    )
