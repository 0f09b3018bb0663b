"""Compile what names mean: facts, parameters, rosters and clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench, Source
from sme_assistant.dialogue.parsing import Names, Type, nearest, type_of
from sme_assistant.dialogue.programme import (
    FactDefinition,
    Parameter,
    ParameterDefinition,
    RosterDefinition,
)
from sme_assistant.marked import Path
from sme_assistant.values import Kind, Option, Spec


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


@dataclass(frozen=True, slots=True)
class Named:
    """What the names of a programme mean, before anything refers to them."""

    parameters: Mapping[str, ParameterDefinition]
    specs: Mapping[str, Spec]
    columns: Mapping[str, Mapping[str, Spec]]


def compile_names(source: Source) -> tuple[Named, Bench]:
    """Compile parameters, specs and clauses, and a bench that knows them."""
    facts = source.one("facts.yaml", models.FactsFile).facts
    rosters = source.one("rosters.yaml", models.RostersFile).rosters
    parameters = dict(_parameters(source))
    specs = {name: _fact_spec(source, facts, name) for name in facts}
    columns = {
        name: {c: specification(m, m.options) for c, m in roster.columns.items()}
        for name, roster in rosters.items()
    }
    names = Names(
        facts=specs,
        parameters={n: _parameter_type(p) for n, p in parameters.items()},
        rosters=columns,
        roster_units={name: roster.unit for name, roster in rosters.items()},
    )
    regulation = source.one("regulation.yaml", models.RegulationFile)
    clauses = dict(_clauses(source, regulation))
    return Named(parameters, specs, columns), Bench(source, names, clauses)


def _fact_spec(source: Source, facts: Mapping[str, models.Fact], name: str) -> Spec:
    fact, path = facts[name], ("facts", name)
    options = fact.options
    if fact.options_of is not None:
        other = facts.get(fact.options_of)
        if other is None:
            near = nearest(fact.options_of, facts)
            told = f"没有名为“{fact.options_of}”的事实{near}"
            source.fault("facts.yaml", (*path, "options_of"), "unknown-name", told)
        else:
            options = other.options
    chooses = fact.kind in {Kind.CHOICE, Kind.MULTI}
    if chooses != bool(options):
        told = "选择类事实要有 options" if chooses else "只有选择类事实才有 options"
        source.fault("facts.yaml", path, "options", f"“{name}”：{told}")
    if fact.kind is Kind.COUNT and not fact.unit:
        source.fault("facts.yaml", path, "unit", f"“{name}”是数量，要写 unit")
    _check_options(source, "facts.yaml", (*path, "options"), options)
    return specification(fact, options)


def _check_options(
    source: Source, file: str, path: Path, options: tuple[models.Choice, ...]
) -> None:
    seen: dict[str, str] = {}
    for index, option in enumerate(options):
        for name in {option.id, option.label, *option.aliases}:
            key = name.casefold()
            if seen.setdefault(key, option.id) != option.id:
                told = f"“{name}”既是“{seen[key]}”又是“{option.id}”的叫法"
                source.fault(file, (*path, index), "same-name", told)


def _parameters(source: Source) -> Iterator[tuple[str, ParameterDefinition]]:
    file = source.one("parameters.yaml", models.ParametersFile)
    for name, model in file.parameters.items():
        spec = Spec(_PARAMETER_KINDS[model.kind], model.label, unit=model.unit or "")
        dated = sorted(model.values, key=lambda d: d.since)
        values: list[Parameter] = []
        for item in dated:
            value = _parameter_value(model.kind, item.value)
            if value is None:
                told = f"“{item.value}”不是 {model.kind} 类参数的值"
                path = ("parameters", name, "values")
                source.fault("parameters.yaml", path, "wrong-value", told)
            values.append(0 if value is None else value)
        since = tuple(item.since for item in dated)
        yield name, ParameterDefinition(name, model, spec, since, tuple(values))


def _clauses(
    source: Source, regulation: models.RegulationFile
) -> Iterator[tuple[str, str]]:
    for i, article in enumerate(regulation.articles):
        path: Path = ("articles", i)
        yield str(article.number), article.text
        yield from _conditions(source, str(article.number), article, path)
        for j, clause in enumerate(article.clauses):
            citation = f"{article.number}({clause.number})"
            yield citation, clause.text
            yield from _conditions(source, citation, clause, (*path, "clauses", j))
    for form in regulation.forms:
        yield form.id, form.title


def _conditions(
    source: Source, citation: str, holder: models.Article | models.Clause, path: Path
) -> Iterator[tuple[str, str]]:
    for k, condition in enumerate(holder.conditions):
        if _squeezed(condition.text) not in _squeezed(holder.text):
            told = f"“{condition.text}”不是第 {citation} 的原文"
            at = (*path, "conditions", k)
            source.fault("regulation.yaml", at, "not-verbatim", told)
        yield f"{citation}#{condition.id}", condition.text


def compile_facts(
    bench: Bench, asked: Mapping[str, list[str]]
) -> dict[str, FactDefinition]:
    """Compile the facts, their expressions typed."""
    file = "facts.yaml"
    found: dict[str, FactDefinition] = {}
    for name, model in bench.source.one(file, models.FactsFile).facts.items():
        path = ("facts", name)
        bench.cite(file, path, model.cite)
        spec = bench.names.facts[name]
        at = (*path, "computed")
        node = bench.expression(file, at, model.computed, wanted=type_of(spec))
        found[name] = FactDefinition(
            name, model, spec, node, tuple(asked.get(name, ()))
        )
        if model.computed and model.default:
            told = f"“{name}”由公式算出，不能有 default"
            bench.source.fault(file, path, "computed-default", told)
    return found


def compile_rosters(
    bench: Bench, asked: Mapping[str, list[str]]
) -> dict[str, RosterDefinition]:
    """Compile the rosters."""
    file = "rosters.yaml"
    found: dict[str, RosterDefinition] = {}
    for name, model in bench.source.one(file, models.RostersFile).rosters.items():
        path = ("rosters", name)
        bench.cite(file, path, model.cite)
        for column in model.key:
            if column not in model.columns:
                bench.unknown(file, path, column, model.columns, what="列")
        for column, shape in model.columns.items():
            at = (*path, "columns", column, "options")
            _check_options(bench.source, file, at, shape.options)
        columns, asked_by = bench.names.rosters[name], tuple(asked.get(name, ()))
        found[name] = RosterDefinition(name, model, columns, asked_by)
    return found


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


def _parameter_type(parameter: ParameterDefinition) -> Type:
    if parameter.model.kind == "number":
        return Type("number", parameter.model.unit)
    return type_of(parameter.spec)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
