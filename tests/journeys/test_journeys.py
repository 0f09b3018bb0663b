"""Journeys: whole conversations typed line by line, each a YAML file.

A journey is a list of sessions, and a session a list of turns. In each turn the
program is at a question (``asked``), something is typed, and the program says
something; a session ends with leaving or with the end of the input, and the next one
opens the same case again. One runner walks every journey through the plain
conversation over a casebook in memory.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from sme_assistant.assistant.cases import opened
from sme_assistant.assistant.conversation import Conversation, Standing
from sme_assistant.assistant.programmes import DEFAULT
from sme_assistant.engine.path import to_do
from sme_assistant.faces.console import Console
from sme_assistant.faces.plain import PlainConversation
from sme_assistant.marked import load_marked
from sme_assistant.messages import Message
from sme_assistant.values import write
from tests.casebook.memory import MemoryCasebook

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
JOURNEYS = sorted(FOLDER.glob("*/*.yaml"))
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(Model):
    """One thing typed.

    Attributes:
        asked: The question at hand; ``none`` when all are asked.
        typed: What is typed; several lines for a text or a list, which an empty line
            then ends.
        finding: The message that must be given back, by its name.
        says: Words that must be said in answer.
        silent: Words that must not be said in answer.
        broken_off: The input ends within these lines.
    """

    asked: str
    typed: str = ""
    finding: str | None = None
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    broken_off: bool = False


class End(Model):
    """How the case stands at the end of a session.

    Attributes:
        answers: Fact to canonical text; ``null`` for what must not be answered.
        parked: All that is answered but off the path.
        to_do: All questions left for later.
        next: The first open question; ``none`` if there is none.
    """

    verdict: str
    answers: dict[str, str | None] = {}
    parked: tuple[str, ...] | None = None
    to_do: tuple[str, ...] | None = None
    next: str | None = None


class Session(Model):
    """One sitting.

    Attributes:
        days_later: How long after the first sitting.
    """

    days_later: int = 0
    turns: tuple[Turn, ...]
    end: End


class Journey(Model):
    title: str
    sessions: tuple[Session, ...]


class Keyboard(io.StringIO):
    """Types the turns of a session, and looks at what was said after each."""

    def __init__(self, session: Session, heard: io.StringIO) -> None:
        super().__init__()
        self.turns = list(session.turns)
        self.heard = heard
        self.case: Conversation | None = None
        self.turn: Turn | None = None
        self.lines: list[str] = []

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Type one line; the end of the input once all turns are typed."""
        del size
        if self.lines:
            return f"{self.lines.pop(0)}\n"
        if self.turn is not None and self.turn.broken_off:
            return ""
        self.listen()
        if not self.turns:
            return ""
        self.turn = self.turns.pop(0)
        at_hand = self.case.current.id if self.case and self.case.current else "none"
        assert at_hand == self.turn.asked, f"before typing {self.turn.typed!r}"
        self.lines = self.turn.typed.splitlines() or [""]
        if len(self.lines) > 1 and not self.turn.broken_off:
            self.lines.append("")
        return f"{self.lines.pop(0)}\n"

    def listen(self) -> None:
        """Compare what was said since with what the turn before expects."""
        said = self.heard.getvalue()
        self.heard.seek(0)
        self.heard.truncate()
        if self.turn is None:
            return
        here = f"after typing {self.turn.typed!r} at {self.turn.asked}: {said}"
        for words in self.turn.says:
            assert words in said, f"{words!r} is not said {here}"
        for words in self.turn.silent:
            assert words not in said, f"{words!r} is said {here}"
        if self.turn.finding:
            wanted = pattern(Message[self.turn.finding])
            assert re.search(wanted, said), f"{self.turn.finding} is not given {here}"
        self.turn = None


def pattern(message: Message) -> str:
    """Return what a message looks like with anything in its gaps."""
    parts = re.split(r"\{[^{}]*\}", message.value)
    return ".*".join(re.escape(part) for part in parts)


def read_journey(file: Path) -> Journey:
    marked, faults = load_marked(file.read_text(encoding="utf-8"), file.name)
    assert not faults, faults
    return Journey.model_validate(marked.data)


def walk(casebook: MemoryCasebook, session: Session, out: Path) -> Standing:
    """Sit through one session and return how the case stands then."""
    now = NOON + timedelta(days=session.days_later)
    heard = io.StringIO()
    keyboard = Keyboard(session, heard)
    with opened(casebook, "样例", lambda: now) as case:
        keyboard.case = case
        PlainConversation(case, Console(keyboard, heard), out).run()
        keyboard.listen()
        assert keyboard.turns == [], "the conversation ended before all was typed"
        return case.standing


def assert_stands(standing: Standing, end: End) -> None:
    values = standing.state.answers
    assert standing.outcome == end.verdict
    for fact, text in end.answers.items():
        spec = standing.programme.facts[fact].spec
        given = write(spec, values[fact].value) if fact in values else None
        assert given == text, fact
    if end.parked is not None:
        assert standing.parked == end.parked
    if end.to_do is not None:
        waiting = to_do(standing.evaluation, standing.state)
        assert tuple(question.id for question in waiting) == end.to_do
    if end.next is not None:
        assert (standing.next.id if standing.next else "none") == end.next


@pytest.mark.parametrize("file", JOURNEYS, ids=lambda file: file.stem)
def test_a_journey_goes_as_it_is_written(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    casebook = MemoryCasebook()
    casebook.create("样例", DEFAULT, NOON)

    for session in read_journey(file).sessions:
        standing = walk(casebook, session, tmp_path)
        assert_stands(standing, session.end)


@pytest.mark.parametrize("file", JOURNEYS, ids=lambda file: file.stem)
def test_what_was_said_in_a_journey_is_all_in_the_casebook(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    casebook = MemoryCasebook()
    casebook.create("样例", DEFAULT, NOON)

    for session in read_journey(file).sessions:
        walked = walk(casebook, session, tmp_path)
        with opened(casebook, "样例", lambda: NOON) as again:
            assert again.standing.state.values == walked.state.values
            assert again.standing.state.deferred == walked.state.deferred


def test_every_shipped_programme_has_journeys() -> None:
    shipped = {f.parent.name for f in (ROOT / "dialogues").glob("*/programme.yaml")}

    assert {file.parent.name for file in JOURNEYS} == shipped
