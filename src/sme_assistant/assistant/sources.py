"""What a command is told about: a case of the casebook, or an answers file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sme_assistant.assistant.answers_file import Remark, read_answers
from sme_assistant.assistant.cases import opened, standing_of
from sme_assistant.assistant.clock import Clock, day_of
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.engine.open_points import OpenPoint
from sme_assistant.engine.replay import replay
from sme_assistant.errors import FirmPointError, OpenPointError
from sme_assistant.paths import is_file

_FILES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Given:
    """A source, read.

    Attributes:
        evidence: Material (``9(3)``) to its files, as an answers file names them; None
            for a case, which has files attached instead (``Standing.evidence``).
        remarks: What there is to say about values that were taken.
        case: The name of the case; empty for an answers file.
    """

    standing: Standing
    evidence: Mapping[str, tuple[Path, ...]] | None = None
    remarks: tuple[Remark, ...] = ()
    case: str = ""

    @property
    def points(self) -> tuple[OpenPoint, ...]:
        """What keeps its package a draft unless it is accepted."""
        return self.standing.points_with(self.file_counts)

    @property
    def lapsed(self) -> tuple[str, ...]:
        """The points an answers file accepts that are none, or none any more."""
        if self.evidence is None:
            return ()
        found = {point.id for point in self.points if not point.firm}
        return tuple(p for p in self.standing.state.accepted if p not in found)

    @property
    def file_counts(self) -> dict[str, int] | None:
        """Material to how many files an answers file names for it; None for a case."""
        if self.evidence is None:
            return None
        return {item: len(paths) for item, paths in self.evidence.items()}


def read_source(source: str, casebook: Callable[[], Casebook], clock: Clock) -> Given:
    """Read a source: a path to an answers file, or else the name of a case.

    Args:
        source: What was typed.
        casebook: Opens the casebook; called only for the name of a case.
        clock: The time.

    Raises:
        AnswersFileError: The answers file cannot be read as it stands.
        CaseNotFoundError: It is neither a file nor a case.
    """
    path = Path(source)
    if path.suffix.lower() in _FILES or is_file(path):
        programme, now = shipped_programme(), clock()
        snapshot = read_answers(path, programme, now)
        state = replay(programme, snapshot.entries)
        standing = Standing(programme, state, day_of(now))
        return Given(standing, snapshot.evidence, tuple(snapshot.remarks))
    return Given(standing_of(casebook(), source, clock), case=source)


def accepting(
    given: Given, points: Sequence[str], casebook: Callable[[], Casebook], clock: Clock
) -> Given:
    """Let open points stand: in the log of a case, or for a file this once.

    Raises:
        OpenPointError: One of them is no open point; none was accepted.
        FirmPointError: One of them has to be mended; none was accepted.
        CaseHeldError: Somebody writes in the case.
    """
    known = {point.id: point for point in given.points}
    for name in points:
        if name not in known:
            raise OpenPointError(name, tuple(known))
    chosen = [known[name] for name in points]
    for point in chosen:
        if point.firm:
            raise FirmPointError(point.words)
    if given.case:
        with opened(casebook(), given.case, clock) as conversation:
            return replace(given, standing=_accepting(conversation, chosen))
    programme, log = given.standing.programme, given.standing.state.effective
    conversation = Conversation(programme, log, None, clock)
    return replace(given, standing=_accepting(conversation, chosen))


def _accepting(conversation: Conversation, points: Sequence[OpenPoint]) -> Standing:
    for point in points:
        if not conversation.standing.lets_stand(point):
            conversation.let_stand(point)
    return conversation.standing
