"""Names that are the same, or nearly: of firms and of people, however they are written.

Two names are the same if they differ only in blanks, brackets, marks, letter case,
full-width signs or the two ways to write a limited company. They are alike if one sign
is another, one is missing, or they sound the same; that is for people to judge.
Whatever is asked of a list takes time in proportion to its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from sme_assistant.values.characters import characters

Groups = tuple[tuple[int, ...], ...]
"""Places in a list that belong together, each group in order."""

_SAME = (("有限责任公司", "有限公司"), ("股份公司", "股份有限公司"))
_AROUND = re.compile(r"^(?:重庆市|重庆)|(?:股份有限公司|有限公司|公司)$")
_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百甲乙丙丁戊己庚辛")
"""Names that differ only here are numbered: firm 1 is not firm 2."""
_LEAST_CORE = 4
_LEAST_SOUND = 3


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """Return what two writings of one name have in common."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    key = "".join(sign for sign in folded if sign.isalnum())
    for other, usual in _SAME:
        key = key.replace(other, usual) if usual not in key else key
    return key


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same, however they are written."""
    return name_key(a) == name_key(b)


def repeated(keys: Iterable[object]) -> Groups:
    """Return the places that have the same key; None is no key."""
    found: dict[object, list[int]] = {}
    for place, key in enumerate(keys):
        if key is not None:
            found.setdefault(key, []).append(place)
    return tuple(tuple(places) for places in found.values() if len(places) > 1)


def alike(names: Sequence[str | None]) -> Groups:
    """Return the places of names that are alike and not the same."""
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        if name is not None:
            first.setdefault(name_key(name), place)
    cores = {place: _AROUND.sub("", key) for key, place in first.items()}
    together = _Together()
    _one_sign_off(cores, together)
    _sounding_alike(cores, together)
    return together.groups()


class _Together:
    """Places that belong together, put together pair by pair."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def put(self, a: int, b: int) -> None:
        a, b = sorted((self._top(a), self._top(b)))
        self._above[a] = self._above[b] = a

    def _top(self, place: int) -> int:
        above = self._above.get(place, place)
        while above != self._above.get(above, above):
            above = self._above[above]
        self._above[place] = above
        return above

    def groups(self) -> Groups:
        found: dict[int, list[int]] = {}
        for place in sorted(self._above):
            found.setdefault(self._top(place), []).append(place)
        return tuple(tuple(places) for places in found.values() if len(places) > 1)


def _one_sign_off(cores: Mapping[int, str], together: _Together) -> None:
    """Find names of which one has another sign at one place, or one sign more."""
    long = {p: core for p, core in cores.items() if len(core) >= _LEAST_CORE}
    whole = {core: place for place, core in long.items()}
    # One place of the names after the other, so that little is held at a time.
    for at in range(max(map(len, long.values()), default=0)):
        without: dict[str, int] = {}
        for place, core in long.items():
            if at >= len(core) or core[at] in _NUMERALS:
                continue
            rest = f"{core[:at]}{core[at + 1 :]}"
            other = without.setdefault(rest, place)
            if other != place:
                together.put(other, place)
            if rest in whole:
                together.put(whole[rest], place)


def _sounding_alike(cores: Mapping[int, str], together: _Together) -> None:
    """Find names of other signs that are read the same, tones aside."""
    found: dict[str, int] = {}
    read = characters().read
    for place, core in cores.items():
        if len(core) >= _LEAST_SOUND and not _NUMERALS.intersection(core):
            sound = " ".join(read.get(sign, sign) for sign in core)
            other = found.setdefault(sound, place)
            if other != place:
                together.put(other, place)
