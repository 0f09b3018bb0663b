"""Which entry of the book answers a question, and why that one.

Each phrasing is a bag of features: words of the book, pairs of characters, single
characters, pairs of sounds, numbers with their measure. A feature counts the more, the
fewer entries have it. An entry is as near to a question as its nearest phrasing, and
the nearer, the more of the question its phrasings hold between them. Nothing is learnt
and nothing is random: ``Hit.why`` adds up to the score.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from typing import NamedTuple

from sme_assistant.lookup.book import Book, Entry
from sme_assistant.lookup.hearing import Heard, Hearer, parts_of
from sme_assistant.values.characters import folded

WORD, PAIR, SIGN, SOUND, NUMBER, CONCEPT = "词对字音数义"
POINTER, STRANGE, PARTS = "指缺段"
"""The kinds of features; a feature is its kind and its text."""
_WEIGHTS = {
    WORD: 1.1,
    PAIR: 1.0,
    SIGN: 0.7,
    SOUND: 0.55,
    NUMBER: 1.2,
    CONCEPT: 2.0,
    POINTER: 1.0,
}
_WRITTEN = (PAIR, SIGN)
_LIGHT = 0.4
"""How much a pair or sign counts that holds a character of little meaning."""
_HEARD = (WORD, SOUND)
"""What can be known of a question typed as pinyin."""
_STEEP = 0.75
"""How much more a rare feature counts than a common one."""
_NEAREST, _COVERED = 0.5, 0.5
"""What the nearest phrasing and all phrasings together add to a score."""
_ENOUGH = 0.44
"""The score from which an entry counts as an answer; see docs/lookup.md."""
_LEAST = 0.2
"""What is always needed, and all that is needed where the very question is known."""
_SAME = 0.98
_STRANGE = 0.2
"""What an entry loses that knows nothing of what was asked; less, of a part of it."""
_STRANGE_NEEDS = 0.13
"""What is needed more of such an entry."""
_OUTSIDE = 0.075
"""What is needed more for each act outside that the clause knows nothing of."""
_RIVAL = 0.9
"""What is needed more, by the score of the best topic that is not answered."""
_LEANING = 0.29
"""What is needed less, as the question is asked like those that are answered."""
_LENGTH = 0.034
"""What is needed less for each character: a short question is soon near to anything."""
_MOST_LENGTH = 20
_SEEN = 0.5
"""Added to how often a word was seen, so that once is not taken for always."""
_POINTED = 0.3
"""What a word that points to a topic adds to it."""
_TEXT = 0.6
"""How much the words of a clause count beside those of a person."""
_ELSEWHERE = 0.96
"""How much a topic that is not answered counts: at equal nearness we answer."""
_LONG = 12
"""Characters from which the parts of a question are looked at one by one as well."""
_LITTLE = 6.0
"""A part of a long story that says only so much counts half."""
_MOST_PARTS = 6
"""So many parts are looked at by themselves from either end of a story."""
_ALSO = 0.25
"""What the other parts of a long story add."""
_TINY = 1e-9
_LEAST_PART = 4
"""Characters of a part of a clause that is worth finding it by."""
_MOST_CLAUSES = 5
_FADES = 0.65
"""How much less the second clause of an entry counts than the first."""
_MOST_HITS = 12
_NEAR = 0.5
"""Entries this near to the best one give clauses of their own."""

_Asked = dict[str, tuple[float, Collection[int]]]
"""Feature of what was asked to its weight and the entries that have it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may answer.

    Attributes:
        score: 0 to 1, more where a word points to the topic.
        phrasing: Its nearest phrasing.
        why: Feature to what it adds to the score or takes from it, the most first.
        strange: Characters of the question that neither the questions about the same
            clause nor its answer nor its clauses hold.
        needed: The score from which it answers.
        near: How near its nearest phrasing is; 1 if it is the same.
        leaning: Whether the question is asked like those that are answered (more than
            0), or like those that are not.
    """

    entry: Entry
    score: float
    phrasing: str
    why: tuple[tuple[str, float], ...]
    strange: str
    needed: float
    near: float = 0.0
    leaning: float = 0.0


class Tables(NamedTuple):
    """What is counted once for a book, as plain data that can be kept.

    Attributes:
        lengths: The length of each phrasing's vector.
        sounds: The length of its sounds alone.
        holders: Feature to the places of the phrasings that have it, two bytes each.
    """

    lengths: list[float]
    sounds: list[float]
    holders: dict[str, bytes]


class Index:
    """All phrasings of a book, ready to be asked.

    Args:
        book: The book.
        clauses: Citation to its words: what is found by them alone is told as it
            stands.
        tables: What was counted for the same book and clauses before, if it was kept.
    """

    def __init__(
        self, book: Book, clauses: Mapping[str, str], tables: Tables | None = None
    ) -> None:
        self.book = book
        self._clauses = clauses
        self.hearer = Hearer(book.vocabulary)
        self._light = book.vocabulary.light
        self.entries = (*book.entries, *_clause_entries(clauses))
        self._phrasings = [
            (at, text) for at, entry in enumerate(self.entries) for text in entry.asked
        ]
        self._families: dict[str, set[int]] = {}
        for at, entry in enumerate(self.entries):
            self._families.setdefault(_family(entry), set()).add(at)
        kinds = [self._kind(at) for at, _ in self._phrasings]
        self._answered = kinds.index("topic") if "topic" in kinds else len(kinds)
        self._told = self._answered + kinds.count("topic")
        self.tables = tables or self._count()

    def _kind(self, at: int) -> str:
        entry = self.entries[at]
        return ("question" if entry.is_answer else "topic") if entry.id else "clause"

    def _count(self) -> Tables:
        bags = [
            dict.fromkeys(_features(self.hearer.hear(t))) for _, t in self._phrasings
        ]
        places: dict[str, array[int]] = {}
        for place, bag in enumerate(bags):
            for feature in bag:
                places.setdefault(feature, array("H")).append(place)
        holders = {feature: held.tobytes() for feature, held in places.items()}
        weights = {f: self._weight(f, self._owners(h)) for f, h in holders.items()}
        return Tables(
            [_length(weights, bag) for bag in bags],
            [_length(weights, [f for f in bag if f[0] in _HEARD]) for bag in bags],
            holders,
        )

    def _held(self, feature: str) -> Sequence[int]:
        """Return the places of the phrasings that have a feature."""
        return memoryview(self.tables.holders.get(feature, b"")).cast("H")

    def _owners(self, held: bytes) -> set[int]:
        """Return the entries of the phrasings at these places."""
        return {self._phrasings[place][0] for place in memoryview(held).cast("H")}

    def _weight(self, feature: str, owners: Collection[int]) -> float:
        rarity = log(1 + len(self.entries) / (len(owners) or 1))
        weight = _WEIGHTS[feature[0]] * float(rarity**_STEEP)
        is_light = feature[0] in _WRITTEN and self._light.intersection(feature[1:])
        return weight * _LIGHT if is_light else weight

    def ask(self, question: str) -> list[Hit]:
        """Return the entries that may answer a question, best first. Never raises."""
        parts = parts_of(question)
        best = self._scores(" ".join(parts))
        if len(parts) > 1 and sum(map(len, parts)) >= _LONG:
            self._add_parts(parts, best)
        self._point(question, best)
        ranked = sorted(best.values(), key=lambda scored: -scored.score)
        hits = [self._hit(scored) for scored in ranked[:_MOST_HITS]]
        topics = [s.score for s in ranked if not self.entries[s.at].is_answer]
        rival = topics[0] if topics else 0.0
        return self._judged(hits, rival, self.hearer.hear(question))

    def _judged(self, hits: list[Hit], rival: float, heard: Heard) -> list[Hit]:
        """Say what is needed of each; one that answers stands before all topics."""
        leaning = self._leaning(heard)
        length = min(len(heard.text) or len(heard.sounds), _MOST_LENGTH)
        less = _LEANING * leaning + _LENGTH * length
        needed = _ENOUGH + _RIVAL * rival - less
        hits.sort(key=lambda hit: -hit.score)
        topics = [hit for hit in hits if not hit.entry.is_answer]
        known = not any(hit.near >= _SAME for hit in topics)
        answers = []
        for hit in hits:
            if hit.entry.is_answer:
                is_same = known and hit.near >= _SAME
                least = _LEAST if is_same else max(hit.needed + needed, _LEAST)
                answers.append(replace(hit, needed=least, leaning=leaning))
        if is_enough(answers):
            return [*answers, *topics]
        return sorted((*answers, *topics), key=lambda hit: -hit.score)

    def _leaning(self, heard: Heard) -> float:
        """Compare how often what was said is in questions and in topics."""
        whole = self._answered, self._told - self._answered
        shares = []
        for feature in dict.fromkeys(_features(heard)):
            held = self._held(feature)
            first = bisect_left(held, self._answered)
            second = bisect_left(held, self._told) - first
            if first + second:
                asked = (first + _SEEN) / (whole[0] + 1)
                elsewhere = (second + _SEEN) / (whole[1] + 1)
                shares.append(log(asked / elsewhere))
        return sum(shares) / (len(shares) or 1)

    def _add_parts(self, parts: Sequence[str], best: dict[int, _Scored]) -> None:
        """In a long story the part that asks counts, and what other parts add."""
        found: dict[int, list[_Scored]] = {}
        ends = dict.fromkeys((*parts[:_MOST_PARTS], *parts[-_MOST_PARTS:]))
        for part in filter(self._asks, ends):
            for at, scored in self._scores(part).items():
                if self.entries[at].is_answer:
                    told = sum(weight for weight, _ in scored.asked.values())
                    score = scored.score * told / (told + _LITTLE)
                    found.setdefault(at, []).append(replace(scored, score=score))
        for at, several in found.items():
            several.sort(key=lambda scored: -scored.score)
            rest = sum(scored.score for scored in several[1:3])
            top = several[0]
            if at not in best or top.score + _ALSO * rest > best[at].score:
                best[at] = replace(top, score=top.score + _ALSO * rest)

    def _asks(self, part: str) -> bool:
        """Whether a part of a story does more than name its subject."""
        text = self.hearer.hear(part).text
        for word in self.book.vocabulary.subject:
            text = text.replace(word, "")
        return bool(text.strip())

    def _scores(self, said: str) -> dict[int, _Scored]:
        """Return entry to how near it is to what was said."""
        heard = self.hearer.hear(said)
        asked = self._asked(heard)
        is_sound = not heard.text and bool(heard.sounds)
        lengths = self.tables.sounds if is_sound else self.tables.lengths
        length = sqrt(sum(weight**2 for weight, _ in asked.values())) or 1.0
        whole = sum(weight for weight, _ in asked.values()) or 1.0
        sums = [0.0] * len(self._phrasings)
        covered = [0.0] * len(self.entries)
        for feature, (weight, owners) in asked.items():
            square = weight**2
            for place in self._held(feature):
                sums[place] += square
            for at in owners:
                covered[at] += weight
        nearest: dict[int, tuple[float, int]] = {}
        for place, total in enumerate(sums):
            if total:
                at = self._phrasings[place][0]
                near = total / (length * lengths[place])
                if at not in nearest or near > nearest[at][0]:
                    nearest[at] = near, place
        best: dict[int, _Scored] = {}
        for at, (near, place) in nearest.items():
            score = _NEAREST * near + _COVERED * covered[at] / whole
            score *= _factor(self.entries[at])
            best[at] = _Scored(at, score, near, place, asked)
        return best

    def _asked(self, heard: Heard) -> _Asked:
        """Return feature to its weight and the entries that have it."""
        found: _Asked = {}
        for feature in dict.fromkeys(_features(heard)):
            owners = self._owners(self.tables.holders.get(feature, b""))
            found[feature] = (self._weight(feature, owners), owners)
        return found

    def _point(self, question: str, best: dict[int, _Scored]) -> None:
        """Raise the topics that a word of the question points to."""
        typed = folded(question)
        said = f"{typed}\n{self.hearer.hear(question).text}"
        for at, entry in enumerate(self.entries):
            words = [word for word in entry.words if word in said]
            if words and not any(word in typed for word in entry.unless):
                scored = best.get(at) or _Scored(at, 0.0, 0.0, -1, {})
                raised = scored.score + _POINTED
                best[at] = replace(scored, score=raised, pointer=words[0])

    def _hit(self, scored: _Scored) -> Hit:
        entry, asked = self.entries[scored.at], scored.asked
        text = self._phrasings[scored.place][1] if scored.place >= 0 else ""
        nearest = set(_features(self.hearer.hear(text)))
        length = sum(w**2 for f, (w, _) in asked.items() if f in nearest) or 1.0
        whole = sum(weight for weight, _ in asked.values()) or 1.0
        factor = _factor(entry)
        shares: dict[str, float] = {}
        for feature, (weight, owners) in asked.items():
            share = _COVERED * weight / whole if scored.at in owners else 0.0
            if feature in nearest:
                share += _NEAREST * scored.near * weight**2 / length
            if share:
                shares[feature] = factor * share
        if scored.pointer:
            shares[POINTER + scored.pointer] = _POINTED
        rest = scored.score - sum(shares.values())
        if abs(rest) > _TINY:
            shares[PARTS] = rest
        needed = 0.0
        needed += _OUTSIDE * len(self._outside(scored))
        strange, share = self._strange(scored)
        if strange:
            needed += _STRANGE_NEEDS * share
            shares[STRANGE + strange] = -_STRANGE * share
        why = tuple(sorted(shares.items(), key=lambda share: -abs(share[1])))
        return Hit(entry, sum(shares.values()), text, why, strange, needed, scored.near)

    def _outside(self, scored: _Scored) -> list[str]:
        """Return what was said that lies outside, and was not asked of the clause."""
        family = self._families[_family(self.entries[scored.at])]
        return [
            feature[1:]
            for feature, (_, owners) in scored.asked.items()
            if feature[0] == CONCEPT
            and feature[1:] in self.book.vocabulary.outside
            and family.isdisjoint(owners)
        ]

    def _strange(self, scored: _Scored) -> tuple[str, float]:
        """Return what an entry knows nothing of, and its share of what was asked."""
        entry = self.entries[scored.at]
        clauses = (self._clauses.get(citation, "") for citation in entry.cites)
        known = self._light.union(NUMBER, entry.answer, *clauses)
        signs = {
            feature[1:]: owners
            for feature, (_, owners) in scored.asked.items()
            if feature[0] == SIGN and feature[1:] not in self._light | {NUMBER}
        }
        family = self._families[_family(entry)]
        strange = [
            sign
            for sign, owners in signs.items()
            if sign not in known and family.isdisjoint(owners)
        ]
        return "".join(strange), len(strange) / (len(signs) or 1)


@dataclass(frozen=True, slots=True)
class _Scored:
    at: int
    score: float
    near: float
    place: int
    asked: _Asked
    pointer: str = ""


def is_enough(hits: Sequence[Hit]) -> bool:
    """Whether the best hit answers."""
    return bool(hits and hits[0].entry.is_answer and hits[0].score >= hits[0].needed)


def clauses_of(hits: Sequence[Hit]) -> list[str]:
    """Return the clauses of the hits, best first."""
    found: dict[str, float] = {}
    top = hits[0].score if hits else 0.0
    for hit in hits:
        if hit.score < _NEAR * top:
            break
        score = hit.score
        for clause in hit.entry.cites:
            found[clause] = max(found.get(clause, 0.0), score)
            score *= _FADES
    ranked = sorted(found, key=lambda clause: -found[clause])
    return ranked[:_MOST_CLAUSES]


def _family(entry: Entry) -> str:
    """Name what an entry is about: its first clause, or the topic itself."""
    return entry.cites[0] if entry.cites else entry.id


def _factor(entry: Entry) -> float:
    if not entry.is_answer:
        return _ELSEWHERE
    return 1.0 if entry.id else _TEXT


def _clause_entries(clauses: Mapping[str, str]) -> Iterator[Entry]:
    for citation, text in clauses.items():
        parts = tuple(part for part in parts_of(text) if len(part) >= _LEAST_PART)
        yield Entry("", (citation,), parts, "")


def _features(heard: Heard) -> Iterator[str]:
    yield from (WORD + word for word in sorted(heard.words))
    yield from (NUMBER + number for number in sorted(heard.numbers))
    yield from (CONCEPT + concept for concept in sorted(heard.concepts))
    for run in heard.text.split():
        yield from (SIGN + sign for sign in run)
        yield from (PAIR + run[at : at + 2] for at in range(len(run) - 1))
    sounds = heard.sounds
    yield from (
        f"{SOUND}{sounds[at]} {sounds[at + 1]}" for at in range(len(sounds) - 1)
    )


def _length(weights: Mapping[str, float], features: Iterable[str]) -> float:
    return sqrt(sum(weights[feature] ** 2 for feature in features)) or 1.0
