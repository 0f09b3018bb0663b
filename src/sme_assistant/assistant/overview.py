"""A day at the help desk in figures: nobody's name, phone or answer is among them.

The cases are replayed one by one as they stood when the day ended. That a case was put
aside or thrown away is no entry of its log, so those two are told as of now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sme_assistant.assistant.cases import check_version
from sme_assistant.assistant.clock import CHINA, Clock, day_of
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.ports import Casebook
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.dialogue.citations import cited
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.engine.replay import replay
from sme_assistant.engine.verdicts import Outcome, Status
from sme_assistant.errors import CasebookError, CaseNotFoundError, InputError
from sme_assistant.phrases import Overviews
from sme_assistant.values import Kind, Spec, Understood, read

Steps = Callable[[int, int, str], None]
"""Told how many cases are counted, of how many."""

_ANSWERS = frozenset({Action.ANSWER, Action.ROWS, Action.FILES})


class CaseState(StrEnum):
    """What is told of a case, in the order of its life."""

    UNTOUCHED = "untouched"  # begun, nothing answered
    DRAFT = "draft"  # some answers that the verdict hangs on are open
    INELIGIBLE = "ineligible"
    ELIGIBLE = "eligible"  # but the package would be a draft
    READY = "ready"  # and the package would be final
    ARCHIVED = "archived"
    DELETED = "deleted"  # in the trash
    UNREADABLE = "unreadable"  # a newer program wrote it


@dataclass(frozen=True, slots=True)
class ClauseCount:
    """How a clause stands over the cases being filled in.

    Attributes:
        clause: As ``6(3)``.
        counts: Status to how many cases.
    """

    clause: str
    title: str
    counts: Mapping[Status, int]

    @property
    def unmet(self) -> int:
        """How many cases fail it."""
        return self.counts.get(Status.UNMET, 0)

    @property
    def cases(self) -> int:
        """How many cases it applies to."""
        return sum(self.counts.values()) - self.counts.get(Status.NOT_APPLICABLE, 0)


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of one day.

    Attributes:
        day: The day, in China.
        states: State to how many cases there are, every state among them.
        begun: How many cases were begun that day.
        touched: How many cases had an entry that day.
        answers: How many answers, lists and files were given that day.
        by_phone: How many of them were said on the phone.
        calls: How many calls began that day.
        clauses: The clauses, the one that fails most first, then as in the regulation.
    """

    day: date
    states: Mapping[CaseState, int]
    begun: int
    touched: int
    answers: int
    by_phone: int
    calls: int
    clauses: tuple[ClauseCount, ...]

    @property
    def cases(self) -> int:
        """How many cases there are, whatever their state."""
        return sum(self.states.values())

    @property
    def judged(self) -> int:
        """How many cases the clauses are counted over."""
        none = (CaseState.UNTOUCHED, CaseState.ARCHIVED)
        gone = (CaseState.DELETED, CaseState.UNREADABLE)
        return self.cases - sum(self.states[state] for state in (*none, *gone))

    @property
    def failing(self) -> tuple[ClauseCount, ...]:
        """The clauses that some case fails, the one that fails most first."""
        return tuple(clause for clause in self.clauses if clause.unmet)


class Tally:
    """Counts one case after the other.

    Args:
        casebook: The cases.
        day: The day to tell of.
        clock: The time: of the day it is, everything up to now counts.
    """

    def __init__(self, casebook: Casebook, day: date, clock: Clock) -> None:
        self._casebook = casebook
        self._day = day
        self._since, self._until = bounds(day)
        self._is_over = day < day_of(clock())
        self._states: Counter[CaseState] = Counter()
        self._clauses: dict[tuple[str, str], Counter[Status]] = {}
        self._titles: dict[tuple[str, str], str] = {}
        self._begun = self._touched = self._answers = self._by_phone = 0

    def cases(self) -> tuple[CaseInfo, ...]:
        """Return the cases that were there when the day ended."""
        cases = self._casebook.cases()
        return tuple(
            c for c in cases if not self._is_over or c.created_at < self._until
        )

    def add(self, case: CaseInfo) -> None:
        """Count a case; one purged meanwhile is none.

        Raises:
            CasebookError: The casebook cannot be read.
        """
        try:
            log = self._casebook.entries(case.name)
        except CaseNotFoundError:
            return
        if self._is_over:
            log = tuple(entry for entry in log if entry.at < self._until)
        self._count_day(case, log)
        self._states[self._state(case, log)] += 1

    def _count_day(self, case: CaseInfo, log: tuple[Entry, ...]) -> None:
        day = [entry for entry in log if self._since <= entry.at < self._until]
        given = [entry for entry in day if entry.action in _ANSWERS]
        self._begun += self._since <= case.created_at < self._until
        self._touched += bool(day)
        self._answers += len(given)
        self._by_phone += sum(entry.channel is Channel.PHONE for entry in given)

    def _state(self, case: CaseInfo, log: tuple[Entry, ...]) -> CaseState:
        if case.deleted:
            return CaseState.DELETED
        if case.archived:
            return CaseState.ARCHIVED
        if not any(entry.action in _ANSWERS for entry in log):
            return CaseState.UNTOUCHED
        try:
            programme = shipped_programme(case.programme or DEFAULT)
            check_version(case.name, programme, log)
        except CasebookError:
            return CaseState.UNREADABLE
        standing = Standing(programme, replay(programme, log), self._day)
        self._count_clauses(standing)
        return _state_of(standing)

    def _count_clauses(self, standing: Standing) -> None:
        programme = standing.programme.meta.id
        for clause, verdict in standing.reported.items():
            key = programme, clause
            self._clauses.setdefault(key, Counter())[verdict.status] += 1
            self._titles[key] = verdict.criterion.model.title

    def result(self) -> Overview:
        """Return what was counted."""
        clauses = [
            ClauseCount(clause, self._titles[programme, clause], counts)
            for (programme, clause), counts in self._clauses.items()
        ]
        calls = self._casebook.calls_between(self._since, self._until)
        return Overview(
            day=self._day,
            states={state: self._states[state] for state in CaseState},
            begun=self._begun,
            touched=self._touched,
            answers=self._answers,
            by_phone=self._by_phone,
            calls=len(calls),
            clauses=tuple(sorted(clauses, key=lambda c: -c.unmet)),
        )


def overview(
    casebook: Casebook,
    day: date,
    clock: Clock,
    steps: Steps | None = None,
) -> Overview:
    """Count all cases.

    Args:
        casebook: The cases.
        day: The day to tell of.
        clock: The time.
        steps: Told how far it is.

    Raises:
        CasebookError: The casebook cannot be read.
    """
    tally = Tally(casebook, day, clock)
    cases = tally.cases()
    for done, case in enumerate(cases):
        if steps is not None:
            steps(done, len(cases), "")
        tally.add(case)
    return tally.result()


def _state_of(standing: Standing) -> CaseState:
    match standing.outcome:
        case Outcome.INELIGIBLE:
            return CaseState.INELIGIBLE
        case Outcome.INCOMPLETE:
            return CaseState.DRAFT
        case Outcome.ELIGIBLE:
            wanting = any(not standing.lets_stand(point) for point in standing.points)
            return CaseState.ELIGIBLE if wanting else CaseState.READY


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return when a day begins in China, and when the next one does."""
    begins = datetime.combine(day, time(), CHINA)
    return begins, begins + timedelta(days=1)


def day_called(text: str, clock: Clock) -> date:
    """Read the day somebody wants to hear of; nothing said means today.

    Raises:
        InputError: It is no day, or one that is yet to come.
    """
    today = day_of(clock())
    if not text.strip():
        return today
    spec = Spec(Kind.DATE, Overviews.DAY, example=today.isoformat())
    reading = read(spec, text, today=today)
    if not isinstance(reading, Understood) or not isinstance(reading.value, date):
        told = Overviews.NO_DAY.format(text=text, example=today.isoformat())
        raise InputError("not a day", told)
    if reading.value > today:
        told = Overviews.FUTURE.format(day=reading.value.isoformat())
        raise InputError("a day that is yet to come", told)
    return reading.value


# --- told ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One figure that a bar is drawn for.

    Attributes:
        label: What is counted.
        told: The figure in words; the bar says nothing more.
        share: Of all cases of its picture, from 0 to 1.
    """

    label: str
    told: str
    share: float


def state_rows(found: Overview) -> Iterator[Row]:
    """Yield how many cases are in each state that some are in."""
    for state, count in found.states.items():
        if count:
            told = Overviews.CASES.format(count=count)
            yield Row(Overviews[f"STATE_{state.name}"], told, count / found.cases)


def clause_rows(found: Overview) -> Iterator[Row]:
    """Yield how many cases fail each clause that some fail."""
    for clause in found.failing:
        share = clause.unmet / clause.cases
        label = Overviews.CLAUSE.format(clause=cited(clause.clause), title=clause.title)
        told = Overviews.FAILS.format(
            count=clause.unmet, cases=clause.cases, percent=f"{share:.0%}"
        )
        yield Row(label, told, clause.unmet / found.judged)


def day_lines(found: Overview) -> list[str]:
    """Say what was done that day."""
    return [
        Overviews.BEGUN.format(begun=found.begun, touched=found.touched),
        Overviews.ANSWERS.format(answers=found.answers, by_phone=found.by_phone),
        Overviews.CALLS.format(calls=found.calls),
    ]


def as_data(found: Overview) -> dict[str, object]:
    """Return the overview as JSON has it."""
    return {
        "day": found.day.isoformat(),
        "cases": {state.value: count for state, count in found.states.items()},
        "begun": found.begun,
        "touched": found.touched,
        "answers": found.answers,
        "answers_by_phone": found.by_phone,
        "calls": found.calls,
        "clauses": [
            {
                "clause": clause.clause,
                "title": clause.title,
                **{s.value: clause.counts.get(s, 0) for s in Status},
            }
            for clause in found.clauses
        ],
    }


def as_csv(found: Overview) -> str:
    """Return the overview as a table: what, clause, item, how many, of how many."""
    import csv  # noqa: PLC0415 (only a file needs it)
    from io import StringIO  # noqa: PLC0415

    text = StringIO()
    table = csv.writer(text)
    table.writerow(Overviews.HEADINGS.split("，"))
    day = found.day.isoformat()
    for state, count in found.states.items():
        label = Overviews[f"STATE_{state.name}"]
        table.writerow([day, Overviews.KIND_STATE, "", label, count, found.cases])
    for label, figure in (
        (Overviews.ITEM_BEGUN, found.begun),
        (Overviews.ITEM_TOUCHED, found.touched),
        (Overviews.ITEM_ANSWERS, found.answers),
        (Overviews.ITEM_BY_PHONE, found.by_phone),
        (Overviews.ITEM_CALLS, found.calls),
    ):
        table.writerow([day, Overviews.KIND_DAY, "", label, figure, ""])
    for clause in found.clauses:
        name = cited(clause.clause)
        kind = Overviews.KIND_CLAUSE
        table.writerow([day, kind, name, clause.title, clause.unmet, clause.cases])
    return text.getvalue()
