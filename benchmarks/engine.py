"""The engine beside SurveyJS: one answer changed; and the dialogue files, loaded."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from platformdirs import user_cache_path

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
_INSTALLING = 120
"""Seconds to install it, once."""


def tables() -> Iterator[str]:
    """Measure, and yield the page's lines."""
    yield from _engine()
    yield from _loading()


def _engine() -> Iterator[str]:
    peer = _Peer()
    yield peer.told
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
    yield _row("shipped", programme, replay(programme, entries), flips, peer)
    for size in SIZES:
        tree = synthetic(size)
        given = [_entry(f"f{n}", _value(n)) for n in range(size)]
        flips = [_entry("f3", "5"), _entry("f3", "6")]
        yield _row(f"{size} questions", tree, replay(tree, given), flips, peer)
    yield ""
    yield "Floor: as many bare comparisons of two numbers as the tree has questions."
    yield ""


def _value(number: int) -> str:
    return "true" if number % 10 == 0 else "7"


def _entry(fact: str, value: str) -> Entry:
    return Entry(Action.ANSWER, fact, NOW, value=value, typed=value)


def _row(
    name: str, tree: Programme, state: State, flips: Sequence[Entry], peer: _Peer
) -> str:
    turn = iter(range(1_000_000))

    def once() -> object:
        after = advance(tree, state, flips[next(turn) % len(flips)])
        standing = Standing(tree, after, date(2026, 11, 23))
        return standing.verdicts, standing.next

    rounds = 200 if len(tree.questions) < 5_000 else 20
    ours = timed(once, rounds)
    theirs = peer.timed(tree, state, flips, rounds)
    pairs = [(n, n + 1) for n in range(len(tree.questions))]
    floor = timed(lambda: [a >= b for a, b in pairs], rounds)
    beside = (
        f"{theirs} | –"
        if isinstance(theirs, str)
        else f"{theirs.shown()} | {ours[0] / theirs[0]:.2f}"
    )
    above = f"{floor[0]:.3f} | {ours[0] / floor[0]:.0f}"
    return f"| {name} | {ours.shown()} | {beside} | {above} |"


class _Peer:
    """SurveyJS, if it can be had here.

    Attributes:
        told: Which version it is, or why there is none.
    """

    def __init__(self) -> None:
        self._folder = user_cache_path("sme-assistant-benchmarks") / "survey"
        self._node = shutil.which("node")
        try:
            self.told = f"Beside it: {self._installed()}."
        except OSError as error:
            self._node = None
            self.told = f"**SurveyJS was not measured:** {error}."

    def _installed(self) -> str:
        """Install it, once, in the user's cache; return its version and Node's.

        Raises:
            OSError: Why it cannot be had.
        """
        npm = shutil.which("npm")
        if self._node is None or npm is None:
            raise OSError("node and npm are not installed here")
        self._folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "bench.mjs"):
            shutil.copy(SURVEY / name, self._folder / name)
        installed = self._folder / "node_modules" / "survey-core" / "package.json"
        try:
            if not installed.exists():
                command = [npm, "install", "--silent", "--no-audit", "--no-fund"]
                _run(command, cwd=self._folder, timeout=_INSTALLING)
            node = _run([self._node, "--version"], timeout=_PATIENCE).strip()
        except (subprocess.SubprocessError, OSError) as error:
            raise OSError(f"it could not be installed ({error})") from error
        found = json.loads(installed.read_text(encoding="utf-8"))
        return f"survey-core {found['version']}, Node {node}"

    def timed(
        self, tree: Programme, state: State, flips: Sequence[Entry], rounds: int
    ) -> Timing | str:
        """Run the same tree and answers; return what it took, or why nothing did."""
        if self._node is None:
            return "not measured"
        job = {
            "survey": Exporter(tree).survey(),
            "answers": [(n, plain(a.value)) for n, a in state.answers.items()],
            "criteria": [f"c_{criterion.id}" for criterion in tree.hard],
            "flip": [flips[0].subject, [int(flip.value) for flip in flips]],
            "rounds": rounds,
        }
        command = [self._node, str(self._folder / "bench.mjs")]
        try:
            printed = _run(command, input=json.dumps(job), timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            return f"none within {_PATIENCE} s"
        found: dict[str, Any] = json.loads(printed)
        return Timing(found["median"], found["least"], found["most"])


def _run(command: Sequence[str], **options: Any) -> str:
    """Run a command to its end and return what it printed."""
    return str(
        subprocess.run(
            command, capture_output=True, text=True, check=True, **options
        ).stdout
    )


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
