"""Compile what names mean: facts, parameters, rosters and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench, Source
from sme_assistant.dialogue.compiling.clashes import check_names
from sme_assistant.dialogue.parsing import Names, Type, nearest, type_of
from sme_assistant.dialogue.programme import (
    Counted,
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
    bench = Bench(source, names, _clauses(source, regulation))
    for name, parameter in parameters.items():
        at: Path = ("parameters", name, "cite")
        bench.cite("parameters.yaml", at, [parameter.model.cite])
    check_names(source)
    return Named(parameters, specs, columns), bench


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
    _check_shape(source, "facts.yaml", path, fact, options)
    return specification(fact, options)


def _check_shape(
    source: Source, file: str, path: Path, model: models.Fact | models.Column,
    options: tuple[models.Choice, ...],
) -> None:  # fmt: skip
    """Complain where kind, options, unit and bounds do not go together."""
    name = path[-1]
    chooses = model.kind in {Kind.CHOICE, Kind.MULTI}
    if chooses != bool(options):
        told = "选择类要有 options" if chooses else "只有选择类才有 options"
        source.fault(file, path, "options", f"“{name}”：{told}")
    if model.kind is Kind.COUNT and not model.unit:
        source.fault(file, path, "unit", f"“{name}”是数量，要写 unit")
    for key, limits in (("bounds", model.bounds), ("plausible", model.plausible)):
        low, high = limits.least, limits.most
        if (low is not None or high is not None) and not model.kind.is_number:
            told = f"“{name}”不是数，不能有 {key}"
            source.fault(file, (*path, key), "bounds", told)
        if low is not None and high is not None and low > high:
            told = f"“{name}”的 {key}：least 大于 most"
            source.fault(file, (*path, key), "bounds", told)
    _check_options(source, file, (*path, "options"), model.options)


def _check_options(
    source: Source, file: str, path: Path, options: tuple[models.Choice, ...]
) -> None:
    seen: dict[str, str] = {}
    ids: set[str] = set()
    for index, option in enumerate(options):
        if option.id in ids:
            told = f"选项“{option.id}”重复，请改编号"
            source.fault(file, (*path, index), "duplicate-id", told)
        ids.add(option.id)
        for name in {option.id, option.label, *option.aliases}:
            key = name.casefold()
            if seen.setdefault(key, option.id) != option.id:
                told = f"“{name}”既是“{seen[key]}”又是“{option.id}”的叫法"
                source.fault(file, (*path, index), "same-name", told)


def _parameters(source: Source) -> Iterator[tuple[str, ParameterDefinition]]:
    file = source.one("parameters.yaml", models.ParametersFile)
    for name, model in file.parameters.items():
        path: Path = ("parameters", name)
        source.found("parameters.yaml", path, "parameter", name)
        _check_parameter(source, model, path)
        spec = Spec(_PARAMETER_KINDS[model.kind], model.label, unit=model.unit or "")
        dated = sorted(model.values, key=lambda d: d.since)
        values: list[Parameter] = []
        for item in dated:
            value = _parameter_value(model.kind, item.value)
            if value is None:
                told = f"“{item.value}”不是 {model.kind} 类参数的值"
                at = (*path, "values")
                source.fault("parameters.yaml", at, "wrong-value", told)
            values.append(0 if value is None else value)
        since = tuple(item.since for item in dated)
        yield name, ParameterDefinition(name, model, spec, since, tuple(values))


def _check_parameter(source: Source, model: models.Parameter, path: Path) -> None:
    if model.kind == "count" and not model.unit:
        source.fault("parameters.yaml", path, "unit", "数量类参数要写 unit")
    days = [item.since for item in model.values]
    if len(set(days)) != len(days):
        told = "两个值从同一天起生效，请只保留一个"
        source.fault("parameters.yaml", (*path, "values"), "same-day", told)


def _clauses(source: Source, regulation: models.RegulationFile) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, citation, text in _cited(source, regulation):
        if citation in found:
            told = f"“{citation}”重复出现，请改编号"
            source.fault("regulation.yaml", path, "duplicate-id", told)
        found[citation] = text
        kind = "form" if citation.startswith("附件") else "clause"
        source.found("regulation.yaml", path, kind, citation)
    return found


def _cited(
    source: Source, regulation: models.RegulationFile
) -> Iterator[tuple[Path, str, str]]:
    for i, article in enumerate(regulation.articles):
        path: Path = ("articles", i)
        yield path, str(article.number), article.text
        yield from _conditions(source, str(article.number), article, path)
        for j, clause in enumerate(article.clauses):
            citation, at = f"{article.number}({clause.number})", (*path, "clauses", j)
            yield at, citation, clause.text
            yield from _conditions(source, citation, clause, at)
    for i, form in enumerate(regulation.forms):
        yield ("forms", i), form.id, form.title


def _conditions(
    source: Source, citation: str, holder: models.Article | models.Clause, path: Path
) -> Iterator[tuple[Path, str, str]]:
    for k, condition in enumerate(holder.conditions):
        at = (*path, "conditions", k)
        if squeezed(condition.text) not in squeezed(holder.text):
            told = f"“{condition.text}”不是第 {citation} 的原文"
            source.fault("regulation.yaml", at, "not-verbatim", told)
        yield at, f"{citation}#{condition.id}", condition.text


def compile_facts(
    bench: Bench, asked: Mapping[str, list[str]]
) -> dict[str, FactDefinition]:
    """Compile the facts, their expressions typed."""
    file = "facts.yaml"
    found: dict[str, FactDefinition] = {}
    for name, model in bench.source.one(file, models.FactsFile).facts.items():
        path = ("facts", name)
        bench.source.found(file, path, "fact", name)
        bench.cite(file, (*path, "cite"), model.cite)
        spec = bench.names.facts[name]
        at = (*path, "computed")
        node = bench.expression(file, at, model.computed, wanted=type_of(spec))
        found[name] = FactDefinition(
            name,
            model,
            spec,
            node,
            tuple(asked.get(name, ())),
            _counted(bench, path, model, spec),
        )
        if model.computed and model.default:
            told = f"“{name}”由公式算出，不能有 default"
            bench.source.fault(file, path, "computed-default", told)
        if model.default and model.kind is not Kind.DATE:
            told = f"“{name}”不是日期，default 不能是 today"
            bench.source.fault(file, path, "default-kind", told)
    return found


def _counted(
    bench: Bench, path: Path, model: models.Fact, spec: Spec
) -> Counted | None:
    """Compile how a figure is reckoned from a roster."""
    by, file, at = model.from_roster, "facts.yaml", (*path, "from_roster")
    if by is None:
        return None
    if model.computed:
        told = "computed 和 from_roster 只能写一个"
        bench.source.fault(file, path, "computed-counted", told)
    if by.roster not in bench.names.rosters:
        bench.unknown(file, at, by.roster, bench.names.rosters, what="名单")
        return None
    checks = bench.source.one("checks.yaml", models.ChecksFile).checks
    if by.check and by.check not in checks:
        bench.unknown(file, at, by.check, checks, what="核对项")
    wanted = type_of(spec)
    if spec.kind is Kind.COUNT:
        wanted = Type("number")  # rows are counted in 家, what they stand for in 份
    value = bench.expression(file, (*at, "value"), by.value, wanted=wanted)
    when = bench.expression(file, (*at, "when"), by.when)
    return Counted(by.roster, value, when, by.check or "") if value else None


def compile_rosters(
    bench: Bench, asked: Mapping[str, list[str]]
) -> dict[str, RosterDefinition]:
    """Compile the rosters."""
    file = "rosters.yaml"
    found: dict[str, RosterDefinition] = {}
    for name, model in bench.source.one(file, models.RostersFile).rosters.items():
        path = ("rosters", name)
        bench.source.found(file, path, "roster", name)
        bench.cite(file, (*path, "cite"), model.cite)
        for column in model.key:
            if column not in model.columns:
                bench.unknown(file, path, column, model.columns, what="列")
        _check_choice(bench, path, model)
        for column, shape in model.columns.items():
            at = (*path, "columns", column)
            _check_shape(bench.source, file, at, shape, shape.options)
        columns, asked_by = bench.names.rosters[name], tuple(asked.get(name, ()))
        found[name] = RosterDefinition(name, model, columns, asked_by)
    return found


def _check_choice(bench: Bench, path: Path, model: models.Roster) -> None:
    """A roster that chooses of another says how many are taken otherwise."""
    file, names = "rosters.yaml", bench.names
    if (model.chooses is None) is not (model.otherwise is None):
        bench.source.fault(file, path, "choice", "chooses 和 otherwise 要一起写")
    if model.chooses and model.chooses not in names.rosters:
        bench.unknown(file, path, model.chooses, names.rosters, what="名单")
    elif model.chooses:
        columns = names.rosters[model.chooses]
        for column in model.key:
            if column not in columns:
                bench.unknown(file, path, column, columns, what="列")
    if model.otherwise and model.otherwise not in names.parameters:
        bench.unknown(file, path, model.otherwise, names.parameters, what="参数")


_PARAMETER_KINDS = {
    "count": Kind.COUNT,
    "number": Kind.COUNT,
    "amount": Kind.AMOUNT,
    "percent": Kind.PERCENT,
    "area": Kind.AREA,
    "text": Kind.TEXT,
}
_NUMBERS = {"count": r"-?\d+", "number": r"-?\d+"}


def _parameter_value(kind: str, text: str) -> Parameter | None:
    if kind == "text":
        return text
    written = _NUMBERS.get(kind, r"-?\d+(\.\d+)?")
    if not re.fullmatch(written, text, re.ASCII):
        return None
    return int(text) if kind in _NUMBERS else Decimal(text)


def _parameter_type(parameter: ParameterDefinition) -> Type:
    if parameter.model.kind == "number":
        return Type("number", parameter.model.unit)
    return type_of(parameter.spec)


def squeezed(text: str) -> str:
    """Return a text without its white space, to compare with the source."""
    return re.sub(r"\s+", "", text)
