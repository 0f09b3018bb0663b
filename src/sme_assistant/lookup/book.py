"""What ``lookup.yaml`` says, as plain data: no model library is loaded for a question.

``dialogue.loading`` proves the file whole; here it is only taken as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A question people ask; or a topic the regulation does not answer.

    Attributes:
        cites: The clauses that answer, best first; none for such a topic.
        asked: Its phrasings, the plainest first.
        answer: The answer, in plain words.
        turn_to: To whom to turn, for such a topic.
        words: Words that by themselves point to the topic.
        unless: Words beside which they do not.
        criteria: Criteria whose verdict is what the answer means for a case.
        facts: Facts of the case that the answer is about.
        interpretation: The reading the answer takes, if it takes one.
    """

    id: str
    cites: tuple[str, ...]
    asked: tuple[str, ...]
    answer: str
    turn_to: str = ""
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    interpretation: str = ""

    @property
    def is_answer(self) -> bool:
        """Whether the regulation answers it."""
        return bool(self.cites)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words people use.

    Attributes:
        synonyms: What is said to the word it stands for; that word itself included.
        concepts: Word to what it is about.
        outside: Of that, what the regulation knows nothing of.
        fillers: Words that mean nothing here.
        measures: Measure word to the one it stands for.
        percent: What stands before a number of percent (百分之).
        how_many: Words that ask for a number, the usual one first.
        endings: Characters that at the end of a sentence only make it a question.
        light: Characters that say little by themselves or in a pair.
        subject: Words that only name what all questions are about.
    """

    synonyms: Mapping[str, str]
    concepts: Mapping[str, tuple[str, ...]]
    outside: frozenset[str]
    fillers: frozenset[str]
    measures: Mapping[str, str]
    percent: str
    how_many: tuple[str, ...]
    endings: str
    light: frozenset[str]
    subject: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The whole file.

    Attributes:
        entries: The questions, then the topics not answered.
        fallback: What is said where nothing fits.
    """

    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
    fallback: Entry


def book_of(data: Mapping[str, Any]) -> Book:
    """Take the file's data, every scalar of which is text."""
    questions = data["questions"].items()
    elsewhere = data["elsewhere"].items()
    return Book(
        tuple(_entry(name, part) for name, part in (*questions, *elsewhere)),
        _vocabulary(data),
        _entry("", data["fallback"]),
    )


def _entry(name: str, part: Mapping[str, Any]) -> Entry:
    return Entry(
        name,
        tuple(part.get("cite", ())),
        lines_of(part.get("asked", "")),
        part["answer"],
        part.get("turn_to", ""),
        tuple(part.get("words", ())),
        tuple(part.get("unless", ())),
        tuple(part.get("criteria", ())),
        tuple(part.get("facts", ())),
        part.get("interpretation", ""),
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold anything."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    outside = data.get("outside") or {}
    return Vocabulary(
        _inverted(data["synonyms"]),
        _about({**(data.get("concepts") or {}), **outside}),
        frozenset(outside),
        frozenset(data["fillers"].split()),
        _inverted(data["measures"]),
        data["percent"],
        tuple(data["how_many"].split()),
        (data.get("endings") or "").replace(" ", ""),
        frozenset(data.get("light") or ""),
        tuple((data.get("subject") or "").split()),
    )


def _inverted(words: Mapping[str, str | None]) -> dict[str, str]:
    found = {word: word for word in words}
    for word, variants in words.items():
        found |= dict.fromkeys((variants or "").split(), word)
    return found


def _about(concepts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for concept, words in concepts.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), concept)
    return found
