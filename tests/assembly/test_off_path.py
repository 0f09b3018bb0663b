"""Answers that are off the path reach no file of a package, whatever was answered."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sme_assistant.assembly.package import Package, assemble
from sme_assistant.values import Kind
from tests.assembly.cases import FULL, TEMPLATES, dossier, programme
from tests.assembly.words import all_xml

FACTS = {
    name: fact
    for name, fact in programme().facts.items()
    if fact.computed is None and fact.asked_by
}
NUMBERED = {name: number for number, name in enumerate(FACTS)}
WORDS = {Kind.TEXT, Kind.LONG_TEXT}
FIGURES = {Kind.COUNT, Kind.AMOUNT, Kind.AREA}
GATES = [n for n, f in FACTS.items() if f.spec.kind in {Kind.YESNO, Kind.MULTI}]
MEANT = frozenset(
    name
    for name, fact in FACTS.items()
    if fact.spec.kind in WORDS or fact.spec.kind in FIGURES
)


def sentinel(name: str) -> str:
    """Return a word or a figure that nothing else in a package says."""
    if FACTS[name].spec.kind in WORDS:
        return f"暗号{NUMBERED[name]:03d}止"
    return f"9170{NUMBERED[name]:03d}"


def answers(gates: Mapping[str, str]) -> dict[str, str]:
    """Answer everything, what the gates shut off included."""
    typed = {name: text for name, text in FULL.items() if name in FACTS}
    typed |= {name: sentinel(name) for name in MEANT}
    return {**typed, **gates}


def gate(name: str) -> st.SearchStrategy[str]:
    spec = FACTS[name].spec
    if spec.kind is Kind.YESNO:
        return st.sampled_from(["是", "否"])
    labels = [option.label for option in spec.options if not option.exclusive]
    chosen = st.lists(st.sampled_from(labels), min_size=1, unique=True)
    return chosen.map("、".join)


def everything(package: Package) -> dict[str, str]:
    """Return all that a package says, names of its files included."""
    found = {}
    for path in sorted(package.folder.iterdir()):
        if path.suffix in {".docx", ".xlsx"}:
            found[path.name] = path.name + all_xml(path)
        elif path.suffix == ".gz":
            found[path.name] = gzip.decompress(path.read_bytes()).decode()
        else:
            found[path.name] = path.read_text("utf-8")
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries({name: gate(name) for name in GATES}))
def test_no_parked_answer_is_in_any_file(gates: dict[str, str]) -> None:
    case = dossier(answers(gates), {"staff": [{"name": "王建国", "education": "本科"}]})
    hidden = {name: sentinel(name) for name in MEANT.intersection(case.parked)}

    with TemporaryDirectory() as out:
        said = everything(assemble(case, TEMPLATES, Path(out)))

    shown = "".join(said.values())
    assert sentinel("operating_institution") in shown
    for file, text in said.items():
        assert [n for n, word in hidden.items() if word in text] == [], file


def test_the_walks_do_shut_answers_off() -> None:
    """The law would be empty if nothing were ever parked."""
    shut = {name: "否" for name in GATES if FACTS[name].spec.kind is Kind.YESNO}
    case = dossier(answers({**shut, "service_functions": "信息服务"}))

    assert len(MEANT.intersection(case.parked)) >= 5
