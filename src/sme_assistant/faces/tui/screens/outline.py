"""进度: the sections and their questions, to go to any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.conversation import Conversation
from sme_assistant.assistant.finding import question_label
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.engine.path import Progress, Step
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import shown
from sme_assistant.phrases import Talk, Tui
from sme_assistant.values import show

_MARKS = {
    Progress.DONE: (Tui.DONE, "$say-met"),
    Progress.DEFERRED: (Tui.DEFERRED, "$say-open"),
    Progress.OPEN: (Tui.OPEN, "$say-plain"),
}


class OutlineScreen(ListScreen):
    """Every question on the path; Enter goes to it.

    Args:
        conversation: The case.
        only_deferred: Whether to list only what was left for later.
    """

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.BOARD,
        Command.MATERIALS,
        Command.PALETTE,
    )

    def __init__(
        self, conversation: Conversation, *, only_deferred: bool = False
    ) -> None:
        super().__init__()
        self._conversation = conversation
        self._standing = conversation.standing
        self._only_deferred = only_deferred
        self._numbers = presenter.question_numbers(self._standing)

    def on_mount(self) -> None:
        """Say how far the whole is."""
        self._say_how_far()

    def _say_how_far(self) -> None:
        self.nothing = Talk.TODO_EMPTY
        self.hint = Tui.TODO_HINT if self._only_deferred else Tui.PROGRESS_HINT
        self.show_rule(self.hint)
        title = Tui.TODO_TITLE if self._only_deferred else Tui.PROGRESS_TITLE
        done, deferred, left = boards.counts(self._standing)
        told = Tui.HOME_PROGRESS.format(
            done=done, total=done + deferred + left, deferred=deferred
        )
        self.show_status(f"{title}　{told}")

    def items(self) -> Sequence[Item]:
        """Return the questions, each section with its heading."""
        return list(self._lines())

    def _lines(self) -> Iterator[Item]:
        section = ""
        for step in self._steps():
            question = step.question
            if question.section.id != section:
                section = question.section.id
                title = question.section.title
                line = Content.styled(title, "bold $say-accent")
                yield Item(f"\0{section}", line, "\0")
            yield Item(question.id, self._line(step), self._search(question))

    def _line(self, step: Step) -> Content:
        mark, style = _MARKS[step.progress]
        row = Tui.QUESTION_ROW.format(
            mark=mark,
            number=self._numbers[step.question.id],
            label=question_label(self._standing, step.question),
        )
        return Content.styled(row, style)

    def _search(self, question: QuestionDefinition) -> str:
        label = question_label(self._standing, question)
        return f"{self._numbers[question.id]} {label} {question.model.screen}"

    def start(self) -> str | None:
        """Begin at the question at hand; of those left for later, at the first."""
        question = self._conversation.current
        steps = list(self._steps())
        at_hand = [s for s in steps if question is not None and s.question == question]
        first = next(iter(at_hand or steps), None)
        return first.question.id if first else None

    def _steps(self) -> Iterator[Step]:
        for step in presenter.asking_steps(self._standing):
            if not self._only_deferred or step.progress is Progress.DEFERRED:
                yield step

    def detail(self, item: Item) -> Content:
        """Show the question and what is answered now."""
        if item.id.startswith("\0"):
            return Content("")
        standing = self._standing
        question = standing.programme.questions[item.id]
        content = shown(presenter.full_card(standing, question))
        answer = standing.state.answers.get(question.subject)
        if answer is not None and question.model.asks:
            spec = standing.programme.facts[question.model.asks].spec
            told = Tui.ANSWERED.format(value=show(spec, answer.value))
            content = Content.assemble((told + "\n\n", "bold $say-accent"), content)
        return content

    def choose(self, item: Item) -> None:
        """Go to the question; of a section, to the first that is listed."""
        if not item.id.startswith("\0"):
            self.dismiss(item.id)
            return
        section = item.id[1:]
        first = next(s for s in self._steps() if s.question.section.id == section)
        self.dismiss(first.question.id)

    def do_to_do(self, _argument: str) -> None:
        """Show only what was left for later, or all again."""
        self._only_deferred = not self._only_deferred
        self._say_how_far()
        self.reload(self.start())

    def do_progress(self, _argument: str) -> None:
        """Show all questions."""
        self._only_deferred = True
        self.do_to_do("")
