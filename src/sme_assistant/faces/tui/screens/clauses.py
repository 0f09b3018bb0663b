"""条文: the regulation, searchable, each clause with the questions that ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.content import Content

from sme_assistant.assistant import presenter
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.finding import (
    clause_called,
    question_label,
    questions_called,
)
from sme_assistant.dialogue.citations import cited, clause_of
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain, shown
from sme_assistant.phrases import Plain, Tui

_START = 24
_LINES_ABOVE = 2


class ClausesScreen(ListScreen):
    """The articles, clauses and forms; Enter lists the questions of one.

    Args:
        standing: How the case stands.
        word: What the person called the clause to begin at; may be empty.
        question: The question at hand, whose clause comes next best.
    """

    hint = Tui.CLAUSES_HINT
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.PROGRESS,
        Command.BOARD,
        Command.MATERIALS,
        Command.PALETTE,
    )

    def __init__(
        self, standing: Standing, word: str, question: QuestionDefinition | None
    ) -> None:
        super().__init__()
        self._standing = standing
        self._word = word
        self._start = clause_called(standing.programme, word) if word else None
        if not word and question is not None and question.model.why is not None:
            self._start = clause_of(question.model.why.cite[0])
        self._open: str | None = None

    def on_mount(self) -> None:
        """Name the text that is followed."""
        edition = self._standing.programme.meta.edition
        self.show_status(f"{Tui.CLAUSES_TITLE}　{edition}")
        if self._word and self._start is None:
            self.warn(Plain.CLAUSE_NOT_FOUND.format(word=self._word))

    def start(self) -> str | None:
        """Begin at the clause named, or at that of the question at hand."""
        return self._start

    def items(self) -> Sequence[Item]:
        """Return the articles, clauses and forms in order."""
        return list(self._lines())

    def _lines(self) -> Iterator[Item]:
        programme = self._standing.programme
        for clause in programme.clauses:
            if "#" in clause:
                continue
            text = presenter.clause_text(programme, clause)
            name = cited(clause)
            start = "".join(text.split()).removeprefix(name)[:_START]
            indent = "　" if "(" in clause else ""
            line = Content.assemble((f"{indent}{name}", "bold"), f"　{start}")
            yield Item(clause, line, f"{name} {clause} {text}")
            if clause == self._open:
                yield from self._questions_of(clause)

    def _questions_of(self, clause: str) -> Iterator[Item]:
        numbers = presenter.question_numbers(self._standing)
        for question in questions_called(self._standing, clause):
            label = question_label(self._standing, question)
            if question.id in numbers:
                told = Tui.CLAUSE_ROW_QUESTION.format(
                    number=numbers[question.id], label=label
                )
                line = plain(told, "$say-accent")
            else:
                line = plain(Tui.CLAUSE_ROW_OFF.format(label=label), "$say-dim")
            yield Item(f"{clause}/{question.id}", line, f"\0{clause}")

    def matches(self, item: Item, word: str) -> bool:
        """A question is listed with its clause."""
        if item.search.startswith("\0"):
            return True
        return super().matches(item, word)

    def detail(self, item: Item) -> Content:
        """Show the words of a clause and how they are read; of a question, itself."""
        clause, _, question = item.id.partition("/")
        if question:
            asked = self._standing.programme.questions[question]
            return shown(presenter.full_card(self._standing, asked))
        content = shown(presenter.clause_card(self._standing.programme, clause))
        if word := self._word_sought():
            content = content.highlight_regex(re.escape(word), style="reverse")
        found = questions_called(self._standing, clause)
        labels = "、".join(question_label(self._standing, q) for q in found)
        heading = Tui.CLAUSE_QUESTIONS if found else Tui.CLAUSE_NO_QUESTIONS
        return Content.assemble(
            content, (f"\n\n{heading}\n", "bold $say-accent"), labels
        )

    def _word_sought(self) -> str:
        word = self.entry.value.strip()
        return "" if self.command(word) else word

    def show_detail(self, content: Content) -> None:
        """Show a detail from a little above what is looked for."""
        super().show_detail(content)
        detail = self.query_one("#detail", VerticalScroll)
        at = content.plain.find(self._word_sought())
        if at > 0 and detail.size.width:
            line = len(content[:at].wrap(detail.size.width)) - 1
            place = max(0, line - _LINES_ABOVE)
            self.call_after_refresh(detail.scroll_to, y=place, animate=False)

    def choose(self, item: Item) -> None:
        """List the questions of a clause; go to a question."""
        clause, _, question = item.id.partition("/")
        if not question:
            self._open = None if self._open == clause else clause
            self.reload(item.id)
        elif self._standing.evaluation.relevant(question) is True:
            self.dismiss(question)
        else:
            asked = self._standing.programme.questions[question]
            label = question_label(self._standing, asked)
            self.warn(Plain.JUMP_OFF_PATH.format(label=label))

    def do_clause(self, argument: str) -> None:
        """Go to another clause."""
        clause = clause_called(self._standing.programme, argument)
        if clause is None:
            self.warn(Plain.CLAUSE_NOT_FOUND.format(word=argument))
        else:
            self.reload(clause)
