"""问条文: a question about the regulation, its answer, and what else one may ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from sme_assistant.assistant.asking import Answer, answer_lines, desk, meaning
from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import shown
from sme_assistant.phrases import Ask, AskTui

if TYPE_CHECKING:
    from sme_assistant.assistant.conversation import Standing


class AskScreen(ListScreen):
    """What was asked and what is related; Enter asks what is typed or highlighted.

    Args:
        question: What to answer first; may be empty.
        standing: The case that is open, if one is: answers say what they mean for it.
    """

    hint = AskTui.RULE
    nothing = AskTui.NOTHING
    KEYS: ClassVar[tuple[Command, ...]] = (Command.HELP, Command.PALETTE)

    def __init__(self, question: str = "", standing: Standing | None = None) -> None:
        super().__init__()
        self._standing = standing
        self._answer: Answer | None = None
        self._first = question

    def on_mount(self) -> None:
        """Name the screen and answer what was asked already."""
        self.show_status(AskTui.TITLE)
        if self._first.strip():
            self.ask(self._first)

    def ask(self, question: str) -> None:
        """Answer a question."""
        if question.strip():
            self._answer = desk().ask(question)
            self.entry.value = ""
            self.reload(question)

    def items(self) -> Sequence[Item]:
        """Return the question, then those related to it."""
        if self._answer is None:
            return []
        asked = [self._answer.question, *self._answer.related]
        return [Item(text, Content(text)) for text in dict.fromkeys(asked)]

    def matches(self, _item: Item, _word: str) -> bool:
        """What is typed is a new question; it looks for nothing in the list."""
        return True

    def detail(self, item: Item) -> Content:
        """Return the answer to a line."""
        is_asked = self._answer is not None and item.id == self._answer.question
        answer = self._answer if is_asked else desk().ask(item.id)
        if answer is None:
            return shown([])
        lines = [Say(Role(role), text) for role, text in answer_lines(answer)]
        if self._standing and (told := meaning(answer, self._standing)):
            lines.append(Say(Role.NOTE, "\n".join([Ask.MEANING_HERE, *told])))
        return shown(lines)

    def choose(self, item: Item) -> None:
        """Ask what is highlighted, so that its own related questions show."""
        self.ask(item.id)

    def entered(self, text: str) -> None:
        """Ask what is typed; without, what is highlighted."""
        if text.strip():
            self.ask(text)
        else:
            super().entered(text)
