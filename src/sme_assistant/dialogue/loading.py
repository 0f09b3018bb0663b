"""Load a programme from the text of its files; every fault of all of them at once.

Three steps: files to models (``dialogue.shapes``), models to one programme with names
resolved and expressions typed (here), and what only a whole programme can show
(cycles, order; also here). What is legal but senseless is for ``dialogue.checking``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar, cast

from pydantic import BaseModel

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue import models
from sme_assistant.dialogue.parsing import (
    YESNO,
    ExpressionFault,
    Names,
    Type,
    nearest,
    parse,
    type_of,
)
from sme_assistant.dialogue.programme import (
    CheckDefinition,
    CriterionDefinition,
    DocumentDefinition,
    EvidenceDefinition,
    FactDefinition,
    Parameter,
    ParameterDefinition,
    Programme,
    QuestionDefinition,
    RosterDefinition,
    Section,
    Wording,
)
from sme_assistant.dialogue.shapes import read_model
from sme_assistant.errors import DialogueError, Fault
from sme_assistant.marked import Marked, Path
from sme_assistant.values import Kind, Option, Spec

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
FOLDERS: dict[str, type[BaseModel]] = {
    "questions": models.SectionFile,
    "scenarios": models.ScenariosFile,
}
_LOOKING = (ex.IsAnswered, ex.SumAnswered)
T = TypeVar("T", bound=BaseModel)


def load(files: Mapping[str, str]) -> Programme:
    """Load a programme.

    Args:
        files: Path within the programme's folder (``questions/02-basic.yaml``) to text.

    Raises:
        DialogueError: The files break the dialogue language; it holds all the faults.
    """
    source = _read(files)
    if source.faults:
        raise DialogueError(tuple(source.faults))
    compiler = _Compiler(source)
    programme = compiler.programme()
    compiler.check_whole(programme)
    if source.faults:
        raise DialogueError(tuple(source.faults))
    return programme


@dataclass(slots=True)
class _Source:
    """The models of all files, their marks, and the faults found so far."""

    models: dict[str, BaseModel] = field(default_factory=dict)
    marks: dict[str, Marked] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def one(self, name: str, kind: type[T]) -> T:
        return cast(T, self.models[name])  # noqa: TC006 (a variable cannot be quoted)

    def folder(self, name: str, kind: type[T]) -> Iterator[tuple[str, T]]:
        for path in sorted(self.models):
            if path.startswith(f"{name}/"):
                yield path, cast(T, self.models[path])  # noqa: TC006 (as above)

    def fault(self, name: str, path: Path, code: str, text: str) -> None:
        self.faults.append(self.marks[name].fault(path, code, text))


def _model_for(path: str) -> type[BaseModel] | None:
    folder, _, rest = path.rpartition("/")
    return FOLDERS.get(folder) if rest and folder else SINGLE_FILES.get(path)


def _read(files: Mapping[str, str]) -> _Source:
    source = _Source()
    for path, text in sorted(files.items()):
        kind = _model_for(path)
        if kind is None:
            told = f"不认识的文件{nearest(path, SINGLE_FILES)}"
            source.faults.append(Fault(path, 1, 1, "unknown-file", told))
            continue
        model, source.marks[path], faults = read_model(kind, text, path)
        source.faults += faults
        if model is not None:
            source.models[path] = model
    for path in SINGLE_FILES:
        if path not in files:
            source.faults.append(Fault(path, 1, 1, "missing-file", "缺少这个文件"))
    return source


def specification(
    model: models.Fact | models.Column, options: tuple[models.Choice, ...]
) -> Spec:
    """Return what reading and showing need of a fact or column."""
    return Spec(
        kind=model.kind,
        label=model.label,
        example=model.example or "",
        unit=model.unit or "",
        options=tuple(Option(**choice.model_dump()) for choice in options),
        minimum=model.bounds.least,
        maximum=model.bounds.most,
        plausible_minimum=model.plausible.least,
        plausible_maximum=model.plausible.most,
        open=isinstance(model, models.Column) and model.open,
    )


class _Compiler:
    """Resolves names and types expressions; faults go to the source."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.facts_model = source.one("facts.yaml", models.FactsFile).facts
        self.rosters_model = source.one("rosters.yaml", models.RostersFile).rosters
        self.materials = source.one("materials.yaml", models.MaterialsFile)
        self.parameters = self.compile_parameters()
        self.specs = {name: self.fact_spec(name) for name in self.facts_model}
        self.columns = {
            name: {c: specification(m, m.options) for c, m in roster.columns.items()}
            for name, roster in self.rosters_model.items()
        }
        self.names = Names(
            facts=self.specs,
            parameters={
                n: _parameter_type(p.spec, p.model) for n, p in self.parameters.items()
            },
            rosters=self.columns,
            roster_units={n: r.unit for n, r in self.rosters_model.items()},
        )
        regulation = source.one("regulation.yaml", models.RegulationFile)
        self.clauses = dict(self.compile_clauses(regulation))
        self.ids: dict[str, set[str]] = {}

    # --- the parts --------------------------------------------------------

    def fault(self, name: str, path: Path, code: str, text: str) -> None:
        self.source.fault(name, path, code, text)

    def fact_spec(self, name: str) -> Spec:
        fact, path = self.facts_model[name], ("facts", name)
        options = fact.options
        if fact.options_of is not None:
            other = self.facts_model.get(fact.options_of)
            if other is None:
                self.unknown(
                    "facts.yaml",
                    (*path, "options_of"),
                    fact.options_of,
                    self.facts_model,
                )
            else:
                options = other.options
        chooses = fact.kind in {Kind.CHOICE, Kind.MULTI}
        if chooses != bool(options):
            told = "选择类事实要有 options" if chooses else "只有选择类事实才有 options"
            self.fault("facts.yaml", path, "options", f"“{name}”：{told}")
        if fact.kind is Kind.COUNT and not fact.unit:
            self.fault("facts.yaml", path, "unit", f"“{name}”是数量，要写 unit")
        self.check_options("facts.yaml", (*path, "options"), options)
        return specification(fact, options)

    def check_options(
        self, file: str, path: Path, options: tuple[models.Choice, ...]
    ) -> None:
        seen: dict[str, str] = {}
        for index, option in enumerate(options):
            for name in {option.id, option.label, *option.aliases}:
                key = name.casefold()
                if seen.setdefault(key, option.id) != option.id:
                    told = f"“{name}”既是“{seen[key]}”又是“{option.id}”的叫法"
                    self.fault(file, (*path, index), "same-name", told)

    def compile_parameters(self) -> dict[str, ParameterDefinition]:
        found: dict[str, ParameterDefinition] = {}
        file = self.source.one("parameters.yaml", models.ParametersFile)
        for name, model in file.parameters.items():
            path = ("parameters", name)
            spec = Spec(
                _PARAMETER_KINDS[model.kind], model.label, unit=model.unit or ""
            )
            dated = sorted(model.values, key=lambda d: d.since)
            values: list[Parameter] = []
            for index, item in enumerate(dated):
                value = _parameter_value(model.kind, item.value)
                if value is None:
                    told = f"“{item.value}”不是{model.kind}类参数的值"
                    self.fault(
                        "parameters.yaml", (*path, "values", index), "wrong-value", told
                    )
                values.append(0 if value is None else value)
            since = tuple(item.since for item in dated)
            found[name] = ParameterDefinition(name, model, spec, since, tuple(values))
        return found

    def compile_clauses(
        self, regulation: models.RegulationFile
    ) -> Iterator[tuple[str, str]]:
        for i, article in enumerate(regulation.articles):
            path: Path = ("articles", i)
            yield str(article.number), article.text
            yield from self.conditions(str(article.number), article, path)
            for j, clause in enumerate(article.clauses):
                citation = f"{article.number}({clause.number})"
                yield citation, clause.text
                yield from self.conditions(citation, clause, (*path, "clauses", j))
        for form in regulation.forms:
            yield form.id, form.title

    def conditions(
        self, citation: str, holder: models.Article | models.Clause, path: Path
    ) -> Iterator[tuple[str, str]]:
        for k, condition in enumerate(holder.conditions):
            if _squeezed(condition.text) not in _squeezed(holder.text):
                told = f"“{condition.text}”不是第 {citation} 的原文"
                self.fault(
                    "regulation.yaml", (*path, "conditions", k), "not-verbatim", told
                )
            yield f"{citation}#{condition.id}", condition.text

    def expression(
        self, file: str, path: Path, text: str | None, *, wanted: Type | None = YESNO,
        looking: bool = False,
    ) -> ex.Node | None:  # fmt: skip
        """Parse an expression at a path; None if there is none or it is at fault."""
        if text is None:
            return None
        try:
            node = parse(text, self.names, wanted=wanted)
        except ExpressionFault as fault:
            self.fault(file, path, fault.code, fault.text)
            return None
        if not looking and any(isinstance(n, _LOOKING) for n in ex.walk(node)):
            told = "is_answered 和 sum_answered 只能用在 checks 和 materials 中"
            self.fault(file, path, "looks-at-answers", told)
        return node

    def cite(self, file: str, path: Path, citations: Iterable[str]) -> None:
        for citation in citations:
            if citation not in self.clauses:
                self.unknown(
                    file, path, citation, self.clauses, "dangling-citation", "条款"
                )

    def unknown(
        self, file: str, path: Path, name: str, known: Iterable[str],
        code: str = "unknown-name", what: str = "事实",
    ) -> None:  # fmt: skip
        self.fault(file, path, code, f"没有名为“{name}”的{what}{nearest(name, known)}")

    def wording(
        self, file: str, path: Path, text: str, extra: tuple[str, ...] = ()
    ) -> Wording:
        wording = Wording.of(text)
        known = {*self.specs, *self.parameters, *extra}
        for slot in wording.slots:
            if slot not in known:
                self.unknown(file, path, slot, known, "unknown-slot", "事实或参数")
        plain = "".join(wording.parts[::2])
        if "{" in plain or "}" in plain:
            self.fault(file, path, "broken-slot", "花括号里应是一个事实或参数的名字")
        return wording

    def unique(self, file: str, path: Path, kind: str, name: str) -> None:
        seen = self.ids.setdefault(kind, set())
        if name in seen:
            self.fault(file, path, "duplicate-id", f"编号“{name}”重复，请改名")
        seen.add(name)

    # --- questions --------------------------------------------------------

    def questions(self) -> tuple[tuple[Section, ...], dict[str, QuestionDefinition]]:
        sections: list[Section] = []
        found: dict[str, QuestionDefinition] = {}
        for file, model in self.source.folder("questions", models.SectionFile):
            self.unique(file, ("section",), "section", model.section)
            section = Section(model.section, model.title, model.intro)
            sections.append(section)
            when = self.expression(file, ("when",), model.when)
            for index, question in enumerate(model.questions):
                place = _QuestionPlace(file, ("questions", index), section, None, when)
                found |= self.question(question, place)
        return tuple(sections), found

    def question(
        self, model: models.Question, at: _QuestionPlace
    ) -> dict[str, QuestionDefinition]:
        file, path = at.file, at.path
        self.unique(file, path, "question", model.id)
        self.check_question(model, at)
        own = self.expression(file, (*path, "when"), model.when)
        parts = tuple(part for part in (at.section_when, own) if part is not None)
        when = ex.Junction(False, parts) if len(parts) > 1 else next(iter(parts), None)
        line = self.source.marks[file].line(path)
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
            found |= self.question(child, below)
        return found

    def check_question(self, model: models.Question, at: _QuestionPlace) -> None:
        file, path = at.file, at.path
        if model.asks and model.collects:
            self.fault(file, path, "asks-two", "asks 和 collects 只能写一个")
        if model.asks:
            fact = self.facts_model.get(model.asks)
            if fact is None:
                self.unknown(file, (*path, "asks"), model.asks, self.facts_model)
            elif fact.computed:
                told = f"“{model.asks}”由公式算出，不能再问"
                self.fault(file, (*path, "asks"), "asks-computed", told)
        if model.collects and model.collects not in self.rosters_model:
            self.unknown(
                file,
                (*path, "collects"),
                model.collects,
                self.rosters_model,
                what="名单",
            )
        if model.why:
            self.cite(file, (*path, "why"), model.why.cite)
        items = {e.id for m in self.materials.materials for e in m.evidence}
        for item in model.evidence:
            if item not in items:
                self.unknown(file, (*path, "evidence"), item, items, what="佐证材料")
        for key in ("screen", "phone", "help", "read_back"):
            if text := getattr(model, key):
                self.wording(file, (*path, key), text)

    # --- criteria, checks, materials --------------------------------------

    def criterion(self, model: models.Criterion, path: Path) -> CriterionDefinition:
        file = "criteria.yaml"
        self.unique(file, path, "criterion", model.id)
        mode = self.criterion_mode(model, path)
        self.cite(file, path, model.cite)
        if model.clause and model.clause not in self.clauses:
            self.unknown(
                file, path, model.clause, self.clauses, "dangling-citation", "条款"
            )
        for name in (model.adjust, model.wait):
            if name and name not in self.specs:
                self.unknown(file, path, name, self.specs)
        children = tuple(
            self.criterion(child, (*path, key, index))
            for key, group in (("all", model.all), ("any", model.any), ("of", model.of))
            for index, child in enumerate(group)
        )
        return CriterionDefinition(
            model.id, model, mode, children,
            self.expression(file, (*path, "when"), model.when),
            self.expression(file, (*path, "test"), model.test),
            self.criterion_least(model, path), self.criterion_wordings(model, path),
        )  # fmt: skip

    def criterion_mode(self, model: models.Criterion, path: Path) -> _Mode:
        given: list[_Mode] = [key for key in _MODES if getattr(model, key)]
        if model.nature == "judgement" and not given:
            return "judgement"
        if len(given) != 1:
            told = "all、any、at_least、test 必须且只能写一个"
            self.fault("criteria.yaml", path, "criterion-mode", f"“{model.id}”：{told}")
            return "judgement"
        return given[0]

    def criterion_least(self, model: models.Criterion, path: Path) -> str | None:
        if model.at_least and model.at_least not in self.parameters:
            self.unknown(
                "criteria.yaml", path, model.at_least, self.parameters, what="参数"
            )
            return None
        return model.at_least

    def criterion_wordings(
        self, model: models.Criterion, path: Path
    ) -> dict[str, Wording]:
        extra = ("details",) if model.children else ("gap",)
        found: dict[str, Wording] = {}
        for status in ("met", "unmet", "unknown", "not_applicable"):
            if text := getattr(model, status):
                found[status] = self.wording(
                    "criteria.yaml", (*path, status), text, extra
                )
        if model.when and not model.not_applicable:
            told = f"“{model.id}”有 when，要写 not_applicable 的说法"
            self.fault("criteria.yaml", path, "missing-wording", told)
        return found

    def check(self, name: str, model: models.Check) -> CheckDefinition | None:
        file, path = "checks.yaml", ("checks", name)
        self.cite(file, path, model.cite)
        when = self.expression(file, (*path, "when"), model.when, looking=True)
        test = self.expression(file, (*path, "test"), model.test, looking=True)
        message = self.wording(file, (*path, "message"), model.message)
        return CheckDefinition(name, model, when, test, message) if test else None

    def material_parts(
        self,
    ) -> tuple[dict[str, EvidenceDefinition], dict[str, DocumentDefinition]]:
        evidence: dict[str, EvidenceDefinition] = {}
        documents: dict[str, DocumentDefinition] = {}
        file = "materials.yaml"
        for index, material in enumerate(self.materials.materials):
            base: Path = ("materials", index)
            self.cite(file, (*base, "item"), [material.item])
            for k, item in enumerate(material.evidence):
                path = (*base, "evidence", k)
                self.unique(file, path, "evidence", item.id)
                self.check_evidence(item, path)
                when = self.expression(file, (*path, "when"), item.when, looking=True)
                evidence[item.id] = EvidenceDefinition(
                    item.id, item, material.item, when
                )
            for k, document in enumerate(material.documents):
                path = (*base, "documents", k)
                documents[document.id] = self.document(document, path, material.item)
        for key, group in (
            ("front", self.materials.front),
            ("back", self.materials.back),
        ):
            for k, document in enumerate(group):
                documents[document.id] = self.document(document, (key, k), "")
        return evidence, documents

    def check_evidence(self, item: models.EvidenceItem, path: Path) -> None:
        if item.fact not in self.specs:
            self.unknown("materials.yaml", path, item.fact, self.specs)
        if item.minimum and item.minimum not in self.parameters:
            self.unknown(
                "materials.yaml", path, item.minimum, self.parameters, what="参数"
            )

    def document(
        self, model: models.Document, path: Path, material: str
    ) -> DocumentDefinition:
        file = "materials.yaml"
        self.unique(file, path, "document", model.id)
        for roster in (model.roster, model.for_each):
            if roster and roster not in self.rosters_model:
                self.unknown(file, path, roster, self.rosters_model, what="名单")
        when = self.expression(file, (*path, "when"), model.when, looking=True)
        return DocumentDefinition(model.id, model, material, when)

    # --- the whole --------------------------------------------------------

    def programme(self) -> Programme:
        sections, questions = self.questions()
        asked: dict[str, list[str]] = {}
        for question in questions.values():
            asked.setdefault(question.subject, []).append(question.id)
        criteria = self.source.one("criteria.yaml", models.CriteriaFile)
        evidence, documents = self.material_parts()
        checks = self.source.one("checks.yaml", models.ChecksFile).checks
        compiled = [self.check(name, model) for name, model in checks.items()]
        return Programme(
            meta=self.source.one("programme.yaml", models.ProgrammeFile),
            regulation=self.source.one("regulation.yaml", models.RegulationFile),
            parameters=self.parameters,
            facts=self.compile_facts(asked),
            rosters={
                name: RosterDefinition(
                    name, m, self.columns[name], tuple(asked.get(name, ()))
                )
                for name, m in self.rosters_model.items()
            },
            sections=sections,
            questions=questions,
            hard=self.criteria("hard", criteria.hard),
            judgements=self.criteria("judgements", criteria.judgements),
            checks={check.id: check for check in compiled if check},
            materials=self.materials.materials,
            evidence=evidence,
            documents=documents,
            interpretations=self.interpretations(),
            scenarios=self.scenarios(),
            clauses=self.clauses,
            read_backs={
                q.id: Wording.of(q.model.read_back)
                for q in questions.values()
                if q.model.read_back
            },
        )

    def criteria(
        self, key: str, group: tuple[models.Criterion, ...]
    ) -> tuple[CriterionDefinition, ...]:
        return tuple(
            self.criterion(model, (key, index)) for index, model in enumerate(group)
        )

    def compile_facts(
        self, asked: Mapping[str, list[str]]
    ) -> dict[str, FactDefinition]:
        found: dict[str, FactDefinition] = {}
        for name, model in self.facts_model.items():
            path = ("facts", name)
            self.cite("facts.yaml", path, model.cite)
            spec = self.specs[name]
            wanted = type_of(spec)
            node = self.expression(
                "facts.yaml", (*path, "computed"), model.computed, wanted=wanted
            )
            found[name] = FactDefinition(
                name, model, spec, node, tuple(asked.get(name, ()))
            )
        for name, roster in self.rosters_model.items():
            self.check_roster(name, roster)
        return found

    def check_roster(self, name: str, roster: models.Roster) -> None:
        path = ("rosters", name)
        self.cite("rosters.yaml", path, roster.cite)
        for column in roster.key:
            if column not in roster.columns:
                self.unknown("rosters.yaml", path, column, roster.columns, what="列")
        for column, model in roster.columns.items():
            self.check_options(
                "rosters.yaml", (*path, "columns", column, "options"), model.options
            )

    def interpretations(self) -> Mapping[str, models.Interpretation]:
        file = "interpretations.yaml"
        found = self.source.one(file, models.InterpretationsFile).interpretations
        for name, model in found.items():
            self.cite(file, ("interpretations", name), model.cite)
            for criterion in model.shown_with:
                known = self.ids.get("criterion", set())
                if criterion not in known:
                    self.unknown(
                        file,
                        ("interpretations", name),
                        criterion,
                        known,
                        what="判断条件",
                    )
        return found

    def scenarios(self) -> dict[str, models.Scenario]:
        found: dict[str, models.Scenario] = {}
        for file, model in self.source.folder("scenarios", models.ScenariosFile):
            for name, scenario in model.scenarios.items():
                self.unique(file, ("scenarios", name), "scenario", name)
                found[name] = scenario
                self.check_scenario(file, ("scenarios", name), scenario)
        for file, model in self.source.folder("scenarios", models.ScenariosFile):
            for name, scenario in model.scenarios.items():
                if scenario.based_on and scenario.based_on not in found:
                    path = ("scenarios", name, "based_on")
                    self.unknown(file, path, scenario.based_on, found, what="情景")
        return found

    def check_scenario(self, file: str, path: Path, scenario: models.Scenario) -> None:
        expect = scenario.expect
        questions = self.ids.get("question", set())
        groups: list[tuple[str, Iterable[str], Iterable[str], str]] = [
            ("answers", scenario.answers, self.specs, "事实"),
            ("rosters", scenario.rosters, self.rosters_model, "名单"),
            ("expect", expect.clauses, self.clauses, "条款"),
            ("expect", (*expect.asked, *expect.not_asked), questions, "问题"),
            ("expect", expect.missing, self.specs, "事实"),
            ("expect", expect.documents, self.ids.get("document", set()), "文件"),
        ]
        if expect.next and expect.next != "none":
            groups.append(("expect", [expect.next], questions, "问题"))
        for key, used, known, what in groups:
            for name in used:
                if name not in known:
                    self.unknown(file, (*path, key, name), name, known, what=what)

    def check_whole(self, programme: Programme) -> None:
        self.check_hash(programme)
        self.check_cycles(programme)
        self.check_order(programme)
        for name, fact in programme.facts.items():
            if fact.computed and fact.model.default:
                told = f"“{name}”由公式算出，不能有 default"
                self.fault("facts.yaml", ("facts", name), "computed-default", told)

    def check_hash(self, programme: Programme) -> None:
        found = regulation_hash(programme.regulation)
        if found != programme.meta.regulation_sha256:
            told = f"条文与 regulation_sha256 不符（现为 {found}）：原文被改动过"
            self.fault("programme.yaml", ("regulation_sha256",), "hash", told)

    def check_cycles(self, programme: Programme) -> None:
        graph = {name: set(programme.dependencies(name)) for name in programme.facts}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            ring: list[str] = error.args[1]
            told = f"循环依赖：{' → '.join(ring)}"
            for name in ring[:-1]:
                self.fault("facts.yaml", ("facts", name), "cycle", told)

    def check_order(self, programme: Programme) -> None:
        """A condition must rest on what is asked before it, or it comes too late."""
        order = {name: index for index, name in enumerate(programme.questions)}
        for question in programme.questions.values():
            for fact in sorted(programme.base_facts(question.when)):
                asked = [order[q] for q in programme.facts[fact].asked_by]
                if asked and min(asked) >= order[question.id]:
                    file, _, line = question.place.rpartition(":")
                    told = f"“{question.id}”的条件用到“{fact}”，但它在后面才问"
                    self.source.faults.append(
                        Fault(file, int(line), 1, "asked-later", told)
                    )


@dataclass(frozen=True, slots=True)
class _QuestionPlace:
    """Where a question stands: its file, path, section and what is above it."""

    file: str
    path: Path
    section: Section
    parent: str | None
    section_when: ex.Node | None


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def regulation_hash(regulation: models.RegulationFile) -> str:
    """Return the hash of the regulation's text, white space aside."""
    parts = [regulation.title]
    for article in regulation.articles:
        parts += [
            article.chapter or "",
            article.text,
            *(c.text for c in article.clauses),
        ]
    parts += [form.text for form in regulation.forms]
    return hashlib.sha256(_squeezed("".join(parts)).encode()).hexdigest()


_Mode = str
_MODES = ("all", "any", "at_least", "test")
_PARAMETER_KINDS = {
    "count": Kind.COUNT,
    "number": Kind.COUNT,
    "amount": Kind.AMOUNT,
    "percent": Kind.PERCENT,
    "area": Kind.AREA,
    "text": Kind.TEXT,
}
_READERS: dict[str, Callable[[str], Parameter]] = {
    "text": str,
    "count": int,
    "number": int,
}


def _parameter_value(kind: str, text: str) -> Parameter | None:
    try:
        return _READERS.get(kind, Decimal)(text)
    except (ValueError, InvalidOperation):
        return None


def _parameter_type(spec: Spec, model: models.Parameter) -> Type:
    if model.kind == "number":
        return Type("number", model.unit)
    return type_of(spec)
