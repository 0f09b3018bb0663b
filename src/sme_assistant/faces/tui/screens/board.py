"""自评: every clause with its state, its figures, what is short and what mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.finding import clause_called, question_label
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.engine.explaining import statement
from sme_assistant.engine.figures import figures
from sme_assistant.engine.verdicts import Verdict
from sme_assistant.faces.tui.bars import bar
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import STYLES, plain, shown
from sme_assistant.phrases import Plain, Talk, Tui

_WHOLE = "\0whole"
_JUDGEMENTS = "\0judgements"


class BoardScreen(ListScreen):
    """The clauses; Enter opens one, and on one of its conditions goes to the question.

    Args:
        standing: How the case stands.
        clause: What the person called the clause to begin at; may be empty.
        told: A warning to begin with.
    """

    hint = Tui.BOARD_HINT
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.PROGRESS,
        Command.CLAUSE,
        Command.MATERIALS,
        Command.PREVIEW,
        Command.PALETTE,
    )

    def __init__(self, standing: Standing, clause: str = "", told: str = "") -> None:
        super().__init__()
        self._standing = standing
        self._told = told
        self._word = clause
        self._open = clause_called(standing.programme, clause) if clause else None
        self._verdicts: dict[str, Verdict] = {}

    def on_mount(self) -> None:
        """Say what the whole comes to."""
        line = presenter.standing_line(self._standing).text
        self.show_status(f"{Tui.BOARD_SCREEN}　{line}")
        told = self._told
        if not told and self._word and self._open not in self._standing.reported:
            told = Plain.CLAUSE_NOT_JUDGED.format(word=self._word)
        if told:
            self.call_later(self.warn, told)  # filling the list empties the line

    def start(self) -> str | None:
        """Begin at the clause named."""
        return self._open

    # --- lines ------------------------------------------------------------

    def items(self) -> Sequence[Item]:
        """Return a line for the whole, for each clause, and for what people judge."""
        self._verdicts = {}
        whole = boards.board(self._standing)[0]
        return [
            Item(_WHOLE, shown([whole])),
            *self._clauses(),
            Item(_JUDGEMENTS, plain(self._judged(), "$say-plain")),
        ]

    def _judged(self) -> str:
        clauses = map(cited, boards.judgements(self._standing))
        return f"{Talk.GLYPH_JUDGEMENT} {'、'.join(clauses)}"

    def _clauses(self) -> Iterator[Item]:
        for clause, verdict in self._standing.reported.items():
            when = verdict.criterion.when
            if when is not None and when.evaluate(self._standing.evaluation) is UNKNOWN:
                continue  # which functions are applied for is still open
            self._verdicts[clause] = verdict
            title = verdict.criterion.model.title
            yield Item(clause, self._line(verdict, f"{cited(clause)}　{title}"))
            if clause == self._open:
                yield from self._below(clause, verdict, 1)

    def _below(self, path: str, verdict: Verdict, depth: int) -> Iterator[Item]:
        reported = {v.criterion.id for v in self._standing.reported.values()}
        for number, child in enumerate(verdict.children):
            if child.criterion.id in reported:
                continue
            name = f"{path}/{number}"
            self._verdicts[name] = child
            said = statement(self._standing.evaluation, child)
            text = child.criterion.model.title if child.children else said
            yield Item(name, self._line(child, text, depth))
            yield from self._below(name, child, depth + 1)

    def _line(self, verdict: Verdict, text: str, depth: int = 0) -> Content:
        role, glyph = presenter.GLYPHS[verdict.status]
        return plain(f"{Talk.INDENT * depth}{glyph} {text}", STYLES[role])

    # --- details ----------------------------------------------------------

    def detail(self, item: Item) -> Content:
        """Say how a clause stands, with bars, its terms, and what mends it."""
        if item.id == _WHOLE:
            return shown(self._whole())
        if item.id == _JUDGEMENTS:
            judged = boards.judgements(self._standing).values()
            return shown(Say(Role.NOTE, text) for text in judged)
        verdict = self._verdicts[item.id]
        says = list(boards.clause_says(self._standing, verdict))
        parts = [shown(says), *self._bars(verdict)]
        if not verdict.children and (terms := boards.terms(self._standing, verdict)):
            parts.append(shown(terms))
        question = self._question(verdict)
        if question is not None and (not verdict.children or "/" in item.id):
            number, label = question
            told = Tui.LIST_JUMP.format(number=number, label=label)
            parts.append(plain(told, "bold $say-accent"))
        clause = verdict.criterion.model.clause
        if clause and (lists := boards.lists_about(self._standing, clause)):
            parts.append(shown(lists))
        return Content("\n\n").join(parts)

    def _whole(self) -> list[Say]:
        """Say the conclusion, what does not fit together, what is open, what mends."""
        lines = boards.board(self._standing)
        clauses = [
            say
            for verdict in self._standing.reported.values()
            for say in boards.clause_says(self._standing, verdict)
        ]
        return [say for say in lines if say not in clauses]

    def _bars(self, verdict: Verdict) -> Iterator[Content]:
        for figure in figures(self._standing.evaluation, verdict):
            yield bar(self._standing.evaluation, figure)

    def _question(self, verdict: Verdict) -> tuple[int, str] | None:
        found = boards.question_for(self._standing, verdict)
        if found is None:
            return None
        number = presenter.question_numbers(self._standing).get(found.id, 0)
        return number, question_label(self._standing, found)

    # --- choosing ---------------------------------------------------------

    def choose(self, item: Item) -> None:
        """Open a clause; go to the question of a condition that has none below."""
        if item.id not in self._verdicts:
            return
        verdict = self._verdicts[item.id]
        if verdict.children and "/" not in item.id:
            self._open = None if self._open == item.id else item.id
            self.reload(item.id)
            return
        self.do_jump("")

    def do_jump(self, _argument: str) -> None:
        """Go to the question behind the highlighted line."""
        item = self.current
        verdict = self._verdicts.get(item.id) if item else None
        question = verdict and boards.question_for(self._standing, verdict)
        if question:
            self.dismiss(question.id)

    def do_board(self, argument: str) -> None:
        """Go to another clause."""
        clause = clause_called(self._standing.programme, argument)
        if clause in self._standing.reported:
            self._open = clause
            self.reload(clause)
        elif argument:
            self.warn(Plain.CLAUSE_NOT_JUDGED.format(word=argument))
