"""Beside the conversation: how far each section is, and how each clause stands."""

from __future__ import annotations

from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets import Static

from sme_assistant.assistant import presenter
from sme_assistant.assistant.conversation import Standing
from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.engine.path import SectionProgress, sections
from sme_assistant.faces.tui.wording import STYLES
from sme_assistant.phrases import Tui


class Rail(Static):
    """The outline and the board of clauses, as much of it as there is room for.

    An answer changes few of its lines, and only those are painted again.
    """

    def __init__(self) -> None:
        super().__init__(id="rail", markup=False)
        self._standing: Standing | None = None
        self._question: QuestionDefinition | None = None
        self._rows: list[Content] = []
        self._made_for = 0

    def show(self, standing: Standing, question: QuestionDefinition | None) -> None:
        """Show how a case stands, with the question at hand."""
        self._standing, self._question = standing, question
        before, self._rows = self._rows, self._made()
        self._made_for = self.size.height
        changed = [
            Region(0, y, self.size.width, 1)
            for y, rows in enumerate(zip_longest(before, self._rows))
            if not _are_same(*rows)
        ]
        if changed:
            self.refresh(*changed)

    @property
    def rows(self) -> list[Content]:
        """The lines there is room for now; a new size is painted whole by itself."""
        if self._made_for != self.size.height:
            self._made_for, self._rows = self.size.height, self._made()
        return self._rows

    def render(self) -> Content:
        """Return all lines, which is what a selection is taken from."""
        return Content("\n").join(self.rows)

    def render_line(self, y: int) -> Strip:
        """Return one line, as it is asked for."""
        width, style = self.size.width, self.visual_style
        rows = self.rows
        if y >= len(rows):
            return Strip.blank(width, style.rich_style)
        if self.text_selection is not None:
            self._dirty_regions.add(self.size.region)
            return super().render_line(y)
        strips = Visual.to_strips(self, rows[y], width, 1, style)
        return strips[0].apply_offsets(0, y)

    def _made(self) -> list[Content]:
        """Return the clauses, and the sections around the one at hand."""
        if self._standing is None:
            return []
        clauses = [*self._clauses(self._standing)]
        parts = sections(tuple(presenter.asking_steps(self._standing)))
        here = self._question.section.id if self._question else ""
        at = next((n for n, p in enumerate(parts) if p.section.id == here), 0)
        room = max(3, self.size.height - len(clauses) - 3)
        start = max(0, min(at - room // 2, len(parts) - room))
        return [
            Content.styled(Tui.OUTLINE_TITLE, "bold $say-accent"),
            *(self._section(p, here) for p in parts[start : start + room]),
            Content(""),
            Content.styled(Tui.BOARD_TITLE, "bold $say-accent"),
            *clauses,
        ]

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


def _are_same(before: Content | None, after: Content | None) -> bool:
    """Whether two lines look alike; Textual compares their texts only."""
    if before is None or after is None:
        return False
    return before.plain == after.plain and before.spans == after.spans
