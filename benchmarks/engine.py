"""The engine beside SurveyJS: one answer changed; and the dialogue files, loaded."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from benchmarks.export import Exporter, plain
from benchmarks.page import ROOT
from benchmarks.timing import Timing, timed
from benchmarks.trees import synthetic
from sme_assistant.assistant.answers_file import read_answers
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.programmes import DEFAULT, load_folder, shipped_programme
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.replay import State, advance, replay
from sme_assistant.resources import shipped

SURVEY = Path(__file__).parent / "survey"
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
SIZES = (100, 1_000, 10_000)
_PATIENCE = 45
"""Seconds the peer gets for one tree, building it included."""


def tables() -> Iterator[str]:
    """Measure, and yield the page's lines."""
    yield from _engine()
    yield from _loading()


def _engine() -> Iterator[str]:
    yield f"Machine: {os.cpu_count()} cores, {platform.machine()}, {_versions()}."
    yield ""
    yield "One answer changed, then verdicts and next question known again, in ms"
    yield "(median, least–most):"
    yield ""
    yield "| tree | ours | SurveyJS | ours ÷ SurveyJS | floor | ours ÷ floor |"
    yield "|---|---|---|---|---|---|"
    programme = shipped_programme()
    example = ROOT / "examples" / "wanzhou-training.yaml"
    entries = read_answers(example, programme, NOW).entries
    flips = [_entry("service_staff", "10"), _entry("service_staff", "12")]
    yield _row("shipped", programme, replay(programme, entries), flips)
    for size in SIZES:
        tree = synthetic(size)
        given = [_entry(f"f{n}", _value(n)) for n in range(size)]
        flips = [_entry("f3", "5"), _entry("f3", "6")]
        yield _row(f"{size} questions", tree, replay(tree, given), flips)
    yield ""
    yield "Floor: as many bare comparisons of two numbers as the tree has questions."
    yield ""


def _value(number: int) -> str:
    return "true" if number % 10 == 0 else "7"


def _entry(fact: str, value: str) -> Entry:
    return Entry(Action.ANSWER, fact, NOW, value=value, typed=value)


def _row(name: str, tree: Programme, state: State, flips: Sequence[Entry]) -> str:
    turn = iter(range(1_000_000))

    def once() -> object:
        after = advance(tree, state, flips[next(turn) % len(flips)])
        standing = Standing(tree, after, date(2026, 11, 23))
        return standing.verdicts, standing.next

    rounds = 200 if len(tree.questions) < 5_000 else 20
    ours = timed(once, rounds)
    peer = _survey(tree, state, flips, rounds)
    pairs = [(n, n + 1) for n in range(len(tree.questions))]
    floor = timed(lambda: [a >= b for a, b in pairs], rounds)
    beside = (
        f"{peer.shown()} | {ours[0] / peer[0]:.2f}"
        if peer
        else f"none within {_PATIENCE} s | –"
    )
    above = f"{floor[0]:.3f} | {ours[0] / floor[0]:.0f}"
    return f"| {name} | {ours.shown()} | {beside} | {above} |"


def _survey(
    tree: Programme, state: State, flips: Sequence[Entry], rounds: int
) -> Timing | None:
    """Run the same tree and answers in SurveyJS.

    None where node or npm is missing, or it takes longer than we wait.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    folder = _installed(npm)
    job = {
        "survey": Exporter(tree).survey(),
        "answers": [(n, plain(answer.value)) for n, answer in state.answers.items()],
        "criteria": [f"c_{criterion.id}" for criterion in tree.hard],
        "flip": [flips[0].subject, [int(flip.value) for flip in flips]],
        "rounds": rounds,
    }
    try:
        done = subprocess.run(
            [node, str(folder / "bench.mjs")],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=True,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return Timing(found["median"], found["least"], found["most"])


def _installed(npm: str) -> Path:
    """Install survey-core once, outside the repository."""
    folder = Path(tempfile.gettempdir()) / "sme-assistant-survey-bench"
    folder.mkdir(exist_ok=True)
    for name in ("package.json", "bench.mjs"):
        shutil.copy(SURVEY / name, folder / name)
    if not (folder / "node_modules").is_dir():
        command = [npm, "install", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True)
    return folder


def _loading() -> Iterator[str]:
    folder = shipped("dialogues") / DEFAULT
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.yaml"))]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    ours = timed(lambda: load_folder(folder), 7)
    bare = timed(lambda: [yaml.load(text, Loader=loader) for text in texts], 7)  # noqa: S506
    yield "Loading the shipped programme, scenarios included, in ms:"
    yield ""
    yield "| ours: read, check, compile | PyYAML's C loader alone | ratio |"
    yield "|---|---|---|"
    yield f"| {ours.shown()} | {bare.shown()} | {ours[0] / bare[0]:.1f} |"


def _versions() -> str:
    node = shutil.which("node")
    found = [f"Python {platform.python_version()}"]
    if node:
        done = subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=True
        )
        found.append(f"Node {done.stdout.strip()}")
    return ", ".join([*found, "survey-core 3.1.1"])
