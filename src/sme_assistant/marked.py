"""YAML read strictly: every scalar is text, and everything knows its line.

YAML 1.1 would read ``no`` as false, ``012`` as ten and ``12:30`` as 750. Here a plain
scalar is the text that stands there (only an empty one, ``~`` and ``null`` are None),
and duplicate keys, anchors, tags and several documents are faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from sme_assistant.errors import Fault

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Path: TypeAlias = tuple[str | int, ...]
_Loader = getattr(yaml, "CLoader", yaml.Loader)
_DEEPEST = 40
"""Deeper nesting than any of our files has; it stops a file made to exhaust us."""
_WHY: Final = {
    "did not find expected ',' or ']'": "（方括号没有配对，或者少了逗号）",
    "did not find expected ',' or '}'": "（花括号没有配对，或者少了逗号）",
    "found unexpected end of stream": "（引号没有配对）",
    "mapping values are not allowed": "（一行里多了一个冒号）",
    "found character that cannot start": "（用了 Tab 缩进，或者开头的符号要加引号）",
    "did not find expected key": "（缩进不齐）",
    "could not find expected ':'": "（少了一个冒号）",
    "did not find expected '-' indicator": "（缩进不齐，或者少了一个“-”）",
    "found unknown escape character": "（双引号里的“\\”要写成“\\\\”）",
    "did not find expected node content": "（冒号后面的符号要加引号）",
    "control characters are not allowed": "（有看不见的控制字符）",
}
"""What the reader says of a fault, as it begins, to what we say."""


@dataclass(slots=True)
class Marked:
    """A YAML file as plain data, and where each part of it stands.

    Attributes:
        name: The file's name, for messages.
        data: None, text, lists and dicts.
        marks: Path of keys and indexes to (line, column), both 1-based.
    """

    name: str
    data: Data = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing that holds it."""
        return self.mark(path)[0]

    def mark(self, path: Path) -> tuple[int, int]:
        """Return line and column of a path, or of the nearest thing that holds it."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))

    def fault(self, path: Path, code: str, text: str) -> Fault:
        """Make a fault at a path."""
        line, column = self.mark(path)
        return Fault(self.name, line, column, code, text)


DUPLICATE_KEY: Final = "duplicate-key"
"""The code of the one fault besides which a file is understood: the first counts."""


class _StopError(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class _Builder:
    """Builds data from parser events, noting marks and faults on the way."""

    def __init__(self, text: str, name: str) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self.marked = Marked(name)
        self.faults: list[Fault] = []

    def document(self) -> None:
        next(self.events)  # stream start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return
        self.marked.data = self.node(next(self.events), ())
        next(self.events)  # document end
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.stop(event, "several-documents", "文件里只能有一份内容，请去掉“---”。")

    def node(self, event: yaml.Event, path: Path) -> Data:
        if len(path) > _DEEPEST:
            self.stop(event, "too-deep", "层级太深，请检查缩进。")
        self.refuse_signs(event)
        self.marked.marks.setdefault(path, self.place(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event)

    def refuse_signs(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.stop(event, "anchor", "不能使用锚点“&”和引用“*”；如是文字，请加引号。")
        if getattr(event, "tag", None):
            self.stop(event, "tag", "不能使用标签“!”；如是文字，请加引号。")

    def mapping(self, path: Path) -> dict[str, Data]:
        found: dict[str, Data] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self.refuse_signs(event)
            if not isinstance(event, yaml.ScalarEvent):
                told = "键必须是一个词；如以括号开头，请加引号。"
                raise _StopError(self.made(event, "complex-key", told))
            key = str(event.value)
            twice = key in found
            if twice:
                told = f"“{key}”重复出现，请只保留一处。"
                self.faults.append(self.made(event, DUPLICATE_KEY, told))
            else:
                self.marked.marks[*path, key] = self.place(event)
            value = self.node(next(self.events), (*path, key))
            if not twice:
                found[key] = value
        return found

    def sequence(self, path: Path) -> list[Data]:
        found: list[Data] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.node(event, (*path, len(found))))
        return found

    def scalar(self, event: yaml.Event) -> str | None:
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 (the grammar says so)
        value = str(event.value)
        plain = event.style is None or event.style == ""
        return None if plain and value in {"", "~", "null"} else value

    def place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None  # noqa: S101 (a parser marks its events)
        return mark.line + 1, mark.column + 1

    def made(self, event: yaml.Event, code: str, text: str) -> Fault:
        return Fault(self.marked.name, *self.place(event), code, text)

    def stop(self, event: yaml.Event, code: str, text: str) -> None:
        raise _StopError(self.made(event, code, text))


def load_marked(text: str, name: str) -> tuple[Marked, list[Fault]]:
    """Read one YAML file.

    Args:
        text: The file's text.
        name: The file's name, for messages.

    Returns:
        What could be read, and the faults found. With a fault in the YAML itself the
        data is what stood before it, and only the faults are of use. Never raises.
    """
    try:
        builder = _Builder(text, name)
        builder.document()
    except _StopError as stop:
        return builder.marked, [*builder.faults, stop.fault]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = str(getattr(error, "problem", ""))
        why = next((w for begins, w in _WHY.items() if problem.startswith(begins)), "")
        told = f"YAML 格式不对{why}，请检查缩进、冒号和引号。"
        return Marked(name), [Fault(name, line, column, "yaml", told)]
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        told = "这里有不是文字的字符，请删去后重新输入。"
        return Marked(name), [Fault(name, line, 1, "yaml", told)]
    return builder.marked, builder.faults
