"""What a command is told about: a case of the casebook, or an answers file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sme_assistant.assistant.answers_file import Remark, read_answers
from sme_assistant.assistant.cases import standing_of
from sme_assistant.assistant.conversation import Clock, Standing
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.engine.replay import replay

_FILES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Given:
    """A source, read.

    Attributes:
        evidence: Material (``9(3)``) to its files, as an answers file names them; None
            for a case, which has files attached instead (``Standing.evidence``).
        remarks: What there is to say about values that were taken.
    """

    standing: Standing
    evidence: Mapping[str, tuple[Path, ...]] | None = None
    remarks: tuple[Remark, ...] = ()

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
    if path.suffix.lower() in _FILES or path.is_file():
        programme, now = shipped_programme(), clock()
        snapshot = read_answers(path, programme, now)
        state = replay(programme, snapshot.entries)
        standing = Standing(programme, state, now.astimezone().date())
        return Given(standing, snapshot.evidence, tuple(snapshot.remarks))
    return Given(standing_of(casebook(), source, clock))
