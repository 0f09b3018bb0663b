"""Compile the materials: evidence items, generated documents and their charts."""

from __future__ import annotations

from typing import Literal

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench
from sme_assistant.dialogue.programme import (
    ChartDefinition,
    DocumentDefinition,
    EvidenceDefinition,
)
from sme_assistant.marked import Path
from sme_assistant.values import Kind

_FILE = "materials.yaml"
_PLACES: dict[str, Literal["front", "material", "back"]] = {
    "front": "front",
    "materials": "material",
    "back": "back",
}
_STATES = {"ready", "pending", "not_applicable"}


def compile_materials(
    bench: Bench,
) -> tuple[dict[str, EvidenceDefinition], dict[str, DocumentDefinition]]:
    """Compile evidence items and documents, in the order of the package."""
    file = bench.source.one(_FILE, models.MaterialsFile)
    evidence: dict[str, EvidenceDefinition] = {}
    documents: dict[str, DocumentDefinition] = {}
    for k, model in enumerate(file.front):
        documents[model.id] = _document(bench, model, ("front", k), "")
    for index, material in enumerate(file.materials):
        base: Path = ("materials", index)
        bench.cite(_FILE, (*base, "item"), [material.item])
        bench.unique(_FILE, base, "material", material.item)
        for k, item in enumerate(material.evidence):
            path = (*base, "evidence", k)
            evidence[item.id] = _evidence(bench, item, path, material.item)
        for k, model in enumerate(material.documents):
            path = (*base, "documents", k)
            documents[model.id] = _document(bench, model, path, material.item)
    for k, model in enumerate(file.back):
        documents[model.id] = _document(bench, model, ("back", k), "")
    return evidence, documents


def _evidence(
    bench: Bench, item: models.EvidenceItem, path: Path, material: str
) -> EvidenceDefinition:
    bench.unique(_FILE, path, "evidence", item.id)
    if item.fact not in bench.names.facts:
        bench.unknown(_FILE, path, item.fact, bench.names.facts)
    elif {o.id for o in bench.names.facts[item.fact].options} != _STATES:
        told = f"“{item.fact}”的选项应是 {'、'.join(sorted(_STATES))}"
        bench.source.fault(_FILE, path, "evidence-states", told)
    if item.minimum and item.minimum not in bench.names.parameters:
        known = bench.names.parameters
        bench.unknown(_FILE, path, item.minimum, known, what="参数")
    elif item.minimum and bench.names.parameters[item.minimum].name != "number":
        told = f"“{item.minimum}”不是数，不能作最少数量"
        bench.source.fault(_FILE, (*path, "minimum"), "type", told)
    for key, name, kind in (
        ("valid_on", item.valid_on, Kind.DATE),
        ("covers", item.covers, Kind.COUNT),
    ):
        if name and name not in bench.names.facts:
            bench.unknown(_FILE, (*path, key), name, bench.names.facts)
        elif name and bench.names.facts[name].kind is not kind:
            told = f"“{name}”应是 {kind.value} 类型的事实"
            bench.source.fault(_FILE, (*path, key), "type", told)
    when = bench.expression(_FILE, (*path, "when"), item.when, looking=True)
    return EvidenceDefinition(item.id, item, material, when)


def _document(
    bench: Bench, model: models.Document, path: Path, material: str
) -> DocumentDefinition:
    bench.unique(_FILE, path, "document", model.id)
    for roster in (model.roster, model.for_each):
        if roster and roster not in bench.names.rosters:
            bench.unknown(_FILE, path, roster, bench.names.rosters, what="名单")
    when = bench.expression(_FILE, (*path, "when"), model.when, looking=True)
    place = _PLACES[str(path[0])]
    return DocumentDefinition(model.id, model, place, material, when)


def compile_charts(bench: Bench) -> dict[str, ChartDefinition]:
    """Compile the charts; each bar must have a number for each series."""
    return {
        model.id: _chart(bench, model, ("charts", k))
        for k, model in enumerate(bench.source.one(_FILE, models.MaterialsFile).charts)
    }


def _chart(bench: Bench, model: models.Chart, path: Path) -> ChartDefinition:
    bench.unique(_FILE, path, "chart", model.id)
    for k, bar in enumerate(model.bars):
        at = (*path, "bars", k)
        for fact in bar.facts:
            if fact not in bench.names.facts:
                bench.unknown(_FILE, at, fact, bench.names.facts)
            elif not bench.names.facts[fact].kind.is_number:
                told = f"“{fact}”不是数，不能画在图里"
                bench.source.fault(_FILE, at, "type", told)
        if len(bar.facts) != len(model.series):
            told = f"图里有 {len(model.series)} 组，这里写了 {len(bar.facts)} 个数"
            bench.source.fault(_FILE, at, "chart-series", told)
    series = tuple(
        bench.wording(_FILE, (*path, "series", k), text)
        for k, text in enumerate(model.series)
    )
    title = bench.wording(_FILE, (*path, "title"), model.title)
    return ChartDefinition(model.id, model, title, series)
