"""Open cases of a casebook, to write in or to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from sme_assistant.assistant.clock import Clock, day_of
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.desk_cards import busy_words
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.log import Entry
from sme_assistant.engine.replay import replay
from sme_assistant.errors import CasebookError, CaseHeldError, SmeAssistantError


def standing_of(casebook: Casebook, name: str, clock: Clock) -> Standing:
    """Look at a case without opening it.

    Raises:
        CaseNotFoundError: There is no such case.
        CasebookError: It cannot be read, or wants a newer program.
    """
    info = casebook.info(name)
    programme = shipped_programme(info.programme or DEFAULT)
    entries = _entries(casebook, info.name, programme)
    return Standing(programme, replay(programme, entries), day_of(clock()))


@contextmanager
def opened(
    casebook: Casebook, name: str, clock: Clock, who: str = ""
) -> Iterator[Conversation]:
    """Open a case to write in it, for the length of a ``with`` block.

    Args:
        casebook: The cases.
        name: The case.
        clock: The time, in UTC.
        who: Who writes, as others who want to are told; may be empty.

    Raises:
        CaseHeldError: Somebody else writes in it; ``opened_or_looked_at`` still works.
        CaseDeletedError: It was thrown away.
        CasebookError: It cannot be read, or wants a newer program.
    """
    info = casebook.info(name)
    programme = shipped_programme(info.programme or DEFAULT)
    with casebook.writer(info.name, holder=who) as writer:
        entries = _entries(casebook, info.name, programme)
        yield Conversation(programme, entries, writer, clock)


@contextmanager
def opened_or_looked_at(
    casebook: Casebook, name: str, clock: Clock, who: str = ""
) -> Iterator[tuple[Conversation, CaseHeldError | None]]:
    """Open a case; if somebody else writes in it, only to look at.

    Who wants to write, as ``who``, is told whom the other talks to on the telephone.
    """
    try:
        with opened(casebook, name, clock, who) as conversation:
            yield conversation, None
    except CaseHeldError as held:
        info = casebook.info(name)
        programme = shipped_programme(info.programme or DEFAULT)
        entries = _entries(casebook, info.name, programme)
        if who:
            held.user_message += busy_words(casebook.calls(info.name), clock())
        yield Conversation(programme, entries, None, clock), held


def copied(casebook: Casebook, name: str, new: str, clock: Clock) -> CaseInfo:
    """Begin a case with the log of another; what was said when, by whom, stays.

    Raises:
        CaseNameError: The new name is taken or cannot be used.
        CasebookError: It could not be stored; then nothing stands under the new name.
    """
    info = casebook.info(name)
    entries = casebook.entries(info.name)
    copy = casebook.create(new, info.programme, clock())
    try:
        with casebook.writer(copy.name, holder="") as writer:
            writer.append(*entries)
    except BaseException:
        with suppress(SmeAssistantError):  # what went wrong first is what to tell
            casebook.purge(copy.name)
        raise
    return casebook.info(copy.name)


def check_version(name: str, programme: Programme, entries: Sequence[Entry]) -> None:
    """Make sure that no newer program wrote in a case.

    Raises:
        CasebookError: One did.
    """
    newest = max((entry.version for entry in entries), default=0)
    if newest > programme.meta.version:
        raise CasebookError(
            "the case was written under a newer dialogue",
            f"“{name}”是用更新版本的对话填写的（第 {newest} 版），"
            f"本程序只到第 {programme.meta.version} 版。"
            "请升级 sme-assistant 后再打开；记录没有改动。",
        )


def _entries(casebook: Casebook, name: str, programme: Programme) -> tuple[Entry, ...]:
    entries = casebook.entries(name)
    check_version(name, programme, entries)
    return entries
