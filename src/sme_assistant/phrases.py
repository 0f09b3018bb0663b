"""Chinese words and parts of sentences that the engine puts together.

Whole sentences for people are in ``messages``; whatever speaks of the law is in the
dialogue files.
"""

from __future__ import annotations

from enum import StrEnum


class Phrase(StrEnum):
    """Words with named slots; the name is the stable code."""

    NOT_ANSWERED = "（未填）"
    NOT_GIVEN = "（未提供）"
    ABOUT = "约 {value}"
    SOME = "一些"
    WITH_CLAUSE = "{said}（{clause}）"
    SETTLED_EARLY = "（“{labels}”怎么填都不影响这个结果）"

    NOT_KNOWN = "还不能判断"
    HOLDS = "成立"
    HOLDS_NOT = "不成立"
    DIVIDED_BY_ZERO = "分母为 0，无法计算"
    TERM_NOT = "没有（{parts}）"
    TERM_GROUP = "{parts}所属区域"
    TERM_ANSWERED = "{parts}已填"
    TERM_DEPENDS = "视情况而定（{parts}）"
    TERM_AND = " 且 "
    TERM_OR = " 或 "
    ROWS_OF = "{title}行数"
