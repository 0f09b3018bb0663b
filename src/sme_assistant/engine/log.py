"""The answer log: what was said, in the order it was said, and never changed.

Undo and redo are entries too, so that the log only ever grows. The state of a
case is a replay of its log (see ``engine.replay``); nothing else is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sme_assistant.engine.text_tables import TextRow


class Action(StrEnum):
    """What an entry does."""

    ANSWER = "answer"  # subject: a fact id; value: canonical text
    DEFER = "defer"  # subject: a question id; value: a Deferral
    ROWS = "rows"  # subject: a roster id; rows: all its rows, replacing earlier ones
    FILES = "files"  # subject: an evidence item id; rows: its files
    SEEN = "seen"  # subject: the id of a question that asks nothing (a notice)
    ACCEPT = "accept"  # subject: the id of an open point; value: what it is, in words
    CLEAR = "clear"  # subject: any of the ids above; withdraws what it holds
    MERGE = "merge"  # subject: none; rows: entries of another log, see ``records``
    UNDO = "undo"
    REDO = "redo"


class Deferral(StrEnum):
    """Why a question was left for later."""

    UNKNOWN = "unknown"  # 不清楚
    LATER = "later"  # 以后再补


class Channel(StrEnum):
    """How an answer came in."""

    SELF = "self"  # the applicant at the screen
    PHONE = "phone"  # a caller, typed by help-desk staff
    FILE = "file"  # an answers file or roster file


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    Attributes:
        action: What it does.
        subject: Fact, question, roster or evidence item id; empty for undo and redo.
        at: When, in UTC.
        value: Canonical text of the value, or a ``Deferral``; empty otherwise.
        typed: What was typed, to the letter.
        rows: For ``ROWS``: each row as (column id, canonical text) pairs, of a long
            list as a ``TextTable``; for ``FILES``: each file as ``engine.attachments``
            writes it; for an ``ANSWER`` about evidence: one row with a ``note``, if
            there is one.
        who: Who said it, as they call themselves; empty for the applicant.
        channel: How it came in.
        source: Where it stands, such as ``answers.yaml:7``; empty if typed live.
        version: The version of the programme's dialogue it was given under.
        staff: Who typed it, where that is not the one who said it; empty otherwise.
    """

    action: Action
    subject: str
    at: datetime
    value: str = ""
    typed: str = ""
    rows: Sequence[TextRow] = ()
    who: str = ""
    channel: Channel = Channel.SELF
    source: str = ""
    version: int = 1
    staff: str = ""


def gap_id(subject: str) -> str:
    """Return the id of the open point that a wanted fact or roster is missing."""
    return f"gap:{subject}"
