"""What a package costs: long lists in Word and Excel, and a whole one.

Each figure comes from a process of its own (``lists``), so that neither memory nor a
warm cache is passed on; peers get so many seconds and no more.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from math import isnan
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.lists import Figures
from benchmarks.page import ROOT
from benchmarks.timing import Timing

_SIZES: Final = {100: 9, 1_000: 9, 10_000: 5, 100_000: 2}
"""Rows of a list, and in how many rounds they are written."""
_FLOOR_AIM, _FLOOR_FROM, _MEMORY_AIM, _LINEAR_AIM = 2.5, 10_000, 20.0, 12.0
_XLSXWRITER_AIM, _PACKAGE_AIM = 1.15, 1.5
_LIMIT: Final = 300
_PEER_LIMIT: Final = 10
"""Seconds for a peer, the making of the data included."""
_GROWN: Final = 8
_ENTERPRISES: Final = 200
_ROUNDS: Final = 9
_KEEPS_NOTHING: Final = "PYTHONDONTWRITEBYTECODE"
_PROGRAM: Final = str(Path(sys.executable).parent / "sme-assistant")


def tables() -> Iterator[str]:
    """Measure, and yield the page's lines."""
    yield from _word()
    yield ""
    yield from _forms()
    yield ""
    yield from _excel()
    yield ""
    yield from _whole()


# --- lists -----------------------------------------------------------------


def _word() -> Iterator[str]:
    yield "Annex 3 in Word, seconds of the processor (median), beside the same bytes"
    yield "through zipfile at level 6:"
    yield ""
    yield (
        "| rows | floor | ours | ÷ floor | aim | added MiB | aim | read back |"
        " docxtpl ÷ floor | python-docx `add_row` ÷ floor |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    beaten: set[str] = set()
    for rows, rounds in _SIZES.items():
        ours = _measured("word", rows, rounds)
        floor, write = median(ours["floor"]), median(ours["write"])
        aim = _FLOOR_AIM if rows >= _FLOOR_FROM else 0
        added = max(*ours["added"], *ours["check_added"])
        yield (
            f"| {rows:,} | {floor:.3f} | {write:.3f} | {_judged(write / floor, aim)} |"
            f" {_megabytes(added)} | {ours['check'][0]:.2f} |"
            f" {_peer('docxtpl', rows, floor, beaten)} |"
            f" {_peer('add_row', rows, floor, beaten)} |"
        )
    yield ""
    yield from _linear("word", ours)


def _linear(way: str, large: Figures) -> Iterator[str]:
    most = max(_SIZES)
    small = _measured(way, most // _GROWN, 3)
    yield f"{_GROWN} times as many rows ({most // _GROWN:,} → {most:,}) take longer by:"
    yield ""
    yield "| what | × | aim |"
    yield "|---|---|---|"
    for what, name in (("write", "write"), ("read back and compare", "check")):
        ratio = median(large[name]) / median(small[name])
        yield f"| {what} | {_judged(ratio, _LINEAR_AIM)} |"


def _forms() -> Iterator[str]:
    yield "An evaluation form for each enterprise, in one Word file:"
    yield ""
    yield "| forms | floor | ours | ÷ floor | aim | added MiB | aim | read back |"
    yield "|---|---|---|---|---|---|---|---|"
    for rows in (1_000, 10_000):
        ours = _measured("forms", rows, 3)
        floor, write = median(ours["floor"]), median(ours["write"])
        aim = _FLOOR_AIM if rows >= _FLOOR_FROM else 0
        added = max(*ours["added"], *ours["check_added"])
        yield (
            f"| {rows:,} | {floor:.3f} | {write:.3f} | {_judged(write / floor, aim)} |"
            f" {_megabytes(added)} | {ours['check'][0]:.2f} |"
        )


def _excel() -> Iterator[str]:
    yield "Annex 3 in Excel, beside the same cells through XlsxWriter's constant-memory"
    yield "mode, and the same bytes through zipfile:"
    yield ""
    yield (
        "| rows | floor | XlsxWriter | ours | ÷ floor | ÷ XlsxWriter | aim |"
        " added MiB | read back |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for rows, rounds in _SIZES.items():
        ours = _measured("excel", rows, rounds)
        peer = median(_measured("xlsxwriter", rows, min(rounds, 2))["write"])
        floor, write = median(ours["floor"]), median(ours["write"])
        aim = _XLSXWRITER_AIM if rows == max(_SIZES) else 0
        yield (
            f"| {rows:,} | {floor:.3f} | {peer:.3f} | {write:.3f} |"
            f" {write / floor:.2f} | {_judged(write / peer, aim)} |"
            f" {max(ours['added']):.1f} | {ours['check'][0]:.2f} |"
        )


def _measured(way: str, rows: int, rounds: int, limit: int = _LIMIT) -> Figures:
    asked = [sys.executable, "-m", "benchmarks.lists", way, str(rows), str(rounds)]
    ran = subprocess.run(
        asked, cwd=ROOT, capture_output=True, check=True, timeout=limit
    )
    figures: Figures = json.loads(ran.stdout)
    return figures


def _peer(way: str, rows: int, floor: float, beaten: set[str]) -> str:
    """Measure a peer, unless a smaller list already took it too long."""
    if way in beaten:
        return "–"
    try:
        write = median(_measured(way, rows, 1, _PEER_LIMIT)["write"])
    except subprocess.TimeoutExpired:
        beaten.add(way)
        return f"over {_PEER_LIMIT} s"
    return f"{write / floor:.0f}"


def _judged(ratio: float, aim: float) -> str:
    """Write a ratio and, in the next column, whether it is what was aimed at."""
    if not aim:
        return f"{ratio:.2f} | –"
    return f"{ratio:.2f} | ≤ {aim:g}: {'met' if ratio <= aim else 'missed'}"


def _megabytes(added: float) -> str:
    if isnan(added):
        return "– | –"
    verdict = "met" if added <= _MEMORY_AIM else "missed"
    return f"{added:.1f} | ≤ {_MEMORY_AIM:g}: {verdict}"


# --- the whole -------------------------------------------------------------


def _whole() -> Iterator[str]:
    """Run the program as a person does, with so many enterprises."""
    yield f"`sme-assistant assemble` for {_ENTERPRISES} enterprises, from exec to end:"
    yield ""
    yield "| what | seconds | aim |"
    yield "|---|---|---|"
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = _answers(folder)
        walls, used = [], []
        # As people run it: modules are compiled once and kept.
        people = {k: v for k, v in os.environ.items() if k != _KEEPS_NOTHING}
        for turn in range(_ROUNDS + 1):
            out = str(folder / str(turn))
            command = [_PROGRAM, "assemble", str(source), "--out", out]
            before, start = _used(), time.perf_counter()
            subprocess.run(
                command, env=people, capture_output=True, check=True, timeout=60
            )
            if not turn:
                continue  # it compiles the modules, which is done once
            walls.append(time.perf_counter() - start)
            used.append(_used() - before)
    wall = Timing.of(walls)
    verdict = "met" if wall.median <= _PACKAGE_AIM else "missed"
    yield f"| by the clock | {wall.shown(2)} | ≤ {_PACKAGE_AIM:g} s: {verdict} |"
    yield f"| of the processor | {Timing.of(used).shown(2)} | – |"


def _used() -> float:
    """Return the seconds that child processes have had of the processor."""
    times = os.times()
    return times.children_user + times.children_system


def _answers(folder: Path) -> Path:
    """Copy the example's answers, with a longer list of enterprises."""
    examples, name = ROOT / "examples", "wanzhou-training"
    shutil.copytree(examples / name, folder / name)
    text = (examples / f"{name}.yaml").read_text(encoding="utf-8")
    source = folder / f"{name}.yaml"
    served = f"enterprises_served: {_ENTERPRISES}家"
    source.write_text(re.sub("enterprises_served: .*", served, text), encoding="utf-8")
    long = folder / name / "enterprises.csv"
    headings, *rows = long.read_text(encoding="utf-8").splitlines()
    more = (f"{place}号{rows[place % len(rows)]}" for place in range(_ENTERPRISES))
    lines = [headings, *rows, *more][: _ENTERPRISES + 1]
    long.write_text("\n".join(lines), encoding="utf-8")
    return source
