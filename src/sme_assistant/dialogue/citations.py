"""Citations: ``6(3)#staff_number`` in files, 第六条（三） for people."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DIGITS = "〇一二三四五六七八九"
_CITATION = re.compile(r"(\d+)(?:\((\d+)\))?(?:#\w+)?")


def chinese_number(number: int) -> str:
    """Write 1 to 99 as articles and clauses are numbered: 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def clause_of(citation: str) -> str:
    """Return the clause of a condition's citation: ``6(3)`` of ``6(3)#premises``."""
    return citation.partition("#")[0]


def cited(citation: str) -> str:
    """Write a citation for people; a form's name stays as it is."""
    match = _CITATION.fullmatch(citation)
    if match is None:
        return citation
    article, clause = match.groups()
    inner = f"（{chinese_number(int(clause))}）" if clause else ""
    return f"第{chinese_number(int(article))}条{inner}"


def cited_all(citations: Iterable[str]) -> str:
    """Write several citations, each once, conditions by their clause."""
    return "、".join(dict.fromkeys(cited(citation) for citation in citations))
