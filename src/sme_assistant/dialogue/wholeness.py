"""Faults that only a whole programme shows: hash, patterns, cycles, order."""

from __future__ import annotations

import hashlib
import re
from graphlib import CycleError, TopologicalSorter

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Source
from sme_assistant.dialogue.compiling.names import squeezed
from sme_assistant.dialogue.expressions import Call, Node, ParameterName, walk
from sme_assistant.dialogue.parsing import nearest
from sme_assistant.dialogue.programme import CriterionDefinition, Programme
from sme_assistant.errors import Fault
from sme_assistant.marked import Path
from sme_assistant.values import Kind


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
    return hashlib.sha256(squeezed("".join(parts)).encode()).hexdigest()


def check_whole(programme: Programme, source: Source) -> None:
    """Note the faults of the whole."""
    _check_hash(programme, source)
    _check_special(programme, source)
    _check_quick(programme, source)
    _check_boxes(programme, source)
    _check_patterns(programme, source)
    _check_migrations(programme, source)
    if not _check_cycles(programme, source):
        _check_order(programme, source)


def _fault(
    programme: Programme, source: Source, key: str, code: str, text: str
) -> None:
    file, _, line = programme.places[key].rpartition(":")
    source.faults.append(Fault(file, int(line), 1, code, text))


def _check_hash(programme: Programme, source: Source) -> None:
    found = regulation_hash(programme.regulation)
    if found != programme.meta.regulation_sha256:
        told = f"条文与 regulation_sha256 不符（现为 {found}）：原文被改动过"
        source.fault("programme.yaml", ("regulation_sha256",), "hash", told)


def _check_special(programme: Programme, source: Source) -> None:
    """The facts the programme itself points at must be there and fit."""
    for key, kinds in (("dated_by", {"date"}), ("named_by", {"text"})):
        name = getattr(programme.meta, key)
        if name not in programme.facts:
            told = f"没有名为“{name}”的事实{nearest(name, programme.facts)}"
            source.fault("programme.yaml", (key,), "unknown-name", told)
        elif programme.facts[name].spec.kind not in kinds:
            told = f"{key} 应是 {'、'.join(kinds)} 类事实"
            source.fault("programme.yaml", (key,), "type", told)
    for i, name in enumerate(programme.meta.found_by):
        _check_found_by(programme, source, ("found_by", i), name)


_FOUND_BY = frozenset({Kind.TEXT, Kind.PHONE, Kind.CHOICE})


def _check_found_by(programme: Programme, source: Source, at: Path, name: str) -> None:
    """Cases are found by what people say of themselves, in a line."""
    fact = programme.facts.get(name)
    if fact is None:
        told = f"没有名为“{name}”的事实{nearest(name, programme.facts)}"
        source.fault("programme.yaml", at, "unknown-name", told)
    elif fact.computed is not None or fact.spec.kind not in _FOUND_BY:
        told = f"“{name}”不能用来查找：要是问出来的文本、电话或单选"
        source.fault("programme.yaml", at, "type", told)


def _check_quick(programme: Programme, source: Source) -> None:
    """What is asked in a quick answer is asked in the words of a question."""
    quick = programme.quick
    if quick is None:
        return
    wanted: dict[str, Path] = {name: ("asks", i) for i, name in enumerate(quick.asks)}
    for name, spoken in quick.spoken.items():
        wanted.setdefault(name, ("spoken", name))
        wanted |= dict.fromkeys(spoken.chooses, ("spoken", name, "chooses"))
    for name, at in wanted.items():
        if not programme.facts[name].asked_by:
            told = f"没有问题问“{name}”，速查里也就问不了它"
            source.fault("quick.yaml", at, "unasked", told)


def _check_boxes(programme: Programme, source: Source) -> None:
    for i, form in enumerate(programme.regulation.forms):
        for k, box in enumerate(form.boxes):
            at: Path = ("forms", i, "boxes", k)
            wrong = [n for n in box.facts if n not in programme.facts]
            wrong += [r for r in [box.roster] if r and r not in programme.rosters]
            for name in wrong:
                known = [*programme.facts, *programme.rosters]
                told = f"没有名为“{name}”的事实或名单{nearest(name, known)}"
                source.fault("regulation.yaml", at, "unknown-name", told)
            if squeezed(box.label) not in squeezed(form.text):
                told = f"“{box.label}”不是{form.id}的原文"
                source.fault("regulation.yaml", at, "not-verbatim", told)


def _check_patterns(programme: Programme, source: Source) -> None:
    """Patterns must be regular expressions before anybody's answer meets them."""
    used = {
        node.children[1].name
        for expression in _expressions(programme)
        for node in walk(expression)
        if isinstance(node, Call) and node.function == "matches"
        if isinstance(node.children[1], ParameterName)
    }
    for name in sorted(used):
        for value in programme.parameters[name].values:
            try:
                re.compile(str(value))
            except re.error as error:
                told = f"“{value}”不是正则表达式（{error}）"
                _fault(programme, source, f"parameter:{name}", "pattern", told)


def _expressions(programme: Programme) -> list[Node | None]:
    criteria: list[CriterionDefinition] = list(programme.criteria.values())
    return [
        *(fact.computed for fact in programme.facts.values()),
        *(
            part
            for fact in programme.facts.values()
            if fact.counted
            for part in (fact.counted.value, fact.counted.when)
        ),
        *(question.when for question in programme.questions.values()),
        *(part for c in criteria for part in (c.when, c.test)),
        *(part for k in programme.checks.values() for part in (k.when, k.test)),
        *(item.when for item in programme.evidence.values()),
        *(document.when for document in programme.documents.values()),
    ]


def _check_migrations(programme: Programme, source: Source) -> None:
    known = {*programme.facts, *programme.rosters}
    for i, migration in enumerate(programme.meta.migrations):
        at: Path = ("migrations", i)
        if migration.to > programme.meta.version:
            told = (
                f"迁移到第 {migration.to} 版，但现在只是第 {programme.meta.version} 版"
            )
            source.fault("programme.yaml", (*at, "to"), "migration", told)
        later = programme.meta.migrations[i + 1 :]
        passing = {name for m in later for name in (*m.rename, *m.drop)}
        for name in (*migration.rename.values(), *migration.values):
            if name not in known | passing:
                told = f"没有名为“{name}”的事实或名单{nearest(name, known)}"
                source.fault("programme.yaml", at, "unknown-name", told)
        for name in (*migration.rename, *migration.drop):
            if name in known:
                told = f"“{name}”还在使用，不能改名或去掉"
                source.fault("programme.yaml", at, "migration", told)


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
                told = f"“{question.id}”的条件用到“{fact}”，但它在后面才问"
                key = f"question:{question.id}"
                _fault(programme, source, key, "asked-later", told)
