"""Compile interpretations and scenarios; resolve what they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
        bench.cite(file, ("interpretations", name), model.cite)
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
    expect = scenario.expect
    questions = bench.ids.get("question", set())
    groups: list[tuple[str, Iterable[str], Iterable[str], str]] = [
        ("answers", scenario.answers, bench.names.facts, "事实"),
        ("rosters", scenario.rosters, bench.names.rosters, "名单"),
        ("expect", expect.clauses, bench.clauses, "条款"),
        ("expect", (*expect.asked, *expect.not_asked), questions, "问题"),
        ("expect", expect.missing, bench.names.facts, "事实"),
        ("expect", expect.says, bench.clauses, "条款"),
        ("expect", expect.shortfalls, bench.clauses, "条款"),
        ("expect", expect.conflicts or (), _checks(bench), "核对项"),
        ("expect", expect.documents, bench.ids.get("document", set()), "文件"),
    ]
    for shorts in expect.shortfalls.values():
        names = [short.fact for short in shorts]
        groups.append(("expect", names, bench.names.facts, "事实"))
    groups += [("expect", fix, bench.names.facts, "事实") for fix in expect.fixes]
    for roster, rows in scenario.rosters.items():
        columns = bench.names.rosters.get(roster, {})
        groups += [("rosters", row, columns, "列") for row in rows if columns]
    if expect.next and expect.next != "none":
        groups.append(("expect", [expect.next], questions, "问题"))
    for key, used, known, what in groups:
        for name in used:
            if name not in known:
                bench.unknown(file, (*path, key, name), name, known, what=what)


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
