"""The conversation in turns: what a person enters, and what the assistant says to it.

Every face holds its conversation through ``Turns``, so that all say the same: a face
brings the text in and shows what is said, and decides nothing about either.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assistant import (
    boards,
    desk_cards,
    figure_turns,
    follow_ups,
    list_cards,
    list_turns,
    package_turns,
    presenter,
    quick_turns,
    recap_turns,
)
from sme_assistant.assistant.calls import Line
from sme_assistant.assistant.commands import (
    ON_THE_PHONE,
    YES,
    Command,
    Typed,
    command_in,
    is_mistyped,
)
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.finding import (
    clause_called,
    question_label,
    questions_called,
)
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.programme import QuestionDefinition, RosterDefinition
from sme_assistant.engine.calls import CallState
from sme_assistant.engine.conflicts import Conflict
from sme_assistant.engine.log import Action, Deferral
from sme_assistant.engine.replay import Row
from sme_assistant.errors import SmeAssistantError
from sme_assistant.phrases import Ask, Calls, Plain, Talk
from sme_assistant.values import (
    Ambiguous,
    Kind,
    Refused,
    Spec,
    Understood,
    Unlikely,
    Value,
)

if TYPE_CHECKING:
    from sme_assistant.assembly.package import Progress

Sayer = Callable[..., None]
"""Takes any number of ``Say`` and shows them."""

Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer that was asked back: its readings are offered until one is chosen."""

    question: QuestionDefinition
    typed: str
    reading: Ambiguous | Unlikely


class Turns:
    """One case, turn by turn.

    Args:
        conversation: The case.
        say: Shows what the assistant says, at once.
        out: Where a package is written if the person names no folder.
        progress: Told how far a package is while it is made.
        own: The person's own templates, if there is a folder of them.

    Attributes:
        line: The telephone of a help desk; None for the applicant alone.
        staff_known: Names of those who serve a help desk here.
        asked: The answer just asked back, if there is one.
        offered: The list file just looked at, if there is one.
        opened: The list that was opened by its name, if one is: what is entered is
            its rows, until it is left or they are taken.
        counting: Told how many rows of a list are read or written, of how many.
        ended: Whether the person has left.
        undecided: The check of a typed figure that differs from its list, to be
            asked about next; empty if there is none.
        copy: Puts a text on the person's clipboard; says whether that was possible.
    """

    def __init__(
        self,
        conversation: Conversation,
        say: Sayer,
        out: Path,
        progress: Progress | None = None,
        own: Path | None = None,
    ) -> None:
        self.conversation = conversation
        self.say = say
        self.out = out
        self.progress = progress
        self.own = own
        self.line: Line | None = None
        self.staff_known: Sequence[str] = ()
        self.asked: Asked | None = None
        self.offered: list_turns.Offered | None = None
        self.opened: RosterDefinition | None = None
        self.counting: Progress | None = None
        self.ended = False
        self.undecided = ""
        self.copy: Callable[[str], bool] = lambda _text: False
        self._section: str | None = None
        self._introduced: set[str] = set()

    @property
    def standing(self) -> Standing:
        """How the case stands."""
        return self.conversation.standing

    @property
    def question(self) -> QuestionDefinition | None:
        """The question at hand; None once all were asked."""
        return self.conversation.current

    @property
    def deciding(self) -> Conflict | None:
        """The typed figure and its list that have just come to differ, if any have.

        It is asked about before the question at hand.
        """
        return next(
            (
                conflict
                for conflict in self.standing.conflicts
                if conflict.check.id == self.undecided and conflict.difference
            ),
            None,
        )

    @property
    def roster(self) -> RosterDefinition | None:
        """The list at hand: the one opened, else that of the question."""
        collects = self.question.model.collects if self.question else None
        asked = self.standing.programme.rosters[collects] if collects else None
        return self.opened or asked

    @property
    def spec(self) -> Spec | None:
        """The spec of the fact the question at hand asks, if it asks one."""
        asks = self.question.model.asks if self.question else None
        return self.standing.programme.facts[asks].spec if asks else None

    def recall(self) -> None:
        """Ask about a figure that still differs from its list before anything else."""
        figure_turns.recall(self)

    def put(self) -> None:
        """Put the question at hand, introduced by its section where that is new."""
        question = self.question
        if self.opened is not None:
            self.say(*list_cards.list_card(self.standing, self.opened))
            return
        if (deciding := self.deciding) is not None:
            figure_turns.put(self, deciding)
            return
        if question is None:
            self.say(Say(Role.QUESTION, Talk.ALL_ASKED))
            return
        if question.section.id != self._section:
            self._section = question.section.id
            heading = presenter.section_heading(question)
            is_known = self._section in self._introduced
            self.say(*heading[: 1 if is_known else None])
            self._introduced.add(self._section)
        self.say(*self.card(question))

    def card(self, question: QuestionDefinition) -> list[Say]:
        """Return what puts a question: for a help desk, the words to say aloud."""
        if self.line is not None:
            return desk_cards.spoken_card(self.standing, question)
        return presenter.question_card(self.standing, question)

    def hear(self, text: str, more: Iterable[str] = ()) -> bool:
        """Take what a person entered, as a command or an answer.

        If it fails, that is said and nothing of it is kept.

        Args:
            text: A line, or several that were entered at one stroke.
            more: Where a text or a list goes on; asked for only then.

        Returns:
            Whether the question at hand was left, so that one is to be put again.
        """
        opened = self.opened
        if opened is not None:
            return self._turn(lambda: list_turns.hear(self, opened, text, more))
        return self._turn(lambda: self._hear(text, more))

    def obey(self, typed: Typed) -> bool:
        """Carry out a command that was given some other way; as ``hear``."""
        return self._turn(lambda: self._obey(typed, self.question))

    def _turn(self, step: Callable[[], bool]) -> bool:
        state = self.standing.state
        try:
            left = step()
        except SmeAssistantError as error:
            self.say(Say(Role.WARNING, error.user_message))
            left = False
        if self.standing.state is not state:
            self.opened = None
        if left or self.standing.state is not state:
            self.asked = self.offered = None
            return True
        return False

    def command(self, text: str) -> Typed | None:
        """Return the command a text is while this question is at hand."""
        return command_in(text, self.spec)

    def _hear(self, text: str, more: Iterable[str]) -> bool:
        question, typed = self.question, self.command(text)
        if typed is None and self.holds_back():
            return False
        if typed is None and (deciding := self.deciding) is not None:
            return figure_turns.hear(self, deciding, text)
        if question is None:
            if typed is None or typed.command in _ONLY_AT_A_QUESTION:
                self.say(Say(Role.NOTE, Talk.ALL_ASKED))
                return False
            return self._obey(typed, None)
        if self.asked is not None:
            return self._hear_choice(self.asked, text, typed, more)
        if typed is None:
            return self._hear_words(question, text, more)
        left = self._obey(typed, question)
        if typed.command in _LONG_CARDS and not left:
            # What a command shows may be long, so the question is named again.
            remind = presenter.reminder if self.line is None else desk_cards.reminder
            self.say(*remind(self.standing, question))
        return left

    def holds_back(self) -> bool:
        """Whether no answer is taken now, because the caller is on hold; it is told."""
        if self.line is None or self.line.state is not CallState.HELD:
            return False
        self.say(Say(Role.WARNING, Calls.HELD_BACK))
        return True

    def _hear_words(
        self, question: QuestionDefinition, text: str, more: Iterable[str]
    ) -> bool:
        """Take what is no command: a choice that was offered, or an answer."""
        if list_turns.hear_offer(self, text):
            return False
        if is_mistyped(text) and not question.model.collects:
            self.say(Say(Role.WARNING, Talk.NO_SUCH_COMMAND.format(text=text)))
            return False
        return self._answer(question, text, more)

    # --- answers ----------------------------------------------------------

    def _answer(
        self, question: QuestionDefinition, text: str, more: Iterable[str]
    ) -> bool:
        self.asked = None
        if not question.model.asks and not question.model.collects:
            self.conversation.seen(question)
            if text.strip():
                self.say(Say(Role.NOTE, Talk.NOTHING_ASKED.format(text=text.strip())))
            return True
        if not text.strip() and self._keep_or_default(question):
            return True
        if question.model.collects:
            rosters = self.standing.programme.rosters
            roster = rosters[question.model.collects]
            list_turns.answer(self, roster, text, more)
            return False
        spec = self.standing.programme.facts[str(question.model.asks)].spec
        if spec.kind is Kind.LONG_TEXT and text.strip():
            text = "\n".join(chain([text], more))
        return self._take(question, text)

    def _keep_or_default(self, question: QuestionDefinition) -> bool:
        """An empty answer keeps an earlier one, or takes the default."""
        before = self.standing
        subject = question.subject
        has = subject in before.state.answers or subject in before.state.rosters
        if has or (question.model.asks and before.evaluation.is_counted(subject)):
            self.conversation.resume()
            return True
        if self.conversation.accept_default(question):
            self.tell(before)
            return True
        return False

    def _take(self, question: QuestionDefinition, typed: str) -> bool:
        """Accept what was understood, ask back what was not."""
        match self.conversation.read(question, typed):
            case Understood(value=value):
                self.accept(question, value, typed)
            case Refused(message=message) | Ambiguous(message=message, readings=()):
                self.say(Say(Role.WARNING, message))
            case Ambiguous() | Unlikely() as reading:
                self.asked = Asked(question, typed, reading)
                self.say(*presenter.offered(self.standing, question, reading))
        return False

    def _hear_choice(
        self, asked: Asked, text: str, command: Typed | None, more: Iterable[str]
    ) -> bool:
        """Take one of the readings offered, another answer, or a command."""
        question = asked.question
        chosen = self._chosen(question, text, asked.reading.readings)
        if chosen is not None:
            self.accept(question, chosen, asked.typed)
            return True
        if command is None and text.strip():
            return self._answer(question, text, more)
        if command is not None and self._obey(command, question):
            return True
        self.say(*presenter.offered(self.standing, question, asked.reading))
        return False

    def _chosen(
        self, question: QuestionDefinition, text: str, readings: tuple[Value, ...]
    ) -> Value | None:
        """Return the reading a line names: by its value, its number, or a plain yes."""
        match self.conversation.read(question, text):
            case Understood(value=value) | Unlikely(value=value) if value in readings:
                return value
        word = unicodedata.normalize("NFKC", text).strip().rstrip(".、")
        if word.isdecimal() and 0 < int(word) <= len(readings):
            return readings[int(word) - 1]
        return readings[0] if len(readings) == 1 and word in YES else None

    def accept(self, question: QuestionDefinition, value: Value, typed: str) -> None:
        """Take a value, repeat it, and say what it means."""
        before = self.standing
        self.conversation.accept(question, value, typed)
        self.tell(before)

    def accept_rows(self, roster: RosterDefinition, rows: Rows) -> None:
        """Take rows as all the rows of a list, repeat it, and say what it means."""
        before = self.standing
        self.conversation.accept_rows(roster.id, rows)
        self.tell(before)

    def tell(self, before: Standing) -> None:
        """Say what the last entry was taken for and what it did."""
        entry = self.standing.state.effective[-1]
        self.say(presenter.echo(self.standing, entry))
        self.say(*presenter.consequences(before, self.standing, entry))
        if entry.action in {Action.ANSWER, Action.ROWS}:
            self.say(presenter.standing_line(self.standing))
            figure_turns.note(self, before)
        if self.line is not None:
            self.say(*desk_cards.read_back(self.standing, entry))

    # --- commands ---------------------------------------------------------

    def carry_out(self, typed: Typed) -> bool:
        """Carry out a command heard while a list is open; as ``_obey``."""
        return self._obey(typed, self.question)

    def _obey(self, typed: Typed, question: QuestionDefinition | None) -> bool:
        """Carry out a command; return whether the question at hand was left."""
        command = typed.command
        if command in _CARDS and not typed.argument:
            self.say(*self._whole_card(command))
            return False
        if command in _ELSEWHERE:
            # Whoever goes elsewhere puts off what differs; it stays an open point.
            self.undecided = ""
        if command in _MOVES:
            return _MOVES[command](self)
        if command in _ABOUT_THE_QUESTION:
            return question is not None and _ABOUT_THE_QUESTION[command](self, question)
        if command in _ON_EVIDENCE:
            from sme_assistant.assistant import evidence_turns  # noqa: PLC0415

            return evidence_turns.obey(self, typed)
        if command in _ON_CALLS:
            from sme_assistant.assistant import call_turns  # noqa: PLC0415

            return call_turns.obey(self, typed)
        if command not in _WITH_ARGUMENT:
            self.say(Say(Role.NOTE, Talk.ONLY_ON_THE_SCREEN))
            return False
        return _WITH_ARGUMENT[command](self, typed.argument)

    def _whole_card(self, command: Command) -> list[Say]:
        """Return what a command shows of the whole case."""
        says = _CARDS[command](self.standing)
        is_help = command is Command.HELP and self.line is not None
        return [*says, Say(Role.NOTE, Calls.HELP)] if is_help else says

    def quit(self) -> bool:
        """Leave; everything is saved already."""
        self.ended = True
        return True

    def back(self) -> bool:
        """Go to the question before."""
        if self.conversation.back() is None:
            self.say(Say(Role.NOTE, Talk.NOTHING_BEFORE))
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
            self.say(Say(Role.NOTE, Talk.NOTHING_TO_UNDO))
            return False
        self.say(presenter.undone(before, entry, again=False))
        self.say(*presenter.after_moving(before, self.standing, entry))
        return True

    def redo(self) -> bool:
        """Do the step last taken back again."""
        before = self.standing
        entry = self.conversation.redo()
        if entry is None:
            self.say(Say(Role.NOTE, Talk.NOTHING_TO_REDO))
            return False
        self.say(presenter.undone(self.standing, entry, again=True))
        self.say(*presenter.after_moving(before, self.standing, entry))
        return True

    def why(self, question: QuestionDefinition) -> bool:
        """Say why the question is asked."""
        says = presenter.why_card(self.standing, question)
        self.say(*says or presenter.help_card(self.standing))
        return False

    def phone(self, question: QuestionDefinition) -> bool:
        """Give the wording to read aloud."""
        self.say(*presenter.phone_card(self.standing, question))
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
            self.say(*boards.several_card(self.standing, word, on_path))
        elif found:
            label = question_label(self.standing, found[0])
            self.say(Say(Role.NOTE, Plain.JUMP_OFF_PATH.format(label=label)))
        else:
            told = Plain.JUMP_NOT_FOUND.format(word=word) if word else Plain.JUMP_ASK
            self.say(Say(Role.NOTE, told))
        return False

    def clause(self, word: str) -> bool:
        """Quote a clause; without a word, those of the question at hand."""
        programme, question = self.standing.programme, self.question
        if word:
            clause = clause_called(programme, word)
            cites = [clause] if clause else []
        else:
            why = question.model.why if question else None
            cites = list(why.cite) if why else []
        says = [say for cite in cites for say in presenter.clause_card(programme, cite)]
        told = Plain.CLAUSE_NOT_FOUND.format(word=word) if word else Plain.CLAUSE_ASK
        self.say(*dict.fromkeys(says or [Say(Role.NOTE, told)]))
        return False

    def board(self, word: str) -> bool:
        """Lay one clause out: its criteria, each figure and where it came from."""
        clause = clause_called(self.standing.programme, word)
        says = boards.clause_tree(self.standing, clause or "")
        told = Plain.CLAUSE_NOT_JUDGED.format(word=word)
        self.say(*(says or [Say(Role.NOTE, told)]))
        return False

    def ask(self, question: str) -> bool:
        """Answer a question about the regulation, and what that means here."""
        from sme_assistant.assistant import asking  # noqa: PLC0415 (seldom needed)

        if not question:
            self.say(Say(Role.NOTE, Ask.EMPTY_HERE))
            return False
        answer = asking.desk(self.standing.programme.meta.id).ask(question)
        self.say(*(Say(Role(r), text) for r, text in asking.answer_lines(answer)))
        told = asking.meaning(answer, self.standing)
        if told:
            lines = "\n".join([Ask.MEANING_HERE, *told])
            self.say(Say(Role.NOTE, lines))
        self.say(*(Say(Role(r), text) for r, text in asking.related_lines(answer)))
        return False

    def echo(self) -> None:
        """Repeat the last entry."""
        entry = self.standing.state.effective[-1]
        self.say(presenter.echo(self.standing, entry))


_CARDS: dict[Command, Callable[[Standing], list[Say]]] = {
    Command.HELP: presenter.help_card,
    Command.PROGRESS: boards.progress_card,
    Command.TO_DO: boards.to_do_card,
    Command.BOARD: boards.board,
    Command.MATERIALS: boards.materials_board,
    Command.LISTS: list_cards.lists_card,
}
_ON_EVIDENCE = frozenset(
    {
        Command.EVIDENCE,
        Command.ATTACH,
        Command.DETACH,
        Command.MARK,
        Command.SAID,
    }
)
_ON_CALLS = ON_THE_PHONE - {Command.CALL_SWITCH} | {Command.HELPDESK}
_LONG_CARDS = frozenset(
    {
        *_CARDS,
        Command.EVIDENCE,
        Command.CALL,
        Command.CLAUSE,
        Command.ASK,
        Command.QUICK,
        Command.ASSEMBLE,
        Command.BIND,
        Command.ALONE,
        Command.ACCEPT,
        Command.REOPEN,
        Command.EXPORT_LIST,
        Command.BLANK_FORM,
        Command.FINDINGS,
        Command.SUMMARY,
        Command.FOLLOW_UP,
    }
)
_ELSEWHERE = frozenset({Command.BACK, Command.RESUME, Command.JUMP})
_MOVES: dict[Command, Callable[[Turns], bool]] = {
    Command.QUIT: Turns.quit,
    Command.BACK: Turns.back,
    Command.RESUME: Turns.resume,
    Command.UNDO: Turns.undo,
    Command.REDO: Turns.redo,
}
_ABOUT_THE_QUESTION: dict[Command, Callable[[Turns, QuestionDefinition], bool]] = {
    Command.WHY: Turns.why,
    Command.PHONE: Turns.phone,
    Command.UNKNOWN: Turns.unknown,
    Command.LATER: Turns.later,
}
_ONLY_AT_A_QUESTION = frozenset({*_ABOUT_THE_QUESTION, Command.RESUME})
_WITH_ARGUMENT: dict[Command, Callable[[Turns, str], bool]] = {
    Command.JUMP: Turns.jump,
    Command.CLAUSE: Turns.clause,
    Command.ASK: Turns.ask,
    Command.BOARD: Turns.board,
    **quick_turns.COMMANDS,
    **list_turns.COMMANDS,
    **package_turns.COMMANDS,
    **recap_turns.COMMANDS,
    **follow_ups.COMMANDS,
}
