"""Load a programme from the text of its files; every fault of all of them at once.

Three steps: files to models (``dialogue.shapes``), models to one programme with names
resolved and expressions typed (``dialogue.compiling``), and what only the whole can
show (``dialogue.wholeness``). What is legal but senseless is for ``dialogue.linting``.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench, Source
from sme_assistant.dialogue.compiling.criteria import compile_checks, compile_criteria
from sme_assistant.dialogue.compiling.lookup import compile_lookup
from sme_assistant.dialogue.compiling.materials import compile_charts, compile_materials
from sme_assistant.dialogue.compiling.names import (
    Named,
    compile_facts,
    compile_names,
    compile_rosters,
)
from sme_assistant.dialogue.compiling.questions import compile_questions
from sme_assistant.dialogue.compiling.quick import compile_quick
from sme_assistant.dialogue.compiling.scenarios import (
    compile_interpretations,
    compile_scenarios,
)
from sme_assistant.dialogue.parsing import nearest
from sme_assistant.dialogue.programme import Programme
from sme_assistant.dialogue.shapes import read_model
from sme_assistant.dialogue.wholeness import check_whole
from sme_assistant.errors import DialogueError, Fault

SINGLE_FILES: dict[str, type[BaseModel]] = {
    "programme.yaml": models.ProgrammeFile,
    "regulation.yaml": models.RegulationFile,
    "parameters.yaml": models.ParametersFile,
    "facts.yaml": models.FactsFile,
    "rosters.yaml": models.RostersFile,
    "criteria.yaml": models.CriteriaFile,
    "checks.yaml": models.ChecksFile,
    "materials.yaml": models.MaterialsFile,
    "interpretations.yaml": models.InterpretationsFile,
}
OPTIONAL_FILES: dict[str, type[BaseModel]] = {
    "lookup.yaml": models.LookupFile,
    "quick.yaml": models.QuickFile,
}
"""A programme without them can be applied for, but not asked about in passing."""
FOLDERS: dict[str, type[BaseModel]] = {
    "questions": models.SectionFile,
    "scenarios": models.ScenariosFile,
}


def load(files: Mapping[str, str]) -> Programme:
    """Load a programme.

    Args:
        files: Path within the programme's folder (``questions/02-basic.yaml``) to text.

    Raises:
        DialogueError: The files break the dialogue language; it holds all the faults.
    """
    source = _read(files)
    if not source.models.keys() >= SINGLE_FILES.keys():
        raise DialogueError(tuple(source.faults))
    unreadable = len(source.faults)
    named, bench = compile_names(source)
    programme = _compile(source, named, bench)
    if unreadable:
        # Scenarios name what may stand in the files that could not be read.
        source.faults[unreadable:] = [
            fault
            for fault in source.faults[unreadable:]
            if not fault.path.startswith("scenarios/")
        ]
    if not source.faults:
        check_whole(programme, source)
    if source.faults:
        raise DialogueError(tuple(source.faults))
    return programme


def _model_for(path: str) -> type[BaseModel] | None:
    folder, _, name = path.rpartition("/")
    files = {**SINGLE_FILES, **OPTIONAL_FILES}
    return FOLDERS.get(folder) if folder and name else files.get(path)


def _read(files: Mapping[str, str]) -> Source:
    source = Source()
    for path, text in sorted(files.items()):
        kind = _model_for(path)
        if kind is None:
            told = f"不认识的文件{nearest(path, {**SINGLE_FILES, **OPTIONAL_FILES})}"
            source.faults.append(Fault(path, 1, 1, "unknown-file", told))
            continue
        model, source.marks[path], faults = read_model(kind, text, path)
        source.faults += faults
        if model is not None:
            source.models[path] = model
    for path in SINGLE_FILES.keys() - files.keys():
        source.faults.append(Fault(path, 1, 1, "missing-file", "缺少这个文件"))
    return source


def _compile(source: Source, named: Named, bench: Bench) -> Programme:
    facts_file = source.one("facts.yaml", models.FactsFile)
    computed = {name for name, fact in facts_file.facts.items() if fact.computed}
    bench.ids["computed"] = computed
    evidence, documents = compile_materials(bench)
    sections, questions = compile_questions(bench)
    asked: dict[str, list[str]] = {}
    for question in questions.values():
        asked.setdefault(question.subject, []).append(question.id)
    hard, judgements = compile_criteria(bench)
    return Programme(
        meta=source.one("programme.yaml", models.ProgrammeFile),
        regulation=source.one("regulation.yaml", models.RegulationFile),
        parameters=named.parameters,
        facts=compile_facts(bench, asked),
        rosters=compile_rosters(bench, asked),
        sections=sections,
        questions=questions,
        hard=hard,
        judgements=judgements,
        checks=compile_checks(bench),
        materials=source.one("materials.yaml", models.MaterialsFile).materials,
        evidence=evidence,
        documents=documents,
        interpretations=compile_interpretations(bench),
        scenarios=compile_scenarios(bench),
        lookup=compile_lookup(bench),
        quick=compile_quick(bench),
        clauses=bench.clauses,
        charts=compile_charts(bench),
        places=source.places(),
    )
