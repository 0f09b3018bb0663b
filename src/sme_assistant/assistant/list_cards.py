"""What is said of lists: which there are, what a file brings, what is to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from sme_assistant.assistant import presenter
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.importing import Import, aggregates
from sme_assistant.assistant.presenter import Role, Say, bad_cells
from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.expressions import rosters_in
from sme_assistant.dialogue.programme import Programme, RosterDefinition
from sme_assistant.engine.conflicts import Conflict
from sme_assistant.engine.wording import shown_value
from sme_assistant.phrases import Lists
from sme_assistant.rosters.merging import Change
from sme_assistant.values import restore, show

_MOST_CHANGES = 5
_MOST_GIVEN = 3
_MOST_TOGETHER = 8
_MOST_FOUND = 100
"""So many places of one kind are named, each with whom it is about."""


# --- the lists --------------------------------------------------------------


def lists_card(standing: Standing) -> list[Say]:
    """Say which lists there are, how many rows each has, and what it gives."""
    rosters = list(standing.programme.rosters.values())
    says = [Say(Role.SECTION, Lists.CARD.format(count=len(rosters)))]
    for number, roster in enumerate(rosters, start=1):
        line = Lists.CARD_LINE.format(
            number=number,
            title=roster.model.title,
            cite=cited(roster.model.cite[0]),
            state=state_of(standing, roster),
        )
        says.append(Say(Role.NOTE if has_rows(standing, roster) else Role.OPEN, line))
        if labels := figures_given(standing.programme, roster):
            named = "、".join(labels[:_MOST_GIVEN])
            if len(labels) > _MOST_GIVEN:
                named += Lists.CARD_MORE.format(count=len(labels))
            says.append(Say(Role.HINT, Lists.CARD_GIVES.format(labels=named)))
    return [*says, Say(Role.HOW, Lists.CARD_HOW)]


def has_rows(standing: Standing, roster: RosterDefinition) -> bool:
    """Whether a list has been given and has rows."""
    held = standing.state.rosters.get(roster.id)
    return held is not None and bool(held.rows)


def state_of(standing: Standing, roster: RosterDefinition) -> str:
    """Say how many rows a list has, and how many things of it are to be looked at."""
    held = standing.state.rosters.get(roster.id)
    if held is None or not held.rows:
        return Lists.STATE_OFFERED if roster.model.offered else Lists.STATE_NONE
    parts = [Lists.STATE_ROWS.format(count=len(held.rows), unit=roster.model.unit)]
    if roster.id in standing.parked:
        parts.append(Lists.STATE_PARKED)
    if found := findings(standing, roster):
        parts.append(Lists.STATE_FOUND.format(count=len(found)))
    return "，".join(parts)


def figures_given(programme: Programme, roster: RosterDefinition) -> list[str]:
    """Name the figures that come from a list."""
    return [
        fact.model.label
        for fact in programme.facts.values()
        if fact.counted is not None and fact.counted.roster == roster.id
    ]


def list_card(standing: Standing, roster: RosterDefinition) -> list[Say]:
    """Show a list that was opened by its name: what its rows are, and how many."""
    state = state_of(standing, roster)
    told = Lists.OPENED.format(title=roster.model.title, state=state)
    says = [Say(Role.SECTION, told)]
    if labels := figures_given(standing.programme, roster):
        says.append(Say(Role.NOTE, Lists.CARD_GIVES.format(labels="、".join(labels))))
    hints = presenter.roster_hints(standing, roster)
    return [*says, *hints, Say(Role.HOW, Lists.OPENED_HOW)]


# --- what is to be looked at -------------------------------------------------


def findings(standing: Standing, roster: RosterDefinition | None) -> list[Conflict]:
    """Return the cross-checks on a list, or on any, that do not hold."""
    return [
        conflict
        for conflict in standing.conflicts
        if (on := rosters_in(conflict.check.test))
        and (roster is None or roster.id in on)
    ]


def findings_card(standing: Standing, roster: RosterDefinition | None) -> list[Say]:
    """Say all that is to be looked at in a list, row by row and by name."""
    found = findings(standing, roster)
    if not found:
        return [Say(Role.NOTE, Lists.FOUND_NOTHING)]
    says = [Say(Role.SECTION, presenter.findings_head(found))]
    for conflict in presenter.by_severity(found):
        text = conflict.told if conflict.rows else conflict.message
        say = presenter.conflict_say(conflict.check.model.severity, text)
        says += [say, *_places(standing, conflict)]
    return says


def _places(standing: Standing, conflict: Conflict) -> Iterator[Say]:
    """Name the rows a check found, those that belong together on one line."""
    held = standing.state.rosters.get(conflict.roster)
    if held is None:
        return
    key = standing.programme.rosters[conflict.roster].model.key[0]
    names = held.rows.column(key)
    for group in conflict.rows[:_MOST_FOUND]:
        rows = "，".join(
            Lists.FOUND_ROW.format(number=place + 1, name=names[place] or Lists.BLANK)
            for place in group[:_MOST_TOGETHER]
        )
        if more := len(group[_MOST_TOGETHER:]):
            rows += Lists.FOUND_TOGETHER.format(count=more)
        yield Say(Role.NOTE, Lists.FOUND_ROWS.format(rows=rows))
    if more := len(conflict.rows[_MOST_FOUND:]):
        yield Say(Role.NOTE, Lists.FOUND_MORE.format(count=more))


# --- a list file -------------------------------------------------------------


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
