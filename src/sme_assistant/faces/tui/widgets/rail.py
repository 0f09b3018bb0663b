"""Beside the conversation: how far each section is, and how each clause stands."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from sme_assistant.assistant import presenter
from sme_assistant.assistant.conversation import Standing
from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.engine.path import SectionProgress, sections
from sme_assistant.faces.tui.wording import STYLES
from sme_assistant.phrases import Tui


class Rail(Static):
    """The outline and the board of clauses, as much of it as there is room for."""

    def __init__(self) -> None:
        super().__init__(id="rail", markup=False)
        self._standing: Standing | None = None
        self._question: QuestionDefinition | None = None

    def show(self, standing: Standing, question: QuestionDefinition | None) -> None:
        """Show how a case stands, with the question at hand."""
        self._standing, self._question = standing, question
        self.refresh()

    def render(self) -> Content:
        """Return the clauses, and the sections around the one at hand."""
        if self._standing is None:
            return Content("")
        clauses = [*self._clauses(self._standing)]
        parts = sections(tuple(presenter.asking_steps(self._standing)))
        here = self._question.section.id if self._question else ""
        at = next((n for n, p in enumerate(parts) if p.section.id == here), 0)
        room = max(3, self.size.height - len(clauses) - 3)
        start = max(0, min(at - room // 2, len(parts) - room))
        lines = [self._section(p, here) for p in parts[start : start + room]]
        return Content("\n").join(
            [
                Content.styled(Tui.OUTLINE_TITLE, "bold $say-accent"),
                *lines,
                Content(""),
                Content.styled(Tui.BOARD_TITLE, "bold $say-accent"),
                *clauses,
            ]
        )

    def _section(self, part: SectionProgress, here: str) -> Content:
        if part.section.id == here:
            mark, style = Tui.HERE, "bold $say-accent"
        elif part.open:
            mark, style = Tui.OPEN, "$say-plain"
        elif part.deferred:
            mark, style = Tui.DEFERRED, "$say-open"
        else:
            mark, style = Tui.DONE, "$say-met"
        title = Tui.STATUS_SECTION.format(
            title=part.section.title, done=part.done, total=part.total
        )
        return Content.styled(f"{mark} {title}", style)

    def _clauses(self, standing: Standing) -> list[Content]:
        lines = []
        for clause, verdict in standing.reported.items():
            role, glyph = presenter.GLYPHS[verdict.status]
            lines.append(Content.styled(f"{glyph} {cited(clause)}", STYLES[role]))
        return lines
