"""The conversation in turns: what a person enters, and what the assistant says to it.

Every face holds its conversation through ``Turns``, so that all say the same: a face
brings the text in and shows what is said, and decides nothing about either.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assistant import boards, exporting, list_cards, presenter
from sme_assistant.assistant.commands import Command, Typed, command_in, is_mistyped
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.finding import (
    clause_called,
    documents_called,
    points_called,
    question_label,
    questions_called,
)
from sme_assistant.assistant.importing import Import, prepared, take
from sme_assistant.assistant.list_cards import Choice
from sme_assistant.assistant.packaging import How, assemble_case
from sme_assistant.assistant.presenter import Role, Say, conflict_say
from sme_assistant.dialogue.programme import QuestionDefinition, RosterDefinition
from sme_assistant.engine.conflicts import Conflict
from sme_assistant.engine.log import Action, Deferral
from sme_assistant.engine.open_points import OpenPoint
from sme_assistant.engine.replay import Row
from sme_assistant.errors import SmeAssistantError
from sme_assistant.phrases import Ask, Figures, Lists, Open, Plain, Talk
from sme_assistant.rosters.files import is_there, table_path
from sme_assistant.rosters.reading import Reading, Sheet, read_line, read_pasted
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

_BLANKS = " \u3000\r\n"
"""Not the tab: a row copied from a table may begin with an empty cell."""

_NO = frozenset({"否", "不", "不要", "不收", "取消", "算了", "n", "no"})
_YES = frozenset({"是", "是的", "对", "对的", "确认", "y", "yes"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer that was asked back: its readings are offered until one is chosen."""

    question: QuestionDefinition
    typed: str
    reading: Ambiguous | Unlikely


@dataclass(frozen=True, slots=True)
class Offered:
    """A list file that was looked at: it is taken once the person says so."""

    question: QuestionDefinition
    found: Import

    choices: Mapping[Choice, str]

    @property
    def labels(self) -> list[str]:
        """What may be done with it, in words; the last is nothing."""
        return list(self.choices.values())


class Turns:
    """One case, turn by turn.

    Args:
        conversation: The case.
        say: Shows what the assistant says, at once.
        out: Where a package is written if the person names no folder.
        progress: Told how far a package is while it is made.
        own: The person's own templates, if there is a folder of them.

    Attributes:
        asked: The answer just asked back, if there is one.
        offered: The list file just looked at, if there is one.
        ended: Whether the person has left.
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
        self.asked: Asked | None = None
        self.offered: Offered | None = None
        self.ended = False
        self._undecided = ""
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
                if conflict.check.id == self._undecided and conflict.difference
            ),
            None,
        )

    @property
    def spec(self) -> Spec | None:
        """The spec of the fact the question at hand asks, if it asks one."""
        asks = self.question.model.asks if self.question else None
        return self.standing.programme.facts[asks].spec if asks else None

    def put(self) -> None:
        """Put the question at hand, introduced by its section where that is new."""
        question = self.question
        if (deciding := self.deciding) is not None:
            self._put_decision(deciding)
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
        self.say(*presenter.question_card(self.standing, question))

    def hear(self, text: str, more: Iterable[str] = ()) -> bool:
        """Take what a person entered, as a command or an answer.

        If it fails, that is said and nothing of it is kept.

        Args:
            text: A line, or several that were entered at one stroke.
            more: Where a text or a list goes on; asked for only then.

        Returns:
            Whether the question at hand was left, so that one is to be put again.
        """
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
        if left or self.standing.state is not state:
            self.asked = self.offered = None
            return True
        return False

    def command(self, text: str) -> Typed | None:
        """Return the command a text is while this question is at hand."""
        return command_in(text, self.spec)

    def _hear(self, text: str, more: Iterable[str]) -> bool:
        question, typed = self.question, self.command(text)
        if typed is None and (deciding := self.deciding) is not None:
            return self._hear_decision(deciding, text)
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
            self.say(*presenter.reminder(self.standing, question))
        return left

    def _hear_words(
        self, question: QuestionDefinition, text: str, more: Iterable[str]
    ) -> bool:
        """Take what is no command: a choice that was offered, or an answer."""
        if self._hear_offer(text):
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
            self._answer_roster(question, text, more)
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
        return readings[0] if len(readings) == 1 and word in _YES else None

    def accept(self, question: QuestionDefinition, value: Value, typed: str) -> None:
        """Take a value, repeat it, and say what it means."""
        before = self.standing
        self.conversation.accept(question, value, typed)
        self.tell(before)

    def accept_rows(
        self, question: QuestionDefinition, rows: Rows, source: str = ""
    ) -> None:
        """Take rows as all the rows of a list, repeat it, and say what it means."""
        before = self.standing
        self.conversation.accept_rows(question, rows, source)
        self.tell(before)

    def tell(self, before: Standing) -> None:
        """Say what the last entry was taken for and what it did."""
        entry = self.standing.state.effective[-1]
        self.say(presenter.echo(self.standing, entry))
        self.say(*presenter.consequences(before, self.standing, entry))
        if entry.action in {Action.ANSWER, Action.ROWS}:
            self.say(presenter.standing_line(self.standing))
            self._note_differences(before)

    # --- figures and lists ------------------------------------------------

    def _note_differences(self, before: Standing) -> None:
        """Remember to ask about the first figure that has come to differ."""
        known = {conflict.message for conflict in before.conflicts}
        for conflict in self.standing.conflicts:
            if conflict.difference is not None and conflict.message not in known:
                self._undecided = conflict.check.id
                return

    def _put_decision(self, conflict: Conflict) -> None:
        two = conflict.difference
        source = boards.answer_source(self.standing, two.fact) if two else ""
        self.say(*presenter.difference_card(self.standing, conflict, source))

    def _hear_decision(self, conflict: Conflict, text: str) -> bool:
        """Take the list's figure, keep the typed one, or leave it for later."""
        word = unicodedata.normalize("NFKC", text).strip().rstrip(".、")
        labels = presenter.difference_labels(self.standing, conflict)
        if word in ("1", labels[0]):
            self.take_figure(conflict)
        elif word in ("2", labels[1]):
            self._keep_figure(conflict)
        elif not word:
            self.say(Say(Role.NOTE, Figures.PUT_OFF))
        else:
            self._put_decision(conflict)
            return False
        self._undecided = ""
        self._note_other(conflict)
        return True

    def _note_other(self, decided: Conflict) -> None:
        """Go on to the next figure that differs and is undecided."""
        open_points = {
            p.subject for p in self.standing.points if not self.standing.lets_stand(p)
        }
        for conflict in self.standing.conflicts:
            later = conflict.check.id > decided.check.id
            if conflict.difference and later and conflict.check.id in open_points:
                self._undecided = conflict.check.id
                return

    def take_figure(self, conflict: Conflict) -> None:
        """Let a list's figure hold: what was typed is withdrawn."""
        if conflict.difference is not None:
            before = self.standing
            self.conversation.clear(conflict.difference.fact)
            self.say(presenter.figure_taken(before, conflict))
            entry = self.standing.state.effective[-1]
            self.say(*presenter.consequences(before, self.standing, entry))
            self.say(presenter.standing_line(self.standing))

    def _keep_figure(self, conflict: Conflict) -> None:
        """Keep the typed figure; where the forms cannot be right so, it stays open."""
        if conflict.check.model.severity == "block":
            self.say(Say(Role.NOTE, Figures.KEPT_FOR_NOW))
            return
        for point in self.standing.points:
            if point.subject == conflict.check.id:
                self.conversation.let_stand(point)
                self.echo()
                return

    def _answer_roster(
        self, question: QuestionDefinition, text: str, more: Iterable[str]
    ) -> None:
        """Take a file, or rows entered one a line, as a roster; ``+`` adds to it."""
        roster = self.standing.programme.rosters[str(question.model.collects)]
        bare = text.strip(_BLANKS)
        given = bare.lstrip("+＋").strip(_BLANKS)
        if not given.strip():
            self.say(Say(Role.HINT, Plain.ROSTER_EMPTY))
            return
        if (found := file_named(given)) is not None:
            path, sheet = found
            self.offer(question, self.read_list(question, path, Reading(sheet)))
            return
        rows: Rows = tuple(self._rows_in(roster, given, more))
        if rows:
            held = self.standing.state.rosters.get(roster.id)
            if held is not None and given != bare:
                rows = held.rows.replaced(len(held.rows), len(held.rows), rows)
            self.accept_rows(question, rows)

    def file_at_hand(self, text: str) -> tuple[Path, str | None] | None:
        """Return the list file and sheet a text names while a list is asked for."""
        question = self.question
        if question is None or not question.model.collects or self.command(text):
            return None
        return file_named(text.strip().lstrip("+＋").strip())

    def read_list(
        self, question: QuestionDefinition, path: Path, how: Reading
    ) -> Import:
        """Read a list file and see what it would bring; nothing is said or taken.

        Raises:
            TableError: It cannot be read at all.
        """
        roster = self.standing.programme.rosters[str(question.model.collects)]
        return prepared(self.standing, roster, path, how)

    def offer(self, question: QuestionDefinition, found: Import) -> None:
        """Say what a list file would bring, and ask whether to take it."""
        self.say(*list_cards.preview_card(found))
        if choices := list_cards.offers(found):
            self.offered = Offered(question, found, choices)
            self._put_offer(self.offered)
        else:
            self.say(Say(Role.NOTE, Plain.FILE_NOTHING))

    def _put_offer(self, offered: Offered) -> None:
        for number, label in enumerate(offered.labels, start=1):
            told = Talk.CHOICE.format(number=number, label=label)
            self.say(Say(Role.CHOICE, told))
        self.say(Say(Role.HINT, Lists.ASK))

    def _hear_offer(self, text: str) -> bool:
        """Take a list file or leave it; what is no word on it is heard as ever."""
        if self.offered is None:
            return False
        if not text.strip():
            self._put_offer(self.offered)
            return True
        offered, self.offered = self.offered, None
        chosen = self._offer_called(offered, text)
        if chosen is None:
            return False
        if chosen is Choice.LEAVE:
            self.say(Say(Role.NOTE, Lists.NOT_TAKEN))
            return True
        is_whole = chosen is Choice.REPLACE
        found = offered.found.replacing() if is_whole else offered.found
        before = self.standing
        where = take(self.conversation, found, progress=self._written_of(found))
        if self.standing is not before:
            self.tell(before)
            self.say(*list_cards.aggregate_says(self.standing, found.roster))
        self.say(*list_cards.correction_say(where))
        return True

    def _written_of(self, found: Import) -> Callable[[int, int], None]:
        """Return who is told how far the rows to be corrected are written."""
        title, told = found.roster.model.title, self.progress

        def progress(done: int, total: int) -> None:
            if told is not None:
                told(done, total, title)

        progress(
            0, 1
        )  # the last moment at which it can be stopped, if all rows are good
        return progress

    def _offer_called(self, offered: Offered, text: str) -> Choice | None:
        """Return the choice a text names: by its words, its number, or yes or no."""
        word = unicodedata.normalize("NFKC", text).strip().rstrip(".、").casefold()
        choices = list(offered.choices)
        if word.isdecimal() and 0 < int(word) <= len(choices):
            return choices[int(word) - 1]
        if word in _YES | _NO:
            return choices[0 if word in _YES else -1]
        return next((c for c, t in offered.choices.items() if t == text.strip()), None)

    def _rows_in(
        self, roster: RosterDefinition, given: str, more: Iterable[str]
    ) -> Iterator[Row]:
        """Read rows line by line; a bad one is told at once and left out.

        Below a header they are read as in a file, whatever the order of the columns.
        """
        today, number = self.conversation.today(), 0
        if read_pasted(roster, given, today) is not None:
            whole = "\n".join([given, *more])
            yield from self._good(read_pasted(roster, whole, today) or Sheet((), ()))
            return
        for line in chain(given.split("\n"), more):
            if not line.strip():
                continue
            number += 1
            yield from self._good(read_line(roster, line, number, today))

    def _good(self, sheet: Sheet) -> Sequence[Row]:
        """Return the good rows; bad ones are told."""
        if sheet.bad:
            self.say(*presenter.bad_cells(sheet.bad))
            self.say(Say(Role.NOTE, Plain.BAD_LINE))
        return sheet.rows

    # --- commands ---------------------------------------------------------

    def _obey(self, typed: Typed, question: QuestionDefinition | None) -> bool:
        """Carry out a command; return whether the question at hand was left."""
        command = typed.command
        if command in _CARDS and not typed.argument:
            self.say(*_CARDS[command](self.standing))
            return False
        if command in _ELSEWHERE:
            # Whoever goes elsewhere puts off what differs; it stays an open point.
            self._undecided = ""
        if command in _MOVES:
            return _MOVES[command](self)
        if command in _ABOUT_THE_QUESTION:
            return question is not None and _ABOUT_THE_QUESTION[command](self, question)
        if command in _ON_EVIDENCE:
            from sme_assistant.assistant import evidence_turns  # noqa: PLC0415

            return evidence_turns.obey(self, typed)
        if command not in _WITH_ARGUMENT:
            self.say(Say(Role.NOTE, Talk.ONLY_ON_THE_SCREEN))
            return False
        return _WITH_ARGUMENT[command](self, typed.argument)

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

    def assemble(self, folder: str) -> bool:
        """Make the package."""
        self._remark()
        self._make(self._folder(folder))
        return False

    def bind(self, folder: str) -> bool:
        """Make the package with the bound volume."""
        self._remark()
        self.say(Say(Role.NOTE, Talk.BINDING))
        self._make(self._folder(folder), bind=True)
        return False

    def _remark(self) -> None:
        told = (conflict_say("note", m) for m in boards.remarks(self.standing))
        self.say(*told)

    def _folder(self, named: str) -> Path:
        return Path(named).expanduser() if named else self.out

    def alone(self, word: str) -> bool:
        """Make one document, for use by itself."""
        programme = self.standing.programme
        found = documents_called(programme, word) if word else []
        if len(found) == 1:
            self._make(self.out, only=(found[0],))
            return False
        known = found or programme.documents
        titles = "、".join(programme.documents[n].model.title for n in known)
        said = Talk.ALONE_ASK if found or not word else Talk.ALONE_NOT_FOUND
        self.say(Say(Role.NOTE, said.format(word=word, titles=titles)))
        return False

    def _make(
        self, out: Path, *, only: tuple[str, ...] = (), bind: bool = False
    ) -> None:
        at, how = self.conversation.clock(), How(only, self.own, bind)
        package = assemble_case(self.standing, out, at, progress=self.progress, how=how)
        self.conversation.note_output(package.folder)
        self.conversation.note_output(package.archive)
        self.say(*boards.assembled(package))

    def accept_points(self, words: str) -> bool:
        """Let open points stand as they are; without a word, list them."""
        if not words:
            self.say(*boards.open_card(self.standing))
            return False
        for point in self._points(words):
            if not self.standing.lets_stand(point):
                self.conversation.let_stand(point)
                self.echo()
        return False

    def reopen_points(self, words: str) -> bool:
        """Take back that open points may stand; without a word, list them."""
        if not words:
            self.say(*boards.open_card(self.standing))
            return False
        for point in self._points(words):
            if self.standing.lets_stand(point):
                self.conversation.reopen(point)
                self.say(Say(Role.ECHO, Open.REOPENED.format(words=point.words)))
        return False

    def export_list(self, words: str) -> bool:
        """Write the list at hand, or the one that is named, into a file."""
        if (found := self._list_called(words)) is not None:
            roster, place = found
            path, says = exporting.export(self.standing, roster, place, self.progress)
            self.conversation.note_output(path)
            self.say(*says)
        return False

    def blank_form(self, words: str) -> bool:
        """Write a blank form of the list at hand, or of the one that is named."""
        if (found := self._list_called(words)) is not None:
            self.say(*exporting.blank_form(*found))
        return False

    def _list_called(self, words: str) -> tuple[RosterDefinition, Path] | None:
        """Return the list words name and where it goes; what names none is told."""
        at_hand = self.question.model.collects if self.question else None
        found = exporting.list_named(self.standing, words, at_hand)
        if found is None:
            self.say(exporting.which_list(self.standing, words))
            return None
        roster, named = found
        return roster, self.out / Path(named.strip("\"'")).expanduser()

    def _points(self, words: str) -> list[OpenPoint]:
        """Return the open points that are named; what names none is told."""
        found, unknown = points_called(self.standing, words)
        for word in unknown:
            self.say(Say(Role.NOTE, Open.NO_SUCH.format(word=word)))
        return found

    def echo(self) -> None:
        """Repeat the last entry."""
        entry = self.standing.state.effective[-1]
        self.say(presenter.echo(self.standing, entry))


def file_named(text: str) -> tuple[Path, str | None] | None:
    """Return the list file a text names, and its sheet: 名单.xlsx#第二张."""
    path = table_path(text)
    bare, mark, sheet = text.strip().rpartition("#")
    if mark and (path is None or not is_there(path)) and (other := table_path(bare)):
        return other, sheet
    return None if path is None else (path, None)


_CARDS: dict[Command, Callable[[Standing], list[Say]]] = {
    Command.HELP: presenter.help_card,
    Command.PROGRESS: boards.progress_card,
    Command.TO_DO: boards.to_do_card,
    Command.BOARD: boards.board,
    Command.MATERIALS: lambda standing: boards.materials_card(standing.materials()),
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
_LONG_CARDS = frozenset(
    {
        *_CARDS,
        Command.EVIDENCE,
        Command.CLAUSE,
        Command.ASK,
        Command.ASSEMBLE,
        Command.BIND,
        Command.ALONE,
        Command.ACCEPT,
        Command.REOPEN,
        Command.EXPORT_LIST,
        Command.BLANK_FORM,
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
    Command.ASSEMBLE: Turns.assemble,
    Command.BIND: Turns.bind,
    Command.ALONE: Turns.alone,
    Command.ACCEPT: Turns.accept_points,
    Command.REOPEN: Turns.reopen_points,
    Command.EXPORT_LIST: Turns.export_list,
    Command.BLANK_FORM: Turns.blank_form,
}
