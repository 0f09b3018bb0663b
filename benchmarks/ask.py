"""A question about the regulation: a whole process, and once everything is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Timing, timed

_QUESTIONS = (
    "公司开了一年半能报不",
    "莫得房本爪子办",
    "今年啥子时候截止",
    "喂你好，我是云阳这边的，我们人不多，就十一二个，不晓得够不够得上哟",
)
_EDITED = """
import sys
from sme_assistant.assistant.asking import Desk, texts_of
Desk(texts_of("chongqing_municipal")).ask(sys.argv[1])
"""
"""Counts the words anew, as nothing was counted of a file that was edited."""
_LONG = "我们公司的事说来话长，" * 1000


def tables() -> Iterator[str]:
    """Measure, and yield the page's lines."""
    yield "A question from exec to the answer, in ms:"
    yield ""
    yield "| command | time | ÷ floor |"
    yield "|---|---|---|"
    floor = 0.0
    for name, timing in _cold():
        floor = floor or timing.median
        yield f"| {name} | {timing.shown()} | {timing.median / floor:.1f} |"
    yield ""
    yield "Once loaded, in ms:"
    yield ""
    yield "| question | time |"
    yield "|---|---|"
    yield from _warm()


def _cold() -> Iterator[tuple[str, Timing]]:
    program = str(Path(sys.executable).parent / "sme-assistant")
    question = [program, "ask", _QUESTIONS[0], "--json"]
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}

        def run(command: list[str]) -> None:
            subprocess.run(command, capture_output=True, check=True, env=environment)

        def run_anew() -> None:
            for kept in Path(cache).glob("*/lookup-*"):
                kept.unlink()
            run(question)

        edited = [sys.executable, "-c", _EDITED, _QUESTIONS[0]]
        floor = [sys.executable, "-c", "pass"]
        yield "`python -c pass` (floor)", timed(lambda: run(floor), 7)
        run(question)
        yield "`sme-assistant ask …`", timed(lambda: run(question), 7)
        yield "the same, the first time ever", timed(run_anew, 7)
        yield "the same, `lookup.yaml` just edited", timed(lambda: run(edited), 7)


def _warm() -> Iterator[str]:
    from sme_assistant.assistant.asking import desk

    asked = desk()
    for question in _QUESTIONS:
        timing = timed(lambda question=question: asked.ask(question), 50)  # type: ignore[misc]
        yield f"| {question} | {timing.shown()} |"
    timing = timed(lambda: asked.ask(_LONG), 20)
    yield f"| a story of {len(_LONG):,} characters | {timing.shown()} |"
