"""The commands a person can type instead of an answer; all faces take the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sme_assistant.values import Spec


class Command(StrEnum):
    """What a typed command asks for."""

    WHY = "why"
    HELP = "help"
    BACK = "back"
    JUMP = "jump"
    RESUME = "resume"
    PROGRESS = "progress"
    TO_DO = "to_do"
    UNKNOWN = "unknown"
    LATER = "later"
    UNDO = "undo"
    REDO = "redo"
    BOARD = "board"
    MATERIALS = "materials"
    CLAUSE = "clause"
    PHONE = "phone"
    ASSEMBLE = "assemble"
    QUIT = "quit"


_WORDS: dict[str, Command] = {
    "?": Command.WHY,
    "为什么": Command.WHY,
    "帮助": Command.HELP,
    "返回": Command.BACK,
    "上一题": Command.BACK,
    "继续": Command.RESUME,
    "进度": Command.PROGRESS,
    "待补": Command.TO_DO,
    "不清楚": Command.UNKNOWN,
    "不知道": Command.UNKNOWN,
    "不晓得": Command.UNKNOWN,
    "以后再补": Command.LATER,
    "跳过": Command.LATER,
    "跳到": Command.JUMP,
    "撤销": Command.UNDO,
    "重做": Command.REDO,
    "自评": Command.BOARD,
    "材料": Command.MATERIALS,
    "电话": Command.PHONE,
    "生成": Command.ASSEMBLE,
    "退出": Command.QUIT,
}
_CLAUSE = r"\s*(?P<argument>(?:第|附件|\d|[一二三四五六七八九十]).*)|\s+(?P<word>.+)"
_WITH_ARGUMENT: tuple[tuple[re.Pattern[str], Command], ...] = (
    (re.compile(r"跳到\s*(?P<argument>.{1,40})"), Command.JUMP),
    (re.compile(r"条文(?:" + _CLAUSE + ")?"), Command.CLAUSE),
    (re.compile(r"自评(?:" + _CLAUSE + ")"), Command.BOARD),
    (re.compile(r"生成\s+(?P<argument>.+)"), Command.ASSEMBLE),
)
"""What may follow a command word; anything else there is an answer: 生成式培训."""
_PREFIX = re.compile(r"^[/／、]\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command and what follows it."""

    command: Command
    argument: str = ""


def command_in(text: str, spec: Spec | None = None) -> Typed | None:
    """Return the command a line is, or None if the line is an answer.

    A prefix ``/``, ``／`` or ``、`` is allowed and never needed, but for words that are
    an option of the question at hand: those are its answer (待补). Words that take an
    argument count as commands only when the line begins with them.

    Args:
        text: The line.
        spec: The fact the question at hand asks, if it asks one.
    """
    if spec is not None and _names_an_option(text.strip(), spec):
        return None
    bare = _PREFIX.sub("", text.strip()).replace("？", "?")
    if bare in _WORDS:
        return Typed(_WORDS[bare])
    for pattern, command in _WITH_ARGUMENT:
        if found := pattern.fullmatch(bare):
            return Typed(command, next(filter(None, found.groups()), "").strip())
    return None


def _names_an_option(word: str, spec: Spec) -> bool:
    return any(word in {option.label, *option.aliases} for option in spec.options)
