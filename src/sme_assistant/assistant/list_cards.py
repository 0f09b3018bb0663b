"""What is said around a list file: the preview, what came of it, what it reckons."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.importing import Import, aggregates
from sme_assistant.assistant.presenter import Role, Say, bad_cells
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.wording import shown_value
from sme_assistant.phrases import Lists
from sme_assistant.rosters.merging import Change
from sme_assistant.values import restore, show

_MOST_CHANGES = 5


def preview_card(wanted: Import) -> list[Say]:
    """Say what a file would bring, change and leave, and what it cannot."""
    found = wanted.found
    sheet = f"（{found.sheet}）" if found.sheet else ""
    read = Lists.READ if found.rows else Lists.READ_NONE
    told = read.format(name=found.name, sheet=sheet, rows=len(found.rows))
    says = [Say(Role.NOTE, told)]
    if found.bad:
        rows, cells = len(found.rejected), len(found.bad)
        told = Lists.REJECTED.format(rows=rows, cells=cells)
        says += [Say(Role.WARNING, told), *bad_cells(found.bad)]
    if found.rows:
        says += [Say(Role.NOTE, line) for line in _changes(wanted)]
    return says + [Say(Role.WARNING, line) for line in wanted.warnings]


def _changes(wanted: Import) -> Iterator[str]:
    merged, unit = wanted.merged, wanted.roster.model.unit
    total = len(merged.rows)
    if not wanted.old:
        yield Lists.NEW_LIST.format(total=total, unit=unit)
        return
    if not merged.is_change:
        yield Lists.NO_CHANGE.format(unchanged=merged.unchanged)
        return
    yield Lists.COUNTS.format(
        added=merged.added,
        changed=merged.changed,
        unchanged=merged.unchanged,
        total=total,
        unit=unit,
    )
    for change in merged.changes[:_MOST_CHANGES]:
        cells = "，".join(_changed_cells(wanted.roster, change))
        yield Lists.CHANGE.format(key=" ".join(change.key), cells=cells)
    if (more := merged.changed - _MOST_CHANGES) > 0:
        yield Lists.CHANGES_MORE.format(count=more)
    if merged.left:
        yield Lists.LEFT.format(left=merged.left)
    if merged.removed:
        yield Lists.REMOVED.format(removed=merged.removed)


def _changed_cells(roster: RosterDefinition, change: Change) -> Iterator[str]:
    for name, before, after in change.cells:
        spec = roster.columns[name]
        texts = [
            Lists.BLANK if text is None else show(spec, restore(spec, text))
            for text in (before, after)
        ]
        yield Lists.CHANGED_CELL.format(
            label=spec.label, before=texts[0], after=texts[1]
        )


class Choice(Enum):
    """What may be done with a file that was looked at."""

    TAKE = "take"
    REPLACE = "replace"
    LEAVE = "leave"


def offers(wanted: Import) -> dict[Choice, str]:
    """Return what may be done with a file, in words; nothing if nothing may be."""
    left = wanted.merged.left
    found: dict[Choice, str] = {}
    if wanted.found.rejected or wanted.merged.is_change:
        found[Choice.TAKE] = Lists.TAKE if left else Lists.TAKE_NEW
    if left and wanted.found.rows:
        found[Choice.REPLACE] = Lists.TAKE_ALL.format(left=left)
    return {**found, Choice.LEAVE: Lists.TAKE_NOT} if found else {}


def correction_say(path: Path | None) -> list[Say]:
    """Name the file with the rows to be corrected, if there is one."""
    if path is None:
        return []
    return [Say(Role.WARNING, Lists.CORRECTION.format(path=path))]


def aggregate_says(standing: Standing, roster: RosterDefinition) -> list[Say]:
    """Say what a list reckons."""
    figures = aggregates(standing, roster)
    if not figures:
        return []
    lines = [
        Lists.AGGREGATE.format(
            label=standing.programme.facts[name].model.label,
            value=shown_value(standing.programme.facts[name].spec, value),
        )
        for name, value in figures.items()
    ]
    return [Say(Role.NOTE, line) for line in (Lists.AGGREGATES, *lines)]
