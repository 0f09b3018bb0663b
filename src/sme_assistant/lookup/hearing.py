"""What a person said, in the words of the book: synonyms, numbers and sounds settled.

One pass from left to right, the longest word first: so 营业收入 is not taken for 营业.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from sme_assistant.lookup.book import Vocabulary
from sme_assistant.values.characters import characters, folded, syllables_typed
from sme_assistant.values.numerals import NUMERAL, plain_forms, read_numeral

MOST_HEARD = 400
"""Characters that are looked at: the first half and the last of a long story."""

_NUMERAL = re.compile(rf"[{NUMERAL}两]{{1,20}}")
_LETTERS = re.compile(r"[a-z]+")
_LEAST_SOUNDS = 3
"""Syllables from which a word is recognised by its sound alone, if it was written."""
NUMBER = "#"
"""Stands in a text for a number, whose value is told apart."""


@dataclass(slots=True)
class Heard:
    """What was said.

    Attributes:
        text: In the words of the book, without fillers and punctuation.
        words: The words of the book that were recognised.
        numbers: Numbers with their measure: ``15人``; and ``#人`` for any number.
        sounds: The syllables.
        concepts: What its words are about, to the characters that say so.
    """

    text: str = ""
    words: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    sounds: list[str] = field(default_factory=list)
    concepts: dict[str, str] = field(default_factory=dict)


class Hearer:
    """Hears with a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        fillers = dict.fromkeys(vocabulary.fillers, "")
        self._words = _by_first({**fillers, **vocabulary.synonyms})
        about = vocabulary.concepts
        self._about = _by_first({word: word for word in about})
        self._measures = sorted(vocabulary.measures, key=len, reverse=True)
        self._asking = sorted(vocabulary.how_many, key=len, reverse=True)
        self._asks = frozenset(word[0] for word in self._asking)
        # By their first two syllables: a word of one is never known by its sound.
        self._sounding: dict[tuple[str, str], list[tuple[list[str], str]]] = {}
        for said, word in vocabulary.synonyms.items():
            if len(sounds := _sounds(said)) > 1:
                known = self._sounding.setdefault((sounds[0], sounds[1]), [])
                known.append((sounds, word))

    def hear(self, said: str) -> Heard:
        """Return what was said, in the words of the book. Never raises."""
        text = folded(shortened(said))
        heard = Heard()
        place = 0
        pieces: list[str] = []
        while place < len(text):
            piece, place = self._piece(text, place, heard)
            pieces.append(piece)
        heard.text = self._without_endings("".join(pieces))
        self._sound(heard)
        # Of letters alone only the sounds are known.
        known = (*self._words_of_concepts(text), *heard.words) if heard.text else ()
        for word in known:
            for concept in self.vocabulary.concepts.get(word, ()):
                heard.concepts[concept] = heard.concepts.get(concept, "") + word
        return heard

    def _words_of_concepts(self, text: str) -> Iterator[str]:
        """Yield the words that say what it is about, the longest first, as typed."""
        place = 0
        while place < len(text):
            found = (w for w, _ in self._about.get(text[place], ()))
            word = next((w for w in found if text.startswith(w, place)), "")
            if word:
                yield word
            place += len(word) or 1

    def _without_endings(self, text: str) -> str:
        """Take off what only makes a sentence a question: 够不, 有没得."""
        endings = self.vocabulary.endings
        return " ".join(run.rstrip(endings) for run in text.split())

    def _piece(self, text: str, place: int, heard: Heard) -> tuple[str, int]:
        """Take the next word, number or character."""
        found = self._number(text, place, heard) or self._how_many(text, place)
        if found:
            return found
        for word, meant in self._words.get(text[place], ()):
            if text.startswith(word, place):
                if meant:
                    heard.words.add(meant)
                return meant, place + len(word)
        sign = text[place]
        return sign if sign.isalnum() else " ", place + 1

    def _number(self, text: str, place: int, heard: Heard) -> tuple[str, int] | None:
        if not _begins_number(text[place]):
            return None
        percent = self.vocabulary.percent
        if text.startswith(percent, place):
            return self._percent(text, place + len(percent), heard)
        match = _NUMERAL.match(plain_forms(text[place : place + 20]))
        if match is None:
            return None
        written = match.group()
        # 四万 ends in a numeral sign that is also a measure; 万 by itself is neither.
        for end in range(len(written), 0, -1):
            measure, after = self._measure(text, place + end)
            value = read_numeral(written[:end].replace("两", "二"))
            if value is not None and (measure or written[:end].isascii()):
                number = f"{value:f}".rstrip("0").rstrip(".") if value % 1 else value
                if measure:
                    heard.numbers |= {f"{number}{measure}", f"{NUMBER}{measure}"}
                return (f"{NUMBER}{measure}" if measure else " "), after
        return None

    def _percent(self, text: str, place: int, heard: Heard) -> tuple[str, int] | None:
        match = _NUMERAL.match(plain_forms(text[place : place + 20]))
        value = read_numeral(match.group()) if match else None
        if match is None or value is None:
            return None
        heard.numbers |= {f"{value:f}%", f"{NUMBER}%"}
        return f"{NUMBER}%", place + match.end()

    def _how_many(self, text: str, place: int) -> tuple[str, int] | None:
        """Take 几个人 and 好多户 as 多少人 and 多少家."""
        if text[place] not in self._asks:
            return None
        for word in self._asking:
            if text.startswith(word, place):
                measure, after = self._measure(text, place + len(word))
                if measure:
                    return self._asking_word + measure, after
        return None

    @property
    def _asking_word(self) -> str:
        return self.vocabulary.how_many[0]

    def _measure(self, text: str, place: int) -> tuple[str, int]:
        for word in self._measures:
            if text.startswith(word, place):
                return self.vocabulary.measures[word], place + len(word)
        return "", place

    # --- sounds -----------------------------------------------------------

    def _sound(self, heard: Heard) -> None:
        """Note the syllables, and the words that only sound like those written."""
        heard.sounds, typed = _sounded(heard.text)
        if typed:
            heard.text = " ".join(_LETTERS.sub(" ", heard.text).split())
        least = 2 if typed else _LEAST_SOUNDS
        sounds = heard.sounds
        for start, pair in enumerate(pairwise(sounds)):
            for known, word in self._sounding.get(pair, ()):
                size = len(known)
                if size >= least and sounds[start : start + size] == known:
                    heard.words.add(word)


@cache
def _begins_number(sign: str) -> bool:
    return _NUMERAL.match(plain_forms(sign)) is not None


def _by_first(words: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Group words by their first character, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[0], []).append((word, words[word]))
    return found


def _sounds(text: str) -> list[str]:
    return _sounded(text)[0]


def _sounded(text: str) -> tuple[list[str], bool]:
    """Return the syllables of a text, and whether they were typed as letters."""
    heard, sounds, typed = characters().heard, list[str](), False
    place = 0
    while place < len(text):
        match = _LETTERS.match(text, place)
        if match is None:
            if sound := heard.get(text[place]):
                sounds.append(sound)
            place += 1
            continue
        parts = syllables_typed(match.group())
        if parts is None and text.isascii():
            return [], False  # another language
        sounds += parts or ()
        typed = typed or bool(parts)
        place = match.end()
    return sounds, typed


_BREAKS = re.compile(r"[^\w%+./]+|(?<=[^\d])\.|[.](?!\d)")


def parts_of(said: str) -> Sequence[str]:
    """Part what was said where a person draws breath."""
    return tuple(_parts(shortened(said)))


def shortened(said: str) -> str:
    """Leave out the middle of what is too long to be a question."""
    if len(said) <= MOST_HEARD:
        return said
    half = MOST_HEARD // 2
    return f"{said[:half]} {said[-half:]}"


def _parts(said: str) -> Iterator[str]:
    for part in _BREAKS.split(folded(said)):
        if part.strip():
            yield part
