"""What goes into a package: a case, already judged.

The assistant gathers it; nothing here reads a file, a clock or a casebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.conflicts import Conflict
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.materials import MaterialStatus
from sme_assistant.engine.replay import State
from sme_assistant.engine.verdicts import Outcome, Verdict, outcome


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case as it stands at one moment.

    Attributes:
        state: Where each answer came from; its parked answers never reach a file.
        evidence: Citation of a material (``9(3)``) to the files to copy, in order.
        made_at: The only clock; it is printed, and stamped on every file.
        parked: Facts and rosters that were answered but are off the path. Nothing
            they hold may appear in the package, which is looked for at the end.
    """

    evaluation: Evaluation
    state: State
    verdicts: tuple[Verdict, ...]
    conflicts: tuple[Conflict, ...]
    materials: tuple[MaterialStatus, ...]
    made_at: datetime
    evidence: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    parked: tuple[str, ...] = ()

    @property
    def programme(self) -> Programme:
        """The programme applied for."""
        return self.evaluation.programme

    @property
    def outcome(self) -> Outcome:
        """How the whole stands."""
        return outcome(self.verdicts)

    @property
    def blocking(self) -> tuple[Conflict, ...]:
        """The conflicts that keep the package a draft."""
        return tuple(c for c in self.conflicts if c.check.model.severity == "block")

    @property
    def gaps(self) -> tuple[str, ...]:
        """The facts and rosters on the path that are wanted and not there.

        Whether evidence is at hand is no gap of the package: the evaluation forms
        must be printed and sent out long before the evidence is complete.
        """
        programme = self.programme
        evidence = {item.model.fact for item in programme.evidence.values()}
        subjects = [
            question.subject
            for question in programme.questions.values()
            if (question.model.asks or question.model.collects)
            and not question.model.optional
            and self.evaluation.relevant(question.id) is True
        ]
        return tuple(
            subject
            for subject in dict.fromkeys(subjects)
            if subject not in evidence and not self._is_there(subject)
        )

    def _is_there(self, subject: str) -> bool:
        if subject in self.programme.rosters:
            rows = self.evaluation.rows(subject)
            return rows is not UNKNOWN and bool(rows)
        return self.evaluation.fact(subject) is not UNKNOWN

    @property
    def draft(self) -> bool:
        """Whether the package must not be handed in as it is."""
        return bool(self.gaps or self.blocking) or self.outcome is not Outcome.ELIGIBLE
