"""What goes into a package: a case, already judged.

The assistant gathers it; nothing here reads a file, a clock or a casebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path

from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.attachments import Attachment
from sme_assistant.engine.conflicts import Conflict
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.materials import MaterialStatus
from sme_assistant.engine.open_points import (
    OpenPoint,
    PointKind,
    open_points,
    wanted,
)
from sme_assistant.engine.replay import State
from sme_assistant.engine.verdicts import Outcome, Verdict, outcome


@dataclass(frozen=True)
class Dossier:
    """One case as it stands at one moment.

    Attributes:
        state: Where each answer came from; its parked answers never reach a file.
        evidence: Citation of a material (``9(3)``) to the files to copy, in order.
        made_at: The only clock; it is printed, and stamped on every file.
        only: Ids of the documents wanted, for use by themselves; all if empty.
        parked: Facts and rosters that were answered but are off the path. Nothing
            they hold may appear in the package, which is looked for at the end.
        looked: What is known of files that are named for a material and not attached,
            by their paths.
    """

    evaluation: Evaluation
    state: State
    verdicts: tuple[Verdict, ...]
    conflicts: tuple[Conflict, ...]
    materials: tuple[MaterialStatus, ...]
    made_at: datetime
    evidence: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    parked: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    looked: Mapping[str, Attachment] = field(default_factory=dict)

    @property
    def programme(self) -> Programme:
        """The programme applied for."""
        return self.evaluation.programme

    @property
    def outcome(self) -> Outcome:
        """How the whole stands."""
        return outcome(self.verdicts)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The facts and rosters on the path that are wanted and not there."""
        return wanted(self.evaluation)

    @property
    def kinds(self) -> Mapping[str, str]:
        """What evidence files are by their content, by their paths."""
        attached = chain(*self.state.attached.values())
        found = {file.path: file.kind for file in attached}
        return found | {path: file.kind for path, file in self.looked.items()}

    @cached_property
    def points(self) -> tuple[OpenPoint, ...]:
        """All that is open, whether or not the applicant lets it stand."""
        return open_points(
            self.evaluation, self.verdicts, self.conflicts, self.materials
        )

    @property
    def accepted(self) -> tuple[OpenPoint, ...]:
        """The open points that the applicant lets stand."""
        return tuple(p for p in self.points if self._is_let(p))

    @property
    def unaccepted(self) -> tuple[OpenPoint, ...]:
        """The open points that keep the package a draft."""
        return tuple(p for p in self.points if not self._is_let(p))

    def _is_let(self, point: OpenPoint) -> bool:
        return not point.firm and point.id in self.state.accepted

    def lets_stand(self, kind: PointKind, subject: str) -> bool:
        """Whether there is such an open point, and the applicant lets it stand."""
        return any(p.kind is kind and p.subject == subject for p in self.accepted)

    @property
    def draft(self) -> bool:
        """Whether the package must not be handed in as it is."""
        return bool(self.unaccepted)
