"""Hear facts in what a person says in one go: 万州 12人 10个大专.

How each fact is spoken of stands in ``quick.yaml``; what a figure or an option is, the
readers of ``values`` say. Nothing is guessed: what has two meanings, is inexact or
stands after a 没有 comes back as unclear, and what was not understood comes back too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sme_assistant.assistant.spans import days_of, has_span, is_lasting
from sme_assistant.dialogue.models import QuickFile
from sme_assistant.dialogue.programme import Programme
from sme_assistant.phrases import Quick
from sme_assistant.values import (
    Ambiguous,
    Kind,
    Understood,
    Unlikely,
    Value,
    read,
)
from sme_assistant.values.normalise import fold

LONGEST = 300
"""Characters; what is longer is no list of a few facts."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A piece and what it was taken for.

    Attributes:
        said: The piece, as it was said.
        values: The value; or, where only a span is known, its two ends.
        notices: What to tell about the value.
    """

    said: str
    fact: str
    values: tuple[Value, ...]
    notices: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether it is one value."""
        return len(self.values) == 1


@dataclass(frozen=True, slots=True)
class Unclear:
    """A piece that must be asked back, and what it may be."""

    said: str
    message: str
    choices: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a text.

    Attributes:
        taken: What was understood, in order.
        unclear: What must be asked back.
        missed: What was not understood.
    """

    taken: tuple[Taken, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    missed: tuple[str, ...] = ()


# --- the words of a programme ------------------------------------------------


@dataclass(slots=True)
class _Meaning:
    """What a literal may be: words of facts, an option, a yes or no, a filler."""

    words: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class _Lexicon:
    literals: Mapping[str, _Meaning]
    longest: int
    figure: re.Pattern[str]
    lasted: tuple[str, ...]
    negations: tuple[str, ...]


_DIGITS = "0-9零〇一二两俩三四五六七八九十百几壹贰叁肆伍陆柒捌玖拾"
_BODY = rf"[{_DIGITS}](?:[{_DIGITS}千万亿佰仟点来余多w]|[.,](?=[0-9]))*"
_DAY = (
    r"(?:[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?![0-9])"
    r"|(?:[0-9]{4}|[0-9]{2}|[零〇一二三四五六七八九]{2,4})年[初底末]?"
    r"(?:[0-9一二三四五六七八九十]{1,3}月份?[初底]?"
    r"(?:[0-9一二三四五六七八九十]{1,3}[日号])?)?"
    r"|(?:去年|前年|今年)[0-9一二三四五六七八九十]{1,3}月份?"
    r"(?:[0-9一二三四五六七八九十]{1,3}[日号])?)"
)
_HARD = "，,。；;！!？?、\n"


def _lexicon(programme: Programme) -> _Lexicon:
    quick = quick_of(programme)
    found: dict[str, _Meaning] = defaultdict(_Meaning)
    for word in quick.fillers.split():
        found[word] = _Meaning()
    units: set[str] = set()
    for name, spoken in quick.spoken.items():
        units |= set(spoken.units.split())
        for word in spoken.words.split():
            found[word].words += (name,)
        for phrases, value in ((spoken.yes, True), (spoken.no, False)):
            for phrase in phrases.split():
                found[phrase].answers += ((name, value),)
        for option in programme.facts[name].spec.options:
            for word in dict.fromkeys((option.label, *option.aliases)):
                found[word].options += ((name, option.id),)
    before = _any_of(quick.about.split())
    after = _any_of(quick.about_after.split())
    figure = re.compile(
        rf"(?:{before})*(?P<figure>(?P<day>{_DAY})|(?:百分之)?{_BODY}"
        rf"(?:[到至~-]{_BODY})?(?P<unit>{_any_of(units)})?|半年)(?:{after})*"
    )
    return _Lexicon(
        {fold(word).casefold(): meaning for word, meaning in found.items()},
        max(map(len, found)),
        figure,
        tuple(quick.lasted.split()),
        tuple(quick.negations.split()),
    )


def quick_of(programme: Programme) -> QuickFile:
    """Return how a programme's facts are told in one go; nothing if it does not say."""
    return programme.quick or QuickFile.model_construct(asks=(), spoken={})


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"


# --- pieces of a text --------------------------------------------------------


@dataclass(slots=True)
class _Token:
    """A stretch of the text: a figure, a literal, a hard stop, or what is neither."""

    start: int
    text: str
    figure: re.Match[str] | None = None
    meaning: _Meaning | None = None
    is_stop: bool = False
    used: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return self.meaning.words if self.meaning and not self.used else ()


def _tokens(text: str, lexicon: _Lexicon) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    while place < len(text):
        token = _token_at(text, place, lexicon)
        last = found[-1] if found else None
        is_rest = token.figure is None and token.meaning is None and not token.is_stop
        if (
            is_rest
            and last
            and last.figure is None
            and last.meaning is None
            and (
                not last.is_stop
                and not token.text.isspace()
                and not last.text.isspace()
            )
        ):
            last.text += token.text
        else:
            found.append(token)
        place += len(token.text)
    return found


def _token_at(text: str, place: int, lexicon: _Lexicon) -> _Token:
    sign = text[place]
    if sign in _HARD or sign.isspace():
        return _Token(place, sign, is_stop=sign in _HARD)
    figure = lexicon.figure.match(text, place)
    literal = next(
        (
            text[place : place + length]
            for length in range(min(lexicon.longest, len(text) - place), 0, -1)
            if text[place : place + length] in lexicon.literals
        ),
        "",
    )
    if figure and len(figure[0]) > len(literal):
        return _Token(place, figure[0], figure=figure)
    if literal:
        return _Token(place, literal, meaning=lexicon.literals[literal])
    return _Token(place, sign)


# --- hearing -----------------------------------------------------------------


@dataclass(slots=True)
class _Ear:
    """Hears one text."""

    programme: Programme
    quick: QuickFile
    today: date
    lexicon: _Lexicon
    text: str
    tokens: list[_Token]
    taken: dict[int, Taken] = field(default_factory=dict)
    unclear: dict[int, Unclear] = field(default_factory=dict)
    missed: dict[int, str] = field(default_factory=dict)

    def hear(self) -> Heard:
        for at, token in enumerate(self.tokens):
            if token.figure is not None:
                self.hear_figure(at, token)
        for token in self.tokens:
            if token.figure is None and not token.used and not token.is_stop:
                self.hear_words(token)
        self.part_differing()
        return Heard(
            tuple(self.taken[key] for key in sorted(self.taken)),
            tuple(self.unclear[key] for key in sorted(self.unclear)),
            tuple(self.joined_missed()),
        )

    def joined_missed(self) -> Iterator[str]:
        """Yield what was not understood, together where it was said together."""
        together, end = "", -1
        for start in sorted(self.missed):
            if start != end and together:
                yield together
                together = ""
            together += self.missed[start]
            end = start + len(self.missed[start])
        if together:
            yield together

    # Words.

    def hear_words(self, token: _Token) -> None:
        meaning = token.meaning
        if meaning is None:
            if token.text in self.lexicon.negations:
                return  # told with what it turns round
            if any(sign.isalnum() for sign in token.text):
                self.missed[token.start] = token.text
            return
        found = [
            *(Taken(token.text, name, (value,)) for name, value in meaning.answers),
            *(self.option(token.text, *pair) for pair in meaning.options),
        ]
        if not found:
            if meaning.words:
                self.missed[token.start] = token.text
            return
        if self.is_negated(token.start):
            self.unclear[token.start] = Unclear(self.negated(token), Quick.NEGATED, ())
        elif len(found) > 1:
            self.unclear[token.start] = self.several(token.text, found)
        else:
            self.taken[token.start] = found[0]

    def option(self, said: str, name: str, option: str) -> Taken:
        spec = self.programme.facts[name].spec
        notices = tuple(o.notice for o in spec.options if o.id == option and o.notice)
        is_one = spec.kind is Kind.CHOICE
        return Taken(said, name, (option if is_one else (option,),), notices)

    def is_negated(self, start: int) -> bool:
        return self.text[:start].rstrip().endswith(self.lexicon.negations)

    def negated(self, token: _Token) -> str:
        before = self.text[: token.start].rstrip()
        words = [w for w in self.lexicon.negations if before.endswith(w)]
        return max(words, key=len) + token.text

    # Figures.

    def hear_figure(self, at: int, token: _Token) -> None:
        word, is_alone = self.word_for(at, token)
        said = self.said_with(token, word)
        if self.is_negated(token.start):
            self.unclear[token.start] = Unclear(self.negated(token), Quick.NEGATED)
            return
        names = self.names_for(token, word)
        found = [r for name in names if (r := self.read(token, name, said))]
        if not found:
            self.missed[token.start] = said
        elif len(found) > 1:
            choices = [c for r in found for c in _choices(r)]
            self.unclear[token.start] = self.several(said, choices)
        elif isinstance(found[0], Unclear):
            self.unclear[token.start] = found[0]
        elif word is None and not is_alone:
            self.unclear[token.start] = self.several(said, [found[0]])
        else:
            self.taken[token.start] = found[0]

    def word_for(self, at: int, token: _Token) -> tuple[_Token | None, bool]:
        """Return the word that a figure belongs to, and whether it needs none."""
        alone = any(
            self.unit_of(token) in self.quick.spoken[name].alone.split()
            for name in self.fitting(token)
        )
        before = [t for t in self.beside(at, -1) if self.suits(token, t)]
        after = [t for t in self.beside(at, 1) if self.suits(token, t)]
        word = before[0] if before else None
        if word is None and after and not (alone and self.is_claimed(after[0])):
            word = after[0]
        if word is not None:
            same = [t for t in before if {*t.words} & {*word.words}]
            for used in (word, *same):
                used.used = True
        return word, alone

    def beside(self, at: int, step: int) -> Iterator[_Token]:
        """Yield the words between a figure and the next one or stop, nearest first."""
        at += step
        while 0 <= at < len(self.tokens):
            token = self.tokens[at]
            is_unknown = token.meaning is None and not token.text.isspace()
            if token.is_stop or is_unknown:
                return
            if token.words:
                yield token
            at += step

    def is_claimed(self, word: _Token) -> bool:
        """Whether the next figure needs a word: 12人 大专10个."""
        following = self.tokens.index(word) + 1
        for place in range(following, len(self.tokens)):
            token = self.tokens[place]
            if token.is_stop:
                return False
            if token.figure is not None:
                own = [t for t in self.beside(place, 1) if self.suits(token, t)]
                return self.suits(token, word) and not own
        return False

    def suits(self, token: _Token, word: _Token) -> bool:
        return any(name in word.words for name in self.fitting(token))

    def fitting(self, token: _Token) -> list[str]:
        """Return the facts that a figure may be one of, by its unit."""
        unit, found = self.unit_of(token), []
        for name, spoken in self.quick.spoken.items():
            spec = self.programme.facts[name].spec
            if not spoken.units and not spoken.words:
                continue
            if spec.kind is Kind.DATE:
                is_fit = has_span(token.figure) if token.figure else False
            elif spec.kind is Kind.COUNT:
                is_fit = not unit or unit in spoken.units.split()
            else:
                is_fit = not unit or unit in spoken.units.split()
            if is_fit and (spec.kind is Kind.DATE or not has_day(token)):
                found.append(name)
        return found

    def unit_of(self, token: _Token) -> str:
        assert token.figure is not None  # noqa: S101 (asked of figures only)
        if token.figure["day"] or token.figure["figure"] == "半年":
            return "年"
        return token.figure["unit"] or ""

    def names_for(self, token: _Token, word: _Token | None) -> list[str]:
        fitting = self.fitting(token)
        if word is not None:
            meaning = word.meaning
            return [n for n in fitting if meaning and n in meaning.words]
        unit = self.unit_of(token)
        alone = [n for n in fitting if unit in self.quick.spoken[n].alone.split()]
        counted = [
            n for n in fitting if unit and unit in self.quick.spoken[n].units.split()
        ]
        return alone or counted

    def said_with(self, token: _Token, word: _Token | None) -> str:
        if word is None:
            return token.text
        start = min(token.start, word.start)
        end = max(t.start + len(t.text) for t in (token, word))
        return self.text[start:end]

    def read(self, token: _Token, name: str, said: str) -> Taken | Unclear | None:
        """Read a figure as a fact; None if it cannot be one."""
        assert token.figure is not None  # noqa: S101 (asked of figures only)
        spec = self.programme.facts[name].spec
        if spec.kind is Kind.DATE:
            lasting = is_lasting(self.text, token.figure, self.lexicon.lasted)
            spans = days_of(token.figure, self.today, lasting)
            choices = tuple(Taken(said, name, ends) for ends in spans)
            if len(choices) == 1:
                return choices[0]
            return Unclear(said, Quick.YEAR_OR_YEARS, choices) if choices else None
        typed = token.text.removesuffix("的")
        match read(spec, typed, today=self.today):
            case Understood(value=value, notices=notices):
                return Taken(said, name, (value,), notices)
            case (
                Ambiguous(message=message, readings=readings)
                | Unlikely(message=message, readings=readings)
            ):
                choices = tuple(Taken(said, name, (value,)) for value in readings)
                return Unclear(said, message, choices)
        return None

    # What fits two.

    def several(self, said: str, found: Sequence[Taken]) -> Unclear:
        labels = [self.programme.facts[t.fact].model.label for t in found]
        told = Quick.WHICH if len(set(labels)) > 1 else Quick.IS_IT
        message = told.format(labels=Quick.OR.join(dict.fromkeys(labels)))
        return Unclear(said, message, tuple(found))

    def part_differing(self) -> None:
        """Ask back where one fact was told twice, and not the same."""
        by_fact: dict[str, list[int]] = defaultdict(list)
        for start in sorted(self.taken):
            by_fact[self.taken[start].fact].append(start)
        for name, starts in by_fact.items():
            if self.programme.facts[name].spec.kind is Kind.MULTI:
                continue
            told = [self.taken[start] for start in starts]
            if len({piece.values for piece in told}) > 1:
                label = self.programme.facts[name].model.label
                said = Quick.AND.join(piece.said for piece in told)
                message = Quick.TOLD_TWICE.format(label=label)
                self.unclear[starts[0]] = Unclear(said, message, tuple(told))
                for start in starts:
                    del self.taken[start]
            else:
                for start in starts[1:]:
                    del self.taken[start]


def has_day(token: _Token) -> bool:
    """Whether a figure is written as a day or a year."""
    return bool(token.figure and (token.figure["day"] or token.figure[0] == "半年"))


def _choices(result: Taken | Unclear) -> tuple[Taken, ...]:
    return (result,) if isinstance(result, Taken) else result.choices


def hear(programme: Programme, said: str, today: date) -> Heard:
    """Hear the facts in a text; never raises on what a person may say."""
    text = fold(said[:LONGEST]).casefold()
    lexicon = _lexicon(programme)
    tokens = _tokens(text, lexicon)
    ear = _Ear(programme, quick_of(programme), today, lexicon, text, tokens)
    heard = ear.hear()
    if len(said) > LONGEST:
        return replace(heard, missed=(*heard.missed, said[LONGEST:]))
    return heard
