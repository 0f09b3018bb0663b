"""访谈: the conversation itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from sme_assistant.assistant import boards, desk_cards, list_turns, presenter
from sme_assistant.assistant.calls import Line as CallLine
from sme_assistant.assistant.commands import Command, Typed
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.finding import question_label
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.assistant.turns import Turns
from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.programme import QuestionDefinition, RosterDefinition
from sme_assistant.engine.calls import CallState
from sme_assistant.engine.path import sections
from sme_assistant.engine.records import spoken
from sme_assistant.engine.verdicts import Status
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.tui.screens.list_file import LONG, ListFileScreen
from sme_assistant.faces.tui.widgets.choice_list import ChoiceList
from sme_assistant.faces.tui.widgets.editor import Editor
from sme_assistant.faces.tui.widgets.line import Line
from sme_assistant.faces.tui.widgets.rail import Rail
from sme_assistant.faces.tui.widgets.transcript import Transcript, Turn
from sme_assistant.faces.tui.widgets.zh_input import Entered, ZhInput
from sme_assistant.faces.tui.wording import plain, shown
from sme_assistant.paths import typed_path
from sme_assistant.phrases import Label, Plain, Talk, Tui
from sme_assistant.values import Ambiguous, Kind, Spec, Understood, Unlikely, show

_IN_THE_LIST: Final = frozenset({Role.CHOICE, Role.HOW})
"""What the inputs show by themselves."""
_SLASHES: Final = ("/", "／")
_YES_NO: Final = ("是", "否")
_CALL_PAUSE: Final = 20.0
"""In seconds: how long the shown length of a call may lag behind."""
_TALL: Final = 34
"""Rows from which on a question shows all its help; below, ``?`` does."""
_DRAFT_PAUSE: Final = 0.5
"""In seconds: how much of a text being written a killed program may lose."""


class InterviewScreen(ListFileScreen):
    """One case: cards above, the input that fits the question below.

    Args:
        name: The case.
        conversation: The case, opened to write in it.
        held: Lets go of the case when closed.
        out: Where packages are written.
    """

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.BACK,
        Command.PROGRESS,
        Command.CLAUSE,
        Command.MATERIALS,
        Command.BOARD,
        Command.PREVIEW,
        Command.PALETTE,
        Command.UNDO,
    )
    empties_entry = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "swap", show=False, priority=True),
    ]

    def __init__(
        self, name: str, conversation: Conversation, held: ExitStack, out: Path
    ) -> None:
        super().__init__()
        self.case = name
        self.conversation = conversation
        self.turns = Turns(
            conversation, self._say, out, own=self.desk.settings.own_templates
        )
        if self.desk.helpdesk.is_on and conversation.writer is not None:
            self.turns.line = CallLine(conversation, self.desk.helpdesk.staff)
        self.turns.copy = self.desk.copy_text
        self._held = held
        self._said: list[Say] = []
        self._waiting: list[Turn] = []
        self._writing: QuestionDefinition | None = None
        self._written = ""
        self._saving: Timer | None = None
        self._put_at = 0.0
        self._put_last: QuestionDefinition | None = None
        self._refused = ""
        self._back = ""

    def body(self) -> ComposeResult:
        """Yield outline, transcript and clause, of which small windows hide two.

        At a help desk, how the call stands comes first.
        """
        if self.line is not None:
            yield Line(id="call")
        with Horizontal(id="conversation"):
            yield Rail()
            yield Transcript(self._history())
            with VerticalScroll(id="clause-pane", can_focus=False):
                yield Static(id="clause-text", markup=False)

    def above_entry(self) -> ComposeResult:
        """Yield the inputs that a line is not enough for."""
        yield ChoiceList()
        with Horizontal(id="editing"):
            yield Editor()
            yield Static(id="prompts", markup=False)

    def on_mount(self) -> None:
        """Welcome back, and put the question at hand."""
        self.query_one("#editing").display = False
        done, deferred, left = boards.counts(self.standing)
        if done + deferred:
            total = done + deferred + left
            told = Plain.WELCOME_BACK.format(name=self.case, done=done, total=total)
            self._say(Say(Role.NOTE, told))
        else:
            self._say(*presenter.greeting(self.standing.programme)[1:])
        if self.line is not None:
            self._say(*desk_cards.found_card(self.line))
            self.set_interval(_CALL_PAUSE, self.show_call)
        self._gather("word")
        self.turns.recall()
        self.put()

    def on_unmount(self) -> None:
        """Keep what is being written, and let go of the case."""
        self.let_go()

    def let_go(self) -> None:
        """Keep what is being written, hold the call, and let go of the case, once."""
        if self._writing is not None:
            self._keep_draft()
            self._writing = None
        if self.line is not None:
            with suppress(SmeAssistantError):  # it is found cut off then
                self.line.leave()
            self.turns.line = None
        self._held.close()

    @property
    def line(self) -> CallLine | None:
        """The telephone, at a help desk."""
        return self.turns.line

    @property
    def standing(self) -> Standing:
        """How the case stands."""
        return self.conversation.standing

    @property
    def choices(self) -> ChoiceList:
        """The list of choices."""
        return self.query_one(ChoiceList)

    @property
    def editor(self) -> Editor:
        """Where long texts are written."""
        return self.query_one(Editor)

    @property
    def transcript(self) -> Transcript:
        """The cards."""
        return self.query_one(Transcript)

    # --- saying -----------------------------------------------------------

    def _say(self, *says: Say) -> None:
        self._said += says

    def _gather(self, kind: str) -> None:
        """Turn what was said into turns that wait for ``_flush``."""
        said = [say for say in self._said if say.role not in _IN_THE_LIST]
        self._said.clear()
        echoes = tuple(say for say in said if say.role is Role.ECHO)
        rest = tuple(say for say in said if say not in echoes)
        headings = tuple(say for say in rest if say.role is Role.SECTION)
        rest = tuple(say for say in rest if say not in headings)
        parts = (("answer", echoes), ("section", headings), (kind, rest))
        self._waiting += [Turn(name, says) for name, says in parts if says]

    def _flush(self, kind: str) -> None:
        """Turn what was said into cards, all that is waiting at once."""
        self._gather(kind)
        self.transcript.add(*self._waiting)
        self._waiting.clear()

    def _history(self) -> list[Turn]:
        """Return what was answered before, a line each."""
        programme, standing = self.standing.programme, self.standing
        lines = [
            desk_cards.past(standing, entry)
            for entry in spoken(standing.state.effective)
            if entry.subject in programme.facts or entry.subject in programme.rosters
        ]
        if not lines:
            return []
        past = [Turn("past", (line,)) for line in lines]
        return [*past, Turn("past", (Say(Role.HINT, Tui.HISTORY),))]

    def put(self) -> None:
        """Put the question at hand and show the input that fits it."""
        question = self._put_last = self.turns.question
        self.turns.put()
        if question is not None and self.turns.deciding is None:
            # A low window must keep room for the word on the answer before.
            is_low = self.app.size.height < _TALL
            extra = self._card(question, is_low=is_low)
            self._say(*(say for say in extra if say not in self._said))
        self._flush("question")
        if (deciding := self.turns.deciding) is not None:
            self._fit(None)
            labels = presenter.difference_labels(self.standing, deciding)
            self._offer_labels(labels)
        else:
            self._fit(question)
        self._show_standing(question)
        self._put_at = Message().time

    def _card(self, question: QuestionDefinition, *, is_low: bool) -> list[Say]:
        """Return all that is shown of a question, less where there is little room."""
        if self.line is None:
            card = presenter.reasoned_card if is_low else presenter.full_card
        else:
            card = desk_cards.spoken_card if is_low else desk_cards.full_spoken_card
        return card(self.standing, question)

    def _show_standing(self, question: QuestionDefinition | None) -> None:
        standing = self.standing
        self.show_call()
        self.query_one(Rail).show(standing, question)
        quoted = (
            presenter.clauses_quoted(standing.programme, question) if question else []
        )
        self.query_one("#clause-text", Static).update(shown(quoted))
        done, deferred, left = boards.counts(standing)
        section = self._section(question)
        statuses = [verdict.status for verdict in standing.verdicts]
        told = Tui.STANDING_SHORT.format(
            met=statuses.count(Status.MET),
            unmet=statuses.count(Status.UNMET),
            unknown=statuses.count(Status.UNKNOWN),
        )
        self.show_status(
            Tui.STATUS.format(
                case=self._short_name(),
                section=section,
                done=done,
                total=done + deferred + left,
                standing=told,
            )
        )

    def _short_name(self) -> str:
        """Return the case's name, cut where it would hide how far the case is."""
        name = Content(self.case).truncate(self.app.size.width // 4, ellipsis=True)
        return name.plain.strip()

    def _section(self, question: QuestionDefinition | None) -> str:
        """Say which section the question at hand is of, and how far that is."""
        if question is None:
            return Tui.ALL_ASKED
        for part in sections(tuple(presenter.asking_steps(self.standing))):
            if part.section.id == question.section.id:
                return Tui.STATUS_SECTION.format(
                    title=part.section.title, done=part.done, total=part.total
                )
        return question.section.title

    # --- the input of each kind -------------------------------------------

    def _fit(self, question: QuestionDefinition | None) -> None:
        """Show the input that fits a question."""
        self._keep_draft()
        self._writing = None
        spec = self.turns.spec if question is not None else None
        self.tell("")
        offered = self._offer() if question is not None else ([], [])
        self.choices.offer(*offered, several=_is_multi(spec))
        is_text = spec is not None and spec.kind is Kind.LONG_TEXT
        self.query_one("#editing").display = is_text
        wants_files = bool(self._items_asked(question))
        self._rule = Tui.ENTRY_FILES if wants_files else _rule_for(question, spec)
        self.show_rule(self._rule)
        if is_text and question is not None:
            self._open_editor(question)
        else:
            self.entry.focus()

    def _offer(self) -> tuple[list[str], list[str]]:
        """Return the choices of the fact asked and those chosen now."""
        question, spec = self.turns.question, self.turns.spec
        if spec is None or question is None:
            return [], []
        answer = self.standing.state.answers.get(question.subject)
        if spec.kind is Kind.YESNO:
            present = [] if answer is None else [_YES_NO[not answer.value]]
            return [*_YES_NO], present
        chosen = answer.value if answer else ()
        ids = (chosen,) if isinstance(chosen, str) else chosen
        labels = {option.id: option.label for option in spec.options}
        now = [labels[i] for i in ids if i in labels] if isinstance(ids, tuple) else []
        return [*labels.values()], now

    def _open_editor(self, question: QuestionDefinition) -> None:
        text = self.conversation.draft(question) or self._answered(question)
        with self.prevent(Editor.Changed):
            self.editor.load_text(text)
        self._writing, self._written = question, text
        self.editor.move_cursor(self.editor.document.end)
        prompts = "\n".join(
            f"{n}. {p}" for n, p in enumerate(question.model.prompts, 1)
        )
        heading = plain(Tui.EDITOR_PROMPTS + "\n", "bold $say-accent")
        self.query_one("#prompts", Static).update(Content.assemble(heading, prompts))
        self.editor.focus()
        self.tell(Tui.EDITOR_COUNT.format(count=len(self.editor.text)))

    @on(Editor.Changed)
    def _edited(self) -> None:
        if self._writing is None:
            return
        self._written = self.editor.text
        count = len("".join(self.editor.text.split()))
        self.tell(Tui.EDITOR_COUNT.format(count=count))
        if self._saving is None:
            self._saving = self.set_timer(_DRAFT_PAUSE, self._keep_draft)

    def _answered(self, question: QuestionDefinition) -> str:
        answer = self.standing.state.answers.get(question.subject)
        return str(answer.value) if answer else ""

    def _keep_draft(self) -> None:
        """Keep what is being written, were the program to be killed."""
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        question = self._writing
        if question is None:
            return
        unchanged = self._written == self._answered(question)
        try:
            self.conversation.keep_draft(question, "" if unchanged else self._written)
        except SmeAssistantError as error:
            self.warn(error.user_message)

    @on(Editor.Submitted)
    def _text_handed_in(self, event: Editor.Submitted) -> None:
        self.submit(event.text)

    def do_done(self, _argument: str) -> None:
        """Hand in the text, or whatever stands in the input."""
        # In its turn: what was typed or pasted before it has to arrive first.
        (self.focused or self.entry).call_later(self._hand_in)

    def _hand_in(self) -> None:
        if self.query_one("#editing").display and not self.entry.value:
            self.editor.action_submit()
        else:
            self.take(self.entry.entered())

    def action_swap(self) -> None:
        """Go from the text to the input, or back."""
        if self.query_one("#editing").display and self.focused is not self.editor:
            self.editor.focus()
        else:
            self.entry.focus()

    @on(ZhInput.Changed, "#entry")
    def _typing(self, event: ZhInput.Changed) -> None:
        """Show at once how what is typed would be understood."""
        text = event.input.value
        self.choices.find(text)
        question, spec = self.turns.question, self.turns.spec
        if spec is None or question is None or not text.strip():
            self.tell("")
            return
        is_choosing = self.turns.asked or self.turns.deciding
        if is_choosing or self.command(text) or self.choices.numbered(text):
            self.tell("")
            return
        match self.conversation.read(question, text):
            case Understood(value=value):
                self.tell(Tui.MEANING.format(value=show(spec, value)))
            case Ambiguous() | Unlikely():
                self.tell(Tui.MEANING_ASKS)
            case _:
                self.tell("")

    def blank(self) -> None:
        """Tick the highlighted choice, or take its tick away."""
        self.choices.tick()

    @on(ZhInput.PastedLines)
    def _pasted(self, event: ZhInput.PastedLines) -> None:
        self.submit(event.text)

    @on(ChoiceList.OptionSelected)
    def _clicked(self) -> None:
        if self.choices.several:
            self.choices.tick()
        else:
            self.submit("")

    # --- taking turns -----------------------------------------------------

    def command(self, text: str) -> Typed | None:
        """Return the command a text is while this question is at hand."""
        return self.turns.command(text) or self._command_behind(text)

    def _command_behind(self, text: str) -> Typed | None:
        """Return the command typed behind what was not taken and stays in the input."""
        rest = text.removeprefix(self._refused).lstrip()
        is_behind = bool(self._refused) and rest != text
        return self.turns.command(rest) if is_behind and rest[:1] in _SLASHES else None

    def was_entered_here(self, entered: Entered) -> bool:
        """An answer entered before its question stood there is no answer to it.

        It may be a line of a text pasted into a terminal that does not tell pasting
        from typing, or typed ahead of a question that was then asked back. It goes back
        into the input, to be entered again or mended. A command is one anywhere.
        """
        if entered.at >= self._put_at or self.command(entered.text) is not None:
            return True
        self.give_back(entered.text)
        self.choices.find(self.entry.value)
        self._rule = Tui.ENTERED_EARLY
        self.show_rule(self._rule)
        return False

    def give_back(self, text: str) -> None:
        """Put what was entered back, after what was before it and before the rest."""
        typed = "" if self.entry.value == self._refused else self.entry.value
        before = self._back if typed.startswith(self._back) else ""
        self._back = " ".join(filter(None, [before, text]))
        rest = typed[len(before) :].lstrip()
        with self.prevent(ZhInput.Changed):
            self._refill(" ".join(filter(None, [self._back, rest])))

    def _refill(self, text: str) -> None:
        self.entry.value = text
        self.entry.cursor_position = len(text)

    def submit(self, text: str) -> None:
        """Take what was entered: a command of the screen, or a turn."""
        if self.is_busy():
            with self.prevent(ZhInput.Changed):
                self._refill(text)
            return
        self._back = ""
        typed = self.command(text)
        if typed is not None:
            is_behind = self.turns.command(text) is None
            self._obey_beside(self._refused if is_behind else "", typed)
            return
        is_done = self.turns.question is None and self.turns.deciding is None
        if is_done and not text.strip():
            self.do_preview("")
            return
        meant = self._picked() if not text.strip() else self._from_list(text)
        if meant is None:
            return
        roster = self.turns.roster
        if (
            roster is not None
            and self.turns.deciding is None
            and not self._is_held
            and (named := list_turns.file_at_hand(self.turns, meant))
        ):
            self.look_at(self.turns, self._said, roster, named)
            return
        left = self.turns.hear(meant)
        self._after(left, text)

    def _obey_beside(self, refused: str, typed: Typed) -> None:
        """Carry out a command; what was not taken before it stays to be mended."""
        question = self.turns.question
        self.obey(typed)
        if refused and self.turns.question is question and not self.entry.value:
            self._refused = refused
            self._refill(refused)

    def list_taken(self, _before: int) -> None:
        """Go on with the question at hand."""
        self._after(True, "")

    def _from_list(self, text: str) -> str:
        """Return the choice a text stands for where the list alone knows it."""
        spec = self.turns.spec
        if self.turns.asked or self.turns.deciding or spec is None:
            return text
        if self.choices.is_long:
            self.choices.find(text)
            return self.choices.current or text
        is_ours = spec.kind is Kind.YESNO
        return (self.choices.numbered(text) or text) if is_ours else text

    def _picked(self) -> str | None:
        """Return what the list says for an empty input; None where that is nothing."""
        if self.turns.asked is not None or self.turns.deciding is not None:
            at = self.choices.highlighted
            return "" if at is None else str(at + 1)
        question, spec = self.turns.question, self.turns.spec
        if question is not None and question.model.collects:
            self.do_table("")
            return None
        if spec is None or not self.choices.display:
            return ""
        present = self._offer()[1]
        if self.choices.several:
            if self.choices.ticked == tuple(present):
                return self._nothing_new(present, Tui.NO_TICKS)
            return "、".join(self.choices.ticked) or Talk.NONE
        picked = self.choices.current
        if picked is None or [picked] == present:
            return self._nothing_new(present, Tui.NO_CHOICE)
        return picked

    def _nothing_new(self, present: list[str], told: str) -> str | None:
        """With nothing picked anew, an earlier answer is kept; else that is told."""
        if present:
            return ""
        self.warn(told)
        return None

    def _offer_labels(self, labels: Sequence[str]) -> None:
        """Offer what was asked back, the first of it to begin with."""
        self.choices.offer(labels, labels[:1], several=False)
        self._rule = Tui.ENTRY_ASKED
        self.show_rule(self._rule)

    def _after(self, left: bool, text: str) -> None:
        if self.turns.ended:
            self.desk.exit()
            return
        self.tell("")
        self._put_at = Message().time
        if left:
            self._gather("word")
            self.put()
            return
        self._flush("word")
        if self.turns.asked is not None:
            spec = self.turns.spec
            readings = self.turns.asked.reading.readings
            labels = [show(spec, value) for value in readings] if spec else []
            self._offer_labels(labels)
        elif self._writing is None and not self.entry.value:
            # What could not be taken stays, to be mended rather than typed again.
            self._refused = text
            self._refill(text)

    def obey(self, typed: Typed) -> None:
        """Carry out a command: a screen of its own, or a turn."""
        if self.is_busy():
            return
        may_wait = typed.command in _REPLAYS and self._has_long_list()
        if typed.command in _WRITE_LISTS or may_wait:
            self.aside(
                self.turns,
                lambda: self.turns.obey(typed),
                lambda left: self._after(left, ""),
            )
            return
        if hasattr(self, f"do_{typed.command.value}") or typed.command in _NO_TURNS:
            super().obey(typed)
            return
        self._after(self.turns.obey(typed), "")
        self.show_call()

    def _has_long_list(self) -> bool:
        """Whether a list that was given, or taken back, takes a moment to look at."""
        state = self.standing.state
        return any(len(e.rows) >= LONG for e in (*state.effective, *state.undone))

    def takes(self, command: Command) -> bool:
        """Whether a command means something here."""
        if self.desk.hides(command):
            return False
        return command not in _NO_TURNS or super().takes(command)

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield the questions on the path, and the clauses."""
        programme = self.standing.programme
        for question, number in presenter.question_numbers(self.standing).items():
            label = question_label(self.standing, programme.questions[question])
            told = Tui.PALETTE_QUESTION.format(number=number, label=label)
            yield f"/{Label.JUMP} {number}", told
        for clause in programme.clauses:
            if "#" not in clause:
                told = Tui.PALETTE_CLAUSE.format(clause=cited(clause))
                yield f"/{Label.CLAUSE} {clause}", told

    def do_resume(self, _argument: str) -> None:
        """Go on with the first open question."""
        self._after(self.turns.obey(Typed(Command.RESUME)), "")

    def do_back(self, _argument: str) -> None:
        """Go to the question before."""
        self._after(self.turns.obey(Typed(Command.BACK)), "")

    # --- screens ----------------------------------------------------------

    def do_quick(self, text: str) -> None:
        """Answer quickly on a screen of its own; the case stays as it is."""
        self.desk.do_quick(text)

    def go_to(self, question: str | None) -> None:
        """Come back from another screen, with a question to go to or none."""
        if question is not None:
            self.turns.undecided = ""  # whoever goes elsewhere puts it off
            self.conversation.jump(question)
            self.put()
        else:
            self._show_standing(self.turns.question)

    def do_progress(self, _argument: str) -> None:
        """Show the outline."""
        from sme_assistant.faces.tui.screens.outline import OutlineScreen  # noqa: PLC0415

        self.desk.push_screen(OutlineScreen(self.conversation), self.go_to)

    def do_to_do(self, _argument: str) -> None:
        """Show what was left for later."""
        from sme_assistant.faces.tui.screens.outline import OutlineScreen  # noqa: PLC0415

        screen = OutlineScreen(self.conversation, only_deferred=True)
        self.desk.push_screen(screen, self.go_to)

    def do_board(self, argument: str) -> None:
        """Show the self-assessment, a clause of it where one is named."""
        from sme_assistant.faces.tui.screens.board import BoardScreen  # noqa: PLC0415

        self.desk.push_screen(BoardScreen(self.standing, argument), self.go_to)

    def do_materials(self, _argument: str) -> None:
        """Show the eleven materials."""
        from sme_assistant.faces.tui.screens.materials import MaterialsScreen  # noqa: PLC0415

        self.desk.push_screen(MaterialsScreen(self.standing), self.go_to)

    def do_clause(self, argument: str) -> None:
        """Show the regulation, at the clause named or at that of the question."""
        from sme_assistant.faces.tui.screens.clauses import ClausesScreen  # noqa: PLC0415

        screen = ClausesScreen(self.standing, argument, self.turns.question)
        self.desk.push_screen(screen, self.go_to)

    def do_preview(self, argument: str) -> None:
        """Show what the package will hold, to make it there."""
        from sme_assistant.faces.tui.screens.preview import PreviewScreen  # noqa: PLC0415

        screen = PreviewScreen(self.conversation, self._out(argument))
        self.desk.push_screen(screen, self.go_to)

    def do_bind(self, argument: str) -> None:
        """Make the package and bind it, on the screen that shows how it goes."""
        from sme_assistant.faces.tui.screens.preview import PreviewScreen  # noqa: PLC0415

        screen = PreviewScreen(
            self.conversation, self._out(argument), at_once=True, bind=True
        )
        self.desk.push_screen(screen, self.go_to)

    def do_assemble(self, argument: str) -> None:
        """Make the package, on the screen that shows how it goes."""
        from sme_assistant.faces.tui.screens.preview import PreviewScreen  # noqa: PLC0415

        screen = PreviewScreen(self.conversation, self._out(argument), at_once=True)
        self.desk.push_screen(screen, self.go_to)

    def _out(self, named: str) -> Path:
        return typed_path(named) if named else self.turns.out

    def do_table(self, _argument: str) -> None:
        """Open the list that the question asks for, or the files it wants."""
        if self.turns.roster is not None:
            self._open_list(self.turns.roster)
        else:
            self.do_files("")

    def _open_list(self, roster: RosterDefinition) -> None:
        from sme_assistant.faces.tui.screens.roster import RosterScreen  # noqa: PLC0415

        self.desk.push_screen(RosterScreen(self.turns, self._said, roster), self._came)

    def do_lists(self, argument: str) -> None:
        """Open the list that is named; without a name, show all of them."""
        from sme_assistant.assistant import exporting  # noqa: PLC0415
        from sme_assistant.faces.tui.screens.rosters import RostersScreen  # noqa: PLC0415

        if not argument:
            self.desk.push_screen(RostersScreen(self.standing), self._list_chosen)
        elif named := exporting.list_named(self.standing, argument, None):
            self._open_list(named[0])
        else:
            self.warn(exporting.no_such_list(self.standing, argument).text)

    def _list_chosen(self, name: str | None) -> None:
        if name is not None:
            self._open_list(self.standing.programme.rosters[name])
        elif self._said:
            self._came(None)

    def do_files(self, _argument: str) -> None:
        """Choose files for the evidence item the question asks for."""
        mine = self._items_asked(self.turns.question)
        if not mine:
            self.warn(Tui.FILES_NONE_ASKED)
            return
        from sme_assistant.faces.tui.screens.files import FilesScreen  # noqa: PLC0415

        self.desk.push_screen(FilesScreen(self.turns, mine[0]), self._came)

    def _items_asked(self, question: QuestionDefinition | None) -> list[str]:
        """Return the evidence items a question asks for itself."""
        if question is None:
            return []
        evidence, model = self.standing.programme.evidence, question.model
        return [i for i in model.evidence if evidence[i].model.fact == model.asks]

    def _came(self, _result: str | None) -> None:
        """Come back from a screen that took turns of its own."""
        self.turns.opened = None
        if self._said or self._put_last is not self.turns.question:
            self._gather("word")
            self.put()

    def do_export_case(self, path: str) -> None:
        """Write the case to a file, with the text that is being written."""
        self._keep_draft()
        self.desk.hand_over(self.case, path)

    def do_import_case(self, path: str) -> None:
        """Take a case from a file; this one is left, for it may go into it."""
        desk = self.desk
        self.leave()
        desk.call_later(desk.take_over, path)

    def do_home(self, _argument: str) -> None:
        """Go back to the list of cases."""
        self.leave()

    def leave(self) -> None:
        """Go back to the list of cases; everything is saved."""
        if self.desk.windows.here is self:
            self.desk.windows.leave()
        else:
            self.dismiss(None)

    # --- the call ---------------------------------------------------------

    @property
    def _is_held(self) -> bool:
        return self.line is not None and self.line.state is CallState.HELD

    def keys_named(self) -> Sequence[Command]:
        """At a help desk the key that switches calls comes early."""
        return _CALL_KEYS if self.desk.helpdesk.is_on else self.KEYS

    def show_call(self) -> None:
        """Write how the call stands, and which others there are."""
        if self.line is not None and self.is_attached:
            told = desk_cards.line_text(self.line, self.desk.windows.others())
            self.query_one("#call", Line).tell(told, "bold $say-accent")

    def arrived(self) -> None:
        """Take no answer that was entered before the window was shown again."""
        self._put_at = Message().time
        if self.is_mounted:
            self.show_call()

    def refocus(self) -> None:
        """Go on where it was: in a text that is being written, or in the input."""
        if self.focused is None or self.line is None:
            self.entry.focus()

    def obey_aside(self, typed: Typed) -> str:
        """Carry out a command on the call, given here or on a screen of this window.

        Returns:
            What is to be told on that other screen.
        """
        if self.app.screen is self:
            self._after(self.turns.obey(typed), "")
            self.show_call()
            return ""
        before = len(self._said)
        self.turns.obey(typed)
        self.show_call()
        return " ".join(say.text for say in self._said[before:])

    def give_up(self) -> None:
        """From a text to the input; else as everywhere."""
        if self.focused is self.editor:
            self.entry.focus()
        else:
            super().give_up()

    # --- moving -----------------------------------------------------------

    def move(self, step: int) -> None:
        """Move through the choices; without any, through the transcript."""
        if self.choices.display:
            self.choices.move(step)
        else:
            self.transcript.scroll_relative(y=step, animate=False)

    def page(self, step: int) -> None:
        """Turn a page of the transcript."""
        self.transcript.page(step)

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the newest card in sight."""
        self.call_after_refresh(self.transcript.settle)

    @on(Transcript.Scrolled)
    def _scrolled(self, event: Transcript.Scrolled) -> None:
        more = Tui.MORE_BELOW.format(count=event.below) if event.below else ""
        self.show_rule("　".join(filter(None, [more, self._rule])))


_CALL_KEYS: Final = (
    Command.HELP,
    Command.BACK,
    Command.CALL_SWITCH,
    Command.CLAUSE,
    Command.BOARD,
    Command.PALETTE,
    Command.PREVIEW,
    Command.PROGRESS,
    Command.MATERIALS,
    Command.UNDO,
)
"""The keys named at a help desk."""
_NO_TURNS: Final = frozenset(
    {
        Command.HELP,
        Command.DONE,
        Command.HOME,
        Command.NEW,
        Command.RENAME,
        Command.COPY,
        Command.ARCHIVE,
        Command.DELETE,
        Command.TRASH,
        Command.FOLDER,
        Command.SETTINGS,
        Command.THEME,
        Command.PALETTE,
        Command.OVERVIEW,
        Command.PLAIN,
        Command.HELPDESK,
        Command.STAFF,
        Command.CALL_SWITCH,
    }
)
"""Commands that are no turn of the conversation."""
_REPLAYS: Final = frozenset({Command.UNDO, Command.REDO})
_WRITE_LISTS: Final = frozenset({Command.EXPORT_LIST, Command.BLANK_FORM})
"""Turns that may take long."""


def _is_multi(spec: Spec | None) -> bool:
    return spec is not None and spec.kind is Kind.MULTI


def _rule_for(question: QuestionDefinition | None, spec: Spec | None) -> str:
    """Say what may be entered."""
    if question is None:
        return Tui.ENTRY_DONE
    if question.model.collects:
        return Tui.ENTRY_ROSTER
    if spec is None:
        return Tui.ENTRY_NOTICE
    match spec.kind:
        case Kind.MULTI:
            return Tui.ENTRY_MULTI
        case Kind.LONG_TEXT:
            return Tui.EDITOR_KEYS
        case Kind.CHOICE if not spec.is_numbered:
            return Tui.ENTRY_FIND
        case Kind.CHOICE | Kind.YESNO:
            return Tui.ENTRY_CHOICE
    return Tui.ENTRY
