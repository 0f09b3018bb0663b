"""Hold plain conversations in memory: lines in, what is said out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sme_assistant.assistant.cases import opened, standing_of
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.engine.log import Action, Entry
from sme_assistant.faces.console import Console
from sme_assistant.faces.plain import PlainConversation
from tests.casebook.memory import MemoryCasebook

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
CASE = "样例"
NOTICES = tuple(
    question.id
    for question in shipped_programme().questions.values()
    if not question.model.asks and not question.model.collects
)


def clock() -> datetime:
    return NOON


@dataclass
class Talk:
    """One case and the sittings it is filled in at.

    Attributes:
        out: Where packages go.
    """

    casebook: MemoryCasebook = field(default_factory=MemoryCasebook)
    out: Path = Path("nowhere")

    def __post_init__(self) -> None:
        self.casebook.create(CASE, DEFAULT, NOON)
        with self.casebook.writer(CASE, "") as writer:
            writer.append(*(Entry(Action.SEEN, notice, NOON) for notice in NOTICES))

    def hear(self, *lines: str) -> str:
        """Open the case, type lines, and return what is said until the input ends."""
        heard = io.StringIO()
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        with opened(self.casebook, CASE, clock) as conversation:
            PlainConversation(conversation, Console(typed, heard), self.out).run()
        return heard.getvalue()

    @property
    def standing(self) -> Standing:
        """How the case stands for somebody who opens it now."""
        return standing_of(self.casebook, CASE, clock)

    @property
    def typed(self) -> Mapping[str, str]:
        """Fact to what was typed for it, parked or not."""
        answers = self.standing.state.answers
        return {name: answer.entry.typed for name, answer in answers.items()}
