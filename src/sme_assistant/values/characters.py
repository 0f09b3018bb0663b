"""Characters folded together: traditional to simplified, and how each is read.

The tables stand in ``characters.txt``, made from OpenCC and pypinyin, so that nothing
large is imported before the first answer. How a character is read is told the way it
is heard in Chongqing, where zh and z, n and l, and ng and n are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("characters.txt")
_HEARD = (
    (re.compile("^([zcs])h"), r"\1"),
    (re.compile("^n(?=.)"), "l"),
    (re.compile("(?<=[aei])ng$"), "n"),
)
_BEFORE_MEASURE = re.compile(r"(?<=[0-9])\s+(?=[^\x00-\x7f])")
"""A blank between a number and its measure word: 15 人."""
_LONGEST = 6
"""Letters of the longest syllable, zhuang."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The tables.

    Attributes:
        simplified: Code point of a traditional character to its simplified form.
        read: Character to the syllable it is read as.
        heard: Character to the syllable that is heard.
        spelled: A syllable as it is typed to what is heard.
    """

    simplified: Mapping[int, str]
    read: Mapping[str, str]
    heard: Mapping[str, str]
    spelled: Mapping[str, str]


@cache
def characters() -> Characters:
    """Read the tables, once."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    old, new, *rest = (line for line in lines if not line.startswith("#"))
    read: dict[str, str] = {}
    heard: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for line in rest:
        syllable, _, read_so = line.partition(" ")
        spelled[syllable] = sound = _as_heard(syllable)
        read |= dict.fromkeys(read_so, syllable)
        heard |= dict.fromkeys(read_so, sound)
    simplified = dict(zip(map(ord, old), new, strict=True))
    return Characters(simplified, read, heard, spelled)


def _as_heard(syllable: str) -> str:
    for pattern, sound in _HEARD:
        syllable = pattern.sub(sound, syllable)
    return syllable


def folded(text: str) -> str:
    """Return a text with one character for each of its many spellings.

    Full width becomes half width, capitals small, traditional simplified; what is
    invisible or no character at all becomes a blank.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(characters().simplified)
    text = "".join(c if c.isprintable() else " " for c in text)
    return _BEFORE_MEASURE.sub("", text)


def syllables_typed(letters: str) -> list[str] | None:
    """Part a run of letters into syllables; None if it is no pinyin.

    The longest syllable is tried first, so that ``xian`` is one.
    """
    known = characters().spelled
    dead: set[int] = set()

    def part(start: int) -> list[str] | None:
        if start == len(letters):
            return []
        for end in range(min(start + _LONGEST, len(letters)), start, -1):
            if letters[start:end] in known and end not in dead:
                rest = part(end)
                if rest is not None:
                    return [known[letters[start:end]], *rest]
        dead.add(start)
        return None

    return part(0)
