"""Marks in a Word template: ``{{ path }}`` and the conditions around paragraphs.

A template may hold only what office staff can read and a checker can vouch for:
``{{ path }}``, and ``{% if … %}``, ``{% elif … %}``, ``{% else %}``, ``{% endif %}``
over flags joined by and, or, not. ``{%p if … %}`` in a paragraph of its own takes
whole paragraphs and tables, ``{%tr if … %}`` in a row of its own takes rows. There are
no loops: a table row with marks of a list is repeated for each of its rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

PATH = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
TOKEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
FULL_WIDTH = re.compile(r"｛\s*[｛{%％]|[%％}｝]\s*｝|\{\s*[｛％]|[％｝]\s*\}")
MARK = re.compile(rf"\{{\{{\s*({PATH})\s*\}}\}}")
_CONTROL = re.compile(
    r"\{%(p|tr)?\s+(if|elif|else|endif)\b\s*((?:(?!%\}).)*?)\s*%\}", re.DOTALL
)
_JOINED = (nodes.And, nodes.Or, nodes.Not)


@cache
def environment() -> SandboxedEnvironment:
    """Return the environment in which templates run."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def mark_path(token: str) -> str | None:
    """Return the path of a mark; None if the token is no mark of ours."""
    found = MARK.fullmatch(token)
    return found.group(1) if found else None


def control(text: str) -> tuple[str, str, str] | None:
    """Return scope, word and condition of a condition's tag; None if it is none."""
    found = _CONTROL.fullmatch(text.strip())
    return (found.group(1) or "", found.group(2), found.group(3)) if found else None


def condition_paths(condition: str) -> tuple[str, ...] | None:
    """Return the paths a condition rests on; None if it holds anything else."""
    try:
        tree = environment().parse(f"{{% if {condition} %}}{{% endif %}}")
    except TemplateSyntaxError:
        return None
    test = tree.body[0]
    return _paths(test.test) if isinstance(test, nodes.If) else None


def _paths(node: nodes.Node) -> tuple[str, ...] | None:
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        head = _paths(node.node)
        return (f"{head[0]}.{node.attr}",) if head else None
    if not isinstance(node, _JOINED):
        return None
    parts = [_paths(child) for child in node.iter_child_nodes()]
    if any(part is None for part in parts):
        return None
    return tuple(path for part in parts for path in part or ())


class View:
    """A path as a condition sees it: a flag, and the beginning of longer paths."""

    __slots__ = ("_flags", "_path")

    def __init__(self, path: str, flags: Mapping[str, bool]) -> None:
        self._path, self._flags = path, flags

    def __getattr__(self, name: str) -> View:
        if name.startswith("_"):
            raise AttributeError(name)
        return View(f"{self._path}.{name}", self._flags)

    def __bool__(self) -> bool:
        return self._flags[self._path]


def views(flags: Mapping[str, bool]) -> dict[str, View]:
    """Return the context in which a template's conditions are run."""
    return {head: View(head, flags) for head in {p.partition(".")[0] for p in flags}}


@cache
def compiled(condition: str) -> Callable[..., object]:
    """Return a condition as a function of its context."""
    return environment().compile_expression(condition)
