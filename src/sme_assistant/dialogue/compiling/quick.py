"""Compile how facts are told in one go: each name known, each word of one meaning."""

from __future__ import annotations

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench
from sme_assistant.marked import Path
from sme_assistant.values import Kind, Spec

_FILE = "quick.yaml"
_CHOSEN = frozenset({Kind.CHOICE, Kind.MULTI})
_FIGURES = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.PERCENT, Kind.AREA, Kind.DATE})


def compile_quick(bench: Bench) -> models.QuickFile | None:
    """Check how facts are spoken of; None where a programme does not say."""
    if _FILE not in bench.source.models:
        return None
    file = bench.source.one(_FILE, models.QuickFile)
    for i, name in enumerate(file.asks):
        _check_known(bench, ("asks", i), name)
    said: dict[str, str] = {}
    for name, spoken in file.spoken.items():
        path: Path = ("spoken", name)
        bench.source.found(_FILE, path, "spoken", name)
        if _check_known(bench, path, name):
            _check_shape(bench, path, bench.names.facts[name], spoken)
        _check_choice(bench, path, spoken)
        for phrase in (*spoken.yes.split(), *spoken.no.split()):
            if phrase in said:
                told = f"“{phrase}”在“{said[phrase]}”里已经有了，请只留一处"
                bench.source.fault(_FILE, path, "ambiguous-word", told)
            said[phrase] = name
    return file


def _check_known(bench: Bench, path: Path, name: str) -> bool:
    if name not in bench.names.facts:
        bench.unknown(_FILE, path, name, bench.names.facts)
        return False
    if name in bench.ids.get("computed", set()):
        told = f"“{name}”由公式算出，不能由人说"
        bench.source.fault(_FILE, path, "computed-spoken", told)
        return False
    return True


def _check_shape(bench: Bench, path: Path, spec: Spec, spoken: models.Spoken) -> None:
    """Complain where a kind of fact cannot be told so, or not at all."""
    figure = bool(spoken.words or spoken.units or spoken.alone)
    answer = bool(spoken.yes or spoken.no)
    fits = {
        "words": spec.kind in _FIGURES or not figure,
        "yes": spec.kind is Kind.YESNO or not answer,
    }
    for key, is_right in fits.items():
        if not is_right:
            told = f"“{spec.label}”是 {spec.kind.value} 类事实，不能写 {key}"
            bench.source.fault(_FILE, path, "type", told)
    if not figure and not answer and spec.kind not in _CHOSEN:
        told = f"没有写“{spec.label}”怎么说"
        bench.source.fault(_FILE, path, "unspoken", told)
    for unit in spoken.alone.split():
        if unit not in spoken.units.split():
            told = f"alone 里的“{unit}”不在 units 里"
            bench.source.fault(_FILE, path, "unit", told)


def _check_choice(bench: Bench, path: Path, spoken: models.Spoken) -> None:
    for name, option in spoken.chooses.items():
        at = (*path, "chooses")
        spec = bench.names.facts.get(name)
        if spec is None:
            bench.unknown(_FILE, at, name, bench.names.facts)
        elif spec.kind is not Kind.MULTI:
            told = f"“{name}”不是多选，不能写在 chooses 里"
            bench.source.fault(_FILE, at, "type", told)
        elif option not in (known := {o.id for o in spec.options}):
            bench.unknown(_FILE, at, option, known, what="选项")
