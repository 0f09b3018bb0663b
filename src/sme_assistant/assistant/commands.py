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
    "撤销": Command.UNDO,
    "重做": Command.REDO,
    "自评": Command.BOARD,
    "材料": Command.MATERIALS,
    "电话": Command.PHONE,
    "生成": Command.ASSEMBLE,
    "退出": Command.QUIT,
}
_WITH_ARGUMENT: dict[str, Command] = {
    "跳到": Command.JUMP,
    "条文": Command.CLAUSE,
    "生成": Command.ASSEMBLE,
}
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
    for word, command in _WITH_ARGUMENT.items():
        rest = bare.removeprefix(word)
        if rest != bare and (not rest or rest[0].isspace() or _is_short(rest)):
            return Typed(command, rest.strip())
    return None


def _names_an_option(word: str, spec: Spec) -> bool:
    return any(word in {option.label, *option.aliases} for option in spec.options)


def _is_short(rest: str) -> bool:
    """Whether what follows a command word can be its argument: 条文6(3), 跳到资产."""
    return len(rest) <= 12  # noqa: PLR2004 (longer is a sentence, so an answer)
