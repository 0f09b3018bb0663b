"""What the assistant needs from the layers below it, as protocols.

They are fulfilled by shape: an implementation imports nothing from here.
``tests/casebook/test_contract.py`` holds every casebook to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from sme_assistant.engine.calls import Call, CallEvent
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.follow_ups import FollowUp
from sme_assistant.engine.log import Entry


class CaseWriter(Protocol):
    """The one who may add to a case, until its ``with`` block ends."""

    def append(self, *entries: Entry) -> None:
        """Add entries to the end of the log: all of them or none.

        They are durable when this returns: neither ``kill -9`` nor a power cut
        takes them back. When it raises, none of them is stored.

        Raises:
            CasebookError: They could not be stored.
        """

    def draft(self, question: str) -> str:
        """Return the text begun at a question and not handed in; empty if none."""

    def keep_draft(self, question: str, text: str) -> None:
        """Keep a text that is being written, in place of the one before.

        It is no answer and no part of the log; nothing but ``draft`` shows it. An
        empty text is forgotten.

        Raises:
            CasebookError: It could not be stored; the one before stands.
        """

    def note_output(self, path: str) -> None:
        """Keep where something made of the case was put, for whoever removes it.

        Raises:
            CasebookError: It could not be stored.
        """

    def call(self) -> Call | None:
        """Return the call about the case that is not ended; None if there is none."""

    def start_call(self, caller: str, phone: str, staff: str, at: datetime) -> Call:
        """Begin a call about the case.

        Args:
            caller: Who calls; may be empty.
            phone: Their number; may be empty.
            staff: Who serves the call.
            at: Now.

        Raises:
            CallError: Another one is not ended.
            CasebookError: It could not be stored.
        """

    def note_call(self, event: CallEvent, staff: str, at: datetime) -> Call:
        """Note what happens to the call that is not ended.

        Args:
            event: What; no start.
            staff: Who serves the call from now on.
            at: Now.

        Raises:
            CallError: There is no such call, or this cannot happen to it now.
            CasebookError: It could not be stored.
        """

    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Return the follow-ups of the case by day, done ones too."""

    def add_follow_up(self, day: date, what: str, staff: str, at: datetime) -> FollowUp:
        """Keep on which day somebody is to be called back.

        Args:
            day: When.
            what: About what; may be empty.
            staff: Who agreed on it; may be empty.
            at: Now.

        Raises:
            CasebookError: It could not be stored.
        """

    def finish_follow_up(self, number: int, at: datetime) -> FollowUp:
        """Note that a follow-up of the case was done.

        Raises:
            FollowUpNotFoundError: The case has none of this number that is to do.
        """


class Casebook(Protocol):
    """Many cases, each an append-only log.

    Wherever a name is given, full-width and half-width forms and capital and small
    letters count as the same: 样例(重庆) opens 样例（重庆）. Every method may raise
    ``CasebookError``; those that take the name of an existing case raise
    ``CaseNotFoundError``.
    """

    def cases(self) -> tuple[CaseInfo, ...]:
        """Return all cases, archived ones too, the last touched first."""

    def find(
        self, text: str, *, most: int, deleted: bool = False
    ) -> tuple[CaseInfo, ...]:
        """Return the cases that a text finds, best first, and at most so many.

        Each word of it must stand in the name of the case or in an answer the case is
        found by (``found_by`` in programme.yaml), or be the pinyin initials of one.
        Those put aside come last; a beginning counts before a middle; then the last
        touched is first. An empty text finds all.

        Args:
            text: What a person typed.
            most: How many to return.
            deleted: Whether to look among those thrown away, and only there.
        """

    def info(self, name: str) -> CaseInfo:
        """Return what is known of one case."""

    def of_uid(self, uid: str) -> CaseInfo | None:
        """Return the case of an identity, also one thrown away; None if none is."""

    def create(
        self, name: str, programme: str, at: datetime, uid: str = ""
    ) -> CaseInfo:
        """Begin a case.

        Args:
            name: What it is called here.
            programme: What is applied for.
            at: When it was begun.
            uid: Which case it is, if it comes from elsewhere; empty for a new one.

        Raises:
            CaseNameError: The name is taken or cannot be used.
            CaseIsHereError: There is this very case, under whatever name.
        """

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Return the log of a case, oldest first; also while somebody writes in it."""

    def drafts(self, name: str) -> Mapping[str, str]:
        """Return question to text of all texts begun and not handed in."""

    def writer(self, name: str, holder: str) -> AbstractContextManager[CaseWriter]:
        """Become the only writer of a case for the length of a ``with`` block.

        Read the log after entering: before that, somebody else may still add to it.
        The hold ends with the process, however it ends.

        Args:
            name: The case.
            holder: Who writes, as others shall be told; may be empty.

        Raises:
            CaseHeldError: Somebody else, or this very process, already writes in it.
            CaseDeletedError: It was thrown away.
        """

    def calls(self, name: str) -> tuple[Call, ...]:
        """Return the calls about a case, oldest first; also while somebody writes."""

    def calls_between(self, first: datetime, last: datetime) -> tuple[Call, ...]:
        """Return the calls of all cases that began in a span, oldest first.

        Args:
            first: Where the span begins; this moment is in it.
            last: Where it ends; this moment is not.
        """

    def open_calls(self) -> tuple[Call, ...]:
        """Return the calls that are not ended, of cases not thrown away, oldest first.

        One that runs while nobody writes in its case was cut off.
        """

    def follow_ups(self, name: str) -> tuple[FollowUp, ...]:
        """Return the follow-ups of a case by day, done ones too."""

    def open_follow_ups(self, until: date) -> tuple[FollowUp, ...]:
        """Return what is to do up to a day, that day too, of all cases, by day.

        Cases that were thrown away are left out.
        """

    def finish_follow_up(self, number: int, at: datetime) -> FollowUp:
        """Note that a follow-up was done; allowed while somebody writes in its case.

        Raises:
            FollowUpNotFoundError: There is none of this number that is to do.
        """

    def rename(self, name: str, new: str) -> None:
        """Give a case another name; allowed while somebody writes in it.

        Raises:
            CaseNameError: The new name is taken or cannot be used.
        """

    def archive(self, name: str, archived: bool) -> None:
        """Put a case aside, or take it up again; nothing else about it changes."""

    def delete(self, name: str) -> None:
        """Throw a case away; it is kept whole, and its name taken, until purged.

        Raises:
            CaseHeldError: Somebody writes in it.
        """

    def restore(self, name: str) -> None:
        """Take a case back that was thrown away; others stay as they are."""

    def purge(self, name: str) -> tuple[str, ...]:
        """Remove a case and its log for good.

        Returns:
            Where copies of it may still lie that this could not reach, such as
            files of backups, for the person to delete.

        Raises:
            CaseHeldError: Somebody writes in it.
        """

    def evidence_folder(self, uid: str) -> Path:
        """Return where evidence that came with a case is kept; it need not exist.

        What is in it goes when the case is purged, unless another case uses it.
        """

    def evidence_of(self, name: str) -> Mapping[Path, bool]:
        """Return the folders of evidence a case uses, as far as they exist.

        Returns:
            Folder to whether another case, such as a copy, uses it too: it then stays
            when this one is purged, and goes with the last of them.
        """

    def untouched_since(self, at: datetime) -> tuple[CaseInfo, ...]:
        """Return the cases whose last entry is as old as that, the oldest first."""

    def note_output(self, name: str, path: str) -> None:
        """Keep where something made of a case was put; also while somebody writes.

        A place is of the case that used it last: it is no longer of any other.
        """

    def outputs(self, name: str) -> tuple[str, ...]:
        """Return where things made of a case were put, as far as that was kept."""

    def close(self) -> None:
        """Let go of the store; using it again opens it again."""
