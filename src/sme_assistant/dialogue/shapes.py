"""Turn the text of dialogue files into models, and every misfit into a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sme_assistant.dialogue.parsing import nearest
from sme_assistant.errors import Fault
from sme_assistant.marked import Marked, Path, load_marked

M = TypeVar("M", bound=BaseModel)


def read_model(
    model: type[M], text: str, name: str
) -> tuple[M | None, Marked, list[Fault]]:
    """Read one file as a model.

    Returns:
        The model or None, the marks of the file, and all its faults.
    """
    marked, faults = load_marked(text, name)
    if faults:
        return None, marked, faults
    try:
        return model.model_validate(marked.data), marked, []
    except ValidationError as error:
        return None, marked, [_fault(model, marked, e) for e in error.errors()]


def _fault(model: type[BaseModel], marked: Marked, error: ErrorDetails) -> Fault:
    path = tuple(part for part in error["loc"] if part != "[key]")
    kind, word = error["type"], _word(path)
    if kind == "extra_forbidden":
        known = _fields(model, path[:-1])
        text = f"不认识的键“{word}”{nearest(word, known)}"
        return marked.fault(path, "unknown-key", text)
    if kind == "missing":
        return marked.fault(path[:-1], "missing-key", f"缺少“{word}”")
    return marked.fault(path, "wrong-value", _misfit(error, word))


def _word(path: Path) -> str:
    """Name what stands at a path: its key, or which item of which list it is."""
    if not path:
        return "整个文件"
    last = path[-1]
    if isinstance(last, str):
        return last
    listed = next((part for part in reversed(path) if isinstance(part, str)), "")
    return f"{listed} 的第 {last + 1} 项"


_MISFITS = (
    (r"literal_error|enum", "“{word}”不能是{given}，只能是 {options}{near}"),
    (r"string_pattern_mismatch", "“{word}”写法不对：{given}应符合 {pattern}"),
    (r"bool_.*", "“{word}”只能是 true 或 false，不能是{given}"),
    (r"string_.*", "“{word}”应是一段文字，不能为空"),
    (r"(int|decimal)_.*", "“{word}”应是一个数，不能是{given}"),
    (r"date.*", "“{word}”应是日期，如 2018-01-01，不能是{given}"),
    (r"(tuple|list)_type", "“{word}”应是一个列表，每项以“- ”开头"),
    (r"too_short", "“{word}”不能为空，至少写一项"),
    (r"(dict|model)_.*", "“{word}”应是若干“键: 值”"),
    (r".*", "“{word}”不对：{given}（{message}）"),
)


def _misfit(error: ErrorDetails, word: str) -> str:
    given, context = error["input"], error.get("ctx", {})
    expected = str(context.get("expected", "")).replace(" or ", ",")
    options = [part.strip(" '") for part in expected.split(",") if part]
    told = next(t for kind, t in _MISFITS if re.fullmatch(kind, error["type"]))
    return told.format(
        word=word,
        given=f"“{given}”" if isinstance(given, str) else "这里的内容",
        options="、".join(options),
        near=nearest(str(given), options),
        pattern=context.get("pattern", ""),
        message=error["msg"],
    )


def _fields(model: type[BaseModel], path: Path) -> Iterable[str]:
    """Name the keys a model at a path may have."""
    here: Any = model
    for part in path:
        here = _inside(here, part)
    here = _plain(here)
    return here.model_fields if _is_model(here) else ()


def _inside(kind: Any, part: str | int) -> Any:
    kind = _plain(kind)
    if _is_model(kind) and part in kind.model_fields:
        return kind.model_fields[part].annotation
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _plain(kind: Any) -> Any:
    """Take Annotated and ``| None`` off an annotation."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in {Union, UnionType}:
        kind = next(a for a in get_args(kind) if a is not type(None))
        return _plain(kind)
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
