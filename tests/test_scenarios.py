"""The scenarios of the shipped programme: every one holds, and together they cover.

A scenario is data beside the questions and criteria it tries. Here one runner plays
each of them, and the tests after it ask whether anything is left untried. What they
ask would not be worth much if the scenarios could not fail, so at the end each
threshold is moved and each comparison made strict, and a scenario must notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

import docx
import pytest

from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.judging import clause, judgement
from sme_assistant.assistant.packaging import assemble_case
from sme_assistant.assistant.programmes import read_folder, shipped_programme
from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.models import Expectation, Scenario
from sme_assistant.dialogue.programme import CriterionDefinition, Programme
from sme_assistant.engine.advice import fixes
from sme_assistant.engine.conflicts import conflicts
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.explaining import missing
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.path import path
from sme_assistant.engine.replay import State, replay
from sme_assistant.engine.verdicts import Status, Verdict
from sme_assistant.resources import shipped
from sme_assistant.rosters.reading import read_rows
from sme_assistant.values import Kind, Understood, Unlikely, Value, read, write

TODAY = date(2026, 11, 23)
PROGRAMME = shipped_programme()
FUNCTIONS = ("information", "technology", "startup", "training", "financing")


# --- playing a scenario -----------------------------------------------------


def lineage(programme: Programme, name: str) -> list[Scenario]:
    """Return a scenario and what it is based on, the furthest base first."""
    found: list[Scenario] = []
    base: str | None = name
    while base is not None:
        found.insert(0, programme.scenarios[base])
        base = found[0].based_on
    return found


def played(programme: Programme, name: str) -> Standing:
    """Return how a case with a scenario's answers stands."""
    line = lineage(programme, name)
    today = next((s.today for s in reversed(line) if s.today), TODAY)
    at = datetime.combine(today, time(4), UTC)
    entries = [
        Entry(Action.SEEN, question.id, at)
        for question in programme.questions.values()
        if not question.model.asks and not question.model.collects
    ]
    answers = {fact: typed for s in line for fact, typed in s.answers.items()}
    rosters = {roster: rows for s in line for roster, rows in s.rosters.items()}
    for fact, typed in answers.items():
        if typed is not None:
            entries.append(_answer(programme, fact, typed, at))
    for roster, rows in rosters.items():
        entries.append(_rows(programme, roster, rows, at))
    return Standing(programme, replay(programme, entries), today)


def _answer(
    programme: Programme, fact: str, typed: str | tuple[str, ...], at: datetime
) -> Entry:
    line = typed if isinstance(typed, str) else "、".join(typed)
    spec = programme.facts[fact].spec
    reading = read(spec, line, today=at.date())
    assert isinstance(reading, Understood | Unlikely), f"{fact}: {reading}"
    value = write(spec, reading.value)
    return Entry(Action.ANSWER, fact, at, value=value, typed=line)


def _rows(
    programme: Programme,
    roster: str,
    rows: tuple[Mapping[str, str], ...],
    at: datetime,
) -> Entry:
    definition = programme.rosters[roster]
    sheet = read_rows(
        definition, [(str(n), row) for n, row in enumerate(rows)], at.date()
    )
    assert not sheet.bad, f"{roster}: {sheet.bad}"
    columns = definition.columns
    written = tuple(
        tuple((c, write(columns[c], v)) for c, v in row.items()) for row in sheet.rows
    )
    return Entry(Action.ROWS, roster, at, rows=written)


@cache
def standing(name: str) -> Standing:
    return played(PROGRAMME, name)


# --- what must come of it ---------------------------------------------------


def surprises(standing: Standing, expect: Expectation) -> Iterator[str]:
    """Say in words whatever came out otherwise than a scenario expects."""
    if standing.outcome != expect.verdict:
        yield f"verdict: {standing.outcome}, not {expect.verdict}"
    for check in (_clauses, _path, _shortfalls, _conflicts, _says, _fixes, _missing):
        yield from check(standing, expect)


def _clauses(standing: Standing, expect: Expectation) -> Iterator[str]:
    for citation, status in expect.clauses.items():
        found = standing.reported[citation].status
        if found != status:
            yield f"{citation}: {found}, not {status}"


def _path(standing: Standing, expect: Expectation) -> Iterator[str]:
    asked = [s.question.id for s in path(standing.evaluation, standing.state)]
    rest = iter(asked)
    for question in expect.asked:
        if question not in rest:
            yield f"{question} is not asked, or not in this order"
    for question in set(expect.not_asked) & set(asked):
        yield f"{question} is asked"
    following = standing.next.id if standing.next else "none"
    if expect.next not in {None, following}:
        yield f"next: {following}, not {expect.next}"


def _shortfalls(standing: Standing, expect: Expectation) -> Iterator[str]:
    for citation, shorts in expect.shortfalls.items():
        told = clause(standing, standing.reported[citation])["shortfalls"]
        found = {
            (s["fact"], s["gap"], s["unit"]) for s in cast("list[dict[str, str]]", told)
        }
        for short in shorts:
            wanted = (short.fact, short.gap, short.unit)
            anyhow = any(f[:2] == wanted[:2] for f in found)
            if wanted not in found and not (short.unit is None and anyhow):
                yield f"{citation}: shortfall {wanted} is not among {found}"


def _conflicts(standing: Standing, expect: Expectation) -> Iterator[str]:
    if expect.conflicts is None:
        return
    found = {c.check.id for c in standing.conflicts if c.check.model.severity != "note"}
    if found != set(expect.conflicts):
        yield f"conflicts: {sorted(found)}, not {sorted(expect.conflicts)}"


def _says(standing: Standing, expect: Expectation) -> Iterator[str]:
    if not expect.says:
        return
    told = judgement(standing)
    explained = cast(
        "dict[str, dict[str, str]]",
        {**cast("dict[str, object]", told["clauses"]), **_judged(told)},
    )
    for citation, words in expect.says.items():
        if words not in explained[citation]["explanation"]:
            yield f"{citation}: {words!r} not in {explained[citation]['explanation']!r}"


def _judged(told: Mapping[str, object]) -> dict[str, object]:
    return cast("dict[str, object]", told["judgements"])


def _fixes(standing: Standing, expect: Expectation) -> Iterator[str]:
    if not expect.fixes:
        return
    found = [set(fix.changes) for fix in fixes(standing.evaluation)]
    for wanted in expect.fixes:
        if set(wanted) not in found:
            yield f"no advice changes just {sorted(wanted)}; there is {found}"


def _missing(standing: Standing, expect: Expectation) -> Iterator[str]:
    found = missing(standing.evaluation, standing.verdicts)
    for fact in set(expect.missing) - set(found):
        yield f"{fact} is not named as missing"


@pytest.mark.parametrize("name", list(PROGRAMME.scenarios))
def test_a_scenario_comes_out_as_it_says(name: str) -> None:
    expect = PROGRAMME.scenarios[name].expect

    assert list(surprises(standing(name), expect)) == []


@pytest.mark.parametrize(
    "name", [n for n, s in PROGRAMME.scenarios.items() if s.expect.documents]
)
def test_the_documents_of_a_scenario_hold_its_lines(name: str, tmp_path: Path) -> None:
    at = datetime.combine(standing(name).today, time(4), UTC)

    package = assemble_case(standing(name), tmp_path, at)

    for document, lines in PROGRAMME.scenarios[name].expect.documents.items():
        files = [f.path for f in package.files if f.document == document]
        words = "\n".join(
            _words(package.folder / f) for f in files if f.endswith(".docx")
        )
        for line in lines:
            assert line in words, f"{document}: {line!r}"


def _words(file: Path) -> str:
    """Return the words of a Word file: a line a paragraph, then a line a table row.

    A merged cell counts once; cells are divided by ``｜``.
    """
    document = docx.Document(str(file))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            cells = {cell._tc: cell.text for cell in row.cells}
            lines.append("｜".join(cells.values()))
    return "\n".join(lines)


# --- laws of every scenario -------------------------------------------------


@pytest.mark.parametrize("name", list(PROGRAMME.scenarios))
def test_only_an_open_verdict_wants_more_answers(name: str) -> None:
    here = standing(name)

    wanted = missing(here.evaluation, here.verdicts)

    assert bool(wanted) is (here.outcome == "incomplete")


@pytest.mark.parametrize("name", list(PROGRAMME.scenarios))
def test_only_an_ineligible_case_gets_advice_and_any_of_it_mends(name: str) -> None:
    here = standing(name)

    advice = fixes(here.evaluation)

    assert bool(advice) is (here.outcome == "ineligible")
    for fix in advice:
        mended = Standing(here.programme, _changed(here, fix.changes), here.today)
        assert mended.outcome != "ineligible"


@pytest.mark.parametrize("name", list(PROGRAMME.scenarios))
def test_advice_adds_no_function_that_nothing_needs(name: str) -> None:
    here = standing(name)
    had = set(cast("tuple[str, ...]", here.state.values.get("service_functions", ())))

    for fix in fixes(here.evaluation):
        chosen = cast("tuple[str, ...]", fix.changes.get("service_functions", ()))
        for function in set(chosen) - had:
            fewer = tuple(option for option in chosen if option != function)
            changes = {**fix.changes, "service_functions": fewer}
            less = Standing(here.programme, _changed(here, changes), here.today)
            assert less.outcome == "ineligible"


def _changed(here: Standing, changes: Mapping[str, Value]) -> State:
    at = datetime.combine(here.today, time(4), UTC)
    entries = [
        Entry(Action.ANSWER, n, at, value=write(here.programme.facts[n].spec, v))
        for n, v in changes.items()
    ]
    return replay(here.programme, [*here.state.effective, *entries])


@pytest.mark.parametrize("name", list(PROGRAMME.scenarios))
def test_article_8_is_told_and_never_decided(name: str) -> None:
    told = judgement(standing(name))

    assert "8" in _judged(told)
    assert "8" not in cast("dict[str, object]", told["clauses"])


def test_unticking_a_function_parks_its_answers_and_ticking_it_brings_them_back() -> (
    None
):
    unticked, ticked = standing("function_unticked"), standing("function_ticked_again")

    assert "training_attendances" in unticked.parked
    assert not unticked.evaluation.is_answered("training_attendances")
    assert "training_attendances" not in ticked.parked
    assert ticked.evaluation.fact("training_attendances") == 1350


# --- together they cover ----------------------------------------------------


@cache
def verdicts() -> Mapping[str, Mapping[str, Verdict]]:
    """Return scenario to criterion to verdict."""
    return {
        name: {v.criterion.id: v for top in standing(name).verdicts for v in top}
        for name in PROGRAMME.scenarios
    }


def leaves() -> list[CriterionDefinition]:
    hard = (node for node in PROGRAMME.criteria.values() if node.test is not None)
    return [node for node in hard if node.model.nature == "hard"]


def test_there_are_at_least_forty_scenarios() -> None:
    assert len(PROGRAMME.scenarios) >= 40


@pytest.mark.parametrize("status", [Status.MET, Status.UNMET])
@pytest.mark.parametrize("leaf", [leaf.id for leaf in leaves()])
def test_every_criterion_is_met_in_one_scenario_and_unmet_in_another(
    leaf: str, status: Status
) -> None:
    assert any(
        found[leaf].status is status for found in verdicts().values() if leaf in found
    )


@dataclass(frozen=True)
class Threshold:
    """A comparison of a figure with a parameter, direct or through a computed fact."""

    leaf: CriterionDefinition
    parameter: str

    def __str__(self) -> str:
        return f"{self.leaf.id}-{self.parameter}"


def thresholds() -> Iterator[Threshold]:
    for leaf in leaves():
        if isinstance(leaf.test, ex.Comparison):
            for parameter in sorted(_parameters(leaf.test)):
                yield Threshold(leaf, parameter)


def _parameters(node: ex.Node) -> set[str]:
    """Return the parameters that an expression rests on, through computed facts."""
    found: set[str] = set()
    for part in ex.walk(node):
        if isinstance(part, ex.ParameterName):
            found.add(part.name)
        computed = (
            PROGRAMME.facts[part.name].computed
            if isinstance(part, ex.FactName)
            else None
        )
        found |= _parameters(computed) if computed else set()
    return found


STEPS: Mapping[Kind, object] = {
    Kind.COUNT: 1,
    Kind.AMOUNT: Decimal("0.01"),
    Kind.PERCENT: Decimal("0.01"),
    Kind.DATE: timedelta(days=1),
}


def stepped(evaluation: Evaluation, leaf: CriterionDefinition) -> Iterator[Evaluation]:
    """Yield what would be if a leaf's figure were one step more, and one less."""
    facts = PROGRAMME.facts
    figures = [leaf.model.adjust] if leaf.model.adjust else []
    figures = figures or sorted(PROGRAMME.base_facts(leaf.test))
    for name in figures:
        value, step = evaluation.fact(str(name)), STEPS[facts[str(name)].spec.kind]
        if evaluation.is_answered(str(name)):
            yield evaluation.changed({str(name): value + step})  # type: ignore[operator]
            yield evaluation.changed({str(name): value - step})  # type: ignore[operator]


def on_the_edge(threshold: Threshold, name: str, status: Status) -> bool:
    """Whether a scenario is met, or unmet, and one step would change it.

    Where it is met, the figure is exactly what the threshold asks.
    """
    evaluation, test = standing(name).evaluation, threshold.leaf.test
    assert isinstance(test, ex.Comparison)
    verdict = verdicts()[name].get(threshold.leaf.id)
    asked = test.right.evaluate(evaluation)
    if verdict is None or verdict.status is not status:
        return False
    if asked != evaluation.parameter(threshold.parameter):
        return False
    if status is Status.MET and test.left.evaluate(evaluation) != asked:
        return False
    other = status is Status.UNMET
    return any(test.evaluate(e) is other for e in stepped(evaluation, threshold.leaf))


@pytest.mark.parametrize("status", [Status.MET, Status.UNMET])
@pytest.mark.parametrize("threshold", list(thresholds()), ids=str)
def test_every_threshold_is_tried_exactly_and_one_step_below(
    threshold: Threshold, status: Status
) -> None:
    assert any(on_the_edge(threshold, name, status) for name in PROGRAMME.scenarios)


def test_every_threshold_of_articles_6_and_7_is_among_those_tried() -> None:
    set_there = {
        name
        for name, parameter in PROGRAMME.parameters.items()
        if parameter.model.cite.startswith(("6(", "7("))
    }
    # They word a question and tell a slip of the unit; no criterion compares them.
    told_only = {"credit_record_years", "financing_unit_slip"}

    assert {t.parameter for t in thresholds()} == set_there - told_only


@cache
def asked() -> Mapping[str, frozenset[str]]:
    """Return scenario to the questions on its path."""
    return {
        name: frozenset(
            s.question.id for s in path(standing(name).evaluation, standing(name).state)
        )
        for name in PROGRAMME.scenarios
    }


@pytest.mark.parametrize("question", list(PROGRAMME.questions))
def test_every_question_is_on_the_path_of_a_scenario(question: str) -> None:
    assert any(question in found for found in asked().values())


@pytest.mark.parametrize(
    "question", [q.id for q in PROGRAMME.questions.values() if q.when is not None]
)
def test_every_question_with_a_condition_is_also_left_out(question: str) -> None:
    assert any(question not in found for found in asked().values())


@pytest.mark.parametrize("check", list(PROGRAMME.checks))
def test_every_check_finds_fault_in_one_scenario_and_holds_in_another(
    check: str,
) -> None:
    definition = PROGRAMME.checks[check]
    fires: set[str] = set()
    holds: set[str] = set()
    for name in PROGRAMME.scenarios:
        evaluation = standing(name).evaluation
        if definition.when and definition.when.evaluate(evaluation) is not True:
            continue
        result = definition.test.evaluate(evaluation)
        (fires if result is False else holds if result is True else set()).add(name)

    assert fires
    assert holds


@pytest.mark.parametrize(
    "check", [c.id for c in PROGRAMME.checks.values() if c.model.severity != "note"]
)
def test_every_block_and_warning_is_expected_by_a_scenario(check: str) -> None:
    expected = [s.expect.conflicts or () for s in PROGRAMME.scenarios.values()]

    assert any(check in found for found in expected)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_function_has_a_whole_journey(function: str) -> None:
    here = standing(f"{function}_journey")

    assert here.outcome == "eligible"
    assert here.next is None
    assert here.evaluation.fact("service_functions") == (function,)
    assert not [
        c for c in conflicts(here.evaluation) if c.check.model.severity != "note"
    ]
    assert PROGRAMME.scenarios[f"{function}_journey"].expect.documents


# --- and they can fail ------------------------------------------------------


@cache
def sources() -> Mapping[str, str]:
    return read_folder(shipped("dialogues") / PROGRAMME.meta.id)


def noticed(file: str, change: Callable[[str], str]) -> bool:
    """Whether some scenario fails once a dialogue file has been changed."""
    texts = dict(sources())
    changed = change(texts[file])
    assert changed != texts[file], "the change did not change anything"
    mutant = load({**texts, file: changed})
    return any(
        next(surprises(played(mutant, name), scenario.expect), None)
        for name, scenario in mutant.scenarios.items()
    )


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("parameter", sorted({t.parameter for t in thresholds()}))
def test_a_threshold_moved_by_one_step_is_noticed(
    parameter: str, direction: int
) -> None:
    spec = PROGRAMME.parameters[parameter].spec
    value = PROGRAMME.parameters[parameter].values[0]
    step = STEPS[spec.kind]
    assert not isinstance(value, str)
    moved = value + direction * step  # type: ignore[operator]

    def move(text: str) -> str:
        before, name, after = text.partition(f"  {parameter}:\n")
        return before + name + after.replace(f"value: {value}", f"value: {moved}", 1)

    assert noticed("parameters.yaml", move)


@pytest.mark.parametrize("leaf", sorted({t.leaf.id for t in thresholds()}))
def test_a_comparison_made_strict_is_noticed(leaf: str) -> None:
    def make_strict(text: str) -> str:
        before, name, after = text.partition(f"- id: {leaf}\n")
        return before + name + after.replace(" >= ", " > ", 1)

    assert noticed("criteria.yaml", make_strict)
