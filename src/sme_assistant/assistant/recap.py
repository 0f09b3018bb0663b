"""The summary after a call: what was established, what is short, what to gather.

It is data first; as a text to send, as JSON and on one page of Word it says the same.
Personal data is left out unless asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from unicodedata import east_asian_width

from sme_assistant.assistant import boards
from sme_assistant.assistant.conversation import Standing
from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.expressions import Unknown
from sme_assistant.dialogue.programme import FactDefinition, QuestionDefinition
from sme_assistant.engine.advice import fixes
from sme_assistant.engine.explaining import missing, sentence
from sme_assistant.engine.follow_ups import FollowUp, day_shown
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.materials import DocumentStatus, EvidenceState, EvidenceStatus
from sme_assistant.engine.path import to_do
from sme_assistant.engine.verdicts import Outcome, Status
from sme_assistant.engine.wording import shown_value
from sme_assistant.phrases import Recap
from sme_assistant.values import Kind

Since = datetime | int | None
"""From when on what was said counts: a moment, how long the log was then, or all."""

_LONGEST_VALUE = 30
_WAYS = 2
_SAID = frozenset({Action.ANSWER, Action.ROWS})
_STOPS = "。；; "
_OUTCOMES = {
    Outcome.ELIGIBLE: Recap.ELIGIBLE,
    Outcome.INELIGIBLE: Recap.INELIGIBLE,
    Outcome.INCOMPLETE: Recap.INCOMPLETE,
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the summary.

    Attributes:
        id: What it is, for JSON and templates.
        title: What it is, for people.
        items: What it says.
        left_out: How many more items there are than are given here.
    """

    id: str
    title: str
    items: tuple[str, ...]
    left_out: int = 0

    def first(self, count: int) -> Section:
        """Return the section with so many of its items."""
        items = self.items[:count]
        return replace(self, items=items, left_out=len(self.items) - len(items))

    @property
    def more(self) -> str:
        """Say how many items were left out; empty if none was."""
        return Recap.MORE.format(count=self.left_out) if self.left_out else ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What there is to say after a call.

    Attributes:
        day: The day it was made.
        applicant: Who applies.
        programme: What for.
        outcome: The verdict so far, in a sentence.
        sections: The parts in order; most have nothing to say for some case.
        sign_off: Which text was followed, and that others decide.
    """

    day: date
    applicant: str
    programme: str
    outcome: str
    sections: tuple[Section, ...]
    sign_off: str

    @property
    def told(self) -> tuple[Section, ...]:
        """The parts that are told: that nothing was established is told too."""
        first, *others = self.sections
        nothing = replace(first, items=(Recap.NONE_ESTABLISHED,))
        return (
            first if first.items else nothing,
            *(section for section in others if section.items),
        )

    @property
    def day_shown(self) -> str:
        """The day, for people."""
        return Recap.DAY.format(
            year=self.day.year, month=self.day.month, day=self.day.day
        )


def summary(
    standing: Standing,
    entries: Sequence[Entry],
    since: Since = None,
    follow_ups: Sequence[FollowUp] = (),
    *,
    personal: bool = False,
) -> Summary:
    """Sum a case up.

    Args:
        standing: How the case stands.
        entries: Its log.
        since: From when on what was said is listed as established; None for all.
        follow_ups: Of the case.
        personal: Whether names and phones are told.
    """
    subjects = None if since is None else subjects_since(entries, since)
    has_begun = bool(standing.state.answers or standing.state.rosters)
    meta = standing.programme.meta
    named = standing.state.answers.get(meta.named_by)
    mend = tuple(_mend(standing))
    sections = (
        Section(
            "established",
            Recap.ESTABLISHED if subjects is None else Recap.ESTABLISHED_CALL,
            tuple(_established(standing, subjects, personal=personal)),
        ),
        Section("hangs_on", Recap.HANGS_ON, tuple(_hangs_on(standing))),
        Section("mend", Recap.MEND if len(mend) == 1 else Recap.MEND_ONE_OF, mend),
        Section("to_find", Recap.TO_FIND, tuple(_to_find(standing))),
        Section("to_bring", Recap.TO_BRING, tuple(_to_bring(standing))),
        Section("next", Recap.NEXT, tuple(_next(standing, follow_ups))),
    )
    return Summary(
        day=standing.today,
        applicant=str(named.value) if named else Recap.NO_APPLICANT,
        programme=meta.title,
        outcome=_OUTCOMES[standing.outcome] if has_begun else Recap.OUTCOME_NONE,
        sections=sections,
        sign_off=Recap.SIGN_OFF.format(edition=meta.edition.partition("（")[0]),
    )


def subjects_since(entries: Sequence[Entry], since: datetime | int) -> frozenset[str]:
    """Return what was answered from a moment on, or after so many entries."""
    if isinstance(since, int):
        said = entries[since:]
    else:
        said = [entry for entry in entries if entry.at >= since]
    return frozenset(entry.subject for entry in said if entry.action in _SAID)


# --- what was established ---------------------------------------------------


def _established(
    standing: Standing, subjects: Collection[str] | None, *, personal: bool
) -> Iterator[str]:
    """Tell what holds of what was spoken of, like answers in one line each."""
    told = [
        fact
        for fact in standing.programme.facts.values()
        if fact.computed is None
        and standing.evaluation.is_answered(fact.id)
        and (personal or not fact.model.personal)
        and (
            fact.id in subjects if subjects is not None else _was_given(standing, fact)
        )
    ]
    evidence = {item.model.fact for item in standing.programme.evidence.values()}
    plain = [fact for fact in told if fact.id not in evidence]
    yield from _figures(standing, plain)
    for wording, value in ((Recap.SAID_YES, True), (Recap.SAID_NO, False)):
        labels = [
            fact.model.label
            for fact in plain
            if standing.evaluation.fact(fact.id) is value
        ]
        if labels:
            yield wording.format(labels="、".join(labels))
    yield from _lists(standing, subjects)
    yield from _texts(standing, plain)
    ready = [
        fact.model.label
        for fact in told
        if fact.id in evidence
        and standing.evaluation.fact(fact.id) == EvidenceState.READY
    ]
    if ready:
        yield Recap.READY.format(titles="、".join(ready))


def _was_given(standing: Standing, fact: FactDefinition) -> bool:
    return fact.id in standing.state.answers or standing.evaluation.is_counted(fact.id)


def _figures(standing: Standing, facts: Iterable[FactDefinition]) -> Iterator[str]:
    """Tell each value that wants a line of its own, what decides first."""
    programme = standing.programme
    tests = [node.test for node in programme.criteria.values()]
    deciding = {name for test in tests for name in programme.base_facts(test)}
    apart = {Kind.YESNO, Kind.LONG_TEXT}
    found = [fact for fact in facts if fact.spec.kind not in apart]
    for fact in sorted(found, key=lambda one: one.id not in deciding):
        value = shown_value(fact.spec, standing.evaluation.fact(fact.id))
        if len(value) > _LONGEST_VALUE:
            value = f"{value[:_LONGEST_VALUE]}…"
        yield Recap.FACT.format(label=fact.model.label, value=value)


def _lists(standing: Standing, subjects: Collection[str] | None) -> Iterator[str]:
    for name, roster in standing.programme.rosters.items():
        rows = standing.evaluation.rows(name)
        if isinstance(rows, Unknown) or (subjects is not None and name not in subjects):
            continue
        model = roster.model
        yield Recap.ROWS.format(title=model.title, count=len(rows), unit=model.unit)


def _texts(standing: Standing, facts: Iterable[FactDefinition]) -> Iterator[str]:
    labels = [
        Recap.WRITTEN_LENGTH.format(
            label=fact.model.label,
            count=len("".join(str(standing.evaluation.fact(fact.id)).split())),
        )
        for fact in facts
        if fact.spec.kind is Kind.LONG_TEXT
    ]
    if labels:
        yield Recap.WRITTEN.format(labels="、".join(labels))


# --- what is short, and what to gather --------------------------------------


def _hangs_on(standing: Standing) -> Iterator[str]:
    for verdict in standing.verdicts:
        if verdict.status is Status.UNMET:
            yield sentence(standing.evaluation, verdict)


def _mend(standing: Standing) -> Iterator[str]:
    for way in fixes(standing.evaluation)[:_WAYS]:
        yield Recap.JOINED.join(boards.fix_changes(standing.programme, way))


def _to_find(standing: Standing) -> Iterator[str]:
    """Tell what was left for later, and what clauses that are open wait for.

    Those are told where another clause is unmet, too: that one may be mended.
    """
    programme, evaluation = standing.programme, standing.evaluation
    evidence = {item.model.fact for item in programme.evidence.values()}
    later = [
        str(question.model.asks)
        for question in to_do(evaluation, standing.state)
        if question.model.asks and question.model.asks not in evidence
    ]
    undecided = [v for v in standing.verdicts if v.status is not Status.UNMET]
    for name in dict.fromkeys((*later, *missing(evaluation, undecided))):
        model = programme.facts[name].model
        what = _with_clause(model.label, model.cite)
        yield Recap.FIND.format(what=what, find=model.find) if model.find else what


def _to_bring(standing: Standing) -> Iterator[str]:
    asked = {q.subject: q for q in standing.programme.questions.values()}
    for status in standing.materials():
        clause = (status.material.item,)
        for document in status.documents:
            yield from _list_to_bring(document, clause, asked)
        for evidence in status.evidence:
            if evidence.state is EvidenceState.PENDING:
                yield _evidence_to_bring(evidence, clause, asked)


def _list_to_bring(
    status: DocumentStatus,
    clause: tuple[str, ...],
    asked: Mapping[str, QuestionDefinition],
) -> Iterator[str]:
    """Tell of a document that wants the rows of a list."""
    model = status.document.model
    question = asked.get(model.roster or "")
    if not status.complete and question is not None:
        yield _where(_with_clause(model.title, clause), question)


def _evidence_to_bring(
    status: EvidenceStatus,
    clause: tuple[str, ...],
    asked: Mapping[str, QuestionDefinition],
) -> str:
    title = status.item.model.title
    if status.minimum > 1:
        title = Recap.MINIMUM.format(title=title, minimum=status.minimum)
    return _where(_with_clause(title, clause), asked.get(status.item.model.fact))


def _where(what: str, question: QuestionDefinition | None) -> str:
    """Add where it is found, as callers are told."""
    if question is None or question.model.unknown is None:
        return what
    return Recap.WHERE.format(what=what, where=question.model.unknown.rstrip(_STOPS))


def _with_clause(label: str, cites: Sequence[str]) -> str:
    """Add the clause it is wanted for, a numbered one before a form."""
    clauses = [c for c in cites if c[0].isdigit()] or list(cites)
    if not clauses:
        return label
    return Recap.WITH_CLAUSE.format(label=label, clause=cited(clauses[0]))


def _next(standing: Standing, follow_ups: Sequence[FollowUp]) -> Iterator[str]:
    left = [one for one in follow_ups if one.is_open]
    if left:
        first = min(left, key=lambda one: (one.day, one.id))
        what = f"：{first.what}" if first.what else ""
        day = day_shown(first.day, standing.today)
        yield Recap.CALL_BACK.format(day=day, what=what)
    if standing.programme.meta.deadline_notice:
        yield standing.programme.meta.deadline_notice


# --- as a text, as JSON -----------------------------------------------------

_IN_A_MESSAGE = {
    "established": 16,
    "hangs_on": 5,
    "mend": 2,
    "to_find": 6,
    "to_bring": 6,
    "next": 2,
}


def as_text(found: Summary) -> str:
    """Write a summary as a message: short, plain, without any markup."""
    lines = [
        Recap.HEAD.format(day=found.day_shown),
        Recap.FOR.format(applicant=found.applicant, programme=found.programme),
        found.outcome,
    ]
    for place, whole in enumerate(found.told):
        section = whole.first(_IN_A_MESSAGE[whole.id])
        lines += ["", heading(place, section)]
        joined = section.id == "established"
        lines += [Recap.JOINED.join(section.items)] if joined else _numbered(section)
        lines += filter(None, [section.more])
    return "\n".join([*lines, "", found.sign_off])


def heading(place: int, section: Section) -> str:
    """Number the title of a section among those there are."""
    return Recap.SECTION.format(number=Recap.NUMBERS[place], title=section.title)


def _numbered(section: Section) -> list[str]:
    """Number what is listed, where there is more than one."""
    items = section.items
    if len(items) == 1 and not section.left_out:
        return list(items)
    return [Recap.ITEM.format(number=n, text=text) for n, text in enumerate(items, 1)]


def as_data(found: Summary) -> dict[str, object]:
    """Return a summary as JSON has it."""
    return {
        "day": found.day.isoformat(),
        "applicant": found.applicant,
        "programme": found.programme,
        "outcome": found.outcome,
        **{section.id: list(section.items) for section in found.sections},
        "sign_off": found.sign_off,
        "text": as_text(found),
    }


# --- on one page ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """How much a page holds, in points.

    Attributes:
        height: What there is for the sections.
        title: What the title of a section takes.
        line: What a line of an item takes.
        item: What an item takes beside its lines.
        width: How many full-width signs stand in a line of an item.
    """

    height: int
    title: int
    line: int
    item: int
    width: int

    def needed(self, text: str) -> int:
        """Return what an item takes."""
        return lines_of(text, self.width) * self.line + self.item


def fitted(found: Summary, page: Page) -> tuple[Section, ...]:
    """Cut the sections so that they fit a page together.

    Each section in turn gets one more item, as long as there is room for it.
    """
    told = found.told
    kept = dict.fromkeys((section.id for section in told), 0)
    # What a section leaves out is told in a line, kept free until it leaves out none.
    more = page.line + page.item
    room = page.height - (page.title + more) * len(told)
    growing = list(told)
    while growing:
        for section in list(growing):
            place = kept[section.id]
            is_last = place + 1 == len(section.items)
            needed = page.needed(section.items[place]) - (more if is_last else 0)
            if needed > room:
                growing.remove(section)
                continue
            kept[section.id] += 1
            room -= needed
            if is_last:
                growing.remove(section)
    return tuple(section.first(kept[section.id]) for section in told)


def lines_of(text: str, width: int) -> int:
    """Count the lines a text fills; what may not begin a line costs a little more."""
    signs = sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)
    return ceil((signs + 1) / width)
