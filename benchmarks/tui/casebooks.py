"""Casebooks to measure with: a home full of cases, and a case with much behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from benchmarks.page import ROOT
from sme_assistant.assistant import presenter
from sme_assistant.assistant.answers_file import read_answers
from sme_assistant.assistant.conversation import Conversation
from sme_assistant.assistant.presenter import Role
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.log import Action, Channel, Deferral, Entry
from sme_assistant.values import Kind, Understood

CASE: Final = "渝创申报"
NOW: Final = datetime.now(UTC)
_LEFT_OPEN: Final = 24
"""Questions of a long case that are still to be answered."""
_TYPED: Final = frozenset(
    {Kind.YESNO, Kind.COUNT, Kind.AMOUNT, Kind.AREA, Kind.PERCENT, Kind.TEXT}
)
"""Kinds whose answers are typed in one line."""


def full_home(folder: Path, cases: int) -> tuple[Path, list[str]]:
    """Write a casebook of so many cases, each answered throughout.

    Returns:
        The casebook and the names of the cases, the last touched first.
    """
    path = folder / "home.sqlite3"
    book = SqliteCasebook(path, lambda: NOW)
    names = [f"{CASE}第{number:02}号" for number in range(cases)]
    for name in names:
        _write(book, name, _example())
    book.close()
    return path, names[::-1]


@dataclass(frozen=True, slots=True)
class Step:
    """An answer still to be given.

    Attributes:
        typed: What to type.
        next: How the question begins that comes after it.
    """

    typed: str
    next: str


@dataclass(frozen=True, slots=True)
class Past:
    """A case with much behind it, in a casebook of its own.

    Attributes:
        path: The casebook.
        question: How the question at hand begins.
        lines: What was answered before, as the screen shows it.
        steps: The answers still to be given.
    """

    path: Path
    question: str
    lines: Sequence[str]
    steps: Sequence[Step]


def long_case(folder: Path, turns: int) -> Past:
    """Write a casebook with one case that has so many answers behind it.

    Most are answers given anew, over and over, as a log keeps them.
    """
    programme = shipped_programme()
    example = _example()
    simple = [
        entry
        for entry in example
        if entry.action is Action.ANSWER
        and programme.facts[entry.subject].spec.kind in _TYPED
    ]
    left = simple[-_LEFT_OPEN:]
    closed = [entry for entry in example if entry not in left]
    notices = [
        Entry(Action.SEEN, question.id, NOW)
        for question in programme.questions.values()
        if not question.model.asks and not question.model.collects
    ]
    asides = _asides(example)
    behind = [*islice(cycle(closed), turns)]
    entries = [*notices, *asides, *behind]
    path = folder / f"after-{turns}.sqlite3"
    book = SqliteCasebook(path, lambda: NOW)
    _write(book, CASE, entries)
    book.close()
    conversation = _conversation(entries)
    lines = [presenter.echo(conversation.standing, entry).text for entry in behind]
    question = _beginning(conversation)
    return Past(path, question, lines, [*_walk(conversation, left)])


def _example() -> list[Entry]:
    """Return the answers of an example, as a person at the screen gave them."""
    source = ROOT / "examples" / "wanzhou-training.yaml"
    given = read_answers(source, shipped_programme(), NOW).entries
    return [
        replace(entry, at=NOW + timedelta(seconds=n), channel=Channel.SELF, source="")
        for n, entry in enumerate(given)
    ]


def _write(book: SqliteCasebook, name: str, entries: Sequence[Entry]) -> None:
    book.create(name, DEFAULT, NOW)
    with book.writer(name, "") as writer:
        writer.append(*entries)


def _conversation(entries: Sequence[Entry]) -> Conversation:
    return Conversation(shipped_programme(), entries, None, lambda: NOW)


def _asides(example: Sequence[Entry]) -> list[Entry]:
    """Return the deferrals of what the example does not answer."""
    conversation = _conversation(example)
    asides = []
    while (question := conversation.current) is not None:
        conversation.defer(question, Deferral.LATER)
        asides.append(Entry(Action.DEFER, question.id, NOW, value=Deferral.LATER))
    return asides


def _walk(conversation: Conversation, left: Sequence[Entry]) -> Iterator[Step]:
    """Give the answers that are left, and yield what to type and what comes then."""
    typed = {entry.subject: entry.typed for entry in left}
    while (question := conversation.current) is not None:
        answer = typed.pop(str(question.model.asks), None)
        if answer is None:
            return
        reading = conversation.read(question, answer)
        if not isinstance(reading, Understood):
            return
        conversation.accept(question, reading.value, answer)
        if conversation.current is not None:
            yield Step(answer, _beginning(conversation))


def _beginning(conversation: Conversation) -> str:
    """Return how the question at hand begins, as it stands in its first line."""
    question = conversation.current
    if question is None:
        raise ValueError("all questions are answered")
    says = presenter.question_card(conversation.standing, question)
    text = next(say.text for say in says if say.role is Role.QUESTION)
    return text[:16]
