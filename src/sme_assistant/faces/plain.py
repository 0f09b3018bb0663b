"""The conversation line by line: for pipes, scripts, screen readers and old terminals.

No colour, no cursor movement, no box characters; it ends cleanly when its input ends.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sme_assistant.assistant import boards, presenter
from sme_assistant.assistant.commands import Command, Typed, command_in
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.finding import (
    clause_called,
    question_label,
    questions_called,
)
from sme_assistant.assistant.packaging import assemble_case
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.programme import QuestionDefinition, RosterDefinition
from sme_assistant.engine.log import Action, Deferral, Entry
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.console import Console
from sme_assistant.phrases import Plain, Talk
from sme_assistant.rosters.reading import Row, read_file, read_line
from sme_assistant.rosters.tables import table_path
from sme_assistant.values import (
    Ambiguous,
    Kind,
    Reading,
    Refused,
    Understood,
    Unlikely,
    Value,
)

_YES = frozenset({"是", "是的", "对", "对的", "确认", "y", "yes"})
_LEAVE = frozenset({"退出", "/退出", "／退出", "、退出"})
"""Of the commands, what also ends a text or a list: what was written is kept."""


class PlainConversation:
    """One case, line by line.

    Args:
        conversation: The case.
        console: Lines in and out.
        out: Where a package is written if the person names no folder.
    """

    def __init__(self, conversation: Conversation, console: Console, out: Path) -> None:
        self.conversation = conversation
        self.console = console
        self.out = out
        self.section: str | None = None
        self.introduced: set[str] = set()
        self.ended = False
        self.closing_said = False

    @property
    def standing(self) -> Standing:
        """How the case stands."""
        return self.conversation.standing

    def run(self) -> None:
        """Ask until the person leaves or the input ends."""
        while not self.ended:
            question = self.conversation.current
            if question is None:
                self.after_the_last()
            else:
                self.ask(question)

    def after_the_last(self) -> None:
        """With nothing left to ask, take commands."""
        if not self.closing_said:
            self.console.say(Say(Role.QUESTION, Talk.ALL_ASKED))
            self.closing_said = True
        line = self.console.read()
        if line is None:
            self.ended = True
            return
        typed = command_in(line)
        if typed is None or typed.command in _ONLY_AT_A_QUESTION:
            self.console.say(Say(Role.NOTE, Talk.ALL_ASKED))
        else:
            self.safely(lambda: self.obey(typed, None))

    def ask(self, question: QuestionDefinition) -> None:
        """Put a question and take lines until it is answered or left."""
        self.closing_said = False
        if question.section.id != self.section:
            self.section = question.section.id
            heading = presenter.section_heading(question)
            self.console.say(*heading[: 1 if self.section in self.introduced else None])
            self.introduced.add(self.section)
        self.console.say(*presenter.question_card(self.standing, question))
        state = self.standing.state
        while not self.ended and self.standing.state is state:
            line = self.console.read()
            if line is None:
                self.ended = True
                return
            if self.safely(partial(self.hear, question, line)):
                return

    def hear(self, question: QuestionDefinition, line: str) -> bool:
        """Take a line as a command or an answer; return whether the question was left.

        What a command shows may be long, so the question is named again after it.
        """
        typed = self.command(question, line)
        if typed is None:
            return self.answer(question, line)
        left = self.obey(typed, question)
        if typed.command in _LONG_CARDS and not left:
            self.console.say(*presenter.reminder(self.standing, question))
        return left

    def safely(self, step: Callable[[], bool]) -> bool:
        """Take a step; if it fails, say so and stay: nothing of it was kept."""
        try:
            return step()
        except SmeAssistantError as error:
            self.console.say(Say(Role.WARNING, error.user_message))
            return False

    # --- answers ----------------------------------------------------------

    def answer(self, question: QuestionDefinition, line: str) -> bool:
        """Take a line that is no command; return whether the question was left."""
        if not question.model.asks and not question.model.collects:
            self.conversation.seen(question)
            return True
        if not line.strip() and self.keep_or_default(question):
            return True
        if question.model.collects:
            self.answer_roster(question, line)
            return False
        spec = self.standing.programme.facts[str(question.model.asks)].spec
        if spec.kind is Kind.LONG_TEXT and line.strip():
            line = "\n".join(self.lines_from(line))
        return self.take(question, line, self.conversation.read(question, line))

    def keep_or_default(self, question: QuestionDefinition) -> bool:
        """An empty line keeps an earlier answer, or takes the default."""
        before = self.standing
        subject = question.subject
        if subject in before.state.answers or subject in before.state.rosters:
            self.conversation.resume()
            return True
        if self.conversation.accept_default(question):
            self.tell(before)
            return True
        return False

    def lines_from(self, first: str) -> Iterator[str]:
        """Read on until an empty line, the end of the input, or the wish to leave.

        What was pasted at one stroke may hold empty lines; they are part of it.
        """
        given: str | None = first
        while given is not None and given.strip() and given.strip() not in _LEAVE:
            yield from given.split("\n")
            given = self.console.read(Talk.CONTINUE)
        self.ended = given is None or bool(given.strip())

    def take(self, question: QuestionDefinition, typed: str, reading: Reading) -> bool:
        """Accept what was understood, ask back what was not."""
        match reading:
            case Understood(value=value):
                self.accept(question, value, typed)
            case Refused(message=message):
                self.console.say(Say(Role.WARNING, message))
            case Ambiguous(message=message, readings=()):
                self.console.say(Say(Role.WARNING, message))
            case Ambiguous() | Unlikely():
                return self.confirm(question, typed, reading)
        return False

    def confirm(
        self, question: QuestionDefinition, typed: str, asked: Ambiguous | Unlikely
    ) -> bool:
        """Offer the readings until one is chosen or something else is answered."""
        self.console.say(*presenter.offered(self.standing, question, asked))
        while (line := self.console.read()) is not None:
            chosen = self.chosen(question, line, asked.readings)
            if chosen is not None:
                self.accept(question, chosen, typed)
                return False
            command = self.command(question, line)
            if command is None and line.strip():
                return self.answer(question, line)
            if command is not None and self.obey(command, question):
                return True
            self.console.say(*presenter.offered(self.standing, question, asked))
        self.ended = True
        return True

    def chosen(
        self, question: QuestionDefinition, line: str, readings: tuple[Value, ...]
    ) -> Value | None:
        """Return the reading a line names: by its value, its number, or a plain yes."""
        match self.conversation.read(question, line):
            case Understood(value=value) | Unlikely(value=value) if value in readings:
                return value
        word = unicodedata.normalize("NFKC", line).strip().rstrip(".、")
        if word.isdecimal() and 0 < int(word) <= len(readings):
            return readings[int(word) - 1]
        return readings[0] if len(readings) == 1 and word in _YES else None

    def accept(self, question: QuestionDefinition, value: Value, typed: str) -> None:
        """Take a value, repeat it, and say what it means."""
        before = self.standing
        self.conversation.accept(question, value, typed)
        self.tell(before)

    def tell(self, before: Standing) -> None:
        """Say what the last entry was taken for and what it did."""
        entry = self.last_entry()
        self.console.say(presenter.echo(self.standing, entry))
        self.console.say(*presenter.consequences(before, self.standing, entry))
        if entry.action in {Action.ANSWER, Action.ROWS}:
            self.console.say(presenter.standing_line(self.standing))

    def last_entry(self) -> Entry:
        """Return the last entry in force."""
        return self.standing.state.effective[-1]

    def answer_roster(self, question: QuestionDefinition, line: str) -> None:
        """Take a file, or rows typed one a line, as a roster; ``+`` adds to it."""
        before = self.standing
        roster = before.programme.rosters[str(question.model.collects)]
        bare = line.strip()
        given = bare.lstrip("+＋").strip()
        if not given:
            self.console.say(Say(Role.HINT, Plain.ROSTER_EMPTY))
            return
        path = table_path(given)
        if path is None:
            rows, source = self.typed_rows(roster, given), ""
        else:
            rows, source = self.rows_of(roster, path), path.name
        if rows:
            held = before.state.rosters.get(roster.id)
            kept = held.rows if held is not None and given != bare else ()
            self.conversation.accept_rows(question, [*kept, *rows], source)
            self.tell(before)

    def typed_rows(self, roster: RosterDefinition, first: str) -> tuple[Row, ...]:
        """Read rows until an empty line; a bad one is told at once and left out."""
        found: list[Row] = []
        today, number = self.conversation.today(), 0
        for line in self.lines_from(first):
            if not line.strip():
                continue
            number += 1
            sheet = read_line(roster, line, number, today)
            found += sheet.rows
            if sheet.bad:
                self.console.say(*presenter.bad_cells(sheet.bad))
                self.console.say(Say(Role.NOTE, Plain.BAD_LINE))
        return tuple(found)

    def rows_of(self, roster: RosterDefinition, path: Path) -> tuple[Row, ...]:
        """Read a file; unless every cell is good, say which are not and take none."""
        try:
            sheet = read_file(roster, path, self.conversation.today())
        except SmeAssistantError as error:
            self.console.say(Say(Role.WARNING, error.user_message))
            return ()
        if not sheet.bad:
            return sheet.rows
        told = Plain.BAD_FILE.format(file=path.name, count=len(sheet.bad))
        self.console.say(Say(Role.WARNING, told), *presenter.bad_cells(sheet.bad))
        self.console.say(Say(Role.NOTE, Plain.BAD_FILE_NOTHING))
        return ()

    # --- commands ---------------------------------------------------------

    def command(self, question: QuestionDefinition, line: str) -> Typed | None:
        """Return the command a line is while a question is at hand."""
        asks = question.model.asks
        spec = self.standing.programme.facts[asks].spec if asks else None
        return command_in(line, spec)

    def obey(self, typed: Typed, question: QuestionDefinition | None) -> bool:
        """Carry out a command; return whether the question at hand was left."""
        command = typed.command
        if command in _CARDS and not typed.argument:
            self.console.say(*_CARDS[command](self.standing))
            return False
        if command in _MOVES:
            return _MOVES[command](self)
        if command in _ABOUT_THE_QUESTION:
            return question is not None and _ABOUT_THE_QUESTION[command](self, question)
        return _WITH_ARGUMENT[command](self, typed.argument)

    def quit(self) -> bool:
        """Leave; everything is saved already."""
        self.ended = True
        return True

    def back(self) -> bool:
        """Go to the question before."""
        if self.conversation.back() is None:
            self.console.say(Say(Role.NOTE, Talk.NOTHING_BEFORE))
            return False
        return True

    def resume(self) -> bool:
        """Go on with the first open question."""
        self.conversation.resume()
        return True

    def undo(self) -> bool:
        """Take back the last step."""
        before = self.standing
        entry = self.conversation.undo()
        if entry is None:
            self.console.say(Say(Role.NOTE, Talk.NOTHING_TO_UNDO))
            return False
        self.console.say(presenter.undone(before, entry, again=False))
        self.console.say(*presenter.after_moving(before, self.standing, entry))
        return True

    def redo(self) -> bool:
        """Do the step last taken back again."""
        before = self.standing
        entry = self.conversation.redo()
        if entry is None:
            self.console.say(Say(Role.NOTE, Talk.NOTHING_TO_REDO))
            return False
        self.console.say(presenter.undone(self.standing, entry, again=True))
        self.console.say(*presenter.after_moving(before, self.standing, entry))
        return True

    def why(self, question: QuestionDefinition) -> bool:
        """Say why the question is asked."""
        says = presenter.why_card(self.standing, question)
        self.console.say(*says or presenter.help_card(self.standing))
        return False

    def phone(self, question: QuestionDefinition) -> bool:
        """Give the wording to read aloud."""
        self.console.say(*presenter.phone_card(self.standing, question))
        return False

    def unknown(self, question: QuestionDefinition) -> bool:
        """Leave the question, not knowing the answer."""
        return self.defer(question, Deferral.UNKNOWN)

    def later(self, question: QuestionDefinition) -> bool:
        """Leave the question for later."""
        return self.defer(question, Deferral.LATER)

    def defer(self, question: QuestionDefinition, why: Deferral) -> bool:
        """Put a question on the to-do list; a notice is simply gone past."""
        if question.model.asks or question.model.collects:
            before = self.standing
            self.conversation.defer(question, why)
            self.tell(before)
        else:
            self.conversation.seen(question)
        return True

    def jump(self, word: str) -> bool:
        """Go to the question a word names."""
        found = questions_called(self.standing, word)
        relevant = self.standing.evaluation.relevant
        on_path = [q for q in found if relevant(q.id) is True]
        if len(on_path) == 1:
            self.conversation.jump(on_path[0].id)
            return True
        if on_path:
            self.console.say(*boards.several_card(self.standing, word, on_path))
        elif found:
            label = question_label(self.standing, found[0])
            self.console.say(Say(Role.NOTE, Plain.JUMP_OFF_PATH.format(label=label)))
        else:
            told = Plain.JUMP_NOT_FOUND.format(word=word) if word else Plain.JUMP_ASK
            self.console.say(Say(Role.NOTE, told))
        return False

    def clause(self, word: str) -> bool:
        """Quote a clause; without a word, those of the question at hand."""
        programme, question = self.standing.programme, self.conversation.current
        if word:
            clause = clause_called(programme, word)
            cites = [clause] if clause else []
        else:
            why = question.model.why if question else None
            cites = list(why.cite) if why else []
        says = [say for cite in cites for say in presenter.clause_card(programme, cite)]
        told = Plain.CLAUSE_NOT_FOUND.format(word=word) if word else Plain.CLAUSE_ASK
        self.console.say(*dict.fromkeys(says or [Say(Role.NOTE, told)]))
        return False

    def board(self, word: str) -> bool:
        """Lay one clause out: its criteria, each figure and where it came from."""
        clause = clause_called(self.standing.programme, word)
        says = boards.clause_tree(self.standing, clause or "")
        told = Plain.CLAUSE_NOT_JUDGED.format(word=word)
        self.console.say(*(says or [Say(Role.NOTE, told)]))
        return False

    def assemble(self, folder: str) -> bool:
        """Make the package."""
        out = Path(folder).expanduser() if folder else self.out
        try:
            package = assemble_case(self.standing, out, self.conversation.clock())
        except SmeAssistantError as error:
            self.console.say(Say(Role.WARNING, error.user_message))
            return False
        self.console.say(*boards.assembled(package))
        return False


_CARDS: dict[Command, Callable[[Standing], list[Say]]] = {
    Command.HELP: presenter.help_card,
    Command.PROGRESS: boards.progress_card,
    Command.TO_DO: boards.to_do_card,
    Command.BOARD: boards.board,
    Command.MATERIALS: lambda standing: boards.materials_card(standing.materials()),
}
_LONG_CARDS = frozenset({*_CARDS, Command.CLAUSE, Command.ASSEMBLE})
_MOVES: dict[Command, Callable[[PlainConversation], bool]] = {
    Command.QUIT: PlainConversation.quit,
    Command.BACK: PlainConversation.back,
    Command.RESUME: PlainConversation.resume,
    Command.UNDO: PlainConversation.undo,
    Command.REDO: PlainConversation.redo,
}
_ABOUT_THE_QUESTION: dict[
    Command, Callable[[PlainConversation, QuestionDefinition], bool]
] = {
    Command.WHY: PlainConversation.why,
    Command.PHONE: PlainConversation.phone,
    Command.UNKNOWN: PlainConversation.unknown,
    Command.LATER: PlainConversation.later,
}
_ONLY_AT_A_QUESTION = frozenset({*_ABOUT_THE_QUESTION, Command.RESUME})
_WITH_ARGUMENT: dict[Command, Callable[[PlainConversation, str], bool]] = {
    Command.JUMP: PlainConversation.jump,
    Command.CLAUSE: PlainConversation.clause,
    Command.BOARD: PlainConversation.board,
    Command.ASSEMBLE: PlainConversation.assemble,
}
