"""The full screen at a real pseudo-terminal, beside a minimal Textual application."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.timing import Timing
from benchmarks.tui.casebooks import CASE, Past, full_home, long_case
from benchmarks.tui.peers import PEERS, installed
from benchmarks.tui.terminal import Terminal

_HERE: Final = Path(__file__).parent / "tui"
_PROGRAM: Final = str(Path(sys.executable).parent / "sme-assistant")
_ROUNDS: Final = 15
_KEYS: Final = "鑫淼焱垚晶品磊森众矗犇骉羴猋鱻"
"""A key each, none of which stands anywhere else on the screen."""
_START_AIM, _KEY_AIM, _MEMORY_AIM = 1.5, 1.5, 2.0
_ANSWER_AIM: Final = 50.0
"""Milliseconds."""


def tables() -> Iterator[str]:
    """Measure, and yield the page's lines."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield from _first_paint(folder)
        yield ""
        yield from _conversation(folder)


def _environment(folder: Path, casebook: Path) -> Mapping[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "SME_ASSISTANT_CASEBOOK": str(casebook),
        "SME_ASSISTANT_SETTINGS": str(folder / "settings.toml"),
    }


# --- the first picture ------------------------------------------------------


def _first_paint(folder: Path) -> Iterator[str]:
    """Start whole processes, one after the other in each round."""
    book, names = full_home(folder, 20)
    lines = folder / "names.txt"
    lines.write_text("\n".join(names), encoding="utf-8")
    environment = _environment(folder, book)
    minimal = [sys.executable, str(_HERE / "minimal_list.py"), str(lines)]
    starts: dict[str, tuple[Sequence[str], str]] = {
        "minimal Textual application": (minimal, names[0]),
        "sme-assistant": ([_PROGRAM], names[0]),
    }
    left_out = []
    for peer in PEERS:
        try:
            starts[peer.label] = (installed(peer), peer.shows)
        except OSError as error:
            left_out.append(f"**{peer.label} was not measured:** {error}")
    taken = _in_turns(starts, environment)
    (least_time, least_memory), *_ = taken.values()
    yield "First picture of the list of 20 cases, from exec, and the memory it took:"
    yield ""
    yield "| application | ms | ÷ minimal | aim | peak MiB | ÷ minimal | aim |"
    yield "|---|---|---|---|---|---|---|"
    for name, (times, memory) in taken.items():
        ours = name == "sme-assistant"
        yield _row(
            name,
            times.shown(0),
            _ratio(times[0] / least_time[0], _START_AIM if ours else 0),
            memory.shown(0),
            _ratio(memory[0] / least_memory[0], _MEMORY_AIM if ours else 0),
        )
    for told in left_out:
        yield ""
        yield told


def _in_turns(
    starts: Mapping[str, tuple[Sequence[str], str]], environment: Mapping[str, str]
) -> dict[str, tuple[Timing, Timing]]:
    """Start each application in each round; return times and peak memory."""
    times: dict[str, list[float]] = {name: [] for name in starts}
    memory: dict[str, list[float]] = {name: [] for name in starts}
    for number in range(_ROUNDS + 1):
        for name, (command, shows) in starts.items():
            with Terminal(command, environment) as terminal:
                arrived = terminal.arrival(shows)
                peak = terminal.memory
            if number:  # the first round fills the caches of the disk
                times[name].append(arrived)
                memory[name].append(peak)
    return {name: (Timing.of(times[name]), Timing.of(memory[name])) for name in starts}


# --- the conversation -------------------------------------------------------


def _conversation(folder: Path) -> Iterator[str]:
    after_200, after_500 = long_case(folder, 200), long_case(folder, 500)
    lines = folder / "lines.txt"
    lines.write_text("\n".join(after_200.lines), encoding="utf-8")
    minimal = [sys.executable, str(_HERE / "minimal_talk.py"), str(lines)]
    environment = _environment(folder, after_200.path)
    with Terminal(minimal, environment) as terminal:
        terminal.arrival(after_200.lines[-1][:20])
        least_key, least_memory = _keys(terminal), terminal.memory
    with Terminal([_PROGRAM, "open", CASE], environment) as terminal:
        terminal.arrival(after_200.question)
        key, memory = _keys(terminal), terminal.memory
    environment = _environment(folder, after_500.path)
    answer, processor = _answers(environment, after_500)
    yield "The interview, at the screen, medians (least–most):"
    yield ""
    yield "| what | ours | minimal | ratio | aim |"
    yield "|---|---|---|---|---|"
    yield _row(
        "a key, 200 answers behind, till it is shown (ms)",
        key.shown(1),
        least_key.shown(1),
        _ratio(key[0] / least_key[0], _KEY_AIM),
    )
    yield _row(
        "an answer, 500 behind, till the next question is shown (ms)",
        answer.shown(1),
        "–",
        f"– | {_aim(answer[0], _ANSWER_AIM, ' ms')}",
    )
    yield _row(
        "of that, the processor was ours for (ms)", processor.shown(1), "–", "–", "–"
    )
    yield _row(
        "peak memory, 200 answers behind (MiB)",
        f"{memory:.0f}",
        f"{least_memory:.0f}",
        _ratio(memory / least_memory, _MEMORY_AIM),
    )


def _keys(terminal: Terminal) -> Timing:
    """Press keys one by one, each when the screen has come to rest."""
    terminal.rest()
    times = []
    for key in _KEYS:
        terminal.type(key)
        times.append(terminal.arrival(key))
        terminal.rest(0.1)
    return Timing.of(times)


def _answers(environment: Mapping[str, str], past: Past) -> tuple[Timing, Timing]:
    """Answer one question after the other; the clock runs from Enter.

    Returns:
        How long it took, and how much of that the program had the processor: all of
        it on a machine that does nothing else and a disk that is quick.
    """
    times, worked = [], []
    with Terminal([_PROGRAM, "open", CASE], environment) as terminal:
        terminal.arrival(past.question)
        terminal.rest()
        for step in past.steps:
            terminal.type(step.typed)
            terminal.rest(0.2)
            before = terminal.processor
            terminal.type("\r")
            times.append(terminal.arrival(step.next))
            worked.append(terminal.processor - before)
            terminal.rest(0.3)
    return Timing.of(times), Timing.of(worked)


# --- the tables -------------------------------------------------------------


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _ratio(ratio: float, aim: float) -> str:
    """Write a ratio, and beside it whether the aim is met; without an aim, a dash."""
    return f"{ratio:.2f} | {_aim(ratio, aim) if aim else '–'}"


def _aim(figure: float, aim: float, unit: str = "") -> str:
    return f"≤ {aim:g}{unit}: {'met' if figure <= aim else 'missed'}"
