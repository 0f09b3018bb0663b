"""What can never happen, and conditions that decide nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.expressions import UNKNOWN, Result
from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.linting.trials import Trials
from sme_assistant.dialogue.programme import Programme, QuestionDefinition
from sme_assistant.values import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """An expression, and where it stands.

    Attributes:
        key: As in ``Programme.places``.
        when: What must hold for it to matter.
    """

    key: str
    node: ex.Node
    when: ex.Node | None = None


def check_reach(report: Report) -> None:
    """Find questions never asked, verdicts never given, conditions without effect."""
    _check_sections(report)
    _check_questions(report)
    _check_asked_before(report)
    _check_tests(report)
    for place in places(report.programme):
        _check_parts(report, place)
    _check_computed(report)


def places(programme: Programme) -> Iterator[Place]:
    """Yield every expression with its place."""
    for fact in programme.facts.values():
        if fact.computed is not None:
            yield Place(f"fact:{fact.id}.computed", fact.computed)
    for section in programme.sections:
        if section.when is not None:
            yield Place(f"section:{section.id}.when", section.when)
    for question in programme.questions.values():
        if question.own is not None:
            yield Place(f"question:{question.id}.when", question.own)
    yield from tests(programme)
    yield from whens(programme)


def tests(programme: Programme) -> Iterator[Place]:
    """Yield the tests of criteria and checks."""
    for node in programme.criteria.values():
        if node.test is not None:
            yield Place(f"criterion:{node.id}.test", node.test, node.when)
    for check in programme.checks.values():
        yield Place(f"check:{check.id}.test", check.test, check.when)


def whens(programme: Programme) -> Iterator[Place]:
    """Yield the conditions of criteria, checks, evidence items and documents."""
    kinds = {
        "criterion": programme.criteria,
        "check": programme.checks,
        "evidence": programme.evidence,
        "document": programme.documents,
    }
    for kind, things in kinds.items():
        for name, thing in things.items():
            if thing.when is not None:  # type: ignore[attr-defined]
                yield Place(f"{kind}:{name}.when", thing.when)  # type: ignore[attr-defined]


def outcomes(
    programme: Programme, node: ex.Node, when: ex.Node | None = None
) -> tuple[set[Result], bool]:
    """Return the known values an expression is seen to have, and if that is all."""
    trials = Trials(programme, (node, when))
    seen: set[Result] = set()
    for trial in trials:
        if when is None or when.evaluate(trial) is True:
            value = node.evaluate(trial)
            if value is not UNKNOWN:
                seen.add(value)
    return seen, trials.complete


# --- questions --------------------------------------------------------------


def _check_sections(report: Report) -> None:
    for section in report.programme.sections:
        if section.when is not None:
            _check_when(report, Place(f"section:{section.id}.when", section.when))


def _check_when(report: Report, place: Place) -> None:
    seen, complete = outcomes(report.programme, place.node)
    if not complete or len(seen) > 1:
        return
    if seen == {True}:
        told = "这个 when 总是成立，请去掉"
        report.fault(place.key, "needless-when", told)
    else:
        told = "这个 when 永远不会成立，它所管的内容永远用不上"
        report.fault(place.key, "never-holds", told)


def _check_questions(report: Report) -> None:
    programme = report.programme
    never = {s.id for s in programme.sections if _never(programme, s.when)}
    for question in programme.questions.values():
        cut_off = question.parent in never or question.section.id in never
        if cut_off or not _asked(report, question):
            never.add(question.id)


def _never(programme: Programme, node: ex.Node | None) -> bool:
    if node is None:
        return False
    seen, complete = outcomes(programme, node)
    return complete and True not in seen


def _asked(report: Report, question: QuestionDefinition) -> bool:
    """Whether a question can be asked; complain of its condition if it is idle."""
    programme, own = report.programme, question.own
    if own is None:
        return True
    above = _chain(programme, question)
    trials = Trials(programme, (own, *above))
    seen = {
        own.evaluate(trial)
        for trial in trials
        if all(node.evaluate(trial) is True for node in above)
    }
    if not trials.complete or (True in seen and len(seen) > 1):
        return True
    key = f"question:{question.id}.when"
    if seen == {True}:
        told = f"“{question.id}”的 when 在上级条件之下总是成立，请去掉"
        report.fault(key, "needless-when", told)
        return True
    told = f"“{question.id}”永远不会被问到：它的 when 与上级的条件合不到一起"
    report.fault(key, "never-asked", told)
    return False


def _chain(programme: Programme, question: QuestionDefinition) -> tuple[ex.Node, ...]:
    """Return the conditions a question inherits."""
    found = [question.section.when]
    while question.parent is not None:
        question = programme.questions[question.parent]
        found.append(question.own)
    return tuple(node for node in found if node is not None)


def _check_asked_before(report: Report) -> None:
    """A question whose fact an earlier one has asked each time is never reached."""
    programme = report.programme
    for fact in programme.facts.values():
        for index, later in enumerate(fact.asked_by[1:], 1):
            earlier = fact.asked_by[:index]
            trials = Trials(programme, (), fact.asked_by)
            reached = any(
                trial.relevant(later) is True
                and not any(trial.relevant(e) is True for e in earlier)
                for trial in trials
            )
            if trials.complete and not reached:
                told = f"“{later}”问的“{fact.id}”前面每次都已问过，轮不到它"
                report.fault(f"question:{later}", "asked-before", told)


# --- criteria, checks, materials --------------------------------------------


def _check_tests(report: Report) -> None:
    programme = report.programme
    for place in whens(programme):
        _check_when(report, place)
    for place in tests(programme):
        seen, complete = outcomes(programme, place.node, place.when)
        if complete and not seen:
            continue
        kind = place.key.partition(":")[0]
        for value, code, told in _VERDICTS[kind]:
            if complete and value not in seen:
                report.fault(place.key, code, told)


_VERDICTS = {
    "criterion": (
        (True, "never-met", "这个条件怎么填都达不到，请核对 test"),
        (False, "never-unmet", "这个条件怎么填都达到，判断不了什么，请核对 test"),
    ),
    "check": (
        (True, "always-conflicts", "怎么填都有冲突，请核对 test"),
        (False, "never-conflicts", "怎么填都不会有冲突，请核对 test 或去掉这一项"),
    ),
}


# --- parts of expressions ---------------------------------------------------


def _check_parts(report: Report, place: Place) -> None:
    """Find branches never taken and parts that change nothing."""
    for node in _parts(place.node):
        if isinstance(node, ex.Conditional):
            _check_branches(report, place, node)
        elif isinstance(node, ex.Junction):
            _check_junction(report, place, node)


def _parts(node: ex.Node) -> Iterator[ex.Node]:
    """Yield the parts of an expression but those that speak of rows."""
    yield node
    for part in node.children:
        yield from _parts(part)


def _check_branches(report: Report, place: Place, node: ex.Conditional) -> None:
    seen, complete = outcomes(report.programme, node.condition, place.when)
    if complete and len(seen) == 1:
        branch = "else 后面" if True in seen else "if 前面"
        told = f"条件总是一个结果，{branch}的值永远用不上"
        report.fault(place.key, "dead-branch", told)


def _check_junction(report: Report, place: Place, node: ex.Junction) -> None:
    trials = Trials(report.programme, (node, place.when))
    if not trials.complete:
        return
    told = [_told(trial, node, place.when) for trial in trials]
    whole = [values for values in told if values is not None]
    if len({_joined(node, values) for values in whole}) < 2:  # noqa: PLR2004
        return
    for index in range(len(node.children)):
        if all(
            _joined(node, values) == _joined(node, values[:index] + values[index + 1 :])
            for values in whole
        ):
            word = "或" if node.decisive else "且"
            said = f"用“{word}”连起来的第 {index + 1} 项去掉也一样，请核对或去掉"
            report.fault(place.key, "needless-part", said)
            return


def _told(
    trial: ex.Scope, node: ex.Junction, when: ex.Node | None
) -> tuple[Result, ...] | None:
    if when is not None and when.evaluate(trial) is not True:
        return None
    return tuple(part.evaluate(trial) for part in node.children)


def _joined(node: ex.Junction, values: Iterable[Result]) -> Result:
    known = tuple(values)
    if node.decisive in known:
        return node.decisive
    return UNKNOWN if UNKNOWN in known else not node.decisive


def _check_computed(report: Report) -> None:
    """Options of a computed choice that no answers lead to."""
    programme = report.programme
    for fact in programme.facts.values():
        if fact.computed is None or fact.spec.kind is not Kind.CHOICE:
            continue
        seen, complete = outcomes(programme, fact.computed)
        for option in fact.spec.options:
            if complete and option.id not in seen:
                told = f"“{fact.id}”怎么算也得不到选项“{option.id}”"
                report.fault(f"fact:{fact.id}.options", "option-never-given", told)
