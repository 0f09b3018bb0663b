"""The conversation line by line: for pipes, scripts, screen readers and old terminals.

No colour, no cursor movement, no box characters; it ends cleanly when its input ends.
"""

from __future__ import annotations

from collections.abc import Callable
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
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.engine.log import Action, Deferral, Entry
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.console import Console
from sme_assistant.phrases import Plain, Talk
from sme_assistant.rosters.reading import Sheet, read_file, read_lines
from sme_assistant.values import (
    Ambiguous,
    Kind,
    Reading,
    Refused,
    Understood,
    Unlikely,
    Value,
    show,
)

_TABLES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")


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
        if typed is None:
            self.console.say(Say(Role.NOTE, Talk.ALL_ASKED))
        else:
            self.obey(typed, None)

    def ask(self, question: QuestionDefinition) -> None:
        """Put a question and take lines until it is answered or left."""
        self.closing_said = False
        if question.section.id != self.section:
            self.section = question.section.id
            self.console.say(*presenter.section_heading(question))
        self.console.say(*presenter.question_card(self.standing, question))
        state = self.standing.state
        while not self.ended and self.standing.state is state:
            line = self.console.read()
            if line is None:
                self.ended = True
                return
            typed = self.command(question, line)
            left = self.obey(typed, question) if typed else self.answer(question, line)
            if left:
                return

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
            line = "\n".join(self.more_lines(line))
        self.take(question, line, self.conversation.read(question, line))
        return False

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

    def more_lines(self, first: str) -> list[str]:
        """Read on until an empty line."""
        lines = [first]
        while (line := self.console.read(Talk.CONTINUE)) is not None and line.strip():
            lines.append(line)
        return lines

    def take(self, question: QuestionDefinition, typed: str, reading: Reading) -> None:
        """Accept what was understood, ask back what was not."""
        match reading:
            case Understood(value=value):
                self.accept(question, value, typed)
            case Refused(message=message):
                self.console.say(Say(Role.WARNING, message))
            case Ambiguous(message=message, readings=readings):
                self.confirm(question, typed, message, readings)
            case Unlikely(message=message, readings=readings):
                self.confirm(question, typed, message, readings)

    def confirm(
        self,
        question: QuestionDefinition,
        typed: str,
        message: str,
        readings: tuple[Value, ...],
    ) -> None:
        """Offer the readings; a number chooses, anything else is a new answer."""
        spec = self.standing.programme.facts[str(question.model.asks)].spec
        self.console.say(Say(Role.WARNING, message))
        if not readings:
            return
        for number, value in enumerate(readings, start=1):
            text = Talk.CHOICE.format(number=number, label=show(spec, value))
            self.console.say(Say(Role.CHOICE, text))
        self.console.say(Say(Role.HINT, Plain.CONFIRM_ASK))
        line = self.console.read()
        if line is None:
            self.ended = True
            return
        chosen = line.strip()
        if chosen.isdecimal() and 0 < int(chosen) <= len(readings):
            self.accept(question, readings[int(chosen) - 1], typed)
            return
        command = self.command(question, line)
        if command is not None:
            self.obey(command, question)
        else:
            self.answer(question, line)

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
        """Take a file, or rows typed one a line, as a roster."""
        if not line.strip():
            return
        roster = self.standing.programme.rosters[str(question.model.collects)]
        today = self.conversation.today()
        path = Path(line.strip().strip("'\"")).expanduser()
        if path.suffix.lower() in _TABLES:
            try:
                sheet, source = read_file(roster, path, today), path.name
            except SmeAssistantError as error:
                self.console.say(Say(Role.WARNING, error.user_message))
                return
        else:
            sheet, source = read_lines(roster, self.more_lines(line), today), ""
        self.take_sheet(question, sheet, source)

    def take_sheet(
        self, question: QuestionDefinition, sheet: Sheet, source: str
    ) -> None:
        """Take the rows if every cell is good; else say which are not."""
        if sheet.bad or not sheet.rows:
            told = Plain.BAD_ROWS.format(count=len(sheet.bad), good=len(sheet.rows))
            self.console.say(Say(Role.WARNING, told))
            for bad in sheet.bad:
                text = Plain.BAD_ROW.format(where=bad.where, message=bad.message)
                self.console.say(Say(Role.WARNING, text))
            self.console.say(Say(Role.NOTE, Plain.BAD_ROWS_NOTHING))
            return
        before = self.standing
        self.conversation.accept_rows(question, sheet.rows, source)
        self.tell(before)

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
        return True

    def redo(self) -> bool:
        """Do the step last taken back again."""
        entry = self.conversation.redo()
        if entry is None:
            self.console.say(Say(Role.NOTE, Talk.NOTHING_TO_REDO))
            return False
        self.console.say(presenter.undone(self.standing, entry, again=True))
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
        self.console.say(Say(Role.NOTE, self.why_no_jump(word, found, on_path)))
        return False

    def why_no_jump(
        self,
        word: str,
        found: list[QuestionDefinition],
        on_path: list[QuestionDefinition],
    ) -> str:
        """Say why a word names no one question."""
        if on_path:
            labels = "、".join(question_label(self.standing, q) for q in on_path)
            return Plain.JUMP_SEVERAL.format(word=word, labels=labels)
        if found:
            label = question_label(self.standing, found[0])
            return Plain.JUMP_OFF_PATH.format(label=label)
        return Plain.JUMP_NOT_FOUND.format(word=word)

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
_WITH_ARGUMENT: dict[Command, Callable[[PlainConversation, str], bool]] = {
    Command.JUMP: PlainConversation.jump,
    Command.CLAUSE: PlainConversation.clause,
    Command.BOARD: PlainConversation.board,
    Command.ASSEMBLE: PlainConversation.assemble,
}
