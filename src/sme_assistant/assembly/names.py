"""Names of files and folders that any system takes, Windows not least."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_FORBIDDEN = str.maketrans(
    {
        "<": "＜",
        ">": "＞",
        ":": "：",
        '"': "”",
        "/": "／",
        "\\": "＼",
        "|": "｜",
        "?": "？",
        "*": "＊",
    }
)
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE
)
_LONGEST = 120
"""Bytes; it leaves room for a folder and a number under Windows' 260 characters."""


def safe_name(text: str, fallback: str, *, longest: int = _LONGEST) -> str:
    """Turn a text into one part of a path.

    Signs that Windows refuses become their full-width forms, invisible and reversing
    ones go, reserved names get a sign before them, and what is too long is cut.

    Args:
        text: The text, such as the name of an institution.
        fallback: The name, if nothing is left.
        longest: How many bytes it may have in UTF-8.
    """
    folded = unicodedata.normalize("NFC", text).translate(_FORBIDDEN)
    visible = "".join(filter(_is_visible, folded))
    stem = _cut(visible.strip(" ."), longest).strip(" .")
    if not stem:
        return fallback
    return f"_{stem}" if _RESERVED.fullmatch(stem.split(".")[0].strip()) else stem


def safe_file_name(name: str, fallback: str) -> str:
    """Turn the name of a file into a safe one, keeping its ending."""
    base = re.split(r"[/\\]", name)[-1].rstrip(" .")
    stem, dot, ending = base.rpartition(".")
    if not dot or not stem or len(ending) > 10:  # noqa: PLR2004 (no ending is longer)
        return safe_name(base, fallback)
    safe = safe_name(stem, fallback, longest=_LONGEST - len(ending.encode()) - 1)
    return f"{safe}.{safe_name(ending, 'bin')}"


def _is_visible(sign: str) -> bool:
    return sign == " " or unicodedata.category(sign)[0] not in "CZ"


def _cut(text: str, longest: int) -> str:
    raw = text.encode("utf-8", "ignore")[:longest]
    return raw.decode("utf-8", "ignore")


def unique(names: Iterable[str]) -> Iterator[str]:
    """Yield each name once, case and width of its form aside, with (2), (3) … added."""
    seen: set[str] = set()
    for name in names:
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (name, "")
        found, count = name, 1
        while (key := unicodedata.normalize("NFKC", found).casefold()) in seen:
            count += 1
            found = f"{stem}({count}){ending}"
        seen.add(key)
        yield found
