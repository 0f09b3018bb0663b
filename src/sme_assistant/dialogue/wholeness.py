"""Faults that only a whole programme shows: hash, cycles, order."""

from __future__ import annotations

import hashlib
import re
from graphlib import CycleError, TopologicalSorter

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Source
from sme_assistant.dialogue.parsing import nearest
from sme_assistant.dialogue.programme import Programme
from sme_assistant.errors import Fault


def regulation_hash(regulation: models.RegulationFile) -> str:
    """Return the SHA-256 of the regulation's text, white space aside."""
    parts = [regulation.title]
    for article in regulation.articles:
        parts += [
            article.chapter or "",
            article.text,
            *(c.text for c in article.clauses),
        ]
    parts += [form.text for form in regulation.forms]
    return hashlib.sha256(re.sub(r"\s+", "", "".join(parts)).encode()).hexdigest()


def check_whole(programme: Programme, source: Source) -> None:
    """Note the faults of the whole."""
    _check_hash(programme, source)
    _check_special(programme, source)
    _check_boxes(programme, source)
    if not _check_cycles(programme, source):
        _check_order(programme, source)


def _check_hash(programme: Programme, source: Source) -> None:
    found = regulation_hash(programme.regulation)
    if found != programme.meta.regulation_sha256:
        told = f"条文与 regulation_sha256 不符（现为 {found}）：原文被改动过"
        source.fault("programme.yaml", ("regulation_sha256",), "hash", told)


def _check_special(programme: Programme, source: Source) -> None:
    """The facts the programme itself points at must be there."""
    for key in ("dated_by", "named_by"):
        name = getattr(programme.meta, key)
        if name not in programme.facts:
            told = f"没有名为“{name}”的事实{nearest(name, programme.facts)}"
            source.fault("programme.yaml", (key,), "unknown-name", told)


def _check_boxes(programme: Programme, source: Source) -> None:
    for i, form in enumerate(programme.regulation.forms):
        for k, box in enumerate(form.boxes):
            wrong = [n for n in box.facts if n not in programme.facts]
            wrong += [r for r in [box.roster] if r and r not in programme.rosters]
            for name in wrong:
                known = [*programme.facts, *programme.rosters]
                told = f"没有名为“{name}”的事实或名单{nearest(name, known)}"
                at = ("forms", i, "boxes", k)
                source.fault("regulation.yaml", at, "unknown-name", told)


def _check_cycles(programme: Programme, source: Source) -> bool:
    graph = {name: programme.dependencies(name) for name in programme.facts}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        told = f"循环依赖：{' → '.join(ring)}"
        source.fault("facts.yaml", ("facts", ring[0]), "cycle", told)
        return True
    return False


def _check_order(programme: Programme, source: Source) -> None:
    """A condition must rest on what is asked before it, or it comes too late."""
    order = {name: index for index, name in enumerate(programme.questions)}
    for question in programme.questions.values():
        for fact in sorted(programme.base_facts(question.when)):
            asked = [order[q] for q in programme.facts[fact].asked_by]
            if asked and min(asked) >= order[question.id]:
                file, _, line = question.place.rpartition(":")
                told = f"“{question.id}”的条件用到“{fact}”，但它在后面才问"
                source.faults.append(Fault(file, int(line), 1, "asked-later", told))
