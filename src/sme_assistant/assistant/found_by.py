"""By which answers a case is found: those that its programme names.

The first picture is a list of cases; nothing of a programme is loaded for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from sme_assistant.engine.log import Action, Entry
from sme_assistant.errors import SmeAssistantError
from sme_assistant.resources import DEFAULT_PROGRAMME, shipped

if TYPE_CHECKING:
    from sme_assistant.dialogue.programme import Programme

_FORM = 1
"""Raised when the words of an answer are told in another way."""


class FoundBy:
    """Fulfils ``casebook.finding.Finder`` for the shipped programmes.

    A programme is loaded when a case of it has answers, and not before.
    """

    @cached_property
    def key(self) -> str:
        """What the index was made by: another list of facts is another index."""
        return f"{_FORM} {' '.join(_named(DEFAULT_PROGRAMME))}"

    def concerns(self, programme: str, entry: Entry) -> bool:
        """Whether an entry speaks of such an answer, or takes something back."""
        if entry.action in {Action.UNDO, Action.REDO}:
            return True
        return entry.subject in _subjects(programme)

    def words(self, programme: str, entries: Sequence[Entry]) -> Sequence[str]:
        """Return those answers as they are shown, and what else an option is called."""
        known = _programme(programme) if entries else None
        return tuple(_words(known, entries)) if known is not None else ()


def _named(programme: str) -> tuple[str, ...]:
    """Return the facts that cases are found by, without loading the programme."""
    from sme_assistant.marked import load_marked  # noqa: PLC0415

    path = shipped("dialogues") / programme / "programme.yaml"
    data = load_marked(path.read_text(encoding="utf-8"), path.name)[0].data
    named = data.get("found_by") if isinstance(data, dict) else None
    return tuple(map(str, named)) if isinstance(named, list) else ()


def _programme(name: str) -> Programme | None:
    """Return a programme; None where this version ships none of that name."""
    from sme_assistant.assistant.programmes import shipped_programme  # noqa: PLC0415

    try:
        return shipped_programme(name or DEFAULT_PROGRAMME)
    except SmeAssistantError:
        return None


@cache
def _subjects(name: str) -> frozenset[str]:
    """Return whatever an entry may speak of that changes such an answer."""
    programme = _programme(name)
    if programme is None:
        return frozenset()
    facts = {*programme.meta.found_by}
    asked = {q for fact in facts for q in programme.facts[fact].asked_by}
    before = {
        old
        for step in programme.meta.migrations
        for old, new in step.rename.items()
        if new in facts
    }
    return frozenset(facts | asked | before)


def _words(programme: Programme, entries: Sequence[Entry]) -> Iterator[str]:
    from sme_assistant.engine.replay import replay  # noqa: PLC0415
    from sme_assistant.values import show  # noqa: PLC0415

    answers = replay(programme, entries).answers
    for fact in programme.meta.found_by:
        if fact not in answers:
            continue
        spec, value = programme.facts[fact].spec, answers[fact].value
        yield show(spec, value)
        for option in spec.options:
            if option.id == value:
                yield from option.aliases
