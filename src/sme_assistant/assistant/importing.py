"""Bring a list file into a case: look first, then take; ADR 022 says by which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sme_assistant.assistant.conversation import Conversation, Standing, written
from sme_assistant.dialogue.expressions import UNKNOWN, Result, Row, Unknown
from sme_assistant.dialogue.programme import Programme, RosterDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.replay import advance
from sme_assistant.engine.text_tables import TextTable
from sme_assistant.errors import SmeAssistantError
from sme_assistant.paths import is_there
from sme_assistant.phrases import Lists
from sme_assistant.rosters.merging import Merged, merged
from sme_assistant.rosters.reading import FileRows, Progress, Reading, read_file

_MOST_NAMED = 10


class UnknownListError(SmeAssistantError):
    """The programme has no list of this name."""


@dataclass(frozen=True, slots=True)
class Import:
    """What a file would make of a list; nothing of it is taken yet.

    Attributes:
        path: The file.
        found: What it says.
        merged: The list with it.
    """

    roster: RosterDefinition
    path: Path
    found: FileRows
    merged: Merged
    old: TextTable

    @property
    def warnings(self) -> tuple[str, ...]:
        """What there is to know about it."""
        told = list(self.found.warnings)
        if keys := self.merged.repeated:
            named = "、".join(f"“{' '.join(key)}”" for key in keys[:_MOST_NAMED])
            more = Lists.REPEATED_MORE.format(count=len(keys))
            more = more if len(keys) > _MOST_NAMED else ""
            told.append(Lists.REPEATED.format(keys=named, more=more))
        return tuple(told)

    def replacing(self) -> Import:
        """Return what it would be if rows that the file lacks were removed."""
        key = self.roster.model.key
        whole = merged(self.old, self.found.rows, key, replace=True)
        return replace(self, merged=whole)


def roster_named(programme: Programme, name: str) -> RosterDefinition:
    """Return a list by its id or its title.

    Raises:
        UnknownListError: There is none.
    """
    for roster in programme.rosters.values():
        if name in (roster.id, roster.model.title):
            return roster
    kinds = "、".join(
        f"{roster.id}（{roster.model.title}）" for roster in programme.rosters.values()
    )
    raise UnknownListError("no such list", Lists.NO_LIST.format(name=name, kinds=kinds))


def prepared(
    standing: Standing,
    roster: RosterDefinition,
    path: Path,
    how: Reading | None = None,
) -> Import:
    """Read a file, and see what it would make of a list.

    Raises:
        TableError: It cannot be read at all.
    """
    found = read_file(roster, path, standing.today, how)
    held = standing.state.rosters.get(roster.id)
    old = written(roster.columns, held.rows) if held else TextTable({}, 0)
    return Import(roster, path, found, merged(old, found.rows, roster.model.key), old)


def take(
    conversation: Conversation,
    wanted: Import,
    rejects: Path | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Path | None:
    """Take a file that was looked at.

    The rows that cannot be taken are written first: were that to fail, nothing is
    taken.

    Args:
        conversation: The case.
        wanted: The file and what it makes of the list.
        rejects: Where rows to be corrected go; None for beside the file.
        progress: Told how it goes; if it raises, nothing is taken.

    Returns:
        The file with the rows to be corrected, if there are any.

    Raises:
        TableError: It cannot be written.
        CasebookError: The list could not be stored.
    """
    from sme_assistant.rosters.writing import correction  # noqa: PLC0415

    where: Path | None = None
    if wanted.found.rejected:
        where = rejects or _free(wanted.path)
        rejected, bad = wanted.found.rejected, wanted.found.bad
        correction(wanted.roster, rejected, bad, where, progress)
    if wanted.found.rows and wanted.merged.is_change:
        rows, source = wanted.merged.rows, wanted.found.name
        conversation.accept_list(wanted.roster.id, rows, source)
    return where


def _free(path: Path) -> Path:
    """Return a name beside a file that nothing has yet."""
    stem = f"{path.stem}-{Lists.CORRECTION_SUFFIX}"
    candidate, number = path.with_name(f"{stem}.xlsx"), 1
    while is_there(candidate):
        number += 1
        candidate = path.with_name(f"{stem}-{number}.xlsx")
    return candidate


def looked_at(standing: Standing, wanted: Import) -> Standing:
    """Return how the case would stand with the list taken."""
    if not wanted.found.rows:
        return standing
    entry = Entry(
        Action.ROWS,
        wanted.roster.id,
        datetime.now(UTC),
        rows=wanted.merged.rows,
        version=standing.programme.meta.version,
    )
    state = advance(standing.programme, standing.state, entry)
    return Standing(standing.programme, state, standing.today)


def aggregates(standing: Standing, roster: RosterDefinition) -> dict[str, Result]:
    """Reckon the figures that come from a list, on the path or off it."""
    scope = _AllRows(standing.evaluation)
    found: dict[str, Result] = {}
    for name, fact in standing.programme.facts.items():
        by = fact.counted
        if by is None or by.roster != roster.id:
            continue
        if by.when is None or by.when.evaluate(scope) is True:
            value = by.value.evaluate(scope)
            if value is not UNKNOWN:
                found[name] = value
    return found


@dataclass(frozen=True, slots=True)
class _AllRows:
    """The values that hold, and every list, also one that is off the path."""

    outer: Evaluation

    def fact(self, name: str) -> Result:
        return self.outer.fact(name)

    def parameter(self, name: str) -> Result:
        return self.outer.parameter(name)

    def rows(self, roster: str) -> Sequence[Row] | Unknown:
        return self.outer.rosters.get(roster, UNKNOWN)

    def is_answered(self, name: str) -> bool:
        return self.outer.is_answered(name)
