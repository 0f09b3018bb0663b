"""Compile the question tree."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench
from sme_assistant.dialogue.programme import QuestionDefinition, Section
from sme_assistant.marked import Path


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question stands: its file, path, section and what is above it."""

    file: str
    path: Path
    section: Section
    parent: str | None
    section_when: ex.Node | None


def compile_questions(
    bench: Bench,
) -> tuple[tuple[Section, ...], dict[str, QuestionDefinition]]:
    """Compile the sections, and every question in the order of the tree."""
    sections: list[Section] = []
    found: dict[str, QuestionDefinition] = {}
    for file, model in bench.source.folder("questions", models.SectionFile):
        bench.unique(file, (), "section", model.section)
        when = bench.expression(file, ("when",), model.when)
        section = Section(model.section, model.title, model.intro, when)
        sections.append(section)
        for index, question in enumerate(model.questions):
            place = _Place(file, ("questions", index), section, None, when)
            found |= _question(bench, question, place)
    return tuple(sections), found


def _question(
    bench: Bench, model: models.Question, at: _Place
) -> dict[str, QuestionDefinition]:
    file, path = at.file, at.path
    bench.unique(file, path, "question", model.id)
    _check_question(bench, model, at)
    own = bench.expression(file, (*path, "when"), model.when)
    parts = tuple(part for part in (at.section_when, own) if part is not None)
    when = ex.Junction(False, parts) if len(parts) > 1 else next(iter(parts), None)
    line = bench.source.marks[file].line(path)
    found = {
        model.id: QuestionDefinition(
            model.id, model, at.section, at.parent, when, f"{file}:{line}"
        )
    }
    for index, child in enumerate(model.follow_ups):
        below = replace(
            at,
            path=(*path, "follow_ups", index),
            parent=model.id,
            section_when=None,
        )
        found |= _question(bench, child, below)
    return found


def _check_question(bench: Bench, model: models.Question, at: _Place) -> None:
    file, path = at.file, at.path
    _check_subject(bench, model, at)
    if model.why:
        bench.cite(file, (*path, "why", "cite"), model.why.cite)
        bench.wording(file, (*path, "why", "text"), model.why.text)
    for item in model.evidence:
        if item not in bench.ids.get("evidence", set()):
            known = bench.ids.get("evidence", set())
            bench.unknown(file, (*path, "evidence"), item, known, what="佐证材料")
    for key in ("screen", "phone", "help", "unknown"):
        if text := getattr(model, key):
            bench.wording(file, (*path, key), text)
    for key in ("read_back", "read_back_no"):
        if text := getattr(model, key):
            rows = (model.collects,) if model.collects else ()
            bench.wording(file, (*path, key), text, extra=rows)


def _check_subject(bench: Bench, model: models.Question, at: _Place) -> None:
    """Complain where it asks what is not there, or two things."""
    file, path = at.file, at.path
    if model.asks and model.collects:
        bench.source.fault(file, path, "asks-two", "asks 和 collects 只能写一个")
    tells = not (model.asks or model.collects)
    if tells and (model.id in bench.names.facts or model.id in bench.names.rosters):
        told = f"“{model.id}”只是告知，不能与事实或名单同名"
        bench.source.fault(file, path, "duplicate-id", told)
    if model.asks and model.asks not in bench.names.facts:
        at_asks = (*path, "asks")
        bench.unknown(file, at_asks, model.asks, bench.names.facts)
    if model.asks in bench.ids.get("computed", set()):
        told = f"“{model.asks}”由公式算出，不能再问"
        bench.source.fault(file, (*path, "asks"), "asks-computed", told)
    if model.collects and model.collects not in bench.names.rosters:
        at_collects = (*path, "collects")
        rosters = bench.names.rosters
        bench.unknown(file, at_collects, model.collects, rosters, what="名单")
