"""The quick answer without a case: can they apply, as far as what was told goes.

Unknown never counts as no: what was not told is asked for. Where only a stretch of
time is known (19年成立) the verdict is told if it is the same at both ends, and asked
for otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from functools import cached_property
from itertools import islice, product

from sme_assistant.assistant.clock import Clock, day_of
from sme_assistant.assistant.loose_talk import (
    Heard,
    Taken,
    Unclear,
    hear,
    quick_of,
)
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.dialogue.citations import cited_all
from sme_assistant.dialogue.programme import Programme, QuestionDefinition
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.explaining import missing, sentence
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.engine.verdicts import Outcome, Status, Verdict, judge
from sme_assistant.engine.wording import written_value
from sme_assistant.phrases import Calls, Quick
from sme_assistant.values import (
    Ambiguous,
    Kind,
    Refused,
    Understood,
    Unlikely,
    Value,
    read,
    show,
    write,
)

Json = dict[str, object]
_MOST_SPANS = 4
_MOST_NEXT = 5


@dataclass(frozen=True)
class QuickAnswer:
    """What follows from what was told.

    Attributes:
        heard: What was told.
        chosen: The ``multi`` facts of which more may be so than was told.
    """

    programme: Programme
    heard: Heard
    today: date
    chosen: frozenset[str] = frozenset()

    @cached_property
    def exact(self) -> Mapping[str, Value]:
        """The values that are known, options that go without saying included."""
        found: dict[str, Value] = {}
        for piece in self.heard.taken:
            if not piece.is_exact:
                continue
            if self.programme.facts[piece.fact].spec.kind is Kind.MULTI:
                self._choose(found, piece.fact, piece.values[0])
            else:
                found[piece.fact] = piece.values[0]
        for piece in self.heard.taken:
            for name, option in (
                quick_of(self.programme).spoken[piece.fact].chooses.items()
            ):
                self._choose(found, name, (option,))
        return found

    def _choose(self, found: dict[str, Value], name: str, more: Value) -> None:
        so_far, added = found.get(name, ()), more
        assert isinstance(so_far, tuple) and isinstance(added, tuple)  # noqa: S101, PT018
        options = self.programme.facts[name].spec.options
        found[name] = tuple(o.id for o in options if o.id in {*so_far, *added})

    @cached_property
    def spans(self) -> Mapping[str, Taken]:
        """The facts of which only a stretch is known."""
        found = (piece for piece in self.heard.taken if not piece.is_exact)
        return {piece.fact: piece for piece in islice(found, _MOST_SPANS)}

    @cached_property
    def partial(self) -> tuple[str, ...]:
        """The ``multi`` facts of which some options were told, and maybe not all."""
        facts = self.programme.facts
        return tuple(
            name
            for name in self.exact
            if facts[name].spec.kind is Kind.MULTI and name not in self.chosen
        )

    @cached_property
    def evaluation(self) -> Evaluation:
        """The values that are known for certain."""
        return self._evaluation({})

    def _evaluation(self, more: Mapping[str, Value]) -> Evaluation:
        return Evaluation(self.programme, {**self.exact, **more}, {}, self.today)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts by what is known for certain; ``statuses`` says which hold."""
        return judge(self.evaluation)

    @cached_property
    def statuses(self) -> Mapping[str, Status]:
        """Criterion to how it stands whatever was left open comes to."""
        ends = product(*(piece.values for piece in self.spans.values()))
        left_open = [dict(zip(self.spans, values, strict=True)) for values in ends]
        if self.partial:
            left_open += [{**world, **self._all_chosen()} for world in left_open]
        worlds = [_statuses(judge(self._evaluation(world))) for world in left_open]
        return {name: self._agreed(name, worlds) for name in worlds[0]}

    def _all_chosen(self) -> Mapping[str, Value]:
        """Return what would be if every option of what was told in part were chosen."""
        facts = self.programme.facts
        return {
            name: tuple(o.id for o in facts[name].spec.options if not o.exclusive)
            for name in self.partial
        }

    @staticmethod
    def _agreed(name: str, worlds: Sequence[Mapping[str, Status]]) -> Status:
        found = {world[name] for world in worlds if name in world}
        return found.pop() if len(found) == 1 else Status.UNKNOWN

    @cached_property
    def outcome(self) -> Outcome:
        """How the whole stands, as far as it can be said."""
        tops = {self.statuses[v.criterion.id] for v in self.verdicts}
        if Status.UNMET in tops:
            return Outcome.INELIGIBLE
        return Outcome.INCOMPLETE if Status.UNKNOWN in tops else Outcome.ELIGIBLE

    @cached_property
    def decided(self) -> tuple[tuple[Status, str], ...]:
        """What can be said of single conditions, those that fail first."""
        found = [*self._decided()]
        return tuple(sorted(found, key=lambda pair: pair[0] is not Status.UNMET))

    def _decided(self) -> Iterator[tuple[Status, str]]:
        told = {*self.exact, *self.spans}
        for top in self.verdicts:
            for verdict in top:
                node = verdict.criterion
                status = self.statuses[node.id]
                facts = self.programme.base_facts(node.test)
                if node.mode != "test" or not facts & told:
                    continue
                if status not in {Status.MET, Status.UNMET}:
                    continue
                if spans := sorted(facts & self.spans.keys()):
                    said = self.spans[spans[0]].said
                    told_status = Quick.MET if status is Status.MET else Quick.UNMET
                    yield (
                        status,
                        Quick.EITHER_WAY.format(
                            said=said,
                            title=node.model.title,
                            status=told_status,
                            clause=cited_all(node.model.cite),
                        ),
                    )
                else:
                    yield status, sentence(self.evaluation, verdict)

    @cached_property
    def next(self) -> tuple[QuestionDefinition, ...]:
        """The questions still to be asked, those that decide most first."""
        if self.outcome is Outcome.INELIGIBLE:
            return ()
        unknown = [
            v for v in self.verdicts if self.statuses[v.criterion.id] is Status.UNKNOWN
        ]
        open_ = [v for v in unknown if v.status is Status.UNKNOWN]
        names = dict.fromkeys(missing(self.evaluation, open_))
        for name in self.partial:
            if any(v.status is Status.UNMET for v in unknown):
                names[name] = None
        settled = {
            name
            for name in self.spans
            if all(
                self.statuses[node] is not Status.UNKNOWN
                for node, facts in self._resting.items()
                if name in facts and node in self.statuses
            )
        }
        first = [n for n in quick_of(self.programme).asks if n in names]
        order = dict.fromkeys([*first, *names])
        return tuple(
            self.programme.questions[self.programme.facts[name].asked_by[0]]
            for name in order
            if name not in settled
        )

    @cached_property
    def _resting(self) -> Mapping[str, set[str]]:
        return {
            name: self.programme.base_facts(node.test)
            for name, node in self.programme.criteria.items()
            if node.test is not None
        }

    # --- told -----------------------------------------------------------------

    def shown(self, piece: Taken) -> str:
        """Write what a piece was taken for: label and value."""
        fact = self.programme.facts[piece.fact]
        ends = [show(fact.spec, value) for value in piece.values]
        value = ends[0] if piece.is_exact else Quick.BETWEEN.format(*ends)
        return Quick.TAKEN_FOR.format(label=fact.model.label, value=value)

    @property
    def verdict_line(self) -> str:
        """Say in one sentence whether they can apply."""
        if self.outcome is Outcome.ELIGIBLE:
            return Quick.ELIGIBLE
        if self.outcome is Outcome.INELIGIBLE:
            return Quick.INELIGIBLE
        left = len(self.next)
        none = not any(status is Status.MET for status, _ in self.decided)
        return (Quick.TOO_LITTLE if none else Quick.INCOMPLETE).format(count=left)

    def says(self) -> Iterator[Say]:
        """Yield all there is to say, in order."""
        yield Say(Role.OUTCOME, self.verdict_line)
        for status, told in self.decided:
            mark = Quick.MARK_UNMET if status is Status.UNMET else Quick.MARK_MET
            role = Role.UNMET if status is Status.UNMET else Role.MET
            yield Say(role, f"{mark}{told}")
        yield from self._heard()
        if self.next:
            yield Say(Role.NOTE, Quick.NEXT)
            for question in self.next[:_MOST_NEXT]:
                yield Say(Role.NOTE, Quick.ITEM.format(text=question.model.phone))
            if (rest := len(self.next) - _MOST_NEXT) > 0:
                yield Say(Role.HINT, Quick.NEXT_MORE.format(count=rest))
        yield Say(Role.HINT, Quick.EDITION.format(edition=self.programme.meta.edition))

    def _heard(self) -> Iterator[Say]:
        if self.heard.taken:
            yield Say(Role.NOTE, Quick.HEARD)
        for piece in self.heard.taken:
            told = Quick.TAKEN.format(said=piece.said, shown=self.shown(piece))
            yield Say(Role.NOTE, told)
            for notice in piece.notices:
                yield Say(Role.HINT, Quick.NOTICE.format(text=notice))
        if self.heard.unclear:
            yield Say(Role.WARNING, Quick.UNCLEAR)
        for unclear in self.heard.unclear:
            told = Quick.UNCLEAR_ONE.format(said=unclear.said, message=unclear.message)
            yield Say(Role.WARNING, told)
            for choice in unclear.choices:
                yield Say(Role.NOTE, Quick.CHOICE.format(text=self.shown(choice)))
        if self.heard.missed:
            words = Quick.OR_ELSE.join(f"“{said}”" for said in self.heard.missed)
            yield Say(Role.HINT, Quick.MISSED.format(words=words))

    def as_data(self, text: str) -> Json:
        """Return what ``quick --json`` prints."""
        return {
            "text": text,
            "verdict": self.outcome.value,
            "answer": self.verdict_line,
            "understood": [self._piece(piece) for piece in self.heard.taken],
            "unclear": [
                {
                    "said": unclear.said,
                    "message": unclear.message,
                    "choices": [self._piece(choice) for choice in unclear.choices],
                }
                for unclear in self.heard.unclear
            ],
            "not_understood": list(self.heard.missed),
            "conditions": [
                {"status": status.value, "explanation": told}
                for status, told in self.decided
            ],
            "clauses": {
                node.model.clause: self.statuses[node.id].value
                for node in self.programme.reported
                if node.id in self.statuses and node.model.clause
            },
            "next": [
                {"fact": question.subject, "question": question.model.phone}
                for question in self.next
            ],
            "edition": self.programme.meta.edition,
        }

    def _piece(self, piece: Taken) -> Json:
        spec = self.programme.facts[piece.fact].spec
        values = [written_value(spec, value) for value in piece.values]
        told = values[0] if piece.is_exact else values
        return {
            "said": piece.said,
            "fact": piece.fact,
            "value": told,
            "shown": self.shown(piece),
        }


def _statuses(verdicts: Sequence[Verdict]) -> dict[str, Status]:
    return {v.criterion.id: v.status for top in verdicts for v in top}


@dataclass
class QuickTalk:
    """What has been told so far, and the question asked one by one, if any is.

    Args:
        programme: What is applied for.
        today: The day.
    """

    programme: Programme
    today: date
    heard: Heard = field(default_factory=Heard)
    chosen: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)

    @property
    def answer(self) -> QuickAnswer:
        """What follows from it."""
        return QuickAnswer(
            self.programme, self.heard, self.today, frozenset(self.chosen)
        )

    def hear(self, text: str) -> None:
        """Take a text in: what it says of a fact goes before what was told of it."""
        self.texts.append(text.strip())
        heard = hear(self.programme, text, self.today)
        new = {piece.fact for piece in heard.taken}
        self._add(*heard.taken)
        kept = [u for u in self.heard.unclear if not _settled(u, new)]
        missed = (*self.heard.missed, *heard.missed)
        self.heard = Heard(self.heard.taken, (*kept, *heard.unclear), missed)

    def choose(self, unclear: Unclear, choice: Taken) -> None:
        """Take one of the readings of what was asked back."""
        self._add(choice)
        left = tuple(u for u in self.heard.unclear if u is not unclear)
        self.heard = Heard(self.heard.taken, left, self.heard.missed)

    def _add(self, *pieces: Taken) -> None:
        taken = list(self.heard.taken)
        for piece in pieces:
            is_many = self.programme.facts[piece.fact].spec.kind is Kind.MULTI
            taken = [t for t in taken if t.fact != piece.fact or is_many]
            taken.append(piece)
        self.heard = Heard(tuple(taken), self.heard.unclear, self.heard.missed)

    # --- one by one ---------------------------------------------------------

    @property
    def asking(self) -> QuestionDefinition | None:
        """The next of the questions asked one by one; None when all were."""
        for name in self._left:
            fact = self.programme.facts[name]
            return self.programme.questions[fact.asked_by[0]]
        return None

    @property
    def _left(self) -> list[str]:
        known = {piece.fact for piece in self.heard.taken} | self.skipped
        return [name for name in quick_of(self.programme).asks if name not in known]

    @property
    def place(self) -> tuple[int, int]:
        """The number of the question at hand, and of how many."""
        count = len(quick_of(self.programme).asks)
        return count - len(self._left) + 1, count

    def skip(self) -> None:
        """Leave the question at hand unanswered."""
        if (question := self.asking) is not None:
            self.skipped.add(question.subject)

    def reply(self, text: str) -> str:
        """Take an answer to the question at hand.

        Returns:
            Why it was not taken; empty if it was.
        """
        question = self.asking
        if question is None:
            self.hear(text)
            return ""
        loose = hear(self.programme, text, self.today)
        if len({piece.fact for piece in loose.taken}) > 1:
            self.hear(text)  # several facts in one go
            return ""
        name = question.subject
        spec = self.programme.facts[name].spec
        match read(spec, text, today=self.today):
            case Understood(value=value, notices=notices):
                self._answered(Taken(text.strip(), name, (value,), notices))
                return ""
            case (
                Refused(message=message)
                | Ambiguous(message=message)
                | Unlikely(message=message)
            ):
                told = message
        if spec.kind is Kind.DATE:
            heard = hear(self.programme, self._with_word(name, text), self.today)
            if any(piece.fact == name for piece in heard.taken):
                said = text.strip()
                self._answered(*(replace(piece, said=said) for piece in heard.taken))
                return ""
        return told

    def _answered(self, *pieces: Taken) -> None:
        self.texts += [piece.said for piece in pieces]
        self._add(*pieces)
        self.chosen |= {
            piece.fact
            for piece in pieces
            if self.programme.facts[piece.fact].spec.kind is Kind.MULTI
        }

    def _with_word(self, name: str, text: str) -> str:
        """Say what a bare figure is about: what was asked."""
        spoken = quick_of(self.programme).spoken.get(name)
        words = spoken.words.split() if spoken else []
        if text.strip().isdecimal():
            text = f"{text.strip()}{Quick.YEAR}"
        return f"{text}{words[0]}" if words and words[0] not in text else text


def _settled(unclear: Unclear, facts: set[str]) -> bool:
    return any(choice.fact in facts for choice in unclear.choices)


def case_of(
    talk: QuickTalk, casebook: Casebook, name: str, clock: Clock, *, staff: str = ""
) -> CaseInfo:
    """Begin a case with what was told; what is inexact or unclear is asked there.

    Args:
        talk: What was told.
        casebook: Where the case is kept.
        name: What to call it.
        clock: The time.
        staff: Who typed it at a help desk; empty if the applicant did.

    Raises:
        CaseNameError: The name is taken or cannot be used.
        CasebookError: It could not be stored.
    """
    programme, answer = talk.programme, talk.answer
    said = {piece.fact: piece.said for piece in talk.heard.taken}
    now = clock().astimezone(UTC)
    info = casebook.create(name, programme.meta.id, now)
    entries = [
        Entry(
            Action.ANSWER,
            fact,
            now,
            value=write(programme.facts[fact].spec, value),
            typed=said.get(fact, ""),
            channel=Channel.PHONE if staff else Channel.SELF,
            source=Quick.SOURCE,
            version=programme.meta.version,
            who=Calls.SOMEBODY if staff else "",
            staff=staff,
        )
        for fact, value in answer.exact.items()
        if fact in said and fact not in answer.partial
    ]
    with casebook.writer(info.name, holder="") as writer:
        writer.append(*entries)
    return casebook.info(info.name)


def talk_of(programme: Programme, clock: Clock) -> QuickTalk:
    """Begin a quick answer."""
    return QuickTalk(programme, day_of(clock()))
