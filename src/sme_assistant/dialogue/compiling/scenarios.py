"""Compile interpretations and scenarios; resolve what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sme_assistant.dialogue import models
from sme_assistant.dialogue.compiling.bench import Bench
from sme_assistant.errors import Fault
from sme_assistant.marked import Path


def compile_interpretations(bench: Bench) -> Mapping[str, models.Interpretation]:
    """Check what interpretations cite and stand beside."""
    file = "interpretations.yaml"
    found = bench.source.one(file, models.InterpretationsFile).interpretations
    for name, model in found.items():
        bench.source.found(file, ("interpretations", name), "interpretation", name)
        bench.cite(file, ("interpretations", name, "cite"), model.cite)
        for criterion in model.shown_with:
            known = bench.ids.get("criterion", set())
            if criterion not in known:
                bench.unknown(
                    file,
                    ("interpretations", name),
                    criterion,
                    known,
                    what="判断条件",
                )
    return found


def compile_scenarios(bench: Bench) -> dict[str, models.Scenario]:
    """Gather the scenarios of all files and check what they name."""
    found: dict[str, models.Scenario] = {}
    for file, model in bench.source.folder("scenarios", models.ScenariosFile):
        for name, scenario in model.scenarios.items():
            bench.unique(file, ("scenarios", name), "scenario", name)
            found[name] = scenario
            _check_scenario(bench, file, ("scenarios", name), scenario)
    for file, model in bench.source.folder("scenarios", models.ScenariosFile):
        for name, scenario in model.scenarios.items():
            if scenario.based_on and scenario.based_on not in found:
                path = ("scenarios", name, "based_on")
                bench.unknown(file, path, scenario.based_on, found, what="情景")
    _check_bases(bench, found)
    return found


def _check_scenario(
    bench: Bench, file: str, path: Path, scenario: models.Scenario
) -> None:
    for at, used, known, what in _named(bench, scenario):
        for name in used:
            if name not in known:
                bench.unknown(file, (*path, *at, name), name, known, what=what)


def _named(
    bench: Bench, scenario: models.Scenario
) -> Iterator[tuple[Path, Iterable[str], Iterable[str], str]]:
    """Yield where names stand, the names, those known, and what they name."""
    expect, facts = scenario.expect, bench.names.facts
    questions = bench.ids.get("question", set())
    yield ("answers",), scenario.answers, facts, "事实"
    yield ("rosters",), scenario.rosters, bench.names.rosters, "名单"
    for roster, rows in scenario.rosters.items():
        columns = bench.names.rosters.get(roster, {})
        for index, row in enumerate(rows if columns else ()):
            yield ("rosters", roster, index), row, columns, "列"
    yield ("expect", "clauses"), expect.clauses, bench.clauses, "条款"
    yield ("expect", "says"), expect.says, bench.clauses, "条款"
    yield ("expect", "shortfalls"), expect.shortfalls, bench.clauses, "条款"
    for clause, shorts in expect.shortfalls.items():
        at = ("expect", "shortfalls", clause)
        yield at, [short.fact for short in shorts], facts, "事实"
    yield ("expect", "asked"), expect.asked, questions, "问题"
    yield ("expect", "not_asked"), expect.not_asked, questions, "问题"
    if expect.next and expect.next != "none":
        yield ("expect", "next"), [expect.next], questions, "问题"
    yield ("expect", "missing"), expect.missing, facts, "事实"
    yield ("expect", "conflicts"), expect.conflicts or (), _checks(bench), "核对项"
    for fix in expect.fixes:
        yield ("expect", "fixes"), fix, facts, "事实"
    documents = bench.ids.get("document", set())
    yield ("expect", "documents"), expect.documents, documents, "文件"


def _checks(bench: Bench) -> Iterable[str]:
    return bench.source.one("checks.yaml", models.ChecksFile).checks


def _check_bases(bench: Bench, found: Mapping[str, models.Scenario]) -> None:
    """A scenario must not be based on itself, by whatever way round."""
    for name, scenario in found.items():
        seen, base = {name}, scenario.based_on
        while base is not None and base in found and base not in seen:
            seen.add(base)
            base = found[base].based_on
        if base == name:
            place = bench.source.places()[f"scenario:{name}"]
            file, _, line = place.rpartition(":")
            told = f"情景“{name}”绕了一圈又以自己为基础"
            bench.source.faults.append(Fault(file, int(line), 1, "cycle", told))
