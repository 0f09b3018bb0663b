"""Names that are the same, or nearly: of firms and of people, however they are written.

Two names are the same if they differ only in blanks, brackets, marks, letter case,
full-width signs or the two ways to write a limited company. They are alike if one sign
is another, one is missing, or they sound the same; that is for people to judge.
Whatever is asked of a list takes time in proportion to its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from sme_assistant.values.characters import characters

Groups = tuple[tuple[int, ...], ...]
"""Places in a list that belong together, each group in order."""

_SAME = (("有限责任公司", "有限公司"), ("股份公司", "股份有限公司"))
_AROUND = re.compile(r"^(?:重庆市|重庆)|(?:股份有限公司|有限公司|公司)$")
_NO_SIGN = re.compile(r"[^\w\n]+|_+")
_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百甲乙丙丁戊己庚辛")
"""Names that differ only here are numbered: firm 1 is not firm 2."""
_NUMERAL = re.compile(f"[{''.join(_NUMERALS)}]")
_LEAST_CORE = 4
_LEAST_SOUND = 3
_MOST_CHANGED = 8
"""With more names gone or come it is as well to compare all of them."""


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """Return what two writings of one name have in common."""
    return _settled(_folded(text))


def name_keys(texts: Sequence[str]) -> list[str]:
    """Return the key of each name, all of them at one stroke where that can be."""
    keys = _folded("\n".join(texts)).split("\n")
    if len(keys) != len(texts):  # a name of several lines
        return list(map(name_key, texts))
    return list(map(_settled, keys))


def _folded(text: str) -> str:
    return _NO_SIGN.sub("", unicodedata.normalize("NFKC", text).casefold())


def _settled(key: str) -> str:
    key = key.replace("\n", "")
    for other, usual in _SAME:
        if other in key and usual not in key:
            key = key.replace(other, usual)
    return key


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same, however they are written."""
    return name_key(a) == name_key(b)


def repeated(keys: Iterable[object]) -> Groups:
    """Return the places that have the same key; None is no key."""
    given = list(keys)
    counts = Counter(given)
    found: dict[object, list[int]] = {}
    for place, key in enumerate(given):
        if key is not None and counts[key] > 1:
            found.setdefault(key, []).append(place)
    return tuple(map(tuple, found.values()))


def alike(names: Sequence[str | None]) -> Groups:
    """Return the places of names that are alike and not the same."""
    keys = [None if name is None else name_key(name) for name in names]
    return Alikes.of(keys).places()


class Alikes:
    """Which names of a list are alike, reckoned anew or from another list.

    Args:
        keys: The keys of the names, None where there is none.
        cores: Each key once, with what of it is compared.
        groups: The keys that belong together.
    """

    def __init__(
        self,
        keys: Sequence[str | None],
        cores: Mapping[str, str],
        groups: Sequence[frozenset[str]],
    ) -> None:
        self._keys = keys
        self._cores = cores
        self._groups = groups

    @classmethod
    def of(cls, keys: Sequence[str | None]) -> Alikes:
        """Compare all names of a list."""
        cores = {key: _core(key) for key in dict.fromkeys(keys) if key is not None}
        return cls(keys, cores, _grouped(cores))

    def changed(self, keys: Sequence[str | None]) -> Alikes:
        """Compare the names of a list that is mostly this one; else all of them."""
        now = {key for key in keys if key is not None}
        gone, come = self._cores.keys() - now, now - self._cores.keys()
        if len(gone) + len(come) > _MOST_CHANGED:
            return Alikes.of(keys)
        cores = {key: core for key, core in self._cores.items() if key not in gone}
        cores |= {key: _core(key) for key in sorted(come)}
        kept = [group for group in self._groups if gone.isdisjoint(group)]
        torn = [group - gone for group in self._groups if not gone.isdisjoint(group)]
        near = set[str]().union(*torn, *(_near(cores[key], cores) for key in come))
        found = _grouped({key: cores[key] for key in cores if key in near})
        met = set[str]().union(*found)
        apart = [group for group in kept if met.isdisjoint(group)]
        together = [group for group in kept if not met.isdisjoint(group)]
        return Alikes(keys, cores, [*apart, *_joined([*together, *found])])

    def places(self) -> Groups:
        """Return the places of those that belong together: the first of each name."""
        if not self._groups:
            return ()
        last = len(self._keys) - 1
        first = dict(zip(reversed(self._keys), range(last, -1, -1), strict=True))
        groups = (tuple(sorted(first[key] for key in group)) for group in self._groups)
        return tuple(sorted(groups))


def _core(key: str) -> str:
    return _AROUND.sub("", key)


def _near(core: str, cores: Mapping[str, str]) -> set[str]:
    """Return whatever may be alike: half of it is the same, or all of it in sound."""
    half, spoken = len(core) // 2, _spoken()
    begin, end, sound = core[:half], core[half:], core.translate(spoken)
    return {
        key
        for key, other in cores.items()
        if other.startswith(begin)
        or other.endswith(end)
        or (len(other) == len(core) and other.translate(spoken) == sound)
    }


def _grouped(cores: Mapping[str, str]) -> list[frozenset[str]]:
    together = _Together()
    _one_sign_off(cores, together)
    _sounding_alike(cores, together)
    return together.groups()


def _joined(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Put the groups together that share a name."""
    together = _Together()
    for group in groups:
        one, *others = group
        for other in others:
            together.put(one, other)
    return together.groups()


class _Together:
    """Names that belong together, put together pair by pair."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def put(self, a: str, b: str) -> None:
        a, b = self._top(a), self._top(b)
        if a is not b:
            self._above[b] = a

    def _top(self, name: str) -> str:
        above = self._above
        name = above.setdefault(name, name)
        while (higher := above[name]) is not name:
            above[name] = name = above[higher]
        return name

    def groups(self) -> list[frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name in list(self._above):
            found.setdefault(self._top(name), set()).add(name)
        return [frozenset(names) for names in found.values() if len(names) > 1]


def _one_sign_off(cores: Mapping[str, str], together: _Together) -> None:
    """Find names of which one has another sign at one place, or one sign more."""
    long = {key: core for key, core in cores.items() if len(core) >= _LEAST_CORE}
    whole = {core: key for key, core in long.items()}
    # One place of the names after the other, so that little is held at a time.
    for at in range(max(map(len, long.values()), default=0)):
        long = {key: core for key, core in long.items() if len(core) > at}
        # Most names meet no other so, and are not looked at further.
        rests = [f"{core[:at]}{core[at + 1 :]}" for core in long.values()]
        met = {rest for rest, times in Counter(rests).items() if times > 1}
        met |= whole.keys() & set(rests)
        without: dict[str, str] = {}
        for (key, core), rest in zip(long.items(), rests, strict=True):
            if rest not in met or core[at] in _NUMERALS:
                continue
            other = without.setdefault(rest, key)
            if other != key:
                together.put(other, key)
            if rest in whole:
                together.put(whole[rest], key)


def _sounding_alike(cores: Mapping[str, str], together: _Together) -> None:
    """Find names of other signs that are read the same, tones aside."""
    found: dict[str, str] = {}
    spoken = _spoken()
    for key, core in cores.items():
        if len(core) >= _LEAST_SOUND and not _NUMERAL.search(core):
            other = found.setdefault(core.translate(spoken), key)
            if other != key:
                together.put(other, key)


@cache
def _spoken() -> Mapping[int, str]:
    """Return each character's code point to the first that is read the same."""
    stands_for: dict[str, str] = {}
    read = characters().read
    return {ord(sign): stands_for.setdefault(s, sign) for sign, s in read.items()}
