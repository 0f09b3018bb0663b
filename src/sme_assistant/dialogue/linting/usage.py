"""What nobody asks, what nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.linting.reach import places
from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.programme import Programme, Wording
from sme_assistant.values import Kind


def check_usage(report: Report, document_facts: Mapping[str, Set[str]]) -> None:
    """Find what is defined for nothing.

    What is used can only be said when every document's template is known.
    """
    programme = report.programme
    _check_asked(report)
    _check_options(report)
    used = {*_used(programme), programme.meta.dated_by, programme.meta.named_by}
    for names in document_facts.values():
        used |= names
    _check_parameters(report, used)
    if document_facts.keys() < programme.documents.keys():
        return
    for name, fact in programme.facts.items():
        if name not in used:
            told = f"“{fact.model.label}”没有任何条件、说法、表格或文件用到"
            report.fault(f"fact:{name}", "unused-fact", told)
    for name, roster in programme.rosters.items():
        if name not in used:
            told = f"“{roster.model.title}”没有任何条件、表格或文件用到"
            report.fault(f"roster:{name}", "unused-roster", told)


def _check_asked(report: Report) -> None:
    programme = report.programme
    for item in programme.evidence.values():
        fact = programme.facts[item.model.fact]
        if not fact.asked_by:
            told = f"没有问题问“{fact.id}”，这份佐证材料永远备不齐"
            report.fault(f"evidence:{item.id}.fact", "evidence-not-asked", told)
    gathered = {item.model.fact for item in programme.evidence.values()}
    for name, fact in programme.facts.items():
        is_reckoned = fact.computed is not None or fact.counted is not None
        if not is_reckoned and not fact.asked_by and name not in gathered:
            told = f"没有问题问“{fact.model.label}”，也没有公式算出它"
            report.fault(f"fact:{name}", "never-asked-fact", told)
    for name, roster in programme.rosters.items():
        if not roster.asked_by and not roster.model.offered:
            told = f"没有问题收集“{roster.model.title}”"
            report.fault(f"roster:{name}", "never-asked-roster", told)


def _used(programme: Programme) -> Iterator[str]:
    for place in places(programme):
        for node in ex.walk(place.node):
            if isinstance(node, ex.FactName | ex.ParameterName | ex.IsAnswered):
                yield node.name
            elif isinstance(
                node, ex.Rows | ex.Total | ex.Alike | ex.Listed | ex.Listing
            ):
                yield node.roster
    yield from _in_wordings(programme)
    yield from _in_materials(programme)
    for form in programme.regulation.forms:
        for box in form.boxes:
            yield from box.facts
            yield box.roster or ""


def _in_wordings(programme: Programme) -> Iterator[str]:
    for node in programme.criteria.values():
        yield node.least or ""
        for wording in node.wordings.values():
            yield from wording.slots
    for check in programme.checks.values():
        yield from check.message.slots
    for question in programme.questions.values():
        model = question.model
        texts = (model.screen, model.phone, model.help, model.read_back)
        slots = {s for text in texts if text for s in Wording.of(text).slots}
        # A question that reads its own answer back makes no use of it.
        yield from slots - {question.subject}


def _in_materials(programme: Programme) -> Iterator[str]:
    for item in programme.evidence.values():
        yield item.model.fact
        yield item.model.minimum or ""
    for document in programme.documents.values():
        yield document.model.roster or ""
        yield document.model.for_each or ""
    for roster in programme.rosters.values():
        yield roster.model.otherwise or ""
    for chart in programme.charts.values():
        yield from (fact for bar in chart.model.bars for fact in bar.facts)
        yield from (s for w in (chart.title, *chart.series) for s in w.slots)


def _check_parameters(report: Report, used: Set[str]) -> None:
    for name, parameter in report.programme.parameters.items():
        if name not in used:
            told = f"没有任何条件或说法用到“{parameter.model.label}”"
            report.fault(f"parameter:{name}", "unused-parameter", told)


def _check_options(report: Report) -> None:
    """Options of a multi are each tested, or none is; groups are for ``group``."""
    programme = report.programme
    tested, grouped = _tested(programme)
    for name, fact in programme.facts.items():
        options = {option.id for option in fact.spec.options if not option.exclusive}
        missing = options - tested.get(name, set())
        if fact.spec.kind is Kind.MULTI and missing and missing != options:
            told = f"“{name}”的选项 {'、'.join(sorted(missing))} 没有任何条件用到"
            report.fault(f"fact:{name}.options", "untested-option", told)
        if any(option.group for option in fact.model.options) and name not in grouped:
            told = f"“{name}”的选项写了 group，但没有地方用 group({name})"
            report.fault(f"fact:{name}.options", "unused-group", told)
        if fact.spec.kind is Kind.CHOICE and any(
            o.exclusive for o in fact.model.options
        ):
            told = f"“{name}”只能选一项，选项不用写 exclusive"
            report.fault(f"fact:{name}.options", "idle-exclusive", told)


def _tested(programme: Programme) -> tuple[dict[str, set[str]], set[str]]:
    """Gather the options of each fact that expressions test, and facts grouped."""
    tested: dict[str, set[str]] = {}
    grouped: set[str] = set()
    for place in places(programme):
        for node in ex.walk(place.node):
            match node:
                case ex.Membership(
                    item=ex.Constant(value=str(o)), holder=ex.FactName(name=n)
                ):
                    tested.setdefault(n, set()).add(o)
                case ex.Group(part=ex.FactName(name=n)):
                    grouped.add(n)
                case ex.Membership(item=item, holder=ex.FactName(name=n)):
                    tested.setdefault(n, set()).update(_given(programme, item))
    return tested, grouped


def _given(programme: Programme, item: ex.Node) -> Iterable[str]:
    """Name the options a choice may have."""
    if isinstance(item, ex.FactName):
        return (option.id for option in programme.facts[item.name].spec.options)
    return ()
