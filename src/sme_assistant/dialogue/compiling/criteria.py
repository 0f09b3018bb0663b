"""Compile the criteria tree and the cross-checks."""

from __future__ import annotations

from typing import Literal

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench
from sme_assistant.dialogue.programme import (
    CheckDefinition,
    CriterionDefinition,
    Wording,
)
from sme_assistant.marked import Path

_Mode = Literal["all", "any", "at_least", "test", "judgement"]
_MODES: tuple[_Mode, ...] = ("all", "any", "at_least", "test")
_FILE = "criteria.yaml"


def compile_criteria(
    bench: Bench,
) -> tuple[tuple[CriterionDefinition, ...], tuple[CriterionDefinition, ...]]:
    """Compile the hard criteria and the judgements."""
    file = bench.source.one(_FILE, models.CriteriaFile)
    hard = [_criterion(bench, m, ("hard", i)) for i, m in enumerate(file.hard)]
    judgements = [
        _criterion(bench, m, ("judgements", i), nature="judgement")
        for i, m in enumerate(file.judgements)
    ]
    return tuple(hard), tuple(judgements)


def compile_checks(bench: Bench) -> dict[str, CheckDefinition]:
    """Compile the cross-checks."""
    file = bench.source.one("checks.yaml", models.ChecksFile)
    compiled = [_check(bench, name, model) for name, model in file.checks.items()]
    return {check.id: check for check in compiled if check}


def _criterion(
    bench: Bench, model: models.Criterion, path: Path, *, nature: str = "hard"
) -> CriterionDefinition:
    file = _FILE
    bench.unique(file, path, "criterion", model.id)
    if model.nature != nature:
        told = f"“{model.id}”：hard 下只写 hard，judgements 下只写 judgement"
        bench.source.fault(file, path, "criterion-nature", told)
    mode = _mode(bench, model, path)
    bench.cite(file, (*path, "cite"), model.cite)
    bench.cite(file, (*path, "clause"), [model.clause] if model.clause else [])
    for key in ("adjust", "wait"):
        name = getattr(model, key)
        if name and name not in bench.names.facts:
            bench.unknown(file, (*path, key), name, bench.names.facts)
    children = tuple(
        _criterion(bench, child, (*path, key, index), nature=nature)
        for key, group in (("all", model.all), ("any", model.any), ("of", model.of))
        for index, child in enumerate(group)
    )
    return CriterionDefinition(
        model.id, model, mode, children,
        bench.expression(file, (*path, "when"), model.when),
        bench.expression(file, (*path, "test"), model.test),
        _least(bench, model, path), _wordings(bench, model, path),
    )  # fmt: skip


def _mode(bench: Bench, model: models.Criterion, path: Path) -> _Mode:
    given: list[_Mode] = [key for key in _MODES if getattr(model, key)]
    if model.nature == "judgement" and not given:
        return "judgement"
    if len(given) != 1 or bool(model.of) != bool(model.at_least):
        told = "all、any、at_least（连同 of）、test 必须且只能写一个"
        bench.source.fault(_FILE, path, "criterion-mode", f"“{model.id}”：{told}")
        return "judgement"
    return given[0]


def _least(bench: Bench, model: models.Criterion, path: Path) -> str | None:
    if model.at_least and model.at_least not in bench.names.parameters:
        bench.unknown(_FILE, path, model.at_least, bench.names.parameters, what="参数")
        return None
    if model.at_least:
        found = bench.names.parameters[model.at_least]
        if found.name != "number" or found.unit not in {None, "", "项"}:
            told = f"“{model.at_least}”应是以“项”计的数"
            bench.source.fault(_FILE, (*path, "at_least"), "type", told)
    return model.at_least


def _wordings(bench: Bench, model: models.Criterion, path: Path) -> dict[str, Wording]:
    found: dict[str, Wording] = {}
    for status in ("met", "unmet", "unknown", "not_applicable"):
        extra = ("details",) if model.children else ("gap",) * (status == "unmet")
        if text := getattr(model, status):
            found[status] = bench.wording(_FILE, (*path, status), text, extra)
    if _may_not_apply(model) and not model.not_applicable:
        told = f"“{model.id}”可能不适用，要写 not_applicable 的说法"
        bench.source.fault(_FILE, path, "missing-wording", told)
    return found


def _may_not_apply(model: models.Criterion) -> bool:
    """Whether it, or all that it is made of, can be not applicable."""
    children = model.children
    return bool(model.when) or (
        bool(children) and all(_may_not_apply(child) for child in children)
    )


def _check(bench: Bench, name: str, model: models.Check) -> CheckDefinition | None:
    file, path = "checks.yaml", ("checks", name)
    bench.source.found(file, path, "check", name)
    bench.cite(file, (*path, "cite"), model.cite)
    when = bench.expression(file, (*path, "when"), model.when, looking=True)
    test = bench.expression(file, (*path, "test"), model.test, looking=True)
    message = bench.wording(file, (*path, "message"), model.message)
    return CheckDefinition(name, model, when, test, message) if test else None
