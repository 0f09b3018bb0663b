"""Read one option or several, by label, id, alias or number on the screen.

What only resembles an option is offered, never taken: 江北 is close to more than one.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sme_assistant.messages import Message
from sme_assistant.values.kinds import MOST_NUMBERED
from sme_assistant.values.normalise import fold, squeeze
from sme_assistant.values.numerals import read_numeral
from sme_assistant.values.outcomes import Reading, Understood
from sme_assistant.values.showing import NONE_CHOSEN
from sme_assistant.values.texts import read_text
from sme_assistant.values.wording import ask, quote, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sme_assistant.values.kinds import Option, Spec

_MOST_OFFERED = 6
_EDGES = "\"'()[]{}<>《》「」『』【】.。,、;:!?"
_BLANKS = re.compile(r"\s+")
_CITY = re.compile(r"重庆市?")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = re.compile(
    r"(?:选择?)?(?:第)?(?P<figure>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:个|项|号|种|类|条)?"
)
_NUMBERED = re.compile(r"(?P<figure>[0-9]{1,3})[.、):\s]\s*(?P<name>.*[^0-9\s].*)")
_NEGATED = re.compile(r"[没不无非未除否莫]")


def _key(text: str) -> str:
    """Bring labels and what was typed to one form, to be compared."""
    squeezed = _BLANKS.sub("", fold(text).casefold())
    return squeezed.strip(_EDGES) or squeezed


class _Index(NamedTuple):
    """The options of a fact, prepared for looking up."""

    options: tuple[Option, ...]
    by_key: dict[str, tuple[str, ...]]
    notices: dict[str, str]
    exclusive: tuple[str, ...]

    def numbered(self, number: int) -> tuple[str, ...]:
        """Give the option with this number on the screen, if there is one."""
        within = 1 <= number <= len(self.options) <= MOST_NUMBERED
        return (self.options[number - 1].id,) if within else ()


@lru_cache(maxsize=256)
def _index(options: tuple[Option, ...]) -> _Index:
    by_key: dict[str, tuple[str, ...]] = {}
    for option in options:
        for name in dict.fromkeys(
            map(_key, (option.label, option.id, *option.aliases))
        ):
            by_key[name] = (*by_key.get(name, ()), option.id)
    return _Index(
        options,
        by_key,
        {option.id: option.notice for option in options if option.notice},
        tuple(option.id for option in options if option.exclusive),
    )


# --- looking up --------------------------------------------------------------


def _by_name(index: _Index, key: str) -> tuple[str, ...]:
    """Give the options of exactly this name; 重庆市 before it does not matter."""
    return index.by_key.get(key) or index.by_key.get(_CITY.sub("", key, count=1), ())


def _number(text: str) -> int | None:
    """Read 3, 第三个 and ③ as the number of an option, but not 1 3."""
    text = squeeze(fold(text)).strip(_EDGES)
    if len(text) == 1 and text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    found = _NUMBER.fullmatch(text)
    value = read_numeral(found["figure"]) if found else None
    return int(value) if value is not None else None


def _exactly(index: _Index, text: str) -> tuple[str, ...]:
    if found := _by_name(index, _key(text)):
        return found
    if (number := _number(text)) is not None:
        return index.numbered(number)
    if numbered := _NUMBERED.fullmatch(fold(text)):
        named = _by_name(index, _key(numbered["name"]))
        counted = index.numbered(int(numbered["figure"]))
        return tuple(dict.fromkeys(named + counted)) if named else ()
    return ()


def _nearly(index: _Index, text: str) -> tuple[str, ...]:
    """Give the options that begin with the text, or that the text mentions."""
    key = _CITY.sub("", _key(text), count=1)
    if not key:
        return ()
    begun = [ids for name, ids in index.by_key.items() if name.startswith(key)]
    if not begun and not _NEGATED.search(key):
        # 不在万州 mentions 万州 and means the opposite.
        begun = [ids for name, ids in index.by_key.items() if name in key]
    return tuple(dict.fromkeys(option for ids in begun for option in ids))


def _nearest(index: _Index, text: str) -> str:
    """List the labels most like the text, or the first ones if none is."""
    key = _key(text)[:40]
    close = get_close_matches(key, index.by_key, n=_MOST_OFFERED, cutoff=0.5)
    labels = {option.id: option.label for option in index.options}
    ids = dict.fromkeys(option for name in close for option in index.by_key[name])
    shown = [labels[option] for option in ids] or list(labels.values())
    return "、".join(shown[:3])


def classify(spec: Spec, text: str) -> str | None:
    """Give the option that a text kept by an ``open`` choice belongs to.

    Args:
        spec: The fact or column, ``open`` or not.
        text: The value as stored.

    Returns:
        The id of the option with exactly this label, id or alias; else that of the
        first option, in their order, with an alias that the text contains (高级工程师
        holds 高级); else ``None``.
    """
    key = _key(text)
    if found := _index(spec.options).by_key.get(key):
        return found[0]
    for option in spec.options:
        if any(_key(alias) in key for alias in option.aliases):
            return option.id
    return None


# --- one option --------------------------------------------------------------


def read_choice(spec: Spec, typed: str) -> Reading:
    """Read one option; an ``open`` choice keeps the text as it stands."""
    if spec.open:
        return read_text(spec, typed)
    text = fold(typed)
    if not text:
        return refuse(spec, typed, Message.ANSWER_MISSING)
    index = _index(spec.options)
    found = _exactly(index, text)
    if len(found) == 1:
        return Understood(found[0], _notices(index, found))
    if found:
        return ask(spec, typed, Message.CHOICE_SEVERAL, found)
    if _number(text) is not None and spec.is_numbered:
        count = len(spec.options)
        return refuse(spec, typed, Message.CHOICE_NUMBER_UNKNOWN, count=count)
    if near := _nearly(index, text):
        return ask(spec, typed, Message.CHOICE_UNCERTAIN, near[:_MOST_OFFERED])
    offers = _nearest(index, text)
    return refuse(spec, typed, Message.CHOICE_UNKNOWN, offers=offers)


def _notices(index: _Index, chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(index.notices[option] for option in chosen if option in index.notices)


# --- several options ---------------------------------------------------------

_NOT_ONE = frozenset(
    map(
        _key,
        (NONE_CHOSEN, "[]", "一项都不选", "一个也不选", "一个都不选", "都不选", "不选"),
    )
)
_NONE = re.compile(
    r"(?:以上)?(?:都|均|全)?(?:没有|没|无|没得|莫得|不是)|none|(?:一个|一项)[也都]没有|暂无"
)
_ALL = re.compile(
    r"(?:以上)?(?:全部都?|所有|全都|全|都|均)(?:有|选|要|是|具备)|(?:以上)?全部|所有|all"
)
_HARD = re.compile(r"[、,;/|\n]")
_SOFT = re.compile(r"\s+|以及|还有|和|及|与|跟")
_SPAN = re.compile(r"([0-9]{1,2})[-~到至]([0-9]{1,2})")
_CIRCLES = re.compile(f"([{_CIRCLED}])")
_MOST_PIECES = 4
"""How many pieces between separators one label may be made of."""


def read_multi(spec: Spec, typed: str) -> Reading:
    """Read any number of options, none included."""
    text = fold(typed)
    if not text:
        return refuse(spec, typed, Message.ANSWER_MISSING)
    index = _index(spec.options)
    key = _key(text)
    if key in _NOT_ONE:
        return Understood(())
    if not _by_name(index, key):
        if _NONE.fullmatch(key):
            return Understood(index.exclusive[:1])
        if _ALL.fullmatch(key):
            every = {option.id for option in spec.options if not option.exclusive}
            return _settle(spec, typed, index, every)
        if run := _read_run(spec, typed, index, text):
            return run
    return _read_pieces(spec, typed, index, _CIRCLES.sub(r" \1 ", text).strip())


def _read_run(spec: Spec, typed: str, index: _Index, text: str) -> Reading | None:
    """Read 135 as 1, 3 and 5; where 12 is an option too, ask."""
    if not (text.isascii() and text.isdigit() and 1 < len(set(text)) == len(text)):
        return None
    each = [option for digit in text for option in index.numbered(int(digit))]
    if len(each) < len(text):
        return None
    if whole := index.numbered(int(text)):
        readings = (whole, _in_order(index, set(each)))
        return ask(spec, typed, Message.CHOICE_SEVERAL, readings)
    if len(index.options) > len("123456789"):
        return None
    return _settle(spec, typed, index, set(each))


def _read_pieces(spec: Spec, typed: str, index: _Index, text: str) -> Reading:
    chosen: set[str] = set()
    is_exact = True
    for piece in _pieces(index, text):
        if span := _span(index, piece):
            chosen.update(span)
            continue
        found = _exactly(index, piece)
        if len(found) > 1:
            return ask(spec, piece, Message.CHOICE_SEVERAL)
        if not found:
            found, is_exact = _nearly(index, piece), False
        if len(found) != 1:
            part = quote(piece)
            return refuse(spec, typed, Message.MULTI_UNKNOWN, part=part)
        chosen.update(found)
    if not chosen:
        return refuse(spec, typed, Message.MULTI_UNKNOWN, part=quote(typed))
    return _settle(spec, typed, index, chosen, is_exact=is_exact)


def _pieces(index: _Index, text: str) -> Iterator[str]:
    """Cut a list into names; a separator inside a label does not cut it."""
    ends = [*(mark.start() for mark in _HARD.finditer(text)), len(text)]
    starts = [0, *(mark.end() for mark in _HARD.finditer(text))]
    place = 0
    while place < len(ends):
        last = min(place + _MOST_PIECES, len(ends)) - 1
        while (
            last > place and _key(text[starts[place] : ends[last]]) not in index.by_key
        ):
            last -= 1
        piece = text[starts[place] : ends[last]].strip()
        if piece and _exactly(index, piece):
            yield piece
        else:
            yield from filter(None, _SOFT.split(piece))
        place = last + 1


def _span(index: _Index, piece: str) -> tuple[str, ...]:
    """Read 1-3 as the first three options."""
    if not (found := _SPAN.fullmatch(piece)):
        return ()
    first, last = int(found[1]), int(found[2])
    if not 1 <= first < last <= len(index.options):
        return ()
    return tuple(option.id for option in index.options[first - 1 : last])


def _in_order(index: _Index, chosen: set[str]) -> tuple[str, ...]:
    return tuple(option.id for option in index.options if option.id in chosen)


def _settle(
    spec: Spec, typed: str, index: _Index, chosen: set[str], *, is_exact: bool = True
) -> Reading:
    for option in index.options:
        if option.exclusive and option.id in chosen and len(chosen) > 1:
            part = option.label
            return refuse(spec, typed, Message.EXCLUSIVE_WITH_OTHERS, part=part)
    ordered = _in_order(index, chosen)
    if is_exact:
        return Understood(ordered, _notices(index, ordered))
    return ask(spec, typed, Message.CHOICE_UNCERTAIN, (ordered,))
