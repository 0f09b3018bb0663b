"""速查: what was told on the left, whether they can apply on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from sme_assistant.assistant.commands import Command
from sme_assistant.assistant.free_names import free_name
from sme_assistant.assistant.loose_talk import Taken, Unclear
from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.assistant.quick import case_of, talk_of
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import shown
from sme_assistant.phrases import Plain, Quick

if TYPE_CHECKING:
    from sme_assistant.engine.case import CaseInfo
    from sme_assistant.faces.tui.app import SmeApp

_RESULT, _SAVE = "\0result", "\0save"


class QuickScreen(ListScreen):
    """Takes loose talk, or asks a few questions one by one where nothing was told.

    Args:
        desk: The application.
        text: What was told already; may be empty.
    """

    hint: str = Quick.RULE
    empties_entry = False
    KEYS: ClassVar[tuple[Command, ...]] = (Command.HELP, Command.PALETTE)

    def __init__(self, desk: SmeApp, text: str = "") -> None:
        super().__init__()
        self.talk = talk_of(shipped_programme(), desk.clock)
        self._walks = not text.strip()
        self._naming = False
        if not self._walks:
            self.talk.hear(text)

    def on_mount(self) -> None:
        """Name the screen; the list fills it."""
        self.show_status(Quick.TITLE)
        self._choose_rule()

    # --- the list ---------------------------------------------------------

    def items(self) -> Sequence[Item]:
        """Return the verdict, what is to be asked back, and the way to a case."""
        answer = self.talk.answer
        lines = [Item(_RESULT, Content.styled(answer.verdict_line, "bold"))]
        lines += [
            Item(key, Content(f"“{unclear.said}” {answer.shown(choice)}"))
            for key, unclear, choice in self._choices()
        ]
        return [*lines, Item(_SAVE, Content(Quick.SAVE))]

    def _choices(self) -> Iterator[tuple[str, Unclear, Taken]]:
        for i, unclear in enumerate(self.talk.heard.unclear):
            for j, choice in enumerate(unclear.choices):
                yield f"{i}.{j}", unclear, choice

    def matches(self, _item: Item, _word: str) -> bool:
        """What is typed is told, and looks for nothing in the list."""
        return True

    def typed(self) -> None:
        """Nothing is looked for while a person types."""

    def detail(self, item: Item) -> Content:
        """Show the whole answer."""
        if item.id == _SAVE:
            return Content(Quick.SAVE_DETAIL)
        return shown(list(self.talk.answer.says()))

    def choose(self, item: Item) -> None:
        """Take a reading, leave a question unanswered, or make a case of it."""
        if item.id == _SAVE:
            self.do_new("")
        elif item.id == _RESULT:
            if self._walks:
                self.talk.skip()
                self._go_on()
        else:
            for key, unclear, choice in self._choices():
                if key == item.id:
                    self.talk.choose(unclear, choice)
                    break
            self._go_on()

    # --- telling ----------------------------------------------------------

    def entered(self, text: str) -> None:
        """Take what is told, the answer to a question, or the name of a case."""
        if self._naming:
            self._naming = False
            self.entry.value = ""
            self.do_new(text.strip() or self._suggested)
            return
        if not text.strip():
            super().entered(text)
            return
        if not self._walks:
            self.talk.hear(text)
        elif refusal := self.talk.reply(text):
            self.warn(refusal)
            return
        self.entry.value = ""
        self._go_on()

    def _go_on(self) -> None:
        """Show what follows, and ask the next question where one is asked."""
        self._choose_rule()
        self.reload(_RESULT)
        self.show_rule(self.hint)

    def _choose_rule(self) -> None:
        """Choose what stands above the input: the question asked, or what to tell."""
        question = self.talk.asking if self._walks else None
        self._walks = question is not None
        self.hint = Quick.RULE
        if question is not None:
            number, count = self.talk.place
            text = question.model.phone
            self.hint = Quick.RULE_ASKING.format(
                number=number, count=count, question=text
            )

    def leave(self) -> None:
        """Give up naming, or go back."""
        if self._naming:
            self._naming = False
            self._go_on()
        else:
            super().leave()

    # --- a case of it -----------------------------------------------------

    @property
    def _suggested(self) -> str:
        day = self.desk.clock().astimezone().strftime("%Y%m%d")
        return free_name(self.desk.casebook, Plain.CASE_NAME.format(day=day))

    def do_new(self, name: str) -> None:
        """Make a case of what was told, and go on with it."""
        if not self.talk.answer.exact:
            self.warn(Quick.NOTHING_TO_SAVE)
            return
        if not name:
            self._ask_name()
            return
        try:
            case = self._case(name)
        except SmeAssistantError as error:
            self._ask_name(name)
            self.warn(error.user_message)
            return
        told = Quick.SAVED.format(name=case.name, count=case.entries)
        if any(hasattr(screen, "case") for screen in self.app.screen_stack):
            self.tell(told)  # a conversation is open below: it stays the only one
            return
        self.dismiss(None)
        self.desk.call_after_refresh(self.desk.open_case, case.name)

    def _case(self, name: str) -> CaseInfo:
        """Begin the case; at a help desk with who typed it."""
        helpdesk = self.desk.helpdesk
        staff = helpdesk.staff if helpdesk.is_on else ""
        book, clock = self.desk.casebook, self.desk.clock
        return case_of(self.talk, book, name, clock, staff=staff)

    def _ask_name(self, refused: str = "") -> None:
        """Ask for a name; one that was refused stands there to be mended."""
        self._naming = True
        self.entry.value = refused
        self.entry.cursor_position = len(refused)
        self.show_rule(Quick.ASK_NAME.format(name=self._suggested))
