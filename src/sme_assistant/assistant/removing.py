"""Remove cases for good, and say what that could not reach; find those long untouched.

A case goes first, then what was made of it: whatever stops us in between, its answers
are gone and the places of the rest were told before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sme_assistant.assistant.clock import Clock
from sme_assistant.assistant.ports import Casebook
from sme_assistant.engine.case import CaseInfo
from sme_assistant.paths import is_there
from sme_assistant.phrases import Purge


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a case and is still where it was put.

    Attributes:
        packages: Folders and zips that hold copies of evidence.
        others: Lists and other files that were written out.
        evidence: Folders of evidence that came with the case, which go with it.
        shared: Such folders that another case uses too, which stay.
    """

    packages: tuple[Path, ...]
    others: tuple[Path, ...]
    evidence: tuple[Path, ...] = ()
    shared: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """What became of a case that was removed.

    Attributes:
        removed: Packages that are gone with it.
        evidence: Folders of evidence that are gone with it.
        shared: Folders of evidence that stay, for another case uses them.
        left: What lies where it was put, to be looked after by the person.
        copies: Files that may hold copies of the case, such as backups.
    """

    name: str
    removed: tuple[Path, ...]
    evidence: tuple[Path, ...]
    shared: tuple[Path, ...]
    left: tuple[Path, ...]
    copies: tuple[str, ...]


def made_of(casebook: Casebook, name: str) -> Made:
    """Return what was made of a case and is still there.

    Raises:
        CaseNotFoundError: There is no such case.
    """
    from sme_assistant.assembly.removing import is_package  # noqa: PLC0415

    there = [p for p in map(Path, casebook.outputs(name)) if is_there(p)]
    packages = tuple(path for path in there if is_package(path))
    others = tuple(path for path in there if path not in packages)
    found = casebook.evidence_of(name)
    return Made(
        packages,
        others,
        evidence=tuple(folder for folder, is_shared in found.items() if not is_shared),
        shared=tuple(folder for folder, is_shared in found.items() if is_shared),
    )


def removed(casebook: Casebook, name: str, *, with_packages: bool = True) -> Removal:
    """Remove a case for good, with the packages made of it.

    Raises:
        CaseHeldError: Somebody writes in it; nothing was removed.
    """
    from sme_assistant.assembly.removing import remove_package  # noqa: PLC0415

    made = made_of(casebook, name)
    copies = casebook.purge(name)
    gone = [p for p in made.packages if with_packages and remove_package(p)]
    evidence = tuple(p for p in made.evidence if not is_there(p))
    made_or_brought = (*made.evidence, *made.packages, *made.others)
    left = tuple(p for p in made_or_brought if p not in {*gone, *evidence})
    return Removal(name, tuple(gone), evidence, made.shared, left, copies)


def asked_before(name: str, made: Made, *, with_packages: bool) -> list[str]:
    """Say what is about to be removed."""
    lines = [Purge.ABOUT.format(name=name)]
    if made.packages:
        lines += [
            Purge.WITH_PACKAGES if with_packages else Purge.WITHOUT_PACKAGES,
            *_listed(made.packages),
        ]
    if made.evidence:
        lines += [Purge.WITH_EVIDENCE, *_listed(made.evidence)]
    if made.shared:
        lines += [Purge.SHARED, *_listed(made.shared)]
    return lines


def told_after(removal: Removal) -> list[str]:
    """Say what is gone, and what this program cannot reach."""
    lines = [Purge.DONE.format(name=removal.name)]
    if removal.removed:
        lines += [Purge.PACKAGES_GONE, *_listed(removal.removed)]
    if removal.evidence:
        lines += [Purge.EVIDENCE_GONE, *_listed(removal.evidence)]
    if removal.shared:
        lines += [Purge.SHARED, *_listed(removal.shared)]
    if removal.left:
        lines += [Purge.LEFT, *_listed(removal.left)]
    if removal.copies:
        lines += [Purge.COPIES, *_listed(removal.copies)]
    return [*lines, Purge.OUT_OF_REACH]


def stale(casebook: Casebook, days: int, clock: Clock) -> tuple[CaseInfo, ...]:
    """Return the cases untouched for so many days, the longest first, trash and all."""
    return casebook.untouched_since(clock() - timedelta(days=days))


def days_untouched(case: CaseInfo, clock: Clock) -> int:
    """Return for how many days nobody wrote in a case."""
    return (clock() - case.touched_at).days


def _listed(paths: tuple[Path, ...] | tuple[str, ...]) -> list[str]:
    return [Purge.PATH.format(path=path) for path in paths]
