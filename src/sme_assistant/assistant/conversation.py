"""One case being filled in: what any face may ask of it.

A conversation keeps the log, the state it comes to and the place in the question
tree. Each accepted answer is written before the state changes, so what a person sees
as accepted is already durable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date
from functools import cached_property
from pathlib import Path

from sme_assistant.assistant.clock import Clock, day_of
from sme_assistant.assistant.ports import CaseWriter
from sme_assistant.dialogue.programme import Programme, QuestionDefinition
from sme_assistant.engine.attachments import Attachment
from sme_assistant.engine.conflicts import Conflict, conflicts
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.log import Action, Channel, Deferral, Entry
from sme_assistant.engine.materials import EvidenceState, MaterialStatus, materials
from sme_assistant.engine.open_points import OpenPoint, open_points
from sme_assistant.engine.path import Step, next_question, parked, path
from sme_assistant.engine.replay import State, advance, replay
from sme_assistant.engine.text_tables import TextRow, Texts, TextTable
from sme_assistant.engine.verdicts import Outcome, Verdict, judge, outcome
from sme_assistant.errors import CasebookError, FirmPointError
from sme_assistant.values import (
    Reading,
    Spec,
    Table,
    Value,
    read,
    write,
)


@dataclass(frozen=True)
class Standing:
    """How a case stands at one moment; everything in it is derived from the state."""

    programme: Programme
    state: State
    today: date

    @cached_property
    def evaluation(self) -> Evaluation:
        """The values that hold."""
        return Evaluation(
            self.programme, self.state.values, self.state.rows, self.today
        )

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict on each hard criterion at the top."""
        return judge(self.evaluation)

    @cached_property
    def reported(self) -> Mapping[str, Verdict]:
        """Clause to the verdict reported for it."""
        return {
            v.criterion.model.clause: v
            for top in self.verdicts
            for v in top
            if v.criterion.model.clause
        }

    @cached_property
    def outcome(self) -> Outcome:
        """How the whole stands."""
        return outcome(self.verdicts)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The cross-checks that do not hold."""
        return conflicts(self.evaluation)

    @cached_property
    def path(self) -> tuple[Step, ...]:
        """The questions on the path, notices among them, in order."""
        return path(self.evaluation, self.state)

    @cached_property
    def parked(self) -> tuple[str, ...]:
        """Facts and rosters that are answered but off the path."""
        return parked(self.evaluation, self.state)

    @cached_property
    def next(self) -> QuestionDefinition | None:
        """The first question on the path that is still open."""
        return next_question(self.evaluation, self.state)

    @cached_property
    def evidence(self) -> Mapping[str, tuple[Path, ...]]:
        """Material to the files attached to its evidence items, in their order.

        Files of an item that is not needed are left out, as parked answers are. One
        that serves two items of a material is there once.
        """
        found = {
            status.material.item: tuple(
                dict.fromkeys(
                    Path(path)
                    for evidence in status.evidence
                    if evidence.state is not EvidenceState.NOT_APPLICABLE
                    for path in self.state.files.get(evidence.item.id, ())
                )
            )
            for status in self.materials()
        }
        return {item: paths for item, paths in found.items() if paths}

    def materials(
        self, files: Mapping[str, int] | None = None
    ) -> tuple[MaterialStatus, ...]:
        """Return how the materials stand, given how many files each has.

        Args:
            files: Material to number; None for the files attached to the case.
        """
        if files is not None:
            return materials(self.evaluation, files)
        attached = {item: len(files) for item, files in self.state.attached.items()}
        return materials(self.evaluation, {}, attached)

    @cached_property
    def points(self) -> tuple[OpenPoint, ...]:
        """What keeps the package a draft unless it is accepted, accepted or not."""
        return self.points_with(None)

    def points_with(self, files: Mapping[str, int] | None) -> tuple[OpenPoint, ...]:
        """Return the open points, given how many files each material has."""
        return open_points(
            self.evaluation, self.verdicts, self.conflicts, self.materials(files)
        )

    def lets_stand(self, point: OpenPoint) -> bool:
        """Whether the applicant lets an open point stand."""
        return not point.firm and point.id in self.state.accepted


class Conversation:
    """A case under way.

    Args:
        programme: What is applied for.
        entries: The log so far.
        writer: Where new entries go; None for a case that is only looked at.
        clock: The time, in UTC.
        channel: How answers come in.
        who: Who says them.

    Attributes:
        staff: Who types them, where that is not the one who says them.
    """

    def __init__(
        self,
        programme: Programme,
        entries: Sequence[Entry],
        writer: CaseWriter | None,
        clock: Clock,
        *,
        channel: Channel = Channel.SELF,
        who: str = "",
    ) -> None:
        self.programme = programme
        self.writer = writer
        self.clock = clock
        self.channel = channel
        self.who = who
        self.staff = ""
        self.standing = Standing(programme, replay(programme, entries), self.today())
        self._jumped: str | None = None

    def today(self) -> date:
        """Return the calendar day."""
        return day_of(self.clock())

    @property
    def current(self) -> QuestionDefinition | None:
        """The question at hand: the one jumped to, else the next open one."""
        if self._jumped is not None:
            return self.programme.questions[self._jumped]
        return self.standing.next

    # --- answering --------------------------------------------------------

    def read(self, question: QuestionDefinition, typed: str) -> Reading:
        """Read what was typed as an answer to a question that asks a fact."""
        spec = self.programme.facts[str(question.model.asks)].spec
        return read(spec, typed, today=self.today())

    def accept(self, question: QuestionDefinition, value: Value, typed: str) -> None:
        """Take a value as the answer to a question that asks a fact."""
        name = str(question.model.asks)
        text = write(self.programme.facts[name].spec, value)
        self._add(Action.ANSWER, name, value=text, typed=typed)

    def accept_default(self, question: QuestionDefinition) -> bool:
        """Take a fact's default as its answer, if it has one."""
        name = question.model.asks
        if name is None or self.programme.facts[name].model.default is None:
            return False
        self.accept(question, self.today(), "")
        return True

    def accept_rows(
        self, roster: str, rows: Sequence[Mapping[str, Value]], source: str = ""
    ) -> None:
        """Take rows as all the rows of a roster."""
        columns = self.programme.rosters[roster].columns
        self.accept_list(roster, written(columns, Table.of(rows)), source)

    def accept_list(self, roster: str, rows: TextTable, source: str = "") -> None:
        """Take rows, written in canonical text, as all the rows of a roster.

        Where another question was jumped to, it stays at hand.
        """
        here = self._jumped
        self._add(Action.ROWS, roster, rows=rows, source=source)
        if here is not None and self.programme.questions[here].subject != roster:
            self._jumped = here

    def attach(self, item: str, files: Sequence[Attachment]) -> None:
        """Attach files to an evidence item, in place of those it had; none is none."""
        rows = tuple(file.cells() for file in files)
        self._add(Action.FILES, item, rows=rows)

    def mark(self, item: str, state: EvidenceState, typed: str, note: str) -> None:
        """Say how an evidence item stands, and why."""
        fact = self.programme.evidence[item].model.fact
        rows = ((("note", note),),) if note else ()
        self._add(Action.ANSWER, fact, value=state, typed=typed, rows=rows)

    def defer(self, question: QuestionDefinition, why: Deferral) -> None:
        """Leave a question for later; it goes on the to-do list."""
        self._add(Action.DEFER, question.id, value=why)

    def seen(self, question: QuestionDefinition) -> None:
        """Note that a notice was read."""
        self._add(Action.SEEN, question.id)

    def clear(self, subject: str) -> None:
        """Withdraw an answer, a roster or a deferral."""
        self._add(Action.CLEAR, subject)

    def draft(self, question: QuestionDefinition) -> str:
        """Return the text begun at a question and not handed in; empty if none."""
        return self.writer.draft(question.id) if self.writer is not None else ""

    def keep_draft(self, question: QuestionDefinition, text: str) -> None:
        """Keep a text that is being written; an empty one is forgotten.

        Raises:
            CasebookError: It could not be stored.
        """
        if self.writer is not None:
            self.writer.keep_draft(question.id, text)

    def note_output(self, path: Path) -> None:
        """Keep where something made of the case was put.

        It is there already: that its place cannot be kept spoils nothing.
        """
        if self.writer is not None:
            with suppress(CasebookError):
                self.writer.note_output(str(path.absolute()))

    def let_stand(self, point: OpenPoint) -> None:
        """Let an open point stand as it is; if it changes, it is open again.

        Raises:
            FirmPointError: It has to be mended; no word of the applicant's is enough.
        """
        if point.firm:
            raise FirmPointError(point.words)
        self._add(Action.ACCEPT, point.id, value=point.words)

    def reopen(self, point: OpenPoint) -> None:
        """Take back that an open point may stand."""
        self._add(Action.CLEAR, point.id)

    def undo(self) -> Entry | None:
        """Take back the last entry in force; None if there is none."""
        effective = self.standing.state.effective
        if not effective:
            return None
        self._add(Action.UNDO, "")
        return effective[-1]

    def redo(self) -> Entry | None:
        """Bring back the entry last taken back; None if there is none."""
        undone = self.standing.state.undone
        if not undone:
            return None
        self._add(Action.REDO, "")
        return undone[-1]

    # --- moving -----------------------------------------------------------

    def jump(self, question: str) -> None:
        """Go to a question; after its answer the conversation goes on where it was."""
        self._jumped = question

    def back(self) -> QuestionDefinition | None:
        """Go to the question before the one at hand; None at the beginning."""
        on_path = [
            q
            for q in self.programme.questions.values()
            if self.standing.evaluation.relevant(q.id) is True
        ]
        here = self.current
        index = on_path.index(here) if here in on_path else len(on_path)
        if index == 0:
            return None
        self._jumped = on_path[index - 1].id
        return on_path[index - 1]

    def resume(self) -> None:
        """Leave the question jumped to and go on with the next open one."""
        self._jumped = None

    def _add(
        self,
        action: Action,
        subject: str,
        *,
        value: str = "",
        typed: str = "",
        rows: Sequence[TextRow] = (),
        source: str = "",
    ) -> None:
        entry = Entry(
            action,
            subject,
            self.clock().astimezone(UTC),
            value=value,
            typed=typed,
            rows=rows,
            who=self.who,
            channel=Channel.FILE if source else self.channel,
            source=source,
            version=self.programme.meta.version,
            staff=self.staff,
        )
        if self.writer is not None:
            self.writer.append(entry)
        state = advance(self.programme, self.standing.state, entry)
        self.standing = Standing(self.programme, state, self.today())
        self._jumped = None


def written(columns: Mapping[str, Spec], rows: Table) -> TextTable:
    """Write the rows of a list as canonical text."""
    found: dict[str, Texts] = {}
    for name in columns.keys() & set(rows.names):
        cells, spec = rows.column(name), columns[name]
        texts = {c: None if c is None else write(spec, c) for c in set(cells)}
        found[name] = [texts[cell] for cell in cells]
    return TextTable(
        {name: found[name] for name in columns if name in found}, len(rows)
    )
