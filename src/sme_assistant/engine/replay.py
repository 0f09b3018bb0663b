"""Turn an answer log into the state of a case.

``replay`` folds a whole log, ``advance`` adds one entry; both give the same. An entry
that the dialogue of today cannot take (a fact dropped, a choice gone) is kept aside as
an orphan: it is shown, never blocks the rest, and is settled by the next word on its
subject. It still ends what was said before it: an older answer does not come back.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import InvalidOperation

from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.attachments import Attachment, attachments_of
from sme_assistant.engine.log import Action, Deferral, Entry, gap_id
from sme_assistant.engine.records import spoken
from sme_assistant.engine.text_tables import TextRow, Texts, TextTable
from sme_assistant.values import Kind, Spec, Table, Value, restore

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact's value and the entry that gave it."""

    value: Value
    entry: Entry


@dataclass(frozen=True, slots=True)
class RosterAnswer:
    """A roster's rows and the entry that gave them."""

    rows: Table
    entry: Entry


@dataclass(frozen=True, slots=True)
class State:
    """What a log comes to.

    Attributes:
        answers: Fact id to answer, live and parked alike.
        rosters: Roster id to its rows.
        deferred: Question id to why it was left for later.
        seen: Notices that were read.
        attached: Evidence item to the files attached to it, if any are.
        accepted: Open point to the entry by which the applicant let it stand.
        orphans: Entries the dialogue of today has no place for, or, of a roster, not
            for every cell.
        effective: The entries in force, in order; undone ones are not among them.
        undone: The entries a redo would bring back, last first to come.
        shelf: The long lists restored last, in force or not.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    rosters: Mapping[str, RosterAnswer] = field(default_factory=dict)
    deferred: Mapping[str, Deferral] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    attached: Mapping[str, tuple[Attachment, ...]] = field(default_factory=dict)
    accepted: Mapping[str, Entry] = field(default_factory=dict)
    orphans: tuple[Entry, ...] = ()
    effective: tuple[Entry, ...] = ()
    undone: tuple[Entry, ...] = ()
    shelf: tuple[RosterAnswer, ...] = field(default=(), compare=False)

    @property
    def values(self) -> dict[str, Value]:
        """Fact id to value."""
        return {name: answer.value for name, answer in self.answers.items()}

    @property
    def files(self) -> dict[str, tuple[str, ...]]:
        """Evidence item to the paths of the files attached to it, if any are."""
        return {
            item: tuple(file.path for file in files)
            for item, files in self.attached.items()
        }

    @property
    def rows(self) -> dict[str, Table]:
        """Roster id to rows."""
        return {name: roster.rows for name, roster in self.rosters.items()}


def replay(
    programme: Programme,
    entries: Iterable[Entry],
    known: Iterable[RosterAnswer] = (),
) -> State:
    """Fold a whole log into the state it comes to.

    Args:
        programme: The programme.
        entries: The log.
        known: Lists that were restored from entries of this log before.
    """
    effective: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if entry.action is Action.UNDO:
            if effective:
                undone.append(effective.pop())
        elif entry.action is Action.REDO:
            if undone:
                effective.append(undone.pop())
        else:
            effective.append(entry)
            undone.clear()
    fold = _Fold(programme, State(shelf=tuple(known)))
    said = list(spoken(effective))
    holding = _last_rows(programme, said)
    for at, entry in enumerate(said):
        # Only the last rows of a roster can hold: the others need not be unpacked.
        fold.is_last = at in holding
        fold.apply(entry)
    return replace(fold.state(), effective=tuple(effective), undone=tuple(undone))


def last_words(programme: Programme, state: State) -> dict[str, Entry]:
    """Return the last word in force on each fact, list, notice, item and point."""
    fold = _Fold(programme, State())
    found: dict[str, Entry] = {}
    for entry in spoken(state.effective):
        brought_up, _ = _brought_up(programme, entry)
        found[fold.holder(brought_up)] = entry
    return found


def _last_rows(programme: Programme, entries: Sequence[Entry]) -> Container[int]:
    """Return the places of the entries that give a roster its last rows."""
    last: dict[str, int] = {}
    for at, entry in enumerate(entries):
        if entry.action is Action.ROWS:
            brought_up, dropped = _brought_up(programme, entry)
            if not dropped:
                last[brought_up.subject] = at
    return frozenset(last.values())


def advance(programme: Programme, state: State, entry: Entry) -> State:
    """Return the state after one more entry."""
    if entry.action in {Action.UNDO, Action.REDO}:
        backwards = tuple(_undo_log(state))
        return replay(programme, [*backwards, entry], state.shelf)
    fold = _Fold(programme, state)
    for each in spoken([entry]):
        fold.apply(each)
    return replace(fold.state(), effective=(*state.effective, entry), undone=())


def _undo_log(state: State) -> Iterable[Entry]:
    """Rebuild a log that comes to the same effective and undone entries."""
    yield from state.effective
    yield from reversed(state.undone)
    for entry in state.undone:
        yield Entry(Action.UNDO, "", entry.at)


class _Fold:
    """The state under construction."""

    def __init__(self, programme: Programme, state: State) -> None:
        self.programme = programme
        self.answers = dict(state.answers)
        self.rosters = dict(state.rosters)
        self.deferred = dict(state.deferred)
        self.seen = set(state.seen)
        self.attached = dict(state.attached)
        self.accepted = dict(state.accepted)
        self.orphans = list(state.orphans)
        self.shelf = state.shelf
        self.is_last = True

    def state(self) -> State:
        return State(
            self.answers,
            self.rosters,
            self.deferred,
            frozenset(self.seen),
            self.attached,
            self.accepted,
            tuple(self.orphans),
            shelf=self.shelf,
        )

    def apply(self, original: Entry) -> None:
        entry, dropped = _brought_up(self.programme, original)
        if self.orphans:
            self.settle_orphans(self.holder(entry))
        if dropped:
            taken = entry.action is Action.CLEAR
        else:
            taken = _APPLY[entry.action](self, entry)
        if not taken:
            self.orphans.append(original)

    def holder(self, entry: Entry) -> str:
        """Return the fact, roster, notice or evidence item an entry speaks of."""
        if entry.action is Action.FILES and self.is_asked(entry.subject):
            return f"{entry.subject} {entry.action}"  # no id has a blank in it
        if entry.action is Action.DEFER and entry.subject in self.programme.questions:
            return self.programme.questions[entry.subject].subject
        return entry.subject

    def settle_orphans(self, holder: str) -> None:
        """Let go of the orphans that a later word on the same subject replaces."""
        self.orphans = [
            orphan
            for orphan in self.orphans
            if self.holder(_brought_up(self.programme, orphan)[0]) != holder
        ]

    def answer(self, entry: Entry) -> bool:
        fact = self.programme.facts.get(entry.subject)
        if fact is None or fact.computed is not None:
            return False
        self.taken_up(fact.asked_by)
        value = restored(fact.spec, entry.value)
        if value is None:
            self.withdraw(entry.subject)
            return False
        self.answers[entry.subject] = Answer(value, entry)
        self.accepted.pop(gap_id(entry.subject), None)
        return True

    def rows(self, entry: Entry) -> bool:
        roster = self.programme.rosters.get(entry.subject)
        if roster is None:
            return False
        self.accepted.pop(gap_id(entry.subject), None)
        self.taken_up(roster.asked_by)
        if not self.is_last:
            self.rosters[entry.subject] = RosterAnswer(Table({}, 0), entry)
            return True
        for known in self.shelf:
            if known.entry is entry:
                self.rosters[entry.subject] = known
                return True
        rows, is_whole = _restored_rows(roster.columns, entry.rows)
        answer = RosterAnswer(rows, entry)
        if (before := self.rosters.get(entry.subject)) is not None:
            rows.follow(before.rows)
        if is_whole and len(rows) >= _LONG:
            self.shelf = (answer, *self.shelf)[:_SHELVED]
        self.rosters[entry.subject] = answer
        return is_whole

    def attach(self, entry: Entry) -> bool:
        if entry.subject not in self.programme.evidence:
            return False
        files = attachments_of(entry.rows)
        self.attached.pop(entry.subject, None)
        if files:
            self.attached[entry.subject] = files
        return True

    def accept(self, entry: Entry) -> bool:
        self.accepted[entry.subject] = entry
        return True

    def defer(self, entry: Entry) -> bool:
        question = self.programme.questions.get(entry.subject)
        if question is None or entry.value not in _DEFERRALS:
            return False
        self.withdraw(question.subject)
        self.deferred[entry.subject] = Deferral(entry.value)
        return True

    def clear(self, entry: Entry) -> bool:
        self.withdraw(entry.subject)
        self.deferred.pop(entry.subject, None)
        self.seen.discard(entry.subject)
        self.accepted.pop(entry.subject, None)
        if not self.is_asked(entry.subject):
            self.attached.pop(entry.subject, None)
        return True

    def see(self, entry: Entry) -> bool:
        if entry.subject not in self.programme.questions:
            return False
        self.seen.add(entry.subject)
        self.deferred.pop(entry.subject, None)
        return True

    def withdraw(self, subject: str) -> None:
        self.answers.pop(subject, None)
        self.rosters.pop(subject, None)

    def is_asked(self, subject: str) -> bool:
        """Say whether an id is a fact's, roster's or question's.

        An evidence item may have the same id (``evaluation_opinions``). The word then
        is on what is asked, and the files are withdrawn by attaching none.
        """
        programme = self.programme
        return any(
            subject in known
            for known in (programme.facts, programme.rosters, programme.questions)
        )

    def taken_up(self, questions: Iterable[str]) -> None:
        """An answer ends the deferral of every question that asks for it."""
        for question in questions:
            self.deferred.pop(question, None)


_LONG = 500
_SHELVED = 6
"""So many long lists are held as they were restored: to undo a step at once."""
_DEFERRALS = frozenset(Deferral)
_APPLY: dict[Action, Callable[[_Fold, Entry], bool]] = {
    Action.ANSWER: _Fold.answer,
    Action.DEFER: _Fold.defer,
    Action.CLEAR: _Fold.clear,
    Action.ROWS: _Fold.rows,
    Action.FILES: _Fold.attach,
    Action.SEEN: _Fold.see,
    Action.ACCEPT: _Fold.accept,
}


def migrated(programme: Programme, entry: Entry) -> Entry | None:
    """Bring an entry of an older dialogue up to today's; None if its fact is gone."""
    entry, dropped = _brought_up(programme, entry)
    return None if dropped else entry


def _brought_up(programme: Programme, entry: Entry) -> tuple[Entry, bool]:
    """Bring an entry up as far as it goes, and say whether it was dropped there."""
    if entry.version >= programme.meta.version:
        return entry, False
    if entry.subject in _others(programme, entry.action):
        return entry, False  # migrations name facts and rosters; this one stayed
    for step in programme.meta.migrations:
        if not entry.version < step.to <= programme.meta.version:
            continue
        if entry.subject in step.drop:
            return entry, True
        subject = step.rename.get(entry.subject, entry.subject)
        value = _translated(programme, step.values.get(subject), subject, entry.value)
        entry = replace(entry, subject=subject, value=value)
    return entry, False


def _others(programme: Programme, action: Action) -> Container[str]:
    """Return what an action may speak of that is no fact or roster."""
    if action in {Action.DEFER, Action.SEEN}:
        return programme.questions
    return programme.evidence if action is Action.FILES else ()


def _translated(
    programme: Programme, table: Mapping[str, str] | None, subject: str, value: str
) -> str:
    """Write an old value as today's; the options of a ``multi`` one by one."""
    if table is None:
        return value
    fact = programme.facts.get(subject)
    if value in table or fact is None or fact.spec.kind is not Kind.MULTI:
        return table.get(value, value)
    return ",".join(table.get(option, option) for option in value.split(","))


def restored(spec: Spec, text: str) -> Value | None:
    """Restore canonical text; None if the spec of today has no such value."""
    try:
        value = restore(spec, text)
    except (ValueError, InvalidOperation):
        return None
    known = {option.id for option in spec.options}
    if spec.kind is Kind.CHOICE and not spec.open and value not in known:
        return None
    return _chosen(spec, value) if isinstance(value, tuple) else value


def _restored_rows(
    columns: Mapping[str, Spec], rows: Sequence[TextRow]
) -> tuple[Table, bool]:
    """Restore the rows of a list, and say whether each of their cells could be."""
    given = TextTable.of(rows)
    told = given.filled() if given is rows else sum(map(len, rows))
    found: dict[str, Sequence[Value | None]] = {
        name: _restored_cells(spec, given.columns[name])
        for name, spec in columns.items()
        if name in given.columns
    }
    kept = sum(len(cells) - cells.count(None) for cells in found.values())
    return Table(found, len(given)), kept == told


def _restored_cells(spec: Spec, texts: Texts) -> Sequence[Value | None]:
    if spec.kind in _TEXTS or (spec.kind is Kind.CHOICE and spec.open):
        return texts  # restored, they are themselves
    known = {
        text: None if text is None else restored(spec, text) for text in set(texts)
    }
    return [known[text] for text in texts]


_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.PHONE})


def _chosen(spec: Spec, chosen: tuple[str, ...]) -> Value | None:
    """Put chosen options in today's order; None if one is gone or excludes another."""
    ordered = tuple(option.id for option in spec.options if option.id in chosen)
    if set(ordered) != set(chosen):
        return None
    alone = any(option.exclusive and option.id in chosen for option in spec.options)
    return None if alone and len(ordered) > 1 else ordered
