"""Turn the text of dialogue files into models, and every misfit into a fault."""

from __future__ import annotations

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
    kind, word = error["type"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        known = _fields(model, path[:-1])
        text = f"不认识的键“{word}”{nearest(word, known)}"
        return marked.fault(path, "unknown-key", text)
    if kind == "missing":
        return marked.fault(path[:-1], "missing-key", f"缺少“{word}”")
    return marked.fault(path, "wrong-value", _misfit(error, word))


def _misfit(error: ErrorDetails, word: str) -> str:
    given, context = error["input"], error.get("ctx", {})
    shown = f"“{given}”" if isinstance(given, str) else "这里的内容"
    match error["type"]:
        case "literal_error" | "enum":
            expected = str(context.get("expected", ""))
            options = [
                part.strip(" '") for part in expected.replace(" or ", ",").split(",")
            ]
            near = nearest(str(given), options)
            return f"“{word}”不能是{shown}，只能是 {'、'.join(options)}{near}"
        case "string_pattern_mismatch":
            return f"“{word}”写法不对：{shown}应符合 {context.get('pattern', '')}"
        case "bool_type" | "bool_parsing":
            return f"“{word}”只能是 true 或 false，不能是{shown}"
        case "string_type" | "string_too_short":
            return f"“{word}”应是一段文字，不能为空"
        case "int_parsing" | "int_type" | "decimal_parsing" | "decimal_type":
            return f"“{word}”应是一个数，不能是{shown}"
        case kind if kind.startswith("date"):
            return f"“{word}”应是日期，如 2018-01-01，不能是{shown}"
        case "tuple_type" | "list_type":
            return f"“{word}”应是一个列表，每项以“- ”开头"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"“{word}”应是若干“键: 值”"
        case _:
            return f"“{word}”不对：{error['msg']}"


def _fields(model: type[BaseModel], path: Path) -> Iterable[str]:
    """Name the keys a model at a path may have."""
    here: Any = model
    for part in path:
        here = _inside(here, part)
    here = _plain(here)
    return here.model_fields if _is_model(here) else ()


def _inside(kind: Any, part: str | int) -> Any:  # noqa: ANN401 (any annotation)
    kind = _plain(kind)
    if _is_model(kind) and part in kind.model_fields:
        return kind.model_fields[part].annotation
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _plain(kind: Any) -> Any:  # noqa: ANN401 (any annotation)
    """Take Annotated and ``| None`` off an annotation."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in {Union, UnionType}:
        kind = next(a for a in get_args(kind) if a is not type(None))
        return _plain(kind)
    return kind


def _is_model(kind: Any) -> bool:  # noqa: ANN401 (any annotation)
    return isinstance(kind, type) and issubclass(kind, BaseModel)
