"""The process that reads a list file: its memory and time are limited, and it may die.

It gets a job on standard input, a ``Job`` and then what the scan of the file saw, and
writes lines of JSON: how far it is, and at the end the result or what is wrong. It
opens no file and is told no path.
"""

from __future__ import annotations

import gc
import json
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from sme_assistant.phrases import Lists
from sme_assistant.rosters.checking import Checked, check, missing
from sme_assistant.rosters.files import TableError, TableFile
from sme_assistant.rosters.grids import Grid, column_letter, grids
from sme_assistant.rosters.heading import Layout, layout_of, unused
from sme_assistant.rosters.shapes import Shape

MEMORY = 1536 * 1024 * 1024
"""Bytes of address space; a list of 100,000 rows takes a sixth of it."""
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Job:
    """What to read.

    Attributes:
        sheet: The sheet to take; None for the one that fits.
        today: The day, for dates.
    """

    file: TableFile
    shape: Shape
    sheet: str | None
    today: date


Unshown = Mapping[str, list[str]]
Progress = Callable[[int, int], None]


def main() -> None:
    """Do the job on standard input."""
    _limit()
    gc.disable()  # millions of cells and not one ring of them
    source = sys.stdin.buffer
    job: Job = pickle.load(source)  # noqa: S301 (our own parent wrote it)
    try:
        result = work(job, lambda: _seen(source), _tell)
    except TableError as error:
        _write({"error": error.user_message, "log": str(error)})
    except MemoryError:
        _write({"error": Lists.BOMB.format(name=job.file.name), "log": "memory"})
    else:
        _write({"result": result})


def work(job: Job, seen: Callable[[], Unshown], tell: Progress) -> dict[str, Any]:
    """Read a file and check its rows.

    Args:
        job: What to read.
        seen: Waits for the scan and returns the formulas that show nothing.
        tell: Told how many steps are done, of how many.

    Raises:
        TableError: It cannot be read, or holds no such list.
    """
    steps = len(job.shape.columns) + 3
    found = grids(job.file)
    tell(1, steps)
    unshown = seen()
    grid, layout, others = _chosen(found, job)
    checked = check(
        grid,
        layout,
        job.shape,
        job.today,
        unshown=frozenset(unshown.get(grid.name, ())),
        progress=lambda done, _: tell(done + 1, steps),
    )
    packed = checked.rows.packed
    tell(steps - 1, steps)
    return {
        "sheet": grid.name,
        "others": others,
        "unused": unused(grid, layout),
        "columns": [c.name for c in job.shape.columns if c.name in layout.names],
        "rows": packed,
        **_told(checked),
    }


def _told(checked: Checked) -> dict[str, Any]:
    return {
        "bad": [
            [row + 1, f"{column_letter(at)}{row + 1}", column, text, message]
            for row, at, column, text, message in checked.bad
        ],
        "rejected": [[row + 1, texts] for row, texts in checked.rejected],
        "odd": checked.odd,
    }


def _chosen(found: list[Grid], job: Job) -> tuple[Grid, Layout, list[str]]:
    """Return the sheet that holds the list, and the names of others that might."""
    name, shape = job.file.name, job.shape
    if job.sheet is not None:
        found = [grid for grid in found if grid.name == job.sheet]
        if not found:
            told = Lists.NO_SHEET.format(name=name, sheet=job.sheet)
            raise TableError("no such sheet", told)
    fitting = [(grid, lay) for grid in found if (lay := layout_of(grid, shape))]
    if not fitting:
        labels = "、".join(column.spec.label for column in shape.columns)
        raise TableError("no header", Lists.NO_HEADER.format(name=name, labels=labels))
    whole = [(grid, lay) for grid, lay in fitting if not missing(lay, shape)]
    if not whole:
        grid, layout = max(fitting, key=_columns_found)
        labels = "、".join(missing(layout, shape))
        told = Lists.NO_COLUMN.format(
            name=name, sheet=grid.name, row=layout.header + 1, labels=labels
        )
        raise TableError("a column is missing", told)
    filled = [(g, lay) for g, lay in whole if len(g.rows) > lay.first] or whole
    most = max(map(_columns_found, filled))
    best = [(g, lay) for g, lay in filled if _columns_found((g, lay)) == most]
    if len(best) > 1:
        names = "、".join(f"“{grid.name}”" for grid, _ in best)
        told = Lists.WHICH_SHEET.format(name=name, sheets=names, first=best[0][0].name)
        raise TableError("several sheets fit", told)
    grid, layout = best[0]
    return grid, layout, [other.name for other, _ in filled if other is not grid]


def _columns_found(fitting: tuple[Grid, Layout]) -> int:
    return len(fitting[1].names)


def _limit() -> None:
    """Bound memory and time, where the system can; keep no image of a crash."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))


def _seen(source: BinaryIO) -> Unshown:
    unshown: Unshown = json.loads(source.readline() or b"{}")
    return unshown


def _tell(done: int, total: int) -> None:
    _write({"done": done, "total": total})


def _write(line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
